import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { creditNote, deliverCreditNote } from '../invoicing/credit-note.ts';
import { livePapers } from '../invoicing/live.ts';
import { lastDoer, record } from '../journal.ts';
import { timeOf } from '../language.ts';
import { formatMoney } from '../money.ts';
import { withText } from '../orders/inputs.ts';
import { type OrderView, orderByShort } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { readTyped } from './amount.ts';
import { enter } from './books.ts';
import { endPages } from './end-pages.ts';
import { amountDue } from './link.ts';
import { afterMoney, tellPaid } from './settle.ts';

export const recordPayment = defineTool({
  name: 'record_payment',
  says: 'Records money that a member received by hand for an order: cash, card terminal, transfer or cheque.',
  for: ['member'],
  roles: ['owner', 'manager', 'staff'],
  input: withText,
  command: {
    words: ['payee', 'paye', 'encaisser', 'paid'],
    takes: 'order_and_text',
    example: '156 [45€] [espèces|cb|virement|chèque]',
    help: {
      fr: 'note un paiement reçu (espèces si rien n’est dit)',
      en: 'records a payment received (cash unless said)',
      ar: 'تسجيل دفعة مقبوضة (نقدا إن لم يذكر شيء)',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const view = await orderByShort(run, input.order, true);
    const typed = readTyped(input.text, run.shop.currency, view.order.total);
    // What was given back can be taken again, but only by saying how much.
    const again = view.order.payment_status === 'refunded' && typed.amount !== null;
    await refuseMoney(run, view, again);
    const due = again ? view.order.total : amountDue(view.order);
    if (typed.unread !== null) {
      throw new Refusal('invalid', textsFor(run.language).money.refusals.badPayment(typed.unread, String(input.order)));
    }
    // "/payee 156 157" are two orders rather than 157 € for one.
    if (typed.amount !== null && typed.amount > due && /^\s*\d+(?:[\s,]+\d+)*\s*$/.test(input.text)) {
      throw new Refusal(
        'invalid',
        textsFor(run.language).money.refusals.bareAmount(input.text.trim(), String(input.order)),
      );
    }
    return receive(run, view, typed.amount ?? due, typed.method ?? 'cash');
  },
});

/** Money is only taken for what was agreed and is still due. */
async function refuseMoney(run: Run, view: OrderView, again: boolean): Promise<void> {
  const { order } = view;
  const texts = textsFor(run.language);
  if (order.status === 'pending')
    throw new Refusal('wrong_state', texts.money.refusals.confirmFirst(String(order.short)));
  if (order.status === 'cancelled') {
    throw new Refusal(
      'wrong_state',
      texts.refusals.wrongStatus(order.short, texts.statuses.cancelled, texts.money.takeMoney),
    );
  }
  if (again || amountDue(order) > 0) return;
  const doer = await lastDoer(run, order.id, 'payment.received');
  const when = doer ? timeOf(doer.at, run.shop.timezone) : '';
  throw new Refusal('wrong_state', texts.money.refusals.nothingDue(String(order.short), when));
}

async function receive(run: Run, view: OrderView, amount: number, method: string): Promise<Outcome> {
  const { order } = view;
  const count = await run.trx
    .selectFrom('payment')
    .select((eb) => eb.fn.countAll<number>().as('rows'))
    .where('order_id', '=', order.id)
    .executeTakeFirstOrThrow();
  // The order's row is locked: the next of its rows has this number, and only this command can take it.
  const ref = `${order.number}:${Number(count.rows) + 1}`;
  const entered = await enter(run, order, { kind: 'payment', provider: 'manual', ref, method, amount });
  if (!entered) throw new Error(`payment ${ref} was recorded already`);
  await endPages(run, order.id, { due: amountDue(entered.order) });
  await record(run, 'payment.received', order.id, {
    provider: 'manual',
    ref,
    method,
    amount,
    currency: order.currency,
  });
  const paid: OrderView = { ...view, order: entered.order };
  const thread = run.actor.kind === 'member' ? run.actor.conversationId : undefined;
  await tellPaid(run, paid, amount, thread);
  await afterMoney(run, paid, amount, order, true);
  return {
    facts: { recorded: true, order: order.short, amount, method, payment_status: entered.order.payment_status },
    reply: { text: echo(run, paid, amount, method) },
    undo: { tool: undoPayment.name, input: { order: order.short, payment: entered.id } },
  };
}

function echo(run: Run, view: OrderView, amount: number, method: string): string {
  const { order } = view;
  const texts = textsFor(run.language).money;
  const money = (minor: number) => formatMoney(minor, run.shop.currency, run.language);
  const how = texts.methods[method as keyof typeof texts.methods] ?? method;
  const over = order.paid - (order.total - order.credited);
  const due = amountDue(order);
  return [
    texts.member.recorded(String(order.short), money(amount), how),
    over > 0
      ? texts.member.tooMuch(money(over), String(order.short))
      : due > 0
        ? texts.member.stillDue(money(due))
        : texts.member.allPaid,
  ].join(' ');
}

/** Takes a payment recorded by hand back: a counter-entry; the invoice it brought about is cancelled by a credit note. */
export const undoPayment = defineTool({
  name: 'undo_payment',
  says: 'Takes back a payment that was recorded by mistake.',
  for: ['member'],
  roles: ['owner', 'manager', 'staff'],
  input: z.object({ order: z.int().positive(), payment: z.int().positive() }),
  run: async (run, input) => {
    const view = await orderByShort(run, input.order, true);
    const { order } = view;
    const texts = textsFor(run.language).money;
    const rows = await run.trx.selectFrom('payment').selectAll().where('order_id', '=', order.id).execute();
    const payment = rows.find((row) => row.id === input.payment && row.provider === 'manual' && row.kind === 'payment');
    if (!payment || rows.some((row) => row.answers_id === payment.id)) {
      throw new Refusal('wrong_state', texts.refusals.notUndone(String(input.order)));
    }
    const entered = await enter(run, order, {
      kind: 'correction',
      provider: 'manual',
      ref: `${payment.provider_ref}:undone`,
      method: payment.method,
      amount: -payment.amount,
      answersId: payment.id,
    });
    if (!entered) throw new Refusal('wrong_state', texts.refusals.notUndone(String(input.order)));
    await record(run, 'payment.corrected', order.id, { payment: payment.id, amount: -payment.amount });
    const number = await withdrawInvoice(run, { ...view, order: entered.order }, payment.at);
    const shown = formatMoney(payment.amount, run.shop.currency, run.language);
    const rowsOfText = [texts.member.undone(String(order.short), shown), number && texts.member.credited(number)];
    return { facts: { undone: true, credit_note: number }, reply: { text: rowsOfText.filter(Boolean).join(' ') } };
  },
});

/** An invoice issued with that payment says that it is settled; what it says is no longer so. */
async function withdrawInvoice(run: Run, view: OrderView, since: Date): Promise<string | null> {
  const [invoice] = await livePapers(run, view.order.id);
  if (!invoice || invoice.paper.issued_at < since || invoice.snapshot.totals.due > 0) return null;
  const paper = await creditNote(run, view, invoice, { kind: 'rest' }, 'deducted');
  await deliverCreditNote(run, paper);
  return paper.number;
}
