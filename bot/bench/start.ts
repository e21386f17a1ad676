import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../db/embedded/cluster.ts';
import { beside, type Emit, rounded } from './figures.ts';
import { endChild, type Place } from './place.ts';

const ROUNDS = 3;
const LIMIT_MS = 60_000;

/** From `npm start`'s process to its first ready answer, on an empty folder and again; the floor is bare Hono + pg. */
export async function start(place: Place, emit: Emit): Promise<void> {
  const floorUrl = await place.database();
  const first: number[] = [];
  const warm: number[] = [];
  const least: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const env = { DATA_DIR: join(place.dir, `start-${round}`), LOG_LEVEL: 'error' };
    least.push(await toReady(place, './floor.ts', { DATABASE_URL: floorUrl, APP_SECRET: '' }));
    first.push(await toReady(place, '../main.ts', env));
    least.push(await toReady(place, './floor.ts', { DATABASE_URL: floorUrl, APP_SECRET: '' }));
    warm.push(await toReady(place, '../main.ts', env));
  }
  emit(beside('start to ready, first', 'ms', first, least, { fastest_ms: rounded(Math.min(...first)) }));
  emit(beside('start to ready, again', 'ms', warm, least, { fastest_ms: rounded(Math.min(...warm)) }));
}

async function toReady(place: Place, file: string, env: Record<string, string>): Promise<number> {
  const port = await freePort();
  const path = fileURLToPath(new URL(file, import.meta.url));
  const from = performance.now();
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), path], {
    cwd: place.dir,
    env: { ...place.basics, ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    for (;;) {
      const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (ready) return performance.now() - from;
      if (child.exitCode !== null || performance.now() - from > LIMIT_MS)
        throw new Error(`${file} did not become ready`);
      await pause(10);
    }
  } finally {
    const gone = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
    await endChild(child);
    await gone;
  }
}
