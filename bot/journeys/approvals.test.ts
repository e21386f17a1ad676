/** Several members and one order: who answers, who hears of it, what comes back unanswered, what passes by itself. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aShop, CUSTOMER_PHONE, MANAGER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { only, startWalk, type Walk } from './walk.ts';

let walk: Walk;
/** Every e-mail that left, as `to: subject`. */
const mails: string[] = [];
before(async () => {
  walk = await startWalk({ shops: [aShop('maison', { approval: { auto_below: 2000 } })] });
  walk.parts.mail = async (to, subject) => {
    mails.push(`${to}: ${subject}`);
  };
  await says('/equipe', MANAGER_PHONE);
  await says('/equipe');
});
after(() => walk.close());

const says = async (text: string, member = OWNER_PHONE) => {
  const answer = await walk.says(member, text);
  await walk.quiet();
  return answer;
};
const heard = (phone: string, since: number) => walk.graph.sent.slice(since).filter((message) => message.to === phone);
const orderRow = (short: number) =>
  walk.look('maison', (trx) =>
    trx.selectFrom('orders').selectAll().where('short', '=', short).executeTakeFirstOrThrow(),
  );
const approvalOf = (short: number) =>
  walk.look('maison', (trx) =>
    trx
      .selectFrom('approval')
      .innerJoin('orders', 'orders.id', 'approval.order_id')
      .select(['kind', 'answer', 'changed'])
      .where('orders.short', '=', short)
      .executeTakeFirstOrThrow(),
  );

/** Above the amount under which orders pass by themselves. */
const LARGE = 'Bonjour, 10 éclairs au chocolat et 2 religieuses pour samedi matin svp';

/** Time passes: the next reminder of an order is due now. */
async function patienceEnds(short: number): Promise<void> {
  const shopId = await walk.shopId('maison');
  const { id } = await orderRow(short);
  const ref = await walk.look('maison', async (trx) => {
    const errands = await trx
      .selectFrom('errand')
      .select(['id', 'payload'])
      .where('kind', '=', 'remind_card')
      .orderBy('id')
      .execute();
    const mine = errands.filter((errand) => (errand.payload as unknown as { orderId: number }).orderId === id);
    const latest = String(mine.at(-1)!.id);
    await trx
      .updateTable('work')
      .set({ due_at: new Date(walk.parts.hub.now()) })
      .where('kind', '=', 'errand')
      .where('ref', '=', latest)
      .execute();
    return latest;
  });
  walk.parts.hub.ring([{ work: { kind: 'errand', shopId, ref } }]);
  await walk.quiet();
}

test('the first answer wins; the other members are told once who gave it', async () => {
  const { short, card } = await walk.orders(LARGE);
  assert.match(card.text, /Première commande/);
  assert.match(card.text, /samedi 28 novembre/);
  assert.match(card.text, /«\sle matin\s»/, 'what was said and is no hour');
  await walk.quiet();
  const since = walk.graph.sent.length;
  await walk.approves(card);
  await walk.quiet();
  assert.match(only(heard(MANAGER_PHONE, since)).text, new RegExp(`Olivia a confirmé la commande ${short}`));
  const late = walk.graph.sent.length;
  assert.match((await says(`/refuser ${short} complet`, MANAGER_PHONE)).text, /déjà fait.*Olivia/);
  assert.deepEqual(heard(CUSTOMER_PHONE, late), []);
  assert.equal((await orderRow(short)).status, 'confirmed');
  assert.deepEqual(await approvalOf(short), { kind: 'several', answer: 'accepted', changed: false });
});

test('a card nobody answers comes once more, then by e-mail; an answer ends it', async () => {
  const { short } = await walk.orders(LARGE);
  await walk.quiet();
  let since = walk.graph.sent.length;
  await patienceEnds(short);
  const again = only(heard(MANAGER_PHONE, since));
  assert.match(again.text, /attend encore votre réponse/);
  assert.deepEqual(
    only(heard(OWNER_PHONE, since)).choices.map((choice) => choice.title),
    ['Créer commande', 'Modifier', 'Ignorer'],
  );
  since = walk.graph.sent.length;
  await patienceEnds(short);
  assert.deepEqual(walk.graph.sent.slice(since), [], 'once');
  assert.deepEqual(mails, [`olivia@maison.example: Commande ${short} en attente chez Maison Test`]);
  const answered = await walk.orders(LARGE);
  await walk.quiet();
  await says(`/ignorer ${answered.short}`);
  since = walk.graph.sent.length;
  await patienceEnds(answered.short);
  assert.deepEqual(walk.graph.sent.slice(since), []);
});

test('/equipe: who is there, and who gets what where', async () => {
  const team = (await says('/equipe')).text;
  assert.match(team, /Olivia \(direction\)\n\s+reçoit les nouvelles commandes et les alertes sur WhatsApp/);
  assert.match(team, /olivia@maison\.example/);
  assert.match(team, /Max \(responsable\)/);
});

test('an order under the amount passes by itself, is announced, and one correction puts its kind back to asking', async () => {
  const since = walk.graph.sent.length;
  const told = await walk.says(CUSTOMER_PHONE, 'Bonjour, 3 éclairs au chocolat pour samedi svp');
  assert.match(told.text, /confirmée/);
  await walk.quiet();
  const news = heard(OWNER_PHONE, since).at(-1)!;
  assert.match(news.text, /confirmée automatiquement/);
  assert.ok(news.choices.some((choice) => choice.title === 'Annuler'));
  const short = Number(/Commande (\d+)/.exec(news.text)?.[1]);
  assert.deepEqual(await approvalOf(short), { kind: 'single', answer: 'auto', changed: false });
  const fixed = await says(`/modifier ${short} 4 éclairs au chocolat`);
  assert.match(fixed.text, /vous sera de nouveau demandée/);
  assert.deepEqual(await approvalOf(short), { kind: 'single', answer: 'auto', changed: true });
  const next = await walk.orders('Bonjour, 2 éclairs au café pour samedi svp');
  assert.equal((await orderRow(next.short)).status, 'pending', 'asked about again');
  await walk.quiet();
  const dial = (await says('/confiance')).text;
  assert.match(dial, /un seul produit\s: 1 — 0 sans retouche, 1 corrigées/);
  assert.match(dial, /vous est demandée/);
  assert.match((await says('/confiance simple auto')).text, /passe seule/);
  assert.match((await says('/confiance turlututu')).text, /pas compris.*livraison demander/s);
  await says(`/ignorer ${next.short}`);
  await walk.says(CUSTOMER_PHONE, 'Bonjour, 2 mille-feuilles pour samedi svp');
  await walk.quiet();
  const last = await walk.look('maison', (trx) =>
    trx.selectFrom('orders').select('status').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow(),
  );
  assert.equal(last.status, 'confirmed');
});
