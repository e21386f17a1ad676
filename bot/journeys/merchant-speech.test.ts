/** What a member says in her own words, by voice, to a card or to a customer; what is taken back. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { SentMessage } from '../fakes/graph.ts';
import { aShop, CUSTOMER_PHONE, MANAGER_PHONE, OWNER_PHONE, PHONE_NUMBER_ID } from '../testing/shop.ts';
import { only, startWalk, type Walk } from './walk.ts';

const STAFF_PHONE = '33644444444';
let walk: Walk;
before(async () => {
  const { members = [], ...shop } = aShop('maison');
  walk = await startWalk({
    shops: [{ ...shop, members: [...members, { name: 'Sami', role: 'staff', phone: `+${STAFF_PHONE}` }] }],
  });
});
after(() => walk?.close());

const says = async (text: string, member = OWNER_PHONE, more: { contextId?: string } = {}) => {
  await walk.quiet();
  const answer = await walk.says(member, text, more);
  await walk.quiet();
  return answer;
};
const taps = async (on: SentMessage, title: string, member = OWNER_PHONE) => {
  const answer = await walk.taps(member, on, title);
  await walk.quiet();
  return answer;
};
const orderRow = (short: number) =>
  walk.look('maison', (trx) =>
    trx.selectFrom('orders').selectAll().where('short', '=', short).executeTakeFirstOrThrow(),
  );
const heard = (since: number, who = CUSTOMER_PHONE) =>
  walk.graph.sent
    .slice(since)
    .filter((message) => message.to === who)
    .map((message) => message.text);
const titles = (message: SentMessage) => message.choices.map((choice) => choice.title);

test('"annule la 156, elle a appelé": one card with the exact command; nothing runs before yes, once after', async () => {
  const short = await walk.confirmed();
  const since = walk.graph.sent.length;
  const card = await says(`annule la ${short}, elle a appelé`);
  assert.match(card.text, new RegExp(`1\\. /annuler ${short} elle a appelé`));
  assert.match(card.text, /Marie Lefebvre/);
  assert.deepEqual(titles(card), ['Oui', 'Non']);
  assert.equal((await orderRow(short)).status, 'confirmed');
  const done = await taps(card, 'Oui');
  assert.match(done.text, new RegExp(`Commande ${short} annulée`));
  assert.equal((await orderRow(short)).status, 'cancelled');
  assert.match((await taps(card, 'Oui')).text, /déjà fait/);
  assert.match(only(heard(since)), /annulée.*elle a appelé/s);
});

test('several commands in one sentence are one card, one "ok" runs them all', async () => {
  const waiting = await walk.orders();
  const other = await walk.confirmed();
  const card = await says(`la ${waiting.short} c'est bon, la ${other} est prête, et plus d'éclairs aujourd'hui`);
  assert.match(
    card.text,
    new RegExp(`1\\. /confirmer ${waiting.short}[\\s\\S]*2\\. /prete ${other}[\\s\\S]*3\\. /rupture éclairs`),
  );
  const done = await says('ok');
  assert.match(done.text, new RegExp(`Commande ${waiting.short} confirmée`));
  assert.match(done.text, new RegExp(`Commande ${other} prête`));
  assert.deepEqual([(await orderRow(waiting.short)).status, (await orderRow(other)).status], ['confirmed', 'ready']);
  const plan = await walk.look('maison', (trx) =>
    trx.selectFrom('plan').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow(),
  );
  assert.equal(plan.state, 'done');
});

test('"non" drops it; a list asked for in words is shown at once', async () => {
  const short = await walk.confirmed();
  await says(`la ${short} est livrée`);
  assert.match((await says('non')).text, /rien n’est fait/);
  assert.equal((await orderRow(short)).status, 'confirmed');
  assert.match((await says('non')).text, /rien en attente/);
  assert.match(
    (await says('qu’est-ce que j’ai samedi ?')).text,
    new RegExp(`samedi 28 novembre[\\s\\S]*^${short} ·`, 'm'),
  );
});

test('a quoted yes answers that plan and not the newest', async () => {
  const [one, two] = [await walk.confirmed(), await walk.confirmed()];
  const first = await says(`la ${one} est prête`);
  await says(`la ${two} est prête`);
  await says('oui', OWNER_PHONE, { contextId: first.id });
  assert.deepEqual([(await orderRow(one)).status, (await orderRow(two)).status], ['ready', 'confirmed']);
});

test('a price in words wants a tap: "oui" does not suffice', async () => {
  const card = await says('le fraisier passe à 31 €');
  assert.match(card.text, /\/prix fraisier 31/);
  assert.match((await says('oui')).text, /touchez/i);
  const price = () =>
    walk.look('maison', (trx) =>
      trx.selectFrom('plan').select('state').orderBy('id', 'desc').executeTakeFirstOrThrow(),
    );
  assert.equal((await price()).state, 'open');
  await taps(card, 'Non');
  assert.equal((await price()).state, 'dropped');
});

test('"oui" after something else was said is not taken for a yes to the plan: its card comes again', async () => {
  const short = await walk.confirmed();
  await says(`la ${short} est prête`);
  await says('/jour');
  const again = await says('oui');
  assert.match(again.text, new RegExp(`/prete ${short}`));
  assert.equal((await orderRow(short)).status, 'confirmed');
  await taps(again, 'Oui');
  assert.equal((await orderRow(short)).status, 'ready');
});

test('an order changed after the card was shown is not touched', async () => {
  const short = await walk.confirmed();
  const card = await says(`la ${short} est prête`);
  await says(`/commande ${short}`, MANAGER_PHONE);
  await says(`/modifier ${short} dimanche 29/11`, MANAGER_PHONE);
  const done = await taps(card, 'Oui');
  assert.match(done.text, /a changé depuis/);
  assert.equal((await orderRow(short)).status, 'confirmed');
});

test('an answer to a card: words that change it, a command without its number, words for the customer', async () => {
  const { short, card } = await walk.orders();
  const changed = await says('3 au lieu de 2, 14h', OWNER_PHONE, { contextId: card.id });
  assert.match(changed.text, /3 × Religieuse/);
  const row = await orderRow(short);
  assert.deepEqual([row.version, row.due_time], [2, '14:00']);
  await says('confirmer', OWNER_PHONE, { contextId: changed.id });
  assert.equal((await orderRow(short)).status, 'confirmed');
  let since = walk.graph.sent.length;
  await says('Bonjour, vous pouvez passer dès 10 h !', OWNER_PHONE, { contextId: changed.id });
  assert.match(only(heard(since)), /passer dès 10 h/);
  since = walk.graph.sent.length;
  const doubtful = await says('on a mis des bougies', OWNER_PHONE, { contextId: changed.id });
  assert.match(doubtful.text, new RegExp(`/message ${short} on a mis des bougies`));
  assert.deepEqual(heard(since), []);
  await taps(doubtful, 'Oui');
  assert.match(only(heard(since)), /bougies/);
});

test('/annule-ca takes back the last command, once, and says what', async () => {
  const short = await walk.confirmed();
  await says(`/prete ${short}`);
  const undone = await says('annule ça');
  assert.match(undone.text, new RegExp(`Repris.*Commande ${short} prête`));
  assert.equal((await orderRow(short)).status, 'confirmed');
  assert.match((await says('/annule-ca')).text, /déjà repris/);
  await says(`/livree ${short}`);
  assert.match((await says('undo')).text, new RegExp(`Repris.*${short}`));
  assert.equal((await orderRow(short)).status, 'confirmed');
});

test('/annule-ca: several orders of one command; what changed since stays; another member’s is not hers', async () => {
  const [one, two] = [await walk.confirmed(), await walk.confirmed()];
  await says(`/prete ${one} ${two}`);
  await says(`/commande ${two}`, MANAGER_PHONE);
  await says(`/livree ${two}`, MANAGER_PHONE);
  const undone = await says('/annule-ca');
  assert.match(undone.text, /a changé depuis/);
  assert.deepEqual([(await orderRow(one)).status, (await orderRow(two)).status], ['confirmed', 'delivered']);
  assert.match((await says('/annule-ca', STAFF_PHONE)).text, /pas de commande à reprendre/);
});

test('several commands on several lines, in one message', async () => {
  const [one, two] = [await walk.confirmed(), await walk.confirmed()];
  const answer = await says(`/prete ${one}\nprete ${two}\n/commandes samedi`);
  for (const what of [`Commande ${one} prête`, `Commande ${two} prête`, 'Commandes du samedi'])
    assert.ok(answer.text.includes(what), `${what}: ${answer.text}`);
});

test('what is refused comes with the nearest three commands, none of them above her role', async () => {
  const short = await walk.confirmed();
  await says(`/livree ${short}`);
  assert.match((await says(`/prete ${short}`)).text, /À essayer.: \/\S+ \d+ · \/\S+ \d+ · \/\S+/);
  assert.match(
    (await says('/prete 9999')).text,
    /n’existe pas[\s\S]*À essayer.: \/prete \d+ · \/prete \d+ · \/commandes/,
  );
  const wrong = (await says('/prete 9998 9999')).text;
  for (const number of ['9998', '9999']) assert.ok(wrong.includes(number), wrong);
  assert.equal(wrong.match(/À essayer|\/commandes/g)?.length, 2, wrong);
  assert.match((await says('/rembourser', STAFF_PHONE)).text, /réservée/);
  const unknown = await says('/remboursements', STAFF_PHONE);
  assert.match(unknown.text, /Vouliez-vous dire/);
  assert.doesNotMatch(unknown.text, /\/(?:rembourser|prix|caisse)\b/);
});

test('/bot off steps aside, /bot lists it, /bot on calls it back, each can be taken back', async () => {
  const short = await walk.confirmed();
  assert.match((await says(`/bot off ${short}`)).text, /se tait avec Marie/);
  const silent = async () =>
    (
      await walk.look('maison', (trx) =>
        trx
          .selectFrom('conversation')
          .select('bot_off_until')
          .where('contact', '=', CUSTOMER_PHONE)
          .executeTakeFirstOrThrow(),
      )
    ).bot_off_until;
  assert.ok(await silent());
  assert.match((await says('/bot')).text, /Marie Lefebvre, jusqu’à/);
  await says('/annule-ca');
  assert.equal(await silent(), null);
  await says(`/bot off ${short}`);
  await says(`/bot on ${short}`);
  assert.equal(await silent(), null);
  assert.match((await says('/bot off')).text, /À taper/);
});

test('the owner answers from her own phone: the bot is silent, her promise is offered as a filled order', async () => {
  const { short } = await walk.orders();
  await walk.quiet();
  const since = walk.graph.sent.length;
  const echo = { phoneNumberId: PHONE_NUMBER_ID, to: CUSTOMER_PHONE, text: 'ok 45 € pour dimanche 15h' };
  await walk.deliver(walk.graph.ownerWrites(echo));
  const offer = await walk.graph.waitFor(
    (message) => message.to === OWNER_PHONE && walk.graph.sent.indexOf(message) >= since,
  );
  await walk.quiet();
  assert.match(offer.text, new RegExp(`/modifier ${short} 29/11/2026 15h`));
  assert.match(offer.text, new RegExp(`/confirmer ${short}`));
  assert.match(offer.text, /45,00.€.*18,90/s);
  assert.deepEqual(heard(since), []);
  await walk.sends(CUSTOMER_PHONE, 'Merci, et pour deux éclairs de plus ?');
  await walk.quiet();
  assert.deepEqual(heard(since), [], 'the bot does not talk over her');
  assert.equal((await orderRow(short)).version, 1);
  await taps(offer, 'Oui');
  const order = await orderRow(short);
  assert.deepEqual([order.status, order.due_date, order.due_time], ['confirmed', '2026-11-29', '15:00']);
  const stored = await walk.look('maison', (trx) =>
    trx.selectFrom('message').select(['conversation_id', 'state']).where('kind', '=', 'echo').execute(),
  );
  assert.deepEqual([only(stored).state, only(stored).conversation_id !== null], ['done', true]);
});

test('/aide narrows to a section and is one message', async () => {
  assert.match((await says('/aide stock')).text, /\/stock/);
  assert.doesNotMatch((await says('/aide facture')).text, /^\/confirmer/m);
  const all = await says('/aide');
  assert.ok(all.text.length <= 4096);
});

test('her words in the same breath as the customer’s: the bot says nothing, and what it had not sent yet stays unsent', async () => {
  await says('/bot on');
  const since = walk.graph.sent.length;
  const conversation = await walk.look('maison', (trx) =>
    trx
      .selectFrom('conversation')
      .select(['id', 'shop_id'])
      .where('contact', '=', CUSTOMER_PHONE)
      .executeTakeFirstOrThrow(),
  );
  const later = new Date(walk.parts.hub.now() + 3_600_000);
  await walk.look('maison', (trx) =>
    trx
      .insertInto('outgoing')
      .values({
        shop_id: conversation.shop_id,
        conversation_id: conversation.id,
        created_at: new Date(walk.parts.hub.now()),
        due_at: later,
        reply: JSON.stringify({ text: 'composed' }),
        cause: 'turn:999999:answer',
        order_id: null,
        order_version: null,
        provider_id: null,
        failure: null,
        sent_at: null,
        billable: null,
        told_at: null,
      })
      .execute(),
  );
  await walk.sends(CUSTOMER_PHONE, 'Bonjour, vous êtes là ?');
  await walk.deliver(
    walk.graph.ownerWrites({ phoneNumberId: PHONE_NUMBER_ID, to: CUSTOMER_PHONE, text: 'Oui, bonjour Marie' }),
  );
  await walk.quiet();
  assert.deepEqual(heard(since), []);
  const unsent = await walk.look('maison', (trx) =>
    trx.selectFrom('outgoing').select('state').where('cause', '=', 'turn:999999:answer').execute(),
  );
  assert.equal(only(unsent).state, 'dropped');
});
