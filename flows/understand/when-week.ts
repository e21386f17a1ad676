/** Weekdays, week-ends, weeks and months. */
import { dayOf, partsOf } from './calendar.ts';
import { type DayPiece, isWord, meaning, skip, type WhenContext, whole } from './when-context.ts';
import { AFTER_DAY } from './when-counts.ts';
import { namedDay } from './when-named.ts';
import { monday, month, span } from './when-period.ts';
import { clockRange } from './when-range.ts';

type NextDate = (ctx: WhenContext, d: number, m: number | null, y: number | null) => number | null;

type DayNumber = (ctx: WhenContext, i: number) => { d: number; next: number } | null;

type MonthAt = (ctx: WhenContext, i: number) => { m: number; next: number } | null;

type YearAfter = (ctx: WhenContext, i: number) => [number | null, number];

/** Days until the next such weekday, never 0. */
export function untilWeekday(ref: number, wd: number): number {
  return ((wd - partsOf(ref).wd + 6) % 7) + 1;
}

type After = {
  weeks: number;
  thisWeek?: boolean;
  nextWeek?: boolean;
  prochain?: boolean;
  /** "dans deux semaines": the day in that week. */
  inWeeks?: number;
  past?: boolean;
  next: number;
};

/** What follows a weekday: "prochain", "en huit", "de la semaine prochaine". */
function afterWeekday(ctx: WhenContext, i: number): After {
  if (isWord(ctx, i, 'en') && isWord(ctx, i + 1, 'huit', '8')) return { weeks: 1, next: i + 2 };
  if (isWord(ctx, i, 'en') && isWord(ctx, i + 1, 'quinze', '15')) return { weeks: 2, next: i + 2 };
  if (isWord(ctx, i, 'after') && isWord(ctx, i + 1, 'next')) return { weeks: 1, next: i + 2 };
  if (ctx.lang === 'en' && isWord(ctx, i, 'week') && !isWord(ctx, i + 1, 'of')) return { weeks: 1, next: i + 1 };
  const away = isWord(ctx, i, 'dans', 'in') ? whole(ctx, i + 1) : null;
  if (away && isWord(ctx, away.next, 'semaine', 'semaines', 'week', 'weeks'))
    return { weeks: 0, inWeeks: away.value, next: away.next + 1 };
  const dir = meaning(ctx, i);
  if (dir?.m.k === 'dir') {
    if (dir.m.dir === 'next') {
      const week = isWord(ctx, dir.next, 'week') ? dir.next + 1 : 0;
      return week ? { weeks: 0, nextWeek: true, next: week } : { weeks: 0, prochain: true, next: dir.next };
    }
    if (dir.m.dir === 'after' && isWord(ctx, dir.next, 'midi', 'midis', '-')) return { weeks: 0, next: i };
    if (dir.m.dir === 'after') return { weeks: 1, prochain: false, next: dir.next };
    if (dir.m.dir === 'last') return { weeks: 0, past: true, next: dir.next };
  }
  let k = skip(ctx, i, 'de', 'du', 'la', 'le', 'of', 'in', 'the', ',');
  if (k - i > 3) k = i;
  const here = meaning(ctx, k);
  if (
    here?.m.k === 'dir' &&
    here.m.dir === 'this' &&
    meaning(ctx, here.next)?.m.k === 'unit' &&
    isWord(ctx, here.next, 'semaine', 'week', 'الاسبوع')
  )
    return { weeks: 0, thisWeek: true, next: here.next + 1 };
  if (here?.m.k === 'dir' && here.m.dir === 'next' && isWord(ctx, here.next, 'week'))
    return { weeks: 0, nextWeek: true, next: here.next + 1 };
  if (isWord(ctx, k, 'semaine', 'sem', 'الاسبوع')) {
    const d = meaning(ctx, k + 1);
    if (d?.m.k === 'dir') {
      if (d.m.dir === 'next' || d.m.dir === 'after') return { weeks: 0, nextWeek: true, next: d.next };
      if (d.m.dir === 'last') return { weeks: 0, past: true, next: d.next };
    }
  }
  return { weeks: 0, next: i };
}

/** "sun at 10", "for sat": nothing but words of time in a short text; "sun and sand" is none. */
function shortAndTimed(ctx: WhenContext): boolean {
  const small = /^(?:on|for|at|by|this|next|in|the|of|from|to|[.,!?:-])$/;
  return (
    ctx.words.length <= 3 &&
    ctx.words.every(
      (w, k) => small.test(w) || ctx.tokens[k]?.kind === 'num' || meaning(ctx, k) !== null || whole(ctx, k),
    )
  );
}

