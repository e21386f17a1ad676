/** Deposits that products ask for; what cancelling means for an acompte and for arrhes, in money, for either side. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CUSTOMER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { officeVisitor } from '../testing/visitor.ts';
import { type MoneyWalk, STAFF_PHONE, startMoneyWalk } from './money-walk.ts';
import { only } from './walk.ts';

let money: MoneyWalk;
before(async () => {
  money = await startMoneyWalk();
});
after(() => money.walk.close());

/** An order whose deposit of 5.67 (30 %) is paid online. */
async function withDeposit(term: 'acompte' | 'arrhes') {
  const { short } = await money.confirmed();
  const since = money.mark();
  await money.says(`/acompte ${short} 30% ${term}`);
  const link = only(money.heard(CUSTOMER_PHONE, since)).url!;
  assert.equal(await money.walk.hooks(money.walk.stripe.pay(await money.walk.opensSession(link))), 200);
  await money.walk.quiet();
  assert.equal((await money.orderRow(short)).paid, 567);
  return short;
}

test('a product’s own deposit: set by message, asked with the confirmation, taken back', async () => {
  const set = await money.says('/acompte-produit religieuse au chocolat 50% arrhes');
  assert.match(set.text, /50 % d’arrhes/);
  const since = money.mark();
  const { short } = await money.confirmed();
  const order = await money.orderRow(short);
  const recap = money.heard(CUSTOMER_PHONE, since).find(({ url }) => url)!;
  // Two religieuses at 4.20: half of 8.40.
  assert.match(recap.text, /4,20\s€ d’arrhes/);
  assert.match(await (await fetch(recap.url!)).text(), /4,20/);
  assert.equal(order.total, 1890);
  await money.says('/annule-ca');
  const plain = await money.confirmed();
  assert.match(await (await fetch(plain.payUrl)).text(), /18,90/);
  assert.match((await money.says('/acompte-produit licorne 50%')).text, /licorne/);
  assert.match((await money.says('/acompte-produit éclair au chocolat 150%')).text, /Écrivez par exemple/);
  assert.match((await money.says('/acompte-produit éclair 10€', STAFF_PHONE)).text, /réservée à la direction/);
});

test('the same in the office’s catalogue', async () => {
  const known = { email: 'olivia@maison.example', password: 'correct-horse-battery' };
  const visitor = officeVisitor(money.walk.url, known);
  await visitor.signIn();
  const { html } = await visitor.go('/admin/catalogue?q=macarons');
  const sku = /name="sku" value="([^"]+)"/.exec(html)![1]!;
  const csrf = await visitor.csrf('/admin/catalogue');
  await visitor.go('/admin/catalogue/acompte', { csrf, sku, deposit: '3€' });
  assert.match((await visitor.go('/admin/catalogue?q=macarons')).html, /Acompte : 3,00\s€ d’acompte/);
  await visitor.go('/admin/catalogue/acompte', { csrf, sku, deposit: 'non' });
  assert.match((await visitor.go('/admin/catalogue?q=macarons')).html, /Acompte : aucun/);
});

test('arrhes: the shop withdraws and owes double; both halves are told', async () => {
  const short = await withDeposit('arrhes');
  const card = await money.says(`/annuler ${short}`);
  assert.match(card.text, /vous gardez 5,67\s€[\s\S]*vous lui devez 11,34\s€/);
  assert.deepEqual(
    card.choices.map(({ title }) => title),
    ['Rendre le double', 'Garder les arrhes'],
  );
  const since = money.mark();
  const done = await money.taps(card, 'Rendre le double');
  assert.match(done.text, /versez vous-même 5,67\s€ de plus/);
  const row = await money.orderRow(short);
  assert.deepEqual([row.status, row.paid, row.payment_status], ['cancelled', 0, 'refunded']);
  assert.equal(money.walk.stripe.refunds.at(-1)!.amount, 567);
  assert.ok(money.heard(CUSTOMER_PHONE, since).some(({ text }) => /5,67\s€ de plus vous seront versés/.test(text)));
  const { journal } = await money.rowsOf(short);
  assert.equal((journal.find(({ event }) => event === 'order.cancelled')!.data as { owed?: number }).owed, 567);
});

test('arrhes: the customer withdraws and leaves them; their invoice is credited, no money moves', async () => {
  const short = await withDeposit('arrhes');
  const refunds = money.walk.stripe.refunds.length;
  const since = money.mark();
  const done = await money.taps(await money.says(`/annuler ${short}`), 'Garder les arrhes');
  assert.match(done.text, /Les arrhes de 5,67\s€ sont gardées/);
  const row = await money.orderRow(short);
  assert.deepEqual([row.status, row.paid], ['cancelled', 567]);
  assert.equal(money.walk.stripe.refunds.length, refunds);
  assert.deepEqual(
    (await money.rowsOf(short)).papers.map(({ kind, total }) => [kind, total]),
    [
      ['deposit', 567],
      ['credit_note', 567],
    ],
  );
  assert.ok(money.heard(CUSTOMER_PHONE, since).some(({ text }) => /Les arrhes de 5,67\s€ restent/.test(text)));
});

test('acompte: kept when the customer withdraws, with what was paid beyond it given back', async () => {
  const short = await withDeposit('acompte');
  await money.says(`/payee ${short} 13,23€ espèces`);
  const card = await money.says(`/annuler ${short}`);
  assert.match(card.text, /5,67\s€ sont rendus[\s\S]*garder 5,67\s€ \(le reste de 13,23\s€/);
  const done = await money.taps(card, 'Garder l’acompte');
  assert.match(done.text, /L’acompte de 5,67\s€ est gardé/);
  const row = await money.orderRow(short);
  assert.deepEqual([row.status, row.paid], ['cancelled', 567]);
  const { payments, papers } = await money.rowsOf(short);
  assert.deepEqual(
    payments.map(({ kind, method, amount }) => [kind, method, amount]),
    [
      ['payment', 'card', 567],
      ['payment', 'cash', 1323],
      ['refund', 'cash', -1323],
    ],
  );
  assert.deepEqual(
    papers.map(({ kind, total }) => [kind, total]),
    [
      ['deposit', 567],
      ['invoice', 1890],
      ['credit_note', 1323],
    ],
  );
});

test('acompte: the shop withdraws and gives it back; a second tap changes nothing', async () => {
  const short = await withDeposit('acompte');
  const card = await money.says(`/annuler ${short}`);
  await money.taps(card, 'Annuler, rembourser');
  const row = await money.orderRow(short);
  assert.deepEqual([row.status, row.payment_status], ['cancelled', 'refunded']);
  const before = (await money.rowsOf(short)).payments.length;
  await money.taps(card, 'Garder l’acompte');
  assert.equal((await money.rowsOf(short)).payments.length, before);
  assert.ok(OWNER_PHONE);
});
