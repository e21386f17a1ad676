/**
 * Messages that name goods and wish for none: offers of sellers, purchases that are past, what others buy, recipes, jokes,
 * "if I took". Goods and numbers alone make an order only where nothing in the words tells such a story.
 */
import type { IntentInput } from './intent-input.ts';
import type { Intent } from './types.ts';

/** The customer asks for goods of her own: a verb of wishing, an instruction, a polite request, a day to have them. */
const WISH =
  /(?:^| )(?:(?:je|on|nous|j|i|we) (?:en )?(?:voudrais?|voudrions|veux|veut|voulons|souhait[a-z]+|aimer[a-z]+|desire[a-z]*|prends|prend|prendrais?|prendrai|prendra|prenons|prendrons|vais (?:vous |te )?prendre|commande|commandons|reserve|confirme|confirmons|valide|validons|(?:vous |te )?(?:prend|commande|confirme|valide)s?|would like|want|need|will take|ll take|d like)|(?:me|nous|m|lui) (?:en )?(?:faut|faudrait|faudra)|il faudrait|(?<!je )(?:mettez|mets|met|remets|remettez|gardez|garde|reservez|reserve|preparez|prepare|livrez|donnez|envoyez|notez|ajoutez|rajoutez|ajoute|comptez|prevoyez)|(?:pouvez|pourriez|peux|pourrais)(?: vous| tu)? (?:me |nous |m en |lui )?(?:preparer|mettre|garder|reserver|prevoir|faire|livrer|envoyer|rajouter|ajouter)|(?:puis je|(?:je|on) peux?|(?:je|on) pourrai[st]|pourrai je|possible de?|c possible) (?:en |vous )?(?:avoir|prendre|commander|reserver|recuperer)|besoin de|de cote|merci de|si vous en avez|(?:ca|ce) sera|partirait sur|encore temps (?:pour|de)|pas trop tard pour|je cherche|cherchons|a (?:me |nous )?(?:livrer|envoyer|preparer|recuperer|retirer)|livree?s? (?:chez|au|a)|livraison (?:au|a|chez|residence|lac|\d+)|retrait|(?:swing|come|drop) by|pick ?up|collect|deliver|(?:can|could) (?:i|we|you)|n7eb[a-z]*|nheb[a-z]*|a3ti[a-z]*|3tini|khalli[a-z]*|5alli[a-z]*|7adh[a-z]+li|نحب|نريد|اعطيني|عطيني|حضرلي|خليلي|ناخذ|(?:je|on) (?:passe|passerai|viens|viendrai|recupere)|(?:pour|pr) (?:ce (?:soir|midi|matin|samedi|dimanche)|demain|midi|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|aujourd|le \d|\d+ h|\d+h))(?: |$)/;

/** "svp" makes a wish of a list, not of a question how something is done. */
const COURTESY = /(?:^| )(?:svp|stp|s il (?:vous|te) plait|please|min fadhlek|من فضلك)(?: |$)/;

/** English wishes, and a dish with what goes on it: its ingredients are no story. */
const COMPOSED =
  /(?:^| )(?:i (?:would|will|ll|d|could|also|just)(?: [a-z]+)? (?:like|love|have|take|want|get)|i (?:also )?want|if i could have|(?:give|get|bring) me|let me|with|and an?|on the side|to drink|extra|veggies|topped)(?: |$)/;

const SELLS =
  /(?:^| )(?:(?:je|nous|on) (?:vous )?(?:propos(?:e|ons)|fabriqu(?:e|ons)|livrons|vendons|vends|distribuons|importons|produisons|fourniss?ons|represent(?:e|ons))|je represente|(?:grossiste|fournisseur|distributeur|fabricant|minoterie|demarch[a-z]+)|(?:je suis|nous sommes) (?:un |une )?(?:producteur|productrice|producteurs|maraicher[a-z]*|eleveur|grossiste)|producteur (?:de|d) [a-z]+ (?:du|de|en|a)|a vendre|en gros|offre speciale|livraison offerte|interessee?s? (?:\?|$)|(?:cette|la|une|notre|grande)? ?promo(?:tion)?s? (?:ce|de|du|sur|:)|achetee?s? (?:,? )?(?:un|une|1|le|la) (?:[a-z]+ )?offert|nbi3|nbi3ou|nbi3oulkom|we (?:sell|supply|offer|produce))(?: |$)/;

