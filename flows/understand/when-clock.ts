/** Hours: "18h30", "neuf heures et demie", "half past three", "الساعة السابعة والنصف", "entre 10h et 11h". */
import { ordinal } from './numbers.ts';
import type { Token } from './text.ts';
import { unitWord } from './units.ts';
import { ampm, noon } from './when-ampm.ts';
import { isWord, meaning, skip, type WhenContext, whole } from './when-context.ts';
import { led } from './when-lead.ts';

export type Clock = {
  minute: number;
  /** False when the same words may mean twelve hours later. */
  sure: boolean;
  end?: { minute: number; sure: boolean };
  next: number;
  /** Only a number: needs a part of day or a preposition to count. */
  bare?: boolean;
};

const H = new Set(['h', 'heure', 'heures', 'hr', 'hrs', 'hour', 'oclock', 'hre']);

/** A whole number that may be an hour or minutes, or null. */
export function num(ctx: WhenContext, i: number): { v: number; next: number; raw: string; words: boolean } | null {
  const t = ctx.tokens[i];
  if (!t) return null;
  if (t.kind === 'num') return /^\d+$/.test(t.t) ? { v: Number(t.t), next: i + 1, raw: t.t, words: false } : null;
  const n = whole(ctx, i);
  if (!n) return null;
  // "dix-huit heures trente": stop a number that swallowed the minutes ("huit quarante" stays 8)
  return { v: n.value, next: n.next, raw: String(n.value), words: true };
}

/** May the number that ends before token i count what follows? Then it is no minutes: "à 10 h 30 croissants". */
function counts(ctx: WhenContext, i: number): boolean {
  const after = ctx.tokens[i];
  if (after?.kind !== 'word' || meaning(ctx, i)) return false;
  return ctx.goodsAt === undefined || ctx.goodsAt(i) || unitWord(after.t) !== undefined;
}

/** A half, a quarter, a third of an hour, in one word with the conjunction. */
const AND_PART = ['والنصف', 'ونصف', 'وربع', 'والربع', 'وثلث', 'والثلث'];

/** Minutes that follow an hour: "30", "trente", "et demie", "moins le quart", "et quart". */
function minutesAfter(ctx: WhenContext, i: number): { minutes: number; next: number } | null {
  const et = isWord(ctx, i, 'et', 'w', 'و') ? i + 1 : i;
  if (et > i && isWord(ctx, et, 'demi', 'demie', 'nos', 'nous', 'ness', 'nosf')) return { minutes: 30, next: et + 1 };
  if (isWord(ctx, et, 'quart', 'rob3', 'rbo3') && et > i) return { minutes: 15, next: et + 1 };
  if (isWord(ctx, i, 'والنصف', 'ونصف', 'ونص')) return { minutes: 30, next: i + 1 };
  if (isWord(ctx, i, 'وربع', 'والربع')) return { minutes: 15, next: i + 1 };
  if (isWord(ctx, i, 'وثلث', 'والثلث')) return { minutes: 20, next: i + 1 };
  if (isWord(ctx, i, 'الا') && isWord(ctx, i + 1, 'ربع', 'الربع')) return { minutes: -15, next: i + 2 };
  if (isWord(ctx, i, 'الا') && isWord(ctx, i + 1, 'ثلث', 'الثلث')) return { minutes: -20, next: i + 2 };
  if (isWord(ctx, i, 'moins', 'ghir', 'ila', 'الا')) {
    const k = skip(ctx, i + 1, 'le');
    if (isWord(ctx, k, 'quart', 'rob3')) return { minutes: -15, next: k + 1 };
    const n = num(ctx, k);
    if (n && n.v < 60) return { minutes: -n.v, next: skip(ctx, n.next, 'minutes', 'minute', 'min', 'دقائق', 'دقيقه') };
    return null;
  }
  const three = isWord(ctx, et, 'trois') && isWord(ctx, et + 1, 'quart', 'quarts');
  if (three) return { minutes: 45, next: et + 2 };
  const n = num(ctx, et);
  if (!n || n.v >= 60 || ctx.tokens[et]?.nl) return null;
  if (n.words && n.v === 1) return null;
  if (et > i && ctx.words[i] === 'et' && !isWord(ctx, n.next, 'minutes', 'minute', 'min')) return null;
  const unit = isWord(ctx, n.next, 'minutes', 'minute', 'min', 'mn', 'دقيقه', 'دقائق') ? n.next + 1 : n.next;
  if (unit === n.next && !n.words && ctx.tokens[et]!.sp && (n.raw.length !== 2 || (ctx.order && counts(ctx, n.next))))
    return null;
  if (unit === n.next && n.words && n.v % 5 !== 0 && ctx.order) return null;
  if (unit === n.next && n.words && ctx.order && counts(ctx, n.next)) return null;
  return { minutes: n.v, next: unit };
}

