/**
 * A small linear model of intent: softmax over sums of weights, one row of weights a feature. Trained by `npm run train`
 * on the written phrases (`flows/evals/train`); the same words always give the same answer.
 */
import { WEIGHTS } from './intent-weights.ts';
import { INTENTS, type Intent } from './types.ts';

/** A row of the table: the feature's hash in four bytes (little end first), then one weight an intent. */
const ROW = 4 + INTENTS.length;

/** FNV-1a over UTF-16 units: the name of a feature in the table. */
export function hashOf(feature: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < feature.length; i++) h = Math.imul(h ^ feature.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** Probabilities from sums of weights. */
export function softmax(sums: readonly number[]): number[] {
  const top = Math.max(...sums);
  const e = sums.map((v) => Math.exp(v - top));
  const all = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / all);
}

/** The table as text, from rows of weights in the order of INTENTS; `step` is what one unit of a weight is worth. */
export function pack(rows: readonly (readonly [string, readonly number[]])[]): { step: number; table: string } {
  const top = rows.reduce((a, [, w]) => Math.max(a, ...w.map(Math.abs)), 0);
  const step = Number((top / 127).toPrecision(6));
  const bytes = Buffer.alloc(rows.length * ROW);
  rows.forEach(([feature, weights], i) => {
    bytes.writeUInt32LE(hashOf(feature), i * ROW);
    weights.forEach(
      (w, k) => void bytes.writeInt8(Math.max(-127, Math.min(127, Math.round(w / step))), i * ROW + 4 + k),
    );
  });
  return { step, table: bytes.toString('base64') };
}

let loaded: { bytes: Buffer; at: Map<number, number> } | null = null;

function table(): { bytes: Buffer; at: Map<number, number> } {
  if (loaded) return loaded;
  const bytes = Buffer.from(WEIGHTS.table, 'base64');
  const at = new Map<number, number>();
  for (let i = 0; i < bytes.length; i += ROW) at.set(bytes.readUInt32LE(i), i + 4);
  loaded = { bytes, at };
  return loaded;
}

/** How likely each intent is for a message with these features. */
export function likelihoods(features: readonly string[]): Map<Intent, number> {
  const { bytes, at } = table();
  const sums = new Array<number>(INTENTS.length).fill(0);
  for (const f of features) {
    const row = at.get(hashOf(f));
    if (row !== undefined) for (let k = 0; k < sums.length; k++) sums[k]! += bytes.readInt8(row + k) * WEIGHTS.step;
  }
  return new Map(softmax(sums).map((p, k) => [INTENTS[k]!, p]));
}
