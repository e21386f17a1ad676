import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MENTIONS, mentionsFor, saidOn } from './mentions.ts';

const sale = {
  issued_on: '2026-12-11',
  country: 'FR' as const,
  regime: 'standard' as const,
  business: false,
  kind: 'invoice' as const,
  language: 'fr' as const,
};

test('the franchise says why there is no VAT, in words valid on the day', () => {
  const franchise = { ...sale, regime: 'franchise' as const };
  assert.deepEqual(mentionsFor(franchise), ['TVA non applicable, article 293 B du CGI']);
  assert.match(mentionsFor({ ...franchise, issued_on: '2027-12-31' })[0] ?? '', /293 B/);
  assert.match(mentionsFor({ ...franchise, issued_on: '2028-01-01' })[0] ?? '', /CIBS/);
  assert.match(mentionsFor({ ...franchise, language: 'en' })[0] ?? '', /293 B du CGI/);
  assert.deepEqual(mentionsFor(sale), []);
});

test('late payment is for businesses alone, and not on quotes or credit notes', () => {
  const said = mentionsFor({ ...sale, business: true });
  assert.equal(said.length, 3);
  for (const part of [/40\u202f€/, /BCE/, /escompte/]) assert.ok(said.some((mention) => part.test(mention)));
  const { notes } = saidOn({ ...sale, business: true });
  assert.deepEqual(
    notes?.map((note) => note.subject),
    ['AAB', 'PMD', 'PMT'],
  );
  assert.deepEqual(mentionsFor({ ...sale, business: true, kind: 'credit_note' }), []);
  assert.deepEqual(mentionsFor({ ...sale, business: true, country: 'TN' }), []);
});

test('the reform’s mentions are printed where the shop says what they are about', () => {
  assert.deepEqual(mentionsFor({ ...sale, operations: 'goods' }), ['Opération : livraison de biens.']);
  const both = mentionsFor({ ...sale, operations: 'services', debits: true });
  assert.match(both.join(' '), /prestation de services.*d’après les débits/);
});

test('each rule has exactly one wording on any day, without a gap', () => {
  for (const day of ['2026-08-31', '2026-09-01', '2027-12-31', '2028-01-01', '2035-06-01']) {
    for (const kind of ['quote', 'invoice', 'deposit', 'credit_note'] as const) {
      const said = mentionsFor({ ...sale, regime: 'franchise', issued_on: day, kind });
      assert.equal(said.filter((mention) => mention.startsWith('TVA non applicable')).length, 1, `${day} ${kind}`);
    }
  }
  for (const mention of MENTIONS) for (const text of Object.values(mention.text)) assert.notEqual(text.trim(), '');
});
