/** What stands to the right of a product: sizes, counts, weights, prices, variant words and options. */
import type { CompiledProduct, Measure } from './catalogue.ts';
import { halfAt, massDetail, numberOfKilos } from './mass.ts';
import { cardinal, type NumberLang } from './numbers.ts';
import { sameWord } from './same-word.ts';
import { stem, type Token, tokenise } from './text.ts';
import type { OptionValue } from './types.ts';
import { broughtAt, ofItself, unitWord } from './units.ts';

export type Details = {
  measures: (Measure & { bare?: boolean })[];
  /** Variant skus whose words were said, with how many words. */
  words: Map<string, number>;
  /** A quantity on the right: "x2", "3 barquettes", "1,5 kg". */
  n?: number;
  kg?: number;
  /** "2 mechouia kilo": the unit of a number said before the name. */
  bareKg?: boolean;
  litres?: number;
  container?: string;
  options: Record<string, OptionValue>;
  cheapest?: boolean;
  vague?: boolean;
  end: number;
  /** The tokens that were such details, [i, next) each. */
  pieces: { i: number; next: number }[];
};

const EMPTY: Details = { measures: [], words: new Map(), options: {}, end: 0, pieces: [] };

/** Reads the tokens [from, to) that belong to a product. */
export function detailsOf(
  p: CompiledProduct,
  tokens: readonly Token[],
  from: number,
  to: number,
  lang: NumberLang,
  blocked: (i: number) => boolean,
): Details {
  const d: Details = { ...EMPTY, measures: [], words: new Map(), options: {}, end: from, pieces: [] };
  let far = false;
  for (let i = from; i < to; i++) {
    const t = tokens[i]!;
    if (blocked(i)) continue;
    if (t.nl && i > from) far = true;
    if (t.kind === 'punct') {
      if (/[.;!?]/.test(t.t) && !(t.t === '.' && abbreviated(tokens[i - 1]))) far = true;
      continue;
    }
    const used = numberDetail(d, p, tokens, i, to, lang, far, blocked);
    if (used > i) {
      d.end = used;
      d.pieces.push({ i, next: used });
      i = used - 1;
      continue;
    }
    if (t.kind !== 'word') continue;
    if (/^(?:kilo|kilou|kg|كيلو)$/.test(t.t) && d.kg === undefined) {
      d.bareKg = true;
      const at = i;
      i = massDetail(d, p, tokens, { value: 1, next: i }, 1, 'weight', far) - 1;
      d.end = i + 1;
      d.pieces.push({ i: at, next: i + 1 });
      continue;
    }
    if (
      /^(?:moins|plus)$/.test(t.t) &&
      /^(?:cher|chers|chere|cheres|economique)$/.test(tokens[i + 1]?.t ?? '') &&
      t.t === 'moins'
    )
      d.cheapest = true;
    if (wordDetail(d, p, tokens, i)) {
      d.end = i + 1;
      d.pieces.push({ i, next: i + 1 });
    }
  }
  return d;
}

/** "8 pers." ends no sentence: a unit written in a few letters. */
const abbreviated = (t: Token | undefined): boolean =>
  t !== undefined && t.kind === 'word' && t.end - t.start <= 4 && unitWord(t.t) !== undefined;

const PEOPLE =
  /^(?:parts?|p|pers|personnes|people|persons?|portions?|servings|slices|guests|places|couverts|convives|adultes|invites|ppl|pax|شخص|اشخاص)$/;

