/**
 * Four hundred of a thousand made-up stories of payments: in dinars, against doubles of Flouci and Konnect, whose webhooks
 * are hints without a signature. Pages opened twice and on both, paid, failed, run out; hints lost, doubled, late, early
 * and invented; refunds; processes that die between two steps and in the middle of a transaction. At the end of each the
 * books hold what the providers hold, less what the shop noted as given back, to the millime.
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
import {
  type FakeFlouci,
  type FakeKonnect,
  FLOUCI_KEYS,
  KONNECT_KEYS,
  startFakeFlouci,
  startFakeKonnect,
} from '../fakes/flouci.ts';
import { startTestHub, type TestHub } from '../testing/hub.ts';
import { aShop } from '../testing/shop.ts';
import { type Dice, dice } from './dice.ts';
import { anOrder, doesErrands, killsInTheMiddle, refundsHere } from './money-story.ts';

/** All of them where everything is tested (`REQUIRE_SERVICES=1`), `RUNS` of them, or the first sixty. */
const STORIES = Number(process.env.RUNS ?? (process.env.REQUIRE_SERVICES === '1' ? 400 : 60));
const BATCH = 20;
const SEED = 20_261_129;

let hub: TestHub;
let flouci: FakeFlouci;
let konnect: FakeKonnect;
let ctx: Ctx;
let skew = 0;
let dies = false;
before(async () => {
  flouci = await startFakeFlouci();
  konnect = await startFakeKonnect();
  const payments = { flouci: FLOUCI_KEYS, konnect: KONNECT_KEYS };
  const members = [{ name: 'Olfa', role: 'owner' as const, email: 'olfa@maison.example' }];
  hub = await startTestHub({
    shops: [aShop('maison', { currency: 'TND', payments, members, connections: [] })],
    more: { ROLE: 'web', FLOUCI_URL: flouci.url, KONNECT_URL: konnect.url, LOG_LEVEL: 'silent' },
  });
  const real = hub.parts.hub.now;
  hub.parts.hub.now = () => real() + skew;
  hub.parts.passing = (step) => {
    if (!dies || step !== 'payment settled') return;
    dies = false;
    throw new Error('killed here');
  };
  await killsInTheMiddle(hub.parts.hub.database.db);
  const shop = await shopFacts(hub.parts.hub, await hub.shopId('maison'));
  const actor = { kind: 'member' as const, memberId: 1, role: 'owner' as const, name: 'Olfa' };
  ctx = { hub: hub.parts.hub, shop, actor, language: 'fr', cause: 'story' };
});
after(async () => {
  await hub.close();
  await flouci.close();
  await konnect.close();
});

type Paid = { by: 'flouci' | 'konnect'; id: string };
type Story = { order: { id: number; short: number }; opened: Paid[]; hints: Paid[] };

const fakeOf = (by: Paid['by']) => (by === 'flouci' ? flouci : konnect);
const paymentOf = ({ by, id }: Paid) => fakeOf(by).payment(id);

/** Somebody opens the page of what is due, or of a part, at one of the two. */
async function opens(story: Story, roll: Dice): Promise<void> {
  const part = roll.chance(0.3);
  const method = roll.pick(['flouci', 'konnect'] as const);
  const twice = roll.chance(0.3);
  const url = await inShop({ ...ctx, cause: 'link' }, async (run) => {
    const found = run.trx.selectFrom('orders').selectAll().where('id', '=', story.order.id);
    const order = await found.executeTakeFirstOrThrow();
    const link = await linkFor(run, order, part ? Math.max(500, Math.floor(order.total / 3)) : undefined);
    return link && linkUrl(run, link);
  });
  if (!url) return;
  const press = () => fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ method }) });
  const answers = await Promise.all(twice ? [press(), press()] : [press()]);
  for (const answer of answers) {
    const to = answer.headers.get('location');
    if (answer.status !== 303 || !to) continue;
    const { id } = fakeOf(method).payment(to);
    if (!story.opened.some((one) => one.id === id)) story.opened.push({ by: method, id });
  }
}

/** A page that waits is paid, refused by the bank, or runs out; it is told, or not. */
function goesOn(story: Story, roll: Dice): void {
  const one = roll.pick(story.opened.filter((page) => paymentOf(page).state === 'pending'));
  if (!one) return;
  const fake = fakeOf(one.by);
  if (roll.chance(0.75)) fake.pay(one.id);
  else if (roll.chance(0.5)) fake.fail(one.id);
  else fake.expire(one.id);
  if (roll.chance(0.8)) story.hints.push(one);
}

