/** Order lines of one message: each product named, with its quantity, variant and options. */

import type { CompiledProduct, CompiledShop } from './catalogue.ts';
import { choicesOf } from './choices.ts';
import { describedFrom, SIZE } from './described.ts';
import { detailsOf } from './details.ts';
import { plain } from './fold.ts';
import { flavoured, knownGoods, sizedOtherwise, unknownNoun } from './goods.ts';
import type { Before } from './leaning.ts';
import { findMentions, type Mention } from './mentions.ts';
import { sizeBefore } from './names.ts';
import type { NumberLang } from './numbers.ts';
import { quantities } from './quantity.ts';
import { type Said, saidLeft } from './said-qty.ts';
import { partsBehind, shareSize } from './shared-size.ts';
import {
  carryShare,
  correctedNumber,
  moreForAnotherDay,
  numberWithEn,
  partitive,
  rightHanded,
} from './stray-numbers.ts';
import { stem, type Token, tokenise } from './text.ts';
import type { OptionValue } from './types.ts';
import { unitWord } from './units.ts';
import { unknownLines } from './unknown-lines.ts';
import { chooseVariant, priced } from './variant.ts';
import { CONNECTORS } from './words.ts';

export type Line = {
  /** null: the words name several products, or none the shop sells. */
  product: number | null;
  sku: string | null;
  qty: number | null;
  unit: string;
  /** No number was said for it ("les macarons"). */
  unsaid: boolean;
  askVariant: boolean;
  askQty: boolean;
  options: Record<string, OptionValue>;
  candidates: string[];
  text: string;
  /** Preceded by "pas", "sans", "not". */
  negated: boolean;
  i: number;
  next: number;
  pieces?: readonly { i: number; next: number }[];
  ellipsis: boolean;
  sim: number;
  /** So many parts were said of goods still open: "2 bûches 8 parts, une marrons et une chocolat". */
  parts?: number;
  /** A share of the count before: "le reste", "moitié". */
  of?: 'rest' | 'half';
};

export type LinesInput = {
  shop: CompiledShop;
  text: string;
  tokens: readonly Token[];
  lang: NumberLang;
  blocked: (i: number) => boolean;
  before?: Before | null;
  /** Look for things the shop does not sell. */
  unknown: boolean;
};

/** Details of a product do not reach further than so many words past its name. */
const DETAILS_REACH = 41;

const NEGATION = /^(?:pas|sans|not|no|without|ni|except|hormis|sauf|mech|بلاش|بدون)$/;

/** Every line of goods in a message, in the order they are named. */
export function readLines(input: LinesInput): Line[] {
  const mentions = findMentions(input);
  const said = mentions.map((m, k) => saidBefore(input, m, mentions[k - 1]?.next ?? 0));
  if (rightHanded(input, mentions, said)) for (let k = 1; k < said.length; k++) said[k] = { start: mentions[k]!.i };
  const out: Line[] = [];
  carryShare(input, mentions, said);
  mentions.forEach((m, k) => {
    const end = Math.min(k + 1 < mentions.length ? said[k + 1]!.start : input.tokens.length, m.next + DETAILS_REACH);
    out.push(...linesOf(input, m, said[k]!, end));
  });
  shareSize(input, out);
  if (input.unknown) out.push(...unknownLines(input, mentions, said));
  return out.sort((a, b) => a.i - b.i);
}

/** The number left of a name; a word for its kind may stand between ("2 salades batavia"). */
function saidBefore(input: LinesInput, m: Mention, from: number): Said {
  const said = saidLeft(input.tokens, m.i, from, input.lang, input.blocked);
  const lead = unitWord(input.tokens[m.i]?.t);
  if (lead?.k === 'container' && m.next - m.i > 1) said.container ??= lead.name;
  const size = sizeBefore(input, m, from);
  if (said.n === undefined && size !== null) {
    const counted = saidLeft(input.tokens, size, from, input.lang, input.blocked);
    return { ...counted, start: Math.min(counted.start, size) };
  }
  const described = m.product === null ? m.i : describedFrom(input, m.i, m.product, from);
  if (said.n === undefined && described < m.i) {
    const counted = saidLeft(input.tokens, described, from, input.lang, input.blocked);
    return { ...counted, start: Math.min(counted.start, described) };
  }
  const kind = input.tokens[m.i - 1];
  const kindOf =
    said.n === undefined &&
    m.i - 1 >= from &&
    kind !== undefined &&
    !input.tokens[m.i]!.nl &&
    !input.blocked(m.i - 1) &&
    knownGoods(kind) &&
    unknownNoun(input.shop, kind);
  if (!kindOf) return said;
  const counted = saidLeft(input.tokens, m.i - 1, from, input.lang, input.blocked);
  return counted.n === undefined ? { ...said, start: m.i - 1 } : counted;
}

