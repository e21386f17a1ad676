import { sql } from 'kysely';
import { dayOf } from '../language.ts';
import { formatMoney } from '../money.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { stateOf, summary, whenDue, whoOrdered } from './cards.ts';
import { type OrderView, withAllLines } from './read.ts';
import { STATUSES, type Status } from './states.ts';

/** Which orders: those still to be handled, of one due day, in one status, or of some customers. */
export type BoardFilter =
  | { kind: 'open' }
  | { kind: 'day'; day: string }
  | { kind: 'status'; status: Status }
  | { kind: 'customers'; ids: number[] };

/** The most rows one message carries. */
const MOST_ROWS = 20;

/** Orders of a filter, soonest due first. `limit` at most 200. */
export async function boardOf(run: Run, filter: BoardFilter, limit: number): Promise<OrderView[]> {
  const rows = await ordersOf(run, filter)
    .selectAll()
    .orderBy('due_date', (order) => order.asc().nullsLast())
    .orderBy('due_time', (order) => order.asc().nullsLast())
    .orderBy('id')
    .limit(Math.min(limit, 200))
    .execute();
  return withAllLines(run.trx, rows);
}

function ordersOf(run: Run, filter: BoardFilter) {
  const orders = run.trx.selectFrom('orders');
  switch (filter.kind) {
    case 'open':
      return orders.where('status', 'in', ['pending', 'confirmed', 'preparing', 'ready']);
    case 'day':
      return orders.where('due_date', '=', filter.day).where('status', '!=', 'cancelled');
    case 'status':
      return orders.where('status', '=', filter.status);
    case 'customers':
      return orders.where('customer_id', 'in', filter.ids);
  }
}

async function countOf(run: Run, filter: BoardFilter): Promise<number> {
  const row = await ordersOf(run, filter)
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** The list as one message. */
export async function boardText(run: Run, filter: BoardFilter, title: string): Promise<string> {
  const texts = textsFor(run.language).member;
  const views = await boardOf(run, filter, MOST_ROWS + 1);
  if (views.length === 0) return `${texts.list(title)}\n${texts.listEmpty}`;
  const rows = views.slice(0, MOST_ROWS).map((view) => boardRow(view, run));
  if (views.length > MOST_ROWS) rows.push(texts.more((await countOf(run, filter)) - MOST_ROWS));
  return [texts.list(title), ...rows].join('\n');
}

function boardRow(view: OrderView, run: Run): string {
  const texts = textsFor(run.language);
  return texts.member.listLine(
    view.order.short,
    whoOrdered(view, run.language),
    summary(view, run.language),
    whenDue(view.order, run.language),
    formatMoney(view.order.total, run.shop.currency, run.language),
    stateOf(view.order, run.language),
  );
}

/** Words for a status beside its own name: how members say it. */
const STATUS_WORDS: Record<Status, string[]> = {
  pending: ['en attente', 'attente', 'nouvelle', 'a confirmer', 'waiting', 'new'],
  confirmed: ['validee', 'accepted'],
  preparing: ['preparation', 'en cours', 'in preparation'],
  ready: ['pret'],
  delivered: ['livre', 'retiree', 'terminee', 'collected', 'done'],
  cancelled: ['refusee', 'ignoree', 'canceled', 'refused'],
};

/** The status a word names in any of the languages ("prêtes", "ready", "en attente"), or null. */
export function statusFromWord(word: string): Status | null {
  const plain = (text: string) =>
    text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/e?s?$/, '');
  const said = plain(word);
  if (!said) return null;
  const names = (status: Status) => [
    status,
    ...(['fr', 'en', 'ar'] as const).map((language) => textsFor(language).statuses[status]),
    ...STATUS_WORDS[status],
  ];
  return STATUSES.find((status) => names(status).some((name) => plain(name) === said)) ?? null;
}

/** Figures of one day against the day before: what came in, what it is worth, what waits. */
export type DayFigures = { orders: number; revenue: number; waiting: number; basket: number };

/** Orders placed on a day of the shop's calendar (cancelled ones left out), revenue in minor units. */
export async function figuresOf(run: Run, day: string): Promise<DayFigures> {
  const { rows } = await figuresQuery(day, run.shop.timezone).execute(run.trx);
  const row = rows[0]!;
  return {
    orders: row.orders,
    revenue: row.revenue,
    waiting: row.waiting,
    basket: row.orders > 0 ? Math.round(row.revenue / row.orders) : 0,
  };
}

/** Today in the shop's calendar. */
export function todayOf(run: Pick<Run, 'at' | 'shop'>): string {
  return dayOf(run.at, run.shop.timezone);
}

const figuresQuery = (day: string, timezone: string) => sql<{ orders: number; revenue: number; waiting: number }>`
  select count(*) filter (where status <> 'cancelled') as orders,
    coalesce(sum(total) filter (where status <> 'cancelled'), 0)::bigint as revenue,
    count(*) filter (where status = 'pending') as waiting
  from orders
  where created_at >= (${day}::date)::timestamp at time zone ${timezone}
    and created_at < (${day}::date + 1)::timestamp at time zone ${timezone}`;
