import type {
  Job,
  JobSchedulerTemplateOptions,
  JobsOptions,
  Processor,
  QueueOptions,
  RepeatOptions,
  WorkerOptions,
} from 'bullmq';
import type { Bell, BellJob } from './bells.ts';

/** Where BullMQ keeps its jobs: PostgreSQL or Redis. */
export type Store = {
  queue(streams: NonNullable<QueueOptions['streams']>): JobQueue;
  worker(look: Processor<Bell>, options: Omit<WorkerOptions, 'connection'>): JobWorker;
  /** Rejects when the store does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

/** What we use of BullMQ's Queue. */
export type JobQueue = {
  add(name: string, data: Bell, opts: JobsOptions): Promise<unknown>;
  addBulk(jobs: BellJob[]): Promise<unknown>;
  upsertJobScheduler(
    id: string,
    repeat: Omit<RepeatOptions, 'key'>,
    template: { name: string; data: Bell; opts: JobSchedulerTemplateOptions },
  ): Promise<unknown>;
  waitUntilReady(): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
};

/** What we use of BullMQ's Worker. */
export type JobWorker = {
  waitUntilReady(): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'stalled', listener: (jobId: string) => void): unknown;
  on(event: 'failed', listener: (job: Job<Bell> | undefined, error: Error) => void): unknown;
  close(): Promise<void>;
};
