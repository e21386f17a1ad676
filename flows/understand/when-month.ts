/** Days of a month: "24 décembre", "march 3rd", "13 au 15 juillet". */
import { dayOf, partsOf, validDay } from './calendar.ts';
import { digitsValue, ordinal } from './numbers.ts';
import { type DayPiece, isWord, meaning, skip, type WhenContext, whole } from './when-context.ts';
import { streetOfDay } from './when-counts.ts';

import { weekPiece } from './when-week.ts';

/** The next such day of the calendar, today included. */
export function nextDate(ctx: WhenContext, d: number, m: number | null, y: number | null): number | null {
  const { day } = ctx.ref;
  const now = partsOf(day);
  if (y !== null && m !== null) return validDay(y, m, d) ? dayOf(y, m, d) : null;
  if (m !== null) {
    for (let k = 0; k < 9; k++)
      if (validDay(now.y + k, m, d) && dayOf(now.y + k, m, d) >= day)
        return k > 1 && d !== 29 ? null : dayOf(now.y + k, m, d);
    return null;
  }
  for (let k = 0; k < 12; k++) {
    const first = partsOf(dayOf(now.y, now.m + k, 1));
    if (validDay(first.y, first.m, d) && dayOf(first.y, first.m, d) >= day) return dayOf(first.y, first.m, d);
  }
  return null;
}

/** A year from two or four digits (Buddhist years converted), or null. */
export const year = (raw: number): number | null => {
  if (raw >= 1900 && raw < 2100) return raw;
  if (raw >= 2443 && raw < 2643) return raw - 543;
  return raw >= 0 && raw < 70 ? 2000 + raw : null;
};

/** A whole number in digits at token i, or null. */
export function digit(ctx: WhenContext, i: number): number | null {
  const t = ctx.tokens[i];
  return t?.kind === 'num' && /^\d+$/.test(t.t) ? Number(t.t) : null;
}

/** Reads an optional year after a month; gives [year or null, next]. */
export function yearAfter(ctx: WhenContext, i: number): [number | null, number] {
  let k = skip(ctx, i, ',', '.', 'of', 'in', 'de');
  if (k > i + 1) k = i;
  const y = digit(ctx, k);
  if (y !== null && ((y >= 1900 && y < 2100) || (y > 2443 && y < 2643)))
    return [year(y), isWord(ctx, k + 1, 'be') ? k + 2 : k + 1];
  if (ctx.words[i] === '/' && digit(ctx, i + 1) !== null) return [year(digit(ctx, i + 1)!), i + 2];
  return [null, i];
}

/** A month at token i, small words before it skipped, or null. */
export function monthAt(ctx: WhenContext, i: number): { m: number; next: number } | null {
  let k = skip(ctx, i, 'of', 'de', 'du', 'le', 'mois', 'month', 'من', 'شهر', '/', 'the', '-', '،');
  if (k - i > 3) k = i;
  const found = meaning(ctx, k);
  if (found?.m.k === 'month') {
    const dot = ctx.words[found.next] === '.' && !ctx.tokens[found.next]!.sp ? found.next + 1 : found.next;
    return { m: found.m.m, next: dot };
  }
  if (ctx.lang === 'ar' && ctx.words[k - 1] === 'شهر') {
    const n = whole(ctx, k);
    if (n && n.value >= 1 && n.value <= 12) return { m: n.value, next: n.next };
  }
  return null;
}

/** A day number (1-31), digits, words or ordinal. */
export function dayNumber(ctx: WhenContext, i: number): { d: number; next: number; ordinal: boolean } | null {
  const o = ordinal(ctx.tokens as never, i, ctx.lang);
  if (o && o.value >= 1 && o.value <= 31 && Number.isInteger(o.value))
    return { d: o.value, next: o.next, ordinal: true };
  const t = ctx.tokens[i];
  if (t?.kind === 'num') {
    const v = digitsValue(t.t, 'fr');
    if (/^0?\d{1,2}$/.test(t.t) && v >= 1 && v <= 31) {
      const tail = ctx.words[i + 1];
      return { d: v, next: tail === 'e' && !ctx.tokens[i + 1]!.sp ? i + 2 : i + 1, ordinal: false };
    }
    return null;
  }
  const n = whole(ctx, i);
  return n && n.value >= 1 && n.value <= 31 ? { d: n.value, next: n.next, ordinal: false } : null;
}

const RANGE_WORDS = ['au', 'to', 'a', 'jusque', '-', 'الي', 'حتي', 'until', 'till', 'et', 'and', 'through'];

