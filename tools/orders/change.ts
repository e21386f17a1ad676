import { z } from 'zod';
import { loadCatalogue, nameOf } from '../catalog/catalogue.ts';
import { type PricedLine, priceLine } from '../catalog/prices.ts';
import { Refusal } from '../errors.ts';
import { exemptionOf } from '../invoicing/abroad.ts';
import { lineTotal } from '../invoicing/vat.ts';
import { record } from '../journal.ts';
import { restate } from '../payments/books.ts';
import { closeLinks } from '../payments/link.ts';
import { moveStock } from '../stock/orders.ts';
import { textsFor } from '../texts/index.ts';
import type { Outcome, Run } from '../tool.ts';
import { invoiceNumber, type OrderRef, seenOrder, showOrder } from './advance.ts';
import { answered, corrected } from './approvals.ts';
import { recapReply } from './confirm.ts';
import { insertLines, tellCustomer } from './place.ts';
import { customerLanguage, type OrderView, withLines } from './read.ts';
import { type Discount, totalsOf } from './total.ts';
import { withoutVat } from './without-vat.ts';

/** Minor units, or hundredths of a percent. */
const discountSchema = z.union([
  z.object({ amount: z.int().nonnegative() }),
  z.object({ rate: z.int().min(1).max(10_000) }),
]);

/** What a member changes; what is absent stays. Quantities are the new ones, 0 takes the line away. */
export const changeSchema = z.object({
  lines: z
    .array(
      z.object({
        sku: z.string(),
        qty: z.number().nonnegative().max(10_000),
        options: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])).optional(),
      }),
    )
    .max(50)
    .default([]),
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  time: z
    .string()
    .regex(/^\d{2}:\d{2}$/)
    .optional(),
  fulfilment: z.enum(['pickup', 'delivery']).optional(),
  address: z.string().max(500).optional(),
  /** The delivery fee a member sets, minor units. */
  shipping: z.int().nonnegative().optional(),
  note: z.string().max(1000).optional(),
  /** Taken off the goods as a whole: minor units, or hundredths of a percent. */
  discount: discountSchema.optional(),
  /** Taken off single lines, minor units by sku; 0 takes a reduction away. */
  reductions: z.record(z.string(), z.int().nonnegative()).optional(),
});
export type OrderChange = z.output<typeof changeSchema>;

/** An order as a member types it in one line: who, and everything a change can say. */
export const requestSchema = changeSchema.extend({
  name: z.string().max(200).optional(),
  phone: z.string().max(20).optional(),
  /** Taken off lines of these skus. */
  off: z.record(z.string(), discountSchema).optional(),
});
export type OrderRequest = z.output<typeof requestSchema>;

/**
 * Changes an order that is neither delivered nor cancelled nor paid: a new version, older payment links closed. Lines
 * that stay keep the price they were ordered at; new ones take today's. A confirmed order's customer gets the new recap.
 */
