/**
 * A small real server that behaves like Stripe for the calls we make, and refuses what the real one refuses. It keeps
 * its sessions, shows their pages, lets a test pay them, and speaks back by signed webhooks.
 */
import { type HttpBindings, serve } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { balanceRoutes } from './stripe-balance.ts';
import {
  accessRefusal,
  asResponse,
  checkSession,
  type Form,
  parseForm,
  partAt,
  refuse,
  sumOf,
  textAt,
} from './stripe-checks.ts';
import {
  type CheckoutSession,
  eventOf,
  newId,
  paid,
  type RefundObject,
  refundEventOf,
  type SignedEvent,
  type StripeEvent,
  signedWith,
} from './stripe-events.ts';
import { type FakeRefunds, refundRoutes } from './stripe-refunds.ts';
import { sessionRoutes } from './stripe-sessions.ts';

export type { CheckoutSession, RefundObject, SignedEvent, StripeEvent } from './stripe-events.ts';

export type FakeStripeOptions = {
  /** The key it accepts; `sk_test_hub` by default. */
  secretKey?: string;
  /** Signs the webhooks; `whsec_hub` by default. */
  webhookSecret?: string;
  /** The connected account that every call must name; absent: the key's own. */
  account?: string;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** 0 (default): any free port. */
  port?: number;
};

/** A failure to come. `drop` cuts the connection before or after the call took effect. */
export type StripeFault = {
  status?: number;
  type?: string;
  message?: string;
  drop?: 'before' | 'after';
  times?: number;
};

/** One call that opened or reopened a session, as it came. */
export type SessionCall = { session: string; key: string | null; form: Form };

export type FakeStripe = {
  /** What to use as STRIPE_URL. */
  url: string;
  sessions: CheckoutSession[];
  /** Every call, in order, with the status it was answered. */
  calls: { method: string; path: string; status: number }[];
  opened: SessionCall[];
  /** What was given back, as it stands. */
  refunds: RefundObject[];
  /** Why calls were refused, in order; empty when all was well. */
  refused: string[];
  failNext(fault: StripeFault): void;
  /** The session behind the address that the customer was sent to. */
  sessionAt(url: string): CheckoutSession;
  /**
   * The customer pays on Stripe's page. Returns `checkout.session.completed`. `amount` and `currency` make Stripe say
   * something else than was asked; `later`: the money is on its way only (payment_status unpaid).
   */
  pay(sessionId: string, how?: { amount?: number; currency?: string; later?: boolean }): StripeEvent;
  /** The money of a session paid `later` arrived: `checkout.session.async_payment_succeeded`. */
  arrive(sessionId: string): StripeEvent;
  /** The customer's bank disputes a payment, takes its money, gives it back; the event. */
  dispute(sessionId: string, step: Parameters<ReturnType<typeof balanceRoutes>['move']>[1]): StripeEvent;
  /** Money goes to the shop's bank account; the payout's id. */
  payOut(amount: number): string;
  /** Whether a bank holds a payment back. */
  disputedOf(sessionId: string): boolean;
  /** A refund made in Stripe's own dashboard. */
  refundInDashboard(sessionId: string, amount: number): RefundObject;
  /** The next refunds are refused for good, with this message. */
  refuseRefunds(message: string | null): void;
  /** Whether pages can be expired; false: their customers are quicker. */
  closing(can: boolean): void;
  /** An event about a refund; `failed` makes it so first. `charge.refunded` names its payment only. */
  refundEvent(type: string, refundId: string, failed?: string): StripeEvent;
  /** `checkout.session.expired`. */
  expire(sessionId: string): StripeEvent;
  /** Signs an event; `at` (milliseconds) and `secret` make it stale or somebody else's. */
  sign(event: StripeEvent, more?: { at?: number; secret?: string }): SignedEvent;
  /** Posts a webhook; the HTTP status of the answer. */
  deliver(to: string, signed: SignedEvent): Promise<number>;
  close(): Promise<void>;
};

