/**
 * A paper's lines as EN 16931 wants them: without VAT, summing to the base of their rate to the cent. A shop that prices
 * with VAT keeps the base it computed from what the customer paid; the cents are shared among the lines.
 */
import { allocate, divideHalfUp, exponentOf } from '../../money.ts';
import type { PaperLine, PaperSnapshot } from '../snapshot.ts';
import { thousandths } from '../vat.ts';

/** One line (BG-25) without VAT. `net` and `allowance` in minor units; `price` is decimal text, as are quantities. */
export type NetLine = {
  line: PaperLine;
  /** Negative where the line takes something off: a price may not be negative (BR-27). */
  qty: string;
  /** Price of `priceQty` units, at most six decimals (BR-FR-DEC-03). */
  price: string;
  /** The quantity the price is for (BT-149), where one unit's price would need more decimals than there are. */
  priceQty?: string;
  /** Taken off the line (BT-136), without VAT. */
  allowance: number;
  net: number;
};

/** A reduction of the whole document at one rate (BG-20), without VAT, positive minor units. */
export type NetAllowance = { line: PaperLine; net: number };

/** The sku of a line that reduces the whole document. */
export const DISCOUNT_SKU = 'REMISE';

type Taxed = Pick<PaperSnapshot, 'lines' | 'totals' | 'prices' | 'currency'> & {
  seller: Pick<PaperSnapshot['seller'], 'vat_regime'>;
};

/** The paper's lines and document reductions without VAT; together they make each rate's base exactly. */
export function netLines(paper: Taxed): { lines: NetLine[]; allowances: NetAllowance[] } {
  const nets = netTotals(paper);
  const isAllowance = (line: PaperLine) => line.sku === DISCOUNT_SKU && line.total < 0;
  const lines = paper.lines.flatMap((line, index): NetLine[] => {
    if (isAllowance(line)) return [];
    return [priced(paper, line, nets[index] ?? 0)];
  });
  const allowances = paper.lines.flatMap((line, index): NetAllowance[] =>
    isAllowance(line) ? [{ line, net: 0 - (nets[index] ?? 0) }] : [],
  );
  return { lines, allowances };
}

/** Each line's total without VAT, in the paper's order. */
function netTotals(paper: Taxed): number[] {
  if (paper.prices === 'excl_vat' || paper.seller.vat_regime === 'franchise') return paper.lines.map((l) => l.total);
  const nets = paper.lines.map(() => 0);
  for (const { rate, base } of paper.totals.vat) {
    const places = paper.lines.flatMap((line, index) => (line.vat_rate === rate ? [index] : []));
    const grosses = places.map((index) => paper.lines[index]?.total ?? 0);
    shareBase(base, grosses, rate).forEach((net, at) => {
      nets[places[at] ?? 0] = net;
    });
  }
  return nets;
}

/** `base` shared among lines in proportion to what they cost with VAT; reductions (negative) take their own rounded net. */
function shareBase(base: number, grosses: number[], rate: number): number[] {
  const points = BigInt(Math.round(rate * 100));
  const own = grosses.map((gross) =>
    gross < 0 ? Number(divideHalfUp(BigInt(gross) * 10_000n, 10_000n + points)) : null,
  );
  const taken = own.reduce<number>((sum, net) => sum + (net ?? 0), 0);
  const weights = grosses.map((gross) => Math.max(0, gross));
  if (weights.every((weight) => weight === 0)) {
    // Reductions alone: what rounding leaves is the first one's.
    return own.map((net, at) => (net ?? 0) + (at === 0 ? base - taken : 0));
  }
  const parts = allocate(base - taken, weights);
  return own.map((net, at) => net ?? parts[at] ?? 0);
}

function priced(paper: Taxed, line: PaperLine, net: number): NetLine {
  const sign = net < 0 || line.total < 0 ? -1 : 1;
  const allowance = allowanceOf(paper, line, net);
  const whole = thousandths(line.qty);
  const worth = BigInt(Math.abs(net + allowance));
  const exponent = exponentOf(paper.currency);
  const signed = (text: string) => (sign < 0 ? `-${text}` : text);
  if (whole === 0n) return { line, qty: signed('1'), price: decimal(worth, exponent), allowance, net };
  const qty = signed(decimal(whole, 3));
  // Six decimals of the major unit: minor units times 10^(6 - exponent), for one whole unit.
  const six = divideHalfUp(worth * 10n ** BigInt(6 - exponent) * 1000n, whole);
  const back = divideHalfUp(six * whole, 1000n * 10n ** BigInt(6 - exponent));
  if (back === worth) return { line, qty, price: decimal(six, 6, exponent), allowance, net };
  return { line, qty, price: decimal(worth, exponent), priceQty: decimal(whole, 3), allowance, net };
}

/** What was taken off the line, without VAT: its own rounded share where the prices include it. */
function allowanceOf(paper: Taxed, line: PaperLine, net: number): number {
  const discount = line.discount ?? 0;
  if (discount === 0 || net < 0) return 0;
  if (paper.prices === 'excl_vat' || paper.seller.vat_regime === 'franchise') return discount;
  const points = BigInt(Math.round(line.vat_rate * 100));
  return Number(divideHalfUp(BigInt(discount) * 10_000n, 10_000n + points));
}

/** `value / 10^decimals` as decimal text, without idle zeros beyond the first `keep` decimals. */
export function decimal(value: bigint, decimals: number, keep = 0): string {
  const digits = String(value < 0n ? -value : value).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const rest = digits.slice(digits.length - decimals);
  const wanted = rest.slice(0, keep) + rest.slice(keep).replace(/0+$/, '');
  const text = decimals > 0 && wanted ? `${whole}.${wanted}` : whole;
  return value < 0n ? `-${text}` : text;
}
