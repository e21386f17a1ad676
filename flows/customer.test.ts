import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { textsFor } from '../tools/texts/index.ts';
import { createMind } from './agent/model.ts';
import { openTestShop, type TestShop } from './customer/testing-shop.ts';

const mind = createMind();
const texts = textsFor('fr').customer;
let world: TestShop;
before(async () => {
  world = await openTestShop();
});
after(() => world?.close());

const orders = (customerId: number) =>
  world.query((trx) => trx.selectFrom('orders').selectAll().where('customer_id', '=', customerId).execute());
const lines = (orderId: number) =>
  world.query((trx) =>
    trx.selectFrom('order_line').selectAll().where('order_id', '=', orderId).orderBy('position').execute(),
  );
const openDrafts = (conversationId: number) =>
  world.query((trx) =>
    trx
      .selectFrom('draft')
      .select('content')
      .where('conversation_id', '=', conversationId)
      .where('state', '=', 'open')
      .execute(),
  );

test('the demo sentence asks one question with buttons; its answer places the order', async () => {
  const customer = await world.newCustomer();
  const told = (await world.told()).length;
  const asked = await customer.says(mind, 'Bonjour, je voudrais 2 gâteaux aux fraises pour samedi svp');
  assert.equal(asked.reply?.text.match(/\?/g)?.length, 1);
  assert.match(asked.reply!.text, /Gâteau aux fraises.*\?\n\n\(Assistant automatique de Pâtisserie Lilas/s);
  assert.equal(asked.introduces, true);
  assert.deepEqual(
    asked.reply?.choices?.map((choice) => choice.id),
    ['6 parts', '8 parts', '10 parts'],
  );
  assert.equal((await orders(customer.customerId)).length, 0);

  const placed = await customer.says(mind, { kind: 'tap', payload: '8 parts', title: '8 parts' });
  assert.equal(placed.introduces, undefined);
  assert.doesNotMatch(placed.reply!.text, /Assistant automatique/);
  const [order] = await orders(customer.customerId);
  assert.deepEqual(
    [order?.status, order?.total, order?.due_date, order?.customer_id],
    ['pending', 4500, '2026-11-28', customer.customerId],
  );
  const [line] = await lines(order!.id);
  assert.deepEqual([line?.sku, Number(line?.qty), line?.unit_price], ['gateau-fraises-8p', 2, 2250]);
  assert.match(placed.reply!.text, new RegExp(`n°\\s${order!.short}\\s.*samedi 28 novembre`, 's'));
  const cards = (await world.told()).slice(told);
  assert.equal(cards.length, 1);
  assert.deepEqual(
    cards[0]?.choices?.map((choice) => choice.id),
    ['confirmer', 'modifier', 'ignorer'].map((verb) => `/${verb} ${order!.short} v1`),
  );
});

test('a turn that ran and crashed before its end gives the same answer and acts once', async () => {
  const customer = await world.newCustomer();
  await customer.says(mind, 'Je voudrais 1 framboisier 6 parts');
  const first = await customer.says(mind, 'samedi');
  const told = (await world.told()).length;
  const second = await customer.again(mind);
  assert.deepEqual(second.reply, first.reply);
  assert.equal((await orders(customer.customerId)).length, 1);
  assert.equal((await openDrafts(customer.conversationId)).length, 0);
  assert.equal((await world.told()).length, told);
});

test('a native cart becomes lines by sku; changes in words are read against it; an unknown sku is asked about', async () => {
  const customer = await world.newCustomer();
  const cart = {
    kind: 'cart' as const,
    lines: [
      { sku: 'gateau-fraises-8p', qty: 1 },
      { sku: 'framboisier-6p', qty: 2 },
    ],
  };
  const asked = await customer.says(mind, cart);
  assert.ok(asked.reply!.text.startsWith(texts.askDate));
  await customer.says(mind, 'finalement 3 framboisiers');
  await customer.says(mind, 'dimanche');
  const [order] = await orders(customer.customerId);
  const placed = (await lines(order!.id)).map((line) => [line.sku, Number(line.qty)]);
  assert.deepEqual(placed.sort(), [
    ['framboisier-6p', 3],
    ['gateau-fraises-8p', 1],
  ]);

  const other = await world.newCustomer();
  const unknown = await other.says(mind, {
    kind: 'cart',
    lines: [
      { sku: 'framboisier-6p', qty: 1 },
      { sku: 'zzz-9', qty: 2 },
    ],
  });
  assert.match(unknown.reply!.text, /zzz-9/);
});

test('an addition to a native cart counts once, however many turns follow', async () => {
  const customer = await world.newCustomer();
  await customer.says(mind, {
    kind: 'cart',
    lines: [
      { sku: 'framboisier-6p', qty: 2 },
      { sku: 'gateau-fraises-8p', qty: 1 },
    ],
  });
  await customer.says(mind, 'finalement 3 framboisiers');
  await customer.says(mind, 'merci');
  const [draft] = await openDrafts(customer.conversationId);
  const content = draft!.content as { lines: { sku: string; qty: number }[] };
  assert.deepEqual(content.lines.map((line) => [line.sku, line.qty]).sort(), [
    ['framboisier-6p', 3],
    ['gateau-fraises-8p', 1],
  ]);
});

test('a place on the map is the delivery address of an order under way', async () => {
  const customer = await world.newCustomer();
  await customer.says(mind, 'Je veux 1 framboisier 6 parts livré samedi');
  await customer.says(mind, { kind: 'location', latitude: 48.85, longitude: 2.35 });
  const [order] = await orders(customer.customerId);
  assert.deepEqual([order?.fulfilment, order?.address, order?.shipping], ['delivery', '📍 48.85000, 2.35000', 500]);
});

test('what carries no words is never left blank: the customer is answered, the members see it as such', async () => {
  const customer = await world.newCustomer();
  const before = (await world.told()).length;
  const voice = await customer.says(mind, { kind: 'media', media: 'audio', ref: { id: '1' }, voice: true });
  assert.ok(voice.reply!.text.startsWith(texts.cannotListen));
  const photo = await customer.says(mind, { kind: 'media', media: 'image', ref: { id: '1' } });
  assert.ok(photo.reply!.text.startsWith(texts.cannotRead));
  const card = await customer.says(mind, { kind: 'contacts', contacts: [{ name: 'Zoé', phones: ['+33612345678'] }] });
  assert.ok(card.reply!.text.startsWith(texts.received));
  const odd = await customer.says(mind, { kind: 'unsupported', what: 'poll' });
  assert.ok(odd.reply?.text);
  const told = (await world.told()).slice(before).map((reply) => reply.text);
  assert.equal(told.length, 4);
  assert.match(told[0]!, /un message vocal/);
  assert.match(told[2]!, /Zoé \+33612345678/);
  assert.match(told[3]!, /poll/);
});

test('words beside a voice note are answered in the same message', async () => {
  const customer = await world.newCustomer();
  const answer = await customer.says(
    mind,
    { kind: 'media', media: 'audio', ref: { id: '1' } },
    'vous ouvrez à quelle heure ?',
  );
  assert.ok(answer.reply!.text.startsWith(`${texts.cannotListen}\n\n`));
  assert.match(answer.reply!.text, /dimanche.*8.*13/);
});

test('questions have their answers, and an open draft keeps its question', async () => {
  const customer = await world.newCustomer();
  assert.ok((await customer.says(mind, 'Bonjour')).reply!.text.startsWith(texts.greeting('Pâtisserie Lilas')));
  assert.match(
    (await customer.says(mind, 'combien coûte le framboisier ?')).reply!.text,
    /Framboisier\s: 6 parts 20,00/,
  );
  const unknown = `${texts.noOrders}\n${textsFor('fr').conversation.asked.passedOn}`;
  assert.equal((await customer.says(mind, 'où en est ma commande ?')).reply!.text, unknown);
  assert.equal((await customer.says(mind, 'je peux avoir ma facture ?')).reply!.text, texts.noOrders);
  await customer.says(mind, 'je voudrais un framboisier 6 parts');
  const hours = await customer.says(mind, 'au fait, quels sont vos horaires ?');
  assert.match(hours.reply!.text, /dimanche.*8.*13/);
  assert.ok(hours.reply!.text.endsWith(texts.askDate));
  assert.equal(hours.reply?.choices?.length, 3);
  assert.equal((await customer.says(mind, 'laissez tomber, annulez')).reply!.text, texts.draftDropped);
  assert.equal((await openDrafts(customer.conversationId)).length, 0);
  assert.equal((await orders(customer.customerId)).length, 0);
});

test('an order that waits for the shop is the customer’s to cancel; the members read it', async () => {
  const customer = await world.newCustomer();
  await customer.says(mind, 'je voudrais un framboisier 6 parts pour samedi');
  const before = (await world.told()).length;
  const answer = await customer.says(mind, 'je souhaite annuler ma commande');
  const [order] = await orders(customer.customerId);
  assert.equal(answer.reply!.text, textsFor('fr').conversation.cancelled(order!.short));
  assert.equal(order?.status, 'cancelled');
  const told = (await world.told()).slice(before);
  assert.match(told[0]!.text, /«\sje souhaite annuler ma commande\s»/);
});

test('a person is brought on request', async () => {
  const customer = await world.newCustomer();
  assert.ok((await customer.says(mind, 'humain')).reply!.text.startsWith(texts.handedOver));
  const row = await world.query((trx) =>
    trx
      .selectFrom('conversation')
      .select('bot_off_until')
      .where('id', '=', customer.conversationId)
      .executeTakeFirstOrThrow(),
  );
  assert.ok(row.bot_off_until && row.bot_off_until.getTime() > world.clock.now);
});

test('the language of the answer is the customer’s', async () => {
  const customer = await world.newCustomer();
  const answer = await customer.says(mind, 'Hello, I would like two strawberry cakes for Saturday please');
  assert.equal(answer.language, 'en');
  assert.equal((await customer.says(mind, '8 parts')).language, 'en');
});
