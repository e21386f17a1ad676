import { sql } from 'kysely';
import type { Trx } from '../../db/shop.ts';
import { learnBusiness } from './business.ts';

/** What an examination learned of a connection itself; kept beside it. */
export type Learned = {
  /** Milliseconds; null: the token does not end. */
  expiresAt?: number | null | undefined;
  display?: string | undefined;
  facts?: Record<string, string> | undefined;
  /** The provider refused the account for good, or takes it again. */
  works?: boolean | undefined;
};

/** Keeps beside the connection what its examination learned. */
export async function learn(trx: Trx, shopId: number, connectionId: number, learned: Learned): Promise<void> {
  const { expiresAt, display, facts = {}, works } = learned;
  await trx
    .updateTable('connection')
    .set({
      ...(expiresAt === undefined ? {} : { expires_at: expiresAt === null ? null : new Date(expiresAt) }),
      ...(display === undefined ? {} : { display }),
      ...(works === true ? { state: 'on', state_reason: null } : {}),
      facts: sql`facts || ${JSON.stringify(facts)}::jsonb`,
    })
    .where('id', '=', connectionId)
    .where('state', '!=', 'off')
    .execute();
  if (facts.waba) await learnBusiness(trx, shopId, facts.waba);
}
