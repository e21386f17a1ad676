import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fc } from '../../db/testing/properties.ts';
import { loadCatalogue } from '../catalog/catalogue.ts';
import { priceLine } from '../catalog/prices.ts';
import type { Actor } from '../context.ts';
import { Refusal } from '../errors.ts';
import { confirmPlaced } from '../orders/confirm.ts';
import { insertLines, insertOrder } from '../orders/place.ts';
import { orderById } from '../orders/read.ts';
import { inShop, perform } from '../perform.ts';
import { exportShop } from '../shops/export.ts';
import { importShop } from '../shops/import.ts';
import { openTestTrade, type TestTrade } from '../testing/trade.ts';
import { inventoryTool, STOCK_TOOLS, stockTool } from './index.ts';
import { lowStock } from './levels.ts';
import { followStock, moveStock } from './orders.ts';
import { fromColumn, parseQuantity, toColumn } from './quantity.ts';

let trade: TestTrade;
let member: Actor;
let customerId = 0;
let causes = 0;
before(async () => {
  trade = await openTestTrade();
  member = await trade.query(async (trx) => {
    const row = await trx.selectFrom('member').select(['id', 'name']).executeTakeFirstOrThrow();
    return { kind: 'member', memberId: row.id, role: 'owner', name: row.name };
  });
  const row = await trade.query((trx) =>
    trx
      .insertInto('customer')
      .values({
        shop_id: trade.shop.id,
        name: 'Marie',
        phone: null,
        email: null,
        address: null,
        language: null,
        note: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  customerId = row.id;
});
after(() => trade.close());

const ctx = () => trade.ctx(`test:${++causes}`, { actor: member });
const says = (tool: typeof stockTool, text: string) => perform(tool, ctx(), { text });
const stockOf = (sku: string) =>
  trade.query(async (trx) => {
    const row =
      (await trx.selectFrom('product').select('stock').where('sku', '=', sku).executeTakeFirst()) ??
      (await trx.selectFrom('variant').select('stock').where('sku', '=', sku).executeTakeFirstOrThrow());
    return row.stock === null ? null : fromColumn(row.stock);
  });
const movedOf = (sku: string) =>
  trade.query(async (trx) => {
    const rows = await trx.selectFrom('stock_movement').select('qty').where('sku', '=', sku).execute();
    return rows.reduce((sum, row) => sum + fromColumn(row.qty), 0);
  });

async function order(sku: string, qty: number): Promise<number> {
  return inShop(ctx(), async (run) => {
    const line = priceLine(await loadCatalogue(run.trx, run.shop.id), { sku, qty })!;
    const content = { name: null, date: '2026-11-28', time: null, fulfilment: null, address: null, note: null };
    const row = await insertOrder(run, {
      content,
      lines: [line],
      customerId,
      conversationId: null,
      channel: 'manual',
      draftId: null,
    });
    return row.id;
  });
}
const confirm = (id: number) =>
  inShop(ctx(), async (run) => void (await confirmPlaced(run, await orderById(run.trx, id, true), 'member')));
const cancel = (id: number) =>
  inShop(ctx(), async (run) => {
    await run.trx.updateTable('orders').set({ status: 'cancelled' }).where('id', '=', id).execute();
    await followStock(run, await orderById(run.trx, id, true));
  });
const change = (id: number, qty: number) =>
  inShop(ctx(), async (run) => {
    const was = await orderById(run.trx, id, true);
    const line = priceLine(await loadCatalogue(run.trx, run.shop.id), { sku: was.lines[0]!.sku, qty })!;
    await run.trx.deleteFrom('order_line').where('order_id', '=', id).execute();
    await insertLines(run, id, [line]);
    await moveStock(run, was, await orderById(run.trx, id));
  });

test('quantities keep three decimals both ways', () => {
  fc.assert(fc.property(fc.integer({ min: -1e9, max: 1e9 }), (n) => assert.equal(fromColumn(toColumn(n)), n)));
  assert.deepEqual(['12', '1,5', '0.250', '1,2345', '-3', 'x', ''].map(parseQuantity), [
    12_000,
    1500,
    250,
    null,
    null,
    null,
    null,
  ]);
});

test('whatever is counted, ordered, changed and cancelled: the stock is the sum of what moved', async () => {
  const sku = 'religieuse';
  const step = fc.oneof(
    fc.record({ do: fc.constant('count' as const), n: fc.integer({ min: 0, max: 30 }) }),
    fc.record({ do: fc.constantFrom('add' as const, 'take' as const), n: fc.integer({ min: 1, max: 9 }) }),
    fc.record({
      do: fc.constantFrom('order' as const, 'change' as const, 'cancel' as const),
      n: fc.integer({ min: 1, max: 9 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      await says(stockTool, `${sku} =20`);
      let expected = 20;
      const open = new Map<number, number>();
      for (const { do: what, n } of steps) {
        const [id, had] = [...open][0] ?? [];
        if (what === 'count') {
          await says(stockTool, `${sku} =${n}`);
          expected = n;
        } else if (what === 'add') {
          await says(stockTool, `${sku} +${n}`);
          expected += n;
        } else if (what === 'take') {
          const done = await says(stockTool, `${sku} -${n}`).then(() => n, refused);
          expected -= done;
        } else if (what === 'order') {
          const made = await order(sku, n);
          await confirm(made);
          open.set(made, n);
          expected -= n;
        } else if (id !== undefined && what === 'change') {
          await change(id, n);
          open.set(id, n);
          expected += had! - n;
        } else if (id !== undefined) {
          await cancel(id);
          await cancel(id);
          open.delete(id);
          expected += had!;
        }
        assert.equal(await stockOf(sku), expected * 1000, JSON.stringify(steps));
        assert.equal(await movedOf(sku), expected * 1000);
      }
    }),
    { numRuns: 15 },
  );
});

function refused(error: unknown): number {
  assert.ok(error instanceof Refusal, String(error));
  return 0;
}

test('orders confirmed at the same time each take theirs', async () => {
  await says(stockTool, 'croissant =100');
  const ids = await Promise.all(Array.from({ length: 6 }, () => order('croissant', 3)));
  await Promise.all(ids.map(confirm));
  assert.equal(await stockOf('croissant'), 82_000);
  await Promise.all(ids.map(cancel));
  assert.equal(await stockOf('croissant'), 100_000);
});

test('what was rolled back leaves nothing in the kept catalogue', async () => {
  await says(stockTool, 'brioche =5');
  const failing = inShop(ctx(), async (run) => {
    await perform(stockTool, { ...run, cause: 'inner' }, { text: 'flan' });
    await run.trx.updateTable('product').set({ stock: '1' }).where('sku', '=', 'brioche').execute();
    const { bumpCatalogue } = await import('../catalog/catalogue.ts');
    await bumpCatalogue(run.trx);
    assert.equal((await loadCatalogue(run.trx, run.shop.id)).find('brioche')!.product.stock, 1);
    throw new Error('undone');
  });
  await assert.rejects(failing, /undone/);
  await says(stockTool, 'brioche +1');
  const now = await trade.query((trx) => loadCatalogue(trx, trade.shop.id));
  assert.equal(now.find('brioche')!.product.stock, 6);
});

test('undone, a first count is no count at all, and a later one what it was', async () => {
  const undo = STOCK_TOOLS.find((tool) => tool.name === 'undo_stock')!;
  const first = await says(inventoryTool, 'mille-feuille 8');
  assert.equal(await stockOf('mille-feuille'), 8000);
  await perform(undo as typeof stockTool, ctx(), first.undo!.input as { text: string });
  assert.equal(await stockOf('mille-feuille'), null);
  await says(stockTool, 'mille-feuille =4');
  const second = await says(stockTool, 'mille-feuille =9');
  await confirm(await order('mille-feuille', 2));
  await perform(undo as typeof stockTool, ctx(), second.undo!.input as { text: string });
  assert.equal(await stockOf('mille-feuille'), 2000, 'what an order took in between stays taken');
  assert.equal(await movedOf('mille-feuille'), 2000);
});

test('a first count in a depot, undone, leaves the depot empty too', async () => {
  const undo = STOCK_TOOLS.find((tool) => tool.name === 'undo_stock')!;
  const first = await says(stockTool, 'pain-chocolat +6 réserve');
  assert.match((await says(stockTool, 'pain-chocolat')).reply!.text, /réserve\s: 6/);
  await perform(undo as typeof stockTool, ctx(), first.undo!.input as { text: string });
  assert.equal(await stockOf('pain-chocolat'), null);
  assert.doesNotMatch((await says(stockTool, 'pain-chocolat')).reply!.text, /réserve/);
});

test('one size comes back alone: the others stay sold out, each by itself; undone, all are out as before', async () => {
  const [, out, back, , undo] = STOCK_TOOLS as unknown as (typeof stockTool)[];
  const available = async () => {
    const catalogue = await trade.query((trx) => loadCatalogue(trx, trade.shop.id));
    return catalogue
      .find('framboisier')!
      .product.variants.filter((size) => !size.soldOut)
      .map((size) => size.name);
  };
  await perform(out!, ctx(), { text: 'framboisier' });
  assert.deepEqual(await available(), []);
  const done = await perform(back!, ctx(), { text: 'framboisier 8p' });
  assert.deepEqual(await available(), ['8 parts']);
  await perform(undo!, ctx(), done.undo!.input as { text: string });
  assert.deepEqual(await available(), []);
  await perform(back!, ctx(), { text: 'framboisier' });
  assert.deepEqual(await available(), ['6 parts', '8 parts', '10 parts']);
});

test('a shop file counts by a movement, with --stock alone; without it the stock stays', async () => {
  const { file } = await exportShop(trade.hub, trade.shop.id);
  const products = (file as { products: { sku: string; stock?: number }[] }).products;
  const counted = {
    ...file,
    products: products.map((one) => (one.sku === 'chouquettes' ? { ...one, stock: 7 } : one)),
  };
  const look = await importShop(trade.hub, counted, { apply: true, stock: false });
  assert.deepEqual([look.stockLeft, await stockOf('chouquettes')], [['chouquettes'], null]);
  await importShop(trade.hub, counted, { apply: true, stock: true });
  assert.equal(await stockOf('chouquettes'), 7000);
  assert.equal(await movedOf('chouquettes'), 7000);
  await importShop(trade.hub, file, { apply: true, stock: true });
  assert.equal(await stockOf('chouquettes'), null);
  assert.equal(await movedOf('chouquettes'), 0);
});

test('what is at its low mark is told, the emptiest first', async () => {
  await trade.query((trx) =>
    trx.updateTable('product').set({ low_stock: '5' }).where('sku', 'in', ['brioche', 'croissant', 'flan']).execute(),
  );
  await says(inventoryTool, 'brioche 2, croissant 5');
  const low = await inShop(ctx(), (run) => lowStock(run));
  assert.deepEqual(
    low.map((one) => [one.sku, one.stock, one.low]),
    [
      ['brioche', 2000, 5000],
      ['croissant', 5000, 5000],
    ],
  );
});
