/** Who may hand letters over: the key of the connection, in the ways the providers can carry it. */
import { createHmac, createPublicKey, type KeyObject, timingSafeEqual, verify } from 'node:crypto';
import { digest } from '../../../tools/sealing.ts';
import { fieldText } from './form.ts';
import type { Handed } from './providers.ts';

/**
 * Mailgun's signature covers its time and its token, not the letter: a pair is good once (see `takeMail`). It tries
 * again for 8 hours with the same pair, so that long it has to stay good.
 */
const MAILGUN_FRESH_MS = 9 * 3_600_000;
const SENDGRID_FRESH_MS = 15 * 60_000;
const EARLY_MS = 5 * 60_000;

const same = (given: string, expected: string): boolean =>
  timingSafeEqual(Buffer.from(digest(given), 'hex'), Buffer.from(digest(expected), 'hex'));

/**
 * Whether the request carries the key: as the password of basic authentication, or as `?key=`. What Postmark, SendGrid
 * and any other can do. Constant time.
 */
export function carriesKey(
  request: { authorization: string | undefined; key: string | undefined },
  key: string,
): boolean {
  if (key === '') return false;
  const basic = /^basic\s+([A-Za-z0-9+/=_-]+)$/i.exec(request.authorization?.trim() ?? '')?.[1];
  const password = basic ? Buffer.from(basic, 'base64').toString('utf8').split(':').slice(1).join(':') : '';
  const [byPassword, byAddress] = [same(password, key), same(request.key ?? '', key)];
  return byPassword || byAddress;
}

/** The token of a body that Mailgun signed with `key` (its HTTP webhook signing key); null when it did not, or not lately. */
export function mailgunToken(handed: Handed, key: string, now: number): string | null {
  if (handed.provider !== 'mailgun' || key === '') return null;
  const [timestamp, token, signature] = ['timestamp', 'token', 'signature'].map((name) => fieldText(handed.form, name));
  if (!timestamp || !token || !signature || token.length > 200 || !/^\d{1,12}$/.test(timestamp)) return null;
  const expected = createHmac('sha256', key).update(timestamp).update(token).digest('hex');
  if (!same(signature.toLowerCase(), expected)) return null;
  const age = now - Number(timestamp) * 1_000;
  return age < MAILGUN_FRESH_MS && age > -EARLY_MS ? token : null;
}

/** Whether Twilio SendGrid signed the bytes: ECDSA over its timestamp and the body, `key` being its public key. */
export function sendGridSigned(headers: Headers, raw: Uint8Array, key: string, now: number): boolean {
  const signature = headers.get('x-twilio-email-event-webhook-signature');
  const timestamp = headers.get('x-twilio-email-event-webhook-timestamp');
  const publicKey = publicKeyOf(key);
  if (!signature || !timestamp || !publicKey || !/^\d{1,12}$/.test(timestamp)) return false;
  const age = now - Number(timestamp) * 1_000;
  if (age > SENDGRID_FRESH_MS || age < -EARLY_MS) return false;
  try {
    const signed = Buffer.concat([Buffer.from(timestamp), raw]);
    return verify('sha256', signed, publicKey, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

function publicKeyOf(key: string): KeyObject | null {
  if (!/^[A-Za-z0-9+/=\s]{80,400}$/.test(key)) return null;
  try {
    return createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}
