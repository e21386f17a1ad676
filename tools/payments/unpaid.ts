import { z } from 'zod';
import { dayOf, formatDay } from '../language.ts';
import { formatMoney } from '../money.ts';
import { whoOrdered } from '../orders/cards.ts';
import { type OrderRow, type OrderView, withAllLines } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import type { Covered } from './instalments.ts';
import { amountDue } from './link.ts';
import { scheduleOf } from './schedule.ts';

/** More lines than this are counted, not listed. */
const MOST_LISTED = 25;

export const unpaidOrders = defineTool({
  name: 'unpaid_orders',
  says: 'Lists confirmed orders that are not fully paid, the late ones first, with the totals.',
  for: ['member'],
  input: z.object({}),
  command: {
    words: ['impayes', 'impaye', 'unpaid'],
    takes: 'nothing',
    help: {
      fr: 'ce qui reste à encaisser, les retards d’abord',
      en: 'what is still to be collected, late ones first',
      ar: 'ما بقي للقبض، المتأخر أولا',
    },
    slashless: true,
  },
  run: async (run) => {
    const all = await readUnpaid(run);
    const texts = textsFor(run.language).money.member;
    if (all.length === 0) return { facts: { unpaid: 0 }, reply: { text: texts.unpaidNone } };
    const today = dayOf(run.at, run.shop.timezone);
    const listed = all.slice(0, MOST_LISTED);
    const section = (title: string, some: Unpaid[]) =>
      some.length === 0
        ? []
        : [
            `${title} :`.replace(' :', run.language === 'fr' ? '\u202f:' : ':'),
            ...some.flatMap((one) => [line(run, one.view), ...partRows(run, one.instalments, today)]),
          ];
    const more = all.length - listed.length;
    const sum = (some: Unpaid[]) =>
      formatMoney(
        some.reduce((total, { due }) => total + due, 0),
        run.shop.currency,
        run.language,
      );
    const late = all.filter((one) => one.late);
    const text = [
      texts.unpaidTitle,
      ...section(
        texts.unpaidLate,
        listed.filter((one) => one.late),
      ),
      ...section(
        texts.unpaidToCome,
        listed.filter((one) => !one.late),
      ),
      ...(more > 0 ? [textsFor(run.language).member.more(more)] : []),
      texts.unpaidTotal(sum(all), sum(late)),
    ].join('\n');
    return { facts: { unpaid: all.length, late: late.length }, reply: { text } };
  },
});

/** A confirmed order that is not paid in full: what is due, whether it is late, and its instalments if it has any. */
export type Unpaid = { view: OrderView; due: number; late: boolean; instalments: Covered[] };

/** What is still to be collected, of one customer or of all, the late ones first, then by the order's day. */
export async function readUnpaid(run: Run, customerId?: number): Promise<Unpaid[]> {
  const rows = await run.trx
    .selectFrom('orders')
    .selectAll()
    .where('status', 'in', ['confirmed', 'preparing', 'ready', 'delivered'])
    .where('payment_status', 'in', ['unpaid', 'partial'])
    .whereRef('paid', '<', 'total')
    .$if(customerId !== undefined, (query) => query.where('customer_id', '=', customerId!))
    .orderBy('due_date', (order) => order.asc().nullsLast())
    .orderBy('id')
    .execute();
  const due = rows.filter((row) => amountDue(row) > 0);
  const today = dayOf(run.at, run.shop.timezone);
  const schedules = await schedulesOf(run, due);
  const views = await withAllLines(run.trx, due);
  const all = views.map((view): Unpaid => {
    const instalments = schedules.get(view.order.id);
    const late = instalments ? instalments.some((one) => one.open > 0 && one.dueOn < today) : isLate(view.order, today);
    return { view, due: amountDue(view.order), late, instalments: instalments ?? [] };
  });
  return [...all.filter((one) => one.late), ...all.filter((one) => !one.late)];
}

/** What orders paid in parts are paid in: their own dates say what is late. */
async function schedulesOf(run: Run, orders: OrderRow[]): Promise<Map<number, Covered[]>> {
  if (orders.length === 0) return new Map();
  const open = await run.trx
    .selectFrom('schedule')
    .select('order_id')
    .where('state', '=', 'open')
    .where(
      'order_id',
      'in',
      orders.map((order) => order.id),
    )
    .execute();
  const scheduled = new Set(open.map((row) => row.order_id));
  const found = new Map<number, Covered[]>();
  for (const order of orders.filter(({ id }) => scheduled.has(id))) {
    found.set(order.id, (await scheduleOf(run, order))?.instalments ?? []);
  }
  return found;
}

/** One row for each instalment that is late. */
function partRows(run: Run, instalments: Covered[] = [], today: string): string[] {
  const count = String(instalments.length);
  return instalments
    .filter((one) => one.open > 0 && one.dueOn < today)
    .map((one) => {
      const amount = formatMoney(one.open, run.shop.currency, run.language);
      const when = formatDay(one.dueOn, run.language, today);
      return textsFor(run.language).paying.schedule.unpaidLine(String(one.position), count, amount, when);
    });
}

/** Handed over, or to be handed over before today, and still not paid. */
function isLate(row: { status: string; due_date: string | null }, today: string): boolean {
  return row.status === 'delivered' || (row.due_date !== null && row.due_date < today);
}

function line(run: Run, view: OrderView): string {
  const { order } = view;
  const texts = textsFor(run.language);
  const when = order.due_date ? formatDay(order.due_date, run.language) : texts.noDate;
  const due = formatMoney(amountDue(order), run.shop.currency, run.language);
  return texts.money.member.unpaidLine(String(order.short), whoOrdered(view, run.language), due, when);
}
