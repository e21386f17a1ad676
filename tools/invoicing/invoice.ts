import { dayOf } from '../language.ts';
import type { OrderView } from '../orders/read.ts';
import { shippingRate } from '../orders/total.ts';
import { heldOf } from '../payments/books.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { localInstant } from './issue.ts';
import { saidOn } from './mentions.ts';
import type { PaperLine, PaperSnapshot } from './snapshot.ts';
import { lineTotal, totalsOf } from './vat.ts';

/** What a paper is made from: an order, or what is to become one. */
export type PaperSource = {
  order: Pick<
    OrderView['order'],
    'id' | 'number' | 'paid' | 'due_date' | 'customer_name' | 'fulfilment' | 'address' | 'shipping' | 'created_at'
  >;
  lines: Pick<
    OrderView['lines'][number],
    'sku' | 'name' | 'qty' | 'unit' | 'unit_price' | 'total' | 'vat_rate' | 'options'
  >[];
  customer: OrderView['customer'];
};

/** The facts of an order's invoice as they stand in this transaction; everything but its number. */
export async function invoiceOf(run: Run, view: PaperSource): Promise<Omit<PaperSnapshot, 'number'>> {
  const { order } = view;
  const { legal, prices } = run.shop.settings;
  const regime = legal.vat_regime ?? 'standard';
  const issuedOn = dayOf(run.at, run.shop.timezone);
  const lines = paperLines(run, view);
  const totals = totalsOf(lines, { prices, regime });
  // Oldest first, each with what is left of it after refunds and corrections.
  const payments = (await heldOf(run, order.id)).reverse();
  // What came beyond the total is the customer's, not the invoice's.
  const paid = Math.max(0, Math.min(order.paid, totals.gross));
  const language = run.shop.language;
  return {
    kind: 'invoice',
    issued_on: issuedOn,
    issued_at: localInstant(run.at, run.shop.timezone),
    ...(order.due_date ? { supplied_on: order.due_date } : {}),
    seller: {
      name: run.shop.name,
      company: legal.company ?? run.shop.name,
      vat_regime: regime,
      ...present({
        form: legal.form,
        capital: legal.capital,
        siret: legal.siret,
        rcs: legal.rcs,
        vat_number: legal.vat_number,
        matricule_fiscal: legal.matricule_fiscal,
        iban: legal.iban,
        bic: legal.bic,
        address: legal.address,
      }),
    },
    buyer: {
      name: order.customer_name ?? view.customer.name ?? view.customer.phone ?? textsFor(language).member.unnamed,
      business: false,
      ...present({ phone: view.customer.phone, email: view.customer.email }),
    },
    ...(order.fulfilment === 'delivery' && order.address ? { ship_to: order.address } : {}),
    order: { number: order.number, placed_at: dayOf(order.created_at.getTime(), run.shop.timezone) },
    lines,
    prices,
    totals: { ...totals, paid, due: totals.gross - paid },
    payments: payments.map((payment) => ({
      method: payment.method,
      at: dayOf(payment.at.getTime(), run.shop.timezone),
      amount: payment.left,
    })),
    currency: run.shop.currency,
    language,
    ...saidOn({
      country: legal.address?.country ?? (run.shop.currency === 'TND' ? 'TN' : 'FR'),
      regime,
      business: false,
      kind: 'invoice',
      issued_on: issuedOn,
      language,
    }),
    demo: run.shop.demo,
  };
}

function paperLines(run: Run, view: PaperSource): PaperLine[] {
  const lines = view.lines.flatMap((line): PaperLine[] => {
    const options = Object.entries(line.options as Record<string, unknown>);
    const details = options.map(([name, value]) => `${name} : ${String(value)}`).join(', ');
    const vat_rate = line.vat_rate / 100;
    const goods = lineTotal(line.qty, line.unit_price);
    const main: PaperLine = {
      sku: line.sku,
      name: line.name,
      ...(details ? { details } : {}),
      qty: line.qty,
      unit: line.unit,
      unit_price: line.unit_price,
      total: goods,
      vat_rate,
    };
    const extras = line.total - goods;
    if (extras === 0) return [main];
    return [main, { ...single(`${line.sku}-options`, details, extras, vat_rate) }];
  });
  if (view.order.shipping > 0) {
    const rate = shippingRate(view.lines.map((line) => ({ vatRate: line.vat_rate }))) / 100;
    lines.push(single('livraison', textsFor(run.shop.language).fulfilment.delivery, view.order.shipping, rate));
  }
  return lines;
}

function single(sku: string, name: string, amount: number, vat_rate: number): PaperLine {
  return { sku, name, qty: '1', unit: 'piece', unit_price: amount, total: amount, vat_rate };
}

/** The members that have a value. */
function present<T extends Record<string, unknown>>(facts: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== null)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
