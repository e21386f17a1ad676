import { sql } from 'kysely';
import type { Trx } from '../../db/shop.ts';
import type { Run } from '../tool.ts';
import { learn } from './learn.ts';

/** The directory's kind for the account above a connection: WhatsApp's business account, which has news of its own. */
export const BUSINESS = 'business' as const;

/** Lets news of a WhatsApp business account find its shop. The first shop that uses it keeps it. */
export async function learnBusiness(trx: Trx, shopId: number, waba: string): Promise<void> {
  await trx
    .insertInto('directory')
    .values({ kind: BUSINESS, key: `whatsapp:${waba}`, shop_id: shopId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The shop's first connection under a business account, where it has one that is in use. */
export async function firstOfBusiness(
  trx: Trx,
  channel: string,
  business: string,
): Promise<{ id: number } | undefined> {
  return trx
    .selectFrom('connection')
    .select('id')
    .where('channel', '=', channel)
    .where(sql<string>`facts->>'waba'`, '=', business)
    .where('state', '!=', 'off')
    .orderBy('id')
    .executeTakeFirst();
}

/** What was learned already in this process: each message names its business account, one write of it is enough. */
const known = new Set<string>();

/** Keeps which business account a connection belongs to, from its first message on. */
export async function noteBusiness(run: Run, connectionId: number, business: string): Promise<void> {
  const key = `${run.shop.id}:${connectionId}:${business}`;
  if (known.has(key)) return;
  await learn(run.trx, run.shop.id, connectionId, { facts: { waba: business } });
  known.add(key);
}
