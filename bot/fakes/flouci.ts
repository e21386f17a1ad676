/**
 * Small real servers that behave like Flouci (docs.flouci.com, v2) and Konnect (docs.konnect.network, v2) for the calls
 * we make. Amounts are millimes. Their webhooks are hints without a signature.
 */
import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { type Bindings, type Fault, faults, listen } from './serving.ts';

export const FLOUCI_KEYS = { app_token: 'flouci-public', app_secret: 'flouci-private' };
export const KONNECT_KEYS = { api_key: 'konnect-key', wallet_id: '5f7a209aeb3f76490ac4a3d1' };

/** A payment as the double keeps it. */
export type MillimePayment = {
  id: string;
  amount: number;
  currency: string;
  tracking: string;
  webhook: string | null;
  back: string;
  state: 'pending' | 'paid' | 'failed' | 'expired';
  url: string;
};

type Options = { now?: () => number };

function handles(payments: MillimePayment[]) {
  const found = (id: string): MillimePayment => {
    const payment = payments.find((one) => one.id === id || one.url === id);
    if (!payment) throw new Error(`no payment ${id}`);
    return payment;
  };
  const settle = (id: string, state: MillimePayment['state']): MillimePayment => {
    const payment = found(id);
    if (payment.state !== 'pending') throw new Error(`payment ${id} is ${payment.state}`);
    payment.state = state;
    return payment;
  };
  return {
    payment: found,
    pay: (id: string, amount?: number) => Object.assign(settle(id, 'paid'), amount === undefined ? {} : { amount }),
    fail: (id: string) => settle(id, 'failed'),
    expire: (id: string) => settle(id, 'expired'),
  };
}

/** Starts a double of Flouci. */
export async function startFakeFlouci(_options: Options = {}) {
  const payments: MillimePayment[] = [];
  const refused: string[] = [];
  const calls: string[] = [];
  const failures = faults();
  const app = new Hono<Bindings>();
  const no = (status: 400 | 401 | 404 | 412, message: string) => {
    if (status !== 404) refused.push(message);
    return Response.json({ result: { status, message }, name: 'developers', code: status }, { status });
  };
  app.use('/api/*', async (c, next) => {
    calls.push(`${c.req.method} ${c.req.path}`);
    const expected = `Bearer ${FLOUCI_KEYS.app_token}:${FLOUCI_KEYS.app_secret}`;
    return c.req.header('authorization') === expected ? next() : no(401, 'Unauthorized');
  });
  const known = new Set([
    ...['amount', 'success_link', 'fail_link', 'webhook', 'developer_tracking_id', 'session_timeout_secs'],
    ...['accept_card', 'image_url', 'destination', 'pre_auth', 'client_id'],
  ]);
  app.post('/api/v2/generate_payment', (c) =>
    failures.meet(c, async () => {
      const body = (await c.req.json()) as Record<string, unknown>;
      const unknown = Object.keys(body).find((name) => !known.has(name));
      if (unknown) return no(400, `unknown ${unknown}`);
      if (!Number.isSafeInteger(body.amount) || (body.amount as number) < 100) return no(412, 'amount in millimes');
      for (const name of ['success_link', 'fail_link'])
        if (!URL.canParse(String(body[name]))) return no(400, `${name} is no address`);
      const id = randomBytes(16).toString('base64url');
      payments.push({
        id,
        amount: body.amount as number,
        currency: 'TND',
        tracking: String(body.developer_tracking_id ?? ''),
        webhook: typeof body.webhook === 'string' ? body.webhook : null,
        back: String(body.success_link),
        state: 'pending',
        url: `${new URL(c.req.url).origin}/pay/${id}`,
      });
      const { url, tracking } = payments.at(-1)!;
      return c.json({
        result: { success: true, payment_id: id, link: url, developer_tracking_id: tracking },
        name: 'developers',
        code: 0,
        version: 'v2',
      });
    }),
  );
  app.get('/api/v2/verify_payment/:id', (c) =>
    failures.meet(c, () => {
      const payment = payments.find(({ id }) => id === c.req.param('id'));
      if (!payment) return no(404, 'Payment not found');
      const status = { pending: 'PENDING', paid: 'SUCCESS', failed: 'FAILURE', expired: 'EXPIRED' }[payment.state];
      const { amount, tracking } = payment;
      const result = { type: 'wallet', amount, status, details: {}, developer_tracking_id: tracking };
      return c.json({ success: payment.state === 'paid', result, status_code: 200, code: 0, version: '2.0.0' });
    }),
  );
  app.get('/pay/:id', (c) => c.html('<!doctype html><title>Flouci</title>'));
  const { url, close } = await listen(app);
  return {
    ...handles(payments),
    url,
    payments,
    refused,
    calls,
    failNext: (fault: Fault) => failures.add(fault),
    /** Calls the webhook of a payment, as Flouci would; the HTTP status. */
    hint: (id: string, to?: string) => {
      const payment = payments.find((one) => one.id === id);
      return fetch(to ?? payment!.webhook!, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ payment_id: id }),
      }).then(({ status }) => status);
    },
    close,
  };
}

