import { type Currency, parseMoney } from '../money.ts';
import { plainWords } from './day-words.ts';
import { readList } from './price-list.ts';
import { isRateOf, type TaxPlace } from './vat-rates.ts';

/** A SIREN of La Poste: its establishments follow a rule of their own. */
const LA_POSTE = '356000000';

/**
 * Fourteen digits whose Luhn key is right, or null. Source: INSEE, "Numéro SIRET"; for La Poste the digits' sum is a
 * multiple of five instead.
 */
export function readSiret(text: string): string | null {
  const digits = text.replace(/\D/g, '');
  if (digits.length !== 14 || /^0+$/.test(digits)) return null;
  const each = [...digits].map(Number);
  if (digits.startsWith(LA_POSTE) && each.reduce((sum, digit) => sum + digit, 0) % 5 === 0) return digits;
  const sum = each.reduce((total, digit, index) => {
    const doubled = index % 2 === 0 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0 ? digits : null;
}

/** A Tunisian matricule fiscal as 1234567A/A/M/000, or null: seven digits, key letter, VAT code, category, establishment. */
export function readMatricule(text: string): string | null {
  const plain = text.toUpperCase().replace(/[^0-9A-Z]/g, '');
  const found = /^(\d{7})([A-HJ-NP-TV-Z])([ABDNP])([CEMNP])(\d{3})$/.exec(plain);
  return found ? `${found[1]}${found[2]}/${found[3]}/${found[4]}/${found[5]}` : null;
}

export type Address = { line1: string; postcode: string; city: string; country: 'FR' | 'TN' };

/** "23 rue des Lilas, 75011 Paris", or null when the postcode or a part is missing. */
export function readAddress(text: string, country: 'FR' | 'TN'): Address | null {
  const digits = country === 'FR' ? 5 : 4;
  const line = text.trim().replace(/\s+/g, ' ');
  const found = new RegExp(`^(.{3,}?)[ ,;-]+(\\d{${digits}})[ ,;-]+(\\p{L}[\\p{L}' ’-]+?)[ ,.]*$`, 'u').exec(line);
  return found ? { line1: found[1]!, postcode: found[2]!, city: found[3]!, country } : null;
}

/**
 * A product as it is typed, pasted or read on a price list: its name, its price in minor units, its VAT rate in percent
 * and its unit where they were said.
 */
export type TypedProduct = { name: string; price: number; vatRate?: number; unit?: string };

/** A price list as its rows stand, before anything is checked. */
export type PriceRow = { name: string; price: string; unit?: string | undefined; rate?: string | undefined };

/** "5,5", "TVA 5.5 %": a rate that exists where the shop is, in percent; null: none of them. */
export function readRate(text: string, place: TaxPlace): number | null {
  const said = /^(?:tva\s*:?\s*)?(\d{1,2}(?:[.,]\d{1,2})?)\s*%?$/i.exec(
    text.replace(/[\u00a0\u202f]/g, ' ').trim(),
  )?.[1];
  const rate = said === undefined ? Number.NaN : Number(said.replace(',', '.'));
  return isRateOf(place, rate) ? rate : null;
}

/** Units as people write them behind a price. */
const UNITS: [string, RegExp][] = [
  ['kg', /^(?:kg|kilo?s?|kilogramme?s?)$/],
  ['l', /^(?:l|litres?|liters?)$/],
  ['bunch', /^(?:bottes?|bouquets?|bunch|bunches)$/],
  ['tray', /^(?:plateaux?|barquettes?|trays?)$/],
  ['slice', /^(?:parts?|tranches?|slices?)$/],
  ['piece', /^(?:pieces?|pcs?|unites?|u)$/],
];

function unitOf(text: string | undefined): string | undefined {
  const plain = plainWords(text ?? '').replace(/^(?:\/|l[ae]s?|au|par|per|the)\s*/, '');
  return UNITS.find(([, words]) => words.test(plain))?.[0];
}

const VAT = /[\s;,\t]+(?:tva\s*)?(\d{1,2}(?:[.,]\d{1,2})?)\s*%\s*$/i;
const UNIT = /(?:\s*\/\s*|\s+(?:le|la|l[’']|au|par|per)\s+)(\p{L}{1,12})$/iu;
const LINE = /^(.*?\p{L}.*?)[\s;:\t–-]+(\d[\d\s]*(?:[.,]\d{1,3})?\s*(?:€|eur|euros?|dt|tnd|dinars?)?)$/iu;
const HEADER = /^(?:nom|produit|article|name|product|designation)\b.*(?:prix|price|tarif)/;

/**
 * Products, one a line: "Fraisier 8 parts 32€", "Cerises 8€/kg 5,5%", or a list "nom;prix" pasted or exported from a
 * table. What cannot be read comes back as typed.
 */
export function readProducts(
  text: string,
  currency: Currency,
  place: TaxPlace,
): { products: TypedProduct[]; unread: string[] } {
  const rows = readList(text) ?? text.split('\n').flatMap(rowOf);
  return checkRows(rows, currency, place);
}

/** Each row checked: a name, a price above zero, a rate that exists. `unread` are the rows that are none of it. */
export function checkRows(
  rows: (PriceRow | string)[],
  currency: Currency,
  place: TaxPlace,
): { products: TypedProduct[]; unread: string[] } {
  const products: TypedProduct[] = [];
  const unread: string[] = [];
  for (const row of rows) {
    const product = typeof row === 'string' ? null : productOf(row, currency, place);
    if (product) products.push(product);
    else unread.push(typeof row === 'string' ? row : typedRow(row));
  }
  return { products, unread };
}

const typedRow = ({ name, price, rate }: PriceRow): string =>
  [name, price, rate && `${rate.replace(/\s*%$/, '')} %`].filter(Boolean).join(' ');

function rowOf(raw: string): (PriceRow | string)[] {
  const line = raw.replace(/["\u00a0\u202f]/g, (sign) => (sign === '"' ? '' : ' ')).trim();
  if (!line || HEADER.test(plainWords(line))) return [];
  const vat = VAT.exec(line);
  const priced = vat ? line.slice(0, vat.index).trim() : line;
  const unit = unitOf(UNIT.exec(priced)?.[1]) ? UNIT.exec(priced)! : null;
  const found = LINE.exec(unit ? priced.slice(0, unit.index).trim() : priced);
  if (!found) return [raw.trim()];
  return [{ name: found[1]!, price: found[2]!, unit: unit?.[1], rate: vat?.[1] }];
}

function productOf(row: PriceRow, currency: Currency, place: TaxPlace): TypedProduct | null {
  const price = parseMoney(row.price, currency);
  const name = row.name
    .replace(/\s+/g, ' ')
    .replace(/[\s;,:–.-]+$/, '')
    .trim();
  const vatRate = row.rate ? readRate(row.rate, place) : undefined;
  if (price === null || price <= 0 || vatRate === null || !/\p{L}/u.test(name)) return null;
  if (name.length < 2 || name.length > 80) return null;
  const unit = unitOf(row.unit);
  return { name, price, ...(vatRate === undefined ? {} : { vatRate }), ...(unit ? { unit } : {}) };
}

/** A product's sku from its name: letters and digits without accents. */
export function skuOf(name: string): string {
  const plain = plainWords(name)
    .replace(/œ/g, 'oe')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return plain.slice(0, 40) || 'article';
}
