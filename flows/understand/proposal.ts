/** References and proposals: "1 kg de chaque", "comme d'habitude", what the shop has just named. */

import { countedContainers, leadingNumber } from './answers.ts';
import type { Burst } from './burst.ts';
import type { CompiledShop } from './catalogue.ts';
import { detailsOf } from './details.ts';
import { readLines } from './lines.ts';
import { numberEndingAt } from './number-before.ts';
import { wholeWords } from './pattern.ts';
import type { State } from './state.ts';
import { tokenise } from './text.ts';
import { unitWord } from './units.ts';
import { chooseVariant } from './variant.ts';

/** "1kg de chaque": one line per product of the group the words name. */
export function shareAmong(shop: CompiledShop, state: State, b: Burst, turn: number): void {
  eachAsMuch(state, b, turn);
  if (!/(?:^| )(?:de chaque|chacun(?:e)?|of each|each|des deux|les deux)(?: |$)/.test(b.words)) return;
  const group = state.cart.find(
    (c) => c.product === null && c.candidates.length > 1 && c.candidates.length <= 4 && c.turn === turn,
  );
  if (!group) return;
  const lines = group.candidates.map((sku) => {
    const p = shop.products.find((x) => x.sku === sku)!;
    return {
      ...group,
      product: p.index,
      sku,
      unit: p.unit,
      candidates: [],
      askVariant: p.variants.length > 1,
      askQty: group.qty === null,
    };
  });
  state.cart.splice(state.cart.indexOf(group), 1, ...lines);
}

const TOLD_ANEW = /^(?:non|nan|finalement|plutot|fait|pardon|enfin|actually|mets|mettez|mettre|passe[rz]?|ou)$/;

/** "4 de chaque", "300 g chacune": the number, in kg when weighed, and whether it takes the place of one said before. */
function asMuchEach(b: Burst): { n: number; weighed: boolean; anew: boolean } | null {
  const at = b.tokens.findIndex((t, k) => !b.masked[k] && /^(?:chaque|chacune?s?|each)$/.test(t.t));
  if (at < 0) return null;
  const end = /^(?:de|of)$/.test(b.tokens[at - 1]?.t ?? '') ? at - 1 : at;
  const unit = unitWord(b.tokens[end - 1]?.t);
  const n = numberEndingAt(b.tokens, unit?.k === 'weight' ? end - 1 : end, 0, b.lang);
  if (!n) return null;
  const anew = b.tokens.slice(Math.max(0, n.start - 3), n.start).some((t) => TOLD_ANEW.test(t.t));
  return { n: unit?.k === 'weight' ? n.value * unit.kg : n.value, weighed: unit?.k === 'weight', anew };
}

/**
 * "courgettes et aubergines, 300 g chacune": the lines of this message without a number of their own get that one;
 * "non mettez 4 de chaque": all of them, or all there were before when the message names none.
 */
function eachAsMuch(state: State, b: Burst, turn: number): void {
  const each = asMuchEach(b);
  if (!each) return;
  const named = state.cart.filter((c) => c.turn === turn && c.product !== null);
  const lines = named.length > 0 ? named : state.cart.filter((c) => c.product !== null);
  const alike = lines.filter((c) => (c.unit === 'kg') === each.weighed);
  const open = alike.filter((c) => c.askQty);
  const meant = open.length > 0 ? open : each.anew || named.length === 0 ? alike : [];
  if (meant.length === 0 || lines.length < 2) return;
  for (const c of meant) Object.assign(c, { qty: each.n, askQty: false, unsaid: false });
  state.cart = state.cart.filter((c) => !(c.turn === turn && c.product === null && /chacun|chaque|each/i.test(c.text)));
}

/** Keeps words that stand for an order which cannot be read. */
export function reference(state: State, b: Burst, words: string, turn: number): void {
  const last = words.trim().split(' ');
  const i = b.tokens.findIndex(
    (t, k) => !b.masked[k] && t.t === last[0] && (last.length < 2 || b.tokens[k + 1]?.t === last[1]),
  );
  const start = b.tokens[Math.max(0, i)]?.start ?? 0;
  const end = b.tokens[Math.min(b.tokens.length - 1, Math.max(0, i) + last.length - 1)]?.end ?? start;
  state.references = [{ text: b.text.slice(start, end), qty: null, candidates: [], turn, start, end }];
}

/** "comme mardi dernier" - "Mardi dernier : 2 kg de ..., c'est ça ?" - "oui": the shop's list becomes the draft. */
export function adoptProposal(shop: CompiledShop, state: State, text: string, turn: number, one = false): void {
  const tokens = tokenise(text);
  const lines = readLines({ shop, text, tokens, lang: 'fr', blocked: () => false, unknown: false });
  const named = lines.filter((l) => l.product !== null);
  if (one && (named.length !== 1 || named[0]!.askQty)) return;
  state.cart = named.map((l) => ({ ...l, turn: Math.max(0, turn - 1), start: 0, end: 0 }));
  if (state.cart.length > 0) state.references = [];
}

