/**
 * `npm run books -- SHOP fec 2026-11 > FILE`: an export for the accountant.
 * `npm run books -- SHOP archive > FILE`, `npm run books -- check FILE`: the sealed archive, and whether it is whole.
 */
import { readFileSync } from 'node:fs';
import { archiveBooks, archiveFault } from '../../tools/books/archive.ts';
import { EXPORTS, exportOf } from '../../tools/books/export.ts';
import { daysOf } from '../../tools/books/sales.ts';
import type { Ctx, Hub } from '../../tools/context.ts';
import { inShop } from '../../tools/perform.ts';
import { shopFacts, shopOf } from '../../tools/shops/facts.ts';
import { asProgram } from './program.ts';

const USAGE = `npm run --silent books -- SHOP ${EXPORTS.join('|')} 2026-11 > FILE
npm run --silent books -- SHOP archive > FILE.zip
npm run --silent books -- check FILE.zip`;

type Around = {
  open(): Promise<{ hub: Hub; close(): Promise<void> }>;
  write(bytes: Uint8Array): void;
  note(line: string): void;
};

/** Runs the command; the exit code: 0 done, 1 nothing to hand over or an archive that is broken, 2 a wrong command. */
export async function booksCommand(args: string[], around: Around): Promise<0 | 1 | 2> {
  const [first = '', what = '', period = ''] = args;
  const kind = EXPORTS.find((one) => one === what);
  const days = daysOf(period);
  const known = first === 'check' ? what !== '' : what === 'archive' || (kind && days);
  if (!known) {
    around.note(USAGE);
    return 2;
  }
  const { hub, close } = await around.open();
  try {
    if (first === 'check') return check(hub, what, around);
    const id = await shopOf(hub, 'shop', first);
    if (id === null) {
      around.note(`there is no shop "${first}"`);
      return 2;
    }
    const shop = await shopFacts(hub, id);
    const ctx: Ctx = { hub, shop, actor: { kind: 'system' }, language: shop.language, cause: `books:${hub.now()}` };
    if (kind && days) {
      const made = await inShop(ctx, (run) => exportOf(run, kind, days));
      if (made) around.write(made.bytes);
      around.note(made ? `${made.filename}: ${made.rows} rows` : `nothing happened in ${period}`);
      return made ? 0 : 1;
    }
    around.write(await inShop(ctx, archiveBooks));
    return 0;
  } finally {
    await close();
  }
}

function check(hub: Hub, file: string, around: Around): 0 | 1 {
  const fault = archiveFault(readFileSync(file), (sealed) => hub.sealer.open(sealed));
  around.note(fault ? `${file}: BROKEN: ${fault}` : `${file}: whole, sealed by this hub`);
  return fault ? 1 : 0;
}

asProgram(import.meta.url, ({ args, open }) =>
  booksCommand(args, {
    open,
    write: (bytes) => process.stdout.write(bytes),
    note: (line) => process.stderr.write(`${line}\n`),
  }),
);
