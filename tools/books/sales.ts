/** Papers and payments of a period, as the accountant's exports read them. */
import { sql } from 'kysely';
import type { PaperSnapshot } from '../invoicing/snapshot.ts';
import type { VatOfRate } from '../invoicing/vat.ts';
import { addDays } from '../language.ts';
import type { Run } from '../tool.ts';

export type Sale = { id: number; number: string; customerId: number | null; facts: PaperSnapshot };
export type Receipt = {
  id: number;
  day: string;
  amount: number;
  method: string;
  order: string;
  customerId: number;
  name: string;
};

/** Calendar days of the shop, both included. */
export type Days = { from: string; to: string };

/** A month (2026-11) or a year (2026) as its first and last day; null: neither. */
export function daysOf(text: string): Days | null {
  const found = /^(20\d{2})(?:-(0[1-9]|1[0-2]))?$/.exec(text.trim());
  if (!found) return null;
  const [year, month] = [Number(found[1]), found[2] ? Number(found[2]) : null];
  const last = new Date(Date.UTC(year, month ?? 12, 0)).toISOString().slice(0, 10);
  return { from: `${year}-${month === null ? '01' : found[2]}-01`, to: last };
}

/** The days of the year before a period; null: it begins the year. */
export function yearBefore({ from }: Days): Days | null {
  const first = `${from.slice(0, 4)}-01-01`;
  return from === first ? null : { from: first, to: addDays(from, -1) };
}

/** Invoices, deposit invoices and credit notes issued in the period, in the order of issue. */
export async function salesOf(run: Pick<Run, 'trx' | 'shop'>, days: Days): Promise<Sale[]> {
  const rows = await run.trx
    .selectFrom('paper')
    .select(['id', 'number', 'customer_id', 'canonical'])
    .where('kind', 'in', ['invoice', 'deposit', 'credit_note'])
    .where(sql<string>`canonical::jsonb ->> 'issued_on'`, '>=', days.from)
    .where(sql<string>`canonical::jsonb ->> 'issued_on'`, '<=', days.to)
    .orderBy('id')
    .execute();
  return rows.map(({ id, number, customer_id, canonical }) => ({
    id,
    number,
    customerId: customer_id,
    facts: JSON.parse(canonical) as PaperSnapshot,
  }));
}

/** Payments, refunds and corrections of the period, by day and in the order they were written. */
export async function receiptsOf(run: Pick<Run, 'trx' | 'shop'>, days: Days): Promise<Receipt[]> {
  const day = sql<string>`to_char(payment.at at time zone ${run.shop.timezone}, 'YYYY-MM-DD')`;
  return run.trx
    .selectFrom('payment')
    .innerJoin('orders', 'orders.id', 'payment.order_id')
    .innerJoin('customer', 'customer.id', 'orders.customer_id')
    .select([
      'payment.id',
      'payment.amount',
      'payment.method',
      'orders.number as order',
      'orders.customer_id as customerId',
    ])
    .select(day.as('day'))
    .select(sql<string>`coalesce(orders.customer_name, customer.name, customer.phone, '')`.as('name'))
    .where(day, '>=', days.from)
    .where(day, '<=', days.to)
    .orderBy(day)
    .orderBy('payment.id')
    .execute();
}

/** Base and VAT of each rate; under the franchise one row at nothing. */
export function ratesOf({ totals }: PaperSnapshot): VatOfRate[] {
  return totals.vat.length > 0 ? totals.vat : [{ rate: 0, base: totals.net, vat: 0 }];
}

/** What of each deposit a final invoice takes off, by rate; under the franchise one row at nothing. */
export function depositRows({ deposits = [] }: PaperSnapshot): { number: string; row: VatOfRate }[] {
  return deposits.flatMap(({ number, amount, vat }) =>
    (vat && vat.length > 0 ? vat : [{ rate: 0, base: amount, vat: 0 }]).map((row) => ({ number, row })),
  );
}
