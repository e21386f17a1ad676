import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEMO_SHOP } from '../../tools/shops/demo-shop.ts';
import { compileShop, read } from '../understand/index.ts';
import { readingText, remarksIn } from './remarks.ts';

const { timezone = 'Europe/Paris', currency, products = [] } = DEMO_SHOP;
const compiled = compileShop({ timezone, currency, products } as Parameters<typeof compileShop>[0]);
const readAs = (text: string): string => {
  const turns = [{ from: 'customer' as const, text }];
  return readingText(read(compiled, { turns, refTime: '2026-11-28T12:00:00Z', speaker: 'customer' }));
};

test('what is no product, day or address of an order is kept as it was typed', () => {
  const cases: [typed: string, ...remarks: string[]][] = [
    ['1 framboisier 6 parts samedi 16h sans noix', 'sans noix'],
    ['1 framboisier 6 parts sans noix samedi 16h', 'sans noix'],
    ['1 framboisier 6 parts samedi 16h, inscription "Joyeux anniversaire Tom", sans noix', 'sans noix'],
    ['1 tarte citron 6 parts dimanche matin, allergie aux œufs', 'allergie aux œufs'],
    ['10 éclairs au chocolat samedi 15h acompte 20€', 'acompte 20€'],
    ['2 éclairs au chocolat samedi note : sonner deux fois', 'sonner deux fois'],
    ['10 éclairs au chocolat livraison 12 rue des Lilas, 75011 Paris, 3e étage, samedi 11h', '3e étage'],
    ['3 éclairs au café et 2 au chocolat demain 10h pas trop sucrés', 'pas trop sucrés'],
  ];
  for (const [typed, ...remarks] of cases) assert.deepEqual(remarksIn(typed, readAs), remarks, typed);
});

test('an order that is read whole leaves no remark, and courtesy is none', () => {
  for (const typed of [
    '2 éclairs au chocolat samedi 14h',
    '2 éclairs au chocolat, 3 religieuses, samedi 14h, merci',
    '2 gâteaux aux fraises 8 parts et 1 tarte citron 6 parts, dimanche, 10h, s’il vous plaît',
    '10 éclairs au chocolat livraison 12 rue des Lilas, 75011 Paris, samedi 11h',
  ])
    assert.deepEqual(remarksIn(typed, readAs), [], typed);
});
