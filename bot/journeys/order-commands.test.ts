/** Orders from the thread: typed in one line, looked up, changed, delayed, another day offered, taken back. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Ctx } from '../../tools/context.ts';
import { TOOLS } from '../../tools/index.ts';
import { perform } from '../../tools/perform.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import { CUSTOMER_PHONE, MANAGER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { only, startWalk, type Walk } from './walk.ts';

const NEW_PHONE = '33612345678';
let walk: Walk;
before(async () => {
  walk = await startWalk();
});
after(() => walk.close());

const says = async (text: string, member = OWNER_PHONE) => {
  const answer = await walk.says(member, text);
  await walk.quiet();
  return answer;
};
const orderRow = (short: number) =>
  walk.look('maison', (trx) =>
    trx.selectFrom('orders').selectAll().where('short', '=', short).executeTakeFirstOrThrow(),
  );
const linesOf = (short: number) =>
  walk.look('maison', (trx) =>
    trx
      .selectFrom('order_line')
      .innerJoin('orders', 'orders.id', 'order_line.order_id')
      .select(['order_line.sku', 'order_line.qty', 'order_line.total'])
      .where('orders.short', '=', short)
      .orderBy('position')
      .execute(),
  );
const heard = (phone: string, since: number) => walk.graph.sent.slice(since).filter((message) => message.to === phone);
const ordersCount = () =>
  walk.look('maison', async (trx) => (await trx.selectFrom('orders').select('id').execute()).length);
const customersCount = () =>
  walk.look('maison', async (trx) => (await trx.selectFrom('customer').select('id').execute()).length);

/** Runs a tool as the owner, from her thread, under a cause of its own. */
let causes = 0;
async function asOwner(tool: string, input: object) {
  const { hub } = walk.parts;
  const shop = await shopFacts(hub, await walk.shopId('maison'));
  const member = await walk.look('maison', (trx) =>
    trx.selectFrom('member').select(['id', 'name']).where('name', '=', 'Olivia').executeTakeFirstOrThrow(),
  );
  const actor: Ctx['actor'] = { kind: 'member', memberId: member.id, role: 'owner', name: member.name };
  const found = TOOLS.find((one) => one.name === tool);
  assert.ok(found, tool);
  causes += 1;
  return perform(found, { hub, shop, actor, language: 'fr', cause: `test:${causes}` }, input as never);
}

test('/nouvelle: a telephone order in one line is created, confirmed and told, to a customer never seen before', async () => {
  const since = walk.graph.sent.length;
  const answer = await says('/nouvelle Marie 0612345678 2 fraisiers 8p samedi 14h livraison 23 rue des Lilas');
  assert.match(answer.text, /créée et confirmée/);
  const short = Number(/Commande (\d+)/.exec(answer.text)?.[1]);
  assert.match(answer.text, new RegExp(`/annuler ${short}`));
  const order = await orderRow(short);
  assert.deepEqual(
    [order.status, order.channel, order.due_date, order.due_time, order.fulfilment, order.address, order.customer_name],
    ['confirmed', 'manual', '2026-11-28', '14:00', 'delivery', '23 rue des Lilas', 'Marie'],
  );
  assert.deepEqual(
    (await linesOf(short)).map(({ sku, qty }) => [sku, Number(qty)]),
    [['gateau-fraises-8p', 2]],
  );
  const recap = only(heard(NEW_PHONE, since));
  assert.ok(recap.template, 'she never wrote: by template');
  assert.match(only(heard(MANAGER_PHONE, since)).text, /Olivia a saisi/);
  const customer = await walk.look('maison', (trx) =>
    trx.selectFrom('customer').selectAll().where('id', '=', order.customer_id).executeTakeFirstOrThrow(),
  );
  assert.deepEqual([customer.name, customer.phone], ['Marie', `+${NEW_PHONE}`]);
});

