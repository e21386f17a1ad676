import { spawn } from 'node:child_process';
import { mkdir, readdir, realpath, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, systemBinaries } from '../embedded/binaries.ts';
import { freePort } from '../embedded/cluster.ts';
import { startEmbedded } from '../embedded/index.ts';
import { TEST_SETTINGS } from './server.ts';

/** A server for the run: where it is, what to say about it, how to end it when it is ours. */
export type Service = { url: string; says: string; stop(): Promise<void> };

/** Why there is none. */
export type Missing = { missing: string };

const OLDEST_POSTGRES = 15;
const nothing = async () => undefined;

/** The embedded database of the run, below `dir`. */
export async function startDatabase(dir: string): Promise<Service> {
  const embedded = await startEmbedded({ dataDir: join(dir, 'embedded'), log: nothing, settings: TEST_SETTINGS });
  return { url: embedded.url, says: 'embedded PostgreSQL', stop: embedded.stop };
}

/** A PostgreSQL server of 15 or newer: the one `given`, one on the standard port, or one started from programs found. */
export async function findPostgres(dir: string, given: string | undefined): Promise<Service | Missing> {
  if (given && /^postgres(ql)?:/.test(given)) {
    const refusal = await refusalOf(given);
    return refusal === null
      ? { url: given, says: 'the one of DATABASE_URL', stop: nothing }
      : { missing: `DATABASE_URL: ${refusal}` };
  }
  for (const user of new Set(['postgres', userInfo().username])) {
    const url = `postgres://${encodeURIComponent(user)}@127.0.0.1:5432/postgres`;
    if ((await refusalOf(url)) === null) return { url, says: 'the one on port 5432', stop: nothing };
  }
  const binaries = await installed();
  if (!binaries) return { missing: `no PostgreSQL ${OLDEST_POSTGRES} or newer is installed` };
  const dataDir = join(dir, 'postgres');
  const started = await startEmbedded({ dataDir, log: nothing, settings: TEST_SETTINGS, binaries });
  return { url: started.url, says: `${binaries.version} of ${binaries.bin}, started`, stop: started.stop };
}

/** Why tests cannot use that server; null when they can. */
async function refusalOf(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on('error', nothing);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number; may: boolean }>(
      `select current_setting('server_version_num')::int / 10000 as version, rolcreatedb or rolsuper as may
       from pg_roles where rolname = current_user`,
    );
    if ((rows[0]?.version ?? 0) < OLDEST_POSTGRES)
      return `PostgreSQL ${rows[0]?.version} is older than ${OLDEST_POSTGRES}`;
    return rows[0]?.may ? null : 'its role may not create databases, which every test file needs';
  } catch (error) {
    return error instanceof Error ? error.message || error.name : String(error);
  } finally {
    await client.end().catch(nothing);
  }
}

/** The oldest installation that is new enough: that is the promise to keep. */
async function installed(): Promise<Binaries | null> {
  const versions = await readdir('/usr/lib/postgresql').catch((): string[] => []);
  const bins = [...versions.map((version) => join('/usr/lib/postgresql', version, 'bin')), ...onPath()];
  const found: Binaries[] = [];
  for (const bin of bins) {
    const real = await realpath(join(bin, 'postgres')).catch(() => null);
    const initdb = await realpath(join(bin, 'initdb')).catch(() => null);
    if (!real || !initdb) continue;
    const binaries = await systemBinaries(bin).catch(() => null);
    if (binaries && binaries.major >= OLDEST_POSTGRES) found.push(binaries);
  }
  return found.sort((a, b) => a.major - b.major)[0] ?? null;
}

const onPath = () => (process.env.PATH ?? '').split(delimiter).filter((dir) => dir !== '');

/** A Redis: the one `given`, one on the standard port, or one started from a program found. */
export async function findRedis(dir: string, given: string | undefined): Promise<Service | Missing> {
  if (given) {
    return (await answersRedis(given))
      ? { url: given, says: 'the one of REDIS_URL', stop: nothing }
      : { missing: 'REDIS_URL does not answer' };
  }
  const standard = 'redis://127.0.0.1:6379';
  if (await answersRedis(standard)) return { url: standard, says: 'the one on port 6379', stop: nothing };
  return startRedis(join(dir, 'redis'));
}

async function startRedis(dir: string): Promise<Service | Missing> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  await mkdir(dir);
  const settings = { port, bind: '127.0.0.1', dir, save: '', appendonly: 'no', loglevel: 'warning' };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  for (const program of ['redis-server', 'valkey-server']) {
    // In a group of its own: an interrupt at the keyboard is for us, who stop it after the tests.
    const child = spawn(program, args, { stdio: 'ignore', detached: true });
    let ended = false;
    const end = new Promise<void>((resolve) => {
      child.on('error', () => resolve());
      child.on('exit', () => resolve());
    }).then(() => {
      ended = true;
    });
    await Promise.race([end, pause(20)]);
    while (!ended && !(await answersRedis(url))) await pause(20);
    if (ended) continue;
    await writeFile(join(dir, 'redis.pid'), String(child.pid));
    child.unref();
    const stop = async () => {
      child.kill('SIGKILL');
      await end;
    };
    return { url, says: `${program}, started`, stop };
  }
  return { missing: 'no redis-server is installed' };
}

/** Asks with the protocol's own words; a password goes with them. Over TLS an open port has to do. */
function answersRedis(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const { hostname, port, password, username, protocol } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) || 6379 });
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(2_000, () => finish(false));
    socket.on('error', () => finish(false));
    socket.on('connect', () => {
      if (protocol === 'rediss:') return finish(true);
      const login = [username, password].filter((part) => part !== '').map(decodeURIComponent);
      socket.write(`${password ? `AUTH ${login.join(' ')}\r\n` : ''}PING\r\n`);
    });
    let said = '';
    socket.on('data', (chunk) => {
      said += chunk;
      if (said.includes('+PONG\r\n')) finish(true);
      else if (said.includes('-')) finish(false);
    });
    socket.on('end', () => finish(false));
  });
}
