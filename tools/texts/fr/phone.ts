/** What callers hear, and what members read of calls. */
export const phone = {
  greeting: (shop: string) =>
    `Bonjour, vous êtes bien chez ${shop}. Après le bip, dites votre commande, votre nom, le jour et l’heure souhaités, puis raccrochez. Votre message est enregistré pour préparer votre commande.`,
  nothingSaid: 'Nous n’avons rien entendu. Rappelez-nous quand vous voulez. Au revoir.',
  thanks: 'Merci, votre message est bien enregistré. Nous vous répondons très vite. Au revoir.',
  lost: (who: string) => `📞 Appel de ${who} : l’enregistrement n’a pas pu être récupéré. Rappelez cette personne.`,
  lostHidden: '📞 Appel d’un numéro masqué : l’enregistrement n’a pas pu être récupéré.',
};

export type PhoneTexts = typeof phone;
