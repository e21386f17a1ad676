import type Stripe from 'stripe';
import { z } from 'zod';
import type { ShopFacts } from '../context.ts';
import type { OrderView } from '../orders/read.ts';
import { digest } from '../sealing.ts';
import type { PaymentLink } from './link.ts';
import type { Money } from './settle.ts';

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
async function client(access: StripeAccess): Promise<Stripe> {
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

/** What a webhook told, once its signature is right. */
export type StripeNews =
  | {
      eventId: string;
      type: string;
      sessionId: string;
      /** The link we named when we opened the session: found again when the session's id was not stored in time. */
      linkId: number | null;
      money: Money | null;
    }
  | { eventId: string; type: string; sessionId: null; linkId: null; money: null };

/** Verifies the signature on the raw body (300 s tolerance) and reads the event. Throws when it is not Stripe's. */
export async function readWebhook(
  access: StripeAccess,
  raw: string,
  signature: string,
  now: number,
): Promise<StripeNews> {
  const { webhooks } = await client(access);
  const event = webhooks.constructEvent(raw, signature, access.keys.webhook_secret, undefined, undefined, now);
  if (event.type !== 'checkout.session.completed' && event.type !== 'checkout.session.async_payment_succeeded') {
    return { eventId: event.id, type: event.type, sessionId: null, linkId: null, money: null };
  }
  const session = event.data.object;
  const paid = session.payment_status === 'paid';
  const intent = typeof session.payment_intent === 'string' ? session.payment_intent : session.payment_intent?.id;
  return {
    eventId: event.id,
    type: event.type,
    sessionId: session.id,
    linkId: /^\d+$/.test(session.metadata?.link ?? '') ? Number(session.metadata?.link) : null,
    money: paid
      ? {
          provider: 'stripe',
          ref: intent ?? session.id,
          method: 'card',
          amount: session.amount_total ?? 0,
          currency: (session.currency ?? '').toUpperCase(),
        }
      : null,
  };
}
