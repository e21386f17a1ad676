import { sql } from 'kysely';
import type { ShopFacts } from '../context.ts';
import { alert } from '../conversations/index.ts';
import { tellMembers } from '../conversations/say.ts';
import { dayOf } from '../language.ts';
import { exponentOf, formatMoney } from '../money.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { costMicro, costOfRecording, DEFAULT_BUDGET, type Tokens, toMinor } from './prices.ts';

/** One call of a language model, as it ended. A failed one may still have cost something nobody tells us. */
export type ModelCall = {
  model: string;
  tokens: Tokens;
  failed: boolean;
  /** Of a recording that was written down: its length, null when it is not known. */
  seconds?: number | null;
};

/** What a shop's model did since the first of the month. `minor`: the cost, rounded up, in minor units. */
export type Spending = {
  conversations: number;
  calls: number;
  tokens: number;
  minor: number;
  budget: number;
  spent: boolean;
};

/** The shop's current month, YYYY-MM in its time zone. */
export function monthOf(at: number, shop: Pick<ShopFacts, 'timezone'>): string {
  return dayOf(at, shop.timezone).slice(0, 7);
}

/** The monthly budget in minor units: the shop's own, or the default of its currency. */
export function budgetOf(shop: Pick<ShopFacts, 'settings' | 'currency'>): number {
  return shop.settings.assistant.monthly_budget ?? DEFAULT_BUDGET[shop.currency];
}

/** What this month has cost so far, and whether the budget is spent. */
export async function spending(run: Pick<Run, 'trx' | 'shop' | 'at'>): Promise<Spending> {
  const { shop } = run;
  const row = await run.trx
    .selectFrom('model_call')
    .select([
      sql<number>`count(distinct conversation_id)::int`.as('conversations'),
      sql<number>`count(*)::int`.as('calls'),
      sql<number>`coalesce(sum(tokens_in::bigint + tokens_out), 0)::bigint`.as('tokens'),
      sql<number>`coalesce(sum(cost_micro), 0)::bigint`.as('micro'),
    ])
    .where('month', '=', monthOf(run.at, shop))
    .executeTakeFirstOrThrow();
  const budget = budgetOf(shop);
  const spent = Number(row.micro) >= budget * 10 ** (6 - exponentOf(shop.currency));
  return {
    conversations: row.conversations,
    calls: row.calls,
    tokens: Number(row.tokens),
    minor: toMinor(Number(row.micro), shop.currency),
    budget,
    spent,
  };
}

/** Writes down the calls of one turn. */
export async function recordCalls(
  run: Run,
  about: { conversationId: number; turnId: number | null },
  calls: ModelCall[],
): Promise<void> {
  if (calls.length === 0) return;
  await run.trx
    .insertInto('model_call')
    .values(
      calls.map(({ model, tokens, failed, seconds }) => ({
        shop_id: run.shop.id,
        conversation_id: about.conversationId,
        turn_id: about.turnId,
        at: new Date(run.at),
        month: monthOf(run.at, run.shop),
        model,
        failed,
        tokens_in: tokens.in,
        tokens_out: tokens.out,
        cost_micro:
          seconds === undefined
            ? costMicro(model, tokens, run.shop.currency)
            : costOfRecording(model, seconds, run.shop.currency),
      })),
    )
    .execute();
}

/** Tells the members that the month's budget is spent. `run.cause` must name the month: it is said once. */
export async function tellBudgetSpent(run: Run): Promise<void> {
  const budget = budgetOf(run.shop);
  await tellMembers(run, 'told', (language) =>
    alert(run, language, textsFor(language).assistant.budgetSpent(formatMoney(budget, run.shop.currency, language))),
  );
}
