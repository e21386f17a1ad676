/** Addresses as people write them, in their parts. */

/** `lines`: at most three. Without a postcode nothing but lines was understood. */
export type WrittenPlace = { lines: string[]; postcode?: string; city?: string };

const FRENCH = /^([\s\S]*?)[,\s]*\b(\d{5})\b[,\s]+([^\n,]+)(?:[,\n][\s\S]*)?$/;
/** "1012 AB Amsterdam", "B-1000 Bruxelles", "SW1A 1AA London": a postcode of letters and digits before the town. */
const ABROAD =
  /^([\s\S]*?)[,\n]\s*((?:[A-Z]{1,2}-)?\d{4,6}(?: ?[A-Z]{2}\b)?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})[,\s]+([^\n,]+)(?:[,\n][\s\S]*)?$/;

/** "8 avenue Parmentier, 75011 Paris" -> its street, postcode and town. */
export function readPlace(address: string | undefined, abroad = false): WrittenPlace {
  const lines = (address ?? '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  const found = (abroad ? ABROAD : FRENCH).exec(lines.join('\n'));
  if (!found) return { lines: atMostThree(lines) };
  const street = (found[1] ?? '').split('\n').map((line) => line.replace(/[,\s]+$/, ''));
  return { lines: atMostThree(street.filter(Boolean)), postcode: found[2] ?? '', city: (found[3] ?? '').trim() };
}

/** What a French postal address lacks (C. com. art. L441-9: a buyer's address): its street, postcode or town. */
export function placeLacks(address: string): ('street' | 'postcode' | 'city')[] {
  const { lines, postcode, city } = readPlace(address);
  if (postcode && city) return lines.length > 0 ? [] : ['street'];
  return /\b\d{5}\b/.test(address) ? ['city'] : ['postcode', 'city'];
}

/** An invoice has three lines of address; more are joined into the last. */
function atMostThree(lines: string[]): string[] {
  return lines.length <= 3 ? lines : [...lines.slice(0, 2), lines.slice(2).join(', ')];
}
