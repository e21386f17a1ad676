/** Voice notes: written down, read back, never believed where nothing was said, and heard once. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Arrival } from '../../tools/conversations/message.ts';
import { type FakeOpenAI, type Step, startFakeOpenAI } from '../fakes/openai.ts';
import { voiceNote } from '../testing/ogg.ts';
import { aShop, CUSTOMER_PHONE, OWNER_PHONE, PHONE_NUMBER_ID } from '../testing/shop.ts';
import { ME, only, startWalk, type Walk } from './walk.ts';

const PAGE = '200000000000001';
const LEA = '7000000000000001';
const OTHER_PHONE = '33655555555';
const MIME = 'audio/ogg; codecs=opus';
let walk: Walk;
let model: FakeOpenAI;
before(async () => {
  model = await startFakeOpenAI();
  // The language model itself is down: the built-in reader answers, as it would without one.
  model.otherwise({ status: 500 } satisfies Step);
  const access_token = 'fake-token';
  const connections = [
    { channel: 'whatsapp' as const, phone_number_id: PHONE_NUMBER_ID, access_token },
    { channel: 'messenger' as const, page_id: PAGE, access_token },
  ];
  walk = await startWalk({
    shops: [aShop('maison', { connections })],
    more: { OPENAI_API_KEY: model.apiKey, OPENAI_BASE_URL: model.url, TRANSCRIBE_MODEL: 'whisper-1' },
  });
});
after(async () => {
  await walk?.close();
  await model?.close();
});

let serial = 0;
const note = (from: string, more: { id?: string } = {}) => {
  serial += 1;
  const mediaId = walk.graph.keepMedia({ mime: MIME, bytes: voiceNote(2, serial) });
  return walk.graph.inboundMedia({
    ...ME,
    from,
    name: 'Marie',
    media: 'audio',
    mediaId,
    mime: MIME,
    voice: true,
    ...more,
  });
};
/** Somebody speaks; the first message they get from then on. */
const speaks = async (from: string) => {
  await walk.quiet();
  const since = walk.graph.sent.length;
  assert.equal(await walk.deliver(note(from)), 200);
  const answer = await walk.graph.waitFor((one) => one.to === from && walk.graph.sent.indexOf(one) >= since, 25_000);
  await walk.quiet();
  return answer;
};
const toldOwner = (since: number) =>
  walk.graph.sent
    .slice(since)
    .filter((one) => one.to === OWNER_PHONE)
    .map((one) => one.text);
const count = (table: 'orders' | 'draft') =>
  walk.look('maison', async (trx) => (await trx.selectFrom(table).selectAll().execute()).length);
const kept = () =>
  walk.look('maison', async (trx) => {
    const rows = await trx.selectFrom('message').select('arrival').orderBy('id').execute();
    return rows.flatMap(({ arrival }) => {
      const { what } = arrival as Arrival;
      return what.kind === 'message' && what.content.kind === 'media' ? [what.content] : [];
    });
  });
const calls = () => walk.look('maison', (trx) => trx.selectFrom('model_call').selectAll().orderBy('id').execute());

test('a shop that did not switch its model on: no recording leaves, the customer is asked to write', async () => {
  const since = walk.graph.sent.length;
  assert.match((await speaks(OTHER_PHONE)).text, /écouter les messages vocaux/);
  assert.equal(model.recordings.length, 0);
  assert.match(toldOwner(since).join('\n'), /message vocal/);
  assert.equal((await kept()).at(-1)?.transcript, undefined);
});

test('once it did, the owner reads what is sent, and so does the customer', async () => {
  assert.match((await walk.says(OWNER_PHONE, '/assistant on')).text, /messages vocaux.*whisper-1, chez 127\.0\.0\.1/s);
  await walk.quiet();
  const page = await fetch(`${walk.url}/confidentialite/maison?lang=fr`);
  assert.match(await page.text(), /messages vocaux sont envoyés tels quels à whisper-1/);
});

