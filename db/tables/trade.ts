import type { Generated, JSONColumnType } from 'kysely';

type Instant = Date;

/** A buyer's references: the number of its order; of a public buyer the engagement and the service it is billed to. */
export type Purchase = { order?: string; engagement?: string; service?: string };

export type TradeTables = {
  product: {
    id: Generated<number>;
    shop_id: number;
    sku: string;
    name: string;
    aliases: JSONColumnType<string[]>;
    description: string | null;
    unit: string;
    price: number;
    /** Hundredths of a percent: 5.5 % is 550. */
    vat_rate: number;
    /** What it is for VAT; null: as the shop says. */
    operation: 'goods' | 'services' | null;
    /** numeric: a decimal string. */
    stock: string | null;
    low_stock: string | null;
    options: JSONColumnType<object[]>;
    details: JSONColumnType<object>;
    position: Generated<number>;
    active: Generated<boolean>;
    /** A member said that it is sold out; not sold until it is back. */
    sold_out_at: Instant | null;
  };
  variant: {
    id: Generated<number>;
    shop_id: number;
    product_id: number;
    sku: string;
    name: string;
    price: number;
    stock: string | null;
    position: Generated<number>;
    active: Generated<boolean>;
    sold_out_at: Instant | null;
  };
  draft: {
    id: Generated<number>;
    shop_id: number;
    conversation_id: number;
    state: Generated<'open' | 'placed' | 'dropped'>;
    content: JSONColumnType<object>;
    /** The order this draft changes; none: it becomes an order of its own. */
    changes_order_id: Generated<number | null>;
    version: Generated<number>;
    created_at: Instant;
    updated_at: Instant;
  };
  orders: {
    id: Generated<number>;
    shop_id: number;
    short: number;
    number: string;
    version: Generated<number>;
    status: Generated<'pending' | 'confirmed' | 'preparing' | 'ready' | 'delivered' | 'cancelled'>;
    payment_status: Generated<'unpaid' | 'partial' | 'paid' | 'refunded'>;
    channel: string;
    conversation_id: number | null;
    customer_id: number;
    draft_id: number | null;
    customer_name: string | null;
    currency: string;
    subtotal: number;
    discount: Generated<number>;
    /** Hundredths of a percent of the goods; null: `discount` is an amount that was named. */
    discount_rate: number | null;
    shipping: Generated<number>;
    tax: number;
    total: number;
    paid: Generated<number>;
    /** Taken off the standing invoice by credit notes. */
    credited: Generated<number>;
    /** YYYY-MM-DD in the shop's calendar. */
    due_date: string | null;
    due_time: string | null;
    fulfilment: 'pickup' | 'delivery' | null;
    address: string | null;
    note: string | null;
    cancel_reason: string | null;
    /** The buyer's own references for it. */
    purchase: JSONColumnType<Purchase> | null;
    /** What a member decided about the VAT of a sale abroad; null: nothing. */
    vat_case: 'domestic' | 'intra_eu' | 'reverse_charge' | 'export' | null;
    created_at: Instant;
    updated_at: Instant;
  };
  order_line: {
    id: Generated<number>;
    shop_id: number;
    order_id: number;
    position: number;
    sku: string;
    name: string;
    qty: string;
    unit: string;
    unit_price: number;
    total: number;
    vat_rate: number;
    operation: 'goods' | 'services' | null;
    options: JSONColumnType<object>;
    /** Already deducted from `total`. */
    discount: Generated<number>;
  };
};
