/** The catalogue index: every name and alias as a list of stems, with the look-ups the matcher needs. */
import { type Figure, figuresOf } from './figures.ts';
import { usualNames } from './food-words.ts';
import { digitsValue } from './numbers.ts';
import { lettersOf, soundKey, trigrams } from './phonetic.ts';
import { stem, type Token, tokenise } from './text.ts';
import type { ReaderOption, ReaderProduct, ReaderShop } from './types.ts';
import { unitWord } from './units.ts';
import { CONNECTORS } from './words.ts';

/** One way to say a product. */
export type Form = {
  product: number;
  stems: string[];
  /** Numbers that are part of the name ("7 up"). */
  kind: 'alias' | 'name' | 'derived';
};

export type Measure = {
  kind: 'people' | 'weight' | 'volume' | 'count' | 'length' | 'price';
  value: number;
  upTo?: number;
};

export type CompiledVariant = {
  sku: string;
  name: string;
  price: number | null;
  /** What its name measures: "8 parts" -> people 8, "boîte de 12" -> count 12. */
  measure: Measure | null;
  stems: string[];
};

export type CompiledOption = ReaderOption & { stems: string[][] };

export type CompiledProduct = {
  index: number;
  sku: string;
  name: string;
  unit: string;
  price: number;
  variants: CompiledVariant[];
  options: CompiledOption[];
  /** Pieces in one unit of a pack, or null. */
  pack: number | 'variant' | null;
  /** "Plateau de 30 mini-pizzas": pieces in one unit by its name alone. */
  piecesInName: number | null;
  /** Weight in kg of one unit when the name or description gives it ("Barquette ... 250 g"). */
  unitKg: number | null;
  head: string;
  /** The figures of its name: sizes, vintages, "3 chocolats". */
  figures: Figure[];
};

export type CompiledShop = {
  shop: ReaderShop | null;
  timezone: string;
  products: CompiledProduct[];
  forms: Form[];
  /** The forms of each product, by product index. */
  formsOf: Form[][];
  /** stem -> forms that contain it */
  byStem: Map<string, number[]>;
  /** sound key -> stems */
  bySound: Map<string, string[]>;
  /** letters in order -> stems */
  byLetters: Map<string, string[]>;
  /** trigram -> stems */
  byTrigram: Map<string, string[]>;
  /** stem -> number of products */
  spread: Map<string, number>;
  /** Stems of variants and options: not products by themselves. */
  detail: Set<string>;
  /** Word look-ups already done (bounded). */
  memo: Map<string, { stem: string; sim: number }[]>;
};

const DROPPED_TAIL = new Set(['pot', 'tige', 'maison']);
const DROPPED = / (?:pot|tige|maison)s?$/i;

/** Stems that carry meaning in a name; numbers with their units fall away. */
export function contentStems(tokens: Token[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const t = tokens[i]!;
    if (t.kind === 'num') {
      if (unitWord(tokens[i + 1]?.t) && tokens[i + 1]!.kind === 'word') i++;
      continue;
    }
    if (t.kind !== 'word' || CONNECTORS.has(t.t) || t.t === 'pour' || t.t === 'for' || t.t === 'x') continue;
    out.push(stem(t.t));
  }
  return out;
}

/** "Coca-Cola 33cl" -> "Coca-Cola". */
function withoutFigures(name: string): string {
  return name.replace(/\s*\bx?\d+(?:[.,]\d+)?\s*(?:%|kg|gr?|[cm]?l|litres?)?(?=\s|$)/gi, ' ').trim();
}

function withoutBrackets(name: string): string {
  return name.replace(/\([^)]*\)/g, ' ').split(',')[0]!;
}

