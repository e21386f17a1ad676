/**
 * Six hundred of a thousand made-up stories of payments, in euros against doubles of Stripe and PayPal (the others are
 * `dinar-stories.test.ts`): sessions opened twice, paid, news that is lost, doubled, late or out of order, refunds from
 * both sides, disputes, processes that die between two steps and in the middle of a transaction. At the end of each the
 * books hold what the provider holds, to the minor unit.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Ctx } from '../../tools/context.ts';
import { statusOf } from '../../tools/payments/books.ts';
import { linkFor, linkUrl } from '../../tools/payments/link.ts';
import { askReconciliation } from '../../tools/payments/reconcile.ts';
import { inShop } from '../../tools/perform.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import { type FakePayPal, PAYPAL_KEYS, startFakePayPal } from '../fakes/paypal.ts';
import { type FakeStripe, startFakeStripe } from '../fakes/stripe.ts';
import { startTestHub, type TestHub } from '../testing/hub.ts';
import { aShop } from '../testing/shop.ts';
import { type Dice, dice } from './dice.ts';
import { anOrder, doesErrands, killsInTheMiddle, refundsHere } from './money-story.ts';

/** All of them where everything is tested (`REQUIRE_SERVICES=1`); the first hundred on a developer's machine. */
const STORIES = Number(process.env.RUNS ?? (process.env.REQUIRE_SERVICES === '1' ? 600 : 100));
const BATCH = 50;
const AT_ONCE = 25;
const SEED = 20_261_128;

let hub: TestHub;
let stripe: FakeStripe;
let paypal: FakePayPal;
let ctx: Ctx;
let skew = 0;
let dies = false;
before(async () => {
  let clock = Date.now;
  const now = () => clock();
  stripe = await startFakeStripe({ now });
  paypal = await startFakePayPal({ now });
  const payments = { stripe: { secret_key: 'sk_test_hub', webhook_secret: 'whsec_hub' }, paypal: PAYPAL_KEYS };
  const members = [{ name: 'Olivia', role: 'owner' as const, email: 'olivia@maison.example' }];
  hub = await startTestHub({
    shops: [aShop('maison', { payments, members, connections: [] })],
    more: { ROLE: 'web', STRIPE_URL: stripe.url, PAYPAL_URL: paypal.url, LOG_LEVEL: 'silent' },
  });
  const real = hub.parts.hub.now;
  hub.parts.hub.now = () => real() + skew;
  clock = hub.parts.hub.now;
  hub.parts.passing = (step) => {
    if (!dies || step !== 'payment settled') return;
    dies = false;
    throw new Error('killed here');
  };
  await killsInTheMiddle(hub.parts.hub.database.db);
  const shop = await shopFacts(hub.parts.hub, await hub.shopId('maison'));
  const actor = { kind: 'member' as const, memberId: 1, role: 'owner' as const, name: 'Olivia' };
  ctx = { hub: hub.parts.hub, shop, actor, language: 'fr', cause: 'story' };
});
after(async () => {
  await hub.close();
  await stripe.close();
  await paypal.close();
});

type Told = () => Promise<number>;
type Story = {
  order: { id: number; short: number };
  paid: { by: 'stripe' | 'paypal'; id: string; amount: number; disputed: boolean }[];
  /** News on its way. */
  news: Told[];
};

const tellStripe = (event: Parameters<FakeStripe['sign']>[0]): Told => {
  return () => stripe.deliver(`${hub.url}/webhooks/stripe/maison`, stripe.sign(event));
};
const tellPayPal = (event: Parameters<FakePayPal['sign']>[0]): Told => {
  return () => paypal.deliver(`${hub.url}/webhooks/paypal/maison`, paypal.sign(event));
};