export async function changeOrder(run: Run, ref: OrderRef, change: OrderChange): Promise<Outcome> {
  const seen = await seenOrder(run, ref);
  if ('instead' in seen) return seen.instead;
  const { view } = seen;
  const { order } = view;
  const texts = textsFor(run.language);
  if (order.status === 'delivered' || order.status === 'cancelled') {
    throw new Refusal(
      'wrong_state',
      texts.refusals.wrongStatus(order.short, texts.statuses[order.status], texts.verbs.changed),
    );
  }
  if (order.paid > 0) throw new Refusal('wrong_state', texts.refusals.paidAlready(order.short));
  const invoice = await invoiceNumber(run, order.id);
  if (invoice) throw new Refusal('wrong_state', texts.refusals.invoiced(order.short, invoice));
  const exempt = exemptionOf(order) !== undefined;
  if (exempt && (change.fulfilment ?? change.address ?? change.shipping) !== undefined)
    throw new Refusal('wrong_state', texts.tax.abroad.locked(String(order.short)));
  const priced = await newLines(run, view, change);
  const lines = exempt ? priced.map((line) => withoutVat(line, run.shop.settings.prices)) : priced;
  if (lines.length === 0) throw new Refusal('invalid', texts.refusals.nothingToChange(order.short));
  const fulfilment = change.fulfilment ?? (change.shipping ? 'delivery' : order.fulfilment);
  const keptFee = change.fulfilment === undefined && order.fulfilment === fulfilment ? order.shipping : undefined;
  const discount = change.discount ?? discountOf(order);
  const totals = totalsOf(lines, fulfilment, run.shop, change.shipping ?? keptFee, discount);
  const next = {
    discount_rate: 'rate' in discount ? discount.rate : null,
    due_date: change.date ?? order.due_date,
    due_time: change.time ?? order.due_time,
    fulfilment,
    address: change.address ?? order.address,
    note: change.note ?? order.note,
    ...totals,
  };
  if (sameAs(view, next, lines)) throw new Refusal('conflict', texts.refusals.unchanged(order.short));
  await run.trx.deleteFrom('order_line').where('order_id', '=', order.id).execute();
  await insertLines(run, order.id, lines);
  const updated = await run.trx
    .updateTable('orders')
    .set({ ...next, version: order.version + 1, updated_at: new Date(run.at) })
    .where('id', '=', order.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  updated.payment_status = await restate(run, updated);
  await closeLinks(run, order.id);
  await record(run, 'order.changed', order.id, { from: order.version, change });
  const changed = await withLines(run.trx, updated);
  await moveStock(run, view, changed);
  return { ...(await afterChange(run, changed)), undo: { tool: 'restore_content', input: contentOf(run, view) } };
}

/** What an order holds, as `restore_content` takes it. */
export function contentOf(run: Run, { order, lines }: OrderView) {
  return {
    order: order.short,
    at: run.at,
    lines: lines.map((line) => ({
      sku: line.sku,
      name: line.name,
      qty: Number(line.qty),
      unit: line.unit,
      unitPrice: line.unit_price,
      total: line.total,
      vatRate: line.vat_rate,
      operation: line.operation,
      options: line.options as PricedLine['options'],
      discount: line.discount,
    })),
    fields: {
      due_date: order.due_date,
      due_time: order.due_time,
      fulfilment: order.fulfilment,
      address: order.address,
      note: order.note,
      subtotal: order.subtotal,
      discount: order.discount,
      discount_rate: order.discount_rate,
      shipping: order.shipping,
      tax: order.tax,
      total: order.total,
      vat_case: order.vat_case,
    },
  };
}

/** Gives an order other content, such as it held before a change: a new version, its customer hears of it. */
export async function restoreContent(
  run: Run,
  view: OrderView,
  was: { lines: PricedLine[]; fields: ReturnType<typeof contentOf>['fields'] },
  why: object = { undo: true },
): Promise<Outcome> {
  const { order } = view;
  await run.trx.deleteFrom('order_line').where('order_id', '=', order.id).execute();
  await insertLines(run, order.id, was.lines);
  const updated = await run.trx
    .updateTable('orders')
    .set({ ...was.fields, version: order.version + 1, updated_at: new Date(run.at) })
    .where('id', '=', order.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  updated.payment_status = await restate(run, updated);
  await closeLinks(run, order.id);
  await record(run, 'order.changed', order.id, { from: order.version, ...why });
  return afterChange(run, await withLines(run.trx, updated));
}

async function afterChange(run: Run, view: OrderView): Promise<Outcome> {
  const card = await showOrder(run, view);
  if (view.order.status === 'pending') {
    await answered(run, view, 'changed');
    const text = `${card.text}\n\n${textsFor(run.language).orders.toUndo}`;
    return { facts: { changed: true, order: view.order.short }, reply: { ...card, text }, about: aboutOf(view) };
  }
  const language = customerLanguage(run, view);
  const recap = await recapReply({ ...run, language }, view, 'changed');
  const told = await tellCustomer(run, view, `changed:${view.order.id}:v${view.order.version}`, () => recap);
  const lesson = await corrected(run, view.order);
  const texts = textsFor(run.language);
  const text = [
    told ? texts.member.changed(view.order.short) : texts.orders.changedUnreached(view.order.short),
    lesson,
    texts.orders.toUndo,
    '',
    card.text,
  ]
    .filter((row) => row !== null)
    .join('\n');
  return { facts: { changed: true, order: view.order.short }, reply: { ...card, text }, about: aboutOf(view) };
}

const aboutOf = (view: OrderView) => ({ orderId: view.order.id, version: view.order.version });

/** The lines an order would have after a change, priced; throws Refusal when one cannot be. */
export async function newLines(run: Run, view: OrderView, change: OrderChange): Promise<PricedLine[]> {
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const lines: PricedLine[] = [];
  const asked = new Map(change.lines.map((line) => [line.sku, line]));
  const productOf = (sku: string) => catalogue.find(sku)?.product.sku;
  for (const line of view.lines) {
    // "3 fraisiers" means the fraisier that is on the order, whichever its size.
    const key = asked.has(line.sku) ? line.sku : [...asked.keys()].find((sku) => sku === productOf(line.sku));
    const wanted = key === undefined ? undefined : asked.get(key);
    const qty = wanted?.qty ?? Number(line.qty);
    if (key !== undefined) asked.delete(key);
    if (qty === 0) continue;
    lines.push(repriced(line, qty, line.options as PricedLine['options'], change.reductions?.[line.sku]));
  }
  for (const { sku, qty, options } of asked.values()) {
    if (qty === 0) continue;
    const found = catalogue.find(sku);
    const texts = textsFor(run.language).refusals;
    if (!found) throw new Refusal('not_found', texts.notUnderstoodChange(sku));
    if (!found.variant && found.product.variants.length > 0) {
      const names = found.product.variants.map((variant) => nameOf({ product: found.product, variant }));
      throw new Refusal('invalid', texts.ambiguousChange(found.product.name, names));
    }
    lines.push(priceLine(catalogue, { sku, qty, ...(options ? { options } : {}) })!);
  }
  return lines;
}

/** What was agreed as a discount: a share that follows the goods, or an amount. */
export function discountOf(order: Pick<OrderView['order'], 'discount' | 'discount_rate'>): Discount {
  return order.discount_rate === null ? { amount: order.discount } : { rate: order.discount_rate };
}

function repriced(
  line: OrderView['lines'][number],
  qty: number,
  options: PricedLine['options'],
  reduction = line.discount,
): PricedLine {
  const extras = line.total + line.discount - lineTotal(Number(line.qty), line.unit_price);
  const whole = lineTotal(qty, line.unit_price) + extras;
  const discount = Math.min(reduction, whole);
  return {
    sku: line.sku,
    name: line.name,
    qty,
    unit: line.unit,
    unitPrice: line.unit_price,
    total: whole - discount,
    ...(discount > 0 ? { discount } : {}),
    vatRate: line.vat_rate,
    operation: line.operation,
    options,
  };
}

function sameAs(view: OrderView, next: Record<string, unknown>, lines: PricedLine[]): boolean {
  const order = view.order as unknown as Record<string, unknown>;
  const sameFields = Object.entries(next).every(([key, value]) => order[key] === value);
  const key = (sku: string, qty: number, total: number) => `${sku}=${qty}=${total}`;
  const before = view.lines.map((line) => key(line.sku, Number(line.qty), line.total)).join();
  return sameFields && before === lines.map((line) => key(line.sku, line.qty, line.total)).join();
}
