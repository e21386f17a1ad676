/** "Vous avez une photo du fraisier ?": the kept photo leaves on every channel, or it is said that there is none. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { SentMessage } from '../fakes/graph.ts';
import { postmark } from '../fakes/inbound-mail.ts';
import { type FakeOpenAI, startFakeOpenAI } from '../fakes/openai.ts';
import { type FakeSmtp, startFakeSmtp } from '../fakes/smtp.ts';
import { bands } from '../testing/pictures.ts';
import { ACCOUNT_ID, aShop, META_CONNECTIONS, OWNER_PHONE, PAGE_ID } from '../testing/shop.ts';
import { ADDRESS, KEY, PATH } from './mail-walk.ts';
import { ME, only, startWalk, type Walk } from './walk.ts';

const WAIT_MS = 25_000;
const FRAISIER = Buffer.from(bands(64, 48, [[200, 30, 40]]));

let walk: Walk;
let smtp: FakeSmtp;
let openai: FakeOpenAI;
before(async () => {
  smtp = await startFakeSmtp();
  openai = await startFakeOpenAI();
  const mail = { channel: 'email' as const, address: ADDRESS, smtp_url: smtp.url, inbound_key: KEY };
  walk = await startWalk({
    shops: [aShop('maison', { connections: [...META_CONNECTIONS, mail] })],
    more: { BURST_MS: '10', OPENAI_API_KEY: openai.apiKey, OPENAI_BASE_URL: openai.url, OPENAI_MODEL: 'fake' },
  });
  await keepPhoto('gâteau aux fraises', FRAISIER);
});
after(async () => {
  await walk?.close();
  await smtp?.close();
  await openai?.close();
});

/** The owner sends a picture with the product's name as its caption; what she is told in the end. */
async function keepPhoto(product: string, bytes: Uint8Array, mime = 'image/png'): Promise<SentMessage> {
  const { graph } = walk;
  await walk.quiet();
  const since = graph.sent.length;
  const mediaId = graph.keepMedia({ mime, bytes });
  const given = { ...ME, from: OWNER_PHONE, media: 'image' as const, mediaId, mime, caption: `/photo ${product}` };
  assert.equal(await walk.deliver(graph.inboundMedia(given)), 200);
  const told = await graph.waitFor(
    (one) => one.to === OWNER_PHONE && graph.sent.indexOf(one) >= since && /enregistrée/.test(one.text),
    WAIT_MS,
  );
  await walk.quiet();
  return told;
}

const upload = (sent: SentMessage) => walk.graph.uploads.find(({ id }) => id === sent.documentId);

test('on WhatsApp: one message, the picture with its name and price as the caption, in whatever language', async () => {
  const asked = [
    ['33650000001', 'Bonjour, vous avez une photo du fraisier ?', /Dites-moi combien/],
    ['33650000002', 'Pouvez-vous m’envoyer une photo du gâteau aux fraises svp ?', /Dites-moi combien/],
    ['33650000003', 'Hi, can I see a picture of the fraisier please?', /Tell me how many/i],
    ['33650000004', 'السلام عليكم، عندكم صورة للفريزييه؟', /./],
    ['33650000005', '3aslema, 3andkom taswira mta3 el fraisier ?', /9oululi/],
  ] as const;
  for (const [from, words, next] of asked) {
    const answer = await walk.says(from, words);
    await walk.quiet();
    assert.equal(answer.type, 'image', `${words}: ${answer.text}`);
    assert.match(answer.text, /Gâteau aux fraises\s?: 6 parts/, words);
    assert.match(answer.text, next);
    assert.deepEqual([upload(answer)?.mime, Buffer.from(upload(answer)!.bytes)], ['image/png', FRAISIER]);
    assert.equal(walk.graph.sentTo(from).length, 1, 'one message a turn');
  }
  const drafts = await walk.look('maison', (trx) => trx.selectFrom('draft').selectAll().execute());
  assert.equal(drafts.length, 0, 'nothing is ordered by asking to see it');
});

test('then "j’en prends 1": the photo was of the product that is spoken of', async () => {
  const from = '33650000006';
  await walk.says(from, 'bonjour vous avez une photo du gâteau aux fraises ?');
  await walk.quiet();
  const placed = await walk.says(from, 'super, j’en prends 1 pour samedi');
  assert.match(placed.text, /Gâteau aux fraises/);
  assert.deepEqual(
    placed.choices.map(({ title }) => title),
    ['6 parts', '8 parts', '10 parts'],
  );
});

test('asked besides an order: the picture and the question are one message; "une photo ?" is of what is being ordered', async () => {
  const from = '33650000007';
  const answer = await walk.says(from, 'Je voudrais 2 gâteaux aux fraises pour samedi, vous avez une photo ?');
  await walk.quiet();
  assert.ok(upload(answer), answer.text);
  assert.deepEqual(
    answer.choices.map(({ title }) => title),
    ['6 parts', '8 parts', '10 parts'],
  );
  const again = await walk.says(from, 'une photo svp');
  await walk.quiet();
  assert.ok(upload(again), again.text);
  assert.equal(walk.graph.sentTo(from).length, 2);
});

