import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aPaper, SELLER } from '../invoicing/testing-papers.ts';
import { WORKED } from '../invoicing/testing-worked-chains.ts';
import { ereportingCsv } from './ereporting.ts';
import { fecCounts, fecFaults, fecName, fecText } from './fec.ts';
import { daysOf, type Receipt, type Sale } from './sales.ts';
import { journalCsv, vatCsv } from './tables.ts';

const KINDS = new Set(['invoice', 'deposit', 'credit_note']);
const sales: Sale[] = WORKED.filter(({ paper }) => paper.currency === 'EUR' && KINDS.has(paper.kind)).map(
  ({ paper }, index) => ({ id: index + 1, number: paper.number, customerId: 7, facts: paper }),
);
const receipts: Receipt[] = [
  {
    id: 1,
    day: '2026-12-11',
    amount: 2250,
    method: 'card',
    order: '2026-0156',
    customerId: 7,
    name: 'Marie\tLefebvre',
  },
  { id: 2, day: '2026-12-12', amount: -2250, method: 'cash', order: '2026-0156', customerId: 7, name: 'Marie' },
];

test('the FEC of every worked paper holds: 18 columns, each entry balanced, numbers without a gap', () => {
  const text = fecText(sales, receipts)!;
  assert.deepEqual(fecFaults(text), []);
  const rows = text.split('\r\n').filter(Boolean).slice(1);
  assert.ok(rows.length > 60);
  assert.equal(fecName('404833048', daysOf('2026-11')!), '404833048FEC20261130.txt');
  assert.equal(fecText([], []), null);
});

test('a deposit is booked on 4191 and leaves it with the final invoice', () => {
  const deposit = aPaper({ kind: 'deposit', number: 'F-1', lines: [line(14243)] });
  const final = aPaper({
    number: 'F-2',
    lines: [line(30000)],
    deposits: [{ number: 'F-1', issued_at: '2026-12-11', amount: 14243, vat: deposit.totals.vat }],
  });
  const text = fecText([sale(deposit), sale(final)], [])!;
  const legs = text
    .split('\r\n')
    .slice(1)
    .filter(Boolean)
    .map((row) => row.split('\t'))
    .map((cells) => [cells[4], cells[11], cells[12]]);
  assert.deepEqual(legs, [
    ['411000', '142,43', '0,00'],
    ['419100', '0,00', '135,00'],
    ['44571055', '0,00', '7,43'],
    ['411000', '157,57', '0,00'],
    ['419100', '135,00', '0,00'],
    ['44571055', '7,43', '0,00'],
    ['707055', '0,00', '284,36'],
    ['44571055', '0,00', '15,64'],
  ]);
  assert.match(vatCsv([sale(deposit), sale(final)], 'EUR'), /5,5;284,36;15,64/);
});

test('a paper over nothing is no entry and leaves no gap; days rise; a later month goes on counting', () => {
  const free = aPaper({ number: 'F-2', lines: [{ ...line(450), discount: 450, total: 0 }] });
  const paid = (number: string) => aPaper({ number, lines: [line(450)] });
  const text = fecText([sale(paid('F-1')), sale(free), sale(paid('F-3'))], [receipts[1]!, receipts[0]!])!;
  assert.deepEqual(columnOf(text, 2), ['VE000001', 'VE000002', 'BQ000001', 'BQ000002']);
  assert.deepEqual(columnOf(text, 8), ['F-1', 'F-3', '2026-0156']);
  assert.deepEqual(fecFaults(text), []);
  assert.equal(fecText([sale(free)], []), null);
  const before = fecCounts([sale(paid('F-1')), sale(free)], receipts);
  assert.deepEqual(before, { VE: 1, BQ: 2 });
  assert.deepEqual(columnOf(fecText([sale(paid('F-3'))], receipts, before)!, 2), ['VE000002', 'BQ000003', 'BQ000004']);
});

test('no mark of control gets into a field', () => {
  const odd = aPaper({ buyer: { name: 'A\u0000\u0085b\u2028c\ud83d|d\r\ne', business: false } });
  const cells = fecText([sale(odd)], [])!
    .split('\r\n')[1]!
    .split('\t');
  assert.deepEqual([cells[7], cells[10]], ['A b c d e', 'Facture A b c d e']);
});

test('what a final invoice takes off its deposits leaves the journal and the consumers’ table, too', () => {
  for (const seller of [SELLER, { ...SELLER, vat_regime: 'franchise' as const }]) {
    const deposit = aPaper({ kind: 'deposit', number: 'F-1', lines: [line(14243)], seller });
    const taken = { number: 'F-1', issued_at: '2026-12-11', amount: 14243, vat: deposit.totals.vat };
    const final = aPaper({ number: 'F-2', lines: [line(30000)], seller, deposits: [taken] });
    const both = [sale(deposit), sale(final)];
    assert.equal(sumOf(journalCsv(both, 'EUR'), 8), 30000, 'with VAT');
    assert.match(journalCsv(both, 'EUR'), /F-2;Acompte déduit;[^\r]*;-142,43;F-1\r/);
    const consumers = ereportingCsv(both, 'EUR');
    assert.equal(sumOf(consumers, 3) + sumOf(consumers, 4), 30000);
  }
});

