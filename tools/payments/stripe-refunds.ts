import type { Ctx } from '../context.ts';
import { tellMembers } from '../conversations/say.ts';
import { record } from '../journal.ts';
import { formatMoney } from '../money.ts';
import { type OrderView, orderById } from '../orders/read.ts';
import { inShop } from '../perform.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { enter } from './books.ts';
import { book, closeDecision, creditFor, type RefundRow, write } from './refund.ts';
import {
  isFinal,
  listRefunds,
  refundPayment,
  type StripeAccess,
  type StripeRefund,
  stripeKeysSchema,
} from './stripe.ts';

/** The shop's Stripe account, or null when it has none (any more). */
function accessOf(ctx: Ctx, stripeUrl: string): StripeAccess | null {
  const sealed = ctx.shop.settings.payments.stripe;
  return sealed ? { keys: stripeKeysSchema.parse(JSON.parse(ctx.hub.sealer.open(sealed))), baseUrl: stripeUrl } : null;
}

/** What an attempt at a refund found out, to be written in a transaction of its own. */
export type RefundNews = { refund: StripeRefund } | { refused: string } | null;

/**
 * Asks Stripe for a refund, outside any transaction. Tried again (`attempt` above 0) it first looks whether an earlier
 * attempt went through: Stripe forgets an idempotency key after a day. Null: nothing is to be done any more. Throws what
 * is worth trying again.
 */
export async function askStripe(
  ctx: Ctx,
  what: { refundId: number; stripeUrl: string; attempt: number },
): Promise<RefundNews> {
  const row = await inShop(ctx, (run) =>
    run.trx
      .selectFrom('refund')
      .innerJoin('payment', 'payment.id', 'refund.payment_id')
      .innerJoin('orders', 'orders.id', 'refund.order_id')
      .select(['refund.id', 'refund.amount', 'refund.state', 'payment.provider_ref', 'orders.number'])
      .where('refund.id', '=', what.refundId)
      .executeTakeFirstOrThrow(),
  );
  if (row.state !== 'asked') return null;
  const access = accessOf(ctx, what.stripeUrl);
  if (!access) return { refused: 'Stripe' };
  const intent = row.provider_ref;
  try {
    const before = what.attempt > 0 ? await listRefunds(access, intent) : [];
    const found = before.find((refund) => refund.ourId === row.id);
    const asked = { id: row.id, shop: ctx.shop.slug, order: row.number, intent, amount: row.amount };
    return { refund: found ?? (await refundPayment(access, asked)) };
  } catch (error) {
    if (!isFinal(error)) throw error;
    return { refused: error.message };
  }
}

/** Writes down what came of our own refund. */
export async function noteRefund(run: Run, refundId: number, news: RefundNews): Promise<void> {
  if (!news) return;
  if ('refund' in news) return void (await recordRefund(run, news.refund));
  const row = await run.trx.selectFrom('refund').selectAll().where('id', '=', refundId).executeTakeFirstOrThrow();
  await fail(run, row, news.refused);
}

/** The refunds that Stripe itself lists for a payment: what an event without their ids was about. */
export async function readRefunds(ctx: Ctx, what: { intent: string; stripeUrl: string }): Promise<StripeRefund[]> {
  const access = accessOf(ctx, what.stripeUrl);
  return access ? listRefunds(access, what.intent) : [];
}

/**
 * Writes a refund as Stripe tells it: ours, or one made in Stripe's own dashboard. The same one counts once, whatever
 * the order in which its events come; one that failed after all is answered by a counter-entry.
 */
export async function recordRefund(run: Run, told: StripeRefund): Promise<'refunded' | 'failed' | 'known' | 'ignored'> {
  const payment = await run.trx
    .selectFrom('payment')
    .selectAll()
    .where('provider', '=', 'stripe')
    .where('provider_ref', '=', told.intent)
    .where('kind', '=', 'payment')
    .executeTakeFirst();
  if (!payment || told.currency !== payment.currency) return 'ignored';
  const view = await orderById(run.trx, payment.order_id, true);
  const known = await knownRefund(run, payment.id, told);
  const failed = told.status === 'failed' || told.status === 'canceled';
  if (known?.state === 'failed' && known.provider_ref === told.id) return 'known';
  if (failed) {
    const row = known ?? (await foreign(run, view, payment.id, told));
    if (row.state === 'done') await takeBack(run, view, row, told);
    await fail(run, row, told.failure ?? told.status, told.id);
    return 'failed';
  }
  if (known?.state === 'done') return 'known';
  const row = known ?? (await foreign(run, view, payment.id, told));
  const held = { id: payment.id, provider: payment.provider, method: payment.method, linkId: payment.link_id };
  if (!(await book(run, view.order, row, held, told.id))) return 'known';
  if (!known)
    await tell(run, view, told.amount, (texts, short, amount) => texts.money.member.refundedElsewhere(short, amount));
  await closeDecision(run, view.order.id, row.decision);
  return 'refunded';
}

async function knownRefund(run: Run, paymentId: number, told: StripeRefund): Promise<RefundRow | undefined> {
  return run.trx
    .selectFrom('refund')
    .selectAll()
    .where('payment_id', '=', paymentId)
    .where((eb) => eb.or([eb('provider_ref', '=', told.id), eb('id', '=', told.ourId ?? -1)]))
    .executeTakeFirst();
}

/** A refund that was not asked for here: noted with the credit note that it needs. */
async function foreign(run: Run, view: OrderView, paymentId: number, told: StripeRefund): Promise<RefundRow> {
  const failed = told.status === 'failed' || told.status === 'canceled';
  const paper = failed ? null : await creditFor(run, view, told.amount);
  return write(run, view.order, { held: { id: paymentId }, amount: told.amount, paper, decision: `stripe:${told.id}` });
}

/** The money came back to the shop: a counter-entry to the refund's own. */
async function takeBack(run: Run, view: OrderView, row: RefundRow, told: StripeRefund): Promise<void> {
  const entry = await run.trx
    .selectFrom('payment')
    .selectAll()
    .where('provider', '=', 'stripe')
    .where('provider_ref', '=', told.id)
    .executeTakeFirstOrThrow();
  await enter(run, view.order, {
    kind: 'refund',
    provider: 'stripe',
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
