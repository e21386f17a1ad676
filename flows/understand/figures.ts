/** Figures of names: "Coca 33cl", "Tarte 6 pers.", "Gâteau 3 chocolats", "Fromage blanc 0%". They choose among namesakes. */
import { cardinal, digitsValue } from './numbers.ts';
import type { Token } from './text.ts';
import { unitWord } from './units.ts';

export type Figure = {
  kind: 'weight' | 'volume' | 'people' | 'percent' | 'length' | 'bare';
  /** kg, litres, persons, percent, cm, or the number as it stands. */
  value: number;
};

type Placed = Figure & { next: number };

/** The figure that starts at token i, digits or words, with its unit; null where no number stands. */
export function figureAt(tokens: readonly Token[], i: number): Placed | null {
  const t = tokens[i];
  if (!t || t.nl) return null;
  const times = t.t === 'x' && tokens[i + 1]?.kind === 'num' && !tokens[i + 1]!.sp ? 1 : 0;
  const at = i + times;
  const n =
    tokens[at]!.kind === 'num'
      ? { value: digitsValue(tokens[at]!.t, 'fr'), next: at + 1, article: false }
      : tokens[at]!.kind === 'word'
        ? cardinal(tokens as Token[], at, 'fr')
        : null;
  if (!n || n.article || !Number.isFinite(n.value)) return null;
  const unit = tokens[n.next];
  if (unit?.t === '%') return { kind: 'percent', value: n.value, next: n.next + 1 };
  const u = unit?.nl ? undefined : unitWord(unit?.t);
  if (u?.k === 'weight') return { kind: 'weight', value: n.value * u.kg, next: n.next + 1 };
  if (u?.k === 'volume') return { kind: 'volume', value: n.value * u.l, next: n.next + 1 };
  if (u?.k === 'length') return { kind: 'length', value: n.value * u.cm, next: n.next + 1 };
  if (u?.k === 'share') return { kind: 'people', value: n.value, next: n.next + 1 };
  return { kind: 'bare', value: n.value, next: n.next };
}

/** Every figure of a name. */
export function figuresOf(tokens: readonly Token[]): Figure[] {
  const out: Figure[] = [];
  for (let i = 0; i < tokens.length; ) {
    const f = tokens[i]!.kind === 'num' || tokens[i]!.t === 'x' ? figureAt(tokens, i) : null;
    if (f) out.push({ kind: f.kind, value: f.value });
    i = f ? f.next : i + 1;
  }
  return out;
}

/** Does a name that has the figures `own` answer to the figure said? */
export function answers(own: readonly Figure[], said: Figure): boolean {
  return own.some((f) => f.kind === said.kind && Math.abs(f.value - said.value) < 1e-6);
}

/**
 * Which of some namesakes a figure means: those that carry it; of sizes by persons, the smallest that is enough. Empty
 * when none does.
 */
export function chosenBy<P extends { figures: readonly Figure[] }>(namesakes: readonly P[], said: Figure): P[] {
  const exact = namesakes.filter((p) => answers(p.figures, said));
  if (exact.length > 0 || said.kind !== 'people') return exact;
  const people = (p: P): number => p.figures.find((f) => f.kind === 'people')?.value ?? 0;
  const enough = namesakes.filter((p) => people(p) >= said.value).sort((a, b) => people(a) - people(b));
  return enough.slice(0, 1);
}
