import { ProviderRefusal } from './provider.ts';

const TIMEOUT_MS = 15_000;
const MOST_BYTES = 4 * 1024 * 1024;

/** An answer of a provider: its status and its JSON, whatever it is. */
export type Answer = { status: number; body: unknown };

/**
 * One call with JSON both ways. No redirect is followed: an account's key never leaves for another host. Throws a
 * ProviderRefusal for a status of 400 or above, with what the provider said and never what was sent; other errors mean
 * that it could not be reached.
 */
export async function call(
  url: string,
  what: { method?: string; headers?: Record<string, string>; json?: unknown; form?: Record<string, string> },
): Promise<Answer> {
  const body =
    what.json === undefined ? what.form && new URLSearchParams(what.form).toString() : JSON.stringify(what.json);
  const response = await fetch(url, {
    method: what.method ?? (body === undefined ? 'GET' : 'POST'),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: {
      accept: 'application/json',
      ...(what.json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(what.form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      ...what.headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await readAtMost(response, MOST_BYTES);
  const answer = { status: response.status, body: parsed(text) };
  if (response.status >= 400)
    throw new ProviderRefusal(saidIn(answer.body) ?? `HTTP ${response.status}`, response.status);
  return answer;
}

/** The text of an answer; throws when it is longer than `most` bytes. */
export async function readAtMost(response: Response, most: number): Promise<string> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length > most) throw new Error(`an answer of ${bytes.length} bytes from ${new URL(response.url).host}`);
  return new TextDecoder().decode(bytes);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The words of an error as PayPal, Flouci and Konnect write them. */
function saidIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return null;
  const said = body as {
    name?: unknown;
    message?: unknown;
    error?: unknown;
    error_description?: unknown;
    result?: { message?: unknown };
    details?: { issue?: unknown; description?: unknown }[];
    errors?: { message?: unknown }[];
  };
  const detail = Array.isArray(said.details) ? said.details[0] : undefined;
  const words = [
    said.name,
    detail?.issue,
    detail?.description ?? said.message ?? said.error_description ?? said.result?.message,
    Array.isArray(said.errors) ? said.errors[0]?.message : undefined,
    typeof said.error === 'string' ? said.error : undefined,
  ].filter((word): word is string => typeof word === 'string' && word.length > 0);
  return words.length > 0 ? words.join(': ').slice(0, 300) : null;
}

/** An address of the provider's: its base without a final slash, then a path. */
export function at(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}${path}`;
}
