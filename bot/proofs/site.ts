/** One hub for a proof, whose processes may die: its database, the fake providers, its clock, and who keeps it alive. */
import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../db/embedded/cluster.ts';
import { freshUrl } from '../../db/testing/database.ts';
import type { ShopFileInput } from '../../tools/shops/shop-file.ts';
import { type FakeGraph, type SignedBody, startFakeGraph } from '../fakes/graph.ts';
import { type FakeStripe, type SignedEvent, startFakeStripe } from '../fakes/stripe.ts';
import type { Step } from '../road/parts.ts';
import { APP_SECRET, SUNDAY, testEnvironment } from '../testing/hub.ts';
import { type HubProcess, startHubProcess } from '../testing/process.ts';
import { API_KEY, aShop } from '../testing/shop.ts';

export type Site = {
  graph: FakeGraph;
  stripe: FakeStripe;
  /** Where the hub answers, in every life; and where its data are. */
  url: string;
  databaseUrl: string;
  env: Record<string, string>;
  dir: string;
  now(): number;
  /** The process that answers; the one before it when it is just being replaced. */
  hub(): HubProcess;
  /** How many of its processes were killed. */
  deaths(): number;
  /** The process dies at this step; the next one starts by itself, `laterMs` (two minutes) later by its clock. */
  crashAt(step: Step, nth?: number, laterMs?: number): void;
  kill(): Promise<void>;
  /** Posts until somebody answers it with something else than a fault of their own, as providers do. The status. */
  deliver(signed: SignedBody): Promise<number>;
  hooks(event: () => SignedEvent): Promise<number>;
  request(path: string, init?: RequestInit): Promise<Response>;
  api(path: string): Promise<Response>;
  /** Ends the process well and starts none. `start` starts it again, `aheadMs` later by its clock. */
  stop(): Promise<void>;
  start(aheadMs?: number): Promise<void>;
  close(): Promise<void>;
};

/** Every lease and every uncertainty of a dead process is over by then: what it held is taken up at once. */
export const LATER_MS = 120_000;
const WITHIN_MS = 300_000;
const AGAIN_MS = 50;

export type SiteOptions = {
  /** Another PostgreSQL server than the run's embedded one, or `pglite`. */
  server?: string;
  more?: Record<string, string>;
  /** What the shop has otherwise than a test's usual one. */
  shop?: Partial<ShopFileInput>;
};

/** Starts it. The shop is `maison`. */
export async function openSite(options: SiteOptions = {}): Promise<Site> {
  const clock = { openedAt: Date.now(), aheadMs: 0 };
  const now = () => Date.parse(SUNDAY) + Date.now() - clock.openedAt + clock.aheadMs;
  const graph = await startFakeGraph({ appSecret: APP_SECRET, now });
  const stripe = await startFakeStripe({ now });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const inPglite = options.server === 'pglite';
  const made = inPglite ? { url: 'pglite:./lite', drop: async () => {} } : await freshUrl(options.server);
  const { env, dir } = await testEnvironment({
    shops: [aShop('maison', options.shop)],
    graphUrl: graph.url,
    databaseUrl: made.url,
    more: { PORT: String(port), PUBLIC_URL: url, STRIPE_URL: stripe.url, ...options.more },
  });

  let deaths = 0;
  let wanted = false;
  let laterMs = LATER_MS;
  let hub: HubProcess;
  let starting: Promise<void> = Promise.resolve();
  const start = (aheadMs = 0): Promise<void> => {
    clock.aheadMs += aheadMs;
    wanted = true;
    starting = startHubProcess({ ...env, CLOCK_AHEAD_MS: String(now() - Date.now()) }, dir).then((started) => {
      hub = started;
      void started.ended.then((how) => {
        if (!wanted) return;
        if (how !== 'SIGKILL') throw new Error(`the hub ended by itself (${how}):\n${started.said()}`);
        deaths += 1;
        void start(laterMs);
        laterMs = LATER_MS;
      });
    });
    return starting;
  };
  await start();

  const request = async (path: string, init?: RequestInit): Promise<Response> => {
    const until = Date.now() + WITHIN_MS;
    for (;;) {
      await starting;
      const answer = await fetch(`${url}${path}`, { redirect: 'manual', ...init }).catch(() => null);
      if (answer && answer.status < 500) return answer;
      if (Date.now() > until) throw new Error(`${path}: ${answer?.status ?? 'no answer'}\n${hub.said()}`);
      await pause(AGAIN_MS);
    }
  };
  const stop = async () => {
    await starting;
    wanted = false;
    await hub.stop();
  };
  return {
    ...{ graph, stripe, url, env, dir, now, request, start, stop },
    databaseUrl: made.url,
    hub: () => hub,
    deaths: () => deaths,
    crashAt: (step, nth = 1, later = LATER_MS) => {
      laterMs = later;
      hub.tell({ crashAt: step, nth });
    },
    kill: async () => {
      await starting;
      await hub.kill();
    },
    deliver: async ({ body, headers }) => (await request('/webhooks/meta', { method: 'POST', body, headers })).status,
    hooks: async (event) => {
      const { body, headers } = event();
      return (await request('/webhooks/stripe/maison', { method: 'POST', body, headers })).status;
    },
    api: (path) => request(`/api/v1${path}`, { headers: { authorization: `Bearer ${API_KEY}-maison` } }),
    close: async () => {
      wanted = false;
      await starting.catch(() => {});
      await hub.kill();
      await graph.close();
      await stripe.close();
      await made.drop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Waits until `check` holds, looking ever again; fails with `what`. */
export async function until(
  what: string,
  check: () => Promise<boolean> | boolean,
  withinMs = WITHIN_MS,
): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await check())) {
    if (Date.now() > end) throw new Error(`waited in vain for: ${what}`);
    await pause(AGAIN_MS);
  }
}
