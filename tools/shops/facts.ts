import { type Selectable, sql } from 'kysely';
import { conclude } from '../../db/connection.ts';
import type { Db } from '../../db/database.ts';
import { prepared } from '../../db/prepared.ts';
import { forHub, forShop } from '../../db/shop.ts';
import type { Tables } from '../../db/tables/index.ts';
import type { Hub, ShopFacts } from '../context.ts';
import type { Currency } from '../money.ts';
import { settingsSchema } from './settings.ts';

/** A shop by id; throws when there is none (a directory entry always has its shop). */
export async function shopFacts(hub: Hub, shopId: number): Promise<ShopFacts> {
  const [row] = await forShop(hub.database, shopId, async (trx) => (await conclude(trx, FACTS({})))[0]);
  if (!row) throw new Error(`no shop ${shopId}`);
  return factsOf(row);
}

/** The shop an outside key belongs to, in one look; null: nobody's. */
export async function shopFactsOf(hub: Hub, kind: OutsideKey['kind'], key: string): Promise<ShopFacts | null> {
  const [, [row]] = await forHub(hub.database, (trx) => conclude(trx, ENTER({ kind, key }), FACTS({})));
  return row ? factsOf(row) : null;
}

/** What a row that `FACTS` gives says of its shop. */
export function factsOf(row: Selectable<Tables['shop']>): ShopFacts {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    currency: row.currency as Currency,
    timezone: row.timezone,
    language: row.language as ShopFacts['language'],
    demo: row.demo,
    settings: settingsSchema.parse(row.settings),
  };
}

/** Of the shop that the transaction is bound to: it sees no other. */
export const FACTS = prepared((db) => db.selectFrom('shop').selectAll());

/** The shop an outside key belongs to: its slug, a channel account, an API key's digest. Null: nobody's. */
export async function shopOf(
  hub: Hub,
  kind: 'shop' | 'connection' | 'business' | 'api_key',
  key: string,
): Promise<number | null> {
  const [row] = await forHub(hub.database, async (trx) => (await conclude(trx, OWNER({ kind, key })))[0]);
  return row?.shop_id ?? null;
}

type OutsideKey = { kind: Tables['directory']['kind']; key: string };
const OWNED = (db: Db, { kind, key }: OutsideKey) =>
  db.selectFrom('directory').select('shop_id').where('kind', '=', kind).where('key', '=', key);
const OWNER = prepared(OWNED);

/** From the hub into the shop of an outside key; into none, where it is nobody's. */
const ENTER = prepared(
  (db, { kind, key }: OutsideKey) => sql`
    select set_config('app.shop_id', coalesce((${OWNED(db, { kind, key })})::text, ''), true)`,
);

/** Every shop where a member signs in with this e-mail address. */
export async function shopsOfEmail(hub: Hub, email: string): Promise<number[]> {
  const rows = await forHub(hub.database, (trx) =>
    trx
      .selectFrom('directory')
      .select('shop_id')
      .where('kind', '=', 'email')
      .where('key', '=', email.toLowerCase())
      .orderBy('shop_id')
      .execute(),
  );
  return rows.map((row) => row.shop_id);
}

/** All shops of the hub by id and slug, from the directory. */
export async function allShops(hub: Hub): Promise<{ id: number; slug: string }[]> {
  const rows = await forHub(hub.database, (trx) =>
    trx.selectFrom('directory').select(['shop_id', 'key']).where('kind', '=', 'shop').orderBy('shop_id').execute(),
  );
  return rows.map((row) => ({ id: row.shop_id, slug: row.key }));
}
