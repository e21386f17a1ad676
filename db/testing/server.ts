import { randomBytes } from 'node:crypto';
import { lstat, mkdir } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startEmbedded } from '../embedded/index.ts';
import { runs } from '../embedded/lock.ts';

/** What the test run found, to be given to `test(name, { skip: redis.skip }, ...)`. */
export type Found = { url: string; skip: false } | { url: ''; skip: string };

const VARIABLES = { postgres: 'TEST_PG15_URL', redis: 'TEST_REDIS_URL' };

/** Nothing of a test database is worth a wait for the disk. */
export const TEST_SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '200',
};

/**
 * The PostgreSQL 15+ server or the Redis that `npm test` found or started for this run, beside the embedded database.
 * The role of the PostgreSQL url may create databases.
 * @throws Error under REQUIRE_SERVICES=1 when there is none: there a skip is a failure.
 *
 * @example
 * const redis = service('redis');
 * test('jobs on Redis', { skip: redis.skip }, () => contract(redis.url));
 */
export function service(name: 'postgres' | 'redis'): Found {
  const url = process.env[VARIABLES[name]];
  if (url) return { url, skip: false };
  const why = process.env[`${VARIABLES[name]}_MISSING`] ?? 'npm test starts one when it is installed';
  const skip = `no ${name} for this run (${why})`;
  if (process.env.REQUIRE_SERVICES === '1') throw new Error(`REQUIRE_SERVICES=1 and ${skip}`);
  return { url: '', skip };
}

let shared: Promise<string> | undefined;

/**
 * The embedded server of the test run, as a superuser's url. A test file run on its own uses one server per user of
 * the machine, which stays up for the next file.
 */
export function testServer(): Promise<string> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return Promise.resolve(given);
  shared ??= startShared();
  return shared;
}

async function startShared(): Promise<string> {
  const dataDir = join(tmpdir(), `quelyos-order-hub-tests-${userInfo().username}`);
  await mkdir(dataDir, { mode: 0o700 }).catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const found = await lstat(dataDir);
  if (!found.isDirectory() || (process.getuid && found.uid !== process.getuid())) {
    throw new Error(`${dataDir} belongs to somebody else: remove it`);
  }
  for (let tries = 1; ; tries++) {
    try {
      const embedded = await startEmbedded({ dataDir, log: () => undefined, settings: TEST_SETTINGS });
      await dropForgotten(embedded.url);
      await embedded.leave();
      return embedded.url;
    } catch (error) {
      // Another test file is starting or joining it right now.
      const joining = error instanceof Error && error.message.includes('in use by another process');
      if (!joining || tries === 1_000) throw error;
      await pause(50);
    }
  }
}

/** Databases of test processes that were killed before they could drop them. */
async function dropForgotten(url: string): Promise<void> {
  const names = await query<{ datname: string }>(url, "select datname from pg_database where datname like 'test\\_%'");
  for (const { datname } of names) {
    const pid = Number(/^test_(\d+)_/.exec(datname)?.[1]);
    if (pid && !runs(pid)) await query(url, `drop database if exists "${datname}" with (force)`);
  }
}

/**
 * A fresh database, a copy of `template` when one is named, on the test server or on another `server` (a url whose
 * role may create databases).
 */
export async function createDatabase(
  template?: string,
  server?: string,
): Promise<{ url: string; drop(): Promise<void> }> {
  const base = server ?? (await testServer());
  const name = `test_${process.pid}_${randomBytes(5).toString('hex')}`;
  const copied = template === undefined ? '' : ` template "${template.replaceAll('"', '""')}"`;
  for (let tries = 1; ; tries++) {
    try {
      await query(base, `create database "${name}"${copied}`);
      break;
    } catch (error) {
      // A template somebody is still connected to; connections need a moment to be gone.
      if ((error as { code?: string }).code !== '55006' || tries === 100) throw error;
      await pause(50);
    }
  }
  const url = new URL(base);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await query(base, `drop database if exists "${name}" with (force)`);
    },
  };
}

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}
