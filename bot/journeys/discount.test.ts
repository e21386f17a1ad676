/** /remise: off an order or one line, on the recap, the link, the invoice and what is credited of it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type MoneyWalk, startMoneyWalk } from './money-walk.ts';

let money: MoneyWalk;
before(async () => {
  money = await startMoneyWalk();
});
after(() => money?.walk.close());

type Line = { sku: string; total: number; discount?: number; vat_rate: number };
const factsOf = (canonical: string) => JSON.parse(canonical) as { lines: Line[]; totals: { gross: number } };

test('a tenth off: the customer reads it, pays less, and invoice and credit note say so to the cent', async () => {
  const { short } = await money.confirmed();
  const before = await money.orderRow(short);
  const said = await money.says(`/remise ${short} 10 %`);
  assert.match(said.text, /Remise\s:\s/);
  const order = await money.orderRow(short);
  assert.equal(order.discount, Math.round(before.subtotal / 10));
  assert.equal(order.total, before.total - order.discount);
  await money.says(`/paye ${short} espèces`);
  const { papers } = await money.rowsOf(short);
  const invoice = factsOf(papers.find(({ kind }) => kind === 'invoice')!.canonical);
  const reductions = invoice.lines.filter(({ sku }) => sku === 'REMISE');
  assert.equal(
    reductions.reduce((sum, line) => sum + line.total, 0),
    0 - order.discount,
  );
  assert.equal(invoice.totals.gross, order.total);
  await money.says(`/avoir ${short} 1 religieuse`);
  await money.says(`/avoir ${short}`);
  const notes = (await money.rowsOf(short)).papers.filter(({ kind }) => kind === 'credit_note');
  const [first] = notes.map(({ canonical }) => factsOf(canonical));
  assert.ok(
    first!.lines.some(({ sku, total }) => sku === 'REMISE' && total < 0),
    'its share of the discount',
  );
  assert.equal(
    notes.reduce((sum, note) => sum + note.total, 0),
    order.total,
  );
});

test('off one line, changed, and taken away again; refusals say what to write; it ends with the payment', async () => {
  const { short } = await money.confirmed();
  const before = await money.orderRow(short);
  await money.says(`/remise ${short} éclair 1 €`);
  assert.equal((await money.orderRow(short)).total, before.total - 100);
  await money.says(`/modifier ${short} 4 religieuses`);
  const lines = await money.walk.look('maison', (trx) =>
    trx.selectFrom('order_line').selectAll().where('order_id', '=', before.id).orderBy('position').execute(),
  );
  assert.deepEqual(
    lines.map(({ discount }) => discount),
    [100, 0],
  );
  await money.says(`/remise ${short} éclair 0`);
  await money.says(`/remise ${short} 2 €`);
  const now = await money.orderRow(short);
  assert.deepEqual([now.discount, now.total], [200, now.subtotal - 200]);
  assert.match((await money.says(`/remise ${short} 500 %`)).text, /Précisez la remise/);
  assert.match((await money.says(`/remise ${short}`)).text, /Précisez la remise/);
  assert.match((await money.says(`/remise ${short} brioche 1 €`)).text, /brioche/);
  await money.says(`/paye ${short} espèces`);
  assert.match((await money.says(`/remise ${short} 1 €`)).text, /payée/);
  assert.equal((await money.orderRow(short)).total, now.total);
});

test('a quote of a discounted order carries the discount', async () => {
  const { short } = await money.walk.orders();
  await money.says(`/remise ${short} 10 %`);
  await money.says(`/devis ${short}`);
  const { papers } = await money.rowsOf(short);
  const quote = papers.find(({ kind }) => kind === 'quote')!;
  assert.equal(quote.total, (await money.orderRow(short)).total);
  assert.ok(factsOf(quote.canonical).lines.some(({ sku }) => sku === 'REMISE'));
});
