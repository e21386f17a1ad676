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
  same_customer: { shop_id: number; one_id: number; other_id: number; asked_at: Date; declined_at: Date | null };
};
