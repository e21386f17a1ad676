/** What the hub says by itself: alerts once and grouped, the two digests, the state of things. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { watchOne } from '../road/watch.ts';
import { aShop, CUSTOMER_PHONE, MANAGER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { ME, startWalk, type Walk } from './walk.ts';

const STAFF_PHONE = '33644444444';
let walk: Walk;
let shopId: number;
/** Tests own time: it runs on from the moment they name. */
let offset = 0;
const itIs = (when: string) => {
  offset = Date.parse(`${when}+01:00`) - Date.now();
};
const clock = () => Date.now() + offset;
before(async () => {
  const { members = [], ...shop } = aShop('maison');
  walk = await startWalk({
    shops: [
      {
        ...shop,
        closures: [],
        opening_hours: { tue: '08:00-19:00', wed: '08:00-19:00', thu: '08:00-19:00', fri: '08:00-19:00' },
        members: [...members, { name: 'Sami', role: 'staff', phone: `+${STAFF_PHONE}` }],
      },
    ],
  });
  shopId = await walk.shopId('maison');
  itIs('2026-11-24T10:00:00');
  walk.parts.hub.now = clock;
});
after(() => walk.close());

/** One look at the shop at that moment; what each member got. */
async function watchAt(when: string): Promise<(phone: string) => string[]> {
  itIs(when);
  const since = walk.graph.sent.length;
  await walk.look('maison', (trx) =>
    trx
      .updateTable('conversation')
      .set({ last_inbound_at: new Date(clock()) })
      .where('member_id', 'is not', null)
      .execute(),
  );
  await watchOne(walk.parts, shopId);
  await walk.quiet();
  return (phone) =>
    walk.graph.sent
      .slice(since)
      .filter((message) => message.to === phone)
      .map((message) => message.text);
}

async function anOrder(short: number, more: { status?: string; due?: string; at?: string; paid?: number } = {}) {
  await walk.look('maison', async (trx) => {
    await sql`insert into customer (shop_id, name) select hub_shop(), 'Marie' where not exists (select from customer where name = 'Marie')`.execute(
      trx,
    );
    await sql`insert into orders (shop_id, short, number, status, channel, customer_id, currency, subtotal, tax, total, paid,
        payment_status, due_date, created_at, updated_at)
      values (hub_shop(), ${short}, ${`2026-${short}`}, ${more.status ?? 'pending'}, 'manual',
        (select min(id) from customer where name = 'Marie'), 'EUR', 2000, 0, 2000, ${more.paid ?? 0},
        ${more.paid === 2000 ? 'paid' : 'unpaid'}, ${more.due ?? null}::date,
        ${`${more.at ?? '2026-11-24 09:00'}+01`}::timestamptz, now())`.execute(trx);
  });
}
const setStatus = (short: number, status: 'confirmed' | 'preparing') =>
  walk.look('maison', (trx) => trx.updateTable('orders').set({ status }).where('short', '=', short).execute());
const openAlerts = () =>
  walk.look('maison', (trx) =>
    trx.selectFrom('alert').select(['kind', 'subject', 'told_at']).where('over_at', 'is', null).execute(),
  );

test('an order that waits for a day is told once; what comes within ten minutes is grouped', async () => {
  await anOrder(8001, { at: '2026-11-23 09:30' });
  await anOrder(8002, { at: '2026-11-23 10:05' });
  await anOrder(8003, { at: '2026-11-23 10:06' });
  const first = await watchAt('2026-11-24T10:00:00');
  assert.equal(first(OWNER_PHONE).length, 1);
  assert.match(first(OWNER_PHONE)[0]!, /Commande 8001 \(Marie\).*24\sh/);
  assert.equal(first(STAFF_PHONE).length, 1);
  assert.deepEqual((await watchAt('2026-11-24T10:07:00'))(OWNER_PHONE), [], 'not within ten minutes');
  const later = await watchAt('2026-11-24T10:11:00');
  assert.equal(later(OWNER_PHONE).length, 1);
  assert.match(later(OWNER_PHONE)[0]!, /À voir \(2\)[\s\S]*8002[\s\S]*8003/);
  assert.doesNotMatch(later(OWNER_PHONE)[0]!, /8001/);
  assert.deepEqual((await watchAt('2026-11-24T12:00:00'))(OWNER_PHONE), [], 'told once');
});

