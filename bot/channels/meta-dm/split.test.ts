import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../../db/testing/properties.ts';
import { bytes, characters, split } from './split.ts';

const squeezed = (text: string) => text.replace(/\s+/g, '');

test('nothing is lost, every piece fits and none is blank, in characters and in bytes', () => {
  const words = fc
    .array(
      fc.constantFrom('éclair', 'Bonjour.', '\n', '\n\n', ' ', '🎂', 'مرحبا', '👩‍👩‍👧', 'x'.repeat(90), '12,50 €'),
      {
        maxLength: 80,
      },
    )
    .map((parts) => parts.join(' '));
  fc.assert(
    fc.property(fc.oneof(words, fc.string()), fc.constantFrom(characters, bytes), (text, size) => {
      const pieces = split(text, 200, 64, size);
      assert.equal(squeezed(pieces.join('')), squeezed(text));
      for (const piece of pieces) assert.ok(piece !== '' && size(piece) <= 200 && piece === piece.trim());
      if (pieces.length > 0) assert.ok(size(pieces.at(-1)!) <= 64);
    }),
  );
});

test('it cuts between paragraphs, then lines, then sentences, then words', () => {
  const at = (text: string) => split(text, 40, 40, characters)[0];
  assert.equal(
    at('Une première ligne assez longue\n\nUne autre. Et encore une autre'),
    'Une première ligne assez longue',
  );
  assert.equal(
    at('Une première ligne assez longue\nUne autre. Et encore une autre'),
    'Une première ligne assez longue',
  );
  assert.equal(at('Une phrase est ici finie. Une autre qui est trop longue'), 'Une phrase est ici finie.');
  assert.equal(at('Des mots sans aucune ponctuation pour les couper en deux'), 'Des mots sans aucune ponctuation pour');
});

test('the last piece keeps as much as fits under the buttons', () => {
  const text = `${'Ligne de la carte\n'.repeat(40)}Total : 45,00 €\nCréer la commande ?`;
  const pieces = split(text, 2000, 640, characters);
  assert.equal(pieces.length, 2);
  assert.ok(pieces[1]!.length > 500 && pieces[1]!.endsWith('Total : 45,00 €\nCréer la commande ?'));
});

test('an emoji of several code points is never cut', () => {
  const family = '👩‍👩‍👧';
  for (const piece of split(family.repeat(50), 100, 100, bytes)) assert.equal(piece.replaceAll(family, ''), '');
});
