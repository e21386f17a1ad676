/** TikTok Shop's two signatures (partner.tiktokshop.com: "Sign your API request", "Webhooks overview"). */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** True when `header` (Authorization, bare hex) is HMAC-SHA256, under the app's secret, of its key and the raw body. */
export function verifyTikTok(raw: Uint8Array, header: string | null, app: { key: string; secret: string }): boolean {
  if (!/^[0-9a-f]{64}$/i.test(header ?? '') || app.secret === '' || app.key === '') return false;
  const expected = createHmac('sha256', app.secret).update(app.key).update(raw).digest();
  return timingSafeEqual(Buffer.from(header!, 'hex'), expected);
}

/** What is never signed: the signature itself, and the token where it stands in the address. */
const UNSIGNED = new Set(['sign', 'access_token']);

/**
 * The `sign` of a request: HMAC-SHA256, hex, of path, sorted names and values, and body, between two copies of the
 * secret, under that secret. `body` is empty for GET and for files.
 */
export function requestSignature(path: string, query: Record<string, string>, body: string, secret: string): string {
  const named = Object.keys(query)
    .filter((name) => !UNSIGNED.has(name))
    .sort()
    .map((name) => name + query[name]);
  return createHmac('sha256', secret)
    .update(`${secret}${path}${named.join('')}${body}${secret}`)
    .digest('hex');
}
