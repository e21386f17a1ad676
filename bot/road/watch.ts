import { dropUnread } from '../../db/inbox.ts';
import { forHub } from '../../db/shop.ts';
import type { Ctx } from '../../tools/context.ts';
import { watchShop } from '../../tools/day/watch.ts';
import { pollPlatform } from '../../tools/einvoicing/handover.ts';
import { reportWhatIsOver } from '../../tools/einvoicing/reports.ts';
import { watchMoney } from '../../tools/payments/watch.ts';
import { inShop } from '../../tools/perform.ts';
import { forgetBatch } from '../../tools/retention/night.ts';
import { allShops, shopFacts } from '../../tools/shops/facts.ts';
import { pollMarkets } from './marketplace.ts';
import type { Parts } from './parts.ts';

/** How often each shop is looked at for digests and alerts. */
export const WATCH_MS = 60_000;
/** Bodies that no shop claims are looked at, if at all, within three months. */
const UNREAD_MS = 90 * 24 * 3_600_000;
const UNREAD_BATCH = 200;
/** Batches of deleting that one look does; the rest is the next one's. */
const MOST_BATCHES = 10;
/** The name of the clock's bell. */
export const WATCH = 'watch';

/** Looks at every shop, one after the other: a shop that fails does not keep the others waiting. */
export async function watchAll(parts: Parts): Promise<void> {
  const before = new Date(parts.hub.now() - UNREAD_MS);
  await forHub(parts.hub.database, (trx) => dropUnread(trx, before, UNREAD_BATCH)).catch((error: unknown) =>
    parts.log.error('unread bodies could not be dropped', { error }),
  );
  for (const { id } of await allShops(parts.hub)) {
    await watchOne(parts, id).catch((error: unknown) => parts.log.error('a shop could not be watched', { id, error }));
  }
}

/** One look at one shop. */
export async function watchOne(parts: Parts, shopId: number): Promise<void> {
  const shop = await shopFacts(parts.hub, shopId);
  const ctx: Ctx = { hub: parts.hub, shop, actor: { kind: 'system' }, language: shop.language, cause: 'watch' };
  await inShop(ctx, watchShop);
  await inShop(ctx, pollMarkets);
  await inShop(ctx, reportWhatIsOver);
  await inShop(ctx, pollPlatform);
  await inShop(ctx, watchMoney);
  await forget(parts, { ...ctx, cause: 'retention' });
}

/** Each night what is kept no longer is deleted, in small batches with a transaction each. */
async function forget(parts: Parts, ctx: Ctx): Promise<void> {
  const failed = (customer: number, error: unknown) =>
    parts.log.error('a customer could not be deleted', { shop: ctx.shop.slug, customer, error });
  for (let batch = 0; batch < MOST_BATCHES; batch++) if (await inShop(ctx, (run) => forgetBatch(run, failed))) return;
}
