import type { Generated, JSONColumnType } from 'kysely';

type Instant = Date;

export type PageTables = {
  page: {
    id: Generated<number>;
    shop_id: number;
    conversation_id: number;
    member_id: number;
    message_id: number;
    kind: 'notebook' | 'price_list' | 'link';
    mime: string | null;
    bytes: Buffer | null;
    sha256: string | null;
    url: string | null;
    caption: string | null;
    /** What a model read, as it proposed it; null: nobody read it. */
    lines: JSONColumnType<object> | null;
    model: string | null;
    trouble: 'no_model' | 'off' | 'spent' | 'failed' | null;
    created_at: Instant;
    done_at: Instant | null;
  };
};
