/** A Messenger or Instagram webhook body -> what happened, every event of every entry, each on its own account. */
import { createHash } from 'node:crypto';
import type { Arrival, Contact, Happening } from '../../../tools/conversations/message.ts';
import { readComment } from './comment.ts';
import { contentsOf, originOf, referralOf, tapOf } from './content.ts';
import { readMark } from './mark.ts';
import { type DirectName, type Entry, entriesOf, type WireEvent, type WireMessage, wireEvent } from './payload.ts';

export type Scene = { channel: DirectName; account: string; now: number };

export type Read = Pick<Arrival, 'externalId' | 'what'> &
  Partial<Pick<Arrival, 'at' | 'quoted' | 'origin' | 'contact'>>;

/**
 * Every event of one webhook body in order; `account` is the page or Instagram account of its entry. `now` (ms) dates
 * events that name no time. Throws `notThisChannel` when the body is not this channel's; anything else unreadable
 * becomes `other`.
 */
export function readDirect(body: unknown, channel: DirectName, now: number): Arrival[] {
  return entriesOf(body, channel).flatMap((entry) => readEntry(entry, channel, now));
}

function readEntry(entry: Entry, channel: DirectName, now: number): Arrival[] {
  const scene: Scene = { channel, account: entry.account, now: atMs(entry.time, now) };
  const told = (raw: unknown, reads: Read[], account = scene.account) =>
    reads.map((read): Arrival => ({ channel, account, at: scene.now, ...read, raw }));
  return [
    ...entry.messaging.flatMap((raw) => {
      const event = wireEvent.safeParse(raw).data;
      if (!event) return told(raw, [other('messaging', raw)]);
      // Test events of the dashboard come under the id 0; the account is then the business's side of the event.
      const mine = event.message?.is_echo ? event.sender?.id : event.recipient?.id;
      const account = /^0?$/.test(scene.account) && mine !== undefined ? mine : scene.account;
      return told(raw, readEvent(raw, event, { ...scene, account }), account);
    }),
    // Another app holds the conversation: kept, never answered.
    ...entry.standby.flatMap((raw) => told(raw, [other('standby', raw)])),
    ...entry.changes.flatMap(({ field, raw }) =>
      told(raw, [readComment(field, raw, scene) ?? other(field || 'unreadable', raw)]),
    ),
  ];
}

function readEvent(raw: unknown, event: WireEvent, scene: Scene): Read[] {
  const base = { at: atMs(event.timestamp, scene.now) };
  const contact = contactOf(event, scene.account);
  const from = { ...base, ...(contact && { contact }) };
  const { message, message_edit: edit, postback, reaction } = event;
  if (message) return readMessage(raw, message, from);
  if (postback) {
    const payload = postback.payload ?? postback.title;
    const content = payload === undefined ? unsupported('postback') : tapOf(payload, postback.title);
    const externalId = postback.mid ?? fingerprint('postback', raw);
    return [{ externalId, ...from, what: { kind: 'message', content }, ...referralOf(postback.referral) }];
  }
  if (edit?.mid !== undefined) {
    const content = edit.text?.trim() ? { kind: 'text' as const, text: edit.text } : unsupported('edit');
    const externalId = `edit:${edit.mid}:${edit.num_edit ?? base.at}`;
    const byShop = event.sender?.id === scene.account && { byShop: true as const };
    return [{ externalId, ...from, what: { kind: 'edit', of: edit.mid, content, ...byShop } }];
  }
  if (reaction?.mid !== undefined) {
    const emoji = reaction.action === 'unreact' ? null : reaction.emoji || reaction.reaction || null;
    return [{ externalId: fingerprint('reaction', raw), ...from, what: { kind: 'reaction', of: reaction.mid, emoji } }];
  }
  const reports = readReports(event, base.at, contact);
  if (reports.length > 0) return reports;
  if (event.policy_enforcement) {
    const details = { ...event.policy_enforcement, event: 'VIOLATION' };
    return [{ externalId: fingerprint('policy', raw), ...base, what: { kind: 'account', event: 'policy', details } }];
  }
  return [{ ...other(kindOf(raw), raw), ...base }];
}

function readMessage(raw: unknown, message: WireMessage, from: Pick<Read, 'at' | 'contact'>): Read[] {
  const id = message.mid ?? fingerprint('message', raw);
  if (message.is_echo) return readEcho(raw, message, id, from);
  if (message.is_deleted) return [{ externalId: `revoke:${id}`, ...from, what: { kind: 'revoke', of: id } }];
  const about = { ...from, ...quotedOf(message), ...originOf(message) };
  const mention = message.attachments.length > 0 && message.attachments.every(({ type }) => type === 'story_mention');
  // Being mentioned in somebody's story is no question to the shop.
  if (mention && !message.text?.trim())
    return [{ externalId: id, ...about, what: { kind: 'other', what: 'story_mention' } }];
  return contentsOf(message).map((content, index) => ({
    externalId: partId(id, index),
    ...about,
    what: { kind: 'message', content },
  }));
}