test('a spoken order is read back and becomes a card; recording and words stay together', async () => {
  model.hears({ text: 'Bonjour, trois éclairs au chocolat et deux religieuses pour samedi, merci.', seconds: 6.4 });
  const since = walk.graph.sent.length;
  const answer = await speaks(CUSTOMER_PHONE);
  assert.match(
    answer.text,
    /^🎤 J’ai entendu\s:\s«\sBonjour, trois éclairs au chocolat et deux religieuses pour samedi, merci\.\s»\n\n[\s\S]*n° 1/,
  );
  const heard = only(model.recordings);
  assert.deepEqual(
    [heard.filename, heard.mime, heard.model, heard.language, heard.format],
    ['note.ogg', 'audio/ogg', 'whisper-1', 'fr', 'verbose_json'],
  );
  assert.deepEqual(Buffer.from(heard.bytes), Buffer.from(voiceNote(2, serial)));
  assert.match(heard.prompt, /Éclair au chocolat/);
  assert.ok(heard.prompt.split(', ').length <= 60);
  const content = (await kept()).at(-1);
  assert.match(content?.transcript ?? '', /trois éclairs/);
  assert.ok(content?.ref.id);
  assert.ok(
    toldOwner(since).some(
      (text) => /3 × Éclair au chocolat[\s\S]*2 × Religieuse/.test(text) && /🎤.*trois éclairs/.test(text),
    ),
  );
  const call = (await calls()).find((one) => one.model === 'whisper-1');
  assert.deepEqual([call?.tokens_in, call?.cost_micro, call?.failed], [0, 700, false]);
  assert.match((await walk.says(OWNER_PHONE, '/preuve 1')).text, /trois éclairs/);
});

test('silence and doubtful words are no order: the customer is asked to write, the owner is told', async () => {
  const before = [await count('orders'), await count('draft')];
  const doubtful = [
    { text: '' },
    { text: ' ... ' },
    { text: "Sous-titres réalisés par la communauté d'Amara.org" },
    { text: "Merci d'avoir regardé cette vidéo !" },
    { text: 'Trois fraisiers pour demain', noSpeech: 0.95 },
    { text: 'Trois fraisiers pour demain', logprob: -1.6 },
    { text: model.recordings[0]!.prompt },
  ];
  for (const hearing of doubtful) {
    model.hears(hearing);
    const since = walk.graph.sent.length;
    const answer = await speaks(OTHER_PHONE);
    assert.match(answer.text, /pas réussi à entendre/, JSON.stringify(hearing));
    assert.doesNotMatch(answer.text, /🎤/);
    assert.match(toldOwner(since).join('\n'), /message vocal/);
    assert.equal((await kept()).at(-1)?.transcript, '');
  }
  assert.deepEqual([await count('orders'), await count('draft')], before);
});

test('the server is down: one more try, then the customer is asked to write', async () => {
  model.hears({ status: 503 }, { status: 503 });
  const asked = model.recordings.length;
  assert.match((await speaks(OTHER_PHONE)).text, /écrire en quelques mots/);
  assert.equal(model.recordings.length, asked + 2);
  assert.deepEqual([(await calls()).at(-1)?.model, (await calls()).at(-1)?.failed], ['whisper-1', true]);
});

test('a server that stumbles once is heard at the second try', async () => {
  model.hears({ status: 500 }, { text: 'Vous êtes ouverts samedi ?' });
  assert.match((await speaks(OTHER_PHONE)).text, /^🎤 .*Vous êtes ouverts samedi.*\n\n[\s\S]*samedi/);
});

test('a recording that is gone costs nothing and is asked for in writing', async () => {
  const asked = model.recordings.length;
  const paid = (await calls()).length;
  await walk.quiet();
  const since = walk.graph.sent.length;
  const gone = { ...ME, from: OTHER_PHONE, media: 'audio', mediaId: randomUUID(), mime: MIME, voice: true } as const;
  await walk.deliver(walk.graph.inboundMedia(gone));
  const answer = await walk.graph.waitFor((one) => one.to === OTHER_PHONE && walk.graph.sent.indexOf(one) >= since);
  assert.match(answer.text, /écrire en quelques mots/);
  await walk.quiet();
  assert.deepEqual([model.recordings.length, (await calls()).length], [asked, paid]);
});

test('the same webhook twice is one transcription and one answer', async () => {
  model.hears({ text: 'Quels sont vos horaires ?' });
  await walk.quiet();
  const asked = model.recordings.length;
  const since = walk.graph.sent.length;
  const body = note(OTHER_PHONE, { id: 'wamid.TWICE' });
  assert.deepEqual([await walk.deliver(body), await walk.deliver(body)], [200, 200]);
  await walk.until('an answer', async () => walk.graph.sent.slice(since).some((one) => one.to === OTHER_PHONE));
  await walk.deliver(body);
  await walk.quiet();
  assert.equal(model.recordings.length, asked + 1);
  assert.equal(walk.graph.sent.slice(since).filter((one) => one.to === OTHER_PHONE).length, 1);
});

