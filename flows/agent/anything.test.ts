import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fc } from '../../db/testing/properties.ts';
import type { Ctx } from '../../tools/context.ts';
import { readTurn } from '../customer/story.ts';
import { openTestShop, TEST_NOW, type TestShop } from '../customer/testing-shop.ts';
import { readerFor } from '../reader.ts';
import type { Turn } from '../turn.ts';
import { CUSTOMER_TOOLS, openDesk } from './desk.ts';
import { prepare } from './model-input.ts';

let world: TestShop;
before(async () => {
  world = await openTestShop();
});
after(() => world?.close());

const product = fc.constantFrom(
  'framboisier-6p',
  'gateau-fraises',
  'gateau-fraises-10p',
  'macarons',
  'nothing',
  '',
  '1; drop table',
);
const proposal = fc.record(
  {
    lines: fc.array(
      fc.record({
        product,
        quantity: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 10_000 }), fc.constantFrom(1, 2)),
        price: fc.integer(),
      }),
      { maxLength: 4 },
    ),
    when: fc.constantFrom('samedi', 'demain', '2026-12-24', 'hier'),
    address: fc.constantFrom('[ADRESSE]', '1 rue inventée'),
    total: fc.integer(),
    customerId: fc.integer(),
  },
  { requiredKeys: ['lines'] },
);
const call = fc.oneof(
  fc.tuple(fc.constant('draft_order'), proposal),
  fc.tuple(
    fc.constantFrom(...CUSTOMER_TOOLS.map((tool) => tool.name).filter((name) => name !== 'draft_order')),
    fc.record({
      what: fc.constantFrom('change', 'cancel'),
      words: fc.constantFrom('', 'framboisier'),
      order: fc.integer(),
    }),
  ),
);
const sentences = [
  '1 framboisier 6 parts pour samedi',
  '2 gâteaux aux fraises pour samedi',
  'combien coûte le framboisier ?',
  'bonjour',
];

test('whatever is called, in any order: catalogue prices, at most one order a turn, no order nobody asked for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...sentences), fc.array(call, { maxLength: 6 }), async (text, calls) => {
      const customer = await world.newCustomer();
      const { turn, ctx } = turnOf(customer.conversationId, customer.customerId, text);
      const facts = readTurn(turn, await readerFor(ctx), null);
      const desk = openDesk(ctx);
      for (const [name, args] of calls) {
        const prepared = attempt(() => prepare(name, facts, args));
        if (prepared && 'input' in prepared) await desk.act(name, prepared.input);
      }
      await check(customer.customerId, text);
    }),
    { numRuns: 60 },
  );
});

/** Arguments that do not fit the schema are refused before anything runs. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    assert.equal((error as Error).name, 'ZodError');
    return null;
  }
}

async function check(customerId: number, text: string): Promise<void> {
  const orders = await world.query((trx) =>
    trx.selectFrom('orders').selectAll().where('customer_id', '=', customerId).execute(),
  );
  assert.ok(orders.length <= 1);
  const [order] = orders;
  if (!order) return;
  assert.equal(text, sentences[0], 'only the complete order can be placed in one turn');
  const lines = await world.query((trx) =>
    trx.selectFrom('order_line').selectAll().where('order_id', '=', order.id).execute(),
  );
  assert.deepEqual(
    lines.map((line) => [line.sku, Number(line.qty), line.unit_price, line.total]),
    [['framboisier-6p', 1, 2000, 2000]],
  );
  const { status, due_date, total, shipping, address } = order;
  assert.deepEqual([status, due_date, total - shipping, address], ['pending', '2026-11-28', 2000, null]);
}

let turns = 0;

function turnOf(conversationId: number, customerId: number, text: string): { turn: Turn; ctx: Ctx } {
  turns++;
  const { hub, shop } = world;
  const cause = `turn:any:${turns}`;
  const turn: Turn = {
    hub,
    shop,
    id: turns,
    cause,
    conversation: {
      id: conversationId,
      channel: 'simulator',
      customerId,
      member: null,
      language: 'fr',
      introduced: true,
    },
    messages: [{ id: turns, externalId: `any-${turns}`, at: TEST_NOW, content: { kind: 'text', text }, text }],
    story: [{ from: 'customer', text }],
  };
  const actor = { kind: 'customer' as const, customerId, conversationId };
  return { turn, ctx: { hub, shop, actor, language: 'fr', cause } };
}
