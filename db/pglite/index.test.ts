import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Kysely, PostgresDialect, sql } from 'kysely';
import type pg from 'pg';
import { openPool, VALUE_TYPES } from '../database.ts';
import { createDatabase } from '../testing/server.ts';
import { openPglitePool, type PglitePool } from './index.ts';

type Cake = { id: number; name: string; price: number; sold_at: Date | null };
type Shop = { cake: Cake };

const root = await mkdtemp(join(tmpdir(), 'pglite-'));
const database = await createDatabase();
const lite = await openPglitePool(join(root, 'lite'), { types: VALUE_TYPES });
const server = openPool(database.url);
after(async () => {
  await Promise.all([lite.end(), server.end()]);
  await database.drop();
  await rm(root, { recursive: true, force: true });
});

/** What a pool must do, asked of the real server's and of the one that stands for it. */
function contract(pool: pg.Pool): void {
  // Ending Kysely would end the pool, which the tests share.
  const db = new Kysely<Shop>({ dialect: new PostgresDialect({ pool }) });

  test('values go in and come out alike', async () => {
    const { rows } = await sql<Record<string, unknown>>`select
      ${156}::int as int, ${9_007_199_254_740_991}::bigint as bigint, ${'12345.6789'}::numeric as numeric,
      ${1.5}::float8 as float, ${true}::bool as bool, ${null}::text as nothing, ${"l'été à Noël"}::text as text,
      ${new Date('2026-11-28T14:00:00.123Z')}::timestamptz as moment, ${'2026-11-28'}::date as day, '14:00'::time as hour,
      ${JSON.stringify({ qty: 2, tags: ['fraise'] })}::jsonb as json, 'null'::jsonb as json_null,
      ${['a,b', 'c"d', 'é', null]}::text[] as texts, ${[1, 2]}::int[] as ints, ${[]}::int[] as none,
      ${Buffer.from([0, 255, 10])}::bytea as bytes, ${'6f1c4c1e-6d0b-4c58-9d4f-1f6f6f6f6f6f'}::uuid as uuid,
      array[1::bigint] as bigints, interval '1 day 2 hours' as span, row(1, 'x')::text as pair`.execute(db);
    assert.deepEqual(
      { ...rows[0], span: { ...(rows[0]?.span as object) } },
      {
        int: 156,
        bigint: 9_007_199_254_740_991,
        numeric: '12345.6789',
        float: 1.5,
        bool: true,
        nothing: null,
        text: "l'été à Noël",
        moment: new Date('2026-11-28T14:00:00.123Z'),
        day: '2026-11-28',
        hour: '14:00:00',
        json: { qty: 2, tags: ['fraise'] },
        json_null: null,
        texts: ['a,b', 'c"d', 'é', null],
        ints: [1, 2],
        none: [],
        bytes: Buffer.from([0, 255, 10]),
        uuid: '6f1c4c1e-6d0b-4c58-9d4f-1f6f6f6f6f6f',
        bigints: ['1'],
        span: { days: 1, hours: 2 },
        pair: '(1,x)',
      },
    );
  });

  test('a bigint beyond what a number holds exactly is an error, and the pool works on', async () => {
    await assert.rejects(sql`select 9007199254740993 as big`.execute(db), RangeError);
    assert.equal((await sql<{ one: number }>`select 1 as one`.execute(db)).rows[0]?.one, 1);
  });

  test('several statements in one text, as migrations are', async () => {
    await sql
      .raw(`create table cake (id bigint generated always as identity primary key, name text not null unique,
              price bigint not null check (price >= 0), sold_at timestamptz);
            create function double(int) returns int language plpgsql as $$ begin return $1 * 2; end $$;
            insert into cake (name, price) values ('éclair', 350), ('Saint-Honoré', 2800);`)
      .execute(db);
    assert.equal((await sql<{ four: number }>`select double(2) as four`.execute(db)).rows[0]?.four, 4);
  });

  test('insert, update, delete: rows and counts', async () => {
    const made = await db
      .insertInto('cake')
      .values({ name: 'tarte', price: 1800, sold_at: null } as Cake)
      .returning(['id', 'price'])
      .executeTakeFirstOrThrow();
    assert.deepEqual(made, { id: 3, price: 1800 });
    const raised = await db.updateTable('cake').set({ price: 2000 }).where('price', '>', 1000).executeTakeFirst();
    assert.equal(raised.numUpdatedRows, 2n);
    const gone = await db.deleteFrom('cake').where('name', '=', 'none').executeTakeFirst();
    assert.equal(gone.numDeletedRows, 0n);
    const again = await sql`insert into cake (name, price) values ('tarte', 1) on conflict do nothing`.execute(db);
    assert.equal(again.numAffectedRows, 0n);
  });

  test('errors carry their code, constraint and detail', async () => {
    const twice = db.insertInto('cake').values({ name: 'tarte', price: 1 } as Cake);
    await assert.rejects(twice.execute(), { code: '23505', constraint: 'cake_name_key', table: 'cake' });
    await assert.rejects(sql`insert into cake (name, price) values ('x', -1)`.execute(db), { code: '23514' });
    await assert.rejects(sql`select nothing from nowhere`.execute(db), { code: '42P01' });
    await assert.rejects(sql`select ${'x'}::int`.execute(db), { code: '22P02' });
    await assert.rejects(
      sql`do $$ begin raise exception 'refusé' using errcode = 'HU001', detail = 'why'; end $$`.execute(db),
      { code: 'HU001', message: 'refusé', detail: 'why' },
    );
  });

  test('a failed transaction leaves nothing, and its connection works on', async () => {
    const failing = db.transaction().execute(async (trx) => {
      await trx.deleteFrom('cake').execute();
      await trx
        .insertInto('cake')
        .values({ name: 'x', price: -1 } as Cake)
        .execute();
    });
    await assert.rejects(failing, { code: '23514' });
    const thrown = db.transaction().execute(async (trx) => {
      await trx.deleteFrom('cake').execute();
      throw new Error('changed my mind');
    });
    await assert.rejects(thrown, /changed my mind/);
    const { rows } = await sql<{ n: number }>`select count(*) as n from cake`.execute(db);
    assert.equal(rows[0]?.n, 3);
  });

  test('a commit that fails (a deferred constraint) is an error and ends the transaction', async () => {
    await sql.raw('create table line (cake bigint references cake (id) deferrable initially deferred)').execute(db);
    const failing = db.transaction().execute((trx) => sql`insert into line values (999)`.execute(trx));
    await assert.rejects(failing, { code: '23503' });
    assert.equal((await sql<{ n: number }>`select count(*) as n from line`.execute(db)).rows[0]?.n, 0);
  });

  test('savepoints', async () => {
    await db.transaction().execute(async (trx) => {
      await sql`savepoint before`.execute(trx);
      await assert.rejects(sql`insert into cake (name, price) values ('x', -1)`.execute(trx));
      await sql`rollback to savepoint before`.execute(trx);
      await trx.updateTable('cake').set({ price: 400 }).where('name', '=', 'éclair').execute();
    });
    assert.equal((await db.selectFrom('cake').selectAll().where('id', '=', 1).executeTakeFirstOrThrow()).price, 400);
  });

  test('transactions at the same time do not mix, nor do queries beside them', async () => {
    await sql`create table counter (n int)`.execute(db);
    await sql`insert into counter values (0)`.execute(db);
    const add = () =>
      db.transaction().execute(async (trx) => {
        const { rows } = await sql<{ n: number }>`select n from counter for update`.execute(trx);
        await pause(1);
        await sql`update counter set n = ${(rows[0]?.n ?? 0) + 1}`.execute(trx);
      });
    const look = async () => {
      await assert.rejects(sql`select set_config('role', 'nobody at all', true)`.execute(db));
      return sql`select 1`.execute(db);
    };
    await Promise.all(Array.from({ length: 30 }, (_, i) => (i % 3 === 2 ? look() : add())));
    assert.equal((await sql<{ n: number }>`select n from counter`.execute(db)).rows[0]?.n, 20);
  });

  test('several queries of one transaction at once', async () => {
    const rows = await db.transaction().execute(async (trx) => {
      const asked = [1, 2, 3, 4, 5].map((n) => sql<{ n: number }>`select ${n}::int as n`.execute(trx));
      return (await Promise.all(asked)).map((result) => result.rows[0]?.n);
    });
    assert.deepEqual(rows, [1, 2, 3, 4, 5]);
  });

  test('what a transaction sets for itself is gone after it', async () => {
    await sql`do $$ begin create role contract_role; exception when duplicate_object then null; end $$`.execute(db);
    const inside = await db.transaction().execute(async (trx) => {
      await sql`select set_config('app.shop_id', '7', true), set_config('role', 'contract_role', true)`.execute(trx);
      const read = sql<{ shop: string; me: string }>`select current_setting('app.shop_id') as shop, current_user as me`;
      return (await read.execute(trx)).rows[0];
    });
    assert.deepEqual(inside, { shop: '7', me: 'contract_role' });
    const after = sql<{ shop: string | null; me: string }>`
      select nullif(current_setting('app.shop_id', true), '') as shop, current_user <> 'contract_role' as other`;
    assert.deepEqual((await after.execute(db)).rows[0], { shop: null, other: true });
    await sql`drop role contract_role`.execute(db).catch(() => undefined);
  });

  test('a client hears the channels it listens to, from commit on, until it is released', async () => {
    const [one, two] = [await pool.connect(), await pool.connect()];
    const heard: string[] = [];
    one.on('notification', (message) => heard.push(`one ${message.channel} ${message.payload}`));
    two.on('notification', (message) => heard.push(`two ${message.channel} ${message.payload}`));
    await one.query('-- what BullMQ writes\n/* above\n it */\nLISTEN bells;');
    await two.query('LISTEN "Other"');
    await db.transaction().execute(async (trx) => {
      await sql`select pg_notify('bells', 'a')`.execute(trx);
      await sql`select pg_notify('Other', 'b')`.execute(trx);
      await pause(20);
      assert.deepEqual(heard, []);
    });
    while (heard.length < 2) await pause(5);
    assert.deepEqual(heard.splice(0).sort(), ['one bells a', 'two Other b']);
    await one.query('unlisten bells');
    await pool.query("notify bells, 'c'");
    await pool.query(`notify "Other", 'd'`);
    while (heard.length < 1) await pause(5);
    assert.deepEqual(heard, ['two Other d']);
    one.release(true);
    two.release(true);
  });

  test('pg_trgm and unaccent can be had', async () => {
    await sql`create extension if not exists pg_trgm`.execute(db);
    await sql`create extension if not exists unaccent`.execute(db);
    const { rows } = await sql<{ plain: string; like: boolean }>`
      select unaccent('gâteau à la crème') as plain, similarity('gâteau', 'gateau') > 0.2 as like`.execute(db);
    assert.deepEqual(rows[0], { plain: 'gateau a la creme', like: true });
  });
}

