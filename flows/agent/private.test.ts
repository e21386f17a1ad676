/** What leaves for a model's server, and what never does: personal data, traces, a shop's words without its consent. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { type FakeOpenAI, startFakeOpenAI } from '../../bot/fakes/openai.ts';
import { openTestShop, type TestShop } from '../customer/testing-shop.ts';
import { createMind, type Mind, modelHost } from './model.ts';

let willing: TestShop;
let silent: TestShop;
let server: FakeOpenAI;

before(async () => {
  willing = await openTestShop({ assistant: { model: true } });
  silent = await openTestShop();
});
after(async () => {
  await willing?.close();
  await silent?.close();
});
beforeEach(async () => {
  server = await startFakeOpenAI();
});
afterEach(() => server.close());

const mindOf = (): Mind => createMind({ apiKey: server.apiKey, baseUrl: server.url, model: 'gpt-4.1-mini' });
const callsOf = (world: TestShop) => world.query((trx) => trx.selectFrom('model_call').selectAll().execute());

test('a shop that has not switched the model on is never sent anywhere', async () => {
  const customer = await silent.newCustomer();
  server.otherwise({ text: 'Bonjour' });
  await customer.says(mindOf(), 'vous aimez le jazz ?');
  await customer.says(mindOf(), 'je voudrais un framboisier 6 parts pour samedi');
  assert.equal(server.requests.length, 0);
  assert.deepEqual(await callsOf(silent), []);
});

/** Personal data as people write it, each with what must not be found in what was sent. */
const SECRETS: [text: string, never: string[]][] = [
  [
    'livrez au 12 bis rue de la Paix, 75002 Paris svp, mon tel 06 12 34 56 78',
    ['rue de la', 'Paix', '75002', '06 12', '34 56'],
  ],
  ['mon numéro : +33 6 12 34 56 78 ou jean.dupont@example.org', ['612', '34 56', 'dupont', 'example.org']],
  ['numéro 216 20 123 456, adresse 5 avenue Habib Bourguiba Tunis', ['20 123', 'Habib', 'Bourguiba']],
  ['رقمي ٠٦١٢٣٤٥٦٧٨ والعنوان 12 نهج الحبيب بورقيبة', ['٠٦١٢', 'بورقيبة', 'الحبيب']],
  ['my address is 221 Baker Street London, call 07 11 22 33 44', ['Baker', 'London', '07 11', '22 33']],
  ['mon iban FR76 3000 6000 0112 3456 7890 189 pour le remboursement', ['FR76', '3000 6000', '7890']],
  ['marie (at) gmail.com, et le zéro six douze trente-quatre cinquante-six', ['marie', 'gmail', 'trente-quatre']],
];

for (const [text, never] of SECRETS)
  test(`never leaves: ${text}`, async () => {
    const customer = await willing.newCustomer();
    server.otherwise({ text: '' });
    await customer.says(mindOf(), `je voudrais un framboisier 6 parts pour samedi. ${text}`);
    await customer.says(mindOf(), 'et vous aimez le jazz ?');
    const sent = JSON.stringify(server.requests);
    assert.ok(server.requests.length > 0);
    for (const secret of never) assert.ok(!sent.includes(secret), `${secret} left`);
  });

test('the shop’s own recap and a tool’s answer leave as tokens too; the address comes back for the delivery', async () => {
  const customer = await willing.newCustomer();
  server.respondWith(
    {
      calls: [
        {
          name: 'draft_order',
          args: {
            lines: [{ product: 'framboisier-6p', quantity: 1 }],
            fulfilment: 'delivery',
            address: '[ADRESSE]',
            note: '[TEL]',
          },
        },
      ],
    },
    { calls: [{ name: 'place_order' }] },
    { text: '' },
    { text: '' },
  );
  await customer.says(
    mindOf(),
    'je voudrais un framboisier 6 parts pour samedi livré au 12 rue de la Paix 75002 Paris, tel 06 12 34 56 78',
  );
  await customer.says(mindOf(), 'vous aimez le jazz ?');
  const order = await willing.query((trx) =>
    trx.selectFrom('orders').selectAll().where('customer_id', '=', customer.customerId).executeTakeFirstOrThrow(),
  );
  assert.match(order.address!, /12 rue de la Paix/);
  const sent = JSON.stringify(server.requests);
  for (const secret of ['rue de la Paix', '75002', '06 12']) assert.ok(!sent.includes(secret), secret);
});

