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
  recording: ['message_id, mime, bytes, created_at', `(select id from message), 'audio/ogg', '\\x00', now()`],
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
  change_request: [
    'order_id, order_version, what, words, created_at',
    `(select id from orders), 1, 'change', 'a', now()`,
  ],
  learned_word: ['word, said, sku, proposed_at', `'le rouge', 'Le rouge', 'A', now()`],
  payment_link: [
    'order_id, order_version, amount, currency, created_at',
    `(select id from orders), 1, 350, 'EUR', now()`,
  ],
  payment: [
    'order_id, provider, provider_ref, method, amount, currency, at, recorded_by',
    `(select id from orders), 'stripe', 'a', 'card', 350, 'EUR', now(), '{}'`,
  ],
  provider_event: ['provider, event_id, type, body', `'stripe', 'a', 'a', '{}'`],
  payment_session: [
    'link_id, provider, count, session_id, url, until, opened_at',
    `(select id from payment_link), 'stripe', 1, 'cs_1', 'https://a.example', now(), now()`,
  ],
  dispute: [
    'order_id, payment_id, provider, ref, amount, currency, reason, opened_at',
    `(select id from orders), (select id from payment), 'stripe', 'a', 350, 'EUR', 'a', now()`,
  ],
  movement: ['provider, kind, ref, amount, currency, at', `'stripe', 'payment', 'a', 350, 'EUR', now()`],
  reconciliation: ['provider, cause, from_at, to_at, asked_at', `'stripe', 'a', now(), now(), now()`],
  schedule: ['order_id, kind, made_by, made_at', `(select id from orders), 'deposit', '{}', now()`],
  instalment: [
    'schedule_id, order_id, position, amount, due_on',
    `(select id from schedule), (select id from orders), 1, 350, '2026-12-24'`,
  ],
  series: ['kind, year', `'invoice', 2026`],
  paper: [
    'kind, number, once, total, currency, issued_at, canonical, previous_hash, hash',
    `'invoice', 'F-2026-0001', 'a', 350, 'EUR', now(), '{}', '', 'x'`,
  ],
  model_call: [
    'conversation_id, at, month, model, tokens_in, tokens_out',
    `(select id from conversation), now(), '2026-11', 'a', 1, 1`,
  ],
  paper_file: ['paper_id, mime, filename, bytes, sha256', `(select id from paper), 'application/pdf', 'a', 'a', 'x'`],
  refund: [
    'order_id, payment_id, decision, amount, currency, asked_by, asked_at',
    `(select id from orders), (select id from payment), 'a', 350, 'EUR', '{}', now()`,
  ],
  quote: [
    'paper_id, customer_id, content, valid_until',
    `(select id from paper), (select id from customer), '{}', '2026-12-24'`,
  ],
  stock_movement: ['sku, qty, reason, by, at, cause', `'A', 1, 'count', '{}', now(), 'a'`],
  product_photo: [
    'product_id, mime, bytes, sha256, created_at',
    `(select id from product), 'image/jpeg', 'a', 'x', now()`,
  ],
  undo: [
    'member_id, at, cause, tool, undo_tool, undo_input, said',
    `(select id from member), now(), 'a', 'a', 'a', '{}', 'a'`,
  ],
  plan: [
    'conversation_id, member_id, commands, source, cause, created_at, expires_at',
    `(select id from conversation), (select id from member), '[]', 'speech', 'a', now(), now()`,
  ],
  checkup: ['subject, checked_at, checks', `'hub', now(), '[]'`],
  watch: ['alerted_at', 'now()'],
  alert: ['kind, subject, first_seen', `'waiting', '1', now()`],
  rhythm: ['connection_id, hour', `(select id from connection), now()`],
  setup: ['member_id, step, started_at', `(select id from member), 'name', now()`],
  picture: ['mime, filename, bytes, created_at', `'image/png', 'a', 'a', now()`],
  approval: ['order_id, kind, asked_at', `(select id from orders), 'single', now()`],
  trust: ['kind, mode, since', `'single', 'ask', now()`],
  date_offer: [
    'order_id, conversation_id, due_date, made_at',
    `(select id from orders), (select id from conversation), '2026-11-29', now()`,
  ],
  mail: ['connection_id, external_id, subject, raw, received_at', `(select id from connection), 'a', 'a', 'a', now()`],
  mail_file: [
    'connection_id, ref, mail_id, filename, mime, bytes',
    `(select id from connection), 'a', (select id from mail), 'a', 'text/plain', 'a'`,
  ],
  mailbox: ['connection_id', `(select id from connection)`],
};
