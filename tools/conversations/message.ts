/**
 * The neutral language of the channels: what can arrive, what can be said.
 * A channel turns its own wire format into `Arrival`s and renders a `Reply` within its limits;
 * nothing beyond `bot/channels` knows any provider's JSON.
 */
import type { Language } from '../context.ts';

export const CHANNELS = [
  'whatsapp',
  'messenger',
  'instagram',
  'email',
  'phone',
  'tiktok',
  'simulator',
  'manual',
] as const;
export type ChannelName = (typeof CHANNELS)[number];

/** The other party of a conversation as a channel names it. `id` is stable; `ids` are all the names it goes by. */
export type Contact = {
  /** The key of the conversation on this connection: E.164 digits, a BSUID, a page-scoped id, an e-mail address. */
  id: string;
  ids: { kind: 'phone' | 'bsuid' | 'scoped' | 'email' | 'username' | 'simulator'; value: string }[];
  name?: string;
  /** The channel's provider vouches that this phone (E.164 with +) belongs to the sender. */
  verifiedPhone?: string;
  /** The sender answered a letter of ours that only this mailbox got: proof of the address, which a From alone is not. */
  verifiedEmail?: string;
};

/** A member's picture kept as a page, with how many lines were read on it or why nobody read it; else why it is not kept. */
export type PageSeen =
  | { id: number; kind: 'notebook' | 'price_list'; lines: number; trouble?: PageTrouble }
  | { id?: never; trouble: 'gone' | 'kind' | 'large' };

/** Why a page was not read: no model is configured, the shop has it off, its month is spent, the model gave no answer. */
export type PageTrouble = 'no_model' | 'off' | 'spent' | 'failed';

export type MediaKind = 'image' | 'audio' | 'video' | 'document' | 'sticker';

/** The product a message points at ("celui-ci !" under a story), with its words as they are read. */
export type Shown = { sku: string; as: string };

/** What a person sent. Every member shows as something: `unsupported` names what could not be carried. */
export type Content =
  | { kind: 'text'; text: string; shown?: Shown }
  /** A button, a list row or a template's quick reply; `payload` is the id we gave it. */
  | { kind: 'tap'; payload: string; title: string }
  /** A native cart. `qty` in the catalogue's unit; prices shown by the channel are never trusted, so not carried. */
  | { kind: 'cart'; lines: { sku: string; qty: number }[]; text?: string }
  | { kind: 'location'; latitude: number; longitude: number; name?: string; address?: string }
  | {
      kind: 'media';
      media: MediaKind;
      /** The provider's media id, or a direct address. */
      ref: { id?: string; url?: string };
      mime?: string;
      filename?: string;
      caption?: string;
      /**
       * What was said in it, where somebody or something wrote that down; empty when that was tried and nothing could be
       * relied on.
       */
      transcript?: string;
      shown?: Shown;
      /** A recorded voice note rather than an audio file. */
      voice?: boolean;
      /** What became of a picture that a member sent. */
      page?: PageSeen;
    }
  | { kind: 'contacts'; contacts: { name: string; phones: string[] }[] }
  | { kind: 'form'; data: Record<string, unknown> }
  | { kind: 'unsupported'; what: string };

/** What happened to something we sent. Ranked: a later report never lowers an earlier one. */
export type DeliveryState = 'sent' | 'delivered' | 'read' | 'failed';

