import { forShop } from '../../db/shop.ts';
import type { Hub } from '../context.ts';
import { digest, randomSecret } from '../sealing.ts';

/** How long a person may take in a provider's window. */
export const DIALOG_MS = 20 * 60_000;

type Member = { shopId: number; memberId: number };

/** The `state` of a provider's dialog that a member opens: signed, hers, good for twenty minutes and one answer. */
export async function openDialog(hub: Hub, { shopId, memberId }: Member): Promise<string> {
  const expires = hub.now() + DIALOG_MS;
  const { id } = await forShop(hub.database, shopId, (trx) =>
    trx
      .insertInto('one_time_code')
      .values({
        shop_id: shopId,
        member_id: memberId,
        purpose: 'dialog',
        code_hash: digest(randomSecret()),
        expires_at: new Date(expires),
        used_at: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  return hub.sealer.sign('login', [shopId, memberId, id], expires);
}

/** Whether a `state` is that of a dialog this member opened; it is used up by the question. */
export async function takeDialog(hub: Hub, { shopId, memberId }: Member, state: string): Promise<boolean> {
  const [shop, member, id] = hub.sealer.verify('login', state, hub.now()) ?? [];
  // Somebody else's dialog must not end in this shop.
  if (shop !== shopId || member !== memberId || id === undefined) return false;
  return forShop(hub.database, shopId, async (trx) => {
    const taken = await trx
      .updateTable('one_time_code')
      .set({ used_at: new Date(hub.now()) })
      .where('id', '=', id)
      .where('purpose', '=', 'dialog')
      .where('used_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    return taken !== undefined;
  });
}
