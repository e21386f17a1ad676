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

/** Opens an empty database; `again` opens the same one as another process would, where several may. */
type Site = () => Promise<{ database: Database; again: (() => Promise<Database>) | null }>;

const onServer =
  (server?: string): Site =>
  async () => {
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
  return { database, again: null };
};

const postgres = service('postgres');
const names = MIGRATIONS.map((migration) => migration.name);

migrations('embedded PostgreSQL', false, onServer());
migrations('PostgreSQL 15', postgres.skip, onServer(postgres.url || undefined));
migrations('PGlite', false, inPglite);

for (const [label, skip, site] of [
  ['embedded PostgreSQL', false, onServer()],
  ['PostgreSQL 15', postgres.skip, onServer(postgres.url || undefined)],
] as const) {
  test(`processes that start together migrate one after the other on ${label}`, { skip }, async () => {
    const { database, again } = await site();
    const others = await Promise.all([again!(), again!(), again!()]);
    const applied = await Promise.all([database, ...others].map((one) => migrate(one.db, one.role)));
    assert.deepEqual(applied.flat().sort(), [...names].sort());
    assert.deepEqual(await recorded(database), names);
  });
}

function migrations(label: string, skip: string | false, site: Site): void {
  if (skip) return void test(`migrations on ${label}`, { skip }, () => {});
  describe(`migrations on ${label}`, () => {
    test('an empty database is brought up once, and a second start changes nothing', async () => {
      const { database } = await site();
      assert.deepEqual(await migrate(database.db, database.role), names);
      assert.ok(await isMigrated(database.db));
      assert.deepEqual(await migrate(database.db, database.role), []);
      assert.deepEqual(await recorded(database), names);
      await roleMayUse(database);
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
      const { rows } = await sql`select 1 from information_schema.tables where table_name = 'orders'`.execute(
        database.db,
      );
      assert.equal(rows.length, 0);
      assert.deepEqual(await migrate(database.db, database.role), names.slice(1));
    });
  });
}

/** The role of the transactions may read every table, and use the sequences behind new ids. */
async function roleMayUse(database: Database): Promise<void> {
  const { rows } = await sql<{ name: string }>`select table_name::text as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(database.db);
  assert.ok(rows.length > 25);
  await forShop(database, 1, async (trx) => {
    for (const { name } of rows) await sql`select 1 from ${sql.table(name)}`.execute(trx);
    await sql`insert into shop (id, slug, name, currency, timezone, language) overriding system value
      values (1, 'a', 'A', 'EUR', 'Europe/Paris', 'fr')`.execute(trx);
    await sql`insert into member (shop_id, name, role) values (1, 'Olivia', 'owner')`.execute(trx);
  });
}

async function recorded(database: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(database.db);
  return rows.map((row) => row.name);
}
