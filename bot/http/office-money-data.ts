import type { AccountsData, DueData, DueWhen, MoneyFrame, PaymentsData, StoryData } from '../../admin/money/data.ts';
import type { Ctx } from '../../tools/context.ts';
import { addDays, dayOf } from '../../tools/language.ts';
import { formatMoney, isCurrency } from '../../tools/money.ts';
import { linksOff } from '../../tools/orders/confirm.ts';
import { type EntryFilter, type EntrySums, type ListedEntry, WAYS } from '../../tools/payments/account-pages.ts';
import type { Accounts } from '../../tools/payments/accounts.ts';
import { typedAmount } from '../../tools/payments/amount.ts';
import { providersOf } from '../../tools/payments/providers/index.ts';
import { refundOrder } from '../../tools/payments/refund-order.ts';
import type { MoneyStory } from '../../tools/payments/story.ts';
import type { Unpaid } from '../../tools/payments/unpaid.ts';
import { textsFor } from '../../tools/texts/index.ts';

export const MONEY_PATH = '/admin/argent';

const inShopMoney = (ctx: Ctx) => (amount: number) => ({ amount, currency: ctx.shop.currency });
const named = (customer: string | null) => (customer ? { customer } : {});

/** The list of payments in the page's own terms. */
export function paymentsData(
  ctx: Ctx,
  frame: MoneyFrame,
  filter: EntryFilter,
  found: { entries: ListedEntry[]; sums: EntrySums; next: number | null },
): PaymentsData {
  const money = inShopMoney(ctx);
  const { sums } = found;
  const { from, to, by = '', kind = '', q = '' } = filter;
  const query = { du: from, au: to, moyen: by, operation: kind, q };
  const taken = new Set<string>(['cash', 'card', 'transfer', 'cheque', ...providersOf(ctx.shop), by]);
  return {
    ...frame,
    filter: { from, to, by, kind, q },
    ways: WAYS.filter((way) => taken.has(way)),
    sums: {
      rows: sums.rows,
      received: money(sums.received),
      refunded: money(sums.refunded),
      disputed: money(sums.disputed),
      fees: money(sums.fees),
      net: money(sums.received - sums.refunded - sums.disputed - sums.fees),
    },
    rows: found.entries.map(({ order, amount, fee, ...row }) => ({
      at: row.at,
      kind: row.kind,
      method: row.method,
      provider: row.provider,
      amount: money(amount),
      ...(fee === null ? {} : { fee: money(fee) }),
      short: order.short,
      ...named(order.customer),
      href: `${MONEY_PATH}/${order.short}`,
    })),
    ...(found.next === null
      ? {}
      : { more: `${MONEY_PATH}?${new URLSearchParams({ ...query, avant: String(found.next) })}` }),
    csv: `${MONEY_PATH}/releve.csv?${new URLSearchParams({ du: from, au: to })}`,
  };
}

type Asked = { ok: true; text: string; amount: string; version: number } | { ok: false; text: string } | null;

/** One order's money. `asked`: what the refund's tool answered to what was typed. */
export function storyData(ctx: Ctx, frame: MoneyFrame, story: MoneyStory, typed: string, asked: Asked): StoryData {
  const money = inShopMoney(ctx);
  const { order, customer } = story.view;
  const path = `${MONEY_PATH}/${order.short}`;
  const today = dayOf(ctx.hub.now(), ctx.shop.timezone);
  const reasons = textsFor(ctx.language).paying.disputes.reasons;
  const agreed = order.status !== 'pending' && order.status !== 'cancelled';
  const may = ctx.actor.kind === 'member' && (refundOrder.roles?.includes(ctx.actor.role) ?? true);
  const open = story.links.findLast(({ state }) => state === 'open');
  return {
    ...frame,
    ...(asked?.ok === false ? { flash: { kind: 'bad' as const, text: asked.text } } : {}),
    short: order.short,
    number: order.number,
    ...named(order.customer_name ?? customer.name),
    // Paid, and some of it given back with a credit note: the word says both.
    payment:
      order.payment_status === 'paid' && order.credited > 0 && story.entries.some(({ kind }) => kind === 'refund')
        ? 'part_refunded'
        : order.payment_status,
    cancelled: order.status === 'cancelled',
    total: money(order.total - order.credited),
    paid: money(order.paid),
    due: money(story.due),
    entries: story.entries.map(({ id: _id, answersId: _answers, fee, by, creditNote, amount, ...entry }) => ({
      ...entry,
      amount: money(amount),
      ...(fee === null ? {} : { fee: money(fee) }),
      ...(by ? { by } : {}),
      ...(creditNote ? { creditNote } : {}),
    })),
    refunds: story.refunds.map(({ id: _id, error, by, amount, ...refund }) => ({
      ...refund,
      amount: money(amount),
      ...(error ? { error } : {}),
      ...(by ? { by } : {}),
    })),
    disputes: story.disputes.map(({ ref: _ref, closedAt: _closed, answerBy, amount, reason, ...dispute }) => ({
      ...dispute,
      amount: money(amount),
      reason: reasons[reason as keyof typeof reasons] ?? reason.replaceAll('_', ' '),
      ...(answerBy === null ? {} : { answerBy }),
    })),
    links: story.links.map(({ id: _id, amount, ...link }) => ({ ...link, amount: money(amount) })),
    papers: story.papers.map((paper) => ({ ...paper, total: money(paper.total) })),
    ...(story.schedule
      ? {
          schedule: {
            kind: story.schedule.schedule.kind,
            ...(story.schedule.schedule.term ? { term: story.schedule.schedule.term } : {}),
            parts: story.schedule.instalments
              .filter(({ amount }) => amount > 0)
              .map((one) => ({
                dueOn: one.dueOn,
                amount: money(one.amount),
                open: money(one.open),
                when: whenDue(one.dueOn, today),
              })),
          },
        }
      : {}),
    ...(may && story.refundable > 0 && order.channel !== 'tiktok'
      ? {
          refund: {
            action: `${path}/rembourser`,
            most: money(story.refundable),
            typed,
            ...(asked?.ok ? { asked } : {}),
          },
        }
      : {}),
    ...(agreed && story.due > 0
      ? { record: { action: `${path}/encaisser`, typed: typedAmount(story.due, ctx.shop.currency) } }
      : {}),
    ...(agreed && story.due > 0 && linksOff(ctx) === null
      ? {
          sendLink: {
            action: `${path}/lien`,
            qr: open ? `${open.url}/qr.svg` : `${MONEY_PATH}/codes?commande=${order.short}#commande`,
          },
        }
      : {}),
  };
}

