/** Every number of a text with its unit or currency. */
import { amountAt } from './amounts.ts';
import { singularsOfDual } from './arabic.ts';
import { languageOf } from './language.ts';
import { cardinal, type NumberLang } from './numbers.ts';
import { currencyAt, unitAt } from './quantity-units.ts';
import { type Token, tokenise } from './text.ts';
import type { NumberRead } from './types.ts';

type Found = NumberRead & { next: number };

/** A currency before the number: "$10", "EUR 20", "mxn$ 15". */
function moneyBefore(tokens: readonly Token[], words: readonly string[], i: number, lang: NumberLang): Found | null {
  const c = currencyAt(words, i);
  if (!c || c.name === 'cent' || /^(?:euros?|dollars?|dinars?|livre.*|lira|roupies?)$/.test(words[i]!)) return null;
  const a = cardinal(tokens as Token[], c.next, lang);
  if (!a || a.article) return null;
  return money(tokens, words, i, a.value, a.next, c.name, lang);
}

function money(
  tokens: readonly Token[],
  words: readonly string[],
  i: number,
  value: number,
  next: number,
  currency: string,
  lang: NumberLang,
): Found {
  let total = value;
  let end = next;
  const k = /^(?:et|and|,)$/.test(words[end] ?? '') ? end + 1 : end;
  const more = amountAt(tokens, k, lang);
  if (
    more &&
    Number.isInteger(more.value) &&
    more.value < 100 &&
    !more.ordinal &&
    !more.article &&
    currency !== 'cent'
  ) {
    const cents = currencyAt(words, more.next);
    if (cents?.name === 'cent') {
      total += more.value / 100;
      end = cents.next;
    } else if (
      (k > end ? !more.digits : more.next === words.length || /^[.,!]$/.test(words[more.next]!)) &&
      !cents &&
      !unitAt(words, more.next)
    ) {
      total += more.value / 100;
      end = more.next;
    }
  }
  const half = /^(?:ونصف|ونص|et demi|and a half)(?= |$)/.exec(words.slice(end, end + 3).join(' '));
  if (half) {
    total += 0.5;
    end += half[0].split(' ').length;
  }
  return {
    value: Math.round(total * 1e6) / 1e6,
    unit: currency,
    currency,
    start: tokens[i]!.start,
    end: tokens[end - 1]!.end,
    next: end,
  };
}

/** "2,33 k", "K$": thousands before a currency. */
function thousands(words: readonly string[], i: number): number {
  return words[i] === 'k' && (words[i + 1] === '$' || words[i + 1] === '€') ? i + 1 : i;
}

/** A unit of time that the next count may touch: "1min3sec". */
const CHAINED = /^(?:h|hr|min|mn|d|j)$/;

function numberAt(tokens: readonly Token[], words: readonly string[], i: number, lang: NumberLang): Found | null {
  const a = amountAt(tokens, i, lang);
  if (!a) return null;
  const before = tokens[i - 1];
  if (before?.t === 'h' && !tokens[i]!.sp && tokens[i - 2]?.kind === 'num' && a.digits && a.value < 60)
    return { ...plain(tokens, i, a.value, a.next, false), unit: 'minute' };
  if (
    a.digits &&
    before &&
    !tokens[i]!.sp &&
    !CHAINED.test(before.t) &&
    (before.kind === 'word' || before.t === '_' || before.t === '@')
  )
    return null;
  const glued = tokens[a.next];
  if (
    a.digits &&
    glued &&
    !glued.sp &&
    glued.kind === 'word' &&
    !unitAt(words, a.next) &&
    !currencyAt(words, a.next) &&
    !/^[xk]$/.test(glued.t)
  )
    return null;
  const million = a.digits && glued?.t === 'm' && glued.up && currencyAt(words, a.next + 1) !== null;
  const at = million ? a.next + 1 : thousands(words, a.next);
  const value = million ? a.value * 1e6 : at > a.next ? a.value * 1000 : a.value;
  const hyphen = words[at] === '-' && unitAt(words, at + 1) ? at + 1 : at;
  const bracket = words[at] === '[' && unitAt(words, at + 1) ? at + 1 : hyphen;
  const c = a.ordinal ? null : currencyAt(words, at);
  if (c && !(c.name === 'cent' && tokens[at]!.t === 'cent' && lang === 'fr' && a.digits))
    return money(tokens, words, i, value, c.next, c.name, lang);
  let u = a.ordinal ? null : unitAt(words, bracket);
  if (!u && !a.ordinal && /^(?:de|of|d)$/.test(words[at] ?? '') && !Number.isInteger(value))
    u = unitAt(words, /^an?$/.test(words[at + 1] ?? '') ? at + 2 : at + 1);
  // "24703m212" is a reference.
  const tail = u ? tokens[u.next] : undefined;
  if (u && tail?.kind === 'num' && !tail.sp && !tokens[u.next - 1]!.sp && !CHAINED.test(words[u.next - 1]!))
    return null;
  // A quart is a measure in English, a fourth in French.
  if (u?.name === 'quart' && lang !== 'en') u = null;
  if (u && lang === 'en' && u.name === 'picometer' && !tokens[bracket]!.sp) u = null;
  if (a.article && !u && lang === 'ar') return words[i - 1] === 'اي' ? null : plain(tokens, i, 1, a.next, false);
  if (a.article && !u)
    return lang === 'fr' && (words[i] === 'un' || words[i] === 'une') ? plain(tokens, i, 1, a.next, false) : null;
  if (!u) return plain(tokens, i, value, a.next, a.ordinal ?? false);
  return withUnit(tokens, words, i, value, u, lang);
}

