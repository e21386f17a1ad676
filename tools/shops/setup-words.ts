import { type Currency, parseMoney } from '../money.ts';
import { plainWords } from './day-words.ts';

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

/** A product as it is typed or pasted: its name, its price in minor units, its VAT rate in percent when it was said. */
export type TypedProduct = { name: string; price: number; vatRate?: number };

const VAT = /[\s;,\t]+(?:tva\s*)?(\d{1,2}(?:[.,]\d)?)\s*%\s*$/i;
const LINE = /^(.*?\p{L}.*?)[\s;:\t–-]+(\d[\d\s]*(?:[.,]\d{1,3})?\s*(?:€|eur|euros?|dt|tnd|dinars?)?)$/iu;
const HEADER = /^(?:nom|produit|article|name|product|designation)\b.*(?:prix|price|tarif)/;

/**
 * Products, one a line: "Fraisier 8 parts 32€", or a pasted list "nom;prix". What cannot be read comes back as typed.
 */
export function readProducts(text: string, currency: Currency): { products: TypedProduct[]; unread: string[] } {
  const products: TypedProduct[] = [];
  const unread: string[] = [];
  for (const raw of text.split('\n')) {
    const line = raw.replace(/["\u00a0\u202f]/g, (sign) => (sign === '"' ? '' : ' ')).trim();
    if (!line || HEADER.test(plainWords(line))) continue;
    const vat = VAT.exec(line);
    const found = LINE.exec(vat ? line.slice(0, vat.index).trim() : line);
    const price = found ? parseMoney(found[2]!, currency) : null;
    const name = (found?.[1] ?? '').replace(/[\s;,:–-]+$/, '').trim();
    if (price === null || price <= 0 || name.length < 2 || name.length > 80) unread.push(raw.trim());
    else products.push({ name, price, ...(vat ? { vatRate: Number(vat[1]!.replace(',', '.')) } : {}) });
  }
  return { products, unread };
}

/** A product's sku from its name: letters and digits without accents. */
export function skuOf(name: string): string {
  const plain = plainWords(name)
    .replace(/œ/g, 'oe')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return plain.slice(0, 40) || 'article';
}
