import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedUnavailable, findBinaries, program } from './binaries.ts';
import {
  clusterOf,
  makeCluster,
  makeDatabase,
  readPassword,
  resetPassword,
  type Site,
  startServer,
} from './cluster.ts';
import { chooseIdentity, type IdentityWish } from './identity.ts';
import { takeLock } from './lock.ts';
import { watchLog } from './log.ts';
import { homeOf, settleBinaries, settleHome } from './place.ts';
import { findRunning, type Running, stopServer, urlOf } from './server.ts';

export { EmbeddedUnavailable };

/** A running database of our own. */
export type Embedded = {
  /** postgres://hub:<password>@127.0.0.1:<port>/hub */
  url: string;
  /** True when the server was already running on this folder, left by a hub that was killed. */
  adopted: boolean;
  /** Ends open transactions, stops the server, waits until it is gone and gives the folder free. */
  stop(): Promise<void>;
  /** Gives the folder free and leaves the server running for the next start to adopt. */
  leave(): Promise<void>;
};

export type EmbeddedOptions = {
  dataDir: string;
  log: (line: string) => void;
  /** As whom the server runs; by default what works on this system is found by trying. */
  identity?: IdentityWish;
  /** PostgreSQL settings over ours, such as `fsync: 'off'` for a database that tests throw away. */
  settings?: Record<string, string>;
  /** Another installation than npm's, such as Debian's. */
  binaries?: Site['binaries'];
};

/**
 * Starts (or adopts) the PostgreSQL of `dataDir`, making it at the first start. One process holds a folder at a time.
 * @throws EmbeddedUnavailable when PostgreSQL cannot run on this system at all.
 * @throws Error in one line for everything a person can put right: folder in use, not ours, of another version.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  await mkdir(options.dataDir, { recursive: true });
  const dataDir = await realpath(options.dataDir);
  const held = [await takeLock(join(dataDir, 'hub.lock'), options.dataDir)];
  const release = async () => {
    for (const free of held.splice(0)) await free();
  };
  try {
    const { site, running, adopted } = await bringUp(options, dataDir, held);
    const password = await readPassword(dataDir);
    await makeDatabase(running.port, password);
    const endWatch = watchLog(dataDir);
    const leave = async () => {
      endWatch();
      await release();
    };
    let stopped: Promise<void> | undefined;
    const stop = async () => {
      await stopServer(clusterOf(site), running, program(site.binaries, 'pg_ctl'));
      await leave();
    };
    return { url: urlOf(running.port, password), adopted, leave, stop: () => (stopped ??= stop()) };
  } catch (error) {
    await release();
    throw error;
  }
}

type Up = { site: Pick<Site, 'home' | 'binaries'>; running: Running; adopted: boolean };

async function bringUp(options: EmbeddedOptions, dataDir: string, held: (() => Promise<void>)[]): Promise<Up> {
  const { log } = options;
  const home = await homeOf(dataDir);
  // A copied DATA_DIR points to the same home: the second hub is refused there.
  if (home !== dataDir) held.push(await takeLock(join(home, 'hub.lock'), home));
  const password = await readPassword(dataDir);
  const found = options.binaries ?? (await findBinaries(join(dataDir, 'pg.lib')));
  const running = await findRunning(clusterOf({ home }), password);
  if (running?.letsUsIn) {
    log(`database: PostgreSQL was still running (process ${running.pid}), taken over`);
    return { site: { home, binaries: found }, running, adopted: true };
  }
  if (running) await stopServer(clusterOf({ home }), running, program(found, 'pg_ctl'));
  const identity = await chooseIdentity(options.identity ?? 'auto', found, home);
  const binaries = await settleBinaries(identity, found);
  const settled = await settleHome(identity, binaries, dataDir, home);
  const site: Site = { dataDir, home: settled, binaries, identity, settings: options.settings ?? {} };
  await makeCluster(site, password);
  let started = await startServer(site, password);
  if (!started) {
    await resetPassword(site, password);
    started = await startServer(site, password);
  }
  if (!started) throw new Error(`the database in ${clusterOf(site)} refuses its password`);
  log(`database: PostgreSQL ${binaries.version} in ${clusterOf(site)}, port ${started.port}`);
  return { site, running: started, adopted: false };
}
