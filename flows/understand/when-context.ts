/** What the date matchers share: the tokens, the reference day and small look-ups. */
import type { Day } from './calendar.ts';
import { cardinal, type NumberLang, type NumberSpan } from './numbers.ts';
import type { Token } from './text.ts';
import { type Meaning, meaningAt } from './when-words.ts';

export type WhenContext = {
  tokens: readonly Token[];
  words: readonly string[];
  /** Meanings already looked up, by position. */
  memo: ({ m: Meaning; next: number } | null)[];
  lang: NumberLang;
  ref: { day: Day; minute: number };
  /** A shop is known: its rules for ambiguous days hold; else dates are read as a calendar would. */
  order: boolean;
  /** Do the words from a token on name goods of the shop? Unknown without a shop. */
  goodsAt?: (i: number) => boolean;
  /** Month before day in "5/3" (English without a shop). */
  monthFirst: boolean;
};

/** A day, or a span of days, or the sign that a day was named that cannot be tied to one date. */
export type DayPiece = {
  day: Day | null;
  end?: Day;
  unclear?: boolean;
  past?: boolean;
  /** A bare day of the month, "le 24": its month follows from what is said with it. */
  monthDay?: number;
  /** "pour la fête des mères, je passe la veille": takes the place of the day before. */
  instead?: boolean;
  /** A feast by its name. */
  named?: boolean;
  /** "dans 2 heures": the minute after midnight of `day`. */
  minute?: number;
  /** The hour of an English "this evening", or of a named evening. */
  part?: string;
  /** "prochain" on a day at most two days away: read as the week after, but asked. */
  ask?: boolean;
  /** Bare weekday: a day number beside it belongs to it. */
  wd?: number;
  /** "ce soir", "demain matin" and the like carry their own part of day. */
  meaning?: Meaning;
  next: number;
};

/** What the words from position i mean in dates, in the language of the text. */
export function meaning(ctx: WhenContext, i: number): { m: Meaning; next: number } | null {
  if (i < 0 || i >= ctx.words.length) return null;
  const known = ctx.memo[i];
  if (known !== undefined) return known;
  const found = meaningAt(ctx.words, i);
  const kept = found?.m.only && found.m.only !== ctx.lang ? null : found;
  ctx.memo[i] = kept;
  return kept;
}

/** Is the word at position i one of the list? */
export function isWord(ctx: WhenContext, i: number, ...list: string[]): boolean {
  const w = ctx.words[i];
  return w !== undefined && list.includes(w);
}

/** Skips tokens whose text is in the list. */
export function skip(ctx: WhenContext, i: number, ...list: string[]): number {
  let k = i;
  while (k < ctx.words.length && list.includes(ctx.words[k]!)) k++;
  return k;
}

/** A whole number at token i (words or digits). */
export function whole(ctx: WhenContext, i: number): NumberSpan | null {
  const n = cardinal(ctx.tokens as Token[], i, ctx.lang);
  return n && Number.isInteger(n.value) ? n : null;
}
