import type { PricedLine } from '../catalog/prices.ts';
import type { ShopFacts } from '../context.ts';
import { totalsOf as taxed } from '../invoicing/vat.ts';

export type Totals = { subtotal: number; shipping: number; tax: number; total: number };

/** Rate of the delivery fee's VAT when an order has no line to take it from, in hundredths of a percent. */
const STANDARD_RATE = 2000;

/** The delivery fee as one more taxed line follows the dearest rate of the lines it delivers. */
export function shippingRate(lines: Pick<PricedLine, 'vatRate'>[]): number {
  return lines.length > 0 ? Math.max(...lines.map((line) => line.vatRate)) : STANDARD_RATE;
}

/**
 * What an order comes to, in minor units. Delivery is free from the shop's threshold on; `shippingSet` overrides the
 * fee. With prices including VAT the tax is contained in the total; otherwise it is added.
 */
export function totalsOf(
  lines: Pick<PricedLine, 'total' | 'vatRate'>[],
  fulfilment: 'pickup' | 'delivery' | null,
  shop: Pick<ShopFacts, 'settings'>,
  shippingSet?: number,
): Totals {
  const subtotal = lines.reduce((sum, line) => sum + line.total, 0);
  const shipping = shippingSet ?? deliveryFee(subtotal, fulfilment, shop);
  const all = lines.map((line) => ({ total: line.total, vat_rate: line.vatRate / 100 }));
  if (shipping > 0) all.push({ total: shipping, vat_rate: shippingRate(lines) / 100 });
  const { net, gross } = taxed(all, {
    prices: shop.settings.prices,
    regime: shop.settings.legal.vat_regime ?? 'standard',
  });
  return { subtotal, shipping, tax: gross - net, total: gross };
}

function deliveryFee(subtotal: number, fulfilment: string | null, shop: Pick<ShopFacts, 'settings'>): number {
  const { delivery } = shop.settings;
  if (fulfilment !== 'delivery' || !delivery) return 0;
  return delivery.free_from !== undefined && subtotal >= delivery.free_from ? 0 : delivery.fee;
}
