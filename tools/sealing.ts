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
  /** AES-256-GCM with the key in force; `key id.base64url`. Every call gives another text. */
  seal(plain: string): string;
  /**
   * Opens what the key in force or a former one sealed, also in the form without a key's id. Throws when the text was
   * sealed with another key or was altered.
   */
  open(sealed: string): string;
  /** Whether a text was sealed with the key in force: what was not is sealed anew when the key is changed. */
  isCurrent(sealed: string): boolean;
  /** `purpose` and numbers as an unguessable token: payload and a 144-bit HMAC, base64url. */
  sign(purpose: LinkPurpose, ids: number[], expiresAt?: number): string;
  /**
   * The numbers of a token we signed for this purpose, with the key in force or a former one; null when it is not ours,
   * altered, or expired at `now`.
   */
  verify(purpose: LinkPurpose, token: string, now: number): number[] | null;
  /** A value that only the key in force yields; kept in the database to notice a changed SECRET_KEY. */
  fingerprint(): string;
  /** The same of every key it opens with, the one in force first. */
  fingerprints(): string[];
};

export type LinkPurpose = 'pay' | 'document' | 'product' | 'session' | 'login' | 'mail';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const MAC_BYTES = 18;
const ID_LENGTH = 6;
/** `key id.body`; what was sealed before keys had ids is the body alone. */
const SEALED = /^(?:([\w-]{6})\.)?([\w-]+)$/;

type Key = { id: string; sealing: Buffer; signing: Buffer; fingerprint: string };

function keyOf(secretKey: string): Key {
  const derive = (label: string) => Buffer.from(hkdfSync('sha256', secretKey, 'quelyos-order-hub', label, 32));
  const signing = derive('sign');
  const fingerprint = createHmac('sha256', signing).update('fingerprint').digest('base64url');
  return { id: derive('id').toString('base64url').slice(0, ID_LENGTH), sealing: derive('seal'), signing, fingerprint };
}

/**
 * Derives the hub's keys from SECRET_KEY (any text of 32 characters or more). `former`: keys that were in force before;
 * what they sealed and signed is still read, nothing new is.
 */
export function createSealer(secretKey: string, former: string[] = []): Sealer {
  const keys = [secretKey, ...former].map(keyOf);
  const current = keys[0]!;
  return {
    seal(plain) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current.sealing, iv);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `${current.id}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed) {
      const [, id, body = ''] = SEALED.exec(sealed) ?? [];
      for (const key of keys) {
        const plain = id === undefined || id === key.id ? opened(key, body) : null;
        if (plain !== null) return plain;
      }
      throw new Error('a stored secret was altered, or sealed with a key that is neither SECRET_KEY nor a former one');
    },
    isCurrent: (sealed) => SEALED.exec(sealed)?.[1] === current.id,
    sign(purpose, ids, expiresAt) {
      const numbers = [...ids, expiresAt ? Math.ceil(expiresAt / 1000) : 0];
      const payload = numbers.map((number) => number.toString(36)).join('-');
      return `${payload}-${mac(current, purpose, payload).toString('base64url')}`;
    },
    verify(purpose, token, now) {
      // base64url itself may hold '-': the MAC is the fixed-length tail.
      const macLength = (MAC_BYTES * 4) / 3;
      if (token.at(-macLength - 1) !== '-') return null;
      const payload = token.slice(0, -macLength - 1);
      const given = Buffer.from(token.slice(-macLength), 'base64url');
      if (given.length !== MAC_BYTES) return null;
      // Each is compared whole, so that the time tells nothing.
      const matches = keys.filter((key) => timingSafeEqual(given, mac(key, purpose, payload)));
      if (matches.length === 0) return null;
      const numbers = payload.split('-').map((part) => Number.parseInt(part, 36));
      const expires = numbers.pop() ?? 0;
      if (numbers.some((number) => !Number.isSafeInteger(number))) return null;
      return expires > 0 && expires * 1000 < now ? null : numbers;
    },
    fingerprint: () => current.fingerprint,
    fingerprints: () => keys.map(({ fingerprint }) => fingerprint),
  };
}

function mac({ signing }: Key, purpose: string, payload: string): Buffer {
  return createHmac('sha256', signing).update(`${purpose}.${payload}`).digest().subarray(0, MAC_BYTES);
}

/** The text behind a sealed body; null: another key's, or altered. */
function opened({ sealing }: Key, body: string): string | null {
  const bytes = Buffer.from(body, 'base64url');
  if (bytes.length < IV_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, IV_BYTES));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** SHA-256 as hex: how API keys, one-time codes and session secrets are kept. */
export function digest(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A random secret of `bytes` bytes, base64url. */
export function randomSecret(bytes = 24): string {
  return randomBytes(bytes).toString('base64url');
}
