/** A hosted hub's Stripe key: every call names the shop's connected account, and only its events count. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type FakeStripe, type StripeEvent, startFakeStripe } from '../fakes/stripe.ts';
import { aShop, OWNER_PHONE } from '../testing/shop.ts';
import { startWalk, type Walk } from './walk.ts';

const ACCOUNT = 'acct_maison';
let walk: Walk;
let stripe: FakeStripe;
before(async () => {
  let clock = Date.now;
  stripe = await startFakeStripe({ secretKey: 'sk_test_platform', account: ACCOUNT, now: () => clock() });
  const keys = { secret_key: 'sk_test_platform', webhook_secret: 'whsec_hub', account: ACCOUNT };
  walk = await startWalk({
    shops: [aShop('maison', { payments: { stripe: keys } })],
    more: { STRIPE_URL: stripe.url },
  });
  clock = () => walk.parts.hub.now();
});
after(async () => {
  await walk?.close();
  await stripe?.close();
});

/** Connect's events say whose they are (docs.stripe.com/connect/webhooks). */
const post = (event: StripeEvent, account?: string) =>
  stripe.deliver(
    `${walk.url}/webhooks/stripe/maison`,
    stripe.sign(account ? Object.assign({ account }, event) : event),
  );

test('a session, its payment and its refund live on the connected account; other accounts’ events move nothing', async () => {
  const { short, card } = await walk.orders();
  const recap = await walk.approves(card);
  const answer = await walk.presses(recap.url!);
  assert.equal(answer.status, 303, await answer.text());
  const event = stripe.pay(stripe.sessionAt(answer.headers.get('location') ?? '').id);
  const order = () =>
    walk.look('maison', (trx) =>
      trx
        .selectFrom('orders')
        .select(['payment_status', 'paid', 'total'])
        .where('short', '=', short)
        .executeTakeFirstOrThrow(),
    );
  assert.deepEqual([await post(event, 'acct_other'), await post({ ...event, id: 'evt_of_the_platform' })], [200, 200]);
  await walk.quiet();
  assert.equal((await order()).paid, 0);
  assert.equal(await post({ ...event, id: 'evt_of_the_shop' }, ACCOUNT), 200);
  await walk.quiet();
  const { payment_status, paid, total } = await order();
  assert.deepEqual([payment_status, paid], ['paid', total]);

  const asked = await walk.says(OWNER_PHONE, `/rembourser ${short}`);
  await walk.taps(OWNER_PHONE, asked, asked.choices[0]!.title);
  await walk.until('the refund', async () => stripe.refunds.length === 1);
  await walk.quiet();
  assert.equal((await order()).payment_status, 'refunded');
  assert.deepEqual(stripe.refused, []);
});
