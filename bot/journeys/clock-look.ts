/** The clock's look at a shop, as the minute brings it. */
import { watchOne } from '../road/watch.ts';
import type { Walk } from './walk.ts';

/** Makes what is polled due again, lets the clock look at the shop, and waits until nothing is left to do. */
export async function looksAgain(walk: Walk, poll: 'platform_poll' | 'market_poll'): Promise<void> {
  await walk.look('maison', (trx) =>
    trx
      .updateTable(poll)
      .set({ asked_at: new Date(0) })
      .execute(),
  );
  await watchOne(walk.parts, await walk.shopId('maison'));
  await walk.quiet();
}
