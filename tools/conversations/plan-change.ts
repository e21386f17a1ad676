import type { PricedLine } from '../catalog/prices.ts';
import { Refusal } from '../errors.ts';
import { formatQuantity } from '../language.ts';
import { formatMoney } from '../money.ts';
import { whenDue } from '../orders/cards.ts';
import { discountOf, newLines, type OrderChange } from '../orders/change.ts';
import type { OrderView } from '../orders/read.ts';
import { totalsOf } from '../orders/total.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';

/** An order as a change would leave it; money in minor units. */
export type Plan = {
  lines: Pick<PricedLine, 'name' | 'qty' | 'unit'>[];
  due_date: string | null;
  due_time: string | null;
  fulfilment: 'pickup' | 'delivery' | null;
  address: string | null;
  note: string | null;
  total: number;
};

/** What an order becomes by a change, priced as it would be applied; nothing is written. Refuses one that empties it. */
export async function planChange(run: Run, view: OrderView, change: OrderChange): Promise<Plan> {
  const { order } = view;
  const lines = await newLines(run, view, change);
  if (lines.length === 0) {
    throw new Refusal('invalid', textsFor(run.language).conversation.askChange(order.short));
  }
  const fulfilment = change.fulfilment ?? (change.shipping ? 'delivery' : order.fulfilment);
  const keptFee = change.fulfilment === undefined && order.fulfilment === fulfilment ? order.shipping : undefined;
  return {
    lines,
    due_date: change.date ?? order.due_date,
    due_time: change.time ?? order.due_time,
    fulfilment,
    address: change.address ?? order.address,
    note: change.note ?? order.note,
    total: totalsOf(lines, fulfilment, run.shop, change.shipping ?? keptFee, discountOf(order)).total,
  };
}

/** "Avant : … / Après : … / Différence : +22,50 €, total 67,50 €", a row each. */
export function describePlan(run: Pick<Run, 'shop'>, view: OrderView, plan: Plan, language: Run['language']): string[] {
  const { member } = textsFor(language).conversation;
  const money = (amount: number) => formatMoney(amount, run.shop.currency, language);
  const before: Plan = { ...view.order, lines: view.lines.map((line) => ({ ...line, qty: Number(line.qty) })) };
  const difference = plan.total - view.order.total;
  const sign = difference > 0 ? '+' : '−';
  return [
    member.before(asText(before, language)),
    member.after(asText(plan, language)),
    difference === 0
      ? member.samePrice(money(plan.total))
      : member.difference(`${sign}${money(Math.abs(difference))}`, money(plan.total)),
  ];
}

function asText(plan: Plan, language: Run['language']): string {
  const texts = textsFor(language);
  const lines = plan.lines
    .map((line) => texts.lineNoPrice(formatQuantity(line.qty, line.unit, language), line.name))
    .join(', ');
  const way = plan.fulfilment ? texts.fulfilment[plan.fulfilment] : null;
  return [lines, whenDue(plan, language), way && [way, plan.address].filter(Boolean).join(' '), plan.note]
    .filter(Boolean)
    .join(' — ');
}
