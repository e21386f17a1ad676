import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ShopFacts } from '../context.ts';
import { settingsSchema } from '../shops/settings.ts';
import { laterBy, minutesOf } from './due.ts';
import { offerTapped } from './offer.ts';
import { afterOpenMinutes } from './remind.ts';

test('a delay is minutes, hours, or both; anything else is asked for', () => {
  const cases: [string, number | null][] = [
    ['30', 30],
    ['30 min', 30],
    ['45mn', 45],
    ['1h', 60],
    ['1h30', 90],
    ['2 heures', 120],
    ['de 20 minutes', 20],
    ['+15', 15],
    ['0', null],
    ['-5', null],
    ['30h', null],
    ['demain', null],
    ['', null],
  ];
  for (const [text, minutes] of cases) assert.equal(minutesOf(text), minutes, text);
});

test('later moves the hour, and the day when midnight is passed', () => {
  assert.deepEqual(laterBy('2026-11-28', '14:00', 30), { date: '2026-11-28', time: '14:30' });
  assert.deepEqual(laterBy('2026-11-30', '23:45', 30), { date: '2026-12-01', time: '00:15' });
  assert.deepEqual(laterBy('2026-12-31', '23:00', 24 * 60), { date: '2027-01-01', time: '23:00' });
});

const shop: ShopFacts = {
  id: 1,
  slug: 'lilas',
  name: 'Lilas',
  currency: 'EUR',
  timezone: 'Europe/Paris',
  language: 'fr',
  demo: false,
  settings: settingsSchema.parse({
    opening_hours: { tue: '08:00-12:30,14:30-19:00', wed: '08:00-19:00', sun: '08:00-13:00' },
    closures: ['2027-03-30'],
  }),
};
const after = (at: string, minutes: number, of: ShopFacts = shop) =>
  new Date(afterOpenMinutes({ shop: of, at: Date.parse(at) }, minutes)).toISOString();

test('patience is counted in opening hours of the shop', () => {
  // A Tuesday.
  assert.equal(after('2027-08-03T10:00:00+02:00', 15), '2027-08-03T08:15:00.000Z');
  assert.equal(after('2027-08-03T12:20:00+02:00', 15), '2027-08-03T12:35:00.000Z', 'over lunch');
  assert.equal(after('2027-08-03T06:00:00+02:00', 15), '2027-08-03T06:15:00.000Z', 'before opening');
  assert.equal(after('2027-08-03T18:50:00+02:00', 15), '2027-08-04T06:05:00.000Z', 'over night');
  assert.equal(after('2027-08-04T19:30:00+02:00', 15), '2027-08-08T06:15:00.000Z', 'over closed days');
  // Clocks change on Sunday 28 March; Tuesday 30 is closed.
  assert.equal(after('2027-03-28T12:50:00+02:00', 15), '2027-03-31T06:05:00.000Z', 'a closed day is skipped');
});

test('a shop that has not said its hours is taken as always open; one that never opens does not wait forever', () => {
  const { opening_hours: _, ...rest } = shop.settings;
  assert.equal(after('2027-08-03T03:00:00+02:00', 15, { ...shop, settings: rest }), '2027-08-03T01:15:00.000Z');
  const never = { ...shop, settings: { ...shop.settings, opening_hours: {} } };
  assert.equal(after('2027-08-03T03:00:00+02:00', 15, never), '2027-08-03T01:15:00.000Z');
});

test('an offer’s button is read back, nothing else is', () => {
  assert.deepEqual(offerTapped('offer:12:yes'), { offer: 12, yes: true });
  assert.deepEqual(offerTapped('offer:12:no'), { offer: 12, yes: false });
  for (const other of ['offer:12', 'oui', 'offer:x:yes', '/confirmer 12 v1']) assert.equal(offerTapped(other), null);
});