test('/nouvelle again by the same phone is the same customer, and her history is on the card', async () => {
  const before = await customersCount();
  const answer = await says('/nouvelle Marie 06 12 34 56 78 3 éclairs au chocolat mardi 10h');
  assert.match(answer.text, /Déjà 1 commande/);
  const named = await says('/nouvelle Marie 4 croissants mercredi 9h');
  assert.match(named.text, /Déjà 2 commandes, panier moyen/);
  assert.equal(await customersCount(), before);
});

test('/nouvelle asks for what is missing, and never creates half of it', async () => {
  await walk.orders();
  await walk.quiet();
  const [orders, customers] = [await ordersCount(), await customersCount()];
  assert.match((await says('/nouvelle')).text, /\/nouvelle Marie 0612345678/);
  assert.match((await says('/nouvelle Paul 2 fraisiers samedi')).text, /Quelle taille.*6 parts, 8 parts, 10 parts/s);
  assert.match((await says('/nouvelle Paul 2 fraisiers 8p')).text, /Il manque le jour/);
  assert.match((await says('/nouvelle 2 fraisiers 8p samedi')).text, /Pour qui/);
  assert.match((await says('/nouvelle Paul 0611 samedi')).text, /rien|Il manque|Rien/i);
  assert.match((await says('/nouvelle Paul 2 fraisiers 8p samedi livraison')).text, /adresse/);
  assert.match((await says('/nouvelle Marie 2 flans samedi 9h')).text, /Plusieurs clients.*Marie.*Marie Lefebvre/s);
  assert.deepEqual([await ordersCount(), await customersCount()], [orders, customers]);
});

test('/commandes by status, by customer, by nothing known', async () => {
  const short = await walk.confirmed();
  assert.match((await says('/commandes confirmées')).text, new RegExp(`^${short} ·`, 'm'));
  assert.match((await says('/commandes ready')).text, /Aucune commande/);
  const hers = (await says('/commandes lefebvre')).text;
  assert.match(hers, /Commandes de Marie Lefebvre/);
  assert.match(hers, new RegExp(`^${short} ·`, 'm'));
  assert.match((await says('/commandes xyzzy')).text, /\/commandes samedi/);
  assert.match((await says(`/commande ${short}`)).text, /Déjà \d+ commande/);
});

test('/modifier: quantities, "3 au lieu de 2", hour and fee; the customer hears of it, and it is taken back', async () => {
  const short = await walk.confirmed('Bonjour, 2 religieuses et 3 éclairs au chocolat pour samedi svp');
  let since = walk.graph.sent.length;
  const answer = await says(`/modifier ${short} 4 au lieu de 2, 14h`);
  assert.match(answer.text, /4 × Religieuse/);
  const order = await orderRow(short);
  assert.deepEqual([order.due_time, order.version], ['14:00', 2]);
  assert.deepEqual((await linesOf(short)).map(({ sku, qty }) => [sku, Number(qty)]).sort(), [
    ['eclair-chocolat', 3],
    ['religieuse', 4],
  ]);
  assert.match(only(heard(CUSTOMER_PHONE, since)).text, /modifiée/);
  since = walk.graph.sent.length;
  const fee = await says(`/modifier ${short} 5 au lieu de 3, dimanche 10h, livraison 5€, 3 rue Oberkampf 75011 Paris`);
  assert.match(fee.text, /5 × Éclair/);
  assert.deepEqual([(await orderRow(short)).shipping, (await orderRow(short)).due_date], [500, '2026-11-29']);
  assert.match((await says(`/modifier ${short} turlututu`)).text, /pas compris/);
});

test('/retard moves the hour and tells the customer once; without an hour it asks for one; it is taken back', async () => {
  const short = await walk.confirmed('Bonjour, 3 éclairs au chocolat pour samedi 14h svp');
  let since = walk.graph.sent.length;
  assert.match((await says(`/retard ${short} 30`)).text, /14\s?h\s?30.*prévenu/);
  assert.match(only(heard(CUSTOMER_PHONE, since)).text, /retard.*14\s?h\s?30/);
  const order = await orderRow(short);
  assert.deepEqual([order.due_time, order.version], ['14:30', 1], 'her payment link goes on working');
  since = walk.graph.sent.length;
  const undo = { order: short, at: order.updated_at.getTime(), date: '2026-11-28', time: '14:00' };
  await asOwner('restore_due', undo);
  await walk.quiet();
  assert.equal((await orderRow(short)).due_time, '14:00');
  assert.match(only(heard(CUSTOMER_PHONE, since)).text, /reste prévue.*14\s?h/);
  await assert.rejects(asOwner('restore_due', undo), /a changé depuis/);
  assert.match((await says(`/retard ${short}`)).text, /minutes/);
  const timeless = await walk.confirmed();
  assert.match((await says(`/retard ${timeless} 30`)).text, /pas d’heure/);
});

