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
import { restate } from './books.ts';
import { closeLinks } from './link.ts';
import { giveBack, refundable } from './refund.ts';
import { refundEcho } from './refund-order.ts';
import { scheduleOf, type Term } from './schedule.ts';

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
  const deposit = bound.money > 0 ? await depositHeld(run, order, bound.money) : null;
  const rows = [
    bound.money > 0 ? texts.money.member.cancelIsPaid(short, shown) : null,
    ...bound.invoices.map(({ paper }) => texts.money.member.cancelIsInvoiced(short, paper.number)),
    ...(deposit ? [texts.paying.schedule.meaning[deposit.term], whatItMeans(run, view, deposit)] : []),
  ];
  const may = run.actor.kind === 'member' && run.actor.role !== 'staff';
  const choices = choicesFor(run, order, { money: bound.money, deposit, reason });
  rows.push(may ? texts.money.member.cancelNext : texts.refusals.notAllowed(['owner', 'manager']));
  return {
    facts: { done: false, asks: may, order: order.short, paid: bound.money },
    reply: { text: rows.filter(Boolean).join('\n'), ...(may ? { choices } : {}) },
    about: { orderId: order.id, version: order.version },
  };
}

/** The deposit of an order as far as its money is held, and what the law calls it. */
type DepositHeld = { term: Term; amount: number };

async function depositHeld(run: Run, order: OrderView['order'], money: number): Promise<DepositHeld | null> {
  const found = await scheduleOf(run, order);
  const term = found?.schedule.term;
  const amount = Math.min(money, found?.instalments[0]?.covered ?? 0);
  return term && amount > 0 ? { term, amount } : null;
}

/** What cancelling costs whom, in money. */
function whatItMeans(run: Run, { order }: OrderView, { term, amount }: DepositHeld): string {
  const money = (minor: number) => formatMoney(minor, run.shop.currency, run.language);
  const said = textsFor(run.language).paying.schedule.whenCancelled;
  return term === 'arrhes'
    ? said.arrhes(money(amount), money(2 * amount))
    : said.acompte(money(amount), money(Math.max(0, order.total - order.credited - amount)));
}

/** Refund and cancel; with a deposit the other way too: it is kept, when it was the customer who withdrew. */
function choicesFor(
  run: Run,
  order: OrderView['order'],
  what: { money: number; deposit: DepositHeld | null; reason: string },
): Choice[] {
  const { buttons } = textsFor(run.language).money;
  const words = textsFor(run.language).paying.schedule;
  const command = (name: string) =>
    `/${name} ${order.short} v${order.version} ${what.reason.slice(0, MOST_REASON)}`.trim();
  const arrhes = what.deposit?.term === 'arrhes';
  const back = arrhes ? words.doubleButton : what.money > 0 ? buttons.cancelRefund : buttons.cancelCredit;
  return [
    { id: command('annuler-rembourser'), title: back },
    ...(what.deposit ? [{ id: command('annuler-garder'), title: words.keepButton[what.deposit.term] }] : []),
  ];
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
    return cancelBound(run, seen.view, bound, { reason: input.text, keeps: null });
  },
});

export const cancelAndKeep = defineTool({
  name: 'cancel_and_keep_deposit',
  says: 'Cancels an order whose customer withdrew and keeps its deposit; what was paid beyond it goes back.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: withText,
  command: {
    words: ['annuler-garder', 'cancel-keep'],
    takes: 'order_and_text',
    help: {
      fr: 'le client renonce : annule en gardant l’acompte ou les arrhes',
      en: 'the customer withdraws: cancels and keeps the deposit',
      ar: 'الحريف تراجع: إلغاء مع الاحتفاظ بالتسبقة',
    },
    slashless: true,
  },
  run: async (run, input) => {
    if (input.version === undefined) {
      const view = await orderByShort(run, input.order, true);
      return (await cancelCard(run, view, input.text)) ?? refuse(run, view);
    }
    const seen = await seenOrder(run, input);
    if ('instead' in seen) return seen.instead;
    const { view } = seen;
    const bound = mayGo(view.order.status, 'cancelled') ? await boundBy(run, view.order.id) : null;
    const keeps = bound && (await depositHeld(run, view.order, bound.money));
    if (!bound || !keeps) return (await cancelCard(run, view, input.text)) ?? refuse(run, view);
    return cancelBound(run, view, bound, { reason: input.text, keeps });
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

/**
 * Credit note, refund and cancelling, in one transaction and one entry of the journal. Kept arrhes are compensation and no
 * price any more, so that their invoice is credited (CJEU C-277/05); a kept acompte stays what its invoice says. Given
 * back by the shop, arrhes are owed twice (Code de la consommation art. L214-1): the second half is no payment of this
 * order, so it is told and noted, and paid by hand.
 */
async function cancelBound(
  run: Run,
  view: OrderView,
  bound: Bound,
  how: { reason: string; keeps: DepositHeld | null },
): Promise<Outcome> {
  const { order } = view;
  const { reason, keeps } = how;
  const deposit = keeps ?? (await depositHeld(run, order, bound.money));
  const owed = !keeps && deposit?.term === 'arrhes' ? deposit.amount : 0;
  const back = bound.money - (keeps?.amount ?? 0);
  const paper = keeps?.term === 'acompte' ? null : await creditWhole(run, view, { ...bound, money: back });
  const refunded = back > 0 ? await giveBack(run, view, back, paper) : null;
  if (paper && !refunded) await deliverCreditNote(run, paper);
  await run.trx
    .updateTable('orders')
    .set({ status: 'cancelled', cancel_reason: reason || null, updated_at: new Date(run.at) })
    .where('id', '=', order.id)
    .execute();
  await restate(run, { ...order, status: 'cancelled' });
  await closeLinks(run, order.id);
  await followStock(run, { ...view, order: { ...order, status: 'cancelled' } });
  await record(run, 'order.cancelled', order.id, {
    from: order.status,
    ...(reason ? { reason } : {}),
    ...(paper ? { credit_note: paper.number } : {}),
    ...(refunded ? { refund: refunded.amount } : {}),
    ...(keeps ? { kept: keeps.amount, term: keeps.term } : {}),
    ...(owed > 0 ? { owed } : {}),
  });
  const told = await tellCustomer(run, view, `cancelled:${order.id}`, (language) => {
    const texts = textsFor(language);
    const money = (minor: number) => formatMoney(minor, run.shop.currency, language);
    const rows = [
      texts.customer.cancelled(order.short, reason),
      keeps && texts.paying.schedule.kept[keeps.term](money(keeps.amount)),
      refunded && texts.money.customer.willRefund(money(refunded.amount)),
      owed > 0 && texts.paying.schedule.owedBack(money(owed)),
    ];
    return { text: rows.filter(Boolean).join(' ') };
  });
  const texts = textsFor(run.language);
  const money = (minor: number) => formatMoney(minor, run.shop.currency, run.language);
  const rows = [
    texts.member.cancelled(order.short, told),
    told ? null : texts.orders.createdUnreached,
    keeps && texts.paying.schedule.keptForMembers[keeps.term](money(keeps.amount)),
    refunded ? refundEcho(run, order.short, refunded) : paper && texts.money.member.credited(paper.number),
    owed > 0 && texts.paying.schedule.doubleForMembers(money(owed)),
  ];
  return {
    facts: {
      done: true,
      order: order.short,
      status: 'cancelled',
      refunded: refunded?.amount ?? 0,
      kept: keeps?.amount ?? 0,
    },
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
