/** Words that lean on the product named before: "une chocolat", "et 3 de blanches", "parfum vanille". */
import type { CompiledShop } from './catalogue.ts';
import { sameStems } from './food-words.ts';
import { type Candidate, candidatesAt } from './match.ts';
import type { Mention, MentionInput } from './mentions.ts';
import { numberEndingAt } from './number-before.ts';
import { cardinal } from './numbers.ts';
import { SHARE_OF } from './said-qty.ts';
import { sameWord } from './same-word.ts';
import { stemsFor } from './stems-for.ts';
import { stem, type Token, tokenise } from './text.ts';
import { unitWord } from './units.ts';
import { CONNECTORS } from './words.ts';

/** The words after a number that only make sense with the product before: "une chocolat", "3 café". */
export function contextual(
  input: MentionInput,
  i: number,
  before: { stems: string[]; group: number[] },
): Mention | null {
  const { shop, tokens } = input;
  const t = tokens[i]!;
  let best: { product: number; next: number; score: number; form: Candidate['form'] } | null = null;
  let tie = false;
  for (const hit of stemsFor(shop, t.t)) {
    if (before.stems.includes(hit.stem)) continue;
    for (const f of shop.byStem.get(hit.stem) ?? []) {
      const form = shop.forms[f]!;
      const left = form.stems.filter((s) => !before.stems.includes(s));
      if (left.length === form.stems.length || !left.includes(hit.stem)) continue;
      let next = i;
      let k = i;
      const need = [...left];
      for (; k < tokens.length && need.length > 0; k++) {
        if (CONNECTORS.has(tokens[k]!.t)) continue;
        const h =
          tokens[k]!.kind === 'word' ? stemsFor(shop, tokens[k]!.t).find((x) => need.includes(x.stem)) : undefined;
        if (!h) break;
        need.splice(need.indexOf(h.stem), 1);
        next = k + 1;
      }
      if (need.length > 0) continue;
      const score = hit.sim + form.stems.length * 0.01 + (before.group.includes(form.product) ? 1 : 0);
      if (best && best.product !== form.product && Math.abs(best.score - score) < 0.02) tie = true;
      else if (!best || score > best.score) {
        best = { product: form.product, next, score, form };
        tie = false;
      }
    }
  }
  if (!best || tie) return null;
  return {
    i,
    next: best.next,
    product: best.product,
    group: [best.product],
    candidate: null,
    ellipsis: true,
    sim: 0.85,
  };
}

/** "two orders of fries"; not "one with bacon". */
const EN_SKIP = new Set([...CONNECTORS].filter((w) => w !== 'with'));

/** Does a number, a unit or "moitié" stand right before token i, not before `from` (where the last name ends)? */
export function countBefore(input: MentionInput, i: number, from = 0): boolean {
  let k = i - 1;
  while (k >= from && (input.lang === 'en' ? EN_SKIP : CONNECTORS).has(input.tokens[k]!.t)) k--;
  if (input.lang === 'en' && i > from && /^(?:a|an|some)$/.test(input.tokens[i - 1]!.t)) return true;
  // "8x roses", "8 x roses"
  if (k > from && /^[x*]$/.test(input.tokens[k]!.t) && input.tokens[k - 1]!.kind === 'num') k--;
  const t = input.tokens[k];
  if (!t || k < from || input.blocked(k)) return false;
  if (t.t === 'half' || SHARE_OF[t.t]) return true;
  return (
    t.kind === 'num' ||
    unitWord(t.t) !== undefined ||
    (cardinal(input.tokens as Token[], k, input.lang)?.next ?? -1) === k + 1
  );
}

