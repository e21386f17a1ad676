import { later } from '../db/connection.ts';
import type { Run } from './tool.ts';

/** Everything worth remembering that can happen. Append-only; the events API reads it from a cursor. */
export type EventName =
  | 'order.placed'
  | 'order.changed'
  | `order.${'confirmed' | 'preparing' | 'ready' | 'delivered' | 'cancelled'}`
  | 'trust.changed'
  | 'order.restored'
  | 'order.date_offered'
  | 'order.date_answered'
  | 'payment.received'
  | 'payment.unexpected'
  | 'payment.corrected'
  | 'refund.asked'
  | 'refund.done'
  | 'refund.failed'
  | `schedule.${'made' | 'closed'}`
  | `dispute.${'opened' | 'won' | 'lost'}`
  | 'quote.sent'
  | 'quote.accepted'
  | 'paper.issued'
  | 'stock.low'
  | 'product.changed'
  | 'customer.merged'
  | 'customer.business'
  | 'customer.parted'
  | 'shop.changed'
  | `channel.${'connected' | 'renewed' | 'disconnected'}`
  | 'account.linked'
  | 'conversation.handed_over'
  | 'assistant.changed';

/** Writes one fact in the transaction that makes it true. */
export async function record(run: Run, event: EventName, orderId: number | null, data: object): Promise<void> {
  await later(
    run.trx,
    run.trx.insertInto('journal').values({
      shop_id: run.shop.id,
      at: new Date(run.at),
      event,
      actor: JSON.stringify(run.actor),
      order_id: orderId,
      data: JSON.stringify(data),
      cause: run.cause,
    }),
  );
}

/** Who last did `event` to an order and when (milliseconds): what the second of two taps is told. */
export async function lastDoer(
  run: Run,
  orderId: number,
  event: EventName,
): Promise<{ name: string | null; at: number } | null> {
  const row = await run.trx
    .selectFrom('journal')
    .select(['actor', 'at'])
    .where('order_id', '=', orderId)
    .where('event', '=', event)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (!row) return null;
  const actor = row.actor as { name?: string };
  return { name: actor.name ?? null, at: row.at.getTime() };
}
