/**
 * Webhook bodies as WhatsApp sends them, signed with the app secret: what a customer or a member does, for tests.
 * Written as Meta writes JSON (non-ASCII and slashes escaped), so that a signature checked on anything but the raw
 * bytes fails here too.
 */
import { createHmac, randomUUID } from 'node:crypto';

type Json = Record<string, unknown>;

/** A body ready to post, and its entries, so that several can travel together. */
export type SignedBody = { body: string; headers: Record<string, string>; entry: unknown[] };

/** Whose message it is and on which number; `from` is a phone's digits or a business-scoped user id. */
export type From = {
  phoneNumberId: string;
  from: string;
  /** The contact's display name; "Client" by default. */
  name?: string;
  /** The provider's message id; a fresh one by default. */
  id?: string;
  /** Milliseconds since the epoch; the clock's by default. */
  timestamp?: number;
  /** The message this one answers. */
  contextId?: string;
  waba?: string;
};

export type MediaSpec = {
  media: 'image' | 'audio' | 'video' | 'document' | 'sticker';
  mediaId: string;
  mime: string;
  caption?: string;
  filename?: string;
  voice?: boolean;
};

export type StatusSpec = {
  phoneNumberId: string;
  messageId: string;
  state: 'sent' | 'delivered' | 'read' | 'played' | 'failed';
  to?: string;
  tracker?: string;
  timestamp?: number;
  error?: { code: number; title?: string; details?: string };
  pricing?: { billable: boolean; category: string };
  waba?: string;
};

const DEFAULT_WABA = '900000000000001';
const DISPLAY_PHONE = '33100000000';

