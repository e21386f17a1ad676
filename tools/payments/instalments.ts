import { allocate } from '../money.ts';

/** A due date of a schedule: what it asks, minor units, and until when (YYYY-MM-DD). */
export type Instalment = { id: number; position: number; amount: number; dueOn: string };

/** The same with what of it is paid, by which payments, and what is still open. */
export type Covered = Instalment & { covered: number; open: number; paidBy: { paymentId: number; amount: number }[] };

/** An amount in `count` parts that sum to it exactly; they differ by one minor unit at most, the larger ones first. */
export function evenParts(total: number, count: number): number[] {
  return allocate(
    total,
    Array.from({ length: count }, () => 1),
  );
}

/**
 * Makes instalments sum to what the order asks now: when it grew the last one grows, when it shrank the last ones shrink
 * first. What an instalment lost entirely stays in the list, with nothing to pay.
 */
export function fitted<T extends { amount: number }>(instalments: readonly T[], total: number): T[] {
  let change = total - instalments.reduce((sum, one) => sum + one.amount, 0);
  const result: T[] = [];
  for (const one of [...instalments].reverse()) {
    const amount = Math.max(0, one.amount + change);
    change -= amount - one.amount;
    result.unshift({ ...one, amount });
  }
  return result;
}

/**
 * Which payment pays which instalment: money fills the earliest one that is open, oldest payment first. `held` are the
 * payments with what is left of each after refunds, oldest first. What is paid beyond the last one is nobody's.
 */
export function coverage(instalments: readonly Instalment[], held: readonly { id: number; left: number }[]): Covered[] {
  const covered: Covered[] = instalments.map((one) => ({ ...one, covered: 0, open: one.amount, paidBy: [] }));
  for (const payment of held) {
    let left = payment.left;
    for (const one of covered) {
      const part = Math.min(left, one.open);
      if (part <= 0) continue;
      one.covered += part;
      one.open -= part;
      one.paidBy.push({ paymentId: payment.id, amount: part });
      left -= part;
    }
  }
  return covered;
}

/** What is to be asked on a day: all that is due by then, else the first instalment that is open. 0: nothing is. */
export function askedOn(covered: readonly Covered[], today: string): number {
  const due = covered.filter((one) => one.dueOn <= today).reduce((sum, one) => sum + one.open, 0);
  return due > 0 ? due : (covered.find((one) => one.open > 0)?.open ?? 0);
}

/** A calendar day some months later; the 31st becomes the last day of a shorter month. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** Which instalments an amount pays ("1 of 3", "2 and 3 of 3"), by their positions, and what is to come after it. */
export type Share = { first: number; last: number; of: number; next: { amount: number; dueOn: string }[] };

/** Where `amount` (minor units) stands among the open instalments, the earliest first. Null: none is open, or there is one. */
export function shareOf(covered: readonly Covered[], amount: number): Share | null {
  // What an instalment lost entirely when the order shrank is none to be counted.
  const counted = covered.filter((one) => one.amount > 0);
  let left = amount;
  let [first, last] = [0, 0];
  const next: Share['next'] = [];
  for (const [place, { open, dueOn }] of counted.entries()) {
    const part = Math.min(left, open);
    left -= part;
    if (part > 0) {
      first ||= place + 1;
      last = place + 1;
    }
    if (open > part) next.push({ amount: open - part, dueOn });
  }
  return first === 0 || counted.length < 2 ? null : { first, last, of: counted.length, next };
}
