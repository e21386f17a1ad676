/** A shop's own past conversations, read from its database: what its customers wrote, and what came of it. */
import { type Database, openDatabase, openPool } from '../../../db/database.ts';
import { forHub, forShop, type Trx } from '../../../db/shop.ts';
import { type Catalogue, loadCatalogue } from '../../../tools/catalog/catalogue.ts';
import type { Arrival } from '../../../tools/conversations/message.ts';
import { settingsSchema } from '../../../tools/shops/settings.ts';
import { parseShopFile, type ShopFileInput } from '../../../tools/shops/shop-file.ts';
import { itemsOf, type Recorded } from './scratch.ts';

export type Past = { file: Partial<ShopFileInput>; conversations: Recorded[] };

/**
 * Reads the shop's catalogue and its last conversations with customers. Nothing is written. Throws an Error that says
 * which shops there are when there is none of that name. Messages without words (photos, voice) are left out.
 */
export async function readPast(url: string, slug: string, last: number): Promise<Past> {
  const database = await openDatabase(openPool(url, 2));
  try {
    return await forShop(database, await shopNamed(database, slug), async (trx) => ({
      file: await fileOf(trx, slug),
      conversations: await conversationsOf(trx, last),
    }));
  } finally {
    await database.close();
  }
}

async function shopNamed(database: Database, slug: string): Promise<number> {
  const shops = await forHub(database, (trx) =>
    trx.selectFrom('directory').select(['key', 'shop_id']).where('kind', '=', 'shop').execute(),
  );
  const found = shops.find((shop) => shop.key === slug);
  if (found) return found.shop_id;
  throw new Error(`there is no shop "${slug}" in this database; there is: ${shops.map((shop) => shop.key).join(', ')}`);
}

/** The shop as a file without people, channels and keys: what a scratch database needs to play its conversations. */
async function fileOf(trx: Trx, slug: string): Promise<Partial<ShopFileInput>> {
  const row = await trx.selectFrom('shop').selectAll().executeTakeFirstOrThrow();
  const settings = settingsSchema.parse(row.settings);
  const file = {
    shop: slug,
    name: row.name,
    currency: row.currency,
    timezone: row.timezone,
    language: row.language,
    closures: settings.closures,
    legal: settings.legal,
    prices: settings.prices,
    opening_hours: settings.opening_hours,
    delivery: settings.delivery,
    products: productsOf(await loadCatalogue(trx, row.id)),
  };
  const {
    members: _members,
    connections: _connections,
    payments: _payments,
    ...kept
  } = parseShopFile(JSON.parse(JSON.stringify(file)));
  return { ...kept, opening_hours: kept.opening_hours, delivery: kept.delivery } as Partial<ShopFileInput>;
}

function productsOf(catalogue: Catalogue): object[] {
  return catalogue.products.map(({ sku, name, aliases, description, unit, price, variants, options, details }) => ({
    sku,
    name,
    aliases,
    ...(description ? { description } : {}),
    unit,
    price,
    options,
    ...(details.pack_size === undefined ? {} : { pack_size: details.pack_size }),
    ...(details.season ? { season: details.season } : {}),
    variants: variants.map((variant) => ({ sku: variant.sku, name: variant.name, price: variant.price })),
  }));
}

async function conversationsOf(trx: Trx, last: number): Promise<Recorded[]> {
  const rows = await trx
    .selectFrom('conversation')
    .select(['id', 'bot_off_until'])
    .where('customer_id', 'is not', null)
    .where('last_inbound_at', 'is not', null)
    .orderBy('last_inbound_at', 'desc')
    .limit(last)
    .execute();
  const found: Recorded[] = [];
  for (const row of rows) {
    const turns = await turnsOf(trx, row.id);
    if (turns.length > 0)
      found.push({ id: `conversation ${row.id}`, turns, happened: { orders: await ordersOf(trx, row.id) } });
  }
  return found;
}

async function turnsOf(trx: Trx, conversationId: number): Promise<{ text: string; at: string }[]> {
  const rows = await trx
    .selectFrom('message')
    .select(['at', 'arrival', 'turn_id'])
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', 'message')
    .orderBy('at')
    .orderBy('id')
    .execute();
  const turns: { id: number | null; text: string; at: string }[] = [];
  for (const row of rows) {
    const { what } = row.arrival as Arrival;
    if (what.kind !== 'message') continue;
    const { content } = what;
    const text = content.kind === 'text' ? content.text : content.kind === 'tap' ? content.title : '';
    if (!text) continue;
    const open = turns.at(-1);
    // What was answered together is said together again.
    if (open && row.turn_id !== null && open.id === row.turn_id) open.text += `\n${text}`;
    else turns.push({ id: row.turn_id, text, at: row.at.toISOString() });
  }
  return turns.map(({ text, at }) => ({ text, at }));
}

async function ordersOf(trx: Trx, conversationId: number): Promise<Recorded['happened']['orders']> {
  const orders = await trx
    .selectFrom('orders')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('id')
    .execute();
  const lines = await trx
    .selectFrom('order_line')
    .innerJoin('orders', 'orders.id', 'order_line.order_id')
    .select(['order_line.order_id', 'order_line.sku', 'order_line.qty'])
    .where('orders.conversation_id', '=', conversationId)
    .execute();
  return orders.map((order) => ({
    items: itemsOf(lines.filter((line) => line.order_id === order.id)),
    date: order.due_date,
    time: order.due_time,
    fulfilment: order.fulfilment,
    address: order.address,
  }));
}
