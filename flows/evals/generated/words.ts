/** The small words of French the sentences are put together with. */

const UNITS = 'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize'.split(
  ' ',
);

/** 1 to 60 in words. */
export function inWords(n: number, feminine = false): string {
  if (n === 1) return feminine ? 'une' : 'un';
  if (n <= 16) return UNITS[n]!;
  if (n < 20) return `dix-${UNITS[n - 10]}`;
  const tens = ['vingt', 'trente', 'quarante', 'cinquante', 'soixante'][Math.floor(n / 10) - 2]!;
  const rest = n % 10;
  return rest === 0 ? tens : rest === 1 ? `${tens} et un` : `${tens}-${UNITS[rest]}`;
}

/** "de tarte", "d'éclair". */
export const of = (name: string): string =>
  /^[aeiouyéèêàâœhô]/i.test(name) && !/^(?:haricot|huit|onze)/i.test(name) ? `d'${name}` : `de ${name}`;

/** "le flan", "la tarte", "l'éclair". */
export const the = (name: string, feminine: boolean): string =>
  /^[aeiouyéèêàâœhô]/i.test(name) && !/^haricot/i.test(name) ? `l'${name}` : `${feminine ? 'la' : 'le'} ${name}`;

export const capital = (text: string): string => text.replace(/^\p{Ll}/u, (c) => c.toUpperCase());

export const GREETINGS = [
  '',
  '',
  '',
  'Bonjour',
  'Bonjour,',
  'bonjour',
  'Bonsoir',
  'bjr',
  'Salut',
  'Coucou',
  'Bonjour !',
  'Bonjour madame,',
  'slt',
  'Hello',
  'Bonjour à vous,',
  "Bonjour, j'espère que vous allez bien.",
  'Rebonjour,',
];

/** What stands before goods with a number of their own. */
export const WISHES = [
  '',
  '',
  '',
  'je voudrais',
  'je voudrais commander',
  'je souhaiterais',
  'je souhaiterais commander',
  "j'aimerais",
  'il me faudrait',
  'il me faut',
  'je vais prendre',
  'je prends',
  'je prendrais',
  'ce serait pour',
  'ce sera',
  'mettez-moi',
  'mettez moi de côté',
  'pouvez-vous me mettre',
  'pouvez-vous me préparer',
  'pourriez-vous me préparer',
  'tu peux me garder',
  'gardez-moi',
  'réservez-moi',
  'on voudrait',
  'nous aimerions commander',
  'je commande',
  'je passe commande :',
  'commande :',
  'ma commande :',
  'est-ce que je peux avoir',
  "est-ce possible d'avoir",
  "c'est possible d'avoir",
  'je peux avoir',
  'jvoudrais',
  'jaimerais',
  'je veux',
  'pour moi ce sera',
  'vous pouvez me préparer',
  'je viens vers vous pour commander',
  "j'ai besoin de",
  'je voulais vous commander',
  'je désire',
  'me faudrait',
  'on prendra',
  'je te prends',
  'tu me mets',
  'prévoyez-moi',
  'je te commande',
  'je souhaite réserver',
  "j'en profite pour commander",
] as const;

export const CLOSINGS = [
  '',
  '',
  '',
  '',
  'merci',
  'Merci !',
  'svp',
  'stp',
  "s'il vous plaît",
  'merci beaucoup',
  "merci d'avance",
  'Merci bcp',
  'Bonne journée',
  'merci et bonne soirée',
  'Merci 🙏',
  '😊',
  'Cordialement',
  'à bientôt',
  'bisous',
  'Merci à vous',
];

/** Said beside an order; none of their numbers is a quantity, none of them a day, an hour or a place. */
export const REMARKS = [
  'mon numéro : 06 12 34 56 78',
  'tel 0698451203',
  'mon tél. 07.66.55.44.33',
  'au nom de Martin',
  'au nom de Mme Lefèvre',
  "c'est pour les 40 ans de mon mari",
  "c'est pour l'anniversaire de ma fille, elle a 7 ans",
  'je paie par carte',
  'je réglerai en espèces',
  'vous prenez la carte ?',
  "j'ai un bon de réduction de 5 €",
  'pas trop tôt svp',
  'comme ça ma belle-mère sera contente',
  'désolée de prévenir si tard',
  "c'est pour offrir",
  'nom : Dubois',
  'Mme Bernard',
  'vous êtes au top',
  "j'ai hâte 😍",
  'dites-moi si ça va',
  'merci de me confirmer',
  "c'est pour mes collègues",
  "c'était délicieux la dernière fois",
];
