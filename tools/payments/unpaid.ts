import { z } from 'zod';
import { dayOf, formatDay } from '../language.ts';
import { formatMoney } from '../money.ts';
import { whoOrdered } from '../orders/cards.ts';
import { type OrderView, withAllLines } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { amountDue } from './link.ts';

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
    const rows = await run.trx
      .selectFrom('orders')
      .selectAll()
      .where('status', 'in', ['confirmed', 'preparing', 'ready', 'delivered'])
      .where('payment_status', 'in', ['unpaid', 'partial'])
      .whereRef('paid', '<', 'total')
      .orderBy('due_date', (order) => order.asc().nullsLast())
      .orderBy('id')
      .execute();
    const due = rows.filter((row) => amountDue(row) > 0);
    const texts = textsFor(run.language).money.member;
    if (due.length === 0) return { facts: { unpaid: 0 }, reply: { text: texts.unpaidNone } };
    const today = dayOf(run.at, run.shop.timezone);
    const late = due.filter((row) => isLate(row, today));
    const others = due.filter((row) => !isLate(row, today));
    const listed = await withAllLines(run.trx, [...late, ...others].slice(0, MOST_LISTED));
    const section = (title: string, views: OrderView[]) =>
      views.length === 0
        ? []
        : [
            `${title} :`.replace(' :', run.language === 'fr' ? '\u202f:' : ':'),
            ...views.map((view) => line(run, view)),
          ];
    const more = due.length - listed.length;
    const sum = (some: typeof due) =>
      formatMoney(
        some.reduce((all, row) => all + amountDue(row), 0),
        run.shop.currency,
        run.language,
      );
    const text = [
      texts.unpaidTitle,
      ...section(texts.unpaidLate, listed.slice(0, late.length)),
      ...section(texts.unpaidToCome, listed.slice(late.length)),
      ...(more > 0 ? [textsFor(run.language).member.more(more)] : []),
      texts.unpaidTotal(sum(due), sum(late)),
    ].join('\n');
    return { facts: { unpaid: due.length, late: late.length }, reply: { text } };
  },
});

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
