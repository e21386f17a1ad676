/**
 * A process that issues the invoices of some orders, all at once, and dies when it is killed: with HANG_AT it stops in the
 * transaction of that issue, its number taken and not committed, and says TAKEN until then.
 */
import { openDatabase, openPool } from '../../db/database.ts';
import type { Ctx, Hub } from '../../tools/context.ts';
import { issueOrWait } from '../../tools/invoicing/owed.ts';
import { orderById } from '../../tools/orders/read.ts';
import { inShop } from '../../tools/perform.ts';
import { createSealer } from '../../tools/sealing.ts';
import { shopFacts, shopOf } from '../../tools/shops/facts.ts';

const { DATABASE_URL, SHOP, NOW, ORDERS, HANG_AT } = process.env;
const database = await openDatabase(openPool(DATABASE_URL!, 8));
const hub: Hub = {
  database,
  now: () => Number(NOW),
  ring: () => {},
  sealer: createSealer('a test key of thirty-two characters'),
  publicUrl: 'http://localhost:3000',
  linksOff: null,
};
const shop = await shopFacts(hub, (await shopOf(hub, 'shop', SHOP!))!);
let taken = 0;
await Promise.all(
  (JSON.parse(ORDERS!) as number[]).map((id) => {
    const cause = `invoice:${id}`;
    const ctx: Ctx = { hub, shop, actor: { kind: 'system' }, language: shop.language, cause };
    return inShop(ctx, async (run) => {
      const paper = await issueOrWait(run, await orderById(run.trx, id, true), { kind: 'invoice' }, { to: 'customer' });
      taken += 1;
      if (taken !== Number(HANG_AT)) return;
      process.stdout.write(`TAKEN ${paper!.number}\n`);
      await new Promise(() => {});
    });
  }),
);
await database.close();