function plain(tokens: readonly Token[], i: number, value: number, next: number, ordinal: boolean): Found {
  return { value, start: tokens[i]!.start, end: tokens[next - 1]!.end, next, ...(ordinal ? { ordinal: true } : {}) };
}

const QUARTERS: [RegExp, add: number, words: number][] = [
  [/^(?:et|and) quart(?:er)?\b/, 0.25, 2],
  [/^(?:et un|and a) quart(?:er)?\b/, 0.25, 3],
  [/^et trois quarts?\b/, 0.75, 3],
  [/^moins le quart\b/, -0.25, 3],
  [/^و(?:ال)?ربع(?= |$)/, 0.25, 1],
];

/** "un bol et demi", "kilo et demi", "لتر و نص": the half stands after the unit. */
function withUnit(
  tokens: readonly Token[],
  words: readonly string[],
  i: number,
  value: number,
  u: { name: string; next: number },
  lang: NumberLang = 'ar',
): Found {
  let v = value;
  let next = u.next;
  const quarter = QUARTERS.find(([re]) => re.test(words.slice(u.next, u.next + 3).join(' ')));
  if (quarter)
    return {
      value: v + quarter[1],
      unit: u.name,
      start: tokens[i]!.start,
      end: tokens[next + quarter[2] - 1]!.end,
      next: next + quarter[2],
    };
  const a = words[next + 1] === 'a' ? 1 : 0;
  if (/^(?:et|and|w|و)$/.test(words[next] ?? '') && /^(?:demie?|half|noss?|نص|نصف)$/.test(words[next + 1 + a] ?? '')) {
    v += 0.5;
    next += 2 + a;
  } else if (/^و(?:نص|نصف)$/.test(words[next] ?? '')) {
    v += 0.5;
    next++;
  } else {
    const rest = smaller(tokens, words, next, u.name, lang);
    if (rest) {
      v += rest.value;
      next = rest.next;
    }
  }
  return { value: v, unit: u.name, start: tokens[i]!.start, end: tokens[next - 1]!.end, next };
}

/** "1 kg 200", "deux kilos cinq cents", "2 m 50": the number behind the unit counts in its thousandths or hundredths. */
function smaller(
  tokens: readonly Token[],
  words: readonly string[],
  i: number,
  unit: string,
  lang: NumberLang,
): { value: number; next: number } | null {
  if (lang !== 'fr' || (unit !== 'kilogram' && unit !== 'metre')) return null;
  const n = amountAt(tokens, i, lang);
  if (!n || n.ordinal || n.article || !Number.isInteger(n.value)) return null;
  const tail = tokens[n.next];
  const ends = !tail || tail.nl || tail.kind === 'punct' || /^(?:de|du|des|d)$/.test(tail.t);
  if (!ends || unitAt(words, n.next) || currencyAt(words, n.next) || words[n.next] === '/') return null;
  const [low, high, part] = unit === 'kilogram' ? [50, 999, 1000] : [10, 99, 100];
  return n.value >= low && n.value <= high ? { value: n.value / part, next: n.next } : null;
}

