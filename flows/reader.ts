import { type Catalogue, loadCatalogue } from '../tools/catalog/catalogue.ts';
import type { Ctx, ShopFacts } from '../tools/context.ts';
import { inShop } from '../tools/perform.ts';
import type { Run } from '../tools/tool.ts';
import { type CompiledShop, compileShop, type ReaderShop } from './understand/index.ts';

type Reader = { compiled: CompiledShop; catalogue: Catalogue };

/** The reader of a catalogue as it is now, for the settings it was asked with. */
const latest = new WeakMap<Catalogue, { settings: string; reader: Reader }>();
const kept = new Map<string, CompiledShop>();
/** Compiled catalogues kept in memory; the least recently used leaves first. */
const MOST_KEPT = 50;

/** The shop's catalogue and the reader compiled for it; compiled again when what is read, hours or closures change. */
export async function readerFor(ctx: Pick<Ctx, 'hub' | 'shop' | 'actor' | 'language' | 'cause'>): Promise<Reader> {
  return compiledReader(ctx, await inShop(ctx, (run) => loadCatalogue(run.trx, run.shop.id)));
}

/** The same within a transaction that is open already. */
export async function readerWithin(run: Run): Promise<Reader> {
  return compiledReader(run, await loadCatalogue(run.trx, run.shop.id));
}

function compiledReader(ctx: Pick<Ctx, 'shop'>, catalogue: Catalogue): Reader {
  const { opening_hours: hours, closures } = ctx.shop.settings;
  const settings = JSON.stringify([ctx.shop.slug, ctx.shop.timezone, ctx.shop.language, hours, closures]);
  const known = latest.get(catalogue);
  if (known?.settings === settings) return known.reader;
  const reader = { catalogue, compiled: compiledFor(toReaderShop(ctx.shop, catalogue)) };
  latest.set(catalogue, { settings, reader });
  return reader;
}

/** Stock moves often and changes nothing that is read: shops that read alike are compiled once. */
function compiledFor(shop: ReaderShop): CompiledShop {
  const key = JSON.stringify(shop);
  const compiled = kept.get(key) ?? compileShop(shop);
  kept.delete(key);
  kept.set(key, compiled);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
  return compiled;
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
