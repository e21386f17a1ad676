import { sql } from 'kysely';
import type { Trx } from './shop.ts';
import { LONGEST_BURST_MS } from './work.ts';

/** One arrival as it is stored. `lane` is connection:contact; everything of a lane is looked at in order. */
export type Stored = {
  connectionId: number;
  lane: string;
  externalId: string;
  kind: string;
  at: number;
  arrival: object;
  /** When the lane should be looked at: now for a tap or a command, after the burst's quiet time for words. */
  dueAt: number;
};

/**
 * Stores arrivals of the transaction's shop in one statement: a duplicate (connection, external id) is ignored, and each
 * lane that got something new is noted as work in the same breath. Returns those lanes with their due time.
 * An urgent arrival (due now) brings the look forward; words push it back, up to LONGEST_BURST_MS after the first. What
 * comes while a look is running begins a burst of its own.
 */
export async function store(
  trx: Trx,
  shopId: number,
  rows: Stored[],
  now: number,
): Promise<{ lane: string; dueAt: number }[]> {
  if (rows.length === 0) return [];
  const longest = `${LONGEST_BURST_MS} milliseconds`;
  const { rows: lanes } = await sql<{ ref: string; due_at: Date }>`
    with arrived as (
      insert into message (shop_id, connection_id, lane, external_id, kind, at, arrival)
      select ${shopId}::bigint, c, l, x, k, a, j from unnest(
        ${rows.map((row) => row.connectionId)}::bigint[], ${rows.map((row) => row.lane)}::text[],
        ${rows.map((row) => row.externalId)}::text[], ${rows.map((row) => row.kind)}::text[],
        ${rows.map((row) => new Date(row.at).toISOString())}::timestamptz[],
        ${rows.map((row) => JSON.stringify(row.arrival))}::jsonb[]) as t(c, l, x, k, a, j)
      on conflict (shop_id, connection_id, external_id) do nothing
      returning connection_id, external_id, lane
    )
    insert into work (shop_id, kind, ref, due_at, since)
    select ${shopId}::bigint, 'turn', arrived.lane, min(d.due), ${new Date(now)}::timestamptz
    from arrived join unnest(
      ${rows.map((row) => row.connectionId)}::bigint[], ${rows.map((row) => row.externalId)}::text[],
      ${rows.map((row) => new Date(row.dueAt).toISOString())}::timestamptz[]) as d(c, x, due)
      on d.c = arrived.connection_id and d.x = arrived.external_id
    group by arrived.lane
    on conflict (shop_id, kind, ref) do update set
      stamp = work.stamp + 1,
      since = case when work.due_at <= excluded.since and work.lease_until > excluded.since then excluded.since
        else work.since end,
      due_at = case when excluded.due_at <= excluded.since then excluded.due_at
        when work.due_at <= excluded.since and work.lease_until > excluded.since then excluded.due_at
        else least(greatest(work.due_at, excluded.due_at), work.since + ${longest}::interval) end
    returning ref, due_at`.execute(trx);
  return lanes.map((lane) => ({ lane: lane.ref, dueAt: lane.due_at.getTime() }));
}

/** Keeps, once, a body that no shop claims or that could not be read. `digest` identifies the body. */
export async function keepUnread(
  trx: Trx,
  unread: { channel: string; reason: string; body: string; digest: string },
): Promise<void> {
  await trx
    .insertInto('unread_body')
    .values(unread)
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .execute();
}
