import type { JobsOptions } from 'bullmq';
import { z } from 'zod';

/** "Look at it": the kind of work, whose, and which. `shopId` is empty for a `clock` bell, whose ref is its name. */
export type Bell = { kind: 'turn' | 'deliver' | 'errand' | 'clock'; shopId: string; ref: string };

/** A bell and the moment (milliseconds since the epoch) from which it may ring; none: now. */
export type Rung = { bell: Bell; at?: number };

/** A job as BullMQ takes it. `alarm` jobs only turn into bells when their time has come. */
export type BellJob = { name: string; data: Bell; opts: JobsOptions };

export const ALARM = 'alarm';

/** Alarms of one bell that fall into the same span of this length become one, at its end. */
const ALARM_GRAIN_MS = 50;
/** 0.5 s, 1 s, … 32 s: about a minute in all. Then the clock's sweep finds the work again. */
const ATTEMPTS = 8;
const FIRST_PAUSE_MS = 500;

const REPEATED: JobsOptions = {
  attempts: ATTEMPTS,
  backoff: { type: 'exponential', delay: FIRST_PAUSE_MS },
  removeOnComplete: true,
  removeOnFail: true,
};

const shape = z.object({ kind: z.enum(['turn', 'deliver', 'errand', 'clock']), shopId: z.string(), ref: z.string() });

/** The bell in a job's data; null when another version of the hub put something else there. */
export function readBell(data: unknown): Bell | null {
  const parsed = shape.safeParse(data);
  return parsed.success ? parsed.data : null;
}

/** What makes two bells the same. Encoded, because BullMQ reads `:` in names its own way. */
export function bellKey(bell: Bell): string {
  return [bell.kind, bell.shopId, bell.ref].map(encodeURIComponent).join('|');
}

/**
 * The job that rings the bell, and the key under which equal ones are merged.
 *
 * A bell for now is deduplicated by its key: merged while waiting, kept while its work runs, and it pulls forward one
 * that waits after a failure. A bell for later is an alarm, a job of its own, known by key and time: were it one with
 * the bell for now, either the later would swallow the sooner or the sooner the later.
 */
export function bellJob({ bell, at }: Rung, now: number): { key: string; job: BellJob } {
  const key = bellKey(bell);
  const data = { kind: bell.kind, shopId: bell.shopId, ref: bell.ref };
  if (at === undefined || at <= now) {
    const deduplication = { id: key, keepLastIfActive: true, reschedule: true };
    return { key, job: { name: bell.kind, data, opts: { ...REPEATED, deduplication } } };
  }
  const due = Math.ceil(at / ALARM_GRAIN_MS) * ALARM_GRAIN_MS;
  const jobId = `${key}|${due}`;
  return { key: jobId, job: { name: ALARM, data, opts: { ...REPEATED, jobId, delay: due - now } } };
}
