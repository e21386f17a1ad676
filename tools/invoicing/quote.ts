import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { Tables } from '../../db/tables/index.ts';
import { loadCatalogue, nameOf } from '../catalog/catalogue.ts';
import { type PricedLine, priceLine } from '../catalog/prices.ts';
import { ask } from '../errands.ts';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { addDays, dayOf, formatDay } from '../language.ts';
import { formatMoney } from '../money.ts';
import { whoOrdered } from '../orders/cards.ts';
import { type OrderRequest, requestSchema } from '../orders/change.ts';
import { conversationWith, findOrderer } from '../orders/orderer.ts';
import { orderByShort } from '../orders/read.ts';
import { type Discount, totalsOf, withReductions } from '../orders/total.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { invoiceOf, type PaperSource } from './invoice.ts';
import { issue, type PaperRow } from './issue.ts';
import type { PaperSnapshot } from './snapshot.ts';

/** How long a quote can be accepted, when the shop says nothing else. */
const USUAL_DAYS = 30;

/** What a quote that was accepted becomes an order of; prices are those of the quote. */
export type QuoteContent = {
  lines: PricedLine[];
  name: string | null;
  date: string | null;
  time: string | null;
  fulfilment: 'pickup' | 'delivery';
  address: string | null;
  shipping: number;
  note?: string;
  /** Taken off the goods as a whole; absent: nothing. */
  discount?: Discount;
};

export type QuoteRow = Selectable<Tables['quote']>;

