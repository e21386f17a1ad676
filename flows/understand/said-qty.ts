/** The quantity said around a product: on its left ("2 boîtes de 12 ...") and on its right ("... x2", "... 1,5 kg"). */
import { numberEndingAt } from './number-before.ts';
import type { NumberLang } from './numbers.ts';
import type { Token } from './text.ts';
import { type UnitWord, unitWord } from './units.ts';

export type Said = {
  /** The number, null when a range or an amount of money stands for it; undefined when none was said. */
  n?: number | null;
  /** "un", "une": as good as no number when a weight follows. */
  article?: boolean;
  /** Weight in kg or volume in litres said with the number. */
  kg?: number;
  litres?: number;
  container?: string;
  share?: boolean;
  /** The number inside the container: "boîtes de 12". */
  inner?: number;
  /** "des", "quelques": more than one, not said how many. */
  plural?: boolean;
  /** "une poignée", "3 ou 4", "pour 10 €". */
  vague?: boolean;
  half?: boolean;
  /** An amount of money stands before the name: "10 euros de cerises". */
  money?: number;
  /** "le reste au chocolat", "moitié café": a share of what was counted before. */
  of?: 'rest' | 'half';
  /** The name starts with its contents, not its head: "20 roses rouges en bouquet". */
  headless?: boolean;
  /** "pieces": counted one by one. */
  start: number;
};

const SKIP = new Set(
  'de du d le la les l au aux a of the bons bon bonne bonnes beau beaux belle belles gros grosse grosses petit petite petits petites grand grande grands grandes joli jolie jolis jolies nouveau autre autres seul seule seuls seules single encore euh heu ben genre environ bien aussi mini vos votre mes mon ma ces ce cette cet ripe fresh large small medium extra big regular plain more other nice el mel min bel chaque each every'.split(
    ' ',
  ),
);
const PLURAL = new Set(['des', 'quelques', 'plusieurs', 'some', 'few', 'chwaya', 'شويه', 'les', 'vos', 'divers']);
const VAGUE = new Set(['poignee', 'poignees', 'peu', 'tas', 'handful', 'bit']);

/** Words for a share of what was counted before. */
export const SHARE_OF: Record<string, 'rest' | 'half'> = {
  reste: 'rest',
  restant: 'rest',
  restants: 'rest',
  rest: 'rest',
  moitie: 'half',
};

/** "kilo cinq", "1kg500": the number after a kilo is its decimals. */
function decimalsOfKilo(value: number): number {
  if (value < 10) return value / 10;
  return value < 1000 ? value / (value < 100 ? 100 : 1000) : 0;
}

type Walk = { k: number; said: Said; unit: UnitWord | null; pending: number | null; halves: number };

/** Reads leftwards from the product that starts at `start`; never past `from` or a blocked token. */
export function saidLeft(
  tokens: readonly Token[],
  start: number,
  from: number,
  lang: NumberLang,
  blocked: (i: number) => boolean,
): Said {
  const w: Walk = { k: start, said: { start }, unit: null, pending: null, halves: 0 };
  for (let guard = 0; guard < 14 && w.k > from; guard++) {
    const i = w.k - 1;
    const t = tokens[i]!;
    if (blocked(i) || (tokens[w.k]?.nl && w.k <= start && t.kind === 'punct')) break;
    if (tokens[w.k]?.nl && w.k < tokens.length && w.k !== start) break;
    if (tokens[w.k]?.nl && t.t !== ':' && w.k === start) break;
    if (!stepLeft(tokens, w, i, t, from, lang)) break;
  }
  if (w.said.n === undefined && w.pending !== null) settle(w, w.pending, false);
  else if (w.said.n === undefined && w.unit && (w.unit.k === 'weight' || w.unit.k === 'volume' || w.unit.k === 'count'))
    settle(w, 1 + 0, true);
  if (w.said.kg !== undefined && w.halves) w.said.kg = w.said.kg + w.halves * (w.unit?.k === 'weight' ? w.unit.kg : 1);
  if (w.said.litres !== undefined && w.halves)
    w.said.litres = w.said.litres + w.halves * (w.unit?.k === 'volume' ? w.unit.l : 1);
  return w.said;
}