test('the check finds what is wrong', () => {
  const text = fecText(sales.slice(0, 1), [])!;
  assert.match(fecFaults(text.replace('\t22,50\t', '\t22,51\t')).join(), /off by 1 cents/);
  assert.match(fecFaults(text.replaceAll('VE000001', 'VE000002')).join(), /after 0/);
  assert.match(fecFaults(text.replace('20261211', '11/12/26')).join(), /the date/);
});

test('tables: credit notes negative, formulas disarmed, consumers by day and rate', () => {
  const credit = sales.find(({ facts }) => facts.kind === 'credit_note')!;
  assert.match(journalCsv([credit], 'EUR'), /Avoir;[^\n]*;-21,33;-1,17;-22,50/);
  const trick = aPaper({ buyer: { name: '=HYPERLINK("x")', business: false } });
  assert.match(journalCsv([sale(trick)], 'EUR'), /"'=HYPERLINK\(""x""\)"/);
  const consumers = ereportingCsv(sales, 'EUR');
  assert.ok(!consumers.includes('Dupont'));
  assert.match(consumers, /2026-12-11;TLB1;20;/);
});

test('sales abroad without VAT stand apart in the VAT summary, and paper by paper in what is reported', () => {
  const abroad = sales.filter(({ facts }) => facts.exemption);
  const summary = vatCsv(abroad, 'EUR');
  // 395.00 and 689.95 delivered, 63.20 credited; 900.00 of services; 380.50 exported.
  assert.match(summary, /0 \(livraisons intracommunautaires\);1021,75;0,00/);
  assert.match(summary, /0 \(services, autoliquidation\);900,00;0,00/);
  assert.match(summary, /0 \(exportations\);380,50;0,00/);
  const reported = ereportingCsv(sales, 'EUR');
  assert.match(reported, /TNT1;0;-63,20;0,00;1;entreprise étrangère;art. 262 ter I;DE;DE123456789;A-2026-0031\r/);
  assert.match(reported, /TNT1;0;900,00;0,00;1;entreprise étrangère;art. 283-2;BE;BE0123456789;/);
  assert.match(reported, /TLB1;5,5;42,66;2,35;1;entreprise étrangère;;DE;DE123456789;/);
});

test('a mixed paper for a consumer is reported as the goods and the services it is made of', () => {
  const part = (total: number, vat_rate: number, operation: 'goods' | 'services') => ({
    ...line(total),
    vat_rate,
    operation,
  });
  const mixed = aPaper({
    operations: 'mixed',
    lines: [part(10550, 5.5, 'goods'), part(6000, 20, 'services'), part(2400, 20, 'goods')],
  });
  const rows = ereportingCsv([sale(mixed)], 'EUR')
    .split('\r\n')
    .slice(1)
    .filter(Boolean);
  assert.deepEqual(rows, [
    '2026-12-11;TLB1;20;20,00;4,00;1;particuliers;;;;',
    '2026-12-11;TLB1;5,5;100,00;5,50;1;particuliers;;;;',
    '2026-12-11;TPS1;20;50,00;10,00;1;particuliers;;;;',
  ]);
});

test('periods: a month, a year, nothing else', () => {
  assert.deepEqual(daysOf('2028-02'), { from: '2028-02-01', to: '2028-02-29' });
  assert.deepEqual(daysOf('2026'), { from: '2026-01-01', to: '2026-12-31' });
  for (const text of ['2026-13', '26', 'novembre']) assert.equal(daysOf(text), null);
});

/** The different values of a column of a FEC, as they come. */
function columnOf(text: string, at: number): string[] {
  const cells = text.split('\r\n').slice(1).filter(Boolean);
  return [...new Set(cells.map((row) => row.split('\t')[at]!))];
}

/** The sum of a column of a table, in cents. */
function sumOf(csv: string, at: number): number {
  const rows = csv.split('\r\n').slice(1).filter(Boolean);
  return rows.reduce((sum, row) => sum + Number(row.split(';')[at]!.replace(',', '')), 0);
}

function line(total: number) {
  return { sku: 'X', name: 'Article', qty: '1', unit: 'piece', unit_price: total, total, vat_rate: 5.5 };
}

function sale(facts: Sale['facts']): Sale {
  return { id: 1, number: facts.number, customerId: 7, facts };
}
