/** What must not change a reading: politeness, greetings, signatures, accents, apostrophes, blanks, capitals. On the project's own talks. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type CompiledShop, compileShop, type ReaderTurn, type Reading, read } from './index.ts';

const CASES = new URL('../evals/read/cases/', import.meta.url);
type Talk = {
  id: string;
  shop: string;
  ref_time: string;
  channel?: string;
  turns: ReaderTurn[];
  expected: { intent: string };
};

const talks = readdirSync(CASES)
  .filter((file) => file.startsWith('talk-fr-'))
  .flatMap((file) => readFileSync(new URL(file, CASES), 'utf8').trim().split('\n'))
  .map((line) => JSON.parse(line) as Talk)
  .filter((c) => ['order', 'modify_order', 'quote_request'].includes(c.expected.intent) && c.channel !== 'email');

const shops = new Map<string, CompiledShop>();
function shopOf(name: string): CompiledShop {
  const shop = shops.get(name) ?? compileShop(JSON.parse(readFileSync(new URL(`shop-${name}.json`, CASES), 'utf8')));
  shops.set(name, shop);
  return shop;
}

const plain = (text: string | null): string => (text ?? '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function told(c: Talk, turns: ReaderTurn[]): string {
  const r: Reading = read(shopOf(c.shop), { turns, refTime: c.ref_time });
  const items = r.items.map((i) => `${i.sku}:${i.qty}`).sort();
  return JSON.stringify([r.intent, items, r.date, r.time, r.fulfilment, plain(r.address), r.needs_clarification]);
}

const asWritten = new Map(talks.map((c) => [c, told(c, c.turns)]));

/** Each message of the customer changed, or only her first or last; the share of readings that may differ, in percent. */
const CHANGES: [name: string, most: number, change: (text: string) => string, where?: 'first' | 'last'][] = [
  ['an emoji behind it', 1, (s) => `${s} 😊🙏`],
  ['a greeting before it', 1, (s) => `Bonjour, ${s}`, 'first'],
  ['another greeting before it', 1, (s) => `Bonsoir ! ${s}`, 'first'],
  ['a wish before it', 1, (s) => `Bonjour j'espère que vous allez bien. ${s}`, 'first'],
  ['"svp" behind it', 1, (s) => `${s} svp`, 'last'],
  ['thanks behind it', 1, (s) => `${s} Merci beaucoup !`, 'last'],
  ['thanks and a good day behind it', 1, (s) => `${s}, merci d'avance et bonne journée`, 'last'],
  ['a signature under it', 1, (s) => `${s}\nSophie Martin`, 'last'],
  ['no accents', 0, (s) => s.normalize('NFD').replace(/\p{M}/gu, '')],
  ['curly apostrophes', 0, (s) => s.replaceAll("'", '’')],
  ['two blanks for one', 0, (s) => s.replaceAll(' ', '  ')],
  ['no-break blanks before signs', 0, (s) => s.replace(/ ([:;!?€])/g, '\u00a0$1')],
  ['all capitals', 2, (s) => s.toUpperCase()],
  ['all small letters', 2, (s) => s.toLowerCase()],
];

function changed(turns: ReaderTurn[], change: (text: string) => string, where?: 'first' | 'last'): ReaderTurn[] {
  const own = turns.flatMap((t, i) => (t.from === 'customer' ? [i] : []));
  const only = where === 'first' ? own[0] : own.at(-1);
  return turns.map((t, i) =>
    t.from === 'customer' && (where === undefined || i === only) ? { ...t, text: change(t.text) } : t,
  );
}

for (const [name, most, change, where] of CHANGES)
  test(`a message reads the same with ${name}`, () => {
    const differ = talks.filter((c) => {
      return asWritten.get(c) !== told(c, changed(c.turns, change, where));
    });
    const list = differ.map((c) => `${c.id}  ${c.turns.map((t) => t.text).join(' | ')}`).join('\n');
    assert.ok(talks.length > 150, `${talks.length} talks`);
    assert.ok((100 * differ.length) / talks.length <= most, `${differ.length} of ${talks.length} differ\n${list}`);
  });
