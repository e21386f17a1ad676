/** What members hear of their connections: an access that ends, messages that are charged, news of the account. */
export const tending = {
  expiring: (name: string, days: string, url: string) =>
    `🔑 L’accès de ${name} finit dans ${days} j. Collez un nouveau jeton avant : ${url}`,
  billed: (name: string, billed: string, free: string) =>
    `✉️ ${name} ce mois-ci : ${billed} messages facturés, ${free} gratuits.`,
  ofLimit: (limit: string) => `(seuil : ${limit})`,
  noneBilled: 'Aucun message compté ce mois-ci.',
  noLimit: 'Aucun seuil d’alerte. Pour en fixer un : /messages 800',
  limitIs: (limit: string) =>
    `Vous serez prévenus à 80 % puis à 100 % de ${limit} messages. Pour arrêter : /messages off`,
  limitHow: 'Écrivez un nombre de messages par mois, par exemple /messages 800, ou /messages off.',
  nearLimit: (name: string, billed: string, limit: string) =>
    `✉️ ${name} : ${billed} messages facturés ce mois-ci, votre seuil est ${limit}. Rien n’est bloqué.`,
  overLimit: (name: string, billed: string, limit: string) =>
    `✉️ ${name} : le seuil de ${limit} messages est atteint (${billed} facturés). Rien n’est bloqué ; pour le changer : /messages suivi du nombre.`,
  quality: (number: string, limit: string) =>
    `📉 Meta signale une baisse de qualité du numéro ${number} (limite : ${limit}). N’écrivez qu’à ceux qui l’attendent ; voyez WhatsApp Manager > Phone numbers.`,
  template: (name: string, state: string, why: string) =>
    `📄 Le modèle ${name} est ${state} chez Meta (${why}). Corrigez-le dans WhatsApp Manager > Message templates ; en attendant, les cartes attendent dans le bureau.`,
  approved: (name: string) => `✅ Le modèle ${name} est approuvé par Meta.`,
  nameRefused: (why: string) =>
    `📛 Meta a refusé le nom affiché du numéro (${why}). Proposez-en un autre dans WhatsApp Manager > Phone numbers.`,
  security: (what: string) =>
    `🔐 Le code du numéro WhatsApp a été touché chez Meta (${what}). Si ce n’est pas vous, changez-le dans WhatsApp Manager.`,
  restricted: (why: string) =>
    `⛔ Meta a limité le compte (${why}). Ouvrez Business Support Home pour lire le motif et demander un réexamen.`,
  cut: (why: string) => `⛔ Le compte ne nous est plus relié (${why}). Reconnectez-le dans le bureau, page Canaux.`,
  resubscribed: (name: string) =>
    `📡 Meta avait coupé les événements de ${name} ; ils sont rétablis. Je relis les conversations pour retrouver ce qui manque.`,
  caughtUp: (name: string, count: string) => `📥 ${name} : messages manqués retrouvés et repris : ${count}.`,
  providerAlert: (why: string) => `⚠️ Meta signale : ${why}. Détails dans WhatsApp Manager > Account overview.`,
};

export type TendingTexts = typeof tending;
