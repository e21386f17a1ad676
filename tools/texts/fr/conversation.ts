import { asked } from './asked.ts';

/** Answers from facts, changes of orders, what was understood from which words, and words that were learned. */
export const conversation = {
  inStock: 'en stock',
  left: (count: string) => `plus que ${count}`,
  soldOut: 'épuisé',
  toOrder: (delay: string) => `sur commande, ${delay} de délai`,
  delayHours: (hours: number) => `${hours} h`,
  delayDays: (days: number) => `${days} jours`,
  possible: (day: string) => `Le ${day}, nous sommes ouverts et le délai est suffisant.`,
  tooSoon: (product: string, delay: string, earliest: string) =>
    `${product} : il faut ${delay} de délai, donc au plus tôt le ${earliest}.`,
  closedThen: (day: string, days: string) =>
    `Nous sommes fermés le ${day}. Jours d’ouverture les plus proches : ${days}.`,
  openDays: (days: string) => `Jours d’ouverture les plus proches : ${days}.`,

  openOn: (day: string, hours: string) => `Oui, nous sommes ouverts le ${day} : ${hours}.`,
  closedOn: (day: string) => `Nous sommes fermés le ${day}.`,
  closedAt: (day: string, hours: string) => `Pas à cette heure-là. Le ${day}, nous sommes ouverts ainsi : ${hours}.`,
  specialClosure: (day: string) => `Nous sommes exceptionnellement fermés le ${day}.`,
  nextOpen: (day: string, hours: string) => `Prochaine ouverture : ${day}, ${hours}.`,
  closures: (days: string) => `Fermetures exceptionnelles : ${days}.`,

  accepted: (ways: string) => `Nous acceptons : ${ways}.`,
  ways: {
    stripe: 'carte bancaire en ligne',
    paypal: 'PayPal',
    flouci: 'Flouci',
    konnect: 'Konnect',
    transfer: 'virement',
    demo: 'paiement de démonstration',
  },
  payAtShop: 'Le règlement se fait avec la boutique.',
  linkComes: 'Le lien de paiement arrive ici dès que la boutique a donné son accord.',

  heard: (words: string) => `🎤 J’ai entendu : « ${words} »`,
  notHeard:
    'Je n’ai pas réussi à entendre ce que dit votre message vocal. Pouvez-vous m’écrire en quelques mots ce que vous souhaitez ?',

  noted: 'C’est noté.',
  welcome: 'Avec plaisir !',
  stuck: 'Je ne suis pas sûr de bien vous comprendre. Souhaitez-vous qu’une personne de l’équipe vous réponde ?',
  human: 'Parler à quelqu’un',
  unclear:
    'Je n’ai pas bien compris. Dites-moi ce que vous souhaitez et pour quel jour, ou écrivez « humain » pour parler à une personne.',
  outOfScope: (shop: string) =>
    `Je ne peux pas répondre à cela : je prends les commandes de ${shop}. Écrivez « humain » pour parler à une personne.`,
  abuse: 'Restons courtois, s’il vous plaît. Écrivez « humain » pour parler à une personne de l’équipe.',
  complaint: 'Nous sommes vraiment désolés. Je préviens tout de suite une personne de l’équipe : elle vous répond ici.',

  askChange: (short: number) => `Que souhaitez-vous changer dans votre commande n° ${short} ?`,
  changed: (short: number) =>
    `C’est noté, votre demande n° ${short} est modifiée. La boutique doit encore la confirmer.`,
  changeAsked: (short: number) => `Je transmets ce changement de votre commande n° ${short} à la boutique :`,
  changeWaits: 'Rien ne change avant sa réponse, que vous recevrez ici.',
  cancelled: (short: number) => `C’est noté, votre demande n° ${short} est annulée.`,
  changeDropped: (short: number) => `C’est noté, votre commande n° ${short} reste inchangée.`,
  changeDeclined: (short: number, reason: string) =>
    `La boutique ne peut pas faire ce changement${reason ? ` : ${reason}` : ''}. Votre commande n° ${short} reste comme elle était.`,
  cancelDeclined: (short: number, reason: string) =>
    `La boutique ne peut plus annuler votre commande n° ${short}${reason ? ` : ${reason}` : ''}. Elle reste comme elle était.`,

  asked,

  member: {
    wasChanged: (short: number, who: string, words: string) =>
      `✏️ ${who} a changé sa demande ${short}, pas encore confirmée : « ${words} »`,
    wasCancelled: (short: number, who: string, words: string) =>
      `❌ ${who} a annulé sa demande ${short}, pas encore confirmée : « ${words} »`,
    before: (what: string) => `Avant : ${what}`,
    after: (what: string) => `Après : ${what}`,
    samePrice: (total: string) => `Prix inchangé : ${total}`,
    difference: (difference: string, total: string) => `Différence : ${difference}, total ${total}`,
    alreadyPaid: (amount: string) => `⚠️ ${amount} sont déjà payés.`,
    apply: 'Appliquer',
    decline: 'Refuser',
    keep: 'Garder',
    declined: (short: number) => `Demande refusée, le client est prévenu. La commande ${short} ne change pas.`,
    noRequest: (short: number) => `Aucun changement n’est demandé pour la commande ${short}.`,
    otherRequest: (short: number) =>
      `Cette demande n’est plus d’actualité pour la commande ${short} : rien n’a changé. Voici la commande :`,
    complaint: (who: string, words: string) =>
      `⚠️ Réclamation de ${who}${words ? ` : « ${words} »` : ''}. L’assistant se tait dans ce fil pendant 12 h.`,
    lastWords: (words: string) => `Ses derniers messages :\n${words}`,
    openOrder: (short: number, status: string, what: string, when: string, total: string) =>
      `Commande ${short}, ${status} : ${what} — ${when} — ${total}`,
    openDraft: (what: string) => `Commande en cours d’écriture : ${what}`,
    outOfArea: (place: string) => `⚠️ Hors de votre zone de livraison (${place}).`,
    unknownOrder: (who: string, words: string) => `❓ ${who} parle d’une commande que je ne trouve pas : « ${words} »`,
    named: (short: number, name: string) => `✏️ Commande ${short} : au nom de ${name}.`,
    question: (who: string, words: string) => `💬 ${who} : « ${words} »`,
    quoteHint: (who: string) =>
      `Pour répondre à ${who}, citez sa question (appui long, puis « Répondre ») et écrivez-lui.`,
    quoteToAnswer: 'Répondez en citant ce message : votre réponse lui est envoyée.',
  },

  proof: {
    title: (short: number) => `Commande ${short} : les mots du client.`,
    row: (field: string, words: string, time: string) => `• ${field} : « ${words} » (${time})`,
    cart: (field: string, words: string) => `• ${field} : « ${words} » (panier)`,
    byMember: (who: string, time: string) => `✏️ Modifiée par ${who} (${time})`,
    none: (short: number) => `Aucun message du client n’est lié à la commande ${short} : elle a été saisie autrement.`,
    noField: (field: string, known: string) => `Rien pour « ${field} ». Essayez : ${known}`,
    fields: {
      item: 'article',
      date: 'date',
      time: 'heure',
      fulfilment: 'livraison',
      address: 'adresse',
      customer_name: 'nom',
      phone: 'téléphone',
      note: 'note',
    },
  },

  alias: {
    propose: (said: string, product: string) =>
      `« ${said} » = ${product} ?\nSi oui, je le comprendrai ainsi la prochaine fois.`,
    yes: 'Oui',
    no: 'Non',
    learned: (said: string, product: string) =>
      `C’est retenu : « ${said} » = ${product}. Pour l’oublier : /alias retirer ${said}`,
    refused: (said: string) => `D’accord, je ne retiens pas « ${said} ».`,
    list: (rows: string) => `Mots appris :\n${rows}\nPour en oublier un : /alias retirer le mot`,
    row: (said: string, product: string) => `• « ${said} » = ${product}`,
    none: 'Aucun mot appris pour le moment. Pour en ajouter un : /alias le rouge = fraisier',
    removed: (said: string, product: string) => `« ${said} » ne veut plus dire ${product}.`,
    unknown: (said: string) => `Je n’ai pas de mot appris « ${said} ». Tapez /alias pour voir la liste.`,
    taken: (said: string, product: string) => `« ${said} » est déjà un nom de ${product}.`,
    noProduct: (words: string) => `Je ne trouve pas « ${words} » dans votre carte.`,
    gone: 'Cette question n’attend plus de réponse. Tapez /alias pour voir les mots appris.',
  },
};

export type ConversationTexts = typeof conversation;
