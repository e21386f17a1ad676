/** Edits and deletions: before an answer, of a draft, of an order; nothing of an order changes by itself. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CUSTOMER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { ME, only, startWalk, type Walk } from './walk.ts';

let walk: Walk;
before(async () => {
  walk = await startWalk();
  // Her window is open: cards come with their buttons.
  await walk.says(OWNER_PHONE, '/jour');
});
after(() => walk.close());

const orderOf = (short: number) =>
  walk.look('maison', (trx) =>
    trx.selectFrom('orders').selectAll().where('short', '=', short).executeTakeFirstOrThrow(),
  );

test('an order’s message is deleted: the order stands, the members are asked, the customer is told', async () => {
  const id = 'wamid.order-1';
  const placed = await walk.says(CUSTOMER_PHONE, 'Bonjour, 3 éclairs au chocolat et 2 religieuses pour samedi svp', {
    id,
  });
  const short = Number(/n° (\d+)/.exec(placed.text)?.[1]);
  await walk.quiet();
  const before = await orderOf(short);
  const since = walk.graph.sent.length;
  const revoke = walk.graph.inboundRevoke({ ...ME, from: CUSTOMER_PHONE, of: id, id: 'wamid.revoke-1' });
  assert.equal(await walk.deliver(revoke), 200);
  assert.equal(await walk.deliver(revoke), 200);
  await walk.quiet();
  const later = walk.graph.sent.slice(since);
  const card = only(later.filter(({ to }) => to === OWNER_PHONE));
  assert.match(
    card.text,
    new RegExp(`a supprimé le message de la commande ${short} : «\\s?Bonjour, 3 éclairs`.replaceAll(' :', '\\s:')),
  );
  assert.deepEqual(
    card.choices.map((one) => one.id.split(' ')[0]),
    ['/annuler', '/decliner'],
  );
  assert.match(only(later.filter(({ to }) => to === CUSTOMER_PHONE)).text, /reste enregistrée/);
  const now = await orderOf(short);
  assert.deepEqual([now.status, now.version, now.total], [before.status, before.version, before.total]);
  const kept = await walk.taps(OWNER_PHONE, card, card.choices[1]!.title);
  assert.match(kept.text, new RegExp(String(short)));
  assert.equal((await orderOf(short)).status, 'pending');
});

test('an order’s message is edited: both wordings before the members, nothing changed; [Modifier] begins it', async () => {
  const from = '33644444401';
  const id = 'wamid.order-2';
  const placed = await walk.says(from, 'Bonjour, 2 éclairs au chocolat pour samedi svp', { id });
  const short = Number(/n° (\d+)/.exec(placed.text)?.[1]);
  await walk.quiet();
  const since = walk.graph.sent.length;
  await walk.deliver(
    walk.graph.inboundEdit({ ...ME, from, of: id, text: 'Bonjour, 20 éclairs au chocolat pour samedi svp' }),
  );
  await walk.quiet();
  const card = only(walk.graph.sent.slice(since).filter(({ to }) => to === OWNER_PHONE));
  assert.match(card.text, /Avant\s: «\s?Bonjour, 2 éclairs[\s\S]*Maintenant\s: «\s?Bonjour, 20 éclairs/);
  assert.equal(card.choices[0]!.id, `/modifier ${short} v1`);
  const lines = await walk.look('maison', (trx) =>
    trx
      .selectFrom('order_line')
      .innerJoin('orders', 'orders.id', 'order_line.order_id')
      .select('qty')
      .where('short', '=', short)
      .execute(),
  );
  assert.deepEqual(
    lines.map(({ qty }) => Number(qty)),
    [2],
  );
  const request = await walk.look('maison', (trx) =>
    trx
      .selectFrom('change_request')
      .innerJoin('orders', 'orders.id', 'change_request.order_id')
      .selectAll('change_request')
      .where('short', '=', short)
      .execute(),
  );
  assert.deepEqual([only(request).state, only(request).what], ['open', 'change']);
});

test('a message edited while nothing is ordered yet is read as it stands; the former words are gone', async () => {
  const from = '33644444402';
  const asked = await walk.says(from, 'Bonjour, je voudrais 2 éclairs au chocolat', { id: 'wamid.draft-1' });
  assert.match(asked.text, /quel jour/i);
  const since = walk.graph.sent.length;
  await walk.deliver(
    walk.graph.inboundEdit({
      ...ME,
      from,
      of: 'wamid.draft-1',
      text: 'Bonjour, je voudrais 5 éclairs au chocolat',
      id: 'wamid.edit-9',
    }),
  );
  await walk.graph.waitFor((one) => one.to === from && walk.graph.sent.indexOf(one) >= since, 20_000);
  const placed = await walk.says(from, 'pour samedi');
  assert.match(placed.text, /5 × Éclair au chocolat/i);
  assert.doesNotMatch(placed.text, /2 ×|7 ×/);
});

test('edited and deleted within the same breath: answered as it stands, what was deleted is not read', async () => {
  const from = '33644444403';
  const { graph } = walk;
  const since = graph.sent.length;
  await walk.deliver(
    graph.together(
      graph.inboundText({ ...ME, from, text: '9 religieuses pour samedi', id: 'wamid.b-1' }),
      graph.inboundText({ ...ME, from, text: '4 éclairs au chocolat pour samedi', id: 'wamid.b-2' }),
      graph.inboundRevoke({ ...ME, from, of: 'wamid.b-1' }),
      graph.inboundEdit({ ...ME, from, of: 'wamid.b-2', text: '6 éclairs au chocolat pour samedi' }),
    ),
  );
  const placed = await graph.waitFor((one) => one.to === from && graph.sent.indexOf(one) >= since, 20_000);
  assert.match(placed.text, /6 × Éclair au chocolat/i);
  assert.doesNotMatch(placed.text, /eligieuse|4 ×/);
});
