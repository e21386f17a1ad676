/** What words without a name of their own lean on: the cart, or what was asked about. */
import type { Burst } from './burst.ts';
import type { CompiledShop } from './catalogue.ts';
import { candidatesAt } from './match.ts';
import type { Before } from './mentions.ts';
import type { ShopSaid } from './shop-said.ts';
import type { State } from './state.ts';
import { stem } from './text.ts';

/** "avez-vous des roses ?": the products of the kind asked about, so that "15 rouges" after the answer is understood. */
export function kindAsked(shop: CompiledShop, b: Burst): Pick<State['cart'][number], 'product' | 'candidates'> | null {
  if (!b.question) return null;
  for (let i = 0; i < b.tokens.length; i++) {
    if (b.taken[i]) continue;
    const kind = stem(b.tokens[i]!.t);
    const found = candidatesAt(shop, b.tokens, i, (k) => b.taken[k] ?? false).filter((c) => c.form.stems[0] === kind);
    const skus = [...new Set(found.map((c) => shop.products[c.product]!.sku))];
    if (skus.length > 1 && skus.length <= 12) return { product: null, candidates: skus };
  }
  return null;
}

/** What "et 3 de blanches" may refer to: the last line of the cart, or what the shop has just named. */
export function context(shop: CompiledShop, state: State, said: ShopSaid | null): Before | null {
  const last = state.cart.at(-1) ?? (said ? state.named : null);
  const group = last
    ? last.product !== null
      ? [last.product]
      : last.candidates.map((s) => shop.products.findIndex((p) => p.sku === s)).filter((i) => i >= 0)
    : [];
  if (group.length === 0) return null;
  const stems = new Set<string>();
  for (const g of group) for (const f of shop.formsOf[g] ?? []) if (f.stems[0]) stems.add(f.stems[0]);
  const answers = new Set<string>();
  if (said?.question)
    for (const c of state.cart) {
      if (c.product === null) continue;
      const p = shop.products[c.product]!;
      for (const o of p.options) for (const choice of o.stems) for (const s of choice) answers.add(s);
      if (c.askVariant) for (const v of p.variants) for (const s of v.stems) answers.add(s);
    }
  return { stems: [...stems], group: last?.product === null ? group : [], answers, asked: said?.question ?? false };
}
