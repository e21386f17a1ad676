/** PayPal, Flouci, Konnect and transfers: opened from the page, believed only when signed or read, given back. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DEMO_SHOP } from '../../tools/shops/demo-shop.ts';
import { issue } from '../fakes/certificates.ts';
import {
  type FakeFlouci,
  type FakeKonnect,
  FLOUCI_KEYS,
  KONNECT_KEYS,
  startFakeFlouci,
  startFakeKonnect,
} from '../fakes/flouci.ts';
import { type FakePayPal, PAYPAL_KEYS, type PayPalEvent, startFakePayPal } from '../fakes/paypal.ts';
import { CUSTOMER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { type MoneyWalk, startMoneyWalk } from './money-walk.ts';
import { only } from './walk.ts';

/** IBANs of the registry's own examples. */
const FRENCH_IBAN = 'FR14 2004 1010 0505 0001 3M02 606';

const pressWith = (payUrl: string, method: string) =>
  fetch(payUrl, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ method }) });

describe('PayPal', () => {
  let clock = Date.now;
  let paypal: FakePayPal;
  let money: MoneyWalk;
  before(async () => {
    paypal = await startFakePayPal({ now: () => clock() });
    money = await startMoneyWalk(
      {
        payments: { stripe: { secret_key: 'sk_test_hub', webhook_secret: 'whsec_hub' }, paypal: PAYPAL_KEYS },
        legal: { ...DEMO_SHOP.legal, iban: FRENCH_IBAN, bic: 'PSSTFRPPXXX' },
      },
      { PAYPAL_URL: paypal.url },
    );
    clock = money.walk.parts.hub.now;
  });
  after(async () => {
    await money.walk.close();
    await paypal.close();
  });

  const hooks = (event: PayPalEvent, more?: Parameters<FakePayPal['sign']>[1]) =>
    paypal.deliver(`${money.walk.url}/webhooks/paypal/maison`, paypal.sign(event, more));
  const opened = async (payUrl: string) => {
    const answer = await pressWith(payUrl, 'paypal');
    assert.equal(answer.status, 303, await answer.text());
    return paypal.orderOf(answer.headers.get('location')!);
  };

  test('the page offers the card, PayPal and the transfer with its code; each in its own form', async () => {
    const { payUrl, short } = await money.confirmed();
    const page = await (await fetch(payUrl)).text();
    assert.match(page, /value="stripe"[^>]*>.*Payer par carte.*value="paypal"[^>]*>.*Payer avec PayPal/s);
    assert.match(page, /FR14 2004 1010 0505 0001 3M02 606/);
    assert.match(page, /data:image\/svg\+xml;base64,/);
    assert.match(page, new RegExp(`2026-${String(short).padStart(4, '0')}`));
    const arabic = await (await fetch(`${payUrl}?lang=ar`)).text();
    assert.match(arabic, /dir="rtl"/);
    assert.match(arabic, /الدفع عبر/);
  });

  test('five presses are one order; agreed to, it is captured once and paid once, whatever comes how often', async () => {
    const { short, payUrl } = await money.confirmed();
    const before = paypal.orders.length;
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => pressWith(payUrl, 'paypal')));
    assert.equal(new Set(answers.map((answer) => answer.headers.get('location'))).size, 1);
    assert.equal(paypal.orders.length, before + 1);
    const order = await opened(payUrl);
    assert.equal(order.purchase_units[0]!.amount.value, '18.90');
    const since = money.mark();
    const approved = paypal.approve(order.id);
    assert.deepEqual(await Promise.all([hooks(approved), hooks(approved), hooks(approved)]), [200, 200, 200]);
    await money.walk.quiet();
    assert.equal(order.status, 'COMPLETED');
    const captured = paypal.captured(order.id);
    assert.equal(await hooks(captured), 200);
    assert.equal(await hooks(captured), 200);
    await money.walk.quiet();
    const { payments, papers } = await money.rowsOf(short);
    assert.deepEqual(
      [only(payments).provider, only(payments).method, only(payments).amount],
      ['paypal', 'paypal', 1890],
    );
    assert.equal(only(payments).provider_ref, paypal.captureOf(order.id).id);
    assert.equal(papers.length, 1);
    assert.equal((await money.orderRow(short)).payment_status, 'paid');
    assert.equal(money.heard(OWNER_PHONE, since).length, 1);
    assert.deepEqual(paypal.refused, []);
  });

  test('the webhook is lost: coming back to our page is enough to have it read; the address itself proves nothing', async () => {
    const { short, payUrl } = await money.confirmed();
    const order = await opened(payUrl);
    const early = await fetch(`${payUrl}/retour`, { redirect: 'manual' });
    assert.equal(early.status, 303);
    await money.walk.quiet();
    assert.equal((await money.orderRow(short)).paid, 0, 'nothing was agreed to');
    await fetch(order.links[1]!.href, { method: 'POST', redirect: 'manual' });
    await money.walk.until('five seconds later another look is taken', async () => {
      await fetch(`${payUrl}/retour`, { redirect: 'manual' });
      await money.walk.quiet();
      return (await money.orderRow(short)).payment_status === 'paid';
    });
  });

  test('agreed to after the order was cancelled: nothing is taken from the customer', async () => {
    const { short, payUrl } = await money.confirmed();
    const order = await opened(payUrl);
    await money.says(`/annuler ${short}`);
    assert.equal(await hooks(paypal.approve(order.id)), 200);
    await money.walk.quiet();
    assert.equal(order.status, 'APPROVED', 'not captured');
    assert.equal((await money.orderRow(short)).paid, 0);
  });

  test('PayPal answers but we never hear it: the next press leads to the same order', async () => {
    const { payUrl } = await money.confirmed();
    const before = paypal.orders.length;
    paypal.failNext({ drop: 'after' });
    assert.equal((await pressWith(payUrl, 'paypal')).status, 502);
    await opened(payUrl);
    assert.equal(paypal.orders.length, before + 1);
  });

  test('a tampered body, another webhook’s, a foreign key, a certificate from elsewhere: 401, nothing moves', async () => {
    const { short, payUrl } = await money.confirmed();
    const order = await opened(payUrl);
    const event = paypal.approve(order.id);
    const to = `${money.walk.url}/webhooks/paypal/maison`;
    const signed = paypal.sign(event);
    const year = 365 * 24 * 3_600_000;
    const now = clock();
    const stranger = issue({ name: 'messageverificationcerts.paypal.com', from: now - year, until: now + year });
    const { 'paypal-cert-url': _gone, ...without } = signed.headers;
    const bad = [
      { ...signed, body: signed.body.replace('18.90', '1.00') },
      { ...signed, body: JSON.stringify(event) },
      { ...signed, headers: without },
      paypal.sign(event, { webhookId: 'WEBHOOK_ID' }),
      paypal.sign(event, { key: stranger.key }),
      paypal.sign(event, { certUrl: 'https://paypal.com.evil.example/cert' }),
      paypal.sign(event, { certUrl: 'http://api.paypal.com/v1/notifications/certs/CERT-fake' }),
      paypal.sign(event, { certUrl: `${paypal.url}/v1/notifications/certs/CERT-none` }),
    ];
    for (const [place, one] of bad.entries()) assert.equal(await paypal.deliver(to, one), 401, `case ${place}`);
    await money.walk.quiet();
    assert.equal(order.status, 'APPROVED');
    assert.equal((await money.orderRow(short)).paid, 0);
  });

  test('refunded from the thread with its credit note, then the rest in PayPal’s pages; each once', async () => {
    const { short, payUrl } = await money.confirmed();
    const order = await opened(payUrl);
    await hooks(paypal.approve(order.id));
    await money.walk.quiet();
    const asked = await money.says(`/rembourser ${short} 5€`);
    await money.taps(asked, only(asked.choices).title);
    const capture = paypal.captureOf(order.id);
    const ours = only(paypal.refundsOf(capture.id));
    assert.equal(ours.amount.value, '5.00');
    assert.equal(await hooks(paypal.refunded(ours)), 200);
    const theirs = paypal.refundInDashboard(order.id, 1390);
    assert.equal(await hooks(paypal.refunded(theirs)), 200);
    assert.equal(await hooks(paypal.refunded(theirs)), 200);
    await money.walk.quiet();
    const { payments, papers } = await money.rowsOf(short);
    assert.deepEqual(
      payments.map((row) => [row.kind, row.amount]),
      [
        ['payment', 1890],
        ['refund', -500],
        ['refund', -1390],
      ],
    );
    assert.deepEqual(
      papers.map((paper) => paper.kind),
      ['invoice', 'credit_note', 'credit_note'],
    );
    assert.equal((await money.orderRow(short)).payment_status, 'refunded');
  });

  test('a dispute is told with its deadline; lost, the money leaves the books once', async () => {
    const { short, payUrl } = await money.confirmed();
    const order = await opened(payUrl);
    await hooks(paypal.approve(order.id));
    await money.walk.quiet();
    let since = money.mark();
    const begun = paypal.dispute(order.id, 'CREATED');
    assert.equal(await hooks(begun), 200);
    await money.walk.quiet();
    assert.match(only(money.heard(OWNER_PHONE, since)).text, /conteste 18,90\s€.*commande non reçue.*PayPal avant le/s);
    since = money.mark();
    assert.equal(await hooks(paypal.dispute(order.id, 'LOST')), 200);
    assert.equal(await hooks(paypal.dispute(order.id, 'LOST')), 200);
    assert.equal(await hooks({ ...begun, id: 'WH-late' }), 200, 'its beginning again, late');
    await money.walk.quiet();
    assert.match(only(money.heard(OWNER_PHONE, since)).text, /perdue/);
    const row = await money.orderRow(short);
    assert.deepEqual([row.paid, row.payment_status], [0, 'unpaid']);
  });
});

