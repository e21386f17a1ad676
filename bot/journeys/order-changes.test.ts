/** A customer changes or cancels what was ordered: at once while it waits, by the members’ tap once it is confirmed. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { OWNER_PHONE } from '../testing/shop.ts';
import { startTalk, type Talk } from './talk.ts';
import { only } from './walk.ts';

let talk: Talk;
before(async () => {
  talk = await startTalk();
  // Her window is open: she reads our own words instead of a template's.
  await talk.says(OWNER_PHONE, '/commandes');
});
after(() => talk.walk.close());

test('a pending order is the customer’s to change: a new card, the old one changes nothing', async () => {
  const from = talk.stranger();
  const { short, card } = await talk.walk.orders(undefined, from);
  const count = await talk.orderCount();
  const since = talk.walk.graph.sent.length;
  const answer = await talk.says(from, 'finalement 4 éclairs');
  assert.match(answer.text, new RegExp(`demande n° ${short} est modifiée[^]*4 × Éclair au chocolat[^]*Total : 22,40`));
  assert.deepEqual(await talk.quantities(short), { 'eclair-chocolat': 4, religieuse: 2 });
  const order = await talk.orderRow(short);
  assert.deepEqual([order.status, order.version, order.total], ['pending', 2, 2240]);
  assert.match(talk.heard(OWNER_PHONE, since)[0]!.text, /a changé sa demande[\s\S]*4 × Éclair/);
  const old = await talk.taps(OWNER_PHONE, card, 'Créer commande');
  assert.match(old.text, /a changé depuis cette carte/);
  assert.equal((await talk.orderRow(short)).status, 'pending');
  await talk.says(from, 'plutôt dimanche à 10h');
  const moved = await talk.orderRow(short);
  assert.deepEqual([moved.due_date, moved.due_time], ['2026-11-29', '10:00']);
  assert.equal(await talk.orderCount(), count);
  assert.match((await talk.says(from, 'annulez ma commande svp')).text, new RegExp(`n° ${short} est annulée`));
  assert.equal((await talk.orderRow(short)).status, 'cancelled');
});

test('a change of a confirmed order is a request; one tap applies exactly what was shown', async () => {
  const from = talk.stranger();
  const short = await talk.confirmed(from);
  const count = await talk.orderCount();
  const since = talk.walk.graph.sent.length;
  const answer = await talk.says(from, 'finalement 4');
  assert.match(
    answer.text,
    /Je transmets ce changement[\s\S]*Avant : 3 × Éclair[\s\S]*Après : 3 × Éclair[\s\S]*4 × Religieuse[\s\S]*Différence : \+8,40/,
  );
  assert.equal((await talk.orderRow(short)).version, 1);
  const request = talk.heard(OWNER_PHONE, since)[0]!;
  assert.match(
    request.text,
    /demande un changement[\s\S]*« ?finalement 4[\s\S]*Avant[\s\S]*Après[\s\S]*Différence : \+8,40\s€, total 27,30/,
  );
  const echo = await talk.taps(OWNER_PHONE, request, 'Appliquer');
  assert.match(echo.text, /modifiée/);
  assert.deepEqual(await talk.quantities(short), { 'eclair-chocolat': 3, religieuse: 4 });
  const order = await talk.orderRow(short);
  assert.deepEqual([order.status, order.version, order.total], ['confirmed', 2, 2730]);
  assert.match(talk.heard(from, since).at(-1)!.text, /a été modifiée[\s\S]*27,30/);
  const again = await talk.taps(OWNER_PHONE, request, 'Appliquer');
  assert.match(again.text, /n’est plus d’actualité/);
  assert.equal((await talk.orderRow(short)).version, 2);
  assert.equal(await talk.orderCount(), count, 'never a new order');
});

test('a request that was replaced is not applied; a refusal tells the customer', async () => {
  const from = talk.stranger();
  const short = await talk.confirmed(from);
  let since = talk.walk.graph.sent.length;
  await talk.says(from, 'ajoutez 2 flans svp');
  const first = talk.heard(OWNER_PHONE, since)[0]!;
  since = talk.walk.graph.sent.length;
  await talk.says(from, 'en fait ajoutez plutôt 1 flan');
  const second = talk.heard(OWNER_PHONE, since)[0]!;
  assert.match((await talk.taps(OWNER_PHONE, first, 'Appliquer')).text, /n’est plus d’actualité/);
  assert.equal((await talk.orderRow(short)).version, 1);
  since = talk.walk.graph.sent.length;
  await talk.taps(OWNER_PHONE, second, 'Refuser');
  assert.match(only(talk.heard(from, since)).text, /ne peut pas faire ce changement/);
  assert.deepEqual(await talk.quantities(short), { 'eclair-chocolat': 3, religieuse: 2 });
  since = talk.walk.graph.sent.length;
  assert.match((await talk.says(from, 'je dois annuler ma commande')).text, /Je transmets votre demande d’annulation/);
  const cancel = talk.heard(OWNER_PHONE, since)[0]!;
  assert.equal((await talk.orderRow(short)).status, 'confirmed');
  await talk.taps(OWNER_PHONE, cancel, 'Annuler');
  assert.equal((await talk.orderRow(short)).status, 'cancelled');
});

test('a change that leaves something open is asked about, with the candidates as buttons', async () => {
  const from = talk.stranger();
  const short = await talk.confirmed(from);
  const asked = await talk.says(from, 'rajoutez un framboisier');
  assert.match(asked.text, /Quelle taille/);
  assert.deepEqual(
    asked.choices.map((choice) => choice.title),
    ['6 parts', '8 parts', '10 parts'],
  );
  const since = talk.walk.graph.sent.length;
  const answer = await talk.taps(from, asked, '8 parts');
  assert.match(answer.text, /Après[\s\S]*1 × Framboisier \(8 parts\)[\s\S]*\+25,50/);
  assert.match(talk.heard(OWNER_PHONE, since)[0]!.text, /Framboisier \(8 parts\)/);
  assert.equal((await talk.orderRow(short)).version, 1);
  assert.match((await talk.says(from, 'je voudrais changer ma commande')).text, /Que souhaitez-vous changer/);
  assert.match((await talk.says(from, 'plutôt dimanche')).text, /Après[\s\S]*dimanche 29 novembre/);
  const fresh = await talk.says(from, 'Bonjour, je voudrais passer une nouvelle commande : 2 flans pour mercredi');
  assert.match(fresh.text, /n° (?!X)\d+ est envoyée/);
});
