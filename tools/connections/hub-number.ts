import type { Hub } from '../context.ts';
import type { Run } from '../tool.ts';

/**
 * The channel of a shop's connection to the hub's own WhatsApp number. Its token is a setting of the hub and is not kept
 * with the shop; members' threads alone live on it, so nothing that looks for the shop's WhatsApp finds it.
 */
export const HUB_NUMBER = 'hub';

/** The shop's connection to the hub's number, made at first need; null where the hub has no number. */
export async function hubConnection(run: { trx: Run['trx']; shop: { id: number }; hub: Hub }): Promise<number | null> {
  const { ownNumber, sealer } = run.hub;
  if (!ownNumber) return null;
  const find = () =>
    run.trx
      .selectFrom('connection')
      .select('id')
      .where('channel', '=', HUB_NUMBER)
      .where('account', '=', ownNumber.phoneNumberId)
      .executeTakeFirst();
  const known = await find();
  if (known) return known.id;
  await run.trx
    .insertInto('connection')
    .values({
      shop_id: run.shop.id,
      channel: HUB_NUMBER,
      account: ownNumber.phoneNumberId,
      display: null,
      secrets_sealed: sealer.seal('{}'),
      state_reason: null,
      last_event_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await find())?.id ?? null;
}
