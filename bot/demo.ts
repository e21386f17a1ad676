import { sql } from 'kysely';
import { forShop } from '../db/shop.ts';
import type { Hub, ShopFacts } from '../tools/context.ts';
import { createShop } from '../tools/shops/create.ts';
import { DEMO_MERCHANT, DEMO_SHOP } from '../tools/shops/demo-shop.ts';
import { shopFacts, shopOf } from '../tools/shops/facts.ts';
import { parseShopFile } from '../tools/shops/shop-file.ts';

/** The demo shop with the simulator's connection and its owner's phone; made when it is not there yet. */
export async function openDemoShop(hub: Hub): Promise<ShopFacts> {
  const file = parseShopFile(DEMO_SHOP);
  const id = (await createShop(hub, file, { demo: true })) ?? (await shopOf(hub, 'shop', file.shop));
  if (id === null) throw new Error('the demo shop could not be created');
  await forShop(hub.database, id, async (trx) => {
    // The row lock makes two processes that start together do this one after the other.
    await sql`select id from shop for update`.execute(trx);
    const claimed = await trx
      .insertInto('directory')
      .values({ kind: 'connection', key: `simulator:${file.shop}`, shop_id: id })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (claimed.numInsertedOrUpdatedRows === 0n) return;
    const connection = await trx
      .insertInto('connection')
      .values({
        shop_id: id,
        channel: 'simulator',
        account: file.shop,
        display: 'Simulateur',
        secrets_sealed: hub.sealer.seal('{}'),
        state_reason: null,
        last_event_at: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const owner = await trx.selectFrom('member').select('id').where('role', '=', 'owner').executeTakeFirstOrThrow();
    await trx
      .insertInto('conversation')
      .values({
        shop_id: id,
        connection_id: connection.id,
        channel: 'simulator',
        contact: DEMO_MERCHANT,
        customer_id: null,
        member_id: owner.id,
        language: 'fr',
        last_inbound_at: null,
        last_message_id: null,
        bot_off_until: null,
        introduced_at: null,
      })
      .execute();
  });
  return shopFacts(hub, id);
}