/** "le dimanche de la fête des mères", "le samedi de Pâques", "the friday after thanksgiving". */
function aroundFeast(ctx: WhenContext, wd: number, i: number): DayPiece | null {
  const after = isWord(ctx, i, 'after', 'apres');
  const before = isWord(ctx, i, 'before', 'avant');
  if (!after && !before && !isWord(ctx, i, 'de', 'of')) return null;
  const k = skip(ctx, i + 1, 'de', 'la', 'le', 'the');
  const feast = meaning(ctx, k)?.m.k === 'named' ? namedDay(ctx, k) : null;
  if (feast?.day == null) return null;
  const since = (partsOf(feast.day).wd - wd + 7) % 7;
  if (after) return { day: feast.day + 7 - since, next: feast.next };
  if (before) return { day: feast.day - (since || 7), next: feast.next };
  return { day: since === 6 ? feast.day + 1 : feast.day - since, next: feast.next };
}

function weekday(
  ctx: WhenContext,
  i: number,
  nextDate: NextDate,
  dayNumber: DayNumber,
  monthAt: MonthAt,
  yearAfter: YearAfter,
): DayPiece | null {
  let k = i;
  const lead = meaning(ctx, k);
  const dir = lead?.m.k === 'dir' ? lead.m.dir : null;
  if (lead && dir && dir !== 'after' && !/^(?:passe|passee|dernier|derniere|pro|courant)$/.test(ctx.words[k]!))
    k = lead.next;
  let leadWeek: 'next' | 'this' | null = null;
  if (dir && isWord(ctx, k, 'week', 'الاسبوع', 'semaine') && meaning(ctx, skip(ctx, k + 1, 'on', 'le'))?.m.k === 'wd') {
    leadWeek = dir === 'next' ? 'next' : dir === 'this' ? 'this' : null;
    k = skip(ctx, k + 1, 'on', 'le');
  }
  const found = meaning(ctx, k);
  if (found?.m.k !== 'wd') return null;
  const wish =
    isWord(ctx, k - 1, 'bon', 'joyeux', 'excellent', 'happy', 'good') &&
    (found.next >= ctx.words.length || isWord(ctx, found.next, 'a', '!', '.', 'et', 'everyone', 'all'));
  // "Bon dimanche à vous" wishes; "bon samedi à 10h" names the day.
  if (wish && whole(ctx, found.next + 1) === null) return null;
  const { wd } = found.m;
  let next = found.next;
  const dot = ctx.words[next] === '.' && !ctx.tokens[next]!.sp;
  if (found.m.weak && !dot && !dayNumber(ctx, next) && !dir && !(ctx.lang === 'en' && shortAndTimed(ctx))) return null;
  if (dot) next++;
  if (dir === 'last') return { day: null, past: true, next };
  const around = aroundFeast(ctx, wd, next);
  if (around) return around;
  const comma = skip(ctx, next, ',', 'the', 'le', '(');
  const n = comma - next <= 2 ? dayNumber(ctx, comma) : null;
  const hourWord =
    n &&
    ((isWord(ctx, n.next, ':') && ctx.tokens[n.next + 1]?.sp === false && !ctx.tokens[n.next]!.sp) ||
      isWord(ctx, n.next, 'h', 'heures', 'heure', 'oclock', 'ish', 'pm', 'am', 'p', 'kg', 'personnes', 'parts') ||
      (ctx.lang === 'en' && isWord(ctx, n.next, 'a')) ||
      (ctx.order &&
        ctx.tokens[n.next]?.kind === 'word' &&
        !ctx.tokens[n.next]!.nl &&
        !monthAt(ctx, n.next) &&
        !AFTER_DAY.has(ctx.words[n.next]!) &&
        !dateFollower(ctx, n.next)));
  const numeric = n && isWord(ctx, n.next, '/') ? n : null;
  if (numeric) return { day: null, wd, next, past: false };
  // "samedi 12 à midi": the 12th, when it is a Saturday; "samedi 10 à 12h" is a span of hours otherwise.
  const thatDay = n && comma === next ? nextDate(ctx, n.d, null, null) : null;
  const agrees = thatDay !== null && partsOf(thatDay).wd === wd;
  const hoursSpan =
    n && !hourWord && (!agrees || ctx.words[n.next] === '-') && (ctx.order || ctx.lang === 'en')
      ? clockRange(ctx, comma)
      : null;
  if (hoursSpan) return plainWeekday(ctx, wd, dir, leadWeek, next);
  if (
    n &&
    !hourWord &&
    (ctx.tokens[comma]?.kind === 'num' ||
      (agrees && ctx.lang === 'fr') ||
      /^(?:au|to|-)$/.test(ctx.words[n.next] ?? ''))
  ) {
    const month = monthAt(ctx, n.next) ?? monthOfRange(ctx, n.next, dayNumber, monthAt);
    const [y, end] = month ? yearAfter(ctx, month.next) : [null, n.next];
    return dated(ctx, wd, n.d, month?.m ?? null, y, end, nextDate);
  }
  if (n && !hourWord) {
    const month = monthAt(ctx, n.next);
    if (month) {
      const [y, end] = yearAfter(ctx, month.next);
      return dated(ctx, wd, n.d, month.m, y, end, nextDate);
    }
    if (ctx.lang === 'en' && ctx.words[comma - 1] === 'the') return dated(ctx, wd, n.d, null, null, n.next, nextDate);
  }
  const named = ctx.lang === 'en' ? monthName(ctx, next) : null;
  if (named) {
    const d = dayNumber(ctx, named.next);
    if (d) {
      const [y, end] = yearAfter(ctx, d.next);
      return dated(ctx, wd, d.d, named.m, y, end, nextDate);
    }
  }
  return plainWeekday(ctx, wd, dir, leadWeek, next);
}

