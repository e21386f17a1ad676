/** The rows of the generated conversations: per kind, the share that is read with every field right. */
import { readFileSync } from 'node:fs';
import { read } from '../../understand/index.ts';
import { wrong } from '../read/judged.ts';
import { type RowScore, rowScore } from '../read/score.ts';
import { generate } from './generate.ts';
import { ownStands, type Stand } from './shops.ts';

/** Percent each kind must reach. */
export const GENERATED_THRESHOLDS = JSON.parse(
  readFileSync(new URL('./thresholds.json', import.meta.url), 'utf8'),
) as Record<string, number>;

/** One row a kind, `n` conversations each; the same seed gives the same conversations. */
export function generatedRows(n: number, seed: number, stands: Stand[] = ownStands()): RowScore[] {
  const by = new Map(stands.map((s) => [s.name, s]));
  const rows = new Map<string, { id: string; ok: boolean; detail: string }[]>();
  for (const talk of generate(stands, n, seed)) {
    const r = read(by.get(talk.shop)!.compiled, { turns: talk.turns, refTime: talk.ref_time });
    const fields = wrong(talk.expected, r);
    const told = talk.turns.map((t) => `${t.from === 'shop' ? '> ' : ''}${t.text}`).join(' | ');
    const got = `${r.intent} ${JSON.stringify(r.items)} ${r.date} ${r.time} ${r.fulfilment} ${r.address} ${r.needs_clarification}`;
    const detail = `${talk.shop} ${talk.ref_time} WRONG ${fields}: ${told} -> ${got}; meant ${JSON.stringify(talk.expected)}`;
    const name = `generated ${talk.kind}`;
    rows.set(name, [...(rows.get(name) ?? []), { id: talk.id, ok: fields.length === 0, detail }]);
  }
  return [...rows].map(([name, cases]) => rowScore(name, cases));
}
