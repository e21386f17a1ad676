import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costMicro, costOfRecording, DEFAULT_BUDGET, isPriced, toMinor } from './prices.ts';

test('a million tokens cost what is listed; a dollar counts as a euro or 3.3 dinars', () => {
  assert.equal(costMicro('gpt-4.1-mini', { in: 1_000_000, out: 0 }, 'EUR'), 400_000);
  assert.equal(costMicro('gpt-4.1-mini', { in: 0, out: 1_000_000 }, 'EUR'), 1_600_000);
  assert.equal(costMicro('gpt-4.1-mini', { in: 1_000_000, out: 1_000_000 }, 'TND'), 6_600_000);
  assert.equal(costMicro('gpt-4.1-mini-2025-04-14', { in: 1_000, out: 100 }, 'EUR'), 560);
});

test('rounded up, never to nothing', () => {
  assert.equal(costMicro('gpt-5-nano', { in: 1, out: 0 }, 'EUR'), 1);
  assert.equal(costMicro('gpt-5-nano', { in: 0, out: 0 }, 'EUR'), 0);
  assert.deepEqual([toMinor(1, 'EUR'), toMinor(10_000, 'EUR'), toMinor(10_001, 'EUR')], [1, 1, 2]);
  assert.deepEqual([toMinor(1_000, 'TND'), toMinor(1_001, 'TND')], [1, 2]);
});

test('a model nobody knows has no price', () => {
  assert.equal(costMicro('my-own-llama', { in: 5, out: 5 }, 'EUR'), null);
  assert.deepEqual([isPriced('my-own-llama'), isPriced('gpt-4o'), isPriced('constructor')], [false, true, false]);
  assert.ok(DEFAULT_BUDGET.EUR > 0 && DEFAULT_BUDGET.TND > 0);
});

test('a recording is paid by its seconds, rounded up; without a length or a price nothing is known', () => {
  assert.deepEqual([costOfRecording('whisper-1', 60, 'EUR'), costOfRecording('whisper-1', 60, 'TND')], [6_000, 19_800]);
  assert.deepEqual([costOfRecording('whisper-1', 6.4, 'EUR'), costOfRecording('whisper-1', 0, 'EUR')], [700, 0]);
  assert.deepEqual([costOfRecording('whisper-1', null, 'EUR'), costOfRecording('my-own', 60, 'EUR')], [null, null]);
});
