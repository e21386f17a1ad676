import { openPool } from '../../db/database.ts';
import type { Hub, ShopFacts } from '../../tools/context.ts';
import { confirmOrder } from '../../tools/orders/index.ts';
import { settle } from '../../tools/payments/settle.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { shopFacts, shopOf } from '../../tools/shops/facts.ts';
import { startHub } from '../hub.ts';
import { openLog } from '../log.ts';
import { readSettings } from '../settings.ts';
import { contextFor, newPeople, orderToCard } from './cards.ts';
import { beside, type Emit } from './figures.ts';
import { FLOOR_ORDER, FLOOR_TABLES } from './floor-order.ts';
import { cpuMs } from './machine.ts';
import type { Place } from './place.ts';
import { hubEnvironment, SHOP } from './shop.ts';

const ROUNDS = 5;
const PEOPLE = 64;
/** Orders before the first that counts, as in `order-requests.ts`. */
const WARM_UP = 600;

/**
 * What the trade's own tools cost of an order of two lines, next to one bare statement, both called in this process: from
 * the customer's words to the card, and from the card a member taps to paid and invoiced.
 */
export async function orders(place: Place, emit: Emit): Promise<void> {
  const env = await hubEnvironment(place, { ROLE: 'web' });
  const settings = readSettings(env, place.dir);
  const running = await startHub(settings, openLog({ level: 'error' }));
  const floor = openPool(await place.database(), 12);
  try {
    await floor.query(FLOOR_TABLES);
    const { hub } = running.parts;
    const shop = await shopFacts(hub, (await shopOf(hub, 'shop', SHOP)) ?? 0);
    const people = await newPeople(hub, shop, PEOPLE);
    const cards: number[] = [];
    const ask = async (number: number) =>
      void cards.push(await orderToCard(hub, shop, people[number % PEOPLE]!, number));
    const pay = (number: number) => cardToPaid(hub, shop, cards.shift()!, number);
    const bare = async () => void (await floor.query(FLOOR_ORDER));
    await rate(1, WARM_UP, ask);
    await rate(1, WARM_UP, pay);
    await rate(1, WARM_UP, bare);
    // What PostgreSQL does by itself within a minute: until then it plans for tables that are empty.
    for (const pool of [hub.database.pool, floor]) await pool.query('analyze');
    for (const clients of [1, 8]) {
      const samples = { least: [] as Sample[], placed: [] as Sample[], paid: [] as Sample[] };
      for (let round = 0; round < ROUNDS; round++) {
        const count = 25 * Math.min(clients, 4);
        samples.least.push(await measured(place, clients, 150 * clients, bare));
        samples.placed.push(await measured(place, clients, count, ask));
        samples.paid.push(await measured(place, clients, count, pay));
      }
      const who = clients === 1 ? 'one client' : `${clients} clients`;
      for (const [name, ours] of [
        [`words to card in process, ${who}`, samples.placed],
        [`card to paid in process, ${who}`, samples.paid],
      ] as const) {
        const both = (of: (sample: Sample) => number) => [ours.map(of), samples.least.map(of)] as const;
        emit(beside(name, 'orders/s', ...both((one) => one.rate), { better: 'more' }));
        emit(beside(`${name}: cpu`, 'ms/order', ...both((one) => one.cpu), { of: 'this process' }));
        if (samples.least.every((one) => one.serverCpu !== null))
          emit(beside(`${name}: database cpu`, 'ms/order', ...both((one) => one.serverCpu ?? Number.NaN)));
      }
    }
  } finally {
    await running.close();
    await floor.end();
  }
}

/** How many a second, and what each cost in CPU milliseconds; null where the system does not tell. */
type Sample = { rate: number; cpu: number; serverCpu: number | null };

async function measured(
  place: Place,
  clients: number,
  count: number,
  one: (number: number) => Promise<void>,
): Promise<Sample> {
  const [own, server] = [process.cpuUsage(), await cpuMs(place.serverPid)];
  const reached = await rate(clients, count, one);
  const [used, after] = [process.cpuUsage(own), await cpuMs(place.serverPid)];
  const serverCpu = server === null || after === null ? null : (after - server) / count;
  return { rate: reached, cpu: (used.user + used.system) / 1000 / count, serverCpu };
}

let made = 0;

/** How many a second when `clients` do it at once, `count` times in all. */
async function rate(clients: number, count: number, one: (number: number) => Promise<void>): Promise<number> {
  const from = performance.now();
  let left = count;
  const client = async () => {
    while (left-- > 0) await one(made++);
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (count * 1000) / (performance.now() - from);
}

/** A member's tap, then the provider's word. */
async function cardToPaid(hub: Hub, shop: ShopFacts, short: number, number: number): Promise<void> {
  const as = contextFor(hub, shop, number);
  await perform(confirmOrder, as({ kind: 'member', memberId: 1, role: 'owner', name: 'Olivia' }, 'tap'), {
    order: short,
    version: 1,
  });
  await inShop(as({ kind: 'provider', provider: 'bench' }, 'paid'), async (run) => {
    const link = await run.trx
      .selectFrom('payment_link')
      .innerJoin('orders', 'orders.id', 'payment_link.order_id')
      .selectAll('payment_link')
      .where('orders.short', '=', short)
      .executeTakeFirstOrThrow();
    const money = {
      provider: 'bench',
      ref: `pay:${number}`,
      method: 'card',
      amount: link.amount,
      currency: link.currency,
    };
    const outcome = await settle(run, link, money);
    if (outcome !== 'settled') throw new Error(`order ${short} was not settled: ${outcome}`);
  });
}
