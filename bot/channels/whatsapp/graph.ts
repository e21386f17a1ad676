/**
 * Calls to the WhatsApp Cloud API, through @kapso/whatsapp-cloud-api: it builds the addresses and the multipart
 * uploads, carries the token and reads Graph's error envelopes. Bodies go through it as ready JSON text, because it
 * rewrites the keys of objects (camelCase <-> snake_case) and ours are already in Meta's names; its per-message
 * builders are left aside too: they know no document header, and a reply must fit before it is built, not fail.
 * It sets no time limit of its own, so the fetch we give it does.
 */
import { GraphApiError, WhatsAppClient } from '@kapso/whatsapp-cloud-api';
import type { Failure } from '../channel.ts';
import { graphFailure, noAnswer } from '../meta.ts';

/** Where the Graph API is, and how to reach it. */
export type GraphAddress = {
  /** https://graph.facebook.com, or a local server in tests. */
  graphUrl: string;
  graphVersion: string;
  fetch?: typeof fetch;
  /** How long one call may take, in milliseconds; 10 s by default, 60 s for files. */
  timeoutMs?: number;
};

const TIMEOUT_MS = 10_000;
/** Files take longer than words. */
export const MEDIA_TIMEOUT_MS = 60_000;
const DETAILS_LENGTH = 500;

export type GraphClient = WhatsAppClient;

/** A client for one access token. Cheap: it holds no connection. `usualMs` limits a call where the address does not. */
export function graphClient(address: GraphAddress, accessToken: string, usualMs = TIMEOUT_MS): GraphClient {
  const { fetch: reach = globalThis.fetch, timeoutMs = usualMs } = address;
  return new WhatsAppClient({
    accessToken,
    baseUrl: address.graphUrl,
    graphVersion: address.graphVersion,
    fetch: (input, init) => reach(input, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
  });
}

/** POSTs a body as it stands and returns the parsed answer (keys in camelCase). Throws what `failureOf` understands. */
export function post<Answer>(client: GraphClient, path: string, body: unknown): Promise<Answer> {
  return client.request<Answer>('POST', path, {
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
    responseType: 'json',
  });
}

/** Any error of a Graph call -> what to do about it. `attempt` counts the tries that failed before. */
export function failureOf(error: unknown, attempt: number): Failure {
  if (!(error instanceof GraphApiError)) return noAnswer(error, attempt);
  const { code, httpStatus, errorSubcode: subcode, details, message, retry } = error;
  return graphFailure(
    {
      code: typeof code === 'number' ? code : httpStatus,
      httpStatus,
      // Without Graph's envelope the message is the whole body: a proxy's page, for instance.
      details: (details ?? message).slice(0, DETAILS_LENGTH),
      ...(typeof subcode === 'number' && { subcode }),
      ...(retry.retryAfterMs !== undefined && { retryAfterMs: retry.retryAfterMs }),
    },
    attempt,
  );
}

/** Ids of Graph objects become parts of an address; anything else could lead a token to another host. */
export function isGraphId(id: string): boolean {
  return /^[A-Za-z0-9_-]{1,128}$/.test(id);
}
