/**
 * A small real server that behaves like PayPal for the calls we make: Orders v2 with its request ids, captures, refunds,
 * Transaction Search, and webhooks signed with a certificate that it serves itself.
 */
import { type Context, Hono } from 'hono';
import { issue } from './certificates.ts';
import {
  alreadyCaptured,
  asPayPalResponse,
  checkAmount,
  checkOrder,
  keyReused,
  notApproved,
  notFound,
  type PayPalRefusal,
  refundTooMuch,
} from './paypal-checks.ts';
import {
  type PayPalCapture,
  type PayPalEvent,
  type PayPalOrder,
  type PayPalRefund,
  payPalEvent,
  payPalId,
  type SignedHook,
  signPayPal,
} from './paypal-events.ts';
import { cents, euros, type Reversal, reportRows } from './paypal-report.ts';
import { type Bindings, type Fault, faults, listen } from './serving.ts';

export type { PayPalEvent, PayPalOrder, PayPalRefund } from './paypal-events.ts';

export const PAYPAL_KEYS = { client_id: 'paypal-client', secret: 'paypal-secret', webhook_id: '4JH86294D6297924G' };

const FEE_CENTS = 35;
const YEAR_MS = 365 * 24 * 3_600_000;

/** Starts the server on a free port of 127.0.0.1. Close it at the end of the test. */
export async function startFakePayPal(options: { now?: () => number } = {}) {
  const now = options.now ?? Date.now;
  const orders: PayPalOrder[] = [];
  const refused: string[] = [];
  const calls: { method: string; path: string; status: number }[] = [];
  const made = new Map<string, { params: string; body: unknown; status: number }>();
  const invoiceIds = new Set<string>();
  const returns = new Map<string, string>();
  const reversed: Reversal[] = [];
  const failures = faults();
  const root = issue({ name: 'Fake Root', from: now() - YEAR_MS, until: now() + YEAR_MS, ca: true });
  const leaf = issue({
    name: 'messageverificationcerts.paypal.com',
    from: now() - YEAR_MS,
    until: now() + YEAR_MS,
    issuer: root,
  });
  const app = new Hono<Bindings>();
  const no = (refusal: PayPalRefusal) => {
    refused.push(refusal.issue);
    return asPayPalResponse(refusal);
  };
  const captures = () => orders.flatMap((order) => order.purchase_units[0]!.payments?.captures ?? []);
  const refundsOf = (captureId: string) =>
    orders
      .flatMap((order) => order.purchase_units[0]!.payments?.refunds ?? [])
      .filter((refund) => refund.links.some(({ rel, href }) => rel === 'up' && href.endsWith(`/${captureId}`)));

  /** The same request id with the same body answers what it answered; with another body it is refused. */
  const once = async (c: Context<Bindings>, work: (body: Record<string, unknown>) => Response | Promise<Response>) => {
    const id = c.req.header('paypal-request-id');
    const params = await c.req.text();
    const key = `${c.req.path} ${id ?? ''}`;
    const known = id ? made.get(key) : undefined;
    if (known && known.params !== params) return no(keyReused);
    if (known) return Response.json(known.body, { status: known.status });
    const answer = await work(params ? (JSON.parse(params) as Record<string, unknown>) : {});
    if (id && answer.status < 400) made.set(key, { params, body: await answer.clone().json(), status: answer.status });
    return answer;
  };

  app.use(async (c, next) => {
    await next();
    calls.push({ method: c.req.method, path: c.req.path, status: c.res.status });
  });
  app.post('/v1/oauth2/token', async (c) => {
    const expected = `Basic ${Buffer.from(`${PAYPAL_KEYS.client_id}:${PAYPAL_KEYS.secret}`).toString('base64')}`;
    const form = new URLSearchParams(await c.req.text());
    if (c.req.header('authorization') !== expected || form.get('grant_type') !== 'client_credentials')
      return c.json({ error: 'invalid_client', error_description: 'Client Authentication failed' }, 401);
    return c.json({ access_token: 'A21.fake', token_type: 'Bearer', expires_in: 32_400 });
  });
  app.get('/v1/notifications/certs/:name', (c) =>
    c.req.param('name') === 'CERT-fake' ? c.text(leaf.pem + root.pem) : c.text('not found', 404),
  );
  const authorized = async (c: Context<Bindings>, next: () => Promise<void>) => {
    if (c.req.header('authorization') !== 'Bearer A21.fake') return c.json({ error: 'invalid_token' }, 401);
    return next();
  };
  app.use('/v2/*', authorized);
  app.use('/v1/reporting/*', authorized);

  app.post('/v2/checkout/orders', (c) =>
    failures.meet(c, () =>
      once(c, (body) => {
        if (!c.req.header('paypal-request-id')) return no({ ...notFound, status: 400, issue: 'MISSING_REQUEST_ID' });
        const refusal = checkOrder(body, invoiceIds);
        if (refusal) return no(refusal);
        const order = newOrder(body, new URL(c.req.url).origin);
        return c.json(order, 200);
      }),
    ),
  );
  const newOrder = (body: Record<string, unknown>, origin: string): PayPalOrder => {
    const id = payPalId();
    const unit = (body.purchase_units as PayPalOrder['purchase_units'])[0]!;
    if (unit.invoice_id) invoiceIds.add(unit.invoice_id);
    const source = body.payment_source as { paypal: { experience_context: { return_url: string } } };
    returns.set(id, source.paypal.experience_context.return_url);
    const order: PayPalOrder = {
      id,
      intent: 'CAPTURE',
      status: 'PAYER_ACTION_REQUIRED',
      purchase_units: [structuredClone(unit)],
      links: [
        { href: `${origin}/v2/checkout/orders/${id}`, rel: 'self', method: 'GET' },
        { href: `${origin}/checkoutnow?token=${id}`, rel: 'payer-action', method: 'GET' },
      ],
      create_time: new Date(now()).toISOString(),
    };
    orders.push(order);
    return order;
  };
  app.get('/v2/checkout/orders/:id', (c) =>
    failures.meet(c, () => {
      const order = orders.find(({ id }) => id === c.req.param('id'));
      return order ? c.json(order) : no(notFound);
    }),
  );
  app.post('/v2/checkout/orders/:id/capture', (c) =>
    failures.meet(c, () =>
      once(c, () => {
        const order = orders.find(({ id }) => id === c.req.param('id'));
        if (!order || order.status === 'VOIDED') return no(notFound);
        if (order.status === 'COMPLETED') return no(alreadyCaptured);
        if (order.status !== 'APPROVED') return no(notApproved);
        capture(order);
        return c.json(order, 201);
      }),
    ),
  );
  const capture = (order: PayPalOrder) => {
    const unit = order.purchase_units[0]!;
    const fee = { currency_code: unit.amount.currency_code, value: euros(FEE_CENTS) };
    const net = { ...unit.amount, value: euros(cents(unit.amount.value) - FEE_CENTS) };
    unit.payments = {
      captures: [
        {
          id: payPalId(),
          status: 'COMPLETED',
          amount: { ...unit.amount },
          final_capture: true,
          ...(unit.custom_id ? { custom_id: unit.custom_id } : {}),
          ...(unit.invoice_id ? { invoice_id: unit.invoice_id } : {}),
          seller_receivable_breakdown: { gross_amount: { ...unit.amount }, paypal_fee: fee, net_amount: net },
          supplementary_data: { related_ids: { order_id: order.id } },
          create_time: new Date(now()).toISOString(),
        },
      ],
      refunds: [],
    };
    order.status = 'COMPLETED';
  };
  app.get('/v2/payments/captures/:id', (c) => {
    const found = captures().find(({ id }) => id === c.req.param('id'));
    return found ? c.json(found) : no(notFound);
  });
  app.post('/v2/payments/captures/:id/refund', (c) =>
    failures.meet(c, () =>
      once(c, (body) => {
        const found = captures().find(({ id }) => id === c.req.param('id'));
        if (!found) return no(notFound);
        const refusal = checkAmount(body.amount);
        if (refusal) return no(refusal);
        const { value } = body.amount as { value: string };
        const before = refundsOf(found.id).reduce((sum, one) => sum + cents(one.amount.value), 0);
        if (before + cents(value) > cents(found.amount.value)) return no(refundTooMuch);
        return c.json(giveBack(found, cents(value), body.custom_id as string | undefined), 201);
      }),
    ),
  );
  const giveBack = (found: PayPalCapture, amount: number, customId?: string): PayPalRefund => {
    const order = orders.find((one) => one.id === found.supplementary_data.related_ids.order_id)!;
    const refund: PayPalRefund = {
      id: payPalId(),
      status: 'COMPLETED',
      amount: { currency_code: found.amount.currency_code, value: euros(amount) },
      ...(customId ? { custom_id: customId } : {}),
      links: [{ href: `https://api-m.paypal.com/v2/payments/captures/${found.id}`, rel: 'up', method: 'GET' }],
      create_time: new Date(now()).toISOString(),
    };
    order.purchase_units[0]!.payments!.refunds.push(refund);
    const left = cents(found.amount.value) - refundsOf(found.id).reduce((sum, one) => sum + cents(one.amount.value), 0);
    found.status = left > 0 ? 'PARTIALLY_REFUNDED' : 'REFUNDED';
    return refund;
  };

  app.get('/v1/reporting/transactions', (c) => {
    const [from, to] = [c.req.query('start_date'), c.req.query('end_date')].map((text) => Date.parse(text ?? ''));
    if (!(to! > from!) || to! - from! > 31 * 24 * 3_600_000)
      return no({ ...notFound, status: 400, issue: 'INVALID_DATES' });
    const rows = reportRows({ captures: captures(), refundsOf, reversed, from: from!, to: to! });
    return c.json({ transaction_details: rows, total_items: rows.length, total_pages: 1, page: 1 });
  });

  app.get('/checkoutnow', (c) => {
    const order = orders.find(({ id }) => id === c.req.query('token'));
    if (order?.status !== 'PAYER_ACTION_REQUIRED') return c.html('<!doctype html><title>PayPal</title>gone', 410);
    return c.html('<!doctype html><title>PayPal</title><form method="post"><button>Pay</button></form>');
  });
  app.post('/checkoutnow', (c) => {
    const order = orders.find(({ id }) => id === c.req.query('token'));
    if (order?.status !== 'PAYER_ACTION_REQUIRED') return c.text('gone', 410);
    order.status = 'APPROVED';
    return c.redirect(`${returns.get(order.id)}?token=${order.id}&PayerID=FAKE`, 303);
  });

  const { url, close } = await listen(app);
  const certUrl = `${url}/v1/notifications/certs/CERT-fake`;
  const orderOf = (id: string): PayPalOrder => {
    const order = orders.find((one) => one.id === id || one.links.some(({ href }) => href === id));
    if (!order) throw new Error(`PayPal has no order ${id}`);
    return order;
  };
  const captureOf = (id: string): PayPalCapture => {
    const found = orderOf(id).purchase_units[0]!.payments?.captures[0];
    if (!found) throw new Error(`order ${id} was not captured`);
    return found;
  };
  return {
    ...{ url, certUrl, orders, calls, refused, root, leaf, refundsOf },
    /** What was taken back of an order's capture, cents. */
    reversedOf: (id: string) =>
      reversed.filter((one) => one.capture === captureOf(id)).reduce((sum, one) => sum + one.amount, 0),
    orderOf,
    captureOf,
    failNext: (fault: Fault) => failures.add(fault),
    /** The payer agrees on PayPal's page; `CHECKOUT.ORDER.APPROVED`. */
    approve: (id: string): PayPalEvent => {
      const order = orderOf(id);
      if (order.status !== 'PAYER_ACTION_REQUIRED') throw new Error(`order ${id} is ${order.status}`);
      order.status = 'APPROVED';
      return payPalEvent('CHECKOUT.ORDER.APPROVED', 'checkout-order', order, now());
    },
    /** The order's three hours are over. */
    lapse: (id: string) => void orders.splice(orders.indexOf(orderOf(id)), 1),
    /** `PAYMENT.CAPTURE.COMPLETED` of an order that was captured. */
    captured: (id: string): PayPalEvent => payPalEvent('PAYMENT.CAPTURE.COMPLETED', 'capture', captureOf(id), now()),
    /** A refund made in PayPal's own pages. */
    refundInDashboard: (id: string, amount: number): PayPalRefund => giveBack(captureOf(id), amount),
    refunded: (refund: PayPalRefund): PayPalEvent => payPalEvent('PAYMENT.CAPTURE.REFUNDED', 'refund', refund, now()),
    /** A dispute of the payer's; `lost` takes the money back. */
    dispute: (id: string, state: 'CREATED' | 'LOST' | 'WON', disputeId = `PP-D-${id}`): PayPalEvent => {
      const found = captureOf(id);
      const amount = cents(found.amount.value);
      if (state === 'LOST' && !reversed.some((one) => one.capture === found))
        reversed.push({ capture: found, amount, at: now() });
      const outcome = { LOST: 'RESOLVED_BUYER_FAVOUR', WON: 'RESOLVED_SELLER_FAVOUR', CREATED: null }[state];
      return payPalEvent(
        state === 'CREATED' ? 'CUSTOMER.DISPUTE.CREATED' : 'CUSTOMER.DISPUTE.RESOLVED',
        'dispute',
        {
          dispute_id: disputeId,
          reason: 'MERCHANDISE_OR_SERVICE_NOT_RECEIVED',
          status: state === 'CREATED' ? 'WAITING_FOR_SELLER_RESPONSE' : 'RESOLVED',
          dispute_amount: { ...found.amount },
          disputed_transactions: [{ seller_transaction_id: found.id }],
          ...(outcome ? { dispute_outcome: { outcome_code: outcome, amount_refunded: { ...found.amount } } } : {}),
          seller_response_due_date: new Date(now() + 10 * 24 * 3_600_000).toISOString(),
        },
        now(),
      );
    },
    /** Signs as PayPal does; another webhook id, key or certificate makes it somebody else's. */
    sign: (
      event: PayPalEvent,
      more: { webhookId?: string; key?: typeof leaf.key; certUrl?: string } = {},
    ): SignedHook =>
      signPayPal(event, { key: leaf.key, certUrl, webhookId: PAYPAL_KEYS.webhook_id, now: now(), ...more }),
    deliver: (to: string, { body, headers }: SignedHook): Promise<number> =>
      fetch(to, { method: 'POST', body, headers }).then((response) => response.status),
    close,
  };
}

export type FakePayPal = Awaited<ReturnType<typeof startFakePayPal>>;
