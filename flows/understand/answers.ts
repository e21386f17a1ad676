/** Answers without a product name: a variant, a number, a choice among candidates. */
import type { Burst } from './burst.ts';
import type { CompiledProduct, CompiledShop } from './catalogue.ts';
import { detailsOf } from './details.ts';
import { numberEndingAt } from './number-before.ts';
import { cardinal } from './numbers.ts';
import type { CartLine, State } from './state.ts';
import { stemsFor } from './stems-for.ts';
import { stem, type Token } from './text.ts';
import { unitWord } from './units.ts';
import { chooseVariant } from './variant.ts';

/** An answer without a product name: a variant, a number, a choice among the candidates. Gives true when it fits. */
export function answerLines(shop: CompiledShop, state: State, b: Burst, turn: number, asked: boolean): boolean {
  let used = sharedEqually(shop, state, b);
  if (recountOpen(state, b, turn)) used = true;
  for (const c of state.cart) {
    if (c.product === null && c.candidates.length > 1 && chooseCandidate(shop, c, b, turn)) used = true;
  }
  if (countedVariants(shop, state, b, turn)) return true;
  const open = state.cart.filter((c) => c.product !== null && c.askVariant);
  const sole = state.cart.filter((c) => c.product !== null && shop.products[c.product]!.variants.length > 0);
  const targets =
    open.length > 0
      ? open
      : /(?:finalement|plutot|en fait|non|instead|actually|plutôt|mettez|mets|changer?|prefere|au lieu)/.test(
            b.words,
          ) || asked
        ? sole
        : [];
  for (const c of targets) if (answerVariant(shop, c, b, targets.length === 1, open.length > 0)) used = true;
  if (!used || state.cart.some((c) => c.askQty)) used = answerQuantity(shop, state, b, asked) || used;
  return used;
}

/** "2 éclairs" - "lequel ?" - "euh non, 4": the count of the one thing that is still open. True when it was so. */
function recountOpen(state: State, b: Burst, turn: number): boolean {
  const open = state.cart.filter((c) => c.turn < turn && c.product === null && c.qty !== null);
  if (open.length !== 1 || !/(?:^| )(?:non|nan|finalement|plutot|en fait|pardon|actually|no|la)(?: |$)/.test(b.words))
    return false;
  const n = leadingNumber(b);
  if (n === null) return false;
  open[0]!.qty = n;
  return true;
}

/** "3 cyclamens" - "de quelle couleur ?" - "2 rouges 1 blanc": the line becomes one a size, when the counts add up. */
function countedVariants(shop: CompiledShop, state: State, b: Burst, turn: number): boolean {
  for (const c of state.cart.filter((line) => line.turn < turn && line.askVariant && line.qty !== null)) {
    const { variants } = shop.products[c.product!]!;
    const each =
      c.qty === variants.length && /(?:^| )(?:une?|1|one) (?:de chaque|of each|chacune?)(?: |$)/.test(b.words);
    const said: { sku: string; qty: number }[] = each ? variants.map(({ sku }) => ({ sku, qty: 1 })) : [];
    for (let i = 0; i < b.tokens.length; i++) {
      const n = b.taken[i] ? null : cardinal(b.tokens as Token[], i, 'fr');
      const word = n && b.tokens[n.next];
      const fits = word ? variants.filter((v) => v.stems.includes(stem(word.t))) : [];
      const sku = fits.length === 1 ? fits[0]!.sku : n && sizeBehind(b, n.next, variants);
      if (n && sku) said.push({ sku, qty: n.value });
    }
    if (said.length < 2 || said.reduce((sum, one) => sum + one.qty, 0) !== c.qty) continue;
    const lines = said.map(({ sku, qty }) => ({ ...c, sku, qty, askVariant: false, askQty: false, turn }));
    state.cart.splice(state.cart.indexOf(c), 1, ...lines);
    return true;
  }
  return false;
}

