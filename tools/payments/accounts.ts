import { sql } from 'kysely';
import { dayOf } from '../language.ts';
import type { Run } from '../tool.ts';
import { providersOf } from './providers/index.ts';
import { isProvider, type ProviderName } from './providers/provider.ts';
import type { Difference } from './reconcile.ts';

/** How many months and payouts a page shows. */
const MONTHS = 12;
const PAYOUTS = 24;

/** What the last comparison with a provider found; null `doneAt`: it is under way. Instants in milliseconds. */
export type Comparison = {
  provider: ProviderName;
  from: number;
  to: number;
  state: 'asked' | 'done' | 'failed';
  doneAt: number | null;
  error: string | null;
  entered: number;
  differences: Difference[];
};

/** What a provider's own list comes to in a month (YYYY-MM of the shop's calendar), minor units, by currency. */
export type AccountMonth = {
  provider: ProviderName;
  month: string;
  currency: string;
  received: number;
  refunded: number;
  disputed: number;
  fees: number;
  paidOut: number;
};

export type Payout = { provider: ProviderName; at: number; amount: number; currency: string; ref: string };

export type Accounts = {
  providers: ProviderName[];
  comparisons: Comparison[];
  months: AccountMonth[];
  payouts: Payout[];
};

/** The shop's accounts at its providers: the last comparison of each, what their lists come to, what was paid out. */
export async function readAccounts(run: Run): Promise<Accounts> {
  return {
    providers: providersOf(run.shop),
    comparisons: await comparisonsOf(run),
    months: await monthsOf(run),
    payouts: await payoutsOf(run),
  };
}

async function comparisonsOf(run: Run): Promise<Comparison[]> {
  const rows = await run.trx
    .selectFrom('reconciliation')
    .distinctOn('provider')
    .selectAll()
    .orderBy('provider')
    .orderBy('id', 'desc')
    .execute();
  return rows.flatMap((row) =>
    isProvider(row.provider)
      ? [
          {
            provider: row.provider,
            from: row.from_at.getTime(),
            to: row.to_at.getTime(),
            state: row.state,
            doneAt: row.done_at?.getTime() ?? null,
            error: row.error,
            entered: row.entered,
            differences: row.differences as Difference[],
          },
        ]
      : [],
  );
}

async function monthsOf(run: Run): Promise<AccountMonth[]> {
  const month = sql<string>`to_char(at at time zone ${run.shop.timezone}, 'YYYY-MM')`;
  const of = (kind: string) => sql<number>`coalesce(sum(amount) filter (where kind = ${kind}), 0)::bigint`;
  const rows = await run.trx
    .selectFrom('movement')
    .select(['provider', 'currency', month.as('month')])
    .select([
      of('payment').as('received'),
      of('refund').as('refunded'),
      of('dispute').as('disputed'),
      of('payout').as('paidOut'),
      // A fee is told beside a movement, or as a movement of its own (negative).
      sql<number>`coalesce(sum(fee) - sum(amount) filter (where kind = 'fee'), sum(fee))::bigint`.as('fees'),
    ])
    .groupBy(['provider', 'currency', sql`3`])
    .orderBy('month', 'desc')
    .orderBy('provider')
    .limit(MONTHS)
    .execute();
  return rows.flatMap(({ provider, ...row }) =>
    isProvider(provider)
      ? [{ ...row, provider, refunded: 0 - row.refunded, disputed: 0 - row.disputed, paidOut: 0 - row.paidOut }]
      : [],
  );
}

async function payoutsOf(run: Run): Promise<Payout[]> {
  const rows = await run.trx
    .selectFrom('movement')
    .select(['provider', 'at', 'amount', 'currency', 'ref'])
    .where('kind', '=', 'payout')
    .orderBy('at', 'desc')
    .limit(PAYOUTS)
    .execute();
  return rows.flatMap(({ provider, at, amount, ...row }) =>
    isProvider(provider) ? [{ ...row, provider, at: at.getTime(), amount: 0 - amount }] : [],
  );
}

/** The month before a day (YYYY-MM), and the month it is in: what a file for the accountant is usually asked for. */
export function usualMonths(run: Pick<Run, 'at' | 'shop'>): string[] {
  const [year, month] = dayOf(run.at, run.shop.timezone).split('-').map(Number) as [number, number];
  return Array.from({ length: MONTHS }, (_, back) => {
    const first = new Date(Date.UTC(year, month - 1 - back, 1));
    return first.toISOString().slice(0, 7);
  });
}
