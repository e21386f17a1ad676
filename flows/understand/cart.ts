/** Applies the lines of a burst to the cart: additions, removals, replacements, answers to the shop's question. */
import type { Burst } from './burst.ts';
import type { CompiledShop } from './catalogue.ts';
import type { Line } from './lines.ts';
import { repairLines } from './repair.ts';
import { sharedOpen } from './spelled-out.ts';
import type { CartLine, State } from './state.ts';
import { takeAwayByWord } from './take-away.ts';

const REMOVE =
  /(?:^| )(?:enleve[rz]?|enlevez|supprime[rz]?|retire[rz]?|vire[rz]?|annule[rz]?|remove|take off|take out|drop|cancel|oublie[rz]?|na7i|na7iw|na7ili|نحي|plus de|laisse[rz]? tomber)(?: |$)/;

const ADD =
  /(?:^| )(?:ajoute[rz]?|rajoute[rz]?|ajoutez|rajoutez|aussi|en plus|plus|encore|add|also|extra|zid|zidni|zidli|zidou|زيد|زيدني|et puis|rajoutes|mettre en plus|autres?)(?: |$)/;

const SET =
  /(?:^| )(?:au lieu|a la place|plutot|finalement|passe[rz]? (?:a|de|en|le|la)|instead|actually|make it|change|modifi|mettre|en tout|total|au total|faire en|reduire|monter a|descendre a)(?: |$)/;

export const wordsOf = (b: Burst, from: number, to: number): string =>
  ` ${b.tokens
    .slice(Math.max(0, from), to)
    .map((t) => t.t)
    .join(' ')} `;

/** What is to be done with a line, from the verb that governs it. */
export function opOf(b: Burst, l: Line, previousEnd: number): 'add' | 'set' | 'remove' {
  const before = wordsOf(b, Math.max(previousEnd, l.i - 8), l.i);
  const after = wordsOf(b, l.next, l.next + 7);
  const verbs = [...before.matchAll(new RegExp(`${REMOVE.source}|${ADD.source}|${SET.source}`, 'g'))].map((m) => m[0]);
  const last = verbs.at(-1);
  if (last && REMOVE.test(` ${last.trim()} `)) return 'remove';
  if (l.negated) return 'remove';
  if (last && SET.test(` ${last.trim()} `)) return 'set';
  if (last && ADD.test(` ${last.trim()} `)) return 'add';
  if (/^ (?:[a-z]+ )?(?:au lieu|a la place|finalement|instead|plutot)/.test(after)) return 'set';
  return 'add';
}

export const asCart = (b: Burst, l: Line, turn: number): CartLine => ({
  ...l,
  turn,
  start: b.tokens[l.i]?.start ?? 0,
  end: b.tokens[Math.max(l.i, Math.min(l.next, b.tokens.length) - 1)]?.end ?? 0,
});

function same(a: CartLine, l: Line): boolean {
  if (a.product === null || l.product === null) return false;
  return a.sku === l.sku;
}

/**
 * Merges the burst into the cart. `asked`: it answers a question of the shop; `counts`: one about how many. True when its
 * number was for a thing the cart holds, and so answers nothing else.
 */
export function applyLines(
  shop: CompiledShop,
  state: State,
  b: Burst,
  turn: number,
  asked = false,
  counts = false,
): boolean {
  const { lines, replaced } = repairLines(shop, b);
  const removed = [...replaced.flatMap((r) => removeProduct(state, r))];
  const shared = sharedOpen(
    shop,
    state.cart.filter((c) => c.turn < turn),
    lines,
  );
  if (shared) takeOut(state, (c) => c === shared);
  keepOnly(shop, state, b, lines, turn);
  let end = 0;
  let recounted = false;
  for (const l of lines) {
    const op = opOf(b, l, end);
    end = l.next;
    if (
      l.product === null &&
      l.unsaid &&
      op !== 'remove' &&
      state.cart.some(
        (c) => c.turn < turn && c.product !== null && l.candidates.includes(shop.products[c.product]!.sku),
      )
    )
      continue;
    const aside =
      op === 'remove' && l.negated && state.cart.some((c) => c.turn === turn && c.product === l.product && !c.unsaid);
    if (aside) continue;
    if (op === 'remove') {
      if (fewer(shop, state, l, turn) || (l.product === null && takeAwayByWord(shop, state, b, turn))) continue;
      removed.push(...(l.product === null ? removeByCandidates(shop, state, l) : removeProduct(state, l)));
      continue;
    }
    if (op === 'set' && recountKind(shop, state, l, turn)) {
      recounted = true;
      continue;
    }
    if (lines.length === 1 && removed.length === 0 && PLACE_OF_ALL.test(b.words))
      removed.push(...onlyOther(state, l, turn));
    const gone = removed.length === 1 && INTO_PLACE.test(b.words) ? removed[0]! : null;
    if (gone) state.cart.push(inPlaceOf(shop, gone, asCart(b, l, turn)));
    else mergeLine(shop, state, b, l, op === 'add' && counts ? 'set' : op, turn, asked);
  }
  return recounted;
}

