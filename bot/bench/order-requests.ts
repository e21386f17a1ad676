import { openPool } from '../../db/database.ts';
import type { Hub, ShopFacts } from '../../tools/context.ts';
import { inShop } from '../../tools/perform.ts';
import { shopFacts, shopOf } from '../../tools/shops/facts.ts';
import { makeSignInToken, readSession, signInByToken } from '../../tools/team/sign-in.ts';
import { type CheckoutSession, eventOf, newId, signedWith } from '../fakes/stripe-events.ts';
import { startHub } from '../hub.ts';
import { openLog } from '../log.ts';
import { readSettings } from '../settings.ts';
import { contextFor, newPeople, orderToCard, type Person } from './cards.ts';
import { beside, type Emit } from './figures.ts';
import { generate, type Request } from './load.ts';
import { cpuMs } from './machine.ts';
import type { Child, Place } from './place.ts';
import { hubEnvironment, SHOP } from './shop.ts';

const ROUNDS = 5;
const PEOPLE = 64;
const LIMIT_MS = 60_000;
/**
 * Orders before the first that counts, ours and the floor's alike: a process that runs has its code compiled and its
 * statements planned. Measured by the hundred from the start, an order took 10.4, 7.4, 6.8, 5.8, 6.0, 5.8, 5.9 ms: it
 * takes V8 four hundred to compile what one passes through.
 */
const WARM_UP = 600;
const STRIPE_SECRET = 'whsec_hub';

/** How many a second, and what each cost in CPU milliseconds of the process and of the database. */
type Sample = { rate: number; cpu: number; serverCpu: number };
type Pool = ReturnType<typeof openPool>;
type Link = { id: number; order: string; amount: number };

/**
 * An order of two lines from the card to paid and invoiced, as it comes in: the member presses the office's button, then
 * the provider's signed webhook says that it was paid. Next to a Hono server that keeps an order of two lines with one
 * statement (`floor.ts`). Each is a process of its own, asked over HTTP by this one.
 */
export async function orderRequests(place: Place, emit: Emit): Promise<void> {
  const env = await hubEnvironment(place, { ROLE: 'web' });
  // Cards are made in this process, by a hub on the same database.
  const maker = await startHub(readSettings(env, place.dir), openLog({ level: 'error' }));
  const served = await place.start('../testing/child.ts', env);
  const floor = await place.start('./floor.ts', { DATABASE_URL: await place.database(), APP_SECRET: '' });
  const pool = openPool(env.DATABASE_URL!, 1);
  try {
    const { hub } = maker.parts;
    const shop = await shopFacts(hub, (await shopOf(hub, 'shop', SHOP)) ?? 0);
    const people = await newPeople(hub, shop, PEOPLE);
    const office = await signIn(hub, shop);
    const least = (clients: number, count: number) => {
      const order = { path: '/order', headers: {}, body: '{}' };
      return send(place, floor, clients, [{ status: 200, requests: async () => Array(count).fill(order) }], count);
    };
    const paid = async (clients: number, count: number) => {
      const cards = await makeCards(hub, shop, people, count);
      const press = async () => cards.map((short) => pressed(office, short));
      const tell = async () => (await linksOf(pool, shop, cards)).map((link) => told(link));
      const steps = [
        { status: 303, requests: press },
        { status: 200, requests: tell },
      ];
      return send(place, served, clients, steps, count);
    };
    await least(1, WARM_UP);
    await paid(1, WARM_UP);
    // What PostgreSQL does by itself within a minute: until then it plans for tables that are empty.
    await pool.query('analyze');
    for (const clients of [1, 8]) {
      const samples = { least: [] as Sample[], paid: [] as Sample[] };
      for (let round = 0; round < ROUNDS; round++) {
        const count = 25 * Math.min(clients, 4);
        samples.least.push(await least(clients, 6 * count));
        samples.paid.push(await paid(clients, count));
      }
      const name = `card to paid, ${clients === 1 ? 'one client' : `${clients} clients`}`;
      const both = (of: (sample: Sample) => number) => [samples.paid.map(of), samples.least.map(of)] as const;
      emit(beside(name, 'orders/s', ...both(({ rate }) => rate), { better: 'more', target: 8, requests: 2 }));
      if (!samples.paid.every(({ cpu }) => Number.isFinite(cpu))) continue;
      emit(beside(`${name}: cpu`, 'ms/order', ...both(({ cpu }) => cpu), { of: 'the web process' }));
      emit(beside(`${name}: database cpu`, 'ms/order', ...both(({ serverCpu }) => serverCpu)));
    }
    await proveAllPaid(pool, shop);
  } finally {
    await pool.end();
    await Promise.all([served.stop(), floor.stop(), maker.close()]);
  }
}

