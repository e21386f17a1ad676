/** Who may speak for a provider: Stripe's own test headers, PayPal's certificates and the hosts they may come from. */
import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { test } from 'node:test';
import Stripe from 'stripe';
import { certificateUrl, isSigned, loopbackOrigin } from './paypal-signature.ts';
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

/**
 * Two transmissions that PayPal published with its SDKs (PayPal-node-SDK, PayPal-NET-SDK: samples of webhook
 * verification), signed by CERT-360caa42-fca2a594-a5cafa77 of the sandbox. The certificate is not served any more; its
 * key is what both signatures have in common: the greatest common divisor of s^65537 - padded(SHA-256) of the two.
 */
const SANDBOX_KEY = createPublicKey({
  format: 'jwk',
  key: {
    kty: 'RSA',
    e: 'AQAB',
    n: 'yF4MCY9RPrzzizQO3t5xbEaUKuxtQhXKAjXkYBSBkX3eIrbdowUT3x139Xnlzg0OlcEzD-q1WKyNxwULuUmUWSjt4ACz4gVk3M-RYVaL2A8_3fw7WrAOS-5dcZkTPhhjxHvw9xEz3sspuhkwLiM0dY7tQbkkJVZyK3CCwx6xWaNEcqhR9XjS96GH4M_mQr_lh-ua4UutFaMIiwG9pbAEXJCdj_MCiKbN2FMQKlRuUifR-PbngQyNNcBMxP_ufSfLPRk4ZmzE6j-seDJ3gHBjdUz4phnfcGZW8MKwmA7QqKhQ3MTFYLw_N7j6yIpxcEyDl8Ot0Er_P_gDbmsAXDSQ6w',
  },
});
const PUBLISHED = [
  {
    sent: {
      id: '103e3700-8b0c-11e6-8695-6b62a8a99ac4',
      time: '2016-10-05T14:57:40Z',
      webhookId: '3TR748995U920805P',
      checksum: 4280182022,
    },
    signature:
      't8hlRk64rpEImZMKqgtp5dlWaT1W8ed/mf8Msos341QInVn3BMQubjAhM/cKiSJtW07VwJvSX7X4+YUmHBrm5BQ+CEkClke4Yf4ouhCK6GWsfs0J8cKkmjI0XxfJpPLgjROEWY3MXorwCtbvrEo5vrRI2+TyLkquBKAlM95LbNWG43lxMu0LHzsSRUBDdt5IP1b2CKqbcEJKGrC78iw+fJEQGagkJAiv3Qvpw8F/8q7FCQAZ3c81mzTvP4ZH3Xk2/nNznEA7eMi3u1EjSpTmLfAb423ytX37Ts0QpmPNgxJe8wnMB/+fvt4xjYH6KNe+bIcYU30hUIe9O8c9UFwKuQ==',
  },
  {
    sent: {
      id: 'd938e770-8046-11e6-8103-6b62a8a99ac4',
      time: '2016-09-21T22:00:46Z',
      webhookId: '9XL90610J3647323C',
      checksum: 1915257671,
    },
    signature:
      'eDOnWUj9FXOnr2naQnrdL7bhgejVSTwRbwbJ0kuk5wAtm2ZYkr7w5BSUDO7e5ZOsqLwN3sPn3RV85Jd9pjHuTlpuXDLYk+l5qiViPbaaC0tLV+8C/zbDjg2WCfvtf2NmFT8CHgPPQAByUqiiTY+RJZPPQC5np7j7WuxcegsJLeWStRAofsDLiSKrzYV3CKZYtNoNnRvYmSFMkYp/5vk4xGcQLeYNV1CC2PyqraZj8HGG6Y+KV4trhreV9VZDn+rPtLDZTbzUohie1LpEy31k2dg+1szpWaGYOz+MRb40U04oD7fD69vghCrDTYs5AsuFM2+WZtsMDmYGI0pxLjn2yw==',
  },
];

test('what PayPal really signed is signed as we read it, and nothing else is', () => {
  for (const { sent, signature } of PUBLISHED) {
    assert.ok(isSigned(sent, signature, SANDBOX_KEY), sent.id);
    for (const other of [
      { ...sent, id: sent.id.replace('1', '2') },
      { ...sent, time: sent.time.replace('Z', '.000Z') },
      { ...sent, webhookId: '1JE4291016473214C' },
      { ...sent, checksum: sent.checksum + 1 },
    ])
      assert.equal(isSigned(other, signature, SANDBOX_KEY), false);
  }
});
