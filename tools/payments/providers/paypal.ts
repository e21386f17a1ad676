import { z } from 'zod';
import { writtenIn } from '../../language.ts';
import type { Currency } from '../../money.ts';
import { digest } from '../../sealing.ts';
import { type Answer, at, call } from './call.ts';
import { listPayPal } from './paypal-list.ts';
import { readPayPalWebhook } from './paypal-news.ts';
import { captureSchema, majorOf, minorOf, orderSchema, refundSchema } from './paypal-shapes.ts';
import {
  type Money,
  type Opening,
  ourId,
  type Provider,
  type ProviderRefund,
  ProviderRefusal,
  type RefundAsked,
  type Session,
  type SessionState,
} from './provider.ts';

/** A shop's PayPal app (developer.paypal.com, Apps & Credentials) and the id of its webhook. */
export const paypalKeysSchema = z.strictObject({
  client_id: z.string().min(1),
  secret: z.string().min(1),
  webhook_id: z.string().min(1),
});
export type PayPalKeys = z.output<typeof paypalKeysSchema>;

export type PayPalAccess = { keys: PayPalKeys; baseUrl: string };

/** A payer has 3 h to agree (Orders v2); a page with less left is not handed out. */
const SESSION_MS = 3 * 3_600_000 - 5 * 60_000;
/** A token is asked for again this long before it ends. */
const TOKEN_SPARE_MS = 60_000;

const tokenSchema = z.object({ access_token: z.string(), expires_in: z.number() });
const tokens = new Map<string, { token: string; until: number }>();
const MOST_TOKENS = 1_000;

/** A shop's account at PayPal: Orders v2 and Payments v2 (developer.paypal.com/docs/api/orders/v2). */
export function paypalProvider(access: PayPalAccess): Provider {
  return {
    name: 'paypal',
    open: (what) => open(access, what),
    readWebhook: (hook) => readPayPalWebhook(access, hook),
    readSession: (session, how) => readSession(access, session.id, how.take),
    // An order that nobody approved is forgotten after three hours; an approved one is money only once we collect it.
    close: null,
    refund: (what) => refund(access, what),
    refundsOf: (payment) => refundsOf(access, payment),
    list: (period) => listPayPal(access, period),
    check: async () => {
      tokens.delete(keyOf(access));
      await tokenOf(access);
    },
  };
}

function keyOf(access: PayPalAccess): string {
  return digest(`${access.baseUrl}|${access.keys.client_id}|${access.keys.secret}`);
}

async function tokenOf(access: PayPalAccess): Promise<string> {
  const key = keyOf(access);
  const known = tokens.get(key);
  if (known && known.until > Date.now()) return known.token;
  const basic = Buffer.from(`${access.keys.client_id}:${access.keys.secret}`).toString('base64');
  const { body } = await call(at(access.baseUrl, '/v1/oauth2/token'), {
    form: { grant_type: 'client_credentials' },
    headers: { authorization: `Basic ${basic}` },
  });
  const { access_token, expires_in } = tokenSchema.parse(body);
  if (tokens.size >= MOST_TOKENS) tokens.delete(tokens.keys().next().value!);
  tokens.set(key, { token: access_token, until: Date.now() + expires_in * 1000 - TOKEN_SPARE_MS });
  return access_token;
}

/** One call with the account's token; a token that was withdrawn meanwhile is asked for once more. */
export async function payPalCall(
  access: PayPalAccess,
  path: string,
  what: { json?: unknown; requestId?: string; method?: string } = {},
): Promise<Answer> {
  const once = async () =>
    call(at(access.baseUrl, path), {
      ...(what.json === undefined ? {} : { json: what.json }),
      ...(what.method === undefined ? {} : { method: what.method }),
      headers: {
        authorization: `Bearer ${await tokenOf(access)}`,
        prefer: 'return=representation',
        ...(what.requestId === undefined ? {} : { 'paypal-request-id': what.requestId }),
      },
    });
  try {
    return await once();
  } catch (error) {
    if (!(error instanceof ProviderRefusal) || error.status !== 401 || !tokens.delete(keyOf(access))) throw error;
    return once();
  }
}

/** A page at PayPal's. PayPal-Request-Id names the link, the session's count and all that is asked. */
async function open(access: PayPalAccess, what: Opening): Promise<Session> {
  const { shop, view, link } = what;
  const asked = {
    intent: 'CAPTURE',
    purchase_units: [
      {
        reference_id: view.order.number,
        custom_id: `link:${link.id}`,
        invoice_id: `${shop.slug}-${view.order.number}-${link.id}-${what.count}`,
        description: `${shop.name} — ${view.order.number}`.slice(0, 127),
        amount: { currency_code: link.currency, value: majorOf(link.amount, link.currency as Currency) },
      },
    ],
    payment_source: {
      paypal: {
        experience_context: {
          brand_name: shop.name.slice(0, 127),
          return_url: `${what.pageUrl}/retour`,
          cancel_url: what.pageUrl,
          user_action: 'PAY_NOW',
          shipping_preference: 'NO_SHIPPING',
          locale: { fr: 'fr-FR', en: 'en-GB', ar: 'ar-EG' }[writtenIn(what.language)],
        },
      },
    },
  };
  const requestId = `link:${shop.slug}:${link.id}:${what.count}:${digest(JSON.stringify(asked)).slice(0, 16)}`;
  const { body } = await payPalCall(access, '/v2/checkout/orders', { json: asked, requestId });
  const order = orderSchema.parse(body);
  const page =
    order.links.find(({ rel }) => rel === 'payer-action') ?? order.links.find(({ rel }) => rel === 'approve');
  if (!page) throw new Error(`PayPal opened order ${order.id} without an address`);
  return { id: order.id, url: page.href, until: what.now + SESSION_MS };
}

