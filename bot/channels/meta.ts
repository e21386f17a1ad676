/**
 * What WhatsApp, Messenger and Instagram share: the webhook's signature and handshake, and what to do
 * about an error of the Graph API.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Fault } from '../../tools/connections/fault.ts';
import type { Failure } from './channel.ts';

/**
 * True when `header` (X-Hub-Signature-256, `sha256=<hex>`) is the HMAC-SHA256 of the raw bytes under the app secret.
 * Constant time. Without a secret nothing is ever valid: a missing setting must not switch the check off.
 * Several secrets are separated by commas (Meta's are hexadecimal): Instagram's own login signs with a secret of its own.
 */
export function verifySignature(raw: Uint8Array, header: string | null, appSecret: string): boolean {
  const given = /^sha256=([0-9a-f]{64})$/i.exec(header ?? '')?.[1];
  if (!given) return false;
  const signature = Buffer.from(given, 'hex');
  const secrets = appSecret.split(',').map((secret) => secret.trim());
  const matches = secrets
    .filter((secret) => secret !== '')
    .map((secret) => timingSafeEqual(signature, createHmac('sha256', secret).update(raw).digest()));
  return matches.includes(true);
}

/**
 * Meta's subscription handshake: the challenge to answer as plain text, or null to refuse (4xx).
 * `query` is the query string as a record (`hub.mode`, `hub.verify_token`, `hub.challenge`).
 */
export function handshake(query: Record<string, string | undefined>, verifyToken: string): string | null {
  const token = query['hub.verify_token'];
  const challenge = query['hub.challenge'];
  if (query['hub.mode'] !== 'subscribe' || !challenge || token === undefined || verifyToken === '') return null;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(token), digest(verifyToken)) ? challenge : null;
}

/** Which channel a body of Meta's is for, by its `object`; WhatsApp refuses by name what is for none. */
export function metaChannelOf(body: unknown): 'whatsapp' | 'messenger' | 'instagram' {
  const object: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'object') : undefined;
  if (object === 'page') return 'messenger';
  return object === 'instagram' ? 'instagram' : 'whatsapp';
}

/** The one error `Channel.read` throws: the body belongs to another channel, or to nobody. */
export function notThisChannel(channel: string, expected: string): Error {
  const error = new Error(`This body is not ${channel}'s: expected an object with "object": "${expected}".`);
  error.name = 'NotThisChannel';
  return error;
}

/** Whether an error came from `notThisChannel`. */
export function isNotThisChannel(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotThisChannel';
}

/** What an error answer of the Graph API says; `code` falls back to the HTTP status where the body named none. */
export type GraphError = {
  code: number;
  subcode?: number;
  httpStatus?: number;
  details: string;
  /** From the Retry-After header. */
  retryAfterMs?: number;
};

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Waiting time before the next try: `firstMs * factor^attempt`, never longer than `capMs`. */
type Pace = { firstMs: number; factor: number; capMs: number };

const SOON: Pace = { firstMs: 2 * SECOND_MS, factor: 2, capMs: 10 * MINUTE_MS };
const BUSY: Pace = { firstMs: 30 * SECOND_MS, factor: 2, capMs: HOUR_MS };
const SPAM: Pace = { firstMs: 15 * MINUTE_MS, factor: 2, capMs: 6 * HOUR_MS };

type Meaning = { action: Failure['action']; pace?: Pace | 'pair'; fault: Fault };
type Rule = Meaning & { codes: number[] };

/**
 * Error codes by what they ask of us and of the shop
 * (developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes). Act on the code, never read the titles.
 */
const RULES: Rule[] = [
  { action: 'reconnect', fault: 'access', codes: [0, 190] },
  // the permission is missing (200-299 below)
  { action: 'reconnect', fault: 'permission', codes: [3, 10, 131005] },
  // not registered, or its name is not approved
  { action: 'reconnect', fault: 'number', codes: [131037, 131045, 133000, 133006, 133010, 133015] },
  // account locked, policy, payment method missing: nothing leaves until the merchant acts
  { action: 'reconnect', fault: 'restricted', codes: [368, 131031] },
  { action: 'reconnect', fault: 'billing', codes: [131042, 134011] },
  { action: 'retry', pace: BUSY, fault: 'busy', codes: [4, 32, 613, 80006, 80007, 130429, 131064, 133016] },
  { action: 'retry', pace: SPAM, fault: 'busy', codes: [131048] },
  { action: 'retry', pace: 'pair', fault: 'busy', codes: [131056] },
  // temporary on Meta's side; 131053 is an upload that failed, which a second try often cures
  {
    action: 'retry',
    pace: SOON,
    fault: 'provider',
    codes: [1, 2, 1200, 131000, 131016, 131053, 131057, 133004, 133005],
  },
  // the 24 h window is closed
  { action: 'wait', fault: 'window', codes: [131047, 1545041] },
  // no usable template (missing, rejected, paused, disabled): the free-form message still goes when the window opens
  { action: 'wait', fault: 'template', codes: [132001, 132007, 132015, 132016] },
  // our mistake: bad parameters, wrong template parameters, flow
  {
    action: 'give_up',
    fault: 'ours',
    codes: [33, 100, 131008, 131009, 132000, 132005, 132008, 132012, 132018, 132068, 132069],
  },
  // this contact cannot be reached: itself, no WhatsApp, test list, opt-out, its country, a phone needed
  {
    action: 'give_up',
    fault: 'unreachable',
    codes: [551, 130472, 130497, 131021, 131026, 131030, 131049, 131050, 131062],
  },
  { action: 'give_up', fault: 'ours', codes: [131051, 131052, 135000] },
];

