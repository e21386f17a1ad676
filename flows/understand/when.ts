/** Dates and hours of a message: finds the pieces, then ties them into one day, one hour, one part of day. */
import { clock, isoDay, localTime, partsOf } from './calendar.ts';
import { languageOf } from './language.ts';
import type { NumberLang } from './numbers.ts';
import { type Token, tokenise } from './text.ts';
import type { Part, TimeIs, WhenRead } from './types.ts';
import { timeIs } from './when-about.ts';
import type { Clock } from './when-clock.ts';
import { isWord, meaning, type WhenContext } from './when-context.ts';
import { dayAt, dayOfMonthAr, dayOfThatMonthAr } from './when-day.ts';
import { habitEnd, NOT_PART } from './when-habit.ts';
import { clockPiece } from './when-hour.ts';
import { hoursOf, settleClock } from './when-hours.ts';
import { type PlacedDay, pickDay } from './when-pick.ts';
import { clockRange } from './when-range.ts';
import { countedFrom } from './when-span.ts';
import { withoutTakenBack } from './when-taken-back.ts';
import { withoutTold } from './when-told-later.ts';

export type WhenOptions = {
  refTime: string;
  timezone: string;
  openingHours?: Record<string, string>;
  lang?: string;
  /** Shop rules: unclear days are asked, hours fit the opening hours. Default true. */
  order?: boolean;
  /** Do the words from a token on name goods? Then a number before them counts them. */
  goodsAt?: (i: number) => boolean;
};

type Placed<T> = { i: number; next: number; v: T };

export type PartPiece = { part: Part; at: number; end: number };

export type WhenPieces = {
  days: PlacedDay[];
  clocks: Placed<Clock & { is: TimeIs }>[];
  parts: Placed<PartPiece>[];
  special: Placed<'opening' | 'closing'>[];
};

/** Finds every day, hour and part of day among the tokens; `blocked` tokens are not looked at. */
export function findWhen(ctx: WhenContext, blocked?: (i: number) => boolean): WhenPieces {
  const found: WhenPieces = { days: [], clocks: [], parts: [], special: [] };
  for (let i = 0; i < ctx.words.length; ) {
    if (blocked?.(i)) {
      i++;
      continue;
    }
    const sizes = lists(found).map((list) => list.length);
    const next = stepWhen(ctx, i, found);
    const stop = blocked ? crossing(i, next, blocked) : -1;
    if (stop < 0) i = next;
    else {
      lists(found).forEach((list, k) => {
        list.length = sizes[k]!;
      });
      i = stepWhen(until(ctx, stop), i, found);
    }
  }
  return found;
}

const lists = (found: WhenPieces): unknown[][] => [found.days, found.clocks, found.parts, found.special];

/** The first blocked token between i and next, or -1. */
function crossing(i: number, next: number, blocked: (i: number) => boolean): number {
  for (let k = i + 1; k < next; k++) if (blocked(k)) return k;
  return -1;
}

/** The text up to a token: "le 5 décembre | au 27 avenue Foch" is no span of days. */
function until(ctx: WhenContext, end: number): WhenContext {
  return { ...ctx, tokens: ctx.tokens.slice(0, end), words: ctx.words.slice(0, end), memo: [] };
}