test('/proposer: yes applies the day and is recorded; the members hear of it; a second tap changes nothing', async () => {
  const short = await walk.confirmed();
  const since = walk.graph.sent.length;
  assert.match((await says(`/proposer ${short} dimanche 10h`)).text, /dimanche 29 novembre à 10\s?h/);
  const offer = only(heard(CUSTOMER_PHONE, since));
  assert.deepEqual(
    offer.choices.map((choice) => choice.title),
    ['Oui, ça me va', 'Non'],
  );
  assert.equal((await orderRow(short)).due_date, '2026-11-28', 'nothing before their yes');
  assert.match((await walk.taps(CUSTOMER_PHONE, offer, 'Oui, ça me va')).text, /prévue dimanche 29 novembre/);
  await walk.quiet();
  const order = await orderRow(short);
  assert.deepEqual([order.due_date, order.due_time], ['2026-11-29', '10:00']);
  assert.match(heard(OWNER_PHONE, since).at(-1)!.text, /accepte.*dimanche 29 novembre/);
  const answers = await walk.look('maison', (trx) =>
    trx.selectFrom('journal').select(['actor', 'data']).where('event', '=', 'order.date_answered').execute(),
  );
  assert.equal((only(answers).actor as unknown as { kind: string }).kind, 'customer');
  await walk.taps(CUSTOMER_PHONE, offer, 'Oui, ça me va');
  await walk.quiet();
  assert.equal((await orderRow(short)).updated_at.getTime(), order.updated_at.getTime());
});

test('/proposer: a plain "non merci" leaves the order as it was', async () => {
  const short = await walk.confirmed();
  await says(`/proposer ${short} mercredi 9h`);
  const since = walk.graph.sent.length;
  await walk.says(CUSTOMER_PHONE, 'Non merci');
  await walk.quiet();
  assert.match(heard(OWNER_PHONE, since).at(-1)!.text, /ne veut pas/);
  assert.equal((await orderRow(short)).due_date, '2026-11-28');
});

test('a step is taken back: the customer who was told is told again; once something changed it stands', async () => {
  const short = await walk.confirmed();
  await says(`/prete ${short}`);
  const ready = await orderRow(short);
  let since = walk.graph.sent.length;
  const undo = { order: short, at: ready.updated_at.getTime(), was: 'confirmed', now: 'ready', told: true };
  await asOwner('restore_status', undo);
  await walk.quiet();
  assert.equal((await orderRow(short)).status, 'confirmed');
  assert.match(only(heard(CUSTOMER_PHONE, since)).text, /pas encore prête/);
  await assert.rejects(asOwner('restore_status', undo), /a changé depuis/);
  await says(`/annuler ${short} erreur`);
  const cancelled = await orderRow(short);
  since = walk.graph.sent.length;
  await asOwner('restore_status', { ...undo, at: cancelled.updated_at.getTime(), now: 'cancelled' });
  await walk.quiet();
  assert.deepEqual([(await orderRow(short)).status, (await orderRow(short)).cancel_reason], ['confirmed', null]);
  assert.match(only(heard(CUSTOMER_PHONE, since)).text, /maintenue/);
  const link = await walk.look('maison', (trx) =>
    trx.selectFrom('payment_link').select('state').where('order_id', '=', cancelled.id).execute(),
  );
  assert.equal(only(link).state, 'open', 'the link the customer holds works again');
});