export const quoteOrder = defineTool({
  name: 'quote',
  says: 'Makes a quote, of an order or of what is typed, and sends it to the customer, who can accept it.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({ text: z.string().max(1000).default(''), request: requestSchema.optional() }),
  command: {
    words: ['devis', 'quote'],
    takes: 'text',
    reads: 'request',
    example: 'Marie 2 fraisiers samedi',
    help: {
      fr: 'établit un devis (ou /devis 156) et l’envoie au client',
      en: 'makes a quote (or /devis 156) and sends it to the customer',
      ar: 'إعداد عرض أسعار وإرساله إلى الحريف',
    },
    slashless: false,
  },
  run: async (run, input) => {
    const order = /^\s*(?:n\s?[°o]\s?|#)?(?:\d{4}-)?0*(\d{1,9})\s*$/i.exec(input.text)?.[1];
    if (order) return quoteOfOrder(run, Number(order));
    const texts = textsFor(run.language).money.refusals;
    if (!input.request || input.request.lines.length === 0) throw new Refusal('invalid', texts.quoteEmpty);
    if (!input.request.name && !input.request.phone) throw new Refusal('invalid', texts.quoteNoName);
    return quoteOfRequest(run, input.request);
  },
});

async function quoteOfOrder(run: Run, short: number): Promise<Outcome> {
  const view = await orderByShort(run, short, true);
  const { order } = view;
  const texts = textsFor(run.language);
  if (order.status === 'cancelled' || order.status === 'delivered') {
    throw new Refusal('wrong_state', texts.money.refusals.quoteOf(String(short), texts.statuses[order.status]));
  }
  const once = `quote:${order.id}:v${order.version}:${dayOf(run.at, run.shop.timezone)}`;
  return send(run, view, {
    once,
    orderId: order.id,
    orderVersion: order.version,
    conversationId: order.conversation_id,
    content: {},
    who: whoOrdered(view, run.language),
  });
}

async function quoteOfRequest(run: Run, request: OrderRequest): Promise<Outcome> {
  const lines = withReductions(run, await pricedLines(run, request), request.off);
  const orderer = await findOrderer(run, request);
  const fulfilment = request.fulfilment ?? (request.address ? 'delivery' : 'pickup');
  const { shipping, discount } = totalsOf(lines, fulfilment, run.shop, request.shipping, request.discount);
  const content: QuoteContent = {
    lines,
    name: request.name ?? orderer.name,
    date: request.date ?? null,
    time: request.time ?? null,
    fulfilment,
    address: request.address ?? null,
    shipping,
    ...(request.note ? { note: request.note } : {}),
    ...(request.discount ? { discount: request.discount } : {}),
  };
  const { business, country } = await run.trx
    .selectFrom('customer')
    .select(['business', 'country'])
    .where('id', '=', orderer.id)
    .executeTakeFirstOrThrow();
  const source: PaperSource = {
    order: {
      // No order is numbered 0: nothing was paid for it and it is not named on the paper.
      id: 0,
      number: '',
      paid: 0,
      due_date: content.date,
      customer_name: content.name,
      fulfilment,
      address: content.address,
      shipping,
      discount,
      discount_rate: request.discount && 'rate' in request.discount ? request.discount.rate : null,
      created_at: new Date(run.at),
    },
    lines: lines.map((line) => ({
      ...{ sku: line.sku, name: line.name, unit: line.unit, total: line.total, options: line.options },
      ...{ qty: String(line.qty), unit_price: line.unitPrice, vat_rate: line.vatRate },
      discount: line.discount ?? 0,
      operation: line.operation ?? null,
    })),
    customer: { id: orderer.id, name: orderer.name, phone: orderer.phone, email: null, business, country },
  };
  return send(run, source, {
    once: `quote:${run.cause}:${orderer.id}`,
    orderId: null,
    orderVersion: null,
    conversationId: await conversationWith(run, orderer),
    content,
    who: content.name ?? orderer.phone ?? textsFor(run.language).member.unnamed,
  });
}

async function pricedLines(run: Run, request: OrderRequest): Promise<PricedLine[]> {
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const texts = textsFor(run.language);
  return request.lines
    .filter((line) => line.qty > 0)
    .map(({ sku, qty, options }) => {
      const found = catalogue.find(sku);
      if (!found) throw new Refusal('not_found', texts.refusals.notUnderstoodChange(sku));
      if (!found.variant && found.product.variants.length > 0) {
        const names = found.product.variants.map((variant) => nameOf({ product: found.product, variant }));
        throw new Refusal('invalid', texts.refusals.ambiguousChange(found.product.name, names));
      }
      return priceLine(catalogue, { sku, qty, ...(options ? { options } : {}) })!;
    });
}

type Sending = {
  once: string;
  orderId: number | null;
  orderVersion: number | null;
  conversationId: number | null;
  content: QuoteContent | Record<string, never>;
  who: string;
};

/** Issues the paper, keeps what it promises, and sends it to whom it concerns. */
async function send(run: Run, source: PaperSource, what: Sending): Promise<Outcome> {
  const today = dayOf(run.at, run.shop.timezone);
  const until = addDays(today, run.shop.settings.quote_days ?? USUAL_DAYS);
  const paper = await issue(run, {
    once: what.once,
    orderId: what.orderId,
    customerId: source.customer.id,
    facts: await quoteFacts(run, source, until),
  });
  const quote = await keep(run, paper, { ...what, customerId: source.customer.id, until });
  await record(run, 'quote.sent', what.orderId, { number: paper.number, total: paper.total, until });
  if (what.conversationId !== null) {
    const deliver = { to: 'quoted' as const, conversationId: what.conversationId, quoteId: quote.id, until };
    await ask(run, `quote:${quote.id}`, { kind: 'print_paper', paperId: paper.id, deliver });
  }
  const thread = run.actor.kind === 'member' ? run.actor.conversationId : undefined;
  if (thread !== undefined) {
    const deliver = { to: 'thread' as const, conversationId: thread };
    await ask(run, `quote:${quote.id}:${thread}`, { kind: 'print_paper', paperId: paper.id, deliver });
  }
  const texts = textsFor(run.language).money.member;
  const words = what.conversationId === null ? texts.quoteMade : texts.quoteSent;
  const total = formatMoney(paper.total, run.shop.currency, run.language);
  const text = words(paper.number, what.who, total, formatDay(until, run.language, today));
  return { facts: { number: paper.number, total: paper.total, valid_until: until }, reply: { text } };
}

/** The row of a quote; the same paper asked for again keeps its row. */
async function keep(
  run: Run,
  paper: PaperRow,
  what: Sending & { customerId: number; until: string },
): Promise<{ id: number }> {
  return run.trx
    .insertInto('quote')
    .values({
      shop_id: run.shop.id,
      paper_id: paper.id,
      order_id: what.orderId,
      order_version: what.orderVersion,
      customer_id: what.customerId,
      conversation_id: what.conversationId,
      content: JSON.stringify(what.content),
      valid_until: what.until,
      accepted_at: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['shop_id', 'paper_id']).doUpdateSet({ paper_id: sql`excluded.paper_id` }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
}

/** A quote is the invoice that would be: same parties, lines and VAT, with its own last day and nothing paid. */
async function quoteFacts(run: Run, source: PaperSource, until: string): Promise<Omit<PaperSnapshot, 'number'>> {
  const { order, ...facts } = await invoiceOf(run, { ...source, order: { ...source.order, paid: 0 } }, 'quote');
  return {
    ...facts,
    ...(source.order.id > 0 && order ? { order } : {}),
    valid_until: until,
    totals: { ...facts.totals, paid: 0, due: facts.totals.gross },
    payments: [],
  };
}
