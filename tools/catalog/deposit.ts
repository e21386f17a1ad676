import { sql } from 'kysely';
import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { type Currency, formatMoney } from '../money.ts';
import { productDepositSchema } from '../shops/settings.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { amountAtEnd } from './amount.ts';
import { bumpCatalogue, type CatalogueProduct, loadCatalogue } from './catalogue.ts';
import { theProduct } from './match.ts';

type Deposit = NonNullable<CatalogueProduct['details']['deposit']>;

const PERCENT = /^(.*?)\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*%$/;
const NONE = /^(.*?)\s+(?:non|aucun|aucune|off|rien|retirer|none|no|لا)$/i;

export const setProductDeposit = defineTool({
  name: 'set_product_deposit',
  says: 'Sets the deposit that a product asks for when it is ordered: "pièce montée 50%", "fraisier 10€ arrhes", or "fraisier non".',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({ text: z.string().max(300).default('') }),
  command: {
    words: ['acompte-produit', 'product-deposit'],
    takes: 'text',
    example: 'pièce montée 50% [arrhes]',
    help: {
      fr: 'l’acompte qu’un produit demande à la commande',
      en: 'the deposit a product asks for when it is ordered',
      ar: 'التسبقة التي يطلبها منتج عند الطلب',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const texts = textsFor(run.language).paying.productDeposit;
    const read = readDeposit(input.text, run.shop.currency);
    if (!read?.words) throw new Refusal('invalid', texts.how);
    const catalogue = await loadCatalogue(run.trx, run.shop.id);
    const said = input.text.trim().slice(read.words.length).trim();
    const { product } = theProduct(run, catalogue, read.words, (name) => `/acompte-produit ${name} ${said}`);
    return write(run, product, read.deposit, true);
  },
});

export const productDepositBack = defineTool({
  name: 'product_deposit_back',
  says: 'Gives a product the deposit it asked for before.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({ sku: z.string(), deposit: productDepositSchema.nullable() }),
  run: async (run, input) => {
    const found = (await loadCatalogue(run.trx, run.shop.id)).find(input.sku);
    if (!found) throw new Refusal('not_found', textsFor(run.language).catalogue.unknown(input.sku, '/produits'));
    return write(run, found.product, input.deposit as Deposit | null, false);
  },
});

/** "pièce montée 50 % arrhes", "fraisier 10€", "fraisier non": the words before it, and the deposit; null: neither. */
export function readDeposit(text: string, currency: Currency): { words: string; deposit: Deposit | null } | null {
  const term = /\barrhes\b/i.test(text) ? ('arrhes' as const) : ('acompte' as const);
  const plain = text
    .replace(/\b(?:arrhes|acompte)\b/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const none = NONE.exec(plain);
  if (none) return { words: none[1]!, deposit: null };
  const share = PERCENT.exec(plain);
  if (share) {
    const percent = Number(share[2]!.replace(',', '.'));
    return percent > 0 && percent <= 100 ? { words: share[1]!, deposit: { term, percent } } : null;
  }
  const priced = amountAtEnd(plain, currency);
  return priced && priced.amount > 0 ? { words: priced.words, deposit: { term, amount: priced.amount } } : null;
}

/** A deposit as it is shown and typed back: "50 % (arrhes)". */
export function shownDeposit(run: Pick<Run, 'language' | 'shop'>, deposit: Deposit): string {
  const texts = textsFor(run.language).paying.productDeposit;
  const size =
    deposit.amount === undefined
      ? `${String(deposit.percent).replace('.', run.language === 'fr' ? ',' : '.')} %`
      : formatMoney(deposit.amount, run.shop.currency, run.language);
  return texts.shown[deposit.term](size);
}

async function write(
  run: Run,
  product: CatalogueProduct,
  deposit: Deposit | null,
  undoable: boolean,
): Promise<Outcome> {
  const texts = textsFor(run.language);
  const before = product.details.deposit ?? null;
  await bumpCatalogue(run.trx);
  await run.trx
    .updateTable('product')
    .set({
      details: deposit
        ? sql`product.details || jsonb_build_object('deposit', ${JSON.stringify(deposit)}::jsonb)`
        : sql`product.details - 'deposit'`,
    })
    .where('id', '=', product.id)
    .execute();
  await record(run, 'product.changed', null, { sku: product.sku, deposit, before });
  const said = texts.paying.productDeposit;
  const text = deposit ? said.set(product.name, shownDeposit(run, deposit)) : said.none(product.name);
  return {
    facts: { sku: product.sku, deposit },
    reply: { text: undoable ? `${text}\n${texts.orders.toUndo}` : text },
    ...(undoable ? { undo: { tool: productDepositBack.name, input: { sku: product.sku, deposit: before } } } : {}),
  };
}
