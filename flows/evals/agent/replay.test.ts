import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type FakeOpenAI, startFakeOpenAI } from '../../../bot/fakes/openai.ts';
import { startTestHub, type TestHub } from '../../../bot/testing/hub.ts';
import { aShop, CUSTOMER_PHONE, PHONE_NUMBER_ID } from '../../../bot/testing/shop.ts';
import { DEMO_SHOP } from '../../../tools/shops/demo-shop.ts';
import { optionsFrom, replay, reportOf } from './replay.ts';
import { differencesOf } from './scratch.ts';

let server: FakeOpenAI;
let dir: string;
before(async () => {
  server = await startFakeOpenAI();
  dir = mkdtempSync(join(tmpdir(), 'replay-'));
});
after(async () => {
  await server.close();
  rmSync(dir, { recursive: true, force: true });
});
const args = (...more: string[]) => optionsFrom(['--model', 'fake', '--base-url', server.url, ...more], server.apiKey);

test('differences are told field by field', () => {
  const order = { items: { a: 1 }, date: '2026-11-28', time: null, address: '12, rue de la Paix' };
  assert.deepEqual(differencesOf({ orders: [order] }, { orders: [{ ...order, address: '12 Rue de la paix' }] }), []);
  assert.deepEqual(
    differencesOf(
      { outcome: 'ordered', orders: [order] },
      {
        outcome: 'asking',
        orders: [{ items: { a: 2 }, date: null, time: '10:00', address: null }],
      },
    ).map(({ field, was, now }) => [field, was, now]),
    [
      ['outcome', 'ordered', 'asking'],
      ['items', '1 a', '2 a'],
      ['date', '2026-11-28', '-'],
      ['time', '-', '10:00'],
      ['address', '12 rue de la paix', '-'],
    ],
  );
  assert.deepEqual(differencesOf({ orders: [order] }, { orders: [] }), [{ field: 'orders', was: '1', now: '0' }]);
});

test('recorded conversations on another model: judged on the scratch database, the rest of the shop left alone', async () => {
  const cases = join(dir, 'cases.jsonl');
  const shop = join(dir, 'shop.json');
  writeFileSync(shop, JSON.stringify({ ...DEMO_SHOP, shop: 'essai' }));
  const said = (id: string, text: string, orders: object[]) =>
    JSON.stringify({ id, turns: [{ text, at: '2026-11-24T10:00:00+01:00' }], happened: { orders } });
  writeFileSync(
    cases,
    [
      said('same', '1 framboisier 6 parts pour samedi', [{ items: { 'framboisier-6p': 1 }, date: '2026-11-28' }]),
      said('other', '2 religieuses pour samedi', [{ items: { religieuse: 3 }, date: '2026-11-29', time: null }]),
      said('question', 'vous aimez le jazz ?', [{ items: { flan: 1 } }]),
    ].join('\n'),
  );
  server.otherwise({ text: '' });
  const result = await replay(args('--cases', cases, '--shop', shop));
  assert.deepEqual(
    result.conversations.map((one) => one.differences),
    [
      [],
      [
        { field: 'items', was: '3 religieuse', now: '2 religieuse' },
        { field: 'date', was: '2026-11-29', now: '2026-11-28' },
      ],
      [{ field: 'orders', was: '1', now: '0' }],
    ],
  );
  assert.deepEqual(result.fields, { items: 1, date: 1, orders: 1 });
  assert.ok(result.calls >= 3 && result.tokens === 15 * result.calls, 'the model was asked and counted');
  assert.match(reportOf(result), /other\n {4}items.*was 3 religieuse.*fake 2 religieuse[\s\S]*1 of 3 conversations/);
});

test('a shop’s own past, read from its database and played again', async () => {
  const hub: TestHub = await startTestHub({ shops: [aShop('maison')] });
  try {
    const since = hub.graph.sent.length;
    await hub.deliver(
      hub.graph.inboundText({
        phoneNumberId: PHONE_NUMBER_ID,
        from: CUSTOMER_PHONE,
        name: 'Marie',
        text: '3 éclairs au chocolat et 2 religieuses pour samedi, mon tel 06 12 34 56 78',
      }),
    );
    await hub.graph.waitFor((one) => hub.graph.sent.indexOf(one) >= since && one.to === CUSTOMER_PHONE, 20_000);
    await hub.quiet();
    server.otherwise({ text: '' });
    const before = server.requests.length;
    const result = await replay(args('--database', hub.env.DATABASE_URL!, '--shop', 'maison', '--last', '5'));
    assert.equal(result.conversations.length, 1);
    assert.deepEqual(result.conversations[0]?.differences, [], reportOf(result));
    assert.equal(result.conversations[0]?.failed, null);
    assert.ok(server.requests.length > before);
    assert.ok(!JSON.stringify(server.requests).includes('34 56'), 'personal data stays at home here too');
    const orders = await hub.look('maison', (trx) => trx.selectFrom('orders').select('id').execute());
    assert.equal(orders.length, 1, 'the shop’s own database was only read');
    await assert.rejects(replay(args('--database', hub.env.DATABASE_URL!, '--shop', 'nobody')), /there is: maison/);
  } finally {
    await hub.close();
  }
});

test('options that make no sense are refused with a sentence', () => {
  for (const [given, says] of [
    [['--base-url', 'x'], /--model/],
    [['--model', 'a', '--base-url', 'nowhere'], /--base-url/],
    [['--model', 'a', '--base-url', 'http://localhost', '--database', 'x'], /--shop/],
    [['--model', 'a', '--base-url', 'http://localhost', '--last', 'many'], /--last/],
  ] as const)
    assert.throws(() => optionsFrom([...given], undefined), says);
  assert.throws(() => optionsFrom(['--model', 'a'], undefined), /OPENAI_API_KEY/);
});
