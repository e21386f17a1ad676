import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stillOff, typedDiscounts } from './discounts.ts';

const read = (text: string) => {
  const { found, rest } = typedDiscounts(text, 'EUR');
  return [
    rest,
    ...found.map(({ off, on }) => `${'rate' in off ? `${off.rate / 100}%` : `${off.amount}c`} ${on ?? '*'}`),
  ];
};

test('what is taken off, and of what', () => {
  for (const [text, ...wanted] of [
    ['12 éclairs -10%', '12 éclairs', '10% 12 éclairs'],
    ['12 x tartes - 10 %, 3 pains', '12 x tartes , 3 pains', '10% 12 x tartes'],
    ['3 pains et 12 éclairs (-5 €) samedi', '3 pains et 12 éclairs  samedi', '500c 12 éclairs'],
    ['12 éclairs remise 5€', '12 éclairs', '500c *'],
    ['12 éclairs, remise de 7,50 €', '12 éclairs', '750c *'],
    ['12 éclairs et 3 pains remise 10% samedi 14h', '12 éclairs et 3 pains , samedi 14h', '10% *'],
    ['12 éclairs avec une réduction de 10 % sur le total samedi', '12 éclairs , samedi', '10% *'],
    ['12 éclairs, 3 pains, remise 10 % sur les éclairs samedi', '12 éclairs, 3 pains, samedi', '10% les éclairs'],
    ['12 éclairs, -10 %', '12 éclairs,', '10% *'],
    ['12 éclairs -10 % sur tout', '12 éclairs', '10% *'],
    ['12 éclairs -10%, remise 2 €', '12 éclairs', '200c *', '10% 12 éclairs'],
    ['12 éclairs samedi 10-12h livraison 5€', '12 éclairs samedi 10-12h livraison 5€'],
    ['2 fraisiers 8-10 parts', '2 fraisiers 8-10 parts'],
  ] as const) {
    const [rest, ...found] = read(text);
    assert.deepEqual(
      [rest!.replace(/\s+/g, ' ').replace(/ ,/g, ',').replace(/,$/, '').trim(), ...found],
      [wanted[0].replace(/\s+/g, ' ').replace(/ ,/g, ',').replace(/,$/, '').trim(), ...wanted.slice(1)],
    );
    assert.equal(stillOff(rest!), false, text);
  }
  for (const text of ['12 éclairs remise', '12 éclairs remise exceptionnelle', '12 éclairs 150 %', '12 éclairs -0 %'])
    assert.equal(stillOff(typedDiscounts(text, 'EUR').rest), true, text);
});
