import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Database } from './database.ts';
import { forHub, forShop, type Trx } from './shop.ts';
import { freshDatabase } from './testing/database.ts';

/*
 * The statements that run for every message and every page, at the size of a busy shop's first years, under row
 * security: none may read a large table from end to end.
 */

const ROWS = 20_000;
const CONVERSATIONS = 2_000;

let database: Database;
let shopId: number;

before(async () => {
  database = await freshDatabase();
  // Filled past row security by the test server's own login; the plans below are asked as the hub's role.
  const fill = async (slug: string, rows: number): Promise<number> => {
    const { rows: made } = await sql<{ id: number }>`insert into shop (slug, name, currency, timezone, language)
      values (${slug}, ${slug}, 'EUR', 'Europe/Paris', 'fr') returning id`.execute(database.db);
    const id = made[0]!.id;
    for (const statement of FILLING(id, rows)) await sql.raw(statement).execute(database.db);
    return id;
  };
  // Another shop's rows are newer: whoever walks back by id alone walks through all of them first.
  shopId = await fill('busy', ROWS);
  await fill('other', ROWS);
  await sql`analyze`.execute(database.db);
});
after(() => database.close());

const FILLING = (shop: number, rows: number) => [
  `insert into connection (shop_id, channel, account, secrets_sealed) values (${shop}, 'whatsapp', 'account', '')`,
  `insert into customer (shop_id, name) select ${shop}, 'c' || n from generate_series(1, ${CONVERSATIONS}) n`,
  `insert into conversation (shop_id, connection_id, channel, contact, customer_id)
     select ${shop}, (select id from connection where shop_id = ${shop}), 'whatsapp', id, id from customer where shop_id = ${shop}`,
  `insert into message (shop_id, connection_id, lane, external_id, kind, at, arrival, conversation_id, state)
     select ${shop}, k.connection_id, k.connection_id || ':' || k.contact, 'm' || k.id || '.' || n, 'message', now(), '{}', k.id,
       case when n = 1 and k.id % 50 = 0 then 'new' else 'done' end
     from conversation k, generate_series(1, ${rows / CONVERSATIONS}) n where k.shop_id = ${shop}`,
  `insert into outgoing (shop_id, conversation_id, created_at, due_at, reply, cause, state, provider_id)
     select ${shop}, k.id, now(), now(), '{}', 'c' || n, case when n = 1 and k.id % 50 = 0 then 'queued' else 'read' end, 'p' || k.id || '.' || n
     from conversation k, generate_series(1, ${rows / CONVERSATIONS}) n where k.shop_id = ${shop}`,
  `insert into orders (shop_id, short, number, status, channel, customer_id, currency, subtotal, tax, total, due_date, created_at, updated_at)
     select ${shop}, n, '2026-' || n, (array['pending','confirmed','delivered','cancelled'])[case when n % 100 = 0 then 1 when n % 50 = 0 then 2 else 3 + n % 2 end],
       'whatsapp', (select min(id) from customer where shop_id = ${shop}) + n % ${CONVERSATIONS}, 'EUR', 1, 0, 1,
       date '2026-01-01' + n % 365, timestamptz '2026-01-01' + make_interval(mins => n * 20), now()
     from generate_series(1, ${rows}) n`,
  `insert into order_line (shop_id, order_id, position, sku, name, qty, unit, unit_price, total, vat_rate)
     select ${shop}, o.id, p, 's', 's', 1, 'piece', 1, 1, 550 from orders o, generate_series(0, 1) p where o.shop_id = ${shop}`,
  `insert into work (shop_id, kind, ref, due_at, since)
     select ${shop}, 'turn', 'r' || n, now() + make_interval(secs => n), now() from generate_series(1, 5000) n`,
];

/** Pages of 8 kB that one statement may touch; a table here has 400 and more, its shop's half at least 200. */
const MOST_PAGES = 120;

