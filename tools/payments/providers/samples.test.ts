/** What Stripe, PayPal, Flouci and Konnect really send: every sample goes through the readers that the hub uses. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import Stripe from 'stripe';
import { flouciProvider, readFlouciHint } from './flouci.ts';
import { konnectProvider, readKonnectHint } from './konnect.ts';
import { readPayPalEvent } from './paypal-news.ts';
import type { Happening, Hook, Opening, Provider, SessionState } from './provider.ts';
import { moneyOf, readRefund } from './stripe.ts';
import { happening, readStripeWebhook } from './stripe-news.ts';

const PAYLOADS = resolve(import.meta.dirname, '../../../../shared/payloads');
const missing = existsSync(PAYLOADS) ? false : 'sample payloads are not on this machine';

type Json = Record<string, unknown>;
const filesOf = (folder: string) => readdirSync(resolve(PAYLOADS, folder)).sort();
const textOf = (folder: string, file: string) => readFileSync(resolve(PAYLOADS, folder, file), 'utf8');
const read = (folder: string, file: string) => JSON.parse(textOf(folder, file)) as Json;

const SECRET = 'whsec_samples';
const ACCESS = { keys: { secret_key: 'sk_test_samples', webhook_secret: SECRET }, baseUrl: 'http://127.0.0.1:1' };
const NOW_S = 1_790_000_000;

/** What each event of Stripe's comes to; the others say nothing about a shop's money and come to nothing. */
const STRIPE_EVENTS: Record<string, Partial<Happening> | ((found: Happening) => void)> = {
  'rubymock_checkout.session.completed.json': (found) => {
    assert.ok(found.kind === 'paid');
    assert.deepEqual([found.money.amount, found.money.currency, found.linkId], [3000, 'USD', null]);
    assert.equal(found.money.ref, 'pi_000000000000000000000000');
  },
  'rubymock_checkout.session.completed.payment_mode.json': (found) => {
    assert.ok(found.kind === 'paid');
    assert.deepEqual([found.money.amount, found.money.ref], [25_000, 'pi_00000000000000']);
  },
  'pay_checkout.session.completed.json': (found) => {
    assert.ok(found.kind === 'paid');
    assert.deepEqual([found.money.amount, found.money.currency], [1900, 'USD']);
  },
  'pay_charge.refunded.json': { kind: 'refunds_of', payment: 'pm_1234' },
};

/** The samples of the gem `pay` are the `data` of an event whose type is their name. */
function eventIn(file: string, given: Json): Json | null {
  if (given.object === 'event') return given;
  if (!file.startsWith('pay_')) return null;
  return { id: `evt_${file}`, object: 'event', type: file.slice(4, -5), data: given, created: NOW_S };
}

test('every event of Stripe’s is verified and read as what it is', { skip: missing }, async () => {
  const stripe = new Stripe('sk_test_samples');
  let events = 0;
  for (const file of filesOf('stripe')) {
    const event = eventIn(file, read('stripe', file));
    if (!event) continue;
    events += 1;
    const raw = JSON.stringify(event);
    const signature = stripe.webhooks.generateTestHeaderString({ payload: raw, secret: SECRET, timestamp: NOW_S });
    const hook: Hook = { header: () => signature, raw, query: {}, now: NOW_S * 1000 };
    const news = await readStripeWebhook(ACCESS, hook);
    assert.deepEqual([news.eventId, news.type], [event.id, event.type], file);
    const expected = STRIPE_EVENTS[file] ?? { kind: 'nothing' };
    if (typeof expected === 'function') expected(news.happened);
    else assert.deepEqual(news.happened, expected, file);
  }
  assert.ok(events >= 25, `${events} events`);
});

test('Stripe’s objects as its API answers them: sessions, refunds, disputes', { skip: missing }, () => {
  const session = read('stripe', 'official_fixture_checkout.session.json') as unknown as Stripe.Checkout.Session;
  assert.equal(moneyOf(session), null, 'unpaid');
  const paid = { ...session, payment_status: 'paid', amount_total: 4500, currency: 'eur' } as typeof session;
  assert.deepEqual(moneyOf(paid), {
    provider: 'stripe',
    ref: 'pi_1PgafyB7WZ01zgkWSjxsAJo3',
    method: 'card',
    amount: 4500,
    currency: 'EUR',
  });
  const refund = read('stripe', 'official_fixture_refund.json') as unknown as Stripe.Refund;
  assert.equal(readRefund(refund), null, 'it gives back a charge without a payment intent: none of ours');
  assert.deepEqual(readRefund({ ...refund, payment_intent: 'pi_1', metadata: { refund: '7' } }), {
    id: refund.id,
    payment: 'pi_1',
    amount: 100,
    currency: 'USD',
    status: 'done',
    failure: null,
    ourId: 7,
  });
  for (const [file, type, moved] of [
    ['djstripe_dispute_dp_fakefakefakefake01.json', 'charge.dispute.created', null],
    ['djstripe_dispute_dp_fakefakefakefake01.json', 'charge.dispute.funds_withdrawn', -1000],
    ['djstripe_dispute_dp_funds_reinstated_full.json', 'charge.dispute.funds_reinstated', 1000],
  ] as const) {
    const found = happening({ type, data: { object: read('stripe', file) } } as unknown as Stripe.Event);
    assert.ok(found.kind === 'dispute', file);
    const { payment, amount, currency, state, answerBy } = found.dispute;
    assert.deepEqual([payment, amount, currency, state], ['pi_1JAyTwJSZQVUcJYgBbsz0NuH', 1000, 'USD', 'open'], type);
    assert.ok(answerBy === null || answerBy > Date.UTC(2021, 0));
    assert.equal(found.dispute.moved?.amount ?? null, moved, type);
  }
});

