/** The telephone: a call in French, recorded, written down, answered in writing, paid, invoiced. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { shopFacts } from '../../tools/shops/facts.ts';
import { examineShop } from '../doctor/examine.ts';
import { type FakeOpenAI, startFakeOpenAI } from '../fakes/openai.ts';
import { type FakeTwilio, startFakeTwilio, type TextMessage } from '../fakes/twilio.ts';
import { sweep } from '../road/look.ts';
import { readSettings } from '../settings.ts';
import { mpeg } from '../testing/mpeg.ts';
import { aShop, CUSTOMER_PHONE, OWNER_PHONE, PHONE_NUMBER_ID } from '../testing/shop.ts';
import { only, SIMPLE_ORDER, startWalk, type Walk } from './walk.ts';

const NUMBER = '+33180000001';
/** A second number, which sends no text messages. */
const LANDLINE = '+33180000002';
const AUTH_TOKEN = 'twilio-auth-token';
const CALLER = '+33644444401';
let walk: Walk;
let model: FakeOpenAI;
let twilio: FakeTwilio;
let landline: FakeTwilio;
let hook: string;
before(async () => {
  model = await startFakeOpenAI();
  model.otherwise({ status: 500 });
  twilio = await startFakeTwilio({ authToken: AUTH_TOKEN, number: NUMBER });
  landline = await startFakeTwilio({
    authToken: 'token-of-the-landline',
    number: LANDLINE,
    accountSid: twilio.accountSid,
  });
  walk = await startWalk({
    shops: [
      aShop('maison', {
        connections: [
          { channel: 'whatsapp', phone_number_id: PHONE_NUMBER_ID, access_token: 'fake-token' },
          {
            channel: 'phone',
            number: '+33 1 80 00 00 01',
            auth_token: AUTH_TOKEN,
            account_sid: twilio.accountSid,
            sms: true,
          },
          { channel: 'phone', number: LANDLINE, auth_token: 'token-of-the-landline' },
        ],
        assistant: { model: true },
      }),
    ],
    more: {
      OPENAI_API_KEY: model.apiKey,
      OPENAI_BASE_URL: model.url,
      TRANSCRIBE_MODEL: 'whisper-1',
      TWILIO_URL: twilio.url,
    },
  });
  hook = `${walk.url}/webhooks/phone/maison`;
  // Her thread is open: cards come as themselves.
  await walk.says(OWNER_PHONE, '/aide');
});
after(async () => {
  await walk?.close();
  await twilio?.close();
  await landline?.close();
  await model?.close();
});

let spoken = 0;
const recording = () => mpeg(3, ++spoken);
/** Somebody calls and speaks; what the transcriber hears of it; everything that follows is over. */
const leaves = async (from: string, hears: Parameters<FakeOpenAI['hears']>[0], more = {}) => {
  model.hears(hears);
  const call = await twilio.leaves(hook, from, recording(), more);
  assert.equal(call.status, 200);
  await walk.quiet();
  return call;
};
const textsTo = (to: string) => twilio.texts.filter((one) => one.to === to).map((one) => one.body);
const toldOwner = (since: number) => walk.graph.sent.slice(since).filter((one) => one.to === OWNER_PHONE);
const orders = () => walk.look('maison', (trx) => trx.selectFrom('orders').selectAll().orderBy('id').execute());

test('a call is answered in French, says that it records, and is recorded after the beep', async () => {
  const { says, xml, recorded, ended, callSid } = await twilio.rings(hook, CALLER);
  assert.match(says[0]!, /^Bonjour, vous êtes bien chez Maison Test\. Après le bip, dites votre commande.*enregistré/);
  assert.match(says[1]!, /rien entendu/);
  assert.match(xml, /<Say language="fr-FR"[^>]*>.*<Record [^>]*maxLength="120"[^>]*playBeep="true"/);
  assert.ok(recorded?.startsWith(`${hook}?`) && ended?.startsWith(`${hook}?`), 'told to addresses of ours');
  const end = await twilio.post(twilio.signs(ended!, { CallSid: callSid, From: CALLER, To: NUMBER }));
  assert.match(end.text, /Merci.*<Hangup\/>/);
  const forged = await twilio.post({ ...twilio.signs(hook, { CallSid: callSid }), url: recorded! });
  assert.equal(forged.status, 401);
  assert.equal(
    (await twilio.post(twilio.signs(`${walk.url}/webhooks/phone/nobody`, { CallSid: callSid }))).status,
    404,
  );
});

