import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { Profile, validateXsd } from '@stackforge-eu/factur-x';
import { facturX, hasFacturX } from './facturx/cii.ts';
import { ODD } from './testing-odd.ts';
import { brokenRules } from './testing-rules.ts';

for (const { title, paper, gross, vat } of ODD) {
  test(`odd: ${title}`, async () => {
    assert.equal(paper.totals.gross, gross);
    assert.equal(
      paper.totals.vat.reduce((sum, row) => sum + row.vat, 0),
      vat,
    );
    assert.ok(hasFacturX(paper));
    const xml = facturX(paper);
    assert.deepEqual((await validateXsd(xml, Profile.EN16931)).errors, []);
    assert.deepEqual(brokenRules(xml, { ttc: paper.prices === 'incl_vat', business: paper.buyer.business }), []);
  });
}

const RECIPES = resolve(import.meta.dirname, '../../../shared/reference/facturx-recipes');
const recipes = existsSync(RECIPES) ? readdirSync(RECIPES) : [];

test('invoices the official rules let pass meet ours, those with a fault do not', {
  skip: recipes.length > 0 ? false : 'the invoices held against the official rules are not on this machine',
}, () => {
  const faults: Record<string, string> = {
    '05b_avoir_381_noref.xml': 'BR-FR-CO-05',
    '09_tax_off_by_one.xml': 'BR-CO-17',
  };
  for (const name of recipes) {
    const xml = readFileSync(join(RECIPES, name), 'utf8');
    const broken = brokenRules(xml, { ttc: name.startsWith('08'), business: xml.includes('>B2B<') }).join();
    if (faults[name]) assert.match(broken, new RegExp(faults[name]), name);
    else assert.equal(broken, '', name);
  }
});

test('there are more than forty of them, each with a number of its own', () => {
  assert.ok(ODD.length > 40, String(ODD.length));
  assert.equal(new Set(ODD.map(({ paper }) => paper.number)).size, ODD.length);
});
