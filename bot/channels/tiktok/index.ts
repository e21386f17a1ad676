/** TikTok Shop as a channel: orders come by it; nobody writes there or is written to. */
import { z } from 'zod';
import type { MarketOrder, MarketRefund } from '../../../tools/marketplace/order.ts';
import type { Channel, Connection } from '../channel.ts';
import { call, type TikTokAddress } from './api.ts';
import { readOrder } from './order.ts';
import { readTikTok } from './read.ts';
import { refundsOf, type Which } from './refunds.ts';
import { verifyTikTok } from './signature.ts';

export { TikTokError } from './api.ts';

/** A shop's orders at the marketplace. Everything throws TikTokError for what the API answered. */
export type TikTokShop = {
  /** The orders of these ids, at most 50; what cannot be read is left out and told to `unread`. */
  orders(connection: Connection, ids: string[], unread: (id: string, error: unknown) => void): Promise<MarketOrder[]>;
  /** Ids of all orders changed in a stretch of time (milliseconds). */
  changed(connection: Connection, since: number, until: number): Promise<string[]>;
  /** What buyers were given back; null: the app may not read that. What cannot be read is told to `unread`. */
  refunds(
    connection: Connection,
    which: Which,
    unread: (id: string, error: unknown) => void,
  ): Promise<MarketRefund[] | null>;
  /** Tells the marketplace's carrier that a package is ready to be handed over. */
  handOver(connection: Connection, packageId: string): Promise<void>;
  /** The shop that the token opens. */
  shop(connection: Connection): Promise<{ id: string; name: string; cipher: string }>;
};

const SECOND_MS = 1_000;
/** What one call gives at most. */
const PAGE = 50;
/** Pages of one look: 10 000 orders. */
const MOST_PAGES = 200;

const shops = z.object({
  shops: z.array(z.object({ id: z.string(), name: z.string().default(''), cipher: z.string() })),
});
const details = z.object({ orders: z.array(z.unknown()).default([]) });
const found = z.object({
  orders: z.array(z.object({ id: z.string() })).nullish(),
  next_page_token: z.string().nullish(),
});

/** The marketplace's API for any of our connections. */
export function createTikTokShop(address: TikTokAddress): TikTokShop {
  const ciphers = new Map<string, string>();
  const shop: TikTokShop['shop'] = async (connection) => {
    const data = shops.parse(await call(address, connection, { method: 'GET', path: '/authorization/202309/shops' }));
    const mine = data.shops.find(({ id }) => id === connection.account) ?? data.shops[0];
    if (!mine) throw new Error('The token opens no TikTok shop.');
    return mine;
  };
  /** Every call names the shop by its cipher, which never changes. */
  const cipherOf = async (connection: Connection) => {
    const known = ciphers.get(connection.account);
    if (known) return known;
    const { cipher } = await shop(connection);
    ciphers.set(connection.account, cipher);
    return cipher;
  };
  return {
    shop,
    orders: async (connection, ids, unread) => {
      const query = { ids: ids.slice(0, PAGE).join(','), shop_cipher: await cipherOf(connection) };
      const data = details.parse(
        await call(address, connection, { method: 'GET', path: '/order/202309/orders', query }),
      );
      return data.orders.flatMap((one) => {
        try {
          return [readOrder(one)];
        } catch (error) {
          unread(String((one as { id?: unknown })?.id ?? '?'), error);
          return [];
        }
      });
    },
    changed: async (connection, since, until) => {
      const ids: string[] = [];
      const body = { update_time_ge: Math.floor(since / SECOND_MS), update_time_lt: Math.ceil(until / SECOND_MS) };
      const base = {
        shop_cipher: await cipherOf(connection),
        page_size: String(PAGE),
        sort_field: 'update_time',
        sort_order: 'ASC',
      };
      for (let page = 0, token = ''; page < MOST_PAGES; page++) {
        const query = token ? { ...base, page_token: token } : base;
        const asked = { method: 'POST' as const, path: '/order/202309/orders/search', query, body };
        const { orders, next_page_token } = found.parse(await call(address, connection, asked));
        ids.push(...(orders ?? []).map(({ id }) => id));
        if (!next_page_token) break;
        token = next_page_token;
      }
      return [...new Set(ids)];
    },
    refunds: async (connection, which, unread) =>
      refundsOf(address, connection, await cipherOf(connection), which, unread),
    handOver: async (connection, packageId) => {
      const path = `/fulfillment/202309/packages/${encodeURIComponent(packageId)}/ship`;
      const query = { shop_cipher: await cipherOf(connection) };
      await call(address, connection, { method: 'POST', path, query, body: { handover_method: 'DROP_OFF' } });
    },
  };
}

/** The TikTok channel. A connection's `account` is its shop id; its app's key and secret sign. */
export function createTikTok(options: Pick<TikTokAddress, 'now'>): Channel {
  return {
    name: 'tiktok',
    limits: { text: 0, buttons: 0, buttonTitle: 0, listRows: 0, windowMs: null, documents: false },
    verify: ({ headers, raw, connection }) =>
      verifyTikTok(raw, headers.get('authorization'), {
        key: connection?.secrets.app_key ?? '',
        secret: connection?.secrets.app_secret ?? '',
      }),
    read: (body) => readTikTok(body, options.now()),
    send: async () => ({
      ok: false,
      failure: { action: 'give_up', code: 0, details: 'TikTok Shop lets nobody write to a buyer' },
    }),
  };
}
