/** One link, two providers' pages: what can be closed is, what was paid twice is told and given back by one tap. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  type FakeFlouci,
  type FakeKonnect,
  FLOUCI_KEYS,
  KONNECT_KEYS,
  startFakeFlouci,
  startFakeKonnect,
} from '../fakes/flouci.ts';
import { type FakePayPal, PAYPAL_KEYS, type PayPalEvent, startFakePayPal } from '../fakes/paypal.ts';
import { OWNER_PHONE } from '../testing/shop.ts';
import { type MoneyWalk, startMoneyWalk } from './money-walk.ts';
import { only } from './walk.ts';

const pressWith = (payUrl: string, method: string) =>
  fetch(payUrl, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ method }) });

describe('a card page and PayPal', () => {
  let clock = Date.now;
  let paypal: FakePayPal;
  let money: MoneyWalk;
  before(async () => {
    paypal = await startFakePayPal({ now: () => clock() });
    const stripe = { secret_key: 'sk_test_hub', webhook_secret: 'whsec_hub' };
    money = await startMoneyWalk({ payments: { stripe, paypal: PAYPAL_KEYS } }, { PAYPAL_URL: paypal.url });
    clock = money.walk.parts.hub.now;
  });
  after(async () => {
    await money.walk.close();
    await paypal.close();
  });

  const hooks = (event: PayPalEvent) => paypal.deliver(`${money.walk.url}/webhooks/paypal/maison`, paypal.sign(event));
  const opensPayPal = async (payUrl: string) => {
    const answer = await pressWith(payUrl, 'paypal');
    assert.equal(answer.status, 303, await answer.text());
    return paypal.orderOf(answer.headers.get('location')!);
  };
  const card = (session: string) => money.walk.stripe.sessions.find(({ id }) => id === session)!;

  test('who leaves the card page for PayPal cannot pay on both; coming back opens a new card page', async () => {
    const { payUrl } = await money.confirmed();
    const first = await money.walk.opensSession(payUrl);
    await opensPayPal(payUrl);
    await money.walk.quiet();
    assert.equal(card(first).status, 'expired');
    const second = await money.walk.opensSession(payUrl);
    assert.notEqual(second, first);
    await money.walk.quiet();
    assert.equal(card(second).status, 'open');
    assert.deepEqual(money.walk.stripe.refused, []);
  });

  test('paid by card a moment before, its news lost: closing finds it, and PayPal takes nothing', async () => {
    const { short, payUrl } = await money.confirmed();
    const session = await money.walk.opensSession(payUrl);
    money.walk.stripe.pay(session);
    const order = await opensPayPal(payUrl);
    await money.walk.quiet();
    assert.equal((await money.orderRow(short)).payment_status, 'paid');
    assert.equal(await hooks(paypal.approve(order.id)), 200);
    await money.walk.quiet();
    assert.equal(order.status, 'APPROVED', 'agreed to, never collected');
    assert.equal(only((await money.rowsOf(short)).payments).provider, 'stripe');
  });

  test('paid on both at once: both are kept, the second is offered back by a tap', async () => {
    const { short, payUrl } = await money.confirmed();
    const order = await opensPayPal(payUrl);
    const session = await money.walk.opensSession(payUrl);
    const event = money.walk.stripe.pay(session);
    const since = money.mark();
    assert.equal(await hooks(paypal.approve(order.id)), 200);
    await money.walk.quiet();
    assert.equal(await money.walk.hooks(event), 200);
    await money.walk.quiet();
    const told = money.heard(OWNER_PHONE, since).filter(({ text }) => /second paiement de 18,90/.test(text));
    await money.taps(only(told), only(only(told).choices).title);
    const { payments, papers } = await money.rowsOf(short);
    assert.deepEqual(payments.map(({ provider }) => provider).sort(), ['paypal', 'stripe', 'stripe']);
    assert.equal((await money.orderRow(short)).paid, 1890);
    assert.equal(money.walk.stripe.refunds.at(-1)!.amount, 1890);
    assert.equal(papers.length, 1, 'no credit note: the invoice stands');
  });

  test('an order that changes, is paid in hand or cancelled takes its open card page along', async () => {
    for (const end of ['/modifier %s 4 éclairs au chocolat', '/payee %s', '/annuler %s']) {
      const { short, payUrl } = await money.confirmed();
      const session = await money.walk.opensSession(payUrl);
      await money.says(end.replace('%s', String(short)));
      await money.walk.quiet();
      assert.equal(card(session).status, 'expired', end);
    }
  });

  test('Stripe cannot be reached: it is tried again; Stripe says no for good: nothing else stops', async () => {
    const { short, payUrl } = await money.confirmed();
    const session = await money.walk.opensSession(payUrl);
    const place = money.walk.stripe.sessions.findIndex(({ id }) => id === session);
    const [gone] = money.walk.stripe.sessions.splice(place, 1);
    await money.says(`/annuler ${short}`);
    await money.walk.quiet();
    assert.equal((await money.orderRow(short)).status, 'cancelled');
    const left = await money.walk.look('maison', (trx) =>
      trx
        .selectFrom('errand')
        .select('id')
        .where('state', '!=', 'done')
        .where((eb) => eb.cast<string>('payload', 'text'), 'like', '%close_session%')
        .execute(),
    );
    assert.deepEqual(left, []);
    money.walk.stripe.sessions.push(gone!);
  });
});

describe('Flouci and Konnect, whose pages nobody can close', () => {
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

  test('paid on both: the second is told; the tap notes it back and says in whose pages it is done', async () => {
    const { short, payUrl } = await money.confirmed();
    const one = flouci.payment((await pressWith(payUrl, 'flouci')).headers.get('location')!);
    const other = konnect.payment((await pressWith(payUrl, 'konnect')).headers.get('location')!);
    flouci.pay(one.id);
    konnect.pay(other.id);
    assert.equal(await flouci.hint(one.id), 200);
    await money.walk.quiet();
    assert.equal((await money.orderRow(short)).payment_status, 'paid');
    const since = money.mark();
    assert.equal(await konnect.hint(other.id), 200);
    await money.walk.quiet();
    const told = only(money.heard(OWNER_PHONE, since));
    assert.match(told.text, /second paiement/);
    const done = await money.taps(told, only(told.choices).title);
    assert.match(done.text, /espace Konnect/);
    const row = await money.orderRow(short);
    assert.deepEqual([row.paid, row.payment_status], [row.total, 'paid']);
  });
});
