import { localInstant } from '../../tools/invoicing/issue.ts';
import type { PaperSnapshot } from '../../tools/invoicing/snapshot.ts';
import type { OrderView } from '../../tools/orders/read.ts';

/** An order in the contract's shape. Amounts in minor units; quantities in the catalogue's unit. */
export function orderJson(view: OrderView, invoices: string[]): object {
  const { order, customer } = view;
  return {
    number: order.number,
    short: order.short,
    status: order.status,
    payment_status: order.payment_status,
    channel: order.channel,
    customer: {
      id: String(customer.id),
      name: order.customer_name ?? customer.name,
      phone: customer.phone,
      email: customer.email,
    },
    items: view.lines.map((line) => ({
      sku: line.sku,
      name: line.name,
      qty: Number(line.qty),
      unit: line.unit,
      unit_price: line.unit_price,
      total: line.total,
      options: line.options,
    })),
    subtotal: order.subtotal,
    discount: order.discount,
    shipping: order.shipping,
    tax: order.tax,
    total: order.total,
    currency: order.currency,
    due_date: order.due_date,
    due_time: order.due_time,
    fulfilment: order.fulfilment,
    address: order.address,
    note: order.note,
    invoices,
    created_at: order.created_at.toISOString(),
    updated_at: order.updated_at.toISOString(),
  };
}

type PaperRow = {
  number: string;
  kind: string;
  canonical: string;
  total: number;
  currency: string;
  issued_at: Date;
  order_number: string | null;
  cancels: string | null;
};

/** An invoice in the contract's shape; `customer` is the name frozen on the paper, `issued_at` local with its offset. */
export function invoiceJson(row: PaperRow, timezone: string): object {
  const snapshot = JSON.parse(row.canonical) as PaperSnapshot;
  return {
    number: row.number,
    kind: row.kind,
    order: row.order_number,
    customer: snapshot.buyer.name,
    total: row.total,
    currency: row.currency,
    issued_at: localInstant(row.issued_at.getTime(), timezone),
    ...(row.cancels ? { cancels: row.cancels } : {}),
  };
}
