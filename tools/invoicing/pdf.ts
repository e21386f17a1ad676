/**
 * HTML -> PDF by Chromium. One browser, one page, one paper at a time: a warm print takes tens of milliseconds, and a
 * browser nobody needs is closed again. The page runs no script and reaches nothing.
 */
import {
  type BrowserOptions,
  clear,
  end,
  findFor,
  kill,
  launch,
  messageOf,
  printOn,
  type Running,
  type Sheet,
  type Size,
} from './browser.ts';

export type Printer = {
  /** One paper as PDF bytes. Rejects when it takes too long, too many wait, or no browser can be started. */
  print(html: string): Promise<Uint8Array>;
  /** One page as a PNG of `size` in CSS pixels, at twice the density. The same queue, the same limits. */
  picture(html: string, size: Size): Promise<Uint8Array>;
  /** Gets a browser ready without starting it: npm's is unpacked once for the machine. Never rejects. */
  prepare(): Promise<void>;
  /** Refuses what still waits and ends the browser's process. Safe to call twice. */
  close(): Promise<void>;
};

export type PrinterOptions = BrowserOptions & {
  /** One print may take this long before its browser is killed. */
  printTimeoutMs?: number;
  /** A browser idle for this long is closed. */
  idleMs?: number;
  /** At most this many papers wait behind the one being printed. */
  maxWaiting?: number;
  /** After this many papers a browser is replaced by a fresh one, so that none grows with the days. */
  papersPerBrowser?: number;
};

const PRINT_TIMEOUT_MS = 20_000;
const IDLE_MS = 60_000;
const MAX_WAITING = 100;
const PAPERS_PER_BROWSER = 500;
/** Fonts stay decoded between papers, and with them much else: without this a browser grows from 130 MB to 330. */
const PAPERS_PER_CLEANING = 20;

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
  let papers = 0;

  /** In the queue's turn: ends the browser if there is one. */
  async function stop(): Promise<void> {
    const ending = running;
    running = null;
    papers = 0;
    if (ending) await end(ending);
  }

  async function attempt(sheet: Sheet): Promise<Uint8Array> {
    if (running && !running.browser.connected) await stop();
    running ??= await launch(options);
    papers += 1;
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

  /** In the queue's turn, while the paper is already with who asked for it: empties the page, or takes a fresh browser. */
  async function tidy(): Promise<void> {
    if (!running) return;
    if (papers >= (options.papersPerBrowser ?? PAPERS_PER_BROWSER)) return stop();
    const { browser } = running;
    const thoroughly = papers % PAPERS_PER_CLEANING === 0;
    await within(printTimeoutMs, clear(running, printTimeoutMs, thoroughly), () => kill(browser)).catch(stop);
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
    queue = printed.then(tidy, () => {});
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
    prepare: () =>
      findFor(options).then(
        () => {},
        (error: unknown) => options.log(`no browser is ready for the first paper: ${messageOf(error)}`),
      ),
    async close() {
      closed = true;
      clearTimeout(idle);
      queue = queue.then(stop, stop);
      await queue;
    },
  };
}
