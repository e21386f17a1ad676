/** The process is killed (SIGKILL) at every step of the road; whatever the step, the same is left in the end. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type Database, openDatabase, openPool } from '../../db/database.ts';
import { forShop } from '../../db/shop.ts';
import { STEPS, type Step } from '../road/parts.ts';
import { PHONE_NUMBER_ID } from '../testing/shop.ts';
import { assertSent, leftOver, onlyShop, settled, type Trace, traceOf, walkOrder } from './order.ts';
import { LATER_MS, openSite, type Site, until } from './site.ts';

/** Every step at its first passing, and those that are passed for several reasons at later ones too. */
const CRASHES: { at: Step; nth: number }[] = [
  // Mailboxes have a proof of their own (`mailbox.test.ts`).
  ...STEPS.filter((at) => at !== 'letters read').map((at) => ({ at, nth: 1 })),
  // The tap on a size, the owner's tap, the cards.
  { at: 'arrivals stored', nth: 3 },
  { at: 'turn opened', nth: 2 },
  { at: 'turn thought', nth: 2 },
  { at: 'turn thought', nth: 3 },
  { at: 'message sent', nth: 3 },
];

/** Side by side, since a restart mostly waits; each with a database and providers of its own. */
const ROADS = 3;

/**
 * Between a provider's yes and our note of it a message may be sent a second time. A process dies with everything it
 * has under way, so at any step that may be one message of each conversation: the customer's and two members'.
 */
const UNDER_WAY = 3;

describe('killed at each step', { concurrency: ROADS }, () => {
  for (let road = 0; road < ROADS; road++) {
    describe(`road ${road + 1}`, { concurrency: 1 }, () =>
      walkTo(CRASHES.filter((_, index) => index % ROADS === road)),
    );
  }
});

function walkTo(crashes: typeof CRASHES): void {
  let site: Site;
  let database: Database;
  let undisturbed: Trace;
  const shorts: number[] = [];
  before(async () => {
    site = await openSite();
    database = await openDatabase(openPool(site.databaseUrl, 2));
    shorts.push(await walkOrder(site, customerOf(0)));
    await settled(site, database);
    undisturbed = await traceOf(database, customerOf(0));
    assertSent(site, undisturbed);
  });
  after(async () => {
    await database?.close();
    await site?.close();
  });

  for (const [index, { at, nth }] of crashes.entries()) {
    test(`killed at "${at}", time ${nth}`, async () => {
      const before = site.deaths();
      site.crashAt(at, nth);
      shorts.push(await walkOrder(site, customerOf(index + 1)));
      await settled(site, database);
      assert.equal(site.deaths() - before, 1, 'it died, once');
      const trace = await traceOf(database, customerOf(index + 1));
      assert.deepEqual(trace.facts, undisturbed.facts);
      assertSent(site, trace, UNDER_WAY);
    });
  }

  test('and all of them together: numbers without a gap, nothing of nobody’s', async () => {
    assert.deepEqual(
      shorts,
      Array.from({ length: crashes.length + 1 }, (_, index) => index + 1),
    );
    const rows = await forShop(database, await onlyShop(database), (trx) =>
      trx.selectFrom('paper').select('number').orderBy('id').execute(),
    );
    assert.deepEqual(
      rows.map(({ number }) => number),
      shorts.map((short) => `F-2026-${String(short).padStart(4, '0')}`),
    );
    assert.deepEqual(site.stripe.refused, []);
    assert.ok(
      site.graph.calls.every(({ status }) => status === 200),
      'the provider refused nothing',
    );
  });
}

const customerOf = (index: number) => `336440000${String(index).padStart(2, '0')}`;

const said = (site: Site, from: string, text: string) =>
  site.graph.inboundText({ phoneNumberId: PHONE_NUMBER_ID, from, name: 'Marie', text });

