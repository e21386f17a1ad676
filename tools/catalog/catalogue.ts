import { sql } from 'kysely';
import { ahead } from '../../db/connection.ts';
import { prepared } from '../../db/prepared.ts';
import type { Trx } from '../../db/shop.ts';

export type CatalogueVariant = {
  sku: string;
  name: string;
  price: number;
  stock: number | null;
  /** Not to be offered: a member said so, or nothing is left of what is counted. */
  soldOut: boolean;
};
export type CatalogueOption = {
  name: string;
  kind: 'text' | 'count' | 'choice' | 'choices';
  choices?: string[];
  price?: number;
};

/** A product as the trade sees it. Prices in minor units; vatRate in hundredths of a percent. */
export type CatalogueProduct = {
  id: number;
  sku: string;
  name: string;
  aliases: string[];
  description: string | null;
  unit: string;
  price: number;
  vatRate: number;
  /** What it is for VAT; null: as the shop says. */
  operation: 'goods' | 'services' | null;
  stock: number | null;
  /** Not to be offered in any size. */
  soldOut: boolean;
  options: CatalogueOption[];
  variants: CatalogueVariant[];
  details: {
    lead_time_hours?: number;
    min_qty?: number;
    pack_size?: number | 'variant';
    season?: string;
    allergens?: string[];
    tiers?: { from_qty: number; price: number }[];
    loyal_price?: number;
    /** `percent` of its price or `amount` in minor units for each one. */
    deposit?: { term: 'acompte' | 'arrhes'; percent?: number; amount?: number };
  };
};

export type Catalogue = {
  stamp: number;
  products: CatalogueProduct[];
  /** Whether the stock of anything in it is counted. */
  counts: boolean;
  /** Any sku, of a product or a variant. */
  find(sku: string): Found | null;
};

/** What a sku stands for. `variant` is null for a product's own sku. */
export type Found = { product: CatalogueProduct; variant: CatalogueVariant | null };

const kept = new Map<string, Catalogue>();
/** Catalogues kept in memory; the least recently used leaves first. */
const MOST_KEPT = 200;

/** What a transaction has read already: it sees one catalogue from its first look to its end, or to its own change. */
const seen = new WeakMap<Trx, Promise<Catalogue>>();

/** The shop's active products. Kept in memory until the shop's catalogue stamp moves. */
export async function loadCatalogue(trx: Trx, shopId: number): Promise<Catalogue> {
  const known = seen.get(trx);
  if (known) return known;
  await expectCatalogue(trx);
  const read = stampedCatalogue(trx, shopId, stamps.get(trx)!);
  seen.set(trx, read);
  return read;
}

type Stamp = { catalogue_stamp: number; created_at: Date };
const stamps = new WeakMap<Trx, () => Promise<Stamp[]>>();

const STAMP = prepared((db) => db.selectFrom('shop').select(['catalogue_stamp', 'created_at']));

/** For who is going to load the catalogue: what that asks leaves with the next message. */
export async function expectCatalogue(trx: Trx): Promise<void> {
  if (stamps.has(trx)) return;
  stamps.set(trx, await ahead(trx, STAMP({})));
}

async function stampedCatalogue(trx: Trx, shopId: number, asked: () => Promise<Stamp[]>): Promise<Catalogue> {
  const [found] = await asked();
  const shop = found!;
  const stamp = shop.catalogue_stamp;
  // One process may have several databases open (tests do): an id alone does not name a shop.
  const key = `${shopId}:${shop.created_at.getTime()}`;
  const known = kept.get(key);
  if (known?.stamp === stamp) {
    kept.delete(key);
    kept.set(key, known);
    return known;
  }
  const catalogue = await readCatalogue(trx, stamp);
  kept.set(key, catalogue);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
  return catalogue;
}

async function readCatalogue(trx: Trx, stamp: number): Promise<Catalogue> {
  const products = await trx.selectFrom('product').selectAll().where('active', '=', true).orderBy('position').execute();
  const variants = await trx.selectFrom('variant').selectAll().where('active', '=', true).orderBy('position').execute();
  const byProduct = group(variants);
  const list = products.map((product): CatalogueProduct => {
    const own = isOut(product);
    const sizes = (byProduct.get(product.id) ?? []).map((variant) => ({
      sku: variant.sku,
      name: variant.name,
      price: variant.price,
      stock: variant.stock === null ? null : Number(variant.stock),
      soldOut: own || isOut(variant),
    }));
    return {
      id: product.id,
      sku: product.sku,
      name: product.name,
      aliases: product.aliases,
      description: product.description,
      unit: product.unit,
      price: product.price,
      vatRate: product.vat_rate,
      operation: product.operation,
      stock: product.stock === null ? null : Number(product.stock),
      soldOut: own || (sizes.length > 0 && sizes.every((size) => size.soldOut)),
      options: product.options as CatalogueOption[],
      variants: sizes,
      details: product.details as CatalogueProduct['details'],
    };
  });
  const index = new Map<string, Found>();
  for (const product of list) {
    index.set(product.sku, { product, variant: null });
    for (const variant of product.variants) index.set(variant.sku, { product, variant });
  }
  const counts = [...products, ...variants].some((row) => row.stock !== null);
  return { stamp, products: list, counts, find: (sku) => index.get(sku) ?? null };
}

/** A member said so, or what is counted is used up. */
function isOut(row: { stock: string | null; sold_out_at: Date | null }): boolean {
  return row.sold_out_at !== null || (row.stock !== null && Number(row.stock) <= 0);
}

function group<T extends { product_id: number }>(rows: T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) groups.set(row.product_id, [...(groups.get(row.product_id) ?? []), row]);
  return groups;
}

/** Whether what a sku stands for is not to be offered now. */
export function isSoldOut(found: Found): boolean {
  return found.variant ? found.variant.soldOut : found.product.soldOut;
}

/**
 * Lets every process read the catalogue anew; called before a change is written. The shop's row is the lock of its
 * catalogue, taken before any product's. Gives the new stamp, which no other change ever had.
 */
export async function bumpCatalogue(trx: Trx): Promise<number> {
  seen.delete(trx);
  stamps.delete(trx);
  const shop = await trx
    .updateTable('shop')
    .set({ catalogue_stamp: sql<number>`nextval('catalogue_stamp')` })
    .returning('catalogue_stamp')
    .executeTakeFirstOrThrow();
  return shop.catalogue_stamp;
}

/** "Gâteau aux fraises (8 parts)": how a sku is named to people and on papers. */
export function nameOf(found: Found): string {
  return found.variant ? `${found.product.name} (${found.variant.name})` : found.product.name;
}
