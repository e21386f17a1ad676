/** What words without a name of their own lean on: the cart, or what was asked about. */
import type { Burst } from './burst.ts';
import type { CompiledShop } from './catalogue.ts';
import { affirms } from './intent.ts';
import { candidatesAt } from './match.ts';
import type { ShopSaid } from './shop-said.ts';
import type { State } from './state.ts';
import { stem } from './text.ts';

/** The line a bare word may complete, and the stems that answer what is open in the cart. */
/** `asked`: the message answers a question of the shop; `told`: the shop has told about the one thing asked about. */
export type Before = {
  stems: string[];
  group: number[];
  answers?: ReadonlySet<string>;
  asked?: boolean;
  told?: boolean;
};

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

/**
 * The one line of the cart that the question is about: it names its kind ("quelle couleur, les poivrons ?"), or the words
 * that tell products of its kind apart ("à jus ou de table ?").
 */
function askedAbout(shop: CompiledShop, state: State, said: ShopSaid | null): State['cart'][number] | null {
  if (!said?.question || state.cart.length < 2) return null;
  const words = new Set(said.words.split(' ').map(stem));
  const heads = (c: State['cart'][number]): string[] =>
    c.product === null
      ? shop.products.filter((p) => c.candidates.includes(p.sku)).map((p) => p.head)
      : [shop.products[c.product]!.head];
  const named = state.cart.filter((c) => heads(c).some((head) => words.has(head)));
  if (named.length === 1) return named[0]!;
  const apart = state.cart.filter((c) =>
    shop.forms.some(
      (f) =>
        f.product !== c.product &&
        f.stems.length > 1 &&
        heads(c).includes(f.stems[0]!) &&
        f.stems.slice(1).every((s) => words.has(s)),
    ),
  );
  return apart.length === 1 ? apart[0]! : null;
}

/** "le grand. vous livrez samedi ?": an answer to the shop's question stands before a question of the customer's own. */
export function answersFirst(shop: CompiledShop, state: State, b: Burst, said: ShopSaid | null): boolean {
  if (!said?.question || !b.question) return false;
  const asks = b.tokens.findIndex((t, k) => !b.masked[k] && /^[?؟]$/.test(t.t));
  const ends = b.tokens.slice(0, Math.max(0, asks)).findLastIndex((t) => t.nl || /^[.,;!…]$/.test(t.t));
  const first = b.tokens.slice(0, Math.max(0, ends));
  if (first.length === 0) return false;
  const answers = context(shop, state, said)?.answers ?? new Set();
  const open = state.cart.flatMap((c) => (c.product === null ? c.candidates : []));
  const told = open.flatMap((sku) => shop.formsOf[shop.products.findIndex((p) => p.sku === sku)] ?? []);
  const stems = new Set([...answers, ...told.flatMap((f) => f.stems)]);
  return (
    first.some((t, k) => !b.taken[k] && stems.has(stem(t.t))) ||
    affirms(first.map((t) => t.t).join(' ')) ||
    (said.asksDate && b.when !== null && b.when.start < (b.tokens[ends]?.start ?? 0))
  );
}

/** What "et 3 de blanches" may refer to: the last line of the cart, or what the shop has just named. */
export function context(shop: CompiledShop, state: State, said: ShopSaid | null): Before | null {
  const last = askedAbout(shop, state, said) ?? state.cart.at(-1) ?? (said ? state.named : null);
  const group = last
    ? last.product !== null
      ? [last.product]
      : last.candidates.map((s) => shop.products.findIndex((p) => p.sku === s)).filter((i) => i >= 0)
    : [];
  if (group.length === 0) return null;
  const stems = new Set<string>();
  for (const g of group) for (const f of shop.formsOf[g] ?? []) if (f.stems[0]) stems.add(f.stems[0]);
  const answers = new Set<string>();
  const asked = state.cart.length === 0 && last ? [{ ...last, askVariant: true }] : state.cart;
  if (said?.question || asked !== state.cart)
    for (const c of asked) {
      if (c.product === null) continue;
      const p = shop.products[c.product]!;
      for (const o of p.options) for (const choice of o.stems) for (const s of choice) answers.add(s);
      if (c.askVariant) for (const v of p.variants) for (const s of v.stems) answers.add(s);
    }
  const told = asked !== state.cart && answers.size > 0;
  return {
    stems: [...stems],
    group: last?.product === null ? group : [],
    answers,
    asked: said?.question ?? false,
    ...(told ? { told } : {}),
  };
}
