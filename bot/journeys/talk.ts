/** A shop in talk with its customers: a whole hub, strangers who write, and what came of it in the database. */
import type { SentMessage } from '../fakes/graph.ts';
import { aShop } from '../testing/shop.ts';
import { startWalk, type Walk } from './walk.ts';

export type Talk = {
  walk: Walk;
  /** A number that has never written. */
  stranger(): string;
  /** Somebody writes, or taps; the first answer, with plain spaces, once nothing is left to do. */
  says(from: string, text: string): Promise<SentMessage>;
  taps(from: string, on: SentMessage, title: string): Promise<SentMessage>;
  /** What somebody was sent after the first `since` messages. */
  heard(to: string, since: number): SentMessage[];
  /** A customer's order that the owner approved; its number. */
  confirmed(from: string): Promise<number>;
  orderRow(short: number): Promise<OrderRow>;
  /** An order's quantities by sku. */
  quantities(short: number): Promise<Record<string, number>>;
  orderCount(): Promise<number>;
};

type OrderRow = {
  status: string;
  version: number;
  total: number;
  due_date: string | null;
  due_time: string | null;
};

/** How texts are printed is their own test: here a space is a space. */
const plain = (message: SentMessage): SentMessage => ({
  ...message,
  text: message.text.replace(/[\u202f\u00a0]/g, ' '),
});

/** Starts the shop; `stock` counts some of its products. */
export async function startTalk(stock: Record<string, number> = {}): Promise<Talk> {
  const shop = aShop('maison');
  const products = (shop.products ?? []).map((product) =>
    stock[product.sku] === undefined ? product : { ...product, stock: stock[product.sku]! },
  );
  const walk = await startWalk({ shops: [{ ...shop, closures: ['2026-12-05', '2026-12-25'], products }] });
  let customers = 0;
  const orderOf = (short: number) =>
    walk.look('maison', (trx) =>
      trx.selectFrom('orders').selectAll().where('short', '=', short).executeTakeFirstOrThrow(),
    );
  return {
    walk,
    stranger: () => `3365550${String(++customers).padStart(4, '0')}`,
    says: async (from, text) => {
      const answer = await walk.says(from, text);
      await walk.quiet();
      return plain(answer);
    },
    taps: async (from, on, title) => {
      const answer = await walk.taps(from, on, title);
      await walk.quiet();
      return plain(answer);
    },
    heard: (to, since) =>
      walk.graph.sent
        .slice(since)
        .filter((message) => message.to === to)
        .map(plain),
    confirmed: async (from) => {
      const { short, card } = await walk.orders(undefined, from);
      await walk.approves(card, from);
      await walk.quiet();
      return short;
    },
    orderRow: orderOf,
    quantities: async (short) => {
      const { id } = await orderOf(short);
      const lines = await walk.look('maison', (trx) =>
        trx.selectFrom('order_line').select(['sku', 'qty']).where('order_id', '=', id).execute(),
      );
      return Object.fromEntries(lines.map((line) => [line.sku, Number(line.qty)]));
    },
    orderCount: () =>
      walk.look('maison', async (trx) => (await trx.selectFrom('orders').select('id').execute()).length),
  };
}
