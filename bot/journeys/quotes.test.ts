/** Quotes as a member types them and a customer answers: for whom, until when, the yes in the thread, too late. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CUSTOMER_PHONE } from '../testing/shop.ts';
import { type MoneyWalk, startMoneyWalk } from './money-walk.ts';

let money: MoneyWalk;
before(async () => {
  money = await startMoneyWalk();
});
after(() => money?.walk.close());

const quotes = () =>
  money.walk.look('maison', (trx) =>
    trx
      .selectFrom('paper')
      .innerJoin('quote', 'quote.paper_id', 'paper.id')
      .select(['paper.number', 'paper.canonical', 'paper.total', 'quote.state', 'quote.order_id', 'quote.valid_until'])
      .orderBy('paper.id', 'desc')
      .execute(),
  );

test('a quote is for whom the line says, at its head or behind "pour"', async () => {
  for (const [typed, name] of [
    ['/devis 2 éclairs au chocolat et 3 religieuses au chocolat pour Dupont', 'Dupont'],
    ['/devis pour Dupont 2 éclairs au chocolat', 'Dupont'],
    ['/devis 2 éclairs au chocolat pour samedi pour Mme Le Goff', 'Mme Le Goff'],
    ['/devis 20 éclairs au chocolat pour M. Martin samedi', 'M. Martin'],
    ['/devis Sophie Bernard 2 éclairs au chocolat pour samedi', 'Sophie Bernard'],
  ] as const) {
    const said = await money.says(typed);
    assert.match(said.text, /D-2026-/, `${typed}: ${said.text}`);
    const [quote] = await quotes();
    const facts = JSON.parse(quote!.canonical) as { buyer: { name: string }; lines: { qty: string }[] };
    assert.equal(facts.buyer.name, name, typed);
    assert.ok(facts.lines.length >= 1);
  }
  assert.match((await money.says('/devis 2 éclairs au chocolat pour samedi')).text, /Pour qui est ce devis/);
});

test('the customer’s yes in the thread turns the quote into a confirmed order at its prices; a second yes changes nothing', async () => {
  const { short } = await money.walk.orders();
  const since = money.mark();
  await money.says(`/devis ${short}`);
  const sent = money.heard(CUSTOMER_PHONE, since).at(-1)!;
  assert.match(sent.text, /D-2026-/);
  const answer = await money.walk.says(CUSTOMER_PHONE, 'Oui, c’est d’accord');
  await money.walk.quiet();
  const [quote] = await quotes();
  assert.equal(quote!.state, 'accepted', answer.text);
  const order = await money.orderRow(short);
  assert.deepEqual([order.status, order.total], ['confirmed', quote!.total]);
});

test('a quote that is over is not accepted any more, and the shop hears of it', async () => {
  const { short } = await money.walk.orders();
  const since = money.mark();
  await money.says(`/devis ${short}`);
  const sent = money.heard(CUSTOMER_PHONE, since).at(-1)!;
  const [open] = await quotes();
  await money.walk.look('maison', (trx) =>
    trx.updateTable('quote').set({ valid_until: '2026-11-01' }).where('order_id', '=', open!.order_id).execute(),
  );
  await money.walk.taps(CUSTOMER_PHONE, sent, sent.choices[0]!.title);
  await money.walk.quiet();
  const [quote] = await quotes();
  assert.equal(quote!.state, 'open');
  assert.equal((await money.orderRow(short)).status, 'pending');
});

test('a discount is typed in a line or for the whole, stands on the paper, and is kept by the order of a yes', async () => {
  const off = async (typed: string) => {
    const said = await money.says(typed);
    assert.match(said.text, /D-2026-/, `${typed}: ${said.text}`);
    const [quote] = await quotes();
    const facts = JSON.parse(quote!.canonical) as {
      lines: { sku: string; discount?: number; total: number }[];
      totals: { gross: number };
    };
    return { quote: quote!, facts, gross: facts.totals.gross };
  };
  const plain = await off('/devis 12 éclairs au chocolat et 3 religieuses au chocolat pour Dupont');
  const [eclairs, religieuses] = plain.facts.lines;
  const line = await off('/devis 12 x éclairs au chocolat -10% et 3 religieuses au chocolat pour Dupont');
  assert.deepEqual(
    line.facts.lines.map(({ discount, total }) => [discount ?? 0, total]),
    [
      [eclairs!.total / 10, (eclairs!.total * 9) / 10],
      [0, religieuses!.total],
    ],
  );
  assert.equal(line.gross, plain.gross - eclairs!.total / 10);
  const whole = await off('/devis 12 éclairs au chocolat et 3 religieuses au chocolat remise 5€ pour Dupont');
  assert.equal(whole.gross, plain.gross - 500);
  const rate = await off('/devis 12 éclairs au chocolat, 3 religieuses au chocolat, remise 10 % pour Dupont samedi');
  assert.equal(rate.gross, (plain.gross * 9) / 10);
  assert.match((await money.says('/devis 12 éclairs au chocolat remise 500€ pour Dupont')).text, /D-2026-|remise/);
  assert.match((await money.says('/devis 12 éclairs au chocolat -500€ pour Dupont')).text, /dépasse son prix/);
  assert.match(
    (await money.says('/devis 12 éclairs au chocolat remise amicale pour Dupont')).text,
    /pas compris la remise/,
  );
});

test('a quote typed without an order: its yes in the thread makes the order once, at the quote’s prices', async () => {
  const { name } = await money.walk.look('maison', (trx) =>
    trx.selectFrom('customer').select('name').where('phone', 'like', `%${CUSTOMER_PHONE}`).executeTakeFirstOrThrow(),
  );
  const since = money.mark();
  const said = await money.says(`/devis ${name} +${CUSTOMER_PHONE} 12 éclairs au chocolat -10%, remise 2 € vendredi`);
  assert.match(said.text, /D-2026-/);
  const sent = money.heard(CUSTOMER_PHONE, since).at(-1)!;
  assert.match(sent.text, /D-2026-/);
  const [open] = await quotes();
  assert.equal(open!.order_id, null);
  await money.walk.taps(CUSTOMER_PHONE, sent, sent.choices[0]!.title);
  await money.walk.quiet();
  await money.walk.taps(CUSTOMER_PHONE, sent, sent.choices[0]!.title);
  await money.walk.quiet();
  const [quote] = await quotes();
  assert.equal(quote!.state, 'accepted');
  const orders = await money.walk.look('maison', (trx) =>
    trx.selectFrom('orders').selectAll().where('id', '=', quote!.order_id).execute(),
  );
  assert.deepEqual(
    orders.map(({ status, total, discount }) => [status, total, discount]),
    [['confirmed', quote!.total, 200]],
  );
  const all = await money.walk.look('maison', (trx) =>
    trx
      .selectFrom('journal')
      .select('id')
      .where('event', '=', 'quote.accepted')
      .where('order_id', '=', quote!.order_id)
      .execute(),
  );
  assert.equal(all.length, 1);
});
