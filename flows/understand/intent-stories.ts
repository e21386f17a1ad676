/**
 * Messages that name goods and wish for none: offers of sellers, purchases that are past, what others buy, recipes, jokes,
 * "if I took". Goods and numbers alone make an order only where nothing in the words tells such a story.
 */
import type { IntentInput } from './intent-input.ts';
import { phraseList } from './phrase-list.ts';
import { DREAMS, HOW, IF_TAKEN, IT_WAS, JOKES, NO_NEED, OTHERS, PAST, SELLS, SHORT_OF } from './story-words.ts';
import type { Intent } from './types.ts';
import { COMPOSED, COURTESY, wishes } from './wish-words.ts';

const FREE = phraseList(`
  a 0
  a zero
  (gratuit|gratuits|gratuitement)
  for free
`);
const FIRM = phraseList(`
  je voudrais
  il me faudrait
  je commande
  je prends
`);

/**
 * What a message is after whose goods would make it an order, when its words tell a story or ask how: null when nothing
 * speaks against the order. Only for messages outside a draft; a wish beside a story is an order all the same.
 */
export function otherThanOrder(x: IntentInput, has: (i: Intent) => number): Intent | null {
  const w = x.words;
  if (SELLS.test(w) && !FIRM.test(w)) return 'other';
  if (FREE.test(w) && has('other') >= 7) return 'other';
  if (NO_NEED.test(w)) return has('thanks') > 0 ? 'thanks' : 'other';
  if (IF_TAKEN.test(w) && (x.question || /remise|combien|prix|reduction|ristourne/.test(w))) return 'price_question';
  if (DREAMS.test(w)) return 'other';
  const how = HOW.test(w) || JOKES.test(w);
  const past = PAST.test(w.replace(IT_WAS, ' '));
  if (past && x.question && /(?:ce est|est ce) (?:bien )?(?:pour|bon|note|confirme)/.test(w)) return 'order_status';
  if (wishes(w) || (COURTESY.test(w) && !how)) return null;
  if (past) {
    if (has('payment_question') > 0 && /(?:paye|regle|vire|5allas|paid|paiement|parti)/.test(w))
      return 'payment_question';
    if (has('complaint') > 0 || SHORT_OF.test(w)) return 'complaint';
    if (has('thanks') > 0) return 'thanks';
    return 'other';
  }
  if (OTHERS.test(w) || how) return has('price_question') > 0 && x.question && !how ? 'price_question' : 'other';
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
  'le la les l un une des de du d au aux a en et ou avec sans pour par plus ainsi que puis dans chez vers avant apres chaque chacun chacune aussi encore si possible ok oui non bonjour bonsoir salut coucou hello hey hi bjr bsr salam slm aslema 3aslema merci beaucoup avance cordialement svp stp s il vous te plait please thanks thank you bonne bon journee soiree soir matin midi jour madame monsieur mme mr kg kilo kilos g gr grammes litre litres l cl botte bottes sachet sachets boite boites barquette barquettes pot pots piece pieces part parts pers personnes personne petit petite petits petites grand grande grands grandes moyen moyenne moyens moyennes gros grosse mon ma mes notre nos votre nom name livraison livrer livre retrait commande commander reservation note ecrit inscription mention message texte carte nombre x h heures heure bien alors donc enfin euh the a an and of for with to in on at w ou fi el l men bel و في ال c ce est je tel numero adresse date code total voila anniversaire fete mariage bapteme communion noces obseques enterrement deuil ceremonie aperitif apero repas diner dejeuner brunch buffet gouter reunion eglise mairie ecole funerarium chapelle saint sainte'.split(
    ' ',
  ),
);

/** Is the token a word that a bare list of goods has none of: neither goods, number, day, place nor courtesy? */
export function besidesList(t: { t: string; kind: string }, covered: boolean): boolean {
  return t.kind === 'word' && !covered && !LISTED.has(t.t);
}
