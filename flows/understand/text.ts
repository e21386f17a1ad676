/**
 * Text to tokens. Folding keeps a map back to the original characters, so that every token, and every field
 * built from tokens, can point at the words the customer typed.
 */
import { fold } from './fold.ts';
import { respelt } from './respell.ts';
import { ARABIZI_DIGIT_WORDS, REWRITES } from './words.ts';

export type Token = {
  /** Folded, rewritten form ("pr" -> "pour", "2main" -> "demain"). */
  t: string;
  kind: 'word' | 'num' | 'punct' | 'emoji';
  /** Characters [start, end) in the original text. */
  start: number;
  end: number;
  /** A line break (or a new message) stands before this token. */
  nl: boolean;
  /** A blank stands before this token. */
  sp: boolean;
  /** Written with a capital (or in Arabic letters, which have none). */
  up: boolean;
};

const ELIDED: Record<string, string> = {
  l: 'le',
  d: 'de',
  j: 'je',
  qu: 'que',
  n: 'ne',
  s: 'se',
  m: 'me',
  t: 'te',
  c: 'ce',
  jusqu: 'jusque',
  lorsqu: 'lorsque',
  puisqu: 'puisque',
  quelqu: 'quelque',
  presqu: 'presque',
};
const ENGLISH_TAIL: Record<string, string> = { d: 'would', ll: 'will', re: 'are', ve: 'have', m: 'am', s: "'s" };
const CAPITAL = /[\p{Lu}\u0600-\u06ff]/u;
const WORD = /[\p{L}\p{M}][\p{L}\p{M}\p{N}]*/uy;
const NUMBER = /\d+(?:[.,]\d+)*/y;
const DIGIT_WORD = /[2356789][\p{L}][\p{L}\p{N}]*/uy;
const EMOJI = /\p{Extended_Pictographic}(?:[\u{1F3FB}-\u{1F3FF}]|\ufe0f|\u200d\p{Extended_Pictographic}?)*/uy;

function digitWord(s: string, i: number): string | null {
  DIGIT_WORD.lastIndex = i;
  const w = DIGIT_WORD.exec(s)?.[0];
  if (!w) return null;
  if (REWRITES[w] !== undefined) return w;
  if (/^\d(?:h|x|kg|g|cl|l|m|cm|am|pm|a|p)\d*$/.test(w)) return null;
  return ARABIZI_DIGIT_WORDS.test(w) ? w : null;
}

/** "dec3", "juin5": a day written to its month. */
const MONTH =
  /^(?:jan[vuary]*|fe[bv][a-z]*|mar(?:s|ch)?|apr(?:il)?|avr(?:il)?|may|mai|jun[e]?|juin|jul[y]?|juil[let]*|aug(?:ust)?|aout|sep[tembr]*|oct[obre]*|nov[embr]*|dec[embr]*)$/;

type Push = (t: string, kind: Token['kind'], from: number, to: number) => void;

/** A short form that is a word of its own here: "500 g", "12c rue", "ce qui se vend". */
function asWritten(w: string, before: string): boolean {
  if (w === 'g') return /\d\s*$/.test(before);
  if (w.length === 1 && /\d$/.test(before)) return true;
  // "12 éclairs dont 4 au café"; "i dont want".
  if (w === 'dont')
    return /[a-z0-9)]\s+$/.test(before) && !/(?:^|[^a-z])(?:i|we|you|they|u|please|pls)\s+$/.test(before);
  return w === 'vend' && /(?:^|[^a-z])(?:se|il|elle|on|qui|ca) $/.test(before);
}

