/**
 * Which browser prints: the one named, the one npm brought (unpacked once per version and user), or one the system has.
 */
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A browser that can be started. `env` is all it gets to see: never our own environment, which holds keys. */
export type BrowserBinary = {
  path: string;
  env: Record<string, string>;
  /** npm's headless shell rather than a full browser. */
  bundled: boolean;
};

/** Where a browser installed by the system usually is. */
export const SYSTEM_BROWSERS: readonly string[] = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const PATH = '/usr/local/bin:/usr/bin:/bin';
/** What must be there for the unpacked browser to start; cleaners of /tmp take files away one by one. */
const PARTS = ['chromium', 'al2023/lib/libnss3.so', 'al2023/lib/libnspr4.so', 'fonts/fonts.conf'];

const requireFrom = createRequire(import.meta.url);

/** npm's package: its entry and its version, which names the folder it is unpacked into. */
function bundledPackage(): { entry: string; version: string } {
  const entry = requireFrom.resolve('@sparticuz/chromium');
  const { version } = requireFrom(join(dirname(entry), '..', '..', 'package.json')) as { version: string };
  return { entry, version };
}

const isComplete = (folder: string): boolean => PARTS.every((part) => existsSync(join(folder, part)));

/** Someone else's folder under a name we could guess would be someone else's program: refused. */
async function assertOurs(folder: string): Promise<void> {
  const facts = await lstat(folder);
  const user = process.getuid?.();
  if (!facts.isDirectory() || (user !== undefined && facts.uid !== user) || (facts.mode & 0o022) !== 0) {
    throw new Error(`${folder} is not a folder of this user alone; remove it or set CHROME_PATH`);
  }
}

/**
 * Runs the package's own unpacking in a child process. It decides by environment variables where to unpack and whether
 * to bring its system libraries, and reads them when loaded; a child keeps them out of our process.
 */
function unpackInto(folder: string, entry: string): Promise<void> {
  const script = `const chromium = require(${JSON.stringify(entry)});
    (chromium.default ?? chromium).executablePath().catch((error) => { console.error(error.message); process.exit(1); });`;
  const env = { PATH, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', script], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (bytes) => {
      said = `${said}${bytes}`.slice(-500);
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`the browser could not be unpacked into ${folder}: ${said.trim() || `exit ${code}`}`));
    });
  });
}

/** Takes a folder away under its name at once, so that nobody starts half of it, then deletes it. */
async function removeFolder(folder: string): Promise<void> {
  const aside = `${folder}.old-${process.pid}-${Date.now()}`;
  await rename(folder, aside).catch(() => {});
  await rm(aside, { recursive: true, force: true });
}

/**
 * Unpacks npm's Chromium below `parent` unless it is there, and answers the folder. Processes that unpack at the same
 * time each write a folder of their own; the first to rename it into place wins, the others throw theirs away.
 */
export async function unpackChromium(parent: string): Promise<string> {
  const { entry, version } = bundledPackage();
  const folder = join(parent, `quelyos-chromium-${version}-${process.getuid?.() ?? 'user'}`);
  if (existsSync(folder)) {
    await assertOurs(folder);
    if (isComplete(folder)) return folder;
    await removeFolder(folder);
  }
  await mkdir(parent, { recursive: true });
  const staging = await mkdtemp(`${folder}.new-`);
  try {
    await unpackInto(staging, entry);
    const fonts = `<dir>${join(folder, 'fonts', 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir>`;
    await writeFile(join(staging, 'fonts', 'fonts.conf'), `<?xml version="1.0"?><fontconfig>${fonts}</fontconfig>\n`);
    await rename(staging, folder).catch((error: unknown) => {
      if (!isComplete(folder)) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  await assertOurs(folder);
  return folder;
}

/** The unpacked browser with the libraries and fonts that came with it. */
async function bundledBrowser(unpackIn: string): Promise<BrowserBinary> {
  const folder = await unpackChromium(unpackIn);
  const env = {
    PATH,
    HOME: folder,
    TMPDIR: tmpdir(),
    LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
    FONTCONFIG_PATH: join(folder, 'fonts'),
  };
  return { path: join(folder, 'chromium'), env, bundled: true };
}

const systemBrowser = (path: string): BrowserBinary => ({
  path,
  env: { PATH, HOME: tmpdir(), TMPDIR: tmpdir(), LANG: 'C.UTF-8' },
  bundled: false,
});

/**
 * The browsers to try, best first: `chromePath` alone when given (an error when it is not there); else npm's, unpacked
 * below `unpackIn` on first use (188 MB), then those of `systemBrowsers` that exist. npm's is a headless shell: it prints
 * in a third of the time and half the memory of a full browser, which starts a process for every print, and it is the
 * one whose prints were held against the PDF/A validators. Throws when there is none, or why npm's could not be unpacked.
 */
export async function findBrowsers(where: {
  chromePath?: string | undefined;
  systemBrowsers: readonly string[];
  unpackIn: string;
}): Promise<[BrowserBinary, ...BrowserBinary[]]> {
  if (where.chromePath) {
    if (existsSync(where.chromePath)) return [systemBrowser(where.chromePath)];
    throw new Error(`CHROME_PATH names ${where.chromePath}, which does not exist: correct it or leave it out`);
  }
  const [first, ...rest] = where.systemBrowsers.filter((path) => existsSync(path)).map(systemBrowser);
  if (process.platform === 'linux' && process.arch === 'x64') {
    try {
      return [await bundledBrowser(where.unpackIn), ...(first ? [first, ...rest] : [])];
    } catch (error) {
      if (!first) throw error;
    }
  }
  if (first) return [first, ...rest];
  throw new Error(`no browser to print with on ${process.platform} ${process.arch}: install Chrome or set CHROME_PATH`);
}

const PROFILE = 'quelyos-browser-';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Deletes a profile; the browser's helpers may write to it for a moment after it ended. Never throws. */
export async function removeProfile(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => {});
}

/**
 * A new, private profile folder for one browser, named after our process; the profiles that processes killed before
 * they could tidy up left behind are deleted first.
 */
export async function newProfile(): Promise<string> {
  for (const name of await readdir(tmpdir())) {
    const owner = name.startsWith(PROFILE) ? Number(name.slice(PROFILE.length).split('-')[0]) : 0;
    if (owner > 0 && !isAlive(owner)) await removeProfile(join(tmpdir(), name));
  }
  return mkdtemp(join(tmpdir(), `${PROFILE}${process.pid}-`));
}

/**
 * Why a browser does not start, in its own words: puppeteer over a pipe only hears that it hung up. Runs it once on an
 * empty page, at most ten seconds; answers the end of what it wrote to its error output, on one line.
 */
export async function complaintOf(binary: BrowserBinary, switches: readonly string[]): Promise<string> {
  const profile = await newProfile();
  const args = [...switches, '--headless', `--user-data-dir=${profile}`, '--dump-dom', 'about:blank'];
  const said = await new Promise<string>((resolve) => {
    const options = { env: binary.env, timeout: 10_000, killSignal: 'SIGKILL' as const };
    execFile(binary.path, args, options, (error, _, stderr) => resolve(stderr || (error?.message ?? '')));
  });
  await removeProfile(profile);
  return said.replace(/\s+/g, ' ').trim().slice(-400);
}
