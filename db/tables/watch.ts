import type { Generated, JSONColumnType } from 'kysely';

type Instant = Date;

export type WatchTables = {
  watch: {
    shop_id: number;
    /** YYYY-MM-DD in the shop's calendar: the last day each digest was sent for. */
    evening_on: string | null;
    morning_on: string | null;
    alerted_at: Instant | null;
  };
  alert: {
    id: Generated<number>;
    shop_id: number;
    kind: string;
    subject: string;
    facts: JSONColumnType<object>;
    first_seen: Instant;
    told_at: Instant | null;
    over_at: Instant | null;
  };
  rhythm: { shop_id: number; connection_id: number; hour: Instant };
  setup: {
    shop_id: number;
    member_id: number;
    step: string;
    /** An answer that waits for a tap. */
    waiting: JSONColumnType<object> | null;
    /** One answer is being corrected: then back to the summary. */
    back_to_end: Generated<boolean>;
    started_at: Instant;
    done_at: Instant | null;
  };
  picture: {
    id: Generated<number>;
    shop_id: number;
    mime: string;
    filename: string;
    bytes: Buffer;
    created_at: Instant;
  };
};
