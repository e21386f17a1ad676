import { sql } from 'kysely';
import type { Found } from '../day/conditions.ts';
import type { Run } from '../tool.ts';
import { billedThisMonth, MARKS, monthOf } from './billed.ts';

const DAY_MS = 24 * 3_600_000;
const WEEK_MS = 7 * DAY_MS;

/** What of the connections the members should know now: an access that ends within a week, a limit that is near. */
export async function connectionConditions(run: Run): Promise<Found[]> {
  return [...(await ending(run)), ...(await nearLimit(run))];
}

async function ending(run: Run): Promise<Found[]> {
  const { rows } = await sql<{ id: number; channel: string; display: string | null; expires_at: Date }>`
    select id, channel, display, expires_at from connection
    where state <> 'off' and expires_at < ${new Date(run.at + WEEK_MS)}`.execute(run.trx);
  return rows.map((row) => ({
    kind: 'expiring',
    // A renewed access that ends in its turn is told anew.
    subject: `${row.id}:${row.expires_at.getTime()}`,
    facts: {
      channel: row.channel,
      display: row.display ?? '',
      days: Math.max(0, Math.ceil((row.expires_at.getTime() - run.at) / DAY_MS)),
      url: `${run.hub.publicUrl}/admin/canaux/${row.id}`,
    },
  }));
}

async function nearLimit(run: Run): Promise<Found[]> {
  const limit = run.shop.settings.monthly_messages;
  if (limit === undefined) return [];
  return (await billedThisMonth(run)).flatMap((one): Found[] => {
    const mark = MARKS.findLast((share) => one.billed * 100 >= limit * share);
    if (mark === undefined) return [];
    const facts = { channel: one.channel, display: one.display ?? '', billed: one.billed, limit, mark };
    return [{ kind: 'billed', subject: `${one.id}:${monthOf(run)}:${mark}`, facts }];
  });
}
