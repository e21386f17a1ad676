/** Money by message: paid by hand, in parts, given back. */
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

test('/payee: a part in cash, the rest by card; thanked each time, a deposit invoice and the final one', async () => {
  const { short } = await confirmed();
  let since = mark();
  assert.match(
    (await says(`/payee ${short} 10€ espèces`, STAFF_PHONE)).text,
    /10,00\s€ reçus en espèces.*reste 8,90\s€/,
  );
  assert.deepEqual([(await orderRow(short)).payment_status, (await orderRow(short)).paid], ['partial', 1000]);
  assert.match(only(heard(CUSTOMER_PHONE, since)).text, /10,00\s€ bien reçu.*restera 8,90\s€/);
  assert.match(only(heard(OWNER_PHONE, since)).text, /10,00\s€ reçus.*reste 8,90/);
  since = mark();
  assert.match((await says(`payee ${short} cb`)).text, /8,90\s€ reçus par carte.*payée en entier/);
  const thanks = only(heard(CUSTOMER_PHONE, since));
  assert.match(thanks.text, /8,90\s€ bien reçu[\s\S]*facture F-2026-\d{4}/);
  assert.ok(thanks.documentId);
  const { payments, papers } = await rowsOf(short);
  assert.deepEqual(
    payments.map((row) => [row.provider, row.method, row.amount, (row.recorded_by as { name?: string }).name]),
    [
      ['manual', 'cash', 1000, 'Sami'],
      ['manual', 'card', 890, 'Olivia'],
    ],
  );
  assert.deepEqual(
    papers.map((paper) => [paper.kind, paper.total]),
    [
      ['deposit', 1000],
      ['invoice', 1890],
    ],
  );
  assert.match((await says(`/payee ${short}`)).text, /plus rien à régler/);
  assert.match((await says(`/payee ${short} 5€`)).text, /plus rien à régler/);
  assert.equal((await rowsOf(short)).payments.length, 2);
});

test('/payee: what is not confirmed, not understood, too much', async () => {
  const pending = await walk.orders();
  await walk.quiet();
  assert.match((await says(`/payee ${pending.short}`)).text, new RegExp(`/confirmer ${pending.short}`));
  const { short } = await confirmed();
  assert.match((await says(`/payee ${short} bitcoin`)).text, /«\sbitcoin\s»[\s\S]*\/payee/);
  assert.match((await says(`/payee ${short} -5€`)).text, /-5€/);
  assert.equal((await rowsOf(short)).payments.length, 0);
  assert.match((await says(`/payee ${short} 20€ chèque`)).text, /1,10\s€ de trop[\s\S]*\/rembourser/);
  assert.deepEqual([(await orderRow(short)).payment_status, (await orderRow(short)).paid], ['paid', 2000]);
});

test('/lien 30%: never more than is due; the page asks the part, the rest follows', async () => {
  const { short } = await confirmed();
  assert.match((await says(`/lien ${short} 50€`)).text, /reste 18,90\s€/);
  assert.match((await says(`/lien ${short} beaucoup`)).text, /«\sbeaucoup\s»/);
  let since = mark();
  assert.match((await says(`/lien ${short} 30%`)).text, /5,67\s€/);
  const link = only(heard(CUSTOMER_PHONE, since));
  assert.match(link.text, /une partie.*5,67\s€ sur 18,90/);
  const page = await (await fetch(link.url!)).text();
  assert.match(page, /5,67/);
  assert.match(page, /18,90/);
  since = mark();
  const part = walk.stripe.pay(await walk.opensSession(link.url!));
  assert.equal(part.data.object.amount_total, 567);
  assert.equal(await walk.hooks(part), 200);
  assert.equal(await walk.hooks(part), 200, 'the same news twice');
  await walk.quiet();
  assert.deepEqual([(await orderRow(short)).payment_status, (await orderRow(short)).paid], ['partial', 567]);
  assert.match(only(heard(CUSTOMER_PHONE, since)).text, /5,67\s€ bien reçu.*13,23/);
  assert.match(only(heard(OWNER_PHONE, since)).text, /5,67.*reste 13,23/);
  assert.deepEqual(
    (await rowsOf(short)).papers.map((paper) => [paper.kind, paper.total]),
    [['deposit', 567]],
  );
  since = mark();
  await says(`/lien ${short} 30%`);
  const again = only(heard(CUSTOMER_PHONE, since));
  assert.notEqual(again.url, link.url, 'the same part again is another link');
  assert.equal(await walk.hooks(walk.stripe.pay(await walk.opensSession(again.url!))), 200);
  await walk.quiet();
  since = mark();
  await says(`/lien ${short}`);
  const rest = walk.stripe.pay(await walk.opensSession(only(heard(CUSTOMER_PHONE, since)).url!));
  assert.equal(rest.data.object.amount_total, 1890 - 2 * 567);
  assert.equal(await walk.hooks(rest), 200);
  await walk.quiet();
  assert.equal((await orderRow(short)).payment_status, 'paid');
  const papers = (await rowsOf(short)).papers;
  assert.deepEqual(
    papers.map((paper) => [paper.kind, paper.total]),
    [
      ['deposit', 567],
      ['deposit', 567],
      ['invoice', 1890],
    ],
  );
  const final = JSON.parse(papers[2]!.canonical) as { deposits: { amount: number }[]; totals: { due: number } };
  assert.deepEqual([final.deposits.map((deposit) => deposit.amount), final.totals.due], [[567, 567], 0]);
});