/** "Finalement une seule tarte", with one tart in the cart: so many of that one. */
function recountKind(shop: CompiledShop, state: State, l: Line, turn: number): boolean {
  if (l.product !== null || l.unsaid || l.qty === null) return false;
  const kin = state.cart.filter((c) => c.turn < turn && isCandidate(shop, c, l));
  if (kin.length !== 1) return false;
  Object.assign(kin[0]!, { qty: l.qty, askQty: false, unsaid: false });
  return true;
}

const ONLY = /(?:^| )(?:juste|seulement|uniquement|rien que|only|just) (?:le |la |les |l |the )?$/;

/** "juste les baguettes": of what there was, only that stays. */
function keepOnly(shop: CompiledShop, state: State, b: Burst, lines: readonly Line[], turn: number): void {
  const l = lines.length === 1 ? lines[0]! : null;
  if (
    !l?.unsaid ||
    !ONLY.test(
      wordsOf(b, l.i - 3, l.i)
        .trimEnd()
        .concat(' '),
    )
  )
    return;
  const kept = state.cart.filter((c) => (c.product !== null && c.product === l.product) || isCandidate(shop, c, l));
  if (kept.length > 0) takeOut(state, (c) => c.turn < turn && !kept.includes(c));
}

const PLACE_OF_ALL = /(?:^| )(?:a la place|instead|fi blaset[a-z]*|بدلا)(?: |$)/;

/** "Finalement un framboisier à la place": the one line there was goes, when it is another product. */
function onlyOther(state: State, l: Line, turn: number): CartLine[] {
  const before = state.cart.filter((c) => c.turn < turn);
  const other = before.length === 1 && l.product !== null && before[0]!.product !== l.product;
  return other && before[0]!.product !== null ? takeOut(state, (c) => c === before[0]) : [];
}

/** "Enlevez X et mettez Y", "Y au lieu de X": what comes is what goes, but for what is said of it. */
const INTO_PLACE =
  /(?:^| )(?:a la place|au lieu|plutot|mets|mettez|mettre|remplac[a-z]+|instead|replace|swap|put|7ot|7ott|blasetha|fi blaset)(?: |$)/;

/** The new line with the count and the size of the one that went, where it has no own. */
function inPlaceOf(shop: CompiledShop, gone: CartLine, line: CartLine): CartLine {
  const qty = line.unsaid ? gone.qty : line.qty;
  const was = gone.product === null ? null : shop.products[gone.product]!.variants.find((v) => v.sku === gone.sku);
  const same =
    line.askVariant && line.product !== null && was
      ? shop.products[line.product]!.variants.find((v) => v.name === was.name)
      : undefined;
  return {
    ...line,
    qty,
    askQty: qty === null,
    ...(same ? { sku: same.sku, askVariant: false } : {}),
  };
}

function mergeLine(
  shop: CompiledShop,
  state: State,
  b: Burst,
  l: Line,
  op: 'add' | 'set',
  turn: number,
  asked: boolean,
): void {
  const line = asCart(b, l, turn);
  const twins = state.cart.filter(
    (c) => c.turn < turn && (same(c, l) || (c.product !== null && c.product === l.product)),
  );
  const open =
    l.product === null
      ? null
      : state.cart.find(
          (c) => c.turn < turn && c.product === null && c.candidates.includes(shop.products[l.product!]!.sku),
        );
  const correction = op === 'set' || /(?:finalement|plutot|en fait|non |au lieu|instead|actually|pardon)/.test(b.words);
  if (open) {
    if (l.unsaid) {
      line.qty = open.qty ?? (open.unsaid && servesPeople(shop, l) ? 1 : null);
      line.askQty = line.qty === null;
      line.unsaid = open.unsaid;
    }
    state.cart.splice(state.cart.indexOf(open), 1, line);
    return;
  }
  if (twins.length > 0) {
    const twin = twins.find((c) => same(c, l)) ?? twins[0]!;
    const bare = l.unsaid;
    const refine = twin.askVariant || twin.askQty || l.askVariant || bare;
    // "2 croissants" – "pour quel jour ?" – "2 croissants pour mardi": said once more, and not two more.
    const again = asked && same(twin, l) && !ADD.test(wordsOf(b, l.i - 8, l.next + 7));
    if (correction || refine || again || (twin.qty !== null && op !== 'add')) {
      if (bare) {
        line.qty = twin.qty ?? line.qty;
        line.askQty = line.qty === null;
        line.unsaid = twin.unsaid;
      }
      if (line.askVariant && !twin.askVariant) {
        line.sku = twin.sku;
        line.askVariant = false;
      }
      line.options = { ...twin.options, ...line.options };
      state.cart.splice(state.cart.indexOf(twin), 1, line);
      return;
    }
  }
  const kin =
    correction && /(?:^| )(?:celle|celui|celles|ceux|the one)(?: |$)/.test(b.words)
      ? soleOfKind(shop, state, l, turn)
      : null;
  if (kin) {
    state.cart.splice(state.cart.indexOf(kin), 1, inPlaceOf(shop, kin, line));
    return;
  }
  const replacing =
    replacedOpen(state, l, b, turn) ??
    (correction || (asked && !(b.question && l.unsaid)) ? sibling(shop, state, l, turn, asked) : null);
  if (replacing) {
    if ((l.unsaid || l.qty === 1) && replacing.qty !== null) {
      line.qty = replacing.qty;
      line.askQty = false;
    }
    state.cart.splice(state.cart.indexOf(replacing), 1, line);
    return;
  }
  state.cart.push(line);
}

