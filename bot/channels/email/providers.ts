/** The three shapes in which providers of inbound mail hand a letter over. Each becomes the same `Mail`. */
import { z } from 'zod';
import { type Form, fieldText, isForm, readForm } from './form.ts';
import { type Mail, type MailPart, MOST_PARTS } from './mail.ts';
import { fileName, readApart, readMime } from './mime.ts';

export type Provider = 'postmark' | 'mailgun' | 'sendgrid';

/** A provider's body, taken apart and not yet believed. */
export type Handed = { provider: 'postmark'; json: unknown } | { provider: 'mailgun' | 'sendgrid'; form: Form };

/** Which provider's body this is. Throws when it is none's. */
export async function takeApart(contentType: string, raw: Uint8Array): Promise<Handed> {
  if (!isForm(contentType)) return { provider: 'postmark', json: JSON.parse(new TextDecoder().decode(raw)) };
  const form = await readForm(contentType, raw);
  const mailgun = ['message-headers', 'body-mime', 'signature'].some((name) => form.fields.has(name));
  return { provider: mailgun ? 'mailgun' : 'sendgrid', form };
}

/** The letter in a provider's body, and the addresses it was delivered to. Throws when it holds none. */
export function readHanded(handed: Handed): Promise<{ mail: Mail; recipients: string[] }> {
  if (handed.provider === 'postmark') return readPostmark(handed.json);
  return handed.provider === 'mailgun' ? readMailgun(handed.form) : readSendGrid(handed.form);
}

const text = z.string().catch('');
const postmarkSchema = z.object({
  From: z.string(),
  To: text,
  Cc: text,
  ReplyTo: text,
  Subject: text,
  Date: text,
  MessageID: text,
  OriginalRecipient: text,
  TextBody: text,
  HtmlBody: text,
  FromName: text,
  Headers: z.array(z.object({ Name: z.string(), Value: text }).catch({ Name: '', Value: '' })).catch([]),
  Attachments: z
    .array(
      z.object({ Name: text, ContentType: text, Content: text, Data: text, ContentID: text }).nullable().catch(null),
    )
    .catch([]),
});

/** Postmark: JSON. Its own MessageID stands in for a letter without one. */
async function readPostmark(json: unknown): Promise<{ mail: Mail; recipients: string[] }> {
  const body = postmarkSchema.parse(json);
  const given = new Set(body.Headers.map(({ Name }) => Name.toLowerCase()));
  const from = body.FromName && !body.From.includes('<') ? `${quoted(body.FromName)} <${body.From}>` : body.From;
  const own: [string, string][] = [
    ['From', from],
    ['To', body.To],
    ['Cc', body.Cc],
    ['Reply-To', body.ReplyTo],
    ['Subject', body.Subject],
    ['Date', body.Date],
  ];
  // Its test event has no number but noughts: any two of them would be the same letter.
  if (!given.has('message-id') && /[1-9a-f]/i.test(body.MessageID))
    own.push(['Message-ID', `<${body.MessageID.replace(/[<>\s]/g, '')}@inbound.postmarkapp.com>`]);
  const mail = await readApart({
    headers: [
      ...own.filter(([name, value]) => value !== '' && !given.has(name.toLowerCase())),
      ...body.Headers.map(({ Name, Value }): [string, string] => [Name, Value]),
    ],
    text: body.TextBody,
    html: body.HtmlBody,
    parts: body.Attachments.flatMap((one): MailPart[] => {
      const data = one ? one.Content || one.Data : '';
      if (!one || data === '') return [];
      const mime = one.ContentType.toLowerCase() || 'application/octet-stream';
      const bytes = Buffer.from(data, 'base64');
      return [{ filename: fileName(one.Name, mime), mime, bytes, inline: one.ContentID !== '' }];
    }).slice(0, MOST_PARTS),
    envelopeFrom: null,
  });
  const recipients = [body.OriginalRecipient.toLowerCase(), ...mail.to.map(({ address }) => address)];
  return { mail: notNullPath(mail), recipients };
}