test('PayPal’s envelope is read; what is no payment of ours says nothing', { skip: missing }, () => {
  for (const file of filesOf('paypal')) {
    const news = readPayPalEvent(textOf('paypal', file));
    assert.deepEqual([news.type, news.happened], ['PAYMENT.SALE.COMPLETED', { kind: 'nothing' }], file);
    assert.match(news.eventId, /^WH-/);
  }
});

/** The provider's own reading of an answer, which a server on this machine gives to whatever is asked. */
async function answering<T>(body: unknown, status: number, ask: (url: string) => Promise<T>): Promise<T> {
  const { createServer } = await import('node:http');
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as { port: number };
  try {
    return await ask(`http://127.0.0.1:${port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const flouciAt = (baseUrl: string) => flouciProvider({ keys: { app_token: 'a', app_secret: 'b' }, baseUrl });
const konnectAt = (baseUrl: string) => konnectProvider({ keys: { api_key: 'a', wallet_id: 'b' }, baseUrl });
const stateAt = (provider: Provider, now: number): Promise<SessionState> =>
  provider.readSession({ id: 'FoPKKHqfQIKfBqhEj8M47A', until: NOW_S * 1000 }, { take: false, now });
const OPENING = {
  shop: { slug: 'maison', name: 'Maison' },
  link: { id: 1, amount: 1250, currency: 'TND' },
  view: { order: { number: '2026-0001' } },
  count: 1,
  language: 'fr',
  pageUrl: 'https://hub.example/pay/x',
  webhookUrl: 'https://hub.example/webhooks/flouci/maison',
  now: NOW_S * 1000,
} as unknown as Opening;

test('Flouci’s and Konnect’s answers, one reader each', { skip: missing }, async () => {
  const before = NOW_S * 1000 - 1;
  const seen = new Set<string>();
  const sample = (folder: string, file: string) => {
    seen.add(`${folder}/${file}`);
    return read(folder, file);
  };
  const opened = await answering(sample('flouci', 'official_generate_payment_response.json'), 200, (url) =>
    flouciAt(url).open(OPENING),
  );
  assert.deepEqual(
    [opened.id, opened.url],
    ['FoPKKHqfQIKfBqhEj8M47A', 'https://flouci.com/pay/FoPKKHqfQIKfBqhEj8M47A'],
  );
  const paid = await answering(sample('flouci', 'official_verify_payment_success.json'), 200, (url) =>
    stateAt(flouciAt(url), before),
  );
  assert.ok(paid.state === 'paid');
  assert.deepEqual([paid.money.amount, paid.money.currency], [1250, 'TND']);
  const none = sample('flouci', 'official_verify_payment_error.json');
  for (const status of [200, 404]) {
    const asked = answering(none, status, (url) => stateAt(flouciAt(url), before));
    // As an error it is "not found yet"; as a good answer it is none at all, and nobody is told to have paid.
    if (status === 404) assert.deepEqual(await asked, { state: 'open' });
    else await assert.rejects(asked);
  }
  assert.deepEqual(await answering(none, 404, (url) => stateAt(flouciAt(url), NOW_S * 1000 + 1)), { state: 'over' });
  const konnect = await answering(sample('konnect', 'sdk_init_payment_response.json'), 200, (url) =>
    konnectAt(url).open(OPENING),
  );
  assert.equal(konnect.id, '6392d70408ac861bcea30337');
  assert.match(konnect.url, /^https:\/\/gateway\.konnect\.network\/pay/);
  const pending = sample('konnect', 'official_get_payment_pending.json');
  assert.deepEqual(await answering(pending, 200, (url) => stateAt(konnectAt(url), before)), { state: 'open' });
  const there = [
    ...filesOf('flouci').map((file) => `flouci/${file}`),
    ...filesOf('konnect').map((file) => `konnect/${file}`),
  ];
  assert.deepEqual([...seen].sort(), there.sort(), 'every sample has its reader');
});

test('a hint names a payment and nothing more', () => {
  const hook = (raw: string, query: Record<string, string> = {}): Hook => ({
    header: () => undefined,
    raw,
    query,
    now: NOW_S * 1000,
  });
  const id = 'FoPKKHqfQIKfBqhEj8M47A';
  for (const one of [
    hook(JSON.stringify({ payment_id: id, status: 'SUCCESS', amount: 1 })),
    hook(JSON.stringify({ result: { payment_id: id, status: 'SUCCESS' } })),
    hook(`payment_id=${id}&status=SUCCESS`),
    hook('', { payment_id: id }),
  ])
    assert.deepEqual(readFlouciHint(one).happened, { kind: 'look', sessionId: id, linkId: null });
  assert.deepEqual(readKonnectHint(hook('', { payment_ref: '6392d70408ac861bcea30337' })).happened, {
    kind: 'look',
    sessionId: '6392d70408ac861bcea30337',
    linkId: null,
  });
  for (const raw of ['', '{}', 'null', '[]', '"x"', '{"payment_id":{"$gt":""}}', '{"payment_id":"../../etc"}'])
    assert.throws(() => readFlouciHint(hook(raw)), { name: 'NotGenuine' }, raw);
});
