/** Twilio's REST API: text messages out, recordings in (www.twilio.com/docs/usage/api). */
import { z } from 'zod';
import type { Connection, Failure, Limits, Outbound, Sent } from '../channel.ts';
import { noAnswer } from '../meta.ts';
import { bytesOf, isMediaError, type Media, mediaError } from '../whatsapp/media.ts';

/** Where Twilio's API is, and how long one call may take. */
export type TwilioAddress = { twilioUrl: string; timeoutMs?: number };

/** A text message's: all choices are numbers, documents are addresses. Twilio takes 1600 characters. */
export const PHONE_LIMITS: Limits = {
  text: 1600,
  buttons: 0,
  buttonTitle: 0,
  listRows: 0,
  windowMs: null,
  numbersFrom: 1,
  documents: false,
};

const TIMEOUT_MS = 20_000;
const SECOND_MS = 1_000;
/** Failure.code where no number of ours sends text messages. */
const NO_SMS = 21606;

const created = z.object({ sid: z.string() });
const refused = z.object({ code: z.number().optional(), message: z.string().optional() });

/** Sends a reply as a text message, where the connection's number sends any. */
export async function send(
  address: TwilioAddress,
  connection: Connection,
  message: Outbound,
  reports: string,
): Promise<Sent> {
  const { sms, account_sid: account } = connection.secrets;
  if (!sms || !account)
    return failed({ action: 'give_up', code: NO_SMS, details: 'this number sends no text messages; call back' });
  if (!/^\d{6,15}$/.test(message.to))
    return failed({ action: 'give_up', code: 21211, details: 'the caller hid the number' });
  const form = new URLSearchParams({
    To: `+${message.to}`,
    From: connection.account,
    Body: bodyOf(message.reply),
    StatusCallback: reports,
  });
  try {
    const response = await call(address, connection, account, 'Messages.json', { method: 'POST', body: form });
    if (!response.ok) return failed(await failureOf(response, message.attempt));
    return { ok: true, providerId: created.parse(await response.json()).sid };
  } catch (error) {
    return failed(noAnswer(error, message.attempt));
  }
}

/** A recording as mp3. `ref.id` is "account/recording". Throws a `MediaError` that says whether to try again. */
export async function fetchRecording(
  address: TwilioAddress,
  connection: Connection,
  ref: { id?: string },
): Promise<Media> {
  const [account = '', recording = ''] = ref.id?.split('/') ?? [];
  try {
    const response = await call(address, connection, account, `Recordings/${recording}.mp3`, {});
    // Told of a moment before it can be had: "not found" cures itself.
    if (response.status === 404)
      throw mediaError({ action: 'retry', code: 404, details: 'the recording is not there' });
    if (!response.ok) throw mediaError(await failureOf(response));
    return { bytes: await bytesOf(response), mime: response.headers.get('content-type') ?? 'audio/mpeg' };
  } catch (error) {
    throw isMediaError(error) ? error : mediaError(noAnswer(error));
  }
}

/** One call under an account's address. Never to an address that a webhook named. */
export function call(
  { twilioUrl, timeoutMs = TIMEOUT_MS }: TwilioAddress,
  { secrets }: Pick<Connection, 'secrets'>,
  account: string,
  path: string,
  init: RequestInit,
): Promise<Response> {
  const authorization = `Basic ${Buffer.from(`${account}:${secrets.auth_token ?? ''}`).toString('base64')}`;
  const url = `${twilioUrl.replace(/\/+$/, '')}/2010-04-01/Accounts/${encodeURIComponent(account)}/${path}`;
  return fetch(url, { ...init, headers: { authorization }, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
}

const failed = (failure: Failure): Sent => ({ ok: false, failure });

async function failureOf(response: Response, attempt = 0): Promise<Failure> {
  const body = refused.safeParse(await response.json().catch(() => null));
  const code = body.data?.code ?? response.status;
  const details = body.data?.message ?? `Twilio answered ${response.status}`;
  if (response.status === 429 || response.status >= 500)
    return { action: 'retry', code, details, retryAfterMs: Math.min(600, 2 ** (attempt + 1)) * SECOND_MS };
  // The token was changed, or the account is suspended.
  if (response.status === 401 || code === 20003 || code === 20005) return { action: 'reconnect', code, details };
  return { action: 'give_up', code, details };
}

/** Everything in one text: the words, the choices by number, then the addresses, which are never cut. */
export function bodyOf({ text, choices = [], link, document }: Outbound['reply']): string {
  const numbered = choices.map((choice, at) => `${at + 1}. ${choice.title}`).join('\n');
  const addresses = [link && `${link.label} : ${link.url}`, document?.url && `${document.filename} : ${document.url}`];
  const end = [numbered, ...addresses].filter(Boolean).join('\n');
  const room = PHONE_LIMITS.text - (end ? end.length + 1 : 0);
  const words =
    text.length > room
      ? `${text
          .slice(0, Math.max(0, room - 2))
          .trimEnd()
          .toWellFormed()} …`
      : text;
  return [words, end].filter(Boolean).join('\n');
}
