import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardinal, type NumberLang, ordinal } from './numbers.ts';
import { readQuantities } from './quantities.ts';
import { tokenise } from './text.ts';

test('cardinals in words and digits', () => {
  const table: [string, NumberLang, number][] = [
    ['quatre-vingt-douze', 'fr', 92],
    ['soixante et onze', 'fr', 71],
    ['deux cent trente', 'fr', 230],
    ['trois mille deux', 'fr', 3002],
    ['1 250,5', 'fr', 1250.5],
    ['forty-two', 'en', 42],
    ['one hundred and six', 'en', 106],
    ['1,200', 'en', 1200],
    ['خمسة وعشرون', 'ar', 25],
    ['tletha', 'fr', 3],
  ];
  for (const [text, lang, value] of table) assert.equal(cardinal(tokenise(text), 0, lang)?.value, value, text);
});

test('"un" alone is an article, "vingt et un" is not', () => {
  assert.equal(cardinal(tokenise('un'), 0, 'fr')?.article, true);
  assert.equal(cardinal(tokenise('vingt et un'), 0, 'fr')?.article, undefined);
});

test('ordinals', () => {
  assert.equal(ordinal(tokenise('3ème'), 0, 'fr')?.value, 3);
  assert.equal(ordinal(tokenise('vingt et unième'), 0, 'fr')?.value, 21);
  assert.equal(ordinal(tokenise('twenty-second'), 0, 'en')?.value, 22);
  assert.equal(ordinal(tokenise('croissant'), 0, 'fr'), null);
});

test('quantities carry units and currencies; fractions are read', () => {
  const first = (text: string, lang?: string): unknown[] => {
    const n = readQuantities(text, lang)[0];
    return [n?.value, n?.unit];
  };
  assert.deepEqual(first('2,5 kg'), [2.5, 'kilogram']);
  assert.deepEqual(first('trois quarts de litre'), [0.75, 'litre']);
  assert.deepEqual(first('12 € 50', 'fr'), [12.5, 'EUR']);
  assert.deepEqual(first('two thirds', 'en'), [2 / 3, undefined]);
  assert.deepEqual(readQuantities('rien à signaler'), []);
});
