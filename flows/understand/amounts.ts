/** One amount: a cardinal, an ordinal, a fraction, a mixed number, a dozen. */
import { numberWord, ordinalWord } from './number-words.ts';
import { cardinal, digitsValue, type NumberLang, ordinal } from './numbers.ts';
import type { Token } from './text.ts';

export type Amount = { value: number; next: number; ordinal?: boolean; article?: boolean; digits?: boolean };

const FRACTION_WORDS: Record<string, number> = {
  demi: 0.5,
  demie: 0.5,
  demis: 0.5,
  half: 0.5,
  halves: 0.5,
  quart: 0.25,
  quarts: 0.25,
  quarter: 0.25,
  quarters: 0.25,
  tiers: 1 / 3,
  نصف: 0.5,
  نص: 0.5,
  ربع: 0.25,
  ثلث: 1 / 3,
  ثلثان: 2 / 3,
  ثلثين: 2 / 3,
  ثلثا: 2 / 3,
  خمس: 0.2,
  اخماس: 0.2,
  ارباع: 0.25,
  اثلاث: 1 / 3,
  nos: 0.5,
  rob3: 0.25,
};
const DOZEN: Record<string, number> = {
  douzaine: 12,
  dozen: 12,
  dozens: 12,
  دزينه: 12,
  دزينات: 12,
  طزينه: 12,
  دزينتين: 24,
  دزينتان: 24,
  dizaine: 10,
  quinzaine: 15,
  vingtaine: 20,
  trentaine: 30,
  cinquantaine: 50,
  centaine: 100,
  quarantaine: 40,
  soixantaine: 60,
  millier: 1000,
  dizaines: 10,
  centaines: 100,
  milliers: 1000,
};
const ONE = new Set(['un', 'une', 'a', 'an', 'one']);
const AND = new Set(['et', 'and', 'و']);

const words = (tokens: readonly Token[], i: number): string => tokens[i]?.t ?? '';

/** "1/2", "3 sur 4", "one over 20", "واحد على عشرين": a number divided by another. */
function divided(tokens: readonly Token[], a: Amount, lang: NumberLang): Amount | null {
  const w = words(tokens, a.next);
  if (w === '/' && a.digits) {
    const d = tokens[a.next + 1];
    if (d?.kind === 'num' && /^\d+$/.test(d.t) && Number(d.t) > 0 && words(tokens, a.next + 2) !== '/')
      return { value: a.value / Number(d.t), next: a.next + 2, digits: true };
    return null;
  }
  let k = -1;
  if (w === 'sur' || w === 'over' || w === 'علي') k = a.next + 1;
  else if (w === 'out' && words(tokens, a.next + 1) === 'of') k = a.next + 2;
  else if (w === 'جزء' && words(tokens, a.next + 1) === 'من') k = a.next + 2;
  else if (w === 'من' && a.value === 1 && numberWord(words(tokens, a.next + 1))) k = a.next + 1;
  else if (w === 'in' && a.value === 1 && lang === 'en') k = a.next + 1;
  if (k < 0) return null;
  const b = cardinal(tokens as Token[], k, lang);
  return b && b.value > 0 ? { value: a.value / b.value, next: b.next } : null;
}

/** English and French ordinals as denominators: "three twenty firsts", "one hundred thirty fifths", "trois cinquièmes". */
function spelledFraction(tokens: readonly Token[], i: number, lang: NumberLang): Amount | null {
  let end = -1;
  for (let k = i + 1; k < Math.min(tokens.length, i + 12); k++) {
    const w = words(tokens, k);
    if (/^seconde?s?$/.test(w) || (lang === 'en' && /^quarts?$/.test(w))) return null;
    if (ordinalWord(w) !== undefined || FRACTION_WORDS[w] !== undefined) {
      end = k;
      break;
    }
    if (!numberWord(w) && !AND.has(w) && w !== '-' && tokens[k]!.kind !== 'num') return null;
  }
  if (end < 0) return null;
  const last = words(tokens, end);
  const value = FRACTION_WORDS[last];
  // "deux et demi" adds, "trois quarts" multiplies.
  if (value !== undefined && AND.has(words(tokens, end - 1))) return null;
  if (value !== undefined) {
    const n = wholeBetween(tokens, i, end, lang);
    return n === null ? null : { value: n * value, next: end + 1 };
  }
  const o = ordinalWord(last)!;
  const plural = last.endsWith('s');
  for (const start of denominatorStarts(tokens, i, end)) {
    const n = wholeBetween(tokens, i, start, lang);
    const d = denominator(tokens, start, end, o, lang);
    if (n === null || d === null) continue;
    const whole = wholeBetween(tokens, i, end, lang);
    const couldBeOrdinal =
      !plural && whole !== null && start === end && (whole % 10 === 0 || o >= 100) && !ONE.has(words(tokens, i));
    if (couldBeOrdinal) return null;
    if (!plural && o >= 1000 && n > 1) return null;
    return { value: n / d, next: end + 1 };
  }
  return null;
}

