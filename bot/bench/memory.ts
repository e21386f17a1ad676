import { setTimeout as pause } from 'node:timers/promises';
import { openPool } from '../../db/database.ts';
import { startFakeGraph } from '../fakes/graph.ts';
import { PHONE_NUMBER_ID } from '../testing/shop.ts';
import { type Emit, rounded } from './figures.ts';
import { bombard, type Request } from './load.ts';
import { memoryMb } from './machine.ts';
import type { Child, Place } from './place.ts';
import { APP_SECRET, hubEnvironment } from './shop.ts';

const MESSAGES = 1_000;
const SETTLE_MS = 4_000;
const LIMIT_MS = 180_000;

/** Resident memory of the hub's process after its start and after a thousand customers were answered. */
export async function memory(place: Place, emit: Emit): Promise<void> {
  const graph = await startFakeGraph({ appSecret: APP_SECRET });
  const env = await hubEnvironment(place, { GRAPH_URL: graph.url, BURST_MS: '0' });
  const hub = await place.start('../testing/child.ts', env);
  const floor = await place.start('./floor.ts', { DATABASE_URL: await place.database(), APP_SECRET });
  const pool = openPool(env.DATABASE_URL!, 1);
  try {
    await pause(SETTLE_MS);
    await show(emit, 'memory after start', hub, floor, await memoryMb(place.serverPid, 'Pss', true));
    const requests = (path: string): Request[] =>
      Array.from({ length: MESSAGES }, (_, number) => {
        const from = `3373${String(1_000_000 + number)}`;
        const { body, headers } = graph.inboundText({
          phoneNumberId: PHONE_NUMBER_ID,
          from,
          text: 'Bonjour, je voudrais 2 gâteaux aux fraises pour samedi svp',
        });
        return { path, headers, body };
      });
    await bombard({ url: floor.url, requests: requests('/insert'), connections: 4, limitMs: LIMIT_MS });
    const from = performance.now();
    await bombard({ url: hub.url, requests: requests('/webhooks/meta'), connections: 4, limitMs: LIMIT_MS });
    await quiet(pool);
    const seconds = (performance.now() - from) / 1000;
    await show(emit, `memory after ${MESSAGES} messages`, hub, floor, await memoryMb(place.serverPid, 'Pss', true));
    emit({
      name: 'turns answered under load',
      unit: 'turns/s',
      value: rounded(MESSAGES / seconds),
      replies: graph.sent.length,
    });
  } finally {
    await pool.end();
    await Promise.all([hub.stop(), floor.stop()]);
    await graph.close();
  }
}

async function show(emit: Emit, name: string, hub: Child, floor: Child, server: number | null): Promise<void> {
  const [ours, least] = [await memoryMb(hub.pid, 'Rss'), await memoryMb(floor.pid, 'Rss')];
  if (ours === null || least === null) return;
  emit({
    name,
    unit: 'MB',
    value: rounded(ours),
    floor: rounded(least),
    ratio: rounded(ours / least),
    ...(server === null ? {} : { database_pss_mb: rounded(server) }),
  });
}

async function quiet(pool: ReturnType<typeof openPool>): Promise<void> {
  const from = performance.now();
  for (;;) {
    const { rows } = await pool.query<{ left: number }>(
      "select count(*) as left from work where due_at < now() + interval '5 minutes'",
    );
    if (rows[0]!.left === 0) return;
    if (performance.now() - from > LIMIT_MS)
      throw new Error(`${rows[0]!.left} pieces of work are left after ${LIMIT_MS} ms`);
    await pause(100);
  }
}
