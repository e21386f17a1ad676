import type Stripe from 'stripe';
import { z } from 'zod';
import type { ShopFacts } from '../context.ts';
import type { OrderView } from '../orders/read.ts';
import { digest } from '../sealing.ts';
import type { PaymentLink } from './link.ts';

/** A shop's own Stripe account. */
export const stripeKeysSchema = z.strictObject({ secret_key: z.string().min(1), webhook_secret: z.string().min(1) });
export type StripeKeys = z.output<typeof stripeKeysSchema>;

export type StripeAccess = { keys: StripeKeys; baseUrl: string };

export type Session = { id: string; url: string; until: number };

const TIMEOUT_MS = 15_000;
const HOUR_MS = 3_600_000;
/** Stripe keeps a Checkout Session open for at most 24 h. */
const SESSION_MS = 23 * HOUR_MS;

/** Stripe's library is loaded when a shop first uses it: its two hundred files would weigh on every start. */
export async function client(access: StripeAccess): Promise<Stripe> {
  const { default: StripeClient } = await import('stripe');
  const url = new URL(access.baseUrl);
  return new StripeClient(access.keys.secret_key, {
    host: url.hostname,
    port: url.port || (url.protocol === 'https:' ? 443 : 80),
    protocol: url.protocol === 'https:' ? 'https' : 'http',
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 1,
    telemetry: false,
  });
}

/**
 * Opens a Checkout Session for a link. The idempotency key names the link, its how-manieth session and all that is
 * asked, with the end on a whole hour: two taps at once, or one repeated after a crash, then ask the same and get the
 * same session, and nothing is ever asked differently under a key already used (Stripe refuses that for 24 h).
 * Throws Stripe's errors.
 */
export async function openSession(
  access: StripeAccess,
  what: { shop: ShopFacts; view: OrderView; link: PaymentLink; count: number; returnUrl: string; now: number },
): Promise<Session> {
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
    locale: shop.language === 'ar' ? 'auto' : shop.language,
    expires_at: until / 1000,
    success_url: `${what.returnUrl}?retour=1`,
    cancel_url: what.returnUrl,
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

/** A refund as Stripe tells it. `ourId` is the refund that we asked for, null when it was made elsewhere. */
export type StripeRefund = {
  id: string;
  intent: string;
  amount: number;
  currency: string;
  status: string;
  failure: string | null;
  ourId: number | null;
};

/** Reads Stripe's refund object; null when it belongs to no payment intent. */
export function readRefund(refund: Stripe.Refund): StripeRefund | null {
  const intent = typeof refund.payment_intent === 'string' ? refund.payment_intent : refund.payment_intent?.id;
  if (!intent) return null;
  return {
    id: refund.id,
    intent,
    amount: refund.amount,
    currency: refund.currency.toUpperCase(),
    status: refund.status ?? 'pending',
    failure: refund.failure_reason ?? null,
    ourId: /^\d+$/.test(refund.metadata?.refund ?? '') ? Number(refund.metadata?.refund) : null,
  };
}

/** Gives a part of a payment back. The idempotency key names our refund: asked twice it happens once. */
export async function refundPayment(
  access: StripeAccess,
  what: { id: number; shop: string; order: string; intent: string; amount: number },
): Promise<StripeRefund> {
  const stripe = await client(access);
  const metadata = { shop: what.shop, order: what.order, refund: String(what.id) };
  const asked = {
    payment_intent: what.intent,
    amount: what.amount,
    reason: 'requested_by_customer' as const,
    metadata,
  };
  const refund = readRefund(await stripe.refunds.create(asked, { idempotencyKey: `refund:${what.shop}:${what.id}` }));
  if (!refund) throw new Error(`Stripe made a refund of ${what.intent} without naming it`);
  return refund;
}

/** Every refund of a payment, as Stripe lists them. */
export async function listRefunds(access: StripeAccess, intent: string): Promise<StripeRefund[]> {
  const stripe = await client(access);
  const { data } = await stripe.refunds.list({ payment_intent: intent, limit: 100 });
  return data.flatMap((refund) => readRefund(refund) ?? []);
}

/** Whether Stripe refused for good: asking again would be refused again. */
export function isFinal(error: unknown): error is Error & { type: string } {
  const type = error instanceof Error && 'type' in error ? String(error.type) : '';
  return /^Stripe(?:InvalidRequest|Card|Permission|Authentication|Idempotency)Error$/.test(type);
}
