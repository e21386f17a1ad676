/** Day matchers: one function per form of a written day. Each gives the piece that starts at token i, or null. */
import { addMonths, dayOf, nthWeekday, partsOf, validDay } from './calendar.ts';
import { ordinal } from './numbers.ts';
import { broughtAt, unitWord } from './units.ts';
import { type DayPiece, isWord, meaning, skip, type WhenContext } from './when-context.ts';
import { AFTER_DAY, markedPair } from './when-counts.ts';
import { dayMonth, dayNumber, digit, monthAt, nextDate, year, yearAfter } from './when-month.ts';
import { namedDay } from './when-named.ts';
import { seasonAt } from './when-season.ts';
import { countedFrom, durationAt, relativeAt } from './when-span.ts';
import { weekPiece } from './when-week.ts';

const SHARE = new Set(['1/2', '1/3', '2/3', '1/4', '3/4']);

/** "aux 3/4 plein", "2/3 de beurre": a share of something, not a day. */
function share(ctx: WhenContext, i: number): boolean {
  return (
    isWord(ctx, i - 1, 'aux', 'les', 'des', 'un', 'about') ||
    isWord(ctx, i + 3, 'de', 'du', 'des', 'of', 'plein', 'full') ||
    (ctx.tokens[i + 3]?.kind === 'word' &&
      !ctx.tokens[i + 3]!.nl &&
      !AFTER_DAY.has(ctx.words[i + 3]!) &&
      meaning(ctx, i + 3) === null)
  );
}

/** "Monday 9-11": hours of that day, unless the date so written falls on it. */
function hoursOfWeekday(ctx: WhenContext, i: number, a: number, b: number): boolean {
  const said = meaning(ctx, i - 1) ?? meaning(ctx, isWord(ctx, i + 3, 'next', 'this', 'on') ? i + 4 : i + 3);
  if (said?.m.k !== 'wd' || a > 24 || b > 24) return false;
  const day = nextDate(ctx, ctx.monthFirst ? b : a, ctx.monthFirst ? a : b, null);
  return day === null || partsOf(day).wd !== said.m.wd;
}

/** "5.7.2026", "05.07.26": a day written with dots is one number token. */
function dottedDate(ctx: WhenContext, i: number): DayPiece | null {
  const hit = ctx.tokens[i]?.kind === 'num' ? /^(\d{1,2})\.(\d{1,2})\.(20\d\d|\d\d)$/.exec(ctx.words[i]!) : null;
  if (!hit) return null;
  const [d, m] = [Number(hit[1]), Number(hit[2])];
  const y = year(Number(hit[3]));
  const day = y === null || m < 1 || m > 12 ? null : nextDate(ctx, d, m, y);
  return day === null ? null : { day, next: i + 1 };
}

/** 14/02, 14/02/2027, 2027-02-14, 2-15. */
export function numericDate(ctx: WhenContext, i: number): DayPiece | null {
  const a = digit(ctx, i);
  const sep = ctx.words[i + 1];
  const b = digit(ctx, i + 2);
  if (a === null || b === null || (sep !== '/' && sep !== '-')) return null;
  const before = ctx.tokens[i - 1];
  if (
    before &&
    !ctx.tokens[i]!.sp &&
    (before.kind === 'num' || before.kind === 'word' || before.t === '/' || (before.t === '-' && sep === '-'))
  )
    return null;
  const third = ctx.words[i + 3] === sep ? digit(ctx, i + 4) : null;
  if (third === null && sep === '-' && monthAt(ctx, i + 3)) return null;
  if (third === null && (markedPair(ctx, i) || (SHARE.has(`${a}/${b}`) && share(ctx, i)))) return null;
  const end = third === null ? i + 3 : i + 5;
  const after = ctx.tokens[end];
  const counts = broughtAt(ctx.tokens, end) ? undefined : unitWord(ctx.words[end]);
  if (third === null && counts && (counts.k !== 'share' || !isWord(ctx, i - 1, 'le', 'du', 'au'))) return null;
  const isoHour = a >= 1900 && after?.t === 't' && ctx.tokens[end + 1]?.kind === 'num';
  if (
    after &&
    !isoHour &&
    !after.sp &&
    (after.kind === 'word' || (after.t === sep && ctx.tokens[end + 1]?.kind === 'num'))
  )
    return null;
  const glued = !ctx.tokens[i + 1]!.sp && !ctx.tokens[i + 2]!.sp;
  if (third === null && sep === '-' && hoursOfWeekday(ctx, i, a, b)) return null;
  if (a >= 1900 && third !== null)
    return validDay(a, b, third) ? { day: dayOf(a, b, third), next: isoHour ? end + 1 : end } : null;
  // "le 24-12": a span of days would rise.
  const announced = isWord(ctx, i - 1, 'le') && glued && (/^0[1-9]$/.test(ctx.words[i + 2]!) || (b <= 12 && a > b));
  if (third === null && sep === '-' && !announced && !(ctx.monthFirst && a <= 12 && b <= 31)) return null;
  if (sep === '/' && !glued) return null;
  if (third === null && b >= 1900 && a >= 1 && a <= 12 && sep === '/')
    return { day: dayOf(b, a, 1), end: dayOf(b, a + 1, 1), next: end };
  let [d, m] = ctx.monthFirst ? [b, a] : [a, b];
  if (m > 12 && d <= 12 && ctx.lang === 'en') [d, m] = [m, d];
  const y = third === null ? null : year(third);
  if (third !== null && y === null) return null;
  if (d < 1 || d > 31 || m < 1 || m > 12) return null;
  const day = nextDate(ctx, d, m, y);
  return day === null ? null : { day, next: end };
}

