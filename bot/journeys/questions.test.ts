/** Questions to the shop itself: answered from what it recorded, else passed on; a quoted answer goes back to who asked. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { OWNER_PHONE } from '../testing/shop.ts';
import { startTalk, type Talk } from './talk.ts';

let talk: Talk;
before(async () => {
  talk = await startTalk();
});
after(() => talk.walk.close());

const asks = async (from: string, text: string) => (await talk.says(from, text)).text;

test('delivery, allergens, contents, notice, where: from the shop’s own facts', async () => {
  const from = talk.stranger();
  const since = talk.walk.graph.sent.length;
  assert.match(
    await asks(from, 'Bonjour, vous livrez ?'),
    /Nous livrons ici : 75010.*5,00 €, offerte à partir de 80,00 €/,
  );
  assert.match(await asks(from, 'Et dans le 12e ?\nvous livrez là-bas ?'), /Oui, nous livrons \(75012\)/);
  assert.match(await asks(from, 'vous livrez au 69100 ?'), /ne livrons pas.*69100.*venir chercher/);
  assert.match(
    await asks(from, 'il y a des noisettes dans les macarons ?'),
    /allergènes déclarés.*fruits à coque[\s\S]*traces/,
  );
  assert.match(await asks(from, 'C’est quoi le framboisier ?'), /Génoise/);
  assert.match(await asks(from, 'il faut commander combien de temps à l’avance ?'), /24 h à l’avance : .*Framboisier/);
  assert.match(await asks(from, 'vous êtes où exactement ?'), /23 rue des Lilas, 75011 Paris/);
  assert.match(
    await asks(from, 'on est 12, vous conseillez quoi comme gâteau ?'),
    /Pour 12 personnes[\s\S]*2 × Framboisier \(6 parts\) — 40,00/,
  );
  assert.deepEqual(talk.heard(OWNER_PHONE, since), [], 'nobody was disturbed for what is known');
});

test('a draft goes on beside a question, and keeps what was said of it', async () => {
  const from = talk.stranger();
  assert.match(await asks(from, 'un framboisier 6 parts. y a du gluten dedans ?'), /gluten[\s\S]*Pour quel jour/);
  assert.match(await asks(from, 'à 10h si possible'), /^C’est noté\. Pour quel jour/);
  const placed = await asks(from, 'samedi');
  assert.match(placed, /1 × Framboisier \(6 parts\)[\s\S]*samedi 28 novembre à 10 h/);
  assert.doesNotMatch(placed, /gluten/i);
});

test('what no fact answers is passed on; a quoted answer reaches the customer, a quoted "oui" too', async () => {
  const from = talk.stranger();
  for (const [question, answer] of [
    ['je peux payer en deux fois ?', 'Oui bien sûr, la moitié à la commande.'],
    ['Vous pouvez mettre une figurine dessus ?', 'oui'],
  ] as const) {
    const since = talk.walk.graph.sent.length;
    assert.match(await asks(from, question), /transmets votre message/);
    const notice = talk.heard(OWNER_PHONE, since).at(-1)!;
    assert.ok(notice.text.includes(question), notice.text);
    assert.match(notice.text, /citant ce message/);
    const before = talk.walk.graph.sent.length;
    assert.match((await talk.walk.says(OWNER_PHONE, answer, { contextId: notice.id })).text, /réponse part vers/);
    await talk.walk.quiet();
    assert.deepEqual(
      talk.heard(from, before).map(({ text }) => text),
      [answer],
    );
  }
  const unquoted = await talk.walk.says(OWNER_PHONE, 'elle peut venir la régler demain');
  assert.match(unquoted.text, /pas compris[\s\S]*citez sa question/);
  assert.match(await asks(from, 'merci, et quels sont vos horaires ?'), /dimanche/, 'the assistant goes on');
});

test('somebody’s allergy is told to the shop even where the list is known', async () => {
  const from = talk.stranger();
  const since = talk.walk.graph.sent.length;
  const answer = await asks(from, 'ma fille est allergique aux fruits à coque, le framboisier c’est bon ?');
  assert.match(answer, /allergènes déclarés : gluten, lait, œufs[\s\S]*transmets votre message/);
  assert.doesNotMatch(answer, /sans danger|pas de problème|aucun risque/i);
  assert.match(talk.heard(OWNER_PHONE, since).at(-1)!.text, /allergique aux fruits à coque/);
});

test('a notice that a person is wanted is answered by quoting it, and the assistant stays silent', async () => {
  const from = talk.stranger();
  const since = talk.walk.graph.sent.length;
  await asks(from, 'humain');
  const notice = talk.heard(OWNER_PHONE, since).at(-1)!;
  const before = talk.walk.graph.sent.length;
  await talk.walk.says(OWNER_PHONE, 'Bonjour, c’est Lucie. Dites-moi ?', { contextId: notice.id });
  await talk.walk.quiet();
  assert.deepEqual(
    talk.heard(from, before).map(({ text }) => text),
    ['Bonjour, c’est Lucie. Dites-moi ?'],
  );
  const silent = talk.walk.graph.sent.length;
  await talk.walk.sends(from, 'vous êtes ouverts dimanche ?');
  await talk.walk.quiet();
  assert.deepEqual(talk.heard(from, silent), []);
});

test('five a day: somebody who keeps asking does not fill the owner’s telephone', async () => {
  const from = talk.stranger();
  const since = talk.walk.graph.sent.length;
  for (let n = 1; n <= 5; n++)
    assert.match(await asks(from, `Vous pouvez chanter la chanson ${'lala '.repeat(n)}?`), /transmets/);
  assert.match(await asks(from, 'Vous pouvez chanter encore une chanson ?'), /Je ne peux pas répondre à cela/);
  assert.equal(talk.heard(OWNER_PHONE, since).length, 5);
});

test('what was forgotten when the order was placed: the name is noted, the hour and the address change it', async () => {
  const from = talk.stranger();
  await asks(from, 'je voudrais une tarte aux pommes 6 parts pour samedi');
  const since = talk.walk.graph.sent.length;
  const named = await asks(from, 'au nom de Martin');
  const short = Number(/n° (\d+)/.exec(named)![1]);
  assert.match(named, /au nom de Martin/);
  assert.match(talk.heard(OWNER_PHONE, since).at(-1)!.text, new RegExp(`Commande ${short} : au nom de Martin`));
  assert.match(await asks(from, 'à 16h svp'), /est modifiée[\s\S]*samedi 28 novembre à 16 h/);
  const before = talk.walk.graph.sent.length;
  assert.match(
    await asks(from, 'livrée au 5 rue Victor Hugo 69100 Villeurbanne'),
    /est modifiée[\s\S]*Livraison : 5,00/,
  );
  assert.match(talk.heard(OWNER_PHONE, before).at(-1)!.text, /Martin[\s\S]*Hors de votre zone de livraison \(69100\)/);
  const row = await talk.orderRow(short);
  assert.deepEqual([row.status, row.due_time], ['pending', '16:00']);
});

test('"la même chose que la dernière fois": what that was is put before the customer, whose yes orders it', async () => {
  const from = talk.stranger();
  assert.match(await asks(from, 'Bonjour, la même chose que la dernière fois svp'), /Que souhaitez-vous commander/);
  await asks(from, '2 éclairs au café pour mardi');
  const offered = await talk.says(from, 'Bonjour, la même chose que la dernière fois pour samedi svp');
  assert.match(offered.text, /La dernière fois :\n2 × Éclair au café/);
  const orders = await talk.orderCount();
  const placed = await talk.taps(from, offered, 'Oui');
  assert.match(placed.text, /2 × Éclair au café — 7,00[\s\S]*samedi 28 novembre/);
  assert.equal(await talk.orderCount(), orders + 1);
});

test('an order made at the counter is not in the books: the shop hears of it', async () => {
  const from = talk.stranger();
  const since = talk.walk.graph.sent.length;
  const answer = await asks(
    from,
    'bonjour j’ai commandé un fraisier hier par téléphone, je voudrais ajouter des bougies',
  );
  assert.match(answer, /ne vois pas encore de commande[\s\S]*transmets/);
  assert.match(talk.heard(OWNER_PHONE, since).at(-1)!.text, /une commande que je ne trouve pas : «.*bougies/);
});

test('after an order: what it comes to, and when one may come', async () => {
  const from = talk.stranger();
  assert.match(await asks(from, 'où en est ma commande ?'), /ne vois pas encore de commande[\s\S]*transmets/);
  await asks(from, 'un paris-brest 4 parts samedi');
  assert.match(await asks(from, 'combien ça fait en tout ?'), /en attente de confirmation.*Total : 21,00/);
});

test('news from on the way reaches the counter and is no complaint; a nod is answered in a word; a name alone is asked about', async () => {
  const from = talk.stranger();
  await asks(from, 'un paris-brest 4 parts samedi');
  assert.match(await asks(from, 'd’accord'), /^Entendu/);
  const since = talk.walk.graph.sent.length;
  assert.match(await asks(from, 'j’aurai 10 min de retard'), /transmets votre message/);
  assert.match(talk.heard(OWNER_PHONE, since).at(-1)!.text, /10 min de retard/);
  assert.match(await asks(from, 'framboisier ?'), /Framboisier.*6 parts 20,00/, 'the assistant did not fall silent');
});