describe('Flouci and Konnect, in dinars', () => {
  let flouci: FakeFlouci;
  let konnect: FakeKonnect;
  let money: MoneyWalk;
  before(async () => {
    flouci = await startFakeFlouci();
    konnect = await startFakeKonnect();
    money = await startMoneyWalk(
      { currency: 'TND', payments: { flouci: FLOUCI_KEYS, konnect: KONNECT_KEYS } },
      { FLOUCI_URL: flouci.url, KONNECT_URL: konnect.url },
    );
  });
  after(async () => {
    await money.walk.close();
    await flouci.close();
    await konnect.close();
  });

  for (const name of ['flouci', 'konnect'] as const) {
    test(`${name}: a hint is only a reason to read; paid when the reading says so, in millimes, once`, async () => {
      const fake = name === 'flouci' ? flouci : konnect;
      const { short, payUrl } = await money.confirmed();
      const answers = await Promise.all([1, 2, 3].map(() => pressWith(payUrl, name)));
      assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([303]));
      const url = answers[0]!.headers.get('location')!;
      assert.equal(new Set(answers.map((answer) => answer.headers.get('location'))).size, 1);
      const payment = fake.payment(url);
      assert.equal(payment.amount, (await money.orderRow(short)).total);
      assert.equal(await fake.hint(payment.id), 200);
      await money.walk.quiet();
      assert.equal((await money.orderRow(short)).paid, 0, 'the hint lied');
      fake.pay(payment.id);
      await money.walk.until('a later hint is read', async () => {
        assert.equal(await fake.hint(payment.id), 200);
        await money.walk.quiet();
        return (await money.orderRow(short)).payment_status === 'paid';
      });
      assert.equal(await fake.hint(payment.id), 200);
      await money.walk.quiet();
      const { payments } = await money.rowsOf(short);
      assert.deepEqual([only(payments).provider, only(payments).provider_ref], [name, payment.id]);
      assert.deepEqual(fake.refused, []);
    });
  }

  test('hints about payments that are not ours are answered, not kept and not read', async () => {
    const before = [flouci.calls.length, konnect.calls.length];
    const { short, payUrl } = await money.confirmed();
    assert.equal(await flouci.hint('FoPKKHqfQIKfBqhEj8M47A', `${money.walk.url}/webhooks/flouci/maison`), 200);
    assert.equal(await konnect.hint('6392d70408ac861bcea30337', `${money.walk.url}/webhooks/konnect/maison`), 200);
    assert.equal((await fetch(`${money.walk.url}/webhooks/konnect/maison`)).status, 401);
    await money.walk.quiet();
    assert.deepEqual([flouci.calls.length, konnect.calls.length], before);
    assert.equal((await money.orderRow(short)).paid, 0);
    assert.ok(payUrl);
  });

  test('a refund of what Flouci took is noted, and the member is told to do it there', async () => {
    const { short, payUrl } = await money.confirmed();
    const payment = flouci.payment((await pressWith(payUrl, 'flouci')).headers.get('location')!);
    flouci.pay(payment.id);
    await fetch(`${payUrl}/retour`, { redirect: 'manual' });
    await money.walk.quiet();
    assert.equal((await money.orderRow(short)).payment_status, 'paid');
    const asked = await money.says(`/rembourser ${short}`);
    const done = await money.taps(asked, only(asked.choices).title);
    assert.match(done.text, /espace Flouci/);
    assert.equal((await money.orderRow(short)).payment_status, 'refunded');
    assert.ok(CUSTOMER_PHONE);
  });
});
