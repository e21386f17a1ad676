/** Words for goods: those the shop may not sell, and adjectives that never name any. */
import type { CompiledProduct, CompiledShop } from './catalogue.ts';
import { knownStem } from './food-words.ts';
import type { Mention, MentionInput } from './mentions.ts';
import { NOT_PRODUCT } from './ordinary.ts';
import { stemsFor } from './stems-for.ts';
import { stem, type Token } from './text.ts';
import { unitWord } from './units.ts';
import { CONNECTORS } from './words.ts';

/** Adjectives that never name a product alone. */
export const ADJECTIVES = new Set(
  'regular plain simpl rouge roug blanc blanch ros jaun vert verte bleu noir violet petit grand moyen moyenn gros entier individuel demi quart rond frais fraich maison bio doux douc mini blanche grande rose'.split(
    ' ',
  ),
);

/** A word that could be the name of a thing for sale that the catalogue does not have. */
export function unknownNoun(shop: CompiledShop, t: Token): boolean {
  if (/[\u0600-\u06ff]/.test(t.t) && !knownStem(stem(t.t))) return false;
  if (t.kind !== 'word' || t.t.length < 3 || NOT_PRODUCT.has(t.t) || CONNECTORS.has(t.t) || unitWord(t.t)) return false;
  if (/(?:ez|ait|ais|aient|erai|ons|ment|tion|tions|ais|iez)$/.test(t.t) && !knownStem(stem(t.t))) return false;
  return !shop.detail.has(stem(t.t));
}

/** A noun the reader knows as food or flower. */
export function knownGoods(t: Token): boolean {
  return t.kind === 'word' && knownStem(stem(t.t)) && !ADJECTIVES.has(stem(t.t)) && !NOT_PRODUCT.has(t.t);
}

/** "une X aux poires": whatever X is, it is a thing, and not the pears. */
export function namedByFlavour(tokens: readonly Token[], k: number): boolean {
  const flavour = tokens[k + 1]?.t === 'aux' || tokens[k + 1]?.t === 'au';
  const before = tokens[k - 1];
  return (
    flavour && before !== undefined && (before.kind === 'num' || /^(?:un|une|deux|trois|quatre|des)$/.test(before.t))
  );
}

/** "une charlotte aux poires", "une soupe de poireaux": the word says what a thing is made of that the shop does not sell. */
export function ofUnknown(input: MentionInput, i: number, from: number): boolean {
  const { shop, tokens, blocked } = input;
  if (input.lang !== 'fr') return false;
  let k = i - 1;
  while (k >= from && /^(?:au|aux|a|la|l|de|d|du|des)$/.test(tokens[k]!.t) && !tokens[k + 1]!.nl) k--;
  const noun = tokens[k];
  if (k === i - 1 || k < from || !noun || blocked(k) || tokens[k + 1]!.nl) return false;
  if (!unknownNoun(shop, noun) || stemsFor(shop, noun.t).length > 0) return false;
  return knownGoods(noun) || namedByFlavour(tokens, k);
}

/** "une chocolat 8 parts", where chocolates go by the box: the cakes with that word and a size in parts, or none. */
export function sizedOtherwise(input: MentionInput, m: Mention, p: CompiledProduct): string[] {
  const [size, parts] = [input.tokens[m.next], input.tokens[m.next + 1]];
  if (size?.kind !== 'num' || !/^(?:parts?|p)$/.test(parts?.t ?? '') || input.blocked(m.next)) return [];
  if (!m.candidate?.full || m.candidate.matched > 1 || p.variants.length === 0 || byParts(p)) return [];
  const [word] = m.candidate.form.stems;
  return input.shop.products
    .filter((other) => byParts(other) && (input.shop.formsOf[other.index] ?? []).some((f) => f.stems.includes(word!)))
    .map(({ sku }) => sku);
}

const byParts = (p: CompiledProduct): boolean => p.variants.some((v) => v.measure?.kind === 'people');

/** "brioche aux pralines": a flavour the catalogue does not have makes it another product. */
export function flavoured(input: MentionInput, m: Mention, p: CompiledProduct): boolean {
  const a = input.tokens[m.next];
  if (!a || a.nl || input.blocked(m.next) || !/^(?:au|aux)$/.test(a.t)) return false;
  const noun = input.tokens[m.next + 1];
  if (!noun || input.blocked(m.next + 1) || !unknownNoun(input.shop, noun)) return false;
  const known = [...p.variants.flatMap((v) => v.stems), ...p.options.flatMap((o) => o.stems.flat())];
  return knownGoods(noun) && !known.includes(noun.t);
}
