import type { StockReason } from '../../db/tables/stock.ts';
import {
  bumpCatalogue,
  type Catalogue,
  type CatalogueProduct,
  type Found,
  loadCatalogue,
  nameOf,
} from '../catalog/catalogue.ts';
import { folded, needsSize, theProduct } from '../catalog/match.ts';
import { Refusal } from '../errors.ts';
import { formatQuantity } from '../language.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { knownDepots } from './levels.ts';
import { ONE, parseQuantity } from './quantity.ts';

/** What a member typed behind /stock. `change` null: only shown. Quantities in thousandths. */
export type Asked = {
  words: string;
  change: { sign: '+' | '-' | '='; qty: number; reason: StockReason } | null;
  location: string | null;
};

const CHANGE = /(?:^|\s)([+=−-])\s?([\d.,]+)\s*(?:kg|g|l|pi[eè]ces?|parts?)?(?=\s|$)/iu;
const REASONS: [RegExp, StockReason][] = [
  [/^(pertes?|perdue?s?|jetee?s?|casses?|cassee?s?|waste|lost)$/, 'waste'],
  [/^(ventes?|vendue?s?|sold|sale)$/, 'sale'],
  [/^(achats?|achetee?s?|recue?s?|livraison|bought|received)$/, 'purchase'],
  [/^(retours?|rendue?s?|returned)$/, 'return'],
];
const USUAL: Record<'+' | '-' | '=', StockReason> = { '+': 'purchase', '-': 'correction', '=': 'count' };

/** Reads "fraisier 8p +5 réserve". Throws Refusal for a quantity that is none. */
export function readStock(run: Pick<Run, 'language'>, text: string): Asked {
  const match = CHANGE.exec(text);
  if (!match) return { words: text.trim(), change: null, location: null };
  const sign = match[1] === '−' ? '-' : (match[1] as '+' | '-' | '=');
  const qty = parseQuantity(match[2]!);
  if (qty === null) throw new Refusal('invalid', textsFor(run.language).stock.badQuantity(match[2]!));
  let reason = USUAL[sign];
  const rest = text
    .slice(match.index + match[0].length)
    .trim()
    .split(/\s+/)
    .filter(Boolean);
  const place = rest.filter((word) => {
    const said = REASONS.find(([words]) => words.test(folded(word)))?.[1];
    if (said) reason = said;
    return said === undefined;
  });
  return {
    words: text.slice(0, match.index).trim(),
    change: { sign, qty, reason },
    location: place.join(' ').slice(0, 60) || null,
  };
}

/** The depot as it is already known, whatever its case and accents; else as it was typed. */
export async function depotNamed(run: Run, name: string): Promise<string> {
  return (await knownDepots(run)).find((one) => folded(one) === folded(name)) ?? name;
}

/** A depot named at the end of words that only ask: "fraisier réserve". */
export async function depotAtEnd(run: Run, words: string): Promise<{ words: string; location: string | null }> {
  for (const depot of await knownDepots(run)) {
    if (!folded(words).endsWith(` ${folded(depot)}`)) continue;
    return { words: words.slice(0, words.length - depot.length).trim(), location: depot };
  }
  return { words, location: null };
}

/** The product or size whose stock is meant. A product in sizes that are counted apart needs one named. */
export function countedFound(
  run: Pick<Run, 'language'>,
  catalogue: Catalogue,
  words: string,
  retype: (name: string) => string,
): Found {
  const found = theProduct(run, catalogue, words, retype);
  const apart = found.product.variants.length > 0 && found.product.stock === null;
  if (!found.variant && apart) throw needsSize(run, found.product, retype);
  return found;
}

/** The sku itself, of a size or a product. */
export function skuOf(found: Found): string {
  return (found.variant ?? found.product).sku;
}

/** What a member reads of a quantity in thousandths: "12", "1,5 kg". */
export function shownQuantity(run: Pick<Run, 'language'>, thousandths: number, product: CatalogueProduct): string {
  return formatQuantity(thousandths / ONE, product.unit, run.language);
}

