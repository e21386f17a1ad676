import { type Currency, exponentOf } from '../money.ts';

/** Tokens read and written by one call of a model. */
export type Tokens = { in: number; out: number };

/**
 * What providers list for a million tokens, in millionths of a US dollar, read in 2025. A model that is not here is
 * counted in tokens alone. A name matches with its dated forms (`gpt-4.1-mini-2025-04-14`).
 */
const PER_MILLION: Record<string, Tokens> = {
  'gpt-4.1': { in: 2_000_000, out: 8_000_000 },
  'gpt-4.1-mini': { in: 400_000, out: 1_600_000 },
  'gpt-4.1-nano': { in: 100_000, out: 400_000 },
  'gpt-4o': { in: 2_500_000, out: 10_000_000 },
  'gpt-4o-mini': { in: 150_000, out: 600_000 },
  'gpt-5': { in: 1_250_000, out: 10_000_000 },
  'gpt-5-mini': { in: 250_000, out: 2_000_000 },
  'gpt-5-nano': { in: 50_000, out: 400_000 },
  'mistral-small-latest': { in: 100_000, out: 300_000 },
  'mistral-medium-latest': { in: 400_000, out: 2_000_000 },
  'mistral-large-latest': { in: 2_000_000, out: 6_000_000 },
};

/** What providers list for a minute of a recording, in millionths of a US dollar, read in 2025. */
const PER_MINUTE: Record<string, number> = {
  'whisper-1': 6_000,
  'gpt-4o-transcribe': 6_000,
  'gpt-4o-mini-transcribe': 3_000,
};

/** A US dollar in thousandths of the currency's major unit, rounded up: a budget is better spent early than late. */
const DOLLAR: Record<Currency, bigint> = { EUR: 1_000n, TND: 3_300n };

/** What a month may cost when the shop names no budget, in minor units. */
export const DEFAULT_BUDGET: Record<Currency, number> = { EUR: 1_000, TND: 33_000 };

const DATED = /-\d{4}-\d{2}-\d{2}$/;

/** True when the model's price is known. */
export function isPriced(model: string): boolean {
  return Object.hasOwn(PER_MILLION, model.replace(DATED, ''));
}

/** What a call cost, in millionths of the currency's major unit, rounded up; null when the price is not known. */
export function costMicro(model: string, tokens: Tokens, currency: Currency): number | null {
  const price = PER_MILLION[model.replace(DATED, '')];
  if (!price) return null;
  const dollars = BigInt(price.in) * BigInt(tokens.in) + BigInt(price.out) * BigInt(tokens.out);
  const scale = 1_000_000n * 1_000n;
  return Number((dollars * DOLLAR[currency] + scale - 1n) / scale);
}

/** What a recording cost to write down, in the same unit; null when its price or its length is not known. */
export function costOfRecording(model: string, seconds: number | null, currency: Currency): number | null {
  const name = model.replace(DATED, '');
  if (seconds === null || !Object.hasOwn(PER_MINUTE, name)) return null;
  const dollars = BigInt(PER_MINUTE[name]!) * BigInt(Math.ceil(seconds));
  return Number((dollars * DOLLAR[currency] + 60_000n - 1n) / 60_000n);
}

/** Millionths of the major unit as minor units, rounded up. */
export function toMinor(micro: number, currency: Currency): number {
  return Math.ceil(micro / 10 ** (6 - exponentOf(currency)));
}
