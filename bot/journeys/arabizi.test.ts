/** A customer who writes Tunisian in Latin letters is answered so, from the first word to the payment; members read French. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CUSTOMER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { startWalk, type Walk } from './walk.ts';

let walk: Walk;
before(async () => {
  walk = await startWalk();
});
after(() => walk?.close());

const FRENCH = /(?<!\p{L})(?:vous|votre|souhaitez|nous|bonjour|quel|est)(?!\p{L})/iu;

test('question, order, confirmation and status come in Arabizi; a short answer does not change the language', async () => {
  const hello = await walk.says(CUSTOMER_PHONE, '3aslema');
  assert.match(hello.text, /^3aslema w mar7ba bikom/);
  assert.match(hello.text, /Ektbou « humain »/, 'who writes is said, once');

  const asked = await walk.says(CUSTOMER_PHONE, 'nheb 2 éclairs au chocolat 3aychek');
  assert.match(asked.text, /L anou nhar/);
  assert.doesNotMatch(asked.text, FRENCH);

  const since = walk.graph.sent.length;
  const placed = await walk.says(CUSTOMER_PHONE, 'sebt');
  assert.match(placed.text, /El commande n° 1 wsolet l Maison Test/);
  assert.match(placed.text, /nhar essebt \d+ /);
  assert.match(placed.text, /Total: 7,00\u202f€/);
  assert.doesNotMatch(placed.text, FRENCH);

  const card = await walk.graph.waitFor(
    (message) => message.to === OWNER_PHONE && walk.graph.sent.indexOf(message) >= since,
  );
  assert.match(card.text, /Nouvelle commande (?:n° )?1/);
  const recap = await walk.approves(card);
  assert.match(recap.text, /5bar behi: Maison Test confirmaw el commande n° 1/);
  assert.doesNotMatch(recap.text, FRENCH);

  const status = await walk.says(CUSTOMER_PHONE, 'win wsolet el commande mte3i?');
  assert.match(status.text, /El commande n° 1 mte3kom confirmée/);
  assert.match((await walk.says(CUSTOMER_PHONE, '3aychek barcha')).text, /^3aychkom|^Mar7ba bikom/);
});

test('hours, prices, a person and a change of language', async () => {
  const from = '33640000401';
  assert.match((await walk.says(from, 'brabi wa9tech t7ellou nhar el a7ad?')).text, /(?:ma7loulin|m8al9in)/);
  assert.match((await walk.says(from, '9addech el éclair au chocolat?')).text, /3,50/);
  assert.match((await walk.says(from, 'Bonjour, combien coûte la tarte citron ?')).text, /€/);
  const french = await walk.says(from, 'Je voudrais une tarte citron 6 parts svp');
  assert.match(french.text, /Pour quel jour/, 'who goes on in French is answered in French');
  assert.match((await walk.says(from, 'n7eb na7ki m3a 3abd, mouch robot 3aychek')).text, /équipe/);
});