function colon(ctx: WhenContext, i: number): Clock | null {
  const t = ctx.tokens[i];
  if (t?.kind !== 'num' || ctx.words[i + 1] !== ':') return null;
  const m = ctx.tokens[i + 2];
  if (m?.kind !== 'num' || !/^\d{1,2}$/.test(t.t) || !/^\d{2}$/.test(m.t)) return null;
  // "12h30 : 20 croissants"
  if (ctx.order && m.sp && isWord(ctx, i - 1, 'h')) return null;
  const h = Number(t.t);
  const minutes = Number(m.t);
  if (h > 24 || minutes > 59) return null;
  let next = i + 3;
  if (ctx.words[next] === ':' && ctx.tokens[next + 1]?.kind === 'num') next += 2;
  return finish(ctx, h * 60 + minutes, h >= 13 || h === 0 || t.t.startsWith('0'), next);
}

function finish(ctx: WhenContext, minute: number, sure: boolean, i: number): Clock {
  let k = skip(ctx, i, 'ish', 'oclock', 'pile', 'environ');
  const mark = ampm(ctx, k);
  const h = Math.floor(minute / 60);
  // "الواحدة ظهرا": one in the afternoon.
  if (isWord(ctx, k, 'ظهرا') && h >= 1 && h <= 5) return { minute: minute + 720, sure: true, next: k + 1 };
  const night = h === 12 ? meaning(ctx, k) : null;
  if (night?.m.k === 'clock' && night.m.h === 0) return { minute: minute - 720, sure: true, next: night.next };
  if (mark && h <= 12) return { minute: noon(h, mark.pm) * 60 + (minute % 60), sure: true, next: mark.next };
  if (mark) k = mark.next;
  return { minute, sure: sure || h >= 13, next: k };
}

/** "twenty to six this evening": a part of the day makes an hour of it. */
function inPart(ctx: WhenContext, i: number, minutes: number): boolean {
  const hour = minutes % 5 === 0 ? num(ctx, i) : null;
  const part = hour ? meaning(ctx, skip(ctx, hour.next, 'in', 'the')) : null;
  return part !== null && (part.m.k === 'part' || (part.m.k === 'rel' && part.m.part !== undefined));
}

/** "half eight": half past eight, where a day, a part of day or the end follows, or an hour is announced. */
function halfHour(ctx: WhenContext, i: number, k: number): Clock | null {
  const hour = num(ctx, k);
  if (!hour || hour.v < 1 || hour.v > 12) return null;
  const follows = ctx.tokens[hour.next];
  const loose = !follows || follows.kind === 'punct' || meaning(ctx, skip(ctx, hour.next, 'in', 'on', 'the')) !== null;
  const mark = ampm(ctx, hour.next);
  if (mark) return { minute: noon(hour.v, mark.pm) * 60 + 30, sure: true, next: mark.next };
  return loose && (led(ctx, i) || follows?.kind === 'word')
    ? { minute: hour.v * 60 + 30, sure: false, next: hour.next }
    : null;
}

