import type { Parts } from './road/parts.ts';

/** Sends plain mail through SMTP_URL; null without one. nodemailer is loaded at the first letter. */
export function openMail(smtpUrl: string | null): Parts['mail'] {
  if (!smtpUrl) return null;
  const from = senderOf(smtpUrl);
  return async (to, subject, text) => {
    const { createTransport } = await import('nodemailer');
    await createTransport(smtpUrl).sendMail({ from, to, subject, text });
  };
}

/** The address letters of the hub's own come from: `from` in SMTP_URL, else its login. */
export function senderOf(smtpUrl: string): string {
  const { searchParams, username } = new URL(smtpUrl);
  return searchParams.get('from') ?? (decodeURIComponent(username) || 'hub@localhost');
}
