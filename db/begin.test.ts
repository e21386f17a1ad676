import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type pg from 'pg';
import { sparing } from './begin.ts';
import { type Database, openPool } from './database.ts';
import { bind, forShop } from './shop.ts';
import { freshDatabase } from './testing/database.ts';

let database: Database & { url: string };
before(async () => {
  database = await freshDatabase();
});
after(() => database.close());

const installed = async (key: string) =>
  (await sql`select 1 from installation where key = ${key}`.execute(database.db)).rows.length;

test('a transaction is one whatever its first statement is, and leaves nothing when it fails', async () => {
  const first = [
    sql`insert into installation (key, value) values ('with values', ${'x'})`,
    sql.raw(`insert into installation (key, value) values ('without', 'x')`),
  ];
  for (const statement of first) {
    const failing = database.db.transaction().execute(async (trx) => {
      await statement.execute(trx);
      throw new Error('on purpose');
    });
    await assert.rejects(failing, /on purpose/);
  }
  assert.equal((await installed('with values')) + (await installed('without')), 0);
});

test('a transaction that asks nothing leaves its connection as it was', async () => {
  await database.db.transaction().execute(async () => {});
  await assert.rejects(
    database.db.transaction().execute(async () => {
      throw new Error('on purpose');
    }),
  );
  await sql`insert into installation (key, value) values ('alone', 'x')`.execute(database.db);
  assert.equal(await installed('alone'), 1, 'no transaction was left open to swallow it');
});

test('binding leaves in one message with its begin, and ends with the transaction', async () => {
  const pool = openPool(database.url, 1);
  const sent: string[] = [];
  const client = await pool.connect();
  const query = client.query.bind(client) as (text: string, values: unknown[]) => Promise<pg.QueryResult>;
  Object.assign(client, {
    query: (text: string, values: unknown[]) => {
      sent.push(text);
      return query(text, values);
    },
  });
  client.release();
  const lent = await sparing(pool).connect();
  const ask = lent.query as unknown as (text: string, values: unknown[]) => Promise<unknown>;
  await ask('begin', []);
  await ask("select set_config('app.shop_id', '7', true)", []);
  await ask('commit', []);
  lent.release();
  await pool.end();
  assert.deepEqual(sent, ["begin; select set_config('app.shop_id', '7', true)", 'commit']);
});

test('a statement that fails in a shop takes the whole transaction with it', async () => {
  const failing = forShop(database, 1, async (trx) => {
    await sql`select 1 / 0`.execute(trx);
  });
  await assert.rejects(failing, /division by zero/);
  const left = await forShop(database, 1, (trx) =>
    sql<{ shop: string }>`select current_setting('app.shop_id') as shop`.execute(trx),
  );
  assert.equal(left.rows[0]?.shop, '1');
  const { rows } = await sql<{ shop: string | null }>`select current_setting('app.shop_id', true) as shop`.execute(
    database.db,
  );
  assert.ok(!rows[0]?.shop, 'nothing of a shop is left outside of its transaction');
});

test('a role with a quote in its name binds or fails, and never ends the text', async () => {
  const failing = database.db.transaction().execute((trx) => bind(trx, `x', true); drop table installation; --`, 1));
  await assert.rejects(failing, /does not exist|invalid/);
  assert.equal(await installed('nothing'), 0, 'the table is still there');
});

test('statements that come often are kept by their connection, and one whose table changed under it is left', async () => {
  const key = `kept ${process.pid}`;
  const table = sql.raw('kept');
  await sql`create table ${table} (a int)`.execute(database.db);
  const read = () => sql`select * from ${table} where ${key} <> ''`.execute(database.db);
  for (let time = 0; time < 5; time++) await read();
  const pids = await sql<{ kept: number }>`select count(*)::int as kept from pg_prepared_statements
    where statement like '%from kept%'`.execute(database.db);
  assert.equal(pids.rows[0]?.kept, 1);
  await sql`alter table ${table} add column b int`.execute(database.db);
  await assert.rejects(read(), /cached plan must not change result type/);
  assert.deepEqual((await read()).rows, [], 'the next one has a connection of its own');
});
