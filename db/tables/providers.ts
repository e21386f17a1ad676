import type { ColumnType, Generated, JSONColumnType } from 'kysely';

export type ProviderTables = {
  payment_session: {
    id: Generated<number>;
    shop_id: number;
    link_id: number;
    provider: string;
    /** The how-manieth of its link at this provider. */
    count: number;
    session_id: string;
    url: string;
    until: Date;
    /** `over`: it ended unpaid; `paid`: its money is in the books. */
    state: Generated<'open' | 'paid' | 'over'>;
    opened_at: Date;
  };
  dispute: {
    id: Generated<number>;
    shop_id: number;
    order_id: number;
    payment_id: number;
    provider: string;
    ref: string;
    amount: number;
    currency: string;
    reason: string;
    state: Generated<'open' | 'won' | 'lost'>;
    answer_by: Date | null;
    opened_at: Date;
    closed_at: Date | null;
  };
  movement: {
    id: Generated<number>;
    shop_id: number;
    provider: string;
    kind: 'payment' | 'refund' | 'dispute' | 'payout' | 'fee' | 'other';
    ref: string;
    /** The payment it belongs to, by the provider's reference in our books. */
    payment_ref: string | null;
    amount: number;
    fee: Generated<number>;
    currency: string;
    at: Date;
  };
  reconciliation: {
    id: Generated<number>;
    shop_id: number;
    provider: string;
    cause: string;
    from_at: Date;
    to_at: Date;
    state: Generated<'asked' | 'done' | 'failed'>;
    differences: ColumnType<object[], string | undefined, string>;
    /** How many payments and refunds it found that our books lacked, and entered. */
    entered: Generated<number>;
    error: string | null;
    /** The thread that asked; null when the clock did. */
    conversation_id: number | null;
    asked_at: Date;
    done_at: Date | null;
  };
  schedule: {
    id: Generated<number>;
    shop_id: number;
    order_id: number;
    kind: 'deposit' | 'instalments';
    term: 'acompte' | 'arrhes' | null;
    state: Generated<'open' | 'closed'>;
    made_by: JSONColumnType<object>;
    made_at: Date;
  };
  instalment: {
    id: Generated<number>;
    shop_id: number;
    schedule_id: number;
    order_id: number;
    position: number;
    amount: number;
    /** YYYY-MM-DD in the shop's calendar. */
    due_on: string;
    /** How many reminders went out. */
    reminded: Generated<number>;
    reminded_at: Date | null;
  };
};
