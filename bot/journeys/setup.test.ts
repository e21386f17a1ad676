/** A new shop set up in its owner's thread: one question at a time, each answer checked, corrected, resumed. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aShop, MANAGER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { startWalk, type Walk } from './walk.ts';

let walk: Walk;
before(async () => {
  walk = await startWalk({ shops: [{ ...aShop('maison'), legal: {}, products: [] }] });
});
after(() => walk.close());

const says = async (text: string, member = OWNER_PHONE) => {
  const answer = await walk.says(member, text);
  await walk.quiet();
  return answer;
};
const shopRow = () =>
  walk.look('maison', (trx) => trx.selectFrom('shop').select(['name', 'settings']).executeTakeFirstOrThrow());
const legal = async () => ((await shopRow()).settings as { legal: Record<string, unknown> }).legal;

test('only the owner starts it; it asks, checks, goes back and waits for the tap', async () => {
  assert.match((await says('/demarrer', MANAGER_PHONE)).text, /réservée/);
  assert.match((await says('/demarrer')).text, /une question à la fois[\s\S]*\(1\/10\)[\s\S]*nom de votre boutique/);
  assert.match((await says('x')).text, /2 à 80/);
  assert.match((await says('Pâtisserie Lilas')).text, /Pâtisserie Lilas[\s\S]*\(2\/10\)[\s\S]*adresse/);
  assert.equal((await shopRow()).name, 'Pâtisserie Lilas');
  assert.match((await says('rue des Lilas')).text, /code postal/);
  assert.match((await says('combien on a vendu aujourd’hui ?')).text, /Commandes/, 'a question is no answer');
  assert.match((await says('23 rue des Lilas, 75011 Paris')).text, /\(3\/10\)[\s\S]*SIRET/);
  assert.match((await says('732 829 320 00073')).text, /clé/);
  assert.match((await says('retour')).text, /\(2\/10\)/);
  assert.match((await says('24 rue des Lilas, 75011 Paris')).text, /\(3\/10\)/);
  assert.match((await says('732 829 320 00074')).text, /TVA/);
  const card = await says('assujetti');
  assert.match(card.text, /Pâtisserie Lilas\n24 rue des Lilas, 75011 Paris\nSIRET 73282932000074/);
  assert.deepEqual(await legal(), {}, 'nothing before the tap');
  await says('exact');
  assert.deepEqual(await legal(), {}, 'words are no tap');
  const next = await walk.taps(OWNER_PHONE, card, 'Oui, c’est exact');
  await walk.quiet();
  assert.match(next.text, /\(6\/10\)[\s\S]*horaires/);
  assert.deepEqual(await legal(), {
    company: 'Pâtisserie Lilas',
    siret: '73282932000074',
    vat_regime: 'standard',
    address: { line1: '24 rue des Lilas', postcode: '75011', city: 'Paris', country: 'FR' },
  });
});

test('it stops and goes on where it stopped; products typed and pasted; a summary at the end', async () => {
  assert.match((await says('plus tard')).text, /\/demarrer/);
  assert.match((await says('/jour')).text, /Commandes/, 'the thread is hers again');
  assert.match((await says('/demarrer')).text, /\(6\/10\)/);
  assert.match((await says('mar-sam 8h-19h, dim 8h-13h, lun fermé')).text, /\(7\/10\)[\s\S]*taux de TVA/);
  assert.match((await says('5,5 %')).text, /habituelle\s: 5,5[\s\S]*\(8\/10\)/);
  assert.match((await says('Fraisier 8 parts 32€')).text, /ajoutés\s: 1 \(1 en tout\)[\s\S]*32,00/);
  assert.match((await says('nom;prix\nFlan;12\nÉclair café;3,50\nTarte citron;18')).text, /ajoutés\s: 3 \(4 en tout\)/);
  assert.match((await says('je ne sais pas')).text, /Fraisier 8 parts 32€/);
  assert.match((await says('fini')).text, /\(9\/10\)/);
  assert.match((await says('50€')).text, /\(10\/10\)/);
  const end = (await says('19h30')).text;
  assert.match(
    end,
    /en place[\s\S]*SIRET 73282932000074[\s\S]*Produits\s: 4[\s\S]*50,00[\s\S]*19:30[\s\S]*\/demarrer nom/,
  );
  const { settings } = await shopRow();
  const { approval, digest, opening_hours } = settings as Record<string, unknown>;
  assert.deepEqual([approval, (digest as { evening: string }).evening], [{ auto_below: 5000 }, '19:30']);
  assert.equal((opening_hours as Record<string, string>).sun, '08:00-13:00');
  const products = await walk.look('maison', (trx) =>
    trx.selectFrom('product').select(['sku', 'price', 'vat_rate']).orderBy('position').execute(),
  );
  assert.deepEqual(products[0], { sku: 'fraisier-8-parts', price: 3200, vat_rate: 550 });
});

test('afterwards plain words are no answers; one answer is corrected and the summary comes back', async () => {
  assert.doesNotMatch((await says('Boulangerie Rose')).text, /c’est noté/);
  assert.equal((await shopRow()).name, 'Pâtisserie Lilas');
  assert.match((await says('/demarrer nom')).text, /nom de votre boutique/);
  assert.match((await says('Maison Lilas')).text, /Maison Lilas[\s\S]*en place/);
  assert.match((await says('/demarrer siret')).text, /SIRET/);
  const card = await says('35600000000048');
  assert.match(card.text, /SIRET 35600000000048/);
  assert.equal((await legal()).siret, '73282932000074');
  const end = await walk.taps(OWNER_PHONE, card, 'Oui, c’est exact');
  await walk.quiet();
  assert.match(end.text, /en place/);
  assert.equal((await legal()).siret, '35600000000048');
  assert.match((await says('/demarrer bidule')).text, /\/demarrer nom/);
  assert.match((await says('/demarrer')).text, /en place/);
});
