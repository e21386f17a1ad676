import type { Trx } from '../../db/shop.ts';

/** The directory's kind for the account above a connection: WhatsApp's business account, which has news of its own. */
export const BUSINESS = 'business';

/** Lets news of a WhatsApp business account find its shop. The first shop that uses it keeps it. */
export async function learnBusiness(trx: Trx, shopId: number, waba: string): Promise<void> {
  await trx
    .insertInto('directory')
    .values({ kind: BUSINESS, key: `whatsapp:${waba}`, shop_id: shopId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
