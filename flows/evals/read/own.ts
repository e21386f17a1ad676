/** The project's own cases: whole conversations on invented shops; the fields given are compared. */
import { readFileSync } from 'node:fs';
import {
  type CompiledShop,
  compileShop,
  type ReaderShop,
  type ReaderTurn,
  type Reading,
  read,
  readAddress,
  readCommandWords,
  readPhone,
  readQuantities,
  readWhen,
} from '../../understand/index.ts';
import { bare, type CaseScore, jsonl, type RowScore, rowScore } from './score.ts';

type Expected = {
  intent: string;
  items?: Record<string, number | null>;
  date?: string | null;
  time?: string | null;
  fulfilment?: string;
  address?: string;
  name?: string;
  clarify?: string[];
  /** Products that the question must offer. */
  candidates?: string[];
};
type OwnCase = { id: string; shop: string; ref_time: string; turns: ReaderTurn[]; expected: Expected };

/** A path among the project's own cases. */
export const here = (path: string): string => new URL(`./cases/${path}`, import.meta.url).pathname;

function itemsOf(r: Reading): string {
  const sums = new Map<string, number | null>();
  for (const i of r.items) {
    const before = sums.get(i.sku);
    sums.set(i.sku, before === undefined ? i.qty : before === null || i.qty === null ? null : before + i.qty);
  }
  return [...sums]
    .map(([sku, qty]) => `${sku}:${qty}`)
    .sort()
    .join(' ');
}

/** The fields that differ from what is expected, as text; empty when all are right. */
export function differences(e: Expected, r: Reading): string[] {
  const out: string[] = [];
  const say = (field: string, gold: unknown, got: unknown): void =>
    void (gold === got || out.push(`${field}: ${gold} / ${got}`));
  say('intent', e.intent, r.intent);
  if (e.items)
    say(
      'items',
      Object.entries(e.items)
        .map(([s, q]) => `${s}:${q}`)
        .sort()
        .join(' '),
      itemsOf(r),
    );
  if (e.date !== undefined) say('date', e.date, r.date);
  if (e.time !== undefined) say('time', e.time, r.time);
  if (e.fulfilment) say('fulfilment', e.fulfilment, r.fulfilment);
  if (e.address) say('address', bare(e.address), bare(r.address));
  if (e.name) say('name', e.name, r.customer_name);
  if (e.candidates) {
    const offered = r.unresolved.flatMap((u) => u.candidates);
    const missing = e.candidates.filter((sku) => !offered.includes(sku));
    if (missing.length > 0) out.push(`not offered: ${missing}`);
  }
  if (e.clarify) say('clarify', [...e.clarify].sort().join(), [...r.needs_clarification].sort().join());
  return out;
}

function scoreShop(name: string): CaseScore[] {
  const shop: CompiledShop = compileShop(JSON.parse(readFileSync(here(`shop-${name}.json`), 'utf8')) as ReaderShop);
  return jsonl<OwnCase>(here(`orders-${name}.jsonl`)).map((c) => {
    const wrong = differences(c.expected, read(shop, { turns: c.turns, refTime: c.ref_time }));
    return {
      id: c.id,
      ok: wrong.length === 0,
      detail: `${c.turns.map((t) => t.text).join(' | ')} -> ${wrong.join('; ')}`,
    };
  });
}

/** Conversations of the project's own, everything given right. */
export function scoreOwnOrders(): RowScore {
  return rowScore('own_orders', ['bakery', 'market', 'counter', 'shelf'].flatMap(scoreShop));
}

type Phrase =
  | {
      id: string;
      kind: 'when';
      text: string;
      ref_time: string;
      lang?: string;
      date: string | null;
      time?: string | null;
      part?: string;
    }
  | { id: string; kind: 'quantity'; text: string; lang?: string; value: number; unit?: string }
  | { id: string; kind: 'phone'; text: string; e164: string | null }
  | { id: string; kind: 'address'; text: string; holds: string[] }
  | { id: string; kind: 'command'; text: string; command: string | null };

function phraseWrong(p: Phrase): string | null {
  if (p.kind === 'when') {
    const w = readWhen(p.text, { refTime: p.ref_time, timezone: 'Europe/Paris', ...(p.lang ? { lang: p.lang } : {}) });
    const got = [
      w?.date ?? null,
      p.time === undefined ? undefined : (w?.time ?? null),
      p.part === undefined ? undefined : w?.part,
    ];
    const gold = [p.date, p.time, p.part];
    return gold.every((g, i) => g === got[i]) ? null : `${gold} / ${got}`;
  }
  if (p.kind === 'quantity') {
    const all = readQuantities(p.text, p.lang);
    return all.some((n) => Math.abs(n.value - p.value) < 1e-6 && (p.unit === undefined || n.unit === p.unit))
      ? null
      : `${p.value} ${p.unit} / ${JSON.stringify(all)}`;
  }
  if (p.kind === 'phone') return readPhone(p.text) === p.e164 ? null : `${p.e164} / ${readPhone(p.text)}`;
  if (p.kind === 'command')
    return readCommandWords(p.text) === p.command ? null : `${p.command} / ${readCommandWords(p.text)}`;
  const address = bare(readAddress(p.text)?.address);
  return p.holds.every((h) => address.includes(bare(h))) ? null : `${p.holds} / ${address}`;
}

/** Short phrases of the project's own: days, hours, numbers, phones, addresses, member phrases. */
export function scoreOwnPhrases(): RowScore {
  return rowScore(
    'own_phrases',
    jsonl<Phrase>(here('phrases.jsonl')).map((p) => {
      const wrong = phraseWrong(p);
      return { id: p.id, ok: wrong === null, detail: `${p.text} -> ${wrong}` };
    }),
  );
}
