import type { Evidence } from '../understand/index.ts';

export const PHONE_TOKEN = '[TEL]';
export const EMAIL_TOKEN = '[EMAIL]';
export const ADDRESS_TOKEN = '[ADRESSE]';
const BANK_TOKEN = '[IBAN]';
const CARD_TOKEN = '[CARTE]';

type Span = Pick<Evidence, 'field' | 'start' | 'end'>;

/**
 * Keeps what may not leave for one turn: personal data goes out as tokens, and comes back in what a model asks tools
 * for. The first phone is [TEL], another one [TEL_2]; the same value always has the same token.
 */
export type Vault = {
  /** A text as it may leave. `spans` are the places the reader found; patterns catch what it did not. */
  hide(text: string, spans?: Span[]): string;
  /** The same value with every known token in its texts replaced by what it stands for. */
  restore<T>(value: T): T;
};

/** Digits of every script a phone is typed in. */
const D = '[\\d٠-٩۰-۹]';
const EMAIL = /[^\s@<>()[\],;:]+@[^\s@<>()[\],;:]+\.[\p{L}]{2,}/gu;
const SPELLED_EMAIL =
  /[\p{L}\d._+-]+\s*(?:\(at\)|\[at\]|\{at\}|\s(?:at|arobase|arobas)\s)\s*[\p{L}\d-]+\s*(?:\.|\s(?:dot|point)\s)\s*\p{L}{2,}/giu;
const IBAN = /(?<![\p{L}\d])[a-z]{2}\d{2}(?:[ -]?[a-z\d]{4}){3,7}(?:[ -]?[a-z\d]{1,4})?(?![\p{L}\d])/giu;
const CARD = new RegExp(`(?<![\\p{L}\\d])${D}(?:[ .-]?${D}){15,18}(?!${D})`, 'gu');
/** Eight digits or more, as phones are written; a date written in figures is none. */
const DATE = /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$|^\d{4}-\d{2}-\d{2}$/;
const PHONE = new RegExp(`(?<![\\p{L}\\d])(?:\\+|00)?\\(?${D}(?:[\\s.\\-/()]{0,2}${D}){7,14}(?!${D})`, 'gu');
/** A phone dictated in words: "zéro six douze trente-quatre cinquante-six soixante-dix-huit". */
const NUMBER_WORD =
  '(?:z[ée]ro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|et)';
const SPOKEN_PHONE = new RegExp(`(?<!\\p{L})z[ée]ro(?:[\\s-]+${NUMBER_WORD}){4,}(?!\\p{L})`, 'giu');

const REST = '[^\\n!?;؟؛]{0,80}';
const WAY =
  'rue|avenue|av\\.?|boulevard|bd\\.?|bld|blvd|place|pl\\.?|chemin|ch\\.?|all[ée]es?|impasse|quai|route|rte|cours|square|passage|faubourg|sentier|villa|r[ée]sidence|lotissement|cit[ée]|street|st\\.?|road|rd\\.?|نهج|شارع|زنقة';
const STREETS = [
  new RegExp(`\\d{1,4}\\s*(?:bis|ter|quater|[a-d])?\\s*,?\\s*(?:${WAY})(?![\\p{L}])${REST}`, 'giu'),
  // A name of a way without its number: only words that hardly mean anything else.
  new RegExp(
    `(?<!\\p{L})(?:rue|boulevard|avenue|impasse|all[ée]e|chemin)\\s+(?:de|du|des|d['’]|la|le)?\\s*\\p{L}${REST}`,
    'giu',
  ),
  new RegExp(`\\d{1,4}[a-z]?\\s+(?:[\\p{L}'’-]+\\s+){1,3}(?:street|road|avenue|lane|drive)(?!\\p{L})${REST}`, 'giu'),
  new RegExp(`(?:نهج|شارع|زنقة|حي)\\s+\\p{L}${REST}`, 'gu'),
  /(?<![\p{L}\d])\d{4,5}\s+\p{Lu}\p{Ll}[\p{L}'’-]+(?:[ -]\p{Lu}[\p{L}'’-]+)*/gu,
  /(?<!\p{L})(?:digicode|interphone|code (?:de (?:la )?)?(?:porte|entr[ée]e|immeuble))\s*:?\s*[\p{L}\d*#]{2,12}/giu,
];

/** A vault that knows some values already: the customer's phone, the address that was read. */
export function openVault(
  known: { address?: string | null; phone?: string | null; email?: string | null } = {},
): Vault {
  const tokens = new Map<string, string>();
  const values = new Map<string, string>();
  const tokenOf = (kind: string, value: string): string => {
    const key = `${kind}${bare(value)}`;
    const before = tokens.get(key);
    if (before) return before;
    const count = [...tokens.values()].filter((one) => one.startsWith(kind.slice(0, -1))).length;
    const token = count === 0 ? kind : `${kind.slice(0, -1)}_${count + 1}]`;
    tokens.set(key, token);
    values.set(token, value.trim());
    return token;
  };
  const patterns: [string, RegExp][] = [
    [EMAIL_TOKEN, EMAIL],
    [EMAIL_TOKEN, SPELLED_EMAIL],
    [BANK_TOKEN, IBAN],
    ...STREETS.map((street): [string, RegExp] => [ADDRESS_TOKEN, street]),
    [CARD_TOKEN, CARD],
    [PHONE_TOKEN, PHONE],
    [PHONE_TOKEN, SPOKEN_PHONE],
  ];
  const literals = new Map<string, string>();
  const keep = (kind: string, value: string | null | undefined) => {
    if (value && value.trim().length >= 4) literals.set(value.trim(), tokenOf(kind, value));
  };
  keep(ADDRESS_TOKEN, known.address);
  keep(PHONE_TOKEN, known.phone);
  keep(EMAIL_TOKEN, known.email);
  return {
    hide(text, spans = []) {
      let clean = text;
      for (const span of [...spans].sort((a, b) => b.start - a.start)) {
        const kind = span.field === 'address' ? ADDRESS_TOKEN : span.field === 'phone' ? PHONE_TOKEN : null;
        if (!kind || span.end > clean.length) continue;
        const value = clean.slice(span.start, span.end);
        keep(kind, value);
        clean = clean.slice(0, span.start) + tokenOf(kind, value) + clean.slice(span.end);
      }
      for (const [value, token] of literals) clean = clean.replaceAll(value, token);
      for (const [kind, pattern] of patterns)
        clean = clean.replace(pattern, (found) => (DATE.test(found) ? found : tokenOf(kind, found)));
      return clean;
    },
    restore: (value) => restored(value, values),
  };
}

function restored<T>(value: T, values: Map<string, string>): T {
  if (typeof value === 'string')
    return value.replace(/\[[A-Z]+(?:_\d+)?\]/g, (token) => values.get(token) ?? token) as T;
  if (Array.isArray(value)) return value.map((one) => restored(one, values)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, restored(part, values)])) as T;
}

function bare(text: string): string {
  const digits = text.replace(/\D/g, '');
  return digits.length >= 8
    ? digits.slice(-8)
    : text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim();
}

/** A text as it may leave, with a vault of its own: for what never comes back. */
export function withoutPersonalData(text: string, spans: Span[] = []): string {
  return openVault().hide(text, spans);
}
