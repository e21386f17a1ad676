/**
 * One running browser with one page that is kept for every paper. The page runs no script and reaches nothing.
 */
import { tmpdir } from 'node:os';
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import {
  type BrowserBinary,
  complaintOf,
  findBrowsers,
  newProfile,
  removeProfile,
  SYSTEM_BROWSERS,
} from './chromium.ts';

export type BrowserOptions = {
  /** The only browser to use. */
  chromePath?: string | undefined;
  log: (line: string) => void;
  /** Start without Chromium's sandbox where the system refuses it to this user. Root has no sandbox in any case. */
  allowUnsandboxed?: boolean;
  /** The folder npm's browser is unpacked below; the system's temporary folder by default. */
  unpackIn?: string;
  systemBrowsers?: readonly string[];
};

export type Size = { width: number; height: number };
/** What is to come out of the browser: a paper, or a picture of this size. */
export type Sheet = { html: string; picture?: Size };

export type Running = {
  browser: Browser;
  page: Page;
  devtools: CDPSession;
  profile: string;
  /** The document on the page held a picture, whose content policy is its own. */
  pictured: boolean;
};

const LAUNCH_TIMEOUT_MS = 30_000;
const CLOSE_TIMEOUT_MS = 3_000;

const SWITCHES = [
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--no-pings',
  '--disk-cache-size=1',
  // A second lock beside request interception: no name resolves, no proxy is asked.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--no-proxy-server',
];

/**
 * Without a sandbox, helper processes protect nothing, and whoever outlives the browser by a moment stays a zombie
 * where process 1 does not reap (a container without init). npm's headless shell is built to run as one process:
 * 180 MB instead of 203, and a quicker start.
 */
const UNSANDBOXED = ['--no-sandbox', '--no-zygote'];
const ONE_PROCESS = ['--single-process', '--in-process-gpu'];

function switches(binary: BrowserBinary, sandboxed: boolean): string[] {
  if (sandboxed) return SWITCHES;
  return [...SWITCHES, ...UNSANDBOXED, ...(binary.bundled ? ONE_PROCESS : [])];
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** No script; only data: and about: addresses, everything else fails before it leaves. */
async function lock(page: Page): Promise<void> {
  await page.setJavaScriptEnabled(false);
  await page.setOfflineMode(true);
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const allowed = /^(data|about):/.test(request.url());
    (allowed ? request.continue() : request.abort('aborted')).catch(() => {});
  });
}

async function start(binary: BrowserBinary, sandboxed: boolean): Promise<Running> {
  const profile = await newProfile();
  // Loaded with the first paper: a fifth of what a start would otherwise read.
  const { default: puppeteer } = await import('puppeteer-core');
  const launched = puppeteer.launch({
    userDataDir: profile,
    executablePath: binary.path,
    headless: binary.bundled ? 'shell' : true,
    args: switches(binary, sandboxed),
    // On Windows a program needs more of its environment than we can list.
    ...(process.platform === 'win32' ? {} : { env: binary.env }),
    // A pipe, not a port: nobody else can speak to it, and it ends with us even when we are killed.
    pipe: true,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: LAUNCH_TIMEOUT_MS,
  });
  let browser: Browser | undefined;
  try {
    browser = await launched;
    const page = (await browser.pages())[0] ?? (await browser.newPage());
    await lock(page);
    // A crashed page would leave its print waiting for the time limit; a dead browser is noticed at once.
    const running = browser;
    page.on('error', () => kill(running));
    return { browser, page, devtools: await page.createCDPSession(), profile, pictured: false };
  } catch (error) {
    if (browser) kill(browser);
    await removeProfile(profile);
    throw error;
  }
}

