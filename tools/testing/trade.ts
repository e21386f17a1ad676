/** For tests of the tools: the demo shop on a database of its own, a clock, and every bell that was rung. */
import type { Database } from '../../db/database.ts';
import { forShop, type Trx } from '../../db/shop.ts';
import { freshDatabase } from '../../db/testing/database.ts';
import type { Actor, Ctx, Hub, ShopFacts } from '../context.ts';
import { createSealer } from '../sealing.ts';
import { createShop } from '../shops/create.ts';
import { DEMO_SHOP } from '../shops/demo-shop.ts';
import { shopFacts } from '../shops/facts.ts';
import { parseShopFile, type ShopFileInput } from '../shops/shop-file.ts';

/** Sunday 22 November 2026, 17:00 in Paris. */
export const TEST_NOW = Date.parse('2026-11-22T16:00:00Z');

export type TestTrade = {
  hub: Hub;
  shop: ShopFacts;
  database: Database;
  clock: { now: number };
  /** What was rung, oldest first. */
  rung: Parameters<Hub['ring']>[0];
  ctx(cause: string, more?: { actor?: Actor; shop?: ShopFacts }): Ctx;
  query<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /** Another shop of the same hub. */
  addShop(file: Partial<ShopFileInput> & { shop: string }): Promise<ShopFacts>;
  close(): Promise<void>;
};

/** The demo shop's goods at a rate that Tunisia has. */
export const TUNISIAN_GOODS = DEMO_SHOP.products!.map((product) => ({ ...product, vat_rate: 19 }));

/** Opens it; `close` drops the database. `server`: on another one than the run's embedded database. */
export async function openTestTrade(server?: string): Promise<TestTrade> {
  const database = await freshDatabase(server);
  const clock = { now: TEST_NOW };
  const rung: TestTrade['rung'] = [];
  const hub: Hub = {
    database,
    now: () => clock.now,
    ring: (bells) => void rung.push(...bells),
    sealer: createSealer('a test key of thirty-two characters'),
    publicUrl: 'http://localhost:3000',
    linksOff: null,
  };
  const addShop: TestTrade['addShop'] = async (file) => {
    const id = await createShop(hub, parseShopFile({ ...DEMO_SHOP, ...file }), { demo: false });
    if (id === null) throw new Error(`shop ${file.shop} exists already`);
    return shopFacts(hub, id);
  };
  const shop = await addShop({ shop: DEMO_SHOP.shop });
  return {
    ...{ hub, shop, database, clock, rung, addShop },
    ctx: (cause, more = {}) => ({
      hub,
      shop: more.shop ?? shop,
      actor: more.actor ?? { kind: 'system' },
      language: shop.language,
      cause,
    }),
    query: (work) => forShop(database, shop.id, work),
    close: () => database.close(),
  };
}
