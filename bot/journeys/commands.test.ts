/** What a member can say in her thread, and what happens; what she mistypes, and what she is told. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aShop, CUSTOMER_PHONE, MANAGER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { only, startWalk, type Walk } from './walk.ts';

const STAFF_PHONE = '33644444444';
let walk: Walk;
before(async () => {
  const { members = [], ...shop } = aShop('maison');
  walk = await startWalk({
    shops: [{ ...shop, members: [...members, { name: 'Sami', role: 'staff', phone: `+${STAFF_PHONE}` }] }],
  });
});
after(() => walk.close());

const says = async (text: string, member = OWNER_PHONE) => {
  const answer = await walk.says(member, text);
  await walk.quiet();
  return answer;
};
const orderRow = (short: number) =>
  walk.look('maison', (trx) =>
    trx.selectFrom('orders').selectAll().where('short', '=', short).executeTakeFirstOrThrow(),
  );
const customerHeard = (since: number) =>
  walk.graph.sent
    .slice(since)
    .filter((message) => message.to === CUSTOMER_PHONE)
    .map((message) => message.text);

test('/commandes lists what is under way; /commande shows one with what can be done', async () => {
  const { short } = await walk.orders();
  const list = await says('/commandes');
  assert.match(list.text, new RegExp(`^${short} · Marie Lefebvre · .*Éclair.* · samedi 28 novembre · 18,90\\s€`, 'm'));
  assert.match((await says('commandes samedi')).text, new RegExp(`samedi 28 novembre[^]*^${short} ·`, 'm'));
  assert.match((await says('/commandes demain')).text, /Aucune commande/);
  assert.match((await says('/orders')).text, new RegExp(`^${short} ·`, 'm'));
  const card = await says(`/commande ${short}`);
  assert.deepEqual(
    card.choices.map((choice) => choice.title),
    ['Créer commande', 'Modifier', 'Ignorer'],
  );
  assert.match((await says(`commande 2026-000${short}`)).text, /18,90/);
});

test('ready and delivered: the customer is told once that it is ready, and nothing more', async () => {
  const short = await walk.confirmed();
  const since = walk.graph.sent.length;
  assert.match((await says(`/prete ${short}`)).text, new RegExp(`Commande ${short} prête`));
  assert.match(only(customerHeard(since)), new RegExp(`n° ${short} est prête`));
  assert.match((await says(`/prête ${short}`)).text, /déjà/);
  assert.match((await says(`livree ${short}`)).text, new RegExp(`Commande ${short} livrée`));
  assert.equal(customerHeard(since).length, 1);
  assert.equal((await orderRow(short)).status, 'delivered');
  assert.match((await says(`/prete ${short}`)).text, /livrée/);
  assert.match((await says(`/annuler ${short}`)).text, /livrée/);
  assert.equal((await orderRow(short)).status, 'delivered');
});

test('/annuler with a reason: the customer reads it', async () => {
  const short = await walk.confirmed();
  const since = walk.graph.sent.length;
  assert.match((await says(`/annuler ${short} four en panne`)).text, new RegExp(`Commande ${short} annulée`));
  assert.match(only(customerHeard(since)), /annulée.*four en panne/);
  const order = await orderRow(short);
  assert.deepEqual([order.status, order.cancel_reason], ['cancelled', 'four en panne']);
  assert.match((await says(`/annuler ${short}`, MANAGER_PHONE)).text, /Olivia|telle qu’elle est/);
  assert.match((await says(`/confirmer ${short}`)).text, /annulée/);
});

test('/refuser writes to the customer, /ignorer does not', async () => {
  const refused = await walk.orders();
  await walk.quiet();
  let since = walk.graph.sent.length;
  await says(`/refuser ${refused.short} complet samedi`);
  assert.match(only(customerHeard(since)), /complet samedi/);
  assert.equal((await orderRow(refused.short)).status, 'cancelled');
  const ignored = await walk.orders();
  await walk.quiet();
  since = walk.graph.sent.length;
  const echo = await walk.taps(OWNER_PHONE, ignored.card, 'Ignorer');
  await walk.quiet();
  assert.match(echo.text, /ignorée/);
  assert.equal((await orderRow(ignored.short)).status, 'cancelled');
  assert.deepEqual(customerHeard(since), []);
  await says(`/refuser ${ignored.short} complet dimanche`);
  assert.match(only(customerHeard(since)), /complet dimanche/, 'ignored first, refused after all');
  assert.match((await says(`/refuser ${ignored.short} complet dimanche`)).text, /déjà/);
  assert.equal(customerHeard(since).length, 1);
});

test('a paid order is not cancelled without its money', async () => {
  const { card, short } = await walk.orders();
  const recap = await walk.approves(card);
  await walk.hooks(walk.stripe.pay(await walk.opensSession(recap.url!)));
  await walk.quiet();
  const since = walk.graph.sent.length;
  assert.match((await says(`/annuler ${short}`)).text, /déjà payée/);
  assert.equal((await orderRow(short)).status, 'confirmed');
  assert.deepEqual(customerHeard(since), []);
});

test('/facture before payment: the number now, the PDF in her thread; asked again it is the same paper', async () => {
  const short = await walk.confirmed();
  await says(`/facture ${short}`);
  const sent = walk.graph.sentTo(OWNER_PHONE).findLast((message) => message.documentId !== undefined);
  const number = /F-2026-\d{4}/.exec(sent?.text ?? '')?.[0];
  assert.ok(number, sent?.text);
  assert.equal(
    walk.graph.sentTo(CUSTOMER_PHONE).some((message) => message.text.includes(number)),
    false,
  );
  const again = await says(`facture ${short}`);
  assert.ok(again.documentId && again.text.includes(number));
  const papers = await walk.look('maison', (trx) =>
    trx.selectFrom('paper').selectAll().where('number', '=', number).execute(),
  );
  assert.equal(only(papers).order_id, (await orderRow(short)).id);
});

test('several orders in one command; one that is missing does not stop the others', async () => {
  const [first, second] = [await walk.confirmed(), await walk.confirmed()];
  const answer = await says(`/prete ${first} 9999 ${second}`);
  for (const what of [`Commande ${first} prête`, 'commande 9999 n’existe pas', `Commande ${second} prête`])
    assert.ok(answer.text.toLowerCase().includes(what.toLowerCase()), `${what}: ${answer.text}`);
});

test('what is mistyped, unknown or incomplete is explained and changes nothing', async () => {
  const { short } = await walk.orders();
  await walk.quiet();
  assert.match((await says('/confirmer 9999')).text, /commande 9999 n’existe pas/);
  assert.match((await says('/confirmer')).text, /numéro.*\/confirmer 156/s);
  assert.match((await says('/confirmer abc')).text, /numéro/);
  assert.match((await says(`/commende ${short}`)).text, new RegExp(`commande ${short} `), 'one letter off');
  assert.match((await says('/retou')).text, /\/retour/, 'what follows is missing: an example');
  assert.match((await says(`/anuler 9999`)).text, /n’existe pas/, 'one letter off, and no other that near');
  const unknown = await says('/zzzzz 3');
  assert.equal([...unknown.text.matchAll(/\/\p{L}+/gu)].length, 3, unknown.text);
  assert.match((await says('/livrer 9999')).text, /n’existe pas|\/livree/);
  assert.match((await says('il fait beau')).text, /\/aide/);
  const order = await orderRow(short);
  assert.deepEqual([order.status, order.version], ['pending', 1]);
});

test('/aide names every command a member has', async () => {
  const help = (await says('/aide')).text;
  for (const word of [
    'commandes',
    'commande',
    'confirmer',
    'refuser',
    'ignorer',
    'modifier',
    'prete',
    'livree',
    'annuler',
    'lien',
    'facture',
  ])
    assert.match(help, new RegExp(`^/${word}\\b`, 'm'), word);
  assert.match((await says('aide')).text, /\/confirmer/);
  const narrowed = (await says('/aide facture')).text;
  assert.match(narrowed, /\/facture/);
  assert.doesNotMatch(narrowed, /\/confirmer/);
});

test('staff work like the owner in the thread: what a role may is the tool’s own rule', async () => {
  const { short } = await walk.orders();
  await walk.quiet();
  assert.match((await says(`/confirmer ${short}`, STAFF_PHONE)).text, new RegExp(`Commande ${short} confirmée`));
  const actor = await walk.look('maison', (trx) =>
    trx
      .selectFrom('journal')
      .innerJoin('orders', 'orders.id', 'journal.order_id')
      .select('journal.actor')
      .where('orders.short', '=', short)
      .where('event', '=', 'order.confirmed')
      .executeTakeFirstOrThrow(),
  );
  const { kind, name, role } = actor.actor as { kind: string; name: string; role: string };
  assert.deepEqual([kind, name, role], ['member', 'Sami', 'staff']);
});
