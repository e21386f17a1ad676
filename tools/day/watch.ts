import { closeWhatIsOver } from '../books/closures.ts';
import { askOwed } from '../invoicing/owed.ts';
import type { Run } from '../tool.ts';
import { lockWatch, noteAlerts, raise, tellAlerts } from './alerts.ts';
import { conditions, type Found, noteRhythm } from './conditions.ts';
import { sendDigests } from './digest.ts';

/**
 * One look at a shop, in one transaction: what began, what is over, what is to be told now, which digest is due. Safe
 * to call at any time and from several processes: whoever comes second finds the row locked or the work done.
 */
export async function watchShop(run: Run): Promise<void> {
  const watch = await lockWatch(run);
  if (!watch) return;
  await noteRhythm(run);
  await noteAlerts(run, await conditions(run));
  await tellAlerts(run, watch);
  await sendDigests(run, watch);
  await askOwed(run);
  await closeWhatIsOver(run);
}

/** Something has just happened: told at once when the members had nothing a moment ago, else with the next group. */
export async function happened(run: Run, found: Found): Promise<void> {
  await raise(run, found);
  const watch = await lockWatch(run);
  if (watch) await tellAlerts(run, watch);
}
