import { plainWords, weekdayNamed } from './day-words.ts';
import type { ShopSettings } from './settings.ts';

export type Hours = NonNullable<ShopSettings['opening_hours']>;
export type Weekday = keyof Hours;
export const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies Weekday[];

const TIME = String.raw`(\d{1,2})\s*(?:h|:)?\s*(\d{2})?`;
const INTERVAL = new RegExp(String.raw`^(?:de\s+)?${TIME}\s*(?:-|a|to|jusqu'a)\s*${TIME}(?=$|[\s,;/])`);
const CLOSED = /^(?:ferme(?:e|s)?|closed|off|مغلق)(?=$|[\s,;])/;

/** "19h30", "19:30", "7h", "19" as HH:MM; null when it is no time of day. */
export function readClock(text: string): string | null {
  const found = new RegExp(`^${TIME}\\s*(?:h|heures?)?$`).exec(plainWords(text));
  return found ? clockOf(found[1]!, found[2]) : null;
}

function clockOf(hours: string, minutes: string | undefined): string | null {
  if (Number(hours) > 24 || Number(minutes ?? 0) > 59 || (Number(hours) === 24 && Number(minutes ?? 0) > 0))
    return null;
  return `${hours.padStart(2, '0')}:${minutes ?? '00'}`;
}

/**
 * "mar 8h-12h30 14h-19h", "lun-ven 9h-18h, dim fermé": the days a line names and their new hours (null: closed).
 * Null when any part of it cannot be read, so that half a line never changes half the hours.
 */
export function readHours(text: string): Partial<Record<Weekday, string | null>> | null {
  let left = plainWords(text);
  const found: Partial<Record<Weekday, string | null>> = {};
  while (left) {
    const days = takeDays(left);
    if (!days || days.days.length === 0) return null;
    const hours = takeHours(days.left);
    if (!hours) return null;
    for (const day of days.days) found[day] = hours.hours;
    left = hours.left.replace(/^[\s,;]+(?:et |and )?/, '');
  }
  return Object.keys(found).length > 0 ? found : null;
}

function takeDays(line: string): { days: Weekday[]; left: string } | null {
  const all = /^(?:tous les jours|every day|7j\/7)\s*:?\s*/.exec(line);
  if (all) return { days: [...WEEK], left: line.slice(all[0].length) };
  const days: Weekday[] = [];
  let left = line;
  for (;;) {
    const word = /^(?:du |le |from )?(\p{L}+)\.?/u.exec(left);
    const day = word ? (weekdayNamed(word[1]!) as Weekday | undefined) : undefined;
    if (!word || !day) break;
    left = left.slice(word[0].length);
    const range = /^\s*(?:-|au|a|to)\s*(\p{L}+)\.?/u.exec(left);
    const last = range ? (weekdayNamed(range[1]!) as Weekday | undefined) : undefined;
    if (range && last) {
      left = left.slice(range[0].length);
      for (let at = WEEK.indexOf(day); ; at = (at + 1) % 7) {
        days.push(WEEK[at]!);
        if (WEEK[at] === last) break;
      }
    } else days.push(day);
    left = left.replace(/^\s*(?:,|et|and|&|:)?\s*/, '');
  }
  return { days, left };
}

function takeHours(line: string): { hours: string | null; left: string } | null {
  const closed = CLOSED.exec(line);
  if (closed) return { hours: null, left: line.slice(closed[0].length) };
  const intervals: string[] = [];
  let left = line;
  for (;;) {
    const found = INTERVAL.exec(left);
    if (!found) break;
    const [from, to] = [clockOf(found[1]!, found[2]), clockOf(found[3]!, found[4])];
    if (!from || !to || from >= to || (intervals.length > 0 && intervals.at(-1)!.split('-')[1]! > from)) return null;
    intervals.push(`${from}-${to}`);
    left = left.slice(found[0].length);
    const next = left.replace(/^\s*(?:,|et|and|\/)?\s*/, '');
    if (INTERVAL.test(next)) left = next;
  }
  return intervals.length > 0 ? { hours: intervals.join(','), left } : null;
}