test('it comes again only after it was over', async () => {
  await setStatus(8001, 'confirmed');
  await watchAt('2026-11-24T12:30:00');
  assert.equal(
    (await openAlerts()).some((row) => row.kind === 'waiting' && row.told_at === null),
    false,
  );
  assert.equal((await openAlerts()).filter((row) => row.kind === 'waiting').length, 2);
  await walk.look('maison', (trx) =>
    trx.updateTable('orders').set({ status: 'pending' }).where('short', '=', 8001).execute(),
  );
  assert.match((await watchAt('2026-11-24T13:00:00'))(OWNER_PHONE)[0]!, /8001/);
  for (const short of [8001, 8002, 8003]) await setStatus(short, 'preparing');
});

test('late payments are for those who see money; tomorrow’s orders only from five o’clock', async () => {
  await anOrder(8010, { status: 'delivered', due: '2026-11-20' });
  await anOrder(8011, { status: 'delivered', due: '2026-11-20', paid: 2000 });
  await anOrder(8012, { status: 'confirmed', due: '2026-11-25' });
  const noon = await watchAt('2026-11-24T14:00:00');
  assert.match(noon(OWNER_PHONE)[0]!, /Commande 8010 \(Marie\)\s: 20,00\s€ en retard/);
  assert.deepEqual(noon(STAFF_PHONE), []);
  const five = await watchAt('2026-11-24T17:00:00');
  assert.match(five(OWNER_PHONE)[0]!, /Commande 8012 \(Marie\) est pour demain.*\/preparer 8012/);
  assert.equal(five(OWNER_PHONE).length, 1);
  assert.equal(five(STAFF_PHONE).length, 1);
});

test('two looks at the same moment tell once; a look that died told nothing and is done again', async () => {
  await anOrder(8020, { status: 'confirmed', due: '2026-11-25' });
  itIs('2026-11-24T17:30:00');
  const since = walk.graph.sent.length;
  await Promise.all([1, 2, 3].map(() => watchOne(walk.parts, shopId)));
  await watchOne(walk.parts, shopId);
  await walk.quiet();
  assert.equal(walk.graph.sent.slice(since).filter((message) => message.to === OWNER_PHONE).length, 1);
  await anOrder(8021, { status: 'confirmed', due: '2026-11-25' });
  itIs('2026-11-24T17:45:00');
  const { ring } = walk.parts.hub;
  const database = walk.parts.hub.database;
  // Killed before its commit: nothing of it is left.
  await assert.rejects(
    database.db.transaction().execute(async (trx) => {
      await sql`select set_config('app.shop_id', ${String(shopId)}, true), set_config('role', ${database.role ?? 'none'}, true)`.execute(
        trx,
      );
      const { watchShop } = await import('../../tools/day/watch.ts');
      const { shopFacts } = await import('../../tools/shops/facts.ts');
      const shop = await shopFacts(walk.parts.hub, shopId);
      await watchShop({
        hub: { ...walk.parts.hub, ring },
        shop,
        actor: { kind: 'system' },
        language: 'fr',
        cause: 'watch',
        trx,
        at: clock(),
        bells: [],
      });
      throw new Error('killed');
    }),
    /killed/,
  );
  assert.match((await watchAt('2026-11-24T17:45:00'))(OWNER_PHONE)[0]!, /8021/);
});

test('the evening digest at the hour she chose, once; staff read it without amounts', async () => {
  assert.deepEqual((await watchAt('2026-11-24T18:59:00'))(OWNER_PHONE), []);
  const evening = await watchAt('2026-11-24T19:00:00');
  assert.match(
    evening(OWNER_PHONE)[0]!,
    /Bilan de la journée[\s\S]*mardi 24 novembre[\s\S]*€[\s\S]*Pour mercredi 25 novembre/,
  );
  assert.equal(evening(MANAGER_PHONE).length, 1);
  assert.doesNotMatch(evening(STAFF_PHONE)[0]!, /€/);
  assert.deepEqual((await watchAt('2026-11-24T19:01:00'))(OWNER_PHONE), []);
});

test('the morning brings the production an hour before opening; /digest off silences both', async () => {
  assert.deepEqual((await watchAt('2026-11-25T06:59:00'))(OWNER_PHONE), []);
  const morning = await watchAt('2026-11-25T07:00:00');
  assert.match(morning(OWNER_PHONE)[0]!, /Production du jour[\s\S]*mercredi 25 novembre[\s\S]*8012/);
  assert.deepEqual((await watchAt('2026-11-25T07:30:00'))(OWNER_PHONE), []);
  await walk.says(OWNER_PHONE, '/digest off');
  await walk.quiet();
  assert.deepEqual((await watchAt('2026-11-25T19:30:00'))(OWNER_PHONE), []);
});

