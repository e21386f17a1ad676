import { z } from 'zod';
import { type Found, loadCatalogue, nameOf } from '../catalog/catalogue.ts';
import { matchProducts, theProduct } from '../catalog/match.ts';
import { Refusal } from '../errors.ts';
import { formatQuantity } from '../language.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import {
  countedFound,
  depotAtEnd,
  depotNamed,
  flagsBack,
  readCounts,
  readStock,
  shownQuantity,
  skuOf,
  soldOutFlags,
  stockLine,
  writeFlags,
} from './counting.ts';
import { countedStock, depotsOf } from './levels.ts';
import { applyMoves } from './movements.ts';
import { ONE } from './quantity.ts';
import { undoStock } from './undo.ts';

const typed = z.object({ text: z.string().max(1000).default('') });
/** The most rows one answer lists. */
const MOST_ROWS = 40;

export const stockTool = defineTool({
  name: 'stock',
  says: 'Shows or changes the stock of a product: "fraisier", "fraisier +5", "fraisier -2 perte", "fraisier =12 réserve".',
  for: ['member'],
  input: typed,
  command: {
    words: ['stock'],
    takes: 'text',
    example: 'fraisier [+5|-2|=12] [dépôt]',
    help: { fr: 'montre ou change un stock', en: 'shows or changes a stock', ar: 'عرض المخزون أو تغييره' },
    slashless: true,
  },
  run: async (run, input) => {
    if (!input.text.trim()) return inventory(run, '');
    const asked = readStock(run, input.text);
    return asked.change ? changeStock(run, asked.words, asked.change, asked.location) : showStock(run, asked.words);
  },
});

async function showStock(run: Run, text: string): Promise<Outcome> {
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const texts = textsFor(run.language).stock;
  const { words } = await depotAtEnd(run, text);
  const found = theProduct(run, catalogue, words, (name) => `/stock ${name}`);
  const sizes = found.variant ? [] : found.product.variants;
  const skus = sizes.length > 0 && found.product.stock === null ? sizes.map((size) => size.sku) : [skuOf(found)];
  const rows: string[] = [];
  for (const sku of skus) {
    rows.push(await stockLine(run, sku));
    for (const depot of await depotsOf(run, sku))
      rows.push(texts.depot(depot.location, shownQuantity(run, depot.stock, found.product)));
  }
  const example = `${nameOf(catalogue.find(skus[0]!)!).replace(/[()]/g, '')}`;
  rows.push(texts.how(`/stock ${example} +5`, `/stock ${example} =12`));
  return { facts: { skus }, reply: { text: rows.join('\n') } };
}

async function changeStock(
  run: Run,
  words: string,
  change: NonNullable<ReturnType<typeof readStock>['change']>,
  place: string | null,
): Promise<Outcome> {
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const texts = textsFor(run.language);
  const said = `${change.sign}${change.qty / ONE}`;
  const found = countedFound(run, catalogue, words, (name) => `/stock ${name} ${said}${place ? ` ${place}` : ''}`);
  const sku = skuOf(found);
  const location = place === null ? null : await depotNamed(run, place);
  const { stock } = found.variant ?? found.product;
  const name = nameOf(found);
  const total = stock === null ? 0 : Math.round(stock * ONE);
  const here =
    location === null ? total : ((await depotsOf(run, sku)).find((one) => one.location === location)?.stock ?? 0);
  const plainName = name.replace(/[()]/g, '');
  if (change.sign === '-' && stock === null)
    throw new Refusal('wrong_state', texts.stock.countFirst(name, `/stock ${plainName} =12`));
  if (change.sign === '-' && here < change.qty) {
    throw new Refusal(
      'invalid',
      texts.stock.tooFew(name, shownQuantity(run, here, found.product), `/stock ${plainName} =0`),
    );
  }
  const delta = change.sign === '=' ? change.qty - here : change.sign === '-' ? -change.qty : change.qty;
  if (delta === 0 && stock !== null) {
    return { facts: { sku, changed: false }, reply: { text: texts.stock.unchanged(await stockLine(run, sku)) } };
  }
  const [moved] = await applyMoves(run, [
    { sku, qty: delta, reason: change.reason, location, key: `stock:${said}:${location ?? ''}` },
  ]);
  const lifted = change.sign !== '-' && moved!.after > 0 ? await flagsBack(run, found) : { before: [], after: [] };
  await writeFlags(run, lifted.after);
  const rows = [
    texts.stock.changed(
      name,
      shownQuantity(run, moved!.after, found.product),
      stock === null ? '—' : shownQuantity(run, total, found.product),
    ),
    ...(location ? [texts.stock.depot(location, shownQuantity(run, here + delta, found.product))] : []),
    ...(lifted.after.length > 0 ? [texts.stock.back(name)] : []),
    ...(moved!.low ? [texts.stock.low(name, shownQuantity(run, moved!.after, found.product))] : []),
    texts.orders.toUndo,
  ];
  return {
    facts: { sku, changed: true, stock: moved!.after / ONE },
    reply: { text: rows.join('\n') },
    undo: {
      tool: 'undo_stock',
      input: { moves: [{ sku, qty: -delta, location, counted: stock !== null }], flags: lifted.before },
    },
  };
}

