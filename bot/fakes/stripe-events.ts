/** Webhook events as Stripe sends them, signed with the endpoint's secret. */
import { createHmac, randomBytes } from 'node:crypto';

/** A Checkout Session with the members that matter here, under Stripe's own names. Amounts in minor units. */
export type CheckoutSession = {
  id: string;
  object: 'checkout.session';
  amount_subtotal: number;
  amount_total: number;
  currency: string;
  client_reference_id: string | null;
  customer_details: { email: string | null; name: string | null } | null;
  customer_email: string | null;
  /** Unix seconds. */
  created: number;
  expires_at: number;
  livemode: boolean;
  locale: string | null;
  metadata: Record<string, string>;
  mode: 'payment';
  payment_intent: string | null;
  payment_method_types: string[];
  payment_status: 'unpaid' | 'paid';
  status: 'open' | 'complete' | 'expired';
  success_url: string;
  cancel_url: string | null;
  url: string | null;
};

export type StripeEvent = {
  id: string;
  object: 'event';
  api_version: string;
  created: number;
  // A journey reads the session of what it sent itself; a refund's event is only ever posted.
  data: { object: CheckoutSession };
  livemode: boolean;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
};

/** A webhook ready to post. */
export type SignedEvent = { body: string; headers: Record<string, string> };

const API_VERSION = '2026-10-28.endive';

/** An id as Stripe makes them. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`;
}

/** An event about a session as it stands now; later changes of the session do not reach into it. */
export function eventOf(type: string, session: CheckoutSession, nowS: number): StripeEvent {
  return {
    id: newId('evt'),
    object: 'event',
    api_version: API_VERSION,
    created: nowS,
    data: { object: structuredClone(session) },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  };
}

/** A refund with the members that matter here, under Stripe's own names. */
export type RefundObject = {
  id: string;
  object: 'refund';
  amount: number;
  charge: string;
  /** Unix seconds. */
  created: number;
  currency: string;
  metadata: Record<string, string>;
  payment_intent: string;
  reason: string | null;
  status: 'pending' | 'succeeded' | 'failed' | 'canceled';
  failure_reason?: string;
};

/** A dispute with the members that matter here, under Stripe's own names. */
export type DisputeObject = {
  id: string;
  object: 'dispute';
  amount: number;
  charge: string;
  created: number;
  currency: string;
  payment_intent: string;
  reason: string;
  status: 'needs_response' | 'won' | 'lost';
  evidence_details: { due_by: number };
  /** Whether the bank has taken the money, and given it back. */
  withdrawn: boolean;
  reinstated: boolean;
};

/** An event about a refund as it stands now. `charge.refunded` carries the charge, which names its payment only. */
export function refundEventOf(type: string, refund: RefundObject, nowS: number): StripeEvent {
  const charge = {
    id: refund.charge,
    object: 'charge',
    payment_intent: refund.payment_intent,
    amount_refunded: refund.amount,
    currency: refund.currency,
  };
  const object = type === 'charge.refunded' ? charge : refund;
  return eventOf(type, object as unknown as CheckoutSession, nowS);
}

/** Signs as Stripe does: `t` and HMAC-SHA256 of `t.body`. The body is indented, so that only its raw bytes verify. */
export function signedWith(secret: string, event: StripeEvent, atS: number): SignedEvent {
  const body = JSON.stringify(event, null, 2);
  const signature = createHmac('sha256', secret).update(`${atS}.${body}`).digest('hex');
  const forged = createHmac('sha256', 'v0').update(body).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': `t=${atS},v1=${signature},v0=${forged}`,
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    },
  };
}

/** A session as it stands when its customer has paid; `later`: the money is only on its way. */
export function paid(
  session: CheckoutSession,
  how: { amount?: number; currency?: string; later?: boolean },
): CheckoutSession {
  if (session.status === 'expired') throw new Error(`session ${session.id} has expired: nobody can pay it`);
  return Object.assign(session, {
    status: 'complete',
    payment_status: how.later ? 'unpaid' : 'paid',
    payment_intent: session.payment_intent ?? newId('pi'),
    customer_details: { email: 'cliente@example.com', name: 'Marie Lefebvre' },
    ...(how.amount === undefined ? {} : { amount_total: how.amount, amount_subtotal: how.amount }),
    ...(how.currency === undefined ? {} : { currency: how.currency }),
  } satisfies Partial<CheckoutSession>);
}
