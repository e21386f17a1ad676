import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Stripe from 'stripe';
import { type FakeStripe, startFakeStripe } from './stripe.ts';
import { parseForm } from './stripe-checks.ts';

const NOW = Date.parse('2026-11-22T16:00:00+01:00');
const NOW_S = NOW / 1_000;
let fake: FakeStripe;
let stripe: Stripe;
before(async () => {
  fake = await startFakeStripe({ now: () => NOW });
  stripe = clientWith('sk_test_hub');
});
after(() => fake.close());

function clientWith(key: string): Stripe {
  const { hostname, port } = new URL(fake.url);
  return new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
}

type Params = Stripe.Checkout.SessionCreateParams;
const params = (more: Partial<Params> = {}): Params => ({
  mode: 'payment',
  line_items: [
    { quantity: 2, price_data: { currency: 'eur', unit_amount: 2250, product_data: { name: 'Gâteau & thé [8]' } } },
    { quantity: 1, price_data: { currency: 'eur', unit_amount: 500, product_data: { name: 'Livraison' } } },
  ],
  client_reference_id: '2026-0001',
  metadata: { order: '2026-0001' },
  success_url: 'http://localhost/retour',
  expires_at: NOW_S + 3_600,
  ...more,
});
const line = (unit_amount: number, currency = 'eur', quantity = 1) => ({
  quantity,
  price_data: { currency, unit_amount, product_data: { name: 'Flan' } },
});

test('reads nested form names', () => {
  const form = parseForm('a[0][b][c]=1&a[0][d]=2&a[1][d]=3&e=%C3%A9');
  assert.equal(JSON.stringify(form), JSON.stringify({ a: { 0: { b: { c: '1' }, d: '2' }, 1: { d: '3' } }, e: 'é' }));
});

test("Stripe's own client opens a session that sums to its lines, and finds it again", async () => {
  const session = await stripe.checkout.sessions.create(params(), { idempotencyKey: 'one' });
  assert.equal(session.amount_total, 5000);
  assert.equal(session.currency, 'eur');
  assert.equal(session.client_reference_id, '2026-0001');
  assert.deepEqual({ ...session.metadata }, { order: '2026-0001' });
  assert.equal((await stripe.checkout.sessions.retrieve(session.id)).status, 'open');
  assert.equal((await fetch(session.url!)).status, 200);
  assert.equal(fake.sessionAt(session.url!).id, session.id);
});

test('the same key opens the same session; with other parameters it is refused', async () => {
  const first = await stripe.checkout.sessions.create(params(), { idempotencyKey: 'twice' });
  const again = await stripe.checkout.sessions.create(params(), { idempotencyKey: 'twice' });
  assert.equal(again.id, first.id);
  const other = stripe.checkout.sessions.create(params({ expires_at: NOW_S + 3_601 }), { idempotencyKey: 'twice' });
  await assert.rejects(other, { type: 'StripeIdempotencyError' });
  assert.notEqual((await stripe.checkout.sessions.create(params(), { idempotencyKey: 'thrice' })).id, first.id);
});

test('refuses what Stripe refuses', async () => {
  const bad: [string, Partial<Params>][] = [
    ['expires too soon', { expires_at: NOW_S + 29 * 60 }],
    ['expires too late', { expires_at: NOW_S + 24 * 3_600 + 60 }],
    ['two currencies', { line_items: [line(500), line(500, 'usd')] }],
    ['less than the least', { line_items: [line(49)] }],
    ['half a piece', { line_items: [line(500, 'eur', 0.5)] }],
    ['half a cent', { line_items: [line(500.5)] }],
    ['no line', { line_items: [] }],
    ['a long reference', { client_reference_id: 'x'.repeat(201) }],
    ['an unknown locale', { locale: 'klingon' as 'fr' }],
    ['no e-mail', { customer_email: 'marie' }],
    ['an unknown parameter', { invented: '1' } as Partial<Params>],
    ['a long note', { metadata: { note: 'x'.repeat(501) } }],
    ['no address to return to', { success_url: 'retour' }],
  ];
  for (const [what, more] of bad) {
    await assert.rejects(stripe.checkout.sessions.create(params(more)), { type: 'StripeInvalidRequestError' }, what);
  }
  await assert.rejects(clientWith('sk_wrong').checkout.sessions.create(params()), {
    type: 'StripeAuthenticationError',
  });
});

test('its webhooks pass the check of the real client, and only untouched, in time, with the secret', async () => {
  const { id } = await stripe.checkout.sessions.create(params());
  const event = fake.pay(id);
  const check = (signed: { body: string; headers: Record<string, string> }) =>
    stripe.webhooks.constructEvent(
      signed.body,
      signed.headers['stripe-signature']!,
      'whsec_hub',
      undefined,
      undefined,
      NOW,
    );
  const read = check(fake.sign(event));
  assert.ok(read.type === 'checkout.session.completed');
  assert.equal(read.data.object.payment_status, 'paid');
  assert.equal(read.data.object.amount_total, 5000);
  const signed = fake.sign(event);
  assert.throws(() => check({ ...signed, body: signed.body.replace('5000', '5001') }));
  assert.throws(() => check({ ...signed, body: JSON.stringify(JSON.parse(signed.body)) }));
  assert.throws(() => check(fake.sign(event, { at: NOW - 400_000 })));
  assert.throws(() => check(fake.sign(event, { secret: 'whsec_other' })));
});

test('money that comes later, sessions that expire, failures on demand', async () => {
  const { id } = await stripe.checkout.sessions.create(params());
  assert.equal(fake.pay(id, { later: true }).data.object.payment_status, 'unpaid');
  const arrived = fake.arrive(id);
  assert.equal(arrived.type, 'checkout.session.async_payment_succeeded');
  assert.equal(arrived.data.object.payment_status, 'paid');
  const gone = await stripe.checkout.sessions.create(params());
  fake.expire(gone.id);
  assert.throws(() => fake.pay(gone.id), /expired/);
  fake.failNext({ status: 500 });
  await assert.rejects(stripe.checkout.sessions.create(params()), { type: 'StripeAPIError' });
  // The client itself tries once more after a cut connection.
  fake.failNext({ drop: 'after', times: 2 });
  const count = fake.sessions.length;
  await assert.rejects(stripe.checkout.sessions.create(params(), { idempotencyKey: 'cut' }), {
    type: 'StripeConnectionError',
  });
  const reopened = await stripe.checkout.sessions.create(params(), { idempotencyKey: 'cut' });
  assert.equal(fake.sessions.length, count + 1);
  assert.equal(fake.sessions.at(-1)!.id, reopened.id);
});
