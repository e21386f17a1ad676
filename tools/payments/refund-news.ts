import type { Ctx } from '../context.ts';
import { tellMembers } from '../conversations/say.ts';
import { record } from '../journal.ts';
import { formatMoney } from '../money.ts';
import { type OrderView, orderById } from '../orders/read.ts';
import { inShop } from '../perform.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { enter } from './books.ts';
import { providerOf } from './providers/index.ts';
import {
  isProvider,
  PROVIDER_NAMES,
  type ProviderName,
  type ProviderRefund,
  ProviderRefusal,
} from './providers/provider.ts';
import { book, closeDecision, creditFor, type RefundRow, write } from './refund.ts';

/** What an attempt at a refund found out, to be written in a transaction of its own. */
export type RefundNews = { provider: ProviderName; refund: ProviderRefund } | { refused: string } | null;

/**
 * Asks the provider for a refund, outside any transaction. Tried again (`attempt` above 0) it first looks whether an
 * earlier attempt went through: providers forget an idempotency key after a while. Null: nothing is to be done any more.
 * Throws what is worth trying again.
 */
export async function askRefund(ctx: Ctx, what: { refundId: number; attempt: number }): Promise<RefundNews> {
  const row = await inShop(ctx, (run) =>
    run.trx
      .selectFrom('refund')
      .innerJoin('payment', 'payment.id', 'refund.payment_id')
      .innerJoin('orders', 'orders.id', 'refund.order_id')
      .select([
        'refund.id',
        'refund.amount',
        'refund.currency',
        'refund.state',
        'payment.provider',
        'payment.provider_ref',
      ])
      .select('orders.number')
      .where('refund.id', '=', what.refundId)
      .executeTakeFirstOrThrow(),
  );
  if (row.state !== 'asked' || !isProvider(row.provider)) return null;
  const provider = providerOf(ctx, row.provider);
  if (!provider?.refund) return { refused: PROVIDER_NAMES[row.provider] };
  const payment = row.provider_ref;
  try {
    const before = what.attempt > 0 ? await provider.refundsOf(payment) : [];
    const found = before.find((refund) => refund.ourId === row.id);
    const asked = {
      id: row.id,
      shop: ctx.shop.slug,
      order: row.number,
      payment,
      amount: row.amount,
      currency: row.currency,
    };
    return { provider: row.provider, refund: found ?? (await provider.refund(asked)) };
  } catch (error) {
    if (!(error instanceof ProviderRefusal) || !error.final) throw error;
    return { refused: error.message };
  }
}

/** Writes down what came of our own refund. */
export async function noteRefund(run: Run, refundId: number, news: RefundNews): Promise<void> {
  if (!news) return;
  if ('refund' in news) return void (await recordRefund(run, news.provider, news.refund));
  const row = await run.trx.selectFrom('refund').selectAll().where('id', '=', refundId).executeTakeFirstOrThrow();
  await fail(run, row, news.refused);
}

/** The refunds that a provider itself lists for a payment: what an event without their ids was about. */
export async function readRefunds(
  ctx: Ctx,
  what: { provider: ProviderName; payment: string },
): Promise<ProviderRefund[]> {
  return (await providerOf(ctx, what.provider)?.refundsOf(what.payment)) ?? [];
}

/**
 * Writes a refund as its provider tells it: ours, or one made in the provider's own pages. The same one counts once,
 * whatever the order in which its events come; one that failed after all is answered by a counter-entry. `early`: the
 * payment it gives back is not in the books.
 */
