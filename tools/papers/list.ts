/** The shop's papers as a member looks for them: filters, search, pages by key. */
import { sql } from 'kysely';
import type { PaperKind } from '../invoicing/snapshot.ts';
import { addDays, dayOf } from '../language.ts';
import type { Run } from '../tool.ts';

export const PAPER_KINDS = ['invoice', 'deposit', 'credit_note', 'quote', 'receipt'] as const satisfies PaperKind[];

/**
 * Where a paper stands. A quote is open, accepted or expired; an invoice is to be paid (`due`), `paid` or `cancelled` by
 * credit notes; what is settled by its own nature (deposit, credit note, receipt) is `issued`.
 */
export const PAPER_STATES = ['due', 'paid', 'open', 'accepted', 'expired', 'cancelled', 'issued'] as const;
export type PaperState = (typeof PAPER_STATES)[number];

/** `month` as 2026-11. `query`: part of a number, an order's number, or words of a name. `before`: the last id seen. */
export type PaperFilter = {
  month?: string | undefined;
  kind?: PaperKind | undefined;
  state?: PaperState | undefined;
  query?: string | undefined;
  before?: number | undefined;
};

/** One row of the list. Amounts in minor units; `issued_on` a day of the shop's calendar. */
export type ListedPaper = {
  id: number;
  kind: PaperKind;
  number: string;
  issuedOn: string;
  buyer: string;
  total: number;
  order: { short: number; number: string } | null;
  state: PaperState;
};

/** The instants of a month in the shop's zone are compared, so that the index over time is used. */
const MONTH = /^20\d{2}-(?:0[1-9]|1[0-2])$/;
const ACCENTED = 'àâäáãçéèêëíìîïñóòôöõúùûüýÿ';
const PLAIN = 'aaaaaceeeeiiiinooooouuuuyy';
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const escaped = (text: string): string => text.replace(/[\\%_]/g, (found) => `\\${found}`);

/** The state of the paper of a row, as `PaperState` says. `today` decides whether a quote is over. */
function stateOf(today: string) {
  return sql<PaperState>`case
    when paper.kind = 'quote' then case
      when quote.state = 'accepted' then 'accepted' when quote.valid_until < ${today}::date then 'expired' else 'open' end
    when paper.kind in ('invoice','deposit') and paper.total > 0 and paper.total <= coalesce((
      select sum(credit.total) from paper credit where credit.cancels_id = paper.id), 0) then 'cancelled'
    when paper.kind = 'invoice' then case
      when orders.paid + orders.credited >= orders.total then 'paid' else 'due' end
    else 'issued' end`;
}

/** One page of papers, newest first. `next`: the id to ask the following page with; null: that was all. */
export async function listPapers(
  run: Pick<Run, 'trx' | 'shop' | 'at'>,
  filter: PaperFilter,
  most: number,
): Promise<{ papers: ListedPaper[]; next: number | null }> {
  const state = stateOf(dayOf(run.at, run.shop.timezone));
  const issuedOn = sql<string>`paper.canonical::jsonb ->> 'issued_on'`;
  const buyer = sql<string>`coalesce(paper.canonical::jsonb -> 'buyer' ->> 'name', '')`;
  let rows = run.trx
    .selectFrom('paper')
    .leftJoin('quote', 'quote.paper_id', 'paper.id')
    .leftJoin('orders', (join) => join.on(sql`orders.id`, '=', sql`coalesce(paper.order_id, quote.order_id)`))
    .select(['paper.id', 'paper.kind', 'paper.number', 'paper.total', 'orders.short', 'orders.number as order'])
    .select([issuedOn.as('issuedOn'), buyer.as('buyer'), state.as('state')])
    .orderBy('paper.id', 'desc')
    .limit(most + 1);
  if (filter.before !== undefined) rows = rows.where('paper.id', '<', filter.before);
  if (filter.kind) rows = rows.where('paper.kind', '=', filter.kind);
  if (filter.month && MONTH.test(filter.month)) {
    const from = `${filter.month}-01`;
    const until = `${addDays(from, 31).slice(0, 7)}-01`;
    const midnight = (day: string) => sql<Date>`(${day}::timestamp at time zone ${run.shop.timezone})`;
    rows = rows.where('paper.issued_at', '>=', midnight(from)).where('paper.issued_at', '<', midnight(until));
  }
  if (filter.state) rows = rows.where(state, '=', filter.state);
  for (const word of folded(filter.query ?? '').match(/[^\s,;]+/g) ?? []) {
    const like = `%${escaped(word)}%`;
    const said = sql<string>`translate(lower(paper.number || ' ' || coalesce(orders.number, '') || ' ' || ${buyer}
      || ' ' || coalesce(orders.customer_name, '')), ${ACCENTED}, ${PLAIN})`;
    rows = rows.where(said, 'like', like);
  }
  const found = await rows.execute();
  const page = found.slice(0, most);
  return {
    papers: page.map(({ short, order, ...row }) => ({
      ...row,
      order: short === null || order === null ? null : { short, number: order },
    })),
    next: found.length > most ? page.at(-1)!.id : null,
  };
}

/** The months in which papers were issued, newest first, as 2026-11. */
export async function paperMonths(run: Pick<Run, 'trx' | 'shop'>, most = 24): Promise<string[]> {
  const month = sql<string>`to_char(issued_at at time zone ${run.shop.timezone}, 'YYYY-MM')`;
  const rows = await run.trx
    .selectFrom('paper')
    .select(month.as('month'))
    .distinct()
    .orderBy('month', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => row.month);
}
