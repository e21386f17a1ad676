import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageOf } from './language.ts';

const SAID: [string, string[]][] = [
  ['arabizi', ['b esm Sami', 'b9addech el livraison ?', 'bqadeh el qato', 'ma jetnich el commande', 'win el adresse']],
  [
    'fr',
    ['au nom de Sami', 'combien la livraison ?', 'ya du flan ?', 'Salem, vous êtes ouverts ?', '1 kg zlabia demain'],
  ],
  ['en', ['any gluten free cakes?', 'cash or card?', 'is delivery free?', 'thanks a lot']],
  ['ar', ['نحب كيلو مقروض لغدوة', 'باسم سامي']],
];

for (const [language, texts] of SAID)
  test(`${language} is told from the other languages`, () => {
    for (const text of texts) assert.equal(languageOf(text), language, text);
  });

test('French words that sound Tunisian stay French', () => {
  for (const said of [
    'avec écrit Joyeux anniversaire Léa',
    'slt il reste des cannelés ?',
    '1 brioche + 2 baguettes bien cuites dem 7h30',
    'la qualité a baissé',
    'il me faudrait une couronne avec un ruban',
  ])
    assert.equal(languageOf(said, 'fr'), 'fr', said);
});
