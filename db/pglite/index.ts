import { access, mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';
import { takeLock } from '../embedded/lock.ts';
import { openPool, type PglitePool } from './pool.ts';
import { openSession } from './session.ts';

export type { PglitePool };

export type PgliteOptions = {
  /** How values come out; pg's own ways by default. */
  types?: pg.CustomTypesConfig;
  /** How long a query may wait for the one connection before it fails. */
  waitMs?: number;
};

const WAIT_MS = 30_000;

/**
 * Opens (and makes at the first start) PostgreSQL compiled to WebAssembly in the folder `dir`, inside this process,
 * behind what stands for a `pg.Pool`. For trying the hub out where the real server cannot run: it never waits for the
 * disk, so a power cut may cost what was written last; it does one transaction at a time, holding up everything else;
 * and plain SET is seen by all (use `set local`). Ending the pool closes the database.
 * @throws Error in one line when another process has the folder open.
 */
export async function openPglitePool(dir: string, options: PgliteOptions = {}): Promise<PglitePool> {
  await mkdir(dir, { recursive: true });
  const home = await realpath(dir);
  const release = await takeLock(join(home, 'hub.lock'), dir);
  try {
    const database = await openDatabase(home);
    // pg's own client over PGlite's protocol: values, errors and results are what they are with a server.
    const config = { ...createPgConfig(database), ...(options.types ? { types: options.types } : {}) };
    const client = new pg.Client(config as pg.ClientConfig);
    await client.connect();
    const close = async () => {
      await client.end();
      await database.close();
      await release();
    };
    return openPool(openSession(client, options.waitMs ?? WAIT_MS), close);
  } catch (error) {
    await release();
    throw error;
  }
}

/** A first start that was interrupted is made again: only a database that was opened once counts as made. */
async function openDatabase(home: string): Promise<PGlite> {
  const data = join(home, 'data');
  const made = join(home, 'made');
  const isMade = await access(made).then(
    () => true,
    () => false,
  );
  if (!isMade) await rm(data, { recursive: true, force: true });
  const database = await PGlite.create({ dataDir: data, extensions: { pg_trgm, unaccent } });
  if (!isMade) await writeFile(made, '');
  return database;
}
