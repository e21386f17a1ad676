/** A letter as all its ways in (MIME, Postmark, Mailgun, SendGrid) are read: names and addresses, words, parts. */

export type Address = { address: string; name?: string };

export type MailPart = {
  filename: string;
  mime: string;
  bytes: Uint8Array;
  /** Shown inside the HTML (a logo of a signature), rather than sent along. */
  inline: boolean;
};

export type Mail = {
  /** With its angle brackets, as the header has it; null when there is none. */
  messageId: string | null;
  inReplyTo: string | null;
  /** Oldest first. */
  references: string[];
  from: Address | null;
  replyTo: Address | null;
  to: Address[];
  subject: string;
  /** The plain part as written, history and signature included; empty when there is none. */
  text: string;
  html: string;
  /** What its Date header says, milliseconds; null when it says nothing that is a time. */
  date: number | null;
  /** By lower-case name, each with its values from the top down. */
  headers: Map<string, string[]>;
  parts: MailPart[];
  /** The envelope's sender, where the way in tells it; empty for a bounce. */
  envelopeFrom: string | null;
};

/** The largest letter that is taken, in bytes: what Gmail and Outlook send at most, encoded. */
export const MOST_MAIL_BYTES = 35 * 1024 * 1024;
/** The most parts of a letter that are kept, and the largest one in bytes. */
export const MOST_PARTS = 10;
export const MOST_PART_BYTES = 15 * 1024 * 1024;

/** All values of a header as one text; empty when it is absent. */
export function header(mail: Pick<Mail, 'headers'>, name: string): string {
  return (mail.headers.get(name) ?? []).join(', ');
}

/** Text that PostgreSQL's json and text columns take. */
export function clean(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
