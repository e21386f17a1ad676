/** Calendar arithmetic on local days, without time zones except to read the reference time. Pure. */

/** Days since 1970-01-01. */
export type Day = number;

const MS_PER_DAY = 86_400_000;

/** The day of a calendar date; months from 1. */
export function dayOf(y: number, m: number, d: number): Day {
  return Math.round(Date.UTC(y, m - 1, d) / MS_PER_DAY);
}

/** Year, month (from 1), day and weekday (0 = Sunday) of a day. */
export function partsOf(day: Day): { y: number; m: number; d: number; wd: number } {
  const t = new Date(day * MS_PER_DAY);
  return { y: t.getUTCFullYear(), m: t.getUTCMonth() + 1, d: t.getUTCDate(), wd: t.getUTCDay() };
}

/** 'YYYY-MM-DD' */
export function isoDay(day: Day): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** Does the calendar have this date? */
export function validDay(y: number, m: number, d: number): boolean {
  if (m < 1 || m > 12 || d < 1) return false;
  return d <= partsOf(dayOf(y, m + 1, 0)).d;
}

/** Adds whole months; the day is cut to the length of the month reached. */
export function addMonths(day: Day, n: number): Day {
  const { y, m, d } = partsOf(day);
  const last = partsOf(dayOf(y, m + n + 1, 0)).d;
  return dayOf(y, m + n, Math.min(d, last));
}

/** The n-th weekday (0 = Sunday) of a month; n = -1 is the last. */
export function nthWeekday(y: number, m: number, wd: number, n: number): Day {
  if (n < 0) {
    const last = dayOf(y, m + 1, 0);
    return last - ((partsOf(last).wd - wd + 7) % 7);
  }
  const first = dayOf(y, m, 1);
  return first + ((wd - partsOf(first).wd + 7) % 7) + 7 * (n - 1);
}

/** Western Easter Sunday (Meeus/Jones/Butcher). */
export function easter(y: number): Day {
  const a = y % 19;
  const b = Math.floor(y / 100);
  const c = y % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return dayOf(y, month, ((h + l - 7 * m + 114) % 31) + 1);
}

/** French Mother's Day: last Sunday of May, or the first of June when that is Whit Sunday (law of 24 May 1950). */
export function frenchMothersDay(y: number): Day {
  const last = nthWeekday(y, 5, 0, -1);
  return last === easter(y) + 49 ? last + 7 : last;
}

const islamicFormat = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura', {
  month: 'numeric',
  day: 'numeric',
  timeZone: 'UTC',
});

/** The first day on or after `from` that is day `d` of month `m` of the Umm al-Qura calendar, within 13 months. */
export function islamicDay(from: Day, m: number, d: number): Day | null {
  for (let day = from; day < from + 400; day++) {
    const parts = islamicFormat.formatToParts(new Date(day * MS_PER_DAY));
    if (
      Number(parts.find((p) => p.type === 'month')?.value) === m &&
      Number(parts.find((p) => p.type === 'day')?.value) === d
    )
      return day;
  }
  return null;
}

const zoneFormats = new Map<string, Intl.DateTimeFormat>();

function zoneFormat(timezone: string): Intl.DateTimeFormat {
  let f = zoneFormats.get(timezone);
  if (!f) {
    f = new Intl.DateTimeFormat('en-GB', {
      timeZone: timezone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    zoneFormats.set(timezone, f);
  }
  return f;
}

/**
 * The local day and minute of an ISO time in a zone. A time without an offset is already local.
 * Throws a RangeError when the time or the zone cannot be read.
 */
export function localTime(refTime: string, timezone: string): { day: Day; minute: number } {
  const plain = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?)?$/.exec(refTime.trim());
  if (plain)
    return {
      day: dayOf(+plain[1]!, +plain[2]!, +plain[3]!),
      minute: Number(plain[4] ?? 0) * 60 + Number(plain[5] ?? 0),
    };
  const at = new Date(refTime);
  if (Number.isNaN(at.getTime())) throw new RangeError(`ref_time "${refTime}" is not an ISO 8601 time`);
  const get = Object.fromEntries(
    zoneFormat(timezone)
      .formatToParts(at)
      .map((p) => [p.type, p.value]),
  );
  return {
    day: dayOf(Number(get.year), Number(get.month), Number(get.day)),
    minute: Number(get.hour) * 60 + Number(get.minute),
  };
}

/** Minutes after midnight as 'HH:MM'; wraps around midnight. */
export function clock(minute: number): string {
  const m = ((minute % 1440) + 1440) % 1440;
  return `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`;
}