/** The words of the tokens [i, next) as typed. */
export function textOf(input: LinesInput, i: number, next: number): string {
  return input.text.slice(input.tokens[i]!.start, input.tokens[next - 1]!.end);
}

/** Do "pas", "sans", "not" stand right before token i? */
export function isNegated(input: LinesInput, i: number): boolean {
  for (let k = i - 1; k >= Math.max(0, i - 3); k--) {
    const w = input.tokens[k]!.t;
    if (NEGATION.test(w))
      return (
        !(w === 'pas' && input.tokens[k + 1]?.t === 'mal') &&
        !(w === 'no' && k === 0 && input.tokens[1]?.kind === 'punct')
      );
    if (/^(?:et|and)$/.test(w) || (!CONNECTORS.has(w) && !/^(?:the|any|pour|for)$/.test(w))) return false;
  }
  return false;
}

function singularWord(input: LinesInput, m: Mention, p: CompiledProduct): boolean {
  // "la phalaenopsis": the article tells where the name itself ends like a plural.
  if (/^(?:la|le|un|une|cette|cet|mon|ma)$/.test(input.tokens[m.i - 1]?.t ?? '')) return true;
  const name = tokenise(p.name).map((t) => t.t);
  for (let k = m.i; k < m.next; k++) {
    const t = input.tokens[k]!;
    if (t.kind !== 'word' || CONNECTORS.has(t.t)) continue;
    const plural = /[^s][sx]$/.test(t.t) && t.t.length > 3;
    return !plural || (name.includes(t.t) && p.unit === 'piece');
  }
  return true;
}

