import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { type BellJob, bellJob, type Rung } from './bells.ts';

/** BullMQ's PostgreSQL backend takes a hundred distinct bells in about 16 ms, so one statement stays below 0.1 s. */
const BATCH_MAX = 500;
/** Bells beyond this are not kept in memory while the queue's store is away; the clock's sweep finds their work. */
const WAITING_MAX = 20_000;
const SEND_LIMIT_MS = 5_000;
/** A batch costs the store more than the bells in it: where bells come thick and fast, one leaves this often. */
const PACE_MS = 25;

export type Batches = {
  /** True when all bells reached the store. Never rejects. */
  add(bells: Rung[]): Promise<boolean>;
  /** Resolves when nothing is on its way. */
  settled(): Promise<void>;
};

/**
 * Sends bells in batches, one at a time: the first leaves at once; what is rung while a batch is on its way, or within
 * PACE_MS of its leaving, goes together in the next one, equal bells once. So many callers cost few statements.
 */
export function openBatches(send: (jobs: BellJob[]) => Promise<unknown>, now: () => number, log: Log): Batches {
  let waiting = new Map<string, BellJob>();
  let next: Promise<boolean> | null = null;
  let current: Promise<boolean> = Promise.resolve(true);
  let left = Number.NEGATIVE_INFINITY;

  const deliver = async (jobs: BellJob[]): Promise<boolean> => {
    try {
      for (let from = 0; from < jobs.length; from += BATCH_MAX)
        await within(SEND_LIMIT_MS, send(jobs.slice(from, from + BATCH_MAX)));
      return true;
    } catch (error) {
      log.warn('bells lost, the next sweep will find their work', { bells: jobs.length, error });
      return false;
    }
  };

  const depart = (): Promise<boolean> => {
    const jobs = [...waiting.values()];
    waiting = new Map();
    next = null;
    left = performance.now();
    current = deliver(jobs);
    return current;
  };

  const inTurn = async (): Promise<boolean> => {
    await current;
    const early = left + PACE_MS - performance.now();
    if (early > 0) await pause(early);
    return depart();
  };

  return {
    add(bells) {
      const at = now();
      if (bells.length === 0) return Promise.resolve(true);
      if (waiting.size + bells.length > WAITING_MAX) {
        log.warn('too many bells at once, the next sweep will find their work', { bells: bells.length });
        return Promise.resolve(false);
      }
      for (const rung of bells) {
        const { key, job } = bellJob(rung, at);
        if (!waiting.has(key)) waiting.set(key, job);
      }
      next ??= inTurn();
      return next;
    },
    async settled() {
      await (next ?? current);
    },
  };
}

/** The promise's value, or a rejection after `limitMs`. The work itself goes on; its outcome is then ignored. */
export async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
