import { z } from 'zod';
import { dayAnswer, stockText } from '../conversations/availability.ts';
import { formatMoney } from '../money.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { perUnit } from '../units.ts';
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
    /** The day they are asked for: open or closed, and their notice. */
    day: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .optional(),
  }),
  run: async (run, input) => {
    const catalogue = await loadCatalogue(run.trx, run.shop.id);
    const texts = textsFor(run.language).customer;
    const asked = [...new Set(input.skus.flatMap((sku) => catalogue.find(sku)?.product ?? []))];
    if (asked.length === 0 && input.words) {
      return { facts: { found: 0 }, reply: { text: texts.noProduct(input.words) } };
    }
    const shown = (asked.length > 0 ? asked : catalogue.products.filter((product) => !product.soldOut)).slice(
      0,
      MOST_SHOWN,
    );
    const rows = shown.map((product) => productRow(product, run));
    const onDay = input.day ? dayAnswer(run, asked, input.day) : null;
    const sellable = shown.some((product) => !product.soldOut);
    const text = [asked.length > 0 ? null : texts.products, ...rows, onDay, sellable ? texts.available : null]
      .filter(Boolean)
      .join('\n');
    return {
      facts: {
        products: shown.map((product) => ({
          sku: product.sku,
          name: product.name,
          stock: stockText(product, null, run.language),
          sizes: product.variants.map((v) => ({ sku: v.sku, name: v.name })),
        })),
      },
      reply: { text },
    };
  },
});

/** A product's name, its prices by size and what is left of it, as one line. */
export function productRow(product: CatalogueProduct, run: Run): string {
  const money = (amount: number) => formatMoney(amount, run.shop.currency, run.language);
  const said = (stock: string | null) => (stock ? ` (${stock})` : '');
  if (product.variants.length === 0) {
    const price = [money(product.price), perUnit(product.unit, run.language)].join(' ').trim();
    return `• ${product.name} : ${price}${said(stockText(product, null, run.language))}`;
  }
  // What holds for every size is said once, behind them all.
  const stocks = product.variants.map((variant) => stockText(product, variant, run.language));
  const common = new Set(stocks).size === 1 ? stocks[0]! : null;
  const sizes = product.variants.map(
    (variant, index) => `${variant.name} ${money(variant.price)}${common ? '' : said(stocks[index]!)}`,
  );
  return `• ${product.name} : ${sizes.join(', ')}${said(common)}`;
}