/** Ends the browser and its children at once: it leads a process group of its own. */
export function kill(browser: Browser): void {
  const pid = browser.process()?.pid;
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

/** Ends the browser the polite way, by force when that takes too long, and deletes its profile. */
export async function end({ browser, profile }: Running): Promise<void> {
  const forced = setTimeout(() => kill(browser), CLOSE_TIMEOUT_MS);
  try {
    await browser.close();
  } catch {
    kill(browser);
  } finally {
    clearTimeout(forced);
    await removeProfile(profile);
  }
}

/**
 * Starts one browser, with its sandbox unless we are root. `unsandboxed` forgoes it. Throws what the browser itself says;
 * `refused` on the error tells that the system refuses it the sandbox.
 */
async function attempt(binary: BrowserBinary, unsandboxed: boolean): Promise<Running> {
  const sandboxed = process.getuid?.() !== 0 && !unsandboxed;
  try {
    return await start(binary, sandboxed);
  } catch (error) {
    const said = (await complaintOf(binary, switches(binary, sandboxed))) || messageOf(error);
    if (!sandboxed || !/sandbox/i.test(said)) throw new Error(`the browser ${binary.path} does not start: ${said}`);
    const advice = 'allow them, or set CHROME_PATH to a browser the system installed';
    throw Object.assign(new Error(`${binary.path} needs user namespaces for its sandbox: ${advice}`), {
      refused: true,
    });
  }
}

/** The browsers these options name, best first, npm's unpacked. Throws as `findBrowsers` does. */
export function findFor(options: BrowserOptions): ReturnType<typeof findBrowsers> {
  const { chromePath, unpackIn = tmpdir(), systemBrowsers = SYSTEM_BROWSERS } = options;
  return findBrowsers({ chromePath, systemBrowsers, unpackIn });
}

/**
 * The first browser that starts, in the order of `findBrowsers`; only when all were refused their sandbox, and the
 * options allow it, the first of those without. Throws why the last one did not start.
 */
export async function launch(options: BrowserOptions): Promise<Running> {
  const { log } = options;
  const binaries = await findFor(options);
  const started = (binary: BrowserBinary, running: Running): Running => {
    log(`browser started to print papers: ${binary.path} (pid ${running.browser.process()?.pid})`);
    return running;
  };
  const refused: BrowserBinary[] = [];
  let last: unknown;
  for (const binary of binaries) {
    try {
      return started(binary, await attempt(binary, false));
    } catch (error) {
      if (last !== undefined) log(messageOf(last));
      last = error;
      if (error instanceof Error && 'refused' in error) refused.push(binary);
    }
  }
  const [plain] = refused;
  if (!plain || !options.allowUnsandboxed) throw last;
  log(`printing without Chromium's sandbox: this system refuses user namespaces to ${plain.path}`);
  return started(plain, await attempt(plain, true));
}

/** The sheet as PDF or PNG bytes. It stays on the page until `clear`, or until the next takes its place. */
export async function printOn(running: Running, { html, picture }: Sheet, timeout: number): Promise<Uint8Array> {
  const { page } = running;
  running.pictured ||= picture !== undefined;
  if (picture) await page.setViewport({ ...picture, deviceScaleFactor: 2 });
  await page.setContent(html, { waitUntil: 'load', timeout });
  if (picture) return page.screenshot({ type: 'png' });
  return page.pdf({ preferCSSPageSize: true, format: 'A4', printBackground: true, timeout });
}

/**
 * Empties the page: what one paper says must not stay in memory. `thoroughly`: what the browser keeps for the next, too. New
 * content leaves the document's content policies in force: all papers have the same, but what a picture forbids must not
 * take the fonts from the papers after it, so there a new document takes its place (which has to decode them again).
 */
export async function clear(running: Running, timeout: number, thoroughly: boolean): Promise<void> {
  const { page, devtools } = running;
  if (thoroughly || running.pictured) await page.goto('about:blank', { waitUntil: 'load', timeout });
  else await page.setContent('', { waitUntil: 'load', timeout });
  running.pictured = false;
  if (thoroughly) await devtools.send('Memory.simulatePressureNotification', { level: 'critical' });
}
