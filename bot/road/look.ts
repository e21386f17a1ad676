import { dueWithin, overdue, type Work } from '../../db/work.ts';
import type { Bell } from '../queue.ts';
import { deliverConversation } from './deliver.ts';
import { drainLane } from './drain.ts';
import { runErrand } from './errands.ts';
import type { Parts } from './parts.ts';
import { SLOT_MS, slotOf } from './ring.ts';
import { TEND, tendAll } from './tend.ts';
import { WATCH, watchAll } from './watch.ts';

/** How often work whose bell was lost is looked for. */
export const SWEEP_MS = 5_000;
/** The most overdue work one sweep rings for; the next finds the rest. */
const MOST_SWEPT = 500;

/** What each bell means. */
export function createLook(parts: Parts): (bell: Bell) => Promise<void> {
  return async (bell) => {
    if (bell.kind === 'clock') {
      if (bell.ref === WATCH) return parts.watches ? watchAll(parts) : undefined;
      if (bell.ref === TEND) return parts.watches ? tendAll(parts) : undefined;
      const slot = slotOf(bell);
      return slot === null ? sweep(parts) : ringSlot(parts, slot);
    }
    const work: Work = { kind: bell.kind, shopId: Number(bell.shopId), ref: bell.ref };
    if (work.kind === 'turn') return drainLane(parts, work);
    if (work.kind === 'deliver') return deliverConversation(parts, work);
    return runErrand(parts, work);
  };
}

/** Rings for each piece of work that became due in the slot that ends now. */
async function ringSlot(parts: Parts, slot: number): Promise<void> {
  const found = await dueWithin(parts.hub.database, slot - SLOT_MS, slot);
  if (found.length > 0) parts.hub.ring(found);
}

/** Rings for everything that is due and that nobody holds: lost bells, dead processes. */
export async function sweep(parts: Parts): Promise<void> {
  const found = await overdue(parts.hub.database, parts.hub.now(), MOST_SWEPT);
  if (found.length > 0) parts.hub.ring(found.map((work) => ({ work })));
}
