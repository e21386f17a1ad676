import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../db/testing/properties.ts';
import { readDays } from './day-words.ts';
import { readClock, readHours } from './hour-words.ts';
import { settingsSchema } from './settings.ts';

const TODAY = '2026-11-22';

test('days as a member types them', () => {
  const cases: [string, string, string, string][] = [
    ['25/12', '2026-12-25', '2026-12-25', ''],
    ['le 25/12 inventaire', '2026-12-25', '2026-12-25', 'inventaire'],
    ['25/12 au 02/01', '2026-12-25', '2027-01-02', ''],
    ['du 25 décembre au 2 janvier Congés', '2026-12-25', '2027-01-02', 'Congés'],
    ['25/12-02/01', '2026-12-25', '2027-01-02', ''],
    ['15 au 20 août', '2027-08-15', '2027-08-20', ''],
    ['1er mai', '2027-05-01', '2027-05-01', ''],
    ['18/11', '2027-11-18', '2027-11-18', ''],
    ['demain four en panne', '2026-11-23', '2026-11-23', 'four en panne'],
    ['lundi au mercredi', '2026-11-23', '2026-11-25', ''],
    ['aujourd’hui', TODAY, TODAY, ''],
    ['24/12/2027', '2027-12-24', '2027-12-24', ''],
  ];
  for (const [text, from, to, rest] of cases) assert.deepEqual(readDays(text, TODAY), { from, to, rest }, text);
  for (const text of ['', 'inventaire', '31/02', '45/12', '25/12/2020', '01/12 au 01/11/2026'])
    assert.ok(!readDays(text, TODAY) || readDays(text, TODAY)!.from >= TODAY, text);
  assert.equal(readDays('31/02', TODAY), null);
  assert.equal(readDays('inventaire', TODAY), null);
});

test('hours as a member types them', () => {
  assert.deepEqual(readHours('mar 8h-12h30 14h-19h'), { tue: '08:00-12:30,14:00-19:00' });
  assert.deepEqual(readHours('lun-mer 9h à 18h, dim fermé'), {
    mon: '09:00-18:00',
    tue: '09:00-18:00',
    wed: '09:00-18:00',
    sun: null,
  });
  assert.deepEqual(readHours('Samedi et dimanche 8:00-13:00'), { sat: '08:00-13:00', sun: '08:00-13:00' });
  for (const wrong of ['mar', '8h-12h', 'mar 12h-8h', 'mar 8h-12h 11h-14h', 'mar 25h-26h', 'mar 8h-12h bonjour'])
    assert.equal(readHours(wrong), null, wrong);
  assert.deepEqual(['19h30', '7h', '19:05', '25h', 'midi'].map(readClock), ['19:30', '07:00', '19:05', null, null]);
});

test('whatever is typed: no crash, and what is read can be stored', () => {
  const pieces = fc.constantFrom('lun', 'mar', '-', 'au', '8h', '12h30', '25/12', ' ', ',', 'fermé', 'é', '1er', 'mai');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 10 }), (parts) => {
      const text = parts.join(' ');
      const days = readDays(text, TODAY);
      if (days) settingsSchema.parse({ closures: [days.from, days.to] });
      const hours = Object.entries(readHours(text) ?? {}).filter(([, value]) => value !== null);
      settingsSchema.parse({ opening_hours: Object.fromEntries(hours) });
    }),
  );
});
