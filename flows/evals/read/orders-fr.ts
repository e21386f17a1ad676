/** Whole conversations, of the corpus and of the project's own: everything right, items, intent, phantom orders. */
import { readdirSync, readFileSync } from 'node:fs';
import {
  type CompiledShop,
  compileShop,
  type ReaderShop,
  type ReaderTurn,
  type Reading,
  read,
} from '../../understand/index.ts';
import { bare, corporaPath, corpus, jsonl, type RowScore, rowScore } from './score.ts';

type Item = { sku: string; qty: number | null; unit?: string };
type Gold = {
  intent: string;
  items: Item[];
  date?: string | null;
  time?: string | null;
  fulfilment?: string | null;
  address?: string | null;
  needs_clarification?: string[];
};
type OrderCase = {
  id: string;
  shop: string;
  lang?: string;
  channel?: string;
  ref_time: string;
  turns: ReaderTurn[];
  expected: Gold;
  /** Other readings that are as right. */
  or?: Gold[];
};
type Judged = {
  c: OrderCase;
  r: Reading;
  slot: boolean;
  items: boolean;
  intent: boolean;
  all: boolean;
  hits: number;
  gold: number;
  got: number;
};

const SLOT = new Set(['order', 'modify_order', 'quote_request']);

function summed(items: Item[]): Map<string, { qty: number | null; unit: string | undefined }> {
  const out = new Map<string, { qty: number | null; unit: string | undefined }>();
  for (const i of items) {
    const before = out.get(i.sku);
    out.set(i.sku, {
      qty: before ? (before.qty === null || i.qty === null ? null : before.qty + i.qty) : i.qty,
      unit: i.unit,
    });
  }
  return out;
}

function sameQty(
  g: { qty: number | null; unit: string | undefined },
  p: { qty: number | null; unit: string | undefined },
): boolean {
  if (g.qty === null || p.qty === null) return g.qty === p.qty;
  if (
    g.unit &&
    p.unit &&
    g.unit !== p.unit &&
    (g.unit === 'piece' || p.unit === 'piece') &&
    [g.unit, p.unit].some((u) => u === 'kg' || u === 'l')
  )
    return false;
  return Number.isInteger(g.qty) ? g.qty === p.qty : Math.abs(g.qty - p.qty) <= 0.02 * Math.abs(g.qty);
}

function sameAddress(g: string | null | undefined, p: string | null): boolean {
  if (!g || !p) return !g && !p;
  const left = bare(p).split(' ');
  const gold = bare(g).split(' ');
  let shared = 0;
  for (const w of gold) {
    const k = left.indexOf(w);
    if (k < 0) continue;
    left.splice(k, 1);
    shared++;
  }
  return (2 * shared) / (gold.length + bare(p).split(' ').length) >= 0.75;
}

/** Judged on the reading that fits best of those that are as right. */
function judge(c: OrderCase, r: Reading): Judged {
  const all = [c.expected, ...(c.or ?? [])].map((e) => judgeOn({ ...c, expected: e }, r));
  return all.find((j) => j.all) ?? all.find((j) => j.intent) ?? all[0]!;
}

function judgeOn(c: OrderCase, r: Reading): Judged {
  const e = c.expected;
  const gold = summed(e.items);
  const got = summed(r.items);
  const hits = [...gold].filter(([sku, g]) => got.has(sku) && sameQty(g, got.get(sku)!)).length;
  const items = hits === gold.size && gold.size === got.size;
  const slot = SLOT.has(e.intent);
  const slots =
    r.date === (e.date ?? null) &&
    r.time === (e.time ?? null) &&
    r.fulfilment === (e.fulfilment ?? null) &&
    sameAddress(e.address, r.address) &&
    [...(e.needs_clarification ?? [])].sort().join() === [...r.needs_clarification].sort().join();
  const intent = r.intent === e.intent;
  return { c, r, slot, items, intent, all: intent && items && (!slot || slots), hits, gold: gold.size, got: got.size };
}

function macroF1(all: Judged[]): number {
  const labels = [...new Set(all.map((j) => j.c.expected.intent))];
  const f = labels.map((x) => {
    const tp = all.filter((j) => j.c.expected.intent === x && j.r.intent === x).length;
    const sum = all.filter((j) => j.c.expected.intent === x).length + all.filter((j) => j.r.intent === x).length;
    return sum === 0 ? 0 : (2 * tp) / sum;
  });
  return f.reduce((a, b) => a + b, 0) / Math.max(1, f.length);
}

const row = (name: string, list: Judged[], ok: (j: Judged) => boolean): RowScore =>
  rowScore(
    name,
    list.map((j) => ({
      id: j.c.id,
      ok: ok(j),
      detail: `${j.c.turns.map((t) => t.text).join(' | ')} -> ${j.r.intent} ${JSON.stringify(j.r.items)} ${j.r.date} ${j.r.time} ${j.r.needs_clarification}`,
    })),
  );

function judgeAll(cases: OrderCase[], shopPath: (shop: string) => string): Judged[] {
  const shops = new Map<string, CompiledShop>();
  return cases.map((c) => {
    let shop = shops.get(c.shop);
    if (!shop) {
      shop = compileShop(JSON.parse(readFileSync(shopPath(c.shop), 'utf8')) as ReaderShop);
      shops.set(c.shop, shop);
    }
    const { turns, ref_time: refTime, lang, channel } = c;
    return judge(c, read(shop, { turns, refTime, ...(lang ? { lang } : {}), ...(channel ? { channel } : {}) }));
  });
}

function rows(prefix: string, judged: Judged[]): RowScore[] {
  const slots = judged.filter((j) => j.slot);
  const others = judged.filter((j) => !j.slot);
  const hits = judged.reduce((a, j) => a + j.hits, 0);
  const sizes = judged.reduce((a, j) => a + j.gold + j.got, 0);
  const derived = (name: string, value: number): RowScore => ({
    name: `${prefix}_${name}`,
    n: judged.length,
    ok: 0,
    percent: Math.round(value * 1000) / 10,
    failures: [],
  });
  return [
    row(`${prefix}_all_right`, judged, (j) => j.all),
    row(`${prefix}_exact_order`, slots, (j) => j.items),
    derived('item_f1', sizes === 0 ? 0 : (2 * hits) / sizes),
    row(`${prefix}_intent`, judged, (j) => j.intent),
    derived('intent_macro_f1', macroF1(judged)),
    row(
      `${prefix}_no_phantom_order`,
      others,
      (j) => j.c.expected.items.length > 0 || !['order', 'modify_order'].includes(j.r.intent),
    ),
  ];
}

/** The rows of the French conversations of the corpus; empty when it is not there. */
export function scoreOrdersFr(): RowScore[] {
  return rows(
    'fr',
    judgeAll(corpus<OrderCase>('orders_fr'), (shop) => corporaPath(`catalogs/${shop}.json`)),
  );
}

const here = (path: string): string => new URL(`./cases/${path}`, import.meta.url).pathname;

/**
 * The project's own conversations of one kind (`cases/talk-KIND*.jsonl`), judged like the corpus. The model of intent is
 * never trained on them: each file was read once before anything was tuned on it.
 */
export function scoreTalks(kind: string): RowScore[] {
  const files = readdirSync(here('')).filter((file) => file.startsWith(`talk-${kind}`) && file.endsWith('.jsonl'));
  const cases = files.sort().flatMap((file) => jsonl<OrderCase>(here(file)));
  return rows(
    `talk_${kind}`,
    judgeAll(cases, (shop) => here(`shop-${shop}.json`)),
  );
}
