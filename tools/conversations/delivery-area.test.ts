/** Where a shop delivers: what can be told without a map, and nothing else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeIn } from './delivery-area.ts';

test('postcodes, districts and towns', () => {
  const paris = ['75010', '75011', '75012'];
  assert.deepEqual(placeIn('vous livrez dans le 12e ?', paris), { name: '75012', inside: true });
  assert.deepEqual(placeIn('et dans le 3ème arrondissement ?', paris), { name: '75003', inside: false });
  assert.deepEqual(placeIn('livraison 75 011 possible ?', paris), { name: '75011', inside: true });
  assert.deepEqual(placeIn('vous livrez au 69100 ?', paris), { name: '69100', inside: false });
  assert.deepEqual(placeIn('vous livrez à saint ouen', ['Saint-Ouen', 'Clichy']), { name: 'Saint-Ouen', inside: true });
});

test('what cannot be told stays open', () => {
  assert.equal(placeIn('vous livrez à Villeurbanne ?', ['75010', '75011']), null);
  assert.equal(placeIn('vous livrez au 75012 ?', ['75011', 'Montreuil']), null, 'a town may lie in any postcode');
  assert.equal(placeIn('au 2e étage, vous livrez ?', ['35000', '35700']), null, 'no districts there');
  assert.equal(placeIn('dans le 3e ?', ['75003', '69003']), null, 'two cities have one');
});
