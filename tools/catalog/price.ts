import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { formatMoney } from '../money.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { amountAtEnd } from './amount.ts';
import { bumpCatalogue, type Found, loadCatalogue, nameOf } from './catalogue.ts';
import { needsSize, theProduct } from './match.ts';

export const setPrice = defineTool({
  name: 'set_price',
  says: 'Sets the price of a product or of one of its sizes: "fraisier 24", "fraisier 8p 24". Orders keep theirs.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({ text: z.string().max(300).default('') }),
  command: {
    words: ['prix', 'price'],
    takes: 'text',
    example: 'fraisier [8p] 24',
    help: { fr: 'change un prix', en: 'changes a price', ar: 'تغيير سعر' },
    slashless: true,
  },
  run: async (run, input) => {
    const texts = textsFor(run.language).catalogue;
    const priced = amountAtEnd(input.text, run.shop.currency);
    const catalogue = await loadCatalogue(run.trx, run.shop.id);
    if (!priced?.words) {
      const words = input.text.trim();
      if (!words || priced) throw new Refusal('invalid', texts.priceHow('/prix fraisier 24'));
      const found = theProduct(run, catalogue, words, (name) => `/prix ${name} 24`);
      const money = formatMoney((found.variant ?? found.product).price, run.shop.currency, run.language);
      throw new Refusal('invalid', texts.noAmount(nameOf(found), money, `/prix ${plain(found)} 24`));
    }
    if (priced.amount <= 0) throw new Refusal('invalid', texts.badPrice(priced.said));
    const found = theProduct(run, catalogue, priced.words, (name) => `/prix ${name} ${priced.said}`);
    if (!found.variant && found.product.variants.length > 0) {
      throw needsSize(run, found.product, (name) => `/prix ${name} ${priced.said}`);
    }
    return writePrice(run, found, priced.amount, true);
  },
});

export const priceBack = defineTool({
  name: 'price_back',
  says: 'Gives a product or size the price it had.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({ sku: z.string(), price: z.int().nonnegative() }),
  run: async (run, input) => {
    const found = (await loadCatalogue(run.trx, run.shop.id)).find(input.sku);
    if (!found) throw new Refusal('not_found', textsFor(run.language).catalogue.unknown(input.sku, '/produits'));
    return writePrice(run, found, input.price, false);
  },
});

/** Without brackets: a name as it is typed back. */
function plain(found: Found): string {
  return nameOf(found).replace(/[()]/g, '');
}

async function writePrice(run: Run, found: Found, price: number, undoable: boolean): Promise<Outcome> {
  const texts = textsFor(run.language);
  const { sku, price: before } = found.variant ?? found.product;
  const money = (amount: number) => formatMoney(amount, run.shop.currency, run.language);
  if (price === before) {
    return { facts: { changed: false }, reply: { text: texts.catalogue.samePrice(nameOf(found), money(price)) } };
  }
  await bumpCatalogue(run.trx);
  await run.trx
    .updateTable(found.variant ? 'variant' : 'product')
    .set({ price })
    .where('sku', '=', sku)
    .execute();
  await record(run, 'product.changed', null, { sku, price, before });
  const rows = [texts.catalogue.priceSet(nameOf(found), money(before), money(price)), texts.catalogue.ordersKeep];
  return {
    facts: { sku, before, price },
    reply: { text: [...rows, ...(undoable ? [texts.orders.toUndo] : [])].join('\n') },
    ...(undoable ? { undo: { tool: 'price_back', input: { sku, price: before } } } : {}),
  };
}
