/** Numbers in words and digits: the value that starts at a token. */
import { type NumberWord, numberWord, ordinalWord } from './number-words.ts';
import type { Token } from './text.ts';

export type NumberSpan = {
  value: number;
  /** First token after the number. */
  next: number;
  ordinal?: boolean;
  /** "un", "une", "a": an article as much as a number. */
  article?: boolean;
  /** Written in digits. */
  digits?: boolean;
};

export type NumberLang = 'fr' | 'en' | 'ar';

/** The value of digits with separators; a comma is decimal except in English groups of three. */
export function digitsValue(raw: string, lang: NumberLang): number {
  let s = raw;
  const comma = s.lastIndexOf(',');
  const dot = s.lastIndexOf('.');
  if (comma >= 0 && dot >= 0) s = comma > dot ? s.replaceAll('.', '').replace(',', '.') : s.replaceAll(',', '');
  else if (comma >= 0) {
    const grouped = /^\d{1,3}(?:,\d{3})+$/.test(s);
    s = grouped && (lang === 'en' || s.split(',').length > 2) ? s.replaceAll(',', '') : s.replace(',', '.');
  } else if (dot >= 0 && s.split('.').length > 2) s = s.replaceAll('.', '');
  return Number(s);
}

function pick(words: NumberWord[] | undefined, lang: NumberLang): NumberWord | undefined {
  if (!words) return undefined;
  const own = words.find((w) => w.lang === lang || (lang === 'fr' && w.lang === 'tn'));
  if (own) return own;
  return lang === 'en' ? undefined : words.find((w) => w.lang !== 'en' || lang === 'fr');
}

/** Can `v` (below 100) follow inside the group built so far? */
function fits(group: number, v: number): boolean {
  const rest = group % 100;
  if (rest === 0) return true;
  if (v < 10) return (rest >= 20 && rest % 10 === 0) || (v >= 7 && (rest === 10 || rest === 70 || rest === 90));
  return v < 20 && (rest === 60 || rest === 80);
}

type State = { total: number; group: number; some: boolean; scale: number; digits?: boolean };

function take(state: State, w: NumberWord): boolean {
  if (w.k === 'n' && state.some && state.group === 0 && state.total === 0) return false;
  if (w.k === 'scale') {
    if (state.scale <= w.v) return false;
    state.total += (state.some && state.group > 0 ? state.group : 1) * w.v;
    state.group = 0;
    state.scale = w.v;
  } else if (w.k === 'hundred') {
    const rest = state.group % 1000;
    if (!state.some || state.group === 0) state.group += 100;
    else if ((rest < 100 || state.group < 1000) && Number.isInteger(state.group) && (state.group < 100 || state.digits))
      state.group = state.group * 100;
    else return false;
  } else if (w.v >= 100) {
    if (state.group !== 0) return false;
    state.group = w.v;
  } else if (w.v === 20 && state.group % 100 === 4 && w.lang === 'fr') state.group = state.group - 4 + 80;
  else if (w.lang === 'ar' && w.v === 10 && state.group % 100 > 0 && state.group % 100 < 10) state.group += 10;
  else if (w.lang === 'ar' && w.v >= 20 && state.group % 100 > 0 && state.group % 100 < 10) state.group += w.v;
  else if (state.some && state.group === 0 && w.v === 0) return false;
  else if (!state.some || fits(state.group, w.v)) state.group += w.v;
  else return false;
  state.some = true;
  return true;
}

const JOINS = new Set(['et', 'and', '-', 'و', 'w', 'ou']);

function joins(tokens: Token[], i: number, state: State, lang: NumberLang): number {
  const token = tokens[i];
  if (!token || !JOINS.has(token.t)) return i;
  const next = tokens[i + 1];
  const w = next && next.kind === 'word' ? pick(numberWord(next.t), lang) : undefined;
  if (!w) return i;
  if (token.t === '-') return !token.sp && !next!.sp ? i + 1 : i;
  if (token.t === 'et') return state.group % 100 >= 20 && (w.v === 1 || w.v === 11) ? i + 1 : i;
  if (token.t === 'and') return state.group >= 100 || state.total > 0 ? i + 1 : i;
  if (w.lang === 'ar' || w.lang === 'tn') return i + 1;
  return i;
}

