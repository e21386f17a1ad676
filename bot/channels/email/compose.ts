/** A reply -> a letter: the same words as plain text and as HTML that every mail program shows alike. */
import type { Choice } from '../../../tools/conversations/message.ts';
import { type Texts, textsFor } from '../../../tools/texts/index.ts';
import type { Letterhead, Limits, Outbound, OutboundDocument } from '../channel.ts';
import { LOOP_HEADER } from './automatic.ts';

/** Nothing is cut, nothing closes; a choice is answered by its number. */
export const EMAIL_LIMITS: Limits = {
  text: 100_000,
  buttons: 0,
  buttonTitle: 200,
  listRows: 0,
  windowMs: null,
  numbersFrom: 1,
  documents: true,
};

/** The most ids of a thread that are repeated: its beginning and its end (RFC 5322 3.6.4, lines of 998 characters). */
const MOST_REFERENCES = 20;
const LONGEST_SUBJECT = 150;

/** A letter as it is handed to the mail server. */
export type OutgoingLetter = {
  from: { name: string; address: string };
  replyTo: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  messageId: string;
  inReplyTo?: string;
  references?: string[];
  headers: Record<string, string>;
  /** `cid`: a picture shown among the words. */
  attachments: { filename: string; contentType: string; content: Buffer; cid?: string }[];
};

/** The letter of one outbound message from `address`, under the Message-ID that identifies it for good. */
export function composeLetter(message: Outbound, address: string, messageId: string): OutgoingLetter {
  const head = message.letterhead ?? { shop: address, language: 'fr', subject: null, inReplyTo: null, references: [] };
  const subject = subjectOf(message, head);
  const { document } = message.reply;
  return {
    from: { name: oneLine(head.shop), address },
    replyTo: address,
    to: message.to,
    subject,
    text: plainOf(message, head),
    html: htmlOf(message, head, { address, subject }),
    messageId,
    ...(head.inReplyTo ? { inReplyTo: head.inReplyTo, references: threadOf(head, head.inReplyTo) } : {}),
    headers: {
      [LOOP_HEADER]: '1',
      // A person's own words are an ordinary letter; the rest must not be answered by machines (RFC 3834).
      ...(message.reply.byPerson ? {} : { 'auto-submitted': 'auto-generated', 'x-auto-response-suppress': 'All' }),
    },
    attachments: document ? [attached(document)] : [],
  };
}

/** Names the picture of a letter within it (RFC 2392); each letter has one at most. */
const PICTURE_CID = 'picture@hub';

const isPicture = ({ mime }: OutboundDocument) => mime.startsWith('image/');

