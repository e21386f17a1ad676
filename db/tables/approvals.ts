import type { Generated } from 'kysely';

type Instant = Date;

export type ApprovalTables = {
  /** One proposal put before the members, and what they made of it. `changed`: they corrected it. */
  approval: {
    shop_id: number;
    order_id: number;
    kind: 'single' | 'several' | 'delivery';
    asked_at: Instant;
    answer: 'accepted' | 'refused' | 'auto' | null;
    changed: Generated<boolean>;
    answered_at: Instant | null;
  };
  /** Whether a kind of order may go through by itself; no row: as the shop's rule says. */
  trust: { shop_id: number; kind: 'single' | 'several' | 'delivery'; mode: 'auto' | 'ask'; since: Instant };
  /** Another day offered to a customer for an order. */
  date_offer: {
    id: Generated<number>;
    shop_id: number;
    order_id: number;
    conversation_id: number;
    due_date: string;
    due_time: string | null;
    state: Generated<'open' | 'accepted' | 'declined' | 'replaced'>;
    made_at: Instant;
    answered_at: Instant | null;
  };
};
