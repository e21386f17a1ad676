import { createHash } from 'node:crypto';
import pg from 'pg';
import { type Database, openDatabase, openPool } from '../database.ts';
import { MIGRATIONS, migrate } from '../migrate.ts';
import { createDatabase, testServer } from './server.ts';

/** One template per schema: a database with all migrations, copied for each test file. */
const TEMPLATE = `template_${createHash('sha256').update(JSON.stringify(MIGRATIONS)).digest('hex').slice(0, 16)}`;
const TEMPLATE_LOCK = 7_283_164_002;

/** The url of a fresh, migrated database and how to drop it; on another `server` it is migrated from scratch. */
export async function freshUrl(server?: string): Promise<{ url: string; drop(): Promise<void> }> {
  if (server === undefined) await makeTemplate(await testServer());
  const made = await createDatabase(server === undefined ? TEMPLATE : undefined, server);
  if (server !== undefined) await migrateOnce(made.url);
  return made;
}

/** A fresh, migrated database, open. `close` drops it. */
export async function freshDatabase(server?: string): Promise<Database & { url: string }> {
  const { url, drop } = await freshUrl(server);
  const database = await openDatabase(openPool(url));
  return {
    ...database,
    url,
    close: async () => {
      await database.close();
      await drop();
    },
  };
}

async function migrateOnce(url: string): Promise<void> {
  const database = await openDatabase(openPool(url, 2));
  try {
    await migrate(database.db, database.role);
  } finally {
    await database.close();
  }
}

/** Made by the first test file that needs it; the others wait at the lock. */
async function makeTemplate(server: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [TEMPLATE]);
    if (rowCount) return;
    const building = `${TEMPLATE}_building`;
    await client.query(`drop database if exists "${building}" with (force)`);
    await client.query(`create database "${building}"`);
    const url = new URL(server);
    url.pathname = `/${building}`;
    await migrateOnce(url.href);
    await client.query(`alter database "${building}" rename to "${TEMPLATE}"`);
  } finally {
    await client.end();
  }
}
