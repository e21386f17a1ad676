import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutReadBack, withReadBack } from './read-back.ts';
import type { Turn } from './turn.ts';

const turnOf = (transcript?: string) =>
  ({
    messages: [
      {
        id: 1,
        externalId: '1',
        at: 0,
        text: transcript ?? '',
        content: {
          kind: 'media',
          media: 'audio',
          ref: { id: '1' },
          ...(transcript === undefined ? {} : { transcript }),
        },
      },
    ],
  }) as unknown as Turn;
const answer = { reply: { text: 'Bien noté.' }, language: 'fr' } as const;
const CHOICES = [{ id: '/oui 1', title: 'Oui' }];

test('what was heard stands above the answer, in its language, on one line', () => {
  const { reply } = withReadBack(turnOf('deux\nfraisiers'), answer);
  assert.match(reply!.text, /^🎤 J’ai entendu\s:\s«\sdeux fraisiers\s»\n\nBien noté\.$/);
  assert.match(
    withReadBack(turnOf('two cakes'), { ...answer, language: 'en' }).reply!.text,
    /^🎤 I heard: “two cakes”/,
  );
  assert.match(withReadBack(turnOf('كعبتين'), { ...answer, language: 'ar' }).reply!.text, /^🎤 .*كعبتين/);
});

test('nothing heard, nothing said: the answer stays', () => {
  for (const turn of [turnOf(), turnOf(''), { messages: [] } as unknown as Turn])
    assert.equal(withReadBack(turn, answer), answer);
  const silent = { ...answer, reply: null };
  assert.equal(withReadBack(turnOf('deux'), silent), silent);
});

test('a card with buttons keeps within a message that has them, as far as it did before', () => {
  const long = 'fraisier '.repeat(500);
  for (const length of [50, 700, 900]) {
    const card = { ...answer, reply: { text: 'x'.repeat(length), choices: CHOICES } };
    const { text } = withReadBack(turnOf(long), card).reply!;
    assert.ok(text.length <= 1024, `${length}: ${text.length}`);
    assert.ok(text.endsWith('x'.repeat(length)));
  }
  assert.ok(withReadBack(turnOf(long), answer).reply!.text.length < 700);
});

test('in the story the words of the customer are not the shop’s', () => {
  const said = withReadBack(turnOf('Quand ?\nOù ?'), answer).reply!.text;
  assert.equal(withoutReadBack(said), 'Bien noté.');
  assert.equal(withoutReadBack('Bien noté.'), 'Bien noté.');
});
