import { paperPdf } from '../../tools/invoicing/archive/paper-pdf.ts';
import { paperHtml } from '../../tools/invoicing/page.tsx';
import { openPrinter, type Printer } from '../../tools/invoicing/pdf.ts';
import { aPaper } from '../../tools/invoicing/testing-papers.ts';
import { beside, type Emit, percentile, rounded, timed } from './figures.ts';
import { memoryMb } from './machine.ts';
import type { Place } from './place.ts';

const COLD_ROUNDS = 3;
const WARM_ROUNDS = 15;
/** Papers asked for together. */
const AT_ONCE = 50;
const EMPTY = '<!doctype html><title>.</title>';

/** An invoice from its snapshot to PDF bytes; the floor is an empty page through the same browser. */
export async function pdf(place: Place, emit: Emit): Promise<void> {
  let browser = 0;
  const open = (): Printer =>
    openPrinter({
      ...(place.basics.CHROME_PATH ? { chromePath: place.basics.CHROME_PATH } : {}),
      allowUnsandboxed: true,
      log: (line) => {
        browser = Number(/\(pid (\d+)\)/.exec(line)?.[1] ?? browser);
      },
    });
  const print = (printer: Printer, html: () => string) => timed(() => printer.print(html()));
  const invoice = () => paperHtml(aPaper());
  const cold = async (html: () => string) => {
    const printer = open();
    const ms = await print(printer, html);
    await printer.close();
    return ms;
  };
  // The very first print may have to unpack the browser npm brought.
  const first = await cold(invoice);
  const start = { ours: [] as number[], floor: [] as number[] };
  for (let round = 0; round < COLD_ROUNDS; round++) {
    start.floor.push(await cold(() => EMPTY));
    start.ours.push(await cold(invoice));
  }
  emit(beside('pdf, browser not running', 'ms', start.ours, start.floor, { first_ms: rounded(first) }));
  const printer = open();
  const warm = { ours: [] as number[], floor: [] as number[] };
  await print(printer, invoice);
  for (let round = 0; round < WARM_ROUNDS; round++) {
    warm.floor.push(await print(printer, () => EMPTY));
    warm.ours.push(await print(printer, invoice));
  }
  const sealed: number[] = [];
  for (let round = 0; round < WARM_ROUNDS; round++) sealed.push(await timed(() => paperPdf(printer, aPaper())));
  let peak = 0;
  const watch = setInterval(async () => {
    peak = Math.max(peak, (await memoryMb(browser, 'Pss', true).catch(() => null)) ?? 0);
  }, 100);
  const together = await timed(() => Promise.all(Array.from({ length: AT_ONCE }, () => paperPdf(printer, aPaper()))));
  clearInterval(watch);
  await printer.close();
  emit(beside('pdf/a-3 with its xml, warm', 'ms', sealed, warm.floor, { p99_ms: rounded(percentile(sealed, 0.99)) }));
  emit({
    name: `pdf/a-3, ${AT_ONCE} at once`,
    unit: 'ms',
    value: rounded(together),
    browser_peak_mb: rounded(peak),
    node_mb: rounded(process.memoryUsage().rss / 2 ** 20),
  });
  emit(beside('pdf, warm', 'ms', warm.ours, warm.floor, { p99_ms: rounded(percentile(warm.ours, 0.99)) }));
}