const LACKING =
  /(?:plus|pas) (?:de |du |d |disponible|dispo|en |la saison|possible)|epuise|en rupture|indisponible|termine|fini|n est plus|out of|sold out|no more|don t have|not available|not have|we re out|ma famech|ma fammech|3andnech|ma 3adech|مافماش|ماعندناش|نفذ/;

/** "Plus de charlotte. Une forêt-noire 8 parts vous irait ?" - "oui": what was offered takes the place of what lacks. */
export function takeAlternative(shop: CompiledShop, state: State, said: string, turn: number): boolean {
  const sentences = said.split(/(?<=[.!?;])\s+|\s+mais\s+|,\s+(?=par contre|en revanche)/);
  const offer = sentences.findLast((s) => s.includes('?')) ?? '';
  const lacks = sentences.filter((s) => s !== offer && LACKING.test(plainWords(s))).join(' ');
  if (!lacks) return false;
  const offered = namedIn(shop, offer);
  const open = state.cart.filter((c) => c.turn < turn);
  const missing = namedIn(shop, lacks);
  const lacking = open.filter((c) => missing.some((l) => l.product !== null && l.product === c.product));
  const replaced = lacking.length > 0 ? lacking : open.length === 1 ? open : [];
  if (offered.length !== 1 || replaced.length !== 1 || offered[0]!.product === replaced[0]!.product) return false;
  const [line, was] = [offered[0]!, replaced[0]!];
  const qty = line.unsaid || line.qty === 1 ? was.qty : line.qty;
  const at = { turn: Math.max(0, turn - 1), start: 0, end: 0 };
  state.cart.splice(state.cart.indexOf(was), 1, { ...line, qty, askQty: qty === null, unsaid: false, ...at });
  return true;
}

const plainWords = (text: string) =>
  tokenise(text)
    .map((t) => t.t)
    .join(' ');

function namedIn(shop: CompiledShop, text: string) {
  const tokens = tokenise(text);
  return readLines({ shop, text, tokens, lang: 'fr', blocked: () => false, unknown: false }).filter(
    (l) => l.product !== null,
  );
}

/** "des chouquettes" - "Un sachet vous va ?" - "oui": the number the shop offered for the one line that lacked it. */
export function takeOffered(shop: CompiledShop, state: State, said: string, turn: number): void {
  const open = state.cart.filter((c) => c.turn < turn && c.product !== null && c.askQty);
  if (open.length !== 1) return;
  const line = open[0]!;
  const offer = said.split(/(?<=[.!?;])\s+/).findLast((s) => s.includes('?')) ?? '';
  const named = namedIn(shop, offer).find((l) => l.product === line.product && !l.unsaid);
  const tokens = tokenise(offer);
  const qty =
    named?.qty ?? (line.unit === 'piece' ? null : countedContainers({ tokens, taken: tokens.map(() => false) }));
  if (qty === null || qty === undefined) return;
  Object.assign(line, { qty, askQty: false, unsaid: false });
}

/** "un bouquet" - "Le bouquet surprise à 35 € ?" - "oui": what the shop suggests is what was open. */
export function takeSuggested(shop: CompiledShop, state: State, said: string, turn: number): void {
  const open = state.cart.filter((c) => c.turn < turn && c.product === null);
  const named = namedIn(shop, said.split(/(?<=[.!?;])\s+/).findLast((s) => s.includes('?')) ?? '');
  const [line] = named;
  if (open.length !== 1 || named.length !== 1 || !line || line.askVariant || line.askQty) return;
  if (open[0]!.candidates.length > 0 && !open[0]!.candidates.includes(shop.products[line.product!]!.sku)) return;
  const qty = open[0]!.qty ?? line.qty;
  const at = { turn, start: open[0]!.start, end: open[0]!.end };
  state.cart.splice(state.cart.indexOf(open[0]!), 1, { ...line, ...at, qty });
}

/** "Les pains au chocolat restent à 20 ?" - "non, 24 aussi": the number is for what the shop named. */
export function aboutShopsProduct(shop: CompiledShop, state: State, b: Burst, text: string, turn: number): void {
  const question = text.split(/(?<=[.!?])\s+/).findLast((s) => s.includes('?')) ?? text;
  const named = namedIn(shop, question);
  if (named.length !== 1 || named[0]!.askVariant || state.cart.some((c) => c.product === named[0]!.product)) return;
  const i = b.tokens.findIndex((t, k) => !b.taken[k] && t.kind === 'num');
  if (i < 0 || b.words.split(' ').length > 6) return;
  state.cart.push({
    ...named[0]!,
    qty: Number(b.tokens[i]!.t),
    askQty: false,
    unsaid: false,
    turn,
    start: b.tokens[i]!.start,
    end: b.tokens[i]!.end,
    ...(state.touched ? { op: 'set' as const } : {}),
  });
}

