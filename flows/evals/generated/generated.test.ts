/** Conversations put together by a program are read as they were meant, kind by kind. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GENERATED_THRESHOLDS, generatedRows } from './rows.ts';

const EACH = 120;
const SEED = 1;
const rows = generatedRows(EACH, SEED);

test('every kind of generated conversation has a threshold, and every threshold a kind', () => {
  assert.deepEqual(rows.map((r) => r.name).sort(), Object.keys(GENERATED_THRESHOLDS).sort());
});

test('the same seed gives the same conversations', () => {
  const once = generatedRows(3, SEED);
  const twice = generatedRows(3, SEED);
  assert.deepEqual(once, twice);
});

for (const row of rows)
  test(`${row.name}: at least ${GENERATED_THRESHOLDS[row.name]} % right`, () => {
    const list = row.failures.map((f) => `${f.id}  ${f.detail}`).join('\n');
    assert.equal(row.n, EACH);
    assert.ok(row.percent >= GENERATED_THRESHOLDS[row.name]!, `${row.percent} %\n${list}`);
  });
