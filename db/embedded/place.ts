import { randomBytes } from 'node:crypto';
import { access, chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Binaries, EmbeddedUnavailable, openBinaries, program } from './binaries.ts';
import { type Identity, mayEnter, own, runAs } from './identity.ts';
import { runs } from './lock.ts';

/** Where a service user may keep things, the ones that outlive a reboot first. */
const BASES = ['/var/lib', '/opt', '/var/tmp', '/tmp'];
const NAME = 'quelyos-order-hub';
const POINTER = 'pg.location';

export const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

/**
 * The folder that holds (or will hold) the cluster `pg` of this DATA_DIR: itself, or the one its pointer names.
 * @throws Error when the pointer names a folder that is gone: starting empty would look like losing every order.
 */
export async function homeOf(dataDir: string): Promise<string> {
  const pointer = join(dataDir, POINTER);
  const home = (await readFile(pointer, 'utf8').catch(() => '')).trim();
  if (!home) return dataDir;
  if (await exists(home)) return home;
  throw new Error(
    `${pointer} says the database is in ${home}, which is gone: restore it, or delete ${pointer} to start empty`,
  );
}

/**
 * Moves the home to a folder the service user can reach when DATA_DIR lies below one only root may enter; a cluster
 * already made in DATA_DIR moves along. Every other identity reaches what we reach, so nothing moves.
 */
export async function settleHome(
  identity: Identity,
  binaries: Binaries,
  dataDir: string,
  home: string,
): Promise<string> {
  if (identity.kind !== 'service-user' || (await mayEnter(identity, home))) return home;
  const away = join(await openBase(identity), `${basename(dataDir)}-${randomBytes(6).toString('hex')}`);
  await mkdir(away);
  await chmod(away, 0o755);
  if (await exists(join(home, 'pg'))) {
    const moved = join(away, 'pg');
    await cp(join(home, 'pg'), moved, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    await own(identity, moved);
    // The original goes next, so the copy has to be on the disk.
    await runAs(identity, binaries, program(binaries, 'initdb'), ['--sync-only', '-D', moved]);
  }
  const draft = join(dataDir, `${POINTER}.new`);
  await writeFile(draft, `${away}\n`);
  await rename(draft, join(dataDir, POINTER));
  await rm(join(dataDir, 'pg'), { recursive: true, force: true });
  return away;
}

/**
 * Binaries this identity can run: the given ones, or a copy of them where the service user can read.
 * @throws EmbeddedUnavailable when even a copy does not run.
 */
export async function settleBinaries(identity: Identity, binaries: Binaries): Promise<Binaries> {
  if (identity.kind !== 'service-user') return binaries;
  const first = await runAs(identity, binaries, program(binaries, 'postgres'), ['--version']);
  if (first.code === 0) return binaries;
  const base = await openBase(identity);
  const root = join(base, `postgres-${binaries.version}`);
  if (!(await exists(root))) {
    for (const left of await readdir(base)) {
      const maker = new RegExp(`^postgres-${binaries.version.replace('.', '\\.')}\\.copy(\\d+)$`).exec(left)?.[1];
      if (maker && !runs(Number(maker))) await rm(join(base, left), { recursive: true, force: true });
    }
    const draft = `${root}.copy${process.pid}`;
    await cp(binaries.root, draft, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    // Another hub may have finished the same copy first.
    await rename(draft, root).catch(() => rm(draft, { recursive: true, force: true }));
  }
  const copy = await openBinaries(root, join(base, 'lib'));
  const second = await runAs(identity, copy, program(copy, 'postgres'), ['--version']);
  if (second.code === 0) return copy;
  throw new EmbeddedUnavailable(`the service user cannot run PostgreSQL from ${root}: ${second.out.split('\n')[0]}`);
}

/** A folder of root's own that the service user can enter but not change; never one somebody else prepared. */
async function openBase(identity: Identity): Promise<string> {
  const refusals: string[] = [];
  for (const parent of BASES) {
    const base = join(parent, NAME);
    try {
      await mkdir(base).then(
        () => chmod(base, 0o755),
        (error) => {
          if (error.code !== 'EEXIST') throw error;
        },
      );
      const found = await lstat(base);
      if (!found.isDirectory() || found.uid !== process.getuid?.() || found.mode & 0o022) throw new Error('not ours');
      if (!(await mayEnter(identity, base))) throw new Error('out of reach of the service user');
      return base;
    } catch (error) {
      refusals.push(`${dirname(base)}: ${error instanceof Error ? error.message : error}`);
    }
  }
  throw new EmbeddedUnavailable(`no folder for the service user (${refusals.join('; ')})`);
}
