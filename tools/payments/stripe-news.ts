import type { Money } from './settle.ts';
import { client, readRefund, type StripeAccess, type StripeRefund } from './stripe.ts';

/** What a webhook told, once its signature is right; what does not concern us is all null. */
export type StripeNews = {
  eventId: string;
  type: string;
  sessionId: string | null;
  /** The link we named when we opened the session: found again when the session's id was not stored in time. */
  linkId: number | null;
  money: Money | null;
  refund: StripeRefund | null;
  /** Something was given back for this payment, told without saying what: Stripe's list knows. */
  refundsOf: string | null;
};

const REFUND_EVENTS = new Set(['refund.created', 'refund.updated', 'refund.failed', 'charge.refund.updated']);

/** Verifies the signature on the raw body (300 s tolerance) and reads the event. Throws when it is not Stripe's. */
export async function readWebhook(
  access: StripeAccess,
  raw: string,
  signature: string,
  now: number,
): Promise<StripeNews> {
  const { webhooks } = await client(access);
  const event = webhooks.constructEvent(raw, signature, access.keys.webhook_secret, undefined, undefined, now);
  const nothing = { sessionId: null, linkId: null, money: null, refund: null, refundsOf: null };
  const news: StripeNews = { eventId: event.id, type: event.type, ...nothing };
  if (REFUND_EVENTS.has(event.type)) {
    return { ...news, refund: readRefund(event.data.object as Parameters<typeof readRefund>[0]) };
  }
  if (event.type === 'charge.refunded') {
    const intent = event.data.object.payment_intent;
    return { ...news, refundsOf: (typeof intent === 'string' ? intent : intent?.id) ?? null };
  }
  if (event.type !== 'checkout.session.completed' && event.type !== 'checkout.session.async_payment_succeeded') {
    return news;
  }
  const session = event.data.object;
  const paid = session.payment_status === 'paid';
  const intent = typeof session.payment_intent === 'string' ? session.payment_intent : session.payment_intent?.id;
  return {
    ...news,
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
