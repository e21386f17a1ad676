import { type Insertable, type Selectable, sql } from 'kysely';
import { ahead, later, together } from '../../db/connection.ts';
import { prepared } from '../../db/prepared.ts';
import type { Tables } from '../../db/tables/index.ts';
import { append, paymentText } from '../books/ledger.ts';
import type { PaperRow } from '../invoicing/issue.ts';
import { papersOf } from '../invoicing/live.ts';
import { orderIdBy } from '../orders/named.ts';
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

/** What an order's account holds before a row is written, whether that row is there already, and its number else. */
type Before = { rows: PaymentRow[]; asked: AskedBack[]; papers: PaperRow[]; known: boolean; id: number };

/**
 * Asks what `enter` has to know, for who locks the order in the same message: it leaves with that. The order is named by
 * its id or by a payment link.
 */
export async function expectEntry(
  { trx }: Pick<Run, 'trx'>,
  key: 'id' | 'link',
  order: number,
  entry: Pick<Entry, 'provider' | 'ref'>,
): Promise<() => Promise<Before>> {
  const account = ACCOUNT[key];
  const rows = await ahead(trx, account.payments({ order }));
  const asked = await ahead(trx, account.asked({ order }));
  const papers = await ahead(trx, account.papers({ order }));
  const drawn = await ahead(trx, DRAW({ provider: entry.provider, ref: entry.ref }));
  return async () => {
    const [{ id, known }] = (await drawn()) as [{ id: number; known: boolean }];
    return { rows: await rows(), asked: await asked(), papers: await papers(), known, id };
  };
}

/**
 * Writes a row into the account of an order that the caller has locked, and states anew what the rows come to. Null when
 * this reference is there already: nothing changed. Where two orders are told the same reference at once, the second
 * fails; told again, it is known. `before` is what `expectEntry` gave under the order's lock.
 */
export async function enter(
  run: Run,
  order: OrderRow,
  entry: Entry,
  before?: () => Promise<Before>,
): Promise<{ id: number; order: OrderRow; account: Account } | null> {
  const { rows, asked, papers, known, id } = await (before ?? (await expectEntry(run, 'id', order.id, entry)))();
  if (known) return null;
  const row = {
    id,
    shop_id: run.shop.id,
    order_id: order.id,
    link_id: entry.linkId ?? null,
    provider: entry.provider,
    provider_ref: entry.ref,
    method: entry.method,
    amount: entry.amount,
    currency: order.currency,
    at: new Date(run.at),
    kind: entry.kind,
    answers_id: entry.answersId ?? null,
  };
  await later(run.trx, ENTER({ ...row, recorded_by: JSON.stringify(run.actor) }));
  await append(run, { kind: 'payment', ref: id, canonical: paymentText(row) });
  const after = [...rows, row];
  const sums = sumsOf(after);
  const changed = {
    paid: sums.paid,
    payment_status: statusOf(sums, order),
    updated_at: new Date(run.at),
  };
  await later(run.trx, STATE({ id: order.id, ...changed }));
  return { id, order: { ...order, ...changed }, account: { held: leftOf(after, asked), papers } };
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
  const [rows] = await together(run.trx, ACCOUNT.id.payments({ order: order.id }));
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
export async function accountOf(run: Pick<Run, 'trx'>, order: number): Promise<Account> {
  const { payments, asked: asking, papers: issued } = ACCOUNT.id;
  const [rows, asked, papers] = await together(run.trx, payments({ order }), asking({ order }), issued({ order }));
  return { held: leftOf(rows, asked), papers };
}

/** The payments of an order that still hold money, newest first. What is asked back but not yet done counts as gone. */
export async function heldOf(run: Pick<Run, 'trx'>, orderId: number): Promise<Held[]> {
  return (await accountOf(run, orderId)).held;
}

const accountBy = (key: 'id' | 'link') => {
  type OfOrder = { order: number };
  return {
    payments: prepared((db, { order }: OfOrder) =>
      db
        .selectFrom('payment')
        .selectAll()
        .where('order_id', '=', orderIdBy(db, key, order))
        .orderBy('id'),
    ),
    asked: prepared((db, { order }: OfOrder) =>
      db
        .selectFrom('refund')
        .select(['payment_id', 'amount'])
        .where('order_id', '=', orderIdBy(db, key, order))
        .where('state', '=', 'asked'),
    ),
    papers: prepared((db, { order }: OfOrder) => papersOf(db, orderIdBy(db, key, order))),
  };
};
const ACCOUNT = { id: accountBy('id'), link: accountBy('link') };

/** Draws the number of a new row, and tells whether there is one under its reference already. */
const DRAW = prepared(
  (db, { provider, ref }: { provider: string; ref: string }) => sql<{ id: number; known: boolean }>`
    select nextval('payment_id_seq') as id, exists (${db
      .selectFrom('payment')
      .select('id')
      .where('provider', '=', provider)
      .where('provider_ref', '=', ref)}) as known`,
);

type NewRow = { [Column in keyof Insertable<Tables['payment']>]-?: Insertable<Tables['payment']>[Column] };
const ENTER = prepared((db, row: NewRow) => {
  const { id, shop_id, order_id, link_id, provider, provider_ref, method } = row;
  const { amount, currency, at, recorded_by, kind, answers_id } = row;
  return db.insertInto('payment').values({
    ...{ id, shop_id, order_id, link_id, provider, provider_ref, method },
    ...{ amount, currency, at, recorded_by, kind, answers_id },
  });
});

type State = Pick<OrderRow, 'id' | 'paid' | 'payment_status' | 'updated_at'>;
const STATE = prepared((db, { id, paid, payment_status, updated_at }: State) =>
  db.updateTable('orders').set({ paid, payment_status, updated_at }).where('id', '=', id),
);

const RESTATE = prepared((db, { id, payment_status }: Pick<State, 'id' | 'payment_status'>) =>
  db.updateTable('orders').set({ payment_status }).where('id', '=', id).where('payment_status', '!=', payment_status),
);

type PaymentRow = Omit<Selectable<Tables['payment']>, 'recorded_by'>;
type AskedBack = Pick<Selectable<Tables['refund']>, 'payment_id' | 'amount'>;

function leftOf(rows: PaymentRow[], asked: AskedBack[]): Held[] {
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
