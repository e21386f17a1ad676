/** Week-ends, weeks and months. */
import { addMonths, dayOf, partsOf, validDay } from './calendar.ts';
import { type DayPiece, isWord, meaning, skip, type WhenContext, whole } from './when-context.ts';

/** The Monday of the week of the reference day. */
export function monday(ctx: WhenContext): number {
  return ctx.ref.day - ((partsOf(ctx.ref.day).wd + 6) % 7);
}

/** Spans: week-end, week, month, "3 prochains jours". A shop cannot deliver on a span: it is unclear. */
export function span(ctx: WhenContext, i: number): DayPiece | null {
  const vague = meaning(ctx, i);
  if (vague?.m.k === 'vague') return ctx.order ? { day: null, unclear: true, next: vague.next } : null;
  const k = skip(
    ctx,
    i,
    'le',
    'la',
    'les',
    'the',
    'ce',
    'cette',
    'cet',
    'this',
    'that',
    'next',
    'following',
    'coming',
    'prochain',
    'prochaine',
    'prochains',
    'prochaines',
    'upcoming',
    'of',
    'around',
    'هذا',
    'during',
  );
  const lead = ctx.words.slice(i, k);
  const n = whole(ctx, k);
  const few = isWord(ctx, k, 'few', 'quelques');
  if (few || (n && n.value > 0 && n.value < 60)) {
    const from = few ? k + 1 : n!.next;
    const count = few ? 3 : n!.value;
    const mid = skip(ctx, from, 'prochains', 'prochaines', 'prochain', 'upcoming', 'coming', 'next');
    const unit = meaning(ctx, mid);
    const tail = unit ? comingTail(ctx, unit.next) : mid;
    const forward =
      mid > from ||
      lead.some((w) => /^(?:next|coming|upcoming|prochain)/.test(w)) ||
      (unit !== null && tail > unit.next);
    if (unit?.m.k === 'unit' && forward) return comingSpan(ctx, count, unit.m.u, tail);
    return null;
  }
  const found = meaning(ctx, k);
  if (!found) return null;
  const after = meaning(ctx, found.next);
  const isNext =
    lead.some((w) => /^(?:next|following|coming|upcoming|prochain)/.test(w)) ||
    (after?.m.k === 'dir' && (after.m.dir === 'next' || after.m.dir === 'after'));
  const isThis = lead.some((w) => /^(?:ce|cette|cet|this|that|هذا)$/.test(w));
  const end = after?.m.k === 'dir' && after.m.dir !== 'this' ? after.next : found.next;
  if (after?.m.k === 'dir' && after.m.dir === 'last') return { day: null, past: true, next: end };
  if (found.m.k === 'weekend') {
    if (isWord(ctx, i - 1, 'bon', 'bons', 'joli', 'super', 'excellent', 'good', 'nice', 'great', 'lovely', 'happy'))
      return null;
    if (ctx.order) return { day: null, unclear: true, next: end };
    const sat = monday(ctx) + 5 + (isNext && partsOf(ctx.ref.day).wd !== 6 ? 7 : 0);
    return { day: sat, end: sat + 2, next: end };
  }
  const definite = /^ال/.test(ctx.words[k] ?? '');
  if (
    found.m.k === 'unit' &&
    (found.m.u === 'week' || found.m.u === 'month') &&
    (isNext || isThis || (definite && after?.m.k === 'dir'))
  )
    return unitSpan(ctx, i, found.m.u, isNext || (definite && !isThis), end);
  if (found.m.k === 'unit' && found.m.u === 'month' && meaning(ctx, skip(ctx, found.next, 'de'))?.m.k === 'month')
    return null;
  const edged =
    found.m.k === 'unit' &&
    (found.m.u === 'month' ||
      (found.m.u === 'week' && (k > i || /\b(?:milieu|debut|fin) de$/.test(ctx.words.slice(0, i).join(' ')))))
      ? found.m.u
      : null;
  if (edged && edge(ctx, i)) return unitSpan(ctx, i, edged, false, end);
  return ctx.order && isWord(ctx, k, 'semaine') && k > i ? { day: null, unclear: true, next: weekOf(ctx, end) } : null;
}

/** "les trois jours qui viennent", "a venir", "القادمة". */
function comingTail(ctx: WhenContext, i: number): number {
  if (isWord(ctx, i, 'القادمه', 'القادم', 'المقبله', 'المقبل', 'prochains', 'prochaines', 'suivants')) return i + 1;
  if (isWord(ctx, i, 'qui') && isWord(ctx, i + 1, 'viennent', 'vient', 'suivent')) return i + 2;
  return isWord(ctx, i, 'a') && isWord(ctx, i + 1, 'venir') ? i + 2 : i;
}

/** "la semaine du 7 decembre": the words of the day belong to the span. */
function weekOf(ctx: WhenContext, i: number): number {
  if (!isWord(ctx, i, 'du', 'de')) return i;
  const n = whole(ctx, i + 1);
  if (!n) return i;
  const m = meaning(ctx, n.next);
  return m?.m.k === 'month' ? m.next : n.next;
}

