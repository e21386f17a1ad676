/**
 * Money is a whole number of minor units beside its currency: 2250 EUR is 22,50 €, 12500 TND is 12,500 DT.
 * Nothing here ever holds an amount in a float; products and divisions run on BigInt.
 */

/** The languages an amount can be written in. */
export type MoneyLanguage = 'fr' | 'en' | 'ar' | 'aeb';

type CurrencyFacts = {
  /** Decimals of the major unit. */
  exponent: number;
  /** What stands beside the number. */
  sign: Record<MoneyLanguage, string>;
  /** Lower-case names a person may type beside a major amount. */
  words: readonly string[];
  /** The same for the minor unit ("50 centimes"). */
  minorWords: readonly string[];
};

/** Every currency we count in. A new one is a name here and its facts below. */
export const CURRENCIES = ['EUR', 'TND'] as const;

export type Currency = (typeof CURRENCIES)[number];

const FACTS: Record<Currency, CurrencyFacts> = {
  EUR: {
    exponent: 2,
    sign: { fr: '€', en: '€', ar: '€', aeb: '€' },
    words: ['€', 'eur', 'euro', 'euros', 'يورو', 'أورو'],
    minorWords: ['centime', 'centimes', 'cent', 'cents', 'cts', 'ct'],
  },
  TND: {
    exponent: 3,
    sign: { fr: 'DT', en: 'TND', ar: 'د.ت', aeb: 'DT' },
    words: ['dt', 'tnd', 'dinar', 'dinars', 'd', 'د.ت', 'دت', 'دينار', 'دنانير'],
    minorWords: ['millime', 'millimes', 'مليم'],
  },
};

/** U+202F: French typography groups thousands with it and sets it before the currency. */
const THIN = '\u202f';
const MINUS = '\u2212';
/** U+200E: keeps a minus in front of its digits inside Arabic text. */
const LEFT_TO_RIGHT = '\u200e';

/** True for a code of `CURRENCIES`. */
export function isCurrency(code: string): code is Currency {
  return Object.hasOwn(FACTS, code);
}

/** How many decimals the currency's major unit has: EUR 2, TND 3. */
export function exponentOf(currency: Currency): number {
  return FACTS[currency].exponent;
}

