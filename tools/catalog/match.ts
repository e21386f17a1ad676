import { Refusal } from '../errors.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { type Catalogue, type CatalogueProduct, type Found, nameOf } from './catalogue.ts';

/** What a name said whole counts more, and how near to the best a candidate is as likely. */
const WHOLE = 0.2;
const AS_LIKELY = 0.05;
/** The most candidates a refusal names. */
const MOST_NAMED = 5;
const SMALL_WORDS = new Set('a au aux avec d de des du en et l la le les un une of the with and'.split(' '));
const PARTS = new Set('p part parts pers personne personnes portion portions people persons slices'.split(' '));

/** Lower case, no accents, ligatures opened: how names are compared. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[’']/g, ' ');
}

/** The words that carry a name, in the singular; a size such as "8 parts" or "8p" is one word. */
function wordsIn(text: string): string[] {
  const raw = folded(text).match(/[\p{L}\d]+/gu) ?? [];
  const words: string[] = [];
  for (const word of raw.flatMap((one) => one.match(/^\d+(?=\p{L})|\p{L}.*$|^\d+$/gu) ?? [one])) {
    if (PARTS.has(word) && /^\d+$/.test(words.at(-1) ?? '')) words.push(`${words.pop()!}p`);
    else if (!SMALL_WORDS.has(word)) words.push(word.length > 3 ? word.replace(/[sx]$/, '') : word);
  }
  return words;
}

/** How well a typed word fits a word of a name: 1 the same, less for its beginning or a typing error, 0 not at all. */
function fit(typed: string, known: string): number {
  if (typed === known) return 1;
  if (/\d/.test(typed) || /\d/.test(known)) return typed === known.replace(/p$/, '') ? 0.9 : 0;
  if (typed.length >= 3 && known.startsWith(typed)) return 0.8;
  const reach = typed.length >= 7 ? 2 : typed.length >= 4 ? 1 : 0;
  return reach > 0 && within(typed, known, reach) ? 0.7 : 0;
}

/** Whether two words are at most `reach` typing errors apart: a letter more, less, other, or two swapped. */
function within(a: string, b: string, reach: number): boolean {
  if (Math.abs(a.length - b.length) > reach) return false;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return row[b.length]! <= reach;
}

/** How well all typed words are met by a name: 0 when one of them is not. A name that was said whole stands out. */
function scoreOf(typed: string[], name: string): number {
  const known = wordsIn(name);
  let sum = 0;
  for (const word of typed) {
    const best = Math.max(0, ...known.map((one) => fit(word, one)));
    if (best === 0) return 0;
    sum += best;
  }
  const whole = known.every((one) => typed.some((word) => fit(word, one) > 0));
  return sum / typed.length + (whole ? WHOLE : 0);
}

function namesOf(product: CatalogueProduct): string[] {
  return [product.name, product.sku, ...product.aliases];
}

/** What typed words can mean in a shop's catalogue, the likeliest alone when it stands out. */
export function matchProducts(catalogue: Catalogue, text: string): Found[] {
  const exact = catalogue.find(text.trim());
  if (exact) return [exact];
  const typed = wordsIn(text);
  if (typed.length === 0) return [];
  const scored = catalogue.products.flatMap((product) => foundIn(product, typed));
  const best = Math.max(0, ...scored.map((one) => one.score));
  return scored
    .filter((one) => one.score > 0 && one.score >= best - AS_LIKELY)
    .sort((a, b) => b.score - a.score)
    .map((one) => one.found);
}

/** The product when its own names meet the words; else those of its sizes that the words name besides. */
function foundIn(product: CatalogueProduct, typed: string[]): { found: Found; score: number }[] {
  const own = Math.max(...namesOf(product).map((name) => scoreOf(typed, name)));
  if (own > 0) return [{ found: { product, variant: null }, score: own }];
  return product.variants
    .map((variant) => ({
      found: { product, variant },
      score: Math.max(...namesOf(product).map((name) => sizeScore(typed, name, variant.name))),
    }))
    .filter((one) => one.score > 0);
}

/** Words that name a size besides a product: at least one of them must be the product's. */
function sizeScore(typed: string[], name: string, size: string): number {
  const [known, sizes] = [wordsIn(name), wordsIn(size)];
  if (!typed.some((word) => known.some((one) => fit(word, one) > 0))) return 0;
  return scoreOf(typed, [...known, ...sizes].join(' '));
}

/** The product that is called exactly so, accents, plurals and small words aside. */
export function sameName(catalogue: Catalogue, text: string): CatalogueProduct | null {
  const key = (name: string) => [...new Set(wordsIn(name))].sort().join(' ');
  return (
    catalogue.products.find((product) => [product.name, ...product.aliases].some((name) => key(name) === key(text))) ??
    null
  );
}

/** Products whose words are near what was typed although not all are met: what to offer when nothing is found. */
export function nearProducts(catalogue: Catalogue, text: string): CatalogueProduct[] {
  const typed = wordsIn(text);
  const scored = catalogue.products.map((product) => {
    const known = namesOf(product).flatMap(wordsIn);
    return { product, hits: typed.filter((word) => known.some((one) => fit(word, one) > 0)).length };
  });
  return scored
    .filter((one) => one.hits > 0)
    .sort((a, b) => b.hits - a.hits)
    .slice(0, MOST_NAMED)
    .map((one) => one.product);
}

/**
 * The one product or size that typed words mean. `retype` says what to type for a name, for the refusal that names the
 * candidates. Throws Refusal when nothing fits or several do.
 */
export function theProduct(
  run: Pick<Run, 'language'>,
  catalogue: Catalogue,
  text: string,
  retype: (name: string) => string,
): Found {
  const found = matchProducts(catalogue, text);
  const [only] = found;
  if (only && found.length === 1) return only;
  const texts = textsFor(run.language).catalogue;
  if (found.length > 1) throw new Refusal('invalid', texts.several(text, listed(found.map(nameOf), retype)));
  const near = nearProducts(catalogue, text).map((product) => product.name);
  throw new Refusal(
    'not_found',
    near.length > 0 ? texts.unknownNear(text, listed(near, retype)) : texts.unknown(text, '/produits'),
  );
}

function listed(names: string[], retype: (name: string) => string): string {
  return names
    .slice(0, MOST_NAMED)
    .map((name) => retype(name.replace(/[()]/g, '')))
    .join('\n');
}

/** A size is needed and none was named: the refusal that names them. */
export function needsSize(
  run: Pick<Run, 'language'>,
  product: CatalogueProduct,
  retype: (name: string) => string,
): Refusal {
  const names = product.variants.map((variant) => `${product.name} ${variant.name}`);
  return new Refusal('invalid', textsFor(run.language).catalogue.whichSize(product.name, listed(names, retype)));
}
