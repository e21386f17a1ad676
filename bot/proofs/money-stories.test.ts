/**
 * A thousand made-up stories of payments against doubles of Stripe and PayPal: sessions opened twice, paid, news that is
 * lost, doubled, late or out of order, refunds from both sides, disputes, processes that die in between. At the end of
 * each the books hold what the provider holds, to the cent.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Ctx } from '../../tools/context.ts';
import { statusOf } from '../../tools/payments/books.ts';
import { linkFor, linkUrl } from '../../tools/payments/link.ts';
import { askReconciliation } from '../../tools/payments/reconcile.ts';
import { refundOrder } from '../../tools/payments/refund-order.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import { type FakePayPal, PAYPAL_KEYS, startFakePayPal } from '../fakes/paypal.ts';
import { type FakeStripe, startFakeStripe } from '../fakes/stripe.ts';
import { runErrand } from '../road/errands.ts';
import { startTestHub, type TestHub } from '../testing/hub.ts';
import { aShop } from '../testing/shop.ts';
import { type Dice, dice } from './dice.ts';

/** All of them where everything is tested (`REQUIRE_SERVICES=1`); the first hundred on a developer's machine. */
const STORIES = process.env.REQUIRE_SERVICES === '1' ? 1_000 : 100;
const BATCH = 50;
const AT_ONCE = 25;
const SEED = 20_261_128;
const OURS = ['refund_payment', 'read_refunds', 'look_at_session', 'reconcile'];

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
  const shop = await shopFacts(hub.parts.hub, await hub.shopId('maison'));
  const actor = { kind: 'member' as const, memberId: 1, role: 'owner' as const, name: 'Olivia' };
  ctx = { hub: hub.parts.hub, shop, actor, language: 'fr', cause: 'story' };
});
after(async () => {
  await hub.close();
  await stripe.close();
  await paypal.close();
});

/** A confirmed order of one line, as the trade writes it. */
async function anOrder(place: number, total: number): Promise<{ id: number; short: number }> {
  return inShop(ctx, async (run) => {
    const { rows } = await sql<{ id: number; short: number }>`
      with who as (insert into customer (shop_id, name) values (${run.shop.id}, ${`Client ${place}`}) returning id)
      insert into orders (shop_id, short, number, status, channel, customer_id, currency, subtotal, tax, total,
        created_at, updated_at)
      select ${run.shop.id}, ${place}, ${`2026-${String(place).padStart(4, '0')}`}, 'confirmed', 'manual', id, 'EUR',
        ${total}, 0, ${total}, ${new Date(run.at)}, ${new Date(run.at)} from who returning id, short`.execute(run.trx);
    const order = rows[0]!;
    await sql`insert into order_line (shop_id, order_id, position, sku, name, qty, unit, unit_price, total, vat_rate)
      values (${run.shop.id}, ${order.id}, 0, 'A', 'Éclair', 1, 'piece', ${total}, ${total}, 550)`.execute(run.trx);
    return order;
  });
}

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
    if (session.payment_status === 'paid') return;
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

/** A member gives something back from her thread. */
async function refundsHere(story: Story, roll: Dice, turn: string): Promise<void> {
  const input = { order: story.order.short, text: roll.chance(0.5) ? '' : `${1 + roll.upTo(20)}€` };
  const asked = await perform(refundOrder, { ...ctx, cause: `${turn}:ask` }, input).catch(() => null);
  const command = asked?.reply?.choices?.[0]?.id;
  const found = command && /^\/rembourser \d+ (\S+) v(\d+)$/.exec(command);
  if (!found) return;
  const tap = { order: story.order.short, text: `${found[1]}€`, version: Number(found[2]) };
  const times = roll.chance(0.3) ? 2 : 1;
  for (let time = 0; time < times; time += 1)
    await perform(refundOrder, { ...ctx, cause: `${turn}:tap` }, tap).catch(() => null);
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

async function tell(story: Story, roll: Dice, name: string): Promise<void> {
  await pays(story, roll);
  const length = 2 + roll.upTo(8);
  for (let turn = 0; turn < length; turn += 1) {
    const what = roll.upTo(10);
    if (what < 4) await arrives(story, roll);
    else if (what < 6) await pays(story, roll);
    else if (what < 7) refundsThere(story, roll);
    else if (what < 9) await refundsHere(story, roll, `${name}:${turn}`);
    else disputes(story, roll);
    if (roll.chance(0.1)) await works(false);
  }
}

/** Does the errands of money that are due; `on`: and those that are due later, as time goes by. */
async function works(on: boolean): Promise<void> {
  for (let round = 0; round < (on ? 30 : 1); round += 1) {
    const { rows } = await sql<{ ref: string; due: Date }>`select work.ref, work.due_at as due from work
      join errand on errand.id::text = work.ref
      where work.kind = 'errand' and errand.kind in (${sql.join(OURS)}) order by work.due_at`.execute(
      hub.parts.hub.database.db,
    );
    if (rows.length === 0) return;
    if (on) skew += Math.max(0, rows[0]!.due.getTime() - hub.parts.hub.now());
    const now = hub.parts.hub.now();
    for (const { ref } of rows.filter(({ due }) => due.getTime() <= now))
      await runErrand(hub.parts, { kind: 'errand', shopId: ctx.shop.id, ref });
  }
}

test(`${STORIES} stories of payments end with the books equal to the providers’`, { timeout: 900_000 }, async () => {
  for (let from = 0; from < STORIES; from += BATCH) {
    const began = hub.parts.hub.now();
    const stories: Story[] = [];
    for (let place = from; place < from + BATCH; place += 1) {
      const roll = dice(SEED + place);
      stories.push({ order: await anOrder(place + 1, 500 + roll.upTo(20_000)), paid: [], news: [] });
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
  assert.equal(order.payment_status, statusOf({ paid: order.paid, refunded, total: order.total }), name);
}

function takenBack({ by, id, amount }: Story['paid'][number]): number {
  if (by === 'paypal') return paypal.reversedOf(id);
  return stripe.disputedOf(id) ? amount : 0;
}
