/** A WhatsApp webhook body -> what happened, every event of every entry and change, each on its own number. */
import { createHash } from 'node:crypto';
import type { Arrival, Contact, Happening } from '../../../tools/conversations/message.ts';
import { contactOf, isAddress, phoneDigits } from './contact.ts';
import { contentOf } from './content.ts';
import {
  type Change,
  changesOf,
  type WireMessage,
  type WireStatus,
  type WireValue,
  wireMessage,
  wirePreference,
  wireStatus,
  wireUserIdUpdate,
  wireValue,
} from './payload.ts';
import { readCard, readHistory } from './shared-phone.ts';

/** What every arrival of one change shares: its account, its contacts, the time when it names none itself. */
export type Scene = { account: string; waba: string; value: WireValue; business: string | null; now: number };

type Read = Pick<Arrival, 'externalId' | 'what'> &
  Partial<Pick<Arrival, 'at' | 'quoted' | 'origin'>> & { contact?: Contact | null };

/**
 * Every event of one webhook body in order. One change may carry several numbers' events: `account` is the
 * change's own `phone_number_id` (account news: the WABA id). `now` (ms) dates events that name no time.
 * Throws `notThisChannel` when the body is not WhatsApp's at all; anything else unreadable becomes `other`.
 */
export function readWhatsApp(body: unknown, now: number): Arrival[] {
  return changesOf(body).flatMap((change) => readChange(change, now));
}

function readChange(change: Change, now: number): Arrival[] {
  const parsed = wireValue.safeParse(change.value);
  const value = parsed.success ? parsed.data : wireValue.parse({});
  const account = value.metadata?.phone_number_id;
  const scene: Scene = {
    account: account ?? change.waba,
    waba: change.waba,
    value,
    business: phoneDigits(value.metadata?.display_phone_number),
    now: atMs(change.time, now),
  };
  const each = <Item>(list: unknown[], read: (raw: unknown) => Read, keep: (item: unknown) => Item) =>
    list.map((raw) => arrival(scene, keep(raw), read(raw)));
  const asIs = (raw: unknown) => raw;

  const known: Arrival[] = [];
  if (change.field === 'messages') {
    known.push(...each(value.messages, (raw) => readMessage(raw, scene), asIs));
    known.push(...each(value.statuses, readStatus, asIs));
    known.push(...each(value.errors, (raw) => news('error', raw, change), asIs));
  }
  if (change.field === 'smb_message_echoes')
    known.push(...each(value.message_echoes, (raw) => readEcho(raw, scene), asIs));
  if (change.field === 'user_preferences')
    known.push(...each(value.user_preferences, (raw) => readPreference(raw, scene), asIs));
  if (change.field === 'user_id_update')
    known.push(...each(value.user_id_update, (raw) => readUserIdUpdate(raw, scene), asIs));
  if (change.field === 'history') known.push(...value.history.flatMap((raw) => readHistory(raw, scene)));
  if (change.field === 'smb_app_state_sync') known.push(...value.state_sync.flatMap((raw) => readCard(raw, scene)));
  if (known.length > 0) return known;

  // A field about the account carries no number's metadata; one about conversations we do not serve does.
  const talk = account !== undefined || change.field === '' || change.field === 'messages';
  const read = talk ? other(change.field || 'unreadable', change.value) : news(change.field, change.value, change);
  return [arrival(scene, change.value, read)];
}

export function arrival(scene: Scene, raw: unknown, { contact, at, ...read }: Read): Arrival {
  return {
    channel: 'whatsapp',
    account: scene.account,
    ...(scene.waba !== '' && scene.waba !== scene.account && { business: scene.waba }),
    at: at ?? scene.now,
    ...(contact && { contact }),
    ...read,
    raw,
  };
}

function readMessage(raw: unknown, scene: Scene): Read {
  const message = wireMessage.safeParse(raw).data;
  if (!message) return other('message', raw);
  const base = { externalId: message.id ?? fingerprint('message', raw), at: atMs(message.timestamp, scene.now) };
  // Group chats are nobody's conversation with the shop: kept, never answered.
  if (message.group_id !== undefined) return { ...base, what: { kind: 'other', what: 'group message' } };
  const party = { from: message.from, userId: message.from_user_id, parentUserId: message.from_parent_user_id };
  return {
    ...base,
    contact: contactOf(party, scene.value.contacts, message.type !== 'system'),
    what: whatOf(message),
    ...quotedOf(message),
    ...originOf(message),
  };
}

