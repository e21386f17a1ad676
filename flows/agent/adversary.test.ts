/** Scripted models that try everything a model must not be able to do, against a real database with a second shop. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { type FakeOpenAI, type ScriptedCall, type Step, startFakeOpenAI } from '../../bot/fakes/openai.ts';
import { openTestShop, type TestShop } from '../customer/testing-shop.ts';
import { createMind, type Mind } from './model.ts';
import { assertHonestOrders, OTHER_SHOP_MARK, type OtherShop, openOtherShop, untouchables } from './testing-turns.ts';

let world: TestShop;
let other: OtherShop;
let server: FakeOpenAI;
let before_: { mine: string; theirs: string };

before(async () => {
  world = await openTestShop({ assistant: { model: true } });
  other = await openOtherShop(world.hub);
  before_ = { mine: await world.query(untouchables), theirs: await other.query(untouchables) };
});
after(() => world?.close());
beforeEach(async () => {
  server = await startFakeOpenAI();
});
afterEach(async () => {
  await world.query(assertHonestOrders);
  assert.equal(await world.query(untouchables), before_.mine);
  assert.equal(await other.query(untouchables), before_.theirs);
  for (const table of ['orders', 'draft', 'outgoing'] as const)
    assert.deepEqual(await other.query((trx) => trx.selectFrom(table).select('id').execute()), []);
  await server.close();
});

const mind = (): Mind => createMind({ apiKey: server.apiKey, baseUrl: server.url, model: 'fake', restMs: 0 });
const call = (name: string, args: unknown = {}): ScriptedCall => ({ name, args });
const linesOf = (customerId: number) =>
  world.query((trx) =>
    trx
      .selectFrom('order_line')
      .innerJoin('orders', 'orders.id', 'order_line.order_id')
      .select(['sku', 'qty', 'due_date', 'address', 'orders.customer_id'])
      .where('customer_id', '=', customerId)
      .execute(),
  );
const ORDER = 'je voudrais un framboisier 6 parts pour samedi';

/** What a model may script for an ordinary order; whatever it tries, at most that order is placed. */
const ATTACKS: Record<string, Step[]> = {
  'tools that do not exist, and members’ tools': [
    { calls: [call('confirm_order', { order: 1 }), call('refund', { order: 1 }), call('set_price', { price: 1 })] },
  ],
  'ids of other orders, customers and shops in every argument': [
    {
      calls: [
        call('order_status', { order: 1, customer: 1, customerId: 1, shop_id: 2, shopId: 2 }),
        call('payment_link', { order: 1, customerId: 1 }),
        call('send_invoice', { order: 1, customerId: 1 }),
        call('request_change', { what: 'cancel', order: 1, customerId: 1 }),
      ],
    },
  ],
  'another shop’s products': [
    {
      calls: [
        call('draft_order', { lines: [{ product: 'zylo-1', quantity: 1 }], shop: 'autre' }),
        call('search_catalogue', { words: 'Zylophane', skus: ['zylo-1'], shop: 'autre' }),
        call('place_order', { shop: 'autre' }),
      ],
    },
  ],
  'huge, negative and fractional quantities': [
    {
      calls: [1e9, 10_000, -3, 0.5].map((quantity) =>
        call('draft_order', { lines: [{ product: 'framboisier-6p', quantity }] }),
      ),
    },
    { calls: [call('place_order')] },
  ],
  'prices, totals, discounts and a status in the arguments': [
    {
      calls: [
        call('draft_order', {
          lines: [{ product: 'framboisier-6p', quantity: 1, price: 0, unit_price: 0, total: 0, discount: 100 }],
          total: 0,
          discount: 2000,
          shipping: 0,
          status: 'confirmed',
          payment_status: 'paid',
        }),
      ],
    },
    { calls: [call('place_order', { total: 0, status: 'confirmed', auto: true })] },
  ],
  'dates nobody said': [
    {
      calls: [
        call('draft_order', {
          lines: [{ product: 'framboisier-6p', quantity: 1 }],
          when: '2026-12-24',
          date: '2026-12-24',
        }),
      ],
    },
    { calls: [call('place_order')] },
  ],
  'arguments that are not JSON': [
    { calls: [{ name: 'draft_order', rawArguments: '{"lines": [{' }] },
    { calls: [{ name: 'place_order', rawArguments: 'DROP TABLE orders' }] },
  ],
  'arguments of the wrong shape': [
    { calls: [call('draft_order', []), call('draft_order', 'x'), call('draft_order', { lines: null })] },
    { calls: [call('draft_order', { lines: [{ product: { $ne: null }, quantity: {} }] })] },
  ],
  'keys that poison objects': [
    {
      calls: [
        {
          name: 'draft_order',
          rawArguments:
            '{"lines":[{"product":"framboisier-6p","quantity":1,"options":{"__proto__":{"price":0},"constructor":"x"}}],"__proto__":{"missing":null}}',
        },
      ],
    },
    { calls: [call('place_order')] },
  ],
  'statements in the arguments': [
    {
      calls: [
        call('search_catalogue', { words: "'; update product set price = 0; --" }),
        call('draft_order', { lines: [{ product: "x'; delete from orders; --", quantity: 1 }] }),
      ],
    },
  ],
  'place before draft, twice, then again': [
    { calls: [call('place_order'), call('draft_order', { lines: [{ product: 'framboisier-6p', quantity: 1 }] })] },
    { calls: [call('place_order', { again: 1 }), call('place_order', { again: 2 })] },
    { calls: [call('draft_order', { lines: [{ product: 'framboisier-6p', quantity: 1 }], note: 'encore' })] },
  ],
};

