import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import type { PaperSnapshot } from './snapshot.ts';

/**
 * The papers of an order in the order they were issued, each with what it answers or what answers it: quote, deposits,
 * invoice, credit notes, and what is still to be issued. Null: the order has none.
 */
export async function papersLine(run: Run, orderId: number): Promise<string | null> {
  const rows = await run.trx
    .selectFrom('paper')
    .leftJoin('quote', 'quote.paper_id', 'paper.id')
    .select(['paper.id', 'paper.kind', 'paper.number', 'paper.total', 'paper.cancels_id', 'paper.canonical'])
    .where((eb) => eb.or([eb('paper.order_id', '=', orderId), eb('quote.order_id', '=', orderId)]))
    .orderBy('paper.id')
    .execute();
  const waiting = await run.trx
    .selectFrom('to_issue')
    .select('id')
    .where('order_id', '=', orderId)
    .where('done_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (rows.length === 0 && !waiting) return null;
  const texts = textsFor(run.language).papers;
  const said = rows.map((row) => {
    const name = `${texts.kinds[row.kind]} ${row.number}`;
    const cancelled = rows.find(({ id }) => id === row.cancels_id);
    if (cancelled) return texts.cancels(name, cancelled.number);
    const credits = rows.filter(({ cancels_id }) => cancels_id === row.id);
    const by = credits.map(({ number }) => number).join(', ');
    if (credits.length > 0) {
      const gone = credits.reduce((sum, { total }) => sum + total, 0) >= row.total;
      return gone ? texts.cancelledBy(name, by) : texts.creditedBy(name, by);
    }
    const { deposits } = JSON.parse(row.canonical) as PaperSnapshot;
    return deposits?.length ? texts.takesOff(name, deposits.map(({ number }) => number).join(', ')) : name;
  });
  return texts.chain([...said, ...(waiting ? [texts.waiting] : [])].join(' → '));
}
