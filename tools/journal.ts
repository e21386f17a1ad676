import { type RawBuilder, sql } from 'kysely';
import { gather } from '../db/connection.ts';
import type { Gathering } from '../db/gathered.ts';
import { prepared } from '../db/prepared.ts';
import type { Run } from './tool.ts';

/** Everything worth remembering that can happen. Append-only; the events API reads it from a cursor. */
export type EventName =
  | 'order.placed'
  | 'order.changed'
  | `order.${'confirmed' | 'preparing' | 'ready' | 'delivered' | 'cancelled'}`
  | 'trust.changed'
  | `platform.${'moved' | 'reported' | 'connected' | 'disconnected'}`
  | 'order.restored'
  | `order.${'purchase' | 'vat'}`
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
  | 'paper.sent'
  | 'stock.low'
  | 'product.changed'
  | 'retention.deleted'
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
  await gather(run.trx, JOURNAL, { run, event, orderId, data });
}

const RECORDED = prepared(
  (_, { shop, given }: { shop: number; given: string }) => sql`
    insert into journal (shop_id, at, event, actor, order_id, data, cause)
    select ${shop}::bigint, t, e, a, o, d, c
    from jsonb_to_recordset(${given}::jsonb) as r(t timestamptz, e text, a jsonb, o bigint, d jsonb, c text)`,
);

/** The same in the statement that makes it true, from the rows of `from`, with an expression for its data. */
export const recorded = (
  fact: { shop: number; at: Date; event: EventName; actor: string; order: number | null; cause: string },
  data: RawBuilder<unknown>,
  from: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`
  insert into journal (shop_id, at, event, actor, order_id, data, cause)
  select ${fact.shop}::bigint, ${fact.at}::timestamptz, ${sql.lit(fact.event)}, ${fact.actor}::jsonb, ${fact.order}::bigint,
    ${data}, ${fact.cause}::text from ${from}`;

/** All that a transaction records, in one statement. */
const JOURNAL: Gathering<{ run: Run; event: EventName; orderId: number | null; data: object }> = {
  tables: ['journal'],
  write(facts) {
    const { shop } = facts[0]!.run;
    const given = facts.map(({ run, event, orderId, data }) => ({
      t: new Date(run.at),
      e: event,
      a: run.actor,
      o: orderId,
      d: data,
      c: run.cause,
    }));
    return [{ query: RECORDED({ shop: shop.id, given: JSON.stringify(given) }) }];
  },
};

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
