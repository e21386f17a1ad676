/** Papers sent again, by thread or e-mail, and what a member reads about it. */
export const sending = {
  noPaper: 'Ce document n’existe pas dans cette boutique.',
  noThread: (number: string) =>
    `${number} : ce client n’a pas de conversation ici. Envoyez-le par e-mail, ou téléchargez-le.`,
  sentInThread: (number: string) => `📄 ${number} repart dans la conversation du client.`,
  mailed: (number: string, to: string) => `📧 ${number} part par e-mail à ${to}.`,
  noAddress: (number: string) =>
    `${number} : je ne connais pas l’e-mail de ce client. Ajoutez l’adresse après le mot « mail ».`,
  badAddress: (text: string) => `« ${text} » n’est pas une adresse e-mail. Écrivez par exemple compta@exemple.fr`,
  noMailbox:
    'Aucun e-mail ne peut partir : reliez la boîte de la boutique (Administration, Canaux) ou réglez SMTP_URL.',
  mailFailed: (number: string, to: string, why: string) =>
    `⚠️ ${number} n’a pas pu partir par e-mail à ${to} : ${why}. Vérifiez l’adresse, puis renvoyez-le.`,
  letterSubject: (what: string, number: string) => `${what} ${number}`,
  letter: (what: string, number: string, shop: string) =>
    `Bonjour,\n\nVous trouverez ci-joint : ${what} ${number}.\n\nBien à vous,\n${shop}`,
  here: (what: string, number: string) => `📄 ${what} ${number}`,
  stale: (number: string) =>
    `${number} a changé depuis l’affichage de cette page (un avoir a été établi). Vérifiez, puis recommencez.`,
  notCreditable: (number: string) => `${number} ne peut plus recevoir d’avoir : tout a été annulé ou repris ailleurs.`,
  nothingPicked: 'Indiquez ce qui est à reprendre : tout, un montant, ou la quantité d’au moins une ligne.',
  badPick: (name: string, most: string) => `« ${name} » : indiquez une quantité entre 0 et ${most}.`,
};
