import { addDays, dayOf, timeOf, weekdayOf } from '../language.ts';
import type { ShopSettings } from '../shops/settings.ts';

type Hours = Pick<ShopSettings, 'opening_hours' | 'closures'>;

/** The intervals a shop is open on a calendar day, as minutes since midnight; a shop that said no hours: 9 to 19. */
export function openMinutes(settings: Hours, day: string): [from: number, to: number][] {
  if (settings.closures.includes(day)) return [];
  const said = settings.opening_hours ? settings.opening_hours[weekdayOf(day)] : '09:00-19:00';
  if (!said) return [];
  return said.split(',').map((interval) => {
    const [from, to] = interval.split('-');
    return [minutesOf(from!), minutesOf(to!)];
  });
}

/** Minutes since midnight of HH:MM. */
export function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

/** How many minutes the shop was open between two instants (milliseconds), by its wall clock; at most a week of them. */
export function openMinutesBetween(settings: Hours, timezone: string, from: number, to: number): number {
  if (to <= from) return 0;
  const [firstDay, lastDay] = [dayOf(from, timezone), dayOf(to, timezone)];
  let total = 0;
  let day = firstDay;
  for (let ahead = 0; ahead < 8 && day <= lastDay; ahead++, day = addDays(day, 1)) {
    const since = day === firstDay ? minutesOf(timeOf(from, timezone)) : 0;
    const until = day === lastDay ? minutesOf(timeOf(to, timezone)) : 24 * 60;
    for (const [open, close] of openMinutes(settings, day)) {
      total += Math.max(0, Math.min(close, until) - Math.max(open, since));
    }
  }
  return total;
}