/** Somebody opens the page of what is due, or of a part, and pays at one of the two. */
async function pays(story: Story, roll: Dice): Promise<void> {
  const url = await inShop({ ...ctx, cause: 'link' }, async (run) => {
    const order = await run.trx
      .selectFrom('orders')
      .selectAll()
      .where('id', '=', story.order.id)
      .executeTakeFirstOrThrow();
    const link = await linkFor(run, order, roll.chance(0.3) ? Math.max(100, Math.floor(order.total / 3)) : undefined);
    return link && linkUrl(run, link);
  });
  if (!url) return;
  const method = roll.pick(['stripe', 'paypal'] as const);
  const press = () => fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ method }) });
  const [answer] = await Promise.all(roll.chance(0.3) ? [press(), press()] : [press()]);
  if (answer!.status !== 303) return;
  const to = answer!.headers.get('location')!;
  if (method === 'stripe') {
    const session = stripe.sessionAt(to);
    if (session.status !== 'open') return;
    story.news.push(tellStripe(stripe.pay(session.id)));
    story.paid.push({ by: 'stripe', id: session.id, amount: session.amount_total, disputed: false });
  } else {
    const order = paypal.orderOf(to);
    if (order.status !== 'PAYER_ACTION_REQUIRED') return;
    story.news.push(tellPayPal(paypal.approve(order.id)));
    story.paid.push({
      by: 'paypal',
      id: order.id,
      amount: Number(order.purchase_units[0]!.amount.value.replace('.', '')),
      disputed: false,
    });
  }
}

const wasTaken = (story: Story) =>
  story.paid.filter((one) => one.by === 'stripe' || paypal.orderOf(one.id).status === 'COMPLETED');

/** What of a payment the provider still holds. */
function heldThere({ by, id, amount }: Story['paid'][number]): number {
  if (by === 'paypal') {
    const refunds = paypal.refundsOf(paypal.captureOf(id).id);
    return amount - refunds.reduce((sum, one) => sum + Number(one.amount.value.replace('.', '')), 0);
  }
  const intent = stripe.sessions.find((one) => one.id === id)!.payment_intent;
  return stripe.refunds
    .filter((one) => one.payment_intent === intent && one.status === 'succeeded')
    .reduce((sum, one) => sum - one.amount, amount);
}

/** The shop gives something back in the provider's own pages. */
function refundsThere(story: Story, roll: Dice): void {
  const one = roll.pick(wasTaken(story).filter((paid) => !paid.disputed && heldThere(paid) > 100));
  if (!one) return;
  const amount = 1 + roll.upTo(heldThere(one));
  if (one.by === 'paypal') {
    const refund = paypal.refundInDashboard(one.id, amount);
    story.news.push(tellPayPal(paypal.refunded(refund)));
    return;
  }
  const refund = stripe.refundInDashboard(one.id, amount);
  story.news.push(tellStripe(stripe.refundEvent(roll.pick(['refund.created', 'charge.refunded']), refund.id)));
  if (roll.chance(0.2))
    story.news.push(tellStripe(stripe.refundEvent('refund.failed', refund.id, 'expired_or_canceled_card')));
}

function disputes(story: Story, roll: Dice): void {
  const one = roll.pick(wasTaken(story).filter((paid) => !paid.disputed && heldThere(paid) === paid.amount));
  if (!one) return;
  one.disputed = true;
  if (one.by === 'paypal') {
    story.news.push(tellPayPal(paypal.dispute(one.id, 'CREATED')));
    story.news.push(tellPayPal(paypal.dispute(one.id, roll.pick(['WON', 'LOST']))));
    return;
  }
  story.news.push(tellStripe(stripe.dispute(one.id, 'created')), tellStripe(stripe.dispute(one.id, 'funds_withdrawn')));
  const won = roll.chance(0.5);
  if (won) story.news.push(tellStripe(stripe.dispute(one.id, 'funds_reinstated')));
  story.news.push(tellStripe(stripe.dispute(one.id, won ? 'won' : 'lost')));
}

/** Some of the news arrives: in any order, once or twice, or never. */
async function arrives(story: Story, roll: Dice): Promise<void> {
  const count = roll.upTo(3);
  for (let place = 0; place < count && story.news.length > 0; place += 1) {
    const [told] = story.news.splice(roll.upTo(story.news.length), 1);
    if (roll.chance(0.15)) continue;
    if (roll.chance(0.1)) dies = true;
    const status = await told!();
    // A provider that hears nothing good tells it again.
    if (status !== 200 || roll.chance(0.2)) await told!();
  }
}