/** "20 of next month", "the 25th of this month". */
function dayOfThatMonth(ctx: WhenContext, i: number): DayPiece | null {
  if (ctx.lang !== 'en') return null;
  const n = dayNumber(ctx, skip(ctx, i, 'the'));
  if (!n || !isWord(ctx, n.next, 'of')) return null;
  const k = skip(ctx, n.next + 1, 'the');
  if (!/^(?:this|next|following|coming) month$/.test(`${ctx.words[k]} ${ctx.words[k + 1]}`)) return null;
  const first = partsOf(addMonths(ctx.ref.day, ctx.words[k] === 'this' ? 0 : 1));
  return validDay(first.y, first.m, n.d) ? { day: dayOf(first.y, first.m, n.d), next: k + 2 } : null;
}

const PLACED_BY_NUMBER =
  /^(?:immeuble|numero|batiment|appartement|maison|locataires?|voisine?s?|table|chambre|bus|ligne|porte|departement|bureau|magasin|monsieur|dame|client|cliente|gens|etage)$/;

/** "ma commande du 24", "le mariage du 28 juin", "à partir du 21"; not "du 10 au 15", not "du 4 fromages". */
function ofThatDay(ctx: WhenContext, i: number): boolean {
  if (isWord(ctx, i - 2, 'partir')) return true;
  const t = ctx.tokens[i];
  if (t?.kind !== 'num' || !/^\d{1,2}$/.test(t.t) || ctx.tokens[i - 2]?.kind !== 'word') return false;
  const after = ctx.tokens[i + 1];
  if (PLACED_BY_NUMBER.test(ctx.words[i - 2]!)) return false;
  const range = isWord(ctx, i + 1, 'au', 'a') && ctx.tokens[i + 2]?.kind === 'num';
  if (!range && isWord(ctx, i - 2, 'commande', 'cde', 'reservation', 'livraison', 'retrait')) return true;
  return !after || after.nl || after.kind !== 'word' || (AFTER_DAY.has(after.t) && !range && after.t !== 'de');
}

/** "le 24", "on the 15th", "pour le 20": a bare day of the month. */
export function bareDay(ctx: WhenContext, i: number): DayPiece | null {
  const ofMonth = dayOfThatMonth(ctx, i);
  if (ofMonth) return ofMonth;
  const nth = isWord(ctx, i, 'le', 'the') ? (nthWeekdayOf(ctx, i + 1) ?? edgeOfMonth(ctx, i + 1)) : null;
  if (nth) return nth;
  const arabicTo = ctx.lang === 'ar' && isWord(ctx, i, 'الي', 'يوم', 'nhar');
  if (
    !isWord(ctx, i, 'le', 'the', 'nhar', 'يوم') &&
    !(isWord(ctx, i, 'du') && ofThatDay(ctx, i + 1)) &&
    !(isWord(ctx, i, 'au') && isWord(ctx, i - 1, 'jusque', 'jusqu')) &&
    !arabicTo &&
    !(ctx.lang === 'ar' && ctx.words[i]?.startsWith('لل'))
  )
    return null;
  const full = ctx.words[i]?.startsWith('لل') ? null : dayMonth(ctx, i + 1);
  if (full) return full;
  if (arabicTo && meaning(ctx, i + 1)?.m.k === 'wd') return null;
  const n = dayNumber(ctx, ctx.words[i]?.startsWith('لل') ? i : i + 1);
  if (
    !n ||
    (ctx.lang === 'en' && !n.ordinal && ctx.tokens[i + 1]?.kind !== 'num') ||
    (ctx.lang === 'fr' && ctx.tokens[i + 1]?.kind === 'word' && !n.ordinal)
  )
    return null;
  if (ctx.lang === 'fr' && n.ordinal && ctx.tokens[i + 1]?.kind === 'word') return null;
  const after = ctx.tokens[n.next];
  const text = ctx.words[n.next];
  if (text === '/' || text === '%' || text === '€' || text === '$') return null;
  if (after && !after.nl && after.kind === 'word' && !AFTER_DAY.has(text!) && !meaning(ctx, n.next)) return null;
  const unit = meaning(ctx, n.next);
  if (unit?.m.k === 'unit' && text !== 'h') return null;
  if (isWord(ctx, n.next, 'h', 'heures', 'heure')) return null;
  let next = n.next;
  let m: number | null = null;
  const k = skip(ctx, next, 'de', 'du', 'of', 'من', 'ce', 'this');
  if (isWord(ctx, k, 'mois', 'month', 'الشهر')) {
    next = k + 1;
    const dir = meaning(ctx, next);
    if (dir?.m.k === 'dir' && dir.m.dir === 'next') {
      m = partsOf(addMonths(ctx.ref.day, 1)).m;
      next = dir.next;
    }
  } else if (isWord(ctx, k, 'next') && isWord(ctx, k + 1, 'month')) {
    m = partsOf(addMonths(ctx.ref.day, 1)).m;
    next = k + 2;
  }
  const day = nextDate(ctx, n.d, m, null);
  return day === null ? null : { day, next, ...(next === n.next && n.d <= 31 ? { monthDay: n.d } : {}) };
}