/** "on est 7": the size of the only product that is sold by people. */
export function usePeople(shop: CompiledShop, state: State, b: Burst): void {
  const n = b.people ?? state.people;
  if (n === null) return;
  const open = state.cart.filter(
    (c) =>
      c.askVariant &&
      c.product !== null &&
      shop.products[c.product]!.variants.some((v) => v.measure?.kind === 'people'),
  );
  if (open.length !== 1) return;
  const p = shop.products[open[0]!.product!]!;
  const fit = p.variants
    .filter((v) => v.measure?.kind === 'people' && v.measure.value >= n)
    .sort((x, y) => x.measure!.value - y.measure!.value)[0];
  if (!fit) return;
  open[0]!.sku = fit.sku;
  open[0]!.askVariant = false;
  if (open[0]!.qty === null) {
    open[0]!.qty = 1;
    open[0]!.askQty = false;
  }
}

const ONE = wholeWords(
  "(?:je|on|j'|j) ?(?:le|la|les|l) (?:prends?|veux|voudrais|commande|reserve)",
  "(?:en|m'en|m en) (?:veux|prends?|prendrai|voudrais|mettez|faudrait|faut) (?:une?)|mettez m en une?",
  '(?:une?|one|wa7da|w7da|wahda|وحده) (?:de|en|pour|alors|svp|b|bel|l|of|for|please|grande?|petite?|moyenne?|\\d+ (?:parts?|pers))',
  "i'?ll take (?:it|one)|i will take (?:it|one)|n7ebha|nekhouha|nekhodha|ناخذها|نحبها",
);

/**
 * "vous avez des cerises ?" - "oui, 7,90 € le kilo" - "alors 500 g": a quantity alone is of what was asked about, and so
 * is one of its sizes, or "je le prends".
 */
export function ofAsked(shop: CompiledShop, state: State, b: Burst, turn: number): void {
  const product = state.named?.product;
  if (product == null || b.lines.some((l) => l.product === product)) return;
  const p = shop.products[product]!;
  const until = b.lines[0]?.i ?? b.tokens.length;
  const d = detailsOf(p, b.tokens, 0, until, 'fr', (k) => b.taken[k] ?? false);
  const n = leadingNumber(b);
  const number = b.tokens.findIndex((t, k) => !b.taken[k] && k < until && t.kind === 'num');
  const first = number >= 0 ? number : b.tokens.findIndex((t, k) => !b.taken[k] && k < until && t.kind === 'word');
  if (first < 0) return;
  const weighed = p.unit === 'kg' ? d.kg : p.unit === 'l' ? d.litres : undefined;
  const counted = p.unit === 'kg' || p.unit === 'l' ? undefined : n !== null && d.measures.length === 0 ? n : undefined;
  const sized = d.measures.length > 0 && chooseVariant(p, { start: 0 }, d).variant !== null;
  const piece = p.unit !== 'kg' && p.unit !== 'l' && (sized || ONE.test(b.words));
  const several = n !== null && !d.measures.some((measure) => measure.value === n);
  const qty = weighed ?? counted ?? (piece ? (several ? n : 1) : undefined);
  if (qty === undefined) return;
  const { start, end } = b.tokens[first]!;
  const at = { i: first, next: first + 1, turn, start, end, text: b.text.slice(start, end) };
  const found = chooseVariant(p, { start: 0 }, d);
  // "vous l'avez en 6 parts ?" - "oui" - "j'en prends un": the size asked about.
  const asked = found.ask && state.named?.askVariant === false ? state.named.sku : null;
  const choice = asked ? { variant: { sku: asked }, ask: false } : found;
  state.cart.push({
    ...at,
    product,
    sku: choice.variant?.sku ?? p.sku,
    qty,
    unit: p.unit,
    unsaid: false,
    askVariant: choice.ask,
    askQty: false,
    options: d.options,
    candidates: [],
    negated: false,
    ellipsis: true,
    sim: 0.8,
  });
}

/** "Le moyen alors. Retrait ou livraison ?": the shop says which size it takes the customer to want. */
export function settledByShop(shop: CompiledShop, state: State, text: string): void {
  const open = state.cart.filter((c) => c.product !== null && c.askVariant);
  const told = text.split(/(?<=[.!?;])\s+/).filter((s) => !s.includes('?'));
  if (open.length !== 1 || told.length === 0) return;
  const line = open[0]!;
  const p = shop.products[line.product!]!;
  for (const sentence of told) {
    if (!/(?:^|\s)(?:alors|donc|ok|parfait|entendu|va pour|je vous mets|so|then)(?:\s|[.,!]|$)/i.test(sentence))
      continue;
    const tokens = tokenise(sentence);
    const d = detailsOf(p, tokens, 0, tokens.length, 'fr', () => false);
    const choice = d.words.size === 1 || d.measures.length === 1 ? chooseVariant(p, { start: 0 }, d).variant : null;
    if (!choice) continue;
    line.sku = choice.sku;
    line.askVariant = false;
    if (line.qty === null && line.unsaid) line.qty = 1;
    line.askQty = line.qty === null;
    return;
  }
}
