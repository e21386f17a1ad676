import type { PricedLine } from '../catalog/prices.ts';
import { DELIVERY_SKU, type LineLeft, linesLeft } from '../invoicing/credit-lines.ts';
import { type CreditAsk, creditNote, deliverCreditNote } from '../invoicing/credit-note.ts';
import type { PaperRow } from '../invoicing/issue.ts';
import { type LiveInvoice, liveInvoice } from '../invoicing/live.ts';
import { issueOrWait } from '../invoicing/owed.ts';
import { thousandths } from '../invoicing/vat.ts';
import { record } from '../journal.ts';
import { insertLines } from '../orders/place.ts';
import { type OrderView, orderById } from '../orders/read.ts';
import { totalsOf } from '../orders/total.ts';
import { enter, restate } from '../payments/books.ts';
import { giveBack, refundable } from '../payments/refund.ts';
import { moveStock } from '../stock/orders.ts';
import type { Run } from '../tool.ts';
import type { MarketChange } from './change.ts';
import { keptLines } from './change-card.ts';
import type { MarketOrder } from './order.ts';

/** What was booked: minor units given back, and the paper of it when an invoice stood. */
export type Booked = { amount: number; paper: PaperRow | null };

/**
 * Books money that the marketplace gave back: noted as returned there, with the credit note for it where an invoice stands.
 * Cancelled pieces leave the order, since nobody is to make them; what came back from a buyer stays on it. The caller has
 * locked the order and its change.
 */
export async function bookRefund(run: Run, view: OrderView, change: MarketChange): Promise<Booked> {
  const { order } = view;
  const amount = Math.min(change.amount, await refundable(run, order.id));
  if (amount === 0) return { amount, paper: null };
  const kept = change.content.lines.length > 0 ? await keptLines(run, view, change) : null;
  const goods = change.content.lines.reduce((sum, { qty, unitPrice }) => sum + qty * unitPrice, 0);
  const withDelivery = order.shipping > 0 && amount === goods + order.shipping;
  const exact = kept !== null && run.shop.settings.prices !== 'excl_vat' && (amount === goods || withDelivery);
  const leaves = exact && change.kind !== 'return' && kept.length > 0;
  const invoice = await liveInvoice(run, order.id);
  let paper: PaperRow | null = null;
  if (invoice) {
    const picked = exact ? pick(invoice, view, kept, withDelivery) : null;
    const rest = Math.min(amount, invoice.left);
    const asked: CreditAsk = picked ? { kind: 'lines', picked } : { kind: 'amount', amount: rest };
    const credited = order.credited;
    paper = await creditNote(run, view, invoice, asked, 'refund');
    if (leaves) {
      // The order itself becomes smaller by what was credited.
      order.credited = credited;
      await shrink(run, view, kept, withDelivery ? 0 : order.shipping);
    }
  } else if (exact && kept.length > 0) {
    await shrink(run, view, kept, withDelivery ? 0 : order.shipping);
  } else {
    const { lines } = view;
    await shrink(run, view, lines.map(asPriced), order.shipping, order.discount + Math.min(amount, order.subtotal));
  }
  await giveBack(run, view, amount, paper);
  return { amount, paper };
}

/** The invoice's lines that hold what the order loses; null when they do not hold all of it. */
function pick(invoice: LiveInvoice, view: OrderView, kept: PricedLine[], withDelivery: boolean) {
  const open = linesLeft(invoice.snapshot, invoice.credits);
  const picked: { left: LineLeft; qty: bigint }[] = [];
  for (const line of view.lines) {
    const left = kept.find((one) => one.sku === line.sku && one.unitPrice === line.unit_price)?.qty ?? 0;
    const qty = thousandths(String(line.qty)) - thousandths(String(left));
    if (qty === 0n) continue;
    const row = open.find((one) => one.line.sku === line.sku && one.line.unit_price === line.unit_price);
    if (!row || row.qty < qty) return null;
    picked.push({ left: row, qty });
  }
  if (!withDelivery) return picked;
  const delivery = open.find((one) => one.line.sku === DELIVERY_SKU && one.qty > 0n);
  return delivery ? [...picked, { left: delivery, qty: delivery.qty }] : null;
}

const asPriced = (line: OrderView['lines'][number]): PricedLine => ({
  sku: line.sku,
  name: line.name,
  qty: Number(line.qty),
  unit: line.unit,
  unitPrice: line.unit_price,
  total: line.total,
  vatRate: line.vat_rate,
  options: line.options as PricedLine['options'],
  ...(line.discount ? { discount: line.discount } : {}),
});

/** The order with other lines, at what they come to; its stock follows. */
async function shrink(
  run: Run,
  view: OrderView,
  lines: PricedLine[],
  shipping: number,
  discount = view.order.discount,
): Promise<void> {
  const before: OrderView = { ...view, order: { ...view.order }, lines: [...view.lines] };
  const totals = totalsOf(lines, view.order.fulfilment, run.shop, shipping, { amount: discount });
  await run.trx.deleteFrom('order_line').where('order_id', '=', view.order.id).execute();
  await insertLines(run, view.order.id, lines);
  const changed = { ...totals, discount_rate: null, credited: view.order.credited, updated_at: new Date(run.at) };
  await run.trx.updateTable('orders').set(changed).where('id', '=', view.order.id).execute();
  Object.assign(view.order, changed);
  view.order.payment_status = await restate(run, view.order);
  const after = await orderById(run.trx, view.order.id);
  view.lines = after.lines;
  await moveStock(run, before, view);
  await record(run, 'order.changed', view.order.id, { from: view.order.version, how: 'marketplace' });
}

/**
 * Makes an order what the marketplace's is now: its invoice is cancelled by a credit note and another one issued, and its
 * money becomes what was paid there.
 */
export async function bookArticles(
  run: Run,
  view: OrderView,
  lines: PricedLine[],
  there: Pick<MarketOrder, 'id' | 'total' | 'shipping' | 'changedAt'>,
): Promise<Booked> {
  const { order } = view;
  const invoice = await liveInvoice(run, order.id);
  const paper = invoice ? await creditNote(run, view, invoice, { kind: 'rest' }, 'deducted') : null;
  if (paper) await deliverCreditNote(run, paper);
  await shrink(run, view, lines, there.shipping, 0);
  const more = there.total - order.paid;
  if (more > 0) {
    const money = { provider: 'tiktok', ref: `${there.id}:${there.changedAt}`, method: 'marketplace', amount: more };
    const entered = await enter(run, order, { kind: 'payment', ...money });
    if (entered) Object.assign(order, entered.order);
    await record(run, 'payment.received', order.id, { ...money, currency: order.currency });
  }
  const back = Math.min(Math.max(0, 0 - more), await refundable(run, order.id));
  if (back > 0) await giveBack(run, view, back);
  else
    await run.trx
      .updateTable('orders')
      .set({ version: order.version + 1 })
      .where('id', '=', order.id)
      .execute();
  const now = await orderById(run.trx, order.id);
  if (paper && now.order.paid > 0) await issueOrWait(run, now, { kind: 'invoice' }, { to: 'customer' });
  return { amount: back, paper };
}
