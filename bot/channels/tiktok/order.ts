/** An order as TikTok Shop's API tells it (GET /order/202309/orders) -> a market order. */
import { z } from 'zod';
import { linesOf, type MarketOrder, type MarketUnit } from '../../../tools/marketplace/order.ts';
import { CURRENCIES, type Currency } from '../../../tools/money.ts';

const SECOND_MS = 1_000;
const text = z.string().nullish();
const amount = z.string().regex(/^\d{1,10}(\.\d{1,4})?$/);

const wire = z.object({
  id: z.string(),
  status: z.string(),
  create_time: z.int(),
  update_time: z.int(),
  buyer_message: text,
  user_id: text,
  buyer_email: text,
  shipping_type: text,
  shipping_due_time: z.int().nullish(),
  rts_sla_time: z.int().nullish(),
  packages: z.array(z.object({ id: z.string() })).nullish(),
  payment: z.object({ currency: z.string(), total_amount: amount, shipping_fee: amount.nullish() }),
  recipient_address: z.object({ name: text, full_address: text, postal_code: text }).nullish(),
  line_items: z.array(
    z.object({
      id: text,
      sku_id: z.string(),
      seller_sku: text,
      product_name: z.string(),
      sku_name: text,
      sale_price: amount,
      display_status: text,
    }),
  ),
});

/** Webhooks say CANCEL, the API CANCELLED. */
const STAGES: Record<string, MarketOrder['stage']> = {
  UNPAID: 'waiting',
  ON_HOLD: 'waiting',
  AWAITING_SHIPMENT: 'to_make',
  PARTIALLY_SHIPPING: 'to_make',
  AWAITING_COLLECTION: 'to_make',
  IN_TRANSIT: 'shipped',
  DELIVERED: 'delivered',
  COMPLETED: 'delivered',
  CANCELLED: 'cancelled',
  CANCEL: 'cancelled',
};

/** Reads one order; throws a ZodError or RangeError when it is none that can be booked. */
export function readOrder(given: unknown): MarketOrder {
  const order = wire.parse(given);
  const { payment, recipient_address: to } = order;
  const currency = payment.currency.toUpperCase();
  const units = unitsOf(order.line_items, currency);
  const shipBy = order.shipping_due_time ?? order.rts_sla_time ?? null;
  return {
    id: order.id,
    status: order.status,
    stage: STAGES[order.status] ?? 'waiting',
    changedAt: order.update_time * SECOND_MS,
    createdAt: order.create_time * SECOND_MS,
    currency,
    lines: linesOf(units.filter(({ gone }) => !gone)),
    units,
    shipping: minor(payment.shipping_fee ?? '0', currency),
    total: minor(payment.total_amount, currency),
    buyer: { id: order.user_id || order.id, name: to?.name || null, email: order.buyer_email || null },
    address: to?.full_address || null,
    note: order.buyer_message?.trim() || null,
    shipBy: shipBy ? shipBy * SECOND_MS : null,
    packages: (order.packages ?? []).map((one) => one.id),
    carrier: order.shipping_type === 'TIKTOK' ? 'marketplace' : 'seller',
  };
}

/** Each piece comes as an item of its own. Cancelled ones are gone, unless all are: then the order itself is cancelled. */
function unitsOf(items: z.infer<typeof wire>['line_items'], currency: string): MarketUnit[] {
  const some = items.some((one) => one.display_status !== 'CANCELLED');
  return items.map((item, place) => {
    const sellerSku = item.seller_sku?.trim() || null;
    const variant = item.sku_name && item.sku_name !== '-' ? ` (${item.sku_name})` : '';
    return {
      id: item.id || String(place),
      article: sellerSku ?? item.sku_id,
      sellerSku,
      name: `${item.product_name}${variant}`,
      unitPrice: minor(item.sale_price, currency),
      gone: some && item.display_status === 'CANCELLED',
    };
  });
}

/** "12.50" in minor units, by its digits. Throws RangeError for a fraction the currency has not. */
export function minor(decimal: string, currency: string): number {
  const digits = CURRENCIES.includes(currency as Currency) && currency === 'TND' ? 3 : 2;
  const [whole = '0', fraction = ''] = decimal.split('.');
  const kept = fraction.padEnd(digits, '0');
  if (/[1-9]/.test(kept.slice(digits))) throw new RangeError(`${decimal} ${currency} is no amount of money`);
  return Number(whole + kept.slice(0, digits));
}
