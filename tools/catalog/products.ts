import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { formatQuantity } from '../language.ts';
import { formatMoney } from '../money.ts';
import { applyMoves } from '../stock/movements.ts';
import { ONE, parseQuantity } from '../stock/quantity.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { perUnit } from '../units.ts';
import { amountAtEnd } from './amount.ts';
import { bumpCatalogue, type CatalogueProduct, loadCatalogue } from './catalogue.ts';
import { folded, matchProducts, nearProducts, sameName, theProduct } from './match.ts';
import { usualRate } from './usual-rate.ts';

/** Products on one page of the list. */
const PAGE = 20;

export const listProducts = defineTool({
  name: 'list_products',
  says: 'Lists the products with price, stock and reference; a word narrows it, a page number goes on.',
  for: ['member'],
  input: z.object({ text: z.string().max(200).default('') }),
  command: {
    words: ['produits', 'products'],
    takes: 'text',
    example: '[mot]',
    help: { fr: 'produits, prix et stocks', en: 'products, prices and stocks', ar: 'المنتجات والأسعار والمخزون' },
    slashless: true,
  },
  run: async (run, input) => {
    const catalogue = await loadCatalogue(run.trx, run.shop.id);
    const texts = textsFor(run.language).catalogue;
    // "page 2", "tarte 2": a number at the end is the page.
    const paged = /^(.*?)\s*(?:page\s*)?(\d{1,3})$/i.exec(input.text.trim());
    const word = (paged ? paged[1]! : input.text).trim();
    const meant = word ? new Set(matchProducts(catalogue, word).map((found) => found.product)) : null;
    const near = meant?.size === 0 ? nearProducts(catalogue, word) : null;
    const all = near ?? (meant ? catalogue.products.filter((product) => meant.has(product)) : catalogue.products);
    if (all.length === 0) {
      return { facts: { found: 0 }, reply: { text: word ? texts.unknown(word, '/produits') : texts.noneYet } };
    }
    const pages = Math.ceil(all.length / PAGE);
    const page = Math.min(Math.max(1, paged ? Number(paged[2]) : 1), pages);
    const rows = all.slice((page - 1) * PAGE, page * PAGE).map((product) => productRows(run, product));
    if (page < pages) rows.push(texts.next([`/produits`, word, String(page + 1)].filter(Boolean).join(' ')));
    const title = pages > 1 ? texts.titlePaged(String(page), String(pages)) : texts.title;
    return { facts: { found: all.length }, reply: { text: [title, ...rows].join('\n') } };
  },
});

/** A product as members read it: price, stock, mark and reference; its sizes below. */
export function productRows(run: Run, product: CatalogueProduct): string {
  const texts = textsFor(run.language);
  const money = (amount: number) => formatMoney(amount, run.shop.currency, run.language);
  const marks = (one: { stock: number | null; soldOut: boolean; sku: string }) => [
    one.stock === null ? null : texts.catalogue.stock(formatQuantity(one.stock, product.unit, run.language)),
    one.soldOut ? texts.stock.soldOutMark : null,
    one.sku,
  ];
  const price = [money(product.price), perUnit(product.unit, run.language)].join(' ').trim();
  const head = product.variants.length > 0 ? [] : [price];
  const own = [`• ${product.name}`, ...head, ...marks(product)].filter(Boolean).join(' · ');
  const sizes = product.variants.map((size) =>
    [`   ${size.name}`, money(size.price), ...marks(size)].filter(Boolean).join(' · '),
  );
  return [own, ...sizes].join('\n');
}

export const createProduct = defineTool({
  name: 'create_product',
  says: 'Creates a product from its name and price: "Tarte aux pommes 18€ stock 10"; without a price it shows the product.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({ text: z.string().max(300).default('') }),
  command: {
    words: ['produit', 'product'],
    takes: 'text',
    example: 'Tarte aux pommes 18€ [stock 10]',
    help: { fr: 'montre ou crée un produit', en: 'shows or creates a product', ar: 'عرض منتج أو إضافته' },
    slashless: false,
  },
  run: async (run, input) => {
    const texts = textsFor(run.language).catalogue;
    const text = input.text.trim();
    if (!text) throw new Refusal('invalid', texts.createHow('/produit Tarte aux pommes 18€ stock 10'));
    const counted = /^(.*?)[\s,]+stock\s*[=:]?\s*(\S+)$/i.exec(text);
    const stock = counted ? parseQuantity(counted[2]!) : null;
    if (counted && stock === null) throw new Refusal('invalid', textsFor(run.language).stock.badQuantity(counted[2]!));
    const priced = amountAtEnd(counted ? counted[1]! : text, run.shop.currency);
    const catalogue = await loadCatalogue(run.trx, run.shop.id);
    const name = (priced?.words ?? text).replace(/[,;:]+$/, '').trim();
    const known = name ? (priced ? sameName(catalogue, name) : shown(run, catalogue, name)) : null;
    if (known) {
      const size = known.variants[0];
      const typed = size ? `${known.name} ${size.name}` : known.name;
      const price = priced?.said ?? '18';
      const rows = [priced ? texts.exists : null, productRows(run, known), texts.toPrice(`/prix ${typed} ${price}`)];
      return { facts: { sku: known.sku, created: false }, reply: { text: rows.filter(Boolean).join('\n') } };
    }
    if (!priced) throw new Refusal('invalid', texts.noPrice(text, `/produit ${name} 18€`));
    if (!/\p{L}/u.test(name)) throw new Refusal('invalid', texts.createHow('/produit Tarte aux pommes 18€ stock 10'));
    if (priced.amount <= 0) throw new Refusal('invalid', texts.badPrice(priced.said));
    return insertNew(run, name, priced.amount, stock);
  },
});

