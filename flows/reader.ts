import { type Catalogue, loadCatalogue } from '../tools/catalog/catalogue.ts';
import type { Ctx, ShopFacts } from '../tools/context.ts';
import { inShop } from '../tools/perform.ts';
import { type CompiledShop, compileShop, type ReaderShop } from './understand/index.ts';

type Reader = { compiled: CompiledShop; catalogue: Catalogue };

const kept = new Map<string, Reader>();
/** Compiled catalogues kept in memory; the least recently used leaves first. */
const MOST_KEPT = 50;

/** The shop's catalogue and the reader compiled for it; compiled again when the catalogue or the hours change. */
export async function readerFor(ctx: Pick<Ctx, 'hub' | 'shop' | 'actor' | 'language' | 'cause'>): Promise<Reader> {
  const catalogue = await inShop(ctx, (run) => loadCatalogue(run.trx, run.shop.id));
  const key = `${ctx.shop.id}:${catalogue.stamp}:${JSON.stringify(ctx.shop.settings.opening_hours ?? null)}`;
  const known = kept.get(key);
  if (known?.catalogue === catalogue) {
    kept.delete(key);
    kept.set(key, known);
    return known;
  }
  const reader = { catalogue, compiled: compileShop(toReaderShop(ctx.shop, catalogue)) };
  kept.set(key, reader);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
  return reader;
}

/** The catalogue as the reader takes it: the shop file's shape. */
export function toReaderShop(shop: ShopFacts, catalogue: Catalogue): ReaderShop {
  const hours = shop.settings.opening_hours;
  return {
    shop: shop.slug,
    currency: shop.currency,
    timezone: shop.timezone,
    language: shop.language,
    ...(hours ? { opening_hours: hours as Record<string, string> } : {}),
    closures: shop.settings.closures,
    products: catalogue.products.map((product) => ({
      sku: product.sku,
      name: product.name,
      aliases: product.aliases,
      unit: product.unit,
      price: product.price,
      ...(product.description ? { description: product.description } : {}),
      variants: product.variants.map(({ sku, name, price }) => ({ sku, name, price })),
      options: product.options,
      ...(product.details.pack_size === undefined ? {} : { pack_size: product.details.pack_size }),
      ...(product.details.season ? { season: product.details.season } : {}),
    })),
  };
}
