import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../db/testing/properties.ts';
import { dayOf } from '../language.ts';
import { type Period, pastDay, spansOf } from './spans.ts';

const PARIS = 'Europe/Paris';
/** Sunday 22 November 2026, 17:00 in Paris. */
const SUNDAY = Date.parse('2026-11-22T16:00:30Z');

test('today is held against the same weekday up to the same minute', () => {
  const { now, before, whole } = spansOf('day', '2026-11-22', SUNDAY, PARIS);
  assert.deepEqual(now, { from: '2026-11-22 00:00', to: '2026-11-22 17:01' });
  assert.deepEqual(before, { from: '2026-11-15 00:00', to: '2026-11-15 17:01' });
  assert.equal(whole, false);
});

test('a day that is over is held against the whole day', () => {
  const { now, before, whole } = spansOf('day', '2026-11-20', SUNDAY, PARIS);
  assert.deepEqual(now, { from: '2026-11-20 00:00', to: '2026-11-21 00:00' });
  assert.deepEqual(before, { from: '2026-11-13 00:00', to: '2026-11-14 00:00' });
  assert.equal(whole, true);
});

test('the week begins on Monday; the month is held against the month before, not longer than it', () => {
  const week = spansOf('week', '2026-11-22', SUNDAY, PARIS);
  assert.deepEqual([week.now.from, week.now.to], ['2026-11-16 00:00', '2026-11-22 17:01']);
  assert.deepEqual([week.before.from, week.before.to], ['2026-11-09 00:00', '2026-11-15 17:01']);
  assert.equal(week.days.length, 7);
  const march = spansOf('month', '2027-03-30', Date.parse('2027-03-30T10:00:00Z'), PARIS);
  assert.deepEqual(march.before, { from: '2027-02-01 00:00', to: '2027-03-01 00:00' });
  assert.equal(march.days.length, 31);
});

test('whatever the moment: neither span is empty, the earlier one ends before the later begins or at it', () => {
  const instants = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2032-01-01') });
  const periods = fc.constantFrom<Period>('day', 'week', 'month');
  fc.assert(
    fc.property(instants, periods, fc.constantFrom(PARIS, 'Africa/Tunis'), (at, period, zone) => {
      const { now, before, days } = spansOf(period, dayOf(at, zone), at, zone);
      assert.ok(now.from < now.to, JSON.stringify(now));
      assert.ok(before.from < before.to, JSON.stringify(before));
      assert.ok(before.to <= now.from, JSON.stringify({ now, before }));
      assert.ok(days.includes(dayOf(at, zone)));
    }),
  );
});

test('a report looks back: a weekday is the last one, a date this year’s', () => {
  const today = '2026-11-22';
  assert.equal(pastDay('2026-11-28', today, 'samedi'), '2026-11-21');
  assert.equal(pastDay('2027-11-12', today, '12/11'), '2026-11-12');
  assert.equal(pastDay('2026-11-20', today, 'vendredi'), '2026-11-20');
  assert.equal(pastDay('2026-11-23', today, 'demain'), null);
});
