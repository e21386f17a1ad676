import type { Generated, JSONColumnType } from 'kysely';

type Instant = Date;

export type ConversationTables = {
  change_request: {
    id: Generated<number>;
    shop_id: number;
    order_id: number;
    /** The order as it was when the change was proposed: on any other version it is not applied. */
    order_version: number;
    draft_id: number | null;
    what: 'change' | 'cancel';
    words: string;
    change: JSONColumnType<object>;
    state: Generated<'open' | 'applied' | 'refused' | 'replaced'>;
    created_at: Instant;
    decided_at: Instant | null;
    decided_by: number | null;
  };
  learned_word: {
    id: Generated<number>;
    shop_id: number;
    /** Folded: lower case, no accents. */
    word: string;
    /** As the customer wrote it. */
    said: string;
    /** The product's own sku. */
    sku: string;
    state: Generated<'proposed' | 'confirmed' | 'refused' | 'removed'>;
    proposed_at: Instant;
    decided_at: Instant | null;
    decided_by: number | null;
  };
};
