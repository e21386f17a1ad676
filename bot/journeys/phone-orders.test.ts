/** Orders taken by telephone and typed in a line: nothing of the line is lost, and what is missing is one tap. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type MoneyWalk, startMoneyWalk } from './money-walk.ts';

let money: MoneyWalk;
before(async () => {
  money = await startMoneyWalk();
});
after(() => money?.walk.close());

const orders = () =>
  money.walk.look('maison', (trx) => trx.selectFrom('orders').selectAll().orderBy('id', 'desc').execute());

test('a remark that is no product is kept as the order’s note, on the card and for the kitchen', async () => {
  const card = await money.says('/nouvelle Claire 0611122233 3 éclairs au chocolat sans noix samedi 16h');
  assert.match(card.text, /📝 sans noix/);
  const [order] = await orders();
  assert.deepEqual([order!.note, order!.due_time], ['sans noix', '16:00']);
  assert.match((await money.says('/production samedi')).text, /📝 sans noix/);
  const changed = await money.says(`/modifier ${order!.short} 4 éclairs au chocolat, allergie aux œufs`);
  assert.match(changed.text, /📝 sans noix · allergie aux œufs/, 'the former remark stays');
});

test('a deposit in the line is noted, and both ways to make it one are said', async () => {
  const card = await money.says('/nouvelle Karim 0655443322 12 éclairs au chocolat samedi 15h acompte 20€');
  const [order] = await orders();
  assert.match(card.text, new RegExp(`/acompte ${order!.short} 20€[\\s\\S]*/payee ${order!.short} 20€`));
  await money.says(`/payee ${order!.short} 20€`);
  assert.equal((await orders())[0]!.paid, 2000);
});

test('a size that was not said: one tap makes the order of the whole line, a second tap makes no second one', async () => {
  const before = (await orders()).length;
  const asked = await money.says('/nouvelle Julie 0699887766 2 gâteaux aux fraises samedi 11h sans alcool');
  assert.match(asked.text, /Quelle taille/);
  assert.equal((await orders()).length, before);
  assert.match((await money.says('oui')).text, /\/nouvelle Julie/, 'a bare yes says no size');
  assert.equal((await orders()).length, before);
  const made = await money.taps(asked, '8 parts');
  assert.match(made.text, /2 × Gâteau aux fraises \(8 parts\)/);
  const [order] = await orders();
  assert.deepEqual([order!.note, order!.due_time, order!.customer_name], ['sans alcool', '11:00', 'Julie']);
  assert.match((await money.taps(asked, '8 parts')).text, /déjà fait/);
  assert.equal((await orders()).length, before + 1);
});

test('so many pieces of what is sold in boxes are so many in all; nobody is said to be told who cannot be', async () => {
  await money.says('/nouvelle Léa 30 macarons vendredi matin');
  const [order] = await orders();
  const boxes = async () =>
    (
      await money.walk.look('maison', (trx) =>
        trx.selectFrom('order_line').select(['sku', 'qty']).where('order_id', '=', order!.id).execute(),
      )
    )
      .map(({ sku, qty }) => `${Number(qty)} ${sku}`)
      .sort();
  assert.equal(order!.note, 'le matin');
  assert.deepEqual(await boxes(), ['1 macarons-24', '1 macarons-6']);
  const changed = await money.says(`/modifier ${order!.short} 36 macarons`);
  assert.deepEqual(await boxes(), ['1 macarons-12', '1 macarons-24']);
  assert.match(changed.text, /modifiée\. Le client n’est pas joignable/);
  await money.says(`/modifier ${order!.short} 1 boîte de 6 macarons`);
  assert.deepEqual(
    await boxes(),
    ['1 macarons-12', '1 macarons-24', '1 macarons-6'],
    'a box that is named is one more line',
  );
});

test('goods that are no product of the shop are said to be none', async () => {
  const answer = await money.says('/nouvelle Ahmed 0655667788 2 licornes en sucre samedi');
  assert.match(
    answer.text.replace(/\s/g, ' '),
    /Je ne trouve pas « 2 licornes en sucre » dans votre catalogue.*Rien n’est créé/,
  );
});

test('a remark of a quote is the order’s once the customer says yes', async () => {
  const { short } = await money.walk.orders();
  await money.walk.quiet();
  const phone = (await money.walk.look('maison', (trx) =>
    trx
      .selectFrom('orders')
      .innerJoin('customer', 'customer.id', 'orders.customer_id')
      .select('customer.phone')
      .where('short', '=', short)
      .executeTakeFirstOrThrow(),
  ))!.phone!;
  const since = money.mark();
  await money.says(`/devis Marie ${phone} 12 éclairs au chocolat vendredi, sans noix`);
  const sent = money.heard(phone.slice(1), since).at(-1)!;
  await money.walk.taps(phone.slice(1), sent, sent.choices[0]!.title);
  await money.walk.quiet();
  const [order] = await orders();
  assert.deepEqual([order!.status, order!.note], ['confirmed', 'sans noix']);
});
