import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** Encrypts what is kept secret at rest and signs the links we hand out, with keys derived from SECRET_KEY. */
export type Sealer = {
  /** AES-256-GCM; returns base64url. Every call gives another text. */
  seal(plain: string): string;
  /** Throws when the text was not sealed with this key or was altered. */
  open(sealed: string): string;
  /** `purpose` and numbers as an unguessable token: payload and a 144-bit HMAC, base64url. */
  sign(purpose: LinkPurpose, ids: number[], expiresAt?: number): string;
  /** The numbers of a token we signed for this purpose; null when it is not ours, altered, or expired at `now`. */
  verify(purpose: LinkPurpose, token: string, now: number): number[] | null;
  /** A value that only this key yields; kept in the database to notice a changed SECRET_KEY. */
  fingerprint(): string;
};

export type LinkPurpose = 'pay' | 'document' | 'product' | 'session' | 'login' | 'mail';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const MAC_BYTES = 18;

/** Derives the hub's keys from SECRET_KEY (any text of 32 characters or more). */
export function createSealer(secretKey: string): Sealer {
  const derive = (label: string) => Buffer.from(hkdfSync('sha256', secretKey, 'quelyos-order-hub', label, 32));
  const sealing = derive('seal');
  const signing = derive('sign');
  const mac = (purpose: string, payload: string) =>
    createHmac('sha256', signing).update(`${purpose}.${payload}`).digest().subarray(0, MAC_BYTES);
  return {
    seal(plain) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealing, iv);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, IV_BYTES));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
    },
    sign(purpose, ids, expiresAt) {
      const numbers = [...ids, expiresAt ? Math.ceil(expiresAt / 1000) : 0];
      const payload = numbers.map((number) => number.toString(36)).join('-');
      return `${payload}-${mac(purpose, payload).toString('base64url')}`;
    },
    verify(purpose, token, now) {
      // base64url itself may hold '-': the MAC is the fixed-length tail.
      const macLength = (MAC_BYTES * 4) / 3;
      if (token.at(-macLength - 1) !== '-') return null;
      const payload = token.slice(0, -macLength - 1);
      const given = Buffer.from(token.slice(-macLength), 'base64url');
      const expected = mac(purpose, payload);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      const numbers = payload.split('-').map((part) => Number.parseInt(part, 36));
      const expires = numbers.pop() ?? 0;
      if (numbers.some((number) => !Number.isSafeInteger(number))) return null;
      return expires > 0 && expires * 1000 < now ? null : numbers;
    },
    fingerprint: () => createHmac('sha256', signing).update('fingerprint').digest('base64url'),
  };
}

/** SHA-256 as hex: how API keys, one-time codes and session secrets are kept. */
export function digest(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A random secret of `bytes` bytes, base64url. */
export function randomSecret(bytes = 24): string {
  return randomBytes(bytes).toString('base64url');
}
