import type { Processor, WorkerOptions } from 'bullmq';
import type { Redis, RedisOptions } from 'ioredis';
import { within } from './batches.ts';
import type { Bell } from './bells.ts';
import type { Store } from './store.ts';

const CONNECT_LIMIT_MS = 5_000;
const END_LIMIT_MS = 2_000;
const RETRY_MAX_MS = 2_000;
const PREFIX = 'quelyos';

/** BullMQ on a Redis server. Rejects with one line when nothing answers at the address. */
export async function openRedisStore(redisUrl: string, name: string, onError: (error: Error) => void): Promise<Store> {
  const [{ Queue, Worker }, { Redis: Client }] = await Promise.all([import('bullmq'), import('ioredis')]);
  const open = (options: RedisOptions): Redis => {
    const client = new Client(redisUrl, { lazyConnect: true, connectTimeout: CONNECT_LIMIT_MS, ...options });
    client.on('error', onError);
    return client;
  };
  await probe(new Client(redisUrl, { lazyConnect: true, connectTimeout: CONNECT_LIMIT_MS, retryStrategy: () => null }));
  const retryStrategy = (times: number) => Math.min(times * 200, RETRY_MAX_MS);
  // A ring fails soon when Redis is away, since the sweep makes up for it; a worker waits for Redis to come back.
  const ringing = open({ retryStrategy, maxRetriesPerRequest: 1 });
  const working = open({ retryStrategy, maxRetriesPerRequest: null });
  return {
    queue: (streams) => new Queue(name, { connection: ringing, prefix: PREFIX, streams }),
    worker: (look: Processor<Bell>, options: Omit<WorkerOptions, 'connection'>) =>
      new Worker<Bell>(name, look, { ...options, connection: working, prefix: PREFIX }),
    async ping() {
      await ringing.ping();
    },
    async close() {
      const clients = [ringing, working].filter((client) => client.status === 'ready');
      await within(END_LIMIT_MS, Promise.all(clients.map((client) => client.quit()))).catch(() => undefined);
      for (const client of [ringing, working]) client.disconnect();
    },
  };
}

async function probe(client: Redis): Promise<void> {
  let cause: Error | undefined;
  client.on('error', (error) => {
    cause = error;
  });
  try {
    await within(
      CONNECT_LIMIT_MS,
      client.connect().then(() => client.ping()),
    );
  } catch (error) {
    const { code, message } = (cause ?? error) as Error & { code?: string };
    throw new Error(`REDIS_URL: the server does not answer (${code ?? message})`);
  } finally {
    client.disconnect();
  }
}
