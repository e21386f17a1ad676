/** The whole road once: from the customer's raw signed body to the bytes of the invoice, with what each side saw. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { itemsOf, textAt } from '../fakes/stripe-checks.ts';
import { CUSTOMER_PHONE, MANAGER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { only, startWalk, type Walk } from './walk.ts';

let walk: Walk;
before(async () => {
  walk = await startWalk();
});
after(() => walk.close());

const WISH = 'Bonjour, je voudrais 2 gâteaux aux fraises pour samedi svp';
let payUrl = '';
let sessionId = '';

test('a customer asks, answers the one question, and the members get one card each', async () => {
  const { graph } = walk;
  const question = await walk.says(CUSTOMER_PHONE, WISH);
  assert.deepEqual(
    question.choices.map((choice) => choice.title),
    ['6 parts', '8 parts', '10 parts'],
  );
  assert.equal(question.tracker, '1');
  const placed = await walk.taps(CUSTOMER_PHONE, question, '8 parts');
  assert.match(placed.text, /n° 1/);
  assert.match(placed.text, /2 × Gâteau aux fraises \(8 parts\)/);
  assert.match(placed.text, /45,00\s€/);
  assert.match(placed.text, /samedi 28 novembre/);
  assert.doesNotMatch(placed.text, /confirmée/);
  await walk.quiet();
  assert.equal(graph.sentTo(CUSTOMER_PHONE).length, 2, 'one question, one recap');
  for (const member of [OWNER_PHONE, MANAGER_PHONE]) {
    const card = only(graph.sentTo(member));
    assert.equal(card.template, 'order_to_approve');
    assert.deepEqual(
      card.choices.map((choice) => [choice.id, choice.title]),
      [
        ['/confirmer 1 v1', 'Créer commande'],
        ['/modifier 1 v1', 'Modifier'],
        ['/ignorer 1 v1', 'Ignorer'],
      ],
    );
    assert.match(card.text, /Marie Lefebvre/);
    assert.match(card.text, /2 × Gâteau aux fraises \(8 parts\)/);
    assert.match(card.text, /samedi 28 novembre/);
    assert.match(card.text, /45,00\s€/);
  }
  await walk.look('maison', async (trx) => {
    const order = only(await trx.selectFrom('orders').selectAll().execute());
    assert.deepEqual(
      [order.short, order.number, order.status, order.payment_status, order.total, order.due_date],
      [1, '2026-0001', 'pending', 'unpaid', 4500, '2026-11-28'],
    );
    assert.equal(only(await trx.selectFrom('draft').select('state').execute()).state, 'placed');
    assert.equal(only(await trx.selectFrom('customer').selectAll().execute()).name, 'Marie Lefebvre');
  });
});

test('the owner taps [Créer commande]; the customer gets one recap with the link', async () => {
  const { graph } = walk;
  const before = graph.sentTo(CUSTOMER_PHONE).length;
  const echo = await walk.taps(OWNER_PHONE, graph.sentTo(OWNER_PHONE)[0]!, 'Créer commande');
  assert.match(echo.text, /Commande 1 confirmée/);
  assert.match(echo.text, /\/annuler 1/);
  await walk.quiet();
  const recap = only(graph.sentTo(CUSTOMER_PHONE).slice(before));
  assert.equal(recap.type, 'interactive');
  assert.match(recap.text, /confirmé votre commande n° 1/);
  assert.match(recap.text, /2 × Gâteau aux fraises \(8 parts\) — 45,00\s€/);
  assert.match(recap.url ?? '', new RegExp(`^${walk.url}/pay/\\S+$`));
  payUrl = recap.url!;
  const order = await walk.look('maison', (trx) => trx.selectFrom('orders').selectAll().executeTakeFirstOrThrow());
  assert.equal(order.status, 'confirmed');
});

test('the page shows and changes nothing; its button leads to a session of the right amount', async () => {
  const page = await fetch(payUrl);
  assert.equal(page.status, 200);
  const html = await page.text();
  assert.match(html, /45,00/);
  assert.match(html, /2026-0001/);
  assert.match(html, /<form[^>]+method="post"/i);
  assert.equal(walk.stripe.calls.length, 0, 'a GET calls nobody');
  sessionId = await walk.opensSession(payUrl);
  assert.equal(await walk.opensSession(payUrl), sessionId, 'the open session is reused');
  const { key, form } = only(walk.stripe.opened);
  const session = only(walk.stripe.sessions);
  assert.deepEqual([session.amount_total, session.currency], [4500, 'eur']);
  assert.equal(session.client_reference_id, '2026-0001');
  assert.ok(key, 'an Idempotency-Key');
  const item = only(itemsOf(form));
  assert.deepEqual(
    [
      textAt(item, 'quantity'),
      textAt(item, 'price_data', 'unit_amount'),
      textAt(item, 'price_data', 'product_data', 'name'),
    ],
    ['2', '2250', 'Gâteau aux fraises (8 parts)'],
  );
  assert.ok(session.success_url.startsWith(payUrl));
  assert.deepEqual(walk.stripe.refused, []);
  assert.match(
    await (await fetch(`${payUrl}?retour=1`)).text(),
    /data-check|refresh|retour=1/,
    'coming back proves nothing',
  );
  const order = await walk.look('maison', (trx) => trx.selectFrom('orders').selectAll().executeTakeFirstOrThrow());
  assert.equal(order.payment_status, 'unpaid');
});

test("Stripe's signed word settles it: paid, invoiced, and one message with thanks and PDF", async () => {
  const { graph } = walk;
  const before = { customer: graph.sentTo(CUSTOMER_PHONE).length, owner: graph.sentTo(OWNER_PHONE).length };
  assert.equal(await walk.hooks(walk.stripe.pay(sessionId)), 200);
  const thanks = await graph.waitFor(
    (message) => message.to === CUSTOMER_PHONE && message.documentId !== undefined,
    30_000,
  );
  await walk.quiet();
  assert.equal(graph.sentTo(CUSTOMER_PHONE).length, before.customer + 1);
  assert.equal(thanks.type, 'document');
  assert.match(thanks.text, /Paiement de 45,00\s€ bien reçu/);
  assert.match(thanks.text, /F-2026-0001/);
  const upload = only(graph.uploads);
  assert.deepEqual(
    [upload.id, upload.mime, upload.filename],
    [thanks.documentId, 'application/pdf', 'F-2026-0001.pdf'],
  );
  assert.equal(Buffer.from(upload.bytes.subarray(0, 5)).toString(), '%PDF-');
  const told = only(graph.sentTo(OWNER_PHONE).slice(before.owner));
  assert.match(told.text, /Commande 1 payée\s: 45,00\s€/);
  await walk.look('maison', async (trx) => {
    const order = only(await trx.selectFrom('orders').selectAll().execute());
    assert.deepEqual([order.status, order.payment_status, order.paid], ['confirmed', 'paid', 4500]);
    const payment = only(await trx.selectFrom('payment').selectAll().execute());
    assert.deepEqual([payment.provider, payment.amount, payment.currency], ['stripe', 4500, 'EUR']);
    const paper = only(await trx.selectFrom('paper').selectAll().execute());
    assert.deepEqual([paper.number, paper.total, paper.order_id], ['F-2026-0001', 4500, order.id]);
    const file = only(await trx.selectFrom('paper_file').selectAll().where('mime', '=', 'application/pdf').execute());
    assert.ok(Buffer.from(upload.bytes).equals(file.bytes), 'what was sent is what is kept');
  });
  assert.match(await (await fetch(payUrl)).text(), /payée?/i);
  assert.equal((await walk.presses(payUrl)).status, 409, 'a paid link opens no session');
});

const ORDER_KEYS =
  'number short status payment_status channel customer items subtotal discount shipping tax total currency due_date due_time fulfilment address note invoices created_at updated_at';

test('the API answers in exactly the shapes of the contract', async () => {
  const list = (await (await walk.api('/orders')).json()) as { data: Record<string, unknown>[]; next: unknown };
  assert.deepEqual(Object.keys(list), ['data', 'next']);
  assert.equal(list.next, null);
  const order = only(list.data);
  assert.deepEqual(Object.keys(order).sort(), ORDER_KEYS.split(' ').sort());
  for (const id of ['1', '2026-0001']) assert.deepEqual(await (await walk.api(`/orders/${id}`)).json(), order, id);
  const { customer, items, created_at, updated_at, ...rest } = order;
  assert.deepEqual(Object.keys(customer as object), ['id', 'name', 'phone', 'email']);
  assert.equal((customer as { phone: string }).phone, `+${CUSTOMER_PHONE}`);
  assert.deepEqual(items, [
    {
      sku: 'gateau-fraises-8p',
      name: 'Gâteau aux fraises (8 parts)',
      qty: 2,
      unit: 'piece',
      unit_price: 2250,
      total: 4500,
      options: {},
    },
  ]);
  assert.deepEqual(rest, {
    number: '2026-0001',
    short: 1,
    status: 'confirmed',
    payment_status: 'paid',
    channel: 'whatsapp',
    subtotal: 4500,
    discount: 0,
    shipping: 0,
    tax: 235,
    total: 4500,
    currency: 'EUR',
    due_date: '2026-11-28',
    due_time: null,
    fulfilment: null,
    address: null,
    note: null,
    invoices: ['F-2026-0001'],
  });
  for (const at of [created_at, updated_at]) assert.match(String(at), /^2026-11-22T15:\d\d:\d\d\.\d{3}Z$/);
});

test('the invoice by the API: list, one, its PDF; and nothing without the key', async () => {
  const list = (await (await walk.api('/invoices')).json()) as { data: Record<string, unknown>[]; next: unknown };
  assert.equal(list.next, null);
  const { issued_at, ...invoice } = only(list.data);
  assert.deepEqual(invoice, {
    number: 'F-2026-0001',
    kind: 'invoice',
    order: '2026-0001',
    customer: 'Marie Lefebvre',
    total: 4500,
    currency: 'EUR',
  });
  assert.match(String(issued_at), /^2026-11-22T16:\d\d:\d\d\+01:00$/);
  assert.deepEqual(await (await walk.api('/invoices/F-2026-0001')).json(), { ...invoice, issued_at });
  const pdf = await walk.api('/invoices/F-2026-0001/pdf');
  assert.equal(pdf.headers.get('content-type'), 'application/pdf');
  assert.ok(Buffer.from(await pdf.arrayBuffer()).equals(Buffer.from(only(walk.graph.uploads).bytes)));
  for (const path of [
    '/orders/2',
    '/orders/2026-0002',
    '/orders/abc',
    '/invoices/F-2026-0002',
    '/invoices/x/pdf',
    '/nothing',
  ]) {
    const missing = await walk.api(path);
    assert.deepEqual([missing.status, missing.headers.get('content-type')], [404, 'application/problem+json'], path);
  }
  for (const path of ['/orders', '/orders/1', '/invoices', '/invoices/F-2026-0001/pdf']) {
    assert.equal((await fetch(`${walk.url}/api/v1${path}`)).status, 401, path);
    const wrong = await fetch(`${walk.url}/api/v1${path}`, { headers: { authorization: 'Bearer wrong' } });
    assert.equal(wrong.status, 401, path);
  }
});