/** "24 decembre", "1er mars 2027", "march 3rd", "13 au 15 juillet", "July 13-15". */
export function dayMonth(ctx: WhenContext, i: number): DayPiece | null {
  const first = meaning(ctx, i);
  if (first?.m.k === 'month' && ctx.lang === 'fr' && ctx.tokens[i - 1]?.kind === 'num') return null;
  if (first?.m.k === 'month') return monthFirst(ctx, i, first.m.m, first.next, !!first.m.weak);
  const n = dayNumber(ctx, i);
  // "un Mars" is a chocolate bar: the first of March is "le premier mars".
  if (!n || streetOfDay(ctx, i) || (isWord(ctx, i, 'un') && !isWord(ctx, i - 1, 'le'))) return null;
  let k = skip(ctx, n.next, 'jour', 'day', 'يوم');
  if (k - n.next > 1) k = n.next;
  const month = monthAt(ctx, k);
  if (month) {
    const [y, next] = yearAfter(ctx, month.next);
    const ends = rangeEnd(ctx, next, month.m, y);
    const day = nextDate(ctx, n.d, month.m, y ?? ends?.y ?? null);
    if (day === null) return { day: null, past: true, next };
    if (ends) return { day, end: ends.day, next: ends.next };
    return { day, next };
  }
  return dayRange(ctx, n.d, n.next);
}

function rangeEnd(
  ctx: WhenContext,
  i: number,
  m: number,
  y: number | null,
): { day: number; y: number | null; next: number } | null {
  if (!RANGE_WORDS.includes(ctx.words[i] ?? '')) return null;
  if (isWord(ctx, i, 'a', 'et', 'and') && !meaning(ctx, i + 2) && !monthAt(ctx, i + 2)) return null;
  let k = skip(ctx, i + 1, 'le', 'the', 'au', ',');
  const wd = meaning(ctx, k);
  if (wd?.m.k === 'wd') k = skip(ctx, wd.next, ',');
  const monthLeads = meaning(ctx, k);
  const n = dayNumber(ctx, monthLeads?.m.k === 'month' ? skip(ctx, monthLeads.next, 'the', '.') : k);
  if (!n) return null;
  const month = monthLeads?.m.k === 'month' ? { m: monthLeads.m.m, next: n.next } : monthAt(ctx, n.next);
  if (!month && isWord(ctx, i, 'a', 'et', 'and')) return null;
  const [y2, next] = month ? yearAfter(ctx, month.next) : [y, n.next];
  const day = nextDate(ctx, n.d, month?.m ?? m, y2 ?? y);
  return day === null ? null : { day, y: y2, next };
}

/** "13 au 15 juillet": the month stands after the second number. */
function dayRange(ctx: WhenContext, d: number, i: number): DayPiece | null {
  if (!RANGE_WORDS.includes(ctx.words[i] ?? '')) return null;
  let k = skip(ctx, i + 1, 'le', 'the');
  const wd = meaning(ctx, k);
  if (wd?.m.k === 'wd') k = wd.next;
  const n = dayNumber(ctx, k);
  if (!n || n.d <= d) return null;
  const month = monthAt(ctx, n.next);
  if (!month) {
    const from = ctx.words.slice(Math.max(0, 0), i).includes('du');
    if (!from || !isWord(ctx, i, 'au')) return null;
    const day = nextDate(ctx, d, null, null);
    return day === null ? null : { day, end: day + n.d - d, next: n.next };
  }
  const [y, next] = yearAfter(ctx, month.next);
  const day = nextDate(ctx, d, month.m, y);
  return day === null ? null : { day, end: day + n.d - d, next };
}

/** "march 3rd", "July 13-15", or the month alone. */
export function monthFirst(ctx: WhenContext, i: number, m: number, i2: number, weak: boolean): DayPiece | null {
  const dotted = ctx.words[i2] === '.' ? i2 + 1 : i2;
  const k = skip(ctx, dotted, '/', 'the', 'le');
  const n = dayNumber(ctx, k);
  if (
    n &&
    (ctx.lang !== 'fr' || !weak) &&
    ctx.words[n.next] !== 'h' &&
    !(ctx.lang === 'fr' && i > 0 && ctx.tokens[i - 1]?.kind === 'num')
  ) {
    const [y, next] = yearAfter(ctx, n.next);
    const ends = rangeEnd(ctx, next, m, y);
    const day = nextDate(ctx, n.d, m, y ?? ends?.y ?? null);
    if (day !== null) return ends ? { day, end: ends.day, next: ends.next } : { day, next };
  }
  if (
    weak ||
    (ctx.lang === 'en' &&
      isWord(ctx, i, 'may', 'march', 'mar') &&
      ctx.words.length > 1 &&
      !isWord(
        ctx,
        i - 1,
        'in',
        'mid',
        '-',
        'of',
        'early',
        'late',
        'next',
        'this',
        'by',
        'for',
        'since',
        'from',
        'until',
        'last',
        'after',
        'before',
      ) &&
      !/^20\d\d$/.test(ctx.words[i2] ?? ''))
  )
    return null;
  return weekPiece.month(ctx, i, m, i2);
}
