/** The days an order can be for: the shop's hours and closures, and the notice its goods need. */
import type { CatalogueProduct } from '../catalog/catalogue.ts';
import { addDays, dayOf, timeOf, weekdayOf } from '../language.ts';
import type { Run } from '../tool.ts';

/** True when the shop is closed on that day, or has no opening left when the day is today. */
export function isClosed(run: Pick<Run, 'shop' | 'at'>, day: string): boolean {
  const { opening_hours: hours, closures } = run.shop.settings;
  if (closures.includes(day)) return true;
  if (!hours) return false;
  const today = hours[weekdayOf(day)];
  if (!today) return true;
  if (day !== dayOf(run.at, run.shop.timezone)) return false;
  const lastClosing = today
    .split(',')
    .map((interval) => interval.split('-')[1]!)
    .sort()
    .at(-1)!;
  return timeOf(run.at, run.shop.timezone) >= lastClosing;
}

/** The open days nearest to `day`, today or later, in the calendar's order. */
export function nearestOpenDays(run: Pick<Run, 'shop' | 'at'>, day: string, count: number): string[] {
  const today = dayOf(run.at, run.shop.timezone);
  const found: string[] = [];
  for (let distance = 1; distance <= 21 && found.length < count; distance++) {
    for (const candidate of [addDays(day, -distance), addDays(day, distance)]) {
      if (found.length < count && candidate >= today && !isClosed(run, candidate)) found.push(candidate);
    }
  }
  return found.sort();
}

const HOUR_MS = 3_600_000;

/** The first day by whose noon `hours` of notice have passed. */
export function noticeDay(run: Pick<Run, 'shop' | 'at'>, hours: number): string {
  const ready = run.at + hours * HOUR_MS;
  const day = dayOf(ready, run.shop.timezone);
  return timeOf(ready, run.shop.timezone) > '12:00' ? addDays(day, 1) : day;
}

/** The first open day that leaves `hours` of notice. */
export function earliestDay(run: Pick<Run, 'shop' | 'at'>, hours: number): string {
  let day = noticeDay(run, hours);
  for (let tries = 0; tries < 31 && isClosed(run, day); tries++) day = addDays(day, 1);
  return day;
}

/** The hours of notice that a product asks for; one whose pieces are counted and there asks for none. */
export function noticeOf(product: CatalogueProduct): number {
  const ready = product.stock !== null && !product.soldOut;
  return ready ? 0 : (product.details.lead_time_hours ?? 0);
}
