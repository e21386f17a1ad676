import type { Generated, JSONColumnType } from 'kysely';

type Instant = Date;

export type MerchantTables = {
  undo: {
    id: Generated<number>;
    shop_id: number;
    member_id: number;
    at: Instant;
    cause: string;
    /** The tool that ran, and the one whose input takes it back. */
    tool: string;
    undo_tool: string;
    undo_input: JSONColumnType<object>;
    said: string;
    order_id: number | null;
    journal_id: Generated<number>;
    used_at: Instant | null;
  };
  plan: {
    id: Generated<number>;
    shop_id: number;
    conversation_id: number;
    member_id: number;
    commands: JSONColumnType<object>;
    source: 'speech' | 'voice' | 'card' | 'echo' | 'typo' | 'page';
    needs_tap: Generated<boolean>;
    state: Generated<'open' | 'done' | 'dropped'>;
    cause: string;
    created_at: Instant;
    expires_at: Instant;
    answered_at: Instant | null;
    answered_cause: string | null;
    /** The photographed page whose line it writes down. */
    page_id: Generated<number | null>;
  };
};
