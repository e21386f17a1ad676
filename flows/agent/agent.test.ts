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

test('a model that behaves: the question from code, then the order', async () => {
  const customer = await world.newCustomer();
  server.respondWith(draft(CAKE, { when: 'samedi' }), { text: 'Je regarde cela.' });
  const asked = await customer.says(mindOf(), SENTENCE);
  assert.match(asked.reply!.text, /^[^\n]*Gâteau aux fraises/);
  assert.doesNotMatch(asked.reply!.text, /Je regarde/);
  assert.equal(asked.reply?.choices?.length, 3);
  server.respondWith(draft([{ product: 'gateau-fraises-8p', quantity: 2 }]), place, { text: 'Merci' });
  const placed = await customer.says(mindOf(), '8 parts');
  assert.match(placed.reply!.text, /samedi 28 novembre/);
  const [order] = await ordersOf(customer);
  assert.deepEqual([order?.total, order?.due_date], [4500, '2026-11-28']);
  assert.deepEqual(server.refused, []);
  assert.equal(troubles.length, 0);
  assert.equal(server.requests[0]?.temperature, 0);
  await invariants();
});

test('code completes what the model forgets: a complete draft is placed, an order read is drafted', async () => {
  const customer = await world.newCustomer();
  server.respondWith(draft([{ product: 'framboisier-6p', quantity: 1 }]), { text: '' });
  await customer.says(mindOf(), 'je voudrais un framboisier 6 parts pour samedi');
  assert.equal((await ordersOf(customer)).length, 1);
  const other = await world.newCustomer();
  server.respondWith({ calls: [{ name: 'opening_hours' }] }, { text: '' });
  await other.says(mindOf(), 'je voudrais un framboisier 6 parts pour samedi');
  assert.equal((await ordersOf(other)).length, 1);
  await invariants();
});

test('parallel calls run in the order given', async () => {
  const customer = await world.newCustomer();
  server.respondWith(
    {
      calls: [
        { name: 'draft_order', args: { lines: [{ product: 'framboisier-6p', quantity: 1 }], when: 'samedi' } },
        { name: 'place_order' },
      ],
    },
    { text: '' },
  );
  await customer.says(mindOf(), 'je voudrais un framboisier 6 parts pour samedi');
  assert.equal((await ordersOf(customer)).length, 1);
});

test('a wrong sku, prices in the arguments, an invented product, quantity or date change nothing', async () => {
  const customer = await world.newCustomer();
  server.respondWith(
    draft(
      [
        { product: 'framboisier-6p', quantity: 90, price: 1, unit_price: 1, total: 1 },
        { product: 'macarons-12', quantity: 40 },
        { product: 'no-such-sku', quantity: 3 },
      ],
      { when: '2026-12-24', total: 1, discount: 100, date: '2026-12-24' },
    ),
    { calls: [{ name: 'place_order', args: { total: 1, status: 'confirmed' } }] },
    { text: '' },
  );
  await customer.says(mindOf(), 'je voudrais un framboisier 6 parts pour samedi');
  const [order] = await ordersOf(customer);
  assert.deepEqual([order?.total, order?.due_date], [2000, '2026-11-28']);
  await invariants();
});

test('an ambiguity is not settled by a model before the customer was asked', async () => {
  const customer = await world.newCustomer();
  server.respondWith(draft([{ product: 'gateau-fraises-10p', quantity: 2 }]), place, { text: '' });
  const answer = await customer.says(mindOf(), SENTENCE);
  assert.equal(answer.reply?.choices?.length, 3);
  assert.equal((await ordersOf(customer)).length, 0);
});

test('a quantity nobody said is asked, whatever the model says', async () => {
  const customer = await world.newCustomer();
  server.respondWith(draft([{ product: 'eclair-chocolat', quantity: 30 }]), place, { text: '' });
  const answer = await customer.says(mindOf(), 'je voudrais des éclairs au chocolat pour samedi');
  assert.ok(answer.reply!.text.startsWith(texts.askQuantity('Éclair au chocolat')));
  assert.equal((await ordersOf(customer)).length, 0);
});

test('no order, no order: a draft for a question is refused', async () => {
  const customer = await world.newCustomer();
  server.respondWith(draft([{ product: 'framboisier-6p', quantity: 1 }], { when: 'samedi' }), place, {
    text: 'Voilà.',
  });
  const answer = await customer.says(mindOf(), 'combien coûte le framboisier ?');
  assert.match(answer.reply!.text, /Framboisier\s: 6 parts 20,00/);
  const drafts = await world.query((trx) =>
    trx.selectFrom('draft').select('id').where('conversation_id', '=', customer.conversationId).execute(),
  );
  assert.equal(drafts.length, 0);
});

test('a claim of the model is never sent; a harmless sentence is', async () => {
  const customer = await world.newCustomer();
  server.respondWith({ text: 'Votre commande est confirmée, 45 €' });
  const claimed = await customer.says(mindOf(), 'vous aimez le jazz ?');
  assert.doesNotMatch(claimed.reply!.text, /confirmée|45/);
  server.respondWith({ text: 'Je peux vous aider pour nos gâteaux.' });
  assert.equal(
    (await customer.says(mindOf(), 'vous aimez le jazz ?')).reply?.text,
    'Je peux vous aider pour nos gâteaux.',
  );
  server.respondWith({ text: 'Votre commande est confirmée, 45 €' });
  const ordered = await customer.says(mindOf(), SENTENCE);
  assert.doesNotMatch(ordered.reply!.text, /confirmée/);
  assert.equal(ordered.reply?.choices?.length, 3);
});

test('phones, e-mail and addresses leave as tokens; the address comes back for the delivery', async () => {
  const customer = await world.newCustomer();
  const words =
    'je voudrais un framboisier 6 parts pour samedi livré au 12 rue de la Paix 75002 Paris, mon tel 06 12 34 56 78, mail jean.dupont@example.org';
  server.respondWith(
    draft([{ product: 'framboisier-6p', quantity: 1 }], { fulfilment: 'delivery', address: '[ADRESSE]' }),
    place,
    { text: '' },
  );
  await customer.says(mindOf(), words);
  const sent = JSON.stringify(server.requests);
  for (const secret of ['rue de la Paix', '06 12', 'dupont', '75002']) assert.ok(!sent.includes(secret), secret);
  for (const token of ['[TEL]', '[EMAIL]', '[ADRESSE]']) assert.ok(sent.includes(token), token);
  const [order] = await ordersOf(customer);
  assert.match(order!.address!, /12 rue de la Paix/);
  assert.ok(!/20,00|22,50|1800/.test(sent), 'no price leaves');
});

test('only the customer’s tools are offered, without amounts, ids or dates to fill in', async () => {
  const customer = await world.newCustomer();
  server.respondWith({ text: '' });
  await customer.says(mindOf(), 'vous aimez le jazz ?');
  const tools = server.requests[0]!.tools!.map((one) => one.function);
  assert.ok(!tools.some((one) => ['confirm_order', 'list_orders', 'modify_order', 'issue_invoice'].includes(one.name)));
  const fields = tools.flatMap((one) => Object.keys(one.parameters.properties ?? {}));
  assert.ok(
    !fields.some((field) => /price|total|date|order|customer|shop|status|discount/.test(field)),
    fields.join(' '),
  );
});
