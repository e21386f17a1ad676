import { sql } from 'kysely';
import { type Catalogue, type Found, loadCatalogue, nameOf } from '../catalog/catalogue.ts';
import type { Run } from '../tool.ts';
import { fromColumn, ONE } from './quantity.ts';

/** The sku whose stock a sku is taken from: its own when it is counted, else its product's; null: nothing is counted. */
export function counterOf(found: Found): string | null {
  const { product, variant } = found;
  if (variant && variant.stock !== null) return variant.sku;
  return product.stock !== null ? product.sku : null;
}

/** What is left of a counter, in thousandths. */
export function stockOf(catalogue: Catalogue, counter: string): number {
  const found = catalogue.find(counter);
  const stock = found?.variant ? found.variant.stock : found?.product.stock;
  return Math.round((stock ?? 0) * ONE);
}

/** Everything that is counted: products and sizes, in the catalogue's order. Quantities in thousandths. */
export type CountedSku = {
  sku: string;
  name: string;
  unit: string;
  stock: number;
  low: number | null;
  soldOut: boolean;
};

/** The shop's counted products with their low marks. */
export async function countedStock(run: Pick<Run, 'trx' | 'shop'>): Promise<CountedSku[]> {
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const marks = await run.trx
    .selectFrom('product')
    .select(['id', 'low_stock'])
    .where('low_stock', 'is not', null)
    .execute();
  const lowOf = new Map(marks.map((row) => [row.id, fromColumn(row.low_stock!)]));
  return catalogue.products.flatMap((product) => {
    const founds: Found[] = [{ product, variant: null }, ...product.variants.map((variant) => ({ product, variant }))];
    return founds
      .filter((found) => (found.variant ?? found.product).stock !== null)
      .map((found) => ({
        sku: (found.variant ?? found.product).sku,
        name: nameOf(found),
        unit: product.unit,
        stock: Math.round((found.variant ?? found.product).stock! * ONE),
        low: lowOf.get(product.id) ?? null,
        soldOut: found.variant ? found.variant.soldOut : product.soldOut,
      }));
  });
}

/** Counted products at or under their low mark, the emptiest first: what the day's watch tells. */
export async function lowStock(run: Pick<Run, 'trx' | 'shop'>): Promise<CountedSku[]> {
  const counted = await countedStock(run);
  return counted.filter((one) => one.low !== null && one.stock <= one.low).sort((a, b) => a.stock - b.stock);
}

/** What named depots hold of a sku, in thousandths, by name. What is in none of them is in the shop itself. */
export async function depotsOf(run: Run, sku: string): Promise<{ location: string; stock: number }[]> {
  const rows = await run.trx
    .selectFrom('stock_movement')
    .select(['location', sql<string>`sum(qty)`.as('stock')])
    .where('sku', '=', sku)
    .where('location', 'is not', null)
    .groupBy('location')
    .orderBy('location')
    .execute();
  return rows
    .map((row) => ({ location: row.location!, stock: fromColumn(row.stock) }))
    .filter((row) => row.stock !== 0);
}

/** The shop's depots, as members have named them. */
export async function knownDepots(run: Run): Promise<string[]> {
  const rows = await run.trx
    .selectFrom('stock_movement')
    .select('location')
    .distinct()
    .where('location', 'is not', null)
    .execute();
  return rows.map((row) => row.location!);
}
