/** What the intent is decided from, and the weights of the cues found. */
import { CUES } from './intent-words.ts';
import type { Intent } from './types.ts';

export type IntentInput = {
  /** Folded words, joined by blanks, of the message without its masked parts. */
  words: string;
  question: boolean;
  /** Lines of goods read: known, and unknown or ambiguous. */
  lines: number;
  unknown: number;
  quantified: boolean;
  /** Lines tied to one product whose number was said. */
  counted: number;
  /** A date, hour, address or fulfilment was read. */
  when: boolean;
  /** Words of "ma commande", "mon gâteau de samedi": an order that exists. */
  own: boolean;
  /** Lines tied to one product. */
  resolved: number;
  /** "comme d'habitude", "la même chose". */
  again: boolean;
  /** The order is named by its number or as already made. */
  ref: boolean;
  /** A draft is open, an order is placed, the shop has asked something. */
  draft: boolean;
  /** The draft holds more than one thing. */
  several: boolean;
  placed: boolean;
  asked: boolean;
  hasShop: boolean;
  short: boolean;
  /** Words that are neither goods, numbers, days, places nor courtesy: what a bare list of goods has none of. */
  besides: number;
  /** Written in English, of which the model of intent has read little. */
  english: boolean;
  /** The words with goods, numbers, days and places replaced by signs (`intent-shape.ts`). */
  shape: readonly string[];
};

export type IntentScore = {
  intent: Intent;
  also: Intent[];
  confidence: number;
  /** The model of intent all but knows it. */
  sure?: boolean;
  /** What it was decided from, and what the rules alone say: for training. */
  from?: { input: IntentInput; ruled: Intent; tally: Tally };
};

export type Tally = { score: Map<Intent, number>; first: Map<Intent, number> };

/** The weight and the first place of every intent whose cues are in the words. */
export function tally(words: string): Tally {
  const score = new Map<Intent, number>();
  const first = new Map<Intent, number>();
  for (const c of CUES) {
    const m = c.re.exec(words);
    if (!m) continue;
    score.set(c.intent, Math.max(score.get(c.intent) ?? 0, c.weight) + (score.has(c.intent) ? 0.5 : 0));
    first.set(c.intent, Math.min(first.get(c.intent) ?? Infinity, m.index));
  }
  return { score, first };
}

/** "Finalement pas de flan", "annulez les flans", "ah non, dimanche" in a draft: one thing of it goes or changes, not all. */
export function ofPart(x: IntentInput, t: Tally): boolean {
  if (!x.draft || x.placed || /(?:^| )(?:tout|toute|commande|tomber)(?: |$)/.test(x.words)) return false;
  return (x.several && x.shape.includes('_g')) || (x.when && !t.score.has('cancel_order'));
}
