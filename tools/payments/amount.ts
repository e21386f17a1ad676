import { type Currency, exponentOf, parseMoney, percentOf } from '../money.ts';

/** How a shop is paid by hand; the words a paper and a till print for them. */
export const METHODS = ['cash', 'card', 'transfer', 'cheque'] as const;
export type Method = (typeof METHODS)[number];

const METHOD_WORDS: Record<Method, RegExp> = {
  cash: /^(?:en\s+)?(?:esp|especes?|liquide|cash|comptant|نقدا|كاش)$/,
  card: /^(?:par\s+|en\s+)?(?:cb|carte(?:\s+bancaire)?|card|tpe|بطاقة)$/,
  transfer: /^(?:par\s+)?(?:virement|vir|transfer|bank\s+transfer|تحويل)$/,
  cheque: /^(?:par\s+)?(?:cheque|chq|check|شيك)$/,
};

/** What was typed behind a money command: an amount in minor units, a way to pay, and what was not understood. */
export type Typed = { amount: number | null; method: Method | null; unread: string | null };

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

/**
 * Reads "45€ espèces", "cb", "30 %", "12,500 DT virement". A percentage is of `whole`, rounded half away from zero to
 * the minor unit. What is neither an amount above zero nor a way to pay comes back as `unread`.
 */
export function readTyped(text: string, currency: Currency, whole: number): Typed {
  const typed: Typed = { amount: null, method: null, unread: null };
  const words = text.trim().split(/\s+/).filter(Boolean);
  for (let from = 0; from < words.length; ) {
    const taken = readAt(words, from, typed, currency, whole);
    if (taken === 0) return { ...typed, unread: words.slice(from).join(' ') };
    from += taken;
  }
  return typed;
}

/** The longest run of words from `from` on that says one thing; how many it took. */
function readAt(words: string[], from: number, typed: Typed, currency: Currency, whole: number): number {
  for (let count = Math.min(4, words.length - from); count > 0; count -= 1) {
    const part = words.slice(from, from + count).join(' ');
    const method = METHODS.find((name) => METHOD_WORDS[name].test(plain(part)));
    if (method && typed.method === null) {
      typed.method = method;
      return count;
    }
    const amount = typed.amount === null ? readAmount(part, currency, whole) : null;
    if (amount !== null && amount > 0) {
      typed.amount = amount;
      return count;
    }
  }
  return 0;
}

/** An amount in minor units ("45€", "30%" of `whole`), or null when it is none. */
export function readAmount(text: string, currency: Currency, whole: number): number | null {
  const percent = /^(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:%|pour\s*cent|percent)$/i.exec(text.trim());
  if (!percent) return parseMoney(text, currency);
  const rate = Number(percent[1]!.replace(',', '.'));
  return rate > 100 ? null : percentOf(whole, rate);
}

/** An amount as it is typed back in a command: 45,00 in euros, 12,500 in dinars. */
export function typedAmount(minor: number, currency: Currency): string {
  const exponent = exponentOf(currency);
  const digits = String(minor).padStart(exponent + 1, '0');
  return `${digits.slice(0, -exponent)},${digits.slice(-exponent)}`;
}