/** "une de 4", "deux 6 parts": the variant of the size right behind a count. */
function sizeBehind(b: Burst, at: number, variants: CompiledProduct['variants']): string | null {
  const joined = /^(?:de|d|en|pour|a)$/.test(b.tokens[at]?.t ?? '');
  const size = cardinal(b.tokens as Token[], joined ? at + 1 : at, 'fr');
  if (!size || size.article || (!joined && unitWord(b.tokens[size.next]?.t)?.k !== 'share')) return null;
  return variants.find((v) => v.measure?.value === size.value)?.sku ?? null;
}

/** "1 kg de pêches" - "jaunes ou blanches ?" - "moitié moitié": both, in equal parts. */
function sharedEqually(shop: CompiledShop, state: State, b: Burst): boolean {
  const c = state.cart.find((line) => line.product === null && line.candidates.length === 2 && line.qty !== null);
  if (
    !c ||
    !/(?:^| )(?:moitie moitie|moitie de chaque|half half|half and half|half of each|nos nos|un peu des deux moitie)(?: |$)/.test(
      b.words,
    )
  )
    return false;
  const lines = c.candidates.flatMap((sku) => {
    const p = shop.products.find((one) => one.sku === sku);
    const qty = p?.unit === 'kg' || p?.unit === 'l' ? c.qty! / 2 : Math.floor(c.qty! / 2);
    if (!p || qty * 2 !== c.qty) return [];
    const askVariant = p.variants.length > 1;
    return [{ ...c, product: p.index, sku, unit: p.unit, qty, candidates: [], askVariant, askQty: false }];
  });
  if (lines.length !== 2) return false;
  state.cart.splice(state.cart.indexOf(c), 1, ...lines);
  return true;
}

function chooseCandidate(shop: CompiledShop, c: CartLine, b: Burst, turn: number): boolean {
  const products = c.candidates
    .map((sku) => shop.products.find((p) => p.sku === sku))
    .filter((p): p is CompiledProduct => p !== undefined);
  const cheapest = /moins cher|cheapest|ar5es|arkhas/.test(b.words);
  if (cheapest) return settle(c, [...products].sort((x, y) => x.price - y.price)[0]!, b, turn);
  const shared = new Set<string>();
  const stemsByProduct = products.map((p) => new Set((shop.formsOf[p.index] ?? []).flatMap((f) => f.stems)));
  for (const s of stemsByProduct[0] ?? []) if (stemsByProduct.every((x) => x.has(s))) shared.add(s);
  const scores = products.map(() => 0);
  b.tokens.forEach((t, k) => {
    if (t.kind !== 'word' || b.masked[k]) return;
    const hits = stemsFor(shop, t.t).filter((h) => !shared.has(h.stem));
    stemsByProduct.forEach((set, j) => {
      scores[j]! += Math.max(0, ...hits.filter((h) => set.has(h.stem)).map((h) => h.sim));
    });
  });
  const top = Math.max(...scores);
  if (top <= 0 || scores.filter((s) => s > top - 0.1).length > 1) return false;
  return settle(c, products[scores.indexOf(top)]!, b, turn);
}

function settle(c: CartLine, p: CompiledProduct, b: Burst, turn: number): boolean {
  const d = detailsOf(p, b.tokens, 0, b.tokens.length, 'fr', (k) => b.taken[k] ?? false);
  const choice = chooseVariant(p, { start: 0 }, d);
  const weighed = c.unit === 'kg';
  c.product = p.index;
  c.sku = choice.variant?.sku ?? p.sku;
  c.askVariant = choice.ask;
  c.unit = p.unit;
  c.candidates = [];
  if (d.kg !== undefined) c.qty = p.unit === 'kg' ? d.kg : c.qty;
  else if (d.n !== undefined) c.qty = d.n;
  if (c.qty === null && c.unsaid && p.unit === 'piece' && p.variants.length > 0) c.qty = 1;
  if (p.unit === 'kg' && c.qty !== null && d.kg === undefined && !weighed) c.unit = 'piece';
  c.askQty = c.qty === null;
  c.turn = turn;
  return true;
}

