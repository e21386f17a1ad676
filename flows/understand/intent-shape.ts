/**
 * The shape of a message for the statistical reading of its intent: its words with goods, numbers, days, hours and
 * places replaced by signs, so that what is learnt from one shop's words holds for every shop.
 */
import type { Burst } from './burst.ts';
import type { IntentInput, Tally } from './intent-input.ts';
import { sensesOf } from './intent-senses.ts';
import { HOW, IF_TAKEN, IT_WAS, JOKES, OTHERS, PAST, SELLS, SHORT_OF } from './story-words.ts';
import type { Intent } from './types.ts';
import { COURTESY, wishes } from './wish-words.ts';

const WORDS_READ = 80;

/** Words that join a name to its size or number. */
const JOINS =
  /^(?:de|d|du|des|en|pour|par|a|au|aux|le|la|les|l|un|une|x|of|for|and|et|w|wa|bel|mta3|ل|لل|ب|و|متاع|من|,|-|\(|\))$/;

/** The tokens of the goods: number, name, and the sizes said right behind it (`pieces`; a line without them is goods as a whole). */
export function goodsAt(b: Burst): Set<number> {
  const out = new Set<number>();
  for (const l of b.lines) {
    let end = l.i;
    for (const p of [...(l.pieces ?? [l])].sort((x, y) => x.i - y.i)) {
      const between = b.tokens.slice(end, p.i);
      if (!between.every((t, k) => b.taken[end + k] || JOINS.test(t.t))) break;
      if (between.every((_, k) => !b.taken[end + k])) for (let k = end; k < p.i; k++) out.add(k);
      for (let k = p.i; k < p.next; k++) out.add(k);
      end = Math.max(end, p.next);
    }
  }
  return out;
}

const MONEY = /^(?:€|euros?|eur|dinars?|dt|balles)$/;

/** A word or sign a token: `_g` goods, `_u` goods the shop lacks, `_n` a number, `_d` a day, `_h` an hour, `_a` a place; '' for what is left out. */
export function signsOf(b: Burst, goods: ReadonlySet<number>): string[] {
  const sign = new Map<number, string>();
  const put = (pieces: readonly { i: number; next: number }[], s: string): void => {
    for (const p of pieces) for (let k = p.i; k < p.next; k++) sign.set(k, s);
  };
  for (const l of b.lines)
    for (let k = l.i; k < l.next; k++)
      if (goods.has(k)) sign.set(k, l.product === null && l.candidates.length === 0 ? '_u' : '_g');
  // A price that picks a size is a price all the same.
  b.tokens.forEach((t, k) => {
    if (!sign.has(k) || !MONEY.test(t.t)) return;
    sign.delete(k);
    if (b.tokens[k - 1]?.kind === 'num') sign.delete(k - 1);
  });
  put([...b.pieces.days, ...b.pieces.special, ...b.pieces.parts], '_d');
  put(b.pieces.clocks, '_h');
  return b.tokens.map((t, i) => {
    const placed = b.address !== null && t.start >= b.address.start && t.end <= b.address.end;
    return placed ? '_a' : (sign.get(i) ?? (b.masked[i] ? '_m' : plain(t)));
  });
}

/** The words and signs of a burst in their order, a sign that follows itself once. */
export function shapeOf(signs: readonly string[]): string[] {
  const out: string[] = [];
  for (const s of signs) {
    if (out.length === WORDS_READ) break;
    if (s !== '' && !(s.startsWith('_') && s === out.at(-1))) out.push(s);
  }
  return out;
}

/** Signs that say something: a question, a cry, a list, money. */
const PUNCT: ReadonlySet<string> = new Set(['?', '!', ':', '€']);

function plain(t: Burst['tokens'][number]): string {
  if (t.kind === 'num') return '_n';
  if (t.kind === 'punct') return PUNCT.has(t.t) ? t.t : '';
  return t.t;
}

