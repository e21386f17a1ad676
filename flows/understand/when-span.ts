/** Days counted from another day: "dans 3 jours", "in two weeks", "2 semaines apres vendredi", "la veille". */
import { addMonths } from './calendar.ts';
import { type DayPiece, isWord, meaning, skip, type WhenContext, whole } from './when-context.ts';
import { dualUnit, type Unit, unitNamed } from './when-words.ts';

type Count = { n: number; u: Unit; next: number; half: number };

const FEW = new Set(['quelques', 'few', 'بضع', 'several', 'plusieurs']);

const FRACTIONS: [RegExp, number][] = [
  [/^(?:une )?(?:petite |bonne |grosse )?demi(?:e)? -? ?(?:heure|h)\b/, 30],
  [/^(?:un )?(?:petit |bon |gros )?quart de (?:heure|h)\b/, 15],
  [/^trois quart(?:s)? de (?:heure|h)\b/, 45],
  [/^3 \/ 4 (?:de )?(?:heure|h|hour)\b/, 45],
  [/^1 \/ 4 (?:de )?(?:heure|h|hour)\b/, 15],
  [/^1 \/ 2 (?:de )?(?:heure|h|hour)\b/, 30],
  [/^(?:a )?half (?:an |a )?hour\b/, 30],
  [/^(?:a )?quarter of an hour\b/, 15],
  [/^three quarters of an hour\b/, 45],
  [/^نصف ساعه/, 30],
  [/^ربع ساعه/, 15],
  [/^nos sa3a/, 30],
];

function fraction(ctx: WhenContext, i: number): { minutes: number; next: number } | null {
  const text = ctx.words.slice(i, i + 8).join(' ');
  for (const [re, minutes] of FRACTIONS) {
    const hit = re.exec(text);
    if (hit) return { minutes, next: i + hit[0].trim().split(' ').length };
  }
  return null;
}

/** "3 jours", "une semaine", "2h23", "a couple of hours", "quelques mois". */
export function countAt(ctx: WhenContext, i: number): Count | null {
  const two = dualUnit(ctx.words[i] ?? '');
  if (two) return withMinutes(ctx, 2, two, i + 1);
  let k = skip(ctx, i, 'les', 'the', 'around', 'about', 'environ', 'a peu pres', 'une', 'a', 'an');
  if (k > i + 2) k = i;
  let n: number | null = null;
  if (FEW.has(ctx.words[k] ?? '')) {
    n = 3;
    k++;
  } else if (isWord(ctx, k, 'couple', 'pair')) {
    n = 2;
    k = skip(ctx, k + 1, 'of');
  } else {
    const w = whole(ctx, i) ?? whole(ctx, k);
    if (w) {
      n = w.value;
      k = skip(
        ctx,
        w.next,
        'more',
        'autres',
        'prochains',
        'prochaines',
        'upcoming',
        'petite',
        'petites',
        'bonne',
        'bonnes',
        'grosse',
      );
    } else if (ctx.tokens[k]?.kind === 'num' && /^\d+[.,]5$/.test(ctx.words[k]!)) {
      n = Number(ctx.words[k]!.replace(',', '.'));
      k++;
    } else if (isWord(ctx, k, 'fortnight')) n = 1;
    else if (
      (k > i || isWord(ctx, i - 1, 'بعد', 'خلال', 'غضون', 'ba3d', 'baad')) &&
      ((meaning(ctx, k)?.m.k === 'unit' && ctx.words[k] !== 'الساعه') || isWord(ctx, k, 'journee'))
    )
      n = 1;
  }
  if (n === null) return null;
  // "two and a half hours", "deux et demie"
  const plus = /^(?:and a half|et demie?)\b/.exec(ctx.words.slice(k, k + 3).join(' '));
  if (plus) {
    n += 0.5;
    k += plus[0].split(' ').length;
  }
  if (isWord(ctx, k, 'journee', 'journees')) return { n, u: 'day', next: k + 1, half: 0 };
  if (isWord(ctx, k, 'fortnight', 'fortnights')) return { n: 2 * n, u: 'week', next: k + 1, half: 0 };
  if (ctx.lang === 'en' && ctx.words[k] === 'd') return { n, u: 'day', next: k + 1, half: 0 };
  const unit = unitNamed(ctx.words[k] ?? '');
  return unit ? withMinutes(ctx, n, unit, k + 1) : null;
}

const AFTER_HOUR: [RegExp, number][] = [
  [/^(?:et|and) (?:a |une )?(?:demie?|half)\b/, 30],
  [/^(?:et|and) (?:a |un )?(?:quart|quarter)\b/, 15],
  [/^(?:et|and) (?:trois|three|3) quart(?:er)?s\b/, 45],
  [/^moins le quart\b/, -15],
  [/^و(?:ال)?نصف?(?= |$)/, 30],
  [/^و(?:ال)?ربع(?= |$)/, 15],
  [/^و(?:ال)?ثلث(?= |$)/, 20],
  [/^الا (?:ال)?ربع(?= |$)/, -15],
];

