import type { Insertable, Selectable } from 'kysely';
import { later, together } from '../../db/connection.ts';
import { prepared } from '../../db/prepared.ts';
import type { Tables } from '../../db/tables/index.ts';
import { append, paymentText } from '../books/ledger.ts';
import type { PaperRow } from '../invoicing/issue.ts';
import { papersOf } from '../invoicing/live.ts';
import type { OrderRow } from '../orders/read.ts';
import type { Run } from '../tool.ts';

/** One row of an order's account. Money that came is positive; what was given back or corrected is negative. */
export type Entry = {
  kind: 'payment' | 'refund' | 'correction' | 'chargeback';
  provider: string;
  /** The provider's own id, or ours for what was done by hand: the same one counts once. */
  ref: string;
  method: string;
  amount: number;
  linkId?: number | null;
  /** The row that this one gives back or corrects. */
  answersId?: number;
};

/**
 * Writes a row into the account of an order that the caller has locked, and states anew what the rows come to. Null when
 * this reference is there already: nothing changed.
 */
export async function enter(
  run: Run,
  order: OrderRow,
  entry: Entry,
): Promise<{ id: number; order: OrderRow; account: Account } | null> {
  const inserted = ENTER({
    shop_id: run.shop.id,
    order_id: order.id,
    link_id: entry.linkId ?? null,
    provider: entry.provider,
    provider_ref: entry.ref,
    method: entry.method,
    amount: entry.amount,
    currency: order.currency,
    at: new Date(run.at),
    recorded_by: JSON.stringify(run.actor),
    kind: entry.kind,
    answers_id: entry.answersId ?? null,
  });
  const [[written], rows, asked, papers] = await together(run.trx, inserted, ...accountRows(order.id));
  if (!written) return null;
  await append(run, { kind: 'payment', ref: written.id, canonical: paymentText(written) });
  const sums = sumsOf(rows);
  const changed = {
    paid: sums.paid,
    payment_status: statusOf(sums, order),
    updated_at: new Date(run.at),
  };
  await later(run.trx, STATE({ id: order.id, ...changed }));
  return { id: written.id, order: { ...order, ...changed }, account: { held: leftOf(rows, asked), papers } };
}

/** What the rows of an account come to, minor units: what is held, and what was given back. */
function sumsOf(rows: Pick<PaymentRow, 'kind' | 'amount'>[]): { paid: number; refunded: number } {
  const sum = (some: typeof rows) => some.reduce((total, row) => total + row.amount, 0);
  return { paid: sum(rows), refunded: 0 - sum(rows.filter((row) => row.kind === 'refund')) };
}

/**
 * An order's payment status, the one place where it is decided: what is held (`paid`, net of `refunded`, minor units)
 * against what the order still asks for, its total less its credit notes. Where nothing is held any more, `refunded`
 * means that nothing is asked for either: the whole price went back, or the order is cancelled. A deposit given back on
 * an order that stands leaves it `unpaid`, since a deposit's credit note makes no order cheaper; so does a refund
 * without a credit note leave it `partial`.
 */
export function statusOf(
  sums: { paid: number; refunded: number },
  order: Pick<OrderRow, 'total' | 'credited' | 'status'>,
): OrderRow['payment_status'] {
  const asked = order.total - order.credited;
  if (sums.paid > 0) return sums.paid >= asked ? 'paid' : 'partial';
  if (sums.refunded <= 0) return 'unpaid';
  return order.status === 'cancelled' || sums.refunded >= asked ? 'refunded' : 'unpaid';
}

/** States an order's payment status anew where something else than money changed: its total, its credit notes, its end. */
export async function restate(
  run: Pick<Run, 'trx'>,
  order: Pick<OrderRow, 'id' | 'total' | 'credited' | 'status'>,
): Promise<OrderRow['payment_status']> {
  const [rows] = await together(run.trx, PAYMENTS({ order: order.id }));
  const payment_status = statusOf(sumsOf(rows), order);
  await later(run.trx, RESTATE({ id: order.id, payment_status }));
  return payment_status;
}

/** A payment of an order with what is left of it after refunds and corrections, minor units. */
export type Held = {
  id: number;
  provider: string;
  ref: string;
  method: string;
  at: Date;
  linkId: number | null;
  left: number;
};

