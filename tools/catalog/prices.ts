import { lineTotal } from '../invoicing/vat.ts';
import type { Catalogue, Found } from './catalogue.ts';
import { nameOf } from './catalogue.ts';

/** A line as it will stand on the order. Money in minor units, VAT included unless the shop's prices exclude it. */
export type PricedLine = {
  sku: string;
  name: string;
  /** In the product's unit; at most three decimals. */
  qty: number;
  unit: string;
  unitPrice: number;
  total: number;
  vatRate: number;
  /** What it is for VAT; absent: as the shop says. */
  operation?: 'goods' | 'services' | null | undefined;
  options: Record<string, string | number | string[]>;
  /** Taken off the line; already deducted from `total`. */
  discount?: number;
};

/** The unit price of what was found, for a quantity: the best tier reached, else the variant's or product's price. */
export function unitPriceOf(found: Found, qty: number): number {
  if (found.variant) return found.variant.price;
  const reached = (found.product.details.tiers ?? []).filter((tier) => qty >= tier.from_qty);
  return reached.reduce((price, tier) => Math.min(price, tier.price), found.product.price);
}

/** Prices one line from the catalogue. Options with a price of their own (candles) are added per unit counted. */
export function priceLine(
  catalogue: Catalogue,
  line: { sku: string; qty: number; options?: Record<string, string | number | string[]> },
): PricedLine | null {
  const found = catalogue.find(line.sku);
  if (!found) return null;
  const options = line.options ?? {};
  const unitPrice = unitPriceOf(found, line.qty);
  return {
    sku: line.sku,
    name: nameOf(found),
    qty: line.qty,
    unit: found.product.unit,
    unitPrice,
    total: lineTotal(line.qty, unitPrice) + optionsPrice(found, options),
    vatRate: found.product.vatRate,
    ...(found.product.operation ? { operation: found.product.operation } : {}),
    options,
  };
}

function optionsPrice(found: Found, options: Record<string, string | number | string[]>): number {
  let total = 0;
  for (const option of found.product.options) {
    const value = options[option.name];
    if (!option.price || value === undefined) continue;
    if (option.kind === 'count') total += option.price * Math.max(0, Math.round(Number(value) || 0));
    else if (Array.isArray(value)) total += option.price * value.length;
    else total += option.price;
  }
  return total;
}
