import type { Selectable } from 'kysely';
import type { Tables } from '../../db/tables/index.ts';
import type { Reply } from '../../tools/conversations/message.ts';
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
