import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { type Database, exactNumber } from './database.ts';
import { forHub, forShop, type Trx } from './shop.ts';

/** What can need looking at: a lane with new messages, a conversation with replies to deliver, an errand to run. */
export type WorkKind = 'turn' | 'deliver' | 'errand';
export type Work = { kind: WorkKind; shopId: number; ref: string };

/** A burst is answered at the latest this long after its first message, however long it goes on. */
export const LONGEST_BURST_MS = 20_000;

/** The right to look at one piece of work until `until`; `stamp` tells whether more came meanwhile. */
export type Lease = Work & { token: string; stamp: number; attempts: number };

/**
 * Notes, in the transaction that causes it, that `ref` needs looking at from `dueAt` (milliseconds) on.
 * Work that is already noted keeps its earlier due time.
 */
export async function wake(trx: Trx, work: Work | Work[], now: number, dueAt = now): Promise<void> {
  // Two transactions that wake the same work lock it in the same order.
  const works = [work].flat().sort((a, b) => (a.ref < b.ref ? -1 : 1));
  if (works.length === 0) return;
  await trx
    .insertInto('work')
    .values(
      works.map((one) => ({
        shop_id: one.shopId,
        kind: one.kind,
        ref: one.ref,
        due_at: new Date(dueAt),
        since: new Date(now),
        lease_token: null,
        lease_until: null,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['shop_id', 'kind', 'ref']).doUpdateSet({
        due_at: sql<Date>`least(work.due_at, excluded.due_at)`,
        stamp: sql<number>`work.stamp + 1`,
      }),
    )
    .execute();
}

/**
 * The same for each ref that `refs` gives (a query with a column `ref`, text), as one statement that gives them back: it
 * can follow what is to be looked at in one `with`.
 */
export function wakeEach(
  shopId: number,
  kind: WorkKind,
  refs: RawBuilder<unknown>,
  now: Date,
  dueAt = now,
): RawBuilder<{ ref: string }> {
  return sql<{ ref: string }>`
    insert into work (shop_id, kind, ref, due_at, since)
    select ${shopId}::bigint, ${kind}::text, ref, ${dueAt}::timestamptz, ${now}::timestamptz
    from (${refs}) as woken order by ref collate "C"
    on conflict (shop_id, kind, ref) do update set
      due_at = least(work.due_at, excluded.due_at), stamp = work.stamp + 1
    returning ref`;
}

/**
 * Takes the work when it is due and nobody holds it. Returns the lease; or the time (milliseconds) to come back at,
 * because it is due later or held until then; or null because there is nothing to do.
 */
export async function take(
  database: Database,
  work: Work,
  now: number,
  leaseMs: number,
): Promise<Lease | number | null> {
  return forShop(database, work.shopId, async (trx) => {
    const token = randomUUID();
    const taken = await trx
      .updateTable('work')
      .set({
        lease_token: token,
        lease_until: new Date(now + leaseMs),
        attempts: sql<number>`attempts + 1`,
      })
      .where('kind', '=', work.kind)
      .where('ref', '=', work.ref)
      .where('due_at', '<=', new Date(now))
      .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<', new Date(now))]))
      .returning(['stamp', 'attempts'])
      .executeTakeFirst();
    if (taken) return { ...work, token, ...taken };
    const other = await trx
      .selectFrom('work')
      .select(['due_at', 'lease_until'])
      .where('kind', '=', work.kind)
      .where('ref', '=', work.ref)
      .executeTakeFirst();
    if (!other) return null;
    return Math.max(other.due_at.getTime(), other.lease_until?.getTime() ?? 0);
  });
}

/** Locks the lease's row for the rest of the transaction. False: it expired and went to somebody else; commit nothing. */
export async function holds(trx: Trx, lease: Lease): Promise<boolean> {
  const row = await trx
    .selectFrom('work')
    .select('lease_token')
    .where('kind', '=', lease.kind)
    .where('ref', '=', lease.ref)
    .forUpdate()
    .executeTakeFirst();
  return row?.lease_token === lease.token;
}

/** Prolongs a lease that is still ours, and locks its row as `holds` does. */
export async function prolong(trx: Trx, lease: Lease, until: number): Promise<boolean> {
  const row = await trx
    .updateTable('work')
    .set({ lease_until: new Date(until) })
    .where('kind', '=', lease.kind)
    .where('ref', '=', lease.ref)
    .where('lease_token', '=', lease.token)
    .returning('stamp')
    .executeTakeFirst();
  return row !== undefined;
}

/** The same in a transaction of its own. */
export async function extend(database: Database, lease: Lease, until: number): Promise<boolean> {
  return forShop(database, lease.shopId, (trx) => prolong(trx, lease, until));
}

/**
 * Ends the look: the work is gone, unless it was woken meanwhile. Then it stays, due at the returned time (milliseconds).
 * Runs inside the transaction that records the result, so that result and end are one.
 */
export async function finish(trx: Trx, lease: Lease): Promise<number | null> {
  const gone = await trx
    .deleteFrom('work')
    .where('kind', '=', lease.kind)
    .where('ref', '=', lease.ref)
    .where('lease_token', '=', lease.token)
    .where('stamp', '=', lease.stamp)
    .executeTakeFirst();
  if (gone.numDeletedRows > 0n) return null;
  const kept = await trx
    .updateTable('work')
    .set({ lease_token: null, lease_until: null, attempts: 0 })
    .where('kind', '=', lease.kind)
    .where('ref', '=', lease.ref)
    .where('lease_token', '=', lease.token)
    .returning('due_at')
    .executeTakeFirst();
  return kept ? kept.due_at.getTime() : null;
}

/** Ends the look without a result: the work becomes due again at `dueAt` (milliseconds). */
export async function release(trx: Trx, lease: Lease, dueAt: number): Promise<void> {
  await trx
    .updateTable('work')
    .set({ lease_token: null, lease_until: null, due_at: new Date(dueAt) })
    .where('kind', '=', lease.kind)
    .where('ref', '=', lease.ref)
    .where('lease_token', '=', lease.token)
    .execute();
}

/** The same in a transaction of its own. */
export async function postpone(database: Database, lease: Lease, dueAt: number): Promise<void> {
  await forShop(database, lease.shopId, (trx) => release(trx, lease, dueAt));
}

/** Across all shops: work that is due and held by nobody, oldest first. What lost bells and dead processes left behind. */
export async function overdue(database: Database, now: number, limit: number): Promise<Work[]> {
  return forHub(database, async (trx) => {
    const { rows } = await sql<{ shop_id: number; kind: WorkKind; ref: string }>`
      select shop_id, kind, ref from work
      where due_at <= ${new Date(now)} and (lease_until is null or lease_until < ${new Date(now)})
      order by due_at limit ${limit}`.execute(trx);
    return rows.map((row) => ({ shopId: row.shop_id, kind: row.kind, ref: row.ref }));
  });
}

/**
 * Across all shops: work that can be taken from a moment after `from` and up to `to` (milliseconds) on, because it is due
 * then or its lease ends then; with that moment.
 */
export async function dueWithin(database: Database, from: number, to: number): Promise<{ work: Work; at: number }[]> {
  return forHub(database, async (trx) => {
    const { rows } = await sql<{ shop_id: number; kind: WorkKind; ref: string; at: Date }>`
      select shop_id, kind, ref, greatest(due_at, lease_until) as at from work
      where due_at <= ${new Date(to)} and greatest(due_at, lease_until) > ${new Date(from)}
        and greatest(due_at, lease_until) <= ${new Date(to)}`.execute(trx);
    return rows.map((row) => ({ work: { shopId: row.shop_id, kind: row.kind, ref: row.ref }, at: row.at.getTime() }));
  });
}

/** How much is waiting and since when (milliseconds), for metrics. */
export async function backlog(database: Database, now: number): Promise<{ count: number; oldest: number | null }> {
  return forHub(database, async (trx) => {
    const { rows } = await sql<{ count: string; oldest: Date | null }>`
      select count(*)::text as count, min(due_at) as oldest from work where due_at <= ${new Date(now)}`.execute(trx);
    return { count: exactNumber(rows[0]!.count), oldest: rows[0]!.oldest?.getTime() ?? null };
  });
}
