import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLine } from './cli.ts';
import { compileShop } from './index.ts';

const NOW = '2026-06-03T10:00:00';
const bare = compileShop(null);

test('a line of text without a catalogue is read for dates, numbers and intent', () => {
  const out = readLine(bare, '{"id":"a","text":"bonjour, demain 18h"}', NOW);
  assert.equal(out.id, 'a');
  assert.equal(out.date, '2026-06-04');
  assert.equal(out.time, '18:00');
  assert.deepEqual(out.items, []);
});

test('a member gets a command instead of items', () => {
  const out = readLine(bare, '{"id":"b","text":"liste des clients","speaker":"member"}', NOW);
  assert.equal(out.command, '/client');
  assert.equal('items' in out, false);
});

test('a bad line gives an error with its id, never an exception', () => {
  assert.match(String(readLine(bare, '{oops', NOW).error), /JSON/);
  assert.deepEqual(readLine(bare, '{"id":"c"}', NOW), { id: 'c', error: 'a case needs "turns" or "text"' });
  assert.match(String(readLine(bare, '{"id":"d","text":"x","ref_time":"soon"}', NOW).error), /ISO 8601/);
  assert.match(String(readLine(bare, '{"id":"e","turns":[{"from":"bot","text":"x"}]}', NOW).error), /turns\[0\]/);
});
