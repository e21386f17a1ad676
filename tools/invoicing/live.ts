import type { Db } from '../../db/database.ts';
import type { orderIdBy } from '../orders/named.ts';
import type { Run } from '../tool.ts';
import type { PaperRow } from './issue.ts';
import type { PaperSnapshot } from './snapshot.ts';

/** A paper that claims money, with what was credited on it. `left` is what no credit note has cancelled yet, minor units. */
export type LiveInvoice = { paper: PaperRow; snapshot: PaperSnapshot; credits: PaperSnapshot[]; left: number };

/** The order's invoice that is not wholly cancelled by credit notes, or null. The caller has locked the order. */
export async function liveInvoice(run: Pick<Run, 'trx'>, orderId: number): Promise<LiveInvoice | null> {
  return (await livePapers(run, orderId)).find(({ paper }) => paper.kind === 'invoice') ?? null;
}

/**
 * What claims an order's money as it stands, newest first: its invoice; or, before there is one, the deposit invoices.
 * A deposit that an invoice took off claims nothing of its own any more, even where that invoice was cancelled.
 */
export async function livePapers(run: Pick<Run, 'trx'>, orderId: number): Promise<LiveInvoice[]> {
  return standingAmong(await papersOf(run.trx, orderId).execute());
}

/** Asks for the papers of an order that ask for money or give it back, in the order of their issue. */
export function papersOf(db: Db, order: ReturnType<typeof orderIdBy>) {
  return db
    .selectFrom('paper')
    .selectAll()
    .where('order_id', '=', order)
    .where('kind', 'in', ['invoice', 'deposit', 'credit_note'])
    .orderBy('id');
}

/** The same as `livePapers` among an order's papers. */
export function standingAmong(papers: PaperRow[]): LiveInvoice[] {
  if (papers.length === 0) return [];
  const claims = papers
    .filter((row) => row.kind !== 'credit_note')
    .map((paper): LiveInvoice => {
      const credits = papers.filter((row) => row.cancels_id === paper.id);
      return {
        paper,
        left: paper.total - credits.reduce((sum, row) => sum + row.total, 0),
        snapshot: JSON.parse(paper.canonical) as PaperSnapshot,
        credits: credits.map((row) => JSON.parse(row.canonical) as PaperSnapshot),
      };
    });
  const taken = new Set(claims.flatMap(({ snapshot }) => (snapshot.deposits ?? []).map((deposit) => deposit.number)));
  const standing = claims.filter(
    ({ paper, left, credits }) => (left > 0 || credits.length === 0) && !taken.has(paper.number),
  );
  const invoice = standing.findLast(({ paper }) => paper.kind === 'invoice');
  return invoice ? [invoice] : standing.reverse();
}
