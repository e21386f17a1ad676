import { sql } from 'kysely';
import { later } from '../../db/connection.ts';
import type { Outcome, Run } from '../tool.ts';

/** The longest echo kept to name what is taken back. */
const SAID_CHARACTERS = 200;

/** Causes that begin so take something back themselves; that is not taken back again. */
export const UNDO_CAUSE = 'undo:';

/**
 * Notes, in the transaction of a member's command, how it is taken back. Only what is said in a thread is noted: the
 * office shows its own way back.
 */
export async function noteUndo(run: Run, tool: string, input: unknown, outcome: Outcome): Promise<void> {
  const { actor } = run;
  if (!outcome.undo || actor.kind !== 'member' || actor.conversationId === undefined) return;
  if (run.cause.startsWith(UNDO_CAUSE)) return;
  await later(
    run.trx,
    run.trx.insertInto('undo').values({
      shop_id: run.shop.id,
      member_id: actor.memberId,
      at: new Date(run.at),
      cause: run.cause,
      tool,
      undo_tool: outcome.undo.tool,
      undo_input: JSON.stringify(outcome.undo.input),
      said: (outcome.reply?.text.split('\n')[0] ?? '').slice(0, SAID_CHARACTERS),
      order_id: orderOf(input, outcome),
      journal_id: sql<number>`(select coalesce(max(id), 0) from journal)`,
      used_at: null,
    }),
  );
}

/** The order a command was about: the one it named, else the one it shows. */
function orderOf(input: unknown, outcome: Outcome) {
  const short = typeof input === 'object' && input !== null && 'order' in input ? Number(input.order) : Number.NaN;
  const shown = outcome.about?.orderId ?? null;
  if (!Number.isSafeInteger(short)) return shown;
  return sql<number | null>`coalesce((select id from orders where short = ${short}::integer), ${shown}::bigint)`;
}
