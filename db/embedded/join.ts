import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterOf } from './cluster.ts';
import { homeOf } from './place.ts';
import { ask, readPidFile, urlOf } from './server.ts';

/**
 * The url of the PostgreSQL that runs for `dataDir` right now; null when none does. For a short command beside a
 * running hub: it takes no lock, starts nothing and stops nothing, so the server may end under it like any other.
 */
export async function joinEmbedded(dataDir: string): Promise<string | null> {
  const real = await realpath(dataDir).catch(() => null);
  if (real === null) return null;
  const password = (await readFile(join(real, 'pg.password'), 'utf8').catch(() => '')).trim();
  if (!password) return null;
  const cluster = clusterOf({ home: await homeOf(real) });
  const running = await readPidFile(cluster);
  if (!running?.port) return null;
  const answer = await ask(cluster, urlOf(running.port, password, 'postgres'));
  return answer === 'ours' ? urlOf(running.port, password) : null;
}
