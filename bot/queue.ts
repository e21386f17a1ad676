import type { Job } from 'bullmq';
import type { Log } from './log.ts';
import { openBatches, within } from './queue/batches.ts';
import { ALARM, type Bell, type BellJob, type Rung, readBell } from './queue/bells.ts';
import { openPostgresStore, type QueuePool } from './queue/postgres.ts';
import { openRedisStore } from './queue/redis.ts';
import type { JobWorker, Store } from './queue/store.ts';

export type { Bell } from './queue/bells.ts';
export { type QueuePool, queueDatabaseUrl } from './queue/postgres.ts';

/** The truth is in the database (table `work`); the queue only says "look at it". Losing or doubling a bell is harmless. */
export type Queue = {
  /**
   * Rings once for each bell, at or after `at` (milliseconds since the epoch; default now). Bells for the same kind,
   * shop and ref that already wait are merged; one rung while its work is running is kept and rings after it. Bells for
   * later neither hold back nor replace a bell for now. Resolves when the store has them; never rejects: what could
   * not be stored is logged, and the clock's sweep finds its work.
   */
  ring(bells: Rung[]): Promise<void>;
  /**
   * Starts looking. `look` is called at least once for a bell, so it must be idempotent; for one bell never twice at
   * the same time while its process lives. When it throws it is called again, 8 times within about a minute.
   */
  work(look: (bell: Bell) => Promise<void>, options?: { concurrency?: number }): Promise<void>;
  /** A bell `{ kind: 'clock', shopId: '', ref: name }` every `everyMs`, once across all processes. */
  every(name: string, everyMs: number): Promise<void>;
  /** Finishes what is running, for at most `timeoutMs` (default 10 s), then closes all connections, the pool too. */
  close(timeoutMs?: number): Promise<void>;
  /** Whether the queue's store answers. */
  ready(): Promise<boolean>;
};

export type QueueOptions = ({ pool: QueuePool } | { redisUrl: string }) & {
  /** The clock that `at` is read by. */
  now?: () => number;
  /** Queues of different names on one store do not hear each other. */
  name?: string;
};

const CONCURRENCY = 8;
const CLOSE_LIMIT_MS = 10_000;
const PING_LIMIT_MS = 2_000;
/** Work of a process that died is looked at again after LOCK_MS and up to two checks. A busy loop may miss a renewal. */
const LOCK_MS = 4_000;
const STALLED_CHECK_MS = 2_000;
/** BullMQ would give a job up after it stalled this often; a bell is never to blame for its process. */
const STALLED_MAX = 1_000_000;
/** Nobody reads BullMQ's own event stream. */
const EVENTS_KEPT = 100;
const SAME_ERROR_QUIET_MS = 60_000;

/**
 * Opens the queue: in PostgreSQL through a pool of its own (see `queueDatabaseUrl`; close ends it), or on Redis.
 * Rejects when the store does not answer or, on PostgreSQL, may not be given its schema.
 */
export async function openQueue(options: QueueOptions, log: Log): Promise<Queue> {
  const now = options.now ?? Date.now;
  const name = options.name ?? 'hub';
  const onError = complainOnce(log, now);
  const store: Store =
    'pool' in options
      ? await openPostgresStore(options.pool, name)
      : await openRedisStore(options.redisUrl, name, onError);
  const queue = store.queue({ events: { maxLen: EVENTS_KEPT } });
  queue.on('error', onError);
  await queue.waitUntilReady();
  // On PostgreSQL a bulk makes a table of its own each time; one bell alone costs a quarter without it.
  const send = (jobs: BellJob[]) => {
    const [only, ...others] = jobs;
    return only && others.length === 0 ? queue.add(only.name, only.data, only.opts) : queue.addBulk(jobs);
  };
  const batches = openBatches(send, now, log);
  let worker: JobWorker | null = null;
  let closing: Promise<void> | null = null;

  const close = async (timeoutMs: number) => {
    if (worker) {
      await within(timeoutMs, worker.close()).catch(() =>
        log.warn('closed before all work was finished, it will be looked at again', { timeoutMs }),
      );
    }
    await batches.settled();
    await within(PING_LIMIT_MS, queue.close()).catch(() => undefined);
    await store.close();
  };

  return {
    async ring(bells) {
      await batches.add(bells);
    },
    async work(look, { concurrency = CONCURRENCY } = {}) {
      if (worker) throw new Error('this queue is already being worked');
      const hear = async (job: Job<Bell>) => {
        const bell = readBell(job.data);
        if (!bell) return log.warn('a bell of another version was dropped', { job: job.name });
        if (job.name !== ALARM) return look(bell);
        if (!(await batches.add([{ bell }]))) throw new Error('the bell of an alarm was lost');
      };
      worker = store.worker(hear, {
        concurrency,
        lockDuration: LOCK_MS,
        stalledInterval: STALLED_CHECK_MS,
        maxStalledCount: STALLED_MAX,
        runRetryDelay: 1_000,
      });
      worker.on('error', onError);
      worker.on('stalled', () => log.info('work whose process stopped is looked at again'));
      worker.on('failed', (job, error) =>
        log.warn('looking failed', { ...job?.data, attempt: job?.attemptsMade, of: job?.opts.attempts, error }),
      );
      await worker.waitUntilReady();
    },
    async every(clock, everyMs) {
      const data: Bell = { kind: 'clock', shopId: '', ref: clock };
      const opts = { removeOnComplete: true, removeOnFail: true };
      await queue.upsertJobScheduler(clock, { every: everyMs }, { name: 'clock', data, opts });
    },
    close(timeoutMs = CLOSE_LIMIT_MS) {
      closing ??= close(timeoutMs);
      return closing;
    },
    async ready() {
      if (closing) return false;
      return within(PING_LIMIT_MS, store.ping()).then(
        () => true,
        () => false,
      );
    },
  };
}

/** Logs an error of the store, the same one at most once a minute: a store that is away fails many times a second. */
function complainOnce(log: Log, now: () => number): (error: Error) => void {
  let last = { message: '', at: 0 };
  return (error) => {
    const at = now();
    if (error.message === last.message && at - last.at < SAME_ERROR_QUIET_MS) return;
    last = { message: error.message, at };
    log.warn('the queue has trouble', { error });
  };
}
