/** What the shop has shown in a list: "the cake" then means the one of the list. */
import { leadingNumber } from './answers.ts';
import type { Burst } from './burst.ts';
import type { CompiledShop } from './catalogue.ts';
import { detailsOf } from './details.ts';
import { plain } from './fold.ts';
import type { IntentScore } from './intent-input.ts';
import type { ShopSaid } from './shop-said.ts';
import type { State } from './state.ts';
import { chooseVariant } from './variant.ts';

const ROW = /^\s*[•·-]\s*(.+?)\s*(?: : |:\s|—|–| - |$)/u;

/** The products that a message of the shop lists, a row each, by index. */
function shownIn(shop: CompiledShop, text: string): number[] {
  const rows = text.split('\n').flatMap((row) => ROW.exec(row)?.[1] ?? []);
  if (rows.length === 0) return [];
  return [...new Set(rows.flatMap((name) => namesOf(shop).get(plain(name)) ?? []))];
}

/** Folding thousands of names takes longer than reading a message: once for each catalogue, and only where a list was shown. */
const names = new WeakMap<CompiledShop, Map<string, number>>();

function namesOf(shop: CompiledShop): Map<string, number> {
  const known = names.get(shop);
  if (known) return known;
  const folded = new Map(shop.products.map(({ name, index }) => [plain(name), index]));
  names.set(shop, folded);
  return folded;
}

/** Keeps what a message of the shop lists. */
export function takeShown(shop: CompiledShop, state: State, text: string): void {
  const shown = shownIn(shop, text);
  if (shown.length > 0) state.shown = shown;
}

const NODS = new Set('ok oui alors d accord bon va pour le la les de en du yes the svp stp please merci'.split(' '));
const CHOOSES = new Set(['other', 'thanks', 'greeting']);

/** "Le gâteau alors", "8 parts", right after the list: chosen, whatever else these words might be. */
export function choosesShown(
  shop: CompiledShop,
  state: State,
  b: Burst,
  said: ShopSaid | null,
  { intent }: IntentScore,
): boolean {
  if (!said || state.shown.length === 0 || b.question || state.placed) return false;
  if (b.lines.length > 0) {
    const named = b.lines.some((line) => !line.negated && (line.product !== null || line.candidates.length > 0));
    return named && CHOOSES.has(intent);
  }
  if (state.cart.length > 0 || (intent !== 'order' && !CHOOSES.has(intent))) return false;
  const sized = state.shown.filter((index) => sizeSaid(shop, index, b) || (onlyCounts(b) && state.shown.length === 1));
  if (sized.length !== 1) return false;
  state.named = { product: sized[0]!, candidates: [] };
  return true;
}

/** "2 pour samedi", "une": a number or the like, and few words of other kinds. */
function onlyCounts(b: Burst): boolean {
  const words = b.tokens.filter(({ kind, t }, k) => kind === 'word' && !b.taken[k] && !NODS.has(t));
  return leadingNumber(b) !== null && words.length === 0;
}

/** "8 parts": a size that the product is sold in. */
function sizeSaid(shop: CompiledShop, index: number, b: Burst): boolean {
  const product = shop.products[index]!;
  const details = detailsOf(product, b.tokens, 0, b.tokens.length, 'fr', (k) => b.taken[k] ?? false);
  return details.measures.length > 0 && chooseVariant(product, { start: 0 }, details).variant !== null;
}

/** Of the goods a word may mean, the only one that was shown is meant. */
export function narrowToShown(shop: CompiledShop, state: State, b: Burst, turn: number): void {
  for (const line of state.cart) {
    if (line.turn !== turn || line.product !== null) continue;
    const shown = state.shown.filter((index) => line.candidates.includes(shop.products[index]!.sku));
    if (shown.length !== 1) continue;
    const product = shop.products[shown[0]!]!;
    const details = detailsOf(product, b.tokens, line.next, b.tokens.length, 'fr', (k) => b.taken[k] ?? false);
    const choice = chooseVariant(product, { start: 0 }, details);
    const qty = line.qty ?? (product.unit === 'piece' ? 1 : null);
    Object.assign(line, {
      product: product.index,
      sku: choice.variant?.sku ?? product.sku,
      unit: product.unit,
      candidates: [],
      askVariant: choice.ask,
      qty,
      askQty: qty === null,
      options: details.options,
    });
  }
}
