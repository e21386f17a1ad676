/** VAT numbers of the Union: their form per country (VIES) and, for France, their key. None is looked up anywhere. */
import { frenchVat, isSiren } from './siren.ts';

/** After the two letters. Greece writes EL, Northern Ireland XI. */
const FORMS: Record<string, RegExp> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[0-9A-HJ-NP-Z]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(?:\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/,
  IT: /^\d{11}$/,
  LT: /^(?:\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z0-9]{9}B[A-Z0-9]{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
};

/** Numbers people can compare theirs with. */
const EXAMPLES: Record<string, string> = {
  AT: 'ATU12345678',
  BE: 'BE0123456789',
  DE: 'DE123456789',
  ES: 'ESB12345678',
  FR: 'FR83404833048',
  IT: 'IT12345678901',
  LU: 'LU12345678',
  NL: 'NL123456789B01',
  PT: 'PT123456789',
};

/** `letters`: no country before it; `form`: not as its country writes them; `key`: the French key is another. */
export type VatFault =
  | { fault: 'letters' }
  | { fault: 'form'; country: string; example: string | null }
  | { fault: 'key'; right: string | null };

/**
 * A VAT number without its spaces, and the country it is of (ISO 3166), or what is wrong with it. Outside the Union only
 * the letters of a country are asked for.
 */
export function readVatNumber(text: string): { number: string; country: string } | VatFault {
  const number = text.replace(/[^A-Za-z0-9+*]/g, '').toUpperCase();
  const [letters, rest] = [number.slice(0, 2), number.slice(2)];
  if (!/^[A-Z]{2}$/.test(letters) || rest.length < 2) return { fault: 'letters' };
  const country = letters === 'EL' ? 'GR' : letters === 'XI' ? 'GB' : letters;
  const form = FORMS[letters];
  if (letters === 'GR') return { fault: 'form', country, example: 'EL123456789' };
  if (!form) return /^[A-Z0-9]{2,13}$/.test(rest) ? { number, country } : { fault: 'form', country, example: null };
  if (!form.test(rest)) return { fault: 'form', country, example: EXAMPLES[letters] ?? null };
  if (letters === 'FR' && !isFrenchKey(rest)) {
    const siren = rest.slice(2);
    return { fault: 'key', right: isSiren(siren) ? frenchVat(siren) : null };
  }
  return { number, country };
}

/** Digits and letters of a French key without I and O, which are not used. */
const KEYS = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * Whether a French number's two first signs are its key: digits modulo 97 of the SIREN (CGI ann. II art. 242 nonies A; a
 * SIREN that begins with 000 is a Monegasque's), or letters, as they are given out since digits alone do not suffice.
 */
function isFrenchKey(rest: string): boolean {
  const siren = rest.slice(2);
  if (!siren.startsWith('000') && !isSiren(siren)) return false;
  if (/^\d+$/.test(rest)) return frenchVat(siren) === `FR${rest}`;
  const [one, two] = [KEYS.indexOf(rest[0] ?? ''), KEYS.indexOf(rest[1] ?? '')];
  const check = one < 10 ? one * 24 + two - 10 : one * 34 + two - 100;
  return (Number(siren) + 1 + Math.floor(check / 11)) % 11 === check % 11;
}

/** The SIREN inside a French VAT number; null: another country's. */
export const sirenInVat = (number: string): string | null => (number.startsWith('FR') ? number.slice(-9) : null);
