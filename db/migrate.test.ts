import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { sql } from 'kysely';
import { type Database, openDatabase, openPool, VALUE_TYPES } from './database.ts';
import { isMigrated, MIGRATIONS, migrate } from './migrate.ts';
import { openPglitePool } from './pglite/index.ts';
import { forShop } from './shop.ts';
import { createDatabase, service } from './testing/server.ts';

const endings: (() => Promise<unknown>)[] = [];
after(async () => {
  for (const end of endings.reverse()) await end();
});

/** Opens an empty database; each call of `again` opens the same one from another process's point of view. */
type Site = () => Promise<{ database: Database; again(): Promise<Database> }>;

const onServer = (server?: string): Site => async () => {
  const made = await createDatabase(undefined, server);
  endings.push(made.drop);
  const again = async () => {
    const database = await openDatabase(openPool(made.url, 2));
    endings.push(() => database.close());
    return database;
  };
  return { database: await again(), again };
};

const inPglite: Site = async () => {
  const dir = await mkdtemp(join(tmpdir(), 'migrate-'));
  endings.push(() => rm(dir, { recursive: true }));
  const database = await openDatabase(await openPglitePool(dir, { types: VALUE_TYPES }));
  endings.push(() => database.close());
  return { database, again: async () => database };
};

const postgres = service('postgres');
const names = MIGRATIONS.map((migration) => migration.name);

migrations('embedded PostgreSQL', false, onServer());
migrations('PostgreSQL 15', postgres.skip, onServer(postgres.url || undefined));
migrations('PGlite', false, inPglite);

function migrations(label: string, skip: string | false, site: Site): void {
  if (skip) return void test(`migrations on ${label}`, { skip }, () => {});
  describe(`migrations on ${label}`, () => {
    test('an empty database is brought up once, and a second start changes nothing', async () => {
      const { database } = await site();
      assert.deepEqual(await migrate(database.db, database.role), names);
      assert.ok(await isMigrated(database.db));
      assert.deepEqual(await migrate(database.db, database.role), []);
      assert.deepEqual(await recorded(database), names);
    });

    test('processes that start together migrate one after the other', async () => {
      const { database, again } = await site();
      const others = await Promise.all([again(), again(), again()]);
      const applied = await Promise.all([database, ...others].map((one) => migrate(one.db, one.role)));
      assert.deepEqual(applied.flat().sort(), [...names].sort());
      assert.deepEqual(await recorded(database), names);
    });

    test('one that breaks leaves nothing behind; the next start resumes there', async () => {
      const { database } = await site();
      const broken = MIGRATIONS[1]!;
      const kept = broken.up;
      broken.up = `${kept}\nselect 1 / 0;`;
      try {
        await assert.rejects(migrate(database.db, database.role), /division by zero/);
      } finally {
        broken.up = kept;
      }
      assert.deepEqual(await recorded(database), names.slice(0, 1));
      assert.equal(await isMigrated(database.db), false);
      const { rows } = await sql`select 1 from information_schema.tables where table_name = 'orders'`.execute(database.db);
      assert.equal(rows.length, 0);
      assert.deepEqual(await migrate(database.db, database.role), names.slice(1));
    });

    test('afterwards the role of the transactions may use every table', async () => {
      const { database } = await site();
      await migrate(database.db, database.role);
      const { rows } = await sql<{ name: string }>`select table_name::text as name from information_schema.tables
        where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'migration'`.execute(database.db);
      assert.ok(rows.length > 25);
      await forShop(database, 1, async (trx) => {
        for (const { name } of rows) await sql`select 1 from ${sql.table(name)}`.execute(trx);
        await sql`insert into shop (slug, name, currency, timezone, language) values ('a', 'A', 'EUR', 'Europe/Paris', 'fr')`.execute(trx);
      });
    });
  });
}

async function recorded(database: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(database.db);
  return rows.map((row) => row.name);
}