test('on Messenger: an audio file behind an address, and words typed beside it, are one answer', async () => {
  model.hears({ text: 'Bonjour, deux éclairs au chocolat pour samedi.' });
  await walk.quiet();
  const since = walk.graph.sent.length;
  const id = walk.graph.keepMedia({ mime: 'audio/mp4', bytes: new Uint8Array([0, 0, 0, 24, 102, 116, 121, 112]) });
  const attachments = [{ type: 'audio', payload: { url: `${walk.graph.url}/cdn/${id}` } }];
  const who = { account: PAGE, from: LEA };
  await walk.deliver(walk.graph.direct.event(who, { message: { mid: 'm_voice', attachments } }));
  await walk.deliver(walk.graph.direct.text({ ...who, text: 'et une religieuse' }));
  const answer = await walk.graph.waitFor((one) => one.to === LEA && walk.graph.sent.indexOf(one) >= since, 25_000);
  await walk.quiet();
  assert.match(answer.text, /^🎤 .*deux éclairs[\s\S]*2 × Éclair[\s\S]*1 × Religieuse/);
  assert.deepEqual([model.recordings.at(-1)?.filename, model.recordings.at(-1)?.mime], ['note.m4a', 'audio/mp4']);
});

test('a turn that fails after it listened runs again on the same words, without asking for them again', async () => {
  model.hears({ text: 'Vous livrez à Montreuil ?' });
  const asked = model.recordings.length;
  const { passing } = walk.parts;
  let failed = false;
  walk.parts.passing = (step) => {
    if (step !== 'turn thought' || failed) return;
    failed = true;
    throw new Error('the process stumbles, on purpose');
  };
  const answer = await speaks(OTHER_PHONE);
  walk.parts.passing = passing;
  assert.ok(failed);
  assert.match(answer.text, /^🎤 .*Vous livrez à Montreuil/);
  assert.equal(model.recordings.length, asked + 1);
});

test('a member’s note is one card of exact commands with what was heard; one "ok" does them', async () => {
  const { card, short } = await walk.orders();
  await walk.approves(card);
  await walk.quiet();
  const spoken = `la ${short} c’est bon, prête, et plus d’éclairs au chocolat aujourd’hui`;
  model.hears({ text: spoken });
  const plan = await speaks(OWNER_PHONE);
  assert.match(
    plan.text,
    new RegExp(`^🎤 J’ai entendu\\s:\\s«\\s${spoken}\\s»\\n\\n[\\s\\S]*1\\. /prete ${short}[\\s\\S]*2\\. /rupture`),
  );
  assert.deepEqual(
    plan.choices.map((choice) => choice.title),
    ['Oui', 'Non'],
  );
  const order = () =>
    walk.look('maison', (trx) =>
      trx.selectFrom('orders').select('status').where('short', '=', short).executeTakeFirstOrThrow(),
    );
  assert.equal((await order()).status, 'confirmed');
  const done = await walk.says(OWNER_PHONE, 'ok');
  assert.match(done.text, new RegExp(`Commande ${short} prête`));
  assert.equal((await order()).status, 'ready');
  const eclair = await walk.look('maison', (trx) =>
    trx
      .selectFrom('product')
      .select('sold_out_at')
      .where('name', 'ilike', 'éclair au chocolat')
      .executeTakeFirstOrThrow(),
  );
  assert.ok(eclair.sold_out_at);
});

test('an order that would approve itself waits for a person when it was spoken', async () => {
  const shop = await walk.shopId('maison');
  await walk.look('maison', (trx) =>
    trx
      .updateTable('shop')
      .set({ settings: sql`settings || '{"approval":{"auto_below":100000}}'::jsonb` })
      .where('id', '=', shop)
      .execute(),
  );
  const last = () =>
    walk.look('maison', (trx) =>
      trx.selectFrom('orders').select(['short', 'status']).orderBy('short', 'desc').executeTakeFirstOrThrow(),
    );
  const order = 'Bonjour, deux religieuses et trois fraisiers 6 parts pour samedi';
  await walk.says(CUSTOMER_PHONE, order);
  await walk.quiet();
  const typed = await last();
  assert.equal(typed.status, 'confirmed');
  model.hears({ text: order });
  await speaks(CUSTOMER_PHONE);
  const spoken = await last();
  assert.deepEqual(spoken, { short: typed.short + 1, status: 'pending' });
});

test('a budget that is spent: nothing is sent any more', async () => {
  await walk.says(OWNER_PHONE, '/assistant budget 0');
  await walk.quiet();
  const asked = model.recordings.length;
  assert.match((await speaks(OTHER_PHONE)).text, /écouter les messages vocaux/);
  assert.equal(model.recordings.length, asked);
});

test('nothing that was posted was refused', () => {
  assert.deepEqual(model.refused, []);
});
