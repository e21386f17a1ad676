/** npm run train: writes `flows/understand/intent-weights.ts` from the written phrases. */
import { writeFileSync } from 'node:fs';
import { train } from './train.ts';

const { messages, of, step, table } = train();
writeFileSync(
  new URL('../../understand/intent-weights.ts', import.meta.url),
  `/** Written by \`npm run train\` from flows/evals/train/phrases, whose hash is \`of\`; never by hand. */
export const WEIGHTS = {
  of: '${of}',
  step: ${step},
  table:
    '${table}',
};
`,
);
console.log(`${messages} messages, ${Math.round(table.length / 1024)} KB of weights`);
