import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type pg from 'pg';
import { apart, gather, later, together } from './connection.ts';
import { type Database, openDatabase, openPool } from './database.ts';
import type { Gathering } from './gathered.ts';
import { bind, forShop, type Trx } from './shop.ts';
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

/** A database of one connection, and the messages that left over it: the texts of each. */
async function watched(): Promise<{ own: Database; left: string[][] }> {
  const pool = openPool(database.url, 1);
  const left: string[][] = [];
  const client = await pool.connect();
  const query = client.query.bind(client) as (message: pg.Submittable) => unknown;
  Object.assign(client, {
    query: (message: pg.Submittable) => {
      const { submit } = message;
      message.submit = (wire) => {
        const texts: string[] = [];
        const { parse } = wire;
        wire.parse = (what, more) => {
          texts.push(what.text);
          parse.call(wire, what, more);
        };
        submit.call(message, wire);
        wire.parse = parse;
        left.push(texts);
      };
      return query(message);
    },
  });
  client.release();
  return { own: await openDatabase(pool), left };
}

test('what nobody waits for leaves in one message with what somebody does, in order', async () => {
  const { own, left } = await watched();
  left.length = 0;
  const one = `one ${process.pid}`;
  const told: unknown[] = [];
  const read = await own.db.transaction().execute(async (trx) => {
    await later(trx, trx.insertInto('installation').values({ key: one, value: 'x' }));
    const [found, none] = await together(
      trx,
      trx.selectFrom('installation').select('value').where('key', '=', one),
      trx.selectFrom('installation').select('key').where('key', '=', 'nobody'),
    );
    await later(
      trx,
      trx.updateTable('installation').set({ value: 'y' }).where('key', '=', one).returning('value'),
      (rows) => told.push(...rows),
    );
    return { found, none };
  });
  await own.close();
  assert.deepEqual(read, { found: [{ value: 'x' }], none: [] }, 'a read sees the write that waited');
  assert.deepEqual(told, [{ value: 'y' }], 'what it returned is known when the transaction is over');
  const words = left.map((texts) => texts.map((text) => text.split(' ')[0]));
  assert.deepEqual(words, [
    ['begin', 'insert', 'select', 'select'],
    ['update', 'commit'],
  ]);
});

test('a write that waited and fails takes the transaction with it, at the latest when it commits', async () => {
  const row = { key: `twice ${process.pid}`, value: 'x' };
  const failing = (end: (trx: Trx) => Promise<unknown>) =>
    database.db.transaction().execute(async (trx) => {
      await later(trx, trx.insertInto('installation').values(row));
      await later(trx, trx.insertInto('installation').values(row));
      await end(trx);
    });
  await assert.rejects(
    failing(async () => {}),
    /duplicate key/,
  );
  await assert.rejects(
    failing((trx) => sql`select 1`.execute(trx)),
    /duplicate key/,
  );
  assert.equal(await installed(row.key), 0);
});

test('a part that fails leaves what was written before it, sent or waiting, and nothing of its own', async () => {
  for (const sent of [true, false]) {
    const [before, inside, after] = ['before', 'inside', 'after'].map((word) => `${word} ${sent} ${process.pid}`);
    const write = (trx: Trx, key: string) => later(trx, trx.insertInto('installation').values({ key, value: 'x' }));
    const told: unknown[] = [];
    await database.db.transaction().execute(async (trx) => {
      await write(trx, before!);
      const part = apart(trx, async () => {
        await write(trx, inside!);
        await later(
          trx,
          trx
            .insertInto('installation')
            .values({ key: `${inside} too`, value: 'x' })
            .returning('key'),
          (rows) => told.push(rows),
        );
        if (sent) await write(trx, before!);
        else throw new Error('duplicate key by hand');
      });
      await assert.rejects(part, /duplicate key/, 'its own writes fail inside of it');
      await apart(trx, () => write(trx, after!));
    });
    assert.equal(await installed(before!), 1);
    assert.equal(await installed(inside!), 0);
    assert.equal(await installed(after!), 1);
    assert.deepEqual(told, [], 'nothing is told of what was taken back');
  }
});

