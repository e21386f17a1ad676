import type { Selectable } from 'kysely';
import type { Tables } from '../../db/tables/index.ts';
import { customerName } from '../../tools/conversations/index.ts';
import type { Reply } from '../../tools/conversations/message.ts';
import { happened } from '../../tools/day/watch.ts';
import type { Run } from '../../tools/tool.ts';

/** The part of a message that members recognise it by. */
const QUOTED_LENGTH = 60;

/**
 * A customer did not get a message: the members are told once, with the reason and the next best way, grouped with what
 * else there is to tell. A member's own message tells nobody.
 */
export async function undelivered(run: Run, outgoing: Selectable<Tables['outgoing']>, why: string): Promise<void> {
  const conversation = await run.trx
    .selectFrom('conversation')
    .select(['customer_id', 'member_id'])
    .where('id', '=', outgoing.conversation_id)
    .executeTakeFirstOrThrow();
  if (conversation.member_id !== null || conversation.customer_id === null) return;
  const told = await run.trx
    .updateTable('outgoing')
    .set({ told_at: new Date(run.at) })
    .where('id', '=', outgoing.id)
    .where('told_at', 'is', null)
    .executeTakeFirst();
  if (told.numUpdatedRows === 0n) return;
  const who = await customerName(run, conversation.customer_id);
  const { text } = outgoing.reply as Reply;
  const quote = text.length > QUOTED_LENGTH ? `${text.slice(0, QUOTED_LENGTH)}…` : text;
  const { phone } = await run.trx
    .selectFrom('customer')
    .select('phone')
    .where('id', '=', conversation.customer_id)
    .executeTakeFirstOrThrow();
  const facts = { who, what: quote.replaceAll('\n', ' '), why, ...(phone ? { phone } : {}) };
  await happened(run, { kind: 'undelivered', subject: String(outgoing.id), facts });
}
