/** What a credit note takes off an invoice: whole, some of its lines, or an amount. Pure; amounts in minor units. */
import { allocate, divideHalfUp } from '../money.ts';
import { DISCOUNT_SKU } from './facturx/net-lines.ts';
import type { PaperLine, PaperSnapshot } from './snapshot.ts';
import { thousandths, totalsOf } from './vat.ts';

/** The sku of a line that credits an amount instead of goods. */
const AMOUNT_SKU = 'AVOIR';
/** The sku of the line that delivery is. */
export const DELIVERY_SKU = 'livraison';

type Invoiced = Pick<PaperSnapshot, 'lines' | 'prices' | 'totals'> & {
  seller: Pick<PaperSnapshot['seller'], 'vat_regime'>;
};

/** A line of the invoice with what is still there of it: thousandths of its unit, minor units. */
export type LineLeft = { line: PaperLine; qty: bigint; total: number };

const keyOf = (line: PaperLine): string => JSON.stringify([line.sku, line.name, line.details ?? '']);

/** The invoice's lines less what earlier credit notes took by quantity. */
export function linesLeft(invoice: Invoiced, credits: readonly Invoiced[]): LineLeft[] {
  const taken = new Map<string, { qty: bigint; total: number }>();
  for (const line of credits.flatMap((credit) => credit.lines)) {
    const before = taken.get(keyOf(line)) ?? { qty: 0n, total: 0 };
    taken.set(keyOf(line), { qty: before.qty + thousandths(line.qty), total: before.total + line.total });
  }
  return invoice.lines.map((line) => {
    const whole = thousandths(line.qty);
    const gone = taken.get(keyOf(line));
    if (!gone) return { line, qty: whole, total: line.total };
    // Two equal lines share what was credited: the first gives first.
    const qty = gone.qty < whole ? gone.qty : whole;
    const total = gone.qty <= whole ? gone.total : share(line, whole);
    taken.set(keyOf(line), { qty: gone.qty - qty, total: gone.total - total });
    return { line, qty: whole - qty, total: line.total - total };
  });
}

/** What `qty` thousandths of a line's unit cost of its total. */
function share(line: PaperLine, qty: bigint): number {
  const whole = thousandths(line.qty);
  return whole === 0n ? 0 : Number(divideHalfUp(BigInt(line.total) * qty, whole));
}

/** A credit line for `qty` thousandths of what is left of a line; all of them take what is left to the minor unit. */
export function creditLine(left: LineLeft, qty: bigint): PaperLine {
  const { discount: _, ...line } = left.line;
  const gone = thousandths(left.line.qty) - left.qty;
  const total = qty === left.qty ? left.total : share(left.line, gone + qty) - share(left.line, gone);
  return { ...line, qty: decimal(qty), total };
}

/**
 * What the discount of the whole document takes off lines that are credited: at each rate its share of the goods it was
 * given on, so that no more is given back than was paid. Delivery bears none of it.
 */
export function reductionsFor(invoice: Invoiced, credited: readonly PaperLine[]): PaperLine[] {
  return invoice.lines.flatMap((reduction): PaperLine[] => {
    if (reduction.sku !== DISCOUNT_SKU || reduction.total >= 0) return [];
    const bears = (line: PaperLine) =>
      line.vat_rate === reduction.vat_rate && line.total > 0 && line.sku !== DELIVERY_SKU ? line.total : 0;
    const goods = invoice.lines.reduce((sum, line) => sum + bears(line), 0);
    const part = credited.reduce((sum, line) => sum + bears(line), 0);
    if (goods === 0 || part === 0) return [];
    const total = 0 - Number(divideHalfUp(BigInt(0 - reduction.total) * BigInt(part), BigInt(goods)));
    return total === 0 ? [] : [{ ...reduction, unit_price: total, total }];
  });
}

function decimal(qty: bigint): string {
  const digits = String(qty).padStart(4, '0');
  return `${digits.slice(0, -3)}.${digits.slice(-3)}`.replace(/\.?0+$/, '') || '0';
}

/**
 * One line per VAT rate that together give `amount` (VAT included) back, in proportion to what is left at each rate;
 * they sum to it exactly, so their paper is written with VAT included whatever the invoice was.
 */
export function amountLines(
  invoice: Invoiced,
  credits: readonly Invoiced[],
  amount: number,
  name: string,
): PaperLine[] {
  const left = new Map<number, number>(ratesOf(invoice));
  for (const credit of credits) {
    for (const [rate, gross] of ratesOf(credit)) left.set(rate, (left.get(rate) ?? 0) - gross);
  }
  const rates = [...left];
  const parts = allocate(
    amount,
    rates.map(([, gross]) => Math.max(0, gross)),
  );
  return rates.flatMap(([rate], index): PaperLine[] => {
    const part = parts[index] ?? 0;
    if (part === 0) return [];
    return [{ sku: AMOUNT_SKU, name, qty: '1', unit: 'piece', unit_price: part, total: part, vat_rate: rate }];
  });
}

/** The gross of each rate; under the franchise all of it stands at the rates that the lines name. */
function ratesOf(paper: Invoiced): [number, number][] {
  if (paper.seller.vat_regime === 'standard') return paper.totals.vat.map((row) => [row.rate, row.base + row.vat]);
  const sums = new Map<number, number>();
  for (const line of paper.lines) sums.set(line.vat_rate, (sums.get(line.vat_rate) ?? 0) + line.total);
  return [...sums];
}

/** Lines with the price mode that their paper is written in. */
export type CreditLines = { lines: PaperLine[]; prices: PaperSnapshot['prices'] };

/**
 * Everything that is left of an invoice (`left`, VAT included): its own lines where they come to that to the minor unit,
 * else an amount per rate (an amount was credited before, or VAT added on parts rounds otherwise than on the whole).
 */
export function restLines(invoice: Invoiced, credits: readonly Invoiced[], left: number, name: string): CreditLines {
  const lines = linesLeft(invoice, credits)
    .filter((row) => row.qty > 0n)
    .map((row) => creditLine(row, row.qty));
  const byAmount = credits.some((credit) => credit.lines.some((line) => line.sku === AMOUNT_SKU));
  const { gross } = totalsOf(lines, { prices: invoice.prices, regime: invoice.seller.vat_regime });
  if (!byAmount && lines.length > 0 && gross === left) return { lines, prices: invoice.prices };
  return { lines: amountLines(invoice, credits, left, name), prices: 'incl_vat' };
}
