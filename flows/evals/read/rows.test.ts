import assert from 'node:assert/strict';
import { test } from 'node:test';
import { corpusRows, fails, ownRows, THRESHOLDS } from './rows.ts';
import type { RowScore } from './score.ts';

function hold(rows: RowScore[]): void {
  for (const row of rows) {
    assert.ok(THRESHOLDS[row.name] !== undefined, `${row.name} has no threshold`);
    const worst = row.failures.slice(0, 5).map((f) => `${f.id}  ${f.detail}`);
    assert.ok(!fails(row), `${row.name}: ${row.percent} % of ${row.n}\n${worst.join('\n')}`);
  }
}

test("the reader reaches its thresholds on the project's own cases, kind by kind", () => {
  const rows = ownRows();
  hold(rows);
  for (const row of rows) assert.ok(row.n >= 25, `${row.name} has ${row.n} cases`);
});

const corpora = corpusRows();
test(
  'the reader reaches its thresholds on the reading corpora',
  {
    skip: corpora.every((row) => row.n === 0) && 'the reading corpora do not stand beside the repository',
  },
  () => hold(corpora),
);
