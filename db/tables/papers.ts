import type { Generated, JSONColumnType } from 'kysely';

type Instant = Date;

export type PaperTables = {
  payment_link: {
    id: Generated<number>;
    shop_id: number;
    order_id: number;
    order_version: number;
    amount: number;
    currency: string;
    state: Generated<'open' | 'paid' | 'closed'>;
    created_at: Instant;
  };
  payment: {
    id: Generated<number>;
    shop_id: number;
    order_id: number;
    link_id: number | null;
    provider: string;
    provider_ref: string;
    method: string;
    amount: number;
    currency: string;
    at: Instant;
    recorded_by: JSONColumnType<object>;
    kind: Generated<'payment' | 'refund' | 'correction' | 'chargeback'>;
    /** The payment that a refund, a correction or a chargeback answers. */
    answers_id: Generated<number | null>;
  };
  provider_event: {
    shop_id: number;
    provider: string;
    event_id: string;
    type: string;
    body: JSONColumnType<object>;
    received_at: Generated<Instant>;
    outcome: string | null;
  };
  series: {
    shop_id: number;
    kind: string;
    year: number;
    last: Generated<number>;
    format: string | null;
    /** When its last number was given. */
    last_at: Date | null;
  };
  ledger_head: { shop_id: number; position: number; hash: string; previous_hash: Generated<string> };
  ledger: {
    shop_id: number;
    position: number;
    kind: 'paper' | 'payment' | 'closure' | 'archive' | 'file';
    ref: number;
    canonical: string;
    previous_hash: string;
    hash: string;
    at: Instant;
  };
  closure: {
    id: Generated<number>;
    shop_id: number;
    kind: 'day' | 'month' | 'year';
    number: number;
    period: string;
    first_position: number;
    last_position: number;
    total: number;
    perpetual: number;
    canonical: string;
    at: Instant;
  };
  to_issue: {
    id: Generated<number>;
    shop_id: number;
    order_id: number;
    kind: 'invoice' | 'deposit';
    once: string;
    /** Of a deposit, the part that was paid. */
    part: JSONColumnType<object> | null;
    missing: JSONColumnType<string[]>;
    noted_at: Instant;
    done_at: Instant | null;
    paper_id: number | null;
  };
  paper: {
    id: Generated<number>;
    shop_id: number;
    kind: 'quote' | 'invoice' | 'deposit' | 'credit_note' | 'receipt';
    number: string;
    once: string;
    order_id: number | null;
    customer_id: number | null;
    total: number;
    currency: string;
    issued_at: Instant;
    cancels_id: number | null;
    canonical: string;
    previous_hash: string;
    hash: string;
  };
  paper_file: {
    id: Generated<number>;
    shop_id: number;
    paper_id: number;
    mime: string;
    filename: string;
    bytes: Buffer;
    sha256: string;
    created_at: Generated<Instant>;
  };
  /** How often a paper was opened at its address. */
  paper_opening: { shop_id: number; paper_id: number; first_at: Instant; last_at: Instant; times: Generated<number> };
  /** A picture that papers name by its hash; width and height in pixels. PNG. */
  logo: { shop_id: number; sha256: string; bytes: Buffer; width: number; height: number; created_at: Instant };
};
