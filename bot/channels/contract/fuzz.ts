/** Bodies that nobody wrote, made of real ones: what a webhook must survive. The same seed makes the same bodies. */

/** How many a channel gets by itself; `bot/proofs/payloads.test.ts` throws ten thousand at all doors of one hub. */
const BODIES = 300;
/** How many are on their way at once. */
const AT_ONCE = 24;
const SEED = 20_261_128;

const JUNK: unknown[] = [
  null,
  true,
  '',
  ' ',
  '0',
  '-1',
  0,
  -1,
  1e300,
  9_007_199_254_740_992,
  [],
  {},
  [[]],
  '__proto__',
  { constructor: null },
  '\u0000',
  '\ud800',
  'é'.repeat(5_000),
  '%E0%A4%A',
  "'; drop table orders; --",
  '<script>alert(1)</script>',
  'FR.x',
  '2026-13-45T99:99:99Z',
];

/** Posts mutated copies of `seeds` (JSON or form bodies); how many, and those that were answered as a fault of ours (5xx). */
export async function fuzz(
  seeds: string[],
  post: (raw: string) => Promise<number>,
): Promise<{ sent: number; refused: { status: number; raw: string }[] }> {
  const random = dice(SEED);
  const refused: { status: number; raw: string }[] = [];
  let sent = 0;
  const next = async (): Promise<void> => {
    while (sent < BODIES) {
      sent++;
      const raw = mutated(seeds[random(seeds.length)]!, random);
      const status = await post(raw);
      if (status >= 500) refused.push({ status, raw: raw.slice(0, 2_000) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return { sent, refused };
}

/** Copies of a form of several parts or of a letter, its bytes as latin1: cut, spliced, lines lost, moved and doubled. */
export function scrambled(raw: string, copies: number): string[] {
  const random = dice(SEED);
  return Array.from({ length: copies }, () => {
    const kind = random(4);
    if (kind === 0) return raw.slice(0, random(raw.length));
    if (kind === 1) return splice(raw, random);
    const lines = raw.split('\r\n');
    for (let changes = 1 + random(5); changes > 0; changes--) {
      const [at, other] = [random(lines.length), random(lines.length)];
      if (random(3) === 0) lines.splice(at, 1);
      else if (random(2) === 0) lines.splice(other, 0, lines[at] ?? '');
      else lines[at] = String(JUNK[random(JUNK.length)]);
    }
    return lines.join('\r\n');
  });
}

type Dice = (sides: number) => number;

/** Whole numbers below `sides`, by mulberry32 (public domain, Tommy Ettinger). */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

/** A copy of a body (JSON or a form) in which something is cut, spliced, lost, junk or doubled. */
export function mutated(raw: string, random: Dice): string {
  const kind = random(10);
  if (kind === 0) return raw.slice(0, random(raw.length));
  if (kind === 1) return splice(raw, random);
  const parsed = parse(raw);
  for (let changes = 1 + random(4); changes > 0; changes--) change(parsed.value, random);
  return parsed.write();
}

function splice(raw: string, random: Dice): string {
  const at = random(raw.length);
  return raw.slice(0, at) + String(JUNK[random(JUNK.length)]) + raw.slice(at + random(20));
}

/** The body as a tree that can be changed, and how it is written again. */
function parse(raw: string): { value: object; write(): string } {
  try {
    const value: unknown = JSON.parse(raw);
    if (typeof value === 'object' && value !== null) return { value, write: () => JSON.stringify(value) };
  } catch {
    // A form.
  }
  const value = Object.fromEntries(new URLSearchParams(raw));
  return {
    value,
    write: () => {
      const fields = Object.entries(value).map(([name, field]): [string, string] => [name, asField(field)]);
      return new URLSearchParams(fields).toString();
    },
  };
}

const asField = (field: unknown) => (typeof field === 'string' ? field : (JSON.stringify(field) ?? '')).toWellFormed();

/** Somewhere in the tree a value goes, becomes junk, or is said twice. */
function change(root: object, random: Dice): void {
  let node: object = root;
  for (let depth = 0; ; depth++) {
    const keys = Object.keys(node);
    if (keys.length === 0) return;
    const key = keys[random(keys.length)]!;
    const inner: unknown = Reflect.get(node, key);
    if (typeof inner === 'object' && inner !== null && depth < 12 && random(5) > 0) {
      node = inner;
      continue;
    }
    const how = random(4);
    if (how === 0) Reflect.deleteProperty(node, key);
    else if (how === 1 && Array.isArray(node)) node.push(structuredClone(inner));
    else Reflect.set(node, key, structuredClone(JUNK[random(JUNK.length)]));
    return;
  }
}
