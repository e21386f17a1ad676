import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A phone number as +E.164; a national one is read in `country`. Throws RangeError when it is none. */
export function toE164(text: string, country: 'FR' | 'TN'): string {
  const parsed = parsePhoneNumberFromString(text, country);
  if (!parsed?.isPossible()) throw new RangeError(`"${text}" is not a phone number`);
  return parsed.number;
}