type Bindings = { Bindings: HttpBindings };
type Memory = Pick<FakeStripe, 'sessions' | 'opened' | 'refused'> &
  FakeRefunds & {
    kept: Map<string, { params: string; session: CheckoutSession }>;
    faults: (StripeFault & { left: number })[];
    nowS(): number;
    closes: boolean;
  };

/** Starts the server on a free port of 127.0.0.1. Close it at the end of the test. */
export async function startFakeStripe(options: FakeStripeOptions = {}): Promise<FakeStripe> {
  const { secretKey = 'sk_test_hub', webhookSecret = 'whsec_hub', now = Date.now } = options;
  const nowS = () => Math.floor(now() / 1_000);
  const memory: Memory = {
    ...{ sessions: [], opened: [], refused: [], kept: new Map(), faults: [], nowS },
    ...{ refunds: [], refundKeys: new Map(), refusing: null, closes: true },
  };
  const calls: FakeStripe['calls'] = [];
  const app = new Hono<Bindings>();
  app.use(async (c, next) => {
    await next();
    calls.push({ method: c.req.method, path: new URL(c.req.url).pathname, status: c.res.status });
  });
  apiRoutes(app, memory, secretKey, options.account);
  const dashboard = refundRoutes(app, memory);
  const balance = balanceRoutes(app, memory);
  pageRoutes(app, memory);
  app.all('*', (c) =>
    asResponse({ ...refuse(`Unrecognized request URL (${c.req.method}: ${c.req.path})`), status: 404 }),
  );
  const { server, url } = await listen(app, options.port ?? 0);
  const { sessions, opened, refused, faults, refunds } = memory;
  const sessionOf = (id: string) => found(sessions, id, (session) => session.id === id);
  return {
    ...{ url, sessions, calls, opened, refused, refunds },
    dispute: (id, step) => balance.move(sessionOf(id), step),
    payOut: balance.payOut,
    disputedOf: (id) => balance.heldBack(sessionOf(id)),
    refundInDashboard: (id, amount) => dashboard(sessionOf(id).payment_intent ?? '', amount, {}),
    closing: (can) => void Object.assign(memory, { closes: can }),
    refuseRefunds: (message) => void Object.assign(memory, { refusing: message }),
    refundEvent: (type, id, failed) => {
      const refund = refunds.find((one) => one.id === id);
      if (!refund) throw new Error(`Stripe has no refund ${id}`);
      if (failed) Object.assign(refund, { status: 'failed', failure_reason: failed });
      return refundEventOf(type, refund, nowS());
    },
    failNext: (fault) => void faults.push({ ...fault, left: fault.times ?? 1 }),
    sessionAt: (address) => found(sessions, address, (session) => session.url === address),
    pay: (id, how = {}) => eventOf('checkout.session.completed', paid(sessionOf(id), how), nowS()),
    arrive: (id) =>
      eventOf(
        'checkout.session.async_payment_succeeded',
        Object.assign(sessionOf(id), { payment_status: 'paid' }),
        nowS(),
      ),
    expire: (id) =>
      eventOf('checkout.session.expired', Object.assign(sessionOf(id), { status: 'expired', url: null }), nowS()),
    sign: (event, more = {}) => signedWith(more.secret ?? webhookSecret, event, Math.floor((more.at ?? now()) / 1_000)),
    deliver: (to, { body, headers }) =>
      fetch(to, { method: 'POST', body, headers }).then((response) => response.status),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function found(all: CheckoutSession[], by: string, is: (session: CheckoutSession) => boolean): CheckoutSession {
  const session = all.find(is);
  if (!session) throw new Error(`Stripe has no session ${by}`);
  return session;
}

function apiRoutes(app: Hono<Bindings>, memory: Memory, secretKey: string, account: string | undefined): void {
  app.use('/v1/*', async (c, next) => {
    const refusal = accessRefusal(c.req.raw.headers, secretKey, account);
    if (refusal) memory.refused.push(refusal.param ?? '');
    return refusal ? asResponse(refusal) : next();
  });
  app.post('/v1/checkout/sessions', async (c) => {
    const fault = memory.faults.find((one) => one.left > 0);
    if (fault) fault.left -= 1;
    if (fault && fault.drop !== 'after') return show(c, fault);
    const answer = await openSession(c, memory);
    return fault ? show(c, fault) : answer;
  });
  sessionRoutes(app, memory);
}

async function openSession(c: Context<Bindings>, memory: Memory): Promise<Response> {
  const answerWith = (refusal: ReturnType<typeof refuse>) => {
    memory.refused.push(refusal.message);
    return asResponse(refusal);
  };
  const raw = await c.req.text();
  if (!c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded'))
    return answerWith(refuse('The body must be form-encoded'));
  if (!c.req.header('stripe-version')) return answerWith(refuse('This client pins no API version'));
  const key = c.req.header('idempotency-key') ?? null;
  if (key !== null && key.length > 255) return answerWith(refuse('Idempotency-Key: at most 255 characters'));
  const form = parseForm(raw);
  const params = JSON.stringify(sorted(form));
  const known = key === null ? undefined : memory.kept.get(key);
  if (known && known.params !== params) {
    const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
    return answerWith({ ...refuse(message), type: 'idempotency_error' });
  }
  const refusal = known ? null : checkSession(form, memory.nowS());
  if (refusal) return answerWith(refusal);
  const session = known?.session ?? newSession(form, memory, new URL(c.req.url).origin);
  if (key !== null && !known) memory.kept.set(key, { params, session });
  memory.opened.push({ session: session.id, key, form });
  return c.json(session, 200, known ? { 'idempotent-replayed': 'true' } : {});
}

function newSession(form: Form, memory: Memory, origin: string): CheckoutSession {
  const id = newId('cs_test');
  const { amount, currency } = sumOf(form);
  const session: CheckoutSession = {
    id,
    object: 'checkout.session',
    amount_subtotal: amount,
    amount_total: amount,
    currency,
    client_reference_id: textAt(form, 'client_reference_id') || null,
    customer_details: null,
    customer_email: textAt(form, 'customer_email') || null,
    created: memory.nowS(),
    expires_at: Number(textAt(form, 'expires_at')) || memory.nowS() + 24 * 3_600,
    livemode: false,
    locale: textAt(form, 'locale') || null,
    metadata: Object.fromEntries(
      Object.entries(partAt(form, 'metadata')).map(([name, value]) => [name, String(value)]),
    ),
    mode: 'payment',
    payment_intent: null,
    payment_method_types: ['card'],
    payment_status: 'unpaid',
    status: 'open',
    success_url: textAt(form, 'success_url'),
    cancel_url: textAt(form, 'cancel_url') || null,
    url: `${origin}/c/pay/${id}`,
  };
  memory.sessions.push(session);
  return session;
}

/** Stripe's own page: one button that pays and leads back. The webhook is the test's to send. */
function pageRoutes(app: Hono<Bindings>, memory: Memory): void {
  const at = (c: Context) => memory.sessions.find((one) => one.id === c.req.param('id') && one.status === 'open');
  app.get('/c/pay/:id', (c) => {
    const session = at(c);
    if (!session) return c.html('<!doctype html><title>Stripe</title><p>This session is no longer open.</p>', 410);
    const amount = `${session.amount_total} ${session.currency}`;
    return c.html(
      `<!doctype html><title>Stripe</title><p>${amount}</p><form method="post"><button>Pay</button></form>`,
    );
  });
  app.post('/c/pay/:id', (c) => {
    const session = at(c);
    if (!session) return c.text('gone', 410);
    return c.redirect(paid(session, {}).success_url, 303);
  });
}

function show(c: Context<Bindings>, fault: StripeFault): Response {
  if (fault.drop) {
    c.env.outgoing.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  const { status = 500, type = 'api_error', message = 'injected failure' } = fault;
  return asResponse({ status, type, message });
}

function sorted(form: Form): unknown {
  return Object.keys(form)
    .sort()
    .map((name) => [name, typeof form[name] === 'object' ? sorted(form[name] as Form) : form[name]]);
}

function listen(app: Hono<Bindings>, port: number): Promise<{ server: ReturnType<typeof serve>; url: string }> {
  return new Promise((ready, broken) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (info) =>
      ready({ server, url: `http://127.0.0.1:${info.port}` }),
    );
    server.once('error', broken);
  });
}
