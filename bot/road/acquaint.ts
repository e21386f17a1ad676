import { forShop } from '../../db/shop.ts';
import type { ShopFacts } from '../../tools/context.ts';
import type { ChannelName } from '../../tools/conversations/message.ts';
import { connectionFor } from './connections.ts';
import type { Parts } from './parts.ts';
import type { Opened } from './turn.ts';

/**
 * Asks the channel for the name of a customer who writes for the first time, where its events do not carry one: members
 * read it on the card. Before the turn is thought, outside any transaction; a channel that does not answer costs 3 s.
 */
export async function acquaint(parts: Parts, shop: ShopFacts, { conversation }: Opened): Promise<void> {
  const channel = parts.channels[conversation.channel as ChannelName];
  const customerId = conversation.customer_id;
  if (!channel?.nameOf || customerId === null || conversation.introduced_at !== null) return;
  const { database } = parts.hub;
  const known = await forShop(database, shop.id, (trx) =>
    trx.selectFrom('customer').select('name').where('id', '=', customerId).executeTakeFirst(),
  );
  if (!known || known.name !== null) return;
  const connection = await connectionFor(parts.hub, shop.id, conversation.id);
  const name = await channel.nameOf(connection, conversation.contact);
  if (name === null) return;
  await forShop(database, shop.id, (trx) =>
    trx.updateTable('customer').set({ name }).where('id', '=', customerId).where('name', 'is', null).execute(),
  );
}
