/** What a product is for VAT: its rate, and whether it is goods or a service. */
import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { taxPlace } from '../shops/setup-country.ts';
import { percent, ratesText } from '../shops/setup-products.ts';
import { isRateOf } from '../shops/vat-rates.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { bumpCatalogue, type CatalogueProduct, loadCatalogue } from './catalogue.ts';
import { theProduct } from './match.ts';

type Operation = CatalogueProduct['operation'];
/** The columns that are changed; the rate in hundredths of a percent. */
type Taxes = { vat_rate: number } | { operation: Operation };

const typed = z.object({ text: z.string().max(300).default('') });

const RATE = /^(.*?)[\s,:]+(?:tva\s*)?(\d{1,3}(?:[.,]\d{1,2})?)\s*%?$/i;

export const setProductRate = defineTool({
  name: 'set_product_rate',
  says: 'Sets the VAT rate of a product: "fraisier 5,5". Orders taken keep theirs.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: typed,
  command: {
    words: ['taux', 'vat-rate'],
    takes: 'text',
    example: 'fraisier 5,5',
    help: {
      fr: 'change le taux de TVA d’un produit',
      en: 'changes the VAT rate of a product',
      ar: 'تغيير نسبة أداء منتج',
    },
    slashless: false,
  },
  run: async (run, input) => {
    const texts = textsFor(run.language).tax.rate;
    const read = RATE.exec(input.text.trim());
    if (!read) throw new Refusal('invalid', texts.how);
    const rate = Number(read[2]!.replace(',', '.'));
    if (!isRateOf(taxPlace(run), rate)) throw new Refusal('invalid', texts.unknown(percent(run, rate), ratesText(run)));
    const catalogue = await loadCatalogue(run.trx, run.shop.id);
    const { product } = theProduct(run, catalogue, read[1]!, (name) => `/taux ${name} ${read[2]}`);
    return write(run, product, { vat_rate: Math.round(rate * 100) }, true);
  },
});

const NATURES: [RegExp, Operation][] = [
  [/^(.*?)\s+(?:biens?|goods|marchandises?)$/i, 'goods'],
  [/^(.*?)\s+(?:services?|prestations?)$/i, 'services'],
  [/^(.*?)\s+(?:boutique|shop|non|no)$/i, null],
];

export const setProductNature = defineTool({
  name: 'set_product_nature',
  says: 'Says whether a product is goods or a service, for the mention on invoices: "atelier macarons service".',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: typed,
  command: {
    words: ['nature', 'goods-or-service'],
    takes: 'text',
    example: 'atelier macarons service',
    help: {
      fr: 'dit si un produit est un bien ou un service',
      en: 'says whether a product is goods or a service',
      ar: 'تحديد هل المنتج سلعة أم خدمة',
    },
    slashless: false,
  },
  run: async (run, input) => {
    const text = input.text.trim();
    const [read, operation] = NATURES.map(([words, as]) => [words.exec(text), as] as const).find(([one]) => one) ?? [];
    if (!read || operation === undefined) throw new Refusal('invalid', textsFor(run.language).tax.nature.how);
    const catalogue = await loadCatalogue(run.trx, run.shop.id);
    const said = text.slice(read[1]!.length).trim();
    const { product } = theProduct(run, catalogue, read[1]!, (name) => `/nature ${name} ${said}`);
    return write(run, product, { operation }, true);
  },
});

export const productTaxesBack = defineTool({
  name: 'product_taxes_back',
  says: 'Gives a product the VAT rate, or what it was for VAT, from before.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({
    sku: z.string(),
    taxes: z.union([
      z.strictObject({ vat_rate: z.int().nonnegative() }),
      z.strictObject({ operation: z.enum(['goods', 'services']).nullable() }),
    ]),
  }),
  run: async (run, input) => {
    const found = (await loadCatalogue(run.trx, run.shop.id)).find(input.sku);
    if (!found) throw new Refusal('not_found', textsFor(run.language).catalogue.unknown(input.sku, '/produits'));
    return write(run, found.product, input.taxes, false);
  },
});

async function write(run: Run, product: CatalogueProduct, taxes: Taxes, undoable: boolean): Promise<Outcome> {
  const { sku, name } = product;
  const texts = textsFor(run.language);
  const before = 'vat_rate' in taxes ? { vat_rate: product.vatRate } : { operation: product.operation };
  await bumpCatalogue(run.trx);
  await run.trx.updateTable('product').set(taxes).where('id', '=', product.id).execute();
  await record(run, 'product.changed', null, { sku, ...taxes, before });
  const text =
    'vat_rate' in taxes
      ? texts.tax.rate.set(name, percent(run, taxes.vat_rate / 100))
      : texts.tax.nature[taxes.operation ?? 'none'](name);
  return {
    facts: { sku, ...taxes },
    reply: { text: undoable ? `${text}\n${texts.orders.toUndo}` : text },
    ...(undoable ? { undo: { tool: productTaxesBack.name, input: { sku, taxes: before } } } : {}),
  };
}

/** Products whose VAT rate does not exist where the shop is, as members read of them; null: none. */
export async function strangeRates(run: Run): Promise<string | null> {
  const place = taxPlace(run);
  const { products } = await loadCatalogue(run.trx, run.shop.id);
  const rows = products.filter(({ vatRate }) => !isRateOf(place, vatRate / 100));
  if (rows.length === 0) return null;
  const named = rows.slice(0, 5).map(({ name, vatRate }) => `${name} ${percent(run, vatRate / 100)} %`);
  return textsFor(run.language).tax.rate.held(named.join(' · '), ratesText(run));
}
