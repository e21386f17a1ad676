import { type RawBuilder, sql } from 'kysely';
import { later } from './connection.ts';
import type { Trx } from './shop.ts';
import { LONGEST_BURST_MS, wakeEach } from './work.ts';

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
  /** An errand that begins at once, before the lane is looked at: its kind. It gets the row's id as `messageId`. */
  errand?: string;
};

/** What arrivals gave to look at, and from when (milliseconds). */
export type Woken = { kind: 'turn' | 'errand'; ref: string; dueAt: number };

/**
 * Stores arrivals of the transaction's shop in one statement: a duplicate (connection, external id) is ignored, and each
 * lane that got something new is noted as work in the same breath, with the errands that new rows ask for. It leaves with
 * the transaction's next statement, so with its commit when there is none; `woken` then gets that work with its due time.
 * An urgent arrival (due now) brings the look forward; words push it back, up to LONGEST_BURST_MS after the first. What
 * comes while a look is running begins a burst of its own.
 */
export async function store(
  trx: Trx,
  shopId: number,
  rows: Stored[],
  now: number,
  woken: (works: Woken[]) => void,
): Promise<void> {
  if (rows.length === 0) return;
  const longest = `${LONGEST_BURST_MS} milliseconds`;
  // One JSON text for the whole batch: a list per column would be quoted and read again value by value.
  const given = JSON.stringify(rows.map(asGiven));
  const errands = rows.some(({ errand }) => errand !== undefined) ? askedWith(shopId, now) : null;
  const statement = sql<Rang>`
    with given as materialized (
      select * from jsonb_to_recordset(${given}::jsonb)
        as t(c bigint, l text, x text, k text, a timestamptz, due timestamptz, j jsonb, e text)
    ), arrived as (
      insert into message (shop_id, connection_id, lane, external_id, kind, at, arrival, received_at)
      select ${shopId}::bigint, c, l, x, k, a, j, ${new Date(now)}::timestamptz from given
      on conflict (shop_id, connection_id, external_id) do nothing
      returning id, connection_id, external_id, lane
    ), ${errands ?? sql``} woken as (
    insert into work (shop_id, kind, ref, due_at, since)
    select ${shopId}::bigint, 'turn', arrived.lane, min(given.due), ${new Date(now)}::timestamptz
    from arrived join given on given.c = arrived.connection_id and given.x = arrived.external_id
    group by arrived.lane
    -- Two batches that wake the same lanes lock them in the same order.
    order by arrived.lane
    on conflict (shop_id, kind, ref) do update set
      stamp = work.stamp + 1,
      since = case when work.due_at <= excluded.since and work.lease_until > excluded.since then excluded.since
        else work.since end,
      due_at = case when excluded.due_at <= excluded.since then excluded.due_at
        when work.due_at <= excluded.since and work.lease_until > excluded.since then excluded.due_at
        else least(greatest(work.due_at, excluded.due_at), work.since + ${longest}::interval) end
    returning kind, ref, due_at)
    select kind, ref, due_at from woken
    ${errands ? sql`union all select 'errand', ref, ${new Date(now)}::timestamptz from rung` : sql``}`;
  await later(trx, statement, (works) =>
    woken(works.map(({ kind, ref, due_at }) => ({ kind, ref, dueAt: due_at.getTime() }))),
  );
}

type Rang = { kind: Woken['kind']; ref: string; due_at: Date };

/** The errands of new rows, and the work that looks at each at once. */
function askedWith(shopId: number, now: number): RawBuilder<unknown> {
  const at = new Date(now);
  return sql`asked as (
      insert into errand (shop_id, kind, cause, payload, created_at)
      select distinct ${shopId}::bigint, given.e, 'arrived:' || arrived.id,
        jsonb_build_object('kind', given.e, 'messageId', arrived.id), ${at}::timestamptz
      from arrived join given on given.c = arrived.connection_id and given.x = arrived.external_id
      where given.e is not null
      on conflict (shop_id, kind, cause) do nothing
      returning id
    ), rung as (${wakeEach(shopId, 'errand', sql`select id::text as ref from asked`, at)}),`;
}

const asGiven = (row: Stored) => ({
  c: row.connectionId,
  l: row.lane,
  x: row.externalId,
  k: row.kind,
  a: new Date(row.at),
  due: new Date(row.dueAt),
  j: row.arrival,
  ...(row.errand === undefined ? {} : { e: row.errand }),
});

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

/** Drops bodies that nobody claimed or could read, received before `before`; at most `most`. */
export async function dropUnread(trx: Trx, before: Date, most: number): Promise<void> {
  const old = trx.selectFrom('unread_body').select('id').where('received_at', '<', before).orderBy('id').limit(most);
  await trx.deleteFrom('unread_body').where('id', 'in', old).execute();
}
