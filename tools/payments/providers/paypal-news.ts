import { captureMoney, captureOf, type PayPalAccess, refundOf } from './paypal.ts';
import { captureSchema, disputeSchema, eventSchema, minorOf, orderSchema, refundSchema } from './paypal-shapes.ts';
import { verifyPayPal } from './paypal-signature.ts';
import { type DisputeNews, type Happening, type Hook, type News, NotGenuine, ourId } from './provider.ts';

/** Verifies a webhook offline and reads it. Throws NotGenuine; CertificateAway when it should come again. */
export async function readPayPalWebhook(access: PayPalAccess, hook: Hook): Promise<News> {
  await verifyPayPal(hook, access.keys.webhook_id, access.baseUrl);
  return readPayPalEvent(hook.raw);
}

/** Reads an event's body. Throws NotGenuine when it is no event at all. */
export function readPayPalEvent(raw: string): News {
  let json: unknown;
  try {
    json = JSON.parse(raw);
  } catch {
    throw new NotGenuine('not JSON');
  }
  const event = eventSchema.safeParse(json);
  if (!event.success) throw new NotGenuine('not an event of PayPal');
  return {
    eventId: event.data.id,
    type: event.data.event_type,
    happened: happening(event.data.event_type, event.data.resource),
  };
}

const NOTHING: Happening = { kind: 'nothing' };

function happening(type: string, resource: unknown): Happening {
  switch (type) {
    case 'CHECKOUT.ORDER.APPROVED':
    case 'CHECKOUT.ORDER.COMPLETED':
    case 'CHECKOUT.PAYMENT-APPROVAL.REVERSED':
      return look(resource);
    case 'PAYMENT.CAPTURE.COMPLETED':
      return paid(resource);
    case 'PAYMENT.CAPTURE.REFUNDED':
      return refunded(resource);
    case 'PAYMENT.CAPTURE.REVERSED':
      return reversed(resource);
    case 'CUSTOMER.DISPUTE.CREATED':
    case 'CUSTOMER.DISPUTE.UPDATED':
    case 'CUSTOMER.DISPUTE.RESOLVED':
      return disputed(resource);
    default:
      return NOTHING;
  }
}

function look(resource: unknown): Happening {
  const order = orderSchema.safeParse(resource);
  if (!order.success) return NOTHING;
  return { kind: 'look', sessionId: order.data.id, linkId: ourId('link', order.data.purchase_units[0]?.custom_id) };
}

function paid(resource: unknown): Happening {
  const capture = captureSchema.safeParse(resource);
  if (!capture.success) return NOTHING;
  return {
    kind: 'paid',
    sessionId: capture.data.supplementary_data?.related_ids?.order_id ?? null,
    linkId: ourId('link', capture.data.custom_id),
    money: captureMoney(capture.data),
  };
}

function refunded(resource: unknown): Happening {
  const refund = refundSchema.safeParse(resource);
  const payment = refund.success ? captureOf(refund.data) : null;
  return refund.success && payment ? { kind: 'refund', refund: refundOf(refund.data, payment) } : NOTHING;
}

/** PayPal took a whole capture back: a claim of the payer's bank or of PayPal itself. */
function reversed(resource: unknown): Happening {
  const refund = refundSchema.safeParse(resource);
  if (!refund.success) return NOTHING;
  const payment = captureOf(refund.data) ?? refund.data.id;
  const amount = Math.abs(minorOf(refund.data.amount) ?? 0);
  return {
    kind: 'dispute',
    dispute: {
      id: `reversal:${payment}`,
      payment,
      amount,
      currency: refund.data.amount.currency_code.toUpperCase(),
      reason: 'reversed',
      state: 'lost',
      answerBy: null,
      moved: { ref: `${payment}:reversed`, amount: -amount },
    },
  };
}

function disputed(resource: unknown): Happening {
  const read = disputeSchema.safeParse(resource);
  if (!read.success) return NOTHING;
  const dispute = read.data;
  const payment = dispute.disputed_transactions[0]?.seller_transaction_id;
  if (!payment) return NOTHING;
  const outcome = dispute.dispute_outcome?.outcome_code ?? '';
  const state: DisputeNews['state'] =
    dispute.status !== 'RESOLVED' ? 'open' : /BUYER_FAVOUR|ACCEPTED/.test(outcome) ? 'lost' : 'won';
  const taken = state === 'lost' ? minorOf(dispute.dispute_outcome?.amount_refunded ?? dispute.dispute_amount) : null;
  const answerBy = Date.parse(dispute.seller_response_due_date ?? '');
  return {
    kind: 'dispute',
    dispute: {
      id: dispute.dispute_id,
      payment,
      amount: minorOf(dispute.dispute_amount) ?? 0,
      currency: dispute.dispute_amount.currency_code.toUpperCase(),
      reason: dispute.reason.toLowerCase(),
      state,
      answerBy: Number.isNaN(answerBy) ? null : answerBy,
      // The reversal of the same capture is the same money: one reference for both.
      moved: taken ? { ref: `${payment}:reversed`, amount: -taken } : null,
    },
  };
}
