/**
 * Papers a payment brings about. A payment never fails because of a paper: where the law wants more than is known, the
 * customer gets a receipt, the invoice stays to be issued, and it is issued by itself once what is missing is filled in.
 */
import { sql } from 'kysely';
import { tellMembers } from '../conversations/say.ts';
import { ask, askingPrint, type PaperDelivery } from '../errands.ts';
import { type OrderView, orderById } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import type { Part } from './deposit.ts';
import { lacksOfSale } from './invoice.ts';
import {
  depositOwed,
  type Issuing,
  invoiceOwed,
  issue,
  issueAtCommit,
  Lacking,
  type PaperRow,
  receiptFor,
} from './issue.ts';
import { type Lack, lacksText } from './missing.ts';

/** What a payment calls for: the invoice of all that was paid, or a deposit invoice for a part; `once` names the cause. */
export type Owed = { kind: 'invoice' } | { kind: 'deposit'; part: Part; once: string };

/**
 * Issues what is owed and has it printed; or notes that it is owed and hands over a receipt. Throws on faults only. The
 * paper, or null when it was left to the commit: that is where `otherwise` is given, which runs in its place when the
 * database refuses it there.
 */
export async function issueOrWait(
  run: Run,
  view: OrderView,
  owed: Owed,
  deliver: PaperDelivery,
  otherwise?: () => Promise<void>,
): Promise<PaperRow | null> {
  const print = (paperId: number) => [`paper:${paperId}`, { kind: 'print_paper', paperId, deliver }] as const;
  try {
    const found = await paperOwed(run, view, owed);
    if (otherwise && 'issuing' in found) {
      const { once } = found.issuing;
      await issueAtCommit(run, found.issuing, askingPrint(run, `paper:${once}`, deliver), otherwise);
      return null;
    }
    const paper = 'standing' in found ? found.standing : await issue(run, found.issuing);
    await ask(run, ...print(paper.id));
    return paper;
  } catch (error) {
    if (!(error instanceof Lacking)) throw error;
    await noteOwed(run, view, owed, error.lacks);
    const receipt = await receiptFor(run, view);
    await ask(run, ...print(receipt.id));
    return receipt;
  }
}

async function paperOwed(
  run: Run,
  view: OrderView,
  owed: Owed,
): Promise<{ standing: PaperRow } | { issuing: Issuing }> {
  if (owed.kind === 'invoice') return invoiceOwed(run, view);
  return { issuing: await depositOwed(run, view, owed.part, owed.once) };
}

/** Notes an invoice that waits, and tells the members what is missing. */
export async function noteOwed(run: Run, view: OrderView, owed: Owed, lacks: Lack[]): Promise<void> {
  const { order } = view;
  const row = await run.trx
    .insertInto('to_issue')
    .values({
      shop_id: run.shop.id,
      order_id: order.id,
      kind: owed.kind,
      once: owed.kind === 'deposit' ? owed.once : `invoice:${order.id}:${run.cause}`,
      part: owed.kind === 'deposit' ? JSON.stringify(owed.part) : null,
      missing: JSON.stringify(lacks),
      noted_at: new Date(run.at),
      done_at: null,
      paper_id: null,
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'once']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) return;
  await tellMembers(run, `to_issue:${order.id}`, (language) => {
    const texts = textsFor(language).papers;
    const text = texts.toIssue(String(order.short), lacksText(lacks, language));
    return {
      reply: { text, template: { name: 'alert', language, params: [run.shop.name, text] } },
      about: { orderId: order.id, version: order.version },
    };
  });
}

/**
 * Looks at the invoices that wait: those that lack nothing any more are issued by an errand each, so that no transaction
 * holds two orders. Cheap where nothing waits; called when legal facts change and by the clock.
 */
export async function askOwed(run: Run): Promise<void> {
  const rows = await run.trx
    .selectFrom('to_issue')
    .select(['order_id', sql<number>`max(id)`.as('newest')])
    .where('done_at', 'is', null)
    .groupBy('order_id')
    .execute();
  for (const row of rows) {
    const view = await orderById(run.trx, row.order_id);
    if (lacksOfSale(run, view).length > 0) continue;
    await ask({ ...run, cause: 'owed' }, `${row.order_id}:${row.newest}`, {
      kind: 'issue_owed',
      orderId: row.order_id,
    });
  }
}

/** Issues what waits of one order, oldest first, and has it sent. What lacks something again goes on waiting. */
export async function issueOwed(run: Run, orderId: number): Promise<void> {
  const view = await orderById(run.trx, orderId, true);
  const rows = await run.trx
    .selectFrom('to_issue')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('done_at', 'is', null)
    .orderBy('id')
    .execute();
  for (const row of rows) {
    const owed: Owed =
      row.kind === 'invoice' ? { kind: 'invoice' } : { kind: 'deposit', part: row.part as Part, once: row.once };
    const paper = view.order.paid > 0 ? await issueUnlessLacking(run, view, owed) : null;
    await run.trx
      .updateTable('to_issue')
      .set({ done_at: new Date(run.at), paper_id: paper?.id ?? null })
      .where('id', '=', row.id)
      .execute();
    if (paper) {
      const deliver = { to: 'customer' as const };
      await ask(run, `paper:${paper.id}`, { kind: 'print_paper', paperId: paper.id, deliver });
    }
  }
}

async function issueUnlessLacking(run: Run, view: OrderView, owed: Owed): Promise<PaperRow | null> {
  try {
    const found = await paperOwed(run, view, owed);
    return 'standing' in found ? found.standing : await issue(run, found.issuing);
  } catch (error) {
    if (!(error instanceof Lacking)) throw error;
    const again: Owed = owed.kind === 'deposit' ? { ...owed, once: `${owed.once}:${run.cause}` } : owed;
    await noteOwed(run, view, again, error.lacks);
    return null;
  }
}
