import type Stripe from 'stripe';
import { z } from 'zod';
import type { ShopFacts } from '../../context.ts';
import type { OrderView } from '../../orders/read.ts';
import { digest } from '../../sealing.ts';
import type { PaymentLink } from '../link.ts';
import {
  type Movement,
  type Opening,
  type Period,
  type Provider,
  type ProviderRefund,
  ProviderRefusal,
  type RefundAsked,
  type Session,
  type SessionState,
} from './provider.ts';
import { readStripeWebhook } from './stripe-news.ts';

/**
 * A shop's own Stripe account. With `account` (acct_…) the key is a platform's and every object lives on that connected
 * account: Connect's direct charges (docs.stripe.com/connect/direct-charges).
 */
export const stripeKeysSchema = z.strictObject({
  secret_key: z.string().min(1),
  webhook_secret: z.string().min(1),
  account: z.string().startsWith('acct_').optional(),
});
export type StripeKeys = z.output<typeof stripeKeysSchema>;

export type StripeAccess = { keys: StripeKeys; baseUrl: string };

const TIMEOUT_MS = 15_000;
const HOUR_MS = 3_600_000;
/** Stripe keeps a Checkout Session open for at most 24 h. */
const SESSION_MS = 23 * HOUR_MS;
const PAGE = 100;

let loaded: Promise<typeof import('stripe')> | undefined;

/**
 * Stripe's library, loaded when a shop first uses it: its two hundred files would weigh on every start. Kept, since each
 * `import()` asks the module loader anew, which is another thread and costs a fifth of a webhook.
 */
export async function library(): Promise<typeof Stripe> {
  loaded ??= import('stripe');
  return (await loaded).default;
}

export async function client(access: StripeAccess): Promise<Stripe> {
  const StripeClient = await library();
  const url = new URL(access.baseUrl);
  return new StripeClient(access.keys.secret_key, {
    host: url.hostname,
    port: url.port || (url.protocol === 'https:' ? 443 : 80),
    protocol: url.protocol === 'https:' ? 'https' : 'http',
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 1,
    telemetry: false,
    ...(access.keys.account ? { stripeAccount: access.keys.account } : {}),
  });
}

/** A shop's account at Stripe. */
export function stripeProvider(access: StripeAccess): Provider {
  const refusals = <A extends unknown[], T>(run: (...args: A) => Promise<T>) => {
    return async (...args: A): Promise<T> => {
      try {
        return await run(...args);
      } catch (error) {
        throw asRefusal(error);
      }
    };
  };
  return {
    name: 'stripe',
    open: refusals((what) => openSession(access, what)),
    readWebhook: (hook) => readStripeWebhook(access, hook),
    readSession: refusals((session) => readSession(access, session.id)),
    close: refusals((id) => closeSession(access, id)),
    refund: refusals((what) => refundPayment(access, what)),
    refundsOf: refusals((payment) => listRefunds(access, payment)),
    list: refusals((period) => listMovements(access, period)),
    check: refusals(async () => {
      await (await client(access)).balance.retrieve();
    }),
  };
}

/** Stripe's own errors that would come back when asked again become refusals; others stay what they are. */
function asRefusal(error: unknown): unknown {
  const type = error instanceof Error && 'type' in error ? String(error.type) : '';
  if (!/^Stripe(?:InvalidRequest|Card|Permission|Authentication|Idempotency)Error$/.test(type)) return error;
  const { message, statusCode } = error as Error & { statusCode?: number };
  return new ProviderRefusal(message, statusCode ?? 400);
}

/**
 * Opens a Checkout Session for a link. The idempotency key names the link, its how-manieth session and all that is
 * asked, with the end on a whole hour: two taps at once, or one repeated after a crash, then ask the same and get the
 * same session, and nothing is ever asked differently under a key already used (Stripe refuses that for 24 h).
 */
async function openSession(access: StripeAccess, what: Opening): Promise<Session> {
  const { shop, view, link } = what;
  const metadata = {
    shop: shop.slug,
    order: view.order.number,
    link: String(link.id),
    version: String(link.order_version),
  };
  const until = Math.floor((what.now + SESSION_MS) / HOUR_MS) * HOUR_MS;
  const asked: Stripe.Checkout.SessionCreateParams = {
    mode: 'payment',
    line_items: lineItems(shop, view, link),
    client_reference_id: view.order.number,
    metadata,
    payment_intent_data: { metadata, description: `${shop.name} — ${view.order.number}` },
    locale: what.language === 'ar' ? 'auto' : what.language,
    expires_at: until / 1000,
    success_url: `${what.pageUrl}?retour=1`,
    cancel_url: what.pageUrl,
    adaptive_pricing: { enabled: false },
    ...(view.customer.email ? { customer_email: view.customer.email } : {}),
  };
  const idempotencyKey = `link:${shop.slug}:${link.id}:session:${what.count}:${digest(JSON.stringify(asked)).slice(0, 16)}`;
  const stripe = await client(access);
  const session = await stripe.checkout.sessions.create(asked, { idempotencyKey });
  if (!session.url) throw new Error(`Stripe opened session ${session.id} without an address`);
  return { id: session.id, url: session.url, until };
}

/**
 * Lines that sum to the amount due to the cent. An order paid in whole shows its lines; delivery and what does not
 * divide by the quantity are folded in. Anything else is one line.
 */
