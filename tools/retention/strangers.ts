import { sql } from 'kysely';
import { apart } from '../../db/connection.ts';
import type { Run } from '../tool.ts';

/** Tables that point to what is deleted with a stranger, and are dealt with here. */
export const WITH_STRANGERS = [
  'attachment',
  'company_offer',
  'conversation',
  'draft',
  'identity',
  'mail',
  'mail_file',
  'message',
  'model_call',
  'outgoing',
  'same_customer',
  'turn',
] as const;
/** Tables that keep whoever they name: an order, a paper, a merge, a member's own thread. */
export const KEEPS = [
  'change_request',
  'customer',
  'customer_merge',
  'date_offer',
  'orders',
  'page',
  'paper',
  'plan',
  'quote',
  'reconciliation',
] as const;

/**
 * Deletes customers who never ordered and have not written since `before`, with all that was said and sent. The ids of
 * those deleted; one that cannot be deleted is left for the next night and given to `failed`.
 */
export async function deleteStrangers(
  run: Run,
  before: Date,
  most: number,
  failed: (customerId: number, error: unknown) => void,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select c.id from customer c
    where c.created_at < ${before} and c.merged_into is null
      and not exists (select from orders o where o.customer_id = c.id)
      and not exists (select from paper p where p.customer_id = c.id)
      and not exists (select from quote q where q.customer_id = c.id)
      and not exists (select from customer_merge m where c.id in (m.kept_id, m.gone_id))
      and not exists (select from customer other where other.merged_into = c.id)
      and exists (select from conversation k where k.customer_id = c.id)
      and not exists (select from conversation k where k.customer_id = c.id and (k.member_id is not null
        or greatest(coalesce(k.last_inbound_at, k.created_at), (select max(o.created_at) from outgoing o
          where o.conversation_id = k.id)) >= ${before}
        or exists (select from orders o where o.conversation_id = k.id)
        or exists (select from quote q where q.conversation_id = k.id)))
    order by c.id limit ${most} for update of c skip locked`.execute(run.trx);
  let deleted = 0;
  for (const { id } of rows) {
    try {
      await apart(run.trx, () => deleteOne(run, id));
      deleted++;
    } catch (error) {
      failed(id, error);
    }
  }
  return deleted;
}

async function deleteOne({ trx }: Run, customerId: number): Promise<void> {
  const threads = await trx
    .selectFrom('conversation')
    .select(['id', 'connection_id', 'contact'])
    .where('customer_id', '=', customerId)
    .execute();
  for (const { id, connection_id, contact } of threads) {
    const theirs = sql`(conversation_id = ${id} or lane = ${`${connection_id}:${contact}`})`;
    await sql`delete from attachment where message_id in (select id from message where ${theirs})`.execute(trx);
    await sql`delete from effect where cause in (select 'turn:' || t.id from turn t where t.conversation_id = ${id})`.execute(
      trx,
    );
    await sql`delete from message where ${theirs}`.execute(trx);
    for (const table of ['model_call', 'outgoing', 'draft', 'turn'] as const)
      await trx.deleteFrom(table).where('conversation_id', '=', id).execute();
    const letters = trx
      .selectFrom('mail')
      .select('id')
      .where('connection_id', '=', connection_id)
      .where('contact', '=', contact);
    await trx.deleteFrom('mail_file').where('mail_id', 'in', letters).execute();
    await trx.deleteFrom('mail').where('connection_id', '=', connection_id).where('contact', '=', contact).execute();
    await trx.deleteFrom('conversation').where('id', '=', id).execute();
  }
  await trx.deleteFrom('identity').where('customer_id', '=', customerId).execute();
  await trx.deleteFrom('company_offer').where('customer_id', '=', customerId).execute();
  await trx
    .deleteFrom('same_customer')
    .where((eb) => eb.or([eb('one_id', '=', customerId), eb('other_id', '=', customerId)]))
    .execute();
  await trx.deleteFrom('customer').where('id', '=', customerId).execute();
}
