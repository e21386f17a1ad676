import type { Run } from '../tool.ts';
import { type CatalogueProduct, loadCatalogue } from './catalogue.ts';
import { folded } from './match.ts';

/** A name that customers use for a product; `learned` when a member confirmed it: who, and when in milliseconds. */
export type ShelfWord = { said: string; learned: { by: string | null; at: number | null } | null };

/** `photoOf`: when its kept photo was taken over, milliseconds; null: there is none. */
export type ShelfItem = {
  product: CatalogueProduct;
  lowStock: number | null;
  words: ShelfWord[];
  photoOf: number | null;
};

/** The products whose names, words, sku or sizes hold the query's words, from the `from`th on, `most` at once. */
export async function readShelf(
  run: Run,
  asked: { query: string; from: number; most: number },
): Promise<{ found: number; items: ShelfItem[] }> {
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const wanted = folded(asked.query).split(/\s+/).filter(Boolean);
  const found = catalogue.products.filter((product) => {
    const names = [product.name, product.sku, ...product.aliases, ...product.variants.map((variant) => variant.name)];
    const hay = folded(names.join(' '));
    return wanted.every((word) => hay.includes(word));
  });
  const shown = found.slice(asked.from, asked.from + asked.most);
  const learned = await learnedBySku(run);
  const low = await lowStocks(run, shown);
  const photos = await photosOf(run, shown);
  return {
    found: found.length,
    items: shown.map((product) => ({
      product,
      lowStock: low.get(product.id) ?? null,
      photoOf: photos.get(product.id) ?? null,
      words: product.aliases.map((said) => ({
        said,
        learned: learned.get(`${product.sku} ${folded(said).trim()}`) ?? null,
      })),
    })),
  };
}

async function learnedBySku(run: Run): Promise<Map<string, { by: string | null; at: number | null }>> {
  const rows = await run.trx
    .selectFrom('learned_word')
    .leftJoin('member', 'member.id', 'learned_word.decided_by')
    .select(['learned_word.sku', 'learned_word.word', 'learned_word.decided_at', 'member.name'])
    .where('learned_word.state', '=', 'confirmed')
    .execute();
  return new Map(
    rows.map((row) => [`${row.sku} ${row.word}`, { by: row.name, at: row.decided_at?.getTime() ?? null }]),
  );
}

async function lowStocks(run: Run, products: CatalogueProduct[]): Promise<Map<number, number>> {
  if (products.length === 0) return new Map();
  const ids = products.map((product) => product.id);
  const rows = await run.trx
    .selectFrom('product')
    .select(['id', 'low_stock'])
    .where('id', 'in', ids)
    .where('low_stock', 'is not', null)
    .execute();
  return new Map(rows.map((row) => [row.id, Number(row.low_stock)]));
}

async function photosOf(run: Run, products: CatalogueProduct[]): Promise<Map<number, number>> {
  if (products.length === 0) return new Map();
  const ids = products.map((product) => product.id);
  const rows = await run.trx
    .selectFrom('product_photo')
    .select(['product_id', 'created_at'])
    .where('product_id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.product_id, row.created_at.getTime()]));
}
