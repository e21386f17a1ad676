/** Money that comes otherwise than it was asked for: too late, twice, an old amount. Each ends with a word and a way on. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { SentMessage } from '../fakes/graph.ts';
import { CUSTOMER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { type MoneyWalk, startMoneyWalk } from './money-walk.ts';
import { only } from './walk.ts';

let money: MoneyWalk;
before(async () => {
  money = await startMoneyWalk();
  // Stripe keeps every page open, as when our word to close one comes too late.
  money.walk.stripe.closing(false);
});
after(() => money?.walk.close());

const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ');
const state = async (short: number) => {
  const { status, payment_status, paid, total } = await money.orderRow(short);
  return { status, payment_status, paid, total };
};
/** Pays a page that was opened before; what the owner hears of it. */
async function pays(session: string): Promise<SentMessage> {
  const since = money.mark();
  assert.equal(await money.walk.hooks(money.walk.stripe.pay(session)), 200);
  await money.walk.quiet();
  return only(money.heard(OWNER_PHONE, since));
}
/** Taps the one button that gives back; what the customer hears of it. */
async function givesBack(on: SentMessage, title: string): Promise<string> {
  const since = money.mark();
  const buttons = on.choices.map((choice) => plain(choice.title));
  assert.deepEqual(buttons, [title]);
  await money.taps(on, on.choices[0]!.title);
  return plain(
    money
      .heard(CUSTOMER_PHONE, since)
      .map(({ text }) => text)
      .join('\n'),
  );
}

test('paid after it was cancelled: told with the button that gives it back, and then it is given back', async () => {
  const { short, payUrl } = await money.confirmed();
  const session = await money.walk.opensSession(payUrl);
  await money.says(`/annuler ${short} plus de chocolat`);
  const told = await pays(session);
  assert.match(plain(told.text), /18,90 € reçus pour la commande \d+, qui est annulée\. À rembourser\./);
  assert.deepEqual(await state(short), { status: 'cancelled', payment_status: 'paid', paid: 1890, total: 1890 });
  assert.match(await givesBack(told, 'Rembourser 18,90 €'), /18,90 €/);
  assert.deepEqual(await state(short), { status: 'cancelled', payment_status: 'refunded', paid: 0, total: 1890 });
});

test('the link of a part and the link of the whole, both paid: what is too much is said and goes back', async () => {
  const { short, payUrl } = await money.confirmed();
  const whole = await money.walk.opensSession(payUrl);
  const since = money.mark();
  await money.says(`/lien ${short} 30%`);
  const part = await money.walk.opensSession(only(money.heard(CUSTOMER_PHONE, since)).url!);
  assert.match(plain((await pays(part)).text), /5,67 €/);
  const told = await pays(whole);
  assert.match(plain(told.text), /18,90 € reçus, soit 5,67 € de trop/);
  assert.deepEqual(await state(short), { status: 'confirmed', payment_status: 'paid', paid: 2457, total: 1890 });
  assert.match(await givesBack(told, 'Rembourser 5,67 €'), /5,67 €/);
  assert.deepEqual(await state(short), { status: 'confirmed', payment_status: 'paid', paid: 1890, total: 1890 });
});

test('the former amount after the order became cheaper: paid, and the rest is one tap away', async () => {
  const { short, payUrl } = await money.confirmed();
  const session = await money.walk.opensSession(payUrl);
  await money.says(`/modifier ${short} 1 éclair au chocolat`);
  const { total } = await state(short);
  assert.equal(total, 1190);
  const told = await pays(session);
  assert.match(plain(told.text), /18,90 € reçus au lieu de 11,90 €\. C’est 7,00 € de trop/);
  await givesBack(told, 'Rembourser 7,00 €');
  assert.deepEqual(await state(short), { status: 'confirmed', payment_status: 'paid', paid: 1190, total });
  const { papers } = await money.rowsOf(short);
  assert.deepEqual(
    papers.map((paper) => [paper.kind, paper.total]),
    [['invoice', 1190]],
    'the invoice never claimed the rest',
  );
});

test('the former amount after the order became dearer: a part, and what is left is said', async () => {
  const { short, payUrl } = await money.confirmed();
  const session = await money.walk.opensSession(payUrl);
  await money.says(`/modifier ${short} 6 éclairs au chocolat`);
  const told = await pays(session);
  assert.match(plain(told.text), /18,90 € reçus au lieu de 29,40 €\. Il reste 10,50 € à régler/);
  assert.deepEqual(told.choices, []);
  assert.deepEqual(await state(short), { status: 'confirmed', payment_status: 'partial', paid: 1890, total: 2940 });
});

test('only the day changed meanwhile: the page of before pays the order like any other', async () => {
  const { short, payUrl } = await money.confirmed();
  const session = await money.walk.opensSession(payUrl);
  await money.says(`/modifier ${short} vendredi`);
  const told = await pays(session);
  assert.doesNotMatch(told.text, /⚠️|au lieu de/);
  assert.match(plain(told.text), /18,90 €/);
  assert.equal((await state(short)).payment_status, 'paid');
});

test('cancelled and paid in the same moment: one comes first, and either way somebody is told what to do', async () => {
  for (let round = 0; round < 4; round++) {
    const { short, payUrl } = await money.confirmed();
    const event = money.walk.stripe.pay(await money.walk.opensSession(payUrl));
    const since = money.mark();
    const [status] = await Promise.all([money.walk.hooks(event), money.walk.says(OWNER_PHONE, `/annuler ${short}`)]);
    assert.equal(status, 200);
    await money.walk.quiet();
    const after = await state(short);
    assert.equal(after.paid, 1890, 'the money is there in any case');
    const back = new RegExp(`^/${after.status === 'cancelled' ? 'rembourser' : 'annuler-rembourser'} ${short} `);
    const offered = money.heard(OWNER_PHONE, since).filter(({ choices }) => choices.some(({ id }) => back.test(id)));
    const button = only(offered).choices.find(({ id }) => back.test(id))!;
    await money.taps(only(offered), button.title);
    assert.deepEqual(await state(short), { status: 'cancelled', payment_status: 'refunded', paid: 0, total: 1890 });
  }
});
