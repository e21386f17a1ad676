/** Walks through the turns: bursts of the customer, answers of the shop, and the state they leave. */

import { answerLines } from './answers.ts';
import { onlyAsks, orderAlone } from './aside.ts';
import { type Burst, readBurst } from './burst.ts';
import { intentOfBurst, SAME_AGAIN } from './burst-intent.ts';
import { applyLines } from './cart.ts';
import type { CompiledShop } from './catalogue.ts';
import { countNamed, recount } from './counted.ts';
import { chosen, takePlace } from './instead.ts';
import { affirms } from './intent.ts';
import type { IntentScore } from './intent-input.ts';
import { answersFirst, context, kindAsked } from './leaning.ts';
import type { NumberLang } from './numbers.ts';
import { attachTexts } from './option-text.ts';
import {
  aboutShopsProduct,
  adoptProposal,
  ofAsked,
  reference,
  settledByShop,
  shareAmong,
  takeAlternative,
  takeOffered,
  takeSuggested,
  usePeople,
} from './proposal.ts';
import { type ShopSaid, shopSaid } from './shop-said.ts';
import { choosesShown, narrowToShown, takeShown } from './shown.ts';
import { slot, takeSlots } from './slots.ts';
import { emptyState, type State } from './state.ts';
import { takesAway } from './take-away.ts';
import { toldAnew } from './told-anew.ts';
import { touchedLines } from './touched.ts';
import { type MergedTurn, mergeTurns } from './turns.ts';
import type { Intent, ReaderInput } from './types.ts';

export type Conversation = {
  state: State;
  bursts: { burst: Burst; merged: MergedTurn }[];
  last: Burst | null;
  lastIntent: IntentScore;
};

/** Reads the whole conversation. */
export function converse(shop: CompiledShop, input: ReaderInput, lang: NumberLang, country: 'FR' | 'TN'): Conversation {
  const state = emptyState();
  const waiting = mergeTurns(input.turns);
  const bursts: Conversation['bursts'] = [];
  let said: ShopSaid | null = null;
  let lastIntent: IntentScore = { intent: 'other', also: [], confidence: 0.4 };
  for (let m = waiting.shift(); m; m = waiting.shift()) {
    if (m.from === 'shop') {
      said = shopSaid(m.text);
      const before = bursts.at(-1);
      if (before && takenForOrder(state, before.burst, lastIntent, said)) {
        takeOrder(shop, state, before.burst, before.merged.turn, null, input);
        Object.assign(state, { draft: true, intent: 'order' });
      }
      if (said.placed && state.draft) state.placed = true;
      settledByShop(shop, state, m.text);
      takeShown(shop, state, m.text);
      continue;
    }
    const about = {
      shop,
      text: m.text,
      lang,
      refTime: input.refTime,
      channel: input.channel,
      country,
      before: context(shop, state, said),
      asked: { name: said?.asksName ?? false, address: said?.asksAddress ?? false, date: said?.asksDate ?? false },
      free: shop.shop === null,
    };
    const parts = state.draft ? null : toldAnew(m, (before) => readBurst({ ...about, text: before }));
    if (parts) {
      waiting.unshift(...parts);
      continue;
    }
    const whole = readBurst(about);
    const { burst, besides } = orderAlone(shop, state, said, whole, about);
    countNamed(shop, burst);
    bursts.push({ burst, merged: m });
    lastIntent = step(shop, state, burst, m, said, input);
    if (besides && !lastIntent.also.includes(besides))
      lastIntent = { ...lastIntent, also: [...lastIntent.also, besides] };
    if (!state.draft && burst.when?.date) state.spokenOf = burst.when.date;
    state.named = burst.lines.at(-1) ?? kindAsked(shop, burst);
    said = null;
  }
  return { state, bursts, last: bursts.at(-1)?.burst ?? null, lastIntent };
}

/** Goods that were counted, in words that say nothing else, and the shop asks when, where or for whom: it takes them for an order. */
function takenForOrder(state: State, b: Burst, { intent }: IntentScore, said: ShopSaid): boolean {
  if (state.draft || b.question || !['other', 'greeting', 'thanks'].includes(intent)) return false;
  return (said.asksDate || said.asksName || said.asksAddress) && b.lines.some((l) => l.product !== null && !l.unsaid);
}

