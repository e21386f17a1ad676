import type { Generated, JSONColumnType } from 'kysely';

export type MarketplaceTables = {
  market_order: {
    id: Generated<number>;
    shop_id: number;
    channel: string;
    account: string;
    external_id: string;
    state: 'waiting' | 'unmatched' | 'imported' | 'dropped';
    /** The marketplace's own word for it. */
    status: string;
    changed_at: Date;
    content: JSONColumnType<object>;
    order_id: number | null;
  };
  /** What an article of the marketplace is in the catalogue, where a member said so. */
  market_article: { shop_id: number; channel: string; article: string; name: string; sku: string };
  /** What changed there after the order was ours; `content` as `tools/marketplace/change.ts` writes it. */
  market_change: {
    id: Generated<number>;
    shop_id: number;
    market_order_id: number;
    order_id: number;
    external_id: string;
    kind: 'cancellation' | 'return' | 'units' | 'articles';
    state: 'open' | 'applied' | 'declined' | 'covered' | 'replaced';
    /** What the buyer got back there, minor units. */
    amount: number;
    content: JSONColumnType<object>;
    created_at: Date;
    decided_at: Date | null;
    decided_by: number | null;
  };
  market_poll: { shop_id: number; connection_id: number; read_until: Date; asked_at: Date };
};