test('low stock, a channel against its rhythm, a question nobody answered', async () => {
  itIs('2026-11-26T09:00:00');
  await walk.sends(CUSTOMER_PHONE, 'Je veux parler à un humain, c’est pour une allergie');
  await walk.quiet();
  await walk.look('maison', async (trx) => {
    await sql`update product set stock = 2, low_stock = 3 where sku = (select min(sku) from product where active)`.execute(
      trx,
    );
    await sql`update shop set catalogue_stamp = catalogue_stamp + 1`.execute(trx);
    await sql`update connection set last_event_at = '2026-11-26T09:00:00+01:00'`.execute(trx);
    await sql`update conversation set last_inbound_at = '2026-11-26T09:00:00+01:00' where contact = ${CUSTOMER_PHONE}`.execute(
      trx,
    );
    await sql`update outgoing set created_at = '2026-11-26T09:00:05+01:00'
      where conversation_id = (select id from conversation where contact = ${CUSTOMER_PHONE})`.execute(trx);
    // Thursdays of the last four weeks were busy from nine to one.
    await sql`insert into rhythm (shop_id, connection_id, hour)
      select hub_shop(), (select id from connection where channel = 'whatsapp'), '2026-11-26T08:00:00Z'::timestamptz - make_interval(weeks => w, hours => -h)
      from generate_series(1, 4) w, generate_series(0, 4) h on conflict do nothing`.execute(trx);
  });
  const early = await watchAt('2026-11-26T10:30:00');
  assert.match(early(OWNER_PHONE).join('\n'), /Stock bas/);
  assert.doesNotMatch(early(OWNER_PHONE).join('\n'), /silencieux|attend une réponse/);
  const later = (await watchAt('2026-11-26T12:30:00'))(OWNER_PHONE);
  assert.equal(later.length, 1);
  assert.match(later[0]!, /WhatsApp.*silencieux depuis/);
  assert.match(later[0]!, /attend une réponse depuis 3\sh/);
});

test('a message that could not be delivered: with the reason and the next best way', async () => {
  itIs('2026-11-26T15:00:00');
  await walk.says(OWNER_PHONE, '/aide');
  await walk.quiet();
  await walk.sends('33677777777', 'Bonjour');
  await walk.quiet();
  await walk.look('maison', (trx) =>
    sql`update outgoing set state = 'sent', provider_id = 'wamid.lost'
      where conversation_id = (select id from conversation where contact = '33677777777')`.execute(trx),
  );
  // Nothing was told a moment ago.
  await walk.look('maison', (trx) => trx.updateTable('watch').set({ alerted_at: null }).execute());
  const since = walk.graph.sent.length;
  await walk.deliver(
    walk.graph.status({
      ...ME,
      messageId: 'wamid.lost',
      state: 'failed',
      error: { code: 131026, title: 'Message undeliverable' },
    }),
  );
  await walk.quiet();
  const told = walk.graph.sent.slice(since).filter((message) => message.to === OWNER_PHONE);
  assert.equal(told.length, 1);
  assert.match(told[0]!.text, /n’a pas reçu[\s\S]*131026[\s\S]*Appelez plutôt\s: \+33677777777/);
});

test('/sante says what works, what does not, and what to do', async () => {
  const text = (await walk.says(OWNER_PHONE, '/sante')).text;
  assert.match(text, /WhatsApp/);
  assert.match(text, /non remis depuis hier/);
  assert.match(text, /Paiement en ligne\s: Stripe/);
  assert.match(text, /SMTP_URL/);
  assert.match(text, /Version \d/);
  assert.match((await walk.says(STAFF_PHONE, '/sante')).text, /réservée/);
  await walk.look('maison', (trx) =>
    trx.updateTable('connection').set({ state: 'reconnect', state_reason: 'token expired' }).execute(),
  );
  const since = walk.graph.sent.length;
  await walk.says(OWNER_PHONE, 'sante');
  assert.match(walk.graph.sent[since]!.text, /ne fonctionne plus \(token expired\)[\s\S]*jeton/);
});
