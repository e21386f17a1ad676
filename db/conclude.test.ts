import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { conclude, gather, lastly, later, together } from './connection.ts';
import type { Database } from './database.ts';
import { forShop, type Trx } from './shop.ts';
import { freshDatabase } from './testing/database.ts';

let database: Database & { url: string };
before(async () => {
  database = await freshDatabase();
});
after(() => database.close());

const ONE = sql<{ one: number }>`select 1 as one`;
const own = () => sql<{ shop: string }>`select current_setting('app.shop_id', true) as shop`;

test('a look is asked with its commit: what waited is written, and the rows come back', async () => {
  const rows = await database.db.transaction().execute(async (trx) => {
    await later(trx, sql`insert into installation (key, value) values ('concluded', 'x')`);
    return conclude(trx, sql<{ n: number }>`select count(*)::int as n from installation where key = 'concluded'`, ONE);
  });
  assert.deepEqual(rows, [[{ n: 1 }], [{ one: 1 }]]);
  const kept = await sql`select value from installation where key = 'concluded'`.execute(database.db);
  assert.deepEqual(kept.rows, [{ value: 'x' }]);
});

test('nothing is asked, written or left outside of the transaction once it is over', async () => {
  const afterwards: ((trx: Trx) => Promise<unknown>)[] = [
    (trx) => together(trx, own()),
    (trx) => own().execute(trx),
    (trx) => later(trx, own()),
    (trx) => gather(trx, { tables: [], write: () => [] }, null),
    (trx) => lastly(trx, [{ query: own() }], async () => {}),
    (trx) => conclude(trx, own()),
  ];
  for (const ask of afterwards) {
    const asking = forShop(database, 7, async (trx) => {
      assert.deepEqual(await conclude(trx, own()), [[{ shop: '7' }]]);
      await ask(trx);
    });
    await assert.rejects(asking, /the transaction is over/);
  }
  assert.deepEqual(
    await forShop(database, 8, (trx) => together(trx, own())),
    [[{ shop: '8' }]],
    'the next one is its own',
  );
});

test('a look that fails fails the transaction, and leaves its connection as it was', async () => {
  const failing = forShop(database, 7, (trx) => conclude(trx, sql`select 1 / 0`));
  await assert.rejects(failing, /division by zero/);
  assert.deepEqual(await forShop(database, 8, (trx) => conclude(trx, own())), [[{ shop: '8' }]]);
});

test('a transaction whose error somebody caught is not taken for committed', async () => {
  const kept = forShop(database, 7, async (trx) => {
    await sql`select 1 / 0`.execute(trx).catch(() => {});
  });
  await assert.rejects(kept, /its commit was a rollback/);
  const concluded = forShop(database, 7, async (trx) => {
    await sql`select 1 / 0`.execute(trx).catch(() => {});
    await conclude(trx);
  });
  await assert.rejects(concluded, /its commit was a rollback/);
  assert.deepEqual(await forShop(database, 8, (trx) => conclude(trx, own())), [[{ shop: '8' }]]);
});
