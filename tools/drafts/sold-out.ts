import { type Catalogue, type CatalogueProduct, type Found, isSoldOut, nameOf } from '../catalog/catalogue.ts';
import type { Run } from '../tool.ts';
import { type DraftContent, type DraftLine, type Missing, missingFrom } from './draft.ts';

/** The most products offered in place of one that is sold out. */
const MOST_OFFERED = 5;

/** What a new order's draft still needs: first another choice for what is sold out, then whatever is missing. */
export function stillMissing(
  content: DraftContent,
  catalogue: Catalogue,
  run: Pick<Run, 'shop' | 'at'>,
): Missing | null {
  for (const [line, { sku }] of content.lines.entries()) {
    const found = sku ? catalogue.find(sku) : null;
    if (!found || !isSoldOut(found)) continue;
    return { kind: 'sold_out', line, product: nameOf(found), candidates: insteadOf(found, catalogue) };
  }
  return missingFrom(content, catalogue, run);
}

/** Other sizes of the same product, else other products, those with the nearest price first. */
function insteadOf(found: Found, catalogue: Catalogue): { sku: string; name: string; price: number }[] {
  const { product } = found;
  const sizes = product.variants.filter((size) => !size.soldOut);
  if (found.variant && sizes.length > 0) {
    return sizes.map((variant) => ({ sku: variant.sku, name: nameOf({ product, variant }), price: variant.price }));
  }
  const priceOf = (one: CatalogueProduct) => one.variants[0]?.price ?? one.price;
  return catalogue.products
    .filter((one) => !one.soldOut && one !== product)
    .sort((a, b) => Math.abs(priceOf(a) - priceOf(product)) - Math.abs(priceOf(b) - priceOf(product)))
    .slice(0, MOST_OFFERED)
    .map((one) => ({ sku: one.sku, name: one.name, price: priceOf(one) }));
}

/**
 * The content without lines whose customer was told that they are sold out and went on with something else: the words
 * of the conversation still hold them. What is left out is remembered, so that it stays out.
 */
export function withoutDeclined(
  content: DraftContent,
  before: DraftContent | undefined,
  catalogue: Catalogue,
): DraftContent {
  const isOut = (line: DraftLine) => {
    const found = line.sku ? catalogue.find(line.sku) : null;
    return found !== null && isSoldOut(found);
  };
  const out = content.lines.filter(isOut);
  if (out.length === 0) return content;
  const told = new Set(before?.soldOut ?? []);
  const goesOn = out.length < content.lines.length;
  const lines = content.lines.filter((line) => !(goesOn && isOut(line) && told.has(line.sku!)));
  return { ...content, lines, soldOut: [...new Set([...told, ...out.map((line) => line.sku!)])].slice(0, 50) };
}
