/** Who may speak for a provider: Stripe's own test headers, PayPal's certificates and the hosts they may come from. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Stripe from 'stripe';
import { certificateUrl, loopbackOrigin } from './paypal-signature.ts';
import { readStripeWebhook } from './stripe-news.ts';

const SECRET = 'whsec_published_means';
const NOW = 1_795_000_000;
const stripe = new Stripe('sk_test_signatures');
const payload = JSON.stringify({ id: 'evt_1', object: 'event', type: 'payout.paid', data: { object: {} } }, null, 2);
const headerOf = (more: Partial<Parameters<typeof stripe.webhooks.generateTestHeaderString>[0]> = {}) =>
  stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET, timestamp: NOW, ...more });
const reads = (header: string | undefined, raw = payload, secret = SECRET, account?: string) =>
  readStripeWebhook(
    {
      keys: { secret_key: 'sk_test_signatures', webhook_secret: secret, ...(account ? { account } : {}) },
      baseUrl: 'http://127.0.0.1:1',
    },
    { header: (name) => (name === 'stripe-signature' ? header : undefined), raw, query: {}, now: NOW * 1000 },
  );

test('a header made by Stripe’s own generateTestHeaderString is taken', async () => {
  assert.equal((await reads(headerOf())).eventId, 'evt_1');
  assert.equal((await reads(headerOf({ timestamp: NOW - 299 }))).type, 'payout.paid');
  // A secret that is being changed signs twice: one of the two is enough.
  const both = `${headerOf({ secret: 'whsec_old' })},${headerOf().split(',')[1]}`;
  assert.equal((await reads(both)).eventId, 'evt_1');
});

test('too old, another secret, another scheme, a touched body, none at all: not Stripe’s', async () => {
  const refused: [string, Promise<unknown>][] = [
    ['301 s old', reads(headerOf({ timestamp: NOW - 301 }))],
    ['another secret', reads(headerOf({ secret: 'whsec_other' }))],
    ['only v0', reads(headerOf({ scheme: 'v0' }))],
    ['touched', reads(headerOf(), payload.replace('evt_1', 'evt_2'))],
    ['the same JSON, other bytes', reads(headerOf(), JSON.stringify(JSON.parse(payload)))],
    ['another time', reads(headerOf().replace(/t=\d+/, `t=${NOW - 1}`))],
    ['no header', reads(undefined)],
    ['nonsense', reads('t=,v1=')],
    ['the hub’s secret is empty', reads(headerOf(), payload, '')],
  ];
  for (const [what, reading] of refused) await assert.rejects(reading, { name: 'NotGenuine' }, what);
});

test('on a hosted hub an event counts only for the account it names', async () => {
  const paid = JSON.stringify({
    id: 'evt_2',
    object: 'event',
    account: 'acct_mine',
    type: 'checkout.session.completed',
    data: {
      object: { id: 'cs_1', payment_status: 'paid', payment_intent: 'pi_1', amount_total: 500, currency: 'eur' },
    },
  });
  const header = headerOf({ payload: paid });
  assert.equal((await reads(header, paid, SECRET, 'acct_mine')).happened.kind, 'paid');
  assert.equal((await reads(header, paid, SECRET, 'acct_other')).happened.kind, 'nothing');
});

test('a certificate comes from PayPal over https, or from nowhere', () => {
  for (const url of [
    'https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-8079afec',
    'https://api.sandbox.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-a5cafa77',
  ])
    assert.equal(certificateUrl(url, null), url);
  for (const url of [
    'http://api.paypal.com/cert',
    'https://api.paypal.com.evil.example/cert',
    'https://evilpaypal.com/cert',
    'https://paypal.com@evil.example/cert',
    'https://user@api.paypal.com/cert',
    'https://api.paypal.com:8443/cert',
    'https://evil.example/?api.paypal.com',
    'https://evil.example#.paypal.com',
    'file:///etc/passwd',
    'api.paypal.com/cert',
    'https://127.0.0.1/cert',
  ])
    assert.throws(() => certificateUrl(url, null), { name: 'NotGenuine' }, url);
  assert.equal(loopbackOrigin('https://api-m.paypal.com'), null);
  assert.equal(loopbackOrigin('https://127.0.0.1.evil.example'), null);
  assert.throws(() => certificateUrl('http://127.0.0.1:99/cert', loopbackOrigin('https://api-m.paypal.com')));
});
