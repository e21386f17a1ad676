import type { Choice } from '../conversations/message.ts';
import { Refusal } from '../errors.ts';
import { creditNote, deliverCreditNote } from '../invoicing/credit-note.ts';
import type { PaperRow } from '../invoicing/issue.ts';
import { type LiveInvoice, livePapers } from '../invoicing/live.ts';
import { record } from '../journal.ts';
import { formatMoney } from '../money.ts';
import { seenOrder } from '../orders/advance.ts';
import { withText } from '../orders/inputs.ts';
import { tellCustomer } from '../orders/place.ts';
import { type OrderView, orderByShort } from '../orders/read.ts';
import { mayGo } from '../orders/states.ts';
import { followStock } from '../stock/orders.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { closeLinks } from './link.ts';
import { giveBack, refundable } from './refund.ts';
import { refundEcho } from './refund-order.ts';
import { scheduleOf } from './schedule.ts';

/** A button's id holds at most 200 characters; the command and its version need the rest. */
const MOST_REASON = 140;

type Bound = { money: number; invoices: LiveInvoice[] };

/** What stands in the way of a plain cancelling: money held, an invoice. Null when nothing does. */
async function boundBy(run: Run, orderId: number): Promise<Bound | null> {
  const [money, invoices] = [await refundable(run, orderId), await livePapers(run, orderId)];
  return money > 0 || invoices.length > 0 ? { money, invoices } : null;
}

/**
 * The card that a paid or invoiced order answers to /annuler: one button that cancels, credits and refunds as one
 * decision, for those who may. Null when the order is neither: it can be cancelled plainly.
 */
export async function cancelCard(run: Run, view: OrderView, reason = ''): Promise<Outcome | null> {
  const { order } = view;
  if (!mayGo(order.status, 'cancelled')) return null;
  const bound = await boundBy(run, order.id);
  if (!bound) return null;
  const texts = textsFor(run.language);
  const short = String(order.short);
  const shown = formatMoney(bound.money, run.shop.currency, run.language);
  const term = (await scheduleOf(run, order))?.schedule.term;
  const rows = [
    bound.money > 0 ? texts.money.member.cancelIsPaid(short, shown) : null,
    ...bound.invoices.map(({ paper }) => texts.money.member.cancelIsInvoiced(short, paper.number)),
    term && bound.money > 0 ? texts.paying.schedule.meaning[term] : null,
  ];
  const may = run.actor.kind === 'member' && run.actor.role !== 'staff';
  const choice: Choice = {
    id: `/annuler-rembourser ${short} v${order.version} ${reason.slice(0, MOST_REASON)}`.trim(),
    title: bound.money > 0 ? texts.money.buttons.cancelRefund : texts.money.buttons.cancelCredit,
  };
  rows.push(may ? texts.money.member.cancelNext : texts.refusals.notAllowed(['owner', 'manager']));
  return {
    facts: { done: false, asks: may, order: order.short, paid: bound.money },
    reply: { text: rows.filter(Boolean).join('\n'), ...(may ? { choices: [choice] } : {}) },
    about: { orderId: order.id, version: order.version },
  };
}

export const cancelAndRefund = defineTool({
  name: 'cancel_and_refund',
  says: 'Cancels a paid or invoiced order: credit note and refund in one decision. Asks for a tap first.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: withText,
  command: {
    words: ['annuler-rembourser', 'cancel-refund'],
    takes: 'order_and_text',
    help: {
      fr: 'annule une commande payée : avoir et remboursement',
      en: 'cancels a paid order: credit note and refund',
      ar: 'إلغاء طلب مدفوع: إشعار دائن وإرجاع المبلغ',
    },
    slashless: true,
  },
  run: async (run, input) => {
    if (input.version === undefined) {
      const view = await orderByShort(run, input.order, true);
      const card = await cancelCard(run, view, input.text);
      return card ?? refuse(run, view);
    }
    const seen = await seenOrder(run, input);
    if ('instead' in seen) return seen.instead;
    const bound = mayGo(seen.view.order.status, 'cancelled') ? await boundBy(run, seen.view.order.id) : null;
    if (!bound) return refuse(run, seen.view);
    return cancelBound(run, seen.view, bound, input.text);
  },
});

function refuse(run: Run, view: OrderView): never {
  const { order } = view;
  const texts = textsFor(run.language);
  if (mayGo(order.status, 'cancelled')) {
    throw new Refusal('wrong_state', texts.money.refusals.cancelPlainly(String(order.short)));
  }
  throw new Refusal(
    'wrong_state',
    texts.refusals.wrongStatus(order.short, texts.statuses[order.status], texts.verbs.cancelled),
  );
}

/** Credit note, refund and cancelling, in one transaction and one entry of the journal. */
async function cancelBound(run: Run, view: OrderView, bound: Bound, reason: string): Promise<Outcome> {
  const { order } = view;
  const paper = await creditWhole(run, view, bound);
  const refunded = bound.money > 0 ? await giveBack(run, view, bound.money, paper) : null;
  if (paper && !refunded) await deliverCreditNote(run, paper);
  await run.trx
    .updateTable('orders')
    .set({ status: 'cancelled', cancel_reason: reason || null, updated_at: new Date(run.at) })
    .where('id', '=', order.id)
    .execute();
  await closeLinks(run, order.id);
  await followStock(run, { ...view, order: { ...order, status: 'cancelled' } });
  await record(run, 'order.cancelled', order.id, {
    from: order.status,
    ...(reason ? { reason } : {}),
    ...(paper ? { credit_note: paper.number } : {}),
    ...(refunded ? { refund: refunded.amount } : {}),
  });
  const told = await tellCustomer(run, view, `cancelled:${order.id}`, (language) => {
    const texts = textsFor(language);
    const back = refunded && texts.money.customer.willRefund(formatMoney(refunded.amount, run.shop.currency, language));
    return { text: [texts.customer.cancelled(order.short, reason), back].filter(Boolean).join(' ') };
  });
  const texts = textsFor(run.language);
  const rows = [
    texts.member.cancelled(order.short, told),
    told ? null : texts.orders.createdUnreached,
    refunded ? refundEcho(run, order.short, refunded) : paper && texts.money.member.credited(paper.number),
  ];
  return {
    facts: { done: true, order: order.short, status: 'cancelled', refunded: refunded?.amount ?? 0 },
    reply: { text: rows.filter(Boolean).join('\n') },
  };
}

/** All that the invoice still claims is credited, even where less was paid. */
async function creditWhole(run: Run, view: OrderView, bound: Bound): Promise<PaperRow | null> {
  let last: PaperRow | null = null;
  for (const invoice of bound.invoices.filter(({ left }) => left > 0)) {
    if (last) await deliverCreditNote(run, last);
    last = await creditNote(run, view, invoice, { kind: 'rest' }, bound.money > 0 ? 'refund' : 'deducted');
  }
  return last;
}