describe('the pool of a server', () => contract(server));
describe('the pool that stands for it', () => contract(lite));

describe('PGlite', () => {
  test('a sibling has settings of its own, and its end leaves the database open', async () => {
    await lite.query('create schema apart; create table apart.note (t text)');
    const sibling = lite.sibling({ search_path: 'apart' });
    const schemaOf = async (pool: pg.Pool) => (await pool.query('select current_schema() as s')).rows[0]?.s;
    for (let round = 0; round < 3; round++) {
      assert.deepEqual(await Promise.all([sibling, lite, sibling].map(schemaOf)), ['apart', 'public', 'apart']);
    }
    await sibling.query("insert into note values ('x')");
    await sibling.end();
    await assert.rejects(sibling.query('select 1'), /after calling end on the pool/);
    assert.equal(await schemaOf(lite), 'public');
  });

  test('a client released in the middle of a transaction loses it and holds up nobody', async () => {
    const client = await lite.connect();
    await client.query('begin');
    await client.query('create table half (n int)');
    client.release();
    assert.deepEqual((await lite.query("select to_regclass('half') as half")).rows, [{ half: null }]);
    await assert.rejects(client.query('select 1'), /released/);
  });

  test('a transaction that waits for a query outside of it fails instead of hanging', async () => {
    const pool = await openPglitePool(join(root, 'waiting'), { waitMs: 200 });
    const client = await pool.connect();
    await client.query('begin');
    await assert.rejects(pool.query('select 1'), /PGlite has one connection .* outside of it/);
    await client.query('commit');
    assert.equal((await pool.query('select 1 as one')).rows[0]?.one, 1);
    client.release();
    await pool.end();
    await rm(join(root, 'waiting'), { recursive: true });
  });

  /** A process that opens a PGlite folder, writes one row after the other and tells which are in. */
  const writeElsewhere = (dir: string): ChildProcess => {
    const code = `const { openPglitePool } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
      const pool = await openPglitePool(${JSON.stringify(dir)});
      await pool.query('create table if not exists row (n serial)');
      for (;;) console.log((await pool.query('insert into row default values returning n')).rows[0].n);`;
    return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  };
  const kill = async (child: ChildProcess) => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };

  test('one process has the folder; after kill -9 the next finds what was written', async () => {
    const dir = join(root, 'killed');
    const child = writeElsewhere(dir);
    let last = 0;
    child.stdout?.on('data', (chunk) => {
      last = Number(String(chunk).trim().split('\n').at(-1));
    });
    while (last < 50) await pause(5);
    await assert.rejects(openPglitePool(dir), new RegExp(`in use by another process \\(${child.pid}\\)`));
    await kill(child);
    const pool: PglitePool = await openPglitePool(dir, { types: VALUE_TYPES });
    const { rows } = await pool.query<{ n: number }>('select count(*) as n from row');
    assert.ok((rows[0]?.n ?? 0) >= last, `${rows[0]?.n} rows of ${last} acknowledged`);
    await pool.end();
  });

  test('a first start killed in the middle is made again', async () => {
    const dir = join(root, 'interrupted');
    const child = writeElsewhere(dir);
    while (!existsSync(join(dir, 'data', 'base'))) await pause(2);
    await kill(child);
    const pool = await openPglitePool(dir);
    assert.equal((await pool.query('select 1 as one')).rows[0]?.one, 1);
    await pool.end();
  });
});
