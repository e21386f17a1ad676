import type { Arrival, Contact, Content, MediaKind } from '../../../tools/conversations/message.ts';
import { digest } from '../../../tools/sealing.ts';
import { automaticBecause, LOOP_HEADER } from './automatic.ts';
import { bounceIn } from './bounce.ts';
import { header, type Mail, type MailPart, MOST_PART_BYTES, MOST_PARTS } from './mail.ts';
import { type CompanyFacts, companyIn } from './signature.ts';
import { newWords, textOf } from './words.ts';

/** A letter as the hub takes it: what happened, the files that belong to it, and what else it tells. */
export type Letter = {
  externalId: string;
  arrivals: Arrival[];
  /** Files by the id their arrivals refer to. */
  files: { ref: string; part: MailPart }[];
  /** Message-IDs it answers, the nearest first. */
  answers: string[];
  company: CompanyFacts | null;
};

/** Longer ones would not fit an index; then their digest stands for them. */
const LONGEST_EXTERNAL_ID = 200;
const LONGEST_CONTACT = 260;
const OLDEST_MS = 30 * 24 * 3_600_000;
const ORDINARY_MARKS = /^\s*(?:(?:re|rép?|réf|fwd?|tr|aw|wg|i|rv|رد|إعادة توجيه)\s*(?:\[\d+\])?\s*:\s*)+/iu;
const FORWARDED = /^\s*(?:re\s*:\s*)?(?:fwd?|tr|wg|i|rv|إعادة توجيه)\s*:/iu;

/**
 * What a letter to `address` means. The person it comes from is the one an answer goes to: its Reply-To, else its From.
 * So a forged sender never learns what another customer was told. `trackerOf` knows a Message-ID of ours.
 */
export function letterOf(
  mail: Mail,
  given: { address: string; now: number; at?: number; trackerOf: (messageId: string) => string | null },
): Letter {
  const { address, trackerOf } = given;
  const externalId = externalIdOf(mail);
  const base = { channel: 'email' as const, account: address, at: timeOf(mail, given) };
  const answers = [...new Set([...(mail.inReplyTo ? [mail.inReplyTo] : []), ...mail.references.toReversed()])];
  const nothing = { externalId, files: [], answers, company: null };
  const happened = (what: Arrival['what']): Letter => ({
    ...nothing,
    arrivals: [{ ...base, externalId, what, raw: summaryOf(mail) }],
  });
  const bounce = bounceIn(mail);
  if (bounce) {
    const of = bounce.of.find((id) => trackerOf(id) !== null);
    if (!of) return happened({ kind: 'other', what: `a bounce of no letter of ours: ${bounce.reason}` });
    const failure = { code: bounce.code, title: bounce.reason };
    return happened({ kind: 'status', of, tracker: trackerOf(of)!, state: 'failed', failure });
  }
  const automatic = automaticBecause(mail, address);
  if (automatic) return happened({ kind: 'other', what: `not answered: ${automatic}` });
  const contact = contactOf(mail);
  if (!contact) return happened({ kind: 'other', what: 'a letter without a sender' });
  const { contents, files, signature } = contentsOf(mail, externalId);
  const quoted = answers[0];
  return {
    ...nothing,
    arrivals: contents.map(({ id, content }) => ({
      ...base,
      externalId: id,
      contact,
      what: { kind: 'message', content },
      ...(quoted ? { quoted } : {}),
      raw: null,
    })),
    files,
    company: companyIn(signature),
  };
}

/** What a letter says, as messages: its words, then its files, each under an id of its own. */
function contentsOf(mail: Mail, externalId: string) {
  const said = saidIn(mail);
  const text = withSubject(mail, said.words);
  const sent = mail.parts.filter((part) => !part.inline && isSent(part)).slice(0, MOST_PARTS);
  const files = sent.map((part, at) => ({ ref: `${externalId}#${at + 1}`, part }));
  const contents: { id: string; content: Content }[] = files.map(({ ref, part }) => ({
    id: ref,
    content: media(ref, part),
  }));
  if (text !== '') contents.unshift({ id: externalId, content: { kind: 'text', text } });
  if (contents.length === 0)
    contents.push({
      id: externalId,
      content: { kind: 'unsupported', what: header(mail, 'content-type').slice(0, 80) || 'empty' },
    });
  return { contents, files, signature: said.signature };
}

/** A letter of the folder of sent ones. */
export type SentLetter = {
  externalId: string;
  /** Ours: the number of our message it is; null where that cannot be told any more. */
  ours: { tracker: string | null } | null;
  /** No person wrote it. */
  automatic: boolean;
  /** Whom it went to, shown or not. */
  recipients: string[];
  files: Letter['files'];
  /** What it says, as the echoes of one recipient's conversation. */
  echoes(contact: string): Arrival[];
};

