import { z } from 'zod';

/** One article of an order, as many as of it at one price. Money in minor units of the shop's currency, VAT included. */
const line = z.object({
  /** What names it at the marketplace: the seller's own sku where there is one. */
  article: z.string().min(1),
  sellerSku: z.string().nullable(),
  name: z.string(),
  qty: z.int().positive(),
  unitPrice: z.int().nonnegative(),
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
  lines: z.array(line),
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