function step(
  shop: CompiledShop,
  state: State,
  b: Burst,
  m: MergedTurn,
  said: ShopSaid | null,
  input: ReaderInput,
): IntentScore {
  const turn = m.turn;
  const placed = state.placed;
  const inDraft = state.draft && (state.cart.length > 0 || state.references.length > 0 || state.date !== null);
  const found =
    inDraft && (!state.placed || (state.intent === 'modify_order' && said?.question === true))
      ? draftIntent(shop, state, b, said)
      : intentOfBurst(shop, state, b, said);
  if (goesOnAboutHours(state, b, found)) found.intent = 'hours_question';
  if (choosesShown(shop, state, b, said, found)) found.intent = 'order';
  const intent = givesUpSome(shop, state, b, found)
    ? { ...found, intent: placed ? ('modify_order' as const) : goingOn(state) }
    : placed &&
        ((found.intent === 'order' && changesPlaced(state, b)) || (found.intent === 'other' && MORE.test(b.words)))
      ? { ...found, intent: 'modify_order' as const }
      : found;
  if (intent.intent === 'order' || (intent.intent === 'modify_order' && state.draft)) {
    state.draft = true;
    if (!onlyAsks(b) || answersFirst(shop, state, b, said)) takeOrder(shop, state, b, turn, said, input);
  } else if (intent.intent === 'modify_order') {
    state.touched = true;
    state.cart = touchedLines(shop, b, turn);
    takeSlots(state, b, turn, said, input);
    refineTouched(shop, state, b, turn);
    state.draft = true;
    state.placed = true;
  } else if (intent.intent === 'quote_request') {
    applyLines(shop, state, b, turn);
    attachTexts(shop, state, b);
    takeSlots(state, b, turn, said, input);
    state.draft = state.cart.length > 0;
  } else if (intent.intent === 'cancel_order') {
    if (state.draft || state.cart.length > 0) state.cart = [];
    state.references = [];
  } else if (state.draft && b.facts.phone) slot(state, 'phone', b.facts.phone.e164, turn, b.facts.phone);
  if (b.name && !state.name) state.name = { value: b.name.name, turn, start: b.name.start, end: b.name.end };
  state.intent = intent.intent;
  return intent;
}

/** "Et demain ?", after the hours of today: another day, and nothing else. */
function goesOnAboutHours(state: State, b: Burst, { intent }: IntentScore): boolean {
  if (state.intent !== 'hours_question' || state.draft || b.when === null || b.lines.length > 0) return false;
  const words = b.words.split(' ').length;
  return words <= 4 && ['other', 'price_question', 'availability_question', 'order'].includes(intent);
}

/** "Une de plus ?", about what was ordered. */
const MORE =
  /(?:^| )(?:(?:une?|\d+|deux|trois) (?:de plus|en plus|autres|supplementaires?|more)|en (?:rajouter|ajouter) (?:une?|\d+|deux|trois))(?: |$)/;

/** After "c'est noté": another day, or something about goods that are on the order, changes it. */
function changesPlaced(state: State, b: Burst): boolean {
  if (state.cart.length === 0) return false;
  const own = b.lines.filter((l) => l.product !== null || l.candidates.length > 0);
  return own.length === 0 || own.every((l) => l.product !== null && state.cart.some((c) => c.product === l.product));
}

const TAKES_IT =
  /(?:^| )(?:(?:je|on) (?:prends|prend|prendrai|prendrais|veux|vais prendre) (?:ca|celui la|celle la|celui ci|celle ci|cela)|va pour (?:ca|celui la|celle la)|i ll take that|i will take that)(?: |$)/;

/** "oubliez les cannelés finalement": some lines are given up, others stay. */
function givesUpSome(shop: CompiledShop, state: State, b: Burst, found: IntentScore): boolean {
  if (found.intent !== 'cancel_order' || /(?:^| )(?:commande|order|tout|everything)(?: |$)/.test(b.words)) return false;
  const named = (c: State['cart'][number]): boolean =>
    c.product !== null &&
    b.lines.some((l) => l.product === c.product || l.candidates.includes(shop.products[c.product!]!.sku));
  return state.cart.some(named) && !state.cart.every(named);
}

/** The draft goes on as what it was: a new order, or the change of an older one. */
function goingOn(state: State): 'order' | 'modify_order' {
  return state.intent === 'modify_order' ? 'modify_order' : 'order';
}

/** In an open draft most messages go on with it; a clear question or a goodbye does not. */
function draftIntent(shop: CompiledShop, state: State, b: Burst, said: ShopSaid | null): IntentScore {
  const found = intentOfBurst(shop, state, b, said);
  if (answersFirst(shop, state, b, said) && QUESTIONS.has(found.intent))
    return { ...found, intent: goingOn(state), also: [found.intent], confidence: 0.8 };
  if (ASIDE.has(found.intent) && found.sure && asksAside(b)) return found;
  if (
    found.intent === 'other' ||
    found.intent === 'greeting' ||
    found.intent === 'modify_order' ||
    found.intent === 'order_status'
  ) {
    return { ...found, intent: goingOn(state), confidence: 0.8 };
  }
  if (found.intent === 'order' && goingOn(state) === 'modify_order') return { ...found, intent: 'modify_order' };
  if (found.intent === 'thanks' && (said?.question || affirms(b.words)))
    return { ...found, intent: 'order', confidence: 0.8 };
  if (
    (found.intent === 'availability_question' || found.intent === 'price_question') &&
    // "Vous pouvez livrer au 4 rue Pasteur ?" tells where.
    (b.address !== null || ((b.lines.length > 0 || b.when) && !b.question))
  )
    return { ...found, intent: 'order', confidence: 0.7 };
  if (found.intent === 'complaint' && said?.question) return { ...found, intent: 'order', confidence: 0.6 };
  return found;
}

