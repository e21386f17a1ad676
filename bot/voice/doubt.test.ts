import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heardIn } from './doubt.ts';
import type { Segment } from './transcriber.ts';

const PROMPT = 'Fraisier, Éclair au chocolat, Tarte aux pommes, Religieuse';
const plain = (text: string) => heardIn({ text, seconds: null, tokens: { in: 0, out: 0 } }, PROMPT);
const measured = (...segments: Segment[]) =>
  heardIn({ text: segments.map((one) => one.text).join(' '), seconds: 3, tokens: { in: 0, out: 0 }, segments }, PROMPT);
const sure = { seconds: 3, logprob: -0.2, noSpeech: 0.02, compression: 1.2 };

test('silence, and what speech models write over it, is not heard', () => {
  for (const text of [
    '',
    '   ',
    '...',
    '… !?',
    '🎵',
    '[Musique]',
    '(silence)',
    '♪ la la ♪',
    'Sous-titres réalisés par la communauté d’Amara.org',
    'Sous-titrage Société Radio-Canada',
    'Sous-titrage ST’ 501',
    "Merci d'avoir regardé cette vidéo !",
    'Merci d’avoir regardé la vidéo. Abonnez-vous !',
    'Amara.org',
    'Thanks for watching!',
    'Thank you for watching. Please subscribe.',
    'Subtitles by the Amara.org community',
    'ترجمة نانسي قنقر',
    'اشتركوا في القناة',
    'Merci. Merci. Merci. Merci. Merci. Merci.',
  ])
    assert.equal(plain(text), null, text);
});

test('what people say is heard as it is', () => {
  for (const text of [
    'Bonjour, je voudrais 3 éclairs au chocolat et 2 religieuses pour samedi, merci.',
    'Merci',
    "Merci d'avoir préparé ma commande si vite.",
    "Merci d'avoir gardé mon gâteau",
    'Oui, oui, oui !',
    'Deux fraisiers, éclair au chocolat aussi.',
    'Éclair au chocolat',
    'la 1 c’est bon, prête, et plus d’éclairs au chocolat aujourd’hui',
    'À la prochaine !',
    'نحب زوز كعبات باقلاوة',
    '12',
  ])
    assert.equal(plain(text), text);
});

test('an invented sentence at the end of a real one is cut off', () => {
  assert.equal(
    plain("Je voudrais un fraisier pour samedi. Merci d'avoir regardé cette vidéo !"),
    'Je voudrais un fraisier pour samedi.',
  );
  assert.equal(
    plain("Je voudrais un fraisier. Sous-titres réalisés par la communauté d'Amara.org"),
    'Je voudrais un fraisier.',
  );
});

test('a prompt that comes back is not an order', () => {
  assert.equal(plain(PROMPT), null);
  assert.equal(plain('Éclair au chocolat, tarte aux pommes.'), null);
  assert.equal(plain('Tarte aux pommes'), 'Tarte aux pommes');
});

test('the server’s own doubts count', () => {
  const text = 'Deux fraisiers';
  assert.equal(measured({ text, ...sure }), text);
  assert.equal(measured({ text, ...sure, logprob: -1.3 }), null);
  assert.equal(measured({ text, ...sure, noSpeech: 0.93 }), null);
  assert.equal(measured({ text, ...sure, noSpeech: 0.6, logprob: -0.8 }), null);
  assert.equal(measured({ text, ...sure, noSpeech: 0.6 }), text);
  assert.equal(measured({ text, ...sure, compression: 3 }), null);
  assert.equal(measured({ text, seconds: 0 }), text);
});

test('a stretch of silence beside speech is left out; a short unsure word does not spoil a long sure sentence', () => {
  const spoken = { text: ' Deux fraisiers pour samedi.', ...sure };
  assert.equal(measured(spoken, { text: ' Deux tartes.', ...sure, noSpeech: 0.95 }), 'Deux fraisiers pour samedi.');
  assert.equal(
    measured({ ...spoken, seconds: 9 }, { text: ' Merci.', ...sure, seconds: 1, logprob: -1.5 }),
    'Deux fraisiers pour samedi. Merci.',
  );
});