export const soldOut = defineTool({
  name: 'sold_out',
  says: 'Marks a product or a size as sold out: customers are no longer offered it.',
  for: ['member'],
  input: typed,
  command: {
    words: ['rupture', 'soldout'],
    takes: 'text',
    example: 'éclair',
    help: { fr: 'en rupture : plus proposé aux clients', en: 'sold out: no longer offered', ar: 'نفد: لم يعد يُعرض' },
    slashless: true,
  },
  run: (run, input) => mark(run, input.text, 'out'),
});

export const backInStock = defineTool({
  name: 'back_in_stock',
  says: 'Marks a product or a size that was sold out as available again.',
  for: ['member'],
  input: typed,
  command: {
    words: ['retour', 'back'],
    takes: 'text',
    example: 'éclair',
    help: { fr: 'de nouveau en vente', en: 'on sale again', ar: 'متوفر من جديد' },
    slashless: true,
  },
  run: (run, input) => mark(run, input.text, 'back'),
});

/** Words that come with it in a sentence: "plus d'éclairs aujourd'hui". */
const BESIDES = /(?<!\p{L})(?:plus de|plus d['’]|aujourd['’]hui|ce soir|ce matin|maintenant|today|now)(?!\p{L})/giu;

async function mark(run: Run, text: string, to: 'out' | 'back'): Promise<Outcome> {
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const texts = textsFor(run.language);
  const word = to === 'out' ? '/rupture' : '/retour';
  const words = text.replace(BESIDES, ' ').trim();
  if (!words) throw new Refusal('invalid', texts.stock.whichProduct(`${word} éclair`));
  const found = theProduct(run, catalogue, words, (name) => `${word} ${name}`);
  const before = await soldOutFlags(run, found);
  const name = nameOf(found);
  const own = before.find((flag) => flag.sku === skuOf(found))!;
  if (to === 'out' && own.at)
    return { facts: { changed: false }, reply: { text: texts.stock.alreadyOut(name, `/retour ${plain(found)}`) } };
  if (to === 'back' && before.every((flag) => flag.at === null) && !(found.variant ?? found.product).soldOut) {
    return { facts: { changed: false }, reply: { text: texts.stock.notOut(name) } };
  }
  // Sold out as a whole is one flag of the product; back as a whole takes those of its sizes away too.
  const flags =
    to === 'back'
      ? await flagsBack(run, found)
      : { before: [own], after: [{ ...own, at: new Date(run.at).toISOString() }] };
  await writeFlags(run, flags.after);
  const rows = [
    to === 'out' ? texts.stock.out(name, `/retour ${plain(found)}`) : backText(run, found),
    texts.orders.toUndo,
  ];
  return {
    facts: { sku: skuOf(found), soldOut: to === 'out' },
    reply: { text: rows.join('\n') },
    undo: { tool: 'undo_stock', input: { moves: [], flags: flags.before } },
  };
}

