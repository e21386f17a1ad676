/** Amounts in French words, as Tunisian invoices end ("Arrêtée la présente facture à la somme de ..."). */
import { type Currency, exponentOf } from '../money.ts';

const ONES =
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(
    ' ',
  );
const TENS = [
  '',
  '',
  'vingt',
  'trente',
  'quarante',
  'cinquante',
  'soixante',
  'soixante',
  'quatre-vingt',
  'quatre-vingt',
];

function belowHundred(n: number, last: boolean): string {
  if (n < 20) return ONES[n] ?? '';
  const ten = Math.floor(n / 10);
  const rest = ten === 7 || ten === 9 ? n - (ten - 1) * 10 : n - ten * 10;
  const name = TENS[ten] ?? '';
  if (rest === 0) return ten === 8 && last ? 'quatre-vingts' : name;
  const joined = (rest === 1 || rest === 11) && ten !== 8 && ten !== 9 ? ' et ' : '-';
  return `${name}${joined}${ONES[rest]}`;
}

function belowThousand(n: number, last: boolean): string {
  const hundreds = Math.floor(n / 100);
  const rest = n % 100;
  if (hundreds === 0) return belowHundred(rest, last);
  const head = hundreds === 1 ? 'cent' : `${ONES[hundreds]} cent${rest === 0 && last ? 's' : ''}`;
  return rest === 0 ? head : `${head} ${belowHundred(rest, last)}`;
}

/** A whole number from 0 to 999 999 999 in words. Throws RangeError beyond. */
export function inWords(n: number): string {
  if (!Number.isSafeInteger(n) || n < 0 || n > 999_999_999) throw new RangeError(`not to be written out: ${n}`);
  if (n === 0) return 'zéro';
  const millions = Math.floor(n / 1_000_000);
  const thousands = Math.floor(n / 1000) % 1000;
  const rest = n % 1000;
  return [
    millions > 0 ? `${belowThousand(millions, true)} million${millions > 1 ? 's' : ''}` : '',
    // "Mille" has no plural and makes the number before it lose its s.
    thousands > 1 ? `${belowThousand(thousands, false)} mille` : thousands === 1 ? 'mille' : '',
    rest > 0 ? belowThousand(rest, true) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

const UNITS: Record<Currency, [unit: string, minor: string]> = { EUR: ['euro', 'centime'], TND: ['dinar', 'millime'] };

/** "quarante-quatre dinars et trois cents millimes". `minor`: whole minor units, not negative. */
export function amountInWords(minor: number, currency: Currency): string {
  const size = 10 ** exponentOf(currency);
  const [unit, part] = UNITS[currency];
  const counted = (n: number, name: string) => `${inWords(n)} ${name}${n > 1 ? 's' : ''}`;
  const whole = counted(Math.floor(minor / size), unit);
  return minor % size === 0 ? whole : `${whole} et ${counted(minor % size, part)}`;
}