/** "roses blanches x 15", "(3)", ": 2", "des roses roses": words for colours that name goods whole; one alone may complete what was named. */
export function meantAsGoods(input: MentionInput, i: number, c: Candidate, alone: boolean): boolean {
  const [sign, n] = [input.tokens[c.next], input.tokens[c.next + 1]];
  const behind =
    sign && /^[x*(:]$/.test(sign.t) && !sign.nl && n?.kind === 'num' && !n.nl && !input.blocked(c.next + 1);
  if (behind) return true;
  return (c.matched > 1 || alone) && /^(?:les?|la|des|vos|mes|ces|quelques)$/.test(input.tokens[i - 1]?.t ?? '');
}

/** The head words of the product named last, and its group when it was ambiguous. */
export function stemsOf(
  shop: CompiledShop,
  out: Mention[],
  before: MentionInput['before'],
): { stems: string[]; group: number[] } | null {
  const last = out.at(-1);
  if (!last) return before ?? null;
  const stems = new Set<string>();
  for (const g of last.group.slice(0, 12)) {
    const own = shop.formsOf[g] ?? [];
    for (const f of own) if (f.stems[0]) stems.add(f.stems[0]);
  }
  if (last.candidate && !last.candidate.full) for (const s of last.candidate.form.stems.slice(0, 1)) stems.add(s);
  return { stems: [...stems], group: last.product === null ? last.group : [] };
}

/** Only "au", "aux", "à la" stand between: the word is the flavour of the thing before. */
export function flavourOf(tokens: readonly Token[], from: number, to: number): boolean {
  const words = tokens.slice(from, to).map((t) => t.t);
  return (
    words.length > 0 &&
    words.length <= 2 &&
    /^(?:au|aux|a)$/.test(words[0]!) &&
    words.slice(1).every((w) => w === 'la' || w === 'le')
  );
}

/** "layer cake 12 parts vanille": the number before the word is the size of the cake, no count of something else. */
function sizedBetween(input: MentionInput, bySize: boolean, from: number, i: number): boolean {
  const between = input.tokens.slice(from, i).filter((t) => !CONNECTORS.has(t.t));
  return (
    bySize && between.length === 2 && between[0]!.kind === 'num' && /^(?:parts?|p|pers|personnes?)$/.test(between[1]!.t)
  );
}

/** "avec un petit vase": a size of its own stands before the whole name, so it is goods and no option of what was named. */
function sizedGoods(input: MentionInput, best: Candidate, i: number, from: number): boolean {
  const size = input.tokens[i - 1];
  if (!best.full || !size || i - 1 <= from || !numberEndingAt(input.tokens, i - 1, from, input.lang)) return false;
  return input.shop.products[best.product]!.variants.some((v) => v.stems.includes(stem(size.t)));
}

/** "10 brins de muguet + 1 pot": the counted container is the name of another product of what was named before. */
export function potOfSame(
  input: MentionInput,
  i: number,
  last: Mention | undefined,
  before: { stems: string[]; group: number[] } | null,
): Mention | null {
  if (!last || last.product === null || !before || /^(?:de|d|of)$/.test(input.tokens[i + 1]?.t ?? '')) return null;
  const other = contextual(input, i, before);
  return other && other.product !== last.product && other.next === i + 1 ? other : null;
}

/** The word is a variant, a flavour or the size unit of the product just named ("layer cake vanille", "1 chiffre"). */
function belongsToLast(input: MentionInput, i: number, last: Mention | undefined, counted: boolean): boolean {
  if (!last || last.product === null || i - last.next > 8) return false;
  const p = input.shop.products[last.product]!;
  const s = stem(input.tokens[i]!.t);
  for (let k = last.next; k < i; k++) if (input.tokens[k]!.nl || /^[.;!?]$/.test(input.tokens[k]!.t)) return false;
  if (SHARE_OF[input.tokens[i - 1]?.t ?? ''] && p.variants.some((v) => v.stems.includes(s))) return false;
  const flavour = /^(?:au|aux|parfum|gout|saveur|moitie|half)$/.test(input.tokens[i - 1]?.t ?? '');
  if (
    counted &&
    !flavour &&
    !sizedBetween(
      input,
      p.variants.some((v) => v.measure?.kind === 'people'),
      last.next,
      i,
    )
  )
    return p.variants.some((v) => v.measure?.kind === 'count' && tokenise(v.name).some((t) => stem(t.t) === s));
  const joined = input.tokens.slice(last.next, i).some((t) => /^(?:et|and|,|\+|&|w)$/.test(t.t));
  if (joined && !input.tokens.slice(last.next, i).some((t) => p.options.some((o) => stem(o.name) === stem(t.t))))
    return false;
  return (
    p.variants.some((v) => v.stems.includes(s)) ||
    p.options.some((o) => stem(o.name.toLowerCase()) === s || o.stems.some((c) => c.includes(s)))
  );
}

/** "number cake vanille fruits rouges": the words are a choice of the product just named. */
function choiceOfLast(input: MentionInput, i: number, next: number, last: Mention | undefined): boolean {
  if (!last || last.product === null || i - last.next > 8) return false;
  const words = input.tokens.slice(i, next).filter((t) => t.kind === 'word' && !CONNECTORS.has(t.t));
  const between = input.tokens.slice(last.next, i);
  if (between.some((t) => t.nl || /^(?:et|and|\+|&|w|,|[.;!?])$/.test(t.t))) return false;
  return input.shop.products[last.product]!.options.some((o) =>
    o.stems.some((choice) => words.length > 1 && words.every((t) => choice.some((s) => sameWord(t.t, s)))),
  );
}

/** The words are a size, a flavour or an option of the product just named, and no goods of their own. */
export function partOfLast(
  input: MentionInput,
  best: Candidate,
  i: number,
  last: Mention | undefined,
  counted: boolean,
): boolean {
  if (!best.full && !counted && choiceOfLast(input, i, best.next, last)) return true;
  return best.matched === 1 && !sizedGoods(input, best, i, last?.next ?? 0) && belongsToLast(input, i, last, counted);
}

/** "2 bottes de pivoines roses et une de blanches": the word is a variant of the product before. */
export function variantEllipsis(input: MentionInput, i: number, out: Mention[]): Mention | null {
  const last = out.at(-1);
  if (!last || last.product === null || i - last.next > 8) return null;
  const after = input.tokens[i + 1];
  // "6 bouteilles de chablis": the size of the one before is the container of the next.
  if (
    after &&
    /^(?:de|d|of)$/.test(after.t) &&
    input.tokens[i + 2]?.kind === 'word' &&
    candidatesAt(input.shop, input.tokens, i + 2, input.blocked).length > 0
  )
    return null;
  // "and an extra large diet coke", "a small order of fries": the size is of what comes next.
  let k = i + 1;
  while (
    k < i + 4 &&
    input.lang === 'en' &&
    input.tokens[k] &&
    !input.tokens[k]!.nl &&
    /^(?:extra|large|small|medium|regular|sized?|orders?|sides?|of)$/.test(input.tokens[k]!.t)
  )
    k++;
  if (
    k > i + 1 &&
    input.tokens[k]?.kind === 'word' &&
    candidatesAt(input.shop, input.tokens, k, input.blocked).length > 0
  )
    return null;
  if (
    after &&
    !after.nl &&
    !input.blocked(i + 1) &&
    after.kind === 'word' &&
    !CONNECTORS.has(after.t) &&
    candidatesAt(input.shop, input.tokens, i + 1, input.blocked).length > 0
  )
    return null;
  const p = input.shop.products[last.product]!;
  const s = stem(input.tokens[i]!.t);
  const hit = p.variants.some((v) => v.stems.some((x) => x === s || sameStems(s).includes(x)));
  if (!hit) return null;
  // "two extra shots": no "extra large".
  if (s === 'extra' && !p.variants.some((v) => v.stems.includes(stem(after?.t ?? '')))) return null;
  return { i, next: i, product: last.product, group: [last.product], candidate: null, ellipsis: true, sim: 0.8 };
}

/** "2 fraisiers : un de 6 parts et un de 8", "deux à 35 €": a count and a size of the product named before. */
export function sizeEllipsis(input: MentionInput, i: number, out: Mention[]): Mention | null {
  const last = out.at(-1);
  const { tokens, blocked } = input;
  if (!last || last.product === null || i - last.next > 10 || i <= last.next) return null;
  if (!/^(?:de|d|a|en|pour|of|at|for)$/.test(tokens[i]!.t) || blocked(i)) return null;
  const counted = /^(?:autres?|seconde?|deuxieme)$/.test(tokens[i - 1]!.t) ? i - 1 : i;
  const count = numberEndingAt(tokens, counted, last.next, input.lang);
  if (!count || !Number.isInteger(count.value)) return null;
  const opens = tokens[count.start - 1]!;
  if (!tokens[count.start]!.nl && !/^(?:[,:;+&(]|et|and|puis|plus|w)$/.test(opens.t)) return null;
  const size = blocked(i + 1) ? null : cardinal(tokens as Token[], i + 1, input.lang);
  if (!size || size.article) return null;
  const p = input.shop.products[last.product]!;
  const unit = tokens[size.next]?.t ?? '';
  const money = /^(?:€|euros?|eur|dt|dinars?)$/.test(unit);
  const fits = p.variants.some((v) =>
    money
      ? v.price === Math.round(size.value * 100) || v.price === Math.round(size.value * 1000)
      : v.measure !== null && (v.measure.value === size.value || Math.round(v.measure.value * 1000) === size.value),
  );
  if (!fits) return null;
  return { i, next: i + 1, product: p.index, group: [p.index], candidate: null, ellipsis: true, sim: 0.8 };
}