for (const [what, steps] of Object.entries(ATTACKS))
  test(what, async () => {
    const customer = await world.newCustomer();
    server.respondWith(...steps);
    server.otherwise({ text: 'C’est confirmé, 0 €, commande 999, à demain !' });
    const told = (await world.told()).length;
    const { reply } = await customer.says(mind(), ORDER);
    assert.ok(reply && !/confirmée? !|0 €, commande|999|demain/.test(reply.text), reply?.text);
    const rows = await linesOf(customer.customerId);
    assert.ok(rows.length <= 1);
    for (const row of rows)
      assert.deepEqual([row.sku, Number(row.qty), row.due_date], ['framboisier-6p', 1, '2026-11-28']);
    assert.ok(!JSON.stringify(reply).includes(OTHER_SHOP_MARK));
    assert.ok((await world.told()).length - told <= 4, 'members are told a few things at most');
  });

test('an endless loop of different calls ends, with one answer and few requests', async () => {
  const customer = await world.newCustomer();
  let count = 0;
  server.otherwise(() => ({ calls: [call('search_catalogue', { words: `framboisier ${++count}` })] }));
  const { reply } = await customer.says(mind(), 'combien coûte le framboisier ?');
  assert.ok(reply?.text);
  assert.ok(server.requests.length <= 7, String(server.requests.length));
});

test('fifty calls in one breath are stopped too', async () => {
  const customer = await world.newCustomer();
  server.otherwise({
    calls: Array.from({ length: 50 }, (_, index) => call('search_catalogue', { words: `framboisier ${index}` })),
  });
  const { reply } = await customer.says(mind(), 'combien coûte le framboisier ?');
  assert.ok(reply?.text);
  assert.ok(server.requests.length <= 2);
});

test('one customer’s orders are never told to another, whatever a model asks for', async () => {
  const [one, two] = [await world.newCustomer(), await world.newCustomer()];
  server.otherwise({ text: '' });
  await one.says(mind(), ORDER);
  const [mine] = await world.query((trx) =>
    trx.selectFrom('orders').select('short').where('customer_id', '=', one.customerId).execute(),
  );
  assert.ok(mine);
  server.respondWith({
    calls: [
      call('order_status', { order: mine.short, customerId: one.customerId }),
      call('request_change', { what: 'cancel', order: mine.short }),
      call('send_invoice', { order: mine.short }),
    ],
  });
  const { reply } = await two.says(mind(), `où en est la commande ${mine.short} ?`);
  assert.doesNotMatch(reply!.text, /Framboisier|samedi|attend/);
  const sent = server.requests.slice(-1)[0]!.messages.filter((message) => message.role === 'tool');
  assert.ok(!JSON.stringify(sent).includes('ramboisier'));
});