test('ordered by telephone, approved, paid by the link in a text message, invoiced', async () => {
  // The recording can be had a moment after it was told of.
  await leaves(CALLER, { text: 'Bonjour, trois éclairs au chocolat et deux religieuses pour samedi.' }, { missing: 1 });
  await walk.until('an answer', async () => textsTo(CALLER)[0]);
  await walk.quiet();
  const heard = only(model.recordings);
  assert.deepEqual([heard.filename, heard.mime, heard.language], ['note.mp3', 'audio/mpeg', 'fr']);
  assert.deepEqual(Buffer.from(heard.bytes), Buffer.from(mpeg(3, spoken)));
  assert.match(heard.prompt, /Éclair au chocolat/);
  const placed = only(textsTo(CALLER));
  assert.match(placed, /J’ai entendu\s:\s«\sBonjour, trois éclairs/);
  const { short, channel, status } = only(await orders());
  assert.deepEqual([channel, status], ['phone', 'pending']);
  assert.match(placed, new RegExp(`n° ${short}`));
  const card = await walk.graph.waitFor(
    (one) => one.to === OWNER_PHONE && one.choices.some(({ id }) => id.startsWith(`/confirmer ${short} `)),
  );
  assert.match(card.text, /\+33644444401[\s\S]*🎤.*trois éclairs/);
  await walk.taps(OWNER_PHONE, card, 'Créer commande');
  await walk.quiet();
  const recap = textsTo(CALLER).at(-1)!;
  const payUrl = /https?:\S+\/pay\/\S+/.exec(recap)?.[0] ?? '';
  assert.equal(await walk.hooks(walk.stripe.pay(await walk.opensSession(payUrl))), 200);
  const thanks = await walk.until('the invoice', async () => textsTo(CALLER).find((text) => /\/doc\//.test(text)));
  const pdf = await fetch(/https?:\S+\/doc\/\S+/.exec(thanks)![0]);
  assert.deepEqual([pdf.status, pdf.headers.get('content-type')], [200, 'application/pdf']);
  const kept = await walk.look('maison', (trx) => trx.selectFrom('attachment').selectAll().execute());
  assert.deepEqual(only(kept).bytes, Buffer.from(mpeg(3, spoken)));
  assert.equal(only(await orders()).payment_status, 'paid');
});

test('the same callback again is one recording and one answer', async () => {
  const before = [textsTo(CALLER).length, model.recordings.length, (await orders()).length];
  const { request } = await leaves(CALLER, { text: 'Vous êtes ouverts samedi ?' });
  for (let copy = 0; copy < 2; copy++) assert.equal((await twilio.post(request)).status, 200);
  await walk.quiet();
  assert.deepEqual(
    [textsTo(CALLER).length, model.recordings.length, (await orders()).length],
    [before[0]! + 1, before[1]! + 1, before[2]],
  );
});

test('silence is no order: the caller is asked to write, and the owner gets the audio itself', async () => {
  const since = walk.graph.sent.length;
  const before = (await orders()).length;
  await leaves('+33644444402', { text: 'Trois fraisiers pour demain', noSpeech: 0.95 });
  assert.match(only(textsTo('+33644444402')), /pas réussi à entendre/);
  const told = only(toldOwner(since).filter(({ text }) => /message vocal/.test(text)));
  const upload = walk.graph.uploads.find(({ id }) => id === told.documentId);
  assert.deepEqual([upload?.mime, upload?.filename.endsWith('.mp3')], ['audio/mpeg', true]);
  assert.deepEqual(Buffer.from(upload!.bytes), Buffer.from(mpeg(3, spoken)));
  assert.equal((await orders()).length, before);
  const drafts = await walk.look('maison', (trx) =>
    trx.selectFrom('draft').selectAll().where('state', '=', 'open').execute(),
  );
  assert.deepEqual(drafts, []);
});

test('a caller whose WhatsApp thread is open is answered there, and the call opens no window', async () => {
  await walk.says(CUSTOMER_PHONE, 'Bonjour');
  await walk.quiet();
  const thread = () =>
    walk.look('maison', (trx) =>
      trx.selectFrom('conversation').selectAll().where('contact', '=', CUSTOMER_PHONE).executeTakeFirstOrThrow(),
    );
  const { last_inbound_at } = await thread();
  const since = walk.graph.sent.length;
  await leaves(`+${CUSTOMER_PHONE}`, { text: 'Je voudrais deux gâteaux aux fraises pour samedi.' });
  const question = only(walk.graph.sent.slice(since).filter((one) => one.to === CUSTOMER_PHONE));
  assert.match(question.text, /deux gâteaux aux fraises/);
  assert.ok(question.choices.length > 1, 'asked with buttons');
  assert.deepEqual(textsTo(`+${CUSTOMER_PHONE}`), []);
  assert.deepEqual((await thread()).last_inbound_at, last_inbound_at);
  const placed = await walk.taps(CUSTOMER_PHONE, question, question.choices[1]!.title);
  assert.match(placed.text, /2 × Gâteau aux fraises/);
});

test('outside that window the answer is a text message', async () => {
  await walk.look('maison', (trx) =>
    trx
      .updateTable('conversation')
      .set({ last_inbound_at: new Date(walk.parts.hub.now() - 25 * 3_600_000) })
      .where('contact', '=', CUSTOMER_PHONE)
      .execute(),
  );
  await leaves(`+${CUSTOMER_PHONE}`, { text: 'Vous êtes ouverts samedi ?' });
  assert.match(only(textsTo(`+${CUSTOMER_PHONE}`)), /Vous êtes ouverts samedi[\s\S]*samedi/);
});

test('the owner’s number on the display is not the owner: nothing of hers is done', async () => {
  const { short, card } = await walk.orders(SIMPLE_ORDER, '33644444403');
  await walk.says(OWNER_PHONE, '/aide');
  await walk.quiet();
  await leaves(`+${OWNER_PHONE}`, { text: `/confirmer ${short}` });
  await leaves(`+${OWNER_PHONE}`, { text: `confirme la commande ${short}` });
  const order = (await orders()).find((one) => one.short === short)!;
  assert.equal(order.status, 'pending', card.text);
  const speaking = await walk.look('maison', (trx) =>
    trx
      .selectFrom('conversation')
      .select(['member_id', 'customer_id'])
      .where('channel', '=', 'phone')
      .where('contact', '=', OWNER_PHONE)
      .execute(),
  );
  assert.equal(only(speaking).member_id, null);
  // Nor where her own thread is the one that the number names.
  const said = await walk.look('maison', (trx) =>
    trx
      .selectFrom('message')
      .select('conversation_id')
      .where('external_id', 'like', 'call:%')
      .where('lane', 'like', `%:${OWNER_PHONE}`)
      .execute(),
  );
  assert.equal(said.length, 2);
});

test('a number that sends no text messages: the order is there, and the owner is told whom to call back', async () => {
  const since = walk.graph.sent.length;
  model.hears({ text: 'Bonjour, trois éclairs au chocolat et deux religieuses pour samedi.' });
  walk.parts.channels.phone = (await import('../channels/phone/index.ts')).createPhone({
    twilioUrl: landline.url,
    reportsTo: async () => hook,
    now: walk.parts.hub.now,
  });
  const { status } = await landline.leaves(hook, '+33644444404', recording());
  assert.equal(status, 200);
  await walk.quiet();
  const told = toldOwner(since)
    .map(({ text }) => text)
    .join('\n');
  assert.match(told, /3 × Éclair au chocolat/);
  assert.match(told, /Appelez plutôt\s: \+33644444404/);
  assert.deepEqual(landline.texts, []);
});

test('a recording that is gone for good: the owner is told who called', async () => {
  const since = walk.graph.sent.length;
  const told = await landline.rings(hook, '+33644444405');
  const form = landline.recordedForm(told.callSid, landline.sid('RE'));
  assert.equal((await landline.post(landline.signs(told.recorded!, form))).status, 200);
  // Its tries are minutes apart: each is brought forward.
  await walk.until('the owner is told', async () => {
    await walk.look('maison', (trx) =>
      trx
        .updateTable('work')
        .set({ due_at: new Date(walk.parts.hub.now() - 1) })
        .where('kind', '=', 'errand')
        .where('lease_token', 'is', null)
        .execute(),
    );
    await sweep(walk.parts);
    return walk.graph.sent
      .slice(since)
      .some((one) => one.to === OWNER_PHONE && /\+33644444405.*n’a pas pu être récupéré/.test(one.text));
  });
  await walk.quiet();
});

test('reports on text messages raise their state', async () => {
  const sent = twilio.texts[0] as TextMessage;
  assert.equal(sent.reportsTo, hook);
  for (const status of ['delivered', 'sent', 'queued'])
    await twilio.post(twilio.signs(hook, twilio.reportForm(sent, status)));
  await walk.quiet();
  const row = await walk.look('maison', (trx) =>
    trx.selectFrom('outgoing').select('state').where('provider_id', '=', sent.sid).executeTakeFirstOrThrow(),
  );
  assert.equal(row.state, 'delivered');
  assert.deepEqual(twilio.refused, []);
});

test('the doctor says step by step what stands in the way of calls', async () => {
  const look = async () => {
    const shop = await shopFacts(walk.parts.hub, await walk.shopId('maison'));
    const settings = readSettings(walk.env, '/');
    const found = await examineShop({ hub: walk.parts.hub, settings, shop });
    const { checks } = found.find(({ subject }) => subject === `phone:${NUMBER}`)!;
    return Object.fromEntries(checks.map(({ step, state, next }) => [step, [state, next?.fr ?? '']]));
  };
  const before = await look();
  assert.deepEqual(before.account, ['ok', '']);
  assert.equal(before.voice![0], 'fail');
  assert.match(before.voice![1]!, new RegExp(`HTTP POST\\)\\s: ${hook}`));
  Object.assign(twilio.hooks, { voice: hook, sms: hook });
  const mended = await look();
  assert.deepEqual(
    Object.values(mended).map(([state]) => state),
    ['ok', 'ok', 'ok', 'ok', 'ok'],
  );
});