/** A unit alone counts as one: "quart de litre" is read by its fraction, "لتر ونص" as one and a half. */
function bareUnit(tokens: readonly Token[], words: readonly string[], i: number): Found | null {
  const coin = /^[\u0600-\u06ff]/.test(words[i]!) ? currencyAt(words, i) : null;
  const u = unitAt(words, i) ?? coin;
  const one =
    u && /[\u0600-\u06ff]/.test(words[i]!) && (words[u.next] === 'من' || (i === 0 && u.next === words.length));
  if (one) return { value: 1, unit: u.name, start: tokens[i]!.start, end: tokens[u.next - 1]!.end, next: u.next };
  if (!u || !/^(?:et|w|و|ونص|ونصف)$/.test(words[u.next] ?? '')) return dual(tokens, words, i);
  const half = /^و(?:نص|نصف)$/.test(words[u.next]!)
    ? u.next + 1
    : /^(?:demie?|noss?|نص|نصف)$/.test(words[u.next + 1] ?? '')
      ? u.next + 2
      : 0;
  const money = coin && u === coin ? { currency: coin.name } : {};
  return half
    ? { value: 1.5, unit: u.name, ...money, start: tokens[i]!.start, end: tokens[half - 1]!.end, next: half }
    : null;
}

/** "كوبان", "دولارين": two of a unit or a currency in one word. */
function dual(tokens: readonly Token[], words: readonly string[], i: number): Found | null {
  for (const one of singularsOfDual(words[i]!)) {
    for (const more of singularsOfDual(words[i + 1] ?? '')) {
      const pair = unitAt([one, more], 0);
      if (pair?.next === 2)
        return { value: 2, unit: pair.name, start: tokens[i]!.start, end: tokens[i + 1]!.end, next: i + 2 };
    }
    const found = currencyAt([one], 0) ?? unitAt([one], 0);
    if (!found) continue;
    const two = withUnit(tokens, words, i, 2, { name: found.name, next: i + 1 });
    return currencyAt([one], 0) ? { ...two, currency: found.name } : two;
  }
  return null;
}

/** "1 bol et demi": the half counts with the number before. */
function halfAfterNoun(words: readonly string[], f: Found): { add: number; next: number } | null {
  if (f.unit || f.ordinal) return null;
  for (let k = f.next; k <= f.next + 1; k++)
    if (/^(?:et|and)$/.test(words[k] ?? '') && /^(?:demie?|half)$/.test(words[k + 1] ?? ''))
      return { add: 0.5, next: k + 2 };
  return null;
}

/** "5/17/2018": three numbers, not a division. */
function slashed(
  tokens: readonly Token[],
  words: readonly string[],
  i: number,
): { found: NumberRead[]; next: number } | null {
  if (words[i + 1] !== '/' || words[i + 3] !== '/' || ![0, 2, 4].every((k) => tokens[i + k]?.kind === 'num'))
    return null;
  return {
    found: [0, 2, 4].map((k) => ({
      value: Number(words[i + k]),
      start: tokens[i + k]!.start,
      end: tokens[i + k]!.end,
    })),
    next: i + 5,
  };
}

/** "192.168.1.2": the groups of an address or a version. */
function dotted(tokens: readonly Token[], i: number): { found: NumberRead[]; next: number } | null {
  const t = tokens[i];
  if (t?.kind !== 'num' || !/^\d+(?:\.\d+){2,}$/.test(t.t) || /^\d{1,3}(?:\.\d{3})+$/.test(t.t)) return null;
  return { found: t.t.split('.').map((v) => ({ value: Number(v), start: t.start, end: t.end })), next: i + 1 };
}

/** Every number of a text: value, unit or currency, and where it stands. `lang`: fr | en | ar (guessed when left out). */
export function readQuantities(text: string, lang?: string): NumberRead[] {
  const short = lang?.slice(0, 2);
  const guess = languageOf(text, short);
  const l: NumberLang =
    short === 'en' || short === 'ar' || short === 'fr' ? short : guess === 'en' ? 'en' : guess === 'ar' ? 'ar' : 'fr';
  const tokens = tokenise(text);
  const words = tokens.map((t) => t.t);
  const out: NumberRead[] = [];
  for (let i = 0; i < tokens.length; ) {
    const list = slashed(tokens, words, i) ?? dotted(tokens, i);
    if (list) {
      out.push(...list.found);
      i = list.next;
      continue;
    }
    const f = moneyBefore(tokens, words, i, l) ?? numberAt(tokens, words, i, l) ?? bareUnit(tokens, words, i);
    if (!f) {
      i++;
      continue;
    }
    const extra = halfAfterNoun(words, f);
    const { next, ...rest } = f;
    if (extra) rest.value += extra.add;
    const before = out.at(-1);
    const repeated = before && before.value === rest.value && words[i - 1] === '(' && words[next] === ')';
    if (!repeated) out.push(rest);
    i = Math.max(i + 1, extra?.next ?? next);
  }
  return out.filter((n) => Number.isFinite(n.value));
}
