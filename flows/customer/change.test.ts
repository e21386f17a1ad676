import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createMind } from '../agent/model.ts';
import { readerFor } from '../reader.ts';
import type { Turn } from '../turn.ts';
import { readTurn } from './story.ts';
import { openTestShop, TEST_NOW, type TestCustomer, type TestShop } from './testing-shop.ts';
import { readWorld } from './world.ts';

let world: TestShop;
let customer: TestCustomer;
before(async () => {
  world = await openTestShop();
  customer = await world.newCustomer();
  const mind = createMind();
  await customer.says(mind, 'je voudrais 2 gâteaux aux fraises 8 parts et 3 éclairs au chocolat pour samedi 14h');
});
after(() => world?.close());

let turns = 0;

/** What is made of words that follow the order; nothing is changed. */
async function heard(text: string) {
  turns++;
  const { hub, shop } = world;
  const { conversationId: id, customerId } = customer;
  const cause = `turn:change:${turns}`;
  const turn: Turn = {
    hub,
    shop,
    id: turns,
    cause,
    conversation: { id, channel: 'simulator', customerId, member: null, language: 'fr', introduced: true },
    messages: [{ id: turns, externalId: `c-${turns}`, at: TEST_NOW, content: { kind: 'text', text }, text }],
    story: [{ from: 'customer', text, id: String(turns) }],
  };
  const actor = { kind: 'customer' as const, customerId, conversationId: id };
  const ctx = { hub, shop, actor, language: 'fr' as const, cause };
  const { open, placed } = await readWorld(ctx, id, customerId);
  return readTurn(turn, await readerFor(ctx), open, placed);
}

const CHANGED: [text: string, lines: Record<string, number>, more: object][] = [
  ['finalement 4', { 'eclair-chocolat': 4 }, {}],
  ['finalement 3 gâteaux aux fraises au lieu de 2', { 'gateau-fraises-8p': 3 }, {}],
  ['finalement 5 éclairs au lieu de 3', { 'eclair-chocolat': 5 }, {}],
  ['enlevez les éclairs', { 'eclair-chocolat': 0 }, {}],
  ['ajoutez 2 religieuses svp', { religieuse: 2 }, {}],
  ['je voudrais aussi 2 flans', { flan: 2 }, {}],
  ['c’est possible d’ajouter 2 flans ?', { flan: 2 }, {}],
  ['plutôt dimanche', {}, { date: '2026-11-29' }],
  ['plutôt à 16h', {}, { time: '16:00' }],
  [
    'livrez plutôt au 12 rue des Lilas 75011 Paris',
    {},
    { fulfilment: 'delivery', address: '12 rue des Lilas, 75011 Paris' },
  ],
  ['can I change it to Sunday?', {}, { date: '2026-11-29' }],
];

for (const [text, lines, more] of CHANGED)
  test(`after an order, "${text}" changes it`, async () => {
    const { intent, change } = await heard(text);
    assert.equal(intent, 'modify_order');
    assert.deepEqual(Object.fromEntries(change!.change.lines.map((line) => [line.sku, line.qty])), lines);
    const { lines: _lines, ...rest } = change!.change;
    assert.deepEqual(rest, more);
    assert.ok(
      change!.content.evidence.some((piece) => piece.message === String(turns)),
      'proved by its message',
    );
  });

for (const text of [
  'merci !',
  'Bonjour, je voudrais passer une nouvelle commande : 4 flans pour mardi',
  'Bonjour, 4 flans pour mardi svp',
  'vous êtes ouverts dimanche ?',
  'où en est ma commande ?',
  'combien coûte le framboisier ?',
  'vous avez des flans pour mardi ?',
])
  test(`after an order, "${text}" does not change it`, async () => {
    const { change } = await heard(text);
    assert.equal(change, null);
  });
