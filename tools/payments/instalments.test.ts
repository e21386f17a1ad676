import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../db/testing/properties.ts';
import { type Currency, formatMoney, parseMoney, percentOf, vatFromGross, vatFromNet } from '../money.ts';
import { typedAmount } from './amount.ts';
import { takeFrom } from './books.ts';
import { addMonths, askedOn, coverage, evenParts, fitted, shareOf } from './instalments.ts';
import { majorOf, minorOf } from './providers/paypal-shapes.ts';
import { stageOn } from './remind-dues.ts';
import { readParts } from './schedule-order.ts';

const RUNS = { numRuns: 500 };
const currency = fc.constantFrom<Currency>('EUR', 'TND');
const total = fc.integer({ min: 1, max: 50_000_000 });
const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0);
const rows = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 12 }).map((amounts) =>
  amounts.map((amount, place) => ({
    id: place + 1,
    position: place + 1,
    amount,
    dueOn: `2026-12-${String(place + 1).padStart(2, '0')}`,
  })),
);
const payments = fc
  .array(fc.integer({ min: 1, max: 2_000_000 }), { maxLength: 8 })
  .map((amounts) => amounts.map((left, place) => ({ id: 100 + place, left })));

test('parts sum to the whole to the last minor unit and differ by one at most', () => {
  fc.assert(
    fc.property(total, fc.integer({ min: 1, max: 12 }), (whole, count) => {
      const parts = evenParts(whole, count);
      assert.equal(sum(parts), whole);
      assert.ok(Math.max(...parts) - Math.min(...parts) <= 1);
    }),
    RUNS,
  );
});

test('instalments follow the order: they sum to its new total, none is negative, paid dates come first', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 0, max: 20_000_000 }), (instalments, whole) => {
      const now = fitted(instalments, whole);
      assert.equal(sum(now.map(({ amount }) => amount)), whole);
      assert.ok(now.every(({ amount }) => amount >= 0));
      if (whole >= sum(instalments.map(({ amount }) => amount)))
        assert.deepEqual(now.slice(0, -1), instalments.slice(0, -1), 'growth is asked last');
    }),
    RUNS,
  );
});

test('money fills the earliest dates first; what payments pay of instalments adds up on both sides', () => {
  fc.assert(
    fc.property(rows, payments, (instalments, held) => {
      const covered = coverage(instalments, held);
      const asked = sum(instalments.map(({ amount }) => amount));
      const paid = sum(held.map(({ left }) => left));
      assert.equal(sum(covered.map((one) => one.covered)), Math.min(asked, paid));
      for (const one of covered) {
        assert.equal(one.covered + one.open, one.amount);
        assert.equal(sum(one.paidBy.map(({ amount }) => amount)), one.covered);
      }
      const firstOpen = covered.findIndex((one) => one.open > 0);
      if (firstOpen >= 0) assert.ok(covered.slice(firstOpen + 1).every((one) => one.covered === 0));
      const given = covered.flatMap((one) => one.paidBy);
      for (const { id, left } of held)
        assert.ok(sum(given.filter(({ paymentId }) => paymentId === id).map(({ amount }) => amount)) <= left);
      const today = '2026-12-06';
      const due = sum(covered.filter(({ dueOn }) => dueOn <= today).map(({ open }) => open));
      const now = askedOn(covered, today);
      assert.ok(now <= asked - sum(covered.map((one) => one.covered)));
      assert.equal(
        now === 0,
        covered.every((one) => one.open === 0),
      );
      if (due > 0) assert.equal(now, due);
    }),
    RUNS,
  );
});

test('a percentage and its rest make the whole; typed back it is the same amount, in euros and in dinars', () => {
  fc.assert(
    fc.property(total, fc.integer({ min: 0, max: 10_000 }), currency, (whole, points, code) => {
      const part = percentOf(whole, points / 100);
      assert.ok(part >= 0 && part <= whole);
      assert.ok(Math.abs(part * 10_000 - whole * points) <= 5_000, 'nearest minor unit');
      assert.equal(parseMoney(typedAmount(part, code), code), part);
      for (const language of ['fr', 'en', 'ar'] as const)
        assert.equal(parseMoney(formatMoney(part, code, language), code), part);
    }),
    RUNS,
  );
});