/** Sends what each step asks for, one step after the other; `count` orders in all. Only the sending is measured. */
async function send(
  place: Place,
  { url, pid }: Child,
  connections: number,
  steps: { status: number; requests(): Promise<Request[]> }[],
  count: number,
): Promise<Sample> {
  const sum = { seconds: 0, cpu: 0, serverCpu: 0 };
  for (const step of steps) {
    const requests = await step.requests();
    const before = [await cpuMs(pid), await cpuMs(place.serverPid)];
    const load = await generate({ url, requests, connections, limitMs: LIMIT_MS, status: step.status });
    const after = [await cpuMs(pid), await cpuMs(place.serverPid)];
    const undone = load.failed + requests.length - load.latencies.length;
    if (undone > 0) throw new Error(`${undone} of ${requests.length} requests to ${requests[0]?.path} were not done`);
    const [cpu, serverCpu] = after.map((ms, at) => (ms ?? Number.NaN) - (before[at] ?? Number.NaN));
    sum.seconds += load.seconds;
    sum.cpu += cpu!;
    sum.serverCpu += serverCpu!;
  }
  return { rate: count / sum.seconds, cpu: sum.cpu / count, serverCpu: sum.serverCpu / count };
}

let made = 0;

/** Orders that wait for a member's yes: their short numbers. */
async function makeCards(hub: Hub, shop: ShopFacts, people: Person[], count: number): Promise<number[]> {
  const cards: number[] = [];
  for (; cards.length < count; made++) cards.push(await orderToCard(hub, shop, people[made % PEOPLE]!, made));
  return cards;
}

type Office = { cookie: string; csrf: string };

async function signIn(hub: Hub, shop: ShopFacts): Promise<Office> {
  const token = await inShop(contextFor(hub, shop, 0)({ kind: 'system' }, 'sign-in'), async (run) => {
    const owner = await run.trx.selectFrom('member').select('id').orderBy('id').executeTakeFirstOrThrow();
    return makeSignInToken(run, owner.id);
  });
  const session = await signInByToken(hub, token);
  const { csrf } = (await readSession(hub, session ?? undefined))!;
  return { cookie: `hub_session=${session}`, csrf };
}

/** The office's button on a card. */
function pressed({ cookie, csrf }: Office, short: number): Request {
  const body = new URLSearchParams({ csrf, short: String(short), version: '1' }).toString();
  const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  return { path: '/admin/confirmer', headers, body };
}

/** Stripe's word that a link was paid, on the page that was opened for it. */
function told({ id, order, amount }: Link): Request {
  const now = Math.floor(Date.now() / 1000);
  const session: Partial<CheckoutSession> = {
    ...{ id: newId('cs_test'), object: 'checkout.session', mode: 'payment', livemode: false, created: now },
    ...{ amount_subtotal: amount, amount_total: amount, currency: 'eur', client_reference_id: order },
    ...{ metadata: { link: String(id) }, payment_intent: newId('pi'), payment_method_types: ['card'] },
    ...{ payment_status: 'paid', status: 'complete' },
  };
  const event = eventOf('checkout.session.completed', session as CheckoutSession, now);
  return { path: `/webhooks/stripe/${SHOP}`, ...signedWith(STRIPE_SECRET, event, now) };
}

async function linksOf(pool: Pool, shop: ShopFacts, shorts: number[]): Promise<Link[]> {
  const { rows } = await pool.query<Link>(
    `select payment_link.id, orders.number as order, payment_link.amount from payment_link
     join orders on orders.id = payment_link.order_id where orders.shop_id = $1 and orders.short = any($2)`,
    [shop.id, shorts],
  );
  if (rows.length !== shorts.length) throw new Error(`${shorts.length} cards were pressed, ${rows.length} have a link`);
  return rows;
}

/** What was measured was done: every order is paid, and has its invoice. */
async function proveAllPaid(pool: Pool, shop: ShopFacts): Promise<void> {
  const { rows } = await pool.query<{ left: number }>(
    `select count(*) as left from orders where shop_id = $1 and (payment_status <> 'paid' or not exists (
       select from paper where paper.order_id = orders.id and paper.kind = 'invoice'))`,
    [shop.id],
  );
  if (rows[0]!.left > 0) throw new Error(`${rows[0]!.left} orders are not paid, or have no invoice`);
}
