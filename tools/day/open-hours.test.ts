import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../db/testing/properties.ts';
import { openMinutesBetween } from './open-hours.ts';

const PARIS = 'Europe/Paris';
const SHOP = { opening_hours: { tue: '08:00-12:00,14:00-19:00', wed: '08:00-19:00' }, closures: ['2026-11-25'] };
const at = (text: string) => Date.parse(`${text}+01:00`);

test('only minutes in which the shop was open count', () => {
  const between = (from: string, to: string) => openMinutesBetween(SHOP, PARIS, at(from), at(to));
  assert.equal(between('2026-11-24T09:00:00', '2026-11-24T11:00:00'), 120);
  assert.equal(between('2026-11-24T11:00:00', '2026-11-24T15:00:00'), 120, 'the pause does not');
  assert.equal(between('2026-11-24T18:00:00', '2026-11-25T12:00:00'), 60, 'nor a closed day');
  assert.equal(between('2026-11-24T18:00:00', '2026-11-24T17:00:00'), 0);
  assert.equal(openMinutesBetween({ closures: [] }, PARIS, at('2026-11-24T09:00:00'), at('2026-11-24T12:00:00')), 180);
});

test('never more than the clock says, and more time is never less', () => {
  const instants = fc.integer({ min: at('2026-11-01T00:00:00'), max: at('2026-12-31T00:00:00') });
  fc.assert(
    fc.property(
      instants,
      fc.integer({ min: 0, max: 5 * 1440 }),
      fc.integer({ min: 0, max: 1440 }),
      (from, first, more) => {
        const one = openMinutesBetween(SHOP, PARIS, from, from + first * 60_000);
        const two = openMinutesBetween(SHOP, PARIS, from, from + (first + more) * 60_000);
        assert.ok(one >= 0 && one <= first + 1, `${one} of ${first}`);
        assert.ok(two >= one);
      },
    ),
  );
});
