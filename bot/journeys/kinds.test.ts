/** Whatever a person sends on WhatsApp reaches somebody as what it is. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Arrival } from '../../tools/conversations/message.ts';
import { CUSTOMER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { ME, only, startWalk, type Walk } from './walk.ts';

let walk: Walk;
before(async () => {
  walk = await startWalk({ more: { BURST_MS: '10' } });
});
after(() => walk.close());

test('each kind that nobody here can read is shown to the members as what it is', async () => {
  const { graph } = walk;
  const kinds: [string, Record<string, unknown>, RegExp][] = [
    ['image', { image: { id: '1', mime_type: 'image/jpeg', sha256: 'x' } }, /une photo/],
    ['audio', { audio: { id: '2', mime_type: 'audio/ogg', voice: true } }, /un message vocal/],
    ['video', { video: { id: '3', mime_type: 'video/mp4' } }, /une vidéo/],
    [
      'document',
      { document: { id: '4', mime_type: 'application/pdf', filename: 'plan.pdf' } },
      /un document \(plan\.pdf\)/,
    ],
    ['sticker', { sticker: { id: '5', mime_type: 'image/webp' } }, /un autocollant/],
    [
      'contacts',
      { contacts: [{ name: { formatted_name: 'Ali Ben' }, phones: [{ phone: '+21698123456' }] }] },
      /Ali Ben.*98123456/,
    ],
    [
      'interactive',
      { interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', response_json: '{"a":1}' } } },
      /un formulaire/,
    ],
    ['unsupported', { errors: [{ code: 131051 }], unsupported: { type: 'poll' } }, /non pris en charge \(poll\)/],
    ['hologram', { hologram: {} }, /non pris en charge \(hologram\)/],
  ];
  for (const [at, [type, part, shown]] of kinds.entries()) {
    const from = `3366660000${at}`;
    const since = graph.sent.length;
    assert.equal(await walk.deliver(graph.inbound({ ...ME, from, name: `Person ${at}` }, { type, ...part })), 200);
    await walk.quiet();
    const now = graph.sent.slice(since);
    const told = only(now.filter((message) => message.to === OWNER_PHONE));
    assert.match(told.text, shown, type);
    assert.match(told.text, new RegExp(`Person ${at}`), type);
    assert.ok(only(now.filter((message) => message.to === from)).text.length > 10, type);
  }
});

test('a native cart becomes an order at our own prices; a place on the map is where it is delivered', async () => {
  const { graph } = walk;
  const cart = graph.inboundCart({
    ...ME,
    from: CUSTOMER_PHONE,
    name: 'Marie',
    lines: [
      { sku: 'eclair-chocolat', qty: 2 },
      { sku: 'flan', qty: 1 },
    ],
  });
  assert.equal(await walk.deliver(cart), 200);
  const asked = await graph.waitFor((message) => message.to === CUSTOMER_PHONE);
  assert.match(asked.text, /jour/);
  const address = await walk.says(CUSTOMER_PHONE, 'samedi en livraison');
  assert.match(address.text, /adresse/);
  const since = graph.sent.length;
  const place = {
    latitude: 48.8566,
    longitude: 2.3522,
    placeName: 'Chez Marie',
    address: '12 rue Oberkampf, 75011 Paris',
  };
  assert.equal(await walk.deliver(graph.inboundLocation({ ...ME, from: CUSTOMER_PHONE, ...place })), 200);
  const placed = await graph.waitFor(
    (message) => message.to === CUSTOMER_PHONE && graph.sent.indexOf(message) >= since,
  );
  assert.match(placed.text, /12 rue Oberkampf/);
  await walk.quiet();
  await walk.look('maison', async (trx) => {
    const customer = await trx
      .selectFrom('customer')
      .select('id')
      .where('phone', '=', `+${CUSTOMER_PHONE}`)
      .executeTakeFirstOrThrow();
    const order = only(await trx.selectFrom('orders').selectAll().where('customer_id', '=', customer.id).execute());
    assert.deepEqual([order.subtotal, order.shipping, order.total, order.fulfilment], [1080, 500, 1580, 'delivery']);
    assert.match(order.address ?? '', /12 rue Oberkampf, 75011 Paris/);
    const arrival = await trx
      .selectFrom('message')
      .select('arrival')
      .where('kind', '=', 'message')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    const { what } = arrival.arrival as Arrival;
    assert.equal(what.kind === 'message' && what.content.kind, 'location', 'kept as it came');
  });
});

test('words edited after their answer are answered as they stand now; a deletion reaches the members, a reaction moves nothing', async () => {
  const { graph } = walk;
  const from = '33666600100';
  await walk.says(from, 'Bonjour', { id: 'wamid.first' });
  await walk.quiet();
  const since = graph.sent.length;
  await walk.deliver(graph.inboundEdit({ ...ME, from, of: 'wamid.first', text: 'Vous avez des éclairs ?' }));
  await walk.deliver(graph.inboundRevoke({ ...ME, from, of: 'wamid.first' }));
  await walk.deliver(graph.inboundReaction({ ...ME, from, of: 'wamid.first', emoji: '👍' }));
  await walk.quiet();
  const now = graph.sent.slice(since);
  assert.match(only(now.filter((message) => message.to === from)).text ?? '', /clairs?/);
  assert.match(only(now.filter((message) => message.to === OWNER_PHONE)).text ?? '', /supprimé/);
});

test('the owner answers from her own phone: the bot falls silent in that thread and passes on what is said', async () => {
  const { graph } = walk;
  const from = '33666600101';
  await walk.says(from, 'Bonjour');
  await walk.quiet();
  await walk.deliver(graph.ownerWrites({ ...ME, to: from, text: 'Je m’en occupe' }));
  await walk.quiet();
  const since = graph.sent.length;
  await walk.sends(from, 'Merci, alors 3 flans pour samedi');
  await walk.quiet();
  const now = graph.sent.slice(since);
  assert.deepEqual(
    now.filter((message) => message.to === from),
    [],
  );
  assert.match(only(now.filter((message) => message.to === OWNER_PHONE)).text, /3 flans pour samedi/);
});
