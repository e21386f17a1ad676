/** Deposits and instalments: asked, sent, paid in order, reminded, late; the shop's own rules. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Ctx } from '../../tools/context.ts';
import { scheduleOf } from '../../tools/payments/schedule.ts';
import { unpaidOrders } from '../../tools/payments/unpaid.ts';
import { watchMoney } from '../../tools/payments/watch.ts';
import { consult, inShop } from '../../tools/perform.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import { CUSTOMER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { type MoneyWalk, STAFF_PHONE, startMoneyWalk } from './money-walk.ts';
import { only } from './walk.ts';

const DAY_MS = 24 * 3_600_000;

let money: MoneyWalk;
let skew = 0;
before(async () => {
  money = await startMoneyWalk({ deposits: [{ term: 'arrhes', percent: 40, from_total: 10_000 }] });
  const { hub } = money.walk.parts;
  const real = hub.now;
  hub.now = () => real() + skew;
});
after(() => money.walk.close());

const dues = async (short: number) => {
  const order = await money.orderRow(short);
  const found = await money.walk.look('maison', (trx) => scheduleOf({ trx }, order));
  return found?.instalments.map((one) => [one.dueOn, one.amount, one.open]) ?? null;
};
/** The clock looks at the shop's money. */
async function looks(): Promise<void> {
  const { hub } = money.walk.parts;
  const shop = await shopFacts(hub, await money.walk.shopId('maison'));
  const ctx: Ctx = { hub, shop, actor: { kind: 'system' }, language: 'fr', cause: `watch:${hub.now()}` };
  await inShop(ctx, watchMoney);
  await money.walk.quiet();
}
/** What /impayes answers on the clock's day. */
async function unpaid(): Promise<string> {
  const { hub } = money.walk.parts;
  const shop = await shopFacts(hub, await money.walk.shopId('maison'));
  const actor = { kind: 'member' as const, memberId: 1, role: 'owner' as const, name: 'Olivia' };
  const told = await consult(unpaidOrders, { hub, shop, actor, language: 'fr', cause: 'unpaid' }, {});
  return told.reply!.text;
}
const pays = async (url: string) => {
  const event = money.walk.stripe.pay(await money.walk.opensSession(url));
  assert.equal(await money.walk.hooks(event), 200);
  await money.walk.quiet();
  return event.data.object.amount_total;
};

test('/acompte 30%: the customer is told what it binds to, pays it, then the balance; one invoice at the end', async () => {
  const { short } = await money.confirmed();
  assert.match((await money.says(`/acompte ${short} 30%`, STAFF_PHONE)).text, /réservée à la direction/);
  let since = money.mark();
  const echo = await money.says(`/acompte ${short} 30%`);
  assert.match(echo.text, /Acompte demandé[\s\S]*5,67\s€[\s\S]*28 novembre[\s\S]*13,23\s€[\s\S]*engage les deux côtés/);
  const link = only(money.heard(CUSTOMER_PHONE, since));
  assert.match(link.text, /acompte de 5,67\s€.*vous engage alors, comme nous/);
  assert.match(await (await fetch(link.url!)).text(), /Cette somme est un acompte/);
  since = money.mark();
  assert.equal(await pays(link.url!), 567);
  assert.match(only(money.heard(CUSTOMER_PHONE, since)).text, /5,67\s€ bien reçu.*13,23/);
  assert.deepEqual(await dues(short), [
    ['2026-11-22', 567, 0],
    ['2026-11-28', 1323, 1323],
  ]);
  since = money.mark();
  await money.says(`/lien ${short}`);
  assert.equal(await pays(only(money.heard(CUSTOMER_PHONE, since)).url!), 1323);
  assert.equal((await money.orderRow(short)).payment_status, 'paid');
  const card = await money.says(`/annuler ${short}`);
  assert.match(card.text, /acompte engage les deux côtés/);
});

test('/echeancier 3x sums to the cent, shows itself, is taken back; nonsense is refused', async () => {
  const { short } = await money.confirmed();
  assert.match((await money.says(`/echeancier ${short} toujours`)).text, /«\stoujours\s»[\s\S]*3x/);
  assert.match((await money.says(`/echeancier ${short} 13x`)).text, /12 fois/);
  assert.match((await money.says(`/echeancier ${short}`)).text, /n’a pas d’échéancier/);
  await money.says(`/payee ${short} 0,01€`);
  await money.says(`/echeancier ${short} 4x`);
  const parts = (await dues(short))!;
  assert.deepEqual(
    parts.map(([day]) => day),
    ['2026-11-22', '2026-12-22', '2027-01-22', '2027-02-22'],
  );
  assert.equal(
    parts.reduce((sum, [, amount]) => sum + Number(amount), 0),
    1890,
  );
  assert.equal(
    parts.reduce((sum, [, , open]) => sum + Number(open), 0),
    1889,
  );
  assert.match((await money.says(`/echeancier ${short}`)).text, /1\. .*il reste[\s\S]*4\. /);
  await money.says('/annule-ca');
  assert.equal(await dues(short), null);
});