function decimals(tokens: Token[], i: number, lang: NumberLang): { digits: string; next: number } | null {
  const token = tokens[i];
  if (!token || !['virgule', 'point', 'فاصله'].includes(token.t)) return null;
  let digits = '';
  let k = i + 1;
  while (k < tokens.length && digits.length < 9) {
    const n = tokens[k]!;
    if (n.kind === 'num') digits += n.t;
    else {
      const w = pick(numberWord(n.t), lang);
      if (w?.k !== 'n') break;
      const whole = cardinal(tokens, k, lang);
      if (!whole || whole.value >= 1000) break;
      digits += String(whole.value);
      k = whole.next;
      continue;
    }
    k++;
  }
  return digits ? { digits, next: k } : null;
}

function digitsAt(tokens: Token[], i: number, lang: NumberLang): { value: number; next: number } {
  let raw = tokens[i]!.t;
  let k = i + 1;
  while (/^\d{1,3}$/.test(raw.replaceAll(' ', '').slice(-3)) && /^\d{1,3}(?: \d{3})*$/.test(raw)) {
    const n = tokens[k];
    if (n?.kind !== 'num' || !n.sp || n.nl || !/^\d{3}(?:[.,]\d+)?$/.test(n.t)) break;
    if (n.start - tokens[k - 1]!.end !== 1 || raw === '0' || raw.startsWith('0')) break;
    raw = `${raw} ${n.t}`;
    k++;
  }
  return { value: digitsValue(raw.replaceAll(' ', ''), lang), next: k };
}

/** A cardinal that starts at token i, without fractions, or null. */
export function cardinal(tokens: Token[], i: number, lang: NumberLang): NumberSpan | null {
  const first = tokens[i];
  if (!first) return null;
  const state: State = { total: 0, group: 0, some: false, scale: Infinity };
  let k = i;
  let digits = false;
  if (first.kind === 'num') {
    const d = digitsAt(tokens, i, lang);
    state.group = d.value;
    state.some = true;
    state.digits = true;
    k = d.next;
    digits = true;
    const mult = tokens[k];
    if (mult && !mult.sp && (mult.t === 'k' || mult.t === 'm') && tokens[k + 1]?.kind !== 'num')
      if (mult.t === 'k') return { value: d.value * 1000, next: k + 1, digits };
    if (mult?.t === 'k' && lang !== 'en') return { value: d.value * 1000, next: k + 1, digits };
  } else if (!pick(numberWord(first.t), lang)) return null;
  let articleOnly = first.kind === 'word';
  for (;;) {
    const j = state.some ? joins(tokens, k, state, lang) : k;
    const token = tokens[j];
    if (!token || (token.nl && state.some)) break;
    if (token.kind === 'num') {
      const v = Number(token.t);
      if (
        digits ||
        !state.some ||
        !Number.isInteger(v) ||
        v > 9 ||
        v === 0 ||
        state.group % 100 < 20 ||
        state.group % 10 !== 0
      ) {
        if (!(lang === 'ar' && state.some && Number.isInteger(v) && v < 1000 && state.total > 0 && state.group === 0))
          break;
      }
      state.group += v;
      k = j + 1;
      articleOnly = false;
      continue;
    }
    const w = token.kind === 'word' ? pick(numberWord(token.t), lang) : undefined;
    if (!w || (digits && w.k === 'n' && w.lang !== 'ar') || (digits && w.k === 'n' && j === k)) break;
    if (digits && w.k === 'hundred' && w.lang === 'fr') break;
    if (!take(state, w)) break;
    k = j + 1;
    if (!(w.v === 1 && w.k === 'n' && k === i + 1)) articleOnly = false;
  }
  if (!state.some) return null;
  let value = state.total + state.group;
  const frac = decimals(tokens, k, lang);
  if (frac && !Number.isNaN(value) && Number.isInteger(value)) {
    value = Number(`${value}.${frac.digits}`);
    k = frac.next;
    articleOnly = false;
  }
  const span: NumberSpan = { value, next: k };
  if (digits) span.digits = true;
  if (articleOnly && value === 1) span.article = true;
  return span;
}

