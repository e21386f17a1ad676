import type { Ctx } from '../../tools/context.ts';
import { type DraftContent, openChange, openDraft } from '../../tools/drafts/draft.ts';
import { dayOf } from '../../tools/language.ts';
import { withAllLines } from '../../tools/orders/read.ts';
import { inShop } from '../../tools/perform.ts';
import type { Outcome } from '../../tools/tool.ts';
import type { Done } from '../agent/desk.ts';
import type { Placed } from './story.ts';

/** The orders a customer's words may still change. */
const MOST_ORDERS = 5;

/** What stands before the turn begins: the open draft, the open orders, and what this very turn did before a crash. */
export type World = { open: DraftContent | null; placed: Placed; before: Done[] };

/** Reads all of it in one transaction. */
export async function readWorld(ctx: Ctx, conversationId: number, customerId: number): Promise<World> {
  return inShop(ctx, async (run) => {
    const draft = await openDraft(run, conversationId);
    const effects = await run.trx
      .selectFrom('effect')
      .select(['key', 'result'])
      .where('cause', '=', ctx.cause)
      .orderBy('at')
      .execute();
    const before = effects.map((effect) => ({
      tool: effect.key.slice(0, effect.key.indexOf(':')),
      outcome: effect.result as Outcome,
      refusal: null,
    }));
    const orders = await run.trx
      .selectFrom('orders')
      .selectAll()
      .where('customer_id', '=', customerId)
      .where('status', 'in', ['pending', 'confirmed', 'preparing', 'ready'])
      .where((eb) => eb.or([eb('due_date', 'is', null), eb('due_date', '>=', dayOf(run.at, run.shop.timezone))]))
      .orderBy('id', 'desc')
      .limit(MOST_ORDERS)
      .execute();
    const change = draft || orders.length === 0 ? null : await openChange(run, conversationId);
    const placed = { orders: await withAllLines(run.trx, orders), changing: change?.orderId ?? null };
    return { open: draft?.content ?? null, placed, before };
  });
}
