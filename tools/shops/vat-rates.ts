/**
 * The VAT rates that exist where a shop is, in percent. France: CGI art. 278 to 281 nonies; Corsica art. 297; Guadeloupe,
 * Martinique and Réunion art. 296; none is charged in Guyane and Mayotte (art. 294-1). Tunisia: code de la TVA art. 7.
 */
import type { Currency } from '../money.ts';
import type { LegalIdentity } from './settings.ts';

/** Where a shop is by its legal address. The postcode decides between the mainland, Corsica and overseas. */
export type TaxPlace = { country: 'FR' | 'TN'; postcode?: string | undefined };

const MAINLAND = [20, 10, 5.5, 2.1, 0];
const TUNISIA = [19, 13, 7, 0];
/** Rates by the head of the postcode, the usual one first; they stand beside the mainland's. */
const ELSEWHERE: [head: RegExp, own: number[], usual: number][] = [
  [/^20/, [13, 0.9], 20],
  [/^97[124]/, [8.5, 1.75, 1.05], 8.5],
  [/^97[36]/, [], 0],
];

/** A shop's place: its address says it; without one its currency. */
export function taxPlaceOf(shop: { legal?: LegalIdentity | undefined; currency: Currency }): TaxPlace {
  const { address } = shop.legal ?? {};
  if (address) return { country: address.country, postcode: address.postcode };
  return { country: shop.currency === 'TND' ? 'TN' : 'FR' };
}

/** The rates a shop there may use, in percent. */
export function ratesOf(place: TaxPlace): readonly number[] {
  if (place.country === 'TN') return TUNISIA;
  const own = elsewhere(place)?.[1] ?? [];
  return [...MAINLAND, ...own].sort((a, b) => b - a);
}

/** The rate of what is sold there unless the law says otherwise, in percent. */
export const standardRate = (place: TaxPlace): number => (place.country === 'TN' ? 19 : (elsewhere(place)?.[2] ?? 20));

const elsewhere = ({ postcode = '' }: TaxPlace) => ELSEWHERE.find(([head]) => head.test(postcode));

export const isRateOf = (place: TaxPlace, rate: number): boolean => ratesOf(place).includes(rate);

/** What an importer reads of a rate that does not exist there. */
export const whyNoRate = (place: TaxPlace): string =>
  `no VAT rate of ${place.country === 'TN' ? 'Tunisia' : 'France at the shop’s address'}; expected ${ratesOf(place).join(', ')}`;
