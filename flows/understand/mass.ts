/** Weights and volumes on the right of a name: "1 kg 500", "un kilo et demi", "un demi-kilo". */
import type { CompiledProduct } from './catalogue.ts';
import type { Details } from './details.ts';
import { digitsValue, type NumberSpan } from './numbers.ts';
import type { Token } from './text.ts';
import { unitWord } from './units.ts';

/** "un demi-kilo", "demi litre", "1/2 kg": the token of the unit, and what one of it weighs or holds. */
export function halfAt(
  tokens: readonly Token[],
  i: number,
  to: number,
): { next: number; factor: number; k: 'weight' | 'volume' } | null {
  let k = i;
  if (tokens[k]!.t === '1' && tokens[k + 1]?.t === '/' && tokens[k + 2]?.t === '2') k += 3;
  else {
    if (/^(?:un|une)$/.test(tokens[k]!.t)) k++;
    if (!/^demie?$/.test(tokens[k]?.t ?? '')) return null;
    k += tokens[k + 1]?.t === '-' ? 2 : 1;
  }
  const u = k < to ? unitWord(tokens[k]?.t) : undefined;
  if (u?.k === 'weight') return { next: k, factor: u.kg, k: 'weight' };
  return u?.k === 'volume' ? { next: k, factor: u.l, k: 'volume' } : null;
}

/** "2k" beside goods is two kilos, no two thousand. */
export function numberOfKilos(tokens: readonly Token[], n: NumberSpan | null): NumberSpan | null {
  return n?.digits && tokens[n.next - 1]?.t === 'k' ? { ...n, value: n.value / 1000, next: n.next - 1 } : n;
}

/** A weight or a volume on the right of a name; gives the token behind it. */
export function massDetail(
  d: Details,
  p: CompiledProduct,
  tokens: readonly Token[],
  n: { value: number; next: number },
  factor: number,
  k: 'weight' | 'volume',
  far: boolean,
): number {
  let value = n.value * factor;
  let next = n.next + 1;
  const more = tokens[next];
  if (factor === 1 && more?.kind === 'num' && !more.sp && /^\d+$/.test(more.t)) {
    const v = digitsValue(more.t, 'fr');
    value += v < 10 ? v / 10 : v < 100 ? v / 100 : v / 1000;
    next++;
  }
  if (more?.t === 'et' && /^demie?$/.test(tokens[next + 1]?.t ?? '')) {
    value += 0.5 * factor;
    next += 2;
  }
  if (/^(?:w|و)$/.test(more?.t ?? '') && /^(?:noss?|نص)$/.test(tokens[next + 1]?.t ?? '')) {
    value += 0.5 * factor;
    next += 2;
  }
  if (/^و(?:نص|نصف)$/.test(more?.t ?? '')) {
    value += 0.5 * factor;
    next++;
  }
  if (k === 'volume') {
    if (p.variants.some((v) => v.measure?.kind === 'volume' && Math.abs(v.measure.value - value) < 0.001))
      d.measures.push({ kind: 'volume', value });
    else if (d.litres === undefined && !far) d.litres = value;
  } else if (p.variants.some((v) => v.measure?.kind === 'weight' && Math.abs(v.measure.value - value) < 0.001))
    d.measures.push({ kind: 'weight', value });
  else if (d.kg === undefined) d.kg = value;
  return next;
}
