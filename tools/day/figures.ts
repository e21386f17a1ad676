import { sql } from 'kysely';
import type { Run } from '../tool.ts';
import type { Span, Spans } from './spans.ts';

/** What came in during a span, minor units. `revenue` counts what members said yes to, less what was given back. */
export type Figures = { orders: number; revenue: number; refunded: number; collected: number; basket: number };

type Row = { which: 'now' | 'before'; orders: number; confirmed: number; worth: number; refunded: number; net: number };

/** The figures of a period and of the one it is held against, and how many orders wait for a yes: one statement. */
export async function figuresOfSpans(
  run: Run,
  spans: Pick<Spans, 'now' | 'before'>,
): Promise<{ now: Figures; before: Figures; waiting: number }> {
  const { rows } = await figuresQuery(spans.now, spans.before, run.shop.timezone).execute(run.trx);
  const of = (which: Row['which']): Figures => {
    const row = rows.find((candidate) => candidate.which === which)!;
    return {
      orders: row.orders,
      revenue: row.worth - row.refunded,
      refunded: row.refunded,
      collected: row.net,
      basket: row.confirmed > 0 ? Math.round(row.worth / row.confirmed) : 0,
    };
  };
  return { now: of('now'), before: of('before'), waiting: rows[0]!.waiting };
}

/** Money given back and corrections are payments below zero. */
export const figuresQuery = (now: Span, before: Span, timezone: string) => sql<Row & { waiting: number }>`
  with span (which, since, until) as (values
    ('now', ${now.from}::timestamp at time zone ${timezone}, ${now.to}::timestamp at time zone ${timezone}),
    ('before', ${before.from}::timestamp at time zone ${timezone}, ${before.to}::timestamp at time zone ${timezone}))
  select which, orders, confirmed, worth, refunded, net,
    (select count(*) from orders where status = 'pending') as waiting
  from span
  cross join lateral (
    select count(*) filter (where status <> 'cancelled') as orders,
      count(*) filter (where status not in ('pending', 'cancelled')) as confirmed,
      coalesce(sum(total) filter (where status not in ('pending', 'cancelled')), 0)::bigint as worth
    from orders where created_at >= since and created_at < until) came
  cross join lateral (
    select coalesce(sum(-amount) filter (where kind = 'refund'), 0)::bigint as refunded,
      coalesce(sum(amount), 0)::bigint as net
    from payment where at >= since and at < until) money`;

/** One bar of a chart: a calendar day, its orders and what they are worth. */
export type Bar = { day: string; orders: number; revenue: number };

/** Orders and revenue by calendar day from the first to the last of `days`; days without any are zero. */
export async function barsOf(run: Pick<Run, 'trx' | 'shop'>, days: string[]): Promise<Bar[]> {
  const { rows } = await barsQuery(days[0]!, days.at(-1)!, run.shop.timezone).execute(run.trx);
  const byDay = new Map(rows.map((row) => [row.day, row]));
  return days.map((day) => byDay.get(day) ?? { day, orders: 0, revenue: 0 });
}

const barsQuery = (first: string, last: string, timezone: string) => sql<Bar>`
  select to_char(created_at at time zone ${timezone}, 'YYYY-MM-DD') as day, count(*) as orders,
    coalesce(sum(total) filter (where status <> 'pending'), 0)::bigint as revenue
  from orders
  where created_at >= ${first}::date::timestamp at time zone ${timezone}
    and created_at < (${last}::date + 1)::timestamp at time zone ${timezone} and status <> 'cancelled'
  group by 1 order by 1`;
