/** The customer’s words: which made what of an order, and which the shop has learned. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { OWNER_PHONE } from '../testing/shop.ts';
import { startTalk, type Talk } from './talk.ts';

let talk: Talk;
before(async () => {
  talk = await startTalk();
});
after(() => talk.walk.close());

test('/preuve shows the words, and when they were written', async () => {
  const from = talk.stranger();
  await talk.says(from, 'Bonjour, je voudrais 2 gâteaux aux fraises pour samedi 14h svp');
  const placed = await talk.says(from, '8 parts');
  const short = Number(/n° (\d+)/.exec(placed.text)?.[1]);
  const proof = (await talk.says(OWNER_PHONE, `/preuve ${short}`)).text;
  assert.match(proof, /Gâteau aux fraises \(8 parts\)\s: «\s2 gâteaux aux fraises\s» \(dimanche 22 novembre à/);
  assert.match(proof, /«\s8 parts\s»/);
  assert.match(proof, /date\s: «\s.*samedi/);
  const date = (await talk.says(OWNER_PHONE, `/preuve ${short} date`)).text;
  assert.match(date, /date\s: «\s.*samedi/);
  assert.doesNotMatch(date, /8 parts/);
  assert.match((await talk.says(OWNER_PHONE, `/preuve ${short} zzz`)).text, /Rien pour.*date/);
});

test('a word settled by a tap is proposed to the owner once, learned, used, and forgotten', async () => {
  const from = talk.stranger();
  const asked = await talk.says(from, 'je voudrais 2 tralala pour samedi');
  assert.match(asked.text, /trouvé « ?2? ?tralala/);
  assert.ok(asked.choices.length > 3);
  const since = talk.walk.graph.sent.length;
  await talk.taps(from, asked, asked.choices[1]!.title);
  const question = talk
    .heard(OWNER_PHONE, since)
    .find((message) => message.choices.some((one) => one.id.startsWith('/alias')))!;
  assert.match(question.text, /« ?tralala ?» = /);
  assert.match((await talk.taps(OWNER_PHONE, question, 'Oui')).text, /C’est retenu/);
  assert.match((await talk.says(OWNER_PHONE, '/alias')).text, /« ?tralala ?» = /);
  const other = talk.stranger();
  assert.doesNotMatch((await talk.says(other, 'je voudrais 2 tralala pour samedi')).text, /trouvé/);
  assert.match((await talk.says(OWNER_PHONE, '/alias retirer tralala')).text, /ne veut plus dire/);
  assert.match((await talk.says(talk.stranger(), 'je voudrais 2 tralala pour samedi')).text, /trouvé/);
  assert.match((await talk.says(OWNER_PHONE, '/alias le rouge = fraisier')).text, /C’est retenu/);
  assert.match(
    (await talk.says(talk.stranger(), 'je voudrais 2 le rouge pour samedi')).text,
    /Quelle taille pour « ?Gâteau aux fraises/,
  );
});

test('a word a member corrected in an order is proposed to the owner', async () => {
  const from = talk.stranger();
  const { short } = await talk.walk.orders('Bonjour, 2 religieuzes pour samedi', from);
  await talk.walk.quiet();
  const since = talk.walk.graph.sent.length;
  await talk.says(OWNER_PHONE, `/modifier ${short} 0 religieuse, 2 flans`);
  const question = talk
    .heard(OWNER_PHONE, since)
    .find((message) => message.choices.some((one) => one.id.startsWith('/alias')));
  assert.match(question?.text ?? '', /« ?religieuzes ?» = Flan vanille/);
});