/** A count of a unit; hours may carry minutes: "2h15", "an hour and a half", "ساعة ونصف". */
function withMinutes(ctx: WhenContext, n: number, u: Unit, next: number): Count {
  const text = ctx.words.slice(next, next + 4).join(' ');
  const halved = u === 'hour' ? null : /^(?:et demie?|and a half|ونصف|ونص)(?= |$)/.exec(text);
  if (halved) return { n: n + 0.5, u, next: next + halved[0].split(' ').length, half: 0 };
  if (u !== 'hour') return { n, u, next, half: 0 };
  for (const [re, half] of AFTER_HOUR) {
    const hit = re.exec(text);
    if (hit) return { n, u, next: next + hit[0].split(' ').length, half };
  }
  const minutes = whole(ctx, next);
  if (!minutes || minutes.value >= 60) return { n, u, next, half: 0 };
  const unit = meaning(ctx, minutes.next)?.m.k === 'unit';
  return { n, u, next: unit ? minutes.next + 1 : minutes.next, half: minutes.value };
}

function shift(ctx: WhenContext, from: number, fromMinute: number | null, c: Count, sign: number): DayPiece {
  const base = { next: c.next };
  const halfMonth = Number.isInteger(c.n) ? 0 : 15;
  if (c.u === 'day') return { ...base, day: from + sign * Math.round(c.n) };
  if (c.u === 'week') return { ...base, day: from + sign * Math.floor(c.n * 7) };
  if (c.u === 'month') return { ...base, day: addMonths(from, sign * Math.floor(c.n)) + sign * halfMonth };
  if (c.u === 'year') return { ...base, day: addMonths(from, sign * Math.round(12 * c.n)) };
  const minutes = c.u === 'hour' ? Math.round(c.n * 60) + c.half : c.u === 'minute' ? c.n : 0;
  const total = (fromMinute ?? ctx.ref.minute) + sign * minutes;
  return { ...base, day: from + Math.floor(total / 1440), minute: ((total % 1440) + 1440) % 1440 };
}

const IN = new Set([
  'dans',
  'ici',
  'in',
  'within',
  'ba3d',
  'fi',
  'بعد',
  'خلال',
  'en',
  '+',
  'after',
  'خلال',
  'sous',
  'wait',
]);
const AGO = new Set(['ago', 'قبل']);

const ROUND: Record<string, number> = { huitaine: 7, dizaine: 10, quinzaine: 14, vingtaine: 20, trentaine: 30 };

/** "une quinzaine (de jours)": a fortnight; a "huitaine" is a week. */
function roundDays(ctx: WhenContext, i: number): Count | null {
  const k = skip(ctx, i, 'une', 'la', 'environ');
  const n = ROUND[ctx.words[k] ?? ''];
  if (n === undefined || k === i) return null;
  const unit = skip(ctx, k + 1, 'de');
  // "une dizaine d'éclairs" counts them.
  if (unit > k + 1 && !isWord(ctx, unit, 'jours', 'jour')) return null;
  return { n, u: 'day', next: isWord(ctx, unit, 'jours', 'jour') ? unit + 1 : k + 1, half: 0 };
}

/** "dans 3 jours", "in 2h", "en une heure", "dans quinze jours"; "il y a 2 jours" is past. */
export function durationAt(ctx: WhenContext, i: number): DayPiece | null {
  const w = ctx.words[i] ?? '';
  if (w === 'il' && ctx.words[i + 1] === 'y' && ctx.words[i + 2] === 'a') {
    const c = countAt(ctx, i + 3);
    return c ? { day: null, past: true, next: c.next } : null;
  }
  if (
    !(IN.has(w) || (w === 'في' && ctx.words[i + 1] === 'غضون')) ||
    ((w === 'en' || w === 'fi') && ctx.order) ||
    (w === 'بعد' && ctx.words[i + 1] === 'غد')
  )
    return counted(ctx, i);
  const k = skip(
    ctx,
    i + 1,
    w === 'wait' ? 'for' : w === 'في' ? 'غضون' : 'حوالي',
    'exactly',
    'exactement',
    'only',
    'just',
  );
  const f = fraction(ctx, skip(ctx, k, 'about', 'around', 'environ', 'approximately', 'roughly'));
  if (f) {
    const total = ctx.ref.minute + f.minutes;
    return { day: ctx.ref.day + Math.floor(total / 1440), minute: total % 1440, next: f.next };
  }
  const c = roundDays(ctx, k) ?? countAt(ctx, k);
  if (!c) return null;
  // "dans quelques jours" is no day for a shop.
  if (ctx.order && ctx.words.slice(k, c.next).some((x) => FEW.has(x)))
    return { day: null, unclear: true, next: c.next };
  if (c.u === 'day' && c.n === 8 && ctx.lang === 'fr') c.n = 7;
  if (c.u === 'day' && c.n === 15 && ctx.lang === 'fr') c.n = 14;
  const first = shift(ctx, ctx.ref.day, null, c, 1);
  const more = isWord(ctx, first.next, ',', 'et', 'and') ? skip(ctx, first.next, ',', 'et', 'and') : -1;
  const second = more > 0 ? countAt(ctx, more) : null;
  if (second && second.u !== c.u && first.day !== null && (second.u === 'hour' || second.u === 'minute')) {
    const chained = shift(ctx, first.day, first.minute ?? null, second, 1);
    const third = isWord(ctx, chained.next, ',', 'et', 'and')
      ? countAt(ctx, skip(ctx, chained.next, ',', 'et', 'and'))
      : null;
    return third && third.u === 'minute' && chained.day !== null
      ? shift(ctx, chained.day, chained.minute ?? null, third, 1)
      : chained;
  }
  return first;
}

