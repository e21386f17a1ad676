/** Fits an hour to the part of day said with it, or to the hours the shop is open. */
import type { Clock } from './when-clock.ts';
import type { WhenContext } from './when-context.ts';

export type Hours = { open: number; close: number; spans: [number, number][] };

const KEYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const minutes = (hm: string): number => {
  const [h, m] = hm.split(':').map(Number);
  return (h ?? 0) * 60 + (m ?? 0);
};

/** Opening minutes of a weekday (0 = Sunday); those of any open day when the day is closed; null without hours. */
export function hoursOf(openingHours: Record<string, string> | undefined, weekday: number): Hours | null {
  if (!openingHours) return null;
  const own = openingHours[KEYS[weekday]!] ?? Object.values(openingHours)[0];
  if (!own) return null;
  const spans = own
    .split(',')
    .map((s) => s.trim().split('-').map(minutes) as [number, number])
    .filter((s) => s.length === 2 && !s.some(Number.isNaN));
  if (spans.length === 0) return null;
  return { open: spans[0]![0], close: spans.at(-1)![1], spans };
}

const inside = (hours: Hours, m: number): boolean => m >= hours.open && m <= hours.close;

/** The minute meant by an hour that may be twelve hours off. */
export function settleClock(
  ctx: WhenContext,
  c: Clock,
  part: { part: string } | undefined,
  hours: Hours | null,
): number {
  const { minute } = c;
  if (part) {
    if ((part.part === 'afternoon' || part.part === 'evening') && minute < 720) return minute + 720;
    if (part.part === 'evening' && minute >= 720 && minute < 780 && !ctx.order) return minute + 720;
    if (part.part === 'night' && minute >= 360 && minute < 720) return minute + 720;
    if (part.part === 'night' && minute >= 720 && minute < 780 && ctx.lang !== 'fr') return minute - 720;
    return minute;
  }
  if (c.sure || minute >= 720 || !ctx.order) return minute;
  if (hours) {
    if (!inside(hours, minute) && inside(hours, minute + 720)) return minute + 720;
    return minute;
  }
  return minute < 7 * 60 ? minute + 720 : minute;
}
