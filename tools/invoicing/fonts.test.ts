import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../db/testing/properties.ts';
import { documentText, fontFaces, hasGlyph } from './fonts.ts';
import { WORDS } from './words/index.ts';

const families = (text: string) => [...fontFaces(text).matchAll(/font-family:'([^']+)'/g)].map((match) => match[1]);

test('a name keeps what can be drawn and loses the rest', () => {
  const cases: [string, string][] = [
    ['Gâteau 🎂 fraise', 'Gâteau fraise'],
    ['Fraisier 🍓👩‍🍳', 'Fraisier'],
    ['1️⃣ deux 🇫🇷', '1 deux'],
    ['𝓛𝓲𝓵𝓪𝓼 ｌｉｌａｓ', 'Lilas lilas'],
    ['Łódź Đặng Huyền Александр Ελένη', 'Łódź Đặng Huyền Александр Ελένη'],
    ['محمد بن علي', 'محمد بن علي'],
    ['李雷', ''],
    ['a\u202Eevil\u202C\u0000\u0007', 'aevil'],
    ['Cre\u0300me bru\u0302le\u0301e', 'Crème brûlée'],
    ['  deux\n\tmots ', 'deux mots'],
    ['x\u0301y Ива\u0301н e\u0323\u0301', 'x\u0301y Иван ẹ'],
    ['م\u0301حم\u064eد a\u064e', 'محم\u064eد a'],
    ['a\u0007\u0301b\u200b\u064e \u0301c', 'ab \u0301c'],
    ['T\u0600\u064e z\u06dd\u0670', 'T z'],
    ['Müller & Söhne <b>"x"</b>', 'Müller & Söhne <b>"x"</b>'],
  ];
  for (const [text, expected] of cases) assert.equal(documentText(text), expected, JSON.stringify(text));
});

const segments = new Intl.Segmenter('fr', { granularity: 'grapheme' });

test('whatever comes in, all that goes out has a glyph', () => {
  const joiners = /[\u200c\u200d]/;
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = documentText(text);
      for (const c of shown)
        assert.ok(joiners.test(c) || hasGlyph(c.codePointAt(0) ?? 0), `U+${c.codePointAt(0)?.toString(16)}`);
      assert.equal(documentText(shown), shown);
      for (const { segment } of segments.segment(shown)) assert.equal(documentText(segment), segment.trim());
    }),
  );
});

test('a letter and its marks come from one typeface file, or the marks are left out', () => {
  const family = (text: string) => fontFaces(text).match(/font-family/g)?.length ?? 0;
  const letters = 'aexyzßøЖиαωبلےۇ1(«-'.split('');
  const marks = Array.from({ length: 0x700 - 0x300 }, (_, n) => String.fromCodePoint(0x300 + n));
  for (const letter of letters)
    for (const mark of marks)
      for (const { segment } of segments.segment(documentText(`${letter}${mark} ${mark}`)))
        if ([...segment].length > 1)
          assert.equal(family(segment), 2, `one face a weight for ${JSON.stringify(segment)}`);
});

test('only the fonts a text needs are embedded, as data', () => {
  assert.deepEqual(new Set(families('Facture 22,50 €')), new Set(['Inter']));
  assert.deepEqual(new Set(families('Facture فاتورة')), new Set(['Inter', 'Noto Sans Arabic']));
  assert.equal(families('abc').length, 2, 'one face per weight');
  assert.equal(families('abc ő').length, 4, 'and one more per weight for the extended subset');
  assert.doesNotMatch(fontFaces('abcم'), /url\((?!data:)/);
});

test('every character of our own words has a glyph', () => {
  const formatted = [
    'date',
    'settled',
    'refundedOn',
    'payment',
    'orderOf',
    'cancelsOf',
    'capital',
    'percent',
    'quantity',
  ];
  for (const words of Object.values(WORDS)) {
    const said =
      JSON.stringify({ ...words }) + words.settled('2026-08-01', ['card', 'cash']) + words.quantity('2', 'bunch');
    assert.ok(formatted.every((name) => name in words));
    for (const c of said) assert.ok(/[\u2066-\u2069\u202f]/.test(c) || hasGlyph(c.codePointAt(0) ?? 0), c);
  }
});
