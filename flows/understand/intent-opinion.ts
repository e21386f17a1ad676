/**
 * Rules and model. The rules know the conversation and give their reasons; the model knows how a great many such
 * messages are worded, and has the rules' word among its features, so that it learns where they can be relied on.
 */
import { type IntentInput, ofPart, type Tally } from './intent-input.ts';
import { likelihoods } from './intent-model.ts';
import { featuresOf } from './intent-shape.ts';
import type { Intent } from './types.ts';
import { ASKS_POLITELY } from './wish-words.ts';

/**
 * An order that the rules do not see has to be likelier than not, for a phantom is worse than a question; less will do
 * where counted goods and a day or place have the form of one.
 */
const SURE_OF_ORDER = 0.85;
const FORM_OF_ORDER = 0.6;

/** How many times likelier than what the rules say something else has to be. */
const CLEARLY = 1.5;

/** Of several questions the first one asked wins, which is for the rules to find. */
const QUESTIONS: ReadonlySet<Intent> = new Set([
  'price_question',
  'availability_question',
  'hours_question',
  'payment_question',
]);
const WANTS_GOODS: ReadonlySet<Intent> = new Set(['order', 'modify_order', 'quote_request']);

/** What a message can be that is neither an order nor a change, cancellation or fault of one. */
const SMALL_TALK: ReadonlySet<Intent> = new Set(['other', 'order_status', 'thanks', 'greeting']);

const FOR_A_PERSON: ReadonlySet<Intent> = new Set(['complaint', 'human_request']);
const SAYS_LITTLE = 3;

/** How many words a message may say besides its goods and still be a clear order by its form alone. */
const PLAIN_LIST = 3;
const BARE_LIST = 2;

/** A question of so many words has told nothing yet. */
const SHORT_QUESTION = 9;

const HOW_MANY = /(?:^| )combien(?: |$)/;

const YESTERDAY = /(?:^| )(?:hier|avant hier|yesterday)(?: |$)/;
/** What was had already is told: "les 12 macarons de ce matin", "3 croissants hier". */
const HAD =
  /(?:^| )(?:les|ces|the|those) (?:\d+|deux|trois|quatre|cinq|six|dix|douze) |(?<!pour )(?:^| )ce matin(?: |$)|(?:^| )(?:etaient|etait|ont ete|a ete|were|was)(?: |$)/;

/** Goods the shop sells, counted or several or wished for, and when or where they are wanted, with nothing asked. */
function clearOrder(x: IntentInput, t: Tally, likely: number): boolean {
  if (x.question || x.own || x.draft || x.resolved === 0 || HOW_MANY.test(x.words)) return false;
  if (YESTERDAY.test(x.words) || (HAD.test(x.words) && !t.score.has('order'))) return false;
  if (!x.when) return x.counted > 0 && x.besides <= BARE_LIST && x.shape.slice(0, 2).includes('_g');
  return x.counted > 0 || (likely < ALL_BUT_KNOWN && (t.score.has('order') || x.besides <= PLAIN_LIST));
}

/** "Est-il possible de commander 2 tartes pour samedi ?" orders them. */
const politeOrder = (x: IntentInput): boolean =>
  x.counted > 0 && x.when && !x.own && ASKS_POLITELY.test(x.words) && !HOW_MANY.test(x.words);

/** "Ya du flan ?", "vous avez encore des cannelés ou pas": no fault and no idle talk, unless a word of it is. */
function shortQuestion(x: IntentInput, t: Tally, best: Intent): boolean {
  if (x.draft || x.shape.length > SHORT_QUESTION || !t.score.has('availability_question') || t.score.has(best))
    return false;
  return best === 'complaint' || (best === 'other' && x.question && x.besides <= 1 && !HOW_MANY.test(x.words));
}

/** What others say of the goods, put as a question. */
export const HEARSAY = /(?:on|ma|mon|mes|une|un) (?:[a-z]+ )?(?:me a|ma|ont|a) dit que|(?:il )?parait que|entendu dire/;

/** "au lieu de dix croissants mettez-en quinze": so many there were. */
export const SO_MANY_BEFORE =
  /au lieu de (?:\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt) [a-z]/;

/** What the model may not make of what the rules have seen, however it is worded. */
function vetoed(x: IntentInput, ruled: Intent, best: Intent, likely: number, t: Tally): boolean {
  // A person is brought, and the assistant falls silent, for words that say so: two or three that say nothing do not.
  if (FOR_A_PERSON.has(best) && x.shape.length <= SAYS_LITTLE && !t.score.has(best)) return true;
  if (best === 'cancel_order' && ofPart(x, t)) return true;
  if (ruled === 'order')
    return (SMALL_TALK.has(best) && clearOrder(x, t, likely)) || (best === 'availability_question' && politeOrder(x));
  if (ruled === 'other' && QUESTIONS.has(best) && !t.score.has(best)) return HEARSAY.test(x.words);
  if (ruled === 'quote_request') return best === 'order' && (t.score.has(ruled) || !t.score.has('order'));
  if (ruled === 'modify_order')
    return (
      (best === 'order_status' && !t.score.has('order_status')) || (best === 'order' && SO_MANY_BEFORE.test(x.words))
    );
  return ruled === 'availability_question' && shortQuestion(x, t, best);
}

/** `sure`: the model all but knows it. */
export type Opinion = { intent: Intent; sure: boolean };

/** What no rule saw a sign of: "la porte bleue au fond de la cour" looks like the stories that complaints and thanks are. */
const SURE_OF_NOTHING = 0.8;

const SURE = 0.9;
const ALL_BUT_KNOWN = 0.95;
const SURE_TO_GIVE_UP = 0.97;

/** The intent, after the model has had its say on what the rules decided. */
export function secondOpinion(x: IntentInput, ruled: Intent, t: Tally): Opinion {
  const keep = { intent: ruled, sure: false };
  // An answer to the shop's question means what the question makes of it, but that all is given up.
  const answer = x.draft && !x.placed && x.asked && !x.question;
  if (answer && (x.when || x.lines + x.unknown > 0)) return keep;
  const p = likelihoods(featuresOf(x, ruled, t));
  if (answer) return p.get('cancel_order')! > SURE_TO_GIVE_UP ? { intent: 'cancel_order', sure: true } : keep;
  const best = [...p].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
  // Of English, whose menus are long lists, it has read too little to make or unmake an order.
  if (x.english && (ruled === 'order' || best === 'order')) return keep;
  if (p.get(best)! < CLEARLY * p.get(ruled)!) return { intent: ruled, sure: p.get(ruled)! > SURE };
  const unseen = ruled === 'other' && !WANTS_GOODS.has(best) && !QUESTIONS.has(best) && !t.score.has(best);
  if (unseen && !x.english && p.get(best)! < SURE_OF_NOTHING) return keep;
  if (vetoed(x, ruled, best, p.get(best)!, t)) return keep;
  if (QUESTIONS.has(best) && QUESTIONS.has(ruled) && t.first.get(best)! > t.first.get(ruled)!) return keep;
  // A quote binds nobody.
  const sure = (x.quantified && x.when) || (best === 'quote_request' && x.counted >= 2) ? FORM_OF_ORDER : SURE_OF_ORDER;
  if (WANTS_GOODS.has(best) && !WANTS_GOODS.has(ruled) && p.get(best)! < sure) return keep;
  return { intent: best, sure: p.get(best)! > SURE };
}
