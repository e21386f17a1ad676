/**
 * What is told where goods are named and none are wished for. A phrase a line (`phrase-list.ts`); what is missing is added
 * where it belongs.
 */
import { phraseList, phrasesOf } from './phrase-list.ts';

/** Somebody offers the shop goods or services. */
export const SELLS = phraseList(`
  (je|nous|on) (|vous )(propose|proposons|fabrique|fabriquons|livrons|vendons|vends|distribuons|importons|produisons)
  (je|nous|on) (|vous )(fournisons|fournissons|fournis|represente|representons)
  (grossiste|fournisseur|distributeur|fabricant|minoterie|demarch*)
  (je suis|nous sommes) (|un |une )(producteur|productrice|producteurs|maraicher*|eleveur)
  producteur (de|d) * (du|de|en|a)
  (a vendre|en gros|offre speciale|livraison offerte)
  (interesse|interessee|interesses|interessees) ?
  (promo|promos|promotion|promotions) (ce|de|du|sur)
  (achete|achetee|achetes|achetees) (un|une|1|le|la) (|* )offert
  (nbi3|nbi3ou|nbi3oulkom)
  we (sell|supply|offer|produce)
`);

const HELPERS = '(ai|jai|a|as|avons|avez|ont|avais|avait|avions|aviez|avaient|aurais|aurait)';
const BETWEEN = phrasesOf(`
  me
  encore
  deja
  bien
  tous
  tout
  toutes
  meme
  aussi
  donc
  juste
  vraiment
`).join(' |');
/** What was done with goods; any gender and number. */
const DONE = phrasesOf(`
  pri(s|se|ses)
  achet*
  rec(u|us|ue|ues)
  mang*
  gout*
  offert*
  trouv*
  eu
  degust*
  command*
  reserv*
  devor*
  livr*
  compt*
  ramen*
  pay*
  regl*
  vir(e|es|ee|ees)
  recuper*
  emport*
  ouvert*
`).join('|');
/** Bought, eaten, received, paid: over. */
export const PAST = phraseList(`
  ${HELPERS} (|${BETWEEN} )(|${BETWEEN} )(${DONE})
  (est|sont) (|bien |deja )(parti|partie|partis|parties|passe|passee|passes|passees)
  (etait|etaient|avait|avaient|ont ete) (que|un|une|tres|trop|pas|tout|toute|tous|toutes|encore|le|la|super|vraiment|delicieu*)
  (i|we|he|she|they) (|have |had )(bought|ate|received|paid|ordered|got)
  (chrit|chrina|klit|klina|5dhet|5dhit|5dhina|khdhit|khdhina|jebt|jebtou|jebtouli|weslouni)
  (kan|kanet|kane|kenou|embera7|lbera7)
  (شريت|خذيت|خذينا|شرينا|كليت|كلينا|البارح|كانت|كان)
`);
/** "C'était un ...", of an order: no story of what is over. */
export const IT_WAS = /(?:^| )ce etait(?= |$)/g;

/** What others do, always. */
export const OTHERS = phraseList(`
  (ma|mon|mes|un|une|sa|son|leur|ton|ta) (|* )(mere|pere|frere|soeur|voisin|voisine|voisins|ami|amie|amis|amies|copine|copain|collegue|collegues|mari|femme|fille|fils|cousin|cousine|tante|oncle|belle mere|grand mere|belle soeur|parents|enfants) (|me |nous |en |te )(prend|achete|mange|adore|aime|vend|fait|commande|prenait|achetait|mangeait|raffole)*
`);

/** Recipes, care, sums: how something is done. */
export const HOW = phraseList(`
  (recette|hate de|pourquoi)
  ca (veut|voulait) dire
  faire (revenir|cuire|fondre)
  (au four|cuisson|farine|c a s|cuillere|cuilleres)
  je (dois|peux|devrais) (|le |la |les |l )(arroser|couper|tailler|congeler|rechauffer|conserver|garder)
  fois par (jour|semaine|mois)
  combien de (gramme|grammes|temps|client|clients|tige|tiges|calorie|calories|parts|pieces|sucre|minutes|jours|personnes)
  (|il )faut combien
  pour faire #
  carte (|de )fidelite
  (point|points) (|de )fidelite
  tampon*
  (nourrit|se garde|se gardent|tien|tient|tiennent)
  on offre plutot
  quelle (|est la )difference
`);

/** Jokes and dreams. */
export const JOKES = phraseList(`
  (devinette|blague)
  (quand je serai|un jour je|si je gagne)
  (au loto|dans mes reves)
`);
/** Jokes and dreams that even a wish does not turn into an order. */
export const DREAMS = phraseList(`
  (un jour je|quand je serai|si je gagne|dans mes reves|devinette|blague)
`);

/** "Si j'en prenais dix": no order, a condition. */
export const IF_TAKEN = phraseList(`
  si (je|on|nous|j|jamais je) (|en )(prend|prends|prenons|prenais|prenait|avais pris|avait pris|commande|commandais|commandait|avais commande|achete|achetais|achetait)
`);

export const NO_NEED = phraseList(`
  (pas|plus|aucun) besoin (de|d)
`);

/** What came was less than was ordered, or spoilt. */
export const SHORT_OF = phraseList(`
  (|n )(|y )en avait que
  il (|n )y en avait
  en (ai|avons) (recu|eu) (|que )#
  manqu*
  (casse|abime|ecrase|moisi|fendu|fane)*
  que #
  au lieu
  seulement
  (bered|barda|berdin|mo7rou9*|ma7rou9*|khayeb|5ayeb)
  (بارد|بارده|محروق|ناقص)
`);
