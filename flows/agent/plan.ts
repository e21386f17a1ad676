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
  const besides: Call[] = [];
  if (facts.reading.also.includes('hours_question')) besides.push({ name: 'opening_hours', args: {} });
  if (facts.photo) {
    besides.push({ name: 'show_photo', args: { skus: facts.photo } });
    // The photo comes with the name and the price: what else was asked of the product is answered by it.
    if (ABOUT_PRODUCTS.has(facts.intent)) return besides;
  }
  switch (facts.intent) {
    case 'order':
      return [...besides, draft(facts)];
    case 'modify_order':
      return [...besides, facts.open ? draft(facts) : { name: 'request_change', args: { what: 'change' } }];
    case 'cancel_order':
      return [drops(facts) ? { name: 'drop_draft', args: {} } : { name: 'request_change', args: { what: 'cancel' } }];
    case 'order_status':
      return [...besides, { name: 'order_status', args: {} }];
    case 'payment_question':
      return [...besides, { name: 'payment_link', args: {} }];
    case 'invoice_request':
      return [...besides, { name: 'send_invoice', args: {} }];
    case 'price_question':
    case 'availability_question':
    case 'quote_request':
      return [...besides, { name: 'search_catalogue', args: { words: facts.words } }];
    case 'hours_question':
      return [{ name: 'opening_hours', args: {} }];
    case 'human_request':
    case 'complaint':
      return [{ name: 'hand_over', args: {} }];
    case 'greeting':
    case 'thanks':
    case 'other':
      return besides;
  }
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
