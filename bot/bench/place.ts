import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openPool } from '../../db/database.ts';
import { startEmbedded } from '../../db/embedded/index.ts';
import { runs } from '../../db/embedded/lock.ts';

export type Child = { url: string; pid: number; stop(): Promise<void> };

/** Where the benches run: a folder of their own and an embedded server with its durability as in real use. */
export type Place = {
  dir: string;
  /** The server's process number; its backends are its children. */
  serverPid: number;
  /** A new, empty database on the server: its url. */
  database(): Promise<string>;
  /** Runs a file as its own process; resolves when it prints `READY <url>`. */
  start(file: string, env: Record<string, string>): Promise<Child>;
  /** The environment that programs need to run at all. */
  basics: Record<string, string>;
  close(): Promise<void>;
};

const PREFIX = 'hub-bench-';
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;

/** Opens the place. `close` ends every process started here and removes the folder. */
export async function openPlace(basics: Record<string, string>): Promise<Place> {
  await removeForgotten();
  const dir = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const embedded = await startEmbedded({ dataDir: join(dir, 'server'), log: () => {} }).catch(
    async (error: unknown) => {
      await rm(dir, { recursive: true, force: true });
      throw error;
    },
  );
  const server = openPool(embedded.url, 1);
  const children = new Set<Child>();
  let databases = 0;
  const {
    rows: [row],
  } = await server.query<{ pid: number }>(
    "select (regexp_split_to_array(pg_read_file('postmaster.pid'), E'\\n'))[1]::int as pid",
  );
  return {
    dir,
    serverPid: row!.pid,
    basics,
    async database() {
      const name = `bench_${++databases}`;
      await server.query(`create database ${name}`);
      const url = new URL(embedded.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    async start(file, env) {
      const child = await startChild(file, { ...basics, ...env }, dir);
      const known: Child = {
        ...child,
        stop: async () => {
          children.delete(known);
          await child.stop();
        },
      };
      children.add(known);
      return known;
    },
    async close() {
      await Promise.all([...children].map((child) => child.stop()));
      await server.end();
      await embedded.stop();
      await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The folders of benches that were killed: their server still runs, is taken over, and ended. */
async function removeForgotten(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (!pid || runs(pid)) continue;
    const dir = join(tmpdir(), name);
    const left = await startEmbedded({ dataDir: join(dir, 'server'), log: () => {} }).catch(() => null);
    await left?.stop();
    await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function startChild(file: string, env: Record<string, string>, cwd: string): Promise<Child> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), path], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const limit = setTimeout(() => child.kill('SIGKILL'), START_LIMIT_MS);
  const url = await new Promise<string>((ready, failed) => {
    child.once('exit', (code, signal) => failed(new Error(`${file} ended before it was ready (${signal ?? code})`)));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      if (line.startsWith('READY ')) ready(line.slice('READY '.length));
    });
  }).finally(() => clearTimeout(limit));
  return { url, pid: child.pid!, stop: () => endChild(child) };
}

/** Ends a process politely, by force when it does not hear. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const forced = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  child.kill('SIGTERM');
  await once(child, 'exit');
  clearTimeout(forced);
}
