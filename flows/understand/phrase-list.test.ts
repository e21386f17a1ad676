import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pattern } from './pattern.ts';
import { phraseList, phrasesOf } from './phrase-list.ts';
import * as stories from './story-words.ts';
import * as wish from './wish-words.ts';

test('a phrase list: one of, with or without, any ending, any word, a number, remarks', () => {
  const list = phraseList(`
    // what is wanted
    (je|on) (|en )voudr*
    ma * prend
    plus de #
    ca va ?
  `);
  for (const yes of ['je voudrais', 'bonjour on en voudrait 2', 'ma mere prend', 'plus de 3', 'ca va ?'])
    assert.ok(list.test(yes), yes);
  for (const no of ['moije voudrais', 'ma prend', 'plus de trois', 'ca va', 'ma mere prendra'])
    assert.ok(!list.test(no), no);
  assert.throws(() => phraseList('a.b').test('a b'), /holds a sign/);
  assert.deepEqual(phrasesOf('a\n\n// b\n  c '), ['a', 'c']);
});

/** Folded words that each list must find, and such as it must leave alone. */
const HELD: Record<string, { list: Pattern; yes: string[]; no: string[] }> = {
  WANTS: {
    list: wish.WANTS,
    yes: ['je voudrais 2 pains', 'il nous faudrait du pain', 'on prend la tarte', 'je vous prends 3 baguettes'],
    no: ['ma mere voudrait savoir', 'vous prenez la carte'],
  },
  ASKS_POLITELY: {
    list: wish.ASKS_POLITELY,
    yes: ['pouvez vous me garder une tarte', 'je peux avoir 2 pains', 'merci de prevoir 10 croissants'],
    no: ['pouvez vous me dire', 'je peux payer'],
  },
  HAS_A_DAY: {
    list: wish.HAS_A_DAY,
    yes: ['2 pains pour samedi', 'a livrer au bureau', 'je passe', 'pour le 12'],
    no: ['samedi dernier', 'le livreur', 'il passe'],
  },
  WANTS_ELSEWHERE: { list: wish.WANTS_ELSEWHERE, yes: ['n7eb 2 kilou', 'can i have', 'نحب كيلو'], no: ['how much'] },
  COURTESY: { list: wish.COURTESY, yes: ['2 pains svp', 's il vous plait'], no: ['ca me plait'] },
  COMPOSED: { list: wish.COMPOSED, yes: ['i would really like', 'give me', 'a burger with'], no: ['the price'] },
  SELLS: {
    list: stories.SELLS,
    yes: ['nous vous proposons', 'je suis maraicher', 'nous fournissons', 'we sell roses'],
    no: ['je vous demande de passer', 'vous proposez des tartes'],
  },
  PAST: {
    list: stories.PAST,
    yes: ['j ai pris 2 tartes', 'on a deja commande', 'nous avons bien recu', 'elle etait tres bonne', 'chrit kilou'],
    no: ['je prends 2 tartes', 'on prendra', 'vous avez des tartes'],
  },
  OTHERS: {
    list: stories.OTHERS,
    yes: ['ma mere prend toujours', 'mes voisins en achetent', 'mon mari adore'],
    no: ['mon mari passera', 'je prends pour ma mere'],
  },
  HOW: {
    list: stories.HOW,
    yes: ['la recette', 'combien de temps', 'je dois le congeler', 'ca se garde', 'quelle difference'],
    no: ['combien ca coute', 'gardez moi une tarte'],
  },
  JOKES: { list: stories.JOKES, yes: ['une blague', 'quand je serai grand'], no: ['mdr', 'un jour de la semaine'] },
  DREAMS: { list: stories.DREAMS, yes: ['si je gagne', 'une devinette'], no: ['mdr'] },
  IF_TAKEN: { list: stories.IF_TAKEN, yes: ['si je prends 10', 'si on en prenait'], no: ['je prends si possible'] },
  NO_NEED: { list: stories.NO_NEED, yes: ['plus besoin de pain'], no: ['j ai besoin de pain'] },
  SHORT_OF: {
    list: stories.SHORT_OF,
    yes: ['il en manquait 2', 'cassees', 'que 3', 'au lieu'],
    no: ['que des bonnes'],
  },
};

for (const [name, { list, yes, no }] of Object.entries(HELD))
  test(`the list ${name} finds its phrases and no others`, () => {
    for (const words of yes) assert.ok(list.test(words), `should find "${words}"`);
    for (const words of no) assert.ok(!list.test(words), `should not find "${words}"`);
  });

test('"je garde" is no instruction to the shop, "gardez" is one', () => {
  assert.ok(wish.wishes('gardez une tarte'));
  assert.ok(!wish.wishes('je garde une tarte'));
});
