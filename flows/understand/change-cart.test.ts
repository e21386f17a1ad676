import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileShop, type ReaderShop, read } from './index.ts';

const BAKERY: ReaderShop = {
  shop: 'essai',
  timezone: 'Europe/Paris',
  products: [
    { sku: 'eclair-cafe', name: 'Éclair au café', unit: 'piece', price: 320 },
    { sku: 'eclair-chocolat', name: 'Éclair au chocolat', unit: 'piece', price: 320 },
    { sku: 'croissant', name: 'Croissant', unit: 'piece', price: 130 },
    { sku: 'baguette', name: 'Baguette', unit: 'piece', price: 110 },
    {
      sku: 'tarte-pommes',
      name: 'Tarte aux pommes',
      unit: 'piece',
      price: 350,
      variants: [
        { sku: 'tarte-pommes-i', name: 'individuelle', price: 350 },
        { sku: 'tarte-pommes-6', name: '6 parts', price: 1800 },
      ],
    },
  ],
};
const shop = compileShop(BAKERY);

/** The cart after the turns: customer and shop by turns. */
function cart(...texts: string[]): Record<string, number | null> {
  const turns = texts.map((text, i) => ({ from: i % 2 === 0 ? ('customer' as const) : ('shop' as const), text }));
  const { items } = read(shop, { turns, refTime: '2026-06-03T10:00:00' });
  return Object.fromEntries(items.map((i) => [i.sku, i.qty]));
}

const NOTED = "C'est noté !";

test('one word of a name takes the goods off the cart, a number takes so many off', () => {
  const ordered = '10 éclairs chocolat et 5 éclairs café pour demain';
  assert.deepEqual(cart(ordered, NOTED, 'enlevez les chocolat'), { 'eclair-cafe': 5 });
  assert.deepEqual(cart(ordered, NOTED, 'enlevez 2 éclairs chocolat'), { 'eclair-chocolat': 8, 'eclair-cafe': 5 });
  assert.deepEqual(cart(ordered, NOTED, 'enlevez les éclairs'), {});
});

test('the kind alone takes off the one of its kind, whatever its size', () => {
  assert.deepEqual(cart('2 croissants et une tarte aux pommes 6 parts demain', NOTED, 'enlevez la tarte finalement'), {
    croissant: 2,
  });
});

test('a number apart from the goods counts the one thing there is', () => {
  assert.deepEqual(cart('2 croissants pour demain', NOTED, 'mettez-en 3 plutôt et ajoutez 4 baguettes'), {
    croissant: 3,
    baguette: 4,
  });
  assert.deepEqual(cart('8 tartes aux pommes individuelles demain', 'Il n’en reste que 5, ça ira ?', 'ok va pour 5'), {
    'tarte-pommes-i': 5,
  });
  assert.deepEqual(cart('vous avez des croissants ? si oui 6 pour demain'), { croissant: 6 });
});

test('"juste les croissants" leaves the rest', () => {
  assert.deepEqual(
    cart('3 croissants et 2 baguettes demain', 'Plus de baguette, une tarte ?', 'non juste les croissants'),
    {
      croissant: 3,
    },
  );
});