/** "half past three", "15 minutes past 3pm", "quarter to noon", "50 minutes before 12". */
function pastTo(ctx: WhenContext, i: number): Clock | null {
  if (isWord(ctx, i - 1, 'from', 'between')) return null;
  let k = skip(ctx, i, 'a', 'for', 'at', 'the');
  if (k > i + 1) return null;
  let minutes: number | null = null;
  if (isWord(ctx, k, 'half')) minutes = 30;
  else if (isWord(ctx, k, 'quarter')) minutes = 15;
  if (minutes !== null) k += 1;
  else {
    const n = num(ctx, k);
    if (!n || n.v > 59 || n.v === 0) return null;
    minutes = n.v;
    k = skip(ctx, n.next, 'minutes', 'minute', 'mins', 'min');
    // "9 to 10 am" is a span.
    if (k === n.next && minutes % 5 !== 0 && isWord(ctx, k, 'to')) return null;
  }
  const british = isWord(ctx, k - 1, 'half') ? halfHour(ctx, i, k) : null;
  if (british) return british;
  const past = isWord(ctx, k, 'past', 'after');
  if (!past && !isWord(ctx, k, 'to', 'before', 'of', 'till')) return null;
  if (
    !past &&
    isWord(ctx, k, 'to', 'till', 'of') &&
    !isWord(ctx, k + 1, 'noon', 'midnight') &&
    !(num(ctx, k + 1) && ampm(ctx, num(ctx, k + 1)!.next)) &&
    !isWord(ctx, k - 1, 'quarter', 'minutes') &&
    !inPart(ctx, k + 1, minutes)
  )
    return null;
  const target = clockAt(ctx, k + 1, true);
  if (!target || target.end) return null;
  return { ...target, minute: target.minute + (past ? minutes : -minutes), bare: false };
}

function arabicHour(ctx: WhenContext, i: number): { v: number; next: number } | null {
  const o = ordinal(ctx.tokens as Token[], i, 'ar');
  if (o && o.value >= 1 && o.value <= 12 && !/^و/.test(ctx.words[i]!)) {
    // "الثانية عشرة" = 12, "الحادية عشرة" = 11
    return { v: o.value, next: o.next };
  }
  const n = num(ctx, i);
  return n && n.v >= 0 && n.v <= 24 ? n : null;
}

const LASTING = [
  'prend',
  'prendre',
  'prennent',
  'dure',
  'durer',
  'durent',
  'pendant',
  'durant',
  'takes',
  'take',
  'lasts',
];

/** "il faut 3 h de repos", "comptez 2 heures de cuisson": how long, not when. */
function lasts(ctx: WhenContext, i: number, next: number): boolean {
  return (
    isWord(ctx, i - 1, 'faut', 'comptez', 'compter', 'prevoir', 'prevoyez', 'attendre', 'attendu', 'demande') &&
    isWord(ctx, next, 'de') &&
    ctx.tokens[next + 1]?.kind === 'word' &&
    meaning(ctx, next + 1) === null &&
    !isWord(ctx, next + 1, 'le', 'la')
  );
}

/** A single hour that starts at token i. `lead`: a preposition announced it. */
export function clockAt(ctx: WhenContext, i: number, lead = false): Clock | null {
  const named = meaning(ctx, i);
  if (named?.m.k === 'clock') {
    if (
      isWord(ctx, i - 1, 'apres') &&
      named.m.h === 12 &&
      isWord(ctx, i - 1, 'apres') &&
      (ctx.words[i - 2] === 'cet' || ctx.words[i - 2] === 'le')
    )
      return null;
    const m = minutesAfter(ctx, named.next);
    return { minute: named.m.h * 60 + (m?.minutes ?? 0), sure: true, next: m?.next ?? named.next };
  }
  const past = ctx.lang === 'en' ? pastTo(ctx, i) : null;
  if (past) return past;
  const hourWord = isWord(ctx, i, 'الساعه', 'saa', 'sa3a');
  const withColon = colon(ctx, hourWord ? i + 1 : i);
  if (withColon) return withColon;
  const t = ctx.tokens[i];
  if (!t) return null;
  if (t.kind === 'num' && /^\d{1,2}[.,]\d{2}$/.test(t.t)) {
    const [h, m] = t.t.split(/[.,]/).map(Number) as [number, number];
    const mark = ampm(ctx, i + 1);
    if (isWord(ctx, i + 1, '%', 'percent', '€', 'euros')) return null;
    if (ctx.lang === 'fr' && t.t.includes(',') && !mark) return null;
    if (h <= 24 && m < 60 && (mark || (lead && (!ctx.order || (h >= 13 && m % 5 === 0)))))
      return finish(ctx, h * 60 + m, h >= 13, i + 1);
    return null;
  }
  const arabic = ctx.lang === 'ar' && (hourWord || t.kind !== 'num') ? arabicHour(ctx, hourWord ? i + 1 : i) : null;
  const n = arabic ? { ...arabic, raw: String(arabic.v), words: t.kind !== 'num' } : num(ctx, hourWord ? i + 1 : i);
  if (!n) return null;
  if (n.words && !arabic && n.next - i === 1 && n.v === 1 && !H.has(ctx.words[n.next] ?? '')) return null;
  return hourAfter(ctx, i, n, lead || hourWord);
}

