/** Calls to the Graph API for direct messages: JSON or a file in, the parsed answer out. */
import type { Failure } from '../channel.ts';
import { graphFailure, noAnswer } from '../meta.ts';
import type { GraphAddress } from '../whatsapp/graph.ts';

const TIMEOUT_MS = 10_000;
const FILE_TIMEOUT_MS = 60_000;
export const COURTESY_MS = 3_000;
const DETAILS_LENGTH = 500;

/** An answer of Graph that is an error; `failureOf` says what to do about it. */
type Refused = { name: 'GraphRefused'; httpStatus: number; retryAfterMs?: number; text: string };

/**
 * POSTs JSON (or a form with a file) to `path` and returns the parsed answer. Throws what `failureOf` understands:
 * a refusal of Graph, or the error of a connection that gave no answer.
 */
export function post(address: GraphAddress, token: string, path: string, body: object): Promise<unknown> {
  if (body instanceof FormData) return call(address, token, path, { method: 'POST', body }, FILE_TIMEOUT_MS);
  const headers = { 'content-type': 'application/json' };
  return call(address, token, path, { method: 'POST', headers, body: JSON.stringify(body) }, TIMEOUT_MS);
}

/** GETs `path`; what can be done without waits less (`COURTESY_MS`). Throws like `post`. */
export function get(address: GraphAddress, token: string, path: string, timeoutMs = TIMEOUT_MS): Promise<unknown> {
  return call(address, token, path, { method: 'GET' }, timeoutMs);
}

async function call(
  address: GraphAddress,
  token: string,
  path: string,
  request: RequestInit,
  timeoutMs: number,
): Promise<unknown> {
  const { fetch: reach = globalThis.fetch } = address;
  const headers = { authorization: `Bearer ${token}`, ...request.headers };
  const url = `${address.graphUrl}/${address.graphVersion}/${path}`;
  return ask(url, { ...request, headers }, { reach, timeoutMs: address.timeoutMs ?? timeoutMs });
}

/** Any call to a host of Meta's that answers JSON; what the addresses without a version take. Throws like `post`. */
export async function ask(
  url: string,
  request: RequestInit,
  { reach = globalThis.fetch, timeoutMs = TIMEOUT_MS }: { reach?: typeof globalThis.fetch; timeoutMs?: number } = {},
): Promise<unknown> {
  const response = await reach(url, {
    ...request,
    // A redirect would carry the token to a host we did not choose.
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await response.text();
  if (!response.ok) throw refused(response, text);
  return parsed(text);
}

function refused(response: Response, text: string): Refused {
  const seconds = Number(response.headers.get('retry-after') ?? '');
  const retryAfterMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : undefined;
  return {
    name: 'GraphRefused',
    httpStatus: response.status,
    text,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** Any error of a call -> what to do about it. `attempt` counts the tries that failed before. */
export function failureOf(error: unknown, attempt: number): Failure {
  if (!isRefused(error)) return noAnswer(error, attempt);
  const { httpStatus, retryAfterMs, text } = error;
  const answer = field(parsed(text), 'error');
  const [code, subcode] = [field(answer, 'code'), field(answer, 'error_subcode')];
  const details =
    field(field(answer, 'error_data'), 'details') ??
    field(answer, 'error_user_msg') ??
    field(answer, 'message') ??
    // The exchange of Instagram's codes answers errors in a form of its own.
    field(parsed(text), 'error_message');
  return graphFailure(
    {
      code: typeof code === 'number' ? code : httpStatus,
      httpStatus,
      details: String(details ?? text).slice(0, DETAILS_LENGTH),
      ...(typeof subcode === 'number' && { subcode }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    },
    attempt,
  );
}

/** The text under `key` of an answer; throws when it is missing, since nothing can be done without it. */
export function idIn(answer: unknown, key: string): string {
  const id = field(answer, key);
  if (typeof id !== 'string' || id === '') throw new Error(`The answer named no ${key}.`);
  return id;
}

function isRefused(error: unknown): error is Refused {
  return field(error, 'name') === 'GraphRefused';
}

/** The part of an answer under `key`, undefined when there is none. */
export function field(node: unknown, key: string): unknown {
  return typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
