/**
 * What the real PayPal refuses of the calls we make (developer.paypal.com/docs/api/orders/v2, payments/v2), written from
 * its reference and not from our own code.
 */

type Json = Record<string, unknown>;

/** A refusal as PayPal answers it. */
export type PayPalRefusal = { status: number; name: string; issue: string; description: string };

const refuse = (issue: string, description: string, status = 422, name = 'UNPROCESSABLE_ENTITY'): PayPalRefusal => ({
  status,
  name,
  issue,
  description,
});

const invalid = (description: string) => refuse('INVALID_PARAMETER_SYNTAX', description, 400, 'INVALID_REQUEST');

/** A refusal as its HTTP answer. */
export function asPayPalResponse(refusal: PayPalRefusal): Response {
  const { status, name, issue, description } = refusal;
  const body = { name, message: description, debug_id: 'fake', details: [{ issue, description }], links: [] };
  return Response.json(body, { status });
}

export const notFound = refuse(
  'INVALID_RESOURCE_ID',
  'The specified resource does not exist.',
  404,
  'RESOURCE_NOT_FOUND',
);
export const alreadyCaptured = refuse('ORDER_ALREADY_CAPTURED', 'Order already captured.');
export const notApproved = refuse('ORDER_NOT_APPROVED', 'Payer has not yet approved the Order for payment.');
export const keyReused = refuse(
  'DUPLICATE_REQUEST_ID',
  'The value of PayPal-Request-Id was used with another payload.',
);
export const refundTooMuch = refuse(
  'REFUND_AMOUNT_EXCEEDED',
  'The refund amount exceeds the remaining captured amount.',
);

/** Currencies whose amounts PayPal wants without decimals; all others have two. TND is none of PayPal's. */
const CURRENCIES = new Set(['EUR', 'USD', 'GBP', 'CHF', 'CAD']);

/** Why an amount cannot be; null when it can. */
export function checkAmount(amount: unknown): PayPalRefusal | null {
  const { currency_code, value } = (amount ?? {}) as { currency_code?: unknown; value?: unknown };
  if (typeof currency_code !== 'string' || !CURRENCIES.has(currency_code))
    return refuse('CURRENCY_NOT_SUPPORTED', `Currency ${String(currency_code)} is not supported.`);
  if (typeof value !== 'string' || !/^\d{1,7}\.\d{2}$/.test(value)) return invalid(`amount.value: ${String(value)}`);
  return Number(value) > 0 ? null : refuse('CANNOT_BE_ZERO_OR_NEGATIVE', 'Must be greater than zero.');
}

/** Null when PayPal would make this order. */
export function checkOrder(body: Json, invoiceIds: Set<string>): PayPalRefusal | null {
  if (body.intent !== 'CAPTURE') return invalid('This double knows intent=CAPTURE only');
  const units = body.purchase_units as Json[] | undefined;
  if (!Array.isArray(units) || units.length !== 1) return invalid('purchase_units: one is needed');
  const unit = units[0]!;
  const known = new Set(['reference_id', 'custom_id', 'invoice_id', 'description', 'amount']);
  const unknown = Object.keys(unit).find((name) => !known.has(name));
  if (unknown) return invalid(`purchase_units[0].${unknown}: not known`);
  for (const [name, most] of [
    ['reference_id', 256],
    ['custom_id', 127],
    ['invoice_id', 127],
    ['description', 127],
  ] as const) {
    const text = unit[name];
    if (text !== undefined && (typeof text !== 'string' || text.length < 1 || text.length > most))
      return invalid(`purchase_units[0].${name}`);
  }
  if (typeof unit.invoice_id === 'string' && invoiceIds.has(unit.invoice_id))
    return refuse('DUPLICATE_INVOICE_ID', 'Duplicate Invoice ID detected.');
  return checkAmount(unit.amount) ?? checkContext(body);
}

function checkContext(body: Json): PayPalRefusal | null {
  const source = body.payment_source as { paypal?: { experience_context?: Json } } | undefined;
  const context = source?.paypal?.experience_context;
  if (!context) return invalid('payment_source.paypal.experience_context is needed here');
  for (const name of ['return_url', 'cancel_url']) {
    if (typeof context[name] !== 'string' || !URL.canParse(context[name] as string)) return invalid(name);
  }
  if (!/^[a-z]{2}-[A-Z]{2}$/.test(String(context.locale))) return invalid(`locale: ${String(context.locale)}`);
  if (context.user_action !== 'PAY_NOW') return invalid('user_action');
  return context.shipping_preference === 'NO_SHIPPING' ? null : invalid('shipping_preference');
}
