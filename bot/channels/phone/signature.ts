import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * True when `header` (X-Twilio-Signature) is the base64 of HMAC-SHA1, under the account's token, of the address as it was
 * called and every posted field sorted by name, name and value after each other
 * (www.twilio.com/docs/usage/security, "Validating requests"). Constant time. Without a token nothing is ever valid.
 */
export function verifyTwilio(url: string, form: URLSearchParams, header: string | null, authToken: string): boolean {
  if (!header || authToken === '') return false;
  const given = Buffer.from(header, 'base64');
  const expected = Buffer.from(twilioSignature(url, form, authToken), 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** What Twilio puts into X-Twilio-Signature. A name that comes several times counts each distinct value once. */
export function twilioSignature(url: string, form: URLSearchParams, authToken: string): string {
  const names = [...new Set(form.keys())].sort();
  const fields = names.map((name) => [...new Set(form.getAll(name))].sort().map((value) => name + value));
  return createHmac('sha1', authToken)
    .update(url + fields.flat().join(''))
    .digest('base64');
}
