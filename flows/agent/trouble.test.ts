import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { type FakeOpenAI, type Step, startFakeOpenAI } from '../../bot/fakes/openai.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { TestCustomer, TestShop } from '../customer/testing-shop.ts';
import { openTestShop } from '../customer/testing-shop.ts';
import { createMind, type Mind, type MindOptions } from './model.ts';

const texts = textsFor('fr').customer;
let world: TestShop;
let server: FakeOpenAI;
let troubles: string[];

before(async () => {
  world = await openTestShop({ assistant: { model: true } });
});
after(() => world?.close());
beforeEach(async () => {
  server = await startFakeOpenAI();
  troubles = [];
});
afterEach(() => server.close());

const mindOf = (options: Partial<MindOptions> = {}): Mind =>
  createMind({
    apiKey: server.apiKey,
    baseUrl: server.url,
    model: 'fake',
    onTrouble: (why) => troubles.push(why),
    ...options,
  });

const draft = (lines: unknown, more: object = {}): Step => ({
  calls: [{ name: 'draft_order', args: { lines, ...more } }],
});
const place: Step = { calls: [{ name: 'place_order' }] };
const CAKE = [{ product: 'gateau-fraises', quantity: 2 }];
const SENTENCE = 'Bonjour, je voudrais 2 gâteaux aux fraises pour samedi svp';

const ordersOf = (customer: TestCustomer) =>
  world.query((trx) => trx.selectFrom('orders').selectAll().where('customer_id', '=', customer.customerId).execute());

/** Whatever a model does: catalogue prices, right totals, nothing confirmed, at most one order a turn. */
async function invariants(): Promise<void> {
  const orders = await world.query((trx) => trx.selectFrom('orders').selectAll().execute());
  const lines = await world.query((trx) => trx.selectFrom('order_line').selectAll().execute());
  const prices = await world.query((trx) => trx.selectFrom('variant').select(['sku', 'price']).execute());
  const products = await world.query((trx) => trx.selectFrom('product').select(['sku', 'price']).execute());
  const price = new Map([...products, ...prices].map((row) => [row.sku, row.price]));
  for (const line of lines) {
    assert.equal(line.unit_price, price.get(line.sku));
    assert.equal(line.total, Math.round(Number(line.qty) * line.unit_price));
  }
  for (const order of orders) {
    assert.equal(order.status, 'pending');
    const sum = lines.filter((line) => line.order_id === order.id).reduce((total, line) => total + line.total, 0);
    assert.equal(order.total, sum + order.shipping);
  }
}

const modelDownTold = async () =>
  (await world.told()).filter((reply) => reply.text === textsFor('fr').member.modelDown).length;

test('an unknown tool hands the turn to the rules, and the members hear of it once', async () => {
  const customer = await world.newCustomer();
  const before = await modelDownTold();
  server.respondWith({ calls: [{ name: 'confirm_order', args: { order: 1 } }] });
  const answer = await customer.says(mindOf(), SENTENCE);
  assert.equal(answer.reply?.choices?.length, 3);
  server.respondWith({ calls: [{ name: 'give_discount', args: {} }] });
  await customer.says(mindOf(), '8 parts');
  assert.equal((await ordersOf(customer)).length, 1);
  assert.equal(await modelDownTold(), Math.max(1, before));
  assert.deepEqual(troubles, ['nonsense', 'nonsense']);
  await invariants();
});

test('malformed JSON, arguments that do not fit, garbage: the rules answer', async () => {
  const broken: Step[][] = [
    [{ calls: [{ name: 'draft_order', rawArguments: '{"lines": [' }] }],
    [draft('two cakes'), draft([{ product: 7, quantity: 'beaucoup' }])],
    [{ garbage: true }, { garbage: true }],
  ];
  for (const steps of broken) {
    const customer = await world.newCustomer();
    server.respondWith(...steps);
    const answer = await customer.says(mindOf(), SENTENCE);
    assert.equal(answer.reply?.choices?.length, 3);
  }
  assert.equal(troubles.length, 3);
});

