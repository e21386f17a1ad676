/** `npm run audit [-- SHOP]`: every shop's chain of papers, payments and closures, checked; names the first broken link. */
import { forShop } from '../../db/shop.ts';
import { auditBooks } from '../../tools/books/audit.ts';
import { allShops } from '../../tools/shops/facts.ts';
import type { Surroundings } from './export.ts';
import { asProgram } from './program.ts';

/** Runs the command; the exit code: 0 all fits, 1 something was changed, 2 no such shop. */
export async function auditCommand(args: string[], around: Surroundings): Promise<0 | 1 | 2> {
  const { hub, close } = await around.open();
  try {
    const shops = (await allShops(hub)).filter(({ slug }) => args.length === 0 || args.includes(slug));
    if (shops.length === 0) {
      around.note(`there is no shop "${args.join(' ')}"`);
      return 2;
    }
    let faults = 0;
    for (const shop of shops) {
      const found = await forShop(hub.database, shop.id, (trx) => auditBooks(trx));
      const read = `${found.entries} links, ${found.papers} papers, ${found.payments} payments, ${found.closures} closures`;
      around.print(`${shop.slug}: ${found.fault ? `BROKEN: ${found.fault}` : 'intact'} (${read})`);
      if (found.fault) faults += 1;
    }
    return faults > 0 ? 1 : 0;
  } finally {
    await close();
  }
}

asProgram(import.meta.url, ({ args, open }) =>
  auditCommand(args, {
    open,
    print: (text) => process.stdout.write(`${text}\n`),
    note: (line) => process.stderr.write(`${line}\n`),
  }),
);
