/** Over which days sales are reported together (CGI ann. II art. 242 nonies O): by the shop's rhythm of VAT returns. */
import type { Days } from '../books/sales.ts';
import { addDays } from '../language.ts';

/** Every ten days: VAT by the month; every month: by the quarter or simplified; every two months: the franchise. */
export const RHYTHMS = ['ten_days', 'month', 'two_months'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

/** The period a day (YYYY-MM-DD) belongs to, first and last day. */
export function periodOf(rhythm: Rhythm, day: string): Days {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const endOf = (one: number) => new Date(Date.UTC(year, one, 0)).toISOString().slice(0, 10);
  const at = (one: number, when: number) => `${year}-${String(one).padStart(2, '0')}-${String(when).padStart(2, '0')}`;
  if (rhythm === 'month') return { from: at(month, 1), to: endOf(month) };
  if (rhythm === 'two_months') {
    const first = month - ((month - 1) % 2);
    return { from: at(first, 1), to: endOf(first + 1) };
  }
  if (date > 20) return { from: at(month, 21), to: endOf(month) };
  return date > 10 ? { from: at(month, 11), to: at(month, 20) } : { from: at(month, 1), to: at(month, 10) };
}

/** The periods from the one that holds `since` on that are over before `today`, oldest first. */
export function periodsOver(rhythm: Rhythm, since: string, today: string): Days[] {
  const found: Days[] = [];
  for (let one = periodOf(rhythm, since); one.to < today; one = periodOf(rhythm, addDays(one.to, 1))) found.push(one);
  return found;
}

/** Payments are reported once a month, however often sales are. */
export const rhythmOfPayments = (rhythm: Rhythm): Rhythm => (rhythm === 'ten_days' ? 'month' : rhythm);
