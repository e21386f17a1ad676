import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fc } from '../../db/testing/properties.ts';
import { CATALOGUE_TOOLS } from '../catalog/commands.ts';
import type { Actor } from '../context.ts';
import { Refusal } from '../errors.ts';
import { perform } from '../perform.ts';
import { STOCK_TOOLS } from '../stock/index.ts';
import { openTestTrade, TEST_NOW, type TestTrade } from '../testing/trade.ts';
import type { Tool } from '../tool.ts';
import { CUSTOMER_TOOLS } from './index.ts';
import { type Figures, segmentsOf } from './segments.ts';

let trade: TestTrade;
let member: Actor;
let causes = 0;
before(async () => {
  trade = await openTestTrade();
  member = await trade.query(async (trx) => {
    const row = await trx.selectFrom('member').select(['id', 'name']).executeTakeFirstOrThrow();
    return { kind: 'member', memberId: row.id, role: 'owner', name: row.name };
  });
  await trade.query((trx) =>
    trx
      .insertInto('customer')
      .values(
        [
          ['Marie Lefebvre', '+33612345678'],
          ['Marie-Élise Dupont', '+33712345678'],
          ['أمينة', '+21622333444'],
          [null, '+33698765432'],
        ].map(([name, phone]) => ({
          shop_id: trade.shop.id,
          name: name ?? null,
          phone: phone!,
          email: null,
          address: null,
          language: null,
          note: null,
        })),
      )
      .execute(),
  );
});
after(() => trade.close());

const says = async (name: string, text: string) => {
  const tool = CUSTOMER_TOOLS.find((one) => one.name === name) as unknown as Tool;
  const outcome = await perform(tool, trade.ctx(`test:${++causes}`, { actor: member }), { text } as never);
  return outcome.reply!.text;
};

test('names by their beginnings, accents and script aside; phones by any part', async () => {
  assert.match(await says('show_customer', 'lefeb'), /Marie Lefebvre/);
  assert.match(await says('show_customer', 'ELISE'), /Marie-Élise/);
  assert.match(await says('show_customer', 'أمينة'), /أمينة/);
  assert.match(await says('show_customer', '06 12 34 56 78'), /Marie Lefebvre/);
  assert.match(await says('show_customer', '+33 6 12 34 56 78'), /Marie Lefebvre/);
  assert.match(await says('show_customer', 'marie 0712'), /Marie-Élise/);
  assert.match(await says('show_customer', '98765432'), /\+33698765432/);
  assert.match(
    await says('show_customer', 'marie'),
    /Marie Lefebvre[\s\S]*Marie-Élise|Marie-Élise[\s\S]*Marie Lefebvre/,
  );
  await assert.rejects(says('show_customer', 'ulie'), Refusal, 'the middle of a name names nobody');
});

test('a note keeps its lines and its own words, however many belong to the name', async () => {
  assert.match(
    await says('note_customer', 'Marie Lefebvre allergie aux noix\net au lait'),
    /allergie aux noix\net au lait/,
  );
  await assert.rejects(says('note_customer', 'Marie allergie'), /\/note c\d+ allergie — Marie/);
});

test('segments are rules on figures', () => {
  const day = 86_400_000;
  const one = (id: number, more: Partial<Figures>): Figures => ({
    ...{ id, name: `N${id}`, phone: null, email: null, orders: 1, spent: 1000, recent: 0 },
    ...{ firstAt: TEST_NOW - 200 * day, lastAt: TEST_NOW - 100 * day },
    ...more,
  });
  const all = [
    one(1, { orders: 6, spent: 6000, recent: 3, lastAt: TEST_NOW }),
    one(2, { firstAt: TEST_NOW - day, lastAt: TEST_NOW - day, recent: 1 }),
    one(3, {}),
    one(4, { spent: 9000 }),
    one(5, { lastAt: TEST_NOW - 60 * day }),
  ];
  const ids = Object.fromEntries(
    Object.entries(segmentsOf(all, TEST_NOW, 'Europe/Paris')).map(([name, list]) => [
      name,
      list.map((each) => each.id),
    ]),
  );
  assert.deepEqual(ids, { regular: [1], fresh: [2], quiet: [4, 3], big: [4] });
  assert.deepEqual(segmentsOf([], TEST_NOW, 'Europe/Paris').big, []);
});

test('whatever is typed gets a sentence, never a fault', async () => {
  const typed = [...CATALOGUE_TOOLS, ...STOCK_TOOLS, ...CUSTOMER_TOOLS] as unknown as Tool[];
  const tools = typed.filter((tool) => tool.command && tool.command.takes === 'text');
  const word = fc.oneof(
    fc.constantFrom(
      'éclair',
      'Marie',
      'framboisier',
      '8p',
      '+5',
      '=12',
      '-3',
      '24',
      '0612',
      'c1',
      'oui',
      ',',
      'stock',
      '€',
      'أمينة',
      '%',
      '(',
      '\\',
      '1e9',
      '999999999999',
      'null',
    ),
    fc.string({ maxLength: 12 }),
  );
  const text = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...tools), text, async (tool, said) => {
      const ctx = trade.ctx(`any:${++causes}`, { actor: member });
      try {
        const outcome = await perform(tool, ctx, { text: said } as never);
        assert.ok(outcome.reply?.text.trim(), `${tool.name} ${said}`);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        assert.ok(error.message.trim());
      }
    }),
    { numRuns: 250 },
  );
  const rows = await trade.query(async (trx) => ({
    products: await trx.selectFrom('product').select(['sku', 'stock']).where('stock', 'is not', null).execute(),
    moved: await trx
      .selectFrom('stock_movement')
      .select((eb) => ['sku', eb.fn.sum('qty').as('sum')])
      .groupBy('sku')
      .execute(),
  }));
  for (const { sku, stock } of rows.products)
    assert.equal(Number(stock), Number(rows.moved.find((row) => row.sku === sku)?.sum ?? 0), sku);
});