/** Builders of signed bodies under one app secret. `now` dates what names no time of its own. */
export function webhooksSignedBy(appSecret: string, now: () => number = Date.now) {
  const seconds = (ms: number | undefined) => String(Math.floor((ms ?? now()) / 1_000));

  const signed = (entry: unknown[]): SignedBody => {
    const body = metaJson({ object: 'whatsapp_business_account', entry });
    const signature = createHmac('sha256', appSecret).update(body).digest('hex');
    return {
      body,
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
      entry,
    };
  };

  /** Any change of one number: the field and the rest of its value as given. */
  const change = (field: string, phoneNumberId: string, value: Json, waba = DEFAULT_WABA): SignedBody => {
    const metadata = { display_phone_number: DISPLAY_PHONE, phone_number_id: phoneNumberId };
    const inside = { messaging_product: 'whatsapp', metadata, ...value };
    return signed([{ id: waba, changes: [{ value: inside, field }] }]);
  };

  /** Any inbound message: `parts` is its type and body. */
  const inbound = (who: From, parts: Json): SignedBody => {
    const hidden = /^[A-Z]{2}\./.test(who.from);
    const contact = {
      profile: { name: who.name ?? 'Client' },
      ...(hidden ? { user_id: who.from } : { wa_id: who.from }),
    };
    const message = {
      ...(hidden ? { from_user_id: who.from } : { from: who.from }),
      id: who.id ?? `wamid.${randomUUID()}`,
      timestamp: seconds(who.timestamp),
      ...(who.contextId !== undefined && { context: { from: DISPLAY_PHONE, id: who.contextId } }),
      ...parts,
    };
    return change('messages', who.phoneNumberId, { contacts: [contact], messages: [message] }, who.waba);
  };

  return {
    inbound,
    change,
    inboundText: (given: From & { text: string }) => inbound(given, { type: 'text', text: { body: given.text } }),
    /** A tap on one of our interactive buttons. */
    inboundTap: (given: From & { payload: string; title: string }) => {
      const button_reply = { id: given.payload, title: given.title };
      return inbound(given, { type: 'interactive', interactive: { type: 'button_reply', button_reply } });
    },
    /** A tap on a template's quick reply; without `contextId` there is no context, as seen in the wild. */
    inboundTemplateTap: (given: From & { payload: string; title: string }) =>
      inbound(given, { type: 'button', button: { payload: given.payload, text: given.title } }),
    inboundList: (given: From & { payload: string; title: string; description?: string }) => {
      const { payload: id, title, description } = given;
      const list_reply = { id, title, ...(description !== undefined && { description }) };
      return inbound(given, { type: 'interactive', interactive: { type: 'list_reply', list_reply } });
    },
    /** A native cart. The prices are there because WhatsApp sends them, and absurd because nobody may use them. */
    inboundCart: (given: From & { lines: { sku: string; qty: number }[]; text?: string }) => {
      const product_items = given.lines.map((line) => ({
        product_retailer_id: line.sku,
        quantity: line.qty,
        item_price: 0.01,
        currency: 'EUR',
      }));
      return inbound(given, { type: 'order', order: { catalog_id: '1', text: given.text ?? '', product_items } });
    },
    inboundLocation: (given: From & { latitude: number; longitude: number; placeName?: string; address?: string }) => {
      const { latitude, longitude, placeName, address } = given;
      return inbound(given, { type: 'location', location: { latitude, longitude, name: placeName, address } });
    },
    inboundMedia: (given: From & MediaSpec) => {
      const { media, mediaId: id, mime: mime_type, caption, filename, voice } = given;
      return inbound(given, { type: media, [media]: { id, mime_type, sha256: 'x', caption, filename, voice } });
    },
    inboundReaction: (given: From & { of: string; emoji?: string }) =>
      inbound(given, { type: 'reaction', reaction: { message_id: given.of, emoji: given.emoji ?? '' } }),
    inboundEdit: (given: From & { of: string; text: string }) => {
      const message = { type: 'text', text: { body: given.text } };
      return inbound(given, { type: 'edit', edit: { original_message_id: given.of, message } });
    },
    inboundRevoke: (given: From & { of: string }) =>
      inbound(given, { type: 'revoke', revoke: { original_message_id: given.of } }),
    /** The owner writes to `to` from the WhatsApp Business app. */
    ownerWrites: (given: { phoneNumberId: string; to: string; text: string; id?: string; timestamp?: number }) => {
      const echo = {
        from: DISPLAY_PHONE,
        to: given.to,
        id: given.id ?? `wamid.${randomUUID()}`,
        timestamp: seconds(given.timestamp),
        type: 'text',
        text: { body: given.text },
      };
      return change('smb_message_echoes', given.phoneNumberId, { message_echoes: [echo] });
    },
    /** She changes it there, or deletes it. */
    ownerCorrects: (given: { phoneNumberId: string; to: string; of: string; text?: string; id?: string }) => {
      const { of: original_message_id, text } = given;
      const done =
        text === undefined
          ? { type: 'revoke', revoke: { original_message_id } }
          : { type: 'edit', edit: { original_message_id, message: { type: 'text', text: { body: text } } } };
      const id = given.id ?? `wamid.${randomUUID()}`;
      const echo = { from: DISPLAY_PHONE, to: given.to, id, timestamp: seconds(undefined), ...done };
      return change('smb_message_echoes', given.phoneNumberId, { message_echoes: [echo] });
    },
    status: (given: StatusSpec) => {
      const { error } = given;
      const status = {
        id: given.messageId,
        status: given.state,
        timestamp: seconds(given.timestamp),
        recipient_id: given.to,
        biz_opaque_callback_data: given.tracker,
        pricing: given.pricing && { ...given.pricing, pricing_model: 'PMP', type: 'regular' },
        errors: error && [{ code: error.code, title: error.title ?? 'Error', error_data: { details: error.details } }],
      };
      return change('messages', given.phoneNumberId, { statuses: [status] }, given.waba);
    },
    /** News of the account itself, e.g. `message_template_status_update`. */
    accountNews: (given: { field: string; value: Json; waba?: string; timestamp?: number }) => {
      const { field, value, waba: id = DEFAULT_WABA, timestamp } = given;
      return signed([{ id, time: Number(seconds(timestamp)), changes: [{ field, value }] }]);
    },
    /** Several bodies as one delivery, as Meta batches them; they may be of different numbers. */
    together: (...bodies: SignedBody[]) => signed(bodies.flatMap((one) => one.entry)),
  };
}

export type Webhooks = ReturnType<typeof webhooksSignedBy>;

/** JSON as Meta writes it: every non-ASCII code unit as \uXXXX and every slash as \/. */
function metaJson(given: unknown): string {
  return JSON.stringify(given)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
