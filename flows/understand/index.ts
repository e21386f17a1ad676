/**
 * The offline order reader: what customers write, as facts. Pure: no clock, no network, no storage.
 * This file is the only door of the folder.
 */
import { readAddress as addressIn } from './address.ts';
import { SAME_AGAIN } from './burst-intent.ts';
import { type CompiledShop, compileShop } from './catalogue.ts';
import { readCommandWords } from './command.ts';
import { converse } from './conversation.ts';
import { plain } from './fold.ts';
import { featuresOf } from './intent-shape.ts';
import { languageOf } from './language.ts';
import { matchProducts } from './match.ts';
import type { NumberLang } from './numbers.ts';
import { readPhone } from './phone.ts';
import { readQuantities } from './quantities.ts';
import { assemble } from './reading.ts';
import type { AddressParts, Intent, ReaderInput, Reading } from './types.ts';
import { readWhen } from './when.ts';

export { fitsFor, goodsAsked, peopleIn, questionsIn, TOPICS, type Topic, topicsAsked } from './asked.ts';
export type { CompiledShop } from './catalogue.ts';
export type * from './types.ts';
export { INTENTS } from './types.ts';
export { compileShop, languageOf, matchProducts, readCommandWords, readPhone, readQuantities, readWhen };

/** The first address of a text as typed, with the parts its form shows; null when there is none. */
export function readAddress(text: string): { address: string; parts: AddressParts; start: number; end: number } | null {
  const found = addressIn(text, { free: true, delivery: true });
  return found ? { address: found.address, parts: found.parts, start: found.start, end: found.end } : null;
}

function numberLang(hint: string | undefined, text: string, speaks?: string): NumberLang {
  const language = hint && /^(?:en|ar)/.test(hint) ? hint.slice(0, 2) : languageOf(text, hint ?? speaks);
  if (language === 'en') return 'en';
  return language === 'ar' ? 'ar' : 'fr';
}

/**
 * Reads a conversation: the state after its last turn. `refTime` is the time of the last message.
 * Throws a RangeError when `refTime` cannot be read.
 */
export function read(shop: CompiledShop, input: ReaderInput): Reading {
  const customer = input.turns.filter((t) => t.from === 'customer');
  const last = customer.at(-1)?.text ?? '';
  const all = customer.map((t) => t.text).join('\n');
  const lang = numberLang(input.lang, all, input.speaks);
  const country =
    shop.shop?.currency === 'TND' || shop.timezone === 'Africa/Tunis' || input.lang?.startsWith('tn') ? 'TN' : 'FR';
  const language = languageOf(last, input.lang ?? input.speaks ?? shop.shop?.language);
  const conv = converse(shop, input, lang, country);
  const reading = assemble(shop, conv, input, language, readQuantities(last, lang));
  if (input.speaker === 'member') reading.command = readCommandWords(last);
  return reading;
}

/** Words that ask for what was ordered before ("comme d'habitude"), as the reader leaves them open. */
export function saysSameAgain(text: string): boolean {
  return SAME_AGAIN.test(plain(text).replaceAll("'", ' '));
}

/**
 * What the intent of the last message was decided from, for training: the model's features, and what the rules alone say.
 * `hides` leaves words out of the features, as if the model had never met them.
 */
export function intentEvidence(
  shop: CompiledShop,
  input: ReaderInput,
  hides?: () => boolean,
): { features: string[]; ruled: Intent } | null {
  const all = input.turns.map((t) => t.text).join('\n');
  const country = shop.timezone === 'Africa/Tunis' ? 'TN' : 'FR';
  const from = converse(shop, input, numberLang(input.lang, all), country).lastIntent.from;
  return from ? { features: featuresOf(from.input, from.ruled, from.tally, hides), ruled: from.ruled } : null;
}
