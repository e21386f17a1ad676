import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../db/testing/properties.ts';
import { percentOf } from '../money.ts';
import { lineTotal, stampDuty, type TaxedLine, thousandths, totalsOf } from './vat.ts';

const rates = fc.constantFrom(0, 2.1, 5.5, 7, 10, 13, 19, 20);
const lines = fc.array(fc.record({ total: fc.integer({ min: -50_000, max: 5_000_000 }), vat_rate: rates }), {
  minLength: 1,
  maxLength: 40,
});
const regimes = fc.constantFrom('standard' as const, 'franchise' as const);
const modes = fc.constantFrom('incl_vat' as const, 'excl_vat' as const);
const sumOf = (list: readonly TaxedLine[]) => list.reduce((all, line) => all + line.total, 0);

test('a cake sold at 22.50 stays at 22.50', () => {
  const line = { total: 2250, vat_rate: 5.5 };
  assert.deepEqual(totalsOf([line], { prices: 'incl_vat', regime: 'standard' }), {
    net: 2133,
    vat: [{ rate: 5.5, base: 2133, vat: 117 }],
    gross: 2250,
  });
});

test('several rates, each rounded once on its sum', () => {
  const sold = [
    { total: 4500, vat_rate: 5.5 },
    { total: 1299, vat_rate: 20 },
    { total: 1, vat_rate: 5.5 },
  ];
  assert.deepEqual(totalsOf(sold, { prices: 'incl_vat', regime: 'standard' }), {
    net: 1083 + 4266,
    vat: [
      { rate: 20, base: 1083, vat: 216 },
      { rate: 5.5, base: 4266, vat: 235 },
    ],
    gross: 5800,
  });
  const net = [
    { total: 333, vat_rate: 20 },
    { total: 333, vat_rate: 20 },
    { total: 334, vat_rate: 20 },
  ];
  assert.deepEqual(totalsOf(net, { prices: 'excl_vat', regime: 'standard' }).vat, [{ rate: 20, base: 1000, vat: 200 }]);
});

test('prices with VAT: the gross is the sum of the lines, and each rate adds up', () => {
  fc.assert(
    fc.property(lines, (sold) => {
      const totals = totalsOf(sold, { prices: 'incl_vat', regime: 'standard' });
      assert.equal(totals.gross, sumOf(sold));
      assert.equal(totals.net + totals.vat.reduce((all, row) => all + row.vat, 0), totals.gross);
      for (const row of totals.vat)
        assert.equal(row.base + row.vat, sumOf(sold.filter((l) => l.vat_rate === row.rate)));
    }),
  );
});

test('prices without VAT: the net is the sum of the lines, VAT is exactly the rate of the base', () => {
  fc.assert(
    fc.property(lines, (sold) => {
      const totals = totalsOf(sold, { prices: 'excl_vat', regime: 'standard' });
      assert.equal(totals.net, sumOf(sold));
      for (const row of totals.vat) assert.equal(row.vat, percentOf(row.base, row.rate));
      assert.equal(totals.gross, totals.net + totals.vat.reduce((all, row) => all + row.vat, 0));
    }),
  );
});

test('a credit note mirrors its invoice to the last unit, and the order of lines does not matter', () => {
  const flipped = (n: number) => 0 - n;
  fc.assert(
    fc.property(lines, modes, regimes, (sold, prices, regime) => {
      const invoice = totalsOf(sold, { prices, regime });
      const credit = totalsOf(
        sold.toReversed().map((line) => ({ ...line, total: flipped(line.total) })),
        { prices, regime },
      );
      assert.deepEqual(credit, {
        net: flipped(invoice.net),
        vat: invoice.vat.map((row) => ({ rate: row.rate, base: flipped(row.base), vat: flipped(row.vat) })),
        gross: flipped(invoice.gross),
      });
    }),
  );
});

test('the franchise shows no VAT', () => {
  fc.assert(
    fc.property(lines, modes, (sold, prices) => {
      const sum = sumOf(sold);
      assert.deepEqual(totalsOf(sold, { prices, regime: 'franchise' }), { net: sum, vat: [], gross: sum });
    }),
  );
});

test('a line is quantity times price, half-up, less its discount', () => {
  assert.equal(lineTotal(2, 2250), 4500);
  assert.equal(lineTotal('0.333', 3000), 999);
  assert.equal(lineTotal(0.005, 100), 1);
  assert.equal(lineTotal('1.500', 1999, 100), 2899);
  assert.equal(thousandths(1.25), 1250n);
  assert.throws(() => thousandths('1,5'), RangeError);
  assert.throws(() => thousandths(0.1 + 0.2), RangeError);
  assert.throws(() => thousandths(-1), RangeError);
});

test('stamp duty: Tunisian papers but quotes', () => {
  assert.equal(stampDuty({ country: 'TN', kind: 'invoice', issued_on: '2026-12-01' }), 1000);
  assert.equal(stampDuty({ country: 'TN', kind: 'credit_note', issued_on: '2026-12-01' }), 1000);
  assert.equal(stampDuty({ country: 'TN', kind: 'quote', issued_on: '2026-12-01' }), 0);
  assert.equal(stampDuty({ country: 'FR', kind: 'invoice', issued_on: '2026-12-01' }), 0);
});
