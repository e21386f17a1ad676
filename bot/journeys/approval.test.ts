/** The yes of a member: by tap, by typing, by a quoted "ok"; twice, at once, too late. One effect, always. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { SentMessage } from '../fakes/graph.ts';
import { aShop, CUSTOMER_PHONE, MANAGER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { only, SIMPLE_ORDER, startWalk, tapBody, type Walk } from './walk.ts';

const AUTO_NUMBER = '200000000000002';
const AUTO_OWNER = '33655555555';
let walk: Walk;
before(async () => {
  const auto = aShop('auto', {
    phoneNumberId: AUTO_NUMBER,
    approval: { auto_below: 2000 },
    members: [{ name: 'Anna', role: 'owner', phone: `+${AUTO_OWNER}` }],
  });
  walk = await startWalk({ shops: [aShop('maison'), auto] });
});
after(() => walk.close());

const sentSince = (since: number, to: string) => walk.graph.sent.slice(since).filter((message) => message.to === to);
const orderRow = (short: number) =>
  walk.look('maison', (trx) =>
    trx.selectFrom('orders').selectAll().where('short', '=', short).executeTakeFirstOrThrow(),
  );
const confirmations = (short: number) =>
  walk.look('maison', (trx) =>
    trx
      .selectFrom('journal')
      .innerJoin('orders', 'orders.id', 'journal.order_id')
      .select('journal.actor')
      .where('orders.short', '=', short)
      .where('event', '=', 'order.confirmed')
      .execute(),
  );
const cardOf = (member: string, short: number): SentMessage =>
  walk.graph
    .sentTo(member)
    .findLast((message) => message.choices.some((choice) => choice.id.startsWith(`/confirmer ${short} `)))!;

test('the same tap twice at once, and the webhook of it twice: one effect, said once', async () => {
  const { short, card } = await walk.orders();
  await walk.quiet();
  const since = walk.graph.sent.length;
  const taps = [tapBody(walk, OWNER_PHONE, card, 'Créer commande'), tapBody(walk, OWNER_PHONE, card, 'Créer commande')];
  await Promise.all([...taps, ...taps].map((body) => walk.deliver(body)));
  await walk.quiet();
  assert.equal((await confirmations(short)).length, 1);
  assert.equal(sentSince(since, CUSTOMER_PHONE).length, 1, 'one recap');
  const said = sentSince(since, OWNER_PHONE)
    .map((message) => message.text)
    .join('\n');
  assert.equal(said.split(`Commande ${short} confirmée`).length - 1, 1, said);
});

test('two members tap at the same instant: one confirms, the other hears who did it and when', async () => {
  const { short } = await walk.orders();
  await walk.quiet();
  const since = walk.graph.sent.length;
  const bodies = [OWNER_PHONE, MANAGER_PHONE].map((member) =>
    tapBody(walk, member, cardOf(member, short), 'Créer commande'),
  );
  await Promise.all(bodies.map((body) => walk.deliver(body)));
  await walk.quiet();
  const { name } = only(await confirmations(short)).actor as { name: string };
  const [first, second] = name === 'Olivia' ? [OWNER_PHONE, MANAGER_PHONE] : [MANAGER_PHONE, OWNER_PHONE];
  assert.match(only(sentSince(since, first)).text, new RegExp(`Commande ${short} confirmée`));
  const told = sentSince(since, second).map((message) => message.text);
  assert.equal(told.filter((text) => new RegExp(`${name} a confirmé la commande ${short}`).test(text)).length, 1);
  assert.equal(
    told.filter((text) => new RegExp(`déjà fait.*commande ${short} est confirmée \\(${name}, 16[:h ]`).test(text))
      .length,
    1,
  );
  assert.equal(sentSince(since, CUSTOMER_PHONE).length, 1);
});

test('a tap on the card of an older version changes nothing and shows the new card; that one confirms', async () => {
  const { short, card } = await walk.orders();
  await walk.quiet();
  const changed = await walk.says(OWNER_PHONE, `/modifier ${short} 5 éclairs au chocolat`);
  assert.match(changed.text, /5 × Éclair au chocolat/);
  assert.equal((await orderRow(short)).version, 2);
  const since = walk.graph.sent.length;
  for (const member of [OWNER_PHONE, MANAGER_PHONE]) {
    const stale = member === OWNER_PHONE ? card : cardOf(MANAGER_PHONE, short);
    for (const title of ['Créer commande', 'Ignorer']) {
      const answer = await walk.taps(member, stale, title);
      assert.match(answer.text, /a changé depuis/);
      assert.match(answer.text, /5 × Éclair au chocolat/);
      assert.equal(answer.choices[0]?.id, `/confirmer ${short} v2`);
    }
  }
  await walk.quiet();
  assert.equal((await orderRow(short)).status, 'pending');
  assert.equal(sentSince(since, CUSTOMER_PHONE).length, 0);
  const recap = await walk.approves(changed);
  assert.match(recap.text, /5 × Éclair au chocolat/);
  assert.equal((await orderRow(short)).status, 'confirmed');
});

test('typed: with the slash, without, by a word close to it; each once', async () => {
  for (const typed of ['/confirmer', 'confirmer', 'Confirmer n°', 'confirm', '/valider', '/confimer', 'CONFIRMER']) {
    const { short } = await walk.orders();
    await walk.quiet();
    const answer = await walk.says(OWNER_PHONE, typed.endsWith('°') ? `${typed}${short}` : `${typed} ${short}`);
    assert.match(answer.text, new RegExp(`Commande ${short} confirmée`), typed);
    await walk.quiet();
    assert.equal((await confirmations(short)).length, 1, typed);
    const again = await walk.says(OWNER_PHONE, `/confirmer ${short}`);
    assert.match(again.text, /déjà fait.*Olivia/, 'a second time');
  }
});

test('typed for a version she has not seen: the card first, then her yes', async () => {
  const { short } = await walk.orders();
  await walk.quiet();
  await walk.says(OWNER_PHONE, `/modifier ${short} dimanche 10h`);
  const shown = await walk.says(MANAGER_PHONE, `/confirmer ${short}`);
  assert.equal(shown.choices[0]?.id, `/confirmer ${short} v2`);
  assert.equal((await orderRow(short)).status, 'pending');
  assert.match((await walk.says(MANAGER_PHONE, `/confirmer ${short}`)).text, /confirmée/);
  assert.equal((await orderRow(short)).status, 'confirmed');
});

test('a quoted "ok" approves exactly that order; a bare one approves nothing and shows what waits', async () => {
  const first = await walk.orders();
  const second = await walk.orders();
  await walk.quiet();
  for (const bare of ['ok', 'oui', '👍']) {
    const shown = await walk.says(OWNER_PHONE, bare);
    assert.match(shown.text, new RegExp(`\\b${first.short}\\b[^]*\\b${second.short}\\b`), bare);
  }
  await walk.quiet();
  for (const { short } of [first, second]) assert.equal((await orderRow(short)).status, 'pending');
  const answer = await walk.says(OWNER_PHONE, 'Ok !', { contextId: first.card.id });
  assert.match(answer.text, new RegExp(`Commande ${first.short} confirmée`));
  await walk.quiet();
  assert.equal((await orderRow(first.short)).status, 'confirmed');
  assert.equal((await orderRow(second.short)).status, 'pending');
  const other = await walk.says(OWNER_PHONE, 'ok', { contextId: 'wamid.nothing-of-ours' });
  assert.match(other.text, new RegExp(`\\b${second.short}\\b`));
  assert.equal((await orderRow(second.short)).status, 'pending');
});

test('a customer who types or taps a command changes nothing', async () => {
  const { short, card } = await walk.orders();
  await walk.quiet();
  for (const text of [
    `/confirmer ${short}`,
    `confirmer ${short}`,
    `/confirmer ${short} v1`,
    `/annuler ${short}`,
    `/prete ${short}`,
  ]) {
    await walk.says(CUSTOMER_PHONE, text);
    await walk.quiet();
    assert.equal((await orderRow(short)).status, 'pending', text);
  }
  assert.equal(await walk.deliver(tapBody(walk, CUSTOMER_PHONE, card, 'Créer commande')), 200);
  await walk.quiet();
  const order = await orderRow(short);
  assert.deepEqual([order.status, order.version], ['pending', 1]);
  assert.equal((await confirmations(short)).length, 0);
});

test('a shop’s own rule says yes below its limit: one message with the link, the members are told', async () => {
  const { graph } = walk;
  const small = await walk.says(CUSTOMER_PHONE, SIMPLE_ORDER, { phoneNumberId: AUTO_NUMBER });
  assert.match(small.text, /confirmée/);
  assert.match(small.url ?? '', /\/pay\//);
  const told = await graph.waitFor((message) => message.to === AUTO_OWNER);
  assert.match(told.text, /confirmée automatiquement/);
  await walk.quiet();
  const since = graph.sent.length;
  const large = await walk.says(CUSTOMER_PHONE, '6 éclairs au chocolat pour samedi', { phoneNumberId: AUTO_NUMBER });
  assert.doesNotMatch(large.text, /confirmée\./);
  assert.equal(large.url, undefined);
  await walk.quiet();
  const card = only(sentSince(since, AUTO_OWNER));
  assert.equal(card.choices[0]?.id, '/confirmer 2 v1');
  const orders = await walk.look('auto', (trx) =>
    trx.selectFrom('orders').select(['status', 'total']).orderBy('id').execute(),
  );
  assert.deepEqual(orders, [
    { status: 'confirmed', total: 1890 },
    { status: 'pending', total: 2100 },
  ]);
});