const quoted = (name: string) => `"${name.replace(/["\\\r\n]/g, ' ')}"`;

/** Without an envelope nothing is known of the return path but what a header says. */
function notNullPath(mail: Mail): Mail {
  return mail.envelopeFrom === '' && !mail.headers.has('return-path') ? { ...mail, envelopeFrom: null } : mail;
}

/** Mailgun: a form, with the header as JSON; routes that end in "mime" bring the whole letter. */
async function readMailgun(form: Form): Promise<{ mail: Mail; recipients: string[] }> {
  const envelopeFrom = form.fields.has('sender') ? fieldText(form, 'sender') : null;
  const recipients = fieldText(form, 'recipient')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const whole = form.fields.get('body-mime');
  if (whole) return { mail: { ...(await readMime(whole)), envelopeFrom }, recipients };
  const pairs = z
    .array(z.tuple([z.string(), z.coerce.string()]).nullable().catch(null))
    .catch([])
    .parse(jsonOf(fieldText(form, 'message-headers')))
    .filter((pair) => pair !== null);
  const given = new Set(pairs.map(([name]) => name.toLowerCase()));
  for (const name of ['from', 'subject', 'to', 'cc'])
    if (!given.has(name) && form.fields.has(name)) pairs.push([name, fieldText(form, name)]);
  const mail = await readApart({
    headers: pairs,
    text: fieldText(form, 'body-plain'),
    html: fieldText(form, 'body-html'),
    parts: filesOf(form, Object.keys(objectOf(fieldText(form, 'content-id-map'))).length > 0),
    envelopeFrom,
  });
  return { mail: someSender(mail), recipients };
}

/** SendGrid Inbound Parse: a form, with the header as text; "raw" routes bring the whole letter in `email`. */
async function readSendGrid(form: Form): Promise<{ mail: Mail; recipients: string[] }> {
  const envelope = objectOf(fieldText(form, 'envelope'));
  const envelopeFrom = typeof envelope.from === 'string' ? envelope.from : null;
  const recipients = [envelope.to]
    .flat()
    .filter((one) => typeof one === 'string')
    .map((one) => one.toLowerCase());
  const whole = form.fields.get('email');
  if (whole) return { mail: { ...(await readMime(whole)), envelopeFrom }, recipients };
  const charsets = objectOf(fieldText(form, 'charsets'));
  const field = (name: string) => {
    const charset = charsets[name];
    return fieldText(form, name, typeof charset === 'string' ? charset : 'utf-8');
  };
  const pairs = headerPairs(field('headers'));
  const given = new Set(pairs.map(([name]) => name.toLowerCase()));
  for (const name of ['from', 'subject', 'to', 'cc'])
    if (!given.has(name) && form.fields.has(name)) pairs.push([name, field(name)]);
  const mail = await readApart({
    headers: pairs,
    text: field('text'),
    html: field('html'),
    parts: filesOf(form, false),
    envelopeFrom,
  });
  return { mail: someSender(mail), recipients };
}

/** A form without a sender is nobody's letter. */
function someSender(mail: Mail): Mail {
  if (!mail.from && !mail.replyTo) throw new Error('expected a letter with a sender');
  return mail;
}

function headerPairs(block: string): [string, string][] {
  return block
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')
    .flatMap((line): [string, string][] => {
      const colon = line.indexOf(':');
      return colon > 0 ? [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()]] : [];
    });
}

function filesOf(form: Form, withInline: boolean): MailPart[] {
  return form.files.map(({ filename, mime, bytes, field }) => ({
    filename: fileName(filename, mime),
    mime: mime.toLowerCase(),
    bytes,
    inline: withInline && field.startsWith('inline'),
  }));
}

function jsonOf(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

function objectOf(value: string): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).catch({}).parse(jsonOf(value));
}
