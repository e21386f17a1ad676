import { type Selectable, sql } from 'kysely';
import { later } from '../../db/connection.ts';
import type { Db } from '../../db/database.ts';
import { prepared } from '../../db/prepared.ts';
import type { Tables } from '../../db/tables/index.ts';
import type { orderIdBy } from '../orders/named.ts';
import type { OrderRow } from '../orders/read.ts';
import type { Run } from '../tool.ts';
import { endPages } from './end-pages.ts';

export type PaymentLink = Selectable<Tables['payment_link']>;

/** What is still to be paid of an order, in minor units: nothing once it was given back as a whole. */
export function amountDue(order: Pick<OrderRow, 'total' | 'paid' | 'credited' | 'payment_status'>): number {
  if (order.payment_status === 'refunded') return 0;
  return Math.max(0, order.total - order.credited - order.paid);
}

/** The open links of an order, and a number drawn for a new one. */
export type Links = { open: PaymentLink[]; drawn: number[] };

/** The open links of an order, for who has locked it and is going to call `linkFor`. */
export function openLinks(db: Db, order: ReturnType<typeof orderIdBy>) {
  return db.selectFrom('payment_link').selectAll().where('order_id', '=', order).where('state', '=', 'open');
}

/** Draws the number of a new link. */
export const DRAW_LINK = prepared(() => sql<{ id: number }>`select nextval('payment_link_id_seq') as id`);

type NewLink = Omit<PaymentLink, 'state'>;
const INSERT = prepared((db, link: NewLink) => {
  const { id, shop_id, order_id, order_version, amount, currency, created_at } = link;
  return db.insertInto('payment_link').values({ id, shop_id, order_id, order_version, amount, currency, created_at });
});

/**
 * The link under which this version of the order can be paid, made when there is none: amount and version are frozen in
 * it. `part` (minor units) asks for less than what is due, never for more; `links` were read under the order's lock. Null
 * when nothing is due.
 */
export async function linkFor(run: Run, order: OrderRow, part?: number, links?: Links): Promise<PaymentLink | null> {
  const amount = Math.min(amountDue(order), part ?? Number.MAX_SAFE_INTEGER);
  if (amount <= 0) return null;
  const wanted = {
    shop_id: run.shop.id,
    order_id: order.id,
    order_version: order.version,
    amount,
    currency: order.currency,
    created_at: new Date(run.at),
  };
  const standing = links?.open.find((link) => link.order_version === order.version && link.amount === amount);
  if (standing) return standing;
  const id = links?.drawn.pop();
  if (id !== undefined) {
    await later(run.trx, INSERT({ id, ...wanted }));
    return { id, ...wanted, state: 'open' };
  }
  return (
    run.trx
      .insertInto('payment_link')
      .values(wanted)
      // Nothing changes in one that is there, but so it is returned.
      .onConflict((conflict) =>
        conflict
          .columns(['shop_id', 'order_id', 'order_version', 'amount'])
          // Written out: as a parameter a kept statement could not be matched with the partial index.
          .where('state', '=', sql.lit('open'))
          .doUpdateSet({ amount }),
      )
      .returningAll()
      .executeTakeFirstOrThrow()
  );
}

/** The token of a link: its shop and id, signed. Nobody can make another. */
export function linkToken(run: Pick<Run, 'hub' | 'shop'>, link: Pick<PaymentLink, 'id'>): string {
  return run.hub.sealer.sign('pay', [run.shop.id, link.id]);
}

/** Our own address for paying a link. */
export function linkUrl(run: Pick<Run, 'hub' | 'shop'>, link: Pick<PaymentLink, 'id'>): string {
  return `${run.hub.publicUrl}/pay/${linkToken(run, link)}`;
}

/** Open links of an order stop working: it changed or was cancelled. A page opened from one says so. */
export async function closeLinks(run: Run, orderId: number): Promise<void> {
  await run.trx
    .updateTable('payment_link')
    .set({ state: 'closed' })
    .where('order_id', '=', orderId)
    .where('state', '=', 'open')
    .execute();
  await endPages(run, orderId);
}
