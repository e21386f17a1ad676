import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutPersonalData } from './tokens.ts';

const CASES: [string, string][] = [
  ['mon tel 06 12 34 56 78 merci', 'mon tel [TEL] merci'],
  ['+33612345678', '[TEL]'],
  ['+216 20 123 456', '[TEL]'],
  ['06.12.34.56.78', '[TEL]'],
  ['écrivez à jean.dupont+x@mail.example.fr svp', 'écrivez à [EMAIL] svp'],
  ['livrez au 12 bis rue de la Paix, 75002 Paris', 'livrez au [ADRESSE]'],
  ['5 avenue Habib Bourguiba Tunis', '[ADRESSE]'],
];

for (const [text, clean] of CASES) test(text, () => assert.equal(withoutPersonalData(text), clean));

test('quantities, dates and hours stay', () => {
  const text = '24 macarons et 2 gâteaux pour le 28/11/2026 à 14h30';
  assert.equal(withoutPersonalData(text), text);
});

test('what the reader found is replaced, whatever it looks like', () => {
  const text = 'chez Zoé, lieu-dit Les Oliviers';
  assert.equal(withoutPersonalData(text, [{ field: 'address', start: 10, end: text.length }]), 'chez Zoé, [ADRESSE]');
});
