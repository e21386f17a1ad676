import type { Generated, JSONColumnType } from 'kysely';

export type ConnectingTables = {
  checkup: {
    shop_id: number;
    /** "whatsapp:1066…", "stripe", "hub". */
    subject: string;
    checked_at: Date;
    checks: JSONColumnType<object[]>;
  };
  billed_month: {
    shop_id: number;
    connection_id: number;
    /** YYYY-MM in the shop's calendar. */
    month: string;
    billed: Generated<number>;
    free: Generated<number>;
  };
  post: {
    id: Generated<number>;
    shop_id: number;
    channel: string;
    kind: string;
    /** The provider's id of the story, post or advertisement; its address without one. */
    ref: string;
    url: string | null;
    title: string | null;
    sku: string | null;
    first_seen: Date;
  };
};