/** A dish made for so many people is wanted once. */
function servesPeople(shop: CompiledShop, l: Line): boolean {
  return l.product !== null && shop.products[l.product]!.variants.some((v) => v.measure?.kind === 'people');
}

/** A thing the shop does not sell, then another named "alors", "plutôt": it takes its place. */
function replacedOpen(state: State, l: Line, b: Burst, turn: number): CartLine | null {
  if (l.product === null || !/(?:alors|plutot|dans ce cas|a la place|du coup|instead|then)/.test(b.words)) return null;
  return state.cart.find((c) => c.turn < turn && c.product === null) ?? null;
}

/** A name of which only a part was said comes out at most this sure. */
const NAMED_IN_PART = 0.85;

/** "une tarte au citron" - "laquelle ?" - "meringuée plutôt": another product of the same kind takes the open one's place. */
function sibling(shop: CompiledShop, state: State, l: Line, turn: number, asked: boolean): CartLine | null {
  if (l.product === null || (!l.ellipsis && l.sim > NAMED_IN_PART)) return null;
  const { head } = shop.products[l.product]!;
  const open = state.cart.filter(
    (c) =>
      c.turn < turn &&
      c.product !== null &&
      (c.askVariant || (asked && (l.unsaid || c.askQty))) &&
      shop.products[c.product]!.head === head,
  );
  return open.length === 1 ? open[0]! : null;
}

/** "finalement celle aux marrons": the only line of the same kind. */
function soleOfKind(shop: CompiledShop, state: State, l: Line, turn: number): CartLine | null {
  if (l.product === null) return null;
  const { head } = shop.products[l.product]!;
  const kin = state.cart.filter((c) => c.turn < turn && c.product !== null && shop.products[c.product]!.head === head);
  return kin.length === 1 && kin[0]!.product !== l.product ? kin[0]! : null;
}

function removeProduct(state: State, l: Line): CartLine[] {
  return takeOut(state, (c) => c.product === l.product && (c.sku === l.sku || l.askVariant || l.unsaid));
}

function takeOut(state: State, goes: (line: CartLine) => boolean): CartLine[] {
  const gone = state.cart.filter(goes);
  state.cart = state.cart.filter((line) => !goes(line));
  return gone;
}

function isCandidate(shop: CompiledShop, c: CartLine, l: Line): boolean {
  return c.product !== null && l.candidates.includes(shop.products[c.product]!.sku);
}

/** "enlevez la tarte": the tart there is, whichever it was. */
function removeByCandidates(shop: CompiledShop, state: State, l: Line): CartLine[] {
  return takeOut(state, (c) => isCandidate(shop, c, l) || (c.product === null && c.text === l.text));
}

/** "enlevez 2 éclairs" of ten: eight stay. True when so many were taken off a line. */
function fewer(shop: CompiledShop, state: State, l: Line, turn: number): boolean {
  if (l.unsaid || l.qty === null || l.negated) return false;
  const from = state.cart.filter(
    (c) => c.turn < turn && (l.product === null ? isCandidate(shop, c, l) : c.product === l.product),
  );
  const line = from.length === 1 ? from[0]! : null;
  if (!line || line.qty === null || line.qty <= l.qty) return false;
  line.qty = Math.round((line.qty - l.qty) * 1000) / 1000;
  return true;
}