/** What an order's payments hold, newest first, and its papers in the order of their issue. */
export type Account = { held: Held[]; papers: PaperRow[] };

/** The account of an order as it stands. */
export async function accountOf(run: Pick<Run, 'trx'>, orderId: number): Promise<Account> {
  const [rows, asked, papers] = await together(run.trx, ...accountRows(orderId));
  return { held: leftOf(rows, asked), papers };
}

/** The payments of an order that still hold money, newest first. What is asked back but not yet done counts as gone. */
export async function heldOf(run: Pick<Run, 'trx'>, orderId: number): Promise<Held[]> {
  return (await accountOf(run, orderId)).held;
}

const accountRows = (order: number) => [PAYMENTS({ order }), REFUNDS_ASKED({ order }), PAPERS({ order })] as const;

type OfOrder = { order: number };
const PAYMENTS = prepared((db, { order }: OfOrder) =>
  db.selectFrom('payment').selectAll().where('order_id', '=', order).orderBy('id'),
);
const REFUNDS_ASKED = prepared((db, { order }: OfOrder) =>
  db.selectFrom('refund').select(['payment_id', 'amount']).where('order_id', '=', order).where('state', '=', 'asked'),
);
const PAPERS = prepared((db, { order }: OfOrder) => papersOf(db, order));

type NewRow = { [Column in keyof Omit<Insertable<Tables['payment']>, 'id'>]-?: Insertable<Tables['payment']>[Column] };
const ENTER = prepared((db, row: NewRow) => {
  const { shop_id, order_id, link_id, provider, provider_ref, method } = row;
  const { amount, currency, at, recorded_by, kind, answers_id } = row;
  return db
    .insertInto('payment')
    .values({
      ...{ shop_id, order_id, link_id, provider, provider_ref, method },
      ...{ amount, currency, at, recorded_by, kind, answers_id },
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'provider', 'provider_ref']).doNothing())
    .returningAll();
});

type State = Pick<OrderRow, 'id' | 'paid' | 'payment_status' | 'updated_at'>;
const STATE = prepared((db, { id, paid, payment_status, updated_at }: State) =>
  db.updateTable('orders').set({ paid, payment_status, updated_at }).where('id', '=', id),
);

const RESTATE = prepared((db, { id, payment_status }: Pick<State, 'id' | 'payment_status'>) =>
  db.updateTable('orders').set({ payment_status }).where('id', '=', id).where('payment_status', '!=', payment_status),
);

type PaymentRow = Selectable<Tables['payment']>;

function leftOf(rows: PaymentRow[], asked: Pick<Selectable<Tables['refund']>, 'payment_id' | 'amount'>[]): Held[] {
  const left = new Map<number, number>();
  const root = new Map<number, number>();
  for (const row of rows) {
    // A refund that failed is corrected by a row of its own: it leads back to the payment through the refund.
    const to = row.answers_id === null ? row.id : (root.get(row.answers_id) ?? row.id);
    root.set(row.id, to);
    left.set(to, (left.get(to) ?? 0) + row.amount);
  }
  for (const row of asked) left.set(row.payment_id, (left.get(row.payment_id) ?? 0) - row.amount);
  return rows
    .filter((row) => row.answers_id === null && (left.get(row.id) ?? 0) > 0)
    .map((row) => ({
      id: row.id,
      provider: row.provider,
      ref: row.provider_ref,
      method: row.method,
      at: row.at,
      linkId: row.link_id,
      left: left.get(row.id)!,
    }))
    .reverse();
}

/** Takes `amount` from payments that hold at least that much together, newest first; the parts sum to it exactly. */
export function takeFrom<T extends { left: number }>(
  held: readonly T[],
  amount: number,
): { from: T; amount: number }[] {
  const parts: { from: T; amount: number }[] = [];
  let rest = amount;
  for (const from of held) {
    const part = Math.min(rest, from.left);
    if (part > 0) parts.push({ from, amount: part });
    rest -= part;
  }
  if (rest > 0) throw new RangeError(`${rest} more than the payments hold`);
  return parts;
}