function stepWhen(ctx: WhenContext, i: number, found: WhenPieces): number {
  const habit = habitEnd(ctx, i);
  if (habit > i) return habit;
  const eve = isWord(ctx, i, 'veille') && ctx.order ? found.days.at(-1) : undefined;
  if (eve?.day != null && !isWord(ctx, i + 1, 'de', 'du', 'des')) {
    found.days.push({ i, next: i + 1, day: eve.day - 1, instead: true });
    return i + 1;
  }
  const m = meaning(ctx, i);
  const inMonth = dayOfThatMonthAr(ctx, i);
  if (inMonth) {
    found.days.push({ i, ...inMonth });
    return inMonth.next;
  }
  const range = clockRange(ctx, i);
  if (range) {
    const open = isWord(ctx, i, 'entre', 'between');
    found.clocks.push({ i, next: range.next, v: { ...range, is: open || ctx.order ? 'around' : 'exact' } });
    return range.next;
  }
  if (m?.m.k === 'opening' || m?.m.k === 'closing') {
    if (ctx.order) found.special.push({ i, next: m.next, v: m.m.k });
    return m.next;
  }
  if (m?.m.k === 'rel' && !dayOfMonthAr(ctx, i) && !countedFrom(ctx, m.next)) {
    const past = m.m.off < 0;
    const week = !past && isWord(ctx, m.next, 'en') && isWord(ctx, m.next + 1, 'huit', '8');
    found.days.push({
      i,
      next: week ? m.next + 2 : m.next,
      day: past ? null : ctx.ref.day + m.m.off + (week ? 7 : 0),
      ...(past ? { past: true } : {}),
      rel: m.m.off,
    });
    if (m.m.part) found.parts.push({ i, next: m.next, v: { part: m.m.part, at: PART_AT[m.m.part], end: 24 * 60 } });
    const minute = m.m.now && !ctx.order ? ctx.ref.minute : m.m.h === undefined ? null : m.m.h * 60;
    if (minute !== null) found.clocks.push({ i, next: m.next, v: { minute, sure: true, next: m.next, is: 'exact' } });
    return m.next;
  }
  // In Arabic the names of weekdays are numbers too: "الاثنين 18" is a Monday, not 2:18.
  const c = m?.m.k === 'wd' ? null : clockPiece(ctx, i);
  if (c && ctx.order && isWord(ctx, i - 1, 'est') && isWord(ctx, i - 2, 'il')) return c.next;
  if (c) {
    found.clocks.push({ i, next: c.next, v: { ...c, is: timeIs(ctx, i, c.next) } });
    return c.next;
  }
  const d = dayAt(ctx, i);
  if (d) {
    found.days.push({ i, ...d });
    const within = d.next > i + 2 && !ctx.order ? partWithin(ctx, i, d.next) : null;
    if (within) found.parts.push(within);
    if (d.minute !== undefined)
      found.clocks.push({ i, next: d.next, v: { minute: d.minute, sure: true, next: d.next, is: 'exact' } });
    return d.next;
  }
  if (m?.m.k === 'part') {
    const before = ctx.words[i - 1] ?? '';
    const greeting = isWord(ctx, m.next, 'الخير', 'النور', 'el5ir', '5ir', 'el');
    const dashed = before === '-' && NOT_PART.has(ctx.words[i - 2] ?? '');
    if (
      !NOT_PART.has(before) &&
      !dashed &&
      !greeting &&
      !(before === 'la' && ctx.words[i] === 'nuit' && isWord(ctx, i - 2, 'bonne')) &&
      ctx.words[i] !== 'pm'
    ) {
      if (ctx.order && m.m.part === 'midday' && m.m.at === 720)
        found.clocks.push({ i, next: m.next, v: { minute: 720, sure: true, next: m.next, is: 'exact' } });
      else if (!(ctx.words[i] === 'dinner' || ctx.words[i] === 'diner') || !ctx.order)
        found.parts.push({ i, next: m.next, v: { part: m.m.part, at: m.m.at, end: m.m.end } });
    }
    return m.next;
  }
  return i + 1;
}

/** "the first monday evening of next month": the part of day inside the words of the day. */
function partWithin(ctx: WhenContext, i: number, next: number): Placed<PartPiece> | null {
  for (let k = i + 1; k < next; k++) {
    const m = meaning(ctx, k);
    if (m?.m.k === 'part' && m.next < next)
      return { i: k, next: m.next, v: { part: m.m.part, at: m.m.at, end: m.m.end } };
  }
  return null;
}

const PART_AT: Record<Part, number> = { morning: 480, midday: 720, afternoon: 720, evening: 1080, night: 1200 };

/** The context of a text for the matchers. */
export function whenContext(tokens: Token[], options: WhenOptions): WhenContext {
  const lang = (options.lang ?? '').slice(0, 2);
  const numbers: NumberLang = lang === 'en' ? 'en' : lang === 'ar' ? 'ar' : 'fr';
  const order = options.order ?? true;
  return {
    tokens,
    words: tokens.map((t) => t.t),
    memo: [],
    lang: numbers,
    ref: localTime(options.refTime, options.timezone),
    order,
    ...(options.goodsAt ? { goodsAt: options.goodsAt } : {}),
    monthFirst: numbers === 'en' && !order,
  };
}

