/** Turns what was said into a quantity in the catalogue's unit: packs, weights, pieces. */
import type { CompiledProduct, CompiledVariant } from './catalogue.ts';
import type { Details } from './details.ts';
import type { Said } from './said-qty.ts';

export type Quantity = { sku: string; qty: number | null; unit: string; ask: boolean; note?: string };

const round3 = (x: number): number => Math.round(x * 1000) / 1000;

/** Packs of one size: the number must be a multiple. Packs of several sizes: largest first. */
function packs(p: CompiledProduct, sku: string, pieces: number): Quantity[] | null {
  if (typeof p.pack === 'number')
    return pieces % p.pack === 0 ? [{ sku, qty: pieces / p.pack, unit: p.unit, ask: false }] : null;
  const sizes = p.variants
    .filter((v) => v.measure?.kind === 'count')
    .sort((a, b) => b.measure!.value - a.measure!.value);
  if (sizes.length === 0) return null;
  const out: Quantity[] = [];
  let left = pieces;
  for (const v of sizes) {
    const n = Math.floor(left / v.measure!.value);
    if (n > 0) out.push({ sku: v.sku, qty: n, unit: p.unit, ask: false });
    left -= n * v.measure!.value;
  }
  return left === 0 && out.length > 0 ? out : null;
}

function byWeight(p: CompiledProduct, kg: number): Quantity[] | null {
  const sizes = p.variants
    .filter((v) => v.measure?.kind === 'weight')
    .sort((a, b) => b.measure!.value - a.measure!.value);
  if (sizes.length > 0) {
    const out: Quantity[] = [];
    let left = kg;
    for (const v of sizes) {
      const n = Math.floor(round3(left / v.measure!.value));
      if (n > 0) out.push({ sku: v.sku, qty: n, unit: p.unit, ask: false });
      left = round3(left - n * v.measure!.value);
    }
    return left === 0 && out.length > 0 ? out : null;
  }
  if (p.unitKg !== null) {
    const n = round3(kg / p.unitKg);
    return Number.isInteger(n) ? [{ sku: p.sku, qty: n, unit: p.unit, ask: false }] : null;
  }
  return null;
}

/** The lines for one product said once; several when pieces fill packs of several sizes. */
export function quantities(
  p: CompiledProduct,
  variant: CompiledVariant | null,
  usedLeft: boolean,
  said: Said,
  d: Details,
  singular: boolean,
): Quantity[] {
  if (d.bareKg && d.kg === 1 && said.n && !said.article && said.kg === undefined && !said.container) d.kg = said.n;
  const sku = variant?.sku ?? p.sku;
  const unit = p.unit;
  const one = (qty: number | null, note?: string): Quantity[] => [
    { sku, qty, unit, ask: qty === null, ...(note ? { note } : {}) },
  ];
  if (said.vague || d.vague) return one(null);
  const kg = said.kg ?? d.kg;
  const litres = said.litres ?? d.litres;
  const n = usedLeft
    ? 1
    : ((said.n !== undefined && !(said.article && (kg !== undefined || litres !== undefined || d.n !== undefined))
        ? said.n
        : d.n) ?? (said.article ? 1 : undefined));
  if (unit === 'kg') return kilos(sku, said, kg, n);
  if (unit === 'g') return kg !== undefined ? one(Math.round(kg * 1000)) : one(n ?? null);
  if (unit === 'l') return litres !== undefined ? one(round3(litres)) : one(n ?? null);
  if (kg !== undefined && said.n !== null && !usedLeft) {
    const fit = variant === null || variant.measure?.kind === 'weight' ? byWeight(p, kg) : null;
    if (fit) return fit;
    if (said.kg === undefined && n !== undefined && !said.article) return one(n);
    return one(null, 'weight');
  }
  const container = said.container ?? d.container;
  if (n !== undefined && n !== null && p.pack !== null && !said.article && !ownContainer(container)) {
    if (said.inner !== undefined && variant) return one(n);
    if (p.pack === 'variant' && variant) return packOfVariant(variant, n, one);
    return packs(p, sku, n) ?? one(null);
  }
  if (n != null && p.piecesInName !== null && !said.article && !ownContainer(container) && n >= p.piecesInName)
    return one(n % p.piecesInName === 0 ? n / p.piecesInName : null);
  if (n !== undefined) return one(n);
  if (said.plural || !singular) return one(null);
  return one(1);
}

function packOfVariant(v: CompiledVariant, n: number, one: (q: number | null) => Quantity[]): Quantity[] {
  const size = v.measure?.kind === 'count' ? v.measure.value : 1;
  return n === size ? one(1) : one(n);
}

const ownContainer = (name: string | undefined): boolean => name !== undefined && name !== 'piece' && name !== 'tige';

function kilos(sku: string, said: Said, kg: number | undefined, n: number | null | undefined): Quantity[] {
  if (kg !== undefined) return [{ sku, qty: round3(kg), unit: 'kg', ask: false }];
  if (said.container && !['piece', 'tete'].includes(said.container)) return [{ sku, qty: null, unit: 'kg', ask: true }];
  if (n !== undefined && n !== null)
    return said.half && n === 1
      ? [{ sku, qty: 0.5, unit: 'kg', ask: false }]
      : [{ sku, qty: n, unit: 'piece', ask: false }];
  return [{ sku, qty: null, unit: 'kg', ask: true }];
}
