import type { Selectable } from 'kysely';
import type { Tables } from '../../db/tables/index.ts';
import { loadCatalogue } from '../catalog/catalogue.ts';
import { record } from '../journal.ts';
import { isCurrency } from '../money.ts';
import { type OrderView, orderById } from '../orders/read.ts';
import type { Status } from '../orders/states.ts';
import { restate } from '../payments/books.ts';
import { giveBack, refundable } from '../payments/refund.ts';
import { followStock } from '../stock/orders.ts';
import type { Run } from '../tool.ts';
import { matchLines } from './articles.ts';
import { coverChanges, noteChanges, noteImported } from './change.ts';
import { importOrder, whoBought } from './import.ts';
import { type MarketOrder, type MarketRefund, marketOrderSchema } from './order.ts';
import { tell } from './tell.ts';

export type MarketRow = Selectable<Tables['market_order']>;
/** Which marketplace account an order was made on. */
export type Market = { channel: 'tiktok'; account: string };

/**
 * Makes the shop know a marketplace's order as it is now: once for each change, whatever is told how often and in which
 * order, since only what is newer than what is known changes anything. `refunds` are all of the order's; null: they could
 * not be read. True: it was unknown, or changed.
 */
export async function applyOrder(
  run: Run,
  market: Market,
  order: MarketOrder,
  refunds: MarketRefund[] | null,
): Promise<boolean> {
  const { trx, shop } = run;
  const kept = { status: order.status, changed_at: new Date(order.changedAt), content: JSON.stringify(order) };
  const fresh = await trx
    .insertInto('market_order')
    .values({ shop_id: shop.id, ...market, external_id: order.id, state: 'waiting', ...kept })
    .onConflict((conflict) => conflict.columns(['shop_id', 'channel', 'external_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  const row = await trx
    .selectFrom('market_order')
    .selectAll()
    .where('channel', '=', market.channel)
    .where('external_id', '=', order.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const news = Boolean(fresh) || row.changed_at.getTime() < order.changedAt;
  if (news && !fresh) await trx.updateTable('market_order').set(kept).where('id', '=', row.id).execute();
  if (row.order_id === null) {
    if (news) await begin(run, row, order, refunds);
    return news;
  }
  return goOn(run, { row, orderId: row.order_id, order, refunds, news });
}

/** An order that is not ours yet: taken over once it is paid and every article is known. */
export async function begin(
  run: Run,
  row: MarketRow,
  order: MarketOrder,
  refunds: MarketRefund[] | null = null,
): Promise<void> {
  if (order.stage === 'waiting') return;
  if (order.stage === 'cancelled') return note(run, row, 'dropped');
  if (order.currency !== run.shop.currency || !isCurrency(order.currency)) {
    await tell(run, `currency:${row.id}`, (texts) => texts.market.otherCurrency(order.id, order.currency));
    return note(run, row, 'dropped');
  }
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const matched = await matchLines(run, catalogue, row.channel, order.lines);
  if ('unknown' in matched) {
    await note(run, row, 'unmatched');
    if (row.state === 'unmatched') return;
    await tell(run, `unmatched:${row.id}`, (texts, language) =>
      [
        texts.market.unmatched(order.id, whoBought(order, language)),
        ...matched.unknown.map((line) => texts.market.article(String(line.qty), line.name, line.article)),
        texts.market.matchHow(`/associer ${matched.unknown[0]!.article} …`),
      ].join('\n'),
    );
    return;
  }
  const view = await importOrder(run, row, order, matched.lines);
  await run.trx
    .updateTable('market_order')
    .set({ state: 'imported', order_id: view.order.id })
    .where('id', '=', row.id)
    .execute();
  await follow(run, view, order);
  const noting = { marketOrderId: row.id, view, order, refunds };
  await noteImported(run, noting);
  if (refunds) await noteChanges(run, noting, null);
}

async function note(run: Run, row: MarketRow, state: MarketRow['state']): Promise<void> {
  await run.trx.updateTable('market_order').set({ state }).where('id', '=', row.id).execute();
}

type Known = {
  row: MarketRow;
  orderId: number;
  order: MarketOrder;
  refunds: MarketRefund[] | null;
  /** The order changed since it was last looked at; else only what was given back can be new. */
  news: boolean;
};

async function goOn(run: Run, { row, orderId, order, refunds, news }: Known): Promise<boolean> {
  const view = await orderById(run.trx, orderId, true);
  const noting = { marketOrderId: row.id, view, order, refunds };
  if (view.order.status === 'cancelled' || order.stage === 'cancelled') {
    if (news) await cancel(run, view);
    await coverChanges(run, noting);
    return news;
  }
  const told = await noteChanges(run, noting, news ? marketOrderSchema.parse(row.content) : null);
  if (news) await follow(run, view, order);
  return news || told;
}

const RANK: Record<Status, number> = { pending: 0, confirmed: 1, preparing: 2, ready: 3, delivered: 4, cancelled: 5 };

/** What the carrier did is the order's own state: it only ever goes forward. */
async function follow(run: Run, view: OrderView, { stage }: MarketOrder): Promise<void> {
  if (stage !== 'shipped' && stage !== 'delivered') return;
  const status = stage === 'shipped' ? 'ready' : 'delivered';
  if (RANK[view.order.status] >= RANK[status]) return;
  await run.trx
    .updateTable('orders')
    .set({ status, updated_at: new Date(run.at) })
    .where('id', '=', view.order.id)
    .execute();
  await record(run, `order.${status}`, view.order.id, { from: view.order.status });
  await tell(run, `${stage}:${view.order.id}`, (texts) => texts.market[stage](String(view.order.short)));
}

/** The marketplace gives the money back itself: booked here, with the credit note that undoes the invoice. */
async function cancel(run: Run, view: OrderView): Promise<void> {
  if (view.order.status === 'cancelled') return;
  const held = await refundable(run, view.order.id);
  if (held > 0) await giveBack(run, view, held);
  await run.trx
    .updateTable('orders')
    .set({ status: 'cancelled', updated_at: new Date(run.at) })
    .where('id', '=', view.order.id)
    .execute();
  await restate(run, { ...view.order, status: 'cancelled' });
  await followStock(run, { ...view, order: { ...view.order, status: 'cancelled' } });
  await record(run, 'order.cancelled', view.order.id, { from: view.order.status });
  await tell(run, `cancelled:${view.order.id}`, (texts) => texts.market.cancelled(String(view.order.short)));
}
