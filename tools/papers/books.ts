/** What the page of the books shows: periods, closures, archives made, and how much is open. */
import { sql } from 'kysely';
import { type ClosureKind, type ClosureRow, periodsToClose } from '../books/closures.ts';
import type { Run } from '../tool.ts';

export type BooksSeen = {
  /** Months (2026-11) in which a paper was issued or a payment written, newest first; and their years. */
  months: string[];
  years: string[];
  /** The last closures of each kind, newest first. */
  closures: ClosureRow[];
  /** Days, months and years that are over and not closed. */
  toClose: { kind: ClosureKind; period: string }[];
  /** Papers and payments since the last closure of a day. */
  open: number;
  archives: { at: number; position: number }[];
};

/** The books of the shop at a glance; the last closures and archives, newest first. */
export async function readBooks(run: Run, most = 31): Promise<BooksSeen> {
  const month = sql<string>`to_char(at at time zone ${run.shop.timezone}, 'YYYY-MM')`;
  const written = run.trx.selectFrom('ledger').where('kind', 'in', ['paper', 'payment']);
  const months = await written.select(month.as('month')).distinct().orderBy('month', 'desc').limit(36).execute();
  const closures: ClosureRow[] = [];
  for (const kind of ['year', 'month', 'day'] as const) {
    const rows = run.trx.selectFrom('closure').selectAll().where('kind', '=', kind);
    closures.push(...(await rows.orderBy('number', 'desc').limit(most).execute()));
  }
  const last = await run.trx
    .selectFrom('closure')
    .select('last_position')
    .where('kind', '=', 'day')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const { open } = await written
    .select((eb) => eb.fn.countAll<number>().as('open'))
    .where('position', '>', last?.last_position ?? 0)
    .executeTakeFirstOrThrow();
  const archives = await run.trx
    .selectFrom('ledger')
    .select(['at', 'position'])
    .where('kind', '=', 'archive')
    .orderBy('position', 'desc')
    .limit(10)
    .execute();
  const all = months.map((row) => row.month);
  return {
    months: all,
    years: [...new Set(all.map((one) => one.slice(0, 4)))],
    closures,
    toClose: await periodsToClose(run),
    open: Number(open),
    archives: archives.map(({ at, position }) => ({ at: at.getTime(), position })),
  };
}
