import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { forShop, type Trx } from '../../db/shop.ts';
import { freshUrl } from '../../db/testing/database.ts';
import { shopOf } from '../../tools/shops/facts.ts';
import type { ShopFileInput } from '../../tools/shops/shop-file.ts';
import { type FakeGraph, startFakeGraph } from '../fakes/graph.ts';
import { type RunningHub, startHub } from '../hub.ts';
import { openLog } from '../log.ts';
import { readSettings } from '../settings.ts';
import { aShop } from './shop.ts';

export const APP_SECRET = 'test-app-secret';
export const VERIFY_TOKEN = 'test-verify-token';
export const SECRET_KEY = 'test-secret-key-0123456789abcdefghij';
/** A Sunday afternoon in Paris: "samedi" is 2026-11-28. */
export const SUNDAY = '2026-11-22T16:00:00+01:00';

/** Retries come sooner than this. */
const SOON_MS = 5 * 60_000;

export type TestHub = RunningHub & {
  graph: FakeGraph;
  /** Posts a signed body to the webhook; the HTTP status. */
  deliver(signed: Parameters<FakeGraph['deliver']>[1]): Promise<number>;
  shopId(slug: string): Promise<number>;
  /** Reads the rows of a shop. */
  look<T>(slug: string, read: (trx: Trx) => Promise<T>): Promise<T>;
  /** Waits until `check` gives something; fails with `what` after 15 s. */
  until<T>(what: string, check: () => Promise<T | null | undefined | false>): Promise<T>;
  /** Waits until no work is left that is due. */
  quiet(): Promise<void>;
  env: Record<string, string>;
};

/** The environment of a test hub: its own database, its own fake Graph, shops in files. */
export async function testEnvironment(options: {
  shops: ShopFileInput[];
  graphUrl: string;
  databaseUrl: string;
  more?: Record<string, string>;
}): Promise<{ env: Record<string, string>; dir: string }> {
  const dir = await mkdtemp(join(tmpdir(), 'hub-'));
  const files = await Promise.all(
    options.shops.map(async (shop) => {
      const path = join(dir, `${shop.shop}.json`);
      await writeFile(path, JSON.stringify(shop));
      return path;
    }),
  );
  const env = {
    PORT: '0',
    DATA_DIR: join(dir, 'data'),
    DATABASE_URL: options.databaseUrl,
    SECRET_KEY,
    SHOP: files.join(','),
    DEMO: '0',
    META_APP_SECRET: APP_SECRET,
    META_VERIFY_TOKEN: VERIFY_TOKEN,
    GRAPH_URL: options.graphUrl,
    BURST_MS: '80',
    WATCH: '0',
    NOW: SUNDAY,
    LOG_LEVEL: 'error',
    ...options.more,
  };
  return { env, dir };
}

/** Starts a whole hub in this process against real fakes. `close` stops and removes everything. */
export async function startTestHub(
  options: {
    shops?: ShopFileInput[];
    more?: Record<string, string>;
    server?: string;
    graph?: Partial<Parameters<typeof startFakeGraph>[0]>;
  } = {},
): Promise<TestHub> {
  const made = await freshUrl(options.server);
  const opened = Date.now();
  const now = () => Date.parse(SUNDAY) + Date.now() - opened;
  const graph = await startFakeGraph({ appSecret: APP_SECRET, now, ...options.graph });
  const { env, dir } = await testEnvironment({
    shops: options.shops ?? [aShop('maison')],
    graphUrl: graph.url,
    databaseUrl: made.url,
    ...(options.more ? { more: options.more } : {}),
  });
  const settings = readSettings(env, dir);
  const hub = await startHub(settings, openLog({ level: settings.logLevel, now: settings.now }));
  const close = async () => {
    await hub.close();
    await graph.close();
    await made.drop();
    await rm(dir, { recursive: true, force: true });
  };
  return { ...hub, ...handles(hub, graph), graph, env, close };
}

/** What tests do with a running hub. */
export function handles(hub: Pick<RunningHub, 'url' | 'parts'>, graph: FakeGraph) {
  const tools = hub.parts.hub;
  const shopId = async (slug: string) => {
    const id = await shopOf(tools, 'shop', slug);
    if (id === null) throw new Error(`no shop ${slug}`);
    return id;
  };
  const until = async <T>(what: string, check: () => Promise<T | null | undefined | false>): Promise<T> => {
    for (let tries = 0; tries < 600; tries++) {
      const found = await check();
      if (found) return found;
      await pause(25);
    }
    throw new Error(`waited in vain for: ${what}`);
  };
  return {
    deliver: (signed: Parameters<FakeGraph['deliver']>[1]) => graph.deliver(`${hub.url}/webhooks/meta`, signed),
    shopId,
    look: async <T>(slug: string, read: (trx: Trx) => Promise<T>) => forShop(tools.database, await shopId(slug), read),
    until,
    quiet: async () => {
      // What is noted for later, such as the reminder of an order or another look at a payment, is no work left.
      await until('no work left', async () => {
        const soon = new Date(tools.now() + SOON_MS);
        const { rows } = await sql<{ count: string }>`select count(*) as count from work where due_at < ${soon}
          and not (due_at > ${new Date(tools.now())} and exists (select from errand e where work.kind = 'errand'
            and e.id::text = work.ref and e.kind in ('look_at_session', 'read_refunds')))`.execute(tools.database.db);
        return Number(rows[0]!.count) === 0;
      });
    },
  };
}
