/** A count said first and shared out behind it: "2 bûches, une chocolat, une marron", "12 éclairs dont 4 café et le reste chocolat". */
import type { Burst } from './burst.ts';
import type { CompiledShop } from './catalogue.ts';
import type { Line } from './lines.ts';
import { inheritParts } from './shared-size.ts';

const AMONG = /(?:^| )(?:dont|including|parmi lesquel(?:le)?s|avec dedans)(?: |$)/;

const round3 = (x: number): number => Math.round(x * 1000) / 1000;

/** The lines without those that the lines behind them spell out; shares ("le reste", "moitié") become numbers. */
export function spelledOut(shop: CompiledShop, lines: Line[], tokens: Burst['tokens']): Line[] {
  const shares = new Set<Line>();
  return lines.filter((l, k) => {
    const parts = shares.has(l) ? [] : partsOf(shop, lines, k, tokens);
    if (parts.length === 0) return true;
    const among = AMONG.test(wordsBetween(tokens, l.next, parts[0]!.i));
    if (l.product !== null && !l.askVariant && !among && !parts.some((x) => x.of)) return true;
    for (const x of parts) shares.add(x);
    inheritParts(shop, l, parts);
    if (l.qty !== null) shareOut(l, parts);
    const sum = round3(parts.reduce((a, x) => a + (x.qty ?? 0), 0));
    if (parts.every((x) => x.qty !== null) && l.qty === sum) return false;
    if (among && l.qty !== null && sum < l.qty) {
      l.qty = round3(l.qty - sum);
      return true;
    }
    if (l.product !== null) return true;
    if (parts.some((x) => x.unsaid) && parts.length === 1) {
      if (l.qty !== null) parts[0]!.qty = l.qty;
      parts[0]!.askQty = parts[0]!.qty === null;
      parts[0]!.unsaid = l.unsaid;
      return false;
    }
    return !(l.qty === null || parts.some((x) => x.ellipsis));
  });
}

const wordsBetween = (tokens: Burst['tokens'], from: number, to: number): string =>
  tokens
    .slice(from, to)
    .map((t) => t.t)
    .join(' ');

/** "10 éclairs" - "lesquels ?" - "moitié chocolat moitié café": the open line of the cart, shared out among these lines, or null. */
export function sharedOpen<C extends Line>(shop: CompiledShop, cart: readonly C[], lines: Line[]): C | null {
  if (!lines.some((x) => x.of)) return null;
  const skus = lines.map((x) => (x.product === null ? null : shop.products[x.product]!.sku));
  const open = cart.filter(
    (c) => c.product === null && c.qty !== null && skus.every((sku) => sku && c.candidates.includes(sku)),
  );
  if (open.length !== 1) return null;
  shareOut(open[0]!, lines);
  return lines.every((x) => x.qty !== null) ? open[0]! : null;
}

/** The lines right behind line k that can only be shares of it. */
function partsOf(shop: CompiledShop, lines: Line[], k: number, tokens: Burst['tokens']): Line[] {
  const l = lines[k]!;
  const among = lines[k + 1] !== undefined && AMONG.test(wordsBetween(tokens, l.next, lines[k + 1]!.i));
  const out: Line[] = [];
  for (const x of lines.slice(k + 1)) {
    if (x.product === null || x.negated) break;
    const sku = shop.products[x.product]!.sku;
    const sized = l.product === x.product && l.askVariant && x.ellipsis && !x.askVariant && x.qty !== null;
    const kind =
      l.product === null
        ? l.candidates.length > 1 && l.candidates.includes(sku)
        : sized || ((among || x.of !== undefined) && sameHead(shop, l, x));
    if (!kind) break;
    out.push(x);
    // "deux cyclamens, un rouge un blanc, un bouquet": complete as soon as it adds up.
    if (l.product !== null && !out.some((y) => y.of) && round3(out.reduce((a, y) => a + (y.qty ?? 0), 0)) === l.qty)
      break;
  }
  return l.product !== null && out.length === 1 && l.qty !== 1 && !out[0]!.of && out[0]!.qty === l.qty ? [] : out;
}

/** "5 kg de tomates dont 2 de grappe": another product of the same kind. */
function sameHead(shop: CompiledShop, l: Line, x: Line): boolean {
  return (
    l.product !== null && l.product !== x.product && shop.products[l.product]!.head === shop.products[x.product!]!.head
  );
}

/** "moitié" and "le reste" of the count of line l, as numbers; left open where pieces cannot be halved. */
function shareOut(l: Line, parts: Line[]): void {
  const total = l.qty!;
  const weighed = l.unit === 'kg' || l.unit === 'l';
  const give = (x: Line, qty: number): void => {
    if (qty <= 0 || (!weighed && !Number.isInteger(qty))) return;
    Object.assign(x, { qty, askQty: false, unsaid: false });
    if (l.unit === 'kg' || x.unit === 'kg') x.unit = l.unit === 'kg' ? 'kg' : 'piece';
  };
  for (const x of parts) if (x.of === 'half') give(x, total / 2);
  const rest = parts.filter((x) => x.of === 'rest' || (x.of === 'half' && x.qty === null));
  if (rest.length === 1)
    give(rest[0]!, round3(total - parts.reduce((a, x) => a + (x === rest[0] ? 0 : (x.qty ?? 0)), 0)));
}
