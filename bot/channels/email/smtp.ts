import type { SMTPError } from 'nodemailer/lib/smtp-connection/index.js';
import type { Failure, Sent } from '../channel.ts';
import { NO_ANSWER } from '../meta.ts';
import type { OutgoingLetter } from './compose.ts';

const CONNECT_MS = 15_000;
const SOCKET_MS = 60_000;
/** Greylisting asks to come back after some minutes; from then on each pause is twice the last, up to an hour. */
const LATER_MS = 60_000;
const LATEST_MS = 3_600_000;

/** Options of a connection to the mail server at `url`; a password crosses the open network only encrypted. */
export function smtpOptions(url: string) {
  const { hostname } = new URL(url);
  return {
    url,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SOCKET_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(isLocal(hostname) ? {} : { requireTLS: true }),
  };
}

export function isLocal(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

/** Hands a letter to the mail server at `url`. Never throws for what the server answered. */
export async function sendBySmtp(url: string, letter: OutgoingLetter, attempt = 0): Promise<Sent> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport(smtpOptions(url));
  try {
    await transport.sendMail({ ...letter, envelope: { from: letter.from.address, to: [letter.to] } });
    return { ok: true, providerId: letter.messageId };
  } catch (error) {
    return { ok: false, failure: smtpFailure(error as Partial<SMTPError>, attempt) };
  } finally {
    transport.close();
  }
}

/** Whether the server at `url` takes letters of ours: `failure` null. `secure`: the login crosses an encrypted line. */
export async function checkSmtp(url: string): Promise<{ failure: Failure | null; secure: boolean }> {
  const { createTransport } = await import('nodemailer');
  const { protocol, hostname } = new URL(url);
  const transport = createTransport(smtpOptions(url));
  // Elsewhere than on this machine STARTTLS is demanded: without it nothing is accepted.
  const secure = protocol === 'smtps:' || !isLocal(hostname);
  try {
    await transport.verify();
    return { failure: null, secure };
  } catch (error) {
    return { failure: smtpFailure(error as Partial<SMTPError>), secure };
  } finally {
    transport.close();
  }
}

/**
 * What to do about an answer of a mail server (RFC 5321 4.2.1, RFC 3463): 4xx is tried again, 5xx is final, and what
 * concerns the login is the account's.
 */
export function smtpFailure(error: Partial<SMTPError>, attempt = 0): Failure {
  const { responseCode, code, response, message } = error;
  const details = (response || message || String(code ?? 'no answer')).replace(/\s+/g, ' ').slice(0, 300);
  const later = { retryAfterMs: Math.min(LATEST_MS, LATER_MS * 2 ** attempt) };
  if (code === 'EAUTH' || [530, 534, 535, 538].includes(responseCode ?? 0)) {
    const temporary = responseCode === 454 || responseCode === 421;
    return temporary
      ? { action: 'retry', code: responseCode, details, ...later }
      : { action: 'reconnect', code: responseCode ?? 535, details };
  }
  if (responseCode !== undefined && responseCode >= 500) return { action: 'give_up', code: responseCode, details };
  if (responseCode !== undefined && responseCode >= 400)
    return { action: 'retry', code: responseCode, details, ...later };
  // An address that cannot be written to, or a letter that cannot be put together: no server will take it.
  if (code === 'EENVELOPE' || code === 'EMESSAGE' || code === 'ESTREAM') return { action: 'give_up', code: 0, details };
  return { action: 'retry', code: NO_ANSWER, details, ...later };
}
