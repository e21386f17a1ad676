import { apart, later } from '../../db/connection.ts';
import { prepared } from '../../db/prepared.ts';
import { expectThreads, tellMembers } from '../conversations/say.ts';
import { ask } from '../errands.ts';
import { partiesOf } from '../invoicing/invoice.ts';
import { standingAmong } from '../invoicing/live.ts';
import { issueOrWait, type Owed } from '../invoicing/owed.ts';
import { record } from '../journal.ts';
import { dayOf } from '../language.ts';
import { type Currency, formatMoney } from '../money.ts';
import { customerTemplate, whoOrdered } from '../orders/cards.ts';
import { tellCustomer } from '../orders/place.ts';
import { expectOrder, type OrderView, orderOfLink } from '../orders/read.ts';
import { type Texts, textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { accountOf, enter, expectEntry } from './books.ts';
import { endPages, openPages } from './end-pages.ts';
import { amountDue, type PaymentLink } from './link.ts';
import type { Money } from './providers/provider.ts';
import { refundChoice } from './refund-order.ts';

type Expected = { link: number; ref: string; pages: Awaited<ReturnType<typeof openPages>>; before: Before };
type Before = Awaited<ReturnType<typeof expectEntry>>;
const expected = new WeakMap<Run['trx'], Expected>();

/** For who is going to `settle` money for a link: all that this reads first leaves with the next message. */
export async function expectSettling(run: Run, link: number, money: Pick<Money, 'provider' | 'ref'>): Promise<void> {
  await expectThreads(run);
  // The order first, then its pages: whoever else closes pages holds the order already.
  await expectOrder(run, 'link', link, true);
  const pages = await openPages(run, 'link', link);
  expected.set(run.trx, { link, ref: money.ref, pages, before: await expectEntry(run, 'link', link, money) });
}

/**
 * Records money received for a link and everything that follows: the order's payment status, the link, the invoice and
 * its number, the members' notice. The same provider reference counts once. Amount and currency are checked against the
 * frozen link: money that does not match is recorded all the same (it exists) and shown to the members. Never throws for
 * a paper's sake. `sessionId`: the provider's page that was paid, where its word names it.
 */
export async function settle(
  run: Run,
  link: PaymentLink,
  money: Money,
  sessionId: string | null = null,
): Promise<'settled' | 'known' | 'mismatch'> {
  const asked = expected.get(run.trx);
  if (asked?.link !== link.id || asked.ref !== money.ref) await expectSettling(run, link.id, money);
  const { pages, before } = expected.get(run.trx)!;
  expected.delete(run.trx);
  const view = await orderOfLink(run.trx, link.id);
  if (sessionId !== null) await markPaid(run, money.provider, sessionId);
  const matches = money.currency.toUpperCase() === link.currency && money.amount === link.amount;
  if (money.currency.toUpperCase() !== link.currency) {
    await warn(run, view, (texts) =>
      [
        texts.member.paidMismatch(view.order.short, foreign(money), show(run, link.amount)),
        texts.money.member.notCounted,
      ].join(' '),
    );
    await record(run, 'payment.unexpected', view.order.id, money);
    return 'mismatch';
  }
  const { provider, ref, method, amount } = money;
  const entry = { kind: 'payment' as const, provider, ref, method, amount, linkId: link.id };
  const entered = await enter(run, view.order, entry, before);
  if (!entered) return 'known';
  // Paid with another amount it is done with all the same: what is still due gets a link of its own.
  await later(run.trx, LINK_DONE({ id: link.id, state: matches ? 'paid' : 'closed' }));
  await endPages(run, view.order.id, { due: amountDue(entered.order), paid: link.id }, pages);
  await record(run, 'payment.received', view.order.id, money);
  const settled: OrderView = { ...view, order: entered.order, account: entered.account };
  await tellOfMoney(run, settled, link, money, view.order.paid);
  if (settled.order.status !== 'cancelled') await afterMoney(run, settled, money.amount, view.order, matches);
  return matches ? 'settled' : 'mismatch';
}

const LINK_DONE = prepared((db, { id, state }: Pick<PaymentLink, 'id' | 'state'>) =>
  db.updateTable('payment_link').set({ state }).where('id', '=', id),
);

/**
 * What follows money on an order that stands: the invoice with the customer's thanks once all is paid; the thanks alone
 * for a part (`thank`: it is the part that was asked for). `before` is the order as it was.
 */
export async function afterMoney(
  run: Run,
  view: OrderView,
  amount: number,
  before: OrderView['order'],
  thank: boolean,
): Promise<void> {
  const { order } = view;
  if (before.paid >= before.total - before.credited) return;
  if (amountDue(order) === 0) return paperAfterPayment(run, view, { kind: 'invoice' }, { paidAmount: amount });
  const owed = await depositOwed(run, view, amount);
  if (owed) {
    const words = thank ? { paidAmount: amount, rest: amountDue(order) } : {};
    return paperAfterPayment(run, view, owed, words);
  }
  if (!thank) return;
  await tellCustomer(run, view, `part:${order.id}:${order.paid}`, (language) => {
    const money = (minor: number) => formatMoney(minor, run.shop.currency, language);
    const text = textsFor(language).money.customer.partPaid(
      money(amount),
      String(order.short),
      money(amountDue(order)),
    );
    return {
      text,
      template: customerTemplate('payment_received', language, [money(amount), String(order.short), run.shop.name]),
    };
  });
}

async function markPaid(run: Run, provider: string, sessionId: string): Promise<void> {
  await later(run.trx, PAGE_PAID({ provider, session: sessionId }));
}

const PAGE_PAID = prepared((db, { provider, session }: { provider: string; session: string }) =>
  db
    .updateTable('payment_session')
    .set({ state: 'paid' })
    .where('provider', '=', provider)
    .where('session_id', '=', session),
);

async function tellOfMoney(run: Run, view: OrderView, link: PaymentLink, money: Money, before: number): Promise<void> {
  const { order } = view;
  const amount = show(run, money.amount);
  if (order.status === 'cancelled')
    return warn(run, view, (texts) => texts.member.paidCancelled(order.short, amount), { back: money.amount });
  const asked = order.total - order.credited;
  if (before >= asked)
    return warn(run, view, (texts) => texts.member.paidTwice(order.short, amount), { back: money.amount });
  // A session opened before the order changed can still be paid, with the amount of then.
  const asFrozen = money.amount === link.amount && link.order_version === order.version;
  if (!asFrozen && money.amount !== asked - before) {
    const back = Math.max(0, order.paid - asked);
    return warn(
      run,
      view,
      (texts) => paidOtherwise(run, texts, view, { amount: money.amount, asked: asked - before }),
      {
        back,
      },
    );
  }
  return tellPaid(run, view, money.amount);
}

/** Another amount than was asked for, in minor units, and what that leaves: too much, a rest, or nothing. */
function paidOtherwise(
  run: Run,
  texts: Texts,
  { order }: OrderView,
  { amount, asked }: { amount: number; asked: number },
): string {
  const { member } = texts.money;
  const due = amountDue(order);
  const over = order.paid - (order.total - order.credited);
  return [
    texts.member.paidMismatch(order.short, show(run, amount), show(run, asked)),
    over > 0
      ? member.tooMuch(show(run, over), String(order.short))
      : due > 0
        ? member.stillDue(show(run, due))
        : member.allPaid,
  ].join(' ');
}

/** Tells the members what came in and what that leaves: a part, all of it, or too much. `except` is who typed it. */
export async function tellPaid(run: Run, view: OrderView, amount: number, except?: number): Promise<void> {
  const { order } = view;
  const due = amountDue(order);
  const over = order.paid - (order.total - order.credited);
  await warn(
    run,
    view,
    (texts, language) => {
      const shown = show(run, amount);
      if (over > 0) return texts.money.member.overpaid(String(order.short), shown, show(run, over));
      if (due > 0)
        return texts.money.member.partPaid(String(order.short), shown, show(run, due), whoOrdered(view, language));
      return texts.member.paid(order.short, shown, whoOrdered(view, language));
    },
    { ...(except === undefined ? {} : { except }), back: Math.max(0, over) },
  );
}

/** Tells the members; `back` is what is there too much, with the button that gives it back. `except` knows already. */
async function warn(
  run: Run,
  view: OrderView,
  words: (texts: Texts, language: Run['language']) => string,
  how: { except?: number; back?: number } = {},
): Promise<void> {
  const { back = 0 } = how;
  await tellMembers(
    run,
    `money:${view.order.id}`,
    (language) => {
      const text = words(textsFor(language), language);
      const choices = back > 0 ? [refundChoice({ ...run, language }, view.order, back)] : undefined;
      return {
        reply: {
          text,
          template: { name: 'alert', language, params: [run.shop.name, text] },
          ...(choices && { choices }),
        },
        about: { orderId: view.order.id, version: view.order.version },
      };
    },
    how.except,
  );
}

/** A part that was paid is a deposit, unless an invoice stands already or consumers are invoiced on request alone. */
async function depositOwed(run: Run, view: OrderView, amount: number): Promise<Owed | null> {
  const { order } = view;
  if (!paperIsDue(run, view)) return null;
  const { held, papers } = view.account ?? (await accountOf(run, order.id));
  if (standingAmong(papers).some(({ paper }) => paper.kind === 'invoice')) return null;
  const [newest] = held;
  if (!newest) return null;
  const part = { amount, method: newest.method, at: dayOf(run.at, run.shop.timezone) };
  return { kind: 'deposit', part, once: `deposit:${newest.id}` };
}

/** Whether a payment brings a paper about by itself: always for companies, for consumers unless the shop says no. */
function paperIsDue(run: Run, view: OrderView): boolean {
  return run.shop.settings.papers.automatic !== false || partiesOf(run, view).buyer.business;
}

/** The paper in this same transaction; when its facts refuse, the payment stands and the paper is tried again later. */
async function paperAfterPayment(
  run: Run,
  view: OrderView,
  owed: Owed,
  words: { paidAmount?: number; rest?: number },
): Promise<void> {
  const deliver = { to: 'customer' as const, ...words };
  if (!paperIsDue(run, view)) return thankAlone(run, view, words.paidAmount ?? 0);
  const stepByStep = async () => {
    try {
      await apart(run.trx, () => issueOrWait(run, view, owed, deliver));
    } catch {
      // A deposit that cannot be made out is settled by the invoice at the end.
      if (owed.kind === 'invoice') {
        await ask(run, `invoice:${view.order.id}`, { kind: 'issue_invoice', orderId: view.order.id, deliver });
      }
    }
  };
  try {
    await apart(run.trx, () => issueOrWait(run, view, owed, deliver, stepByStep));
  } catch {
    await stepByStep();
  }
}

async function thankAlone(run: Run, view: OrderView, amount: number): Promise<void> {
  const { order } = view;
  await tellCustomer(run, view, `paid:${order.id}:${order.paid}`, (language) => {
    const shown = formatMoney(amount, run.shop.currency, language);
    return {
      text: textsFor(language).customer.paid(shown, order.short),
      template: customerTemplate('payment_received', language, [shown, String(order.short), run.shop.name]),
    };
  });
}

function show(run: Run, amount: number): string {
  return formatMoney(amount, run.shop.currency, run.shop.language);
}

function foreign(money: Money): string {
  return `${money.amount} ${money.currency.toUpperCase() as Currency}`;
}