function answerVariant(shop: CompiledShop, c: CartLine, b: Burst, alone: boolean, wasOpen: boolean): boolean {
  const p = shop.products[c.product!]!;
  // "le bleu, et ajoutez un cyclamen blanc": what is said of other goods is no answer.
  const others = b.lines.filter((l) => l.product !== null && l.product !== c.product);
  const d = detailsOf(
    p,
    b.tokens,
    0,
    b.tokens.length,
    'fr',
    (k) => (b.taken[k] ?? false) || others.some((l) => k >= l.i && k < l.next),
  );
  if (b.people !== null && p.variants.some((v) => v.measure?.kind === 'people'))
    d.measures.push({ kind: 'people', value: b.people });
  const bareNumber = d.n;
  if (
    wasOpen &&
    bareNumber !== undefined &&
    d.measures.length === 0 &&
    p.variants.some((v) => v.measure?.value === bareNumber)
  )
    d.measures.push({ kind: 'count', value: bareNumber, bare: true });
  const variant =
    chooseVariant(p, { start: 0, share: wasOpen && inPortions(b) }, d).variant ?? (wasOpen ? bySize(p, b) : null);
  if (!variant) return false;
  const first = c.sku !== variant.sku;
  c.sku = variant.sku;
  c.askVariant = false;
  Object.assign(c.options, d.options);
  if (c.qty === null && c.unsaid) c.qty = 1;
  const n = leadingNumber(b);
  if (n !== null && alone && !d.measures.some((m) => m.value === n)) c.qty = n;
  c.askQty = c.qty === null;
  return first || alone;
}

/** "portions", "à la part", with no number before: one for each. */
const inPortions = (b: Burst): boolean =>
  b.tokens.some(
    (t, k) => !b.taken[k] && /^(?:portions?|parts?)$/.test(t.t) && numberEndingAt(b.tokens, k, 0, 'fr') === null,
  );

const LARGE =
  /(?:^| )(?:(?:la|le|les|une?) )?(?:plus )?(?:grande?s?|gros|grosse|large|big|biggest|largest|kbira|kbir|كبيره?|الكبيره?)(?: |$)/;
const SMALL =
  /(?:^| )(?:(?:la|le|les|une?) )?(?:plus )?(?:petite?s?|small|smallest|sghira|sghir|صغيره?|الصغيره?)(?: |$)/;
const MIDDLE = /(?:^| )(?:moyenne?s?|intermediaire|medium|entre les deux|du milieu)(?: |$)/;

/** "la grande", when the sizes asked about have no such name: the last, the first or the middle one by price. */
function bySize(p: CompiledProduct, b: Burst): CompiledProduct['variants'][number] | null {
  const sizes = [...p.variants].sort((x, y) => (x.price ?? p.price) - (y.price ?? p.price));
  const [large, small] = [LARGE.test(b.words), SMALL.test(b.words)];
  if (large !== small) return (large ? sizes.at(-1) : sizes[0]) ?? null;
  return MIDDLE.test(b.words) && sizes.length === 3 ? sizes[1]! : null;
}

/** "mettez en deux des moyennes", "3 finalement": a number that is not a size, nor the count of goods named beside it. */
export function leadingNumber(b: Burst): number | null {
  const counted = b.lines.filter((l) => l.product !== null && !l.unsaid);
  for (let i = 0; i < b.tokens.length; i++) {
    if (b.taken[i] || counted.some((l) => i >= l.i && i < l.next)) continue;
    // "c'est au 7": a house.
    if (b.tokens[i - 1]?.t === 'au') continue;
    const n = cardinal(b.tokens as Token[], i, 'fr');
    if (n && counted.some((l) => l.i === n.next)) continue;
    if (n && !n.article && Number.isInteger(n.value) && n.value > 0 && n.value < 500) return n.value;
  }
  return null;
}

