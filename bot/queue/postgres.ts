import type { PgPool, PgQueryResult, Processor, WorkerOptions } from 'bullmq';
import type { Database } from '../../db/database.ts';
import { within } from './batches.ts';
import type { Bell } from './bells.ts';
import type { Store } from './store.ts';

const SCHEMA = 'bullmq';
const END_LIMIT_MS = 2_000;

/** A pool of the database's, or what stands for one (PGlite behind a facade). */
export type QueuePool = Database['pool'];

/**
 * The database's address as the queue's own pool is opened with: `bullmq` is the schema of its connections, since
 * BullMQ's statements name tables without one; and a commit does not wait for the disk, since bells may be lost.
 */
export function queueDatabaseUrl(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  const options = [url.searchParams.get('options'), `-c search_path=${SCHEMA}`, '-c synchronous_commit=off']
    .filter(Boolean)
    .join(' ');
  url.searchParams.set('options', options);
  return url.href;
}

/** BullMQ in the database's schema `bullmq`, brought up to date first (an advisory lock lets one process do it). */
export async function openPostgresStore(queuePool: QueuePool, name: string): Promise<Store> {
  // BullMQ describes the part of a pool it uses in its own words, which pg's overloads do not match literally.
  const pool = queuePool as unknown as PgPool;
  const { Queue, Worker, createPostgresBackend, runMigrations } = await import('bullmq');
  const client = await pool.connect();
  let schema: string | null;
  try {
    await runMigrations(client, SCHEMA);
    const { rows } = await client.query<{ schema: string | null }>('select current_schema()::text as schema');
    schema = rows[0]?.schema ?? null;
  } finally {
    client.release();
  }
  const connection = schema === SCHEMA ? pool : withinSchema(pool);
  return {
    queue: (streams) => new Queue(name, { connection, streams }, createPostgresBackend),
    worker: (look: Processor<Bell>, options: Omit<WorkerOptions, 'connection'>) =>
      new Worker(name, look, { ...options, connection }, createPostgresBackend),
    async ping() {
      await pool.query('select 1');
    },
    async close() {
      // A look that outlived its time may still hold a connection; the pool must not wait for it.
      await within(END_LIMIT_MS, pool.end()).catch(() => undefined);
    },
  };
}

/**
 * The same pool, each query in a transaction with the schema set: for pools whose connections cannot carry it
 * themselves (PGlite has one session for all, a pooler may refuse start options). Three more round trips a query.
 */
function withinSchema(pool: PgPool): PgPool {
  const settings = `set_config('search_path', '${SCHEMA}', true), set_config('synchronous_commit', 'off', true)`;
  const scoped: PgPool = {
    async query<R>(text: string, values?: readonly unknown[]): Promise<PgQueryResult<R>> {
      const client = await pool.connect();
      let broken = false;
      try {
        await client.query('begin');
        await client.query(`select ${settings}`);
        const result = await client.query<R>(text, values);
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch(() => {
          broken = true;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    connect: () => pool.connect(),
    end: () => pool.end(),
    on(event: 'error' | 'connect', listener: (...given: never[]) => void) {
      pool.on(event as 'error', listener as (error: Error) => void);
      return scoped;
    },
    removeAllListeners(event) {
      pool.removeAllListeners(event);
      return scoped;
    },
  };
  return scoped;
}
