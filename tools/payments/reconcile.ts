import { sql } from 'kysely';
import type { Ctx } from '../context.ts';
import { ask } from '../errands.ts';
import { inShop } from '../perform.ts';
import type { Run } from '../tool.ts';
import { recordDispute } from './disputes.ts';
import { providerOf, providersOf } from './providers/index.ts';
import { isProvider, type Movement, type Period, type ProviderName, ProviderRefusal } from './providers/provider.ts';
import { recordRefund } from './refund-news.ts';
import { settle } from './settle.ts';

const HOUR_MS = 3_600_000;
/** What happened so lately need not be in a provider's list yet: PayPal's takes up to three hours. */
const LATE_MS: Record<ProviderName, number> = { stripe: 0, paypal: 6 * HOUR_MS, flouci: 0, konnect: 0 };
/** A provider without a list is asked about so many sessions at most. */
const MOST_READ = 500;

/** Something that a provider's list and our books do not agree about. Amounts in minor units, signed. */
export type Difference = {
  /** `here`: only in our books; `there`: only in the provider's list; `amount`: in both, with another amount. */
  where: 'here' | 'there' | 'amount';
  kind: Movement['kind'];
  ref: string;
  theirs: number | null;
  ours: number | null;
  order: number | null;
};

/** What a provider's list says, or why it could not be read. */
export type List = { movements: Movement[] } | { refused: string };

