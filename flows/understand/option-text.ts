/** Texts to write (cake, card, ribbon), candles and figures: they go to the last product that takes them. */
import type { Burst } from './burst.ts';
import type { CompiledShop } from './catalogue.ts';
import { cardinal } from './numbers.ts';
import type { State } from './state.ts';
import type { Token } from './text.ts';

/** Puts quoted words, candle counts and figures on the lines of the cart that have such an option. */
export function attachTexts(shop: CompiledShop, state: State, b: Burst): void {
  const lines = state.cart.filter((c) => c.product !== null && shop.products[c.product]!.options.length > 0);
  if (lines.length === 0) {
    for (const q of b.facts.quotes) state.note = { value: q.text, turn: 0, start: q.start, end: q.end };
    return;
  }
  for (const q of b.facts.quotes) {
    const before = [...lines].reverse().find((c) => c.start <= q.start && textOption(shop, c.product!));
    const target = before ?? lines.find((c) => textOption(shop, c.product!));
    if (!target) continue;
    const name = textOption(shop, target.product!)!;
    const figure = figureOption(shop, target.product!);
    if (figure && /^\d{1,3}$/.test(q.text)) setFigure(shop, target, figure, q.text);
    else target.options[name] = q.text;
  }
  candles(shop, state, b);
  for (const c of lines) {
    const figure = figureOption(shop, c.product!);
    if (!figure || c.options[figure] !== undefined) continue;
    const m = /chiffres? (\d{1,3})\b/.exec(b.words);
    if (m) setFigure(shop, c, figure, m[1]!);
  }
}

function textOption(shop: CompiledShop, product: number): string | null {
  return shop.products[product]!.options.find((o) => o.kind === 'text')?.name ?? null;
}

/** A text option named like the variants' unit ("chiffre": "1 chiffre", "2 chiffres"). */
function figureOption(shop: CompiledShop, product: number): string | null {
  const p = shop.products[product]!;
  return (
    p.options.find(
      (o) => o.kind === 'text' && p.variants.some((v) => v.name.toLowerCase().includes(o.name.toLowerCase())),
    )?.name ?? null
  );
}

function setFigure(shop: CompiledShop, c: State['cart'][number], option: string, figure: string): void {
  const p = shop.products[c.product!]!;
  c.options[option] = figure;
  const v = p.variants.find((x) => x.measure?.value === figure.length);
  if (v && c.askVariant) {
    c.sku = v.sku;
    c.askVariant = false;
  }
}

function candles(shop: CompiledShop, state: State, b: Burst): void {
  const i = b.tokens.findIndex((t) => /^(?:bougies?|candles?)$/.test(t.t));
  if (i < 1) return;
  for (let s = Math.max(0, i - 3); s < i; s++) {
    const n = cardinal(b.tokens as Token[], s, 'fr');
    if (!n || n.next !== i) continue;
    const target = [...state.cart]
      .reverse()
      .find((c) => c.product !== null && shop.products[c.product]!.options.some((o) => o.kind === 'count'));
    const option = target ? shop.products[target.product!]!.options.find((o) => o.kind === 'count') : undefined;
    if (target && option) target.options[option.name] = n.value;
    return;
  }
}
