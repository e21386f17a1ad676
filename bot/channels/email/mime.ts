import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { type Address, clean, type Mail, type MailPart } from './mail.ts';

/** The longest HTML that is read, in characters; what is longer is no order. */
const MOST_HTML = 1_000_000;
const MOST_TEXT = 200_000;
/** Identifiers longer than this are not carried: no mail program writes them. */
const LONGEST_ID = 900;
const MOST_REFERENCES = 60;
const MOST_RECIPIENTS = 50;
const LONGEST_ADDRESS = 254;

/** Reads a letter as it came over the wire. Never throws for what a sender wrote: what makes no sense is left out. */
export async function readMime(raw: Uint8Array | string): Promise<Mail> {
  const parsed = await simpleParser(typeof raw === 'string' ? raw : Buffer.from(raw), {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
    keepCidLinks: true,
    keepDeliveryStatus: true,
    maxHtmlLengthToParse: MOST_HTML,
  });
  const headers = headersOf(parsed);
  const returnPath = headers.get('return-path')?.[0];
  return {
    messageId: idsIn(headers.get('message-id')?.[0])[0] ?? null,
    inReplyTo: idsIn(headers.get('in-reply-to')?.[0])[0] ?? null,
    references: idsIn(headers.get('references')?.[0]).slice(-MOST_REFERENCES),
    from: addressesOf(parsed.from)[0] ?? null,
    replyTo: addressesOf(parsed.replyTo)[0] ?? null,
    to: [parsed.to, parsed.cc, parsed.bcc].flatMap(addressesOf).slice(0, MOST_RECIPIENTS),
    subject: oneLine(clean(parsed.subject ?? '')).slice(0, 500),
    text: clean(parsed.text ?? '').slice(0, MOST_TEXT),
    html: clean(parsed.html || '').slice(0, MOST_HTML),
    date: parsed.date && !Number.isNaN(parsed.date.getTime()) ? parsed.date.getTime() : null,
    headers,
    parts: parsed.attachments.map(partOf),
    envelopeFrom: returnPath === undefined ? null : (/<?([^<>\s]*)>?/.exec(returnPath)?.[1] ?? ''),
  };
}

/** A letter whose header, words and parts come apart, as providers' forms bring it. */
export async function readApart(given: {
  headers: [name: string, value: string][];
  text: string;
  html: string;
  parts: MailPart[];
  envelopeFrom: string | null;
}): Promise<Mail> {
  const lines = given.headers
    .filter(([name]) => /^[!-9;-~]+$/.test(name) && !/^(content-|mime-version$)/i.test(name))
    .map(([name, value]) => `${name}: ${oneLine(value)}`);
  // The words are not in it: only its header is read, by the same rules as any other's.
  const mail = await readMime(`${lines.join('\r\n')}\r\n\r\n`);
  return {
    ...mail,
    text: clean(given.text).slice(0, MOST_TEXT),
    html: clean(given.html).slice(0, MOST_HTML),
    parts: given.parts,
    envelopeFrom: given.envelopeFrom ?? mail.envelopeFrom,
  };
}

const oneLine = (text: string) => text.replace(/\s*[\r\n]+\s*/g, ' ').trim();

/** The message ids in a header's value, each with its brackets. */
export function idsIn(value: string | undefined): string[] {
  return (value?.match(/<[^<>\s]+>/g) ?? []).filter((id) => id.length <= LONGEST_ID);
}

function headersOf(parsed: ParsedMail): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const { key, line } of parsed.headerLines) {
    const value = oneLine(clean(line.slice(line.indexOf(':') + 1)));
    const known = headers.get(key);
    if (known) known.push(value);
    else headers.set(key, [value]);
  }
  return headers;
}

function addressesOf(value: AddressObject | AddressObject[] | undefined): Address[] {
  return [value ?? []]
    .flat()
    .flatMap((one) => one.value)
    .flatMap((one) => [one, ...(one.group ?? [])])
    .flatMap(({ address, name }) => {
      const plain = clean(address ?? '')
        .trim()
        .toLowerCase();
      if (!/^[^\s@<>]+@[^\s@<>]+$/.test(plain) || plain.length > LONGEST_ADDRESS) return [];
      const called = oneLine(clean(name ?? '')).slice(0, 120);
      return [called && called.toLowerCase() !== plain ? { address: plain, name: called } : { address: plain }];
    });
}

function partOf(one: ParsedMail['attachments'][number]): MailPart {
  const mime = clean(one.contentType || 'application/octet-stream').toLowerCase();
  return {
    filename: fileName(one.filename, mime),
    mime,
    bytes: one.content,
    inline: one.related === true || (one.contentDisposition === 'inline' && one.cid !== undefined),
  };
}

/** A file's name as it may be shown and kept: no folders, no control characters. */
export function fileName(given: string | undefined, mime: string): string {
  const last = clean(given ?? '')
    .split(/[\\/]/)
    .at(-1)!;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out
  const name = last.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '').trim();
  return name.slice(-120) || `piece-jointe.${/^[\w.+-]+\/([\w-]{1,8})$/.exec(mime)?.[1] ?? 'bin'}`;
}