/**
 * What left the account. Ours carries our mark where the channel repeats it, and tells that it left; the rest was
 * written by a person or another tool.
 */
function readEcho(raw: unknown, message: WireMessage, id: string, from: Pick<Read, 'at' | 'contact'>): Read[] {
  const mark = readMark(message.metadata);
  if (mark && !mark.last) return [{ ...other('own echo', raw), ...(from.at !== undefined && { at: from.at }) }];
  if (mark) {
    const what: Happening = { kind: 'status', of: id, state: 'sent', tracker: mark.tracker };
    return [{ externalId: `sent:${id}`, ...(from.at !== undefined && { at: from.at }), what }];
  }
  if (message.is_deleted)
    return [{ externalId: `revoke:${id}`, ...from, what: { kind: 'revoke', of: id, byShop: true } }];
  return contentsOf(message).map((content, index) => ({
    externalId: partId(id, index),
    ...from,
    what: { kind: 'echo', content },
    ...quotedOf(message),
  }));
}

/** Delivery and reading: of named messages, or of everything up to a time (the watermark). */
function readReports({ read, delivery }: WireEvent, at: number, contact: Contact | undefined): Read[] {
  if (read?.mid !== undefined) return [report(`read:${read.mid}`, at, { of: read.mid, state: 'read' })];
  const upTo = (state: 'read' | 'delivered', watermark: string | undefined): Read[] => {
    const until = atMs(watermark, 0);
    if (until === 0 || !contact) return [];
    return [{ ...report(`${state}:${contact.id}:${until}`, at, { of: '', state, upTo: until }), contact }];
  };
  if (read) return upTo('read', read.watermark);
  const mids = delivery?.mids ?? [];
  if (mids.length > 0) return mids.map((mid) => report(`delivered:${mid}`, at, { of: mid, state: 'delivered' }));
  return delivery ? upTo('delivered', delivery.watermark) : [];
}

function report(externalId: string, at: number, what: Omit<Extract<Happening, { kind: 'status' }>, 'kind'>): Read {
  return { externalId, at, what: { kind: 'status', ...what } };
}

/** The person of an event: whichever side is not the account. */
function contactOf(event: WireEvent, account: string): Contact | undefined {
  const [sender, recipient] = [event.sender?.id, event.recipient?.id];
  const [first, second] = event.message?.is_echo ? [recipient, sender] : [sender, recipient];
  const id = first !== undefined && first !== account ? first : second;
  if (id === undefined || id === account) return undefined;
  return { id, ids: [{ kind: 'scoped', value: id }] };
}

function quotedOf(message: WireMessage): Pick<Arrival, 'quoted'> {
  return message.reply_to?.mid === undefined ? {} : { quoted: message.reply_to.mid };
}

/** One message may carry several things; each is an arrival of its own, the first under the message's id. */
function partId(mid: string, index: number): string {
  return index === 0 ? mid : `${mid}#${index}`;
}

function unsupported(what: string) {
  return { kind: 'unsupported' as const, what };
}

const ENVELOPE: ReadonlySet<string> = new Set(['sender', 'recipient', 'timestamp']);

/** The provider's own word for an event we do not know: handover, opt-in, account linking. */
function kindOf(raw: unknown): string {
  const keys = typeof raw === 'object' && raw !== null ? Object.keys(raw) : [];
  return keys.find((key) => !ENVELOPE.has(key)) || 'messaging';
}

function other(what: string, raw: unknown): Read {
  return { externalId: fingerprint(what, raw), what: { kind: 'other', what } };
}

/** The same JSON always has the same fingerprint: a delivery repeated by Meta is recognised. */
function fingerprint(what: string, raw: unknown): string {
  const hash = createHash('sha256')
    .update(JSON.stringify(raw) ?? '')
    .digest('hex');
  return `${what.slice(0, 80)}:${hash.slice(0, 32)}`;
}

/** Below this a number is in seconds: as milliseconds it would be 1973. */
const MILLISECONDS_FROM = 100_000_000_000;
/** The last instant JavaScript and the database know. */
const LAST_MS = 8_640_000_000_000_000;

/** Times are milliseconds by the book; seconds and ISO dates have been seen. `otherwise` when there is none. */
export function atMs(timestamp: string | undefined, otherwise: number): number {
  if (timestamp === undefined || timestamp.trim() === '') return otherwise;
  const value = /^[\d.]+$/.test(timestamp) ? Number(timestamp) : Date.parse(timestamp);
  if (!Number.isFinite(value) || value <= 0 || value > LAST_MS) return otherwise;
  return Math.round(value < MILLISECONDS_FROM ? value * 1_000 : value);
}