/** An ordinal that starts at token i ("3eme", "vingt et unieme", "third", "الثالث"), or null. */
export function ordinal(tokens: Token[], i: number, lang: NumberLang): NumberSpan | null {
  const token = tokens[i];
  if (!token) return null;
  if (token.kind === 'num') {
    const mark = tokens[i + 1];
    if (mark && !mark.sp && /^(?:er|ere|e|eme|ieme|nd|nde|rd|th|st|saint)$/.test(mark.t) && /^\d+$/.test(token.t))
      return { value: Number(token.t), next: i + 2, ordinal: true };
    return null;
  }
  if (lang === 'ar') return arabicOrdinal(tokens, i);
  for (let k = i; k < Math.min(i + 7, tokens.length); k++) {
    const last = tokens[k]!;
    const glued =
      /^(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)$/.exec(
        last.t,
      );
    if (k === i && glued)
      return {
        value: (pick(numberWord(glued[1]!), 'en')?.v ?? 0) + (ordinalWord(glued[2]!) ?? 0),
        next: i + 1,
        ordinal: true,
      };
    const o = last.kind === 'word' ? ordinalWord(last.t) : undefined;
    if (o === undefined) {
      if (last.t !== '-' && !JOINS.has(last.t) && !numberWord(last.t)) return null;
      continue;
    }
    if (k === i) return { value: o, next: k + 1, ordinal: true };
    const head = cardinal(tokens.slice(0, k), i, lang);
    const gap = head ? k - head.next : 9;
    if (!head || gap > 1) return null;
    if (head.value % 10 === 0 || o >= 100)
      return { value: o >= 100 ? head.value * o : head.value + o, next: k + 1, ordinal: true };
    if (o === 10 && (head.value === 60 || head.value === 80))
      return { value: head.value + 10, next: k + 1, ordinal: true };
    return null;
  }
  return null;
}

function arabicOrdinal(tokens: Token[], i: number): NumberSpan | null {
  const first = tokens[i]!;
  const one = ordinalWord(first.t) ?? (/^ال(?:واحده?|حادي)$/.test(first.t) ? 1 : undefined);
  if (one === undefined) {
    const tens = first.t.startsWith('ال') ? numberWord(first.t.slice(2)) : undefined;
    if (!tens) return null;
    let value = tens[0]!.v;
    let k = i + 1;
    for (; k < tokens.length; k++) {
      const more = /^وال/.test(tokens[k]!.t)
        ? (ordinalWord(tokens[k]!.t.slice(1)) ?? numberWord(tokens[k]!.t)?.[0]?.v)
        : undefined;
      if (more === undefined) break;
      value += more;
    }
    return { value, next: k, ordinal: true };
  }
  let value = one;
  let k = i + 1;
  if (tokens[k]?.t === 'و') k++;
  const ten = tokens[k] ? numberWord(tokens[k]!.t)?.[0]?.v : undefined;
  const joined = tokens[k] !== undefined && (tokens[k]!.t.startsWith('و') || k > i + 1);
  if (ten !== undefined && ten >= (joined ? 20 : 10) && ten < 100 && ten % 10 === 0) {
    value = ten === 10 && value < 10 ? value + 10 : value >= 10 && ten === 10 ? value : value + ten;
    k++;
  } else k = i + 1;
  return { value, next: k, ordinal: true };
}
