import type { Tables } from '../../db/tables/index.ts';
import type { Run } from '../tool.ts';

type Channel = Tables['conversation']['channel'];

/**
 * The conversation by which the shop can write first to a contact: on its oldest connection of the channel that is not
 * off. `isNew`: nobody had written there. Null: the shop has no such connection.
 */
export async function openConversation(
  run: Run,
  channel: Channel,
  contact: string,
  customerId: number | null,
): Promise<{ id: number; isNew: boolean } | null> {
  const connection = await run.trx
    .selectFrom('connection')
    .select('id')
    .where('channel', '=', channel)
    .where('state', '!=', 'off')
    .orderBy('id')
    .executeTakeFirst();
  if (!connection) return null;
  const opened = await run.trx
    .insertInto('conversation')
    .values({
      shop_id: run.shop.id,
      connection_id: connection.id,
      channel,
      contact,
      customer_id: customerId,
      member_id: null,
      language: null,
      last_inbound_at: null,
      last_message_id: null,
      bot_off_until: null,
      introduced_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (opened) return { id: opened.id, isNew: true };
  const { id } = await run.trx
    .selectFrom('conversation')
    .select('id')
    .where('connection_id', '=', connection.id)
    .where('contact', '=', contact)
    .executeTakeFirstOrThrow();
  return { id, isNew: false };
}
