import type { Mail } from './mail.ts';
import { idsIn } from './mime.ts';

/** A letter of ours that a server could not deliver. RFC 3464. */
export type Bounce = {
  /** The Message-IDs that the report names: one of them is of the letter that came back. */
  of: string[];
  recipient: string | null;
  /** SMTP's number where the server told one (550), else that of its class. */
  code: number;
  reason: string;
};

const LONGEST_REASON = 300;

/** What a delivery report says; null when the letter is none, or only says that it takes longer. */
export function bounceIn(mail: Mail): Bounce | null {
  const status = mail.parts.find(({ mime }) => /^message\/(?:global-)?delivery-status$/.test(mime));
  if (!status) return bounceWithoutReport(mail);
  const report = new TextDecoder()
    .decode(status.bytes)
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]+/g, ' ');
  const field = (name: string) => new RegExp(`^${name}\\s*:\\s*(.+)$`, 'im').exec(report)?.[1]?.trim();
  if ((field('Action') ?? 'failed').toLowerCase() !== 'failed') return null;
  const said = (field('Diagnostic-Code') ?? '').replace(/^[\w-]+\s*;\s*/, '');
  const enhanced = field('Status') ?? '';
  const recipient = (field('Final-Recipient') ?? field('Original-Recipient') ?? '').replace(/^[\w-]+\s*;\s*/, '');
  const code = Number(/\b([45]\d\d)\b/.exec(said)?.[1] ?? (enhanced.startsWith('4') ? 450 : 550));
  const returned = mail.parts.filter(({ mime }) => /^(?:message\/(?:rfc822|global)|text\/rfc822-headers)/.test(mime));
  const named = returned.flatMap(({ bytes }) => messageIds(new TextDecoder().decode(bytes.subarray(0, 64_000))));
  const reason = (said || enhanced || 'the server gave no reason').slice(0, LONGEST_REASON);
  return { of: [...named, ...referred(mail)], recipient: recipient || null, code, reason };
}

const messageIds = (text: string) => idsIn(/^message-id\s*:\s*(\S+)/im.exec(text)?.[1]);
const referred = (mail: Mail) => [...(mail.inReplyTo ? [mail.inReplyTo] : []), ...mail.references];

/** Old servers write prose: taken for a bounce when a mail server writes it and names a letter. */
function bounceWithoutReport(mail: Mail): Bounce | null {
  const failed = (mail.headers.get('x-failed-recipients') ?? [])[0];
  const byServer = /^(?:mailer-daemon|postmaster)@/.test(mail.from?.address ?? '');
  if (!byServer || (!failed && !/undeliver|non remis|failure|échec|returned mail/i.test(mail.subject))) return null;
  const of = [...messageIds(mail.text), ...referred(mail)];
  if (of.length === 0) return null;
  const code = Number(/\b(5\d\d)[ -]/.exec(mail.text)?.[1] ?? 550);
  const line = mail.text.split('\n').find((one) => /\b5\d\d[ -]/.test(one)) ?? mail.subject;
  return { of, recipient: failed ?? null, code, reason: line.trim().slice(0, LONGEST_REASON) };
}
