import { type Catalogue, type Found, nameOf } from '../catalog/catalogue.ts';
import type { PricedLine } from '../catalog/prices.ts';
import type { Run } from '../tool.ts';
import type { MarketLine } from './order.ts';

/** The lines as the catalogue knows them, at the prices of the marketplace; or the articles that nobody knows. */
export type Matched = { lines: PricedLine[] } | { unknown: MarketLine[] };

/**
 * What each line is: the article's own sku where the catalogue has it, else what a member said it is. An article that
 * stands for a product sold in sizes is not known by the product alone.
 */
export async function matchLines(
  run: Pick<Run, 'trx'>,
  catalogue: Catalogue,
  channel: string,
  lines: MarketLine[],
): Promise<Matched> {
  const said = await run.trx
    .selectFrom('market_article')
    .select(['article', 'sku'])
    .where('channel', '=', channel)
    .execute();
  const learned = new Map(said.map(({ article, sku }) => [article, sku]));
  const found = lines.map((line) => ({
    line,
    found: whole(catalogue.find(learned.get(line.article) ?? line.article)),
  }));
  const unknown = found.filter((one) => one.found === null).map(({ line }) => line);
  if (unknown.length > 0) return { unknown };
  return { lines: found.map(({ line, found: known }) => priced(line, known!)) };
}

/** Null for a product that is only sold in sizes. */
export function whole(found: Found | null): Found | null {
  return found && !found.variant && found.product.variants.length > 0 ? null : found;
}

function priced({ qty, unitPrice }: MarketLine, found: Found): PricedLine {
  const { product, variant } = found;
  return {
    sku: variant?.sku ?? product.sku,
    name: nameOf(found),
    qty,
    unit: product.unit,
    unitPrice,
    total: unitPrice * qty,
    vatRate: product.vatRate,
    operation: product.operation,
    options: {},
  };
}

/** Remembers what an article is. */
export async function learnArticle(run: Run, channel: string, line: MarketLine, sku: string): Promise<void> {
  await run.trx
    .insertInto('market_article')
    .values({ shop_id: run.shop.id, channel, article: line.article, name: line.name, sku })
    .onConflict((conflict) => conflict.columns(['shop_id', 'channel', 'article']).doUpdateSet({ sku, name: line.name }))
    .execute();
}
