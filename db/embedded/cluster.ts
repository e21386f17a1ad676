import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, EmbeddedUnavailable, program } from './binaries.ts';
import { type Identity, own, runAs, spawnOptions } from './identity.ts';
import { logSize, logTail, openLog } from './log.ts';
import { exists } from './place.ts';
import { ask, type Running, urlOf } from './server.ts';
import { commandLine } from './settings.ts';

/** What it takes to make and run a cluster: `home` holds its folder `pg`, `dataDir` our own small files about it. */
export type Site = {
  dataDir: string;
  home: string;
  binaries: Binaries;
  identity: Identity;
  settings: Record<string, string>;
};

const POLL_MS = 20;
const START_TRIES = 40;
const REFUSED = 'it refuses the stored password';

export const clusterOf = (site: Pick<Site, 'home'>) => join(site.home, 'pg');

/** The stored password, or a new one kept for the owner's eyes only. */
export async function readPassword(dataDir: string): Promise<string> {
  const file = join(dataDir, 'pg.password');
  const kept = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (kept) return kept;
  const password = randomBytes(24).toString('base64url');
  await keep(file, password);
  return password;
}

async function keep(file: string, text: string): Promise<void> {
  const draft = await open(`${file}.new`, 'w', 0o600);
  await draft.writeFile(`${text}\n`);
  await draft.sync();
  await draft.close();
  await rename(`${file}.new`, file);
}

/**
 * Makes the cluster unless there is one. It is made beside its place and renamed when complete, so that an
 * interrupted start leaves nothing that looks like a database.
 * @throws Error when a cluster of another major version is there, or when initdb fails, with its last words.
 */
export async function makeCluster(site: Site, password: string): Promise<void> {
  const { home, binaries, identity } = site;
  for (const left of await readdir(home)) {
    if (left.startsWith('pg.new-')) await rm(join(home, left), { recursive: true, force: true }).catch(() => undefined);
  }
  if (await exists(clusterOf(site))) {
    await own(identity, clusterOf(site));
    const made = (await readFile(join(clusterOf(site), 'PG_VERSION'), 'utf8').catch(() => '')).trim();
    if (made === String(binaries.major)) return;
    throw new Error(
      made
        ? `${clusterOf(site)} was made by PostgreSQL ${made} and this is ${binaries.version}: start once with the version before, dump, and restore`
        : `${clusterOf(site)} is not a PostgreSQL database: move it away, or use another folder`,
    );
  }
  const draft = join(home, `pg.new-${process.pid}-${randomBytes(4).toString('hex')}`);
  await mkdir(draft, { mode: 0o700 });
  const secret = `${draft}.password`;
  await writeFile(secret, password, { mode: 0o600 });
  await own(identity, draft);
  await own(identity, secret);
  await initialise(site, draft, secret);
  await rm(secret);
  await rename(draft, clusterOf(site));
  await syncFolder(home);
}

/** A rename is on the disk once its folder is; Windows has no such call. */
async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(dir);
  await folder.sync();
  await folder.close();
}

async function initialise(site: Site, folder: string, secret: string): Promise<void> {
  const { binaries, identity } = site;
  const fixed = ['-D', folder, '-U', 'hub', '-A', 'scram-sha-256', '-E', 'UTF8', `--pwfile=${secret}`];
  let last = '';
  for (const locale of locales(binaries.major)) {
    const { code, out } = await runAs(identity, binaries, program(binaries, 'initdb'), [...fixed, ...locale]);
    if (code === 0) return;
    last = out;
    if (!/locale/i.test(out)) break;
  }
  const words = last.split('\n').filter((line) => /error|fatal|could not|denied/i.test(line));
  throw new EmbeddedUnavailable(`initdb failed: ${words[0] ?? last.split('\n').at(-1)}`);
}

/**
 * Text sorts by code point and changes case by Unicode's rules, the same on every system (PostgreSQL 17 and up); the
 * character classes that pg_trgm needs still come from the system, so a UTF-8 one is tried first.
 */
function locales(major: number): string[][] {
  const types = process.platform === 'darwin' ? ['en_US.UTF-8', 'C'] : ['C.UTF-8', 'en_US.UTF-8', 'C'];
  if (major < 17) return types.map((type) => [`--locale=${type}`]);
  return types.map((type) => [
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    `--lc-ctype=${type}`,
  ]);
}

/**
 * Starts the server on its cluster and waits until it answers, on the port of the last time when that is free.
 * Null: it does not take this password, and is stopped again.
 * @throws Error with PostgreSQL's own reason when it ends instead.
 */
export async function startServer(site: Site, password: string): Promise<Running | null> {
  let port = Number((await readFile(join(site.dataDir, 'pg.port'), 'utf8').catch(() => '')).trim());
  for (let tries = 1; ; tries++) {
    if (!(await isFree(port))) port = await freePort();
    const { pid, ended } = await launch(site, port, password);
    if (ended === null) {
      await writeFile(join(site.dataDir, 'pg.port'), `${port}\n`);
      return { pid, port };
    }
    if (ended === REFUSED) return null;
    if (tries === START_TRIES) throw new Error(`PostgreSQL does not start: ${ended}`);
    if (/shared memory block .* still in use|lock file .* already exists/i.test(ended)) await pause(250);
    else if (/could not bind|could not create any TCP/i.test(ended)) port = 0;
    else throw new Error(`PostgreSQL does not start: ${ended}`);
  }
}

/** One try, in a session of its own so that nothing that ends us ends it. `ended`: why it ended before answering. */
async function launch(site: Site, port: number, password: string): Promise<{ pid: number; ended: string | null }> {
  const { binaries, identity } = site;
  const log = await openLog(site.dataDir);
  const from = await logSize(site.dataDir);
  const call = identity.as(program(binaries, 'postgres'), commandLine(site, clusterOf(site), port));
  const child = spawn(call.command, call.args, {
    ...spawnOptions(call.options, binaries),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  let ended: string | null = null;
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (code, name) => (ended ??= `ended with ${name ?? code}`));
  child.unref();
  await log.close();
  while (ended === null) {
    const answer = await ask(clusterOf(site), urlOf(port, password, 'postgres'));
    if (answer === 'ours') return { pid: child.pid ?? 0, ended: null };
    if (answer === 'wrong password') {
      child.kill('SIGINT');
      while (ended === null) await pause(POLL_MS);
      return { pid: 0, ended: REFUSED };
    }
    await pause(POLL_MS);
  }
  return { pid: 0, ended: (await logTail(site.dataDir, from)) ?? ended };
}

async function isFree(port: number): Promise<boolean> {
  return port > 0 && (await listenOn(port).catch(() => 0)) === port;
}

/** A port of 127.0.0.1 that nobody listens on now. */
export const freePort = () => listenOn(0);

function listenOn(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Makes the database `hub` unless it is there. */
export async function makeDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(port, password, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = 'hub'");
    if (!rowCount) await client.query('create database hub');
  } finally {
    await client.end();
  }
}

/** Sets the stored password again on a stopped cluster, for when its file was lost or came from elsewhere. */
export async function resetPassword(site: Site, password: string): Promise<void> {
  const { binaries, identity } = site;
  const sql = `alter role hub password '${password}'\n`;
  const args = ['--single', '-D', clusterOf(site), 'postgres'];
  const { code, out } = await runAs(identity, binaries, program(binaries, 'postgres'), args, sql);
  if (code !== 0 || /ERROR|FATAL/.test(out)) throw new Error(`the database password cannot be set: ${out}`);
}
