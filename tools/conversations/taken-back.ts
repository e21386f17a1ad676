import { sql } from 'kysely';
import { type OrderView, orderById } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { customerName } from './index.ts';
import { decision, keepRequest } from './request.ts';
import { tellMembers } from './say.ts';

/** The open orders that were read, in part at least, from this message: by the evidence their drafts kept. */
export async function ordersFrom(run: Run, conversationId: number, messageId: number): Promise<OrderView[]> {
  const piece = JSON.stringify([{ message: String(messageId) }]);
  const { rows } = await sql<{ id: number }>`
    select distinct o.id from draft d join orders o on o.draft_id = d.id or o.id = d.changes_order_id
    where d.conversation_id = ${conversationId} and d.state = 'placed' and d.content->'evidence' @> ${piece}::jsonb
      and o.status not in ('delivered', 'cancelled') order by o.id`.execute(run.trx);
  return Promise.all(rows.map(({ id }) => orderById(run.trx, id)));
}

/**
 * The words an order came of were edited (`now`) or deleted (null): a request before the members, with both wordings.
 * The order stays as it is until one of them decides.
 */
export async function askAfterCorrection(
  run: Run,
  view: OrderView,
  { was, now }: { was: string; now: string | null },
): Promise<void> {
  const { order } = view;
  const who = await customerName(run, order.customer_id);
  const text = (now ?? was).slice(0, 500);
  const requestId = await keepRequest(run, view, { what: now === null ? 'cancel' : 'change', text, draftId: null });
  await tellMembers(run, `corrected:${order.id}`, (language) => {
    const texts = textsFor(language);
    const act =
      now === null
        ? { id: `/annuler ${order.short} v${order.version}`, title: texts.member.buttons.cancelled }
        : { id: `/modifier ${order.short} v${order.version}`, title: texts.member.modify };
    const words =
      now === null
        ? texts.takenBack.revoked(order.short, who, was)
        : texts.takenBack.edited(order.short, who, was, now);
    const keep = {
      id: `/decliner ${order.short} d${requestId} v${order.version}`,
      title: texts.conversation.member.keep,
    };
    return decision(run, view, language, words, [act, keep]);
  });
}
