import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentOf as carried } from './content.ts';
import { wireMessage } from './payload.ts';

const contentOf = (given: Record<string, unknown>) => carried(wireMessage.parse(given));

test('each kind of content is carried', () => {
  const place = { latitude: 48.85, longitude: 2.35, name: 'Chez Léa', address: '3 rue du Bac' };
  assert.deepEqual(contentOf({ type: 'location', location: place }), { kind: 'location', ...place });
  assert.deepEqual(contentOf({ type: 'audio', audio: { id: '5', mime_type: 'audio/ogg; codecs=opus', voice: true } }), {
    kind: 'media',
    media: 'audio',
    ref: { id: '5' },
    mime: 'audio/ogg; codecs=opus',
    voice: true,
  });
  assert.deepEqual(
    contentOf({
      type: 'interactive',
      interactive: { type: 'button_reply', button_reply: { id: '/confirmer 156 v3', title: 'Créer commande' } },
    }),
    {
      kind: 'tap',
      payload: '/confirmer 156 v3',
      title: 'Créer commande',
    },
  );
  assert.deepEqual(
    contentOf({ type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'r1', title: 'Un' } } }),
    {
      kind: 'tap',
      payload: 'r1',
      title: 'Un',
    },
  );
  assert.deepEqual(contentOf({ type: 'button', button: { payload: '/ignorer 156 v1', text: 'Ignorer' } }), {
    kind: 'tap',
    payload: '/ignorer 156 v1',
    title: 'Ignorer',
  });
  assert.deepEqual(
    contentOf({
      type: 'interactive',
      interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', response_json: '{"jour":"samedi"}' } },
    }),
    {
      kind: 'form',
      data: { jour: 'samedi' },
    },
  );
  assert.deepEqual(
    contentOf({
      type: 'contacts',
      contacts: [
        { name: { formatted_name: 'Ana' }, phones: [{ phone: '+33 6' }] },
        { name: {}, phones: [] },
      ],
    }),
    {
      kind: 'contacts',
      contacts: [{ name: 'Ana', phones: ['+33 6'] }],
    },
  );
});

test('a native cart gives what and how many, never its prices', () => {
  const items = [
    { product_retailer_id: 'TARTE-24', quantity: 2, item_price: 0.01, currency: 'EUR' },
    { product_retailer_id: 'MAC-12', quantity: '1', item_price: 3, currency: 'EUR' },
  ];
  assert.deepEqual(contentOf({ type: 'order', order: { catalog_id: '1', text: '', product_items: items } }), {
    kind: 'cart',
    lines: [
      { sku: 'TARTE-24', qty: 2 },
      { sku: 'MAC-12', qty: 1 },
    ],
  });
  const broken = [...items, { product_retailer_id: 'X', quantity: 'deux' }];
  assert.deepEqual(contentOf({ type: 'order', order: { product_items: broken } }), {
    kind: 'unsupported',
    what: 'order',
  });
});

test('what cannot be carried is named', () => {
  assert.deepEqual(contentOf({ type: 'unsupported', unsupported: { type: 'poll' }, errors: [{ code: 131051 }] }), {
    kind: 'unsupported',
    what: 'poll',
  });
  assert.deepEqual(contentOf({ type: 'hologram', hologram: {} }), { kind: 'unsupported', what: 'hologram' });
  assert.deepEqual(contentOf({ type: 'interactive', interactive: { type: 'call_permission_reply' } }), {
    kind: 'unsupported',
    what: 'interactive call_permission_reply',
  });
  for (const blank of [{ type: 'text', text: { body: '  ' } }, { type: 'text' }, { type: 'text', text: 'hi' }])
    assert.deepEqual(contentOf(blank), { kind: 'unsupported', what: 'text' });
  assert.deepEqual(contentOf({ type: 'image', image: { caption: 'x' } }), { kind: 'unsupported', what: 'image' });
  assert.deepEqual(contentOf({ type: 'location', location: { latitude: 148, longitude: 2 } }), {
    kind: 'unsupported',
    what: 'location',
  });
});
