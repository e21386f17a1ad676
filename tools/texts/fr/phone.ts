/** What callers hear, and what members read of calls. */
export const phone = {
  greeting: (shop: string) =>
    `Bonjour, vous êtes bien chez ${shop}. Après le bip, dites votre commande, votre nom, le jour et l’heure souhaités, puis raccrochez. Votre message est enregistré pour préparer votre commande.`,
  nothingSaid: 'Nous n’avons rien entendu. Rappelez-nous quand vous voulez. Au revoir.',
  thanks: 'Merci, votre message est bien enregistré. Nous vous répondons très vite. Au revoir.',
  lost: (who: string) => `📞 Appel de ${who} : l’enregistrement n’a pas pu être récupéré. Rappelez cette personne.`,
  lostHidden: '📞 Appel d’un numéro masqué : l’enregistrement n’a pas pu être récupéré.',
  doctor: {
    account: 'Twilio accepte le compte et le jeton.',
    refused: (status: string) => `Twilio refuse le compte ou le jeton (${status}).`,
    refusedNext: 'Copiez à nouveau « Account SID » et « Auth Token » depuis console.twilio.com.',
    noSid: 'Sans l’identifiant du compte (Account SID), le numéro ne peut pas être vérifié et aucun SMS ne part.',
    noSidNext: 'Reliez à nouveau ce numéro avec l’identifiant (AC…), à copier depuis console.twilio.com.',
    notANumber: (number: string) =>
      `« ${number} » n’est pas un numéro complet. Écrivez-le avec son indicatif, par exemple +33 1 80 00 00 00.`,
    noNumber: (number: string) => `Le numéro ${number} n’est pas à ce compte Twilio.`,
    noNumberNext: 'Vérifiez le numéro de la connexion, ou le compte auquel il appartient.',
    voice: 'Les appels arrivent bien ici.',
    voiceElsewhere: (url: string) => `Les appels sont envoyés ailleurs : ${url}.`,
    smsHook: 'Les SMS reçus arrivent bien ici.',
    smsElsewhere: (url: string) => `Les SMS reçus sont envoyés ailleurs : ${url}.`,
    hookNext: (url: string) => `Dans Twilio, sur la page du numéro, réglez l’adresse (HTTP POST) : ${url}`,
    sms: 'La réponse part par SMS quand WhatsApp n’est pas ouvert.',
    noSms: 'Aucun SMS ne part : sans WhatsApp ouvert, c’est à vous de rappeler.',
    noSmsNext: 'Si ce numéro envoie des SMS, reliez-le à nouveau en cochant la case.',
    cannotSms: 'Ce numéro n’envoie pas de SMS.',
    cannotSmsNext: 'Reliez-le à nouveau sans cocher la case des SMS, ou prenez un numéro qui en envoie.',
    transcriber: (model: string) => `Les messages sont écrits par ${model}.`,
    noTranscriber: 'Aucun modèle n’écrit les messages : vous recevrez l’enregistrement.',
    noTranscriberNext: 'Réglez OPENAI_API_KEY (ou OPENAI_BASE_URL), puis envoyez /assistant on.',
  },
};

export type PhoneTexts = typeof phone;
