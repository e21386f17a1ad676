import { z } from 'zod';
import { say } from '../conversations/say.ts';
import { Refusal } from '../errors.ts';
import { addDays, formatDay } from '../language.ts';
import { formatMoney } from '../money.ts';
import { amountDue, linkFor, linkToken, linkUrl } from '../payments/link.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { advance, customerLanguage, seenOrder, showOrder } from './advance.ts';
import { type BoardFilter, boardText, statusFromWord, todayOf } from './board.ts';
import { customerTemplate, whenDue } from './cards.ts';
import { changeOrder, changeSchema } from './change.ts';
import { linksOff, paysOnline } from './confirm.ts';
import { placeDraft } from './place.ts';
import { orderByShort, withAllLines } from './read.ts';

const orderRef = z.object({ order: z.int().positive(), version: z.int().positive().optional() });
const withText = orderRef.extend({ text: z.string().max(500).default('') });

export const placeOrder = defineTool({
  name: 'place_order',
  says: 'Places the open draft as an order once nothing is missing. The shop must still confirm it.',
  for: ['customer'],
  input: z.object({}),
  run: (run) => {
    if (run.actor.kind !== 'customer') throw new Refusal('not_allowed', textsFor(run.language).refusals.notAllowed([]));
    return placeDraft(run, run.actor.conversationId, run.actor.customerId);
  },
});

/** How many of their latest orders a customer hears about. */
const LATEST_ORDERS = 3;

export const orderStatus = defineTool({
  name: 'order_status',
  says: "Tells the customer where their latest orders stand. Only the customer's own orders.",
  for: ['customer'],
  input: z.object({}),
  run: async (run) => {
    if (run.actor.kind !== 'customer') throw new Refusal('not_allowed', textsFor(run.language).refusals.notAllowed([]));
    const rows = await run.trx
      .selectFrom('orders')
      .selectAll()
      .where('customer_id', '=', run.actor.customerId)
      .orderBy('id', 'desc')
      .limit(LATEST_ORDERS)
      .execute();
    const texts = textsFor(run.language);
    if (rows.length === 0) return { facts: { orders: 0 }, reply: { text: texts.customer.noOrders } };
    const open = rows.filter((row) => row.status !== 'delivered' && row.status !== 'cancelled');
    const lines = (open.length > 0 ? open : rows.slice(0, 1)).map((order) => {
      const state = texts.customer.status(
        order.short,
        texts.customer.statuses[order.status],
        whenDue(order, run.language),
      );
      const due = amountDue(order);
      if (order.status === 'cancelled' || order.status === 'pending') return state;
      const money = formatMoney(due, run.shop.currency, run.language);
      return `${state} ${due > 0 ? texts.customer.statusPay(money) : texts.customer.statusPaid}`;
    });
    return { facts: { orders: rows.length }, reply: { text: lines.join('\n') } };
  },
});

export const sendPaymentLink = defineTool({
  name: 'payment_link',
  says: 'Gives the customer the payment link of their latest confirmed order that is not paid yet.',
  for: ['customer'],
  input: z.object({}),
  run: async (run) => {
    if (run.actor.kind !== 'customer') throw new Refusal('not_allowed', textsFor(run.language).refusals.notAllowed([]));
    const rows = await run.trx
      .selectFrom('orders')
      .selectAll()
      .where('customer_id', '=', run.actor.customerId)
      .where('status', '!=', 'cancelled')
      .orderBy('id', 'desc')
      .limit(LATEST_ORDERS)
      .execute();
    const texts = textsFor(run.language);
    const order = rows.find((row) => row.status !== 'pending' && amountDue(row) > 0) ?? rows[0];
    if (!order) return { facts: { link: false }, reply: { text: texts.customer.noOrders } };
    if (order.status === 'pending')
      return { facts: { link: false }, reply: { text: texts.refusals.notPaidYet(order.short) } };
    const link = await linkFor(run, order);
    if (!link) return { facts: { link: false }, reply: { text: texts.refusals.paidAlready(order.short) } };
    const amount = formatMoney(link.amount, run.shop.currency, run.language);
    if (linksOff(run) || !paysOnline(run)) {
      return { facts: { link: false }, reply: { text: texts.customer.payLater(amount) } };
    }
    return {
      facts: { link: true, order: order.short },
      reply: {
        text: texts.customer.paymentLink(order.short, amount),
        link: { label: texts.customer.payButton, url: linkUrl(run, link) },
      },
    };
  },
});

