import type { Evidence } from '../understand/index.ts';

export const PHONE_TOKEN = '[TEL]';
export const EMAIL_TOKEN = '[EMAIL]';
export const ADDRESS_TOKEN = '[ADRESSE]';

const EMAIL = /[^\s@<>()[\],;:]+@[^\s@<>()[\],;:]+\.[\p{L}]{2,}/gu;
/** Eight digits or more, as phones are written; a date written in figures is none. */
const DATE = /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$|^\d{4}-\d{2}-\d{2}$/;
const PHONE = /(?<![\p{L}\d])(?:\+|00)?\(?\d(?:[\s.\-/()]{0,2}\d){7,14}(?!\d)/gu;
const STREET =
  /\d{1,4}\s*(?:bis|ter|quater|[a-d])?\s*,?\s*(?:rue|avenue|av\.?|boulevard|bd\.?|bld|blvd|place|pl\.?|chemin|ch\.?|all[ée]es?|impasse|quai|route|rte|cours|square|passage|faubourg|sentier|villa|r[ée]sidence|lotissement|street|st\.?|road|rd\.?|نهج|شارع)(?![\p{L}])[^\n!?;]{0,80}/giu;

/**
 * A text as it may leave for a model's server: phones, e-mail addresses and postal addresses as tokens. `spans` are
 * the places the reader found; the patterns catch what it did not.
 */
export function withoutPersonalData(text: string, spans: Pick<Evidence, 'field' | 'start' | 'end'>[] = []): string {
  let clean = text;
  for (const span of [...spans].sort((a, b) => b.start - a.start)) {
    const token = span.field === 'address' ? ADDRESS_TOKEN : span.field === 'phone' ? PHONE_TOKEN : null;
    if (token) clean = clean.slice(0, span.start) + token + clean.slice(span.end);
  }
  return clean
    .replace(EMAIL, EMAIL_TOKEN)
    .replace(STREET, ADDRESS_TOKEN)
    .replace(PHONE, (found) => (DATE.test(found) ? found : PHONE_TOKEN));
}
