import { z } from 'zod';
import type { Trx } from '../../db/shop.ts';
import type { Words } from '../texts/index.ts';

const words = z.object({ fr: z.string(), en: z.string(), ar: z.string() });

/** One thing that was looked at: how it is, in plain words, and what to do where it is not as it should be. */
const check = z.object({
  /** Stable name of the step: token, account, webhook, signature, templates … */
  step: z.string(),
  state: z.enum(['ok', 'warn', 'fail']),
  says: words,
  next: words.optional(),
});
export type Check = z.infer<typeof check>;

/** What an examination of one subject found. `subject`: "whatsapp:1066…", "stripe", "hub". */
export type Checkup = { subject: string; checkedAt: number; checks: Check[] };

/** The subject of a connection. */
export function subjectOf({ channel, account }: { channel: string; account: string }): string {
  return `${channel}:${account}`;
}

/** Nothing to do but to say so. */
export function ok(step: string, says: Words): Check {
  return { step, state: 'ok', says };
}

/** It works, but not for long or not wholly; `next` says what to do. */
export function warn(step: string, says: Words, next: Words): Check {
  return { step, state: 'warn', says, next };
}

/** It does not work; `next` says what to do. */
export function fail(step: string, says: Words, next: Words): Check {
  return { step, state: 'fail', says, next };
}

/** The worst of several checks; null for none. */
export function worst(checks: Pick<Check, 'state'>[]): Check['state'] | null {
  if (checks.length === 0) return null;
  if (checks.some((one) => one.state === 'fail')) return 'fail';
  return checks.some((one) => one.state === 'warn') ? 'warn' : 'ok';
}

/** Keeps what was found, in place of what was found before. */
export async function keepCheckup(trx: Trx, shopId: number, found: Checkup): Promise<void> {
  const row = { checked_at: new Date(found.checkedAt), checks: JSON.stringify(found.checks) };
  await trx
    .insertInto('checkup')
    .values({ shop_id: shopId, subject: found.subject, ...row })
    .onConflict((conflict) => conflict.columns(['shop_id', 'subject']).doUpdateSet(row))
    .execute();
}

/** The last examination of each subject of the shop. */
export async function readCheckups(trx: Trx): Promise<Checkup[]> {
  const rows = await trx.selectFrom('checkup').selectAll().orderBy('subject').execute();
  return rows.map((row) => ({
    subject: row.subject,
    checkedAt: row.checked_at.getTime(),
    checks: z.array(check).catch([]).parse(row.checks),
  }));
}
