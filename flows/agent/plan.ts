import { wantsGoods } from '../customer/asked.ts';
import { goodsAsked, questionsIn } from '../understand/index.ts';
import type { TurnFacts } from './facts.ts';

/** A tool call as any model proposes it. */
export type Call = { name: string; args: Record<string, unknown> };

/** A tool that answered already, and the facts it gave. */
export type Answered = { name: string; facts: Record<string, unknown> };

/**
 * What the rules do next for a reading: the next call, or null when nothing is left. The same steps a careful person
 * behind the counter would take; no sentence is made here.
 */
export function nextCall(facts: TurnFacts, answered: Answered[]): Call | null {
  const planned = plan(facts);
  const open = planned.find((call) => !answered.some((one) => one.name === call.name));
  if (open) return open;
  const drafted = answered.findLast((one) => one.name === 'draft_order');
  const placed = answered.some((one) => one.name === 'place_order');
  return drafted && drafted.facts.missing === null && !placed ? { name: 'place_order', args: {} } : null;
}

const ABOUT_PRODUCTS: ReadonlySet<TurnFacts['intent']> = new Set([
  'price_question',
  'availability_question',
  'quote_request',
  'other',
]);

function plan(facts: TurnFacts): Call[] {
  const { topics, open } = facts.asked;
  const asked: Call[] =
    topics.length > 0 || (open && !facts.photo) ? [{ name: 'shop_facts', args: { about: topics } }] : [];
  const besides: Call[] = [...asked];
  const search: Call = { name: 'search_catalogue', args: { words: facts.words } };
  if (facts.reading.also.includes('hours_question')) besides.push({ name: 'opening_hours', args: {} });
  if (facts.photo) {
    besides.push({ name: 'show_photo', args: { skus: facts.photo } });
    // The photo comes with the name and the price: what else was asked of the product is answered by it.
    if (ABOUT_PRODUCTS.has(facts.intent)) return besides;
  }
  if (facts.intent === 'order') besides.push(...askedBeside(facts));
  switch (facts.intent) {
    case 'order':
      return [...besides, draft(facts)];
    case 'modify_order':
      return [...besides, facts.open ? draft(facts) : { name: 'request_change', args: { what: 'change' } }];
    case 'cancel_order':
      return [drops(facts) ? { name: 'drop_draft', args: {} } : { name: 'request_change', args: { what: 'cancel' } }];
    case 'order_status':
      if (facts.order === null && asked.length > 0) return besides;
      if (facts.order === null && AT_WHAT_HOUR.test(facts.words)) return [{ name: 'opening_hours', args: {} }];
      return [...besides, { name: 'order_status', args: {} }];
    case 'payment_question':
      return [{ name: 'payment_link', args: {} }, ...besides];
    case 'invoice_request':
      return [...besides, { name: 'send_invoice', args: {} }];
    case 'price_question':
      if (asksTotal(facts)) return [...besides, { name: facts.open ? 'draft_so_far' : 'order_status', args: {} }];
      return asksGoods(facts) ? [...besides, search] : besides;
    case 'availability_question':
      if (asksWhenToCome(facts)) return [...besides, { name: 'opening_hours', args: {} }];
      return asksGoods(facts) ? [...besides, search] : besides;
    case 'quote_request':
      return facts.asked.open ? besides : [...besides, search];
    case 'hours_question':
      return [...asked, { name: 'opening_hours', args: {} }];
    case 'human_request':
    case 'complaint':
      return [{ name: 'hand_over', args: {} }];
    case 'other':
      if (givesName(facts)) return [{ name: 'in_name_of', args: {} }];
      if (besides.length === 0 && wantsGoods(facts)) return [search];
      return besides;
    case 'greeting':
    case 'thanks':
      return besides;
  }
}

/** "Combien ça fait en tout ?", of an order or while one is put together: no product is asked about. */
function asksTotal({ order, open, asked, compiled, words }: TurnFacts): boolean {
  const ours = open ? open.lines.length > 0 : order !== null;
  return ours && asked.topics.length === 0 && goodsAsked(compiled, words).length === 0;
}

/** A name alone, with an order that was placed. */
function givesName({ reading, order, open, words }: TurnFacts): boolean {
  const { customer_name: name } = reading;
  return name !== null && words.includes(name) && order !== null && open === null;
}

const AT_WHAT_HOUR = /quelle heure|what time|wa9tech|وقتاش/iu;
const HOW_TO_PAY =
  /(?<!\p{L})(?:carte|cb|payer|paye[rz]?|paiement|régler|card|pay|payment|n5alles|الدفع|نخلص)(?!\p{L})/iu;

/** "Un framboisier pour samedi. Vous faites aussi des macarons ?" */
function askedBeside({ reading: { also }, asked, words, compiled, read, catalogue }: TurnFacts): Call[] {
  const question = questionsIn(words);
  // "C'est possible d'avoir 1 fraisier demain ?" orders what it asks about.
  const ordered = new Set(read.lines.map(({ sku }) => sku && catalogue.find(sku)?.product.sku));
  const others = goodsAsked(compiled, question).filter((sku) => !ordered.has(sku));
  const goods = also.includes('price_question') || (also.includes('availability_question') && others.length > 0);
  return [
    ...(goods && asked.topics.length === 0 && goodsAsked(compiled, question).length > 0
      ? [{ name: 'search_catalogue', args: { words: question } }]
      : []),
    ...(question && (also.includes('payment_question') || HOW_TO_PAY.test(question))
      ? [{ name: 'payment_link', args: {} }]
      : []),
  ];
}

/** "Je peux venir chercher à 19h30 ?" */
function asksWhenToCome({ reading, compiled, words }: TurnFacts): boolean {
  return reading.fulfilment === 'pickup' && goodsAsked(compiled, words).length === 0;
}

/** Topics that a list of goods and prices would only bury. */
const INSTEAD_OF_GOODS = new Set(['allergens', 'contents', 'advice', 'notice']);

/** A question that goods and prices answer, beside or instead of facts about the shop. */
function asksGoods({ asked, intent, compiled, words }: TurnFacts): boolean {
  if (asked.open) return false;
  if (asked.topics.length === 0) return true;
  if (goodsAsked(compiled, words).length === 0) return false;
  return intent === 'price_question' || !asked.topics.some((topic) => INSTEAD_OF_GOODS.has(topic));
}

/** Giving up what is being written, and not an order that stands. */
function drops(facts: TurnFacts): boolean {
  if (facts.open) return true;
  return facts.change !== null && !/commande|order|طلب/iu.test(facts.words);
}

function draft(facts: TurnFacts): Call {
  const { read } = facts;
  return {
    name: 'draft_order',
    args: {
      lines: read.lines.map((line) => ({ product: line.sku ?? line.words, quantity: line.qty })),
      ...(read.date ? { when: read.date } : {}),
    },
  };
}