function assertMinor(value: number, name: string): void {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${name} must be a whole number of minor units, got ${value}`);
}

function toNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`the amount ${value} is too large`);
  return number;
}

/** `n / d`, half away from zero, so that a refund mirrors its sale to the cent. `d` is positive. */
export function divideHalfUp(n: bigint, d: bigint): bigint {
  const half = ((n < 0n ? -n : n) * 2n + d) / (d * 2n);
  return n < 0n ? -half : half;
}

/**
 * An amount as people read it: fr and aeb `1 200,50 €` (narrow no-break spaces) or `12,500 DT`; en `€1,200.50`, `TND 12.500`;
 * ar `1 200,50 €`, `12,500 د.ت` with Western digits, as in the Maghreb. The minus is U+2212.
 */
export function formatMoney(minor: number, currency: Currency, language: MoneyLanguage): string {
  assertMinor(minor, 'minor');
  const { exponent, sign } = FACTS[currency];
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, -exponent).replace(/\B(?=(\d{3})+$)/g, language === 'en' ? ',' : THIN);
  const number = `${whole}${language === 'en' ? '.' : ','}${digits.slice(-exponent)}`;
  const minus = minor < 0 ? (language === 'ar' ? LEFT_TO_RIGHT : '') + MINUS : '';
  if (language !== 'en') return `${minus}${number}${THIN}${sign[language]}`;
  return `${minus}${sign.en}${sign.en.length > 1 ? '\u00a0' : ''}${number}`;
}

const EASTERN_DIGITS = /[٠-٩۰-۹]/g;

/** Folds what keyboards differ in: spaces, signs, Arabic digits and separators, case, invisible marks. */
function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(EASTERN_DIGITS, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replaceAll('٫', ',')
    .replace(/[٬’]/g, "'")
    .replace(/[−–]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/** A written number as minor units, or null. The last of `.` and `,` is the decimal mark when what follows fits. */
function readNumber(text: string, exponent: number): bigint | null {
  const decimal = new RegExp(`^(\\d+|\\d{1,3}(?:([ .,'])\\d{3})(?:\\2\\d{3})*)([.,])(\\d{1,${exponent}})$`).exec(text);
  if (decimal && decimal[2] !== decimal[3]) {
    return BigInt((decimal[1] ?? '').replace(/\D/g, '') + (decimal[4] ?? '').padEnd(exponent, '0'));
  }
  if (!/^(\d+|\d{1,3}([ .,'])\d{3}(\2\d{3})*)$/.test(text)) return null;
  return BigInt(text.replace(/\D/g, '')) * 10n ** BigInt(exponent);
}

/** Takes one of `words` off either end; null when neither end carries one. Letters must not run into letters. */
function without(text: string, words: readonly string[]): string | null {
  for (const word of words) {
    if (text.endsWith(word) && /[\d\s]$/.test(text.slice(0, -word.length))) return text.slice(0, -word.length).trim();
    if (text.startsWith(word) && /^[\d\s-]/.test(text.slice(word.length))) return text.slice(word.length).trim();
  }
  return null;
}

/**
 * What a person typed, as minor units: `18€`, `18,50`, `18€50`, `1 200 €`, `€1,200.50`, `12,500 DT`, `50 centimes`.
 * Three digits after a single separator are decimals in TND and thousands in EUR. Null when it is not an amount of
 * this currency: another currency's sign, more decimals than it has, letters, nothing.
 */
export function parseMoney(text: string, currency: Currency): number | null {
  if (text.length > 60) return null;
  const { exponent, words, minorWords } = FACTS[currency];
  const plain = plainText(text);
  const negative = /^-|^\D{1,5}-\d/.test(plain);
  const unsigned = negative ? plain.replace('-', '').trim() : plain;
  const infix = new RegExp(`^(\\d+) ?(${words.join('|').replaceAll('.', '\\.')}) ?(\\d{${exponent}})$`).exec(unsigned);
  const inMinor = without(unsigned, minorWords);
  let amount: bigint | null;
  if (infix) amount = BigInt((infix[1] ?? '') + (infix[3] ?? ''));
  else if (inMinor !== null) amount = /^\d+$/.test(inMinor) ? BigInt(inMinor) : null;
  else amount = readNumber(without(unsigned, words) ?? unsigned, exponent);
  if (amount === null || amount > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  return negative ? 0 - Number(amount) : Number(amount);
}

/**
 * Splits `total` in proportion to `weights` (whole, not negative) so that the parts sum to it exactly: largest
 * remainders get the odd units, ties go to the first. Weights that are all zero share evenly. Throws RangeError on
 * no weights.
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  assertMinor(total, 'total');
  if (weights.length === 0) throw new RangeError('allocate needs at least one weight');
  for (const weight of weights) {
    if (!Number.isSafeInteger(weight) || weight < 0)
      throw new RangeError(`a weight must be a whole number >= 0: ${weight}`);
  }
  const even = weights.every((weight) => weight === 0);
  const shares = weights.map((weight) => BigInt(even ? 1 : weight));
  const sum = shares.reduce((a, b) => a + b, 0n);
  const size = BigInt(Math.abs(total));
  const parts = shares.map((share) => (size * share) / sum);
  let odd = size - parts.reduce((a, b) => a + b, 0n);
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: (size * share) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (odd === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    odd -= 1n;
  }
  return parts.map((part) => (total < 0 ? 0 - toNumber(part) : toNumber(part)));
}

/** A percentage as whole basis points: 5.5 is 550n. Throws RangeError below 0 or beyond two decimals. */
export function basisPoints(percent: number): bigint {
  const points = Math.round(percent * 100);
  if (!Number.isSafeInteger(points) || points < 0 || Math.abs(percent * 100 - points) > 1e-6) {
    throw new RangeError(`a percentage has at most two decimals and is not negative: ${percent}`);
  }
  return BigInt(points);
}

/** `percent` % of an amount, half away from zero. */
export function percentOf(minor: number, percent: number): number {
  assertMinor(minor, 'minor');
  return toNumber(divideHalfUp(BigInt(minor) * basisPoints(percent), 10_000n));
}

/** The VAT contained in an amount that includes it: gross less round(gross / (1 + rate)). */
export function vatFromGross(gross: number, percent: number): number {
  assertMinor(gross, 'gross');
  const base = divideHalfUp(BigInt(gross) * 10_000n, 10_000n + basisPoints(percent));
  return toNumber(BigInt(gross) - base);
}

/** The VAT to add to an amount without it. */
export function vatFromNet(net: number, percent: number): number {
  return percentOf(net, percent);
}
