/**
 * npm run evals: scores the reader and the agent on the project's own cases, and the reader on the reading corpora when
 * they stand beside the repository. `--errors ROW` lists what a row gets wrong; `--reader` leaves the agent out, which
 * needs a database; `--model NAME` replays conversations on another model (agent/replay.ts). `generated [N] [SEED]` reads
 * N conversations of each kind that a program puts together, over all shops there are (generated/).
 */
import { fails, readerRows, THRESHOLDS } from './read/rows.ts';
import type { RowScore } from './read/score.ts';

const args = process.argv.slice(2);

async function table(): Promise<void> {
  const wanted = args[args.indexOf('--errors') + 1];
  const showErrors = args.includes('--errors');
  const show = (row: RowScore, limit: number | undefined, under: boolean) => {
    const score = row.n === 0 ? 'not here' : row.percent.toFixed(1);
    console.log(
      `${row.name.padEnd(26)}${String(row.n).padStart(6)}${score.padStart(10)}${String(limit ?? '-').padStart(10)}${under ? '  UNDER' : ''}`,
    );
    if (under) process.exitCode = 1;
    if (showErrors && (wanted === row.name || wanted === undefined))
      for (const f of row.failures) console.log(`    ${f.id}  ${f.detail}`);
  };
  console.log(`${'row'.padEnd(26)}${'n'.padStart(6)}${'%'.padStart(10)}${'at least'.padStart(10)}`);
  for (const row of readerRows()) show(row, THRESHOLDS[row.name], fails(row));
  if (args.includes('--reader')) return;
  const { AGENT_THRESHOLDS, agentRows } = await import('./agent/rows.ts');
  for (const row of await agentRows()) {
    const limit = AGENT_THRESHOLDS[row.name]!;
    show(row, limit, row.percent < limit);
  }
}

async function generated(): Promise<void> {
  const { GENERATED_THRESHOLDS, generatedRows } = await import('./generated/rows.ts');
  const { corpusStands, ownStands } = await import('./generated/shops.ts');
  const [n, seed] = args.filter((a) => /^\d+$/.test(a)).map(Number);
  for (const row of generatedRows(n ?? 300, seed ?? 1, [...ownStands(), ...corpusStands()])) {
    const limit = GENERATED_THRESHOLDS[row.name]!;
    const under = row.percent < limit;
    console.log(
      `${row.name.padEnd(38)}${String(row.n).padStart(6)}${row.percent.toFixed(1).padStart(10)}${String(limit).padStart(10)}${under ? '  UNDER' : ''}`,
    );
    if (under) process.exitCode = 1;
    if (args.includes('--errors')) for (const f of row.failures) console.log(`    ${f.id}  ${f.detail}`);
  }
}

async function replayed(): Promise<void> {
  const { optionsFrom, replay, reportOf, USAGE } = await import('./agent/replay.ts');
  try {
    console.log(reportOf(await replay(optionsFrom(args, process.env.OPENAI_API_KEY))));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exitCode = 2;
  }
}

await (args.includes('--model') ? replayed() : args[0] === 'generated' ? generated() : table());
