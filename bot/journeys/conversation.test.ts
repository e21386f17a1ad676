/** What a customer can ask, and what comes back from facts: every intent in French, some in English and Arabic. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { OWNER_PHONE } from '../testing/shop.ts';
import { startTalk, type Talk } from './talk.ts';

let talk: Talk;
before(async () => {
  talk = await startTalk({ flan: 3, brioche: 40, 'mille-feuille': 0 });
});
after(() => talk.walk.close());

test('price and availability: sizes, what is left, what is sold out, what is made to order', async () => {
  const from = talk.stranger();
  assert.match(
    (await talk.says(from, 'Bonjour, combien coûte le framboisier ?')).text,
    /Framboisier.*6 parts 20,00.*sur commande, 24\sh de délai/,
  );
  assert.match((await talk.says(from, 'il vous reste des flans ?')).text, /Flan vanille.*3,80.*plus que 3/);
  assert.match((await talk.says(from, 'avez-vous de la brioche ?')).text, /Brioche.*en stock/);
  assert.match((await talk.says(from, 'avez-vous des mille-feuilles ?')).text, /Mille-feuille.*épuisé/);
});

test('availability on a day: closed days, notice, and when it is possible', async () => {
  const from = talk.stranger();
  assert.match(
    (await talk.says(from, 'vous avez des framboisiers pour lundi ?')).text,
    /fermés le lundi 23 novembre.*mardi 24 novembre/s,
  );
  assert.match(
    (await talk.says(from, 'vous avez des bûches pour mardi ?')).text,
    /48\sh de délai, donc au plus tôt le mardi 24|ouverts|mercredi 25/s,
  );
  assert.match(
    (await talk.says(from, 'vous avez des framboisiers pour samedi ?')).text,
    /samedi 28 novembre, nous sommes ouverts/,
  );
});

test('hours: the week with its closures, a day, this evening, a feast', async () => {
  const from = talk.stranger();
  assert.match(
    (await talk.says(from, 'Bonjour, quels sont vos horaires ?')).text,
    /dimanche.*8\sh – 13\sh[\s\S]*Fermetures exceptionnelles.*5 décembre.*25 décembre|lundi.*fermé[\s\S]*Fermetures/,
  );
  assert.match(
    (await talk.says(from, 'vous êtes ouverts dimanche prochain ?')).text,
    /ouverts le dimanche 29 novembre.*8\sh – 13\sh/,
  );
  assert.match((await talk.says(from, 'vous êtes ouverts lundi ?')).text, /fermés le lundi 23 novembre.*mardi 24/);
  assert.match((await talk.says(from, 'vous êtes ouverts ce soir ?')).text, /Pas à cette heure-là/);
  assert.match(
    (await talk.says(from, 'êtes-vous ouverts le 25 décembre ?')).text,
    /exceptionnellement fermés le vendredi 25 décembre/,
  );
});

test('status, payment, invoice: from the order that exists', async () => {
  const from = talk.stranger();
  assert.match((await talk.says(from, 'comment puis-je payer ?')).text, /Nous acceptons.*carte bancaire/);
  const { short, card } = await talk.walk.orders(undefined, from);
  assert.match(
    (await talk.says(from, 'où en est ma commande ?')).text,
    new RegExp(`n° ${short} est en attente de confirmation`),
  );
  assert.match(
    (await talk.says(from, 'vous prenez la carte ?')).text,
    /carte bancaire[\s\S]*dès que la boutique a donné son accord/,
  );
  await talk.walk.approves(card, from);
  await talk.walk.quiet();
  const link = await talk.says(from, 'je peux avoir le lien de paiement ?');
  assert.ok(link.url, link.text);
  assert.match(link.text, /18,90[\s\S]*Nous acceptons/);
  assert.match((await talk.says(from, 'je peux avoir ma facture svp ?')).text, /facture/);
  assert.match((await talk.says(from, 'ma commande est prête ?')).text, /confirmée.*18,90/);
});

test('greeting and thanks are short; thanks do not repeat an open question', async () => {
  const from = talk.stranger();
  assert.match((await talk.says(from, 'Bonjour')).text, /^Bonjour et bienvenue/);
  const asked = await talk.says(from, 'je voudrais 2 gâteaux aux fraises pour samedi');
  assert.match(asked.text, /Quelle taille/);
  assert.doesNotMatch((await talk.says(from, 'merci')).text, /\?/);
  await talk.says(from, '8 parts');
  assert.doesNotMatch((await talk.says(from, 'merci beaucoup !')).text, /\?|commander/);
});

test('the same question twice, then a person is offered, then brought', async () => {
  const from = talk.stranger();
  assert.match((await talk.says(from, 'je voudrais 2 framboisiers pour samedi')).text, /Quelle taille/);
  assert.match((await talk.says(from, 'je sais pas trop')).text, /Quelle taille/);
  const offered = await talk.says(from, 'hmm je sais pas');
  assert.match(offered.text, /personne de l’équipe/);
  assert.equal(offered.choices[0]?.id, 'humain');
  assert.match((await talk.says(from, 'bof')).text, /préviens une personne/);
});

test('a complaint and a wish for a person: silence, and the members read what it is about', async () => {
  const from = talk.stranger();
  const short = await talk.confirmed(from);
  const since = talk.walk.graph.sent.length;
  const answer = await talk.says(from, 'C’est inadmissible, les éclairs étaient immangeables hier, je suis très déçue');
  assert.match(answer.text, /désolés.*personne de l’équipe/);
  const told = talk
    .heard(OWNER_PHONE, since)
    .map((message) => message.text)
    .join('\n');
  assert.match(told, /Réclamation de[\s\S]*inadmissible/);
  assert.match(told, new RegExp(`Commande ${short}, confirmée : .*Éclair au chocolat.*18,90`));
  const silent = talk.walk.graph.sent.length;
  await talk.walk.sends(from, 'alors ?');
  await talk.walk.quiet();
  assert.deepEqual(talk.heard(from, silent), []);
});

test('the assistant says who writes: at first, and again after a person hands back', async () => {
  const from = talk.stranger();
  assert.match((await talk.says(from, 'Bonjour')).text, /Assistant automatique.*humain/s);
  assert.doesNotMatch((await talk.says(from, 'quels sont vos horaires ?')).text, /Assistant automatique/);
  await talk.says(from, 'humain');
  await talk.walk.look('maison', (trx) =>
    trx
      .updateTable('conversation')
      .set({
        bot_off_until: new Date(talk.walk.parts.hub.now() - 1000),
        introduced_at: new Date(talk.walk.parts.hub.now() - 60_000),
      })
      .where('contact', '=', from)
      .execute(),
  );
  assert.match(
    (await talk.says(from, 'vous êtes ouverts samedi ?')).text,
    /samedi 28[\s\S]*Assistant automatique.*humain/,
  );
  assert.doesNotMatch((await talk.says(from, 'et dimanche, vous êtes ouverts ?')).text, /Assistant automatique/);
});

test('out of scope and abuse: one polite line', async () => {
  const from = talk.stranger();
  assert.match((await talk.says(from, 'qui va gagner la coupe du monde ?')).text, /Je ne peux pas répondre à cela/);
  assert.match((await talk.says(from, 'allez vous faire foutre bande de connards')).text, /courtois/);
});

test('English and Arabic are answered in English and Arabic', async () => {
  const from = talk.stranger();
  assert.match((await talk.says(from, 'Hello, are you open on Sunday?')).text, /open on Sunday.*8:00|08:00/);
  assert.match((await talk.says(from, 'how much is the framboisier please?')).text, /made to order, 24 hours ahead/);
  const arabic = talk.stranger();
  assert.match((await talk.says(arabic, 'السلام عليكم، هل أنتم مفتوحون يوم الأحد؟')).text, /مفتوحون يوم/);
});
