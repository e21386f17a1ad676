/** References and proposals: "1 kg de chaque", "comme d'habitude", what the shop has just named. */
import type { Burst } from './burst.ts';

import type { CompiledShop } from './catalogue.ts';

import { readLines } from './lines.ts';
import type { State } from './state.ts';
import { tokenise } from './text.ts';

/** "1kg de chaque": one line per product of the group the words name. */
export function shareAmong(shop: CompiledShop, state: State, b: Burst, turn: number): void {
  if (!/(?:^| )(?:de chaque|chacun(?:e)?|of each|each|des deux|les deux)(?: |$)/.test(b.words)) return;
  const group = state.cart.find(
    (c) => c.product === null && c.candidates.length > 1 && c.candidates.length <= 4 && c.turn === turn,
  );
  if (!group) return;
  const lines = group.candidates.map((sku) => {
    const p = shop.products.find((x) => x.sku === sku)!;
    return {
      ...group,
      product: p.index,
      sku,
      unit: p.unit,
      candidates: [],
      askVariant: p.variants.length > 1,
      askQty: group.qty === null,
    };
  });
  state.cart.splice(state.cart.indexOf(group), 1, ...lines);
}

/** Keeps words that stand for an order which cannot be read. */
export function reference(state: State, b: Burst, words: string, turn: number): void {
  const last = words.trim().split(' ');
  const i = b.tokens.findIndex(
    (t, k) => !b.masked[k] && t.t === last[0] && (last.length < 2 || b.tokens[k + 1]?.t === last[1]),
  );
  const start = b.tokens[Math.max(0, i)]?.start ?? 0;
  const end = b.tokens[Math.min(b.tokens.length - 1, Math.max(0, i) + last.length - 1)]?.end ?? start;
  state.references = [{ text: b.text.slice(start, end), qty: null, candidates: [], turn, start, end }];
}

/** "comme mardi dernier" - "Mardi dernier : 2 kg de ..., c'est ça ?" - "oui": the shop's list becomes the draft. */
export function adoptProposal(shop: CompiledShop, state: State, text: string, turn: number): void {
  const tokens = tokenise(text);
  const lines = readLines({ shop, text, tokens, lang: 'fr', blocked: () => false, unknown: false });
  state.cart = lines
    .filter((l) => l.product !== null)
    .map((l) => ({ ...l, turn: Math.max(0, turn - 1), start: 0, end: 0 }));
  if (state.cart.length > 0) state.references = [];
}

/** "Les pains au chocolat restent à 20 ?" - "non, 24 aussi": the number is for what the shop named. */
export function aboutShopsProduct(shop: CompiledShop, state: State, b: Burst, text: string, turn: number): void {
  const question = text.split(/(?<=[.!?])\s+/).findLast((s) => s.includes('?')) ?? text;
  const tokens = tokenise(question);
  const named = readLines({ shop, text: question, tokens, lang: 'fr', blocked: () => false, unknown: false }).filter(
    (l) => l.product !== null,
  );
  if (named.length !== 1 || named[0]!.askVariant || state.cart.some((c) => c.product === named[0]!.product)) return;
  const i = b.tokens.findIndex((t, k) => !b.taken[k] && t.kind === 'num');
  if (i < 0 || b.words.split(' ').length > 6) return;
  state.cart.push({
    ...named[0]!,
    qty: Number(b.tokens[i]!.t),
    askQty: false,
    unsaid: false,
    turn,
    start: b.tokens[i]!.start,
    end: b.tokens[i]!.end,
    ...(state.touched ? { op: 'set' as const } : {}),
  });
}

/** "on est 7": the size of the only product that is sold by people. */
export function usePeople(shop: CompiledShop, state: State, b: Burst): void {
  const n = b.people ?? state.people;
  if (n === null) return;
  const open = state.cart.filter(
    (c) =>
      c.askVariant &&
      c.product !== null &&
      shop.products[c.product]!.variants.some((v) => v.measure?.kind === 'people'),
  );
  if (open.length !== 1) return;
  const p = shop.products[open[0]!.product!]!;
  const fit = p.variants
    .filter((v) => v.measure?.kind === 'people' && v.measure.value >= n)
    .sort((x, y) => x.measure!.value - y.measure!.value)[0];
  if (!fit) return;
  open[0]!.sku = fit.sku;
  open[0]!.askVariant = false;
  if (open[0]!.qty === null) {
    open[0]!.qty = 1;
    open[0]!.askQty = false;
  }
}
