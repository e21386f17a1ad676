/** One row per tenant table, in an order that satisfies their references: columns besides shop_id, and values. */
export const TENANT_ROWS: Record<string, [columns: string, values: string]> = {
  directory: ['kind, key', `'shop', (select slug from shop)`],
  member: ['name, role', `'Olivia', 'owner'`],
  one_time_code: ['member_id, purpose, code_hash, expires_at', `(select id from member), 'link', 'x', now()`],
  session: ['member_id, secret_hash, csrf, expires_at', `(select id from member), 'x', 'x', now()`],
  connection: ['channel, account, secrets_sealed', `'whatsapp', (select slug from shop), 'x'`],
  customer: ['name', `'Marie'`],
  identity: ['customer_id, channel, kind, value', `(select id from customer), 'whatsapp', 'phone', '+33611111111'`],
  conversation: ['connection_id, channel, contact', `(select id from connection), 'whatsapp', '33611111111'`],
  turn: ['conversation_id, opened_at', `(select id from conversation), now()`],
  message: [
    'connection_id, lane, external_id, kind, at, arrival',
    `(select id from connection), 'a', 'a', 'message', now(), '{}'`,
  ],
  outgoing: [
    'conversation_id, created_at, reply, cause, due_at',
    `(select id from conversation), now(), '{}', 'a', now()`,
  ],
  work: ['kind, ref, due_at, since', `'turn', 'a', now(), now()`],
  effect: ['cause, key, result', `'a', 'a', '{}'`],
  journal: ['at, event, actor, data, cause', `now(), 'order.placed', '{}', '{}', 'a'`],
  errand: ['kind, cause, payload, created_at', `'mail', 'a', '{}', now()`],
  product: ['sku, name, unit, price, vat_rate', `'A', 'Éclair', 'piece', 350, 550`],
  variant: ['product_id, sku, name, price', `(select id from product), 'A-1', 'Petit', 300`],
  draft: ['conversation_id, content, created_at, updated_at', `(select id from conversation), '{}', now(), now()`],
  orders: [
    'short, number, channel, customer_id, currency, subtotal, tax, total, created_at, updated_at',
    `1, '2026-0001', 'whatsapp', (select id from customer), 'EUR', 350, 18, 350, now(), now()`,
  ],
  order_line: [
    'order_id, position, sku, name, qty, unit, unit_price, total, vat_rate',
    `(select id from orders), 0, 'A', 'Éclair', 1, 'piece', 350, 350, 550`,
  ],
  payment_link: [
    'order_id, order_version, amount, currency, created_at',
    `(select id from orders), 1, 350, 'EUR', now()`,
  ],
  payment: [
    'order_id, provider, provider_ref, method, amount, currency, at, recorded_by',
    `(select id from orders), 'stripe', 'a', 'card', 350, 'EUR', now(), '{}'`,
  ],
  provider_event: ['provider, event_id, type, body', `'stripe', 'a', 'a', '{}'`],
  series: ['kind, year', `'invoice', 2026`],
  paper: [
    'kind, number, once, total, currency, issued_at, canonical, previous_hash, hash',
    `'invoice', 'F-2026-0001', 'a', 350, 'EUR', now(), '{}', '', 'x'`,
  ],
  paper_file: ['paper_id, mime, filename, bytes, sha256', `(select id from paper), 'application/pdf', 'a', 'a', 'x'`],
};
