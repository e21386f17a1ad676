import { type Selectable, sql } from 'kysely';
import { together } from '../../db/connection.ts';
import type { Trx } from '../../db/shop.ts';
import type { Tables } from '../../db/tables/index.ts';
import type { Language } from '../context.ts';
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
  /** The language of the conversation it came from; null: none, or not known. */
  speaks: Language | null;
};

/** The order a member means by its short number. Locks its row when `lock`; throws Refusal when there is none. */
export async function orderByShort(run: Run, short: number, lock = false): Promise<OrderView> {
  const view = await readOne(run.trx, 'short', short, lock);
  if (!view) throw new Refusal('not_found', textsFor(run.language).refusals.noOrder(short));
  return view;
}

/** An order by id; the caller knows it exists. */
export async function orderById(trx: Trx, id: number, lock = false): Promise<OrderView> {
  const view = await readOne(trx, 'id', id, lock);
  if (!view) throw new Error(`no order ${id}`);
  return view;
}

/** The order and what belongs to it, in one message: once the first statement has its lock the others read under it. */
async function readOne(trx: Trx, key: 'id' | 'short', value: number, lock: boolean): Promise<OrderView | null> {
  const found = trx.selectFrom('orders').where(key, '=', value);
  const [[order], lines, customers, spoken] = await together(
    trx,
    lock ? found.selectAll().forUpdate() : found.selectAll(),
    trx.selectFrom('order_line').selectAll().where('order_id', '=', found.select('id')).orderBy('position'),
    customerRows(trx).where('id', '=', found.select('customer_id')),
    spokenRows(trx).where('id', '=', found.select('conversation_id')),
  );
  return order ? viewOf(order, lines, customers[0]!, spoken[0]) : null;
}

/** The language an order's customer is written to. */
export function customerLanguage(run: Pick<Run, 'shop'>, view: OrderView): Language {
  return view.speaks ?? run.shop.language;
}

/** Completes an order row with what belongs to it. */
export async function withLines(trx: Trx, order: OrderRow): Promise<OrderView> {
  const [view] = await withAllLines(trx, [order]);
  return view!;
}

/** The same for many orders in one message, in the order given. */
export async function withAllLines(trx: Trx, orders: OrderRow[]): Promise<OrderView[]> {
  if (orders.length === 0) return [];
  const ids = orders.map((order) => order.id);
  const conversations = orders.flatMap((order) => order.conversation_id ?? []);
  const [lines, customers, spoken] = await together(
    trx,
    trx.selectFrom('order_line').selectAll().where('order_id', '=', anyOf(ids)).orderBy('order_id').orderBy('position'),
    customerRows(trx).where('id', '=', anyOf(orders.map((order) => order.customer_id))),
    spokenRows(trx).where('id', '=', anyOf(conversations)),
  );
  const byCustomer = new Map(customers.map((customer) => [customer.id, customer]));
  const byConversation = new Map(spoken.map((conversation) => [conversation.id, conversation]));
  const byOrder = new Map<number, OrderLineRow[]>(orders.map((order) => [order.id, []]));
  for (const line of lines) byOrder.get(line.order_id)!.push(line);
  return orders.map((order) =>
    viewOf(
      order,
      byOrder.get(order.id)!,
      byCustomer.get(order.customer_id)!,
      byConversation.get(order.conversation_id ?? -1),
    ),
  );
}

const customerRows = (trx: Trx) => trx.selectFrom('customer').select(['id', 'name', 'phone', 'email']);
const spokenRows = (trx: Trx) => trx.selectFrom('conversation').select(['id', 'language']);
/** One statement for any number of ids, which the connection can keep. */
const anyOf = (ids: number[]) => sql<number>`any(${ids}::bigint[])`;

function viewOf(
  order: OrderRow,
  lines: OrderLineRow[],
  customer: OrderView['customer'],
  conversation: { language: string | null } | undefined,
): OrderView {
  return { order, lines, customer, speaks: (conversation?.language as Language | null | undefined) ?? null };
}
