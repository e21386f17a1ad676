import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readWhen, type WhenOptions } from './when.ts';

/** Wednesday 3 June 2026, 10:00 in Paris. */
const SHOP: WhenOptions = { refTime: '2026-06-03T10:00:00+02:00', timezone: 'Europe/Paris', lang: 'fr' };

test('days', () => {
  const table: [string, string | null][] = [
    ['demain', '2026-06-04'],
    ['samedi', '2026-06-06'],
    ['mercredi', '2026-06-10'],
    ["aujourd'hui mercredi", '2026-06-03'],
    ['samedi en huit', '2026-06-13'],
    ['le 24', '2026-06-24'],
    ['le 2', '2026-07-02'],
    ['vendredi 12 juin', '2026-06-12'],
    ['vendredi 13 juin', null],
    ['vendredi ou samedi', null],
    ['la semaine prochaine', null],
    ['fête des pères', '2026-06-21'],
    ['dans quinze jours', '2026-06-17'],
    ['samedi dernier', null],
    ['pas demain, plutôt vendredi', '2026-06-05'],
  ];
  for (const [text, date] of table) assert.equal(readWhen(text, SHOP)?.date ?? null, date, text);
});

test('"prochain" at most two days away is the week after, and asked', () => {
  const w = readWhen('vendredi prochain', SHOP);
  assert.equal(w?.date, '2026-06-12');
  assert.equal(w?.unclear, true);
});

test('hours fit the opening hours', () => {
  const hours = { wed: '09:00-19:00', thu: '09:00-19:00' };
  const at = (text: string): string | null | undefined => readWhen(text, { ...SHOP, openingHours: hours })?.time;
  assert.equal(at('demain à 5h'), '17:00');
  assert.equal(at('demain 10h'), '10:00');
  assert.equal(at('demain midi'), '12:00');
  assert.equal(at("demain à l'ouverture"), '09:00');
  assert.equal(at('demain neuf heures et demie'), '09:30');
});

test('an hour and no day is today when it is still to come', () => {
  assert.equal(readWhen('18h', SHOP)?.date, '2026-06-03');
  assert.equal(readWhen('8h30', SHOP)?.date, null);
});

test('the local day comes from the zone, on the nights the clocks change too', () => {
  const at = (refTime: string): string | null | undefined => readWhen('demain', { ...SHOP, refTime })?.date;
  assert.equal(at('2026-03-28T23:30:00Z'), '2026-03-30');
  assert.equal(at('2026-10-24T22:30:00Z'), '2026-10-26');
  assert.throws(() => at('yesterday'), RangeError);
});

test('around, before, after, parts of day', () => {
  assert.equal(readWhen('vers 15h', SHOP)?.timeIs, 'around');
  assert.equal(readWhen('avant 15h', SHOP)?.timeIs, 'before');
  assert.equal(readWhen('après 15h', SHOP)?.timeIs, 'after');
  assert.equal(readWhen('demain matin', SHOP)?.part, 'morning');
  assert.equal(readWhen('bonne soirée', SHOP), null);
});
