import type { Fault } from '../../tools/connections/fault.ts';
import type { Language } from '../../tools/context.ts';
import type { Arrival, ChannelName, Reply } from '../../tools/conversations/message.ts';

/** What a channel can carry; `Reply`s are cut, split or degraded to fit. Lengths in characters unless named bytes. */
export type Limits = {
  text: number;
  buttons: number;
  buttonTitle: number;
  listRows: number;
  /** Free-form messages are allowed this long after the contact's last one, in milliseconds; null = always. */
  windowMs: number | null;
  /** The same for words a person of the shop typed, where the provider gives them longer. */
  personWindowMs?: number;
  /** The longest text in UTF-8 bytes, where the provider counts those. */
  textBytes?: number;
  /** From this many choices on they are also written out with numbers, and "2" is read as the second. */
  numbersFrom?: number;
  /** False: a document goes as the address it can be read at. */
  documents: boolean;
};

/** A business's account on a channel, its secrets opened. */
export type Connection = {
  id: number;
  shopId: number;
  channel: ChannelName;
  /** The provider's id of the account (WhatsApp: phone_number_id). */
  account: string;
  secrets: Record<string, string>;
  /** The hub's own number, on which several shops have threads. */
  viaHub?: true;
};

/** Why a message did not leave, and what to do about it. */
export type Failure = {
  action:
    | 'retry' // temporary: try again with back-off
    | 'wait' // the window is closed: by template, or when the contact writes again
    | 'give_up' // this message can never be delivered: tell the merchant
    | 'reconnect'; // the account itself no longer works: stop sending, alert
  code: number;
  /** What the shop is told, where the channel knows; `details` are the provider's own words. */
  fault?: Fault;
  details: string;
  retryAfterMs?: number;
};

/** `contact`: whom the provider says it went to, where that may be another id than was asked. */
export type Sent = { ok: true; providerId: string; contact?: string } | { ok: false; failure: Failure };

/** A document of a reply. `url`: where it can be read for a while; null or absent when no link may be sent. */
export type OutboundDocument = { bytes: Uint8Array; filename: string; mime: string; url?: string | null };

/** What a letter needs besides its words: who writes, in which language, and the thread it continues. */
export type Letterhead = {
  shop: string;
  language: Language;
  /** The subject of the contact's last letter; null when they never wrote one. */
  subject: string | null;
  /** Message-ID of the letter that is answered, and those it answers, oldest first. */
  inReplyTo: string | null;
  references: string[];
};

/** A `Reply` ready to leave: its document loaded, its address known. */
export type Outbound = {
  to: string;
  /** Ours; comes back in status reports where the provider echoes one. */
  tracker: string;
  reply: Omit<Reply, 'document'> & { document?: OutboundDocument };
  /** The window is closed: send `reply.template` instead of the free-form rendering. */
  asTemplate: boolean;
  /** The window for automatic answers is closed and a person's words leave all the same: say so to the provider. */
  asPerson?: boolean;
  /** Where the channel carries letters. */
  letterhead?: Letterhead;
  /** How many tries failed before this one (0 or absent: none); it only lengthens the pause a failure asks for. */
  attempt?: number;
};

/** The three things a channel does, and its limits. Everything else is shared. */
export type Channel = {
  name: ChannelName;
  limits: Limits;
  /**
   * True when the request was signed by the provider. Constant time. `url` is the address as the provider called it;
   * `connection` is the account it names, where each account has a secret of its own.
   */
  verify(request: { headers: Headers; raw: Uint8Array; url?: string; connection?: Connection }): boolean;
  /** Every event of one webhook body, in order. Throws only when the body is not this channel's at all. */
  read(body: unknown): Arrival[];
  /** Never throws for anything the provider answered; network errors come back as `retry`. */
  send(connection: Connection, message: Outbound): Promise<Sent>;
  /**
   * The bytes of a media a contact sent, where the channel keeps them. Throws an error whose `failure` says whether to try
   * again.
   */
  fetchMedia?(connection: Connection, ref: { id?: string; url?: string }): Promise<{ bytes: Uint8Array; mime: string }>;
  /** Messages are letters with a subject and a thread: what is sent is given its `letterhead`. */
  letters?: true;
  /** Marks the contact's message read and shows that an answer is coming, where the channel can. */
  acknowledge?(connection: Connection, messageId: string, contact: string): Promise<void>;
  /** The name a contact goes by, where the events do not carry it; null when it is not told. Never throws. */
  nameOf?(connection: Connection, contact: string): Promise<string | null>;
  /**
   * The texts a reply leaves as, in order, where the provider repeats our own messages to us without saying that they
   * are ours; addresses in them are left out, and a picture is an empty text.
   */
  echoesOf?(reply: Reply): string[];
};
