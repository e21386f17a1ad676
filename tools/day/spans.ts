import { addDays, dayOf, timeOf, weekdayOf } from '../language.ts';

export type Period = 'day' | 'week' | 'month';

/** A stretch of the shop's wall clock: "YYYY-MM-DD HH:MM", `to` not included. */
export type Span = { from: string; to: string };

/** A period and the one it is held against, and the calendar days of the whole period for its chart. */
export type Spans = { now: Span; before: Span; days: string[]; whole: boolean };

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/**
 * The period that holds `day` (YYYY-MM-DD, not after today), and the one it is held against: the same weekday a week
 * before, the week before, the month before. A period that still runs is cut at this minute, and so is the other.
 * `at` in milliseconds.
 */
export function spansOf(period: Period, day: string, at: number, timezone: string): Spans {
  const today = dayOf(at, timezone);
  const from = firstOf(period, day);
  const end = nextOf(period, from);
  const beforeFrom = period === 'month' ? firstOf('month', addDays(from, -1)) : addDays(from, -7);
  const beforeEnd = nextOf(period, beforeFrom);
  const days = daysBetween(from, end);
  const whole = end <= today;
  if (whole) {
    return { now: midnight(from, end), before: midnight(beforeFrom, beforeEnd), days, whole };
  }
  const clock = timeOf(at + 60_000, timezone);
  // The minute that runs belongs to it; the last minute of a day ends at the next day's first.
  const to = clock === '00:00' ? `${addDays(today, 1)} 00:00` : `${today} ${clock}`;
  const passed = daysBetween(from, today).length;
  const sameDay = addDays(beforeFrom, passed);
  const beforeTo =
    sameDay >= beforeEnd
      ? `${beforeEnd} 00:00`
      : clock === '00:00'
        ? `${addDays(sameDay, 1)} 00:00`
        : `${sameDay} ${clock}`;
  return { now: { from: `${from} 00:00`, to }, before: { from: `${beforeFrom} 00:00`, to: beforeTo }, days, whole };
}

function midnight(from: string, to: string): Span {
  return { from: `${from} 00:00`, to: `${to} 00:00` };
}

function firstOf(period: Period, day: string): string {
  if (period === 'day') return day;
  if (period === 'month') return `${day.slice(0, 7)}-01`;
  return addDays(day, -WEEK.indexOf(weekdayOf(day)));
}

function nextOf(period: Period, first: string): string {
  if (period === 'day') return addDays(first, 1);
  if (period === 'week') return addDays(first, 7);
  return `${addDays(first, 31).slice(0, 7)}-01`;
}

function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) days.push(day);
  return days;
}

/**
 * The day a report is asked for: what was read as a day to come is the latest one of that name that has passed
 * ("samedi" is last Saturday, "12/11" this year's). Null when it was really meant ahead ("demain").
 */
export function pastDay(day: string, today: string, text: string): string | null {
  if (day <= today) return day;
  if (/\b(?:demain|tomorrow|prochaine?|next)\b|غدا/i.test(text)) return null;
  const written = /\d{1,2}\s*[/.-]\s*\d{1,2}|\d{1,2}\s+\p{L}{3,}/u.test(text);
  if (written) {
    const year = Number(day.slice(0, 4)) - 1;
    return /\d{4}/.test(text) ? null : `${year}${day.slice(4)}`;
  }
  let found = day;
  while (found > today) found = addDays(found, -7);
  return found;
}