/** "31 10", "le 20 02 2014": numbers alone, only when they are the whole text. */
export function spacedDate(ctx: WhenContext, i: number): DayPiece | null {
  if (ctx.order || ctx.lang === 'en') return null;
  const d = digit(ctx, i);
  const m = digit(ctx, i + 1);
  const y = digit(ctx, i + 2);
  const end = i + (y === null ? 2 : 3);
  if (d === null || m === null || ctx.words.length !== end || i > 1 || (i === 1 && ctx.words[0] !== 'le')) return null;
  if (d > 31 || m > 12 || m < 1 || d < 1) return null;
  const day = nextDate(ctx, d, m, y === null ? null : year(y));
  return day === null ? null : { day, next: end };
}

/** "premier mercredi du mois prochain", "first tuesday of october". */
export function nthWeekdayOf(ctx: WhenContext, i: number): DayPiece | null {
  const o = ordinal(ctx.tokens as never, i, ctx.lang);
  if (!o || o.value > 5) return null;
  const wd = meaning(ctx, o.next);
  if (wd?.m.k !== 'wd') return null;
  const k = meaning(ctx, wd.next)?.m.k === 'part' ? meaning(ctx, wd.next)!.next : wd.next;
  const now = partsOf(ctx.ref.day);
  const month = monthAt(ctx, skip(ctx, k, 'in', 'en', 'في'));
  if (month) {
    const [y, next] = yearAfter(ctx, month.next);
    const thisYear = nthWeekday(y ?? now.y, month.m, wd.m.wd, o.value);
    return {
      day: y === null && thisYear < ctx.ref.day ? nthWeekday(now.y + 1, month.m, wd.m.wd, o.value) : thisYear,
      next,
    };
  }
  const j = skip(ctx, k, 'de', 'du', 'of', 'le', 'next', 'the');
  if (isWord(ctx, j, 'mois', 'month')) {
    const isNext = isWord(ctx, j - 1, 'next') || meaning(ctx, j + 1)?.m.k === 'dir';
    const first = partsOf(addMonths(dayOf(now.y, now.m, 1), isNext ? 1 : 0));
    return {
      day: nthWeekday(first.y, first.m, wd.m.wd, o.value),
      next: isNext && !isWord(ctx, j - 1, 'next') ? j + 2 : j + 1,
    };
  }
  return null;
}

