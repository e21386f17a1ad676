import type Stripe from 'stripe';
import { z } from 'zod';
import { type DisputeNews, type Happening, type Hook, type News, NotGenuine } from './provider.ts';
import { idOf, library, moneyOf, readRefund, type StripeAccess } from './stripe.ts';

const REFUND_EVENTS = new Set(['refund.created', 'refund.updated', 'refund.failed', 'charge.refund.updated']);
const PAID_EVENTS = new Set(['checkout.session.completed', 'checkout.session.async_payment_succeeded']);

/** What every event has; its object is read by its type. */
const shape = z.object({
  id: z.string().min(1),
  type: z.string().min(1),
  data: z.object({ object: z.looseObject({}) }),
});

/**
 * Verifies the signature on the raw body (300 s tolerance) and reads the event. Connect's events name the account they
 * belong to: another shop's are nothing to us. Throws NotGenuine when it is not Stripe's, a
 * ZodError when it is no event.
 */
export async function readStripeWebhook(access: StripeAccess, hook: Hook): Promise<News> {
  const stripe = await library();
  let event: Stripe.Event;
  try {
    const signature = hook.header('stripe-signature') ?? '';
    event = stripe.webhooks.constructEvent(
      hook.raw,
      signature,
      access.keys.webhook_secret,
      undefined,
      undefined,
      hook.now,
    );
  } catch (error) {
    throw new NotGenuine(String(error));
  }
  shape.parse(event);
  const mine = !access.keys.account || event.account === access.keys.account;
  return { eventId: event.id, type: event.type, happened: mine ? happening(event) : { kind: 'nothing' } };
}

/** What an event means for the books; every event is read by itself, whatever came before it. */
export function happening(event: Stripe.Event): Happening {
  const object = event.data.object as unknown;
  if (REFUND_EVENTS.has(event.type)) {
    const refund = readRefund(object as Stripe.Refund);
    return refund ? { kind: 'refund', refund } : { kind: 'nothing' };
  }
  if (event.type === 'charge.refunded') {
    const payment = idOf((object as Stripe.Charge).payment_intent);
    return payment ? { kind: 'refunds_of', payment } : { kind: 'nothing' };
  }
  if (event.type.startsWith('charge.dispute.')) {
    const dispute = readDispute(event.type, object as Stripe.Dispute);
    return dispute ? { kind: 'dispute', dispute } : { kind: 'nothing' };
  }
  if (!PAID_EVENTS.has(event.type)) return { kind: 'nothing' };
  const session = object as Stripe.Checkout.Session;
  const money = moneyOf(session);
  if (!money) return { kind: 'nothing' };
  const link = session.metadata?.link ?? '';
  return { kind: 'paid', sessionId: session.id, linkId: /^\d+$/.test(link) ? Number(link) : null, money };
}

/** Reads a dispute; null when it belongs to no payment intent. `warning_*` are inquiries: no money has moved. */
function readDispute(type: string, dispute: Stripe.Dispute): DisputeNews | null {
  const payment = idOf(dispute.payment_intent);
  if (!payment) return null;
  const state =
    dispute.status === 'lost' ? 'lost' : /^(?:won|warning_closed|prevented)$/.test(dispute.status) ? 'won' : 'open';
  const moved = { 'charge.dispute.funds_withdrawn': -1, 'charge.dispute.funds_reinstated': 1 }[type];
  const due = dispute.evidence_details?.due_by;
  return {
    id: dispute.id,
    payment,
    amount: dispute.amount,
    currency: dispute.currency.toUpperCase(),
    reason: dispute.reason,
    state,
    answerBy: due ? due * 1000 : null,
    moved: moved
      ? { ref: `${dispute.id}:${moved < 0 ? 'withdrawn' : 'reinstated'}`, amount: moved * dispute.amount }
      : null,
  };
}
