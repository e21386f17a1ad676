import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readAddress, readMatricule, readProducts, readSiret, skuOf } from './setup-words.ts';

test('a SIRET by its key: one digit wrong is noticed; La Poste has a rule of its own', () => {
  assert.equal(readSiret('732 829 320 00074'), '73282932000074');
  assert.equal(readSiret('35600000000048'), '35600000000048');
  assert.equal(readSiret('73282932000073'), null);
  assert.equal(readSiret('7328293200007'), null);
  assert.equal(readSiret('00000000000000'), null);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 13 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
      const digits = [...'73282932000074'];
      digits[at] = String((Number(digits[at]) + by) % 10);
      assert.equal(readSiret(digits.join('')), null);
    }),
  );
});

test('a matricule fiscal and addresses', () => {
  assert.equal(readMatricule('1234567 a/a/m/000'), '1234567A/A/M/000');
  assert.equal(readMatricule('1234567I/A/M/000'), null);
  assert.equal(readMatricule('123456A/A/M/000'), null);
  assert.deepEqual(readAddress('23 rue des Lilas, 75011 Paris', 'FR'), {
    line1: '23 rue des Lilas',
    postcode: '75011',
    city: 'Paris',
    country: 'FR',
  });
  assert.equal(readAddress('12 avenue Bourguiba 1000 Tunis', 'TN')?.postcode, '1000');
  assert.equal(readAddress('rue des Lilas', 'FR'), null);
});

test('products as typed and as pasted', () => {
  const typed = readProducts('Fraisier 8 parts 32€\nÉclair au café: 3,50\nTarte citron 18 € 5,5%', 'EUR');
  assert.deepEqual(typed.products, [
    { name: 'Fraisier 8 parts', price: 3200 },
    { name: 'Éclair au café', price: 350 },
    { name: 'Tarte citron', price: 1800, vatRate: 5.5 },
  ]);
  const pasted = readProducts('nom;prix\n"Flan";12,00\nMacarons x12;18\nsans prix', 'EUR');
  assert.deepEqual(
    pasted.products.map((one) => [one.name, one.price]),
    [
      ['Flan', 1200],
      ['Macarons x12', 1800],
    ],
  );
  assert.deepEqual(pasted.unread, ['sans prix']);
  assert.deepEqual(readProducts('Brik 2,500 DT', 'TND').products, [{ name: 'Brik', price: 2500 }]);
  assert.equal(skuOf('Éclair au café'), 'eclair-au-cafe');
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      for (const { name, price } of readProducts(text, 'EUR').products) assert.ok(price > 0 && name.length >= 2);
    }),
  );
});
