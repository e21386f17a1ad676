import { wake } from '../db/work.ts';
import type { Run } from './tool.ts';

/** Work the outside must do first: its result comes back through a transaction of its own. */
export type ErrandPayload =
  /** Print a paper, keep the file, and hand it over. */
  | { kind: 'print_paper'; paperId: number; deliver: PaperDelivery }
  /** Issue an invoice that could not be issued in the transaction that called for it. */
  | { kind: 'issue_invoice'; orderId: number; deliver: PaperDelivery }
  /** Send a member what could not reach her thread. */
  | { kind: 'mail'; to: string; subject: string; text: string };

/** To whom a printed paper goes. `paid`: the one message that thanks for the payment carries it. */
export type PaperDelivery = { to: 'customer'; paidAmount?: number } | { to: 'thread'; conversationId: number };

/** Asks for an errand in the transaction that needs it; the same (kind, key of the cause) is asked once. */
export async function ask(run: Run, key: string, payload: ErrandPayload): Promise<void> {
  const row = await run.trx
    .insertInto('errand')
    .values({
      shop_id: run.shop.id,
      kind: payload.kind,
      cause: `${run.cause}:${key}`,
      payload: JSON.stringify(payload),
      error: null,
      created_at: new Date(run.at),
      done_at: null,
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'kind', 'cause']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) return;
  const ref = String(row.id);
  await wake(run.trx, { kind: 'errand', shopId: run.shop.id, ref }, run.at);
  run.bells.push({ kind: 'errand', ref });
}