test('no photo is kept: said so, and the members are told once, with what to do', async () => {
  const from = '33650000008';
  const since = walk.graph.sent.length;
  for (const words of [
    'Vous avez une photo du paris-brest ?',
    'Vraiment pas de photo du paris-brest ? Envoyez une photo du paris-brest svp',
  ]) {
    const answer = await walk.says(from, words, { name: 'Nadia' });
    await walk.quiet();
    assert.match(answer.text, /pas encore de photo de Paris-Brest\. Je transmets/);
    assert.equal(answer.type, 'text');
  }
  const told = only(walk.graph.sent.slice(since).filter(({ to, text }) => to === OWNER_PHONE && /📷/.test(text)));
  assert.match(told.text, /Nadia demande une photo de Paris-Brest[\s\S]*\/photo Paris-Brest/);
  await keepPhoto('Paris-Brest', bands(60, 40, [[120, 80, 20]]));
  assert.equal((await walk.says(from, 'Vous avez une photo du paris-brest ?')).type, 'image');
});

test('which one is asked where several may be meant; a tap shows it', async () => {
  const from = '33650000009';
  const which = await walk.says(from, 'Bonjour, vous avez des photos ?');
  await walk.quiet();
  assert.match(which.text, /quel produit/);
  assert.deepEqual(which.choices.map(({ title }) => title).sort(), ['Gâteau aux fraises', 'Paris-Brest']);
  const shown = await walk.taps(from, which, 'Paris-Brest');
  assert.equal(shown.type, 'image');
  assert.match(shown.text, /^Paris-Brest|• Paris-Brest/);
});

/** What somebody got on a direct channel after writing `text`. */
async function direct(account: string, from: string, text: string): Promise<SentMessage[]> {
  const since = walk.graph.sent.length;
  assert.equal(await walk.deliver(walk.graph.direct.text({ account, from, text })), 200);
  await walk.graph.waitFor((one) => one.to === from && walk.graph.sent.indexOf(one) >= since, WAIT_MS);
  await walk.quiet();
  return walk.graph.sent.slice(since).filter(({ to }) => to === from);
}

test('on Messenger the file is uploaded; on Instagram the picture is fetched from its address; their echoes are ours', async () => {
  const { graph } = walk;
  const [lea, ines] = ['7000000000000051', '7000000000000052'];
  const onPage = await direct(PAGE_ID, lea, 'Bonjour, une photo du fraisier ?');
  const file = onPage.find(({ type }) => type === 'image')!;
  assert.deepEqual(Buffer.from(upload(file)!.bytes), FRAISIER);
  assert.ok(onPage.some(({ text }) => /Gâteau aux fraises/.test(text)));

  const onInstagram = await direct(ACCOUNT_ID, ines, 'Bonjour, une photo du fraisier ?');
  const picture = onInstagram.find(({ type }) => type === 'image')!;
  const { message } = picture.body as { message: { attachment: { payload: { url: string } } } };
  const fetched = await fetch(message.attachment.payload.url);
  assert.deepEqual([fetched.status, fetched.headers.get('content-type')], [200, 'image/png']);
  assert.deepEqual(Buffer.from(await fetched.arrayBuffer()), FRAISIER);

  for (const sent of [...onPage, ...onInstagram]) await walk.deliver(graph.direct.echoOf(sent));
  await walk.quiet();
  for (const contact of [lea, ines]) {
    const { bot_off_until: until } = await walk.look('maison', (trx) =>
      trx.selectFrom('conversation').select('bot_off_until').where('contact', '=', contact).executeTakeFirstOrThrow(),
    );
    assert.equal(until, null, 'our own picture is not taken for the owner’s');
  }
});

test('by e-mail the picture stands in the letter', async () => {
  const from = 'paul@client.example';
  const call = postmark(PATH, KEY, {
    from,
    to: ADDRESS,
    subject: 'Une photo ?',
    text: 'Bonjour,\nAuriez-vous une photo du gâteau aux fraises ?\nPaul',
  });
  const { path, body, headers } = call;
  const answer = await fetch(`${walk.url}${path}`, { method: 'POST', body: new Uint8Array(body), headers });
  assert.equal(answer.status, 200);
  const letter = await smtp.waitFor(({ to }) => to === from, WAIT_MS);
  assert.match(letter.text, /Gâteau aux fraises/);
  assert.match(letter.html, /<img src="(?:cid:picture@hub|data:image\/png)/);
  assert.deepEqual(
    letter.attachments.map(({ mime, bytes }) => [mime, Buffer.from(bytes).equals(FRAISIER)]),
    [['image/png', true]],
  );
});

test('with a language model: it may ask for the photo of a product, and where it forgets, code does not', async () => {
  assert.match((await walk.says(OWNER_PHONE, '/assistant on')).text, /./);
  await walk.quiet();
  openai.respondWith({ calls: [{ name: 'show_photo', args: { words: 'paris-brest' } }] }, { text: '' });
  const shown = await walk.says('33650000010', 'On voudrait voir de quoi il a l’air, le paris-brest');
  assert.equal(shown.type, 'image', shown.text);
  await walk.quiet();
  openai.respondWith({ text: 'Nos gâteaux sont très beaux.' });
  const kept = await walk.says('33650000011', 'Vous avez une photo du fraisier ?');
  assert.equal(kept.type, 'image', kept.text);
  await walk.quiet();
  assert.match((await walk.says(OWNER_PHONE, '/assistant off')).text, /./);
});
