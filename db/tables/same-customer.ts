import type { Generated, JSONColumnType } from 'kysely';

export type SameCustomerTables = {
  customer_merge: {
    id: Generated<number>;
    shop_id: number;
    kept_id: number;
    gone_id: number;
    merged_at: Date;
    moved: JSONColumnType<object>;
    parted_at: Date | null;
  };
  /** Facts of a company read in a customer's letters, for a member to accept onto the customer. */
  company_offer: {
    id: Generated<number>;
    shop_id: number;
    customer_id: number;
    facts: JSONColumnType<object>;
    digest: string;
    state: Generated<'open' | 'accepted' | 'refused' | 'replaced'>;
    made_at: Date;
    decided_at: Date | null;
    decided_by: number | null;
  };
  same_customer: { shop_id: number; one_id: number; other_id: number; asked_at: Date; declined_at: Date | null };
};
