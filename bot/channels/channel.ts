import type { Arrival, ChannelName, Reply } from '../../tools/conversations/message.ts';

/** What a channel can carry; `Reply`s are cut, split or degraded to fit. Lengths in characters unless named bytes. */
export type Limits = {
  text: number;
  buttons: number;
  buttonTitle: number;
  listRows: number;
  /** Free-form messages are allowed this long after the contact's last one, in milliseconds; null = always. */
  windowMs: number | null;
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
};

/** Why a message did not leave, and what to do about it. */
export type Failure = {
  action:
    | 'retry' // temporary: try again with back-off
    | 'wait' // the window is closed: by template, or when the contact writes again
    | 'give_up' // this message can never be delivered: tell the merchant
    | 'reconnect'; // the account itself no longer works: stop sending, alert
  code: number;
  details: string;
  retryAfterMs?: number;
};

export type Sent = { ok: true; providerId: string } | { ok: false; failure: Failure };

/** A `Reply` ready to leave: its document loaded, its address known. */
export type Outbound = {
  to: string;
  /** Ours; comes back in status reports where the provider echoes one. */
  tracker: string;
  reply: Omit<Reply, 'document'> & { document?: { bytes: Uint8Array; filename: string; mime: string } };
  /** The window is closed: send `reply.template` instead of the free-form rendering. */
  asTemplate: boolean;
  /** How many tries failed before this one (0 or absent: none); it only lengthens the pause a failure asks for. */
  attempt?: number;
};

/** The three things a channel does, and its limits. Everything else is shared. */
export type Channel = {
  name: ChannelName;
  limits: Limits;
  /** True when the raw bytes were signed by the provider. Constant time. */
  verify(request: { headers: Headers; raw: Uint8Array }): boolean;
  /** Every event of one webhook body, in order. Throws only when the body is not this channel's at all. */
  read(body: unknown): Arrival[];
  /** Never throws for anything the provider answered; network errors come back as `retry`. */
  send(connection: Connection, message: Outbound): Promise<Sent>;
  /** Marks the contact's message read and shows that an answer is coming, where the channel can. */
  acknowledge?(connection: Connection, messageId: string): Promise<void>;
};