function numberDetail(
  d: Details,
  p: CompiledProduct,
  tokens: readonly Token[],
  i: number,
  to: number,
  lang: NumberLang,
  far: boolean,
  blocked: (i: number) => boolean,
): number {
  const t = tokens[i]!;
  if (t.t === 'x' && tokens[i + 1]?.kind === 'num' && i + 1 < to) {
    const u = unitWord(tokens[i + 2]?.t);
    if (d.n === undefined && !far) {
      d.n = Number(tokens[i + 1]!.t);
      if (u?.k === 'container') d.container = u.name;
    }
    return u?.k === 'container' ? i + 3 : i + 2;
  }
  const half = halfAt(tokens, i, to);
  if (half) return massDetail(d, p, tokens, { value: 0.5, next: half.next }, half.factor, half.k, far);
  const n = numberOfKilos(tokens, cardinal(tokens as Token[], i, lang));
  if (!n || n.next > to) return i;
  const own = !far && ofItself(p.unit, tokens[n.next], tokens[n.next + 1]);
  if (n.article && !own && (unitWord(tokens[n.next]?.t)?.k !== 'weight' || far)) return i;
  if (tokens[n.next]?.t === 'x' && !tokens[n.next]!.sp && t.kind === 'num') {
    if (d.n === undefined && !far) d.n = n.value;
    return n.next + 1;
  }
  const u = unitWord(tokens[n.next]?.t);
  const w = tokens[n.next]?.t ?? '';
  const before = tokens[i - 1]?.t ?? '';
  if (p.options.some((o) => o.kind === 'text' && o.name.toLowerCase() === before)) return n.next;
  if (['€', 'euros', 'euro', 'eur', 'dt', 'dinars', 'dinar', 'd', 'tnd'].includes(w)) {
    d.measures.push({ kind: 'price', value: n.value });
    if (before === 'pour' && !bareMeasure(p, n.value)) d.vague = true;
    return n.next + 1;
  }
  if (before === '€' || before === '$' || before === '£') {
    d.measures.push({ kind: 'price', value: n.value });
    return n.next;
  }
  if (
    (u?.k === 'weight' && w !== 'livre') ||
    u?.k === 'volume' ||
    (w === 'livre' && n.next - i === 1 && !far && !broughtAt(tokens, n.next))
  )
    return massDetail(
      d,
      p,
      tokens,
      n,
      u!.k === 'weight' ? u!.kg : (u as { l: number }).l,
      u!.k as 'weight' | 'volume',
      far,
    );
  if (u?.k === 'length') {
    const cm = tokens[n.next + 1];
    const extra = w === 'm' && cm?.kind === 'num' && !cm.sp ? Number(cm.t) : 0;
    d.measures.push({ kind: 'length', value: n.value * u.cm + extra });
    return n.next + (extra ? 2 : 1);
  }
  const single = /^portions?$/.test(w) && p.variants.some((v) => v.measure?.kind === 'people' && v.measure.value === 1);
  if (single && !far && d.n === undefined && !p.variants.some((v) => v.measure?.value === n.value)) {
    d.n = n.value;
    d.measures.push({ kind: 'people', value: 1 });
    return n.next + 1;
  }
  if (u?.k === 'share' || PEOPLE.test(w)) {
    const upper = before === '-' || before === 'a' || before === 'ou';
    if (upper) d.measures = d.measures.filter((m) => m.kind !== 'people' && !m.bare);
    d.measures.push({ kind: PEOPLE.test(w) ? 'people' : 'count', value: n.value });
    return n.next + 1;
  }
  if (u?.k === 'container') {
    if (u.name === 'piece' || u.name === 'tige') d.measures.push({ kind: 'count', value: n.value });
    else if (d.n === undefined && !far) {
      d.n = n.value;
      d.container = u.name;
    }
    return n.next + 1;
  }
  // "number cake chiffre 18", where the variants are "1 chiffre" and "2 chiffres": so many figures.
  if (before.length > 2 && variantUnit(p, before) && tokens[i - 2]?.kind !== 'num') {
    d.measures.push({ kind: 'count', value: String(n.value).length, bare: true });
    return n.next;
  }
  if (variantUnit(p, w)) {
    d.measures.push({ kind: 'count', value: n.value });
    return n.next + 1;
  }
  if (before === 'pour' || before === 'for' || before === 'bel') {
    if (p.variants.some((v) => v.measure?.kind === 'people'))
      d.measures.push({ kind: 'people', value: n.value, bare: true });
    return n.next;
  }
  // "baguettes (2)": so many, unless it is a size ("fraisier (8)").
  const several = /[^s][sx]$/.test(tokens[i - 2]?.t ?? '') && !p.variants.some((v) => v.measure?.value === n.value);
  if (before === '(' && w === ')' && !far && d.n === undefined && (several || !p.variants.some((v) => v.measure))) {
    d.n = n.value;
    return n.next + 1;
  }
  // "le fraisier 10 parts, vous pouvez le passer en 6 ?": what it is to become.
  if (/^(?:en|a)$/.test(before) && /^pass/.test(tokens[i - 2]?.t ?? '') && bareSize(p, n.value)) {
    d.measures = [{ kind: 'count', value: n.value, bare: true }];
    return n.next;
  }
  if (before === 'de' || before === 'of' || before === '(') {
    d.measures.push({ kind: 'count', value: n.value, bare: true });
    return n.next;
  }
  const figure = p.options.find(
    (o) => o.kind === 'text' && p.variants.some((v) => v.name.toLowerCase().includes(o.name.toLowerCase())),
  );
  if (figure && !far && Number.isInteger(n.value)) {
    d.options[figure.name] ??= String(n.value);
    d.measures.push({ kind: 'count', value: String(n.value).length, bare: true });
    return n.next;
  }
  if (far) return n.next;
  if (/^(?:sera|serait|serons|serions|est|sommes|serez|are|be|a7na|ahna|rana)$/.test(before)) {
    if (p.variants.some((v) => v.measure?.kind === 'people'))
      d.measures.push({ kind: 'people', value: n.value, bare: true });
    return n.next;
  }
  const next = tokens[n.next];
  const alone =
    before === ':' ||
    blocked(n.next) ||
    !next ||
    n.next >= to ||
    next.kind === 'punct' ||
    next.nl ||
    next.kind === 'emoji' ||
    ['pour', 'svp', 'et', 'merci', 'please', 'stp', 'on', 'je'].includes(w);
  const priced = bareMeasure(p, n.value);
  if (priced && (before === 'a' || before === 'le' || before === 'la'))
    d.measures.push({ kind: 'price', value: n.value });
  else if (p.variants.some((v) => v.measure && v.measure.value === n.value) && d.n === undefined)
    d.measures.push({ kind: 'count', value: n.value, bare: true });
  else if (alone && d.n === undefined) d.n = n.value;
  return n.next;
}

