/** Finds products in words: exact stems first, then the same word in another language, then sound and spelling. */
import type { CompiledShop, Form } from './catalogue.ts';
import { answers, figureAt } from './figures.ts';
import { sameStems } from './food-words.ts';
import { numberWord } from './number-words.ts';
import { cardinal } from './numbers.ts';
import { shortened, stemsFor } from './stems-for.ts';
import { stem, type Token, tokenise } from './text.ts';
import { unitWord } from './units.ts';
import { CONNECTORS } from './words.ts';

export type Candidate = {
  product: number;
  /** Every stem of the form was said. */
  full: boolean;
  /** Stems matched, and their weight (rare words weigh more). */
  matched: number;
  weight: number;
  sim: number;
  missing: number;
  /** Tokens covered: [start, next). */
  next: number;
  start: number;
  form: Form;
  /** A number inside the name: "bouquet de 12 roses". */
  inner?: number;
  /** The token of a size said inside the name: "coffret 1 kg assorti". */
  gap?: number;
};

const GAP = new Set(
  'bien tres plus beau belle beaux belles bon bons bonne bonnes gros grosse grosses petit petite petits petites grand grande grands grandes mini moyen moyenne jolie joli frais fraiches mur murs mure mures individuel individuelle individuels individuelles free'.split(
    ' ',
  ),
);
const STOP_AT = new Set([
  'et',
  'and',
  '&',
  '+',
  'ou',
  'or',
  'puis',
  'w',
  'avec',
  'with',
  'sans',
  'pour',
  'ainsi',
  'aussi',
  'on',
  'in',
  'plus',
]);

/** Weight of a stem: rare stems decide. */
export function weightOf(shop: CompiledShop, s: string): number {
  return 1 + Math.log((1 + shop.products.length) / (1 + (shop.spread.get(s) ?? 0)));
}

function walk(
  shop: CompiledShop,
  tokens: readonly Token[],
  i: number,
  form: Form,
  stop: (k: number) => boolean,
): Candidate | null {
  const left = [...form.stems];
  let matched = 0;
  let weight = 0;
  let sim = 0;
  let next = i;
  let skipped = 0;
  let inner: number | undefined;
  let gap: number | undefined;
  for (let k = i; k < tokens.length && left.length > 0; k++) {
    const t = tokens[k]!;
    if (k > i && (t.nl || stop(k))) break;
    const n = k > i ? innerNumber(tokens, k) : null;
    if (n && inner === undefined && tokens[n.next] && nextIs(shop, tokens, n.next, left)) {
      inner = n.value;
      k = n.next - 1;
      continue;
    }
    const measured =
      k > i && t.kind === 'num' && unitWord(tokens[k + 1]?.t) !== undefined && nextIs(shop, tokens, k + 2, left);
    if (measured && gap === undefined) {
      gap = k;
      k++;
      continue;
    }
    const figure = k > i ? nameFigure(shop, tokens, k, form) : null;
    if (figure !== null && nextIs(shop, tokens, figure, left)) {
      k = figure - 1;
      continue;
    }
    if (t.kind === 'num') break;
    if (t.kind === 'punct') {
      if ((t.t === '-' || t.t === "'" || t.t === '/') && k > i) continue;
      break;
    }
    const stems = stemsFor(shop, t.t);
    // A word that the catalogue knows is not the beginning of another: "tarte citron" is no "tarte citron-meringue".
    const cut = k > i && stems[0]?.sim !== 1 ? shortened(t.t, left) : undefined;
    const hit = stems.find((h) => left.includes(h.stem)) ?? cut;
    if (hit) {
      left.splice(left.indexOf(hit.stem), 1);
      if (hit.sim < 1)
        for (const o of sameStems(stem(t.t))) if (o !== hit.stem && left.includes(o)) left.splice(left.indexOf(o), 1);
      matched++;
      weight += weightOf(shop, hit.stem) * hit.sim;
      sim += hit.sim;
      next = k + 1;
      skipped = 0;
      continue;
    }
    if (k === i) return null;
    if (/^(?:pour|with|avec|for)$/.test(t.t) && left.length < form.stems.length && nextIs(shop, tokens, k + 1, left))
      continue;
    if (STOP_AT.has(t.t)) {
      if (CONNECTORS.has(t.t) && t.t !== 'w' && t.t !== 'avec' && t.t !== 'with' && t.t !== 'sans') continue;
      if (
        (t.t === 'and' || t.t === 'et') &&
        left.length > 0 &&
        left.length < form.stems.length &&
        nextIs(shop, tokens, k + 1, left) &&
        left.length === 1
      )
        continue;
      break;
    }
    if (CONNECTORS.has(t.t)) continue;
    if (GAP.has(t.t) && skipped < 2) {
      skipped++;
      continue;
    }
    break;
  }
  if (matched === 0) return null;
  return {
    product: form.product,
    full: left.length === 0,
    matched,
    weight,
    sim: sim / matched,
    missing: left.length,
    next,
    start: i,
    form,
    ...(inner === undefined ? {} : { inner }),
    ...(gap === undefined ? {} : { gap }),
  };
}

