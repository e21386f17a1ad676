import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { restate } from '../payments/books.ts';
import { closeLinks } from '../payments/link.ts';
import { followStock } from '../stock/orders.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { invoiceNumber } from './advance.ts';
import { asksAgain } from './approvals.ts';
import { whenDue } from './cards.ts';
import { restoreContent } from './change.ts';
import { moveDue } from './due.ts';
import { cardToMembers, tellCustomer } from './place.ts';
import { type OrderView, orderByShort, withLines } from './read.ts';
import { STATUSES, type Status } from './states.ts';

/** The order as the undone step left it; refused when anything happened to it since. */
async function unchangedSince(run: Run, short: number, at: number): Promise<OrderView> {
  const view = await orderByShort(run, short, true);
  if (view.order.updated_at.getTime() === at) return view;
  throw new Refusal('conflict', textsFor(run.language).orders.changedSince(short));
}

const undone = z.object({
  order: z.int().positive(),
  /** When the step was taken, milliseconds: nothing may have happened to the order since. */
  at: z.int().positive(),
});

/** Takes a step back: the status before it. The customer is told when the step had been told. */
export const restoreStatus = defineTool({
  name: 'restore_status',
  says: 'Takes the last step of an order back.',
  for: ['member'],
  input: undone.extend({ was: z.enum(STATUSES), now: z.enum(STATUSES), told: z.boolean() }),
  run: async (run, input) => {
    const view = await unchangedSince(run, input.order, input.at);
    const { order } = view;
    const texts = textsFor(run.language);
    const waitsAgain = input.was === 'pending';
    const bound = waitsAgain && (order.paid > 0 || (await invoiceNumber(run, order.id)) !== null);
    if (order.status !== input.now || bound) throw new Refusal('conflict', texts.orders.changedSince(input.order));
    // A confirmation that is taken back leaves no link behind, and its card is a new one: the version rises.
    const version = input.now === 'confirmed' && waitsAgain ? order.version + 1 : order.version;
    if (version !== order.version) await closeLinks(run, order.id);
    const updated = await run.trx
      .updateTable('orders')
      .set({ status: input.was, version, cancel_reason: null, updated_at: new Date(run.at) })
      .where('id', '=', order.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    if (input.now === 'cancelled') {
      await restate(run, updated);
      await reopenLinks(run, view);
    }
    await record(run, 'order.restored', order.id, { from: input.now, to: input.was });
    const restored = await withLines(run.trx, updated);
    await followStock(run, restored);
    const told = input.told && (await tellRestored(run, restored, input.now));
    if (waitsAgain) {
      await asksAgain(run, order.id);
      await cardToMembers(run, restored);
    }
    const say = told ? texts.orders.restoredTold : texts.orders.restored;
    return {
      facts: { done: true, order: order.short, status: input.was },
      reply: { text: say(order.short, texts.statuses[input.was]) },
    };
  },
});

/** The links that the cancellation closed: those of the version that holds again. */
async function reopenLinks(run: Run, { order }: OrderView): Promise<void> {
  await run.trx
    .updateTable('payment_link')
    .set({ state: 'open' })
    .where('order_id', '=', order.id)
    .where('order_version', '=', order.version)
    .where('state', '=', 'closed')
    .execute();
}

async function tellRestored(run: Run, view: OrderView, from: Status): Promise<boolean> {
  return tellCustomer(run, view, `restored:${view.order.id}`, (language) => {
    const texts = textsFor(language).orders.customer;
    if (from === 'ready') return { text: texts.restoredReady(view.order.short) };
    return { text: (view.order.status === 'pending' ? texts.restoredOpen : texts.restoredKept)(view.order.short) };
  });
}

/** Puts back the day and hour an order had before it was delayed. */
export const restoreDue = defineTool({
  name: 'restore_due',
  says: 'Gives an order back the day and hour it had.',
  for: ['member'],
  input: undone.extend({ date: z.string().nullable(), time: z.string().nullable() }),
  run: async (run, input) => {
    const view = await unchangedSince(run, input.order, input.at);
    const moved = await moveDue(run, view, input, { undo: true });
    await tellCustomer(run, moved, `due_again:${view.order.id}`, (language) => ({
      text: textsFor(language).orders.customer.dueAgain(view.order.short, whenDue(moved.order, language)),
    }));
    const text = textsFor(run.language).orders.dueRestored(view.order.short, whenDue(moved.order, run.language));
    return { facts: { done: true, order: view.order.short }, reply: { text } };
  },
});

const pricedLine = z.object({
  sku: z.string(),
  name: z.string(),
  qty: z.number().positive(),
  unit: z.string(),
  unitPrice: z.int(),
  total: z.int(),
  vatRate: z.int(),
  operation: z.enum(['goods', 'services']).nullish(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
  discount: z.int().nonnegative().default(0),
});

/** Takes a change of an order back. */
export const undoChange = defineTool({
  name: 'restore_content',
  says: 'Gives an order back the lines, day and delivery it had before a change.',
  for: ['member'],
  input: undone.extend({
    lines: z.array(pricedLine).min(1),
    fields: z.object({
      due_date: z.string().nullable(),
      due_time: z.string().nullable(),
      fulfilment: z.enum(['pickup', 'delivery']).nullable(),
      address: z.string().nullable(),
      note: z.string().nullable(),
      subtotal: z.int(),
      discount: z.int().default(0),
      discount_rate: z.int().nullable().default(null),
      shipping: z.int(),
      tax: z.int(),
      total: z.int(),
      vat_case: z.enum(['domestic', 'intra_eu', 'reverse_charge', 'export']).nullable().default(null),
    }),
  }),
  run: async (run, input) => {
    const view = await unchangedSince(run, input.order, input.at);
    const over = view.order.status === 'delivered' || view.order.status === 'cancelled' || view.order.paid > 0;
    if (over || (await invoiceNumber(run, view.order.id))) {
      throw new Refusal('conflict', textsFor(run.language).orders.changedSince(input.order));
    }
    return restoreContent(run, view, input);
  },
});