test('/production: totals by product, then by hour; the printed sheet follows', async () => {
  const since = walk.graph.sent.length;
  const answer = await says('/production samedi');
  assert.match(answer.text, /Production du samedi 28 novembre/);
  assert.match(answer.text, /• \d+ × Éclair au chocolat/);
  assert.match(answer.text, /14\s?h · \d+ Marie\n {3}2 × Gâteau aux fraises \(8 parts\)/);
  const sheet = heard(OWNER_PHONE, since).at(-1)!;
  assert.ok(sheet.documentId, sheet.text);
  const file = await walk.look('maison', (trx) =>
    trx.selectFrom('picture').select(['bytes', 'filename', 'mime']).executeTakeFirstOrThrow(),
  );
  assert.deepEqual([file.filename, file.mime], ['production-2026-11-28.pdf', 'application/pdf']);
  assert.equal(file.bytes.subarray(0, 5).toString(), '%PDF-');
  assert.match((await says('/production jeudi')).text, /Rien à préparer/);
});

test('/annule-ca takes back a step, a change, a delay and a typed order; the customer hears of it where they had', async () => {
  const short = await walk.confirmed('Bonjour, 3 éclairs au chocolat pour samedi 14h svp');
  await says(`/modifier ${short} 6 éclairs au chocolat`);
  let since = walk.graph.sent.length;
  assert.match((await says('/annule-ca')).text, /3 × Éclair/);
  assert.deepEqual(
    (await linesOf(short)).map(({ qty }) => Number(qty)),
    [3],
  );
  assert.match(only(heard(CUSTOMER_PHONE, since)).text, /modifiée/);
  await says(`/retard ${short} 20`);
  await says('/annule-ca');
  assert.equal((await orderRow(short)).due_time, '14:00');
  await says(`/prete ${short}`);
  since = walk.graph.sent.length;
  assert.match((await says('/annule-ca')).text, /de nouveau confirmée/);
  assert.match(only(heard(CUSTOMER_PHONE, since)).text, /pas encore prête/);
  assert.equal((await orderRow(short)).status, 'confirmed');
  const typed = Number(/Commande (\d+)/.exec((await says('/nouvelle Zoé 5 croissants mardi 9h')).text)?.[1]);
  await says('/annule-ca');
  assert.equal((await orderRow(typed)).status, 'cancelled');
});

test('/prete takes several numbers; each is done and said once', async () => {
  const [first, second] = [await walk.confirmed(), await walk.confirmed()];
  const since = walk.graph.sent.length;
  const answer = await says(`/prete ${first} ${second}`);
  assert.match(answer.text, new RegExp(`Commande ${first} prête[^]*Commande ${second} prête`));
  assert.equal(heard(CUSTOMER_PHONE, since).length, 2);
  await says('/annule-ca');
  assert.deepEqual([(await orderRow(first)).status, (await orderRow(second)).status], ['confirmed', 'confirmed']);
});

test('a confirmation taken back: the order waits again with a new card, its link is closed; confirmed again it has a new one', async () => {
  const { short, card } = await walk.orders();
  await walk.approves(card);
  await walk.quiet();
  let since = walk.graph.sent.length;
  await says('/annule-ca');
  const order = await orderRow(short);
  assert.deepEqual([order.status, order.version], ['pending', 2]);
  assert.match(only(heard(CUSTOMER_PHONE, since)).text, /encore à l’étude/);
  const again = heard(OWNER_PHONE, since).find((message) => message.choices.length === 3);
  assert.ok(again, 'a new card');
  since = walk.graph.sent.length;
  await walk.approves(again);
  await walk.quiet();
  assert.ok(only(heard(CUSTOMER_PHONE, since)).url, 'with a link that works');
  const links = await walk.look('maison', (trx) =>
    trx
      .selectFrom('payment_link')
      .select(['order_version', 'state'])
      .where('order_id', '=', order.id)
      .orderBy('id')
      .execute(),
  );
  assert.deepEqual(
    links.map(({ order_version, state }) => [order_version, state]),
    [
      [1, 'closed'],
      [2, 'open'],
    ],
  );
});
