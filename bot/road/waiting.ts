import { type Selectable, sql } from 'kysely';
import type { Tables } from '../../db/tables/index.ts';
import type { Reply } from '../../tools/conversations/message.ts';
import { noteDelivery } from '../../tools/conversations/say.ts';
import { ask } from '../../tools/errands.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Run } from '../../tools/tool.ts';
import type { Failure } from '../channels/channel.ts';
import type { Parts } from './parts.ts';
import { undelivered } from './undelivered.ts';

/**
 * What cannot leave by its channel goes by e-mail, once, when an address is known and we can send: a member's card, and a
 * customer's message, which is then done with. A customer's message that has no other way waits, and the members are told
 * who waits for what, and why.
 */
export async function noteWaiting(
  parts: Parts,
  run: Run,
  outgoing: Selectable<Tables['outgoing']>,
  failure: Failure,
): Promise<void> {
  if (parts.mail && (await mailMember(run, outgoing))) return;
  // A channel that broke is told of as a whole, and sends all of it when it carries again.
  if (failure.action !== 'wait') return;
  if (parts.mail && (await mailCustomer(run, outgoing))) return;
  const { waiting } = textsFor(run.language);
  const why = failure.code === 0 ? waiting.closed : waiting.template;
  await undelivered(run, outgoing, why, 'held');
}

/** True when the message left by e-mail: it does not leave a second time when the customer writes again. */
async function mailCustomer(run: Run, outgoing: Selectable<Tables['outgoing']>): Promise<boolean> {
  const customer = await run.trx
    .selectFrom('conversation')
    .innerJoin('customer', 'customer.id', 'conversation.customer_id')
    .select(['customer.email', 'conversation.member_id'])
    .where('conversation.id', '=', outgoing.conversation_id)
    .executeTakeFirst();
  const { text, link, document, choices } = outgoing.reply as Reply;
  // A file, or an answer to tap, needs the thread.
  if (!customer?.email || customer.member_id !== null || document || choices?.length) return false;
  const body = [text, link ? `${link.label} : ${link.url}` : ''].filter(Boolean).join('\n\n');
  await ask(run, 'mail', { kind: 'mail', to: customer.email, subject: run.shop.name, text: body });
  await run.trx
    .updateTable('outgoing')
    .set({ state: 'sent', sent_at: new Date(run.at) })
    .where('id', '=', outgoing.id)
    .where('state', '=', 'waiting')
    .execute();
  return true;
}

async function mailMember(run: Run, outgoing: Selectable<Tables['outgoing']>): Promise<boolean> {
  const member = await run.trx
    .selectFrom('conversation')
    .innerJoin('member', 'member.id', 'conversation.member_id')
    .select('member.email')
    .where('conversation.id', '=', outgoing.conversation_id)
    .executeTakeFirst();
  if (!member?.email) return false;
  const { text } = outgoing.reply as Reply;
  await ask(run, 'mail', { kind: 'mail', to: member.email, subject: text.split('\n')[0] ?? run.shop.name, text });
  return true;
}

/** A channel that no longer worked carries again: its mark goes, and what waited for nothing else leaves. */
export async function carriesAgain(run: Run, connectionId: number): Promise<void> {
  await run.trx
    .updateTable('connection')
    .set({ state: 'on', state_reason: null })
    .where('id', '=', connectionId)
    .where('state', '=', 'reconnect')
    .execute();
  const freed = await run.trx
    .updateTable('outgoing')
    .set({ state: 'queued', due_at: new Date(run.at), attempts: 0 })
    .where('state', '=', 'waiting')
    .where(sql<string>`failure->>'action'`, '=', 'reconnect')
    .where('conversation_id', 'in', (eb) =>
      eb.selectFrom('conversation').select('id').where('connection_id', '=', connectionId),
    )
    .returning('conversation_id')
    .execute();
  for (const id of new Set(freed.map((row) => row.conversation_id))) await noteDelivery(run, id);
}
