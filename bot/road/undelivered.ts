import type { Selectable } from 'kysely';
import type { Tables } from '../../db/tables/index.ts';
import { customerName } from '../../tools/conversations/index.ts';
import type { Reply } from '../../tools/conversations/message.ts';
import { happened } from '../../tools/day/watch.ts';
import type { Run } from '../../tools/tool.ts';

/** The part of a message that members recognise it by. */
const QUOTED_LENGTH = 60;

/**
 * A customer did not get a message, or it waits (`held`): the members are told once, with the reason and the next best
 * way, grouped with what else there is to tell. A member's own message tells nobody.
 */
export async function undelivered(
  run: Run,
  outgoing: Selectable<Tables['outgoing']>,
  why: string,
  kind: 'undelivered' | 'held' = 'undelivered',
): Promise<void> {
  const conversation = await run.trx
    .selectFrom('conversation')
    .select(['customer_id', 'member_id'])
    .where('id', '=', outgoing.conversation_id)
    .executeTakeFirstOrThrow();
  if (conversation.member_id !== null || conversation.customer_id === null) return;
  if (kind === 'held' ? await wasHeld(run, outgoing.id) : !(await firstFailure(run, outgoing.id))) return;
  const who = await customerName(run, conversation.customer_id);
  const { text } = outgoing.reply as Reply;
  const quote = text.length > QUOTED_LENGTH ? `${text.slice(0, QUOTED_LENGTH)}…` : text;
  const { phone } = await run.trx
    .selectFrom('customer')
    .select('phone')
    .where('id', '=', conversation.customer_id)
    .executeTakeFirstOrThrow();
  const facts = { who, what: quote.replaceAll('\n', ' '), why, ...(phone ? { phone } : {}) };
  await happened(run, { kind, subject: String(outgoing.id), facts });
}

/** Marks that the members hear of this failure; false: they did already. */
async function firstFailure(run: Run, outgoingId: number): Promise<boolean> {
  const told = await run.trx
    .updateTable('outgoing')
    .set({ told_at: new Date(run.at) })
    .where('id', '=', outgoingId)
    .where('told_at', 'is', null)
    .executeTakeFirst();
  return told.numUpdatedRows > 0n;
}

/** Whether the members heard already that this message waits; that it failed is told beside. */
async function wasHeld(run: Run, outgoingId: number): Promise<boolean> {
  const row = await run.trx
    .selectFrom('alert')
    .select('id')
    .where('kind', '=', 'held')
    .where('subject', '=', String(outgoingId))
    .executeTakeFirst();
  return row !== undefined;
}