export type Happening =
  | { kind: 'message'; content: Content }
  /** The owner answered from her own phone or another tool: the bot must fall silent. */
  | { kind: 'echo'; content: Content }
  /** `byShop`: a person of the shop changed or took back words of her own. */
  | { kind: 'edit'; of: string; content: Content; byShop?: true }
  | { kind: 'revoke'; of: string; byShop?: true }
  | { kind: 'reaction'; of: string; emoji: string | null }
  /** What was said before this hub was connected: kept, never answered. */
  | { kind: 'past'; from: 'contact' | 'shop'; content: Content }
  /** A card of the shop's own address book, from the phone that shares it. */
  | { kind: 'card'; phone: string; name: string }
  /** Words under a post, for everybody to read; answered, if at all, by one private message. */
  | { kind: 'comment'; id: string; text: string }
  | {
      kind: 'status';
      /** The provider's id of the message we sent; empty when `upTo` says which ones. */
      of: string;
      /** Everything sent to this contact up to this time (milliseconds): some providers name a time and no message. */
      upTo?: number;
      state: DeliveryState;
      /** Our own outgoing id, where the provider echoes it. */
      tracker?: string;
      failure?: { code: number; title: string; details?: string };
      pricing?: { billable: boolean; category?: string };
    }
  /** A contact changed its number or id. */
  | { kind: 'renamed'; previous?: string; current?: string; text?: string }
  /** News of the account itself: template approved, quality dropped, account restricted. */
  | { kind: 'account'; event: string; details: Record<string, unknown> }
  /** A call was recorded: `id` is the provider's name of the recording, which is still to be fetched. */
  | { kind: 'recorded'; id: string; seconds: number }
  /** Something happened to an order on a marketplace: it is to be fetched. */
  | { kind: 'market_order'; order: string }
  | { kind: 'other'; what: string };

/** One thing that happened on one account of a channel. */
export type Arrival = {
  channel: ChannelName;
  /** The account it happened on, as the provider names it (WhatsApp: phone_number_id; account news may carry the WABA id). */
  account: string;
  /** The account above it, where the provider names one (WhatsApp: the business account), whose news are its own. */
  business?: string;
  /** Unique per (channel, account): the second copy of the same event has the same id. */
  externalId: string;
  /** When it happened, milliseconds since the epoch, by the provider's clock. */
  at: number;
  /** Absent for statuses and account news without a person. */
  contact?: Contact;
  what: Happening;
  /** The provider's id of the message this one answers. */
  quoted?: string;
  /** It answers words that a person of the shop wrote herself: the bot leaves the conversation to her. */
  toPerson?: true;
  /** The comment this was written as: it opens no window, and is answered once. */
  comment?: string;
  /** The advertisement, story or product the contact came from. */
  origin?: { kind: 'ad' | 'story' | 'product' | 'post'; id?: string; url?: string; title?: string; text?: string };
  /** The part of the body this was read from, kept as it came. */
  raw: unknown;
};

export type Choice = {
  /** What comes back when it is tapped: a command with its version, or a customer's answer. At most 200 characters. */
  id: string;
  title: string;
  description?: string;
};

/** A message of ours that goes out by a template when the channel's window is closed. */
export type TemplateUse = {
  name:
    | 'order_to_approve'
    | 'alert'
    | 'order_confirmed'
    | 'payment_link'
    | 'order_ready'
    | 'payment_received'
    | 'message_from_shop'
    | 'offer_date';
  /** The reader's; a channel takes the written one nearest to it. */
  language: Language;
  /** Body parameters in order. */
  params: string[];
  /** Payload of each quick-reply button in order. */
  payloads?: string[];
  /** The variable end of a URL button. */
  urlSuffix?: string;
};

/** One message of ours, before a channel renders it. One `Reply` is one outbound message wherever the channel can. */
export type Reply = {
  text: string;
  /** At most 10. Up to three become buttons, more a list, and numbered text where the channel has neither. */
  choices?: Choice[];
  /** The label that opens a list; needed when there are more than three choices. */
  choicesLabel?: string;
  link?: { label: string; url: string };
  document?: { fileId: string; filename: string; mime: string };
  template?: TemplateUse;
  /** The provider's id of the message this answers. */
  quote?: string;
  /** A notice to members: the customer's conversation that their answer to it goes to. */
  answers?: number;
  /** The id of the comment this answers: it leaves as the one private message a comment may get. */
  comment?: string;
  /** The words were typed by a person of the shop: some channels let those leave longer than an automatic answer. */
  byPerson?: true;
};
