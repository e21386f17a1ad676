/** Countries of buyers: read from what members write, named in their language, and what VAT law makes of them. */
import { folded } from '../catalog/match.ts';
import type { Language, WrittenLanguage } from '../context.ts';
import { writtenIn } from '../language.ts';

/** Member states, as ISO 3166 names them. */
const UNION = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');
/** French parts with rules of their own (art. 294 and 295 CGI). */
const OVERSEAS = 'GP MQ RE GF YT PM BL MF PF NC WF TF'.split(' ');
/** Parts of member states outside the VAT territory, and codes that name no country. */
const NO_COUNTRY = ['EU', 'EZ', 'UN', 'ZZ', 'QO', 'IC', 'EA', 'XA', 'XB', 'UK'];

/** How VAT law sees a buyer's country from France; Monaco is France (art. 256-0 CGI). */
export type Zone = 'france' | 'overseas' | 'union' | 'world';

export function zoneOf(country: string): Zone {
  if (country === 'FR' || country === 'MC') return 'france';
  if (OVERSEAS.includes(country)) return 'overseas';
  return UNION.includes(country) ? 'union' : 'world';
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const names = (language: WrittenLanguage) =>
  new Intl.DisplayNames([language], { type: 'region', fallback: 'none', style: 'long' });
const NAMES = { fr: names('fr'), en: names('en'), ar: names('ar') };

const CODES = LETTERS.flatMap((one) => LETTERS.map((two) => one + two)).filter(
  (code) => !NO_COUNTRY.includes(code) && NAMES.en.of(code) !== undefined,
);

/** What people say beside the official names. */
const SAID: Record<string, string> = {
  angleterre: 'GB',
  'grande bretagne': 'GB',
  england: 'GB',
  uk: 'GB',
  hollande: 'NL',
  usa: 'US',
  'etats unis': 'US',
  'republique tcheque': 'CZ',
  'la reunion': 'RE',
  reunion: 'RE',
};

let byName: Map<string, string> | undefined;

/** "Allemagne", "Germany", "ألمانيا" or "DE" as ISO 3166 alpha-2; null: no country. */
export function readCountry(text: string): string | null {
  const plain = folded(text)
    .replace(/[-\s]+/g, ' ')
    .trim();
  const code = plain.toUpperCase();
  if (CODES.includes(code)) return code;
  byName ??= new Map(
    CODES.flatMap((one) =>
      Object.values(NAMES).map((list): [string, string] => [folded(list.of(one)!).replace(/[-\s]+/g, ' '), one]),
    ),
  );
  return SAID[plain] ?? byName.get(plain) ?? null;
}

/** A country's name in the reader's language. */
export const countryName = (code: string, language: Language): string => NAMES[writtenIn(language)].of(code) ?? code;