/** Starts a double of Konnect; its base path is part of `url`. */
export async function startFakeKonnect(_options: Options = {}) {
  const payments: MillimePayment[] = [];
  const refused: string[] = [];
  const calls: string[] = [];
  const failures = faults();
  const app = new Hono<Bindings>();
  const no = (status: 401 | 404 | 422, message: string) => {
    if (status !== 404) refused.push(message);
    return Response.json({ errors: [{ code: 'error', target: 'body', message }] }, { status });
  };
  app.use('/api/v2/*', async (c, next) => {
    calls.push(`${c.req.method} ${c.req.path}`);
    return c.req.header('x-api-key') === KONNECT_KEYS.api_key ? next() : no(401, 'unauthorized');
  });
  app.post('/api/v2/payments/init-payment', (c) =>
    failures.meet(c, async () => {
      const body = (await c.req.json()) as Record<string, unknown>;
      if (body.receiverWalletId !== KONNECT_KEYS.wallet_id) return no(422, 'receiverWalletId');
      if (!['TND', 'EUR', 'USD'].includes(String(body.token))) return no(422, 'token');
      if (!Number.isSafeInteger(body.amount) || (body.amount as number) < 100) return no(422, 'amount');
      if (body.type !== 'immediate') return no(422, 'type');
      const id = randomBytes(12).toString('hex');
      payments.push({
        id,
        amount: body.amount as number,
        currency: String(body.token),
        tracking: String(body.orderId ?? ''),
        webhook: typeof body.webhook === 'string' ? body.webhook : null,
        back: String(body.successUrl),
        state: 'pending',
        url: `${new URL(c.req.url).origin}/pay?payment_ref=${id}`,
      });
      return c.json({ payUrl: payments.at(-1)!.url, paymentRef: id });
    }),
  );
  app.get('/api/v2/payments/:id', (c) =>
    failures.meet(c, () => {
      const payment = payments.find(({ id }) => id === c.req.param('id'));
      if (!payment) return no(404, 'payment not found');
      const paid = payment.state === 'paid';
      const { id, amount, currency, tracking } = payment;
      return c.json({
        payment: {
          id,
          // Konnect tells a failed payment as pending too.
          status: paid ? 'completed' : payment.state === 'expired' ? 'expired' : 'pending',
          amountDue: paid ? 0 : amount,
          reachedAmount: paid ? amount : 0,
          amount,
          token: currency,
          orderId: tracking,
          type: 'immediate',
          transactions: [],
        },
      });
    }),
  );
  const { url, close } = await listen(app);
  return {
    ...handles(payments),
    url: `${url}/api/v2`,
    payments,
    refused,
    calls,
    failNext: (fault: Fault) => failures.add(fault),
    /** Calls the webhook of a payment, as Konnect does: GET ?payment_ref=…; the HTTP status. */
    hint: (id: string, to?: string) => {
      const payment = payments.find((one) => one.id === id);
      return fetch(`${to ?? payment!.webhook!}?payment_ref=${id}`).then(({ status }) => status);
    },
    close,
  };
}

export type FakeFlouci = Awaited<ReturnType<typeof startFakeFlouci>>;
export type FakeKonnect = Awaited<ReturnType<typeof startFakeKonnect>>;
