import type { ColumnType, Generated, JSONColumnType } from 'kysely';

type Instant = Date;

export type TalkTables = {
  connection: {
    id: Generated<number>;
    shop_id: number;
    channel: string;
    account: string;
    display: string | null;
    secrets_sealed: string;
    state: Generated<'on' | 'off' | 'reconnect'>;
    state_reason: string | null;
    last_event_at: Instant | null;
    created_at: Generated<Instant>;
    /** When the token ends, where that is known. */
    expires_at: Generated<Instant | null>;
    /** When the clock last looked at it with its provider. */
    looked_at: Generated<Instant | null>;
    /** What the provider told of the account; `tools/connections/facts.ts` says what. */
    facts: ColumnType<Record<string, string>, string | undefined, string>;
  };
  conversation: {
    id: Generated<number>;
    shop_id: number;
    connection_id: number;
    channel: string;
    contact: string;
    customer_id: number | null;
    member_id: number | null;
    language: string | null;
    last_inbound_at: Instant | null;
    last_message_id: number | null;
    bot_off_until: Instant | null;
    introduced_at: Instant | null;
    /** Messages up to this id belong to earlier orders; the reader sees only what came after. */
    story_since: Generated<number>;
    /** The last message a person has seen in the office. */
    seen_message_id: Generated<number>;
    created_at: Generated<Instant>;
  };
  turn: {
    id: Generated<number>;
    shop_id: number;
    conversation_id: number;
    opened_at: Instant;
    done_at: Instant | null;
    attempts: Generated<number>;
    error: string | null;
  };
  message: {
    id: Generated<number>;
    shop_id: number;
    connection_id: number;
    lane: string;
    external_id: string;
    kind: string;
    at: Instant;
    received_at: Generated<Instant>;
    arrival: JSONColumnType<object>;
    conversation_id: number | null;
    turn_id: number | null;
    state: Generated<'new' | 'parked' | 'taken' | 'done'>;
  };
  outgoing: {
    id: Generated<number>;
    shop_id: number;
    conversation_id: number;
    created_at: Instant;
    reply: JSONColumnType<object>;
    cause: string;
    order_id: number | null;
    order_version: number | null;
    state: Generated<'queued' | 'sending' | 'waiting' | 'sent' | 'delivered' | 'read' | 'failed' | 'dropped'>;
    attempts: Generated<number>;
    due_at: Instant;
    provider_id: string | null;
    by_template: Generated<boolean>;
    failure: JSONColumnType<object> | null;
    sent_at: Instant | null;
    billable: boolean | null;
    told_at: Instant | null;
  };
  work: {
    shop_id: number;
    kind: string;
    ref: string;
    due_at: Instant;
    since: Instant;
    lease_token: string | null;
    lease_until: Instant | null;
    attempts: Generated<number>;
    /** Counts wakes: work that was woken again while it ran is not finished. */
    stamp: Generated<number>;
  };
  effect: { shop_id: number; cause: string; key: string; result: JSONColumnType<object>; at: Generated<Instant> };
  journal: {
    id: Generated<number>;
    shop_id: number;
    at: Instant;
    event: string;
    actor: JSONColumnType<object>;
    order_id: number | null;
    data: JSONColumnType<object>;
    cause: string;
  };
  errand: {
    id: Generated<number>;
    shop_id: number;
    kind: string;
    cause: string;
    payload: JSONColumnType<object>;
    state: Generated<'asked' | 'done' | 'failed'>;
    attempts: Generated<number>;
    error: string | null;
    created_at: Instant;
    done_at: Instant | null;
  };
};