function denominatorStarts(tokens: readonly Token[], i: number, end: number): number[] {
  const out: number[] = [];
  const before = end - 1 - (words(tokens, end - 1) === '-' || AND.has(words(tokens, end - 1)) ? 1 : 0);
  const v = numberWord(words(tokens, before))?.[0];
  if (v && before > i) {
    if (v.k === 'n' && v.v >= 20 && v.v % 10 === 0) out.push(before);
    if (v.k !== 'n' && numberWord(words(tokens, before - 1))?.[0]?.k === 'n' && before - 1 > i) out.push(before - 1);
  }
  out.push(end);
  return out;
}

function denominator(tokens: readonly Token[], start: number, end: number, o: number, lang: NumberLang): number | null {
  if (start === end) return o === 1 ? null : o;
  const head = wholeBetween(tokens, start, end, lang);
  if (head === null) return null;
  return o >= 100 ? head * o : head + o;
}

function wholeBetween(tokens: readonly Token[], from: number, to: number, lang: NumberLang): number | null {
  let end = to;
  while (end > from && (words(tokens, end - 1) === '-' || AND.has(words(tokens, end - 1)))) end--;
  if (end === from + 1 && ONE.has(words(tokens, from))) return 1;
  const start = words(tokens, from) === 'a' && end > from + 1 ? from + 1 : from;
  const n = cardinal(tokens.slice(0, end), start, lang);
  return n && n.next === end ? n.value : null;
}

/** "خمسان": two fifths. The other dual, "خمسين", is fifty. */
function twoParts(w: string): number | undefined {
  const one = w.endsWith('ان') ? FRACTION_WORDS[w.slice(0, -2)] : undefined;
  return one === undefined ? undefined : 2 * one;
}

function half(tokens: readonly Token[], i: number, lang: NumberLang): Amount | null {
  let k = i;
  if (ONE.has(words(tokens, k)) || words(tokens, k) === 'the') k++;
  if (lang === 'en' && /^quarts?$/.test(words(tokens, k))) return null;
  const v =
    FRACTION_WORDS[words(tokens, k)] ??
    twoParts(words(tokens, k)) ??
    (/^(?:fourth|third|fifth)$/.test(words(tokens, k)) && k === i && words(tokens, k + 1) === 'of'
      ? 1 / (ordinalWord(words(tokens, k)) ?? 1)
      : undefined);
  if (v === undefined) return null;
  // "half an hour", "half a dozen"
  const article = /^(?:half|quarter)$/.test(words(tokens, k)) && /^an?$/.test(words(tokens, k + 1));
  const dash = words(tokens, k + 1) === '-' || article ? k + 2 : k + 1;
  const scale = numberWord(words(tokens, dash))?.find((x) => x.k === 'scale');
  if (scale) return { value: v * scale.v, next: dash + 1 };
  const dozen = DOZEN[words(tokens, dash)];
  if (dozen) return { value: v * dozen, next: dash + 1 };
  return { value: v, next: article ? k + 2 : k + 1 };
}

/** What may follow a whole number: "et demi", "and two thirds", "3/4", "وربع". */
function plusFraction(tokens: readonly Token[], a: Amount, lang: NumberLang): Amount | null {
  const w = words(tokens, a.next);
  const glued = /^و/.test(w) ? FRACTION_WORDS[w.slice(1).replace(/^ال/, '')] : undefined;
  if (glued !== undefined) return { value: a.value + glued, next: a.next + 1 };
  if (AND.has(w)) {
    const k = a.next + 1;
    const direct = FRACTION_WORDS[words(tokens, k)];
    // "trois millions et demi": half of the million.
    if (direct !== undefined && /^(?:millions?|milliards?|billions?|مليون)$/.test(words(tokens, a.next - 1)))
      return {
        value: a.value + direct * (/^(?:million|مليون)/.test(words(tokens, a.next - 1)) ? 1e6 : 1e9),
        next: k + 1,
      };
    if (direct !== undefined) return { value: a.value + direct, next: k + 1 };
    const mixed = cardinal(tokens as Token[], k, lang);
    const slash = mixed?.digits ? divided(tokens, { value: mixed.value, next: mixed.next, digits: true }, lang) : null;
    if (slash && slash.value < 1) return { value: a.value + slash.value, next: slash.next };
    const spelled = spelledFraction(tokens, k, lang);
    if (spelled && spelled.value < 1) return { value: a.value + spelled.value, next: spelled.next };
    if (mixed && !mixed.digits) {
      const more = plusFraction(tokens, { value: mixed.value, next: mixed.next }, lang);
      if (more && !Number.isInteger(more.value) && a.value % 10 === 0 && more.value < 10)
        return { value: a.value + more.value, next: more.next };
    }
    return null;
  }
  if (a.digits && Number.isInteger(a.value) && tokens[a.next]?.kind === 'num' && /^\d+$/.test(w)) {
    const d = divided(tokens, { value: Number(w), next: a.next + 1, digits: true }, lang);
    if (d && d.value < 1) return { value: a.value + d.value, next: d.next };
  }
  return null;
}

