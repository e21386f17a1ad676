import { join } from 'node:path';
import { type Database, openDatabase, openPool, VALUE_TYPES } from '../db/database.ts';
import type { Log } from './log.ts';
import { openQueue, type Queue, queueDatabaseUrl } from './queue.ts';
import type { Settings } from './settings.ts';

export type OpenDatabase = {
  database: Database;
  /** What runs underneath, for the log and the admin page. */
  engine: 'embedded' | 'server' | 'pglite';
  openQueue(): Promise<Queue>;
  /** Ends connections and what we started ourselves. */
  close(): Promise<void>;
};

const POOL_SIZE = 12;
const QUEUE_POOL_SIZE = 8;

/** Opens the database the settings name; embedded by default. Throws an Error of one line when it cannot be had. */
export async function openDatabaseFor(settings: Settings, log: Log): Promise<OpenDatabase> {
  const { database } = settings;
  if (database.kind === 'server') return onServer(settings, database.url, 'server', async () => {}, log);
  if (database.kind === 'pglite') return onPglite(settings, database.dir, log);
  const { EmbeddedUnavailable, startEmbedded } = await import('../db/embedded/index.ts');
  try {
    const embedded = await startEmbedded({ dataDir: settings.dataDir, log: (line) => log.info(line) });
    return await onServer(settings, embedded.url, 'embedded', () => embedded.stop(), log);
  } catch (error) {
    if (!(error instanceof EmbeddedUnavailable)) throw error;
    log.warn(
      `PostgreSQL cannot run here (${error.message}); falling back to PGlite: for trying out only, it never syncs to disk`,
    );
    return onPglite(settings, join(settings.dataDir, 'pglite'), log);
  }
}

async function onServer(
  settings: Settings,
  url: string,
  engine: 'embedded' | 'server',
  stop: () => Promise<void>,
  log: Log,
): Promise<OpenDatabase> {
  const pool = openPool(url, POOL_SIZE);
  let database: Database;
  try {
    database = await openDatabase(pool);
  } catch (error) {
    await pool.end().catch(() => {});
    await stop();
    throw unreachable(error, url, engine);
  }
  return {
    database,
    engine,
    openQueue: () =>
      openQueue(
        {
          ...(settings.redisUrl
            ? { redisUrl: settings.redisUrl }
            : { pool: openPool(queueDatabaseUrl(url), QUEUE_POOL_SIZE) }),
          now: settings.now,
        },
        log,
      ),
    close: async () => {
      await database.close();
      await stop();
    },
  };
}

async function onPglite(settings: Settings, dir: string, log: Log): Promise<OpenDatabase> {
  const { openPglitePool } = await import('../db/pglite/index.ts');
  const pool = await openPglitePool(dir, { types: VALUE_TYPES });
  const database = await openDatabase(pool);
  log.warn('the database is PGlite: for trying out only, it never syncs to disk and serves one process', { dir });
  const lent = pool.sibling({ search_path: 'bullmq', synchronous_commit: 'off' });
  return {
    database,
    engine: 'pglite',
    openQueue: () =>
      openQueue({ ...(settings.redisUrl ? { redisUrl: settings.redisUrl } : { pool: lent }), now: settings.now }, log),
    close: () => database.close(),
  };
}

function unreachable(error: unknown, url: string, engine: string): Error {
  if (error instanceof Error && error.name === 'NoSafeRole') return error;
  const where = engine === 'embedded' ? 'the embedded PostgreSQL' : `DATABASE_URL (${new URL(url).host})`;
  const cause = error as NodeJS.ErrnoException & { errors?: NodeJS.ErrnoException[] };
  const why = cause.message || cause.errors?.[0]?.message || cause.code || String(error);
  return new Error(`${where} cannot be reached: ${why}`);
}