/** "samedi 13 au dimanche 15 juillet": the month stands at the end of the range. */
function monthOfRange(
  ctx: WhenContext,
  i: number,
  dayNumber: DayNumber,
  monthAt: MonthAt,
): { m: number; next: number } | null {
  if (!isWord(ctx, i, 'au', 'to', '-')) return null;
  const wd = meaning(ctx, i + 1);
  const n = dayNumber(ctx, wd?.m.k === 'wd' ? wd.next : i + 1);
  return n ? monthAt(ctx, n.next) : null;
}

function monthName(ctx: WhenContext, i: number): { m: number; next: number } | null {
  const k = skip(ctx, i, ',');
  const m = meaning(ctx, k);
  return m?.m.k === 'month' ? { m: m.m.m, next: m.next } : null;
}

function dateFollower(ctx: WhenContext, i: number): boolean {
  const m = meaning(ctx, i);
  if (m && m.m.k !== 'unit') return true;
  return isWord(
    ctx,
    i,
    'a',
    'au',
    'pour',
    'vers',
    'avant',
    'apres',
    'dans',
    'en',
    'svp',
    'merci',
    'et',
    'ou',
    'si',
    'entre',
    'je',
    'on',
    'ce',
    'at',
    'or',
    'before',
    'after',
    'please',
    'de',
    'le',
    'ou',
    'livre',
    'livraison',
  );
}

/** A weekday with a day number: they must agree; if not a shop asks, a calendar looks for the month where they do. */
function dated(
  ctx: WhenContext,
  wd: number,
  d: number,
  m: number | null,
  y: number | null,
  next: number,
  nextDate: NextDate,
): DayPiece {
  const day = nextDate(ctx, d, m, y);
  if (day !== null && partsOf(day).wd === wd) return { day, next };
  if (ctx.order) return { day: null, unclear: true, next };
  if (m !== null) return day === null ? { day: null, past: true, next } : { day, next };
  const now = partsOf(ctx.ref.day);
  for (let k = 0; k < 24; k++) {
    const at = dayOf(now.y, now.m + k, d);
    if (at >= ctx.ref.day && partsOf(at).d === d && partsOf(at).wd === wd) return { day: at, next };
  }
  return { day: null, unclear: true, next };
}

function plainWeekday(
  ctx: WhenContext,
  wd: number,
  dir: string | null,
  leadWeek: 'next' | 'this' | null,
  i: number,
): DayPiece {
  const each = ctx.words.slice(Math.max(0, i - 4), i).join(' ');
  if (ctx.order && /(?:chaque|tous les|toutes les|every|each|kol) [a-z]+$/.test(each))
    return { day: null, unclear: true, next: i };
  const after = afterWeekday(ctx, i);
  const away = untilWeekday(ctx.ref.day, wd);
  const start = monday(ctx);
  const inWeek = start + ((wd + 6) % 7);
  if (after.inWeeks !== undefined) return { day: inWeek + 7 * after.inWeeks, next: after.next };
  if (after.past) return { day: null, past: true, next: after.next };
  if (leadWeek === 'next' || after.nextWeek) return { day: inWeek + 7, next: after.next };
  if (leadWeek === 'this' || after.thisWeek) return { day: inWeek, next: after.next };
  const today = ctx.words.slice(0, i).includes("aujourd'hui") && away === 7;
  if (today) return { day: ctx.ref.day, next: after.next };
  if (after.prochain || dir === 'next') {
    if (ctx.order && away <= 2) return { day: ctx.ref.day + away + 7, ask: true, next: after.next };
    return { day: ctx.ref.day + away, next: after.next };
  }
  const same = away === 7 && !ctx.order && dir !== 'this' && ctx.words.length <= 2 && ctx.ref.minute === 0;
  if (after.weeks > 0 && away === 7) after.weeks--;
  const day = same ? ctx.ref.day : ctx.ref.day + away + 7 * after.weeks;
  return { day, wd, next: after.next };
}

/** The matchers of this file, by form. */
export const weekPiece = { weekday, span, month };
