/**
 * Rules and model. The rules know the conversation and give their reasons; the model knows how a great many such
 * messages are worded, and has the rules' word among its features, so that it learns where they can be relied on.
 */
import type { IntentInput, Tally } from './intent-input.ts';
import { likelihoods } from './intent-model.ts';
import { featuresOf } from './intent-shape.ts';
import type { Intent } from './types.ts';

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
const WANTS_GOODS: ReadonlySet<Intent> = new Set(['order', 'modify_order']);

/** `sure`: the model all but knows it. */
export type Opinion = { intent: Intent; sure: boolean };

const SURE = 0.9;

/** The intent, after the model has had its say on what the rules decided. */
export function secondOpinion(x: IntentInput, ruled: Intent, t: Tally): Opinion {
  const keep = { intent: ruled, sure: false };
  // An answer to the shop's question means what the question makes of it.
  if (x.draft && !x.placed && x.asked && !x.question) return keep;
  const p = likelihoods(featuresOf(x, ruled, t));
  const best = [...p].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
  // Of English, whose menus are long lists, it has read too little to make or unmake an order.
  if (x.english && (ruled === 'order' || best === 'order')) return keep;
  if (p.get(best)! < CLEARLY * p.get(ruled)!) return { intent: ruled, sure: p.get(ruled)! > SURE };
  if (QUESTIONS.has(best) && QUESTIONS.has(ruled) && t.first.get(best)! > t.first.get(ruled)!) return keep;
  const sure = x.quantified && x.when ? FORM_OF_ORDER : SURE_OF_ORDER;
  if (WANTS_GOODS.has(best) && !WANTS_GOODS.has(ruled) && p.get(best)! < sure) return keep;
  return { intent: best, sure: p.get(best)! > SURE };
}