test('the page of an instalment says which of them it is and what comes after; the last one that nothing does', async () => {
  const { short } = await money.confirmed();
  const since = money.mark();
  await money.says(`/echeancier ${short} 3x`);
  const page = async (url: string) =>
    (await (await fetch(url)).text()).replace(/[\u00a0\u202f]/g, ' ').replace(/<[^>]+>/g, ' ');
  const links = async () => {
    const at = money.mark();
    await money.says(`/lien ${short}`);
    return only(money.heard(CUSTOMER_PHONE, at)).url!;
  };
  const first = only(money.heard(CUSTOMER_PHONE, since)).url ?? (await links());
  assert.match(
    await page(first),
    /Échéance 1 sur 3\s+Ensuite\s:\s+mardi 22 décembre\s+6,30 €\s+vendredi 22 janvier\s+6,30 €[\s\S]*Payer 6,30 €/,
  );
  assert.equal(await pays(first), 630);
  const second = await links();
  assert.match(await page(`${second}?lang=en`), /Instalment 2 of 3\s+After that:\s+Friday,? 22 January/);
  assert.equal(await pays(second), 630);
  assert.match(await page(await links()), /Échéance 3 sur 3\s+Après ce paiement, tout est réglé/);
});

test('the shop’s own rule: from 100 € on arrhes are asked when the order is confirmed, with what they mean', async () => {
  const { card, short } = await money.walk.orders('Bonjour, 40 éclairs au chocolat pour samedi svp');
  const recap = await money.walk.approves(card);
  await money.walk.quiet();
  assert.match(recap.text, /56,00\s€ d’arrhes.*rendons le double/);
  const page = await (await fetch(recap.url!)).text();
  assert.match(page, /Payer 56,00/);
  assert.match(page, /L\. 214-1/);
  assert.equal(await pays(recap.url!), 5600);
  assert.deepEqual(
    (await dues(short))!.map(([, amount, open]) => [amount, open]),
    [
      [5600, 0],
      [8400, 8400],
    ],
  );
  assert.match((await money.says(`/annuler ${short}`)).text, /vous lui devez le double/);
});

test('reminders: before, on the day, after, each once and in the day; late ones are told and listed', async () => {
  const { short } = await money.confirmed();
  await money.says(`/echeancier ${short} 2x 10j`);
  await money.says(`/payee ${short} 9,45€`);
  const about = (phone: string, since: number) =>
    money.heard(phone, since).filter(({ text }) => text.includes(`n° ${short}`) || text.includes(`Commande ${short}`));
  let since = money.mark();
  await looks();
  assert.deepEqual(about(CUSTOMER_PHONE, since), [], 'nothing is due yet');
  const steps: [days: number, words: RegExp, member: boolean][] = [
    [8, /Petit rappel.*9,45/, false],
    [10, /Petit rappel.*9,45/, false],
    [13, /Sauf erreur.*9,45/, true],
    [20, /Sauf erreur.*9,45/, true],
  ];
  for (const [days, words, member] of steps) {
    skew = days * DAY_MS;
    since = money.mark();
    await looks();
    await looks();
    const said = only(about(CUSTOMER_PHONE, since));
    // Outside the window of 24 hours it is the template that carries the link.
    if (!said.template) assert.match(said.text, words);
    assert.equal(about(OWNER_PHONE, since).length, member ? 1 : 0, `after ${days} days`);
  }
  assert.match(await unpaid(), new RegExp(`En retard[\\s\\S]*${short}[\\s\\S]*échéance 2/2`));
  skew = 0;
  await money.says(`/payee ${short}`);
  assert.equal((await money.orderRow(short)).payment_status, 'paid');
});

test('an order whose customer has no thread: nothing is said to be sent, the member gets the link to pass on', async () => {
  const taken = await money.says('/nouvelle Zohra 6 éclairs au chocolat samedi 10h');
  const short = Number(/Commande (\d+)/.exec(taken.text)![1]);
  const since = money.mark();
  const given = await money.says(`/lien ${short}`);
  assert.match(given.text, /pas joignable par écrit/);
  assert.match(given.url ?? '', /\/pay\//);
  assert.match((await money.says(`/acompte ${short} 30%`)).text, new RegExp(`pas joignable par écrit.*/lien ${short}`));
  assert.deepEqual(
    money.walk.graph.sent.slice(since).filter(({ to }) => to !== OWNER_PHONE),
    [],
  );
});
