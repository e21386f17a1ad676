import { z } from 'zod';
import { say } from '../conversations/say.ts';
import { Refusal } from '../errors.ts';
import { addDays, formatDay } from '../language.ts';
import { formatMoney } from '../money.ts';
import { linkFor, linkToken, linkUrl } from '../payments/link.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { customerLanguage, seenOrder, showOrder } from './advance.ts';
import { type BoardFilter, boardText, statusFromWord, todayOf } from './board.ts';
import { customerTemplate } from './cards.ts';
import { changeOrder, changeSchema } from './change.ts';
import { linksOff } from './confirm.ts';
import { orderRef } from './inputs.ts';
import { orderByShort, withAllLines } from './read.ts';

export { orderStatus, placeOrder, sendPaymentLink } from './for-customers.ts';
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
    return {
      facts: { order: view.order.short, status: view.order.status, payment: view.order.payment_status },
      reply: await showOrder(run, view),
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
      fr: 'liste : aujourd’hui, demain, un jour, un statut',
      en: 'list: today, tomorrow, a day, a status',
      ar: 'القائمة: اليوم، غدا، يوم، حالة',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const { filter, title } = boardFilter(run, input.text, input.day);
    return { facts: { filter: filter.kind }, reply: { text: await boardText(run, filter, title) } };
  },
});

function boardFilter(run: Run, text: string, day: string | undefined): { filter: BoardFilter; title: string } {
  const texts = textsFor(run.language);
  const word = text.trim().toLowerCase();
  const today = todayOf(run);
  const named =
    day ??
    (/^(aujourd|today|اليوم)/.test(word) ? today : /^(demain|tomorrow|غدا)/.test(word) ? addDays(today, 1) : undefined);
  if (named)
    return { filter: { kind: 'day', day: named }, title: texts.member.listDay(formatDay(named, run.language)) };
  const status = word ? statusFromWord(word, run.language) : null;
  if (status) return { filter: { kind: 'status', status }, title: texts.member.listStatus[status] };
  return { filter: { kind: 'open' }, title: texts.member.listAll };
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
    if (input.change) return changeOrder(run, input, input.change);
    const seen = await seenOrder(run, input);
    if ('instead' in seen) return seen.instead;
    return {
      facts: { asks: true },
      reply: { text: textsFor(run.language).refusals.nothingToChange(input.order) },
      about: { orderId: seen.view.order.id, version: seen.view.order.version },
    };
  },
});

export const linkOrder = defineTool({
  name: 'send_link',
  says: 'Sends the customer the payment link of an order.',
  for: ['member'],
  input: orderRef,
  command: {
    words: ['lien', 'link'],
    takes: 'order',
    help: { fr: 'envoie le lien de paiement au client', en: 'sends the payment link', ar: 'إرسال رابط الدفع' },
    slashless: true,
  },
  run: async (run, input) => {
    const view = await orderByShort(run, input.order, true);
    const texts = textsFor(run.language);
    if (view.order.status === 'pending' || view.order.status === 'cancelled') {
      throw new Refusal('wrong_state', texts.refusals.notPaidYet(input.order));
    }
    const off = linksOff(run);
    if (off) throw new Refusal('unavailable', texts.refusals.noLinks(off));
    const link = await linkFor(run, view.order);
    if (!link) throw new Refusal('wrong_state', texts.refusals.paidAlready(input.order));
    const language = await customerLanguage(run, view);
    const amount = formatMoney(link.amount, run.shop.currency, language);
    const theirs = textsFor(language).customer;
    if (view.order.conversation_id !== null) {
      await say(run, view.order.conversation_id, `link:${link.id}`, {
        text: theirs.paymentLink(view.order.short, amount),
        link: { label: theirs.payButton, url: linkUrl(run, link) },
        template: customerTemplate(
          'payment_link',
          language,
          [run.shop.name, String(view.order.short), amount],
          linkToken(run, link),
        ),
      });
    }
    const mine = formatMoney(link.amount, run.shop.currency, run.language);
    return { facts: { sent: true }, reply: { text: texts.member.linkSent(view.order.short, mine) } };
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
