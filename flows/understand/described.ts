/** What stands before or inside a name and is no word of it: descriptions ("two steak tacos"), figures ("7up"). */
import { candidatesAt } from './match.ts';
import type { Mention, MentionInput } from './mentions.ts';
import { sameWord } from './same-word.ts';
import { stem, type Token } from './text.ts';

/** Words of size. */
export const SIZE =
  /^(?:petite?s?|grande?s?|moyenne?s?|gros|grosse|small|medium|large|big|individuelle?s?|familiale?|kbira?|sghira?|كبير|صغير)$/;

/** Where the words that describe a dish before its name begin: "two | steak tacos", "a | small dark roast espresso". */
export function describedFrom(input: MentionInput, i: number, product: number, from = 0): number {
  const p = input.shop.products[product]!;
  if (!p.options.some((o) => o.kind === 'choices')) return i;
  const describes = (w: string): boolean =>
    SIZE.test(w) ||
    /^(?:regular|extra|plain|iced)$/.test(w) ||
    p.variants.some((v) => v.stems.some((s) => sameWord(w, s))) ||
    p.options.some((o) => o.stems.some((c) => c.some((s) => sameWord(w, s))));
  let k = i;
  while (
    k > from &&
    input.tokens[k - 1]!.kind === 'word' &&
    !input.tokens[k]!.nl &&
    !input.blocked(k - 1) &&
    describes(input.tokens[k - 1]!.t)
  )
    k--;
  return k;
}

const DIGITS: Record<string, readonly string[]> = {
  '1': ['one', 'un'],
  '2': ['two', 'deux'],
  '3': ['three', 'trois'],
  '4': ['four', 'quatre'],
  '5': ['five', 'cinq'],
  '6': ['six'],
  '7': ['seven', 'sept'],
  '8': ['eight', 'huit'],
  '9': ['nine', 'neuf'],
  '10': ['ten', 'dix'],
};

/** "7up" where the menu says "seven up": a number of a name in figures, glued to its next word. */
export function figureName(input: MentionInput, i: number): Mention | null {
  const t = input.tokens[i]!;
  const next = input.tokens[i + 1];
  const glued = /^(\d{1,2})([a-z]+)$/.exec(t.t);
  if (!glued && (t.kind !== 'num' || next?.kind !== 'word' || next.sp)) return null;
  for (const word of DIGITS[glued ? glued[1]! : t.t] ?? []) {
    if (!input.shop.byStem.has(stem(word))) continue;
    const first: Token = { ...t, t: word, kind: 'word' };
    const told = [first, ...(glued ? [{ ...first, t: glued[2]! }] : []), ...input.tokens.slice(i + 1, i + 5)];
    const best = candidatesAt(input.shop, told, 0, (k) => k > 1 && input.blocked(i + k - (glued ? 1 : 0)))[0];
    if (!best?.full || best.matched < 2) continue;
    const candidate = { ...best, start: i, next: i + best.next - (glued ? 1 : 0) };
    return { i, next: candidate.next, product: best.product, group: [best.product], candidate, sim: best.sim };
  }
  return null;
}
