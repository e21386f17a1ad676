import { lacksOfSale, partiesOf } from '../invoicing/invoice.ts';
import type { Lack } from '../invoicing/missing.ts';
import { withAllLines } from '../orders/read.ts';
import type { Run } from '../tool.ts';

/** An invoice that is owed and lacks something the law wants on it. Amounts in minor units. */
export type WaitingPaper = {
  id: number;
  kind: 'invoice' | 'deposit';
  order: { short: number; number: string; total: number };
  customer: { id: number; name: string };
  /** What lacks now; nothing: it is about to be issued. */
  lacks: Lack[];
  /** Milliseconds since the epoch. */
  since: number;
};

/** What is still to be issued, oldest first. */
export async function waitingPapers(run: Run, most = 30): Promise<WaitingPaper[]> {
  const rows = await run.trx
    .selectFrom('to_issue')
    .select(['id', 'kind', 'order_id', 'noted_at'])
    .where('done_at', 'is', null)
    .orderBy('id')
    .limit(most)
    .execute();
  if (rows.length === 0) return [];
  const ids = [...new Set(rows.map((row) => row.order_id))];
  const orders = await run.trx.selectFrom('orders').selectAll().where('id', 'in', ids).execute();
  const views = new Map((await withAllLines(run.trx, orders)).map((view) => [view.order.id, view]));
  const found: WaitingPaper[] = [];
  for (const row of rows) {
    const view = views.get(row.order_id)!;
    const { buyer } = partiesOf(run, view);
    const { short, number, total } = view.order;
    found.push({
      id: row.id,
      kind: row.kind,
      order: { short, number, total },
      customer: { id: view.customer.id, name: buyer.name },
      lacks: lacksOfSale(run, view),
      since: row.noted_at.getTime(),
    });
  }
  return found;
}
