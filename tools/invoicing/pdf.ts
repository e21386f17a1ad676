/**
 * HTML -> PDF by Chromium. One browser, one page, one paper at a time: a warm print takes tens of milliseconds, and a
 * browser nobody needs is closed again. The page runs no script and reaches nothing.
 */
import { tmpdir } from 'node:os';
import type { Browser, Page } from 'puppeteer-core';
import {
  type BrowserBinary,
  complaintOf,
  findBrowser,
  newProfile,
  removeProfile,
  SYSTEM_BROWSERS,
} from './chromium.ts';

export type Printer = {
  /** One paper as PDF bytes. Rejects when it takes too long, too many wait, or no browser can be started. */
  print(html: string): Promise<Uint8Array>;
  /** One page as a PNG of `size` in CSS pixels, at twice the density. The same queue, the same limits. */
  picture(html: string, size: Size): Promise<Uint8Array>;
  /** Refuses what still waits and ends the browser's process. Safe to call twice. */
  close(): Promise<void>;
};

type Size = { width: number; height: number };
/** What is to come out of the browser: a paper, or a picture of this size. */
type Sheet = { html: string; picture?: Size };

export type PrinterOptions = {
  /** A browser to use rather than the system's or npm's. */
  chromePath?: string | undefined;
  log: (line: string) => void;
  /** Start without Chromium's sandbox where the system refuses it to this user. Root has no sandbox in any case. */
  allowUnsandboxed?: boolean;
  /** The folder npm's browser is unpacked below; the system's temporary folder by default. */
  unpackIn?: string;
  systemBrowsers?: readonly string[];
  /** One print may take this long before its browser is killed. */
  printTimeoutMs?: number;
  /** A browser idle for this long is closed. */
  idleMs?: number;
  /** At most this many papers wait behind the one being printed. */
  maxWaiting?: number;
};

const PRINT_TIMEOUT_MS = 20_000;
const LAUNCH_TIMEOUT_MS = 30_000;
const CLOSE_TIMEOUT_MS = 3_000;
const IDLE_MS = 60_000;
const MAX_WAITING = 100;

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

type Running = { browser: Browser; page: Page; profile: string };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

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
    return { browser, page, profile };
  } catch (error) {
    if (browser) kill(browser);
    await removeProfile(profile);
    throw error;
  }
}

/** Ends the browser and its children at once: it leads a process group of its own. */
function kill(browser: Browser): void {
  const pid = browser.process()?.pid;
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

/** Ends the browser the polite way, by force when that takes too long, and deletes its profile. */
async function end({ browser, profile }: Running): Promise<void> {
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

/** Starts this browser with its sandbox where there can be one; says what to do where the system refuses it. */
async function startSafely(binary: BrowserBinary, options: PrinterOptions): Promise<Running> {
  const root = process.getuid?.() === 0;
  try {
    return await start(binary, !root);
  } catch (error) {
    const said = (await complaintOf(binary, switches(binary, !root))) || messageOf(error);
    if (root || !/sandbox/i.test(said)) throw new Error(`the browser ${binary.path} does not start: ${said}`);
    if (!options.allowUnsandboxed) {
      const advice = 'allow them, or set CHROME_PATH to a browser the system installed';
      throw new Error(`${binary.path} needs user namespaces for its sandbox: ${advice}`);
    }
    options.log(`printing without Chromium's sandbox: this system refuses user namespaces to ${binary.path}`);
    return start(binary, false);
  }
}

/** A browser named must work; one merely found may turn out to be a stub (snap's), and npm's takes its place. */
async function launch(options: PrinterOptions): Promise<Running> {
  const unpackIn = options.unpackIn ?? tmpdir();
  const found = options.systemBrowsers ?? SYSTEM_BROWSERS;
  let binary = await findBrowser({ chromePath: options.chromePath, systemBrowsers: found, unpackIn });
  let running: Running;
  try {
    running = await startSafely(binary, options);
  } catch (error) {
    if (options.chromePath || binary.bundled) throw error;
    options.log(`${messageOf(error)}; trying the one npm brought`);
    binary = await findBrowser({ systemBrowsers: [], unpackIn });
    running = await startSafely(binary, options);
  }
  options.log(`browser started to print papers: ${binary.path} (pid ${running.browser.process()?.pid})`);
  return running;
}

async function printOn({ page }: Running, { html, picture }: Sheet, timeout: number): Promise<Uint8Array> {
  if (picture) await page.setViewport({ ...picture, deviceScaleFactor: 2 });
  await page.setContent(html, { waitUntil: 'load', timeout });
  const bytes = picture
    ? await page.screenshot({ type: 'png' })
    : await page.pdf({ preferCSSPageSize: true, format: 'A4', printBackground: true, timeout });
  // What one paper says must not stay in memory beside the next.
  await page.setContent('', { waitUntil: 'load', timeout });
  return bytes;
}

/** Rejects after `ms`, having called `onLate`. */
async function within<T>(ms: number, work: Promise<T>, onLate: () => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      onLate();
      reject(new Error(`printing took longer than ${ms} ms and was stopped`));
    }, ms);
  });
  work.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * A printer. Nothing starts before the first print; papers are printed one after the other in the order asked. A
 * browser that died is replaced and its paper tried once more; one that hangs is killed and its paper fails.
 */
export function openPrinter(options: PrinterOptions): Printer {
  const printTimeoutMs = options.printTimeoutMs ?? PRINT_TIMEOUT_MS;
  let running: Running | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let closed = false;
  let idle: NodeJS.Timeout | undefined;

  /** In the queue's turn: ends the browser if there is one. */
  async function stop(): Promise<void> {
    const ending = running;
    running = null;
    if (ending) await end(ending);
  }

  async function attempt(sheet: Sheet): Promise<Uint8Array> {
    if (running && !running.browser.connected) await stop();
    running ??= await launch(options);
    const { browser } = running;
    return within(printTimeoutMs, printOn(running, sheet, printTimeoutMs), () => kill(browser));
  }

  /** A second try only when the browser itself went away under the first, by no doing of ours. */
  async function printNow(sheet: Sheet): Promise<Uint8Array> {
    if (closed) throw new Error('the printer is closed');
    clearTimeout(idle);
    try {
      return await attempt(sheet);
    } catch (error) {
      const gone = running !== null;
      await stop();
      if (!gone || closed || !/closed|crash|detached|disconnected/i.test(messageOf(error))) throw error;
      options.log(`the browser went away while printing, starting another: ${messageOf(error)}`);
      return await attempt(sheet);
    }
  }

  function restSoon(): void {
    clearTimeout(idle);
    if (waiting > 0 || closed) return;
    idle = setTimeout(() => {
      if (waiting === 0) queue = queue.then(stop, stop);
    }, options.idleMs ?? IDLE_MS);
    idle.unref();
  }

  async function queued(sheet: Sheet): Promise<Uint8Array> {
    if (closed) throw new Error('the printer is closed');
    if (waiting > (options.maxWaiting ?? MAX_WAITING))
      throw new Error(`${waiting} papers wait already: try again later`);
    waiting += 1;
    const printed = queue.then(() => printNow(sheet));
    queue = printed.catch(() => {});
    try {
      return await printed;
    } finally {
      waiting -= 1;
      restSoon();
    }
  }

  return {
    print: (html) => queued({ html }),
    picture: (html, size) => queued({ html, picture: size }),
    async close() {
      closed = true;
      clearTimeout(idle);
      queue = queue.then(stop, stop);
      await queue;
    },
  };
}