/** Asks for a comparison with each provider of the shop; the same cause asks once. How many it asked for. */
export async function askReconciliation(run: Run, cause: string, period: Period, thread?: number): Promise<number> {
  const providers = providersOf(run.shop);
  for (const provider of providers) {
    const row = await run.trx
      .insertInto('reconciliation')
      .values({
        shop_id: run.shop.id,
        provider,
        cause,
        from_at: new Date(period.from),
        to_at: new Date(period.to),
        error: null,
        conversation_id: thread ?? null,
        asked_at: new Date(run.at),
        done_at: null,
      })
      .onConflict((conflict) => conflict.columns(['shop_id', 'provider', 'cause']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (row) await ask(run, `reconcile:${row.id}`, { kind: 'reconcile', reconciliationId: row.id });
  }
  return providers.length;
}

/** Reads a provider's list of the period, outside any transaction. Throws what is worth trying again. */
export async function readList(ctx: Ctx, id: number): Promise<List | null> {
  const row = await inShop(ctx, (run) => rowOf(run, id));
  if (row.state !== 'asked' || !isProvider(row.provider)) return null;
  const provider = providerOf(ctx, row.provider);
  if (!provider) return { refused: 'no account' };
  const period = { from: row.from_at.getTime(), to: row.to_at.getTime() };
  try {
    if (provider.list) return { movements: await provider.list(period) };
    return { movements: await readOneByOne(ctx, row.provider, period) };
  } catch (error) {
    if (!(error instanceof ProviderRefusal) || !error.final) throw error;
    return { refused: error.message };
  }
}

/** The payments of a provider without a list: each session of the period is read. */
async function readOneByOne(ctx: Ctx, name: ProviderName, period: Period): Promise<Movement[]> {
  const provider = providerOf(ctx, name)!;
  const sessions = await inShop(ctx, (run) =>
    run.trx
      .selectFrom('payment_session')
      .selectAll()
      .where('provider', '=', name)
      .where('opened_at', '>=', new Date(period.from))
      .where('opened_at', '<', new Date(period.to))
      .orderBy('id', 'desc')
      .limit(MOST_READ)
      .execute(),
  );
  const movements: Movement[] = [];
  for (const session of sessions) {
    const where = { id: session.session_id, until: session.until.getTime() };
    const seen = await provider.readSession(where, { take: false, now: ctx.hub.now() });
    if (seen.state !== 'paid') continue;
    const { ref, amount, currency } = seen.money;
    const at = session.opened_at.getTime();
    movements.push({ kind: 'payment', ref, payment: ref, linkId: session.link_id, amount, fee: 0, currency, at });
  }
  return movements;
}

async function rowOf(run: Run, id: number) {
  return run.trx.selectFrom('reconciliation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

export type Compared = { differences: Difference[]; entered: number };

/**
 * Compares a list with our books and keeps both. What the provider holds for one of our links and we never heard of is
 * entered, with all that follows a payment; what cannot be explained is a difference, for a person to look at.
 */
export async function noteList(run: Run, id: number, list: List): Promise<Compared | null> {
  const row = await rowOf(run, id);
  if (row.state !== 'asked' || !isProvider(row.provider)) return null;
  if ('refused' in list) {
    await end(run, id, { state: 'failed', error: list.refused.slice(0, 300) });
    return null;
  }
  const { provider } = row;
  await keep(run, provider, list.movements);
  const compared: Compared = { differences: [], entered: 0 };
  const undone = undoneIn(list.movements);
  // Payments first: what was given back of them is looked for after.
  const order: Movement['kind'][] = ['payment', 'refund', 'dispute'];
  for (const kind of order) {
    for (const movement of list.movements.filter((one) => one.kind === kind)) {
      await compareOne(run, provider, movement, undone, compared);
    }
  }
  const until = new Date(row.to_at.getTime() - LATE_MS[provider]);
  compared.differences.push(...(await onlyHere(run, provider, row.from_at, until)));
  await end(run, id, {
    state: 'done',
    differences: JSON.stringify(compared.differences),
    entered: compared.entered,
    error: null,
  });
  return compared;
}

async function end(
  run: Run,
  id: number,
  what: { state: 'done' | 'failed'; error: string | null; differences?: string; entered?: number },
): Promise<void> {
  await run.trx
    .updateTable('reconciliation')
    .set({ ...what, done_at: new Date(run.at) })
    .where('id', '=', id)
    .execute();
}

async function keep(run: Run, provider: ProviderName, movements: Movement[]): Promise<void> {
  for (let from = 0; from < movements.length; from += 500) {
    await run.trx
      .insertInto('movement')
      .values(
        movements.slice(from, from + 500).map((one) => ({
          shop_id: run.shop.id,
          provider,
          kind: one.kind,
          ref: one.ref,
          payment_ref: one.payment,
          amount: one.amount,
          fee: one.fee,
          currency: one.currency,
          at: new Date(one.at),
        })),
      )
      .onConflict((conflict) => conflict.columns(['shop_id', 'provider', 'kind', 'ref']).doNothing())
      .execute();
  }
}

async function ourEntry(run: Run, provider: ProviderName, ref: string) {
  return run.trx
    .selectFrom('payment')
    .innerJoin('orders', 'orders.id', 'payment.order_id')
    .select(['payment.amount', 'payment.currency', 'orders.short'])
    .where('provider', '=', provider)
    .where('provider_ref', '=', ref)
    .executeTakeFirst();
}

async function compareOne(
  run: Run,
  provider: ProviderName,
  movement: Movement,
  undone: Set<string>,
  compared: Compared,
): Promise<void> {
  const ours = await ourEntry(run, provider, movement.ref);
  // A refund that failed, of which we have neither half; having heard of the first we still need the second.
  if (!ours && undone.has(movement.ref) && !(await ourEntry(run, provider, movement.ref.replace(/:failed$/, ''))))
    return;
  if (!ours && (await enterMissing(run, provider, movement))) {
    compared.entered += 1;
    return;
  }
  if (ours && ours.amount === movement.amount && ours.currency === movement.currency) return;
  compared.differences.push({
    where: ours ? 'amount' : 'there',
    kind: movement.kind,
    ref: movement.ref,
    theirs: movement.amount,
    ours: ours?.amount ?? null,
    order: ours?.short ?? null,
  });
}

/** Refunds that failed and came back within one list: where we heard of neither, nothing is amiss. */
function undoneIn(movements: Movement[]): Set<string> {
  const refs = new Set(movements.map((one) => one.ref));
  const failed = [...refs].filter((ref) => ref.endsWith(':failed') && refs.has(ref.slice(0, -':failed'.length)));
  return new Set(failed.flatMap((ref) => [ref, ref.slice(0, -':failed'.length)]));
}

/** Enters what a provider did for one of our links or payments without our hearing of it; false when it is nobody's. */
async function enterMissing(run: Run, provider: ProviderName, movement: Movement): Promise<boolean> {
  const { amount, currency, payment } = movement;
  if (movement.kind === 'payment') {
    if (movement.linkId === null) return false;
    const link = await run.trx
      .selectFrom('payment_link')
      .selectAll()
      .where('id', '=', movement.linkId)
      .executeTakeFirst();
    if (!link) return false;
    const method = provider === 'stripe' ? 'card' : provider;
    await settle(run, link, { provider, ref: movement.ref, method, amount, currency });
  } else if (movement.kind === 'refund' && payment !== null && amount < 0) {
    const told = { id: movement.ref, payment, amount: -amount, currency, failure: null, ourId: null };
    await recordRefund(run, provider, { ...told, status: 'done' as const });
  } else if (movement.kind === 'refund' && payment !== null) {
    const told = { id: movement.ref.replace(/:failed$/, ''), payment, amount, currency, ourId: null };
    await recordRefund(run, provider, { ...told, status: 'failed' as const, failure: 'failed' });
  } else if (movement.kind === 'dispute' && payment !== null) {
    const id = movement.ref.replace(/:[a-z]+$/, '');
    const moved = { ref: movement.ref, amount };
    const told = { id, payment, amount: Math.abs(amount), currency, reason: 'general', answerBy: null, moved };
    await recordDispute(run, provider, { ...told, state: amount < 0 ? ('open' as const) : ('won' as const) });
  } else return false;
  return (await ourEntry(run, provider, movement.ref)) !== undefined;
}

/** Entries of our books in the period that the provider has never listed. */
async function onlyHere(run: Run, provider: ProviderName, from: Date, until: Date): Promise<Difference[]> {
  const rows = await run.trx
    .selectFrom('payment')
    .innerJoin('orders', 'orders.id', 'payment.order_id')
    .select(['payment.kind', 'payment.provider_ref', 'payment.amount', 'orders.short'])
    .where('payment.provider', '=', provider)
    .where('payment.at', '>=', from)
    .where('payment.at', '<', until)
    // Without a list of its own a provider tells payments alone.
    .where((eb) => (provider === 'stripe' || provider === 'paypal' ? eb.lit(true) : eb('payment.kind', '=', 'payment')))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('movement')
            .select(sql`1`.as('one'))
            .whereRef('movement.provider', '=', 'payment.provider')
            .whereRef('movement.ref', '=', 'payment.provider_ref'),
        ),
      ),
    )
    .orderBy('payment.id')
    .execute();
  return rows.map((row) => ({
    where: 'here',
    kind: row.kind === 'refund' ? 'refund' : row.kind === 'chargeback' ? 'dispute' : 'payment',
    ref: row.provider_ref,
    theirs: null,
    ours: row.amount,
    order: row.short,
  }));
}
