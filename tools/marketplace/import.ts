import type { PricedLine } from '../catalog/prices.ts';
import { tellMembers } from '../conversations/say.ts';
import { record } from '../journal.ts';
import { dayOf } from '../language.ts';
import { formatMoney } from '../money.ts';
import { orderCard, whoOrdered } from '../orders/cards.ts';
import { insertOrder } from '../orders/place.ts';
import { type OrderView, orderById } from '../orders/read.ts';
import { enter } from '../payments/books.ts';
import { afterMoney } from '../payments/settle.ts';
import { followStock } from '../stock/orders.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import type { MarketRow } from './apply.ts';
import type { MarketOrder } from './order.ts';

/** The buyer as members read them. */
export function whoBought({ buyer }: MarketOrder, language: Run['language']): string {
  return buyer.name ?? textsFor(language).member.unnamed;
}

/**
 * Takes a paid order over: confirmed as it comes, since it was sold and paid there; at the prices of there; its payment
 * booked as held by the marketplace, so that no link is ever sent for it.
 */
export async function importOrder(
  run: Run,
  row: MarketRow,
  order: MarketOrder,
  lines: PricedLine[],
): Promise<OrderView> {
  const customerId = await buyerOf(run, row.channel, order);
  const inserted = await insertOrder(run, {
    content: {
      name: order.buyer.name,
      date: order.shipBy === null ? null : dayOf(order.shipBy, run.shop.timezone),
      time: null,
      fulfilment: 'delivery',
      address: order.address,
      note: order.note?.slice(0, 1_000) ?? null,
    },
    lines,
    customerId,
    conversationId: null,
    channel: row.channel,
    draftId: null,
    shipping: order.shipping,
  });
  await record(run, 'order.placed', inserted.id, { short: inserted.short, total: inserted.total });
  await run.trx.updateTable('orders').set({ status: 'confirmed' }).where('id', '=', inserted.id).execute();
  await record(run, 'order.confirmed', inserted.id, { how: 'marketplace' });
  const view = await orderById(run.trx, inserted.id, true);
  await followStock(run, view);
  const money = { provider: row.channel, ref: order.id, method: 'marketplace', amount: order.total };
  const entered = await enter(run, view.order, { kind: 'payment', ...money });
  if (!entered) throw new Error(`the payment of ${row.channel} ${order.id} is in the books already`);
  await record(run, 'payment.received', view.order.id, { ...money, currency: order.currency });
  const paid: OrderView = { ...view, order: entered.order };
  await show(run, paid, order);
  await afterMoney(run, paid, order.total, view.order, false);
  return paid;
}

async function show(run: Run, view: OrderView, { total }: MarketOrder): Promise<void> {
  const { order } = view;
  await tellMembers(run, `market:${order.id}`, (language) => {
    const texts = textsFor(language).market;
    const money = (amount: number) => formatMoney(amount, run.shop.currency, language);
    const differs = total === order.total ? null : texts.differs(money(total), money(order.total));
    const title = texts.imported(String(order.short), whoOrdered(view, language));
    const card = orderCard(view, { ...run, language });
    const text = [title, differs, card.text].filter(Boolean).join('\n');
    const params = [run.shop.name, [title, differs].filter(Boolean).join(' ')];
    return {
      reply: { ...card, text, template: { name: 'alert', language, params } },
      about: { orderId: order.id, version: order.version },
    };
  });
}

/** The buyer is known by the marketplace's own id: a name or an address typed there proves nothing. */
async function buyerOf(run: Run, channel: string, { buyer, address }: MarketOrder): Promise<number> {
  const known = await run.trx
    .selectFrom('identity')
    .select('customer_id')
    .where('channel', '=', channel)
    .where('kind', '=', 'buyer')
    .where('value', '=', buyer.id)
    .executeTakeFirst();
  if (known) return known.customer_id;
  const { id } = await run.trx
    .insertInto('customer')
    .values({ shop_id: run.shop.id, name: buyer.name, phone: null, email: null, address, language: null, note: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  await run.trx
    .insertInto('identity')
    .values({ shop_id: run.shop.id, customer_id: id, channel, kind: 'buyer', value: buyer.id })
    .execute();
  return id;
}
