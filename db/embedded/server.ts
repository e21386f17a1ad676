import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { runs } from './lock.ts';

/** A server that runs on our folder. */
export type Running = { pid: number; port: number };

/** What answers on a port: our server, our server not yet or no more ready, one that refuses our password, another. */
type Answer = 'ours' | 'not ready' | 'wrong password' | 'another' | 'nothing';

const POLL_MS = 25;
/** Replaying the log after a crash may take minutes on a slow disk. */
const READY_MS = 300_000;
const FAST_STOP_MS = 60_000;

export const urlOf = (port: number, password: string, database = 'hub') =>
  `postgres://hub:${password}@127.0.0.1:${port}/${database}`;

/** The first lines PostgreSQL keeps in its folder: its process and its port. Null when there are none. */
export async function readPidFile(cluster: string): Promise<Running | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return '';
    throw new Error(`${cluster} cannot be read (${error.code}): it belongs to another user`);
  });
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, port: Number(lines[3]) || 0 } : null;
}

/**
 * The server that already runs on `cluster`, once it is ready, and whether it takes our password; null when none runs.
 * A pid file left by a dead server whose number now belongs to another program is defused, so that PostgreSQL starts
 * over it.
 * @throws Error when something holds the folder and never answers.
 */
export async function findRunning(
  cluster: string,
  password: string,
): Promise<(Running & { letsUsIn: boolean }) | null> {
  for (let waited = 0; waited < READY_MS; waited += POLL_MS) {
    const found = await readPidFile(cluster);
    if (!found) return null;
    const answer = found.port ? await ask(cluster, urlOf(found.port, password, 'postgres')) : 'nothing';
    if (answer === 'ours') return { ...found, letsUsIn: true };
    const holds = holdsFolder(found.pid, cluster);
    if (holds === false) {
      await defuse(cluster, found.pid);
      return null;
    }
    if (holds === true && answer === 'wrong password') return { ...found, letsUsIn: false };
    await pause(POLL_MS);
  }
  const found = await readPidFile(cluster);
  throw new Error(`process ${found?.pid} holds the database ${cluster} and does not answer: stop it, then start again`);
}

/** Asks who answers at `url`; only a server that says it works in `cluster` is ours. */
export async function ask(cluster: string, url: string): Promise<Answer> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ dir: string }>("select current_setting('data_directory') as dir");
    return (await sameFolder(rows[0]?.dir ?? '', cluster)) ? 'ours' : 'another';
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    if (code === '57P03' || code === '53300') return 'not ready';
    if (code === '28P01' || code === '28000') return 'wrong password';
    return code === 'ECONNREFUSED' ? 'nothing' : 'another';
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function sameFolder(one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  const [a, b] = await Promise.all([one, other].map((dir) => realpath(dir).catch(() => null)));
  return a !== null && a === b;
}

/** PostgreSQL works inside its folder, which tells it from a program that got its number later; null = cannot tell. */
export function holdsFolder(pid: number, cluster: string): boolean | null {
  if (!runs(pid)) return false;
  if (process.platform !== 'linux') return null;
  try {
    const [its, ours] = [statSync(`/proc/${pid}/cwd`), statSync(cluster)];
    return its.dev === ours.dev && its.ino === ours.ino;
  } catch {
    return false;
  }
}

/**
 * Puts our own number into the pid file: PostgreSQL takes its parent's number for a leftover, and still checks by the
 * shared memory named further down that no process of the old server lives on. (Removing the file would skip that.)
 */
async function defuse(cluster: string, pid: number): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text.startsWith(`${pid}\n`)) await writeFile(file, text.replace(/^\d+/, String(process.pid)));
}

/** Stops the server fast: open transactions are rolled back, everything committed is on the disk. Waits for the end. */
export async function stopServer(cluster: string, running: Running, pgCtl: string): Promise<void> {
  if (process.platform === 'win32') {
    // There a signal is a kill; pg_ctl knows PostgreSQL's own way.
    await promisify(execFile)(pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-w']);
    return;
  }
  if (holdsFolder(running.pid, cluster) !== false) signal(running.pid, 'SIGINT');
  for (let waited = 0; ; waited += POLL_MS) {
    const found = await readPidFile(cluster).catch(() => null);
    if (found?.pid !== running.pid || holdsFolder(running.pid, cluster) === false) return;
    if (waited === FAST_STOP_MS) signal(running.pid, 'SIGQUIT');
    if (waited > 2 * FAST_STOP_MS) throw new Error(`the database (process ${running.pid}) does not stop`);
    await pause(POLL_MS);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
