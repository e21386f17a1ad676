import { z } from 'zod';

/*
 * How one setting's text is read. The message of each shape completes the sentence "NAME: x given, expected …".
 */

export type DatabaseSetting = { kind: 'embedded' } | { kind: 'server'; url: string } | { kind: 'pglite'; dir: string };
export type HubConnection = {
  channel: 'whatsapp';
  phoneNumberId: string;
  accessToken: string | null;
  displayPhone: string | null;
};

const SECRET_KEY_MIN = 32;
/** Below this a key is a word typed over and over, not chance. */
const DISTINCT_MIN = 8;
export const SECRET_KEY_WORDS = 'at least 32 random characters (make one with: openssl rand -base64 32)';

/** Any text; names, tokens and paths whose form only their provider knows. */
export const text = z.string();

/** An id of the Graph API. */
export const graphId = z.string().regex(/^\d{5,20}$/, 'the digits of an id of Meta’s, such as 123456789012345');

/** A whole number in plain digits, within bounds. */
export const wholeNumber = (from: number, to: number) => {
  const expected = `a whole number from ${from} to ${to}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, expected)
    .transform(Number)
    .refine((number) => number >= from && number <= to, expected);
};

/** One of a few words; case does not matter. */
export const oneOf = <const T extends string>(words: readonly T[]) =>
  z
    .string()
    .transform((word) => word.toLowerCase())
    .pipe(z.enum(words, `one of ${words.join(', ')}`));

/** Several values separated by commas; at least one. */
export const list = z
  .string()
  .transform((value) => value.split(',').flatMap((part) => part.trim() || []))
  .refine((parts) => parts.length > 0, 'file paths separated by commas');

/** A name or address to listen on, without scheme or port. */
export const host = z.string().regex(/^[\w.:-]+$/, 'a host name or address such as 127.0.0.1 or 0.0.0.0');

/** An address with one of these schemes and a host; kept as given. */
export const url = (schemes: string[], example: string) =>
  z.string().refine((value) => {
    const parsed = parseUrl(value);
    return parsed !== null && schemes.includes(parsed.protocol) && parsed.hostname !== '';
  }, `an address such as ${example}`);

/** A provider's base address: http or https, no query; without its final slash. */
export const httpUrl = z
  .string()
  .refine((value) => {
    const parsed = parseUrl(value);
    return parsed !== null && /^https?:$/.test(parsed.protocol) && !parsed.search && !parsed.hash;
  }, 'an address such as https://api.example.com')
  .transform((value) => value.replace(/\/+$/, ''));

/** Scheme, host and port only. */
export const origin = z
  .string()
  .refine((value) => {
    const parsed = parseUrl(value);
    return (
      parsed !== null &&
      /^https?:$/.test(parsed.protocol) &&
      `${parsed.pathname}${parsed.search}${parsed.hash}${parsed.username}${parsed.password}` === '/'
    );
  }, 'an address without a path, such as https://hub.example.fr')
  .transform((value) => new URL(value).origin);

/** `postgres://…` or `pglite:DIR`. */
export const database = z.string().transform((value, context): Exclude<DatabaseSetting, { kind: 'embedded' }> => {
  const dir = /^pglite:(.+)$/s.exec(value)?.[1];
  if (dir) return { kind: 'pglite', dir: dir.replace(/^\/\/(?=.)/, '') };
  const parsed = parseUrl(value);
  if (parsed && /^postgres(ql)?:$/.test(parsed.protocol)) return { kind: 'server', url: value };
  context.addIssue('postgres://user:password@host:5432/name, or pglite:DIR, or nothing for the embedded server');
  return z.NEVER;
});

/** Long enough, and not one character repeated: 32 characters, or 32 bytes written as hex or base64. */
export const secretKey = z
  .string()
  .refine((value) => value.length >= SECRET_KEY_MIN && new Set(value).size >= DISTINCT_MIN, SECRET_KEY_WORDS);

/** Several of them, separated by commas. */
export const secretKeys = z
  .string()
  .transform((value) => value.split(',').map((one) => one.trim()))
  .refine((keys) => keys.every((one) => secretKey.safeParse(one).success), `${SECRET_KEY_WORDS}, separated by commas`);

/** `v26.0`. */
export const graphVersion = z.string().regex(/^v\d{1,3}\.\d{1,2}$/, 'a version such as v26.0');

/** ISO 8601; without an offset it is UTC. Milliseconds since the epoch. */
export const instant = z.string().transform((value, context): number => {
  const form = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/i.exec(value);
  const at = form ? Date.parse(`${form[1]}T${form[2] ?? '00:00'}${form[3] ?? 'Z'}`) : Number.NaN;
  // Date.parse lets 31 February slide into March.
  const day = form?.[1] ? Date.parse(`${form[1]}T00:00Z`) : Number.NaN;
  if (!Number.isNaN(at) && new Date(day).toISOString().startsWith(form?.[1] ?? '?')) return at;
  context.addIssue('a moment such as 2026-11-21T10:00:00+01:00');
  return z.NEVER;
});

const HUB_CONNECTION_WORDS =
  'whatsapp:PHONE_NUMBER_ID:ACCESS_TOKEN, or a connection as in the shop file: ' +
  '{"channel":"whatsapp","phone_number_id":"…","access_token":"…","display_phone":"…"}';
const connectionFile = z.strictObject({
  channel: z.literal('whatsapp'),
  phone_number_id: z.string().regex(/^\d{5,20}$/),
  access_token: z.string().min(1).optional(),
  display_phone: z.string().min(1).optional(),
});

/** The hub's own WhatsApp number, compact or as the shop file writes a connection. */
export const hubConnection = z.string().transform((value, context): HubConnection => {
  const compact = /^whatsapp:(\d{5,20})(?::(.+))?$/.exec(value);
  if (compact)
    return { channel: 'whatsapp', phoneNumberId: compact[1]!, accessToken: compact[2] ?? null, displayPhone: null };
  const file = connectionFile.safeParse(parseJson(value));
  if (file.success) {
    const { phone_number_id, access_token, display_phone } = file.data;
    return {
      channel: 'whatsapp',
      phoneNumberId: phone_number_id,
      accessToken: access_token ?? null,
      displayPhone: display_phone ?? null,
    };
  }
  context.addIssue(HUB_CONNECTION_WORDS);
  return z.NEVER;
});

function parseUrl(value: string): URL | null {
  try {
    return new URL(value);
  } catch {
    return null;
  }
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}
