/** Providers of inbound mail as they call: the three shapes, each with its own way to be believed. */
import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';

export type Sent = {
  from: string;
  to: string;
  subject: string;
  text: string;
  messageId?: string;
  inReplyTo?: string;
  headers?: [string, string][];
  files?: { filename: string; mime: string; bytes: Uint8Array }[];
};
export type Call = { path: string; body: Uint8Array; headers: Record<string, string> };

const idOf = (mail: Sent) => mail.messageId ?? `<${randomUUID()}@client.example>`;
const headersOf = (mail: Sent): [string, string][] => [
  ['From', mail.from],
  ['To', mail.to],
  ['Subject', mail.subject],
  ['Message-Id', idOf(mail)],
  ...(mail.inReplyTo ? ([['In-Reply-To', mail.inReplyTo]] as [string, string][]) : []),
  ...(mail.headers ?? []),
];

/** Postmark: JSON, the key as the password in the address. */
export function postmark(path: string, key: string, mail: Sent): Call {
  const json = {
    From: mail.from,
    To: mail.to,
    OriginalRecipient: mail.to,
    Subject: mail.subject,
    MessageID: randomUUID(),
    TextBody: mail.text,
    HtmlBody: '',
    Headers: headersOf(mail).map(([Name, Value]) => ({ Name, Value })),
    Attachments: (mail.files ?? []).map(({ filename, mime, bytes }) => ({
      Name: filename,
      ContentType: mime,
      Content: Buffer.from(bytes).toString('base64'),
      ContentLength: bytes.length,
    })),
  };
  return {
    path,
    body: Buffer.from(JSON.stringify(json)),
    headers: { 'content-type': 'application/json', authorization: `Basic ${btoa(`postmark:${key}`)}` },
  };
}

/** Mailgun: a form (urlencoded without files), signed with time and token. */
export function mailgun(path: string, key: string, mail: Sent, signed: { at: number; token?: string }): Call {
  const timestamp = String(Math.floor(signed.at / 1_000));
  const token = signed.token ?? randomUUID().replaceAll('-', '');
  const fields: Record<string, string> = {
    recipient: mail.to,
    sender: /[^<\s]+@[^>\s]+/.exec(mail.from)?.[0] ?? '',
    subject: mail.subject,
    'body-plain': mail.text,
    'stripped-text': mail.text,
    'message-headers': JSON.stringify(headersOf(mail)),
    timestamp,
    token,
    signature: createHmac('sha256', key)
      .update(timestamp + token)
      .digest('hex'),
  };
  if (mail.files?.length) {
    const files = mail.files.map((file, at) => ({ ...file, field: `attachment-${at + 1}` }));
    return multipart(path, { ...fields, 'attachment-count': String(files.length) }, files);
  }
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { path, body: Buffer.from(new URLSearchParams(fields).toString()), headers };
}

/** SendGrid Inbound Parse: a form; the text in the charset it came in. */
export function sendGrid(path: string, key: string, mail: Sent): Call {
  const fields = {
    headers: `${headersOf(mail)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n')}\n`,
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    envelope: JSON.stringify({ to: [mail.to], from: /[^<\s]+@[^>\s]+/.exec(mail.from)?.[0] }),
    charsets: JSON.stringify({ to: 'UTF-8', subject: 'UTF-8', from: 'UTF-8', text: 'iso-8859-1' }),
    attachments: String(mail.files?.length ?? 0),
    SPF: 'pass',
    dkim: '{@client.example : pass}',
  };
  const files = (mail.files ?? []).map((file, at) => ({ ...file, field: `attachment${at + 1}` }));
  return multipart(`${path}?key=${encodeURIComponent(key)}`, fields, files, { text: 'latin1' });
}

/** SendGrid's signature, for a connection whose key is the public key it is told of. */
export function sendGridKeys() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    sign(call: Call, at: number): Call {
      const timestamp = String(Math.floor(at / 1_000));
      const signature = sign('sha256', Buffer.concat([Buffer.from(timestamp), call.body]), privateKey);
      const headers = {
        ...call.headers,
        'x-twilio-email-event-webhook-signature': signature.toString('base64'),
        'x-twilio-email-event-webhook-timestamp': timestamp,
      };
      return { ...call, path: call.path.split('?')[0]!, headers };
    },
  };
}

/** A form of the fields and files given. `charsets`: fields that are not UTF-8. */
export function multipart(
  path: string,
  fields: Record<string, string>,
  files: { field: string; filename: string; mime: string; bytes: Uint8Array }[] = [],
  charsets: Record<string, BufferEncoding> = {},
): Call {
  const boundary = `xYz-${randomUUID()}`;
  const chunks = Object.entries(fields).flatMap(([name, value]) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
    Buffer.from(value, charsets[name] ?? 'utf8'),
    Buffer.from('\r\n'),
  ]);
  for (const { field, filename, mime, bytes } of files) {
    const disposition = `form-data; name="${field}"; filename="${filename}"`;
    chunks.push(
      Buffer.from(`--${boundary}\r\nContent-Disposition: ${disposition}\r\nContent-Type: ${mime}\r\n\r\n`),
      Buffer.from(bytes),
      Buffer.from('\r\n'),
    );
  }
  chunks.push(Buffer.from(`--${boundary}--\r\n`));
  return {
    path,
    body: Buffer.concat(chunks),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}
