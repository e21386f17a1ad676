import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { compileShop, INTENTS, intentEvidence } from '../../understand/index.ts';
import { hashOf, likelihoods, pack } from '../../understand/intent-model.ts';
import { WEIGHTS } from '../../understand/intent-weights.ts';
import { phrases, phrasesHash, shopFile } from './phrases.ts';

test('the weights were trained from the phrases as they stand: npm run train', () => {
  assert.equal(WEIGHTS.of, phrasesHash());
});

test('there are phrases for every intent, and none without one', () => {
  const files = readdirSync(new URL('./phrases/', import.meta.url)).map((f) => f.replace('.txt', ''));
  assert.deepEqual(files.sort(), [...INTENTS].sort());
});

test('phrases are filled the same way every time, with nothing left open', () => {
  const all = phrases();
  assert.deepEqual(all, phrases());
  for (const p of all) for (const t of p.turns) assert.doesNotMatch(t.text, /[{}]|\|\|/);
});

test('weights are packed to within half a step, and a feature finds its own row', () => {
  const zeros = INTENTS.map(() => 0);
  const { step, table } = pack([
    ['w un', [1.27, ...zeros.slice(1)]],
    ['w deux', [...zeros.slice(1), -0.5]],
  ]);
  assert.equal(step, 0.01);
  const bytes = Buffer.from(table, 'base64');
  assert.equal(bytes.length, 2 * (4 + INTENTS.length));
  assert.equal(bytes.readUInt32LE(0), hashOf('w un'));
  assert.equal(bytes.readInt8(4), 127);
  assert.equal(bytes.readInt8(bytes.length - 1), -50);
});

test('the model knows a wish from a story, and gives probabilities', () => {
  const shop = compileShop(shopFile('pastry'));
  const best = (text: string): string => {
    const seen = intentEvidence(shop, { turns: [{ from: 'customer', text }], refTime: '2026-06-03T10:00:00' });
    const p = [...likelihoods(seen!.features)];
    assert.ok(Math.abs(p.reduce((a, [, v]) => a + v, 0) - 1) < 1e-9);
    return p.reduce((a, b) => (b[1] > a[1] ? b : a))[0];
  };
  assert.equal(best('il me faudrait 6 éclairs au café pour samedi'), 'order');
  assert.equal(best('mon oncle mangeait 6 éclairs au café par jour à mon âge'), 'other');
  assert.equal(best('les éclairs au café étaient rassis'), 'complaint');
});
