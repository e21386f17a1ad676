/** npm run read -- [--shop SHOP.json] < CASES.jsonl > PREDICTIONS.jsonl : one line out per line in, same order. */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type CompiledShop, compileShop, type ReaderInput, type ReaderShop, type ReaderTurn, read } from './index.ts';

type Case = {
  id?: unknown;
  text?: unknown;
  turns?: unknown;
  ref_time?: unknown;
  lang?: unknown;
  channel?: unknown;
  speaker?: unknown;
};

function turnsOf(c: Case): ReaderTurn[] {
  if (Array.isArray(c.turns)) {
    return c.turns.map((t: { from?: unknown; text?: unknown; id?: unknown }, i) => {
      if ((t?.from !== 'customer' && t?.from !== 'shop') || typeof t.text !== 'string')
        throw new TypeError(`turns[${i}] needs "from" (customer or shop) and "text"`);
      return { from: t.from, text: t.text, ...(typeof t.id === 'string' ? { id: t.id } : {}) };
    });
  }
  if (typeof c.text === 'string') return [{ from: 'customer', text: c.text }];
  throw new TypeError('a case needs "turns" or "text"');
}

/** One input line to one output object; a fault gives `{id, error}`. `now` stands in for a missing ref_time. */
export function readLine(shop: CompiledShop, line: string, now: string): Record<string, unknown> {
  let id: unknown = null;
  try {
    const c = JSON.parse(line) as Case;
    if (c === null || typeof c !== 'object') throw new TypeError('a case is a JSON object');
    id = c.id ?? null;
    const input: ReaderInput = { turns: turnsOf(c), refTime: typeof c.ref_time === 'string' ? c.ref_time : now };
    if (typeof c.lang === 'string') input.lang = c.lang;
    if (typeof c.channel === 'string') input.channel = c.channel;
    if (c.speaker === 'member' || c.speaker === 'customer') input.speaker = c.speaker;
    const reading: Record<string, unknown> = { id, ...read(shop, input) };
    if (input.speaker === 'member') delete reading.items;
    return reading;
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

/** Reads a shop file; throws an Error that names the file and the fault. */
export function shopFrom(path: string): ReaderShop {
  let shop: ReaderShop;
  try {
    shop = JSON.parse(readFileSync(path, 'utf8')) as ReaderShop;
  } catch (error) {
    throw new Error(`${path}: not a readable shop file (${error instanceof Error ? error.message : error})`);
  }
  if (!Array.isArray(shop.products)) throw new Error(`${path}: "products" is missing`);
  return shop;
}

/** Reads cases from the input until it ends. `argv` without the program's name; throws an Error that names the fault. */
export async function main(argv: string[]): Promise<void> {
  const at = argv.indexOf('--shop');
  const path = at >= 0 ? argv[at + 1] : undefined;
  if (at >= 0 && !path) throw new Error('--shop needs a file');
  const shop = compileShop(path ? shopFrom(path) : null);
  const now = new Date().toISOString();
  let n = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    n++;
    const out = readLine(shop, line, now);
    if (out.error) process.stderr.write(`line ${n}: ${out.error}\n`);
    process.stdout.write(`${JSON.stringify(out)}\n`);
  }
}
