import type { Run } from '../tool.ts';
import type { PaperRow } from './issue.ts';
import type { PaperSnapshot } from './snapshot.ts';

/** An invoice that stands, with what was credited on it. `left` is what no credit note has cancelled yet, minor units. */
export type LiveInvoice = { paper: PaperRow; snapshot: PaperSnapshot; credits: PaperSnapshot[]; left: number };

/** The order's invoice that is not wholly cancelled by credit notes, or null. The caller has locked the order. */
export async function liveInvoice(run: Pick<Run, 'trx'>, orderId: number): Promise<LiveInvoice | null> {
  const papers = await run.trx
    .selectFrom('paper')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('kind', 'in', ['invoice', 'deposit', 'credit_note'])
    .orderBy('id')
    .execute();
  const paper = papers.findLast((row) => row.kind !== 'credit_note');
  if (!paper) return null;
  const credits = papers.filter((row) => row.cancels_id === paper.id);
  const left = paper.total - credits.reduce((sum, row) => sum + row.total, 0);
  if (left <= 0 && credits.length > 0) return null;
  return {
    paper,
    left,
    snapshot: JSON.parse(paper.canonical) as PaperSnapshot,
    credits: credits.map((row) => JSON.parse(row.canonical) as PaperSnapshot),
  };
}