/** Ties the pieces of one text into one reading, or null when there is none. */
export function tieWhen(ctx: WhenContext, told: WhenPieces, openingHours?: Record<string, string>): WhenRead | null {
  const found = withoutTold(ctx, told);
  const day = pickDay(ctx, found.days);
  const { clocks, parts } = withoutTakenBack(ctx, found);
  const part = parts.filter((p) => !day?.dropped.some((d) => d === p.i)).at(day?.corrected ? -1 : 0)?.v;
  const placed = closerNoon(ctx, clocks) ?? clocks[0];
  const special = found.special[0];
  if (!day && !part && !placed && !special) return null;
  const out: WhenRead = {
    date: null,
    time: null,
    unclear: day?.unclear ?? false,
    implied: false,
    several: day?.several ?? false,
    start: 0,
    end: 0,
  };
  if (day?.day != null) out.date = isoDay(day.day);
  if (day?.end !== undefined) out.endDate = isoDay(day.end);
  if (day?.ask) out.unclear = true;
  const [only, ...others] = found.days;
  if (only?.monthDay !== undefined && others.length === 0) out.monthDay = only.monthDay;
  const weekday = day?.day != null ? partsOf(day.day).wd : partsOf(ctx.ref.day).wd;
  const hours = hoursOf(openingHours, weekday);
  if (special && hours) {
    out.time = clock(special.v === 'opening' ? hours.open : hours.close);
    out.timeIs = special.v === 'closing' || timeIs(ctx, special.i, special.next) === 'before' ? 'before' : 'exact';
  }
  if (placed && !out.time) setClock(ctx, out, placed.v, part, hours, day);
  if (part && (!ctx.order || !out.time)) {
    out.part = part.part;
    if (!out.time && !ctx.order) out.time = clock(part.at);
  }
  if (!out.date && !out.unclear) impliedDay(ctx, out, placed?.v, part, found);
  const dateAt = spanOf(
    ctx,
    found.days.filter((d) => !d.past),
  );
  const timeAt = spanOf(ctx, [...found.clocks, ...found.special, ...found.parts]);
  if (dateAt) out.dateAt = dateAt;
  if (timeAt) out.timeAt = timeAt;
  const all = [...found.days.filter((d) => !d.past), ...found.clocks, ...found.parts, ...found.special];
  if (all.length > 0) {
    out.start = ctx.tokens[Math.min(...all.map((p) => p.i))]?.start ?? 0;
    out.end = ctx.tokens[Math.max(...all.map((p) => p.next)) - 1]?.end ?? 0;
  }
  if (!out.date && !out.time && !out.part && !out.unclear) return null;
  return out;
}

/** "pour ce midi ... à midi et demi": the hour that tells noon more closely, when noon was said first. */
function closerNoon(ctx: WhenContext, clocks: WhenPieces['clocks']): WhenPieces['clocks'][number] | undefined {
  const first = clocks[0];
  if (!first || !ctx.order || first.v.minute !== 720 || ctx.words[first.next - 1] !== 'midi') return undefined;
  return clocks.find((c) => c.v.minute !== 720 && c.v.minute >= 690 && c.v.minute <= 840);
}

function setClock(
  ctx: WhenContext,
  out: WhenRead,
  c: Clock & { is: TimeIs },
  part: PartPiece | undefined,
  hours: ReturnType<typeof hoursOf>,
  day: { day: number | null } | null,
): void {
  const minute = settleClock(ctx, c, part, hours);
  if (minute === 1440 || (minute >= 1440 && day?.day != null)) {
    out.time = clock(minute);
    if (day?.day != null && !ctx.order) out.date = isoDay(day.day + 1);
  } else out.time = clock(minute);
  out.timeIs = c.is;
  if (c.end) {
    const end = settleClock(ctx, { ...c, minute: c.end.minute, sure: c.end.sure }, part, hours);
    out.endTime = clock(end < minute && end + 720 > minute ? end + 720 : end);
  }
}

/** The characters from the first to the last of some pieces, or null. */
function spanOf(ctx: WhenContext, pieces: { i: number; next: number }[]): { start: number; end: number } | null {
  if (pieces.length === 0) return null;
  const first = Math.min(...pieces.map((p) => p.i));
  const last = Math.max(...pieces.map((p) => p.next)) - 1;
  return { start: ctx.tokens[first]?.start ?? 0, end: ctx.tokens[last]?.end ?? 0 };
}

/** An hour and no day = today when it is still to come. */
function impliedDay(
  ctx: WhenContext,
  out: WhenRead,
  c: Clock | undefined,
  part: PartPiece | undefined,
  found: WhenPieces,
): void {
  if (found.days.some((d) => d.past)) return;
  if (out.time && (c || found.special.length > 0)) {
    const [h, m] = out.time.split(':').map(Number) as [number, number];
    const later = h * 60 + m > ctx.ref.minute || (!ctx.order && h * 60 + m === ctx.ref.minute);
    const endLater = out.endTime !== undefined && out.endTime > clock(ctx.ref.minute);
    if (later || (endLater && !ctx.order)) out.date = isoDay(ctx.ref.day);
    else if (!ctx.order && ctx.lang === 'ar') {
      if (c && !c.sure && !part && h < 12 && h * 60 + m + 720 > ctx.ref.minute) out.time = clock(h * 60 + m + 720);
      out.date = isoDay(ctx.ref.day);
    } else if (!ctx.order) out.date = isoDay(ctx.ref.day + 1);
    out.implied = true;
  } else if (part && !ctx.order) {
    out.date = isoDay(part.part === 'night' && part.at < 360 ? ctx.ref.day + 1 : ctx.ref.day);
    out.implied = true;
  }
}

/** Day, hour and part of day of a text; null when it names none. Throws a RangeError on a bad reference time. */
export function readWhen(text: string, options: WhenOptions): WhenRead | null {
  const tokens = tokenise(text);
  const lang = options.lang ?? languageOf(text);
  const ctx = whenContext(tokens, { ...options, lang });
  return tieWhen(ctx, findWhen(ctx), options.openingHours);
}