function pushWord(w: string, i: number, s: string, push: Push): number {
  const end = i + w.length;
  const times = /^x(\d+)([a-z]{0,4})$/.exec(w);
  if (times) {
    const at = i + 1 + times[1]!.length;
    push('x', 'word', i, i + 1);
    push(times[1]!, 'num', i + 1, at);
    if (times[2]) push(times[2], 'word', at, end);
    return end;
  }
  const tail = i > 0 && /\d/.test(s[i - 1]!) ? /^([a-z]{1,4})(\d{1,4})$/.exec(w) : null;
  if (tail) {
    push(tail[1]!, 'word', i, i + tail[1]!.length);
    push(tail[2]!, 'num', i + tail[1]!.length, end);
    return end;
  }
  // "ل5", "l5": "for five", written to its number.
  const joined = /^([\u0621-\u064a]{1,4}|l)(\d{1,4})$/.exec(w);
  if (joined) {
    push(joined[1]!, 'word', i, i + joined[1]!.length);
    push(joined[2]!, 'num', i + joined[1]!.length, end);
    return end;
  }
  // "1min3sec", "2h15min": a unit, then the next count.
  const chain = i > 0 && /\d/.test(s[i - 1]!) ? /^(h|hr|min|mn|d|j)(\d{1,2})([a-z]+)$/.exec(w) : null;
  if (chain) {
    const at = i + chain[1]!.length;
    push(chain[1]!, 'word', i, at);
    push(chain[2]!, 'num', at, at + chain[2]!.length);
    push(chain[3]!, 'word', at + chain[2]!.length, end);
    return end;
  }
  const glued = /^([a-z]{3,})(\d{1,4})$/.exec(w);
  if (
    glued &&
    (MONTH.test(glued[1]!) || glued[2]!.length > 1 || /[014]/.test(glued[2]!)) &&
    REWRITES[w] === undefined
  ) {
    push(glued[1]!, 'word', i, i + glued[1]!.length);
    push(glued[2]!, 'num', i + glued[1]!.length, end);
    return end;
  }
  if (s[end] === "'") {
    const elided = ELIDED[w];
    if (w === 'aujourd' && s.startsWith('hui', end + 1)) {
      push("aujourd'hui", 'word', i, end + 4);
      return end + 4;
    }
    if (w === 'o' && s.startsWith('clock', end + 1)) {
      push('oclock', 'word', i, end + 6);
      return end + 6;
    }
    WORD.lastIndex = end + 1;
    const after = WORD.exec(s)?.[0];
    if (after === 't' && w.endsWith('n') && w.length > 2) {
      push(w === 'can' ? 'can' : w.slice(0, -1), 'word', i, end);
      push('not', 'word', end, end + 2);
      return end + 2;
    }
    if (after && ENGLISH_TAIL[after]) {
      push(w, 'word', i, end);
      push(ENGLISH_TAIL[after], 'word', end, end + 1 + after.length);
      return end + 1 + after.length;
    }
    if (elided) {
      push(elided, 'word', i, end + 1);
      return end + 1;
    }
  }
  const rewrite = asWritten(w, s.slice(Math.max(0, i - 6), i)) ? undefined : REWRITES[w];
  if (rewrite !== undefined) for (const part of rewrite.split(' ')) push(part, 'word', i, end);
  else push(respelt(w), 'word', i, end);
  return end;
}

/** Splits a text into tokens. SMS forms are rewritten; French elisions are undone ("d'oeufs" -> "de", "oeufs"). */
export function tokenise(text: string): Token[] {
  const { s, at } = fold(text);
  const out: Token[] = [];
  let nl = true;
  let sp = true;
  const push: Push = (t, kind, from, to) => {
    const start = at[from] ?? 0;
    out.push({ t, kind, start, end: at[to] ?? text.length, nl, sp, up: CAPITAL.test(text[start] ?? '') });
    nl = false;
    sp = false;
  };
  for (let i = 0; i < s.length; ) {
    const c = s[i]!;
    if (c === '\n') {
      nl = true;
      sp = true;
      i++;
      continue;
    }
    if (/\s/.test(c)) {
      sp = true;
      i++;
      continue;
    }
    const special = c >= '0' && c <= '9' ? digitWord(s, i) : null;
    WORD.lastIndex = i;
    const w = special ?? WORD.exec(s)?.[0];
    if (w) {
      // "1 thé vert": tea, and no English article.
      if (w === 'the' && /^(?:é|e\u0301)$/i.test(text.slice(at[i + 2], at[i + 3]))) push('thes', 'word', i, i + 3);
      else i = pushWord(w, i, s, push) - 3;
      i += 3;
      continue;
    }
    NUMBER.lastIndex = i;
    const n = NUMBER.exec(s)?.[0];
    if (n) {
      push(n, 'num', i, i + n.length);
      i += n.length;
      continue;
    }
    EMOJI.lastIndex = i;
    const e = EMOJI.exec(s)?.[0];
    if (e) {
      push(e.replace(/\ufe0f|\u200d|[\u{1F3FB}-\u{1F3FF}]/gu, ''), 'emoji', i, i + e.length);
      i += e.length;
      continue;
    }
    if (c !== '\ufe0f' && c !== '\u200d' && c !== '\u200f' && c !== '\u200e') push(c, 'punct', i, i + 1);
    i += c.codePointAt(0)! > 0xffff ? 2 : 1;
  }
  return out;
}

/** Singular-ish stem shared by the spellings of one word: plural marks and doubled letters fall away. */
export function stem(w: string): string {
  if (w.length <= 3) return w;
  if (/[\u0600-\u06ff]/.test(w)) return w.length > 4 && w.startsWith('ال') ? w.slice(2) : w;
  let x = w;
  if (x.endsWith('eaux')) x = x.slice(0, -1);
  else if (x.endsWith('aux') && x.length > 5) x = `${x.slice(0, -3)}al`;
  else if (x.endsWith('ies') && x.length > 5) x = `${x.slice(0, -3)}i`;
  else if (x.endsWith('oes')) x = x.slice(0, -2);
  else if (/(?:sh|ch|ss|x)es$/.test(x)) x = x.slice(0, -2);
  else if (x.endsWith('s') || x.endsWith('x')) x = x.slice(0, -1);
  if (x.length > 4 && x.endsWith('e')) x = x.slice(0, -1);
  if (x.length > 4 && x.endsWith('y')) x = `${x.slice(0, -1)}i`;
  return x.replace(/([bcdfgklmnprstvz])\1/g, '$1');
}
