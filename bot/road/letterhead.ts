import { forShop } from '../../db/shop.ts';
import type { Hub, Language } from '../../tools/context.ts';
import type { Letterhead } from '../channels/channel.ts';

/** What a letter to a conversation's contact stands under: it continues the thread of the last letter they wrote. */
export async function letterheadOf(hub: Hub, shopId: number, conversationId: number): Promise<Letterhead> {
  return forShop(hub.database, shopId, async (trx) => {
    const shop = await trx.selectFrom('shop').select(['name', 'language']).executeTakeFirstOrThrow();
    const { language, connection_id, contact } = await trx
      .selectFrom('conversation')
      .select(['language', 'connection_id', 'contact'])
      .where('id', '=', conversationId)
      .executeTakeFirstOrThrow();
    const last = await trx
      .selectFrom('mail')
      .select(['message_id', 'subject', 'thread'])
      .where('connection_id', '=', connection_id)
      .where('contact', '=', contact)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    return {
      shop: shop.name,
      language: (language ?? shop.language) as Language,
      subject: last?.subject ?? null,
      inReplyTo: last?.message_id ?? null,
      references: (last?.thread as string[] | undefined) ?? [],
    };
  });
}