/** "Botte de 10 tulipes" -> "tulipes": the container is how it is sold, not what it is. */
function withoutContainer(name: string): string | null {
  const m = /^\s*(\S+)\s+(?:de |d['’])\s*(?:\d+\s+)?(.+)$/i.exec(name);
  if (!m) return null;
  const u = unitWord(tokenise(m[1]!)[0]?.t);
  return u?.k === 'container' && u.name !== 'bouquet' ? m[2]! : null;
}

function addForm(forms: Form[], seen: Set<string>, product: number, text: string, kind: Form['kind']): void {
  const tokens = tokenise(text);
  const stems = contentStems(tokens);
  if (stems.length === 0) return;
  const key = `${product}:${stems.join(' ')}`;
  if (seen.has(key)) return;
  seen.add(key);
  forms.push({ product, stems, kind });
  // "cheeseburger", "millefeuille": two words of a name written as one
  const words = tokens.filter((t) => t.kind === 'word' && !CONNECTORS.has(t.t));
  if (kind !== 'derived' && words.length >= 2 && words.length <= 3) {
    const glued = stem(words.map((t) => t.t).join(''));
    const gluedKey = `${product}:${glued}`;
    if (!seen.has(gluedKey)) {
      seen.add(gluedKey);
      forms.push({ product, stems: [glued], kind: 'derived' });
    }
    if (words.length === 3) {
      const pair = [stem(words[0]!.t), stem(words[1]!.t + words[2]!.t)];
      const pairKey = `${product}:${pair.join(' ')}`;
      if (!seen.has(pairKey)) {
        seen.add(pairKey);
        forms.push({ product, stems: pair, kind: 'derived' });
      }
    }
  }
}

function addForms(p: ReaderProduct, index: number, forms: Form[], seen: Set<string>): void {
  for (const alias of p.aliases ?? []) addForm(forms, seen, index, alias, 'alias');
  const name = withoutBrackets(p.name);
  addForm(forms, seen, index, name, 'name');
  for (const said of usualNames(withoutFigures(name))) addForm(forms, seen, index, said, 'derived');
  const inner = withoutContainer(name);
  if (inner) addForm(forms, seen, index, inner, 'derived');
  const last = DROPPED.test(name) ? contentStems(tokenise(name)) : [];
  if (last.length > 1 && DROPPED_TAIL.has(last.at(-1)!))
    addForm(forms, seen, index, last.slice(0, -1).join(' '), 'derived');
}

/** What a variant's name measures. */
export function measureOf(name: string): Measure | null {
  const tokens = tokenise(name);
  for (let i = 0; i < tokens.length; i++) {
    const t = tokens[i]!;
    const n = t.kind === 'num' ? { value: digitsValue(t.t, 'fr'), next: i + 1 } : null;
    if (!n) continue;
    let next = n.next;
    let upTo: number | undefined;
    if (tokens[next]?.t === '/' && tokens[next + 1]?.kind === 'num') {
      upTo = Number(tokens[next + 1]!.t);
      next += 2;
    }
    const u = unitWord(tokens[next]?.t);
    const w = tokens[next]?.t;
    if (w === '€' || w === 'euros' || w === 'dt') return { kind: 'price', value: n.value };
    if (u?.k === 'weight') return { kind: 'weight', value: n.value * u.kg };
    if (u?.k === 'volume') return { kind: 'volume', value: n.value * u.l };
    if (u?.k === 'length')
      return { kind: 'length', value: n.value * u.cm, ...(upTo === undefined ? {} : { upTo: upTo * u.cm }) };
    if (
      u?.k === 'share' &&
      /^(?:parts?|p|pers|personnes|people|persons?|portions?|servings|guests|places|couverts|convives)$/.test(w ?? '')
    )
      return { kind: 'people', value: n.value };
    return { kind: 'count', value: n.value };
  }
  return null;
}

function unitWeight(text: string): number | null {
  const m = /(\d+(?:[.,]\d+)?)\s*(kg|g|gr)\b/i.exec(text);
  if (!m) return null;
  return Number(m[1]!.replace(',', '.')) * (m[2]!.toLowerCase() === 'kg' ? 1 : 0.001);
}

function compileProduct(p: ReaderProduct, index: number): CompiledProduct {
  const name = tokenise(p.name);
  const inside = withoutContainer(withoutBrackets(p.name));
  const pack = p.pack_size === 'variant' ? 'variant' : typeof p.pack_size === 'number' ? p.pack_size : null;
  const inName =
    pack === null && (p.variants ?? []).length === 0 && p.unit !== 'piece'
      ? /(?:de|of) (\d+) /.exec(p.name)?.[1]
      : undefined;
  return {
    index,
    sku: p.sku,
    name: p.name,
    unit: p.unit,
    price: p.price,
    variants: (p.variants ?? []).map((v) => ({
      sku: v.sku,
      name: v.name,
      price: v.price ?? null,
      measure: measureOf(v.name),
      stems: contentStems(tokenise(v.name)),
    })),
    options: (p.options ?? []).map((o) => ({ ...o, stems: (o.choices ?? []).map((c) => contentStems(tokenise(c))) })),
    pack,
    piecesInName: inName ? Number(inName) : null,
    unitKg: unitWeight(p.name),
    figures: figuresOf(name),
    head: contentStems(inside === null ? name : tokenise(inside))[0] ?? '',
  };
}

/** Builds the index of a shop's catalogue; `null` gives a reader without a catalogue. */
export function compileShop(shop: ReaderShop | null): CompiledShop {
  const list = shop?.products ?? [];
  const forms: Form[] = [];
  const seen = new Set<string>();
  const products = list.map((p, i) => {
    addForms(p, i, forms, seen);
    return compileProduct(p, i);
  });
  const formsOf: Form[][] = products.map(() => []);
  for (const f of forms) formsOf[f.product]!.push(f);
  const byStem = new Map<string, number[]>();
  const spreadSets = new Map<string, Set<number>>();
  forms.forEach((f, i) => {
    for (const s of new Set(f.stems)) {
      const at = byStem.get(s);
      if (at) at.push(i);
      else byStem.set(s, [i]);
      const set = spreadSets.get(s) ?? new Set<number>();
      set.add(f.product);
      spreadSets.set(s, set);
    }
  });
  const bySound = new Map<string, string[]>();
  const byLetters = new Map<string, string[]>();
  const byTrigram = new Map<string, string[]>();
  for (const s of byStem.keys()) {
    push(bySound, soundKey(s), s);
    push(byLetters, lettersOf(s), s);
    for (const t of new Set(trigrams(s))) push(byTrigram, t, s);
  }
  const detail = new Set<string>();
  for (const p of products) {
    for (const v of p.variants) for (const s of v.stems) if (!byStem.has(s)) detail.add(s);
    for (const o of p.options) for (const c of o.stems) for (const s of c) if (!byStem.has(s)) detail.add(s);
  }
  return {
    shop,
    timezone: shop?.timezone ?? 'Europe/Paris',
    products,
    forms,
    formsOf,
    byStem,
    bySound,
    byLetters,
    byTrigram,
    spread: new Map([...spreadSets].map(([s, set]) => [s, set.size])),
    detail,
    memo: new Map(),
  };
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
