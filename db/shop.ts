import { sql, type Transaction } from 'kysely';
import { later } from './connection.ts';
import type { Database } from './database.ts';
import { prepared } from './prepared.ts';
import type { Tables } from './tables/index.ts';

export type Trx = Transaction<Tables>;

/**
 * Runs `work` in one transaction that sees the rows of one shop and no other, whatever it asks for.
 * The only way to a shop's data. Rolls back when `work` throws.
 */
export function forShop<T>(database: Database, shopId: number, work: (trx: Trx) => Promise<T>): Promise<T> {
  return database.db.transaction().execute(async (trx) => {
    await bind(trx, database.role, shopId);
    return work(trx);
  });
}

/**
 * The one exception: a transaction of the hub itself. It sees the directory (which shop an outside key belongs to),
 * unread bodies, and may read what is overdue in `work`; no shop's other rows.
 */
export function forHub<T>(database: Database, work: (trx: Trx) => Promise<T>): Promise<T> {
  return database.db.transaction().execute(async (trx) => {
    await set(trx, { shop: '', hub: 'on', role: database.role ?? 'none' });
    return work(trx);
  });
}

/** Moves an open transaction to another shop: used where one transaction stores arrivals of several shops. */
export async function bind(trx: Trx, role: string | null, shopId: number): Promise<void> {
  await set(trx, { shop: String(shopId), hub: '', role: role ?? 'none' });
}

type Settings = { shop: string; hub: string; role: string };

const SETTINGS = prepared(
  (_, { shop, hub, role }: Settings) => sql`
    select set_config('app.shop_id', ${shop}, true), set_config('app.hub', ${hub}, true), set_config('role', ${role}, true)`,
);

/** Settings of the transaction: they leave with the statement after them. */
async function set(trx: Trx, settings: Settings): Promise<void> {
  await later(trx, SETTINGS(settings));
}
