/** Lines and amounts of an order whose VAT falls away: prices that include it lose it, others stay. */
import type { PricedLine } from '../catalog/prices.ts';
import { lineTotal, type PriceMode } from '../invoicing/vat.ts';
import { vatFromGross } from '../money.ts';

/** An amount at a rate (hundredths of a percent) without the VAT that it includes. */
export const netOf = (amount: number, rate: number, prices: PriceMode): number =>
  prices === 'excl_vat' ? amount : amount - vatFromGross(amount, rate / 100);

/** The line at 0 %: unit price, options and reduction each without their VAT. A line at 0 % stays as it is. */
export function withoutVat(line: PricedLine, prices: PriceMode): PricedLine {
  if (line.vatRate === 0) return line;
  const net = (amount: number) => netOf(amount, line.vatRate, prices);
  const reduction = line.discount ?? 0;
  const extras = line.total + reduction - lineTotal(line.qty, line.unitPrice);
  const unitPrice = net(line.unitPrice);
  const whole = lineTotal(line.qty, unitPrice) + net(extras);
  const discount = Math.min(net(reduction), whole);
  return { ...line, unitPrice, total: whole - discount, ...(discount > 0 ? { discount } : {}), vatRate: 0 };
}
