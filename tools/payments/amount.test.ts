import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../db/testing/properties.ts';
import { CURRENCIES, exponentOf, parseMoney, percentOf } from '../money.ts';
import { readAmount, readTyped, typedAmount } from './amount.ts';
import { statusOf, takeFrom } from './books.ts';
import { periodOf } from './till.ts';

const currency = fc.constantFrom(...CURRENCIES);
const minor = fc.integer({ min: 1, max: 50_000_000 });

test('an amount written back into a command is read as the same, in euros and in dinars', () => {
  fc.assert(
    fc.property(currency, minor, (code, amount) => {
      const text = typedAmount(amount, code);
      assert.equal(text.split(',')[1]!.length, exponentOf(code));
      assert.equal(parseMoney(text, code), amount);
      assert.deepEqual(readTyped(text, code, 0), { amount, method: null, unread: null });
    }),
  );
});

test('a percentage is rounded to the minor unit, never leaves the whole, and two halves differ by one at most', () => {
  fc.assert(
    fc.property(currency, minor, fc.integer({ min: 1, max: 100 }), (code, whole, percent) => {
      const part = readAmount(`${percent}%`, code, whole);
      assert.equal(part, percentOf(whole, percent));
      assert.ok(part !== null && Number.isSafeInteger(part) && part >= 0 && part <= whole);
      assert.ok(Math.abs(part * 100 - whole * percent) <= 50, 'half a minor unit at most');
    }),
  );
  assert.equal(readAmount('30 %', 'TND', 12_345), 3704);
  assert.equal(readAmount('12,5%', 'EUR', 1890), 236);
  assert.equal(readAmount('101%', 'EUR', 1890), null);
});

test('amount and means of payment in either order, with accents and without', () => {
  const read = (text: string) => readTyped(text, 'EUR', 9000);
  assert.deepEqual(read('45€ espèces'), { amount: 4500, method: 'cash', unread: null });
  assert.deepEqual(read('en especes 45 €'), { amount: 4500, method: 'cash', unread: null });
  assert.deepEqual(read('par carte bancaire'), { amount: null, method: 'card', unread: null });
  assert.deepEqual(read('12,50 chèque'), { amount: 1250, method: 'cheque', unread: null });
  assert.deepEqual(read('virement'), { amount: null, method: 'transfer', unread: null });
  assert.deepEqual(readTyped('12,500 DT نقدا', 'TND', 0), { amount: 12_500, method: 'cash', unread: null });
  assert.equal(read('-5€').unread, '-5€');
  assert.equal(read('0€').unread, '0€');
  assert.equal(read('45€ bitcoin').unread, 'bitcoin');
  assert.equal(read('cb espèces').unread, 'espèces');
});

test('what is given back is taken from the payments exactly, none beyond what it holds', () => {
  fc.assert(
    fc.property(fc.array(minor, { minLength: 1, maxLength: 6 }), fc.nat(), (sums, some) => {
      const held = sums.map((left, id) => ({ id, left }));
      const all = sums.reduce((a, b) => a + b, 0);
      const amount = 1 + (some % all);
      const parts = takeFrom(held, amount);
      assert.equal(
        parts.reduce((sum, part) => sum + part.amount, 0),
        amount,
      );
      for (const part of parts) assert.ok(part.amount > 0 && part.amount <= part.from.left);
      assert.throws(() => takeFrom(held, all + 1), RangeError);
    }),
  );
});

test('the payment status follows what is held and what the order still asks for', () => {
  const status = (paid: number, refunded: number, order: { credited?: number; cancelled?: boolean } = {}) =>
    statusOf(
      { paid, refunded },
      { total: 4500, credited: order.credited ?? 0, status: order.cancelled ? 'cancelled' : 'confirmed' },
    );
  assert.equal(status(0, 0), 'unpaid');
  assert.equal(status(1, 0), 'partial');
  assert.equal(status(4500, 0), 'paid');
  assert.equal(status(9000, 0), 'paid');
  // Given back with a credit note: what is kept is all that is asked for.
  assert.equal(status(3500, 1000, { credited: 1000 }), 'paid');
  assert.equal(status(3499, 1001, { credited: 1000 }), 'partial');
  assert.equal(status(4500, 0, { credited: 1000 }), 'paid');
  // Without one the price stands.
  assert.equal(status(3500, 1000), 'partial');
  assert.equal(status(0, 4500), 'refunded');
  assert.equal(status(0, 3500, { credited: 1000 }), 'refunded');
  // A deposit: the order that stands is owed as a whole again, the one that does not is over.
  assert.equal(status(0, 1500), 'unpaid');
  assert.equal(status(0, 1500, { cancelled: true }), 'refunded');
  assert.equal(status(0, 0, { cancelled: true }), 'unpaid');
  // A bank took it back: nobody gave it back.
  assert.equal(status(0 - 1500, 0), 'unpaid');
});

test('the till’s periods: days that came, this month and the last, a month by name', () => {
  const today = '2026-11-22';
  const read = (text: string, day?: string) => {
    const period = periodOf(text, day, today);
    return period && `${period.from} ${period.to}`;
  };
  assert.equal(read(''), '2026-11-22 2026-11-22');
  assert.equal(read('hier'), '2026-11-21 2026-11-21');
  assert.equal(read('mois'), '2026-11-01 2026-11-30');
  assert.equal(read('mois dernier'), '2026-10-01 2026-10-31');
  assert.equal(read('décembre'), '2025-12-01 2025-12-31');
  assert.equal(read('Février 2026'), '2026-02-01 2026-02-28');
  assert.equal(read('samedi', '2026-11-28'), '2026-11-21 2026-11-21');
  assert.equal(read('12/11', '2026-11-12'), '2026-11-12 2026-11-12');
  assert.equal(read('patate'), null);
});