/** "dernier vendredi de mars", "last day of october 2015", "première semaine de septembre", "dernier jour du mois". */
export function edgeOfMonth(ctx: WhenContext, i: number): DayPiece | null {
  const last = isWord(ctx, i, 'dernier', 'derniere', 'last', 'اخر');
  const nth = last ? null : ordinal(ctx.tokens as never, i, ctx.lang);
  if (!last && (!nth || nth.value > 4) && !isWord(ctx, i, 'premier', 'premiere', 'first', '1er', '1ere')) return null;
  const unit = meaning(ctx, nth?.next ?? i + 1);
  const week = unit?.m.k === 'unit' && unit.m.u === 'week';
  const whole = last && unit?.m.k === 'unit' && unit.m.u === 'day';
  const weekend = unit?.m.k === 'weekend';
  if (!unit || (!week && !whole && !weekend && !(last && unit.m.k === 'wd'))) return null;
  const of = skip(ctx, unit.next, 'de', 'du', 'of', 'le', 'the', 'in', 'ce', 'this', 'next', 'من', 'هذا', 'في');
  if (of === unit.next) return null;
  const now = partsOf(
    isWord(ctx, of - 1, 'next') || isWord(ctx, of + 1, 'prochain') ? addMonths(ctx.ref.day, 1) : ctx.ref.day,
  );
  const named = isWord(ctx, of, 'mois', 'month', 'الشهر') ? { m: now.m, next: of + 1 } : monthAt(ctx, of);
  if (!named) return null;
  const [y, next] = yearAfter(ctx, named.next);
  const at = (inYear: number): number => {
    if (unit.m.k === 'wd') return nthWeekday(inYear, named.m, unit.m.wd, -1);
    if (weekend) return nthWeekday(inYear, named.m, 6, last ? -1 : (nth?.value ?? 1));
    return week ? nthWeekday(inYear, named.m, 1, last ? -1 : (nth?.value ?? 1)) : dayOf(inYear, named.m + 1, 0);
  };
  const day = at(y ?? now.y) < ctx.ref.day && y === null ? at(now.y + 1) : at(y ?? now.y);
  if ((week || weekend) && ctx.order) return { day: null, unclear: true, next };
  if (weekend) return { day, end: day + 2, next };
  return week ? { day, end: day + 7, next } : { day, next };
}

/** "18 من هذا الشهر", "الثاني من الشهر القادم": a day of this month or the next. */
export function dayOfThatMonthAr(ctx: WhenContext, i: number): DayPiece | null {
  if (ctx.lang !== 'ar') return null;
  const n = dayNumber(ctx, i);
  if (!n || !isWord(ctx, n.next, 'من')) return null;
  const k = skip(ctx, n.next + 1, 'هذا');
  if (!isWord(ctx, k, 'الشهر', 'شهر')) return null;
  const dir = meaning(ctx, k + 1);
  const next = dir?.m.k === 'dir' ? dir.next : k + 1;
  if (isWord(ctx, k, 'شهر') && next === k + 1) return null;
  const first = partsOf(addMonths(ctx.ref.day, dir?.m.k === 'dir' && dir.m.dir === 'next' ? 1 : 0));
  return validDay(first.y, first.m, n.d) ? { day: dayOf(first.y, first.m, n.d), next } : null;
}

/** "اليوم الثالث من اكتوبر": the third day of October, not today. */
export function dayOfMonthAr(ctx: WhenContext, i: number): DayPiece | null {
  return ctx.lang === 'ar' && isWord(ctx, i, 'اليوم') ? dayMonth(ctx, i + 1) : null;
}

/** "le week-end du 27", "the weekend of july 4th": the Saturday and Sunday around that day. */
function weekendOf(ctx: WhenContext, i: number): DayPiece | null {
  const found = meaning(ctx, skip(ctx, i, 'le', 'the'));
  if (found?.m.k !== 'weekend' || !isWord(ctx, found.next, 'du', 'de', 'of')) return null;
  const k = skip(ctx, found.next + 1, 'the', 'le');
  const n = dayNumber(ctx, k);
  const full = dayMonth(ctx, k) ?? (n ? { day: nextDate(ctx, n.d, null, null), next: n.next } : null);
  if (full?.day == null) return null;
  if (ctx.order) return { day: null, unclear: true, next: full.next };
  const { wd } = partsOf(full.day);
  const saturday = full.day + (wd === 0 ? -1 : 6 - wd);
  return { day: saturday, end: saturday + 2, next: full.next };
}

/** The day piece that starts at token i. */
export function dayAt(ctx: WhenContext, i: number): DayPiece | null {
  const named = dayOfMonthAr(ctx, i);
  if (named) return named;
  const rel = meaning(ctx, i);
  if (rel?.m.k === 'rel' && rel.m.off >= 0 && !countedFrom(ctx, rel.next))
    return { day: ctx.ref.day + rel.m.off, next: rel.next };
  return (
    dottedDate(ctx, i) ??
    numericDate(ctx, i) ??
    (isWord(ctx, i, 'le') ? numericDate(ctx, i + 1) : null) ??
    relativeAt(ctx, i, dayAt) ??
    durationAt(ctx, i) ??
    nthWeekdayOf(ctx, i) ??
    edgeOfMonth(ctx, i) ??
    weekPiece.weekday(ctx, i, nextDate, dayNumber, monthAt, yearAfter) ??
    namedDay(ctx, i) ??
    dayMonth(ctx, i) ??
    seasonAt(ctx, i) ??
    weekendOf(ctx, i) ??
    weekPiece.span(ctx, i) ??
    dayOfThatMonthAr(ctx, i) ??
    spacedDate(ctx, i) ??
    (isWord(ctx, i, 'le') ? spacedDate(ctx, i + 1) : null) ??
    bareDay(ctx, i)
  );
}