const MINUS = new Set(['moins', 'minus', 'negative', 'ناقص', 'سالب']);

/** "moins douze", "minus five", "-3": a sign counts at the start of a text, where it cannot be a subtraction or a dash. */
function negative(tokens: readonly Token[], i: number, lang: NumberLang): Amount | null {
  const w = words(tokens, i);
  const after = tokens[i + 1];
  if (!after || (i > 0 && (w === '-' || tokens[i - 1]!.kind === 'num' || numberWord(words(tokens, i - 1)))))
    return null;
  if (w === 'moins' && i > 0 && tokens[i - 1]!.kind === 'word' && !/^(?:a|fait|est)$/.test(words(tokens, i - 1)))
    return null;
  if (!MINUS.has(w) && !(w === '-' && after.kind === 'num' && !after.sp && !tokens.some((t) => t.nl && t.start > 0)))
    return null;
  const n = amountAt(tokens, i + 1, lang);
  return n && !n.article && !n.ordinal ? { ...n, value: -n.value } : null;
}

/** The amount that starts at token i, or null. */
export function amountAt(tokens: readonly Token[], i: number, lang: NumberLang): Amount | null {
  const t = tokens[i];
  if (!t) return null;
  if (t.kind === 'punct') {
    if (t.t === '-') return negative(tokens, i, lang);
    if (
      (t.t === ',' || t.t === '.') &&
      tokens[i + 1]?.kind === 'num' &&
      !tokens[i + 1]!.sp &&
      /^\d+$/.test(words(tokens, i + 1)) &&
      (t.sp || i === 0)
    )
      return { value: Number(`0.${words(tokens, i + 1)}`), next: i + 2, digits: true };
    return null;
  }
  if (lang === 'en' && t.t === 'point' && tokens[i + 1]?.kind === 'num')
    return { value: Number(`0.${words(tokens, i + 1)}`), next: i + 2 };
  if (t.kind === 'word' && (t.t === 'few' || (t.t === 'a' && words(tokens, i + 1) === 'few')))
    return { value: 3, next: t.t === 'few' ? i + 1 : i + 2 };
  if (t.t === 'quelques') return { value: 3, next: i + 1 };
  if (/^(?:couple|pair)$/.test(t.t) || (t.t === 'a' && /^(?:couple|pair)$/.test(words(tokens, i + 1) ?? '')))
    return { value: 2, next: t.t === 'a' ? i + 2 : i + 1 };
  const minus = negative(tokens, i, lang);
  if (minus) return minus;
  const f = half(tokens, i, lang);
  if (f) return f;
  const spelled = t.kind === 'word' ? spelledFraction(tokens, i, lang) : null;
  if (spelled) return spelled;
  const o = ordinal(tokens as Token[], i, lang);
  if (o) return { value: o.value, next: o.next, ordinal: true };
  const dozenAlone = DOZEN[t.t];
  if (dozenAlone) return andHalf(tokens, { value: dozenAlone, next: i + 1 }, dozenAlone);
  let n: Amount | null = cardinal(tokens as Token[], i, lang);
  if (!n && lang === 'en' && (t.t === 'a' || t.t === 'an')) {
    const after = cardinal(tokens as Token[], i + 1, lang);
    n =
      after && !after.digits && numberWord(words(tokens, i + 1))?.[0]?.k !== 'n'
        ? after
        : { value: 1, next: i + 1, article: true };
  }
  if (!n) return null;
  return finish(tokens, n, lang);
}

/** "a dozen and a half", "une douzaine et demie". */
function andHalf(tokens: readonly Token[], n: Amount, dozen: number): Amount {
  const hit = /^(?:et demie?|and (?:a )?half|ونصف|ونص)(?= |$)/.exec(
    tokens
      .slice(n.next, n.next + 3)
      .map((t) => t.t)
      .join(' '),
  );
  return hit ? { value: n.value + dozen / 2, next: n.next + hit[0].split(' ').length } : n;
}

function finish(tokens: readonly Token[], n: Amount, lang: NumberLang): Amount {
  const div = divided(tokens, n, lang);
  if (div) {
    const tail = tokens[div.next];
    if (lang === 'ar' && tail?.kind === 'num' && /^\d$/.test(tail.t) && div.value < 1)
      return { value: div.value + Number(tail.t), next: div.next + 1 };
    return div;
  }
  if (words(tokens, n.next) === '^') {
    const k = words(tokens, n.next + 1) === '+' ? n.next + 2 : n.next + 1;
    if (tokens[k]?.kind === 'num') return { value: n.value ** digitsValue(tokens[k]!.t, lang), next: k + 1 };
  }
  const dozen = DOZEN[words(tokens, n.next)];
  if (dozen) return andHalf(tokens, { value: n.value * dozen, next: n.next + 1 }, dozen);
  const wDozen = /^و/.test(words(tokens, n.next)) ? DOZEN[words(tokens, n.next).slice(1)] : undefined;
  if (wDozen) return { value: n.value + wDozen, next: n.next + 1 };
  return plusFraction(tokens, n, lang) ?? n;
}
