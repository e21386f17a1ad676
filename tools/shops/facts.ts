import { type Selectable, sql } from 'kysely';
import { conclude } from '../../db/connection.ts';
import type { Db } from '../../db/database.ts';
import { prepared } from '../../db/prepared.ts';
import { forHub, forShop } from '../../db/shop.ts';
import type { Tables } from '../../db/tables/index.ts';
import type { Hub, ShopFacts } from '../context.ts';
import type { Currency } from '../money.ts';
import { type ShopSettings, settingsSchema } from './settings.ts';

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
export function factsOf(row: FactsRow): ShopFacts {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    currency: row.currency as Currency,
    timezone: row.timezone,
    language: row.language as ShopFacts['language'],
    demo: row.demo,
    settings: settingsOf(row.id, row.settings),
  };
}

/** A shop's settings as they were last read: the text in its row, and what that says. */
const read = new Map<number, { text: string; settings: ShopSettings }>();
const MOST_READ = 1_000;

/** What a text of settings says. Every request asks, and hardly ever is the text another one than last time. */
function settingsOf(shopId: number, text: string): ShopSettings {
  const last = read.get(shopId);
  if (last?.text === text) return last.settings;
  const settings = frozen(settingsSchema.parse(JSON.parse(text)));
  if (read.size >= MOST_READ) read.clear();
  read.set(shopId, { text, settings });
  return settings;
}

/** Several requests hold the same settings: none of them may change what the others see. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}

const COLUMNS = ['id', 'slug', 'name', 'currency', 'timezone', 'language', 'demo'] as const;
type FactsRow = Pick<Selectable<Tables['shop']>, (typeof COLUMNS)[number]> & { settings: string };

/** Of the shop that the transaction is bound to: it sees no other. Its settings are their text. */
export const FACTS = prepared((db) =>
  db.selectFrom('shop').select(COLUMNS).select(sql<string>`settings::text`.as('settings')),
);

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
