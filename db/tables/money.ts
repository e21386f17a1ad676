import type { Generated, JSONColumnType } from 'kysely';

export type MoneyTables = {
  refund: {
    id: Generated<number>;
    shop_id: number;
    order_id: number;
    payment_id: number;
    /** The credit note it is paid out for, where there was an invoice. */
    paper_id: number | null;
    decision: string;
    amount: number;
    currency: string;
    state: Generated<'asked' | 'done' | 'failed'>;
    provider_ref: string | null;
    error: string | null;
    asked_by: JSONColumnType<object>;
    asked_at: Date;
    done_at: Date | null;
  };
  quote: {
    id: Generated<number>;
    shop_id: number;
    paper_id: number;
    order_id: number | null;
    order_version: number | null;
    customer_id: number;
    conversation_id: number | null;
    content: JSONColumnType<object>;
    /** YYYY-MM-DD in the shop's calendar: the last day it can be accepted. */
    valid_until: string;
    state: Generated<'open' | 'accepted'>;
    accepted_at: Date | null;
  };
};