/** Hints arrive: in any order, once or twice, before anything happened, or about nothing at all. */
async function arrives(story: Story, roll: Dice): Promise<void> {
  if (roll.chance(0.2) && story.opened.length > 0) story.hints.push(roll.pick(story.opened));
  const count = roll.upTo(3);
  for (let place = 0; place < count && story.hints.length > 0; place += 1) {
    const [one] = story.hints.splice(roll.upTo(story.hints.length), 1);
    if (roll.chance(0.1)) dies = true;
    const again = roll.chance(0.3);
    const status = await fakeOf(one!.by).hint(one!.id);
    if (status !== 200 || again) await fakeOf(one!.by).hint(one!.id);
  }
  if (roll.chance(0.1)) await konnect.hint('6392d70408ac861bcea30337', `${hub.url}/webhooks/konnect/maison`);
}

const works = (on: boolean) =>
  doesErrands(hub.parts, ctx.shop.id, on, (ms) => {
    skew += ms;
  });

async function tell(story: Story, roll: Dice, name: string): Promise<void> {
  await opens(story, roll);
  const length = 2 + roll.upTo(8);
  for (let turn = 0; turn < length; turn += 1) {
    const what = roll.upTo(10);
    if (what < 3) goesOn(story, roll);
    else if (what < 6) await arrives(story, roll);
    else if (what < 8) await opens(story, roll);
    else if (what < 9) await refundsHere(ctx, story.order.short, roll, `${name}:${turn}`);
    else skew += 6_000;
    if (roll.chance(0.3)) await works(false);
  }
}

test(`${STORIES} stories of payments in dinars end with the books equal to the providers’`, {
  timeout: 900_000,
}, async () => {
  for (let from = 0; from < STORIES; from += BATCH) {
    const began = hub.parts.hub.now();
    const stories: Story[] = [];
    for (let place = from; place < Math.min(from + BATCH, STORIES); place += 1) {
      const total = 2_000 + dice(SEED + place).upTo(90_000);
      stories.push({ order: await anOrder(ctx, place + 1, total), opened: [], hints: [] });
    }
    await Promise.all(stories.map((story) => tell(story, dice(SEED * 2 + story.order.short), `s${story.order.short}`)));
    await works(true);
    const period = { from: began - 2_000, to: hub.parts.hub.now() + 1_000 };
    await inShop({ ...ctx, cause: `batch:${from}` }, (run) => askReconciliation(run, `batch:${from}`, period));
    await works(true);
    for (const story of stories) await equal(story);
  }
  const left = await hub.look('maison', (trx) =>
    trx
      .selectFrom('reconciliation')
      .select(['provider', 'cause', 'state', 'differences', 'error'])
      .where((eb) => eb.or([eb('state', '!=', 'done'), eb(sql<number>`jsonb_array_length(differences)`, '>', 0)]))
      .execute(),
  );
  assert.deepEqual(left, [], 'no difference is left');
  assert.deepEqual([...flouci.refused, ...konnect.refused], []);
});

async function equal(story: Story): Promise<void> {
  const { order, entries } = await hub.look('maison', async (trx) => ({
    order: await trx.selectFrom('orders').selectAll().where('id', '=', story.order.id).executeTakeFirstOrThrow(),
    entries: await trx.selectFrom('payment').selectAll().where('order_id', '=', story.order.id).execute(),
  }));
  const name = `story ${story.order.short} (seed ${SEED})`;
  const theirs = story.opened
    .filter((one) => paymentOf(one).state === 'paid')
    .map((one) => [one.id, paymentOf(one).amount]);
  const ours = entries.filter(({ kind }) => kind === 'payment').map((one) => [one.provider_ref, one.amount]);
  assert.deepEqual(ours.sort(), theirs.sort(), name);
  const refunded = -entries.filter((one) => one.kind === 'refund').reduce((sum, one) => sum + one.amount, 0);
  const received = theirs.reduce((sum, [, amount]) => sum + Number(amount), 0);
  assert.ok(refunded <= received, name);
  assert.equal(order.paid, received - refunded, name);
  assert.equal(order.payment_status, statusOf({ paid: order.paid, refunded }, order), name);
}