/** A member's one-step verb: its words, where it takes an order, what it says to the customer. */
function stepTool(what: {
  name: string;
  says: string;
  to: Parameters<typeof advance>[2]['to'];
  silent?: boolean;
  words: string[];
  takesReason?: boolean;
  help: { fr: string; en: string; ar: string };
}) {
  return defineTool({
    name: what.name,
    says: what.says,
    for: ['member'],
    input: withText,
    command: {
      words: what.words,
      takes: what.takesReason ? 'order_and_text' : 'order',
      help: what.help,
      slashless: true,
    },
    run: (run, input) =>
      advance(run, input, {
        to: what.to,
        ...(what.silent ? { silent: true } : {}),
        ...(what.takesReason && input.text ? { reason: input.text } : {}),
      }),
  });
}

export const confirmOrder = stepTool({
  name: 'confirm_order',
  says: 'Confirms a waiting order; the customer gets the recap and the payment link.',
  to: 'confirmed',
  words: ['confirmer', 'confirm', 'valider', 'accepter'],
  help: { fr: 'valide la commande', en: 'confirms the order', ar: 'تأكيد الطلب' },
});
export const ignoreOrder = stepTool({
  name: 'ignore_order',
  says: 'Drops a waiting order without writing to the customer.',
  to: 'cancelled',
  silent: true,
  words: ['ignorer', 'ignore'],
  help: {
    fr: 'écarte la demande sans écrire au client',
    en: 'drops the request, the customer is not told',
    ar: 'تجاهل الطلب دون إعلام الزبون',
  },
});
export const refuseOrder = stepTool({
  name: 'refuse_order',
  says: 'Refuses a waiting order and tells the customer why.',
  to: 'cancelled',
  takesReason: true,
  words: ['refuser', 'refuse', 'decline'],
  help: {
    fr: 'refuse et prévient le client (motif)',
    en: 'refuses and tells the customer (reason)',
    ar: 'رفض الطلب وإعلام الزبون (السبب)',
  },
});
export const prepareOrder = stepTool({
  name: 'prepare_order',
  says: 'Marks a confirmed order as being prepared.',
  to: 'preparing',
  words: ['preparer', 'prepare', 'preparation'],
  help: { fr: 'passe en préparation', en: 'starts preparing', ar: 'بدء التحضير' },
});
export const readyOrder = stepTool({
  name: 'ready_order',
  says: 'Marks an order as ready; the customer is told.',
  to: 'ready',
  words: ['prete', 'pret', 'ready'],
  help: { fr: 'prête : le client est prévenu', en: 'ready: the customer is told', ar: 'جاهز: يتم إعلام الزبون' },
});
export const deliverOrder = stepTool({
  name: 'deliver_order',
  says: 'Marks an order as delivered or collected.',
  to: 'delivered',
  words: ['livree', 'livre', 'delivered', 'collected'],
  help: { fr: 'livrée ou retirée', en: 'delivered or collected', ar: 'تم التسليم' },
});
export const cancelOrder = stepTool({
  name: 'cancel_order',
  says: 'Cancels an order and tells the customer.',
  to: 'cancelled',
  takesReason: true,
  words: ['annuler', 'cancel'],
  help: {
    fr: 'annule et prévient le client (motif)',
    en: 'cancels and tells the customer (reason)',
    ar: 'إلغاء الطلب وإعلام الزبون (السبب)',
  },
});

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
