import type { Generated, JSONColumnType } from 'kysely';

type Instant = Date;

/**
 * A customer that is a company: what the law wants of it on an invoice (C. com. art. L441-9), and the references it wants
 * there (`engagement` and `service`: of a public buyer).
 */
export type Business = {
  company: string;
  siren?: string;
  vat_number?: string;
  /** Of a Tunisian company. */
  matricule_fiscal?: string;
  address?: string;
  reference?: string;
  engagement?: string;
  service?: string;
};

export type PeopleTables = {
  directory: { kind: string; key: string; shop_id: number };
  unread_body: {
    id: Generated<number>;
    channel: string;
    reason: string;
    body: string;
    digest: string;
    received_at: Generated<Instant>;
  };
  installation: { key: string; value: string };
  shop: {
    id: Generated<number>;
    slug: string;
    name: string;
    currency: string;
    timezone: string;
    language: string;
    settings: JSONColumnType<object>;
    demo: Generated<boolean>;
    last_short: Generated<number>;
    catalogue_stamp: Generated<number>;
    created_at: Generated<Instant>;
  };
  member: {
    id: Generated<number>;
    shop_id: number;
    name: string;
    role: 'owner' | 'manager' | 'staff';
    phone: string | null;
    email: string | null;
    password_hash: string | null;
    language: string | null;
    active: Generated<boolean>;
    created_at: Generated<Instant>;
  };
  one_time_code: {
    id: Generated<number>;
    shop_id: number;
    member_id: number;
    purpose: 'link' | 'sign_in' | 'dialog';
    code_hash: string;
    expires_at: Instant;
    used_at: Instant | null;
    tries: Generated<number>;
  };
  session: {
    id: Generated<number>;
    shop_id: number;
    member_id: number;
    secret_hash: string;
    csrf: string;
    created_at: Generated<Instant>;
    expires_at: Instant;
  };
  customer: {
    id: Generated<number>;
    shop_id: number;
    name: string | null;
    phone: string | null;
    email: string | null;
    address: string | null;
    language: string | null;
    note: string | null;
    /** A company's facts for its invoices; null: a consumer. */
    business: JSONColumnType<Business> | null;
    /** ISO 3166 alpha-2; null: the shop's. */
    country: string | null;
    /** The customer this one turned out to be; nothing but papers points here any more. */
    merged_into: number | null;
    created_at: Generated<Instant>;
  };
  identity: {
    shop_id: number;
    customer_id: number;
    channel: string;
    kind: string;
    value: string;
    /** Of an e-mail address: when an answer came to a letter that only it got. */
    proved_at: Generated<Instant | null>;
  };
};
