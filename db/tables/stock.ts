import type { Generated, JSONColumnType } from 'kysely';

type Instant = Date;

/** Why a stock moved. `sale` belongs to an order, taken or given back; `count` sets what was counted. */
export type StockReason = 'sale' | 'count' | 'correction' | 'waste' | 'return' | 'purchase';

export type StockTables = {
  stock_movement: {
    id: Generated<number>;
    shop_id: number;
    /** Of a product or a variant. */
    sku: string;
    /** numeric, signed: a decimal string. */
    qty: string;
    reason: StockReason;
    order_id: number | null;
    /** The depot; null: the shop itself. */
    location: string | null;
    by: JSONColumnType<object>;
    at: Generated<Instant>;
    cause: string;
  };
  product_photo: {
    id: Generated<number>;
    shop_id: number;
    product_id: number;
    mime: string;
    bytes: Buffer;
    sha256: string;
    created_at: Instant;
  };
};