/** Reads an order; what the payer agreed to is captured when `take`. The capture's request id names the order. */
async function readSession(access: PayPalAccess, id: string, take: boolean): Promise<SessionState> {
  const order = await readOrder(access, id);
  if (order === null || order.status === 'VOIDED') return { state: 'over' };
  if (order.status === 'APPROVED' && take) return capture(access, id);
  return stateOf(order);
}

async function readOrder(access: PayPalAccess, id: string): Promise<z.output<typeof orderSchema> | null> {
  try {
    const { body } = await payPalCall(access, `/v2/checkout/orders/${encodeURIComponent(id)}`);
    return orderSchema.parse(body);
  } catch (error) {
    if (error instanceof ProviderRefusal && error.status === 404) return null;
    throw error;
  }
}

async function capture(access: PayPalAccess, id: string): Promise<SessionState> {
  try {
    const { body } = await payPalCall(access, `/v2/checkout/orders/${encodeURIComponent(id)}/capture`, {
      json: {},
      requestId: `capture:${id}`,
    });
    return stateOf(orderSchema.parse(body));
  } catch (error) {
    if (!(error instanceof ProviderRefusal) || error.status !== 422) throw error;
    // Captured by an earlier attempt; or the payer's card was refused and PayPal asks them for another.
    const order = await readOrder(access, id);
    return order === null ? { state: 'over' } : stateOf(order);
  }
}

function stateOf(order: z.output<typeof orderSchema>): SessionState {
  const captures = order.purchase_units.flatMap((unit) => unit.payments?.captures ?? []);
  const taken = captures.find(({ status }) => /^(?:COMPLETED|PARTIALLY_REFUNDED|REFUNDED)$/.test(status));
  const money = taken ? captureMoney(taken) : null;
  if (money) return { state: 'paid', money };
  return {
    state: order.status === 'COMPLETED' && captures.every(({ status }) => status !== 'PENDING') ? 'over' : 'open',
  };
}

/** The money of a capture; an amount that is not of our currencies comes as PayPal wrote it, so that it is shown. */
export function captureMoney(capture: z.output<typeof captureSchema>): Money {
  const { amount } = capture;
  const minor = minorOf(amount) ?? Number(amount.value.replace(/\D/g, ''));
  return { provider: 'paypal', ref: capture.id, method: 'paypal', amount: minor, currency: amount.currency_code };
}

async function refund(access: PayPalAccess, what: RefundAsked): Promise<ProviderRefund> {
  const { body } = await payPalCall(access, `/v2/payments/captures/${encodeURIComponent(what.payment)}/refund`, {
    json: {
      amount: { currency_code: what.currency, value: majorOf(what.amount, what.currency as Currency) },
      custom_id: `refund:${what.id}`,
      note_to_payer: what.order,
    },
    requestId: `refund:${what.shop}:${what.id}`,
  });
  return refundOf(refundSchema.parse(body), what.payment, what.id);
}

/** The refunds of a capture, from the order it belongs to: Payments v2 has no list of its own. */
async function refundsOf(access: PayPalAccess, payment: string): Promise<ProviderRefund[]> {
  const { body } = await payPalCall(access, `/v2/payments/captures/${encodeURIComponent(payment)}`);
  const orderId = captureSchema.parse(body).supplementary_data?.related_ids?.order_id;
  const order = orderId ? await readOrder(access, orderId) : null;
  return (order?.purchase_units ?? [])
    .flatMap((unit) => unit.payments?.refunds ?? [])
    .filter((one) => captureOf(one) === payment || captureOf(one) === null)
    .map((one) => refundOf(one, payment));
}

/** The capture a refund belongs to, from its link upwards. */
export function captureOf(refund: z.output<typeof refundSchema>): string | null {
  const up = refund.links.find(({ rel }) => rel === 'up')?.href;
  return (up && /\/captures\/([A-Z0-9]+)\/?$/i.exec(up)?.[1]) || null;
}

/** Reads PayPal's refund object. */
export function refundOf(refund: z.output<typeof refundSchema>, payment: string, id?: number): ProviderRefund {
  const failed = /^(?:FAILED|CANCELLED)$/.test(refund.status);
  const pending = refund.status === 'PENDING';
  return {
    id: refund.id,
    payment,
    amount: Math.abs(minorOf(refund.amount) ?? 0),
    currency: refund.amount.currency_code.toUpperCase(),
    status: failed ? 'failed' : pending ? 'pending' : 'done',
    failure: failed ? (refund.status_details?.reason ?? refund.status) : null,
    ourId: ourId('refund', refund.custom_id) ?? id ?? null,
  };
}
