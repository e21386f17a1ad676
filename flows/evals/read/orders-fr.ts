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
import { type Gold, SLOT, sameQty, summed, wrong } from './judged.ts';
import { corporaPath, corpus, jsonl, type RowScore, rowScore } from './score.ts';

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

/** Judged on the reading that fits best of those that are as right. */
function judge(c: OrderCase, r: Reading): Judged {
  const all = [c.expected, ...(c.or ?? [])].map((e) => judgeOn({ ...c, expected: e }, r));
  return all.find((j) => j.all) ?? all.find((j) => j.intent) ?? all[0]!;
}

function judgeOn(c: OrderCase, r: Reading): Judged {
  const gold = summed(c.expected.items);
  const got = summed(r.items);
  const hits = [...gold].filter(([sku, g]) => got.has(sku) && sameQty(g, got.get(sku)!)).length;
  const bad = wrong(c.expected, r);
  return {
    c,
    r,
    slot: SLOT.has(c.expected.intent),
    items: !bad.includes('items'),
    intent: !bad.includes('intent'),
    all: bad.length === 0,
    hits,
    gold: gold.size,
    got: got.size,
  };
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
