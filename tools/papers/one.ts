/** One paper with everything around it: the chain it stands in, the money, how it was sent and opened, its files. */
import { sql } from 'kysely';
import { linesLeft } from '../invoicing/credit-lines.ts';
import { livePapers } from '../invoicing/live.ts';
import type { PaperKind, PaperSnapshot } from '../invoicing/snapshot.ts';
import type { Run } from '../tool.ts';
import { type Trace, tracesOf } from './traces.ts';

/** How another paper stands to the one that is shown. */
export type Bond = 'cancels' | 'cancelled_by' | 'takes_off' | 'taken_off_by' | 'same_order';

export type ChainedPaper = { id: number; kind: PaperKind; number: string; issuedOn: string; total: number; bond: Bond };

/** A line that can still be credited; `qty` what is left of it as decimal text, `total` in minor units. */
export type CreditableLine = { index: number; name: string; qty: string; unit: string; total: number };

export type PaperSeen = {
  id: number;
  facts: PaperSnapshot;
  hash: string;
  order: { short: number; number: string; status: string; total: number; paid: number } | null;
  quote: { state: 'open' | 'accepted'; validUntil: string } | null;
  chain: ChainedPaper[];
  /** Money of its order, oldest first; what was given back is negative. */
  payments: { day: string; method: string; amount: number; kind: string }[];
  traces: Trace[];
  files: { id: number; mime: string; filename: string; size: number }[];
  /** What a credit note may still take off; null: this paper claims nothing any more. `credits`: those issued so far. */
  creditable: { left: number; credits: number; lines: CreditableLine[] } | null;
  email: string | null;
};

/** The paper by its id, or null. */
export async function readPaper(run: Run, id: number): Promise<PaperSeen | null> {
  const paper = await run.trx
    .selectFrom('paper')
    .leftJoin('quote', 'quote.paper_id', 'paper.id')
    .select(['paper.id', 'paper.canonical', 'paper.hash', 'paper.customer_id', 'paper.order_id'])
    .select(['quote.order_id as quoted', 'quote.state', 'quote.valid_until'])
    .where('paper.id', '=', id)
    .executeTakeFirst();
  if (!paper) return null;
  const facts = JSON.parse(paper.canonical) as PaperSnapshot;
  const orderId = paper.order_id ?? paper.quoted;
  const files = await run.trx
    .selectFrom('paper_file')
    .select(['id', 'mime', 'filename', sql<number>`length(bytes)`.as('size')])
    .where('paper_id', '=', id)
    .orderBy('id')
    .execute();
  const customer = await run.trx
    .selectFrom('customer')
    .select('email')
    .where('id', '=', paper.customer_id ?? 0)
    .executeTakeFirst();
  return {
    id,
    facts,
    hash: paper.hash,
    order: orderId === null ? null : await orderOf(run, orderId),
    quote: paper.state === null ? null : { state: paper.state, validUntil: paper.valid_until! },
    chain: orderId === null ? [] : await chainOf(run, { id, orderId, facts }),
    payments: orderId === null ? [] : await paymentsOf(run, orderId),
    traces: await tracesOf(run, id),
    files,
    creditable: paper.order_id === null ? null : await creditableOf(run, id, paper.order_id),
    email: facts.buyer.email ?? customer?.email ?? null,
  };
}

async function orderOf(run: Run, id: number): Promise<PaperSeen['order']> {
  return run.trx
    .selectFrom('orders')
    .select(['short', 'number', 'status', 'total', 'paid'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

/** The other papers of the same order, in the order of their issue. */
async function chainOf(run: Run, one: { id: number; orderId: number; facts: PaperSnapshot }): Promise<ChainedPaper[]> {
  const rows = await run.trx
    .selectFrom('paper')
    .leftJoin('quote', 'quote.paper_id', 'paper.id')
    .select(['paper.id', 'paper.kind', 'paper.number', 'paper.total', 'paper.canonical'])
    .where((eb) => eb.or([eb('paper.order_id', '=', one.orderId), eb('quote.order_id', '=', one.orderId)]))
    .where('paper.id', '!=', one.id)
    .orderBy('paper.id')
    .execute();
  return rows.map(({ canonical, ...row }) => {
    const other = JSON.parse(canonical) as PaperSnapshot;
    return { ...row, issuedOn: other.issued_on, bond: bondOf(one.facts, other) };
  });
}

function bondOf(one: PaperSnapshot, other: PaperSnapshot): Bond {
  if (one.cancels?.number === other.number) return 'cancels';
  if (other.cancels?.number === one.number) return 'cancelled_by';
  if (one.deposits?.some(({ number }) => number === other.number)) return 'takes_off';
  if (other.deposits?.some(({ number }) => number === one.number)) return 'taken_off_by';
  return 'same_order';
}

async function paymentsOf(run: Run, orderId: number): Promise<PaperSeen['payments']> {
  const day = sql<string>`to_char(at at time zone ${run.shop.timezone}, 'YYYY-MM-DD')`;
  return run.trx
    .selectFrom('payment')
    .select([day.as('day'), 'method', 'amount', 'kind'])
    .where('order_id', '=', orderId)
    .orderBy('id')
    .execute();
}

async function creditableOf(run: Run, id: number, orderId: number): Promise<PaperSeen['creditable']> {
  const live = (await livePapers(run, orderId)).find(({ paper }) => paper.id === id);
  if (!live || live.left <= 0) return null;
  const lines = linesLeft(live.snapshot, live.credits).flatMap(({ line, qty, total }, index): CreditableLine[] =>
    qty > 0n && total > 0 ? [{ index, name: line.name, qty: decimal(qty), unit: line.unit, total }] : [],
  );
  return { left: live.left, credits: live.credits.length, lines };
}

/** Thousandths as decimal text: 1500 is "1.5". */
function decimal(qty: bigint): string {
  const digits = String(qty).padStart(4, '0');
  return `${digits.slice(0, -3)}.${digits.slice(-3)}`.replace(/\.?0+$/, '');
}