export function lineItems(shop: ShopFacts, view: OrderView, link: PaymentLink) {
  const currency = link.currency.toLowerCase();
  const item = (name: string, amount: number, quantity = 1) => ({
    quantity,
    price_data: { currency, unit_amount: amount, product_data: { name } },
  });
  const whole = link.amount === view.order.total && shop.settings.prices === 'incl_vat' && view.order.discount === 0;
  if (!whole) return [item(`${shop.name} — ${view.order.number}`, link.amount)];
  const items = view.lines.map((line) => {
    const qty = Number(line.qty);
    const even = Number.isInteger(qty) && line.unit_price * qty === line.total;
    return even ? item(line.name, line.unit_price, qty) : item(`${line.qty} × ${line.name}`, line.total);
  });
  if (view.order.shipping > 0) items.push(item('Livraison', view.order.shipping));
  return items;
}

/** The id of something that Stripe gives whole or by its id alone. */
export function idOf(some: string | { id: string } | null | undefined): string | null {
  return typeof some === 'string' ? some : (some?.id ?? null);
}

/** The money of a paid session; null while it is on its way or was never paid. */
export function moneyOf(session: Stripe.Checkout.Session) {
  if (session.payment_status !== 'paid') return null;
  return {
    provider: 'stripe',
    ref: idOf(session.payment_intent) ?? session.id,
    method: 'card',
    amount: session.amount_total ?? 0,
    currency: (session.currency ?? '').toUpperCase(),
  };
}

async function readSession(access: StripeAccess, id: string): Promise<SessionState> {
  const session = await (await client(access)).checkout.sessions.retrieve(id);
  const money = moneyOf(session);
  if (money) return { state: 'paid', money };
  return { state: session.status === 'expired' ? 'over' : 'open' };
}

/** Expires a session; one that is complete or over says so itself. */
async function closeSession(access: StripeAccess, id: string): Promise<SessionState> {
  try {
    await (await client(access)).checkout.sessions.expire(id);
    return { state: 'over' };
  } catch (error) {
    if (asRefusal(error) === error) throw error;
    return readSession(access, id);
  }
}

/** Reads Stripe's refund object; null when it belongs to no payment intent. */
export function readRefund(refund: Stripe.Refund): ProviderRefund | null {
  const payment = idOf(refund.payment_intent);
  if (!payment) return null;
  const failed = refund.status === 'failed' || refund.status === 'canceled';
  return {
    id: refund.id,
    payment,
    amount: refund.amount,
    currency: refund.currency.toUpperCase(),
    // Stripe calls a refund pending while the bank takes its time; the money has left the account by then.
    status: failed ? 'failed' : 'done',
    failure: failed ? (refund.failure_reason ?? refund.status) : null,
    ourId: /^\d+$/.test(refund.metadata?.refund ?? '') ? Number(refund.metadata?.refund) : null,
  };
}

/** Gives a part of a payment back. The idempotency key names our refund: asked twice it happens once. */
async function refundPayment(access: StripeAccess, what: RefundAsked): Promise<ProviderRefund> {
  const stripe = await client(access);
  const asked = {
    payment_intent: what.payment,
    amount: what.amount,
    reason: 'requested_by_customer' as const,
    metadata: { shop: what.shop, order: what.order, refund: String(what.id) },
  };
  const refund = readRefund(await stripe.refunds.create(asked, { idempotencyKey: `refund:${what.shop}:${what.id}` }));
  if (!refund) throw new Error(`Stripe made a refund of ${what.payment} without naming it`);
  return refund;
}

async function listRefunds(access: StripeAccess, payment: string): Promise<ProviderRefund[]> {
  const stripe = await client(access);
  const { data } = await stripe.refunds.list({ payment_intent: payment, limit: PAGE });
  return data.flatMap((refund) => readRefund(refund) ?? []);
}

/** The account's balance transactions of a period, each with what caused it. */
async function listMovements(access: StripeAccess, period: Period): Promise<Movement[]> {
  const stripe = await client(access);
  const created = { gte: Math.floor(period.from / 1000), lt: Math.ceil(period.to / 1000) };
  const movements: Movement[] = [];
  for await (const row of stripe.balanceTransactions.list({ created, limit: PAGE, expand: ['data.source'] })) {
    movements.push(movementOf(row));
  }
  return movements;
}

const KINDS: Record<string, Movement['kind']> = {
  charge: 'payment',
  payment: 'payment',
  refund: 'refund',
  payment_refund: 'refund',
  refund_failure: 'refund',
  payment_failure_refund: 'refund',
  adjustment: 'dispute',
  payout: 'payout',
  payout_cancel: 'payout',
  payout_failure: 'payout',
  stripe_fee: 'fee',
  application_fee: 'fee',
};

function movementOf(row: Stripe.BalanceTransaction): Movement {
  const source = (typeof row.source === 'object' ? row.source : null) as {
    id?: string;
    payment_intent?: string | { id: string } | null;
    metadata?: Record<string, string> | null;
  } | null;
  const payment = idOf(source?.payment_intent);
  const kind = KINDS[row.type] ?? 'other';
  const link = source?.metadata?.link ?? '';
  return {
    kind: kind === 'dispute' && payment === null ? 'other' : kind,
    // In our books a payment has its intent's id, a refund its own.
    ref: refOf(row, kind, payment, source?.id ?? idOf(row.source as string | { id: string } | null)),
    payment,
    linkId: /^\d+$/.test(link) ? Number(link) : null,
    amount: row.amount,
    fee: row.fee,
    currency: row.currency.toUpperCase(),
    at: row.created * 1000,
  };
}

function refOf(row: Stripe.BalanceTransaction, kind: Movement['kind'], payment: string | null, source: string | null) {
  if (row.type === 'refund_failure' || row.type === 'payment_failure_refund') return `${source ?? row.id}:failed`;
  if (kind === 'payment') return payment ?? source ?? row.id;
  if (kind === 'refund') return source ?? row.id;
  if (kind === 'dispute' && source) return `${source}:${row.amount < 0 ? 'withdrawn' : 'reinstated'}`;
  return row.id;
}
