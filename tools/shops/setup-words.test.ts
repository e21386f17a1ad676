import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../db/testing/properties.ts';
import { readAddress, readMatricule, readProducts, readRate, readSiret, skuOf } from './setup-words.ts';

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
  const typed = readProducts('Fraisier 8 parts 32€\nÉclair au café: 3,50\nTarte citron 18 € 5,5%', 'EUR', {
    country: 'FR',
  });
  assert.deepEqual(typed.products, [
    { name: 'Fraisier 8 parts', price: 3200 },
    { name: 'Éclair au café', price: 350 },
    { name: 'Tarte citron', price: 1800, vatRate: 5.5 },
  ]);
  const pasted = readProducts('nom;prix\n"Flan";12,00\nMacarons x12;18\nsans prix', 'EUR', { country: 'FR' });
  assert.deepEqual(
    pasted.products.map((one) => [one.name, one.price]),
    [
      ['Flan', 1200],
      ['Macarons x12', 1800],
    ],
  );
  assert.deepEqual(pasted.unread, ['sans prix']);
  assert.deepEqual(readProducts('Brik 2,500 DT', 'TND', { country: 'TN' }).products, [{ name: 'Brik', price: 2500 }]);
  assert.equal(skuOf('Éclair au café'), 'eclair-au-cafe');
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      for (const { name, price } of readProducts(text, 'EUR', { country: 'FR' }).products)
        assert.ok(price > 0 && name.length >= 2);
    }),
  );
});

test('units and rates behind a price; a rate that no law knows is not taken', () => {
  assert.deepEqual(readProducts('Cerises 8,50€/kg 5,5%\nTulipes 12€ la botte\nFlan 3€ 15%', 'EUR', { country: 'FR' }), {
    products: [
      { name: 'Cerises', price: 850, vatRate: 5.5, unit: 'kg' },
      { name: 'Tulipes', price: 1200, unit: 'bunch' },
    ],
    unread: ['Flan 3€ 15 %'],
  });
  assert.equal(readRate('TVA 5.5 %', { country: 'FR' }), 5.5);
  assert.equal(readRate('13', { country: 'TN' }), 13);
  for (const text of ['55', '19', 'cinq', '']) assert.equal(readRate(text, { country: 'FR' }), null, text);
});

test('a list as a spreadsheet exports it: columns in any order, quotes, a mark at the front, decimal commas', () => {
  const exported =
    '\uFEFFRéférence;Désignation;TVA;Prix TTC;Unité\r\nA1;"Tarte ""Tatin""";5,5 %;18,00 €;pièce\r\nA2;Champagne;20;32;\r\nA3;Cerises;;8,5;kg\r\nA4;Sans prix;;;\r\n';
  const { products, unread } = readProducts(exported, 'EUR', { country: 'FR' });
  assert.deepEqual(products, [
    { name: 'Tarte "Tatin"', price: 1800, vatRate: 5.5, unit: 'piece' },
    { name: 'Champagne', price: 3200, vatRate: 20 },
    { name: 'Cerises', price: 850, unit: 'kg' },
  ]);
  assert.deepEqual(unread, ['A4;Sans prix;;;']);
  assert.deepEqual(readProducts('name,price\nFlan,3.50\n"Pain, tranché",2', 'EUR', { country: 'FR' }).products, [
    { name: 'Flan', price: 350 },
    { name: 'Pain, tranché', price: 200 },
  ]);
  assert.deepEqual(
    readProducts('Éclair café 3,50\nFlan 3,20', 'EUR', { country: 'FR' }).products.length,
    2,
    'decimals are no columns',
  );
});
