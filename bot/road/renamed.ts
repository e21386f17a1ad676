import { sql } from 'kysely';
import type { Arrival } from '../../tools/conversations/message.ts';
import type { Run } from '../../tools/tool.ts';
import type { ConversationRow } from './person.ts';

/**
 * A customer took another number or id: the new name leads to the same customer, and the conversation goes on under it.
 * A phone that is written on invoices follows only where it was the one that changed.
 */
export async function renamed(run: Run, arrival: Arrival, conversation: ConversationRow | null): Promise<void> {
  if (arrival.what.kind !== 'renamed' || !arrival.what.current || !conversation?.customer_id) return;
  const { current, previous } = arrival.what;
  const phone = isPhone(current);
  const value = phone ? `+${current.replace(/^\+/, '')}` : current;
  await run.trx
    .insertInto('identity')
    .values({
      shop_id: run.shop.id,
      customer_id: conversation.customer_id,
      channel: arrival.channel,
      kind: phone ? 'phone' : 'bsuid',
      value,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (phone && previous !== undefined && isPhone(previous)) {
    await run.trx
      .updateTable('customer')
      .set({ phone: value })
      .where('id', '=', conversation.customer_id)
      .where('phone', '=', `+${previous.replace(/^\+/, '')}`)
      .execute();
  }
  // A number keeps its thread when only the id beside it changed.
  const moves = phone || !isPhone(conversation.contact);
  if (!moves) return;
  await sql`update conversation set contact = ${current.replace(/^\+/, '')} where id = ${conversation.id} and not exists (
    select from conversation other where other.connection_id = conversation.connection_id
      and other.contact = ${current.replace(/^\+/, '')})`.execute(run.trx);
}

/** The shop's own name for a number it knows already; of everybody else in an address book nothing is kept. */
export async function named(
  run: Run,
  externalId: string,
  { phone, name }: { phone: string; name: string },
): Promise<void> {
  await sql`update customer set name = ${name} where name is null and (phone = ${phone} or id in (
    select customer_id from identity where kind = 'phone' and value = ${phone}))`.execute(run.trx);
  await run.trx
    .updateTable('message')
    .set({ arrival: JSON.stringify({ channel: 'whatsapp', what: { kind: 'other', what: 'card' } }) })
    .where('external_id', '=', externalId)
    .where('kind', '=', 'card')
    .execute();
}

const isPhone = (id: string): boolean => /^\+?\d{6,15}$/.test(id);
