/** The hub's own WhatsApp number: members of several shops, each message and tap to the right one, strangers to none. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { SentMessage } from '../fakes/graph.ts';
import { aShop, MANAGER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { SIMPLE_ORDER, startWalk, type Walk } from './walk.ts';

const HUB = '900000000000009';
const FIRST = { phoneNumberId: '100000000000001' };
const SECOND = { phoneNumberId: '100000000000002' };
const ON_HUB = { phoneNumberId: HUB };
let walk: Walk;
before(async () => {
  const alone = [{ name: 'Olivia', role: 'owner' as const, phone: `+${OWNER_PHONE}` }];
  walk = await startWalk({
    shops: [
      aShop('lilas', { ...FIRST, name: 'Pâtisserie Lilas' }),
      aShop('rose', { ...SECOND, name: 'Maison Rose', members: alone }),
      aShop('sans', {
        name: 'Sans numéro',
        connections: [],
        members: [{ name: 'Zoé', role: 'owner', phone: '+33699999999' }],
      }),
    ],
    more: { HUB_CONNECTION: `whatsapp:${HUB}:fake-token` },
  });
});
after(() => walk.close());

const says = async (from: string, text: string, more: object = ON_HUB) => {
  await walk.quiet();
  const since = walk.graph.sent.length;
  assert.equal(await walk.sends(from, text, more), 200);
  await walk.quiet();
  return walk.graph.sent.slice(since).filter((one) => one.to === from);
};
const taps = async (from: string, on: SentMessage, title: string) => {
  const choice = on.choices.find((one) => one.title === title);
  assert.ok(choice, on.choices.map((one) => one.title).join());
  const since = walk.graph.sent.length;
  const given = { ...ON_HUB, from, name: 'x', payload: choice.id, title, contextId: on.id };
  await walk.deliver(on.template ? walk.graph.inboundTemplateTap(given) : walk.graph.inboundTap(given));
  await walk.quiet();
  return walk.graph.sent.slice(since).filter((one) => one.to === from);
};
const statusIn = (shop: string) =>
  walk.look(shop, async (trx) =>
    (await trx.selectFrom('orders').select('status').orderBy('id').execute()).map((o) => o.status),
  );
const orderFrom = async (phone: string, where: object) => {
  const since = walk.graph.sent.length;
  await walk.sends(phone, SIMPLE_ORDER, where as { phoneNumberId: string });
  await walk.quiet();
  return walk.graph.sent.slice(since).filter((one) => one.to === OWNER_PHONE && one.choices.length > 0);
};

test('a member of two shops is asked which, once; what she writes is then for that shop', async () => {
  const [asked] = await says(OWNER_PHONE, '/jour');
  assert.equal(asked!.phoneNumberId, HUB);
  assert.match(asked!.text, /Pour quelle boutique/);
  assert.deepEqual(
    asked!.choices.map((choice) => choice.title),
    ['Pâtisserie Lilas', 'Maison Rose'],
  );
  const [chosen] = await taps(OWNER_PHONE, asked!, 'Maison Rose');
  assert.match(chosen!.text, /maintenant à Maison Rose/);
  const [told] = await says(OWNER_PHONE, '/produit Tarte du jour 18€');
  assert.match(told!.text, /^🏪 Maison Rose\n/);
  const has = (shop: string) =>
    walk.look(
      shop,
      async (trx) =>
        (await trx.selectFrom('product').select('id').where('name', '=', 'Tarte du jour').execute()).length,
    );
  assert.deepEqual([await has('rose'), await has('lilas')], [1, 0]);
});

test('cards of both shops come to her there, and each tap acts in its own shop whatever she has chosen', async () => {
  await walk.look('lilas', (trx) => trx.updateTable('conversation').set({ last_inbound_at: null }).execute());
  const lilas = await orderFrom('33640000001', FIRST);
  const rose = await orderFrom('33640000002', SECOND);
  assert.deepEqual([lilas.length, rose.length], [1, 1]);
  assert.equal(rose[0]!.phoneNumberId, HUB);
  const inLilas = lilas[0]!;
  assert.equal(inLilas.phoneNumberId, HUB, 'the thread she last wrote from');
  const done = await taps(OWNER_PHONE, inLilas, 'Créer commande');
  assert.match(done[0]!.text, /Pâtisserie Lilas/);
  assert.deepEqual([await statusIn('lilas'), await statusIn('rose')], [['confirmed'], ['pending']]);
  await taps(OWNER_PHONE, rose[0]!, 'Créer commande');
  assert.deepEqual(await statusIn('rose'), ['confirmed']);
});

test('answering a card in words goes to its shop; /boutique changes the shop by name', async () => {
  const [card] = await orderFrom('33640000003', FIRST);
  const [changed] = await says(OWNER_PHONE, '4 éclairs au chocolat', { ...ON_HUB, contextId: card!.id });
  assert.match(changed!.text, /Pâtisserie Lilas[\s\S]*4 × Éclair au chocolat/);
  assert.match((await says(OWNER_PHONE, '/boutique lilas'))[0]!.text, /maintenant à Pâtisserie Lilas/);
  assert.match((await says(OWNER_PHONE, '/commandes'))[0]!.text, /Pâtisserie Lilas/);
});

test('delivery reports on that number reach the shop whose message it was', async () => {
  const [message] = await says(OWNER_PHONE, '/aide');
  await walk.deliver(
    walk.graph.status({ ...ON_HUB, messageId: message!.id, state: 'read', tracker: message!.tracker! }),
  );
  await walk.quiet();
  const states = await walk.look('lilas', (trx) =>
    trx.selectFrom('outgoing').select('state').where('provider_id', '=', message!.id).execute(),
  );
  assert.deepEqual(states, [{ state: 'read' }]);
});

test('a member of one shop is asked nothing; a button of a shop that is not hers leads nowhere', async () => {
  const [answer] = await says(MANAGER_PHONE, '/jour');
  assert.doesNotMatch(answer!.text, /🏪|quelle boutique/);
  const before = [await statusIn('lilas'), await statusIn('rose')];
  const rose = await walk.shopId('rose');
  await orderFrom('33640000004', SECOND);
  const forged = { ...ON_HUB, from: MANAGER_PHONE, name: 'x', payload: `@${rose} /confirmer 2 v1`, title: 'x' };
  await walk.deliver(walk.graph.inboundTap({ ...forged, contextId: 'wamid.x' }));
  await walk.quiet();
  assert.deepEqual([await statusIn('lilas'), await statusIn('rose')], [before[0], [...before[1]!, 'pending']]);
});

test('somebody who is no member is nobody’s customer there; a shop without a number of its own has the hub’s', async () => {
  const count = async () =>
    (
      await Promise.all(
        ['lilas', 'rose', 'sans'].map((shop) =>
          walk.look(shop, (trx) => trx.selectFrom('customer').select('id').execute()),
        ),
      )
    ).flat().length;
  const before = await count();
  assert.deepEqual(await says('33650000000', SIMPLE_ORDER), []);
  assert.equal(await count(), before);
  assert.match((await says('33699999999', '/jour'))[0]!.text, /Commandes/);
});

test('her number changes: the former one is nobody’s, the new one is hers', async () => {
  await walk.look('sans', (trx) => trx.updateTable('member').set({ phone: '+33698888888' }).execute());
  assert.deepEqual(await says('33699999999', '/jour'), []);
  assert.match((await says('33698888888', '/jour'))[0]!.text, /Commandes/);
});
