import { openPool } from '../../db/database.ts';
import { forShop } from '../../db/shop.ts';
import type { Ctx, Hub, ShopFacts } from '../../tools/context.ts';
import { draftOrder } from '../../tools/drafts/index.ts';
import { addDays, dayOf, weekdayOf } from '../../tools/language.ts';
import { confirmOrder, placeOrder } from '../../tools/orders/index.ts';
import { settle } from '../../tools/payments/settle.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { shopFacts, shopOf } from '../../tools/shops/facts.ts';
import { startHub } from '../hub.ts';
import { openLog } from '../log.ts';
import { readSettings } from '../settings.ts';
import { beside, type Emit } from './figures.ts';
import { cpuMs } from './machine.ts';
import type { Place } from './place.ts';
import { hubEnvironment, SHOP } from './shop.ts';

const ROUNDS = 5;
const PEOPLE = 64;
/** Orders before the first that counts: a hub that runs has its code compiled and its statements planned. */
const WARM_UP = 200;

/**
 * An order of two lines from the card a member taps to paid and invoiced, through the trade's own tools, next to one bare
 * statement; and from the customer's words to that card.
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
    const people = await newPeople(hub, shop);
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
      for (const [name, ours, more] of [
        [`words to card, ${who}`, samples.placed, {}],
        [`card to paid, ${who}`, samples.paid, { target: 8 }],
      ] as const) {
        const both = (of: (sample: Sample) => number) => [ours.map(of), samples.least.map(of)] as const;
        emit(beside(name, 'orders/s', ...both((one) => one.rate), { better: 'more', ...more }));
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

type Person = { customerId: number; conversationId: number };

async function newPeople(hub: Hub, shop: ShopFacts): Promise<Person[]> {
  return forShop(hub.database, shop.id, async (trx) => {
    const { id: connectionId } = await trx.selectFrom('connection').select('id').executeTakeFirstOrThrow();
    const people: Person[] = [];
    for (let number = 0; number < PEOPLE; number++) {
      const phone = `336${50_000_000 + number}`;
      const customer = await trx
        .insertInto('customer')
        .values({
          shop_id: shop.id,
          name: `Client ${number}`,
          phone: `+${phone}`,
          email: null,
          address: null,
          language: null,
          note: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      const conversation = await trx
        .insertInto('conversation')
        .values({
          shop_id: shop.id,
          connection_id: connectionId,
          channel: 'whatsapp',
          contact: phone,
          customer_id: customer.id,
          member_id: null,
          language: 'fr',
          last_inbound_at: new Date(hub.now()),
          last_message_id: null,
          bot_off_until: null,
          introduced_at: new Date(hub.now()),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      people.push({ customerId: customer.id, conversationId: conversation.id });
    }
    return people;
  });
}

function contextFor(hub: Hub, shop: ShopFacts, number: number) {
  return (actor: Ctx['actor'], step: string): Ctx => ({
    hub,
    shop,
    actor,
    language: 'fr',
    cause: `bench:${number}:${step}`,
  });
}

/** Drafts and places an order; its short number. */
async function orderToCard(hub: Hub, shop: ShopFacts, person: Person, number: number): Promise<number> {
  const customer = contextFor(hub, shop, number)({ kind: 'customer', ...person }, 'turn');
  await perform(draftOrder, customer, {
    lines: [
      { sku: 'gateau-fraises-8p', words: 'gâteaux aux fraises', qty: 2 },
      { sku: 'macarons-12', words: 'macarons', qty: 1 },
    ],
    date: nextSaturday(hub, shop),
    fulfilment: 'pickup',
  });
  const placed = await perform(placeOrder, customer, {});
  return Number(placed.facts.order);
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

/** A day the shop is open and every product can be made for. */
function nextSaturday(hub: Hub, shop: ShopFacts): string {
  let day = addDays(dayOf(hub.now(), shop.timezone), 7);
  while (weekdayOf(day) !== 'sat') day = addDays(day, 1);
  return day;
}

const FLOOR_TABLES = `
create table floor_order (id bigint generated always as identity primary key, short integer not null, customer text not null,
  status text not null, payment_status text not null, total bigint not null, paid bigint not null, created_at timestamptz not null);
create table floor_line (id bigint generated always as identity primary key, order_id bigint not null references floor_order(id),
  sku text not null, name text not null, qty numeric(12,3) not null, unit_price bigint not null, total bigint not null);
create index floor_line_order on floor_line (order_id);
create sequence floor_short`;

const FLOOR_ORDER = `
with placed as (
  insert into floor_order (short, customer, status, payment_status, total, paid, created_at)
  values (nextval('floor_short'), 'Client', 'confirmed', 'paid', 6300, 6300, now()) returning id
)
insert into floor_line (order_id, sku, name, qty, unit_price, total)
select id, sku, name, qty, price, price * qty from placed,
  (values ('gateau-fraises-8p', 'Gâteau aux fraises (8 parts)', 2, 2250), ('macarons-12', 'Macarons (boîte de 12)', 1, 1800)) as line(sku, name, qty, price)`;