/**
 * Messenger and Instagram say more by the subcode (developers.facebook.com/docs/messenger-platform/error-codes): a
 * closed window and a contact who blocked the page come under codes that otherwise mean a broken account.
 */
const SUBCODES: Record<number, Meaning> = {
  // the 24 h window (or the 7 days of a person's words) is closed; no permission for a person's words
  2018278: { action: 'wait', fault: 'window' },
  2018065: { action: 'wait', fault: 'window' },
  2534022: { action: 'wait', fault: 'window' },
  2018300: { action: 'wait', fault: 'window' },
  // the contact cannot be written to: blocked the page, left, refused the request, never wrote
  1545041: { action: 'give_up', fault: 'unreachable' },
  2018108: { action: 'give_up', fault: 'unreachable' },
  2018001: { action: 'give_up', fault: 'unreachable' },
  2018028: { action: 'give_up', fault: 'unreachable' },
  // the page may not send for now
  1893063: { action: 'reconnect', fault: 'restricted' },
};

const RULE_OF = new Map(RULES.flatMap((rule) => rule.codes.map((code) => [code, rule] as const)));

/** Code 100 with this subcode: the number does not exist or the token may not use it, which no retry cures. */
const NO_SUCH_OBJECT = 33;

/**
 * What to do about an error of the Graph API, whether it answered a call or came later in a `failed` status.
 * `attempt` counts the tries that failed before this one: 0 the first time; it only lengthens the pause.
 */
export function graphFailure(error: GraphError, attempt = 0): Failure {
  const { action, pace, fault } = ruleFor(error);
  const failure: Failure = { action, code: error.code, fault, details: error.details };
  if (action !== 'retry') return failure;
  return { ...failure, retryAfterMs: Math.max(pauseMs(pace ?? SOON, attempt), error.retryAfterMs ?? 0) };
}

/** Failure.code when nothing came back at all; Graph's own codes are never negative. */
export const NO_ANSWER = -1;

/** No answer at all (connection refused or cut, time-out): it may or may not have left, so try again. */
export function noAnswer(error: unknown, attempt = 0): Failure {
  const details = error instanceof Error ? describe(error) : String(error);
  return { action: 'retry', code: NO_ANSWER, fault: 'provider', details, retryAfterMs: pauseMs(SOON, attempt) };
}

function ruleFor(error: GraphError): Meaning {
  if (error.code === 100 && error.subcode === NO_SUCH_OBJECT) return { action: 'reconnect', fault: 'access' };
  const finer = error.subcode === undefined ? undefined : SUBCODES[error.subcode];
  if (finer) return finer;
  const rule = RULE_OF.get(error.code);
  if (rule) return rule;
  if (error.code >= 200 && error.code <= 299) return { action: 'reconnect', fault: 'permission' };
  if (error.code >= 132000 && error.code <= 132999) return { action: 'give_up', fault: 'template' };
  const status = error.httpStatus ?? 0;
  if (status === 401 || status === 403) return { action: 'reconnect', fault: 'access' };
  if (status === 429) return { action: 'retry', pace: BUSY, fault: 'busy' };
  if (status >= 500 || status === 408) return { action: 'retry', pace: SOON, fault: 'provider' };
  return { action: 'give_up', fault: 'ours' };
}

function pauseMs(pace: Pace | 'pair', attempt: number): number {
  const tries = Math.min(Math.max(0, attempt), 30);
  // One message per 6 s to the same contact; Meta asks for 4^n seconds when it is exceeded again.
  if (pace === 'pair') return Math.min(Math.max(6 * SECOND_MS, 4 ** (tries + 1) * SECOND_MS), HOUR_MS);
  return Math.min(pace.firstMs * pace.factor ** tries, pace.capMs);
}

/** fetch hides the reason (ECONNREFUSED, time-out) in `cause`. */
function describe(error: Error): string {
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`;
}