test('VAT: base and tax make the gross, whichever way it is computed, to one minor unit', () => {
  const rate = fc.constantFrom(0, 2.1, 5.5, 7, 10, 13, 19, 20);
  fc.assert(
    fc.property(total, rate, (gross, percent) => {
      const vat = vatFromGross(gross, percent);
      assert.ok(vat >= 0 && vat <= gross);
      assert.ok(Math.abs(vatFromNet(gross - vat, percent) - vat) <= 1);
    }),
    RUNS,
  );
});

test('refunds take exactly what is asked from what is held, and never more', () => {
  fc.assert(
    fc.property(payments, fc.integer({ min: 0, max: 20_000_000 }), (held, wanted) => {
      const most = sum(held.map(({ left }) => left));
      if (wanted > most) return assert.throws(() => takeFrom(held, wanted), RangeError);
      const parts = takeFrom(held, wanted);
      assert.equal(sum(parts.map(({ amount }) => amount)), wanted);
      assert.ok(parts.every(({ from, amount }) => amount > 0 && amount <= from.left));
    }),
    RUNS,
  );
});

test('amounts go to PayPal and come back unchanged; too many decimals or another currency are none of ours', () => {
  fc.assert(
    fc.property(total, currency, (minor, code) => {
      assert.equal(minorOf({ currency_code: code, value: majorOf(minor, code) }), minor);
    }),
    RUNS,
  );
  assert.equal(minorOf({ currency_code: 'EUR', value: '12.5' }), 1250);
  assert.equal(minorOf({ currency_code: 'EUR', value: '-12.50' }), -1250);
  assert.equal(minorOf({ currency_code: 'EUR', value: '12.505' }), null);
  assert.equal(minorOf({ currency_code: 'USD', value: '12.50' }), null);
  assert.equal(minorOf({ currency_code: 'EUR', value: '1e3' }), null);
});

test('months later, also at their end; words for parts; when a reminder is due', () => {
  assert.equal(addMonths('2026-01-31', 1), '2026-02-28');
  assert.equal(addMonths('2026-11-30', 3), '2027-02-28');
  assert.equal(addMonths('2027-12-15', 1), '2028-01-15');
  assert.deepEqual(readParts('3x'), { count: 3, every: 'month' });
  assert.deepEqual(readParts('en 4 fois par semaine'), { count: 4, every: 7 });
  assert.deepEqual(readParts('2x 15j'), { count: 2, every: 15 });
  assert.equal(readParts('trois'), null);
  assert.deepEqual(
    ['2026-12-07', '2026-12-08', '2026-12-10', '2026-12-13', '2026-12-20'].map((day) => stageOn('2026-12-10', day)),
    [0, 1, 2, 3, 4],
  );
});

test('an amount is told as its place among the instalments, with what is to come; both sum to what is open', () => {
  const three = coverage(
    [500, 500, 500].map((amount, place) => ({
      id: place,
      position: place + 1,
      amount,
      dueOn: `2026-12-0${place + 1}`,
    })),
    [],
  );
  const named = (amount: number, on = three) => {
    const share = shareOf(on, amount);
    return share && [share.first, share.last, share.of, share.next.map((one) => one.amount)];
  };
  assert.deepEqual(named(500), [1, 1, 3, [500, 500]]);
  assert.deepEqual(named(1_000), [1, 2, 3, [500]]);
  assert.deepEqual(named(1_500), [1, 3, 3, []]);
  assert.deepEqual(named(200), [1, 1, 3, [300, 500, 500]]);
  assert.deepEqual(named(500, coverage(three, [{ id: 1, left: 1_000 }])), [3, 3, 3, []]);
  assert.equal(named(500, coverage(three, [{ id: 1, left: 1_500 }])), null, 'nothing is open');
  assert.equal(named(500, three.slice(0, 1)), null, 'paid in one');
  fc.assert(
    fc.property(rows, payments, total, (instalments, held, amount) => {
      const covered = coverage(instalments, held);
      const open = sum(covered.map((one) => one.open));
      const share = shareOf(covered, Math.min(amount, open));
      if (open === 0 || instalments.length < 2) return assert.equal(share, null);
      assert.ok(share && 1 <= share.first && share.first <= share.last && share.last <= share.of);
      assert.equal(sum(share.next.map((one) => one.amount)) + Math.min(amount, open), open);
    }),
    RUNS,
  );
});
