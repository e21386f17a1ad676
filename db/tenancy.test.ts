import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type RawBuilder, sql } from 'kysely';
import pg from 'pg';
import { type Database, openDatabase, openPool, VALUE_TYPES } from './database.ts';
import { migrate } from './migrate.ts';
import { openPglitePool } from './pglite/index.ts';
import { HUB_ROLE } from './role.ts';
import { bind, forHub, forShop, type Trx } from './shop.ts';
import { freshDatabase } from './testing/database.ts';
import { createDatabase, service, testServer } from './testing/server.ts';
import { TENANT_ROWS } from './testing/tenant-rows.ts';

type Verb = 'select' | 'insert' | 'update' | 'delete';
type Opened = { database: Database; close(): Promise<unknown> };

/** The one cross-shop exception, whole: what a transaction of the hub itself (forHub) may do, and with which table. */
const HUB_WIDE: Record<string, Verb[]> = {
  directory: ['select'],
  work: ['select'],
  unread_body: ['select', 'insert', 'update', 'delete'],
  installation: ['select', 'insert', 'update', 'delete'],
};
/** Tables without a shop's rows, and the one without row security: which migrations were applied. */
const OF_THE_HUB = ['installation', 'unread_body'];
const UNGUARDED = ['migration'];

const postgres = service('postgres');

tenancy('embedded PostgreSQL', false, async () => closing(await freshDatabase()));
tenancy('PostgreSQL 15', postgres.skip, async () => closing(await freshDatabase(postgres.url)));
tenancy('embedded, a login that only owns its database', false, async () => ownedDatabase(await testServer()));
tenancy('PostgreSQL 15, a login that only owns its database', postgres.skip, () => ownedDatabase(postgres.url));
tenancy('PGlite', false, async () => {
  const dir = await mkdtemp(join(tmpdir(), 'tenancy-'));
  const database = await openDatabase(await openPglitePool(dir, { types: VALUE_TYPES }));
  await migrate(database.db, database.role);
  return { database, close: () => database.close().then(() => rm(dir, { recursive: true })) };
});

const closing = (database: Database): Opened => ({ database, close: () => database.close() });

/** A database whose owner has no other right on its server: what DATABASE_URL needs at least. */
async function ownedDatabase(server: string): Promise<Opened> {
  const made = await createDatabase(undefined, server);
  const url = new URL(made.url);
  const owner = `owner_${process.pid}_${randomBytes(4).toString('hex')}`;
  await ask(server, `create role ${owner} login password 'p' nosuperuser nocreatedb nocreaterole nobypassrls`);
  await ask(server, `alter database "${url.pathname.slice(1)}" owner to ${owner}`);
  url.username = owner;
  url.password = 'p';
  const database = await openDatabase(openPool(url.href));
  assert.equal(database.role, null, 'such a login is bound by row security itself and needs no other role');
  await migrate(database.db, database.role);
  const close = async () => {
    await database.close();
    await made.drop();
    await ask(server, `drop role ${owner}`);
  };
  return { database, close };
}