test('/rembourser asks for a tap; the tap gives back once, with its credit note', async () => {
  const { short, session } = await paidOnline();
  assert.match((await says(`/rembourser ${short}`, STAFF_PHONE)).text, /réservée à la direction/);
  assert.match((await says(`/rembourser ${short} 99€`)).text, /18,90\s€ au plus/);
  const asked = await says(`/rembourser ${short} 5€`);
  assert.equal(walk.stripe.refunds.filter((refund) => refund.payment_intent !== null).length, 0);
  assert.equal(only(asked.choices).id, `/rembourser ${short} 5,00 v1`);
  const since = mark();
  await taps(asked, only(asked.choices).title);
  await taps(asked, only(asked.choices).title, MANAGER_PHONE);
  const made = walk.stripe.refunds.filter((refund) =>
    refund.metadata.order?.endsWith(`-${String(short).padStart(4, '0')}`),
  );
  assert.deepEqual([only(made).amount, only(made).status], [500, 'succeeded']);
  const { payments, papers, refunds } = await rowsOf(short);
  assert.deepEqual(
    payments.map((row) => [row.kind, row.amount]),
    [
      ['payment', 1890],
      ['refund', -500],
    ],
  );
  assert.deepEqual([only(refunds).state, only(refunds).amount], ['done', 500]);
  const credit = papers.find((paper) => paper.kind === 'credit_note')!;
  assert.deepEqual([credit.total, credit.cancels_id], [500, papers[0]!.id]);
  assert.match(credit.number, /^A-2026-\d{4}$/);
  assert.equal(only(refunds).paper_id, credit.id);
  const order = await orderRow(short);
  assert.deepEqual([order.payment_status, order.paid, order.credited, order.version], ['paid', 1390, 500, 2]);
  const told = heard(CUSTOMER_PHONE, since);
  assert.match(only(told).text, new RegExp(`remboursé 5,00\\s€(?:.|\\n)*avoir ${credit.number}`));
  assert.ok(only(told).documentId);
  assert.ok(heard(OWNER_PHONE, since).some((message) => message.documentId && message.text.includes(credit.number)));
  for (const type of ['refund.created', 'refund.updated', 'charge.refunded', 'charge.refunded']) {
    assert.equal(await walk.hooks(walk.stripe.refundEvent(type, only(made).id)), 200, type);
  }
  await walk.quiet();
  assert.equal((await rowsOf(short)).payments.length, 2, 'news of what we did changes nothing');
  const rest = await says(`/rembourser ${short}`);
  assert.match(rest.text, /13,90/);
  await taps(rest, only(rest.choices).title);
  const end = await orderRow(short);
  assert.deepEqual([end.payment_status, end.paid], ['refunded', 0]);
  assert.match((await says(`/rembourser ${short}`)).text, /rien à rembourser/);
  assert.equal(walk.stripe.sessionAt !== undefined && session.length > 0, true);
  const api = (await (await walk.api(`/invoices/${credit.number}`)).json()) as Record<string, unknown>;
  assert.deepEqual([api.kind, api.total, api.cancels], ['credit_note', 500, papers[0]!.number]);
});

test('a refund that Stripe refuses: the members hear why, the books stand, and it can be asked again', async () => {
  const { short } = await paidOnline();
  walk.stripe.refuseRefunds('The charge is disputed');
  const since = mark();
  await taps(await says(`/rembourser ${short} 18,90`), 'Rembourser 18,90 €');
  assert.ok(heard(OWNER_PHONE, since).some((message) => /échoué \(The charge is disputed\)/.test(message.text)));
  assert.equal((await orderRow(short)).paid, 1890);
  assert.equal(only((await rowsOf(short)).refunds).state, 'failed');
  walk.stripe.refuseRefunds(null);
  await taps(await says(`/rembourser ${short}`), 'Rembourser 18,90 €');
  const { papers, payments } = await rowsOf(short);
  assert.equal(
    papers.filter((paper) => paper.kind === 'credit_note').length,
    1,
    'the credit note of the first try serves',
  );
  assert.equal(
    payments.reduce((sum, row) => sum + row.amount, 0),
    0,
  );
});

