import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEMO_SHOP } from '../../tools/shops/demo-shop.ts';
import { beside, type Emit, median, rounded, timed } from './figures.ts';
import type { Place } from './place.ts';

const ROUNDS = 11;
const READ = fileURLToPath(new URL('../../flows/understand/start.mjs', import.meta.url));
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/order-reader', import.meta.url));
const LINE = '{"text":"Bonjour, je voudrais 2 gâteaux aux fraises pour samedi svp","ref_time":"2026-11-22T16:00"}\n';

/**
 * `npm run read`'s process from its start to the end of its one message; the floor is a Node that does nothing. Beside
 * them what the reader adds to that Node, with its bundle kept and when it has to be made.
 */
export async function readerLoad(place: Place, emit: Emit): Promise<void> {
  const shop = join(place.dir, 'reader-shop.json');
  writeFileSync(shop, JSON.stringify(DEMO_SHOP));
  const node = (...args: string[]) =>
    timed(() => {
      const ran = spawnSync(process.execPath, args, { input: LINE, env: place.basics, encoding: 'utf8' });
      if (ran.status !== 0) throw new Error(ran.stderr);
      if (args[0] === READ && !ran.stdout.includes('gateau-fraises')) throw new Error(`read ${ran.stdout}`);
    });
  const samples = { ours: [] as number[], floor: [] as number[], first: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    rmSync(CACHE, { recursive: true, force: true });
    samples.first.push(await node(READ, '--shop', shop));
    samples.floor.push(await node('-e', '0'));
    samples.ours.push(await node(READ, '--shop', shop));
  }
  const over = (list: number[]) => rounded(median(list) - median(samples.floor));
  emit(
    beside('reader load and first message', 'ms', samples.ours, samples.floor, {
      over_node_ms: over(samples.ours),
      over_node_uncached_ms: over(samples.first),
    }),
  );
}
