import { sql } from 'kysely';
import { connectionConditions } from '../connections/conditions.ts';
import { customerName } from '../conversations/index.ts';
import { addDays, timeOf } from '../language.ts';
import { todayOf } from '../orders/board.ts';
import { lowStock } from '../stock/levels.ts';
import type { Run } from '../tool.ts';
import { minutesOf, openMinutesBetween } from './open-hours.ts';

/** What members are warned of. All but the last three are states, over when they no longer hold; those just happened. */
export const ALERT_KINDS = [
  'waiting',
  'tomorrow',
  'late_payment',
  'low_stock',
  'unanswered',
  'silent',
  'expiring',
  'billed',
  'account',
  'held',
  'undelivered',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];
/** One thing to warn of: what names it among its kind, and what its sentence needs. */
export type Found = { kind: AlertKind; subject: string; facts: Record<string, string | number> };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WAITING_MS = DAY_MS;
/** From this time of day on, what is due tomorrow should have been started. */
const TOMORROW_FROM = '17:00';
/** A payment that is older than this is for /impayes, not for an alert. */
const LATE_DAYS = 60;
const UNANSWERED_OPEN_MINUTES = 180;
/** Silence shorter than this says nothing. */
const SILENT_MS = 3 * HOUR_MS;
const WEEKS = 4;
/** In so many of the last weeks the same stretch must have been busy, with at least so many busy hours. */
const BUSY_WEEKS = 3;
const BUSY_HOURS = 2;
const MOST_EACH = 50;

/** Everything that holds at this moment. A few indexed statements, whatever the size of the shop. */
export async function conditions(run: Run): Promise<Found[]> {
  const { rows } = await orderConditions(run).execute(run.trx);
  const stock = (await lowStock(run)).map(
    (row): Found => ({
      kind: 'low_stock',
      subject: row.sku,
      facts: { name: row.name, left: row.stock / 1000, unit: row.unit },
    }),
  );
  return [
    ...rows,
    ...stock.slice(0, MOST_EACH),
    ...(await unanswered(run)),
    ...(await silentChannels(run)),
    ...(await connectionConditions(run)),
  ];
}

/** The three kinds that orders give, one indexed branch each. */
export const orderConditions = (run: Pick<Run, 'at' | 'shop'>) => {
  const today = todayOf(run);
  const evening = timeOf(run.at, run.shop.timezone) >= TOMORROW_FROM;
  return sql<Found>`
    (select 'waiting' as kind, o.id::text as subject, json_build_object('order', short, 'who', coalesce(o.customer_name, c.name, c.phone, '—')) as facts
      from orders o join customer c on c.id = o.customer_id
      where status = 'pending' and o.created_at < ${new Date(run.at - WAITING_MS)} order by o.id limit ${MOST_EACH})
    union all
    (select 'late_payment', o.id::text, json_build_object('order', short, 'who', coalesce(o.customer_name, c.name, c.phone, '—'), 'due', total - paid)
      from orders o join customer c on c.id = o.customer_id
      where payment_status in ('unpaid', 'partial') and status in ('confirmed', 'preparing', 'ready', 'delivered')
        and due_date < ${today}::date and due_date >= ${addDays(today, -LATE_DAYS)}::date and total > paid
      order by due_date desc limit ${MOST_EACH})
    union all
    (select 'tomorrow', o.id::text, json_build_object('order', short, 'who', coalesce(o.customer_name, c.name, c.phone, '—'), 'status', status)
      from orders o join customer c on c.id = o.customer_id
      where ${evening} and due_date = ${addDays(today, 1)}::date and status in ('pending', 'confirmed')
      order by due_time nulls last limit ${MOST_EACH})`;
};

/** Customers whom the bot left to a person, and whom nobody has answered for three open hours. */
async function unanswered(run: Run): Promise<Found[]> {
  const { rows } = await sql<{ id: number; customer_id: number; last_inbound_at: Date }>`
    select k.id, k.customer_id, k.last_inbound_at from conversation k
    where k.bot_off_until > ${new Date(run.at - DAY_MS)} and k.customer_id is not null
      and k.last_inbound_at > ${new Date(run.at - 3 * DAY_MS)} and k.last_inbound_at < ${new Date(run.at - HOUR_MS)}
      and not exists (select from message m where m.conversation_id = k.id and m.kind = 'echo' and m.at >= k.last_inbound_at)
      and not exists (select from outgoing o where o.conversation_id = k.id and o.created_at >= k.last_inbound_at
        and o.state <> 'failed' and o.cause !~ '^turn:\\d+:answer$')
    order by k.last_inbound_at desc limit ${MOST_EACH}`.execute(run.trx);
  const found: Found[] = [];
  for (const row of rows) {
    const { settings, timezone } = run.shop;
    const open = openMinutesBetween(settings, timezone, row.last_inbound_at.getTime(), run.at);
    if (open < UNANSWERED_OPEN_MINUTES) continue;
    const who = await customerName(run, row.customer_id);
    found.push({ kind: 'unanswered', subject: String(row.id), facts: { who, hours: Math.floor(open / 60) } });
  }
  return found;
}

/** Notes the hours in which something arrived: what silence is measured against. */
export async function noteRhythm(run: Run): Promise<void> {
  await sql`insert into rhythm (shop_id, connection_id, hour)
    select shop_id, id, date_trunc('hour', last_event_at) from connection
    where last_event_at > ${new Date(run.at - 2 * HOUR_MS)} and state = 'on'
    on conflict do nothing`.execute(run.trx);
}

/**
 * Channels that say nothing where they used to: in most of the last weeks, the stretch since the last event was busy.
 * What closes the shop each week (a Monday, a night) so never counts as silence.
 */
async function silentChannels(run: Run): Promise<Found[]> {
  const { rows } = await sql<{ id: number; channel: string; display: string | null; last_event_at: Date }>`
    select c.id, c.channel, c.display, c.last_event_at from connection c
    where c.state = 'on' and c.channel not in ('simulator', 'manual', 'hub')
      and c.last_event_at < ${new Date(run.at - SILENT_MS)} and c.last_event_at > ${new Date(run.at - 7 * DAY_MS)}
      and (select count(*) from generate_series(1, ${WEEKS}) week
        where (select count(*) from rhythm r where r.connection_id = c.id
          and r.hour > c.last_event_at - make_interval(weeks => week)
          and r.hour <= ${new Date(run.at - HOUR_MS)}::timestamptz - make_interval(weeks => week)) >= ${BUSY_HOURS}) >= ${BUSY_WEEKS}`.execute(
    run.trx,
  );
  return rows.map((row) => ({
    kind: 'silent',
    subject: String(row.id),
    facts: {
      channel: row.channel,
      display: row.display ?? '',
      hours: Math.round((run.at - row.last_event_at.getTime()) / HOUR_MS),
    },
  }));
}

/** Whether a time of day (HH:MM) has come and is not long gone: a digest is sent up to three hours late. */
export function hasCome(time: string, now: string): boolean {
  const late = minutesOf(now) - minutesOf(time);
  return late >= 0 && late < 180;
}
