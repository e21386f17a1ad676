/** Money: whatever Stripe says, how often and in which order, it counts once, for the right amount, or is shown. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { SentMessage } from '../fakes/graph.ts';
import { CUSTOMER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { only, startWalk, type Walk } from './walk.ts';

let walk: Walk;
before(async () => {
  walk = await startWalk();
});
after(() => walk.close());

type Confirmed = { short: number; recap: SentMessage; payUrl: string };

async function confirmed(): Promise<Confirmed> {
  const { short, card } = await walk.orders();
  const recap = await walk.approves(card);
  await walk.quiet();
  return { short, recap, payUrl: recap.url! };
}

const orderRow = (short: number) =>
  walk.look('maison', (trx) =>
    trx.selectFrom('orders').selectAll().where('short', '=', short).executeTakeFirstOrThrow(),
  );
const paymentsOf = (orderId: number) =>
  walk.look('maison', (trx) =>
    trx.selectFrom('payment').selectAll().where('order_id', '=', orderId).orderBy('id').execute(),
  );
const papersOf = (orderId: number) =>
  walk.look('maison', (trx) => trx.selectFrom('paper').selectAll().where('order_id', '=', orderId).execute());
const ownerHeard = (since: number) =>
  walk.graph.sent
    .slice(since)
    .filter((message) => message.to === OWNER_PHONE)
    .map((message) => message.text);

test('the same webhook five times at once, and again later: one payment, one invoice, one word to each', async () => {
  const { short, payUrl } = await confirmed();
  const event = walk.stripe.pay(await walk.opensSession(payUrl));
  const since = walk.graph.sent.length;
  assert.deepEqual(await Promise.all([1, 2, 3, 4, 5].map(() => walk.hooks(event))), [200, 200, 200, 200, 200]);
  assert.equal(await walk.hooks(event), 200);
  assert.equal(await walk.hooks({ ...event, id: 'evt_the_same_session_by_another_event' }), 200);
  await walk.graph.waitFor(
    (message) => message.documentId !== undefined && walk.graph.sent.indexOf(message) >= since,
    30_000,
  );
  await walk.quiet();
  const order = await orderRow(short);
  assert.deepEqual([order.payment_status, order.paid, order.total], ['paid', 1890, 1890]);
  assert.equal((await paymentsOf(order.id)).length, 1);
  assert.equal((await papersOf(order.id)).length, 1);
  assert.equal(only(ownerHeard(since)).includes(`Commande ${short} payée`), true);
  assert.equal(walk.graph.sent.slice(since).filter((message) => message.to === CUSTOMER_PHONE).length, 1);
});

test('a tampered body, a stale or foreign signature, none at all: 401, nothing moves', async () => {
  const { short, payUrl } = await confirmed();
  const event = walk.stripe.pay(await walk.opensSession(payUrl));
  const to = `${walk.url}/webhooks/stripe/maison`;
  const signed = walk.stripe.sign(event);
  const now = walk.parts.hub.now();
  const bad = [
    { ...signed, body: signed.body.replace('1890', '1891') },
    { ...signed, body: JSON.stringify(event) },
    { ...signed, headers: { 'content-type': 'application/json' } },
    { ...signed, headers: { ...signed.headers, 'stripe-signature': '' } },
    { ...signed, headers: { ...signed.headers, 'stripe-signature': `t=${Math.floor(now / 1000)},v1=00` } },
    walk.stripe.sign(event, { at: now - 400_000 }),
    walk.stripe.sign(event, { secret: 'whsec_other' }),
  ];
  for (const [at, one] of bad.entries()) assert.equal(await walk.stripe.deliver(to, one), 401, `case ${at}`);
  assert.equal(await walk.hooks(event, { shop: 'nobody' }), 404);
  const order = await orderRow(short);
  assert.deepEqual([order.payment_status, order.paid], ['unpaid', 0]);
  const events = await walk.look('maison', (trx) =>
    trx.selectFrom('provider_event').select('event_id').where('event_id', '=', event.id).execute(),
  );
  assert.equal(events.length, 0);
  assert.equal(await walk.hooks(event), 200, 'untouched it is taken');
  assert.equal((await orderRow(short)).payment_status, 'paid');
});

test('money on its way settles nothing until it arrives; an expired session settles nothing', async () => {
  const { short, payUrl } = await confirmed();
  const session = await walk.opensSession(payUrl);
  assert.equal(await walk.hooks(walk.stripe.pay(session, { later: true })), 200);
  assert.equal((await orderRow(short)).payment_status, 'unpaid');
  assert.equal(await walk.hooks(walk.stripe.arrive(session)), 200);
  assert.equal((await orderRow(short)).payment_status, 'paid');
  const second = await confirmed();
  assert.equal(await walk.hooks(walk.stripe.expire(await walk.opensSession(second.payUrl))), 200);
  assert.equal((await orderRow(second.short)).payment_status, 'unpaid');
});

test('arrived before completed: the order of the events does not matter', async () => {
  const { short, payUrl } = await confirmed();
  const session = await walk.opensSession(payUrl);
  const completed = walk.stripe.pay(session, { later: true });
  const arrived = walk.stripe.arrive(session);
  assert.equal(await walk.hooks(arrived), 200);
  assert.equal(await walk.hooks(completed), 200);
  const order = await orderRow(short);
  assert.deepEqual([order.payment_status, order.paid], ['paid', order.total]);
  assert.equal((await paymentsOf(order.id)).length, 1);
});

test('less than was asked: kept, shown to the members, not taken as paid; the page asks for the rest', async () => {
  const { short, payUrl } = await confirmed();
  const since = walk.graph.sent.length;
  assert.equal(await walk.hooks(walk.stripe.pay(await walk.opensSession(payUrl), { amount: 1000 })), 200);
  await walk.quiet();
  const order = await orderRow(short);
  assert.deepEqual([order.payment_status, order.paid], ['partial', 1000]);
  assert.match(only(ownerHeard(since)), /10,00\s€ reçus au lieu de 18,90\s€/);
  const kinds = async () => (await papersOf(order.id)).map((paper) => paper.kind).sort();
  assert.deepEqual(await kinds(), ['deposit']);
  const page = await (await fetch(payUrl)).text();
  assert.match(page, /8,90/);
  const link = /href="([^"]*\/pay\/[^"]+)"/.exec(page)?.[1];
  assert.ok(link, 'the address for the rest');
  const rest = walk.stripe.pay(await walk.opensSession(new URL(link, walk.url).href));
  assert.equal(rest.data.object.amount_total, 890);
  assert.equal(await walk.hooks(rest), 200);
  assert.equal((await orderRow(short)).payment_status, 'paid');
  await walk.quiet();
  assert.deepEqual(await kinds(), ['deposit', 'invoice']);
});

test('another currency: shown to the members, nothing counted', async () => {
  const { short, payUrl } = await confirmed();
  const since = walk.graph.sent.length;
  assert.equal(await walk.hooks(walk.stripe.pay(await walk.opensSession(payUrl), { currency: 'usd' })), 200);
  await walk.quiet();
  const order = await orderRow(short);
  assert.deepEqual([order.payment_status, order.paid], ['unpaid', 0]);
  assert.match(only(ownerHeard(since)), /USD/);
  assert.equal((await paymentsOf(order.id)).length, 0);
});

test('paid after it was cancelled: kept, the members are told to refund, no invoice', async () => {
  const { short, payUrl } = await confirmed();
  const session = await walk.opensSession(payUrl);
  walk.stripe.closing(false);
  await walk.says(OWNER_PHONE, `/annuler ${short} plus de chocolat`);
  await walk.quiet();
  const page = await fetch(payUrl);
  assert.match(await page.text(), /annulée/);
  assert.equal((await walk.presses(payUrl)).status, 409);
  const since = walk.graph.sent.length;
  assert.equal(await walk.hooks(walk.stripe.pay(session)), 200);
  await walk.quiet();
  const order = await orderRow(short);
  assert.deepEqual([order.status, order.paid], ['cancelled', 1890]);
  assert.match(only(ownerHeard(since)), /annulée. À rembourser/);
  assert.equal((await papersOf(order.id)).length, 0);
  assert.equal(walk.graph.sent.slice(since).filter((message) => message.to === CUSTOMER_PHONE).length, 0);
  walk.stripe.closing(true);
});

test('the order changed: the old address shows the new amount and leads on; its old session pays what it says', async () => {
  const { short, recap, payUrl } = await confirmed();
  const oldSession = await walk.opensSession(payUrl);
  walk.stripe.closing(false);
  const since = walk.graph.sent.length;
  await walk.says(OWNER_PHONE, `/modifier ${short} 6 éclairs au chocolat`);
  const changed = await walk.graph.waitFor(
    (message) => message.to === CUSTOMER_PHONE && walk.graph.sent.indexOf(message) >= since,
  );
  await walk.quiet();
  assert.match(changed.text, /29,40\s€/);
  assert.notEqual(changed.url, recap.url);
  const page = await (await fetch(payUrl)).text();
  assert.match(page, /29,40/);
  assert.ok(page.includes(new URL(changed.url!).pathname), 'it names the new address');
  assert.equal((await walk.presses(payUrl)).status, 409, 'the old one opens nothing');
  const before = walk.graph.sent.length;
  assert.equal(await walk.hooks(walk.stripe.pay(oldSession)), 200);
  await walk.quiet();
  const order = await orderRow(short);
  assert.deepEqual([order.payment_status, order.paid, order.total], ['partial', 1890, 2940]);
  assert.match(only(ownerHeard(before)), /18,90\s€ reçus au lieu de 29,40\s€/);
  const now = await (await fetch(changed.url!)).text();
  assert.match(now, /10,50/, 'only the rest is asked for, on the new address too');
  assert.notEqual((await walk.presses(changed.url!)).status, 303);
  walk.stripe.closing(true);
});

test('paid twice through two sessions: both are kept, one invoice, the members are told once to refund', async () => {
  const { short, payUrl } = await confirmed();
  const first = await walk.opensSession(payUrl);
  await walk.look('maison', (trx) =>
    trx
      .updateTable('payment_session')
      .set({ until: new Date(0) })
      .where('session_id', '=', first)
      .execute(),
  );
  const second = await walk.opensSession(payUrl);
  assert.notEqual(second, first, 'a new session once the first is over');
  const since = walk.graph.sent.length;
  const events = [walk.stripe.pay(first), walk.stripe.pay(second)];
  assert.deepEqual(await Promise.all(events.map((event) => walk.hooks(event))), [200, 200]);
  await walk.quiet();
  const order = await orderRow(short);
  assert.equal((await paymentsOf(order.id)).length, 2);
  assert.equal((await papersOf(order.id)).length, 1);
  assert.deepEqual([order.payment_status, order.paid], ['paid', 3780]);
  const heard = ownerHeard(since);
  assert.equal(heard.filter((text) => /second paiement de 18,90/.test(text)).length, 1);
  assert.equal(heard.length, 2);
});