const BOUGHT =
  '(?:pris|prise|prises|achete[es]*|recu[es]*|mange[es]*|goute[es]*|offert[es]*|trouve[es]*|eu|deguste[es]*|commande[es]*|reserve[es]*|devore[es]*|livre[es]*|compte[es]*|ramene[es]*|paye[es]*|regle[es]*|vire[es]*|recupere[es]*|emporte[es]*|ouvert[es]*)';
/** Bought, eaten, received, paid: over. */
const PAST = new RegExp(
  `(?:^| )(?:ai|jai|a|as|avons|avez|ont|avais|avait|avions|aviez|avaient|aurais|aurait) (?:me |encore |deja |bien |tous |tout |toutes |meme |aussi |donc |juste |vraiment )*${BOUGHT}(?: |$)|(?:^| )(?:est|sont) (?:bien |deja )?(?:partie?s?|passee?s?)(?: |$)|(?<!ce )(?:etait|etaient|avait|avaient|ont ete) (?:que|un|une|tres|trop|pas|tout|toute|tous|toutes|encore|le|la|super|vraiment|delicieu[a-z]*)(?: |$)|(?:^| )(?:i|we|he|she|they) (?:have |had )?(?:bought|ate|received|paid|ordered|got)(?: |$)|(?:^| )(?:chrit|chrina|klit|klina|5dhet|5dhit|5dhina|khdhit|khdhina|jebt|jebtou|jebtouli|weslouni|kanet?|kan|kenou|embera7|lbera7)(?: |$)|شريت|خذيت|خذينا|شرينا|كليت|كلينا|البارح|كانت|كان `,
);
/** What others do, always. */
const OTHERS =
  /(?:^| )(?:ma|mon|mes|une?|sa|son|leur|ton|ta) (?:[a-z]+ )?(?:mere|pere|frere|soeur|voisine?|voisins|amie?|amis|copine?|copain|collegues?|mari|femme|fille|fils|cousine?|tante|oncle|belle mere|grand mere|belle soeur|parents|enfants) (?:me |nous |en |te )*(?:prend|achete|mange|adore|aime|vend|fait|commande|prenait|achetait|mangeait|raffole)[a-z]*(?: |$)/;
/** Recipes, care, sums: how something is done. */
const HOW =
  /(?:^| )(?:recette|hate de|pourquoi|ca (?:veut|voulait) dire|faire (?:revenir|cuire|fondre)|au four|cuisson|farine|c a s|cuilleres?|je (?:dois|peux|devrais) (?:le |la |les |l )?(?:arroser|couper|tailler|congeler|rechauffer|conserver|garder)|fois par (?:jour|semaine|mois)|combien de (?:grammes?|temps|clients?|tiges?|calories|parts|pieces|sucre|minutes|jours|personnes)|(?:il )?faut combien|pour faire \d+|carte (?:de )?fidelite|points? (?:de )?fidelite|tampon[a-z]*|nourrit|se gardent?|tien(?:t|nent)|devinette|blague|quand je serai|un jour je|si je gagne|au loto|dans mes reves|mdr|lol|ptdr|on offre plutot|quelle (?:est la )?difference)(?: |$)/;
const IF_TAKEN =
  /(?:^| )si (?:je|on|nous|j|jamais je) (?:en )?(?:prends?|prenais|prenons|avais pris|commandais?|commande|avais commande|achete|achetais)(?: |$)/;
const NO_NEED = /(?:^| )(?:pas|plus|aucun) besoin (?:de|d)(?: |$)/;
const SHORT_OF =
  /(?:^| )(?:(?:n )?(?:y )?en avait que|il (?:n )?y en avait|en (?:ai|avons) (?:recu|eu) (?:que )?\d|manqu[a-z]+|(?:casse|abime|ecrase|moisi|fendu|fane)[es]*|que \d|au lieu|seulement|bered|barda|berdin|mo7rou9[a-z]*|ma7rou9[a-z]*|khayeb|5ayeb|بارده?|محروق|ناقص)/;

