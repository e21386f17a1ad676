/** A shop in a scratch database where conversations are played again, and what stands in it afterwards. */
import type { ShopFileInput } from '../../../tools/shops/shop-file.ts';
import type { Mind } from '../../agent/model.ts';
import { openTestShop, type TestCustomer, type TestShop } from '../../customer/testing-shop.ts';

/** An order as it is compared: what was agreed, without numbers and prices. */
export type AgreedOrder = {
  items: Record<string, number>;
  date?: string | null;
  time?: string | null;
  fulfilment?: string | null;
  address?: string | null;
};

/** How a conversation ended: the last thing that counts for the customer. */
export type Outcome = 'ordered' | 'asking' | 'handed_over' | 'answered';

/** What stood in the database at a conversation's end. A field that is absent is not compared. */
export type Happened = { outcome?: Outcome; orders: AgreedOrder[] };

/** A conversation as it was: the customer's words, each with its instant (absent: Sunday 22 November 2026, 17:00). */
export type Recorded = { id: string; turns: (string | { text: string; at: string })[]; happened: Happened };

/** Opens a scratch database with a shop whose language model is on. */
export function openScratch(file: Partial<ShopFileInput> = {}): Promise<TestShop> {
  return openTestShop({ ...file, assistant: { model: true, monthly_budget: 1_000_000_000 } });
}

/** Plays one conversation as a new customer. Throws what a tool threw that is no refusal. */
export async function play(world: TestShop, mind: Mind, recorded: Recorded): Promise<Happened> {
  const customer = await world.newCustomer();
  for (const turn of recorded.turns) {
    if (typeof turn !== 'string') world.clock.now = Date.parse(turn.at);
    await customer.says(mind, typeof turn === 'string' ? turn : turn.text);
  }
  return happenedTo(world, customer);
}

/** What stands in the scratch database for a customer. */
export async function happenedTo(world: Pick<TestShop, 'query'>, customer: TestCustomer): Promise<Happened> {
  return world.query(async (trx) => {
    const orders = await trx
      .selectFrom('orders')
      .selectAll()
      .where('customer_id', '=', customer.customerId)
      .orderBy('id')
      .execute();
    const lines = await trx
      .selectFrom('order_line')
      .innerJoin('orders', 'orders.id', 'order_line.order_id')
      .select(['order_line.order_id', 'order_line.sku', 'order_line.qty'])
      .where('orders.customer_id', '=', customer.customerId)
      .execute();
    const conversation = await trx
      .selectFrom('conversation')
      .select('bot_off_until')
      .where('id', '=', customer.conversationId)
      .executeTakeFirstOrThrow();
    const draft = await trx
      .selectFrom('draft')
      .select('id')
      .where('conversation_id', '=', customer.conversationId)
      .where('state', '=', 'open')
      .executeTakeFirst();
    const outcome: Outcome = conversation.bot_off_until
      ? 'handed_over'
      : draft
        ? 'asking'
        : orders.length > 0
          ? 'ordered'
          : 'answered';
    return {
      outcome,
      orders: orders.map((order) => ({
        items: itemsOf(lines.filter((line) => line.order_id === order.id)),
        date: order.due_date,
        time: order.due_time,
        fulfilment: order.fulfilment,
        address: order.address,
      })),
    };
  });
}

/** Quantities by sku. */
export function itemsOf(lines: { sku: string; qty: string | number }[]): Record<string, number> {
  const items: Record<string, number> = {};
  for (const line of lines) items[line.sku] = (items[line.sku] ?? 0) + Number(line.qty);
  return items;
}

/** One field that came out differently: as it was, and as it is now. */
export type Difference = { field: string; was: string; now: string };

const FIELDS = ['date', 'time', 'fulfilment', 'address'] as const;

/** What differs between two ends of the same conversation, field by field; orders are compared in the order placed. */
export function differencesOf(was: Happened, now: Happened): Difference[] {
  const found: Difference[] = [];
  const note = (field: string, a: string, b: string) => void (a === b || found.push({ field, was: a, now: b }));
  if (was.outcome) note('outcome', was.outcome, now.outcome ?? '-');
  note('orders', String(was.orders.length), String(now.orders.length));
  for (let index = 0; index < Math.min(was.orders.length, now.orders.length); index++) {
    const [a, b] = [was.orders[index]!, now.orders[index]!];
    const at = was.orders.length > 1 ? `order ${index + 1} ` : '';
    note(`${at}items`, itemsText(a.items), itemsText(b.items));
    for (const field of FIELDS) {
      if (a[field] === undefined) continue;
      const shown = (value: string | null | undefined) => (field === 'address' ? plain(value) : (value ?? '-'));
      note(`${at}${field}`, shown(a[field]), shown(b[field]));
    }
  }
  return found;
}

function itemsText(items: Record<string, number>): string {
  const rows = Object.entries(items).map(([sku, qty]) => `${qty} ${sku}`);
  return rows.sort().join(', ') || '-';
}

/** Case, accents and punctuation aside: an address written with a comma is the same address. */
function plain(value: string | null | undefined): string {
  const text = (value ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}:]+/gu, ' ')
    .trim();
  return text || '-';
}
