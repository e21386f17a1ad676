import { z } from 'zod';

/** One article of an order, as many as of it at one price. Money in minor units of the shop's currency, VAT included. */
export const marketLineSchema = z.object({
  /** What names it at the marketplace: the seller's own sku where there is one. */
  article: z.string().min(1),
  sellerSku: z.string().nullable(),
  name: z.string(),
  qty: z.int().positive(),
  unitPrice: z.int().nonnegative(),
});

/** One piece of an order, by the marketplace's id of it. `gone`: cancelled there. */
const unit = z.object({
  id: z.string(),
  article: z.string().min(1),
  sellerSku: z.string().nullable(),
  name: z.string(),
  unitPrice: z.int().nonnegative(),
  gone: z.boolean(),
});

/** An order made on a marketplace, in our words. Kept as `market_order.content`. */
export const marketOrderSchema = z.object({
  id: z.string().min(1),
  /** The marketplace's own word for its state, and what it means to us. */
  status: z.string(),
  stage: z.enum(['waiting', 'to_make', 'shipped', 'delivered', 'cancelled']),
  /** When it last changed and when it was made, milliseconds. */
  changedAt: z.int(),
  createdAt: z.int(),
  currency: z.string(),
  /** What is to be made and sent. */
  lines: z.array(marketLineSchema),
  /** Every piece that was bought, those that were cancelled since as well. */
  units: z.array(unit).default([]),
  shipping: z.int().nonnegative(),
  /** What the buyer paid there. */
  total: z.int().nonnegative(),
  buyer: z.object({ id: z.string(), name: z.string().nullable(), email: z.string().nullable() }),
  address: z.string().nullable(),
  note: z.string().nullable(),
  /** By when it must leave, milliseconds. */
  shipBy: z.int().nullable(),
  /** The packages and who sends them: the marketplace's carrier can be told that they are ready. */
  packages: z.array(z.string()),
  carrier: z.enum(['marketplace', 'seller']),
});
export type MarketOrder = z.infer<typeof marketOrderSchema>;
export type MarketLine = MarketOrder['lines'][number];
export type MarketUnit = MarketOrder['units'][number];

/**
 * Money that a marketplace gives a buyer back, and for what. `stage` asked: the buyer waits for an answer; going: it is
 * under way; off: nothing comes of it; done: the buyer has it.
 */
export type MarketRefund = {
  id: string;
  order: string;
  kind: 'cancellation' | 'return';
  stage: 'asked' | 'going' | 'done' | 'off';
  /** The pieces it is for, by their ids; none: for money alone. */
  units: string[];
  /** Minor units of the order's currency, delivery included where it is given back. */
  amount: number;
  reason: string | null;
};

/** Pieces of an order as lines: the same article at the same price is one. */
export function linesOf(units: readonly MarketUnit[]): MarketLine[] {
  const lines = new Map<string, MarketLine>();
  for (const { article, sellerSku, name, unitPrice } of units) {
    const key = JSON.stringify([article, unitPrice]);
    const known = lines.get(key);
    if (known) known.qty += 1;
    else lines.set(key, { article, sellerSku, name, qty: 1, unitPrice });
  }
  return [...lines.values()];
}
