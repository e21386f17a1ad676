import { type Selectable, sql } from 'kysely';
import type { Tables } from '../../db/tables/index.ts';
import type { Reply } from '../../tools/conversations/message.ts';
import { noteDelivery } from '../../tools/conversations/say.ts';
import { ask } from '../../tools/errands.ts';
import type { Run } from '../../tools/tool.ts';
import type { Parts } from './parts.ts';

/** A member's card that cannot leave by its channel goes by e-mail, once, when she has an address and we can send. */
export async function noteWaiting(parts: Parts, run: Run, outgoing: Selectable<Tables['outgoing']>): Promise<void> {
  if (!parts.mail) return;
  const member = await run.trx
    .selectFrom('conversation')
    .innerJoin('member', 'member.id', 'conversation.member_id')
    .select('member.email')
    .where('conversation.id', '=', outgoing.conversation_id)
    .executeTakeFirst();
  if (!member?.email) return;
  const { text } = outgoing.reply as Reply;
  await ask(run, 'mail', { kind: 'mail', to: member.email, subject: text.split('\n')[0] ?? run.shop.name, text });
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
