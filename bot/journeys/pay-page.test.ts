/** The page behind the link: what opens at Stripe, once, for how much; Stripe away; addresses that are nobody's. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { itemsOf, textAt } from '../fakes/stripe-checks.ts';
import { CUSTOMER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { only, startWalk, type Walk } from './walk.ts';

let walk: Walk;
before(async () => {
  walk = await startWalk();
});
after(() => walk.close());

async function payUrlOf(text?: string): Promise<string> {
  const { card } = await walk.orders(text);
  const recap = await walk.approves(card);
  await walk.quiet();
  return recap.url!;
}

test('five presses at once: one session', async () => {
  const url = await payUrlOf();
  const before = walk.stripe.sessions.length;
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => walk.presses(url)));
  assert.deepEqual(new Set(answers.map((answer) => answer.status)), new Set([303]));
  assert.equal(new Set(answers.map((answer) => answer.headers.get('location'))).size, 1);
  assert.equal(walk.stripe.sessions.length, before + 1);
  assert.deepEqual(walk.stripe.refused, []);
});

test('Stripe opened it but the answer was lost: the next press leads to the same session', async () => {
  const url = await payUrlOf();
  const before = walk.stripe.sessions.length;
  walk.stripe.failNext({ drop: 'after', times: 2 });
  const lost = await walk.presses(url);
  assert.equal(lost.status, 502);
  await walk.opensSession(url);
  assert.equal(walk.stripe.sessions.length, before + 1);
});

test('Stripe is down: the page says so and stays usable; then it works', async () => {
  const url = await payUrlOf();
  walk.stripe.failNext({ status: 500, times: 2 });
  const down = await walk.presses(url);
  assert.equal(down.status, 502);
  assert.match(await down.text(), /<form[^>]+method="post"/i);
  walk.stripe.failNext({
    status: 401,
    type: 'invalid_request_error',
    message: 'Invalid API Key provided: sk_test_***hub',
  });
  const refused = await walk.presses(url);
  assert.equal(refused.status, 502);
  assert.doesNotMatch(await refused.text(), /sk_test/);
  await walk.opensSession(url);
});

test('a delivered order: its lines, the delivery and nothing else sum to the amount', async () => {
  const url = await payUrlOf('3 éclairs au chocolat pour samedi, livraison au 12 rue Oberkampf 75011 Paris');
  const session = await walk.opensSession(url);
  const { form } = walk.stripe.opened.findLast((call) => call.session === session)!;
  const items = itemsOf(form).map((item) => [
    textAt(item, 'price_data', 'product_data', 'name'),
    Number(textAt(item, 'price_data', 'unit_amount')),
    Number(textAt(item, 'quantity')),
  ]);
  assert.deepEqual(items, [
    ['Éclair au chocolat', 350, 3],
    ['Livraison', 500, 1],
  ]);
  assert.equal(walk.stripe.sessions.find((one) => one.id === session)?.amount_total, 1550);
});

test('a session that is nearly over is not handed out again', async () => {
  const url = await payUrlOf();
  const first = await walk.opensSession(url);
  const soon = new Date(walk.parts.hub.now() + 5 * 60_000);
  await walk.look('maison', (trx) =>
    trx.updateTable('payment_session').set({ until: soon }).where('session_id', '=', first).execute(),
  );
  assert.notEqual(await walk.opensSession(url), first);
  assert.deepEqual(walk.stripe.refused, []);
});

test('an address that was touched, cut or invented is nobody’s; a GET never calls Stripe', async () => {
  const url = await payUrlOf();
  const calls = walk.stripe.calls.length;
  const token = url.split('/').at(-1)!;
  const touched = [
    `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
    token.slice(0, -2),
    `${token}x`,
    'x',
    '..%2f..%2fadmin',
    token.toUpperCase(),
  ];
  for (const wrong of touched) {
    const at = `${walk.url}/pay/${wrong}`;
    assert.equal((await fetch(at)).status, 404, wrong);
    assert.equal((await walk.presses(at)).status, 404, wrong);
  }
  assert.equal((await fetch(`${walk.url}/doc/${token}`)).status, 404, 'a payment address opens no document');
  for (let look = 0; look < 3; look++) assert.equal((await fetch(url)).status, 200);
  assert.equal(walk.stripe.calls.length, calls);
});

test('a real shop has no demo payment, whoever asks', async () => {
  const url = await payUrlOf();
  assert.equal((await fetch(`${url}/demo`)).status, 404);
  const headers = { origin: new URL(walk.url).origin };
  const paid = await fetch(`${url}/demo`, {
    method: 'POST',
    body: new URLSearchParams({ outcome: 'paid' }),
    headers,
    redirect: 'manual',
  });
  assert.equal(paid.status, 404);
  const payments = await walk.look('maison', (trx) => trx.selectFrom('payment').select('id').execute());
  assert.deepEqual(payments, []);
});

test('no https address: no link is sent, the member is told why, the customer what is to be paid', async () => {
  const { hub } = walk.parts;
  const { short, card } = await walk.orders();
  hub.linksOff = 'PUBLIC_URL (http://boutique.example) n’est pas une adresse https';
  try {
    const since = walk.graph.sent.length;
    const recap = await walk.approves(card);
    await walk.quiet();
    assert.equal(recap.url, undefined);
    assert.doesNotMatch(recap.text, /http/);
    assert.match(recap.text, /18,90/);
    assert.match(only(walk.graph.sent.slice(since).filter((message) => message.to === OWNER_PHONE)).text, /PUBLIC_URL/);
    assert.match((await walk.says(OWNER_PHONE, `/lien ${short}`)).text, /PUBLIC_URL/);
    assert.doesNotMatch((await walk.says(CUSTOMER_PHONE, 'je peux avoir le lien de paiement ?')).text, /http/);
  } finally {
    hub.linksOff = null;
  }
  await walk.quiet();
  const since = walk.graph.sent.length;
  await walk.says(OWNER_PHONE, `/lien ${short}`);
  await walk.quiet();
  const link = only(walk.graph.sent.slice(since).filter((message) => message.to === CUSTOMER_PHONE));
  await walk.opensSession(link.url!);
});
