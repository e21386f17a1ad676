import { z } from 'zod';
import { learnFromChange } from '../conversations/learned-words.ts';
import { Refusal } from '../errors.ts';
import { papersLine } from '../invoicing/chain-of-papers.ts';
import { addDays, formatDay } from '../language.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { seenOrder, showOrder } from './advance.ts';
import { type BoardFilter, boardText, statusFromWord, todayOf } from './board.ts';
import { changeOrder, changeSchema } from './change.ts';
import { discountOrder } from './discount.ts';
import { delayOrder } from './due.ts';
import { orderRef } from './inputs.ts';
import { newOrder } from './new-order.ts';
import { answerOffer, offerDate, withdrawOffer } from './offer.ts';
import { customersNamed } from './orderer.ts';
import { productionSheet } from './production.ts';
import { orderPurchase, purchaseBack } from './purchase.ts';
import { orderByShort, withAllLines } from './read.ts';
import { trustDial } from './trust.ts';
import { restoreDue, restoreStatus, undoChange } from './undo.ts';
import { vatAbroad } from './vat-abroad.ts';

export { orderStatus, placeOrder, sendPaymentLink } from './for-customers.ts';
export { inNameOf } from './in-name-of.ts';
export {
  cancelOrder,
  confirmOrder,
  deliverOrder,
  ignoreOrder,
  prepareOrder,
  readyOrder,
  refuseOrder,
} from './steps.ts';

export const showOrderTool = defineTool({
  name: 'show_order',
  says: 'Shows one order.',
  for: ['member'],
  input: orderRef,
  command: {
    words: ['commande', 'order'],
    takes: 'order',
    help: { fr: 'montre une commande', en: 'shows one order', ar: 'عرض طلب' },
    slashless: true,
  },
  run: async (run, input) => {
    const view = await orderByShort(run, input.order);
    const card = await showOrder(run, view);
    const papers = await papersLine(run, view.order.id);
    return {
      facts: { order: view.order.short, status: view.order.status, payment: view.order.payment_status },
      reply: papers ? { ...card, text: `${card.text}\n${papers}` } : card,
      about: { orderId: view.order.id, version: view.order.version },
    };
  },
});

export const listOrders = defineTool({
  name: 'list_orders',
  says: 'Lists orders: those in progress, of a day (aujourd’hui, demain, a resolved day) or in a status.',
  for: ['member'],
  input: z.object({
    text: z.string().max(100).default(''),
    day: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .optional(),
  }),
  command: {
    words: ['commandes', 'orders'],
    takes: 'text',
    reads: 'day',
    help: {
      fr: 'liste : aujourd’hui, demain, un jour, un statut, un client',
      en: 'list: today, tomorrow, a day, a status, a customer',
      ar: 'القائمة: اليوم، غدا، يوم، حالة، حريف',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const { filter, title } = await boardFilter(run, input.text, input.day);
    return { facts: { filter: filter.kind }, reply: { text: await boardText(run, filter, title) } };
  },
});

/** Throws Refusal when the text names no day, no status and no customer. */
async function boardFilter(
  run: Run,
  text: string,
  day: string | undefined,
): Promise<{ filter: BoardFilter; title: string }> {
  const texts = textsFor(run.language);
  const word = text.trim().toLowerCase();
  const today = todayOf(run);
  const named =
    day ??
    (/^(aujourd|today|اليوم)/.test(word) ? today : /^(demain|tomorrow|غدا)/.test(word) ? addDays(today, 1) : undefined);
  if (named)
    return { filter: { kind: 'day', day: named }, title: texts.member.listDay(formatDay(named, run.language)) };
  if (!word) return { filter: { kind: 'open' }, title: texts.member.listAll };
  const status = statusFromWord(word);
  if (status) return { filter: { kind: 'status', status }, title: texts.member.listStatus[status] };
  const customers = await customersNamed(run, text);
  if (customers.length === 0) {
    const ways = '/commandes samedi, /commandes prêtes, /commandes Marie';
    throw new Refusal('not_found', `${texts.orders.notFound(text.trim())} ${ways}`);
  }
  const names = [...new Set(customers.map((customer) => customer.name))].join(', ');
  const ids = customers.map((customer) => customer.id);
  return { filter: { kind: 'customers', ids }, title: texts.orders.listOf(names) };
}

export const modifyOrder = defineTool({
  name: 'modify_order',
  says: 'Changes lines, day, time or delivery of an order that is not paid yet.',
  for: ['member'],
  input: orderRef.extend({ change: changeSchema.optional() }),
  command: {
    words: ['modifier', 'modify', 'change'],
    takes: 'order_and_text',
    reads: 'change',
    help: {
      fr: 'change articles, jour, heure ou livraison',
      en: 'changes items, day, time or delivery',
      ar: 'تغيير المنتجات أو اليوم أو الساعة أو التوصيل',
    },
    slashless: true,
  },
  run: async (run, input) => {
    if (input.change) {
      const outcome = await changeOrder(run, input, input.change);
      if (outcome.facts.changed === true) await learnFromChange(run, input.order, input.change);
      return outcome;
    }
    const seen = await seenOrder(run, input);
    if ('instead' in seen) return seen.instead;
    return {
      facts: { asks: true },
      reply: { text: textsFor(run.language).refusals.nothingToChange(input.order) },
      about: { orderId: seen.view.order.id, version: seen.view.order.version },
    };
  },
});

/** A page of orders for the API, newest first; `before` is the id to go on from. */
export async function listNewest(
  run: Run,
  page: { before: number | null; limit: number; status?: string | undefined },
) {
  let query = run.trx.selectFrom('orders').selectAll();
  if (page.before !== null) query = query.where('id', '<', page.before);
  if (page.status) query = query.where('status', '=', page.status as 'pending');
  const rows = await query.orderBy('id', 'desc').limit(page.limit).execute();
  return withAllLines(run.trx, rows);
}

/** What members do with orders beyond their steps, and what takes it back. */
export const ORDER_TOOLS = [
  newOrder,
  discountOrder,
  orderPurchase,
  vatAbroad,
  delayOrder,
  offerDate,
  productionSheet,
  trustDial,
  answerOffer,
  restoreStatus,
  restoreDue,
  undoChange,
  purchaseBack,
  withdrawOffer,
];
