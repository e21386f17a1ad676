import { createVerify, type KeyObject, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { rootCertificates } from 'node:tls';
import { crc32 } from 'node:zlib';
import { readAtMost } from './call.ts';
import { type Hook, NotGenuine } from './provider.ts';

const CERT_TIMEOUT_MS = 5_000;
const MOST_CERT_BYTES = 64 * 1024;
const MOST_KEPT = 20;
/** A certificate is read again after this, however long it is still good for. */
const KEPT_MS = 24 * 3_600_000;
/** A chain is PayPal's own certificate, its issuers and at most a root. */
const MOST_CHAIN = 6;

type Kept = { chain: X509Certificate[]; until: number };
const kept = new Map<string, Kept>();

/** PayPal's certificate could not be fetched just now: nothing is known of the webhook, it is to be sent again. */
export class CertificateAway extends Error {
  override name = 'CertificateAway';
}

/**
 * Verifies a PayPal webhook without asking PayPal about it: the signature over `id|time|webhook id|crc32 of the raw
 * body` (developer.paypal.com/api/rest/webhooks/rest/#verify-self) with the certificate it names. The certificate comes
 * from a host of PayPal's alone, chains to a root this machine trusts, is of its time and issued to PayPal's message
 * verification. Where the API itself is a loopback address (a test), so may the certificate be, and its own root is
 * taken. Throws NotGenuine; CertificateAway when the certificate cannot be had.
 */
export async function verifyPayPal(hook: Hook, webhookId: string, apiUrl: string): Promise<void> {
  const header = (name: string) => hook.header(`paypal-${name}`) ?? '';
  const [id, time, signature, certUrl] = ['transmission-id', 'transmission-time', 'transmission-sig', 'cert-url'].map(
    header,
  );
  if (!id || !time || !signature || !certUrl) throw new NotGenuine('a PayPal header is missing');
  if (!/^sha256withrsa$/i.test(header('auth-algo'))) throw new NotGenuine(`unknown algorithm ${header('auth-algo')}`);
  const test = loopbackOrigin(apiUrl);
  const url = certificateUrl(certUrl, test);
  const chain = await chainAt(url, hook.now);
  checkChain(chain, hook.now, test === null ? trusted() : [chain.at(-1)!]);
  const sent = { id, time, webhookId, checksum: crc32(Buffer.from(hook.raw)) };
  if (!isSigned(sent, signature, chain[0]!.publicKey)) throw new NotGenuine('the signature does not match');
}

/** Whether a key of PayPal's signed a transmission; `checksum` is the CRC-32 of the raw body. */
export function isSigned(
  sent: { id: string; time: string; webhookId: string; checksum: number },
  signature: string,
  key: KeyObject,
): boolean {
  const message = `${sent.id}|${sent.time}|${sent.webhookId}|${sent.checksum}`;
  return createVerify('sha256').update(message).verify(key, signature, 'base64');
}

/** The address a certificate may be fetched from; throws NotGenuine for any host but PayPal's (or the test's own). */
export function certificateUrl(text: string, test: string | null): string {
  if (!URL.canParse(text)) throw new NotGenuine('the certificate has no address');
  const url = new URL(text);
  if (test !== null && url.origin === test) return url.href;
  const paypal = url.hostname === 'paypal.com' || url.hostname.endsWith('.paypal.com');
  if (url.protocol !== 'https:' || !paypal || url.port !== '' || url.username || url.password) {
    throw new NotGenuine(`a certificate from ${url.host} is not PayPal's`);
  }
  return url.href;
}

/** The origin of an API on this machine itself, or null when it is out in the world. */
export function loopbackOrigin(apiUrl: string): string | null {
  const { hostname, origin } = new URL(apiUrl);
  const loopback =
    hostname === 'localhost' || hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'));
  return loopback ? origin : null;
}

async function chainAt(url: string, now: number): Promise<X509Certificate[]> {
  const known = kept.get(url);
  if (known && known.until > now) return known.chain;
  const text = await fetchText(url);
  const chain = readChain(text);
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!);
  kept.set(url, { chain, until: now + KEPT_MS });
  return chain;
}

async function fetchText(url: string): Promise<string> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(CERT_TIMEOUT_MS) });
    if (response.status >= 500 || response.status === 429) throw new Error(`HTTP ${response.status}`);
    if (!response.ok) throw new NotGenuine(`no certificate there: HTTP ${response.status}`);
    return await readAtMost(response, MOST_CERT_BYTES);
  } catch (error) {
    if (error instanceof NotGenuine) throw error;
    throw new CertificateAway(String(error));
  }
}

/** The certificates of a PEM text, PayPal's own first. Throws NotGenuine when there is none. */
export function readChain(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0 || blocks.length > MOST_CHAIN) throw new NotGenuine(`${blocks.length} certificates`);
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    throw new NotGenuine('the certificate cannot be read');
  }
}

let roots: X509Certificate[] | null = null;
function trusted(): X509Certificate[] {
  roots ??= rootCertificates.map((pem) => new X509Certificate(pem));
  return roots;
}

/**
 * Each certificate is of its time and issued by the next, the last by a trusted root, the first to PayPal. Throws
 * NotGenuine.
 */
export function checkChain(chain: X509Certificate[], now: number, anchors: X509Certificate[]): void {
  const first = chain[0]!;
  if (!/(?:^|\n)CN=messageverificationcerts(?:\.sandbox)?\.paypal\.com(?:\n|$)/.test(first.subject)) {
    throw new NotGenuine(`issued to ${first.subject.replaceAll('\n', ', ')}`);
  }
  for (const [place, one] of chain.entries()) {
    if (Date.parse(one.validFrom) > now || Date.parse(one.validTo) < now)
      throw new NotGenuine('a certificate is out of its time');
    const issuer = chain[place + 1];
    if (issuer && !(issuer.ca && issuedBy(one, issuer)))
      throw new NotGenuine('the certificates do not follow one another');
  }
  const last = chain.at(-1)!;
  const rooted = anchors.some(
    (root) => root.fingerprint256 === last.fingerprint256 || (root.ca && issuedBy(last, root)),
  );
  if (!rooted) throw new NotGenuine('the certificates lead to no root that is trusted here');
}

function issuedBy(one: X509Certificate, issuer: X509Certificate): boolean {
  return one.checkIssued(issuer) && one.verify(issuer.publicKey);
}
