import { z } from 'zod';
import { alert } from '../conversations/index.ts';
import { tellMembers } from '../conversations/say.ts';
import { Refusal } from '../errors.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool } from '../tool.ts';

/**
 * "Au nom de Martin", after the order was placed: what it is asked for by at the counter, and nothing of what was agreed.
 * So it is no new version and wants nobody's yes; the members are told.
 */
export const inNameOf = defineTool({
  name: 'in_name_of',
  says: 'Notes the name that the customer’s latest open order is fetched under.',
  for: ['customer'],
  input: z.object({ name: z.string().trim().min(1).max(120) }),
  run: async (run, { name }) => {
    const texts = textsFor(run.language);
    if (run.actor.kind !== 'customer') throw new Refusal('not_allowed', texts.refusals.notAllowed([]));
    const order = await run.trx
      .selectFrom('orders')
      .select(['id', 'short', 'customer_name'])
      .where('customer_id', '=', run.actor.customerId)
      .where('status', 'not in', ['delivered', 'cancelled'])
      .orderBy('id', 'desc')
      .limit(1)
      .forUpdate()
      .executeTakeFirst();
    if (!order) return { facts: { named: false }, reply: { text: texts.customer.noOrders } };
    if (order.customer_name !== name) {
      await run.trx.updateTable('orders').set({ customer_name: name }).where('id', '=', order.id).execute();
      await tellMembers(run, `named:${order.id}`, (language) =>
        alert(run, language, textsFor(language).conversation.member.named(order.short, name)),
      );
    }
    return { facts: { named: true }, reply: { text: texts.conversation.asked.named(order.short, name) } };
  },
});
