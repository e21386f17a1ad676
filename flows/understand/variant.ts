/** Ties a product said with its details to one variant, or says that the variant must be asked. */
import type { CompiledProduct, CompiledVariant } from './catalogue.ts';
import type { Details } from './details.ts';
import type { Said } from './said-qty.ts';

export type VariantChoice = {
  variant: CompiledVariant | null;
  ask: boolean /** the left number was the variant's, not a quantity */;
  usedLeft?: boolean;
};

const close = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6;

function byPeople(p: CompiledProduct, n: number): CompiledVariant | null {
  const fit = p.variants
    .filter((v) => v.measure?.kind === 'people')
    .sort((a, b) => a.measure!.value - b.measure!.value);
  return fit.find((v) => v.measure!.value >= n) ?? null;
}

function byMeasure(p: CompiledProduct, d: Details): CompiledVariant | null | 'none' {
  let seen = false;
  for (const m of d.measures) {
    if (m.kind === 'price') {
      const v = p.variants.find(
        (x) => x.price !== null && (x.price === Math.round(m.value * 100) || x.price === Math.round(m.value * 1000)),
      );
      if (v) return v;
      const prices = p.variants.filter((x) => x.measure?.kind === 'price');
      const near = prices.find((x) => close(x.measure!.value, m.value));
      if (near) return near;
      continue;
    }
    const same = p.variants.filter((v) => v.measure && v.measure.kind === m.kind);
    if (m.kind === 'length') {
      const v = same.find((x) => m.value >= x.measure!.value && m.value <= (x.measure!.upTo ?? x.measure!.value));
      if (v) return v;
      seen ||= same.length > 0;
      continue;
    }
    const exact =
      same.find((v) => close(v.measure!.value, m.value)) ??
      (m.bare || m.kind === 'count' ? p.variants.find((v) => v.measure && close(v.measure.value, m.value)) : undefined);
    if (exact) return exact;
    const grams = m.bare
      ? p.variants.find((v) => v.measure?.kind === 'weight' && close(v.measure.value * 1000, m.value))
      : undefined;
    if (grams) return grams;
    const people = p.variants.some((v) => v.measure?.kind === 'people');
    if (people && (m.kind === 'people' || m.bare)) {
      const v = byPeople(p, m.value);
      if (v) return v;
      seen = true;
      continue;
    }
    seen ||= same.length > 0 && m.kind !== 'people';
  }
  return seen ? 'none' : null;
}

/** "the 50 euro surprise bouquet": the amount before the name is the price of one of its variants, and says no quantity. */
export function priced(p: CompiledProduct, said: Said, d: Details): void {
  const { money } = said;
  if (money === undefined || !p.variants.some((v) => v.price === money * 100 || v.price === money * 1000)) return;
  d.measures.push({ kind: 'price', value: money });
  said.vague = false;
  said.n = 1;
  said.article = true;
}

/** The variant said or implied; `ask` when the product has variants and none can be told. */
export function chooseVariant(p: CompiledProduct, said: Said, d: Details): VariantChoice {
  if (p.variants.length === 0) return { variant: null, ask: false };
  if (p.variants.length === 1) return { variant: p.variants[0]!, ask: false };
  if (said.inner !== undefined) d.measures.unshift({ kind: 'count', value: said.inner, bare: true });
  // "100 pièces de salé": so many pieces are one tray of that many.
  if (
    (said.headless && said.n && !said.container) ||
    (said.container === 'piece' && p.pack === null && (said.n ?? 0) > 1)
  ) {
    const v = p.variants.find((x) => x.measure?.kind === 'count' && x.measure.value === said.n);
    if (v) return { variant: v, ask: false, usedLeft: true };
  }
  const measured = byMeasure(p, d);
  if (measured && measured !== 'none') return { variant: measured, ask: false };
  if (d.words.size > 0) {
    const top = Math.max(...d.words.values());
    const best = [...d.words].filter(([, n]) => n === top).map(([sku]) => sku);
    const whole = best.filter((sku) => p.variants.find((v) => v.sku === sku)!.stems.length <= top);
    if (best.length === 1) return { variant: p.variants.find((v) => v.sku === best[0])!, ask: false };
    if (whole.length === 1) return { variant: p.variants.find((v) => v.sku === whole[0])!, ask: false };
  }
  if (said.half) {
    const half = p.variants.find((v) => v.stems.some((s) => s.startsWith('demi')));
    if (half) return { variant: half, ask: false };
  }
  if (said.share) {
    const one = p.variants.find(
      (v) =>
        (v.measure?.kind === 'people' && v.measure.value === 1) ||
        (v.measure === null && v.stems.some((s) => s === 'part')),
    );
    if (one) return { variant: one, ask: false };
    if (said.n && p.variants.some((v) => v.measure?.kind === 'people')) {
      const v = byPeople(p, said.n);
      if (v) return { variant: v, ask: false, usedLeft: true };
    }
  }
  if (d.cheapest) {
    const v = [...p.variants].sort((a, b) => (a.price ?? p.price) - (b.price ?? p.price))[0]!;
    return { variant: v, ask: false };
  }
  if (said.kg !== undefined && said.n !== null) {
    const v = p.variants.find((x) => x.measure?.kind === 'weight' && close(x.measure.value, said.kg!));
    if (v) return { variant: v, ask: false, usedLeft: true };
  }
  return { variant: null, ask: true };
}