function linesOf(input: LinesInput, m: Mention, said: Said, end: number): Line[] {
  const base = {
    options: {},
    candidates: [] as string[],
    text: textOf(input, said.n !== undefined || said.plural ? said.start : m.i, Math.max(m.next, m.i + 1)),
    negated: isNegated(input, said.start),
    i: said.n !== undefined || said.plural ? said.start : m.i,
    next: m.next,
    ellipsis: m.ellipsis ?? false,
    sim: m.sim,
    ...(said.of ? { of: said.of } : {}),
  };
  if (m.candidate?.inner !== undefined) said.inner ??= m.candidate.inner;
  if (m.product === null) {
    const narrowed = narrow(input, m, end);
    if (narrowed === null) {
      const n = said.n ?? null;
      return [
        {
          ...base,
          product: null,
          sku: null,
          qty: said.kg ?? n,
          unit: said.kg === undefined ? 'piece' : 'kg',
          unsaid: said.n === undefined,
          askVariant: false,
          askQty: false,
          candidates: m.group.map((g) => input.shop.products[g]!.sku),
          ...partsBehind(input.tokens, m.next),
        },
      ];
    }
    m.product = narrowed;
  }
  const p = input.shop.products[m.product]!;
  const d = detailsOf(p, input.tokens, m.next, end, input.lang, input.blocked);
  const instead = sizedOtherwise(input, m, p);
  if (m.candidate && (instead.length > 0 || flavoured(input, m, p)))
    return [
      {
        ...base,
        product: null,
        sku: null,
        qty: said.n ?? null,
        unit: 'piece',
        unsaid: said.n === undefined,
        askVariant: false,
        askQty: false,
        candidates: instead.length > 0 ? instead : [p.sku],
      },
    ];
  if (m.candidate?.gap !== undefined)
    d.measures.push(
      ...detailsOf(p, input.tokens, m.candidate.gap, m.candidate.gap + 2, input.lang, input.blocked).measures,
    );
  leftWords(input, p, said, m, d);
  if (p.options.some((o) => o.kind === 'choices'))
    Object.assign(
      d.options,
      choicesOf(p, input.tokens, Math.min(said.start, m.i), end, (i) => input.blocked(i) || (i >= m.i && i < m.next)),
    );
  if (p.pack === null && m.candidate && stem(input.tokens[m.i]!.t) !== p.head && m.candidate.form.stems[0] === p.head)
    said.headless = true;
  if (m.emojiCount !== undefined && said.n === undefined && d.n === undefined && d.kg === undefined) {
    said.n = m.emojiCount;
  }
  if (said.n === undefined && partitive(input, m.i)) said.plural = true;
  // "some fries": one portion of what is sold as fries; "some croissants" is not said how many.
  if (said.plural && input.lang === 'en' && singularWord(input, m, p)) said.plural = false;
  if (said.plural && said.n === undefined) {
    const n = numberWithEn(input, 0, said.start);
    if (n !== null) {
      said.n = n;
      said.plural = false;
    }
  }
  const retold = correctedNumber(input, m.next, end);
  if (retold !== null && said.n !== undefined && said.kg === undefined && said.litres === undefined) said.n = retold;
  const more = said.n !== undefined && said.n !== null && p.pack === null ? moreForAnotherDay(input, m.next, end) : 0;
  if (more > 0) said.n = (said.n ?? 0) + more;
  priced(p, said, d);
  const choice = chooseVariant(p, said, d);
  const singular = singularWord(input, m, p) || m.ellipsis === true;
  const list = quantities(p, choice.variant, choice.usedLeft ?? false, said, d, singular);
  const resolvedByPacks = list.length > 0 && list.every((q) => q.sku !== p.sku);
  return list.map((q) => ({
    ...base,
    product: p.index,
    sku: q.sku,
    qty: q.qty,
    unit: q.unit,
    unsaid:
      said.n === undefined &&
      d.n === undefined &&
      d.kg === undefined &&
      said.kg === undefined &&
      m.emojiCount === undefined &&
      d.litres === undefined,
    askVariant: choice.ask && !resolvedByPacks,
    askQty: q.ask,
    options: d.options,
    next: Math.max(m.next, d.end),
    pieces: [{ i: base.i, next: m.next }, ...d.pieces],
  }));
}

/** Variant and size words on the left of the name: "3 petits bols zgougou", "un grand bouquet pastel". */
function leftWords(
  input: LinesInput,
  p: CompiledProduct,
  said: Said,
  m: Mention,
  d: ReturnType<typeof detailsOf>,
): void {
  if (p.variants.length === 0 && p.options.length === 0) return;
  let from = Math.min(said.start, m.i);
  while (from > 0 && SIZE.test(input.tokens[from - 1]!.t) && !input.blocked(from - 1) && !input.tokens[from]!.nl)
    from--;
  const left = detailsOf(
    p,
    input.tokens,
    from,
    m.next,
    input.lang,
    (i) => input.blocked(i) || input.tokens[i]!.kind === 'num',
  );
  if (d.words.size === 0) for (const [sku, n] of left.words) d.words.set(sku, n);
  for (const [k, v] of Object.entries(left.options)) d.options[k] ??= v;
}

/** An ambiguous name is settled when only one of its products has the variant said. */
function narrow(input: LinesInput, m: Mention, end: number): number | null {
  if (m.group.length > 12) return null;
  let cheapest = false;
  const fits = m.group.filter((g) => {
    const p = input.shop.products[g]!;
    const d = detailsOf(p, input.tokens, m.next, end, input.lang, input.blocked);
    cheapest ||= d.cheapest === true;
    return (
      d.words.size > 0 ||
      (d.measures.length > 0 && p.variants.some((v) => d.measures.some((x) => v.measure?.value === x.value)))
    );
  });
  if (fits.length === 1) return fits[0]!;
  // "panier moyen": the one whose size is written so, not "moyenne".
  const typed = new Set(input.tokens.slice(m.next, Math.min(end, m.next + 3)).map((t) => t.t));
  const written = fits.filter((g) => input.shop.products[g]!.variants.some((v) => typed.has(plain(v.name))));
  if (written.length === 1) return written[0]!;
  if (cheapest) return [...m.group].sort((a, b) => input.shop.products[a]!.price - input.shop.products[b]!.price)[0]!;
  return null;
}
