import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../db/testing/properties.ts';
import {
  allocate,
  basisPoints,
  CURRENCIES,
  type Currency,
  formatMoney,
  isCurrency,
  type MoneyLanguage,
  parseMoney,
  percentOf,
  vatFromGross,
  vatFromNet,
} from './money.ts';

const currencies = fc.constantFrom(...CURRENCIES);
const languages = fc.constantFrom<MoneyLanguage>('fr', 'en', 'ar');
const amounts = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
const rates = fc.constantFrom(0, 0.9, 1.05, 2.1, 5.5, 7, 10, 13, 19, 19.6, 20);

test('amounts are written as each language writes them', () => {
  assert.equal(formatMoney(2250, 'EUR', 'fr'), '22,50\u202f€');
  assert.equal(formatMoney(123456789, 'EUR', 'fr'), '1\u202f234\u202f567,89\u202f€');
  assert.equal(formatMoney(5, 'EUR', 'fr'), '0,05\u202f€');
  assert.equal(formatMoney(-2250, 'EUR', 'fr'), '\u221222,50\u202f€');
  assert.equal(formatMoney(2250, 'EUR', 'en'), '€22.50');
  assert.equal(formatMoney(120050, 'EUR', 'en'), '€1,200.50');
  assert.equal(formatMoney(12500, 'TND', 'fr'), '12,500\u202fDT');
  assert.equal(formatMoney(12500, 'TND', 'en'), 'TND\u00a012.500');
  assert.equal(formatMoney(12500, 'TND', 'ar'), '12,500\u202fد.ت');
  assert.equal(formatMoney(-100, 'EUR', 'ar'), '\u200e\u22121,00\u202f€');
  assert.throws(() => formatMoney(1.5, 'EUR', 'fr'), RangeError);
  assert.equal(isCurrency('EUR'), true);
  assert.equal(isCurrency('toString'), false);
});

test('amounts are read as people type them', () => {
  const cases: [string, Currency, number | null][] = [
    ['18€', 'EUR', 1800],
    ['18,50', 'EUR', 1850],
    ['18.5', 'EUR', 1850],
    ['18€50', 'EUR', 1850],
    ['1 200 €', 'EUR', 120000],
    ['1\u202f200,05\u00a0€', 'EUR', 120005],
    ['1.200,50 €', 'EUR', 120050],
    ['€1,200.50', 'EUR', 120050],
    ['1,200', 'EUR', 120000],
    ['1.200.000', 'EUR', 120000000],
    ['- 5 euros', 'EUR', -500],
    ['50 centimes', 'EUR', 50],
    ['22 Euros', 'EUR', 2200],
    ['١٨٫٥٠', 'EUR', 1850],
    ['12,500 DT', 'TND', 12500],
    ['12.5 dinars', 'TND', 12500],
    ['1,200', 'TND', 1200],
    ['1 200,500 د.ت', 'TND', 1200500],
    ['500 millimes', 'TND', 500],
    ['12dt500', 'TND', 12500],
    ['18 $', 'EUR', null],
    ['18 DT', 'EUR', null],
    ['18 €', 'TND', null],
    ['18,505', 'EUR', 1850500],
    ['18,5055', 'EUR', null],
    ['1 20', 'EUR', null],
    ['1,20,30', 'EUR', null],
    ['12-13', 'EUR', null],
    ['', 'EUR', null],
    ['€', 'EUR', null],
    ['centimes', 'EUR', null],
    ['dix', 'EUR', null],
    ['18 gateaux', 'EUR', null],
    ['1e5', 'EUR', null],
    ['99999999999999999999', 'EUR', null],
  ];
  for (const [text, currency, expected] of cases)
    assert.equal(parseMoney(text, currency), expected, `${text} ${currency}`);
});

test('what is written is read back, in every currency and language', () => {
  fc.assert(
    fc.property(amounts, currencies, languages, (amount, currency, language) => {
      assert.equal(parseMoney(formatMoney(amount, currency, language), currency), amount);
    }),
  );
});

test('reading never throws and never answers a fraction', () => {
  const noise = fc.oneof(fc.string(), fc.stringMatching(/^[-0-9., €dt'']{0,12}$/));
  fc.assert(
    fc.property(noise, currencies, (text, currency) => {
      const read = parseMoney(text, currency);
      assert.ok(read === null || Number.isSafeInteger(read));
    }),
  );
});

test('a split loses nothing and stays fair', () => {
  assert.deepEqual(allocate(100, [1, 1, 1]), [34, 33, 33]);
  assert.deepEqual(allocate(-100, [1, 1, 1]), [-34, -33, -33]);
  assert.deepEqual(allocate(10, [0, 0]), [5, 5]);
  assert.deepEqual(allocate(5, [0, 3]), [0, 5]);
  assert.throws(() => allocate(1, []), RangeError);
  assert.throws(() => allocate(1, [-1, 2]), RangeError);
  fc.assert(
    fc.property(amounts, fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 12 }), (total, weights) => {
      const parts = allocate(total, weights);
      assert.equal(
        parts.reduce((a, b) => a + b, 0),
        total,
      );
      const sum = weights.reduce((a, b) => a + b, 0);
      for (const [i, part] of parts.entries()) {
        const exact = (total * (sum === 0 ? 1 : (weights[i] ?? 0))) / (sum === 0 ? weights.length : sum);
        assert.ok(Math.abs(part - exact) <= 1.001, `${part} for ${exact}`);
      }
    }),
  );
});

test('percentages run on basis points, half away from zero', () => {
  assert.equal(basisPoints(5.5), 550n);
  assert.equal(basisPoints(19.6), 1960n);
  assert.equal(percentOf(100, 5.5), 6);
  assert.equal(percentOf(-100, 5.5), -6);
  assert.equal(percentOf(2250, 10), 225);
  assert.throws(() => percentOf(100, 5.555), RangeError);
  assert.throws(() => percentOf(100, -1), RangeError);
  assert.throws(() => percentOf(100, Number.NaN), RangeError);
  fc.assert(
    fc.property(amounts, rates, (amount, rate) => {
      assert.equal(percentOf(-amount, rate), 0 - percentOf(amount, rate));
    }),
  );
});

test('VAT from gross leaves the price the customer saw untouched', () => {
  assert.equal(vatFromGross(2250, 5.5), 117);
  assert.equal(vatFromGross(12000, 20), 2000);
  assert.equal(vatFromNet(10000, 20), 2000);
  fc.assert(
    fc.property(amounts, rates, (gross, rate) => {
      const vat = vatFromGross(gross, rate);
      assert.equal(vatFromGross(-gross, rate), 0 - vat);
      assert.ok(Math.abs(vat - vatFromNet(gross - vat, rate)) <= 1, 'within one minor unit of the net way');
    }),
  );
});
