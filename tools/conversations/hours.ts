import { z } from 'zod';
import { nearestOpenDays } from '../drafts/open-days.ts';
import { addDays, dayOf, formatDay, formatTime, timeOf, weekdayOf } from '../language.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** A Monday: a fixed week to name the days from. */
const MONDAY = '2024-01-01';
/** Closures are told this long ahead. */
const CLOSURES_DAYS = 45;
const MOST_CLOSURES = 5;
/** "Ce soir" asks about this hour. */
const EVENING = '18:00';

type Place = Pick<Run, 'shop' | 'at' | 'language'>;
type Interval = { from: string; to: string };

/** The opening intervals of a calendar day, HH:MM; empty when closed. Closures count; no hours at all: null. */
export function intervalsOf(run: Pick<Run, 'shop'>, day: string): Interval[] | null {
  const { opening_hours: hours, closures } = run.shop.settings;
  if (closures.includes(day)) return [];
  if (!hours) return null;
  return intervalsIn(hours[weekdayOf(day)]);
}

/** "08:00-12:30,14:30-19:00" as intervals. */
function intervalsIn(text: string | undefined): Interval[] {
  return (text ?? '')
    .split(',')
    .filter(Boolean)
    .map((interval) => ({ from: interval.slice(0, 5), to: interval.slice(6) }));
}

/** "8 h – 12 h 30, 14 h 30 – 19 h". */
export function hoursText(intervals: Interval[], language: Run['language']): string {
  return intervals.map(({ from, to }) => `${formatTime(from, language)} – ${formatTime(to, language)}`).join(', ');
}

export const openingHours = defineTool({
  name: 'opening_hours',
  says: "Tells the shop's opening hours: of the week, or whether it is open on the day and hour that was asked.",
  for: ['customer'],
  input: z.object({
    day: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .optional(),
    time: z
      .string()
      .regex(/^\d{2}:\d{2}$/)
      .optional(),
    part: z.enum(['morning', 'midday', 'afternoon', 'evening', 'night']).optional(),
  }),
  run: async (run, input) => {
    const texts = textsFor(run.language).customer;
    const { opening_hours: hours, closures } = run.shop.settings;
    if (input.day && closures.includes(input.day)) return told(run, input.day, closedText(run, input.day));
    if (!hours) return { facts: { known: false }, reply: { text: texts.hoursUnknown } };
    if (input.day) return told(run, input.day, dayText(run, input.day, input.time ?? hourOf(input.part)));
    const rows = WEEK.map((day, index) => {
      const intervals = intervalsIn(hours[day]);
      const name = weekdayName(addDays(MONDAY, index), run.language);
      return `${name} : ${intervals.length > 0 ? hoursText(intervals, run.language) : texts.closed}`;
    });
    const special = closuresText(run);
    return {
      facts: { known: true },
      reply: { text: [texts.hours(rows.join('\n')), special].filter(Boolean).join('\n') },
    };
  },
});

const hourOf = (part: string | undefined): string | undefined =>
  part === 'evening' || part === 'night' ? EVENING : undefined;

function told(run: Run, day: string, text: string) {
  const open = (intervalsOf(run, day) ?? []).length > 0;
  return { facts: { known: true, day, open }, reply: { text } };
}

function weekdayName(day: string, language: Run['language']): string {
  return new Intl.DateTimeFormat(language === 'ar' ? 'ar-TN' : language, { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  );
}

/** Whether the shop is open on a day, and at an hour of it when one was asked. */
function dayText(run: Place, day: string, time: string | undefined): string {
  const texts = textsFor(run.language).conversation;
  const intervals = intervalsOf(run, day) ?? [];
  if (intervals.length === 0) return closedText(run, day);
  const name = formatDay(day, run.language);
  const hours = hoursText(intervals, run.language);
  const over = day === dayOf(run.at, run.shop.timezone) && timeOf(run.at, run.shop.timezone) >= intervals.at(-1)!.to;
  const shut = time !== undefined && !intervals.some(({ from, to }) => from <= time && time < to);
  if (over || shut) {
    const next = over ? nextOpening(run, day) : null;
    return [texts.closedAt(name, hours), next].filter(Boolean).join(' ');
  }
  return texts.openOn(name, hours);
}

function closedText(run: Place, day: string): string {
  const texts = textsFor(run.language).conversation;
  const name = formatDay(day, run.language);
  const special = run.shop.settings.closures.includes(day);
  return [special ? texts.specialClosure(name) : texts.closedOn(name), nextOpening(run, day)].filter(Boolean).join(' ');
}

function nextOpening(run: Place, day: string): string | null {
  const next = nearestOpenDays(run, day, 6).find((one) => one > day);
  const intervals = next ? (intervalsOf(run, next) ?? []) : [];
  if (!next || intervals.length === 0) return null;
  return textsFor(run.language).conversation.nextOpen(
    formatDay(next, run.language),
    hoursText(intervals, run.language),
  );
}

function closuresText(run: Place): string | null {
  const today = dayOf(run.at, run.shop.timezone);
  const last = addDays(today, CLOSURES_DAYS);
  const days = run.shop.settings.closures
    .filter((day) => day >= today && day <= last)
    .sort()
    .slice(0, MOST_CLOSURES)
    .map((day) => formatDay(day, run.language));
  return days.length > 0 ? textsFor(run.language).conversation.closures(days.join(', ')) : null;
}
