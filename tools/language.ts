import type { Language, WrittenLanguage } from './context.ts';

/** Latin digits in every language: prices and order numbers are read out and typed back. */
const LOCALES: Record<WrittenLanguage, string> = { fr: 'fr-FR', en: 'en-GB', ar: 'ar-TN-u-nu-latn' };

/** Sunday first. Months are French in Arabizi. */
const ARABIZI_DAYS = ['el a7ad', 'ethnin', 'ethletha', 'lerb3a', 'lekhmis', 'ejjem3a', 'essebt'];

/** What a paper, a page or a template is in for somebody who is spoken to in `language`: Arabizi is for talking only. */
export function writtenIn(language: Language): WrittenLanguage {
  return language === 'aeb' ? 'fr' : language;
}

const kept = new Map<string, Intl.DateTimeFormat>();

/** A format made once for each language, zone and parts: making one costs a hundred times its use. */
function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}|${JSON.stringify(options)}`;
  let format = kept.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, options);
    kept.set(key, format);
  }
  return format;
}

const quantities = new Map<Language, Intl.NumberFormat>();

/** "samedi 28 novembre" for a calendar day YYYY-MM-DD; the weekday is always said, the year when it is not `today`'s. */
export function formatDay(day: string, language: Language, today?: string): string {
  const sameYear = !today || today.slice(0, 4) === day.slice(0, 4);
  const text = dateFormat(LOCALES[writtenIn(language)], {
    ...(language === 'aeb' ? {} : { weekday: 'long' }),
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(new Date(`${day}T12:00:00Z`));
  if (language === 'aeb') return `nhar ${ARABIZI_DAYS[new Date(`${day}T12:00:00Z`).getUTCDay()]} ${text}`;
  // French counts the first of a month as an ordinal; Intl does not.
  return language === 'fr' ? text.replace(/ 1 /, ' 1er ') : text;
}

/** "14 h" or "14 h 30" in French, "14h30" in Arabizi, "14:30" elsewhere, for HH:MM. */
export function formatTime(time: string, language: Language): string {
  if (language === 'en' || language === 'ar') return time;
  const [hours, minutes] = time.split(':');
  if (language === 'aeb') return `${Number(hours)}h${minutes === '00' ? '' : minutes}`;
  return minutes === '00' ? `${Number(hours)}\u00a0h` : `${Number(hours)}\u00a0h\u00a0${minutes}`;
}

/** The calendar day YYYY-MM-DD of an instant (milliseconds) in a time zone. */
export function dayOf(at: number, timezone: string): string {
  return dateFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at);
}

/** HH:MM of an instant (milliseconds) in a time zone. */
export function timeOf(at: number, timezone: string): string {
  return dateFormat('en-GB', { timeZone: timezone, hour: '2-digit', minute: '2-digit' }).format(at);
}

/** The day `days` after a calendar day. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** mon … sun of a calendar day. */
export function weekdayOf(day: string): 'sun' | 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' {
  return (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[new Date(`${day}T12:00:00Z`).getUTCDay()]!;
}

/** "2", "0,5 kg": a quantity as it is read; pieces without a unit. */
export function formatQuantity(qty: number | string, unit: string, language: Language): string {
  let format = quantities.get(language);
  if (!format) {
    format = new Intl.NumberFormat(LOCALES[writtenIn(language)], { maximumFractionDigits: 3 });
    quantities.set(language, format);
  }
  const number = format.format(Number(qty));
  return unit === 'kg' || unit === 'g' || unit === 'l' ? `${number}\u00a0${unit}` : number;
}

/** The instant of a wall clock's day and time (24:00 included) in a zone. */
export function instantOf(day: string, time: string, timezone: string): number {
  const wanted = Date.parse(time === '24:00' ? `${addDays(day, 1)}T00:00:00Z` : `${day}T${time}:00Z`);
  let instant = wanted;
  // Twice: the first guess may lie on the other side of a change to summer time.
  for (let round = 0; round < 2; round++) {
    const shown = Date.parse(`${dayOf(instant, timezone)}T${timeOf(instant, timezone)}:00Z`);
    instant += wanted - shown;
  }
  return instant;
}
