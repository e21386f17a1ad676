import type { Ctx } from '../../tools/context.ts';
import { watchShop } from '../../tools/day/watch.ts';
import { pollPlatform } from '../../tools/einvoicing/handover.ts';
import { watchMoney } from '../../tools/payments/watch.ts';
import { inShop } from '../../tools/perform.ts';
import { allShops, shopFacts } from '../../tools/shops/facts.ts';
import { pollMarkets } from './marketplace.ts';
import type { Parts } from './parts.ts';

/** How often each shop is looked at for digests and alerts. */
export const WATCH_MS = 60_000;
/** The name of the clock's bell. */
export const WATCH = 'watch';

/** Looks at every shop, one after the other: a shop that fails does not keep the others waiting. */
export async function watchAll(parts: Parts): Promise<void> {
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
  await inShop(ctx, pollPlatform);
  await inShop(ctx, watchMoney);
}