/**
 * What a message is after whose goods would make it an order, when its words tell a story or ask how: null when nothing
 * speaks against the order. Only for messages outside a draft; a wish beside a story is an order all the same.
 */
export function otherThanOrder(x: IntentInput, has: (i: Intent) => number): Intent | null {
  const w = x.words;
  if (SELLS.test(w) && !/(?:^| )(?:je voudrais|il me faudrait|je commande|je prends)(?: |$)/.test(w)) return 'other';
  if (/(?:^| )(?:a 0|a zero|gratuits?|gratuitement|for free)(?: |$)/.test(w) && has('other') >= 7) return 'other';
  if (NO_NEED.test(w)) return has('thanks') > 0 ? 'thanks' : 'other';
  if (IF_TAKEN.test(w) && (x.question || /remise|combien|prix|reduction|ristourne/.test(w))) return 'price_question';
  if (/(?:^| )(?:un jour je|quand je serai|si je gagne|dans mes reves|devinette|blague)(?: |$)/.test(w)) return 'other';
  const past = PAST.test(w);
  if (past && x.question && /(?:ce est|est ce) (?:bien )?(?:pour|bon|note|confirme)/.test(w)) return 'order_status';
  if (WISH.test(w) || (COURTESY.test(w) && !HOW.test(w))) return null;
  if (past) {
    if (has('payment_question') > 0 && /(?:paye|regle|vire|5allas|paid|paiement|parti)/.test(w))
      return 'payment_question';
    if (has('complaint') > 0 || SHORT_OF.test(w)) return 'complaint';
    if (has('thanks') > 0) return 'thanks';
    return 'other';
  }
  if (OTHERS.test(w) || HOW.test(w))
    return has('price_question') > 0 && x.question && !HOW.test(w) ? 'price_question' : 'other';
  if (has('price_question') > 0 && !x.when) return 'price_question';
  if (x.question && x.besides >= 2 && !x.quantified) return 'availability_question';
  // Doubt is answered with a question: a message that says much else, and no wish, is no order.
  if (!x.question && COMPOSED.test(w)) return null;
  if (x.besides >= 2 && has('payment_question') > 0 && !x.when) return 'payment_question';
  if (x.besides < (x.quantified && x.when ? 4 : x.question && !x.when ? 2 : 3)) return null;
  if (has('complaint') > 0) return 'complaint';
  if (has('thanks') > 0) return 'thanks';
  return x.question && x.own ? 'order_status' : 'other';
}

/** Words a bare list of goods may hold: articles, links, courtesy, sizes, who and what it is for. */
const LISTED = new Set(
  'le la les l un une des de du d au aux a en et ou avec sans pour par plus ainsi que puis dans chez vers avant apres chaque chacun chacune aussi encore si possible ok oui non bonjour bonsoir salut coucou hello hey hi bjr bsr salam slm aslema 3aslema merci beaucoup avance cordialement svp stp s il vous te plait please thanks thank you bonne bon journee soiree soir matin midi jour madame monsieur mme mr kg kilo kilos g gr grammes litre litres l cl botte bottes sachet sachets boite boites barquette barquettes pot pots piece pieces part parts pers personnes personne petit petite petits petites grand grande grands grandes moyen moyenne moyens moyennes gros grosse mon ma mes notre nos votre nom name livraison livrer livre retrait commande commander reservation note ecrit inscription mention message texte carte nombre x h heures heure bien alors donc enfin euh the a an and of for with to in on at w ou fi el l men bel و في ال c ce est je tel numero adresse date code total voila anniversaire fete mariage bapteme'.split(
    ' ',
  ),
);

/** How many of the words are neither goods, numbers, days, places nor such as a bare list holds. */
export function wordsBesides(tokens: readonly { t: string; kind: string }[], covered: (i: number) => boolean): number {
  return tokens.filter((t, i) => t.kind === 'word' && !covered(i) && !LISTED.has(t.t)).length;
}
