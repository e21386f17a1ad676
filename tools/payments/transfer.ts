import type { ShopFacts } from '../context.ts';
import type { OrderRow } from '../orders/read.ts';

/** What a customer needs for a bank transfer; `epc` is the text of a QR code that banking apps read, in euros only. */
export type Transfer = { name: string; iban: string; bic: string | null; reference: string; epc: string | null };

const MOST_NAME = 70;
/** The most a SEPA credit transfer carries, cents. */
const MOST_CENTS = 99_999_999_999;

/** How an order is paid by transfer; null when the shop has no IBAN that can be right. `amount` in minor units. */
export function transferOf(
  shop: Pick<ShopFacts, 'name' | 'currency' | 'settings'>,
  order: Pick<OrderRow, 'number'>,
  amount: number,
): Transfer | null {
  const { legal } = shop.settings;
  const iban = plainIban(legal.iban ?? '');
  if (!isIban(iban)) return null;
  const bic = legal.bic?.replace(/\s/g, '').toUpperCase() ?? '';
  const told = { name: legal.company ?? shop.name, iban, bic: isBic(bic) ? bic : null, reference: order.number };
  return { ...told, epc: shop.currency === 'EUR' ? epcText({ ...told, cents: amount }) : null };
}

/** Whether a shop's bank details can be right. */
export function takesTransfers(shop: Pick<ShopFacts, 'settings'>): boolean {
  return isIban(plainIban(shop.settings.legal.iban ?? ''));
}

const plainIban = (text: string): string => text.replace(/[\s.-]/g, '').toUpperCase();

const isBic = (text: string): boolean => /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(text);

/** Lengths of the countries whose shops we know; others are judged by their check digits alone (ISO 13616). */
const LENGTHS: Record<string, number> = { FR: 27, TN: 24, BE: 16, DE: 22, ES: 24, IT: 27, LU: 20, MC: 27, PT: 25 };

/** Whether an IBAN (no spaces, capitals) has its country's length and right check digits (ISO 7064, mod 97-10). */
export function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  const length = LENGTHS[iban.slice(0, 2)];
  if (length !== undefined && iban.length !== length) return false;
  const digits = `${iban.slice(4)}${iban.slice(0, 4)}`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

/** An IBAN in groups of four, as people read and type it. */
export function shownIban(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ');
}

/**
 * The text of an EPC QR code (EPC069-12, version 002, UTF-8, SEPA credit transfer): at most 331 bytes, error correction
 * M. Null for an amount outside of 0.01 to 999,999,999.99 euros.
 */
export function epcText(what: {
  name: string;
  iban: string;
  bic: string | null;
  cents: number;
  reference: string;
}): string | null {
  if (!Number.isSafeInteger(what.cents) || what.cents < 1 || what.cents > MOST_CENTS) return null;
  // Cut by bytes, which are never fewer than characters: the whole stays within its 331.
  const line = (text: string, most: number) => {
    let cut = [...text.replace(/\s+/g, ' ').trim()];
    while (Buffer.byteLength(cut.join('')) > most) cut = cut.slice(0, -1);
    return cut.join('');
  };
  const euros = `${Math.trunc(what.cents / 100)}.${String(what.cents % 100).padStart(2, '0')}`;
  return [
    'BCD',
    '002',
    '1',
    'SCT',
    what.bic ?? '',
    line(what.name, MOST_NAME),
    what.iban,
    `EUR${euros}`,
    '',
    '',
    line(what.reference, 140),
  ].join('\n');
}