/** "2 chiffres", where the variants are "1 chiffre" and "2 chiffres": the word that follows their number. */
function variantUnit(p: CompiledProduct, w: string): boolean {
  return (
    w.length > 2 &&
    p.variants.some((v) => {
      const [first, unit] = tokenise(v.name);
      if (v.measure?.kind !== 'count') return false;
      if (first?.kind === 'num' && unit?.kind === 'word' && stem(unit.t) === stem(w)) return true;
      return v.stems.length === 0 && new RegExp(`\\b${stem(w).replace(/[^a-z0-9]/g, '')}`).test(v.name.toLowerCase());
    })
  );
}

const bareSize = (p: CompiledProduct, value: number): boolean => p.variants.some((v) => v.measure?.value === value);

function bareMeasure(p: CompiledProduct, value: number): boolean {
  return p.variants.some((v) => v.price !== null && (v.price === value * 100 || v.price === value * 1000));
}

/** "ah non le moyen", "finalement la grande": what was said of the size before is taken back. */
function corrects(tokens: readonly Token[], i: number): boolean {
  return (
    /^(?:le|la|les|en|un|une|the)$/.test(tokens[i - 1]?.t ?? '') &&
    /^(?:non|finalement|plutot|pardon|oups|nan|actually|fait|enfin)$/.test(tokens[i - 2]?.t ?? '')
  );
}

function wordDetail(d: Details, p: CompiledProduct, tokens: readonly Token[], i: number): boolean {
  const t = tokens[i]!;
  let used = false;
  const negated =
    /^(?:pas|sans|non|no|not|without)$/.test(tokens[i - 1]?.t ?? '') ||
    /^(?:pas|sans|no|not)$/.test(tokens[i - 2]?.t ?? '') ||
    (tokens[i - 2]?.t === 'non' && !corrects(tokens, i));
  if (corrects(tokens, i) && p.variants.some((v) => v.stems.some((s) => sameWord(t.t, s)))) d.words.clear();
  for (const v of p.variants) {
    if (v.stems.some((s) => sameWord(t.t, s)) && !negated) {
      d.words.set(v.sku, (d.words.get(v.sku) ?? 0) + 1);
      used = true;
    }
  }
  for (const o of p.options) {
    if (o.kind !== 'choice' || !o.choices) continue;
    if (
      o.choices.length === 2 &&
      o.choices.includes('oui') &&
      sameWord(t.t, stem(o.name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()))
    ) {
      d.options[o.name] = negated ? 'non' : 'oui';
      used = true;
      continue;
    }
    if (o.choices.includes('oui') && negated && /^(?:coupe|tranche)/.test(t.t)) d.options[o.name] = 'non';
    const flagged = o.choices.length === 2 && o.choices.includes('avec') && sameWord(t.t, stem(o.name));
    if (flagged) {
      d.options[o.name] = negated ? 'sans' : 'avec';
      continue;
    }
    const hit = o.stems.findIndex((c) => c.some((s) => sameWord(t.t, s)));
    if (hit >= 0 && !negated && d.options[o.name] === undefined && !/^(?:pour|dans|avec|sans|peu)$/.test(t.t)) {
      d.options[o.name] = o.choices[hit]!;
      used = true;
    }
  }
  return used;
}