/** Keys for `installation`, written in one statement however many they are. */
const KEYS: Gathering<string> = {
  tables: ['installation'],
  write: (keys) => [{ query: sql`insert into installation (key, value) select unnest(${keys}::text[]), 'gathered'` }],
};
const keysOf = async (trx: Trx, like: string) =>
  (await trx.selectFrom('installation').select('key').where('key', 'like', `${like}%`).orderBy('key').execute()).map(
    (row) => row.key,
  );

test('what is gathered is written at the end in one statement, or before a statement that names its table', async () => {
  const { own, left } = await watched();
  const name = `gathered ${process.pid}`;
  const seen: string[][] = [];
  for (const reads of [false, true]) {
    left.length = 0;
    await own.db.transaction().execute(async (trx) => {
      for (const letter of ['a', 'b']) await gather(trx, KEYS, `${name} ${reads} ${letter}`);
      await sql`select ${'gathered'}`.execute(trx);
      if (reads) seen.push(await keysOf(trx, `${name} true`));
    });
    // What opens and ends a transaction is kept by the connection sooner or later, and then says no text.
    const words = left.map((texts) =>
      texts.map((text) => text.split(' ')[0]).filter((word) => word !== 'begin' && word !== 'commit'),
    );
    assert.deepEqual(words, [['select'], ...(reads ? [['insert', 'select'], []] : [['insert']])]);
  }
  await own.close();
  assert.deepEqual(seen, [[`${name} true a`, `${name} true b`]]);
  assert.equal(await installed(`${name} false b`), 1);
});

test('what was gathered before a part that is taken back stays, also when it left in its midst; nothing after a failure', async () => {
  for (const read of [true, false]) {
    const name = `part ${read} ${process.pid}`;
    await database.db.transaction().execute(async (trx) => {
      await gather(trx, KEYS, `${name} before`);
      const part = apart(trx, async () => {
        await gather(trx, KEYS, `${name} inside`);
        if (read) await keysOf(trx, name);
        throw new Error('on purpose');
      });
      await assert.rejects(part, /on purpose/);
      await apart(trx, () => gather(trx, KEYS, `${name} after`));
    });
    assert.deepEqual(await database.db.transaction().execute((trx) => keysOf(trx, name)), [
      `${name} after`,
      `${name} before`,
    ]);
  }
  const twice = database.db.transaction().execute(async (trx) => {
    for (let time = 0; time < 2; time++) await gather(trx, KEYS, `twice gathered ${process.pid}`);
  });
  await assert.rejects(twice, /duplicate key/);
  assert.equal(await installed(`twice gathered ${process.pid}`), 0);
  await sql`select count(*) from installation`.execute(database.db);
  assert.equal(await installed(`twice gathered ${process.pid}`), 0, 'nothing of it is left on the connection');
});

test('a value that cannot be read fails its statement and leaves the connection whole', async () => {
  const { own } = await watched();
  await assert.rejects(sql`select 9007199254740993::bigint as big where ${'x'} <> ''`.execute(own.db), /safe integer/);
  await assert.rejects(
    sql`select ${{
      toPostgres: () => {
        throw new Error('no text');
      },
    }}::text`.execute(own.db),
    /no text/,
  );
  assert.deepEqual((await sql`select ${'still here'}::text as said`.execute(own.db)).rows, [{ said: 'still here' }]);
  await own.close();
});

test('a statement that failed when it was first kept can be asked again', async () => {
  const { own } = await watched();
  const divide = (by: number) => sql<{ part: number }>`select 6 / ${by}::int as part`.execute(own.db);
  for (let time = 0; time < 4; time++) await assert.rejects(divide(0), /division by zero/);
  for (let time = 0; time < 3; time++) assert.equal((await divide(2)).rows[0]?.part, 3);
  await own.close();
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