test('only this conversation: another customer’s words and orders are not in it', async () => {
  const [one, other] = [await willing.newCustomer(), await willing.newCustomer()];
  server.otherwise({ text: '' });
  await one.says(mindOf(), 'vous aimez le trombone ?');
  const before = server.requests.length;
  await other.says(mindOf(), 'vous aimez le jazz ?');
  assert.ok(!JSON.stringify(server.requests.slice(before)).includes('trombone'));
});

test('tracing stays off whatever the environment says', async () => {
  const seen: string[] = [];
  const collector = createServer((request, response) => {
    seen.push(request.url ?? '');
    response.end('{}');
  });
  await new Promise<void>((ready) => collector.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const variables: Record<string, string> = {
    LANGSMITH_TRACING: 'true',
    LANGSMITH_TRACING_V2: 'true',
    LANGCHAIN_TRACING_V2: 'true',
    LANGCHAIN_TRACING: 'true',
    LANGSMITH_ENDPOINT: url,
    LANGCHAIN_ENDPOINT: url,
    LANGSMITH_API_KEY: 'lsv2_fake',
    LANGCHAIN_API_KEY: 'lsv2_fake',
    LANGSMITH_TRACING_BACKGROUND: 'false',
    LANGCHAIN_CALLBACKS_BACKGROUND: 'false',
  };
  Object.assign(process.env, variables);
  try {
    // Proof that this machine would trace: the library alone does.
    const { RunnableLambda } = await import('@langchain/core/runnables');
    await RunnableLambda.from(() => 'x').invoke('secret');
    for (let tries = 0; tries < 200 && seen.length === 0; tries++) await new Promise((done) => setTimeout(done, 25));
    assert.ok(seen.length > 0, 'the collector hears of what is traced');
    await new Promise((done) => setTimeout(done, 300));
    seen.length = 0;
    const customer = await willing.newCustomer();
    server.respondWith({ calls: [{ name: 'search_catalogue', args: { words: 'framboisier' } }] });
    server.otherwise({ text: '' });
    await customer.says(mindOf(), 'combien coûte le framboisier ?');
    const other = await silent.newCustomer();
    await other.says(mindOf(), 'je voudrais un framboisier 6 parts pour samedi');
    await new Promise((done) => setTimeout(done, 800));
    assert.ok(server.requests.length > 0);
    assert.deepEqual(seen, []);
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
    collector.closeAllConnections();
    collector.close();
  }
});

test('what a call cost is written down with its conversation; a failed one too', async () => {
  const world = await openTestShop({ assistant: { model: true, monthly_budget: 1 } });
  try {
    const customer = await world.newCustomer();
    server.respondWith({ calls: [{ name: 'opening_hours' }] }, { text: '' });
    await customer.says(mindOf(), 'vos horaires ?');
    const calls = await callsOf(world);
    assert.deepEqual(
      calls.map((call) => [call.conversation_id, call.month, call.tokens_in, call.tokens_out, call.cost_micro]),
      [1, 2].map(() => [customer.conversationId, '2026-11', 10, 5, 12]),
    );
    server.otherwise({ status: 500 });
    await customer.says(mindOf(), 'combien coûte le framboisier ?');
    assert.deepEqual(
      (await callsOf(world)).slice(2).map((call) => [call.failed, call.tokens_in, call.cost_micro]),
      [[true, 0, 0]],
    );
  } finally {
    await world.close();
  }
});

test('the month’s budget stops the model, the next month lets it go on', async () => {
  const world = await openTestShop({ assistant: { model: true, monthly_budget: 1 } });
  try {
    const customer = await world.newCustomer();
    server.otherwise({ text: '' });
    await world.query((trx) =>
      trx
        .insertInto('model_call')
        .values({
          shop_id: world.shop.id,
          conversation_id: customer.conversationId,
          turn_id: null,
          at: new Date(world.clock.now),
          month: '2026-11',
          model: 'x',
          tokens_in: 1,
          tokens_out: 1,
          cost_micro: 10_000,
        })
        .execute(),
    );
    await customer.says(mindOf(), 'vous aimez le jazz ?');
    await customer.says(mindOf(), 'et le rock ?');
    assert.equal(server.requests.length, 0);
    const told = (await world.told()).filter((reply) => /Le budget du modèle de langue/.test(reply.text));
    assert.equal(told.length, 1);
    world.clock.now += 10 * 86_400_000;
    await customer.says(mindOf(), 'vous aimez le jazz ?');
    assert.equal(server.requests.length, 1);
  } finally {
    await world.close();
  }
});

test('the host that a customer is told is the one that answers', () => {
  assert.equal(modelHost(null), 'api.openai.com');
  assert.equal(modelHost('http://localhost:11434/v1'), 'localhost:11434');
});