function hourAfter(
  ctx: WhenContext,
  i: number,
  n: { v: number; next: number; raw: string; words: boolean },
  lead: boolean,
): Clock | null {
  let k = n.next;
  if (n.raw.length >= 3 && !n.words && n.v < 2400 && n.v % 100 < 60 && ctx.lang === 'en') {
    const mark = ampm(ctx, k);
    const part = meaning(ctx, skip(ctx, k, 'in', 'the'));
    if (isWord(ctx, k, 'hours', 'hrs')) return finish(ctx, Math.floor(n.v / 100) * 60 + (n.v % 100), true, k + 1);
    if (mark || part?.m.k === 'part' || (lead && !ctx.order) || (!ctx.order && meaning(ctx, i - 1)?.m.k === 'rel')) {
      return finish(ctx, Math.floor(n.v / 100) * 60 + (n.v % 100), n.v >= 1300 || n.raw.startsWith('0'), k);
    }
  }
  if (n.v > 24 || isWord(ctx, n.next, '%', 'percent')) return null;
  if (H.has(ctx.words[k] ?? '') || (ctx.words[k] === 'ساعه' && lead)) {
    if (isWord(ctx, k, 'hour', 'hrs', 'hr')) return null;
    const colonTail =
      ctx.words[k + 1] &&
      /^\d{1,2}$/.test(ctx.words[k + 1]!) &&
      ctx.words[k + 2] === ':' &&
      ctx.tokens[k + 3]?.kind === 'num' &&
      !ctx.tokens[k + 3]!.nl &&
      // "17h30 : 15 tartes"
      !(ctx.order && ctx.tokens[k + 3]!.sp);
    if (colonTail) return null;
    if (isWord(ctx, i - 1, ...LASTING) || lasts(ctx, i, k + 1)) return null;
    const glued = ctx.tokens[k + 1];
    if (glued?.kind === 'num' && !glued.sp && Number(glued.t) > 59) return null;
    const m = minutesAfter(ctx, k + 1);
    return finish(ctx, n.v * 60 + (m?.minutes ?? 0), n.v >= 13 || n.raw.startsWith('0'), m?.next ?? k + 1);
  }
  const mark = n.v <= 12 ? ampm(ctx, k) : null;
  if (mark) return { minute: noon(n.v, mark.pm) * 60, sure: true, next: mark.next };
  const spelled = minutesAfter(ctx, k);
  if (spelled && n.v <= 24 && (n.words || lead || isWord(ctx, k, ...AND_PART, 'et', 'moins'))) {
    const afterMinutes = ctx.words[k];
    const marked = ampm(ctx, spelled.next) !== null;
    const loose =
      n.words && spelled.minutes > 0 && (spelled.minutes >= 5 || spelled.minutes % 5 === 0) && afterMinutes !== 'et';
    if (!ctx.order || lead || marked || isWord(ctx, k, ...AND_PART, 'moins')) {
      if (loose || lead || marked || spelled.minutes < 0 || isWord(ctx, k, ...AND_PART, 'et')) {
        const c = finish(ctx, n.v * 60 + spelled.minutes, n.v >= 13, spelled.next);
        return { ...c, bare: c.next === spelled.next && !lead && !isWord(ctx, k, ...AND_PART) };
      }
    }
  }
  const c = finish(ctx, n.v * 60, n.v >= 13, k);
  k = c.next;
  return { ...c, bare: c.next === n.next };
}