const works = (on: boolean) =>
  doesErrands(hub.parts, ctx.shop.id, on, (ms) => {
    skew += ms;
  });

async function tell(story: Story, roll: Dice, name: string): Promise<void> {
  await pays(story, roll);
  const length = 2 + roll.upTo(8);
  for (let turn = 0; turn < length; turn += 1) {
    const what = roll.upTo(10);
    if (what < 4) await arrives(story, roll);
    else if (what < 6) await pays(story, roll);
    else if (what < 7) refundsThere(story, roll);
    else if (what < 9) await refundsHere(ctx, story.order.short, roll, `${name}:${turn}`);
    else disputes(story, roll);
    if (roll.chance(0.1)) await works(false);
  }
}

test(`${STORIES} stories of payments end with the books equal to the providers’`, { timeout: 900_000 }, async () => {
  for (let from = 0; from < STORIES; from += BATCH) {
    const began = hub.parts.hub.now();
    const stories: Story[] = [];
    for (let place = from; place < from + BATCH; place += 1) {
      const roll = dice(SEED + place);
      stories.push({ order: await anOrder(ctx, place + 1, 500 + roll.upTo(20_000)), paid: [], news: [] });
    }
    for (let first = 0; first < BATCH; first += AT_ONCE) {
      const some = stories.slice(first, first + AT_ONCE);
      await Promise.all(some.map((story) => tell(story, dice(SEED * 2 + story.order.short), `s${story.order.short}`)));
    }
    await works(true);
    const period = { from: began - 2_000, to: hub.parts.hub.now() + 1_000 };
    await inShop({ ...ctx, cause: `batch:${from}` }, (run) => askReconciliation(run, `batch:${from}`, period));
    await works(true);
    for (const story of stories) await equal(story);
  }
  assert.deepEqual(await unexplained(), [], 'no difference is left');
  // Both may give back the same money at once: the provider then refuses the second, and says why.
  const refused = [...stripe.refused, ...paypal.refused];
  const expected = /unrefunded amount|REFUND_AMOUNT_EXCEEDED|ORDER_NOT_APPROVED/;
  assert.deepEqual(
    refused.filter((why) => !expected.test(why)),
    [],
  );
});

async function unexplained() {
  return hub.look('maison', (trx) =>
    trx
      .selectFrom('reconciliation')
      .select(['provider', 'cause', 'state', 'differences', 'error'])
      .where((eb) => eb.or([eb('state', '!=', 'done'), eb(sql<number>`jsonb_array_length(differences)`, '>', 0)]))
      .execute(),
  );
}

async function equal(story: Story): Promise<void> {
  const { order, entries } = await hub.look('maison', async (trx) => ({
    order: await trx.selectFrom('orders').selectAll().where('id', '=', story.order.id).executeTakeFirstOrThrow(),
    entries: await trx.selectFrom('payment').selectAll().where('order_id', '=', story.order.id).execute(),
  }));
  const theirs = { stripe: 0, paypal: 0 };
  for (const one of wasTaken(story)) theirs[one.by] += heldThere(one) - (one.disputed ? takenBack(one) : 0);
  const ours = { stripe: 0, paypal: 0 };
  for (const entry of entries) ours[entry.provider as 'stripe'] += entry.amount;
  const name = `story ${story.order.short} (seed ${SEED})`;
  assert.deepEqual(ours, theirs, `${name}`);
  const refunded = -entries.filter((one) => one.kind === 'refund').reduce((sum, one) => sum + one.amount, 0);
  assert.equal(order.paid, ours.stripe + ours.paypal, name);
  assert.equal(order.payment_status, statusOf({ paid: order.paid, refunded }, order), name);
}

function takenBack({ by, id, amount }: Story['paid'][number]): number {
  if (by === 'paypal') return paypal.reversedOf(id);
  return stripe.disputedOf(id) ? amount : 0;
}
