import type { Selectable } from 'kysely';
import type { Tables } from '../../db/tables/index.ts';
import { ask } from '../errands.ts';
import { creditNote, deliverCreditNote } from '../invoicing/credit-note.ts';
import type { PaperRow } from '../invoicing/issue.ts';
import { livePapers } from '../invoicing/live.ts';
import { record } from '../journal.ts';
import { formatMoney } from '../money.ts';
import { tellCustomer } from '../orders/place.ts';
import { type OrderRow, type OrderView, orderById } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { enter, type Held, heldOf, takeFrom } from './books.ts';
import { closeLinks } from './link.ts';
import { isProvider, refundsItself } from './providers/provider.ts';

export type RefundRow = Selectable<Tables['refund']>;

/** What of an order's money can still be given back, minor units; what is asked for already is not counted. */
export async function refundable(run: Pick<Run, 'trx'>, orderId: number): Promise<number> {
  return (await heldOf(run, orderId)).reduce((sum, held) => sum + held.left, 0);
}

/** What is held beyond what the standing invoice claims: it can be given back without another credit note. */
export async function freeMoney(run: Pick<Run, 'trx'>, order: Pick<OrderRow, 'id'>): Promise<number> {
  const claimed = (await livePapers(run, order.id)).reduce((sum, { left }) => sum + left, 0);
  return Math.max(0, (await refundable(run, order.id)) - claimed);
}

/**
 * A decision to give money back, carried out as far as this transaction can. `asked`: a provider does some of it;
 * `byShop`: providers without such a call, in whose own pages the shop gives it back.
 */
export type Refunded = { amount: number; paper: PaperRow | null; asked: boolean; byShop: string[] };

/**
 * Gives `amount` of an order's money back, newest payments first: what was received by hand is noted as returned now,
 * what a provider holds is asked of it by an errand. Where an invoice claims the money a credit note is issued first. The
 * order gets a new version, so that a second tap on the same button finds a changed order. The caller has locked the
 * order and checked `amount` against `refundable`; `issued` is the credit note when there is one for it already.
 */
export async function giveBack(
  run: Run,
  view: OrderView,
  amount: number,
  issued: PaperRow | null = null,
): Promise<Refunded> {
  const { order } = view;
  const paper = issued ?? (await creditFor(run, view, amount));
  const decision = `${run.cause}:${order.id}:v${order.version}`;
  await run.trx
    .updateTable('orders')
    .set({ version: order.version + 1, updated_at: new Date(run.at) })
    .where('id', '=', order.id)
    .execute();
  order.version += 1;
  await closeLinks(run, order.id);
  await record(run, 'refund.asked', order.id, { amount, credit_note: paper?.number ?? null });
  const atProvider = new Set<string>();
  const byShop = new Set<string>();
  for (const part of takeFrom(await heldOf(run, order.id), amount)) {
    const refund = await write(run, order, { held: part.from, amount: part.amount, paper, decision });
    if (refundsItself(part.from.provider)) {
      atProvider.add(part.from.provider);
      await ask(run, `refund:${refund.id}`, { kind: 'refund_payment', refundId: refund.id });
    } else {
      if (isProvider(part.from.provider)) byShop.add(part.from.provider);
      await book(run, order, refund, part.from, `refund:${refund.id}`);
    }
  }
  if (paper) await deliverCreditNote(run, paper, 'thread');
  await closeDecision(run, order.id, decision);
  return { amount, paper, asked: atProvider.size > 0, byShop: [...byShop] };
}

/**
 * The credit note that covers a refund: a new one for what the standing invoice still claims of that money, or none. Of
 * deposits, newest first, as many as it takes; the last credit note is given back, the others are handed over here.
 */
export async function creditFor(run: Run, view: OrderView, amount: number): Promise<PaperRow | null> {
  let short = amount - (await freeMoney(run, view.order));
  let last: PaperRow | null = null;
  for (const invoice of await livePapers(run, view.order.id)) {
    if (short <= 0) break;
    if (last) await deliverCreditNote(run, last);
    const part = Math.min(short, invoice.left);
    last = await creditNote(run, view, invoice, { kind: 'amount', amount: part }, 'refund');
    short -= part;
  }
  return last;
}

/** Notes that one payment is to be given back, in whole or in part. */
export async function write(
  run: Run,
  order: OrderRow,
  what: { held: Pick<Held, 'id'>; amount: number; paper: PaperRow | null; decision: string },
): Promise<RefundRow> {
  const known = what.paper ?? (await lastCredit(run, order.id));
  return run.trx
    .insertInto('refund')
    .values({
      shop_id: run.shop.id,
      order_id: order.id,
      payment_id: what.held.id,
      paper_id: known?.id ?? null,
      decision: what.decision,
      amount: what.amount,
      currency: order.currency,
      provider_ref: null,
      error: null,
      asked_by: JSON.stringify(run.actor),
      asked_at: new Date(run.at),
      done_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function lastCredit(run: Run, orderId: number): Promise<{ id: number } | undefined> {
  return run.trx
    .selectFrom('paper')
    .select('id')
    .where('order_id', '=', orderId)
    .where('kind', '=', 'credit_note')
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

/** Money that went back: the counter-entry and the refund's end. False when it was in the books already. */
export async function book(
  run: Run,
  order: OrderRow,
  refund: RefundRow,
  held: Pick<Held, 'id' | 'provider' | 'method' | 'linkId'>,
  ref: string,
): Promise<boolean> {
  const entered = await enter(run, order, {
    kind: 'refund',
    provider: held.provider,
    ref,
    method: held.method,
    amount: -refund.amount,
    linkId: held.linkId,
    answersId: held.id,
  });
  if (!entered) return false;
  await run.trx
    .updateTable('refund')
    .set({ state: 'done', provider_ref: ref, done_at: new Date(run.at), error: null })
    .where('id', '=', refund.id)
    .execute();
  await record(run, 'refund.done', order.id, { refund: refund.id, amount: refund.amount, ref });
  return true;
}

/** Once nothing of a decision is under way any more: the customer hears what came back, with the credit note if any. */
export async function closeDecision(run: Run, orderId: number, decision: string): Promise<void> {
  const rows = await run.trx.selectFrom('refund').selectAll().where('decision', '=', decision).orderBy('id').execute();
  if (rows.some((row) => row.state === 'asked')) return;
  const amount = rows.reduce((sum, row) => sum + (row.state === 'done' ? row.amount : 0), 0);
  const fresh = await freshPaper(run, rows[0]);
  if (fresh !== null) {
    const deliver = { to: 'customer' as const, ...(amount > 0 ? { refunded: amount } : {}) };
    return ask(run, `credit:${fresh}:${decision}`, { kind: 'print_paper', paperId: fresh, deliver });
  }
  if (amount === 0) return;
  const view = await orderById(run.trx, orderId);
  await tellCustomer(run, view, `refunded:${decision}`, (language) => {
    const shown = formatMoney(amount, run.shop.currency, language);
    return { text: textsFor(language).money.customer.refunded(shown, String(view.order.short)) };
  });
}

/** The credit note that this very decision issued: it goes to the customer with the news that the money went back. */
async function freshPaper(run: Run, refund: RefundRow | undefined): Promise<number | null> {
  if (!refund || refund.paper_id === null) return null;
  const paper = await run.trx
    .selectFrom('paper')
    .select('issued_at')
    .where('id', '=', refund.paper_id)
    .executeTakeFirstOrThrow();
  return paper.issued_at.getTime() === refund.asked_at.getTime() ? refund.paper_id : null;
}
