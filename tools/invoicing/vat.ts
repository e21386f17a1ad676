/**
 * Totals of a paper. Two truths: a shop whose prices include VAT keeps the price the customer saw and takes the tax
 * out of it ("en dedans"); a shop that prices without VAT adds the tax to the summed base. Either way VAT is rounded
 * once per rate, half-up, as EN 16931 (BR-CO-17) wants.
 */
import { divideHalfUp, vatFromGross, vatFromNet } from '../money.ts';

/** What VAT needs to know of a line: its total in minor units, incl. or excl. VAT as the paper says; its rate in %. */
export type TaxedLine = { total: number; vat_rate: number };

/** VAT of one rate, minor units. `base + vat` is what the customer pays at that rate. */
export type VatOfRate = { rate: number; base: number; vat: number };

export type Totals = { net: number; vat: VatOfRate[]; gross: number };

export type PriceMode = 'incl_vat' | 'excl_vat';
export type VatRegime = 'standard' | 'franchise';

/**
 * Net, VAT per rate (highest first) and gross of these lines. Under the franchise there is no VAT at all and both
 * totals are the sum of the lines. Lines may be negative (a discount, a credit).
 */
export function totalsOf(lines: readonly TaxedLine[], how: { prices: PriceMode; regime: VatRegime }): Totals {
  const sum = lines.reduce((all, line) => all + line.total, 0);
  if (!Number.isSafeInteger(sum)) throw new RangeError('line totals must be whole minor units');
  if (how.regime === 'franchise') return { net: sum, vat: [], gross: sum };
  const sums = new Map<number, number>();
  for (const line of lines) sums.set(line.vat_rate, (sums.get(line.vat_rate) ?? 0) + line.total);
  const vat = [...sums]
    .sort(([a], [b]) => b - a)
    .map(([rate, total]): VatOfRate => {
      if (how.prices === 'excl_vat') return { rate, base: total, vat: vatFromNet(total, rate) };
      const contained = vatFromGross(total, rate);
      return { rate, base: total - contained, vat: contained };
    });
  const net = vat.reduce((all, row) => all + row.base, 0);
  return { net, vat, gross: net + vat.reduce((all, row) => all + row.vat, 0) };
}

/** All VAT of a paper's totals, minor units. */
export const vatOf = (totals: { vat: readonly VatOfRate[] }): number =>
  totals.vat.reduce((sum, row) => sum + row.vat, 0);

/** VAT by rate, less other VAT of the same rates; rates that come to nothing are left out. */
export function vatLess(rows: readonly VatOfRate[], less: readonly VatOfRate[]): VatOfRate[] {
  const sums = new Map<number, VatOfRate>();
  for (const [sign, list] of [[1, rows] as const, [-1, less] as const]) {
    for (const row of list) {
      const sum = sums.get(row.rate) ?? { rate: row.rate, base: 0, vat: 0 };
      sums.set(row.rate, { rate: row.rate, base: sum.base + sign * row.base, vat: sum.vat + sign * row.vat });
    }
  }
  return [...sums.values()].filter((row) => row.base !== 0 || row.vat !== 0);
}

/**
 * The VAT by which a paper changes what the shop owes: an invoice's, less that of the deposits it takes off; a credit
 * note's, negative.
 */
export function vatOwed(paper: {
  kind: string;
  totals: { vat: VatOfRate[] };
  deposits?: { vat?: VatOfRate[] | undefined }[] | undefined;
}): VatOfRate[] {
  const own = paper.totals.vat;
  if (paper.kind === 'credit_note') return vatLess([], own);
  if (paper.kind !== 'invoice' && paper.kind !== 'deposit') return [];
  return vatLess(
    own,
    (paper.deposits ?? []).flatMap((deposit) => deposit.vat ?? []),
  );
}

/** A quantity of up to three decimals (number or decimal string) as whole thousandths. Throws RangeError otherwise. */
export function thousandths(qty: number | string): bigint {
  const text = typeof qty === 'number' ? String(qty) : qty;
  const match = /^(\d{1,12})(?:\.(\d{1,3})0*)?$/.exec(text);
  if (!match) throw new RangeError(`a quantity is a number >= 0 with at most three decimals: ${text}`);
  return BigInt((match[1] ?? '') + (match[2] ?? '').padEnd(3, '0'));
}

/** What a line costs: quantity times unit price, half-up to the minor unit, less its discount (minor units). */
export function lineTotal(qty: number | string, unitPrice: number, discount = 0): number {
  return Number(divideHalfUp(thousandths(qty) * BigInt(unitPrice), 1000n)) - discount;
}

/** Droit de timbre per invoice, in millimes, by date. Law of finances 2023; adopted text to be confirmed yearly. */
const STAMP_DUTIES = [{ from: '2023-01-01', amount: 1000 }];

/**
 * The fixed stamp duty a Tunisian invoice, deposit invoice or credit note bears on top of its total, in millimes.
 * Quotes and French papers bear none.
 */
export function stampDuty(paper: { country: 'FR' | 'TN'; kind: string; issued_on: string }): number {
  if (paper.country !== 'TN' || paper.kind === 'quote') return 0;
  return STAMP_DUTIES.findLast((duty) => duty.from <= paper.issued_on)?.amount ?? 0;
}
