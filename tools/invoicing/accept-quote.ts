import { z } from 'zod';
import { tellMembers } from '../conversations/say.ts';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { dayOf } from '../language.ts';
import { orderCard, whoOrdered } from '../orders/cards.ts';
import { confirmPlaced } from '../orders/confirm.ts';
import { insertOrder } from '../orders/place.ts';
import { type OrderView, orderById, withLines } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import type { QuoteContent, QuoteRow } from './quote.ts';

const BUTTON = 'quote:';

/** The id of the button that accepts a quote. */
export const quoteButton = (quoteId: number): string => `${BUTTON}${quoteId}`;

/** The quote whose button was tapped, or null when it is no quote's button. */
export function quoteTapped(payload: string): number | null {
  const match = /^quote:(\d{1,15})$/.exec(payload.trim());
  return match ? Number(match[1]) : null;
}

/**
 * The quote that a plain yes in a conversation accepts: the last thing it was told is an open quote; or this very turn
 * accepted one already, before its process died. Null: none.
 */
export async function quoteAwaiting(run: Run, conversationId: number): Promise<number | null> {
  const done = await run.trx
    .selectFrom('journal')
    .select('data')
    .where('cause', '=', run.cause)
    .where('event', '=', 'quote.accepted')
    .executeTakeFirst();
  if (done) return (done.data as { quote: number }).quote;
  const last = await run.trx
    .selectFrom('outgoing')
    .select('reply')
    .where('conversation_id', '=', conversationId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const choices = (last?.reply as { choices?: { id: string }[] } | undefined)?.choices ?? [];
  return choices.map((choice) => quoteTapped(choice.id)).find((id) => id !== null) ?? null;
}

/** A customer's yes to a quote: the shop has made the offer, so the order is confirmed with it. Once; not when it is over. */
export const acceptQuote = defineTool({
  name: 'accept_quote',
  says: "Accepts a quote that the shop sent to this customer. Only on the customer's clear yes.",
  for: ['customer'],
  input: z.object({ quote: z.int().positive() }),
  run: async (run, input) => {
    if (run.actor.kind !== 'customer') throw new Refusal('not_allowed', textsFor(run.language).refusals.notAllowed([]));
    const quote = await run.trx
      .selectFrom('quote')
      .selectAll()
      .where('id', '=', input.quote)
      .where('conversation_id', '=', run.actor.conversationId)
      .executeTakeFirst();
    if (!quote) throw new Refusal('not_found', textsFor(run.language).customer.noOrders);
    const paper = await run.trx
      .selectFrom('paper')
      .select('number')
      .where('id', '=', quote.paper_id)
      .executeTakeFirstOrThrow();
    const view = quote.order_id === null ? null : await orderById(run.trx, quote.order_id, true);
    // The order first, then its quote: whoever makes a quote of an order locks in the same order.
    const { state } = await run.trx
      .selectFrom('quote')
      .select('state')
      .where('id', '=', quote.id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const texts = textsFor(run.language).money.customer;
    if (state === 'accepted' || (view && isAgreed(view))) {
      return {
        facts: { accepted: false },
        reply: { text: texts.quoteTaken(paper.number, String(view?.order.short ?? '')) },
      };
    }
    const over = quote.valid_until < dayOf(run.at, run.shop.timezone);
    const changed = view !== null && (view.order.status !== 'pending' || view.order.version !== quote.order_version);
    if (over || changed) return tooLate(run, quote, paper.number);
    return accept(run, quote, paper.number, view ?? (await orderFrom(run, quote)));
  },
});

const isAgreed = ({ order }: OrderView): boolean => order.status !== 'pending' && order.status !== 'cancelled';

/** The order that a quote of typed lines becomes, at the quote's prices. */
async function orderFrom(run: Run, quote: QuoteRow): Promise<OrderView> {
  const content = quote.content as QuoteContent;
  const { channel } = await run.trx
    .selectFrom('conversation')
    .select('channel')
    .where('id', '=', quote.conversation_id!)
    .executeTakeFirstOrThrow();
  const { name, date, time, fulfilment, address, note = null } = content;
  const order = await insertOrder(run, {
    content: { name, date, time, fulfilment, address, note },
    lines: content.lines,
    customerId: quote.customer_id,
    conversationId: quote.conversation_id,
    channel,
    draftId: null,
    shipping: content.shipping,
    discount: content.discount,
  });
  await record(run, 'order.placed', order.id, { short: order.short, total: order.total });
  return withLines(run.trx, order);
}

async function accept(run: Run, quote: QuoteRow, number: string, view: OrderView): Promise<Outcome> {
  await run.trx
    .updateTable('quote')
    .set({ state: 'accepted', accepted_at: new Date(run.at), order_id: view.order.id })
    .where('id', '=', quote.id)
    .execute();
  await record(run, 'quote.accepted', view.order.id, { quote: quote.id, number });
  const reply = await confirmPlaced(run, view, 'member');
  const confirmed = { ...view, order: { ...view.order, status: 'confirmed' as const } };
  await tellMembers(run, `quote:${quote.id}`, (language) => {
    const card = orderCard(confirmed, { shop: run.shop, language });
    const who = whoOrdered(view, language);
    const title = textsFor(language).money.member.quoteAccepted(number, who, String(view.order.short));
    const text = `${title}\n${card.text}`;
    return {
      reply: {
        ...card,
        text,
        template: { name: 'alert', language, params: [run.shop.name, text] },
      },
      about: { orderId: view.order.id, version: view.order.version },
    };
  });
  return { facts: { accepted: true, order: view.order.short, status: 'confirmed' }, reply };
}

async function tooLate(run: Run, quote: QuoteRow, number: string): Promise<Outcome> {
  const customer = await run.trx
    .selectFrom('customer')
    .select(['name', 'phone'])
    .where('id', '=', quote.customer_id)
    .executeTakeFirstOrThrow();
  await tellMembers(run, `quote_late:${quote.id}`, (language) => {
    const texts = textsFor(language);
    const text = texts.money.member.quoteTooLate(number, customer.name ?? customer.phone ?? texts.member.unnamed);
    return {
      reply: { text, template: { name: 'alert', language, params: [run.shop.name, text] } },
    };
  });
  return { facts: { accepted: false }, reply: { text: textsFor(run.language).money.customer.quoteExpired(number) } };
}