export async function recordRefund(
  run: Run,
  provider: ProviderName,
  told: ProviderRefund,
): Promise<'refunded' | 'failed' | 'known' | 'pending' | 'ignored' | 'early'> {
  const payment = await run.trx
    .selectFrom('payment')
    .selectAll()
    .where('provider', '=', provider)
    .where('provider_ref', '=', told.payment)
    .where('kind', '=', 'payment')
    .executeTakeFirst();
  if (!payment) return 'early';
  if (told.currency !== payment.currency || told.amount <= 0) return 'ignored';
  const view = await orderById(run.trx, payment.order_id, true);
  const known = await knownRefund(run, payment.id, told);
  if (known?.state === 'failed' && known.provider_ref === told.id) return 'known';
  if (told.status === 'pending') return 'pending';
  if (told.status === 'failed') {
    const row = known ?? (await foreign(run, view, payment.id, provider, told));
    if (row.state === 'done') await takeBack(run, view, row, provider, told);
    await fail(run, row, told.failure ?? told.status, told.id);
    return 'failed';
  }
  if (known?.state === 'done') return 'known';
  const row = known ?? (await foreign(run, view, payment.id, provider, told));
  const held = { id: payment.id, provider: payment.provider, method: payment.method, linkId: payment.link_id };
  if (!(await book(run, view.order, row, held, told.id))) return 'known';
  if (!known)
    await tell(run, view, told.amount, (texts, short, amount) =>
      texts.paying.refundedElsewhere(short, amount, PROVIDER_NAMES[provider]),
    );
  await closeDecision(run, view.order.id, row.decision);
  return 'refunded';
}

async function knownRefund(run: Run, paymentId: number, told: ProviderRefund): Promise<RefundRow | undefined> {
  return run.trx
    .selectFrom('refund')
    .selectAll()
    .where('payment_id', '=', paymentId)
    .where((eb) => eb.or([eb('provider_ref', '=', told.id), eb('id', '=', told.ourId ?? -1)]))
    .executeTakeFirst();
}

/** A refund that was not asked for here: noted with the credit note that it needs. */
async function foreign(
  run: Run,
  view: OrderView,
  paymentId: number,
  provider: ProviderName,
  told: ProviderRefund,
): Promise<RefundRow> {
  const paper = told.status === 'failed' ? null : await creditFor(run, view, told.amount);
  return write(run, view.order, {
    held: { id: paymentId },
    amount: told.amount,
    paper,
    decision: `${provider}:${told.id}`,
  });
}

/** The money came back to the shop: a counter-entry to the refund's own. */
async function takeBack(
  run: Run,
  view: OrderView,
  row: RefundRow,
  provider: ProviderName,
  told: ProviderRefund,
): Promise<void> {
  const entry = await run.trx
    .selectFrom('payment')
    .selectAll()
    .where('provider', '=', provider)
    .where('provider_ref', '=', told.id)
    .executeTakeFirstOrThrow();
  await enter(run, view.order, {
    kind: 'refund',
    provider,
    ref: `${told.id}:failed`,
    method: entry.method,
    amount: row.amount,
    linkId: entry.link_id,
    answersId: entry.id,
  });
}

async function fail(run: Run, row: RefundRow, why: string, ref?: string): Promise<void> {
  await run.trx
    .updateTable('refund')
    .set({ state: 'failed', error: why, ...(ref ? { provider_ref: ref } : {}) })
    .where('id', '=', row.id)
    .execute();
  await record(run, 'refund.failed', row.order_id, { refund: row.id, amount: row.amount, why });
  const view = await orderById(run.trx, row.order_id);
  await tell(run, view, row.amount, (texts, short, amount) => texts.money.member.refundFailed(short, amount, why));
  if (row.state === 'asked') await closeDecision(run, row.order_id, row.decision);
}

async function tell(
  run: Run,
  view: OrderView,
  amount: number,
  words: (texts: ReturnType<typeof textsFor>, short: string, amount: string) => string,
): Promise<void> {
  await tellMembers(run, `refund:${view.order.id}`, (language) => {
    const shown = formatMoney(amount, run.shop.currency, language);
    const text = words(textsFor(language), String(view.order.short), shown);
    return {
      reply: { text, template: { name: 'alert', language, params: [run.shop.name, text] } },
      about: { orderId: view.order.id, version: view.order.version },
    };
  });
}
