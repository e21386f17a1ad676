import type { Hub } from '../../tools/context.ts';
import type { Bell, Queue } from '../queue.ts';

/** Work that becomes due within the same span of this length is rung for together. */
export const SLOT_MS = 50;
/** Due sooner than this, work has a bell of its own: its slot could be over before the bell for it is stored. */
const SOON_MS = 250;
const DUE = 'due:';

/**
 * Rings for work that was noted. What is due now has a bell of its own; what is due later shares one bell with all that
 * is due in the same slot, whoever's it is: at that moment the slot's work is read from the database (see `slotOf`).
 * A thousand customers who write in one second so leave twenty bells, not a thousand.
 */
export function createRing(queue: Queue, now: () => number): Hub['ring'] {
  const rung = new Set<number>();
  return (works) => {
    const from = now();
    const soon = from + SOON_MS;
    const slots = new Set<number>();
    const bells: { bell: Bell; at?: number }[] = [];
    for (const { work, at } of works) {
      if (at !== undefined && at > soon) slots.add(Math.ceil(at / SLOT_MS) * SLOT_MS);
      else {
        const bell: Bell = { kind: work.kind, shopId: String(work.shopId), ref: work.ref };
        bells.push(at === undefined ? { bell } : { bell, at });
      }
    }
    for (const slot of rung) if (slot <= from) rung.delete(slot);
    for (const slot of slots) {
      if (rung.has(slot)) continue;
      rung.add(slot);
      bells.push({ bell: { kind: 'clock', shopId: '', ref: `${DUE}${slot}` }, at: slot });
    }
    if (bells.length > 0) void queue.ring(bells);
  };
}

/** The end of the slot (milliseconds) that a clock's bell stands for; null when it is another clock's. */
export function slotOf(bell: Bell): number | null {
  return bell.kind === 'clock' && bell.ref.startsWith(DUE) ? Number(bell.ref.slice(DUE.length)) : null;
}
