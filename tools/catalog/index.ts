import { z } from 'zod';
import { formatMoney } from '../money.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { type CatalogueProduct, loadCatalogue } from './catalogue.ts';

/** The most products one answer shows. */
const MOST_SHOWN = 8;

export const searchCatalogue = defineTool({
  name: 'search_catalogue',
  says: 'Shows products with their prices: those of the given skus, or what the shop sells when none is given.',
  for: ['customer', 'member'],
  input: z.object({
    /** What the customer called it, for the sentence when nothing is found. */
    words: z.string().max(200).default(''),
    skus: z.array(z.string()).max(20).default([]),
  }),
  run: async (run, input) => {
    const catalogue = await loadCatalogue(run.trx, run.shop.id);
    const texts = textsFor(run.language).customer;
    const asked = [...new Set(input.skus.flatMap((sku) => catalogue.find(sku)?.product ?? []))];
    if (asked.length === 0 && input.words) {
      return { facts: { found: 0 }, reply: { text: texts.noProduct(input.words) } };
    }
    const shown = (asked.length > 0 ? asked : catalogue.products).slice(0, MOST_SHOWN);
    const rows = shown.map((product) => productRow(product, run));
    const text = [asked.length > 0 ? null : texts.products, ...rows, texts.available].filter(Boolean).join('\n');
    return {
      facts: {
        products: shown.map((product) => ({
          sku: product.sku,
          name: product.name,
          sizes: product.variants.map((v) => ({ sku: v.sku, name: v.name })),
        })),
      },
      reply: { text },
    };
  },
});

function productRow(product: CatalogueProduct, run: Run): string {
  const money = (amount: number) => formatMoney(amount, run.shop.currency, run.language);
  if (product.variants.length === 0) {
    const unit = product.unit === 'piece' ? '' : ` / ${product.unit}`;
    return `• ${product.name} : ${money(product.price)}${unit}`;
  }
  const sizes = product.variants.map((variant) => `${variant.name} ${money(variant.price)}`);
  return `• ${product.name} : ${sizes.join(', ')}`;
}
