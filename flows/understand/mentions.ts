/** Finds where products are named in a message. */
import type { CompiledShop } from './catalogue.ts';
import { longerTopping, toppingOf } from './choices.ts';
import { describedFrom, figureName } from './described.ts';
import {
  contextual,
  countBefore,
  flavourOf,
  meantAsGoods,
  partOfLast,
  potOfSame,
  sizeEllipsis,
  stemsOf,
  variantEllipsis,
} from './ellipsis.ts';
import { emojiMention } from './emoji.ts';
import { ADJECTIVES, ofUnknown } from './goods.ts';
import type { Before } from './leaning.ts';
import { type Candidate, candidatesAt } from './match.ts';
import { ordinaryOne, wholeNames } from './names.ts';
import { numberWord } from './number-words.ts';
import type { NumberLang } from './numbers.ts';
import { ORDINARY } from './ordinary.ts';
import { stemsFor } from './stems-for.ts';
import { stem, type Token } from './text.ts';
import { isContainer, unitWord } from './units.ts';
import { CONNECTORS } from './words.ts';

export type Mention = {
  i: number;
  next: number;
  /** One product, or the products it may be (ambiguous, or none: unknown to the shop). */
  product: number | null;
  group: number[];
  candidate: Candidate | null;
  /** A word that only repeats the head: "et une de blanches". */
  ellipsis?: boolean;
  emojiCount?: number;
  sim: number;
};

/** The kind of thing, said after its name: "a turkey club sandwich", "an americano coffee". */
const KIND = /^(?:coffees?|sandwich(?:es)?|subs?|burgers?|wraps?|sodas?|drinks?|pizzas?|chips|cookies?)$/;

export type MentionInput = {
  shop: CompiledShop;
  tokens: readonly Token[];
  lang: NumberLang;
  blocked: (i: number) => boolean;
  /** A line or cart to which "et une de blanches" may refer. */
  before?: Before | null;
};

/** "strawberries" are "fraises", whose stem is that of "frais". */
const adjective = (h: { stem: string; sim: number }): boolean =>
  ADJECTIVES.has(h.stem) && !(h.stem === 'frais' && h.sim < 1);

const adjectiveOnly = (c: Candidate, shop: CompiledShop, tokens: readonly Token[]): boolean => {
  for (let k = c.start; k < c.next; k++) {
    const t = tokens[k]!;
    if (t.kind !== 'word' || CONNECTORS.has(t.t)) continue;
    if (!ADJECTIVES.has(stem(t.t)) && !stemsFor(shop, t.t).every((h) => adjective(h))) return false;
  }
  return true;
};

/** All mentions. */
export function findMentions(input: MentionInput): Mention[] {
  const out: Mention[] = [];
  const { tokens, blocked } = input;
  for (let i = 0; i < tokens.length; ) {
    if (blocked(i)) {
      i++;
      continue;
    }
    const t = tokens[i]!;
    const m =
      t.kind === 'emoji'
        ? emojiMention(input, i, out)
        : (figureName(input, i) ??
          sizeEllipsis(input, i, out) ??
          (t.kind === 'word' ? wordMention(input, i, out) : null));
    if (m) {
      out.push(m);
      i = Math.max(m.next, i + 1);
    } else i++;
  }
  return wholeNames(input, out);
}

/** "mettez-moi": no "mois". */
const PRONOUN = /^(?:moi|toi)$/;

