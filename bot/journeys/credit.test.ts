/** Papers by message: credit notes, paid orders cancelled, quotes; what is owed and what was received. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CUSTOMER_PHONE, MANAGER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { type MoneyWalk, STAFF_PHONE, startMoneyWalk } from './money-walk.ts';
import { only } from './walk.ts';

let walk: MoneyWalk['walk'];
let says: MoneyWalk['says'];
let taps: MoneyWalk['taps'];
let orderRow: MoneyWalk['orderRow'];
let rowsOf: MoneyWalk['rowsOf'];
let mark: MoneyWalk['mark'];
let heard: MoneyWalk['heard'];
let confirmed: MoneyWalk['confirmed'];
let paidOnline: MoneyWalk['paidOnline'];
before(async () => {
  ({ walk, says, taps, orderRow, rowsOf, mark, heard, confirmed, paidOnline } = await startMoneyWalk());
});
after(() => walk.close());

test('/avoir: lines by quantity, then an amount, never above the invoice', async () => {
  const { short } = await paidOnline();
  assert.match((await says(`/avoir ${short} 1 macaron`)).text, /Il y reste\s: .*clair/);
  assert.match((await says(`/avoir ${short} 9 éclairs`)).text, /3 × /);
  const since = mark();
  const issued = await says(`/avoir ${short} 1 éclair`);
  const { papers } = await rowsOf(short);
  const credit = papers.at(-1)!;
  assert.deepEqual([credit.kind, credit.cancels_id], ['credit_note', papers[0]!.id]);
  assert.match(
    issued.text,
    new RegExp(`${credit.number}(?:.|\\n)*/rembourser ${short} ${(credit.total / 100).toFixed(2).replace('.', ',')}`),
  );
  assert.ok(heard(CUSTOMER_PHONE, since).some((message) => message.documentId && message.text.includes(credit.number)));
  assert.match((await says(`/avoir ${short} 18,90€`)).text, /ne peut pas dépasser/);
  await says(`/avoir ${short}`);
  const all = await rowsOf(short);
  const credits = all.papers.filter((paper) => paper.kind === 'credit_note');
  assert.equal(
    credits.reduce((sum, paper) => sum + paper.total, 0),
    1890,
  );
  assert.match((await says(`/avoir ${short}`)).text, /pas de facture en cours/);
  const numbers = credits.map((paper) => Number(paper.number.slice(-4)));
  assert.equal(numbers[1]! - numbers[0]!, 1);
  await taps(await says(`/rembourser ${short}`), 'Rembourser 18,90 €');
  assert.equal((await rowsOf(short)).papers.length, 3, 'the money goes back on the credit notes that are there');
});

test('an invoiced, unpaid order changes through a credit note and gets a new invoice', async () => {
  const { short } = await confirmed();
  await says(`/facture ${short}`);
  assert.match((await says(`/modifier ${short} 6 éclairs au chocolat`)).text, new RegExp(`/avoir ${short}`));
  assert.match((await says(`/avoir ${short}`)).text, /Avoir A-2026/);
  await says(`/modifier ${short} 6 éclairs au chocolat`);
  assert.equal((await orderRow(short)).total, 2940);
  assert.match((await says(`/payee ${short} virement`)).text, /29,40\s€ reçus par virement/);
  const { papers } = await rowsOf(short);
  assert.deepEqual(
    papers.map((paper) => [paper.kind, paper.total]),
    [
      ['invoice', 1890],
      ['credit_note', 1890],
      ['invoice', 2940],
    ],
  );
});

test('/annuler of a paid order: one tap cancels, credits and refunds; staff hears who can', async () => {
  const { short } = await paidOnline();
  const staff = await says(`/annuler ${short} four en panne`, STAFF_PHONE);
  if (/telle qu’elle est/.test(staff.text)) {
    const now = await says(`/annuler ${short} four en panne`, STAFF_PHONE);
    assert.match(now.text, /réservée/);
    assert.equal(now.choices.length, 0);
  }
  await says(`/commande ${short}`);
  const card = await says(`/annuler ${short} four en panne`);
  assert.match(card.text, /déjà payée\s: 18,90\s€/);
  assert.equal((await orderRow(short)).status, 'confirmed');
  const since = mark();
  const done = await taps(card, 'Annuler, rembourser');
  assert.match(done.text, new RegExp(`Commande ${short} annulée`));
  await taps(card, 'Annuler, rembourser');
  const order = await orderRow(short);
  assert.deepEqual(
    [order.status, order.payment_status, order.cancel_reason],
    ['cancelled', 'refunded', 'four en panne'],
  );
  const { papers, refunds, journal } = await rowsOf(short);
  assert.deepEqual(
    papers.map((paper) => [paper.kind, paper.total]),
    [
      ['invoice', 1890],
      ['credit_note', 1890],
    ],
  );
  assert.equal(only(refunds).state, 'done');
  const decision = only(journal.filter((row) => row.event === 'order.cancelled'));
  assert.deepEqual((decision.data as { refund: number }).refund, 1890);
  const told = heard(CUSTOMER_PHONE, since).map((message) => message.text);
  assert.equal(told.filter((text) => /annulée.*four en panne/.test(text)).length, 1);
  assert.equal(told.filter((text) => /remboursé 18,90/.test(text)).length, 1);
});

test('/impayes shows what is due, late first; /caisse is for owner and manager', async () => {
  const { short } = await confirmed();
  const list = await says('/impayes', STAFF_PHONE);
  assert.match(list.text, new RegExp(`^${short} · Marie Lefebvre · 18,90\\s€ · `, 'm'));
  assert.match(list.text, /Total/);
  assert.match((await says('/caisse', STAFF_PHONE)).text, /réservée/);
  const today = await says('/caisse');
  assert.match(today.text, /^Par virement/m);
  assert.match(today.text, /^Par carte/m);
  assert.match(today.text, /^Remboursements\s: −/m);
  assert.match(today.text, /^TVA 5,5/m);
  const held = await walk.look('maison', (trx) => trx.selectFrom('payment').select('amount').execute());
  const total = held.reduce((sum, row) => sum + row.amount, 0);
  assert.ok(today.text.includes(`Total encaissé\u202f: ${(total / 100).toFixed(2).replace('.', ',')}`), today.text);
  assert.equal(
    (await says('/caisse mois', MANAGER_PHONE)).text.split('\n').slice(1).join(),
    today.text.split('\n').slice(1).join(),
  );
  assert.match((await says('/caisse hier')).text, /Aucun encaissement/);
  assert.match((await says('/caisse patate')).text, /\/caisse mois/);
});

test('/devis: typed in one line, sent with its button, accepted once by tap or yes', async () => {
  const { short: known } = await confirmed();
  assert.ok(known > 0);
  let since = mark();
  assert.match((await says('/devis')).text, /chiffrer/);
  const echo = await says('/devis Marie Lefebvre 4 éclairs au chocolat samedi');
  assert.match(echo.text, /Devis D-2026-0001 pour Marie Lefebvre\s: .*valable jusqu’au mardi 22 décembre/);
  const sent = only(heard(CUSTOMER_PHONE, since));
  assert.match(sent.text, /devis D-2026-0001.*valable/);
  assert.ok(sent.documentId);
  assert.ok(heard(OWNER_PHONE, since).some((message) => message.documentId && message.text.includes('D-2026-0001')));
  const before = await walk.look('maison', (trx) => trx.selectFrom('orders').select('short').execute());
  since = mark();
  const recap = await walk.taps(CUSTOMER_PHONE, sent, 'J’accepte');
  await walk.quiet();
  assert.match(recap.text, /confirmé votre commande/);
  assert.match(only(heard(OWNER_PHONE, since)).text, /Devis D-2026-0001 accepté par Marie Lefebvre/);
  const again = await walk.taps(CUSTOMER_PHONE, sent, 'J’accepte');
  await walk.quiet();
  assert.match(again.text, /déjà accepté/);
  const orders = await walk.look('maison', (trx) => trx.selectFrom('orders').selectAll().orderBy('id').execute());
  assert.equal(orders.length, before.length + 1);
  const order = orders.at(-1)!;
  const paper = await walk.look('maison', (trx) =>
    trx.selectFrom('paper').selectAll().where('number', '=', 'D-2026-0001').executeTakeFirstOrThrow(),
  );
  assert.deepEqual([order.status, order.total, order.due_date], ['confirmed', paper.total, '2026-11-28']);
  const api = (await (await walk.api('/invoices/D-2026-0001')).json()) as Record<string, unknown>;
  assert.deepEqual([api.kind, api.customer, api.total], ['quote', 'Marie Lefebvre', paper.total]);
});

test('/devis of a waiting order: yes confirms it; too late, nothing happens and the shop hears of it', async () => {
  const { short } = await walk.orders();
  await walk.quiet();
  let since = mark();
  assert.match((await says(`/devis ${short}`)).text, /Devis D-2026-\d{4}/);
  assert.match(only(heard(CUSTOMER_PHONE, since)).text, /devis D-2026/);
  const recap = await walk.says(CUSTOMER_PHONE, 'Oui, parfait');
  await walk.quiet();
  assert.match(recap.text, /confirmé votre commande/);
  assert.equal((await orderRow(short)).status, 'confirmed');
  const late = await walk.orders();
  await walk.quiet();
  since = mark();
  await says(`/devis ${late.short}`);
  const sent = only(heard(CUSTOMER_PHONE, since));
  await walk.look('maison', (trx) =>
    trx.updateTable('quote').set({ valid_until: '2026-01-01' }).where('state', '=', 'open').execute(),
  );
  since = mark();
  const refused = await walk.taps(CUSTOMER_PHONE, sent, 'J’accepte');
  await walk.quiet();
  assert.match(refused.text, /plus valable/);
  assert.match(only(heard(OWNER_PHONE, since)).text, /plus valable/);
  assert.equal((await orderRow(late.short)).status, 'pending');
});