/** "3 jours apres X", "2 weeks from tomorrow", "7 days hence", "15 minute before". */
function counted(ctx: WhenContext, i: number): DayPiece | null {
  if (ctx.order && ctx.tokens[i]?.kind !== 'num' && !whole(ctx, i) && !isWord(ctx, i, 'a', 'an')) return null;
  const c = countAt(ctx, i);
  if (!c) return null;
  if (
    isWord(ctx, c.next, 'hence', 'out') ||
    (isWord(ctx, c.next, 'from') && isWord(ctx, c.next + 1, 'now')) ||
    (isWord(ctx, c.next, 'plus') && isWord(ctx, c.next + 1, 'tard'))
  ) {
    const p = shift(ctx, ctx.ref.day, null, c, 1);
    return { ...p, next: isWord(ctx, c.next, 'from', 'plus') ? c.next + 2 : c.next + 1 };
  }
  if (AGO.has(ctx.words[c.next] ?? '')) return { day: null, past: true, next: c.next + 1 };
  if (!ctx.order && isWord(ctx, c.next, 'before', 'after') && c.next >= ctx.words.length - 1 && c.u === 'minute')
    return { ...shift(ctx, ctx.ref.day, null, c, isWord(ctx, c.next, 'before') ? -1 : 1), next: c.next + 1 };
  return null;
}

type DayAt = (ctx: WhenContext, i: number) => DayPiece | null;

/** "la veille de X", "le lendemain du X", "N jours apres X". */
export function relativeAt(ctx: WhenContext, i: number, dayAt: DayAt): DayPiece | null {
  const before2 = isWord(ctx, i, 'avant') ? skip(ctx, i + 1, '-') : i;
  const twice = before2 > i && isWord(ctx, before2, 'veille');
  const eve = twice || isWord(ctx, i, 'veille', 'eve');
  const morrow = isWord(ctx, i, 'lendemain');
  if (eve || morrow) {
    const at = twice ? before2 : i;
    const k = skip(ctx, at + 1, 'de', 'du', 'le', 'la', 'of', 'des');
    const target = k > at + 1 ? (dayAt(ctx, k) ?? dayAt(ctx, k - 1)) : null;
    if (target?.day != null) return { ...target, day: target.day + (eve ? (twice ? -2 : -1) : 1) };
    return morrow ? { day: ctx.ref.day + 1, next: i + 1 } : null;
  }
  if (ctx.tokens[i]?.kind !== 'num' && !whole(ctx, i) && !isWord(ctx, i, 'the', 'one', 'a', 'an')) return null;
  const c = countAt(ctx, i);
  if (!c || (c.u !== 'day' && c.u !== 'week' && c.u !== 'month' && c.u !== 'year')) return null;
  const before = isWord(ctx, c.next, 'avant', 'before');
  const british = ctx.lang === 'en' && c.u === 'week' && isWord(ctx, c.next, 'on');
  if (!before && !british && !isWord(ctx, c.next, 'apres', 'after', 'from', 'بعد')) return null;
  const k = skip(ctx, c.next + 1, 'le', 'the', 'du');
  const target = dayAt(ctx, k) ?? dayAt(ctx, k - 1);
  if (target?.day == null) return null;
  return { ...shift(ctx, target.day, null, c, before ? -1 : 1), next: target.next };
}

/** "the day after | christmas": counted from that day, not from today. */
export function countedFrom(ctx: WhenContext, next: number): boolean {
  return isWord(ctx, next - 1, 'after') && ['named', 'wd', 'month'].includes(meaning(ctx, next)?.m.k ?? '');
}
