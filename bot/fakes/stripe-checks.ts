/**
 * What the real Stripe refuses, for the one call we make: opening a Checkout Session. Written from Stripe's reference
 * (docs.stripe.com/api/checkout/sessions/create) and on purpose not from our own code: a slip there must be found here.
 */

/** A form's value: text, or nested by name (`a[b][0][c]=d`). */
export type Form = { [name: string]: string | Form };

/** An error as Stripe answers it. */
export type StripeRefusal = { status: number; type: string; message: string; code?: string; param?: string };

export const refuse = (message: string, param?: string, code?: string): StripeRefusal => ({
  status: 400,
  type: 'invalid_request_error',
  message,
  ...(param !== undefined && { param }),
  ...(code !== undefined && { code }),
});

/** A refusal as the HTTP answer Stripe gives. */
export function asResponse({ status, ...error }: StripeRefusal): Response {
  return Response.json({ error }, { status, headers: { 'request-id': 'req_fake' } });
}

/** Reads a form-encoded body with nested names, as Stripe's clients write it. */
export function parseForm(body: string): Form {
  const form: Form = Object.create(null) as Form;
  for (const [name, value] of new URLSearchParams(body)) {
    const path = name.split(/\[|\]\[|\]/).filter((part, at, all) => part !== '' || at < all.length - 1);
    let node = form;
    for (const part of path.slice(0, -1)) {
      const next = node[part];
      if (typeof next === 'object') node = next;
      else node = node[part] = Object.create(null) as Form;
    }
    node[path.at(-1) ?? ''] = value;
  }
  return form;
}

/** The nested part at a path, or an empty one. */
export function partAt(form: Form, ...path: string[]): Form {
  return path.reduce<Form>((node, name) => (typeof node[name] === 'object' ? (node[name] as Form) : {}), form);
}

/** The text at a path, '' when there is none. */
export function textAt(form: Form, ...path: string[]): string {
  const value = partAt(form, ...path.slice(0, -1))[path.at(-1) ?? ''];
  return typeof value === 'string' ? value : '';
}

/** Who may call: the key, and with a platform's key the connected account that the call is about. */
export function accessRefusal(headers: Headers, secretKey: string, account: string | undefined): StripeRefusal | null {
  if (headers.get('authorization') !== `Bearer ${secretKey}`)
    return { ...refuse('Invalid API Key provided', 'Authorization'), status: 401 };
  if (account === undefined || headers.get('stripe-account') === account) return null;
  return { ...refuse('The provided key does not have access to this account', 'Stripe-Account'), status: 403 };
}

const KNOWN = new Set([
  'mode',
  'line_items',
  'success_url',
  'cancel_url',
  'client_reference_id',
  'metadata',
  'payment_intent_data',
  'locale',
  'expires_at',
  'adaptive_pricing',
  'customer_email',
  'payment_method_types',
  'after_expiration',
]);
const KNOWN_ITEM = new Set(['quantity', 'price_data', 'price']);
const KNOWN_PRICE = new Set(['currency', 'unit_amount', 'product_data', 'tax_behavior']);
const KNOWN_INTENT = new Set(['metadata', 'description', 'receipt_email', 'capture_method', 'setup_future_usage']);
const LOCALES = new Set(['auto', 'fr', 'en', 'de', 'es', 'it', 'nl', 'pt']);
/** The least Stripe charges, minor units (docs.stripe.com/currencies#minimum-and-maximum-charge-amounts). */
const LEAST = new Map([
  ['eur', 50],
  ['usd', 50],
  ['gbp', 30],
]);
const MOST = 99_999_999;
const MINUTE_S = 60;

/** Null when Stripe would open this session; otherwise what it would answer. `nowS` in unix seconds. */
export function checkSession(form: Form, nowS: number): StripeRefusal | null {
  const unknown = Object.keys(form).find((name) => !KNOWN.has(name));
  if (unknown) return refuse(`Received unknown parameter: ${unknown}`, unknown, 'parameter_unknown');
  if (textAt(form, 'mode') !== 'payment') return refuse('This fake knows mode=payment only', 'mode');
  return (
    checkItems(form) ??
    checkAddresses(form) ??
    checkNotes(partAt(form, 'metadata'), 'metadata') ??
    checkIntent(partAt(form, 'payment_intent_data')) ??
    checkWords(form) ??
    checkExpiry(textAt(form, 'expires_at'), nowS)
  );
}

/** The lines' sum in minor units and their currency; call it on a checked form. */
export function sumOf(form: Form): { amount: number; currency: string } {
  const items = itemsOf(form);
  const amount = items.reduce(
    (sum, item) => sum + Number(textAt(item, 'price_data', 'unit_amount')) * Number(textAt(item, 'quantity')),
    0,
  );
  return { amount, currency: textAt(items[0] ?? {}, 'price_data', 'currency') };
}