/** "gâteau trois chocolats": a number that stands in the product's own name; where it ends, or null. */
function nameFigure(shop: CompiledShop, tokens: readonly Token[], k: number, form: Form): number | null {
  const { figures } = shop.products[form.product]!;
  if (figures.length === 0 || (tokens[k]!.kind !== 'num' && !numberWord(tokens[k]!.t))) return null;
  const said = figureAt(tokens, k);
  return said && answers(figures, said) ? said.next : null;
}

function innerNumber(tokens: readonly Token[], k: number): { value: number; next: number } | null {
  if (!/^(?:de|of|a)$/.test(tokens[k - 1]?.t ?? '')) return null;
  const t = tokens[k]!;
  if (t.kind !== 'num' && !numberWord(t.t)) return null;
  const n = cardinal(tokens as Token[], k, 'fr');
  return n && Number.isInteger(n.value) && !n.article ? n : null;
}

function nextIs(shop: CompiledShop, tokens: readonly Token[], k: number, left: string[]): boolean {
  const t = tokens[k];
  return t !== undefined && stemsFor(shop, t.t).some((h) => left.includes(h.stem));
}

/** The best reading per product of the words that start at token i. */
export function candidatesAt(
  shop: CompiledShop,
  tokens: readonly Token[],
  i: number,
  stop: (k: number) => boolean,
): Candidate[] {
  const t = tokens[i];
  // No name begins with a preposition, though one may hold it: "pastrami on rye".
  if (t?.kind !== 'word' || CONNECTORS.has(t.t) || /^(?:on|in|over)$/.test(t.t)) return [];
  const best = new Map<number, Candidate>();
  const tried = new Set<number>();
  for (const hit of stemsFor(shop, t.t)) {
    for (const f of shop.byStem.get(hit.stem) ?? []) {
      if (tried.has(f)) continue;
      tried.add(f);
      const c = walk(shop, tokens, i, shop.forms[f]!, stop);
      if (!c) continue;
      const old = best.get(c.product);
      if (!old || better(c, old) > 0) best.set(c.product, c);
    }
  }
  return [...best.values()].sort((a, b) => better(b, a));
}

/** Positive when a is the better reading: whole forms first, then weight of what was said. */
export function better(a: Candidate, b: Candidate): number {
  if (a.full !== b.full) {
    const whole = a.full ? a : b;
    const part = a.full ? b : a;
    const partWins = part.matched > whole.matched && part.weight > whole.weight + 1;
    return (a.full ? 1 : -1) * (partWins ? -1 : 1);
  }
  if (Math.abs(a.weight - b.weight) > 0.05) return a.weight - b.weight;
  return b.missing - a.missing || b.next - a.next;
}

/** Products for free words, best first; the score is the share of the product's best form that was said, 0 to 1. */
export function matchProducts(shop: CompiledShop, words: string): { sku: string; score: number }[] {
  const tokens = tokenise(words);
  const said = tokens.filter((t) => t.kind === 'word' && !CONNECTORS.has(t.t));
  const scores = new Map<number, number>();
  const forms = new Set<number>();
  const hits = said.map((t) => stemsFor(shop, t.t));
  for (const list of hits) for (const h of list) for (const f of shop.byStem.get(h.stem) ?? []) forms.add(f);
  const saidWeight = said.length || 1;
  for (const f of forms) {
    const form = shop.forms[f]!;
    let got = 0;
    let used = 0;
    let total = 0;
    for (const s of form.stems) {
      const w = weightOf(shop, s);
      total += w;
      const sim = Math.max(0, ...hits.map((l) => l.find((h) => h.stem === s)?.sim ?? 0));
      if (sim > 0) used++;
      got += w * sim;
    }
    const score = (got / total) * (0.6 + (0.4 * used) / saidWeight);
    if (score > (scores.get(form.product) ?? 0)) scores.set(form.product, score);
  }
  return [...scores]
    .map(([p, score]) => ({ sku: shop.products[p]!.sku, score: Math.min(1, Math.round(score * 1000) / 1000) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 20);
}
