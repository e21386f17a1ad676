import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ago, dayOf, dueDay, growth, money, timeOf } from './format.ts';

const plain = (text: string): string => text.replace(/[\u00a0\u202f\u200e\u200f]/g, ' ');
const NOON = Date.parse('2026-11-28T12:00:00Z');

test('money keeps the decimals of its currency', () => {
  assert.equal(plain(money({ amount: 4500, currency: 'EUR' }, 'fr')), '45,00 €');
  assert.equal(plain(money({ amount: 45000, currency: 'TND' }, 'fr')), '45,000 DT');
});

test('a due day always names its weekday, whatever the zone of the machine', () => {
  assert.equal(plain(dueDay({ date: '2026-12-05' }, 'fr')), 'samedi 5 décembre');
  assert.equal(plain(dueDay({ date: '2026-12-05', time: '14:00' }, 'fr')), 'samedi 5 décembre à 14 h 00');
  assert.match(dueDay({ date: '2026-12-05', time: '14:00' }, 'en'), /^Saturday.*5 December, 14:00$/);
  assert.match(dueDay({ date: '2026-12-05', time: '14:00' }, 'ar'), /السبت.*5.*، 14:00$/);
});

test('an instant is printed in the zone of the shop, on 24 hours', () => {
  assert.equal(timeOf(NOON, 'Europe/Paris', 'fr'), '13:00');
  assert.equal(timeOf(Date.parse('2026-11-28T23:30:00Z'), 'Africa/Tunis', 'ar'), '00:30');
  assert.equal(dayOf(Date.parse('2026-11-28T23:30:00Z'), 'Europe/Paris', 'fr'), 'dimanche 29 novembre');
});

test('how long ago is told in whole units and never in the future', () => {
  assert.equal(ago(NOON - 59_000, NOON, 'fr'), 'à l’instant');
  assert.equal(ago(NOON + 60_000, NOON, 'en'), 'just now');
  assert.equal(plain(ago(NOON - 61 * 60_000, NOON, 'fr')), 'il y a 1 heure');
});

test('growth has a sign, and no meaning against nothing', () => {
  assert.equal(growth(122, 100, 'en'), '+22%');
  assert.equal(growth(80, 100, 'en'), '-20%');
  assert.equal(growth(80, 0, 'en'), null);
});