function whatOf(message: WireMessage): Happening {
  const { reaction, edit, revoke } = message;
  if (message.type === 'reaction' && reaction?.message_id !== undefined)
    return { kind: 'reaction', of: reaction.message_id, emoji: reaction.emoji || null };
  if (message.type === 'edit' && edit?.original_message_id !== undefined)
    return {
      kind: 'edit',
      of: edit.original_message_id,
      content: contentOf(edit.message ?? { ...message, type: 'edit' }),
    };
  if (message.type === 'revoke' && revoke?.original_message_id !== undefined)
    return { kind: 'revoke', of: revoke.original_message_id };
  if (message.type === 'system') return systemOf(message);
  // The chat was opened for the first time; nothing was written yet.
  if (message.type === 'request_welcome') return { kind: 'other', what: 'request_welcome' };
  return { kind: 'message', content: contentOf(message) };
}

/**
 * Ids come from the fields only, never from the sentence in `body`: it contains the contact's own display name,
 * which anyone can set to another customer's id.
 */
function systemOf(message: WireMessage): Happening {
  const { system } = message;
  const type = system?.type;
  if (type !== 'user_changed_number' && type !== 'user_changed_user_id')
    return { kind: 'other', what: type ?? 'system' };
  const moved = type === 'user_changed_number';
  const previous = moved
    ? (message.from ?? system?.previous_user_id)
    : (system?.previous_user_id ?? message.from_user_id);
  const current = moved ? (system?.wa_id ?? system?.user_id) : system?.user_id;
  return {
    kind: 'renamed',
    ...(previous !== undefined && { previous: phoneDigits(previous) ?? previous }),
    ...(current !== undefined && { current: phoneDigits(current) ?? current }),
    ...(system?.body !== undefined && { text: system.body }),
  };
}

/** A product enquiry's context points at a made-up message, not at one of ours. */
function quotedOf({ context }: WireMessage): Pick<Arrival, 'quoted'> {
  return context?.id !== undefined && !context.referred_product ? { quoted: context.id } : {};
}

function originOf({ context, referral }: WireMessage): Pick<Arrival, 'origin'> {
  const product = context?.referred_product?.product_retailer_id;
  if (product !== undefined) return { origin: { kind: 'product', id: product } };
  if (!referral) return {};
  return {
    origin: {
      kind: referral.source_type === 'post' ? 'post' : 'ad',
      ...(referral.source_id !== undefined && { id: referral.source_id }),
      ...(referral.source_url !== undefined && { url: referral.source_url }),
      ...(referral.headline !== undefined && { title: referral.headline }),
      ...(referral.body && { text: referral.body }),
    },
  };
}

/** A message the owner sent from the WhatsApp Business app. The contact is whichever side is not the shop's number. */
function readEcho(raw: unknown, scene: Scene): Read {
  const message = wireMessage.safeParse(raw).data;
  if (!message) return other('echo', raw);
  const fromContact = scene.business !== null && phoneDigits(message.to) === scene.business;
  const party = fromContact
    ? { from: message.from, userId: message.from_user_id, parentUserId: message.from_parent_user_id }
    : { from: message.to, userId: message.to_user_id, parentUserId: message.to_parent_user_id };
  return {
    externalId: message.id ?? fingerprint('echo', raw),
    at: atMs(message.timestamp, scene.now),
    contact: contactOf({ ...party, from: isAddress(party.from) ? party.from : undefined }, scene.value.contacts, false),
    what: echoOf(message),
    ...quotedOf(message),
  };
}

/** What she wrote, or what she did to a message of hers. */
function echoOf(message: WireMessage): Happening {
  const { edit, revoke, type } = message;
  if (type === 'edit' && edit?.original_message_id !== undefined && edit.message)
    return { kind: 'edit', of: edit.original_message_id, content: contentOf(edit.message), byShop: true };
  if (type === 'revoke' && revoke?.original_message_id !== undefined)
    return { kind: 'revoke', of: revoke.original_message_id, byShop: true };
  return { kind: 'echo', content: contentOf(edit?.message ?? message) };
}

const STATES = { sent: 'sent', delivered: 'delivered', read: 'read', played: 'read', failed: 'failed' } as const;

