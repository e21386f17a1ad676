import { header, type Mail } from './mail.ts';

/** The header by which our own letters are known when they come round. */
export const LOOP_HEADER = 'x-order-hub';

const OUT_OF_OFFICE =
  /^\s*(?:(?:re|rép?)\s*:\s*)?(?:réponse automatique|automatique\s*:|absence du bureau|absent du bureau|message d['’]absence|notification d['’]absence|(?:automatic|auto(?:matic)?)[ -]?(?:reply|response)|out of (?:the )?office|autoreply|automatische antwort|abwesenheit|رد تلقائي|خارج المكتب)/iu;
const MACHINES = /^(?:mailer-daemon|postmaster|mail-daemon|no-?reply-?bounces?|bounces?)(?:[+.-].*)?@/i;

/**
 * Why no person waits for an answer to this letter; null when one may. RFC 3834 (Auto-Submitted, null return path),
 * RFC 2919 and 2369 (lists), Microsoft's X-Auto-Response-Suppress, and the older marks of answering machines.
 * `address`: the mailbox it came to.
 */
export function automaticBecause(mail: Mail, address: string): string | null {
  if (header(mail, LOOP_HEADER) !== '') return 'our own letter';
  const sender = (mail.replyTo ?? mail.from)?.address;
  if (sender === address || mail.from?.address === address) return 'sent from the mailbox itself';
  const submitted = header(mail, 'auto-submitted').toLowerCase();
  if (submitted !== '' && !submitted.startsWith('no')) return `Auto-Submitted: ${submitted.slice(0, 60)}`;
  const precedence = header(mail, 'precedence').toLowerCase();
  if (/bulk|list|junk|auto_reply/.test(precedence)) return `Precedence: ${precedence.slice(0, 60)}`;
  for (const name of ['list-id', 'list-unsubscribe', 'feedback-id', 'list-post'])
    if (header(mail, name) !== '') return `${name}: a mailing list`;
  if (/\b(?:all|oof|autoreply)\b/i.test(header(mail, 'x-auto-response-suppress'))) return 'X-Auto-Response-Suppress';
  for (const name of ['x-autoreply', 'x-autorespond', 'x-auto-reply-from', 'x-mail-autoreply', 'x-failed-recipients'])
    if (header(mail, name) !== '' && header(mail, name).toLowerCase() !== 'no') return `${name}: an automatic answer`;
  if (mail.envelopeFrom === '') return 'null return path';
  if (/^multipart\/report/i.test(header(mail, 'content-type'))) return 'a report';
  if (MACHINES.test(mail.from?.address ?? '')) return 'from a mail server';
  if (OUT_OF_OFFICE.test(mail.subject)) return 'an automatic answer, by its subject';
  return null;
}

/** What the receiving server found of the sender, from the topmost header alone: those below may be forged. */
export type Authentication = { spf?: string; dkim?: string; dmarc?: string };

/** RFC 8601. A note for people, no proof of who writes. */
export function authenticationOf(mail: Mail): Authentication {
  const top = mail.headers.get('authentication-results')?.[0] ?? '';
  const found: Authentication = {};
  for (const method of ['spf', 'dkim', 'dmarc'] as const) {
    const result = new RegExp(`\\b${method}\\s*=\\s*([a-z]{2,12})`, 'i').exec(top)?.[1];
    if (result) found[method] = result.toLowerCase();
  }
  const mailgun = { spf: header(mail, 'x-mailgun-spf'), dkim: header(mail, 'x-mailgun-dkim-check-result') };
  for (const method of ['spf', 'dkim'] as const)
    if (!found[method] && /^[a-z]{2,12}$/i.test(mailgun[method])) found[method] = mailgun[method].toLowerCase();
  return found;
}
