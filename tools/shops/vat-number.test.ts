import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countryName, readCountry, zoneOf } from '../customers/country.ts';
import { placeLacks, readPlace } from '../invoicing/place.ts';
import { readPurchase } from '../orders/purchase.ts';
import { frenchVat, isSiren } from './siren.ts';
import { readVatNumber, sirenInVat } from './vat-number.ts';

test('French VAT numbers: the key of digits for every SIREN, keys with letters, Monaco', () => {
  let seen = 0;
  for (let siren = 404833000; siren < 404833100; siren++) {
    if (!isSiren(String(siren))) continue;
    seen += 1;
    const right = frenchVat(String(siren));
    assert.deepEqual(readVatNumber(right), { number: right, country: 'FR' });
    const wrong = `FR${String((Number(right.slice(2, 4)) + 1) % 100).padStart(2, '0')}${siren}`;
    assert.deepEqual(readVatNumber(wrong), { fault: 'key', right });
  }
  assert.equal(seen, 10);
  assert.deepEqual(readVatNumber('fr k7 399 859 412'), { number: 'FRK7399859412', country: 'FR' });
  assert.deepEqual(readVatNumber('FRK8399859412'), { fault: 'key', right: frenchVat('399859412') });
  assert.deepEqual(readVatNumber('FR83404833049'), { fault: 'key', right: null });
  assert.equal(sirenInVat('FR83404833048'), '404833048');
  assert.equal(sirenInVat('DE123456789'), null);
});

test('numbers of other member states by their form; of the world by their country alone', () => {
  const right =
    'ATU12345678 BE0123456789 BG123456789 CY12345678X CZ12345678 DE123456789 DK12345678 EE123456789 EL123456789 ESB12345678 FI12345678 HR12345678901 HU12345678 IE1234567FA IT12345678901 LT123456789 LU12345678 LV12345678901 MT12345678 NL123456789B01 PL1234567890 PT123456789 RO12345678 SE123456789012 SI12345678 SK1234567890 XI123456789 GB123456789 CHE123456789';
  for (const number of right.split(' ')) assert.ok('number' in readVatNumber(number), number);
  assert.deepEqual(readVatNumber('EL123456789'), { number: 'EL123456789', country: 'GR' });
  assert.deepEqual(readVatNumber('BE 0123.456.789'), { number: 'BE0123456789', country: 'BE' });
  for (const number of ['DE12345678', 'ATX12345678', 'GR123456789', 'NL123456789', 'BE2123456789', 'IT1234'])
    assert.equal((readVatNumber(number) as { fault: string }).fault, 'form', number);
  for (const text of ['', '404833048', 'D', 'tva']) assert.deepEqual('fault' in readVatNumber(text), true, text);
});

test('countries by name, in three languages, or by code; what VAT law makes of them', () => {
  const said: [string, string | null][] = [
    ['Allemagne', 'DE'],
    ['belgique', 'BE'],
    ['Pays-Bas', 'NL'],
    ['etats unis', 'US'],
    ['Germany', 'DE'],
    ['ألمانيا', 'DE'],
    ['ch', 'CH'],
    ['UK', 'GB'],
    ['Union européenne', null],
    ['XX', null],
    ['', null],
  ];
  for (const [text, code] of said) assert.equal(readCountry(text), code, text);
  assert.equal(countryName('DE', 'fr'), 'Allemagne');
  const zones = ['FR', 'MC', 'RE', 'NC', 'DE', 'GR', 'GB', 'CH', 'TN'].map(zoneOf);
  const expected = ['france', 'france', 'overseas', 'overseas', 'union', 'union', 'world', 'world', 'world'];
  assert.deepEqual(zones, expected);
});

test('an address in its parts, French or not; what a French one lacks', () => {
  assert.deepEqual(readPlace('8 avenue Parmentier, 75011 Paris'), {
    lines: ['8 avenue Parmentier'],
    postcode: '75011',
    city: 'Paris',
  });
  assert.deepEqual(readPlace('Rue Neuve 12, 1000 Bruxelles', true), {
    lines: ['Rue Neuve 12'],
    postcode: '1000',
    city: 'Bruxelles',
  });
  assert.deepEqual(readPlace('Damrak 1\n1012 AB Amsterdam', true), {
    lines: ['Damrak 1'],
    postcode: '1012 AB',
    city: 'Amsterdam',
  });
  assert.deepEqual(readPlace('chez Marie'), { lines: ['chez Marie'] });
  assert.deepEqual(placeLacks('4 avenue Hugo, 69002 Lyon'), []);
  assert.deepEqual(placeLacks('4 avenue Hugo'), ['postcode', 'city']);
  assert.deepEqual(placeLacks('4 avenue Hugo 69002'), ['city']);
  assert.deepEqual(placeLacks('69002 Lyon'), ['street']);
});

test('a buyer’s references as they are typed', () => {
  assert.deepEqual(readPurchase('BC-2026-118'), { order: 'BC-2026-118' });
  assert.deepEqual(readPurchase('n° BC 118 engagement 1300012345 service: SRV 1'), {
    ...{ order: 'BC 118', engagement: '1300012345', service: 'SRV 1' },
  });
  assert.deepEqual(readPurchase('engagement n° 77'), { engagement: '77' });
  assert.equal(readPurchase(''), null);
  assert.equal(readPurchase('x'.repeat(101)), null);
});