async function ask(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

const ANNA = 1001;
const BRUNO = 1002;

function tenancy(label: string, skip: string | false, open: () => Promise<Opened>): void {
  if (skip) return void test(`tenancy on ${label}`, { skip }, () => {});
  describe(`tenancy on ${label}`, () => {
    let opened: Opened;
    let database: Database;
    let tables: string[];

    before(async () => {
      opened = await open();
      database = opened.database;
      tables = await tablesOf(database);
      for (const shop of [ANNA, BRUNO]) await fill(database, shop);
      await forHub(database, (trx) =>
        sql`insert into unread_body (channel, reason, body, digest) values ('meta', 'a', 'a', 'a')`.execute(trx),
      );
      await forHub(database, (trx) => sql`insert into installation (key, value) values ('a', 'a')`.execute(trx));
    });
    after(() => opened?.close());

    const tenantTables = () => ['shop', ...Object.keys(TENANT_ROWS)];
    const inShop = <T>(shop: number, work: (trx: Trx) => Promise<T>) => forShop(database, shop, work);

    test('every table of the schema is known here, and each is guarded even from its owner', async () => {
      assert.deepEqual([...tables].sort(), [...tenantTables(), ...OF_THE_HUB, ...UNGUARDED].sort());
      const { rows } = await sql<{ name: string }>`
        select relname as name from pg_class join pg_namespace n on n.oid = relnamespace
        where n.nspname = 'public' and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)`.execute(
        database.db,
      );
      assert.deepEqual(
        rows.map((row) => row.name),
        UNGUARDED,
      );
      const others = await sql<{ what: string }>`
        select relname as what from pg_class join pg_namespace n on n.oid = relnamespace
          where n.nspname = 'public' and relkind in ('v', 'm', 'f')
        union all select proname from pg_proc join pg_namespace n on n.oid = pronamespace
          where n.nspname = 'public' and prosecdef`.execute(database.db);
      assert.deepEqual(others.rows, [], 'views and security definer functions would see past the policies');
    });

    test('no transaction runs as a role above row security', async () => {
      const who = (trx: Trx) =>
        sql<{ me: string; above: boolean }>`select current_user::text as me, rolsuper or rolbypassrls as above
          from pg_roles where rolname = current_user`
          .execute(trx)
          .then(({ rows }) => rows[0]!);
      const seen = [
        await inShop(ANNA, who),
        await forHub(database, who),
        // As the receiver does it: one transaction, several shops.
        await database.db.transaction().execute(async (trx) => {
          for (const shop of [ANNA, BRUNO]) await bind(trx, database.role, shop);
          return who(trx);
        }),
      ];
      for (const one of seen) assert.deepEqual({ ...one }, { me: database.role ?? one.me, above: false });
      assert.ok(database.role === null || database.role === HUB_ROLE);
    });

    test('a shop sees its own rows and no other, in every table', async () => {
      for (const table of tenantTables()) {
        const seen = await inShop(ANNA, (trx) => shopsSeen(trx, table));
        assert.deepEqual(seen, [ANNA], table);
      }
    });

    test('a shop can neither change nor delete what is another’s, in any table', async () => {
      const before = await snapshot(database, BRUNO);
      for (const table of tenantTables()) {
        const [key, shop] = [sql.ref(keyOf(table)), BRUNO];
        const writes: RawBuilder<unknown>[] = [
          sql`update ${sql.table(table)} set ${sql.ref(settable(table))} = ${sql.ref(settable(table))} where ${key} = ${shop}`,
          sql`delete from ${sql.table(table)} where ${key} = ${shop}`,
        ];
        for (const write of writes) {
          const { numAffectedRows } = await inShop(ANNA, (trx) => write.execute(trx));
          assert.equal(numAffectedRows, 0n, table);
        }
      }
      assert.deepEqual(await snapshot(database, BRUNO), before);
      assert.deepEqual(Object.keys(before).sort(), tenantTables().sort());
    });

    test('a shop can neither insert a row for another nor give one away, in any table', async () => {
      const others = await snapshot(database, BRUNO);
      for (const table of tenantTables()) {
        const inserting = inShop(ANNA, (trx) => insertCopy(trx, table, others[table]![0]!));
        await assert.rejects(inserting, refusedBy('42501'), `insert into ${table}`);
        if (table === 'shop') continue;
        const giving = inShop(ANNA, (trx) => sql`update ${sql.table(table)} set shop_id = ${BRUNO}`.execute(trx));
        // Rows that are kept for good refuse any change first.
        await assert.rejects(giving, refusedBy('42501', '23000'), `update ${table}`);
      }
    });

    test('a transaction of no shop sees nothing, also on a connection that served one before', async () => {
      for (const table of tenantTables()) {
        const seen = await database.db.transaction().execute(async (trx) => {
          await sql`select set_config('role', ${database.role ?? 'none'}, true)`.execute(trx);
          return shopsSeen(trx, table);
        });
        assert.deepEqual(seen, [], table);
      }
    });

    test('the hub’s own transaction may do what is listed, and nothing else in any table', async () => {
      const others = await snapshot(database, BRUNO);
      const may: Record<string, Verb[]> = {};
      for (const table of [...tenantTables(), ...OF_THE_HUB]) {
        const verbs = await verbsOf(database, table, others[table]?.[0]);
        if (verbs.length > 0) may[table] = verbs;
      }
      assert.deepEqual(may, HUB_WIDE);
    });
  });
}

/** The column that says whose a row is. */
const keyOf = (table: string) => (table === 'shop' ? 'id' : 'shop_id');
/** A column that may be set to what it is. */
const settable = (table: string) => ({ shop: 'slug', unread_body: 'body', installation: 'value' })[table] ?? 'shop_id';

async function tablesOf(database: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select table_name::text as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(database.db);
  return rows.map((row) => row.name);
}

async function fill(database: Database, shop: number): Promise<void> {
  await forShop(database, shop, async (trx) => {
    await sql`insert into shop (id, slug, name, currency, timezone, language) overriding system value
      values (${shop}, ${`shop-${shop}`}, 'Shop', 'EUR', 'Europe/Paris', 'fr')`.execute(trx);
    for (const [table, [columns, values]] of Object.entries(TENANT_ROWS)) {
      await sql.raw(`insert into ${table} (shop_id, ${columns}) values (${shop}, ${values})`).execute(trx);
    }
  });
}

async function shopsSeen(trx: Trx, table: string): Promise<number[]> {
  const key = sql.ref(keyOf(table));
  const { rows } = await sql<{
    shop: number;
  }>`select distinct ${key} as shop from ${sql.table(table)} order by 1`.execute(trx);
  return rows.map((row) => row.shop);
}

/** Every row a shop has, by table, as JSON text. */
async function snapshot(database: Database, shop: number): Promise<Record<string, string[]>> {
  return forShop(database, shop, async (trx) => {
    const all: Record<string, string[]> = {};
    for (const table of ['shop', ...Object.keys(TENANT_ROWS)]) {
      const { rows } = await sql<{
        row: string;
      }>`select to_jsonb(t)::text as row from ${sql.table(table)} t order by 1`.execute(trx);
      all[table] = rows.map(({ row }) => row);
    }
    return all;
  });
}

function insertCopy(trx: Trx, table: string, row: string) {
  return sql`insert into ${sql.table(table)} overriding system value
    select * from jsonb_populate_record(null::${sql.table(table)}, ${row}::jsonb)`.execute(trx);
}

/** What forHub lets be done with a table, each tried and rolled back. `row` is another shop's. */
async function verbsOf(database: Database, table: string, row: string | undefined): Promise<Verb[]> {
  const name = sql.table(table);
  const column = sql.ref(settable(table));
  const fresh: Record<string, RawBuilder<unknown>> = {
    unread_body: sql`insert into unread_body (channel, reason, body, digest) values ('meta', 'b', 'b', 'b')`,
    installation: sql`insert into installation (key, value) values ('b', 'b')`,
  };
  const attempts: [Verb, (trx: Trx) => Promise<{ rows: unknown[]; numAffectedRows?: bigint }>][] = [
    ['select', (trx) => sql`select 1 from ${name} limit 1`.execute(trx)],
    ['insert', (trx) => (fresh[table] ? fresh[table].execute(trx) : insertCopy(trx, table, row!))],
    ['update', (trx) => sql`update ${name} set ${column} = ${column}`.execute(trx)],
    ['delete', (trx) => sql`delete from ${name}`.execute(trx)],
  ];
  const may: Verb[] = [];
  for (const [verb, attempt] of attempts) {
    const undo = new Error('rolled back');
    const trying = forHub(database, async (trx) => {
      const result = await attempt(trx);
      if (verb === 'select' ? result.rows.length > 0 : (result.numAffectedRows ?? 0n) > 0n) may.push(verb);
      throw undo;
    });
    await assert.rejects(trying, (error: Error) => error === undo || refusedBy('42501')(error), `${verb} ${table}`);
  }
  return may;
}

const refusedBy =
  (...codes: string[]) =>
  (error: Error & { code?: string }) =>
    codes.includes(error.code ?? '');