/** "/inventaire éclair 12, fraisier 4": what was counted. Null when the text holds no number. Throws Refusal. */
export function readCounts(
  run: Pick<Run, 'language'>,
  catalogue: Catalogue,
  text: string,
): { found: Found; qty: number }[] | null {
  const pieces = text
    .split(/[;\n]|,(?!\d)/)
    .map((piece) => piece.trim())
    .filter(Boolean);
  if (!pieces.some((piece) => COUNT_LAST.test(piece) || COUNT_FIRST.test(piece))) return null;
  return pieces.map((piece) => {
    const last = COUNT_LAST.exec(piece);
    const first = last ? null : COUNT_FIRST.exec(piece);
    const [words, number] = last ? [last[1]!, last[2]!] : first ? [first[2]!, first[1]!] : [piece, ''];
    const qty = parseQuantity(number);
    if (qty === null) throw new Refusal('invalid', textsFor(run.language).stock.noCount(piece));
    return { found: countedFound(run, catalogue, words, (name) => `/inventaire ${name} ${number}`), qty };
  });
}

const COUNT_LAST = /^(.*\p{L}.*?)\s*[=:]?\s+(\d+(?:[.,]\d{1,3})?)\s*(?:kg|g|l)?$/iu;
const COUNT_FIRST = /^(\d+(?:[.,]\d{1,3})?)\s*[x×]?\s+(.*\p{L}.*)$/iu;

/** Flags as they were, for the way back: ISO instants, null for "not sold out". */
export type SoldOutFlags = { sku: string; at: string | null }[];

/** The flags of a found product or size, a product's with those of all its sizes. */
export async function soldOutFlags(run: Run, found: Found): Promise<SoldOutFlags> {
  if (found.variant) {
    const rows = await run.trx
      .selectFrom('variant')
      .select(['sku', 'sold_out_at'])
      .where('sku', '=', found.variant.sku)
      .execute();
    return rows.map(flagOf);
  }
  const own = await run.trx
    .selectFrom('product')
    .select(['sku', 'sold_out_at'])
    .where('id', '=', found.product.id)
    .execute();
  const sizes = await run.trx
    .selectFrom('variant')
    .select(['sku', 'sold_out_at'])
    .where('product_id', '=', found.product.id)
    .execute();
  return [...own, ...sizes].map(flagOf);
}

/**
 * The flags that put a product or size on sale again, with what they were before. A size of a product that is sold out
 * as a whole leaves the other sizes sold out, each by itself.
 */
export async function flagsBack(run: Run, found: Found): Promise<{ before: SoldOutFlags; after: SoldOutFlags }> {
  const all = await soldOutFlags(run, { product: found.product, variant: null });
  const whole = all.find((flag) => flag.sku === found.product.sku)?.at ?? null;
  const after = all.map(({ sku, at }) => {
    if (!found.variant || sku === found.variant.sku || sku === found.product.sku) {
      return { sku, at: found.variant && whole === null && sku === found.product.sku ? at : null };
    }
    return { sku, at: at ?? whole };
  });
  const moved = after.filter((flag, index) => flag.at !== all[index]!.at);
  return { before: all.filter((flag) => moved.some((one) => one.sku === flag.sku)), after: moved };
}

function flagOf(row: { sku: string; sold_out_at: Date | null }): SoldOutFlags[number] {
  return { sku: row.sku, at: row.sold_out_at?.toISOString() ?? null };
}

/** Writes sold-out flags; the catalogue's stamp moves. */
export async function writeFlags(run: Run, flags: SoldOutFlags): Promise<void> {
  if (flags.length === 0) return;
  await bumpCatalogue(run.trx);
  for (const flag of flags) {
    const sold_out_at = flag.at === null ? null : new Date(flag.at);
    await run.trx.updateTable('product').set({ sold_out_at }).where('sku', '=', flag.sku).execute();
    await run.trx.updateTable('variant').set({ sold_out_at }).where('sku', '=', flag.sku).execute();
  }
}

/** "Éclair : 12 en stock", with its depots, its low mark and whether it is sold out. */
export async function stockLine(run: Run, sku: string): Promise<string> {
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const found = catalogue.find(sku);
  // Taken off the catalogue since: only its reference is left to name it by.
  if (!found) return sku;
  const texts = textsFor(run.language).stock;
  const { stock } = found.variant ?? found.product;
  const text =
    stock === null
      ? texts.notCounted(nameOf(found))
      : texts.level(nameOf(found), formatQuantity(stock, found.product.unit, run.language));
  return (found.variant ?? found.product).soldOut ? `${text} · ${texts.soldOutMark}` : text;
}
