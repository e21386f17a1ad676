/** Trains the model of intent on the written phrases. */
import { compileShop, INTENTS, intentEvidence } from '../../understand/index.ts';
import { pack, softmax } from '../../understand/intent-model.ts';
import { dice, phrases, phrasesHash, SHOPS, shopFile } from './phrases.ts';

type Example = { features: string[]; label: number; weight: number };
type Table = Map<string, Float64Array>;

const ROUNDS = 6;
const RATE = 0.1;
const SHRINK = 1e-3;
/** Each message is looked at once as it is and once with this share of its words hidden: customers use others. */
const UNKNOWN = 0.3;
/** The share of a message's features hidden from each look at it, so that no few of them decide alone. */
const HIDDEN = 0.4;
/** Rows kept: those that weigh most. */
const KEPT = 36000;
const N = INTENTS.length;

function examples(): Example[] {
  const shops = new Map(SHOPS.map((name) => [name, compileShop(shopFile(name))]));
  const all = phrases();
  const count = new Map<string, number>();
  for (const p of all) count.set(p.intent, (count.get(p.intent) ?? 0) + 1);
  const roll = dice(11);
  return all.flatMap((p) => {
    const weight = Math.min(3, Math.sqrt(all.length / N / count.get(p.intent)!));
    return [() => false, () => roll() < UNKNOWN].flatMap((hides) => {
      const seen = intentEvidence(shops.get(p.shop)!, { turns: p.turns, refTime: '2026-06-03T10:00:00' }, hides);
      return seen ? [{ features: seen.features, label: INTENTS.indexOf(p.intent), weight }] : [];
    });
  });
}

/** Softmax regression by AdaGrad; the examples come in an order drawn from a fixed seed. */
function regression(examples: readonly Example[], seed: number, takes: (feature: string) => boolean): Table {
  const w: Table = new Map();
  const slope: Table = new Map();
  const list = examples.map((e) => ({ ...e, features: e.features.filter(takes) }));
  for (const e of list)
    for (const f of e.features)
      if (!w.has(f)) {
        w.set(f, new Float64Array(N));
        slope.set(f, new Float64Array(N).fill(1e-2));
      }
  const roll = dice(seed);
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = list.length - 1; i > 0; i--) {
      const j = Math.floor(roll() * (i + 1));
      [list[i], list[j]] = [list[j]!, list[i]!];
    }
    for (const e of list) step(w, slope, { ...e, features: e.features.filter(() => roll() >= HIDDEN) });
  }
  return w;
}

function step(w: Table, slope: Table, e: Example): void {
  const sums = new Array<number>(N).fill(0);
  for (const f of e.features) {
    const row = w.get(f)!;
    for (let k = 0; k < N; k++) sums[k]! += row[k]!;
  }
  const p = softmax(sums);
  for (const f of e.features) {
    const row = w.get(f)!;
    const s = slope.get(f)!;
    for (let k = 0; k < N; k++) {
      const g = e.weight * (p[k]! - (k === e.label ? 1 : 0)) + SHRINK * row[k]!;
      s[k]! += g * g;
      row[k]! -= (RATE * g) / Math.sqrt(s[k]!);
    }
  }
}

/** Where the order of the examples and what is hidden of them are drawn from: the mean of several draws is steadier. */
const SEEDS = [7, 19];

/**
 * The weights: the mean of models that see what the rules say and of others that do not, so that neither the rules nor
 * the words alone decide.
 */
export function train(): { messages: number; of: string; step: number; table: string } {
  const list = examples();
  const tables = SEEDS.flatMap((seed) => [
    regression(list, seed, () => true),
    regression(list, seed, (f) => !f.startsWith('ruled ')),
  ]);
  const mean = (f: string, k: number): number => tables.reduce((a, t) => a + (t.get(f)?.[k] ?? 0), 0) / tables.length;
  const rows = [...tables[0]!.keys()].map((f) => [f, INTENTS.map((_, k) => mean(f, k))] as const);
  const most = (w: readonly number[]): number => Math.max(...w.map(Math.abs));
  const kept = rows.sort((a, b) => most(b[1]) - most(a[1]) || (a[0] < b[0] ? -1 : 1)).slice(0, KEPT);
  return { messages: list.length, of: phrasesHash(), ...pack(kept) };
}
