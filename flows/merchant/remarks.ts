/** What a member types with an order that is no product, day or address: nothing of it may be lost ("sans noix"). */

import type { Reading } from '../understand/index.ts';

/** What an order's line is read as, one text for equal readings: where in the words it stands is no part of it. */
export function readingText(reading: Reading): string {
  const { items, date, time, fulfilment, address, customer_name, phone, note, unresolved } = reading;
  return JSON.stringify({ items, date, time, fulfilment, address, customer_name, phone, note, unresolved });
}

/** Where a remark begins though no comma says so. */
const BEGINS =
  /(?<![\p{L}\d])(?=(?:sans|avec|pas|allergi\p{L}*|intoléran\p{L}*|attention|acompte|arrhes|note|remarque|nb|bien|très|without|with|no|allerg\p{L}*|deposit|بدون|حساسية)(?!\p{L}))/iu;
const POLITE =
  /^(?:svp|stp|s['’]il (?:te|vous) pla[iî]t|merci.*|please|thanks?.*|bonjour|bonsoir|ok|oui|voil[aà]|donc|et|من فضلك|شكرا)$/iu;
const MARK = /^(?:note|remarque|nb)\s*:?\s+/iu;
/** More parts than this is a letter, not an order typed in a line. */
const MOST_PARTS = 20;

/**
 * The parts of a line, between commas or from a word like "sans" on, without which the same is read: they were not
 * understood and are kept as they were typed. `readAs`: what a text is read as, one text for equal readings.
 */
export function remarksIn(text: string, readAs: (text: string) => string): string[] {
  const parts = partsOf(text);
  if (parts.length < 2 || parts.length > MOST_PARTS) return [];
  const whole = readAs(text);
  const remarks: string[] = [];
  for (const { start, words, loose } of parts) {
    // From "sans" on the line may go on with its day: the longest beginning that says nothing else.
    for (let length = words.length; length > (loose ? 1 : words.length - 1); length -= 1) {
      const said = words.slice(0, length).join('');
      const clean = said.replace(/[\s.!,;]+$/u, '').trim();
      if (!/\p{L}{2}/u.test(clean) || POLITE.test(clean)) break;
      if (readAs(`${text.slice(0, start)} ${text.slice(start + said.length)}`) !== whole) continue;
      remarks.push(clean.replace(MARK, ''));
      break;
    }
  }
  return remarks;
}

type Part = { start: number; words: string[]; loose: boolean };

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  for (const clause of text.matchAll(/[^,;\n]+/gu)) {
    let start = clause.index;
    for (const [index, piece] of clause[0].split(BEGINS).entries()) {
      const words = piece.match(/\s*\S+/gu) ?? [];
      if (words.length > 0) parts.push({ start, words, loose: index > 0 });
      start += piece.length;
    }
  }
  return parts;
}