function readStatus(raw: unknown): Read {
  const status = wireStatus.safeParse(raw).data;
  if (status?.id === undefined) return other('status', raw);
  const word = status.status ?? '';
  const parts = ['status', status.id, word, status.recipient_participant_id].filter((one) => one !== undefined);
  const base = { externalId: parts.join(':'), ...when(status.timestamp) };
  if (!Object.hasOwn(STATES, word)) return { ...base, what: { kind: 'other', what: `status ${word}`.trim() } };
  return {
    ...base,
    what: {
      kind: 'status',
      of: status.id,
      state: STATES[word as keyof typeof STATES],
      ...(status.biz_opaque_callback_data !== undefined && { tracker: status.biz_opaque_callback_data }),
      ...failureOf(status),
      ...pricingOf(status),
    },
  };
}

/** Not 0, which is Graph's code for a token that is no longer good. */
const UNKNOWN_CODE = -1;

function failureOf({ errors: [error] }: WireStatus) {
  if (!error) return {};
  const details = error.error_data?.details ?? error.message;
  const title = error.title ?? error.message ?? `error ${error.code ?? 'unknown'}`;
  return { failure: { code: error.code ?? UNKNOWN_CODE, title, ...(details !== undefined && { details }) } };
}

function pricingOf({ pricing }: WireStatus) {
  if (pricing?.billable === undefined) return {};
  return {
    pricing: { billable: pricing.billable, ...(pricing.category !== undefined && { category: pricing.category }) },
  };
}

function readPreference(raw: unknown, scene: Scene): Read {
  const wish = wirePreference.safeParse(raw).data;
  if (!wish) return other('user_preferences', raw);
  return {
    externalId: fingerprint('user_preferences', raw),
    at: atMs(wish.timestamp, scene.now),
    contact: contactOf({ from: wish.wa_id, userId: wish.user_id }, scene.value.contacts, false),
    what: { kind: 'account', event: 'user_preferences', details: record(raw) },
  };
}

function readUserIdUpdate(raw: unknown, scene: Scene): Read {
  const update = wireUserIdUpdate.safeParse(raw).data;
  if (!update) return other('user_id_update', raw);
  const { previous, current } = update.user_id ?? {};
  return {
    externalId: fingerprint('user_id_update', raw),
    at: atMs(update.timestamp, scene.now),
    contact: contactOf({ from: update.wa_id, userId: current }, scene.value.contacts, false),
    what: {
      kind: 'renamed',
      ...(previous !== undefined && { previous }),
      ...(current !== undefined && { current }),
      ...(update.detail !== undefined && { text: update.detail }),
    },
  };
}

/** News of the account; Meta gives them no id, so what they say (and when) is their id. */
function news(event: string, raw: unknown, change: Change): Read {
  return {
    externalId: fingerprint(event, [change.waba, change.time ?? null, change.value, raw]),
    what: { kind: 'account', event, details: record(raw) },
  };
}

function other(what: string, raw: unknown): Read {
  return { externalId: fingerprint(what, raw), what: { kind: 'other', what } };
}

/** The same JSON always has the same fingerprint: a delivery repeated by Meta is recognised. */
export function fingerprint(what: string, raw: unknown): string {
  const hash = createHash('sha256')
    .update(JSON.stringify(raw) ?? '')
    .digest('hex');
  return `${what}:${hash.slice(0, 32)}`;
}

function record(raw: unknown): Record<string, unknown> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? { ...raw } : { value: raw };
}

/** Above this a timestamp is already in milliseconds: as seconds it would be the year 5138. */
const MILLISECONDS_FROM = 100_000_000_000;

/** The last instant JavaScript and the database know. */
const LAST_MS = 8_640_000_000_000_000;

/** WhatsApp's times are unix seconds as strings; milliseconds have been seen. `otherwise` when there is none. */
export function atMs(timestamp: string | undefined, otherwise: number): number {
  const value = timestamp === undefined || timestamp.trim() === '' ? Number.NaN : Number(timestamp);
  if (!Number.isFinite(value) || value <= 0 || value > LAST_MS) return otherwise;
  return Math.round(value < MILLISECONDS_FROM ? value * 1_000 : value);
}

function when(timestamp: string | undefined): { at?: number } {
  const at = atMs(timestamp, Number.NaN);
  return Number.isNaN(at) ? {} : { at };
}