const CONTAINED = new Set(['bag', 'box', 'tray', 'bunch', 'pot']);

/** "un sachet", "2 boîtes": the packs themselves are counted. */
export function countedContainers(b: Pick<Burst, 'tokens' | 'taken'>): number | null {
  for (let i = 0; i + 1 < b.tokens.length; i++) {
    if (b.taken[i]) continue;
    const n = cardinal(b.tokens as Token[], i, 'fr');
    if (n && Number.isInteger(n.value) && n.value > 0 && unitWord(b.tokens[n.next]?.t)?.k === 'container')
      return n.value;
  }
  return null;
}

const ORDINALS: Record<string, number> = {
  deuxieme: 2,
  seconde: 2,
  second: 2,
  troisieme: 3,
  quatrieme: 4,
  cinquieme: 5,
  sixieme: 6,
  third: 3,
  fourth: 4,
  fifth: 5,
};

/** "une 3e", "une deuxième": that many in all; "une de plus", "2 autres": so many more. Null when neither is said. */
function moreOf(b: Burst, had: number | null): number | null {
  const nth =
    /(?:^| )(?:une?|a) (\d+) ?(?:e|eme|ieme|rd|th)(?: |$)|(?:^| )(?:une?|a) (deuxieme|seconde?|troisieme|quatrieme|cinquieme|sixieme|third|fourth|fifth)(?: |$)/.exec(
      b.words,
    );
  if (nth) return nth[1] ? Number(nth[1]) : ORDINALS[nth[2]!]!;
  const more =
    /(?:^| )(une?|\d+|deux|trois|quatre|one|two|three) (?:de plus|en plus|supplementaires?|autres|more)(?: |$)/.exec(
      b.words,
    );
  if (!more || had === null) return null;
  const n = cardinal([{ ...b.tokens[0]!, t: more[1]!, kind: /\d/.test(more[1]!) ? 'num' : 'word' }], 0, 'fr');
  return had + (n?.value ?? 1);
}

/** "6 pièces" of what has no sizes is a count. */
const sizeSaid = (p: CompiledProduct, d: ReturnType<typeof detailsOf>): boolean =>
  d.measures.some((m) => m.kind !== 'count') || (d.measures.length > 0 && p.variants.some((v) => v.measure));

function answerQuantity(shop: CompiledShop, state: State, b: Burst, asked: boolean): boolean {
  const waiting = state.cart.filter((c) => c.askQty && c.product !== null);
  const targets = waiting.length > 0 ? waiting : state.cart.length === 1 ? state.cart : state.cart.slice(-1);
  const loose =
    waiting.length > 0 ||
    asked ||
    /(?:finalement|plutot|en fait|plutôt|instead|make it|non|mets|mettez|en tout|aussi|disons|actually)/.test(
      b.words,
    ) ||
    moreOf(b, 0) !== null;
  if (!loose || targets.length === 0) return false;
  let used = false;
  for (const c of targets) {
    if (c.product === null) continue;
    const p = shop.products[c.product]!;
    const d = detailsOf(p, b.tokens, 0, b.tokens.length, 'fr', (k) => b.taken[k] ?? false);
    const n = leadingNumber(b);
    const further = moreOf(b, c.qty);
    const packs = CONTAINED.has(p.unit) ? countedContainers(b) : null;
    if (further !== null) c.qty = further;
    else if (packs !== null) c.qty = packs;
    else if (p.unit === 'kg' && d.kg !== undefined) c.qty = d.kg;
    else if (p.unit === 'l' && d.litres !== undefined) c.qty = d.litres;
    else if (n !== null && (b.words.split(' ').length <= 8 || waiting.length > 0) && !sizeSaid(p, d)) {
      c.qty = typeof p.pack === 'number' && n % p.pack === 0 && n > p.pack ? n / p.pack : n;
      if (p.unit === 'kg') c.unit = 'piece';
    } else continue;
    c.askQty = false;
    c.unsaid = false;
    used = true;
  }
  return used;
}
