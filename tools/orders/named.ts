import type { Db } from '../../db/database.ts';

/** How a statement names an order: by its id, its short number, or the id of a payment link of it. */
export type OrderKey = 'id' | 'short' | 'link';

/** The order so named, in a statement. */
export function ordersBy(db: Db, key: OrderKey, value: number) {
  if (key === 'link') return db.selectFrom('orders').where('orders.id', '=', ofLink(db, value));
  return db.selectFrom('orders').where(`orders.${key}`, '=', value);
}

/** Its id, in a statement that looks at what belongs to it. */
export function orderIdBy(db: Db, key: OrderKey, value: number) {
  if (key === 'id') return value;
  return key === 'link' ? ofLink(db, value) : ordersBy(db, key, value).select('orders.id as order_id');
}

const ofLink = (db: Db, link: number) => db.selectFrom('payment_link').select('order_id').where('id', '=', link);