function settle(w: Walk, value: number, article: boolean): void {
  const u = w.unit;
  if (u?.k === 'weight') w.said.kg = value * u.kg;
  else if (u?.k === 'volume') w.said.litres = value * u.l;
  if (u?.k === 'count') w.said.n = value * u.n + (w.halves ? u.n * w.halves : 0);
  else w.said.n = value;
  if (article && u?.k !== 'count') w.said.article = true;
}

function stepLeft(tokens: readonly Token[], w: Walk, i: number, t: Token, from: number, lang: NumberLang): boolean {
  if (t.kind === 'punct' && t.t !== '€') {
    const times = t.t === '*' && tokens[i - 1]?.kind === 'num';
    if (!times && !(t.t === '-' && i > from && !t.sp && tokens[i - 1]?.kind === 'word')) return false;
    w.k = i;
    return true;
  }
  if (t.kind === 'emoji') return false;
  if (
    (t.t === 'demi' || t.t === 'demie' || t.t === 'nos' || t.t === 'noss' || t.t === 'نص') &&
    /^(?:et|w|و)$/.test(tokens[i - 1]?.t ?? '') &&
    (unitWord(tokens[i - 2]?.t) || tokens[i - 2]?.kind === 'num') &&
    !unitWord(tokens[i + 1]?.t)
  ) {
    w.halves = 0.5;
    w.k = i - 1;
    return true;
  }
  const half = /^(?:demi|demie|half|noss?|نص|نصف|ونص|ونصف)$/.test(t.t);
  if (half) {
    w.said.half = true;
    if (w.unit) {
      settle(w, 0.5, false);
      w.said.start = i;
      if (tokens[i - 1]?.t === 'une' || tokens[i - 1]?.t === 'un' || tokens[i - 1]?.t === 'a') w.said.start = i - 1;
      return false;
    }
    const next = tokens[i + 1];
    if (next && (unitWord(next.t)?.k === 'weight' || unitWord(next.t)?.k === 'count')) return false;
    w.k = i;
    return true;
  }
  if (/^(?:rob3|rbo3|ربع|quart)$/.test(t.t) && (w.unit?.k === 'weight' || lang !== 'en') && w.unit?.k !== 'container') {
    if (w.unit?.k === 'weight' || t.t !== 'quart') {
      w.said.kg = 0.25;
      w.said.n = 0.25;
      w.said.start = i;
      return false;
    }
  }
  const n = numberEndingAt(tokens, i + 1, from, lang);
  if (n) return numberLeft(tokens, w, n, from, lang);
  const u = unitWord(t.t);
  if (u && !(t.t === 'part' && tokens[i - 1]?.t === 'a') && !(u.k === 'length')) {
    if (
      w.pending !== null &&
      w.unit === null &&
      u.k === 'weight' &&
      i + 1 < tokens.length &&
      tokens[w.k] &&
      w.k === i + 1
    ) {
      // "un kilo cinq"
      const d = decimalsOfKilo(w.pending);
      w.pending = null;
      w.unit = u;
      w.k = i;
      const one = numberEndingAt(tokens, i, from, lang);
      w.said.kg = (one?.value ?? 1) * u.kg + d;
      w.said.n = w.said.kg;
      w.said.start = one?.start ?? i;
      return false;
    }
    if (w.pending !== null) {
      w.said.inner = w.pending;
      w.pending = null;
    }
    if (u.k === 'container') w.said.container = u.name;
    else if (u.k === 'share') w.said.share = true;
    else w.unit = u;
    w.said.start = i;
    w.k = i;
    return true;
  }
  if (SHARE_OF[t.t] && (from > 0 || !/^(?:de|d|du|des)$/.test(tokens[i + 1]?.t ?? ''))) {
    w.said.of = SHARE_OF[t.t]!;
    w.said.n = null;
    w.said.vague = true;
    w.said.start = i;
    return false;
  }
  if (/^(?:euros?|€|dinars?|dt|dollars?)$/.test(t.t)) {
    const amount = numberEndingAt(tokens, i, from, lang);
    if (amount) w.said.money = amount.value;
    w.said.vague = true;
    w.said.n = null;
    w.said.start = amount?.start ?? i;
    return false;
  }
  if (VAGUE.has(t.t)) {
    w.said.vague = true;
    w.said.n = null;
    w.said.start = i;
    return false;
  }
  if (PLURAL.has(t.t) && w.pending === null) {
    if (t.t !== 'les' && t.t !== 'vos') w.said.plural = true;
    if (t.t !== 'des' || tokens[i - 1]?.t !== 'une') {
      w.said.start = i;
      w.k = i;
      return t.t === 'les' || t.t === 'vos';
    }
  }
  // "3x croissants", "2 x 7up"
  if ((SKIP.has(t.t) || (t.t === 'x' && tokens[i - 1]?.kind === 'num')) && w.pending === null) {
    w.k = i;
    return true;
  }
  if (SKIP.has(t.t) && (t.t === 'de' || t.t === 'of') && w.pending !== null) {
    const u2 = unitWord(tokens[i - 1]?.t);
    if (u2 && (u2.k === 'container' || u2.k === 'share')) {
      w.k = i;
      return true;
    }
  }
  return false;
}