/** The line items in their order. */
export function itemsOf(form: Form): Form[] {
  return Object.values(partAt(form, 'line_items')).filter((item) => typeof item === 'object');
}

function checkItems(form: Form): StripeRefusal | null {
  const items = itemsOf(form);
  if (items.length < 1 || items.length > 100) return refuse('line_items: 1 to 100 are needed', 'line_items');
  for (const [at, item] of items.entries()) {
    const refused = checkItem(item, `line_items[${at}]`);
    if (refused) return refused;
  }
  const currencies = new Set(items.map((item) => textAt(item, 'price_data', 'currency')));
  if (currencies.size > 1) return refuse('You must provide the same currency for all line items', 'line_items');
  const { amount, currency } = sumOf(form);
  const least = LEAST.get(currency);
  if (least !== undefined && amount < least)
    return refuse(
      `The Checkout Session's total amount must convert to at least ${least}`,
      'line_items',
      'amount_too_small',
    );
  return amount > MOST ? refuse('The amount is too large', 'line_items', 'amount_too_large') : null;
}

function checkItem(item: Form, where: string): StripeRefusal | null {
  const price = partAt(item, 'price_data');
  const unknown =
    Object.keys(item).find((name) => !KNOWN_ITEM.has(name)) ??
    Object.keys(price).find((name) => !KNOWN_PRICE.has(name));
  if (unknown) return refuse(`Received unknown parameter: ${where}[${unknown}]`, where, 'parameter_unknown');
  if (!/^[1-9]\d*$/.test(textAt(item, 'quantity')))
    return refuse('Invalid integer', `${where}[quantity]`, 'parameter_invalid_integer');
  if (!/^[a-z]{3}$/.test(textAt(price, 'currency')))
    return refuse('Invalid currency', `${where}[price_data][currency]`);
  if (!/^\d+$/.test(textAt(price, 'unit_amount')))
    return refuse('Invalid non-negative integer', `${where}[price_data][unit_amount]`, 'parameter_invalid_integer');
  if (textAt(price, 'product_data', 'name').trim() === '')
    return refuse('You passed an empty string', `${where}[price_data][product_data][name]`, 'parameter_invalid_empty');
  return null;
}

function checkAddresses(form: Form): StripeRefusal | null {
  for (const name of ['success_url', 'cancel_url'] as const) {
    const url = textAt(form, name);
    if (name === 'success_url' && url === '')
      return refuse('Missing required param: success_url.', name, 'parameter_missing');
    if (url !== '' && !/^https?:\/\/\S+$/.test(url)) return refuse('Not a valid URL', name, 'url_invalid');
  }
  return null;
}

function checkNotes(notes: Form, where: string): StripeRefusal | null {
  const entries = Object.entries(notes);
  if (entries.length > 50) return refuse('Metadata: at most 50 keys', where);
  const bad = entries.find(([key, value]) => key.length > 40 || typeof value !== 'string' || value.length > 500);
  return bad ? refuse(`Metadata ${bad[0]}: keys up to 40 characters, values up to 500`, `${where}[${bad[0]}]`) : null;
}

function checkIntent(intent: Form): StripeRefusal | null {
  const unknown = Object.keys(intent).find((name) => !KNOWN_INTENT.has(name));
  if (unknown)
    return refuse(`Received unknown parameter: payment_intent_data[${unknown}]`, unknown, 'parameter_unknown');
  if (textAt(intent, 'description').length > 1000)
    return refuse('description is too long', 'payment_intent_data[description]');
  return checkNotes(partAt(intent, 'metadata'), 'payment_intent_data[metadata]');
}

function checkWords(form: Form): StripeRefusal | null {
  if (textAt(form, 'client_reference_id').length > 200)
    return refuse('client_reference_id is too long', 'client_reference_id');
  const locale = textAt(form, 'locale');
  if (locale !== '' && !LOCALES.has(locale)) return refuse(`Invalid locale: ${locale}`, 'locale');
  const email = textAt(form, 'customer_email');
  if ('customer_email' in form && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    return refuse(`Invalid email address: ${email}`, 'customer_email', 'email_invalid');
  return null;
}

function checkExpiry(expiresAt: string, nowS: number): StripeRefusal | null {
  if (expiresAt === '') return null;
  const inS = Number(expiresAt) - nowS;
  if (!/^\d+$/.test(expiresAt)) return refuse('Invalid timestamp', 'expires_at', 'parameter_invalid_integer');
  if (inS < 30 * MINUTE_S)
    return refuse(
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      'expires_at',
    );
  if (inS > 24 * 60 * MINUTE_S)
    return refuse(
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
      'expires_at',
    );
  return null;
}
