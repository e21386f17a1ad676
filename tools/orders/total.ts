import type { PricedLine } from '../catalog/prices.ts';
import type { ShopFacts } from '../context.ts';
import { Refusal } from '../errors.ts';
import { totalsOf as taxed } from '../invoicing/vat.ts';
import { allocate, divideHalfUp, formatMoney } from '../money.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';

export type Totals = { subtotal: number; discount: number; shipping: number; tax: number; total: number };

/** Taken off the goods of an order: an amount in minor units, or a share in hundredths of a percent. */
export type Discount = { amount: number } | { rate: number };

/** Rate of the delivery fee's VAT when an order has no line to take it from, in hundredths of a percent. */
const STANDARD_RATE = 2000;

/** The delivery fee as one more taxed line follows the dearest rate of the lines it delivers. */
export function shippingRate(lines: Pick<PricedLine, 'vatRate'>[]): number {
  return lines.length > 0 ? Math.max(...lines.map((line) => line.vatRate)) : STANDARD_RATE;
}

/**
 * What an order comes to, in minor units. Delivery is free from the shop's threshold on; `shippingSet` overrides the
 * fee. With prices including VAT the tax is contained in the total; otherwise it is added. A discount is taken off the
 * goods, never off their delivery, and never more than they come to.
 */
export function totalsOf(
  lines: Pick<PricedLine, 'total' | 'vatRate'>[],
  fulfilment: 'pickup' | 'delivery' | null,
  shop: Pick<ShopFacts, 'settings'>,
  shippingSet?: number,
  discount: Discount = { amount: 0 },
): Totals {
  const subtotal = lines.reduce((sum, line) => sum + line.total, 0);
  const shipping = shippingSet ?? deliveryFee(subtotal, fulfilment, shop);
  const all = lines.map((line) => ({ total: line.total, vat_rate: line.vatRate / 100 }));
  const taken = Math.min(subtotal, 'rate' in discount ? share(subtotal, discount.rate) : discount.amount);
  for (const { rate, amount } of reductionsOf(lines, taken)) all.push({ total: 0 - amount, vat_rate: rate / 100 });
  if (shipping > 0) all.push({ total: shipping, vat_rate: shippingRate(lines) / 100 });
  const { net, gross } = taxed(all, {
    prices: shop.settings.prices,
    regime: shop.settings.legal.vat_regime ?? 'standard',
  });
  return { subtotal, discount: taken, shipping, tax: gross - net, total: gross };
}

/**
 * Lines with what a member takes off some of them, by sku. Throws Refusal where more is taken off than a line comes to.
 */
export function withReductions(
  run: Pick<Run, 'shop' | 'language'>,
  lines: PricedLine[],
  off: Record<string, Discount> = {},
) {
  return lines.map((line): PricedLine => {
    const asked = off[line.sku];
    if (!asked) return line;
    const discount = 'rate' in asked ? share(line.total, asked.rate) : asked.amount;
    if (discount > line.total) {
      const whole = formatMoney(line.total, run.shop.currency, run.language);
      throw new Refusal('invalid', textsFor(run.language).orders.tooMuchOff(line.name, whole));
    }
    return discount === 0 ? line : { ...line, total: line.total - discount, discount };
  });
}

const share = (amount: number, rate: number): number => Number(divideHalfUp(BigInt(amount) * BigInt(rate), 10_000n));

/**
 * A discount shared among the VAT rates of the goods, in proportion to what they come to at each; the parts sum to it
 * exactly. EN 16931 wants an allowance of the document for each rate (BR-32, BT-95/96). Rates in hundredths of a percent.
 */
export function reductionsOf(
  lines: readonly Pick<PricedLine, 'total' | 'vatRate'>[],
  discount: number,
): { rate: number; amount: number }[] {
  if (discount <= 0) return [];
  const sums = new Map<number, number>();
  for (const line of lines) sums.set(line.vatRate, (sums.get(line.vatRate) ?? 0) + line.total);
  const rates = [...sums];
  const parts = allocate(
    discount,
    rates.map(([, total]) => Math.max(0, total)),
  );
  return rates.flatMap(([rate], at) => (parts[at] ? [{ rate, amount: parts[at] }] : []));
}

function deliveryFee(subtotal: number, fulfilment: string | null, shop: Pick<ShopFacts, 'settings'>): number {
  const { delivery } = shop.settings;
  if (fulfilment !== 'delivery' || !delivery) return 0;
  return delivery.free_from !== undefined && subtotal >= delivery.free_from ? 0 : delivery.fee;
}
