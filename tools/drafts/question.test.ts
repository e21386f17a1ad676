import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Language, ShopFacts } from '../context.ts';
import { settingsSchema } from '../shops/settings.ts';
import { questionFor } from './question.ts';

const shop: ShopFacts = {
  id: 1,
  slug: 'lilas',
  name: 'Lilas',
  currency: 'EUR',
  timezone: 'Europe/Paris',
  language: 'fr',
  demo: false,
  settings: settingsSchema.parse({ opening_hours: { tue: '08:00-19:00', sat: '08:00-19:00', sun: '08:00-13:00' } }),
};
/** A Friday. */
const at = Date.parse('2027-07-30T10:00:00+02:00');

function asks(names: string[], language: Language = 'fr'): string {
  const candidates = names.map((name, index) => ({ sku: `s${index}`, name, price: 1000 + index }));
  const missing = { kind: 'variant' as const, line: 0, product: 'Fraisier', candidates };
  return questionFor(missing, { shop, at, language }).text.replace(/\u202f/g, ' ');
}

test('sizes are asked for as sizes, in three languages', () => {
  for (const names of [
    ['6 parts', '8 parts'],
    ['4 personnes', '6 pers.'],
    ['18 cm', '22 cm'],
    ['250 g', '1,5 kg'],
    ['petit', 'Grand'],
    ['S', 'XL'],
  ])
    assert.equal(asks(names), 'Quelle taille pour « Fraisier » ?', names.join());
  assert.equal(asks(['6 parts', '8 parts'], 'en'), 'Which size for “Fraisier”?');
  assert.equal(asks(['6 أشخاص', '8 أشخاص'], 'ar'), 'أي حجم تريدون من « Fraisier »؟');
});

test('anything else is asked for as a preference', () => {
  for (const names of [
    ['vanille', 'chocolat'],
    ['6 parts', 'sans sucre'],
    ['boîte de 6', 'boîte de 12'],
    ['bouquet 1', 'bouquet 2'],
  ])
    assert.equal(asks(names), 'Pour « Fraisier », que préférez-vous ?', names.join());
});

test('the candidates are the choices, with their prices; the next open days are offered with their weekday', () => {
  const candidates = [{ sku: 'a', name: '6 parts', price: 1800 }];
  const variant = questionFor(
    { kind: 'variant', line: 0, product: 'Fraisier', candidates },
    { shop, at, language: 'fr' },
  );
  assert.deepEqual(variant.choices, [{ id: '6 parts', title: '6 parts', description: '18,00\u202f€' }]);
  const date = questionFor({ kind: 'date', from: '2027-07-31' }, { shop, at, language: 'fr' });
  assert.deepEqual(
    date.choices?.map((choice) => choice.title),
    ['samedi 31 juillet', 'dimanche 1er août', 'mardi 3 août'],
  );
});
