import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openVault, withoutPersonalData } from './tokens.ts';

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

const MORE: [string, string][] = [
  ['٠٦١٢٣٤٥٦٧٨', '[TEL]'],
  ['zéro six douze trente-quatre cinquante-six soixante-dix-huit', '[TEL]'],
  ['jean dupont arobase gmail point com'.slice(5), '[EMAIL]'],
  ['marie (at) example.org', '[EMAIL]'],
  ['mon iban FR76 3000 6000 0112 3456 7890 189', 'mon iban [IBAN]'],
  ['carte 4970 1234 5678 9012', 'carte [CARTE]'],
  ['à livrer rue des Oliviers', 'à livrer [ADRESSE]'],
  ['deliver to 221b Baker Street, London', 'deliver to [ADRESSE]'],
  ['12 نهج الحبيب بورقيبة تونس', '[ADRESSE]'],
  ['je suis à 75011 Paris', 'je suis à [ADRESSE]'],
  ['digicode : 45B12', '[ADRESSE]'],
];
for (const [text, clean] of MORE) test(text, () => assert.equal(withoutPersonalData(text), clean));

test('words that look like addresses and are none stay', () => {
  for (const text of [
    'à manger sur place',
    '3 places assises',
    '2 pl de macarons'.replace('pl ', 'plateaux '),
    'je suis en route',
    'il me faut 20 macarons Fraise',
    'un cours de cuisine',
  ])
    assert.equal(withoutPersonalData(text), text);
});

test('the same value has the same token, another one its own; tokens come back wherever a model puts them', () => {
  const vault = openVault({ address: 'lieu-dit Les Oliviers' });
  assert.equal(vault.hide('06 12 34 56 78, ou +33612345678, sinon 07 11 22 33 44'), '[TEL], ou [TEL], sinon [TEL_2]');
  assert.equal(vault.hide('Livraison : lieu-dit Les Oliviers'), 'Livraison : [ADRESSE]');
  assert.deepEqual(
    vault.restore({ address: '[ADRESSE]', lines: [{ note: 'tel [TEL_2] ou [TEL]' }], qty: 2, no: null, is: '[ABC]' }),
    {
      address: 'lieu-dit Les Oliviers',
      lines: [{ note: 'tel 07 11 22 33 44 ou 06 12 34 56 78' }],
      qty: 2,
      no: null,
      is: '[ABC]',
    },
  );
});
