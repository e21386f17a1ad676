import type { Parts } from './road/parts.ts';

/** Sends mail through SMTP_URL; null without one. nodemailer is loaded at the first letter. */
export function openMail(smtpUrl: string | null): Parts['mail'] {
  if (!smtpUrl) return null;
  const from =
    new URL(smtpUrl).searchParams.get('from') ?? (decodeURIComponent(new URL(smtpUrl).username) || 'hub@localhost');
  return async (to, subject, text, more) => {
    const { createTransport } = await import('nodemailer');
    await createTransport(smtpUrl).sendMail({ from, to, subject, text, ...more });
  };
}