function wordMention(input: MentionInput, i: number, out: Mention[]): Mention | null {
  const { shop, tokens, blocked } = input;
  const t = tokens[i]!;
  if (CONNECTORS.has(t.t) || PRONOUN.test(t.t)) return null;
  const stop = (k: number): boolean => blocked(k);
  const found = candidatesAt(shop, tokens, i, stop);
  const previous = stemsOf(shop, out, input.before);
  const counted = countBefore(input, i, out.at(-1)?.next ?? 0);
  if (found.length > 0 && ofUnknown(input, i, out.at(-1)?.next ?? 0)) return null;
  if (found.length === 0) return counted && previous ? variantEllipsis(input, i, out) : null;
  const best = found[0]!;
  // "trois sachets": the number of a name ("trois chocolats") is no name by itself.
  if (best.matched === 1 && !best.full && !counted && numberWord(t.t)) return null;
  // "à jus ou de table ?" - "à jus": the answer leans on the goods the shop asked about.
  if (input.before?.asked && out.length === 0 && !counted && !best.full && best.matched === 1) {
    const leaning = contextual(input, i, input.before);
    if (leaning) return leaning;
  }
  const pot = counted && isContainer(t.t) && !best.full ? potOfSame(input, i, out.at(-1), previous) : null;
  if (pot) return pot;
  if (
    isContainer(t.t) &&
    !best.full &&
    best.matched === 1 &&
    !/^bouquets?$/.test(t.t) &&
    found.filter((c) => c.matched === 1).length > 1
  )
    return null;
  const last = out.at(-1);
  // "ail 2 têtes": how the thing just named is counted.
  if (last?.product === best.product && isContainer(t.t) && !best.full && best.next === i + 1) return null;
  if (last && last.product === null && !counted && flavourOf(tokens, last.next, i)) {
    last.next = best.next;
    return null;
  }
  if (partOfLast(input, best, i, last, counted)) return null;
  if (last && last.product !== null && i > last.next) {
    const p = shop.products[last.product]!;
    if (counted ? longerTopping(p, tokens, i, best.next) : toppingOf(p, tokens, last.next, i, best.next, best.full))
      return null;
  }
  if (last && last.next === i && !t.nl && !counted && KIND.test(t.t) && best.next === i + 1) {
    last.next = i + 1;
    return null;
  }
  if (!best.full && !counted && answersOpen(input, i, best.next)) return null;
  const { told, asked, answers } = input.before ?? {};
  if (best.matched === 1 && (!counted || told || (asked && !best.full)) && answers?.has(stem(t.t))) return null;
  if (
    !counted &&
    !best.full &&
    last &&
    i - last.next <= 3 &&
    last.product !== null &&
    found.some((c) => c.product === last.product)
  )
    return null;
  const fulls = best.full
    ? found.filter((c) => c.full && Math.abs(c.weight - best.weight) < 0.05 && c.matched === best.matched)
    : [];
  const flavour = counted && best.full && best.matched === 1 && last ? contextual(input, i, previous!) : null;
  if (
    flavour?.product != null &&
    last?.product != null &&
    flavour.product !== last.product &&
    headOf(shop, flavour.product) === headOf(shop, last.product)
  )
    return flavour;
  const ambiguousBefore = previous && previous.group.length > 1;
  const listed = counted && out.length > 1 && last?.ellipsis ? variantEllipsis(input, i, out) : null;
  if (listed) return listed;
  if (counted && previous && (!best.full || ambiguousBefore) && best.matched === 1) {
    const c = contextual(input, i, previous);
    if (c && (!best.full || previous.group.includes(c.product!))) return c;
    const v =
      (!best.full && best.form.stems[0] !== stem(t.t)) || (best.full && adjectiveOnly(best, shop, tokens))
        ? variantEllipsis(input, i, out)
        : null;
    if (v) return v;
  }
  const headSaid =
    !best.full &&
    counted &&
    best.form.stems[0] === stem(t.t) &&
    (best.matched > 1 || !/^(?:petit|grand|gros|mini|regular|plain|simple|small|large|medium)/.test(t.t));
  if (
    !headSaid &&
    adjectiveOnly(best, shop, tokens) &&
    !(best.full && !tokens[best.next - 1]!.t.startsWith('rose') && best.sim === 1 && out.length === 0)
  ) {
    // "20 white roses": two colours by their words, of which one is a flower.
    const sure = best.full && (best.sim === 1 || (best.matched > 1 && counted));
    if (!sure || !(counted || meantAsGoods(input, i, best, previous === null))) return null;
  }
  if (best.full) {
    const products = [...new Set(fulls.map((c) => c.product))];
    if (best.sim < 0.8 && ORDINARY.has(t.t)) return null;
    return {
      i,
      next: best.next,
      product: products.length === 1 ? products[0]! : null,
      group: products,
      candidate: best,
      sim: best.sim,
    };
  }
  return partialMention(input, i, found, stop);
}

