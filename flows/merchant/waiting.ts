import type { Ctx } from '../../tools/context.ts';
import { inShop } from '../../tools/perform.ts';

/**
 * The one order that waits for a yes, by its short number, when its card came after whatever else this thread was asked;
 * null when none waits, several do, or a later question is open. A bare "ok" may mean it: its card is shown again.
 */
export async function onlyOneWaiting(ctx: Ctx): Promise<number | null> {
  const { actor } = ctx;
  const thread = actor.kind === 'member' ? actor.conversationId : undefined;
  if (thread === undefined) return null;
  return inShop(ctx, async ({ trx, at }) => {
    const [order, ...others] = await trx
      .selectFrom('orders')
      .select(['short', 'updated_at'])
      .where('status', '=', 'pending')
      .orderBy('id', 'desc')
      .limit(2)
      .execute();
    if (!order || others.length > 0) return null;
    const plan = await trx
      .selectFrom('plan')
      .select('created_at')
      .where('conversation_id', '=', thread)
      .where('state', '=', 'open')
      .where('expires_at', '>', new Date(at))
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    return plan && plan.created_at >= order.updated_at ? null : order.short;
  });
}