test('one malformed call is forgiven', async () => {
  const customer = await world.newCustomer();
  server.respondWith(draft('two cakes'), draft(CAKE), { text: '' });
  await customer.says(mindOf(), SENTENCE);
  assert.equal(troubles.length, 0);
  assert.equal(server.requests.length, 3);
  assert.deepEqual(server.refused, []);
});

test('errors and slowness: the rules answer, told once in six hours, the model rests', async () => {
  const customer = await world.newCustomer();
  server.otherwise({ status: 500 });
  const mind = mindOf();
  const answer = await customer.says(mind, SENTENCE);
  assert.equal(answer.reply?.choices?.length, 3);
  assert.equal(server.requests.length, 2, 'one retry');
  await customer.says(mind, '8 parts');
  assert.equal(server.requests.length, 2, 'it rests');
  assert.equal((await ordersOf(customer)).length, 1);
  assert.equal(await modelDownTold(), 1);

  const slow = await world.newCustomer();
  server.otherwise({ delayMs: 60_000 });
  const late = await slow.says(mindOf({ callMs: 150 }), SENTENCE);
  assert.equal(late.reply?.choices?.length, 3);
  assert.equal(server.requests.length, 3, 'slow is not tried twice');
  assert.equal(await modelDownTold(), 1);
  world.clock.now += 6 * 3_600_000;
  server.otherwise({ status: 401 });
  await slow.says(mindOf(), 'vos horaires ?');
  assert.equal(await modelDownTold(), 2);
  world.clock.now -= 6 * 3_600_000;
});

test('a model that fails after it placed the order: the order stands, once, and is answered', async () => {
  const customer = await world.newCustomer();
  server.respondWith(draft([{ product: 'framboisier-6p', quantity: 1 }]), place);
  server.otherwise({ status: 500 });
  const answer = await customer.says(mindOf(), 'je voudrais un framboisier 6 parts pour samedi');
  assert.match(answer.reply!.text, /Framboisier/);
  assert.equal((await ordersOf(customer)).length, 1);
});

test('the same call twice stops the run; what was found is the answer', async () => {
  const customer = await world.newCustomer();
  server.otherwise({ calls: [{ name: 'search_catalogue', args: { words: 'framboisier' } }] });
  const answer = await customer.says(mindOf(), 'combien coûte le framboisier ?');
  assert.match(answer.reply!.text, /Framboisier/);
  assert.equal(server.requests.length, 2);
});

test('an endless loop ends after six calls with a polite hand-over', async () => {
  const customer = await world.newCustomer();
  let count = 0;
  server.otherwise(() => {
    count++;
    return { calls: [{ name: 'search_catalogue', args: { words: `framboisier ${count}` } }] };
  });
  const answer = await customer.says(mindOf(), 'combien coûte le framboisier ?');
  assert.ok(answer.reply!.text.includes(texts.handedOver));
  assert.equal(server.requests.length, 7);
});

test('a turn that thinks too long after it began brings a person', async () => {
  const customer = await world.newCustomer();
  server.respondWith({ calls: [{ name: 'opening_hours' }] }, { delayMs: 60_000 });
  const answer = await customer.says(mindOf({ limits: { turnMs: 3_000 } }), 'combien coûte le framboisier ?');
  assert.ok(answer.reply!.text.includes(texts.handedOver));
});

test('a server that gives everything the same id does not break the loop', async () => {
  const customer = await world.newCustomer();
  server.useConstantId('same');
  server.respondWith(draft([{ product: 'framboisier-6p', quantity: 1 }]), place, { text: '' });
  await customer.says(mindOf(), 'je voudrais un framboisier 6 parts pour samedi');
  assert.equal(server.requests.length, 3);
  assert.deepEqual(server.refused, []);
  assert.equal((await ordersOf(customer)).length, 1);
});
