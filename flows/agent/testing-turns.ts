/** For tests: a second shop beside the test shop, turns without a channel, and what must hold whatever a model does. */
import assert from 'node:assert/strict';
import { forShop, type Trx } from '../../db/shop.ts';
import type { Ctx, Hub, ShopFacts } from '../../tools/context.ts';
import { createShop } from '../../tools/shops/create.ts';
import { DEMO_SHOP } from '../../tools/shops/demo-shop.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import { parseShopFile } from '../../tools/shops/shop-file.ts';
import { TEST_NOW, type TestShop } from '../customer/testing-shop.ts';
import type { Turn } from '../turn.ts';

/** A word that only the other shop's rows hold: wherever it is found, a wall was passed. */
export const OTHER_SHOP_MARK = 'Zylophane';

export type OtherShop = { shop: ShopFacts; query<T>(work: (trx: Trx) => Promise<T>): Promise<T>; skus: string[] };

/** Another shop in the same database, with products, a member and nothing else in common. */
export async function openOtherShop(hub: Hub): Promise<OtherShop> {
  const products = DEMO_SHOP.products!.slice(0, 3).map((product, index) => ({
    ...product,
    sku: `zylo-${index + 1}`,
    name: `${OTHER_SHOP_MARK} ${index + 1}`,
    aliases: [],
    price: 99,
    variants: [],
    options: [],
  }));
  const file = { ...DEMO_SHOP, shop: 'autre', name: OTHER_SHOP_MARK, members: [], connections: [], products };
  const { api_key: _key, ...rest } = file as typeof file & { api_key?: string };
  const id = (await createShop(hub, parseShopFile(rest), { demo: false }))!;
  return {
    shop: await shopFacts(hub, id),
    query: (work) => forShop(hub.database, id, work),
    skus: products.map((product) => product.sku),
  };
}

let turns = 0;

/** A customer's turn of one message, as the road would hand it over, and the context of its tools. */
export function turnOf(
  world: Pick<TestShop, 'hub' | 'shop'>,
  who: { conversationId: number; customerId: number },
  text: string,
): { turn: Turn; ctx: Ctx } {
  turns++;
  const { hub, shop } = world;
  const cause = `turn:${9_000_000 + turns}`;
  const turn: Turn = {
    hub,
    shop,
    id: turns,
    cause,
    conversation: {
      id: who.conversationId,
      channel: 'simulator',
      customerId: who.customerId,
      member: null,
      language: 'fr',
      introduced: true,
    },
    messages: [{ id: turns, externalId: `any-${turns}`, at: TEST_NOW, content: { kind: 'text', text }, text }],
    story: [{ from: 'customer', text }],
  };
  const actor = { kind: 'customer' as const, ...who };
  return { turn, ctx: { hub, shop, actor, language: 'fr', cause } };
}

/** All that no customer's words may change, as text: catalogue, shop, people, money, papers. */
export async function untouchables(trx: Trx): Promise<string> {
  const tables = ['product', 'variant', 'shop', 'member', 'connection', 'payment', 'payment_link', 'paper'] as const;
  const all: Record<string, unknown> = {};
  for (const table of tables) all[table] = await trx.selectFrom(table).selectAll().orderBy('id').execute();
  // An order that is placed takes a number and may hold stock: those are meant to move.
  const moving = new Set(['last_short', 'catalogue_stamp', 'stock']);
  return JSON.stringify(all, (key, value: unknown) => (moving.has(key) ? 0 : value));
}

/** Catalogue prices, sums that add up, nothing confirmed or paid, every order its own customer's. */
export async function assertHonestOrders(trx: Trx): Promise<number> {
  const orders = await trx.selectFrom('orders').selectAll().execute();
  const lines = await trx.selectFrom('order_line').selectAll().execute();
  const products = await trx.selectFrom('product').select(['sku', 'price']).execute();
  const variants = await trx.selectFrom('variant').select(['sku', 'price']).execute();
  const price = new Map([...products, ...variants].map((row) => [row.sku, row.price]));
  const sums = new Map<number, number>();
  for (const line of lines) {
    assert.equal(line.unit_price, price.get(line.sku), `the price of ${line.sku}`);
    assert.equal(line.total, Math.round(Number(line.qty) * line.unit_price), `the sum of ${line.sku}`);
    sums.set(line.order_id, (sums.get(line.order_id) ?? 0) + line.total);
  }
  for (const order of orders) {
    // A customer may cancel what nobody has confirmed yet; everything else needs a member.
    assert.ok(['pending', 'cancelled'].includes(order.status), `order ${order.short}: nobody of the shop said yes`);
    assert.equal(order.payment_status, 'unpaid');
    assert.equal(order.discount, 0);
    assert.equal(order.subtotal, sums.get(order.id), `the lines of order ${order.short}`);
    assert.equal(order.total, order.subtotal + order.shipping);
  }
  return orders.length;
}