/** Every word from i to next is a flavour or a size that the open lines wait for. */
function answersOpen(input: MentionInput, i: number, next: number): boolean {
  const { before, tokens } = input;
  return (
    before?.asked === true &&
    tokens.slice(i, next).every((t) => t.kind !== 'word' || CONNECTORS.has(t.t) || before.answers?.has(stem(t.t)))
  );
}

const headOf = (shop: CompiledShop, product: number): string => shop.products[product]!.head;

function partialMention(
  input: MentionInput,
  i: number,
  found: Candidate[],
  stop: (k: number) => boolean,
): Mention | null {
  const { shop, tokens } = input;
  const best = found[0]!;
  const t = tokens[i]!;
  if (best.matched === 1 && best.missing > 0 && best.sim < 0.95 && !countBefore(input, i)) return null;
  if (best.matched === 1 && ORDINARY.has(t.t) && best.form.stems[0] !== stem(t.t)) return null;
  if (best.matched === 1) {
    // "gâteau fraisier", "bouquet de pivoines": the next word names it whole
    let k = best.next;
    let bridge = true;
    while (k < tokens.length && (CONNECTORS.has(tokens[k]!.t) || isContainer(tokens[k]!.t))) {
      if (/^(?:au|aux|a|avec|with)$/.test(tokens[k]!.t)) bridge = false;
      k++;
    }
    const inner =
      bridge && tokens[k] && !tokens[k]!.nl && !stop(k) ? candidatesAt(shop, tokens, k, stop)[0] : undefined;
    const small = isContainer(t.t) || t.t === 'bouquet' || t.t === 'bouquets' || k === best.next;
    if (inner?.full && small && !ADJECTIVES.has(stem(tokens[k]!.t))) return null;
  }
  const top = found.filter(
    (c) => !c.full && c.matched === best.matched && (c.weight >= best.weight - 0.35 || c.sim > best.sim),
  );
  const head = top.filter(
    (c) => c.form.stems[0] !== undefined && stemsFor(shop, t.t).some((h) => h.stem === c.form.stems[0]),
  );
  const named = [...new Set((head.length > 0 ? head : top).map((c) => c.product))];
  const ordinary = best.matched === 1 ? ordinaryOne(shop, named, stem(t.t)) : null;
  const products = ordinary === null ? named : [ordinary];
  if (
    isContainer(t.t) &&
    best.matched === 1 &&
    !/^bouquets?$/.test(t.t) &&
    (products.length > 1 ||
      !countBefore(input, describedFrom(input, i, products[0]!)) ||
      /^(?:piece|pot|sachet|botte|bouteille|part)/.test(t.t))
  )
    return null;
  if (unitWord(t.t) && best.matched === 1 && unitWord(t.t)!.k !== 'container') return null;
  if (products.length === 1) {
    const share = best.matched / (best.matched + best.missing);
    // In English the last word of a name is what it is: "organic black tea".
    const from = describedFrom(input, i, products[0]!);
    const tail =
      input.lang === 'en' &&
      (countBefore(
        input,
        from < i ? from : /^(?:small|medium|large|regular)$/.test(tokens[i - 1]?.t ?? '') ? i - 1 : i,
      ) ||
        KIND.test(tokens[best.next]?.t ?? '')) &&
      best.sim > 0.9 &&
      stemsFor(shop, t.t)[0]?.stem === best.form.stems.at(-1);
    const enough = share >= 0.5 || head.length > 0 || best.matched > 1 || ordinary !== null || tail;
    if (!enough || (best.matched === 1 && best.sim < 0.85 && share < 0.5)) return null;
    return { i, next: best.next, product: products[0]!, group: products, candidate: best, sim: best.sim * 0.8 };
  }
  if (best.matched === 1 && best.sim < 0.9 && (head.length === 0 || !countBefore(input, i))) return null;
  return { i, next: best.next, product: null, group: products.slice(0, 40), candidate: best, sim: best.sim * 0.6 };
}
