import type { Status } from '../../../tools/orders/states.ts';
import { plain } from '../plain.ts';

/** What hearing needs to know of the shop; all of it looked up before. */
export type HearingWorld = {
  /** The status of an order of the shop, by its number. */
  statusOf(order: number): Status | undefined;
  /** Whether words name something of the catalogue. */
  isProduct(words: string): boolean;
  /** Whether words name a day or an hour. */
  isWhen(words: string): boolean;
  /** Whether a command with that canonical word exists. */
  exists(word: string): boolean;
  /** The order of the card that is quoted: what a sentence without a number is about. */
  order?: number | undefined;
};

/** One clause as it was said: `said` in its own letters, `flat` the same length in plain ones. */
export type Clause = { said: string; flat: string };

/** Small, unaccented letters, one for one: places found in them are places of the sentence itself. */
export function flatten(text: string): string {
  return [...text.normalize('NFC').replace(/[’]/g, "'")].map((letter) => plain(letter) || letter).join('');
}

/** The clause of words; null when its plain letters are not one for one (then no place in it can be trusted). */
export function clauseOf(words: string): Clause | null {
  const said = words.normalize('NFC');
  const flat = flatten(said);
  return flat.length === said.length ? { said, flat } : null;
}

/** The said words from a place on, or between two. */
export function saidAfter({ said }: Clause, match: RegExpExecArray): string {
  return tidy(said.slice(match.index + match[0].length));
}

/** The said words of a matched group; patterns read the plain letters, commands carry the said ones. */
export function saidOf(clause: Clause, match: RegExpExecArray, group: number): string {
  const words = match[group] ?? '';
  const at = clause.flat.indexOf(words, match.index);
  return bareName(clause.said.slice(at, at + words.length).replace(/[.!?\s]+$/, ''));
}

/** A reason or a rest without the commas and little words at its ends. */
export function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:.!-]+|[\s,;:]+$/g, '')
    .replace(/^(?:(?:parce que|parce qu'|car|because|et|pour)\s*(?![\p{L}])\s*)+/iu, '')
    .trim();
}

/** The name of a thing or a day without its article. */
function bareName(text: string): string {
  return tidy(text).replace(/^(?:(?:la|le|les)\s+)+/iu, '');
}

/** The words of a sentence that name the day: "qu'est-ce que j'ai samedi ?" names samedi; empty: none does. */
export function dayWords(text: string): string {
  const day =
    /(?:aujourd'hui|apres[- ]demain|après[- ]demain|avant[- ]hier|demain|hier|ce soir|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?: prochain| dernier| en huit)?|\d{1,2}\/\d{1,2}(?:\/\d{2,4})?|le \d{1,2}(?:er)?(?: \p{L}+)?|today|tomorrow|yesterday|اليوم|غدا)/iu.exec(
      text.replace(/[’]/g, "'"),
    );
  return day?.[0] ?? '';
}

const SPOKEN_TIMES: readonly [RegExp, number][] = [
  [/\btrois quarts d'heure/, 45],
  [/\bdemi[- ]heure|\bhalf an hour/, 30],
  [/\bquart d'heure|\bquarter of an hour/, 15],
  [/\bune heure et demie/, 90],
  [/\b(?:une|an) (?:heure|hour)/, 60],
];

/** A length of time in minutes: "20 min", "1h30", "une demi-heure"; undefined when none is said. */
export function minutesIn(flat: string): number | undefined {
  const spoken = SPOKEN_TIMES.find(([pattern]) => pattern.test(flat));
  if (spoken) return spoken[1];
  const hours = /\b(\d{1,2})\s*h(?:eures?|ours?)?\s*(\d{2})?\b/.exec(flat);
  if (hours) return Number(hours[1]) * 60 + Number(hours[2] ?? 0);
  const minutes = /\b(\d{1,3})\s*(?:min\w*|mn\b|')/.exec(flat);
  return minutes ? Number(minutes[1]) : undefined;
}
