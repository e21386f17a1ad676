/**
 * Closures of the till: what was received since the last one, by the day, the month and the year, with the total since
 * the first day (BOI-TVA-DECLA-30-10-30: conservation). Entries after a day's closure fall into the next one.
 */
import { type Selectable, sql } from 'kysely';
import type { Tables } from '../../db/tables/index.ts';
import type { PaperSnapshot } from '../invoicing/snapshot.ts';
import { type VatOfRate, vatLess, vatOwed } from '../invoicing/vat.ts';
import { dayOf } from '../language.ts';
import type { Run } from '../tool.ts';
import { append, holdLedger } from './ledger.ts';

export type ClosureKind = 'day' | 'month' | 'year';
export type ClosureRow = Selectable<Tables['closure']>;

/** Minor units. `methods`: what came and went by each means; `vat`: of the papers issued. */
export type ClosureTotals = {
  received: number;
  returned: number;
  entries: number;
  methods: Record<string, number>;
  vat: VatOfRate[];
  papers: { first: string; last: string; count: number } | null;
};

const PERIOD = { day: 'YYYY-MM-DD', month: 'YYYY-MM', year: 'YYYY' } as const;

/** Closes the running day now. Null: nothing was received or issued since the last closure. */
export async function closeDay(run: Run): Promise<ClosureRow | null> {
  const head = await holdLedger(run);
  const last = await lastOf(run, 'day');
  return close(run, 'day', dayOf(run.at, run.shop.timezone), last?.last_position ?? 0, head.position);
}

/**
 * What the clock closes: every day, month and year that is over and has entries not closed yet. Safe to call at any time
 * and from several processes: the chain's end is held.
 */
export async function closeWhatIsOver(run: Run): Promise<ClosureRow[]> {
  const today = dayOf(run.at, run.shop.timezone);
  const open = await openPeriods(run, today);
  if (open.length === 0) return [];
  const made: ClosureRow[] = [];
  for (const { kind, period } of open) {
    await holdLedger(run);
    const row = await closePeriod(run, kind, period);
    if (row) made.push(row);
  }
  return made;
}

/** Periods that are over and not closed yet, in the order they will be. */
export function periodsToClose(run: Run): Promise<{ kind: ClosureKind; period: string }[]> {
  return openPeriods(run, dayOf(run.at, run.shop.timezone));
}

/** Periods before today with entries that no closure of their kind covers, days first, oldest first; closed ones stay. */
async function openPeriods(run: Run, today: string): Promise<{ kind: ClosureKind; period: string }[]> {
  const found: { kind: ClosureKind; period: string }[] = [];
  for (const kind of ['day', 'month', 'year'] as const) {
    const last = await lastOf(run, kind);
    const period = sql<string>`to_char(ledger.at at time zone ${run.shop.timezone}, ${sql.lit(PERIOD[kind])})`;
    const rows = await run.trx
      .selectFrom('ledger')
      .select(period.as('period'))
      .distinct()
      .where('kind', 'in', ['paper', 'payment'])
      .where('position', '>', last?.last_position ?? 0)
      .where(period, '<', today.slice(0, PERIOD[kind].length))
      // A month or year is closed once: what was under way then, or came while the clock was set back, is the next one's.
      .$if(kind !== 'day' && last !== undefined, (query) => query.where(period, '>', last!.period))
      .orderBy('period')
      .execute();
    found.push(...rows.map((row) => ({ kind, period: row.period })));
  }
  return found;
}

async function closePeriod(run: Run, kind: ClosureKind, period: string): Promise<ClosureRow | null> {
  const last = await lastOf(run, kind);
  const { until } = await run.trx
    .selectFrom('ledger')
    .select((eb) => eb.fn.max<number>('position').as('until'))
    .where('kind', 'in', ['paper', 'payment'])
    .where(sql<string>`to_char(at at time zone ${run.shop.timezone}, ${sql.lit(PERIOD[kind])})`, '<=', period)
    .executeTakeFirstOrThrow();
  return close(run, kind, period, last?.last_position ?? 0, Number(until ?? 0));
}

async function lastOf(run: Pick<Run, 'trx'>, kind: ClosureKind): Promise<ClosureRow | undefined> {
  return run.trx
    .selectFrom('closure')
    .selectAll()
    .where('kind', '=', kind)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

async function close(
  run: Run,
  kind: ClosureKind,
  period: string,
  after: number,
  until: number,
): Promise<ClosureRow | null> {
  const totals = await totalsBetween(run, after, until);
  if (totals.entries === 0 && totals.papers === null) return null;
  const total = totals.received - totals.returned;
  const { perpetual } = await run.trx
    .selectFrom('payment')
    .innerJoin('ledger', (join) => join.onRef('ledger.ref', '=', 'payment.id').on('ledger.kind', '=', 'payment'))
    .select(sql<number>`coalesce(sum(payment.amount), 0)::bigint`.as('perpetual'))
    .where('ledger.position', '<=', until)
    .executeTakeFirstOrThrow();
  const number = ((await lastOf(run, kind))?.number ?? 0) + 1;
  const at = new Date(run.at);
  const facts = {
    kind,
    number,
    period,
    first: after + 1,
    last: until,
    total,
    perpetual,
    at: at.toISOString(),
    ...totals,
  };
  const canonical = JSON.stringify(facts);
  const row = await run.trx
    .insertInto('closure')
    .values({
      shop_id: run.shop.id,
      ...{ kind, number, period, total, perpetual, canonical, at },
      first_position: after + 1,
      last_position: until,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await append(run, { kind: 'closure', ref: row.id, canonical });
  return row;
}

async function totalsBetween(run: Run, after: number, until: number): Promise<ClosureTotals> {
  const payments = await run.trx
    .selectFrom('payment')
    .innerJoin('ledger', (join) => join.onRef('ledger.ref', '=', 'payment.id').on('ledger.kind', '=', 'payment'))
    .select(['payment.method', 'payment.amount'])
    .where('ledger.position', '>', after)
    .where('ledger.position', '<=', until)
    .orderBy('ledger.position')
    .execute();
  const papers = await run.trx
    .selectFrom('paper')
    .innerJoin('ledger', (join) => join.onRef('ledger.ref', '=', 'paper.id').on('ledger.kind', '=', 'paper'))
    .select(['paper.number', 'paper.canonical'])
    .where('paper.kind', 'in', ['invoice', 'deposit', 'credit_note'])
    .where('ledger.position', '>', after)
    .where('ledger.position', '<=', until)
    .orderBy('ledger.position')
    .execute();
  const methods: Record<string, number> = {};
  for (const { method, amount } of payments) methods[method] = (methods[method] ?? 0) + amount;
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const amounts = payments.map(({ amount }) => amount);
  return {
    received: sum(amounts.filter((amount) => amount > 0)),
    returned: 0 - sum(amounts.filter((amount) => amount < 0)),
    entries: payments.length,
    methods,
    vat: vatLess(
      papers.flatMap(({ canonical }) => vatOwed(JSON.parse(canonical) as PaperSnapshot)),
      [],
    ),
    papers:
      papers.length === 0 ? null : { first: papers[0]!.number, last: papers.at(-1)!.number, count: papers.length },
  };
}
