/** TikTok Shop's signed API: orders, shops, packages, and the token's renewal. */
import { z } from 'zod';
import type { Connection, Failure } from '../channel.ts';
import { noAnswer } from '../meta.ts';
import { requestSignature } from './signature.ts';

/** Where the API and the token server are, and the clock that dates requests. */
export type TikTokAddress = { tiktokUrl: string; now(): number; timeoutMs?: number };

const OFFICIAL = 'https://open-api.tiktokglobalshop.com';
const OFFICIAL_AUTH = 'https://auth.tiktok-shops.com';
const TIMEOUT_MS = 20_000;
const SECOND_MS = 1_000;

/** Codes of the envelope (partner.tiktokshop.com, "Common errors"): the token has ended, is unknown, or may not. */
const TOKEN_ENDED = new Set([105001, 105002, 105003]);
const NOT_ALLOWED = new Set([105005, 106001, 36009003]);
const TOO_OFTEN = new Set([36009002, 12019009]);

const envelope = z.object({ code: z.number(), message: z.string().default(''), data: z.unknown() });
const renewed = z.object({
  access_token: z.string().min(1),
  access_token_expire_in: z.number().optional(),
  refresh_token: z.string().min(1).optional(),
});

/** What the API answered instead of data; `failure` says what to do about it. */
export class TikTokError extends Error {
  override name = 'TikTokError';
  readonly failure: Failure;
  readonly tokenEnded: boolean;
  constructor(failure: Failure, tokenEnded = false) {
    super(failure.details);
    this.failure = failure;
    this.tokenEnded = tokenEnded;
  }
}

export type TikTokCall = { method: 'GET' | 'POST'; path: string; query?: Record<string, string>; body?: object };

/** One signed call; the envelope's data. Throws TikTokError. */
export async function call(address: TikTokAddress, connection: Connection, asked: TikTokCall): Promise<unknown> {
  const { app_key = '', app_secret = '', access_token = '' } = connection.secrets;
  const body = asked.body ? JSON.stringify(asked.body) : '';
  const query: Record<string, string> = {
    ...asked.query,
    app_key,
    timestamp: String(Math.floor(address.now() / SECOND_MS)),
  };
  query.sign = requestSignature(asked.path, query, body, app_secret);
  const url = `${address.tiktokUrl.replace(/\/+$/, '')}${asked.path}?${new URLSearchParams(query)}`;
  return answered(
    await reach(url, address, {
      method: asked.method,
      headers: { 'x-tts-access-token': access_token, 'content-type': 'application/json' },
      ...(body ? { body } : {}),
    }),
  );
}

/** A new token for the one that ended, or null where the connection has none to renew it with. Throws TikTokError. */
export async function renew(address: TikTokAddress, connection: Connection): Promise<Record<string, string> | null> {
  const { app_key = '', app_secret = '', refresh_token } = connection.secrets;
  if (!refresh_token) return null;
  const base = address.tiktokUrl === OFFICIAL ? OFFICIAL_AUTH : address.tiktokUrl.replace(/\/+$/, '');
  const query = new URLSearchParams({ app_key, app_secret, refresh_token, grant_type: 'refresh_token' });
  const data = renewed.parse(await answered(await reach(`${base}/api/v2/token/refresh?${query}`, address, {})));
  return { access_token: data.access_token, ...(data.refresh_token ? { refresh_token: data.refresh_token } : {}) };
}

async function reach(url: string, { timeoutMs = TIMEOUT_MS }: TikTokAddress, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  } catch (error) {
    throw new TikTokError(noAnswer(error));
  }
}

async function answered(response: Response): Promise<unknown> {
  const read = envelope.safeParse(await response.json().catch(() => null));
  if (read.success && read.data.code === 0) return read.data.data;
  const code = read.data?.code ?? response.status;
  const details = read.data?.message || `TikTok Shop answered ${response.status}`;
  if (TOKEN_ENDED.has(code)) throw new TikTokError({ action: 'reconnect', code, details }, true);
  if (NOT_ALLOWED.has(code)) throw new TikTokError({ action: 'reconnect', code, details });
  const again = response.status >= 500 || response.status === 429 || TOO_OFTEN.has(code) || !read.success;
  throw new TikTokError({ action: again ? 'retry' : 'give_up', code, details });
}