function shown(run: Run, catalogue: Awaited<ReturnType<typeof loadCatalogue>>, name: string): CatalogueProduct | null {
  const found = matchProducts(catalogue, name);
  if (found.length === 0) return null;
  return theProduct(run, catalogue, name, (one) => `/produit ${one}`).product;
}

async function insertNew(run: Run, typed: string, price: number, stock: number | null): Promise<Outcome> {
  const stamp = await bumpCatalogue(run.trx);
  const name = typed.charAt(0).toUpperCase() + typed.slice(1);
  const { base, rate, position } = await facts(run, name);
  const former = await run.trx
    .selectFrom('product')
    .select('id')
    .where('sku', '=', base)
    .where('active', '=', false)
    .executeTakeFirst();
  const sku = former ? base : await freeSku(run, base);
  const columns = { name, price, active: true, sold_out_at: null };
  if (former) await run.trx.updateTable('product').set(columns).where('id', '=', former.id).execute();
  else {
    await run.trx
      .insertInto('product')
      .values({
        shop_id: run.shop.id,
        ...columns,
        sku,
        aliases: '[]',
        description: null,
        unit: 'piece',
        vat_rate: rate,
        stock: null,
        low_stock: null,
        options: '[]',
        details: '{}',
        position,
      })
      .execute();
  }
  if (stock !== null) {
    const before = (await loadCatalogue(run.trx, run.shop.id)).find(sku)?.product.stock ?? 0;
    const qty = stock - Math.round(before * ONE);
    await applyMoves(run, [{ sku, qty, reason: 'count', key: `new:${stamp}` }]);
  }
  await record(run, 'product.changed', null, { sku, name, price, created: true });
  const texts = textsFor(run.language);
  const money = formatMoney(price, run.shop.currency, run.language);
  const vat = new Intl.NumberFormat(run.language === 'en' ? 'en-GB' : 'fr-FR').format(rate / 100);
  const rows = [
    texts.catalogue.created(name, money, sku),
    run.shop.settings.legal.vat_regime === 'franchise' ? texts.catalogue.noVat : texts.catalogue.vat(vat),
    stock === null ? null : texts.stock.level(name, formatQuantity(stock / ONE, 'piece', run.language)),
    texts.orders.toUndo,
  ];
  return {
    facts: { sku, created: true },
    reply: { text: rows.filter(Boolean).join('\n') },
    undo: { tool: 'remove_product', input: { sku } },
  };
}

/** What a new product takes from the shop: a reference made of its name, the usual VAT rate, the last place. */
async function facts(run: Run, name: string): Promise<{ base: string; rate: number; position: number }> {
  const slug = folded(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const last = await run.trx
    .selectFrom('product')
    .select((eb) => eb.fn.max('position').as('position'))
    .executeTakeFirst();
  return {
    base: slug || 'produit',
    rate: await usualRate(run),
    position: (last?.position ?? -1) + 1,
  };
}

/** The reference, or the first numbered one that no product or size has. */
async function freeSku(run: Run, base: string): Promise<string> {
  const products = await run.trx.selectFrom('product').select('sku').where('sku', 'like', `${base}%`).execute();
  const variants = await run.trx.selectFrom('variant').select('sku').where('sku', 'like', `${base}%`).execute();
  const taken = new Set([...products, ...variants].map((row) => row.sku));
  for (let number = 1; ; number++) {
    const sku = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(sku)) return sku;
  }
}

export const removeProduct = defineTool({
  name: 'remove_product',
  says: 'Takes a product off the catalogue; orders keep it.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({ sku: z.string() }),
  run: async (run, input) => {
    await bumpCatalogue(run.trx);
    const row = await run.trx
      .updateTable('product')
      .set({ active: false })
      .where('sku', '=', input.sku)
      .returning('name')
      .executeTakeFirst();
    const texts = textsFor(run.language).catalogue;
    if (!row) throw new Refusal('not_found', texts.unknown(input.sku, '/produits'));
    await record(run, 'product.changed', null, { sku: input.sku, removed: true });
    return { facts: { removed: true }, reply: { text: texts.removed(row.name) } };
  },
});