describe('killed while more comes in', { concurrency: 2 }, () => {
  test('what is said while a dead process’s turn lies open is answered too', async (t) => {
    const { site, database } = await opened(t);
    const customer = customerOf(50);
    // The next process has to wait for the lease; the customer does not.
    site.crashAt('turn opened', 1, 0);
    assert.equal(await site.deliver(said(site, customer, 'Bonjour, je voudrais 3 éclairs au chocolat')), 200);
    await until('its death', () => site.deaths() === 1);
    await site.request('/healthz');
    await site.stop();
    await site.start(-LATER_MS);
    assert.equal(await site.deliver(said(site, customer, 'pour samedi svp')), 200);
    site.hub().tell({ aheadMs: LATER_MS });
    await settled(site, database);
    const placed = site.graph.sentTo(customer).filter(({ text }) => /n° 1\b/.test(text));
    assert.equal(
      placed.length,
      1,
      site.graph
        .sentTo(customer)
        .map(({ text }) => text)
        .join('\n---\n'),
    );
    assert.match(placed[0]!.text, /samedi 28 novembre/);
  });

  test('a report that comes while we do not know whether a message left keeps it from leaving again', async (t) => {
    const { site, database } = await opened(t);
    const customer = customerOf(51);
    site.crashAt('message sent', 1, 0);
    assert.equal(await site.deliver(said(site, customer, 'Bonjour')), 200);
    const first = await site.graph.waitFor((message) => message.to === customer);
    await until('its death', () => site.deaths() === 1);
    await site.request('/healthz');
    assert.equal(
      await site.graph.deliverStatus(`${site.url}/webhooks/meta`, { messageId: first.id, state: 'delivered' }),
      200,
    );
    await until('the report read', async () => (await leftOver(database)).messages === 0);
    site.hub().tell({ aheadMs: LATER_MS });
    await settled(site, database);
    assert.deepEqual(
      site.graph.sentTo(customer).map(({ id }) => id),
      [first.id],
    );
  });

  test('at ten random moments under a burst of thirty customers: each is answered, with one order', async (t) => {
    const { site, database } = await opened(t);
    const customers = Array.from({ length: 30 }, (_, index) => customerOf(60 + index));
    const posting: Promise<number>[] = [];
    const moments: number[] = [];
    for (let life = 0; life < 10; life++) {
      await site.request('/healthz');
      for (const customer of customers.slice(life * 3, life * 3 + 3)) {
        const body = said(site, customer, 'Bonjour, 3 éclairs au chocolat et 2 religieuses pour samedi svp');
        // Providers deliver twice when they are not sure.
        posting.push(site.deliver(body), site.deliver(body));
      }
      moments.push(Math.round(Math.random() * 700));
      await pause(moments.at(-1));
      await site.kill();
    }
    t.diagnostic(`killed after ${moments.join(', ')} ms`);
    assert.deepEqual(new Set(await Promise.all(posting)), new Set([200]));
    await settled(site, database);
    assert.equal(site.deaths(), 10);
    const rows = await forShop(database, await onlyShop(database), (trx) =>
      trx
        .selectFrom('customer')
        .select((eb) => [
          'customer.phone',
          eb
            .selectFrom('orders')
            .whereRef('customer_id', '=', 'customer.id')
            .select(eb.fn.countAll<number>().as('n'))
            .as('orders'),
          eb
            .selectFrom('draft')
            .innerJoin('conversation', 'conversation.id', 'draft.conversation_id')
            .whereRef('conversation.customer_id', '=', 'customer.id')
            .select(eb.fn.countAll<number>().as('n'))
            .as('drafts'),
          eb
            .selectFrom('outgoing')
            .innerJoin('conversation', 'conversation.id', 'outgoing.conversation_id')
            .whereRef('conversation.customer_id', '=', 'customer.id')
            .select(eb.fn.countAll<number>().as('n'))
            .as('answers'),
        ])
        .orderBy('phone')
        .execute(),
    );
    assert.deepEqual(
      rows.map((row) => ({ ...row })),
      customers.map((customer) => ({ phone: `+${customer}`, orders: 1, drafts: 1, answers: 1 })),
    );
    for (const customer of customers) assert.match(site.graph.sentTo(customer)[0]?.text ?? '', /n° \d+/);
  });
});

async function opened(t: { after(end: () => Promise<unknown>): void }): Promise<{ site: Site; database: Database }> {
  const site = await openSite();
  const database = await openDatabase(openPool(site.databaseUrl, 2));
  t.after(async () => {
    await database.close();
    await site.close();
  });
  return { site, database };
}
