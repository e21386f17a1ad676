import { type Selectable, sql } from 'kysely';
import { ahead, together } from '../../db/connection.ts';
import type { Db } from '../../db/database.ts';
import { prepared } from '../../db/prepared.ts';
import type { Trx } from '../../db/shop.ts';
import type { Tables } from '../../db/tables/index.ts';
import type { Language } from '../context.ts';
import { Refusal } from '../errors.ts';
import type { Account } from '../payments/books.ts';
import { DRAW_LINK, type Links, openLinks } from '../payments/link.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { type OrderKey, orderIdBy, ordersBy } from './named.ts';

export type OrderRow = Selectable<Tables['orders']>;
export type OrderLineRow = Selectable<Tables['order_line']>;

/** An order with what people see of it. */
export type OrderView = {
  order: OrderRow;
  lines: OrderLineRow[];
  customer: Pick<Selectable<Tables['customer']>, 'id' | 'name' | 'phone' | 'email' | 'business' | 'country'>;
  /** The language of the conversation it came from; null: none, or not known. */
  speaks: Language | null;
  /** Its payments and papers, where they were read since the order was locked. */
  account?: Account;
  /** Its open payment links and the number of a new one, where they were asked with it. */
  links?: Links;
};

/**
 * The order a member means by its short number. Locks its row when `lock`, and then reads what a payment link of it needs
 * as well; throws Refusal when there is none.
 */
export async function orderByShort(run: Run, short: number, lock: Lock = false): Promise<OrderView> {
  const view = await readOne(run.trx, { key: 'short', value: short, lock });
  if (!view) throw new Refusal('not_found', textsFor(run.language).refusals.noOrder(short));
  return view;
}

type Lock = boolean | 'with links';
type Named = { key: OrderKey; value: number; lock: Lock };
const expected = new WeakMap<Trx, Named & { read: () => Promise<OrderView | null> }>();

/** For who is going to ask `orderByShort` or `orderOfLink` the same: the questions, and the lock, leave with the next message. */
export async function expectOrder({ trx }: Run, key: 'short' | 'link', value: number, lock: Lock): Promise<void> {
  expected.set(trx, { key, value, lock, read: await askOne(trx, { key, value, lock }) });
}

/** What was expected of it, or asks now. */
async function readOne(trx: Trx, named: Named): Promise<OrderView | null> {
  const known = expected.get(trx);
  expected.delete(trx);
  const isSame = known?.key === named.key && known.value === named.value && known.lock === named.lock;
  return (isSame ? known.read : await askOne(trx, named))();
}

/** An order by id; the caller knows it exists. */
export async function orderById(trx: Trx, id: number, lock = false): Promise<OrderView> {
  const view = await (await askOne(trx, { key: 'id', value: id, lock }))();
  if (!view) throw new Error(`no order ${id}`);
  return view;
}

/** The order that a payment link is for, its row locked; the caller knows that the link exists. */
export async function orderOfLink(trx: Trx, link: number): Promise<OrderView> {
  const view = await readOne(trx, { key: 'link', value: link, lock: true });
  if (!view) throw new Error(`no order of link ${link}`);
  return view;
}

/** An order and what belongs to it, however it is named. */
const readBy = (key: OrderKey) => {
  type Key = { value: number };
  const found = (db: Db, value: number) => ordersBy(db, key, value);
  return {
    order: prepared((db, { value }: Key) => found(db, value).selectAll()),
    locked: prepared((db, { value }: Key) => found(db, value).selectAll().forUpdate()),
    lines: prepared((db, { value }: Key) =>
      db
        .selectFrom('order_line')
        .selectAll()
        .where('order_id', '=', orderIdBy(db, key, value))
        .orderBy('position'),
    ),
    people: prepared((db, { value }: Key) =>
      found(db, value)
        .innerJoin('customer', 'customer.id', 'orders.customer_id')
        .leftJoin('conversation', 'conversation.id', 'orders.conversation_id')
        .select(CUSTOMER)
        .select('conversation.language as speaks'),
    ),
    links: prepared((db, { value }: Key) => openLinks(db, orderIdBy(db, key, value))),
  };
};
const READ = { id: readBy('id'), short: readBy('short'), link: readBy('link') };

/** Asks for the order and what belongs to it: once the first has its lock the others read under it. */
async function askOne(trx: Trx, { key, value, lock }: Named): Promise<() => Promise<OrderView | null>> {
  const read = READ[key];
  const order = await ahead(trx, (lock ? read.locked : read.order)({ value }));
  const lines = await ahead(trx, read.lines({ value }));
  const people = await ahead(trx, read.people({ value }));
  const open = lock === 'with links' ? await ahead(trx, read.links({ value })) : undefined;
  const drawn = lock === 'with links' ? await ahead(trx, DRAW_LINK({})) : undefined;
  return async () => {
    const [row] = await order();
    if (!row) return null;
    const { speaks, ...customer } = (await people())[0]!;
    const view = viewOf(row, await lines(), customer, speaks);
    if (!open || !drawn) return view;
    return { ...view, links: { open: await open(), drawn: (await drawn()).map(({ id }) => id) } };
  };
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
      byConversation.get(order.conversation_id ?? -1)?.language,
    ),
  );
}

const CUSTOMER = [
  ...(['customer.id', 'customer.name', 'customer.phone', 'customer.email'] as const),
  ...(['customer.business', 'customer.country'] as const),
] as const;
const customerRows = (db: Db) => db.selectFrom('customer').select(CUSTOMER);
const spokenRows = (db: Db) => db.selectFrom('conversation').select(['id', 'language']);
/** One statement for any number of ids, which the connection can keep. */
const anyOf = (ids: number[]) => sql<number>`any(${ids}::bigint[])`;

function viewOf(
  order: OrderRow,
  lines: OrderLineRow[],
  customer: OrderView['customer'],
  language: string | null | undefined,
): OrderView {
  return { order, lines, customer, speaks: (language as Language | null | undefined) ?? null };
}

/** The customer's last order that was not cancelled; null when there is none. */
export async function lastOrdered(trx: Trx, customerId: number): Promise<OrderView | null> {
  const order = await trx
    .selectFrom('orders')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('status', '!=', 'cancelled')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return order ? withLines(trx, order) : null;
}