const QUESTIONS: ReadonlySet<Intent> = new Set([
  'availability_question',
  'price_question',
  'hours_question',
  'payment_question',
]);

const ASIDE: ReadonlySet<Intent> = new Set(['other', 'thanks', 'hours_question', 'payment_question']);

/** "Il y a des noisettes dedans ?", in the middle of an order: a question of her own, about none of its fields. */
function asksAside(b: Burst): boolean {
  return b.question && b.lines.every((l) => l.product === null && l.unsaid) && b.when === null && !affirms(b.words);
}

function refineTouched(shop: CompiledShop, state: State, b: Burst, turn: number): void {
  for (const c of state.cart)
    if (c.op === 'set' && c.product !== null && c.askVariant && shop.products[c.product]!.variants.length > 0)
      answerLines(shop, state, b, turn, true);
}

function takeOrder(
  shop: CompiledShop,
  state: State,
  b: Burst,
  turn: number,
  said: ShopSaid | null,
  input: ReaderInput,
): void {
  const had = state.cart.length > 0;
  const proposal =
    said &&
    state.cart.length === 0 &&
    state.references.length > 0 &&
    (affirms(b.words) || /(?:^| )(?:oui|yes|sans|mais)(?: |$)/.test(b.words));
  if (proposal) adoptProposal(shop, state, said.text, turn);
  const agreed = said?.question && affirms(b.words) && b.lines.every((l) => l.unsaid && !l.negated);
  const replaced = agreed ? takeAlternative(shop, state, said.text, turn) : false;
  if (agreed) takeOffered(shop, state, said.text, turn);
  if (agreed && !replaced && b.lines.length === 0) takeSuggested(shop, state, said.text, turn);
  if (b.lines.length === 0 && said?.question) aboutShopsProduct(shop, state, b, said.text, turn);
  if (said && state.cart.length === 0) ofAsked(shop, state, b, turn);
  if (said && state.cart.length === 0 && b.lines.length === 0 && TAKES_IT.test(b.words))
    adoptProposal(shop, state, said.text, turn, true);
  const recounted =
    b.lines.length > 0 && !replaced && applyLines(shop, state, b, turn, said?.question, said?.asksCount);
  if (said) takePlace(state, turn, said.words);
  const counted =
    recounted || (had && recount(state, b, turn) && state.cart.every((c) => c.product !== null && !c.askVariant));
  if (!counted && !takesAway(b) && (had || state.cart.length > 0) && (said || had)) {
    const own = b.lines.filter((l) => !l.negated && l.product !== null);
    if (own.length === 0 || state.cart.some((c) => c.turn < turn && (c.askVariant || c.product === null)))
      answerOpenLines(shop, state, b, turn, said?.question ?? false);
  }
  if (said?.question) chosen(state, turn, said.words);
  if (state.shown.length > 0) narrowToShown(shop, state, b, turn);
  shareAmong(shop, state, b, turn);
  if (b.people !== null) state.people = b.people;
  const again = SAME_AGAIN.exec(b.words);
  if (again && state.cart.length === 0 && !proposal) reference(state, b, again[0], turn);
  else if (state.cart.length > 0) state.references = [];
  attachTexts(shop, state, b);
  usePeople(shop, state, b);
  takeSlots(state, b, turn, said, input);
}

/** The burst answers lines that were open; the word that settled one ("chocolat") is not a wish of its own besides. */
function answerOpenLines(shop: CompiledShop, state: State, b: Burst, turn: number, asked: boolean): void {
  const open = state.cart.filter((c) => c.turn < turn && c.product === null);
  answerLines(shop, state, b, turn, asked);
  const settled = open.flatMap((c) => (c.product === null ? [] : [shop.products[c.product]!.sku]));
  if (settled.length === 0) return;
  const echo = (c: State['cart'][number]) =>
    c.turn === turn && c.product === null && c.unsaid && c.candidates.some((sku) => settled.includes(sku));
  state.cart = state.cart.filter((c) => open.includes(c) || !echo(c));
}
