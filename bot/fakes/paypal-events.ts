/** PayPal's webhooks as it sends and signs them. */
import { createSign, type KeyObject, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

export type PayPalAmount = { currency_code: string; value: string };

/** An order with the members that matter here, under PayPal's own names. */
export type PayPalOrder = {
  id: string;
  intent: 'CAPTURE';
  status: 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'COMPLETED' | 'VOIDED';
  purchase_units: {
    reference_id: string;
    custom_id?: string;
    invoice_id?: string;
    amount: PayPalAmount;
    payments?: { captures: PayPalCapture[]; refunds: PayPalRefund[] };
  }[];
  links: { href: string; rel: string; method: string }[];
  create_time: string;
};

export type PayPalCapture = {
  id: string;
  status: 'COMPLETED' | 'PENDING' | 'DECLINED' | 'PARTIALLY_REFUNDED' | 'REFUNDED';
  amount: PayPalAmount;
  final_capture: boolean;
  custom_id?: string;
  invoice_id?: string;
  seller_receivable_breakdown: { gross_amount: PayPalAmount; paypal_fee: PayPalAmount; net_amount: PayPalAmount };
  supplementary_data: { related_ids: { order_id: string } };
  create_time: string;
};

export type PayPalRefund = {
  id: string;
  status: 'COMPLETED' | 'PENDING' | 'FAILED' | 'CANCELLED';
  amount: PayPalAmount;
  custom_id?: string;
  links: { href: string; rel: string; method: string }[];
  create_time: string;
};

export type PayPalEvent = {
  id: string;
  event_version: string;
  create_time: string;
  resource_type: string;
  resource_version: string;
  event_type: string;
  summary: string;
  resource: object;
};

/** An id as PayPal makes them: capitals and digits. */
export function payPalId(): string {
  return randomBytes(13).toString('hex').toUpperCase().slice(0, 17);
}

/** An event about something as it stands now; later changes do not reach into it. */
export function payPalEvent(type: string, resourceType: string, resource: object, now: number): PayPalEvent {
  return {
    id: `WH-${payPalId()}-${payPalId()}`,
    event_version: '1.0',
    create_time: new Date(now).toISOString(),
    resource_type: resourceType,
    resource_version: '2.0',
    event_type: type,
    summary: type,
    resource: structuredClone(resource),
  };
}

/** A webhook ready to post. */
export type SignedHook = { body: string; headers: Record<string, string> };

/** Signs `id|time|webhook id|crc32 of the body`, as PayPal does. The body is indented: only its raw bytes verify. */
export function signPayPal(
  event: PayPalEvent,
  how: { key: KeyObject; certUrl: string; webhookId: string; now: number },
): SignedHook {
  const body = JSON.stringify(event, null, 1);
  const id = `${randomBytes(4).toString('hex')}-fd74-11e4-8bf3-77339302725b`;
  const time = new Date(how.now).toISOString();
  const signature = createSign('sha256')
    .update(`${id}|${time}|${how.webhookId}|${crc32(Buffer.from(body))}`)
    .sign(how.key, 'base64');
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'paypal-auth-algo': 'SHA256withRSA',
      'paypal-cert-url': how.certUrl,
      'paypal-transmission-id': id,
      'paypal-transmission-sig': signature,
      'paypal-transmission-time': time,
      'user-agent': 'PayPal/AUHR-214.0-56552179',
    },
  };
}