test('a broken line: the refund is made once; one that fails afterwards is put back', async () => {
  const { short } = await paidOnline();
  walk.stripe.failNext({ drop: 'after' });
  await taps(await says(`/rembourser ${short} 4€`), 'Rembourser 4,00 €');
  await walk.until('the refund', async () => (await rowsOf(short)).refunds[0]?.state === 'done');
  const { refunds } = await rowsOf(short);
  const id = only(refunds).provider_ref!;
  assert.equal(walk.stripe.refunds.filter((refund) => refund.metadata.refund === String(only(refunds).id)).length, 1);
  const since = mark();
  assert.equal(await walk.hooks(walk.stripe.refundEvent('refund.failed', id, 'lost_or_stolen_card')), 200);
  assert.equal(await walk.hooks(walk.stripe.refundEvent('refund.updated', id)), 200);
  await walk.quiet();
  const order = await orderRow(short);
  assert.deepEqual([order.payment_status, order.paid], ['paid', 1890]);
  assert.match(only(heard(OWNER_PHONE, since)).text, /échoué \(lost_or_stolen_card\)/);
});

test('a refund made in Stripe’s dashboard is found, credited, told once', async () => {
  const { short, session } = await paidOnline();
  const made = walk.stripe.refundInDashboard(session, 700);
  const since = mark();
  assert.equal(await walk.hooks(walk.stripe.refundEvent('charge.refunded', made.id)), 200);
  await walk.quiet();
  assert.equal(await walk.hooks(walk.stripe.refundEvent('refund.created', made.id)), 200);
  await walk.quiet();
  const { payments, papers } = await rowsOf(short);
  assert.deepEqual(
    payments.map((row) => row.amount),
    [1890, -700],
  );
  assert.deepEqual(
    papers.map((paper) => [paper.kind, paper.total]),
    [
      ['invoice', 1890],
      ['credit_note', 700],
    ],
  );
  assert.match(only(heard(OWNER_PHONE, since)).text, /7,00\s€ remboursés depuis Stripe/);
  assert.match(only(heard(CUSTOMER_PHONE, since)).text, /remboursé 7,00/);
});

test('/payee taken back: a counter-entry, the invoice credited; /payee again issues the next one', async () => {
  const { short } = await confirmed();
  assert.match((await says(`/payee ${short} 12345`)).text, /est-ce un montant/);
  await says(`/payee ${short} virement`);
  assert.equal((await orderRow(short)).payment_status, 'paid');
  assert.match((await says('/annule-ca')).text, /paiement de 18,90\s€[\s\S]*A-2026-\d{4}/);
  assert.deepEqual([(await orderRow(short)).payment_status, (await orderRow(short)).paid], ['unpaid', 0]);
  await says(`/payee ${short} cb`);
  const { payments, papers } = await rowsOf(short);
  assert.deepEqual(
    payments.map((row) => [row.kind, row.method, row.amount]),
    [
      ['payment', 'transfer', 1890],
      ['correction', 'transfer', -1890],
      ['payment', 'card', 1890],
    ],
  );
  assert.deepEqual(
    papers.map((paper) => paper.kind),
    ['invoice', 'credit_note', 'invoice'],
  );
});

test('/lien taken back: the page no longer asks for money', async () => {
  const { short } = await confirmed();
  const since = mark();
  await says(`/lien ${short} 10€`);
  const link = only(heard(CUSTOMER_PHONE, since));
  assert.match((await says('/annule-ca')).text, /fermé/);
  assert.equal((await walk.presses(link.url!)).status, 409);
});

test('/facture before payment says what is to be paid; of an order that was given back it is the credit note', async () => {
  const { short } = await confirmed();
  assert.match((await says(`/facture ${short}`)).text, /À régler\s: 18,90\s€/);
  await says(`/payee ${short} espèces`);
  await taps(await says(`/rembourser ${short}`), 'Rembourser 18,90 €');
  const { papers, refunds } = await rowsOf(short);
  assert.deepEqual(
    papers.map((paper) => paper.kind),
    ['invoice', 'credit_note'],
  );
  assert.equal(only(refunds).state, 'done', 'what was paid by hand is noted as given back at once');
  assert.match((await says(`/facture ${short}`)).text, new RegExp(papers[1]!.number));
  assert.equal((await rowsOf(short)).papers.length, 2);
  assert.match((await says(`/payee ${short}`)).text, /plus rien à régler/);
  assert.match((await says(`/payee ${short} 18,90€ cb`)).text, /payée en entier/);
  assert.equal((await orderRow(short)).payment_status, 'paid');
  assert.equal((await rowsOf(short)).papers.at(-1)!.kind, 'invoice');
});