/** Without brackets: a name as it is typed back. */
function plain(found: Found): string {
  return nameOf(found).replace(/[()]/g, '');
}

/** Back on sale, unless what is counted is at zero: then it says how to count it. */
function backText(run: Run, found: Found): string {
  const texts = textsFor(run.language).stock;
  const stock = (found.variant ?? found.product).stock;
  if (stock !== null && stock <= 0) {
    return texts.backButEmpty(
      nameOf(found),
      formatQuantity(stock, found.product.unit, run.language),
      `/stock ${plain(found)} =12`,
    );
  }
  return texts.back(nameOf(found));
}

export const inventoryTool = defineTool({
  name: 'inventory',
  says: 'Lists what is counted with quantities and low marks; or counts several products at once: "éclair 12, fraisier 4".',
  for: ['member'],
  input: typed,
  command: {
    words: ['inventaire', 'inventory'],
    takes: 'text',
    example: '[éclair 12, fraisier 4]',
    help: {
      fr: 'stocks comptés ; compte plusieurs produits',
      en: 'counted stocks; counts several',
      ar: 'المخزون المعدود، وعدّ عدة منتجات',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const counts = readCounts(run, await loadCatalogue(run.trx, run.shop.id), input.text);
    return counts ? countAll(run, counts) : inventory(run, input.text.trim());
  },
});

async function inventory(run: Run, word: string): Promise<Outcome> {
  const texts = textsFor(run.language).stock;
  const all = await countedStock(run);
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const meant = word ? new Set(matchProducts(catalogue, word).map((found) => found.product.sku)) : null;
  const counted = meant ? all.filter((one) => meant.has(catalogue.find(one.sku)!.product.sku)) : all;
  const rows = counted.slice(0, MOST_ROWS).map((one) => {
    const show = (amount: number) => formatQuantity(amount / ONE, one.unit, run.language);
    const marks = [
      one.low !== null && one.stock <= one.low ? texts.lowMark(show(one.low)) : null,
      one.soldOut ? texts.soldOutMark : null,
    ];
    return [`• ${one.name} : ${show(one.stock)}`, ...marks].filter(Boolean).join(' · ');
  });
  if (counted.length > MOST_ROWS) rows.push(texts.more(String(counted.length - MOST_ROWS)));
  const text = [rows.length > 0 ? texts.inventory : texts.nothingCounted, ...rows, texts.countHow].join('\n');
  return { facts: { counted: counted.length }, reply: { text } };
}

async function countAll(run: Run, counts: { found: Found; qty: number }[]): Promise<Outcome> {
  const texts = textsFor(run.language);
  const rows: string[] = [];
  const moves: { sku: string; qty: number; location: null; counted: boolean }[] = [];
  const flags: { sku: string; at: string | null }[] = [];
  for (const { found, qty } of new Map(counts.map((one) => [skuOf(one.found), one])).values()) {
    const sku = skuOf(found);
    const { stock } = found.variant ?? found.product;
    const delta = qty - Math.round((stock ?? 0) * ONE);
    const [moved] = await applyMoves(run, [{ sku, qty: delta, reason: 'count', key: `count:${qty}` }]);
    const lifted = qty > 0 ? await flagsBack(run, found) : { before: [], after: [] };
    await writeFlags(run, lifted.after);
    flags.push(...lifted.before);
    moves.push({ sku, qty: -delta, location: null, counted: stock !== null });
    const before = stock === null ? '—' : formatQuantity(stock, found.product.unit, run.language);
    rows.push(texts.stock.changed(nameOf(found), shownQuantity(run, moved!.after, found.product), before));
    if (moved!.low) rows.push(texts.stock.low(nameOf(found), shownQuantity(run, moved!.after, found.product)));
  }
  return {
    facts: { counted: moves.length },
    reply: { text: [...rows, texts.orders.toUndo].join('\n') },
    undo: { tool: 'undo_stock', input: { moves, flags } },
  };
}

/** Everything a member does with stock. */
export const STOCK_TOOLS = [stockTool, soldOut, backInStock, inventoryTool, undoStock];
