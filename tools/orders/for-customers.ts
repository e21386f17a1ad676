import { z } from 'zod';
import { orderUnknown } from '../conversations/pass-on.ts';
import { Refusal } from '../errors.ts';
import { formatMoney } from '../money.ts';
import { amountDue, linkUrl } from '../payments/link.ts';
import { dueLink } from '../payments/schedule.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { whenDue } from './cards.ts';
import { linksOff, paysOnline } from './confirm.ts';
import { placeDraft } from './place.ts';

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

/** A customer's latest orders, the newest first. */
function latestOrders(run: Run, customerId: number) {
  const orders = run.trx.selectFrom('orders').selectAll().where('customer_id', '=', customerId);
  return orders.orderBy('id', 'desc').limit(LATEST_ORDERS);
}

export const orderStatus = defineTool({
  name: 'order_status',
  says: "Tells the customer where their latest orders stand. Only the customer's own orders.",
  for: ['customer'],
  /** The customer's own words, for the shop when no order of theirs is known. */
  input: z.object({ words: z.string().max(500).default('') }),
  run: async (run, { words }) => {
    if (run.actor.kind !== 'customer') throw new Refusal('not_allowed', textsFor(run.language).refusals.notAllowed([]));
    const rows = await latestOrders(run, run.actor.customerId).execute();
    const texts = textsFor(run.language);
    if (rows.length === 0) return { ...(await orderUnknown(run, run.actor, words)), facts: { orders: 0 } };
    const open = rows.filter((row) => row.status !== 'delivered' && row.status !== 'cancelled');
    const lines = (open.length > 0 ? open : rows.slice(0, 1)).map((order) => {
      const state = texts.customer.status(
        order.short,
        texts.customer.statuses[order.status],
        whenDue(order, run.language),
      );
      const due = amountDue(order);
      if (order.status === 'cancelled') return state;
      const money = formatMoney(due, run.shop.currency, run.language);
      if (order.status === 'pending') return `${state} ${texts.total(money)}`;
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
    const rows = await latestOrders(run, run.actor.customerId).where('status', '!=', 'cancelled').execute();
    const texts = textsFor(run.language);
    const order = rows.find((row) => row.status !== 'pending' && amountDue(row) > 0) ?? rows[0];
    const ways = acceptedWays(run);
    if (!order) return { facts: { link: false }, reply: { text: ways } };
    if (order.status === 'pending') {
      const rows = [ways, paysOnline(run) && !linksOff(run) ? texts.conversation.linkComes : null];
      return { facts: { link: false }, reply: { text: rows.filter(Boolean).join('\n') } };
    }
    const link = await dueLink(run, order);
    if (!link) return { facts: { link: false }, reply: { text: texts.refusals.paidAlready(order.short) } };
    const amount = formatMoney(link.amount, run.shop.currency, run.language);
    if (linksOff(run) || !paysOnline(run)) {
      return { facts: { link: false }, reply: { text: `${texts.customer.payLater(amount)}\n${ways}` } };
    }
    return {
      facts: { link: true, order: order.short },
      reply: {
        text: `${texts.customer.paymentLink(order.short, amount)}\n${ways}`,
        link: { label: texts.customer.payButton, url: linkUrl(run, link) },
      },
    };
  },
});

/** "Nous acceptons : carte bancaire en ligne, virement." from what the shop has set up; nothing is invented. */
function acceptedWays(run: Run): string {
  const texts = textsFor(run.language).conversation;
  const { payments, legal } = run.shop.settings;
  const online = (['stripe', 'paypal', 'flouci', 'konnect'] as const).filter((name) => payments[name] !== undefined);
  const ways = [
    ...online.map((name) => texts.ways[name]),
    ...(run.shop.demo && online.length === 0 ? [texts.ways.demo] : []),
    ...(legal.iban ? [texts.ways.transfer] : []),
  ];
  return ways.length > 0 ? texts.accepted(ways.join(', ')) : texts.payAtShop;
}