/**
 * What a letter in the folder of sent ones means. Providers that keep a copy of what leaves by SMTP keep ours, too: they
 * carry our mark and our Message-ID. Everything else a person of the shop wrote.
 */
export function sentLetterOf(
  mail: Mail,
  given: { address: string; now: number; at?: number; trackerOf: (messageId: string) => string | null },
): SentLetter {
  const externalId = `sent:${externalIdOf(mail)}`;
  const tracker = mail.messageId ? given.trackerOf(mail.messageId) : null;
  const marked = tracker !== null || header(mail, LOOP_HEADER) !== '';
  const submitted = header(mail, 'auto-submitted').toLowerCase();
  const { contents, files } = contentsOf(mail, externalId);
  const quoted = mail.inReplyTo ?? mail.references.at(-1);
  const at = timeOf(mail, given);
  return {
    externalId,
    ours: marked ? { tracker } : null,
    automatic: submitted !== '' && !submitted.startsWith('no'),
    recipients: [...new Set(mail.to.map(({ address }) => address))].filter((one) => one !== given.address),
    files,
    echoes: (contact) =>
      contents.map(({ id, content }) => ({
        channel: 'email',
        account: given.address,
        externalId: `${id}>${contact}`.slice(0, LONGEST_EXTERNAL_ID + LONGEST_CONTACT),
        at,
        contact: { id: contact, ids: [{ kind: 'email', value: contact }] },
        what: { kind: 'echo', content },
        ...(quoted ? { quoted } : {}),
        raw: null,
      })),
  };
}

/** Its Message-ID; without one, what it consists of. The same letter by two ways has the same. */
export function externalIdOf(mail: Mail): string {
  const { messageId } = mail;
  if (messageId && messageId.length <= LONGEST_EXTERNAL_ID) return messageId;
  const whole = [messageId, mail.from?.address, header(mail, 'date'), mail.subject, mail.text, mail.html];
  return `sha256:${digest(JSON.stringify(whole))}`;
}

/** When it was sent, by the mailbox's clock if it has one; a sender's clock is believed as far as it can be true. */
function timeOf(mail: Mail, { at, now }: { at?: number; now: number }): number {
  if (at !== undefined) return Math.min(at, now);
  const said = mail.date ?? now;
  return said > now || said < now - OLDEST_MS ? now : said;
}

function contactOf(mail: Mail): Contact | null {
  const sender = mail.replyTo ?? mail.from;
  if (!sender) return null;
  const named = sender.name ?? (mail.from?.address === sender.address ? mail.from.name : undefined);
  const contact: Contact = { id: sender.address, ids: [{ kind: 'email', value: sender.address }] };
  return named && !named.includes('@') ? { ...contact, name: named } : contact;
}

function saidIn(mail: Mail) {
  const forwarded = FORWARDED.test(mail.subject);
  const plain = newWords(mail.text, forwarded);
  if (plain.words !== '' || mail.html === '') return plain;
  return newWords(textOf(mail.html), forwarded);
}

/**
 * The words with the subject above them where it says something they do not: not on answers, whose subject is an older
 * letter's, and not when it would say twice what is ordered.
 */
function withSubject(mail: Mail, words: string): string {
  if (ORDINARY_MARKS.test(mail.subject) && words !== '') return words;
  const subject = mail.subject.replace(ORDINARY_MARKS, '').trim();
  if (subject === '') return words;
  if (words === '') return subject;
  const known = new Set(significant(words));
  const fresh = significant(subject).filter((word) => !known.has(word));
  // A number in both would be counted twice.
  const twice = /\d/.test(subject) && significant(subject).length > fresh.length;
  return fresh.length === 0 || twice ? words : `${subject}\n\n${words}`;
}

function significant(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return (plain.match(/\p{L}{4,}|\p{N}+/gu) ?? []).map((word) => word.replace(/(?<=\p{L}{3})[sx]$/u, ''));
}

/** Not a calendar entry, a signature's key, a contact card's echo, or what is empty. */
function isSent({ mime, bytes }: MailPart): boolean {
  if (bytes.length === 0 || bytes.length > MOST_PART_BYTES) return false;
  return !/^(?:text\/(?:calendar|x-amp-html)|application\/(?:pkcs7-signature|x-pkcs7-signature|pgp-signature|pgp-keys|ics|ms-tnef))/.test(
    mime,
  );
}

function media(ref: string, { mime, filename }: MailPart): Content {
  const major = mime.split('/')[0]!;
  const kind: MediaKind = major === 'image' || major === 'audio' || major === 'video' ? major : 'document';
  return { kind: 'media', media: kind, ref: { id: ref }, mime, filename };
}

/** What stays of a letter that is answered by nobody; its whole is kept beside. */
function summaryOf(mail: Mail): object {
  return {
    from: mail.from,
    subject: mail.subject,
    words: (mail.text || mail.html).slice(0, 2_000),
    content: header(mail, 'content-type'),
  };
}