/** The lists of what is wished for and what is told, as features. */
const TOLD: [string, (words: string) => boolean][] = [
  ['wish', wishes],
  ['courtesy', (w) => COURTESY.test(w)],
  ['sells', (w) => SELLS.test(w)],
  ['past', (w) => PAST.test(w.replace(IT_WAS, ' '))],
  ['others', (w) => OTHERS.test(w)],
  ['how', (w) => HOW.test(w)],
  ['joke', (w) => JOKES.test(w)],
  ['if', (w) => IF_TAKEN.test(w)],
  ['short', (w) => SHORT_OF.test(w)],
];

/** A word the model is not shown. */
const HIDDEN = '_x';

/** Words, their beginnings, pairs and triples, how it starts; and the same with what each word is about in its place. */
function worded(x: IntentInput, hides: (i: number) => boolean): string[] {
  const shown = ['^', ...x.shape.map((w, i) => (w.startsWith('_') || !hides(i) ? w : HIDDEN)), '$'];
  const senses = ['^', ...x.shape, '$'].map(sensesOf);
  const about = shown.map((w, i) => senses[i]![0]?.toUpperCase() ?? w);
  const out: string[] = [];
  for (let i = 1; i < shown.length - 1; i++) {
    const w = shown[i]!;
    out.push(`w ${w}`);
    if (w.length > 5) out.push(`p ${w.slice(0, 5)}`);
  }
  for (let i = 0; i + 1 < shown.length; i++)
    out.push(`b ${shown[i]} ${shown[i + 1]}`, `sb ${about[i]} ${about[i + 1]}`);
  for (let i = 0; i + 2 < shown.length; i++) out.push(`t ${shown[i]} ${shown[i + 1]} ${shown[i + 2]}`);
  for (const s of new Set(senses.flat()))
    out.push(`s ${s}`, `s ${s} asked ${x.question}`, `s ${s} goods ${x.lines + x.unknown > 0}`);
  return out.filter((f) => !f.includes(HIDDEN));
}

/**
 * What the model looks at: the words and what they are about, what was read, what the rules say. `hides` leaves words out,
 * as if they were new to it: for training.
 */
export function featuresOf(x: IntentInput, ruled: Intent, t: Tally, hides = (_: number): boolean => false): string[] {
  const out: string[] = ['bias', ...worded(x, hides)];
  const stage = x.placed ? 'placed' : x.draft ? 'draft' : 'new';
  const goods = x.lines + x.unknown === 0 ? 'none' : x.quantified ? (x.counted >= 2 ? 'list' : 'counted') : 'named';
  const facts = [
    `stage ${stage}`,
    `goods ${goods}`,
    `question ${x.question}`,
    `when ${x.when}`,
    `own ${x.own}`,
    `ref ${x.ref}`,
    `asked ${x.asked}`,
    `length ${Math.min(6, Math.ceil(Math.log2(1 + x.shape.length)))}`,
    `besides ${Math.min(6, x.besides)}`,
    `ruled ${ruled}`,
  ];
  out.push(...facts);
  const told = TOLD.filter(([, is]) => is(x.words)).map(([name]) => name);
  for (const name of told) out.push(`told ${name}`, `told ${name} ${goods}`);
  out.push(`told all ${told.join(' ')}`);
  let earliest: Intent | null = null;
  for (const [intent, at] of t.first) {
    out.push(`cue ${intent}`, `cue ${intent} ${x.question}`);
    if (intent !== 'greeting' && (earliest === null || at < t.first.get(earliest)!)) earliest = intent;
  }
  out.push(`cue first ${earliest}`);
  out.push(
    `goods ${goods} ${x.question} ${x.when}`,
    `ruled ${ruled} ${stage}`,
    `ruled ${ruled} ${goods} ${x.question}`,
  );
  out.push(`ruled ${ruled} ${x.when} ${Math.min(6, x.besides)}`, `ruled ${ruled} ${x.own} own`);
  return [...new Set(out)];
}