function attached(document: OutboundDocument): OutgoingLetter['attachments'][number] {
  const { filename, mime, bytes } = document;
  const cid = isPicture(document) ? { cid: PICTURE_CID } : {};
  return { filename, contentType: mime, content: Buffer.from(bytes), ...cid };
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

function subjectOf({ reply }: Outbound, head: Letterhead): string {
  if (head.subject !== null) {
    const bare = oneLine(head.subject).replace(/^(?:(?:re|rép?|aw|رد)\s*(?:\[\d+\])?\s*:\s*)+/iu, '');
    return `Re: ${bare || textsFor(head.language).email.newLetter(head.shop)}`.slice(0, LONGEST_SUBJECT);
  }
  const first = oneLine(reply.text.split('\n')[0] ?? '');
  return `${oneLine(head.shop)} – ${first}`.slice(0, LONGEST_SUBJECT);
}

function threadOf({ references }: Letterhead, last: string): string[] {
  const all = [...references.filter((id) => id !== last), last];
  return all.length <= MOST_REFERENCES ? all : [all[0]!, ...all.slice(1 - MOST_REFERENCES)];
}

function plainOf({ reply }: Outbound, head: Letterhead): string {
  const texts = textsFor(head.language).email;
  const choices = reply.choices ?? [];
  return [
    reply.text,
    choices
      .map(({ title, description }, at) => `${at + 1}. ${[title, description].filter(Boolean).join(' – ')}`)
      .join('\n'),
    choices.length > 0 ? texts.choose : '',
    reply.link ? `${reply.link.label} : ${reply.link.url}` : '',
    // The line that mail programs know a signature by (RFC 3676 4.3).
    `-- \n${texts.sentBy(head.shop)}`,
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

const BUTTON =
  'display:inline-block;padding:12px 20px;border-radius:8px;background:#1f6f54;color:#ffffff;text-decoration:none;font-weight:600';
const CHOICE =
  'display:inline-block;padding:10px 16px;border-radius:8px;border:1px solid #1f6f54;color:#1f6f54;text-decoration:none;font-weight:600';

function htmlOf({ reply }: Outbound, head: Letterhead, thread: { address: string; subject: string }): string {
  const texts = textsFor(head.language).email;
  const choices = reply.choices ?? [];
  const rows = [
    ...reply.text.split(/\n{2,}/).map((block) => `<p style="margin:0 0 14px">${lines(block)}</p>`),
    ...choices.map((choice, at) => choiceRow(choice, at + 1, thread)),
    choices.length > 0 ? `<p style="margin:14px 0;color:#5b6660;font-size:14px">${asHtml(texts.choose)}</p>` : '',
    reply.link
      ? `<p style="margin:20px 0"><a href="${asHtml(reply.link.url)}" style="${BUTTON}">${asHtml(reply.link.label)}</a></p>`
      : '',
    reply.document ? documentRow(reply.document, texts) : '',
  ];
  const direction = head.language === 'ar' ? 'rtl' : 'ltr';
  return `<!doctype html>
<html lang="${head.language}" dir="${direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${asHtml(thread.subject)}</title></head>
<body style="margin:0;padding:24px 12px;background:#f5f3ee;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Arial,sans-serif;color:#22302a">
<div style="max-width:560px;margin:0 auto;background:#ffffff;border-radius:12px;padding:24px">
<p style="margin:0 0 18px;font-size:18px;font-weight:700;color:#1f6f54">${asHtml(head.shop)}</p>
${rows.filter(Boolean).join('\n')}
</div>
<p style="max-width:560px;margin:14px auto 0;padding:0 24px;color:#5b6660;font-size:13px">${asHtml(texts.sentBy(head.shop))}</p>
</body></html>`;
}

/** A picture is shown, any other document named. */
function documentRow(document: OutboundDocument, texts: Texts['email']): string {
  if (isPicture(document))
    return `<p style="margin:14px 0"><img src="cid:${PICTURE_CID}" alt="" style="max-width:100%;border-radius:8px"></p>`;
  return `<p style="margin:14px 0;color:#5b6660;font-size:14px">📎 ${asHtml(texts.attached(document.filename))}</p>`;
}

/** A choice as a button that opens an answer with its number already written. */
function choiceRow(
  { title, description }: Choice,
  number: number,
  thread: { address: string; subject: string },
): string {
  const query = `subject=${encodeURIComponent(thread.subject)}&body=${number}`;
  const href = `mailto:${encodeURIComponent(thread.address).replace('%40', '@')}?${query}`;
  const more = description ? `<br><span style="font-weight:400">${asHtml(description)}</span>` : '';
  return `<p style="margin:0 0 8px"><a href="${asHtml(href)}" style="${CHOICE}">${number}. ${asHtml(title)}${more}</a></p>`;
}

/** Text as HTML; addresses in it can be followed. */
function lines(block: string): string {
  return asHtml(block)
    .replace(/https?:\/\/[^\s<>&]+(?:&amp;[^\s<>&]+)*/g, (url) => `<a href="${url}" style="color:#1f6f54">${url}</a>`)
    .replaceAll('\n', '<br>');
}

function asHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
