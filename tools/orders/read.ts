import type { Selectable } from 'kysely';
import type { Trx } from '../../db/shop.ts';
import type { Tables } from '../../db/tables/index.ts';
import { Refusal } from '../errors.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';

export type OrderRow = Selectable<Tables['orders']>;
export type OrderLineRow = Selectable<Tables['order_line']>;

/** An order with what people see of it. */
export type OrderView = {
  order: OrderRow;
  lines: OrderLineRow[];
  customer: { id: number; name: string | null; phone: string | null; email: string | null };
};

/** The order a member means by its short number. Locks its row when `lock`; throws Refusal when there is none. */
export async function orderByShort(run: Run, short: number, lock = false): Promise<OrderView> {
  let query = run.trx.selectFrom('orders').selectAll().where('short', '=', short);
  if (lock) query = query.forUpdate();
  const order = await query.executeTakeFirst();
  if (!order) throw new Refusal('not_found', textsFor(run.language).refusals.noOrder(short));
  return withLines(run.trx, order);
}

/** An order by id; the caller knows it exists. */
export async function orderById(trx: Trx, id: number, lock = false): Promise<OrderView> {
  let query = trx.selectFrom('orders').selectAll().where('id', '=', id);
  if (lock) query = query.forUpdate();
  return withLines(trx, await query.executeTakeFirstOrThrow());
}

/** Completes an order row with its lines and its customer. */
export async function withLines(trx: Trx, order: OrderRow): Promise<OrderView> {
  const [view] = await withAllLines(trx, [order]);
  return view!;
}

/** The same for many orders in two queries, in the order given. */
export async function withAllLines(trx: Trx, orders: OrderRow[]): Promise<OrderView[]> {
  if (orders.length === 0) return [];
  const lines = await trx
    .selectFrom('order_line')
    .selectAll()
    .where(
      'order_id',
      'in',
      orders.map((order) => order.id),
    )
    .orderBy('order_id')
    .orderBy('position')
    .execute();
  const customers = await trx
    .selectFrom('customer')
    .select(['id', 'name', 'phone', 'email'])
    .where('id', 'in', [...new Set(orders.map((order) => order.customer_id))])
    .execute();
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  const byOrder = new Map<number, OrderLineRow[]>();
  for (const line of lines) {
    const list = byOrder.get(line.order_id);
    if (list) list.push(line);
    else byOrder.set(line.order_id, [line]);
  }
  return orders.map((order) => ({
    order,
    lines: byOrder.get(order.id) ?? [],
    customer: byId.get(order.customer_id)!,
  }));
}
