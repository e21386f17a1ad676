/** What is said about stock: counts, what is sold out, what runs low. */
export const stock = {
  level: (name: string, qty: string) => `${name} : ${qty} en stock`,
  notCounted: (name: string) => `${name} : stock non compté`,
  depot: (depot: string, qty: string) => `↳ ${depot} : ${qty}`,
  how: (add: string, set: string) => `Pour changer : ${add} ou ${set}`,
  changed: (name: string, now: string, before: string) => `${name} : ${now} en stock (avant : ${before})`,
  unchanged: (line: string) => `Rien n’a changé. ${line}`,
  badQuantity: (text: string) => `« ${text} » n’est pas une quantité. Écrivez par exemple 12 ou 1,5.`,
  noCount: (text: string) =>
    `Rien n’est compté : je ne trouve pas de quantité dans « ${text} ». Par exemple : /inventaire éclair 12, fraisier 4`,
  countFirst: (name: string, command: string) =>
    `Le stock de ${name} n’est pas compté. Comptez-le d’abord : ${command}`,
  tooFew: (name: string, left: string, command: string) =>
    `${name} : il n’en reste que ${left}, rien n’a changé. S’il n’y en a plus : ${command}`,
  soldOutMark: 'en rupture',
  out: (name: string, command: string) =>
    `${name} est en rupture : les clients ne se le voient plus proposer. De retour : ${command}`,
  alreadyOut: (name: string, command: string) => `${name} est déjà en rupture. De retour : ${command}`,
  back: (name: string) => `${name} est de nouveau en vente.`,
  backButEmpty: (name: string, left: string, command: string) =>
    `${name} n’est plus signalé en rupture, mais le stock compté est de ${left} : comptez-le pour le vendre, par exemple ${command}`,
  notOut: (name: string) => `${name} n’est pas en rupture : rien n’a changé.`,
  whichProduct: (example: string) => `Quel produit ? Par exemple : ${example}`,
  inventory: 'Stocks comptés :',
  nothingCounted: 'Aucun stock n’est compté pour le moment.',
  countHow: 'Pour compter : /inventaire éclair 12, fraisier 4',
  lowMark: (mark: string) => `⚠️ seuil ${mark}`,
  more: (count: string) => `… et ${count} de plus : /inventaire suivi d’un mot`,
  short: (name: string, left: string, wanted: string) => `⚠️ Stock de ${name} : ${left} pour ${wanted} à prendre`,
  under: (name: string, left: string) => `⚠️ Stock de ${name} : ${left}. Il en manque.`,
  low: (name: string, left: string) => `⚠️ Stock bas : ${name}, il en reste ${left}`,
  askInstead: (product: string) =>
    `« ${product} » n’est plus disponible pour le moment. Que souhaitez-vous à la place ?`,
};