const whenDue = (dueOn: string, today: string): DueWhen =>
  dueOn < today ? 'late' : dueOn === today ? 'today' : 'to_come';

/** What is still to be collected. */
export function dueData(ctx: Ctx, frame: MoneyFrame, unpaid: Unpaid[]): DueData {
  const money = inShopMoney(ctx);
  const today = dayOf(ctx.hub.now(), ctx.shop.timezone);
  const sum = (some: Unpaid[]) => money(some.reduce((total, { due }) => total + due, 0));
  return {
    ...frame,
    rows: unpaid.map(({ view: { order, customer }, due, late, instalments }) => ({
      short: order.short,
      ...named(order.customer_name ?? customer.name),
      due: money(due),
      ...(order.due_date ? { dueOn: order.due_date } : {}),
      when: late ? 'late' : order.due_date === today ? 'today' : 'to_come',
      href: `${MONEY_PATH}/${order.short}`,
      parts: instalments
        .filter(({ open }) => open > 0)
        .map((one) => ({
          position: one.position,
          count: instalments.length,
          open: money(one.open),
          dueOn: one.dueOn,
          when: whenDue(one.dueOn, today),
        })),
    })),
    total: sum(unpaid),
    late: sum(unpaid.filter((one) => one.late)),
  };
}

/** The providers' accounts; amounts in a currency that is not the shop's are shown as they are. */
export function accountsData(ctx: Ctx, frame: MoneyFrame, found: Accounts & { files: string[] }): AccountsData {
  const money = inShopMoney(ctx);
  const shown = (amount: number, currency: string) =>
    isCurrency(currency) ? formatMoney(amount, currency, ctx.language) : `${amount} ${currency}`;
  const lastDay = (month: string) => {
    const [year, number] = month.split('-').map(Number) as [number, number];
    return addDays(new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10), -1);
  };
  return {
    ...frame,
    compareAction: `${MONEY_PATH}/comptes/comparer`,
    providers: found.providers,
    comparisons: found.comparisons.map(({ doneAt, error, differences, ...one }) => ({
      ...one,
      ...(doneAt === null ? {} : { doneAt }),
      ...(error === null ? {} : { error }),
      differences: differences.map(({ theirs, ours, order, ...row }) => ({
        ...row,
        ...(theirs === null ? {} : { theirs: money(theirs) }),
        ...(ours === null ? {} : { ours: money(ours) }),
        ...(order === null ? {} : { order: { short: order, href: `${MONEY_PATH}/${order}` } }),
      })),
    })),
    months: found.months.map(({ currency, provider, month, ...sums }) => ({
      provider,
      month,
      received: shown(sums.received, currency),
      refunded: shown(sums.refunded, currency),
      disputed: shown(sums.disputed, currency),
      fees: shown(sums.fees, currency),
      paidOut: shown(sums.paidOut, currency),
    })),
    payouts: found.payouts.map(({ amount, currency, ...one }) => ({ ...one, amount: shown(amount, currency) })),
    files: found.files.map((month) => ({
      month,
      href: `${MONEY_PATH}/releve.csv?du=${month}-01&au=${lastDay(month)}`,
    })),
  };
}
