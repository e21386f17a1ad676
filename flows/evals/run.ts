/** npm run evals: scores the reader on the project's own cases, and on the reading corpora when they stand beside the repository. `--errors ROW` lists what a row gets wrong. */
import { fails, readerRows, THRESHOLDS } from './read/rows.ts';

const wanted = process.argv[process.argv.indexOf('--errors') + 1];
const showErrors = process.argv.includes('--errors');
const rows = readerRows();

console.log(`${'row'.padEnd(24)}${'n'.padStart(6)}${'%'.padStart(8)}${'at least'.padStart(10)}`);
for (const row of rows) {
  const limit = THRESHOLDS[row.name];
  const score = row.n === 0 ? 'not here' : row.percent.toFixed(1);
  console.log(
    `${row.name.padEnd(24)}${String(row.n).padStart(6)}${score.padStart(8)}${String(limit ?? '-').padStart(10)}${fails(row) ? '  UNDER' : ''}`,
  );
  if (showErrors && (wanted === row.name || wanted === undefined))
    for (const f of row.failures) console.log(`    ${f.id}  ${f.detail}`);
}
if (rows.some(fails)) process.exitCode = 1;