function comingSpan(ctx: WhenContext, n: number, u: string, next: number): DayPiece {
  if (ctx.order) return { day: null, unclear: true, next };
  if (u === 'week')
    return { day: ctx.lang === 'en' ? monday(ctx) + 7 * n : ctx.ref.day + 7 * n, end: ctx.ref.day + 7 * n + 7, next };
  if (u === 'month') return { day: addMonths(ctx.ref.day, n), next };
  if (u === 'day' && ctx.words.includes('upcoming')) return { day: ctx.ref.day + n, next };
  if (u === 'hour') return { day: ctx.ref.day, minute: (Math.floor(ctx.ref.minute / 60) + 1) * 60, next };
  return { day: ctx.ref.day + 1, end: ctx.ref.day + 1 + n, next };
}

function edge(ctx: WhenContext, i: number): 'start' | 'middle' | 'end' | null {
  const before = ctx.words.slice(Math.max(0, i - 5), i).join(' ');
  if (/\b(?:debut|beginning|start|early)\b|اوائل|بدايه|اول /.test(`${before} `)) return 'start';
  if (/\b(?:fin|end|late)\b|اواخر|نهايه|اخر /.test(`${before} `)) return 'end';
  if (/\b(?:milieu|middle|mid|mi)\b|منتصف|اواسط|وسط/.test(before)) return 'middle';
  return null;
}

/** "by the end of", "avant la fin de": the limit is the day after. */
function byThen(ctx: WhenContext, i: number): boolean {
  const before = ctx.words.slice(Math.max(0, i - 5), i).join(' ');
  return /\b(?:by|before|until|avant|ici) (?:the |la )?(?:end|fin)\b|قبل (?:نهايه|اخر)/.test(before);
}

/** "le mois prochain, le 10", "next month on the 10th": that day of the next month. */
function dayOfNextMonth(ctx: WhenContext, i: number): DayPiece | null {
  const k = skip(ctx, i, ',', 'le', 'the', 'on');
  if (k === i || !isWord(ctx, k - 1, 'le', 'the')) return null;
  const t = ctx.tokens[k];
  const n = t?.kind === 'num' && /^\d{1,2}$/.test(t.t) ? Number(t.t) : null;
  const first = partsOf(addMonths(dayOf(partsOf(ctx.ref.day).y, partsOf(ctx.ref.day).m, 1), 1));
  if (n === null || !validDay(first.y, first.m, n)) return null;
  return { day: dayOf(first.y, first.m, n), next: skip(ctx, k + 1, 'th', 'st', 'nd', 'rd', 'er') };
}

function unitSpan(ctx: WhenContext, i: number, u: 'week' | 'month', isNext: boolean, next: number): DayPiece {
  const named = u === 'month' && isNext ? dayOfNextMonth(ctx, next) : null;
  if (named) return named;
  const side = edge(ctx, i);
  if (ctx.order) return { day: null, unclear: true, next };
  if (u === 'week') {
    const start = monday(ctx) + (isNext ? 7 : 0);
    if (side === 'end') return { day: start + 4, end: start + 7, next };
    if (side === 'middle') return { day: start + 2, end: start + 5, next };
    return { day: start, end: start + (side === 'start' ? 3 : 7), next };
  }
  const now = partsOf(ctx.ref.day);
  const first = dayOf(now.y, now.m, 1);
  if (side === 'start') return { day: addMonths(first, 1), end: addMonths(first, 1) + 10, next };
  if (side === 'end' && byThen(ctx, i)) return { day: addMonths(first, 1), next };
  if (side === 'end') return { day: first + 20, end: addMonths(first, 1), next };
  if (side === 'middle')
    return { day: addMonths(first, isNext ? 1 : 0) + 10, end: addMonths(first, isNext ? 1 : 0) + 20, next };
  return isNext
    ? { day: addMonths(ctx.ref.day, 1), end: addMonths(first, 2), next }
    : { day: first, end: addMonths(first, 1), next };
}

/** A month alone, or its beginning, middle or end. */
export function month(ctx: WhenContext, i: number, m: number, i2: number): DayPiece | null {
  const now = partsOf(ctx.ref.day);
  const y = ctx.tokens[i2]?.kind === 'num' && /^20\d\d$/.test(ctx.words[i2]!) ? Number(ctx.words[i2]) : null;
  const next = y === null ? i2 : i2 + 1;
  const first = dayOf(y ?? (m >= now.m ? now.y : now.y + 1), m, 1);
  if (ctx.order)
    return isWord(ctx, i - 1, 'en', 'fin', 'debut', 'in', 'mi') ? { day: null, unclear: true, next } : null;
  if (isWord(ctx, i - 1, 'un') && ctx.lang === 'fr') return null;
  // The planet, the god and the chocolate bar: "Mars, Twix et Bounty".
  if (m === 3 && ctx.lang === 'fr' && y === null && isWord(ctx, i2, ',') && !isWord(ctx, i - 1, 'en', 'de'))
    return null;
  const side = edge(ctx, i);
  const end = addMonths(first, 1);
  if (side === 'start') return { day: first, end: first + 10, next };
  if (side === 'end') return byThen(ctx, i) ? { day: end, next } : { day: first + 20, end, next };
  if (
    isWord(ctx, isWord(ctx, i - 1, '-') ? i - 2 : i - 1, 'mid', 'mi') ||
    /نص|منتصف|اواسط|وسط/.test(ctx.words.slice(Math.max(0, i - 2), i).join(' '))
  )
    return { day: first + 14, next };
  return { day: first, end, next };
}
