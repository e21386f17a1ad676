/**
 * A small real server that behaves like TikTok Shop's API for what we use: it checks signatures, tokens and the shop's
 * cipher by code of its own, keeps orders, and signs notifications. For tests.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';

export type FakeTikTokOptions = {
  appKey: string;
  appSecret: string;
  token: string;
  refreshToken?: string;
  shopId: string;
  now: () => number;
};
export type FakeItem = { sku: string; name: string; price: string; qty?: number };
export type FakeOrder = Record<string, unknown> & { id: string; status: string; update_time: number };
type RefundSearch = { order_ids?: string[]; update_time_ge?: number; update_time_lt?: number };
type FakeRefund = { kind: 'returns' | 'cancellations'; order_id: string; update_time: number };
export type Notification = { body: string; headers: Record<string, string> };
export type FakeTikTok = Awaited<ReturnType<typeof startFakeTikTok>>;

type GivenRefund = { order: string; pieces: number[]; amount: string; status: string; reason?: string };

const CIPHER = 'GCP_fake-cipher';

/** Starts the server on a free port of 127.0.0.1. */
export async function startFakeTikTok(options: FakeTikTokOptions) {
  const { appKey, appSecret, shopId, now } = options;
  const seconds = () => Math.floor(now() / 1_000);
  const orders = new Map<string, FakeOrder>();
  const handedOver: string[] = [];
  const refused: string[] = [];
  const calls: string[] = [];
  const refunds = new Map<string, FakeRefund>();
  const access = { token: options.token, ended: false, refunds: true };
  let fault: { code: number; message: string; status: number } | null = null;
  const app = new Hono();
  const refuse = (c: Context, code: number, message: string, status = 200) => {
    refused.push(`${c.req.method} ${c.req.path}: ${message}`);
    return c.json({ code, message, request_id: randomUUID(), data: null }, status as 200);
  };
  const good = (c: Context, data: unknown) => c.json({ code: 0, message: 'Success', request_id: randomUUID(), data });

  app.get('/api/v2/token/refresh', (c) => {
    const { app_key, app_secret, refresh_token, grant_type } = c.req.query();
    if (app_key !== appKey || app_secret !== appSecret || grant_type !== 'refresh_token')
      return refuse(c, 36004004, 'app');
    if (!options.refreshToken || refresh_token !== options.refreshToken)
      return refuse(c, 36004005, 'refresh_token is invalid');
    access.token = `renewed-${randomUUID()}`;
    access.ended = false;
    return good(c, {
      access_token: access.token,
      access_token_expire_in: seconds() + 604_800,
      refresh_token: options.refreshToken,
    });
  });
  app.use(async (c, next) => {
    const query = c.req.query();
    const body = c.req.method === 'GET' ? '' : await c.req.raw.clone().text();
    const named = Object.entries(query).filter(([name]) => name !== 'sign' && name !== 'access_token');
    const joined = named
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flat()
      .join('');
    const sign = createHmac('sha256', appSecret)
      .update(appSecret + c.req.path + joined + body + appSecret)
      .digest('hex');
    calls.push(`${c.req.method} ${c.req.path}`);
    if (query.app_key !== appKey || query.sign !== sign) return refuse(c, 106001, 'Invalid sign');
    if (Math.abs(Number(query.timestamp) - seconds()) > 300) return refuse(c, 106002, 'timestamp is not now');
    if (c.req.header('x-tts-access-token') !== access.token) return refuse(c, 105001, 'access token is invalid');
    if (access.ended) return refuse(c, 105002, 'Expired credentials');
    if (fault) {
      const { code, message, status } = fault;
      fault = null;
      return refuse(c, code, message, status);
    }
    if (c.req.path !== '/authorization/202309/shops' && query.shop_cipher !== CIPHER)
      return refuse(c, 36009004, 'shop_cipher');
    return next();
  });
  app.get('/authorization/202309/shops', (c) =>
    good(c, {
      shops: [{ id: shopId, name: 'Maison Test', region: 'FR', seller_type: 'LOCAL', cipher: CIPHER, code: 'FRTEST' }],
    }),
  );
  app.get('/order/202309/orders', (c) => {
    const ids = (c.req.query('ids') ?? '').split(',');
    if (ids.length > 50 || ids[0] === '') return refuse(c, 36009004, 'ids');
    return good(c, { orders: ids.flatMap((id) => orders.get(id) ?? []) });
  });
  app.post('/order/202309/orders/search', async (c) => {
    const { update_time_ge = 0, update_time_lt = 1e12 } = (await c.req.json()) as Record<string, number>;
    const size = Number(c.req.query('page_size'));
    if (!(size >= 1 && size <= 100)) return refuse(c, 36009004, 'page_size');
    const found = [...orders.values()]
      .filter(({ update_time }) => update_time >= update_time_ge && update_time < update_time_lt)
      .sort((a, b) => a.update_time - b.update_time);
    const from = Number(c.req.query('page_token') ?? 0);
    const next = from + size < found.length ? String(from + size) : '';
    return good(c, { orders: found.slice(from, from + size), next_page_token: next, total_count: found.length });
  });
  for (const kind of ['returns', 'cancellations'] as const) {
    app.post(`/return_refund/202309/${kind}/search`, async (c) => {
      if (!access.refunds) return refuse(c, 105005, 'Access denied. App does not have the required scopes.');
      const { order_ids, update_time_ge = 0, update_time_lt = 1e12 } = (await c.req.json()) as RefundSearch;
      const size = Number(c.req.query('page_size'));
      if (!(size >= 1 && size <= 50)) return refuse(c, 36009004, 'page_size');
      const found = [...refunds.values()].filter(
        (one) =>
          one.kind === kind &&
          (order_ids?.includes(one.order_id) ?? true) &&
          one.update_time >= update_time_ge &&
          one.update_time < update_time_lt,
      );
      const from = Number(c.req.query('page_token') ?? 0);
      const next_page_token = from + size < found.length ? String(from + size) : '';
      const shown = found.slice(from, from + size).map(({ kind: _, ...one }) => one);
      return good(c, {
        [kind === 'returns' ? 'return_orders' : kind]: shown,
        next_page_token,
        total_count: found.length,
      });
    });
  }
  app.post('/fulfillment/202309/packages/:id/ship', async (c) => {
    const { handover_method } = (await c.req.json()) as Record<string, unknown>;
    if (!['PICKUP', 'DROP_OFF'].includes(String(handover_method))) return refuse(c, 21011001, 'handover_method');
    handedOver.push(c.req.param('id'));
    return good(c, {});
  });
  app.all('*', (c) => refuse(c, 36009009, `Invalid path ${c.req.path}`, 404));
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise<void>((ready) => server.once('listening', ready));
  const { port } = server.address() as { port: number };

  /** Any body as a notification, signed. */
  const signs = (body: string, secret = appSecret): Notification => ({
    body,
    headers: {
      'content-type': 'application/json',
      authorization: createHmac('sha256', secret)
        .update(appKey + body)
        .digest('hex'),
    },
  });
  const notifies = (type: number, data: object, id: string = randomUUID()): Notification =>
    signs(JSON.stringify({ type, tts_notification_id: id, shop_id: shopId, timestamp: seconds(), data }));
  /** Adds an order, or changes it; as the API shows it. Each change is a second later than the one before. */
  const put = (id: string, changes: Record<string, unknown>): FakeOrder => {
    const before = orders.get(id);
    const update_time = Math.max(seconds(), (before?.update_time ?? 0) + 1);
    const order = { ...before, ...changes, id, update_time } as FakeOrder;
    orders.set(id, order);
    return order;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    orders,
    handedOver,
    records: refunds,
    refused,
    calls,
    signs,
    notifies,
    put,
    /** A buyer orders and pays. */
    buys: (id: string, items: FakeItem[], more: Record<string, unknown> = {}): FakeOrder => {
      const line_items = items.flatMap(({ sku, name, price, qty = 1 }, at) =>
        Array.from({ length: qty }, (_, copy) => ({
          id: `${id}${at}${copy}`,
          product_id: `${at}`,
          product_name: name,
          sku_id: `17293${at}`,
          sku_name: '',
          seller_sku: sku,
          original_price: price,
          sale_price: price,
          currency: 'EUR',
          display_status: 'AWAITING_SHIPMENT',
        })),
      );
      const cents = items.reduce((sum, { price, qty = 1 }) => sum + Math.round(Number(price) * 100) * qty, 0) + 490;
      return put(id, {
        status: 'AWAITING_SHIPMENT',
        create_time: seconds(),
        paid_time: seconds(),
        user_id: '7494560109732334261',
        buyer_email: 'v4bUA@scs.tiktok.com',
        shipping_type: 'TIKTOK',
        shipping_due_time: seconds() + 3 * 86_400,
        packages: [{ id: `pkg-${id}` }],
        line_items,
        payment: {
          currency: 'EUR',
          sub_total: ((cents - 490) / 100).toFixed(2),
          shipping_fee: '4.90',
          total_amount: (cents / 100).toFixed(2),
        },
        recipient_address: {
          name: 'Chloé Petit',
          phone_number: '(+33)6*****12',
          full_address: '3 rue des Fleurs, 69001 Lyon',
          postal_code: '69001',
          region_code: 'FR',
        },
        ...more,
      });
    },
    statusChange: (id: string, order_status: string, more: { notification?: string } = {}) =>
      notifies(1, { order_id: id, order_status, is_on_hold_order: false, update_time: seconds() }, more.notification),
    /**
     * A return or a cancellation of some pieces of an order (by place), as the API shows it; `amount` is what the buyer gets
     * back. Pieces of a completed cancellation are cancelled in the order. Gives its notification.
     */
    refunds: (
      kind: FakeRefund['kind'],
      id: string,
      { order, pieces, amount, status, reason = '' }: GivenRefund,
    ): Notification => {
      const items = orders.get(order)!.line_items as Record<string, unknown>[];
      const chosen = pieces.map((place) => items[place]!);
      const one = kind === 'returns' ? 'return' : 'cancel';
      const money = { currency: 'EUR', refund_total: amount };
      refunds.set(id, {
        kind,
        order_id: order,
        update_time: seconds(),
        [`${one}_id`]: id,
        [`${one}_status`]: status,
        [`${one}_type`]: kind === 'returns' ? 'REFUND' : 'BUYER_CANCEL',
        [`${one}_reason_text`]: reason,
        refund_amount: money,
        [`${one}_line_items`]: chosen.map((item) => ({
          [`${one}_line_item_id`]: `${id}${item.id}`,
          order_line_item_id: item.id,
          sku_id: item.sku_id,
          seller_sku: item.seller_sku,
          product_name: item.product_name,
        })),
      } as FakeRefund);
      if (kind === 'cancellations' && /COMPLETE$/.test(status)) {
        const gone = items.map((item) => (chosen.includes(item) ? { ...item, display_status: 'CANCELLED' } : item));
        put(order, { line_items: gone });
      }
      const told = { order_id: order, [`${one}_id`]: id, [`${one}_status`]: status, update_time: seconds() };
      return notifies(kind === 'returns' ? 12 : 11, told);
    },
    /** Whether the app may read refunds. */
    mayReadRefunds: (may: boolean) => {
      access.refunds = may;
    },
    endsToken: () => {
      access.ended = true;
    },
    failsNext: (code: number, message: string, status = 200) => {
      fault = { code, message, status };
    },
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}