function numberLeft(
  tokens: readonly Token[],
  w: Walk,
  n: { value: number; start: number; article: boolean },
  from: number,
  lang: NumberLang,
): boolean {
  if (w.pending !== null) {
    // two numbers in a row: the nearer one counts
    return false;
  }
  const before = tokens[n.start - 1];
  const alternative =
    before && n.start - 1 >= from && ['ou', 'or', 'a', 'wala', 'ولا', '-', 'et'].includes(before.t)
      ? numberEndingAt(tokens, n.start - 1, from, lang)
      : null;
  const raised = before?.t === 'a' && alternative !== null && tokens[alternative.start - 1]?.t === 'de';
  if (
    alternative &&
    !raised &&
    !alternative.article &&
    alternative.value < n.value &&
    !(before!.t === '-' && before!.nl) &&
    (before!.t !== 'et' || tokens[alternative.start - 1]?.t === 'entre') &&
    alternative.value > 0
  ) {
    w.said.n = null;
    w.said.vague = true;
    w.said.start = alternative.start;
    return false;
  }
  if (n.article && before?.t === 'half' && w.unit !== null) {
    settle(w, 0.5, false);
    w.said.start = n.start - 1;
    return false;
  }
  if (n.article && /^(?:half|demi|demie)$/.test(before?.t ?? '') && w.unit === null) {
    w.said.half = true;
    w.said.n = 1;
    w.said.start = n.start - 1;
    return false;
  }
  if (w.said.half && !w.unit && n.article) {
    w.said.n = 1;
    w.said.start = n.start;
    return false;
  }
  w.said.start = n.start;
  const direct = w.unit === null && !w.said.container && !w.said.share;
  const de = before && (before.t === 'de' || before.t === 'of' || before.t === "d'");
  const u = unitWord(de ? tokens[n.start - 2]?.t : before?.t);
  if (
    direct &&
    !n.article &&
    u &&
    n.start - 1 > from - 1 &&
    (u.k === 'container' || u.k === 'share' || (u.k === 'weight' && !de))
  ) {
    if ((u.k === 'container' || u.k === 'share') && !de && unitWord(before?.t)?.k !== 'weight') {
      settle(w, n.value, n.article);
      return false;
    }
    w.pending = n.value;
    w.k = de ? n.start - 1 : n.start;
    return true;
  }
  // "2 x 250 g de beurre"
  const times = before?.t === 'x' && w.unit ? numberEndingAt(tokens, n.start - 1, from, lang) : null;
  if (times) w.said.start = times.start;
  settle(w, n.value * (times?.value ?? 1), n.article);
  if (w.said.kg === undefined && w.halves && w.unit?.k !== 'count') w.said.n = n.value + w.halves;
  return false;
}