type Node = { 'Shared Hit Blocks': number; 'Shared Read Blocks': number };

/** How many pages the statement really touches, and its plan. It is run, as the hub would run it. */
async function run(text: string, who: 'shop' | 'hub' = 'shop'): Promise<{ pages: number; plan: string }> {
  const ask = async (trx: Trx) => {
    const { rows } = await sql<{
      'QUERY PLAN': { Plan: Node }[];
    }>`explain (analyze, buffers, format json) ${sql.raw(text)}`.execute(trx);
    const { Plan } = rows[0]!['QUERY PLAN'][0]!;
    return { pages: Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks'], plan: JSON.stringify(Plan, null, 1) };
  };
  return who === 'hub' ? forHub(database, ask) : forShop(database, shopId, ask);
}

/** What asks it, and the statement as it is asked. */
const HOT: [string, string, ('shop' | 'hub')?][] = [
  ['the API lists the newest orders', 'select * from orders order by id desc limit 50'],
  ['the next page of them', 'select * from orders where id < 15000 order by id desc limit 50'],
  ['the newest of one status', "select * from orders where status = 'pending' order by id desc limit 50"],
  ['an order by its short number', 'select * from orders where short = 156'],
  ['an order by its number', "select * from orders where number = '2026-156'"],
  [
    'who ordered last',
    'select customer_id, created_at from orders order by created_at desc, customer_id desc limit 123',
  ],
  [
    'who ordered before that',
    "select customer_id, created_at from orders where (created_at, customer_id) < ('2026-05-01', 7) and created_at <= '2026-05-01' order by created_at desc, customer_id desc limit 123",
  ],
  ["a customer's latest orders", 'select * from orders where customer_id = 50 order by id desc limit 3'],
  [
    'what is due on a day',
    "select * from orders where due_date = '2026-05-05' and status <> 'cancelled' order by due_date, due_time, id limit 200",
  ],
  [
    'the lines of a page of orders',
    'select * from order_line where order_id in (100, 101, 102) order by order_id, position',
  ],
  ['the customers of a page of orders', 'select id, name from customer where id in (100, 101, 102)'],
  ['what is new in a lane', "select * from message where lane = '1:50' and state in ('new', 'taken') order by at, id"],
  [
    'the story of a conversation',
    "select * from message where conversation_id = 50 and kind = 'message' and id > 0 order by id desc limit 40",
  ],
  [
    'our side of the story',
    "select * from outgoing where conversation_id = 50 and created_at >= '2026-01-01' order by id desc limit 40",
  ],
  [
    'what is to be delivered',
    "select * from outgoing where conversation_id = 50 and state in ('queued', 'sending') order by id limit 1",
  ],
  [
    'what waits for an open window',
    "update outgoing set state = 'queued' where conversation_id = 50 and state = 'waiting'",
  ],
  ['the message a report is about', "select * from outgoing where provider_id = 'p50.3'"],
  ['the messages that showed an order', 'select id from outgoing where order_id = 50 and order_version = 1 limit 1'],
  ['the conversation of a contact', "select * from conversation where connection_id = 1 and contact = '50'"],
  ['a lease', "update work set lease_token = 'x' where kind = 'turn' and ref = 'r50' and due_at <= now()"],
  [
    'the sweep',
    "select * from work where due_at <= now() - interval '1 hour' and (lease_until is null or lease_until < now()) order by due_at limit 500",
    'hub',
  ],
];

for (const [what, text, who] of HOT) {
  test(`${what}: only the pages it needs`, async () => {
    const { pages, plan } = await run(text, who);
    assert.ok(pages <= MOST_PAGES, `${pages} pages: ${plan}`);
  });
}

test('the check itself sees a statement that walks through all of a shop', async () => {
  const { pages } = await run("select * from message where arrival = '[]'");
  assert.ok(pages > MOST_PAGES, `only ${pages} pages`);
});
