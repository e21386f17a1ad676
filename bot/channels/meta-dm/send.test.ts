import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type FakeGraph, startFakeGraph } from '../../fakes/graph.ts';
import type { Channel, Connection, Failure, Outbound, Sent } from '../channel.ts';
import { createInstagram } from '../instagram/index.ts';
import { createMessenger } from '../messenger/index.ts';
import { isMediaError } from '../whatsapp/media.ts';

const LEA = '700800900';
const PAGE = '100200300';
const ACCOUNT = '17841400000000000';
const connection = (channel: 'messenger' | 'instagram', access_token = 'fake-token'): Connection => ({
  id: 1,
  shopId: 1,
  channel,
  account: channel === 'messenger' ? PAGE : ACCOUNT,
  secrets: { access_token },
});
const out = (reply: Outbound['reply'], more: Partial<Outbound> = {}): Outbound => ({
  to: LEA,
  tracker: '42',
  asTemplate: false,
  reply,
  ...more,
});
const pdf = { bytes: new Uint8Array([0x25, 0x50, 0, 255]), filename: 'F-2026-0001.pdf', mime: 'application/pdf' };
const LONG = 'Une ligne de texte.\n'.repeat(150);

let graph: FakeGraph;
let messenger: Channel;
let instagram: Channel;
before(async () => {
  graph = await startFakeGraph({ appSecret: 's3cret' });
  const options = { appSecret: 's3cret', graphUrl: graph.url, graphVersion: 'v26.0', timeoutMs: 3_000 };
  messenger = createMessenger(options);
  instagram = createInstagram(options);
});
after(() => graph.close());
beforeEach(() => {
  graph.sent.length = 0;
  graph.uploads.length = 0;
  graph.open(LEA);
});

const say = (reply: Outbound['reply'], more?: Partial<Outbound>) =>
  messenger.send(connection('messenger'), out(reply, more));
const failure = (result: Sent): Failure => {
  assert.ok(!result.ok, 'it was sent');
  return result.failure;
};

test('a reply leaves on its account and gives the id of its last message', async () => {
  assert.deepEqual(await say({ text: 'Bonjour' }), { ok: true, providerId: graph.sent[0]?.id });
  assert.equal(graph.calls.at(-1)?.path, `/v26.0/${PAGE}/messages`);
  const sent = await instagram.send(connection('instagram'), out({ text: LONG }));
  assert.ok(graph.sent.length > 3);
  assert.deepEqual(sent, { ok: true, providerId: graph.sent.at(-1)?.id });
});

test('a document is uploaded to the page as it is, then sent by its id', async () => {
  assert.ok((await say({ text: 'Votre facture', document: pdf })).ok);
  const [upload] = graph.uploads;
  assert.deepEqual([upload?.bytes, upload?.mime, upload?.filename], [pdf.bytes, pdf.mime, pdf.filename]);
  assert.deepEqual(
    graph.sent.map(({ type, text, documentId }) => [type, text, documentId]),
    [
      ['text', 'Votre facture', undefined],
      ['file', '', upload?.id],
    ],
  );
});

test('a try that failed half-way goes on where it stopped', async () => {
  graph.failNext({ on: 'upload', httpStatus: 503 });
  assert.equal(failure(await say({ text: 'Votre facture', document: pdf })).action, 'retry');
  assert.ok((await say({ text: 'Votre facture', document: pdf }, { attempt: 1 })).ok);
  assert.deepEqual(
    graph.sent.map(({ type }) => type),
    ['text', 'file'],
    'the words once',
  );
});

test('outside the window only a person’s words leave, and no template exists', async () => {
  graph.closeWindow(LEA);
  assert.equal(failure(await say({ text: 'Bonjour' })).action, 'wait');
  const direct = await instagram.send(connection('instagram'), out({ text: 'Bonjour' }));
  assert.equal(failure(direct).action, 'wait');
  assert.ok((await say({ text: 'Bonjour', byPerson: true }, { asPerson: true })).ok);
  graph.failNext({ code: 200, httpStatus: 403 });
  const unpermitted = failure(await say({ text: 'Bonjour', byPerson: true }, { asPerson: true }));
  assert.equal(unpermitted.action, 'wait', 'without the permission the account still works');
  graph.open(LEA);
  assert.equal(failure(await say({ text: 'Bonjour' }, { asTemplate: true })).action, 'wait');
});

test('each refusal says what to do', async () => {
  const after = async (fault: { code: number; subcode?: number; httpStatus?: number }) => {
    graph.failNext(fault);
    return failure(await say({ text: 'x' })).action;
  };
  assert.equal(await after({ code: 551, subcode: 1545041 }), 'give_up');
  assert.equal(await after({ code: 200, subcode: 1545041, httpStatus: 403 }), 'give_up', 'blocked by the contact');
  assert.equal(await after({ code: 100, subcode: 2018001 }), 'give_up');
  assert.equal(await after({ code: 10, subcode: 2534022 }), 'wait');
  assert.equal(await after({ code: 10, subcode: 1893063 }), 'reconnect');
  assert.equal(await after({ code: 190, httpStatus: 401 }), 'reconnect');
  assert.equal(await after({ code: 613 }), 'retry');
  assert.equal(await after({ code: 1200 }), 'retry');
  graph.failNext({ httpStatus: 502 });
  assert.equal(failure(await say({ text: 'x' })).action, 'retry', 'a proxy’s page');
  graph.failNext({ drop: 'before' });
  assert.deepEqual([failure(await say({ text: 'x' })).code, graph.sent.length], [-1, 0]);
  graph.failNext({ hang: true });
  assert.equal(failure(await say({ text: 'x' })).action, 'retry');
  assert.equal(failure(await messenger.send(connection('messenger', ''), out({ text: 'x' }))).action, 'reconnect');
  assert.equal(failure(await say({ text: ' ' })).action, 'give_up');
  assert.equal(failure(await say({ text: 'x' }, { to: 'no one' })).action, 'give_up');
});

test('seen and typing are told, and never fail', async () => {
  graph.actions.length = 0;
  await messenger.acknowledge?.(connection('messenger'), 'm_1', LEA);
  assert.deepEqual(
    graph.actions.map(({ account, to, action }) => [account, to, action]),
    [
      [PAGE, LEA, 'mark_seen'],
      [PAGE, LEA, 'typing_on'],
    ],
  );
  graph.failNext({ on: 'receipt', code: 190 });
  await messenger.acknowledge?.(connection('messenger'), 'm_1', LEA);
});

test('a token of Instagram’s own login goes to Instagram’s host, a page’s as that page', async () => {
  const asked: string[] = [];
  const reach: typeof fetch = (input) => {
    asked.push(String(input));
    return Promise.resolve(Response.json({ message_id: 'm_1' }));
  };
  const real = createInstagram({
    appSecret: 's',
    graphUrl: 'https://graph.facebook.com',
    graphVersion: 'v26.0',
    fetch: reach,
  });
  await real.send(connection('instagram', 'IGAAx'), out({ text: 'x' }));
  await real.send(connection('instagram', 'EAAx'), out({ text: 'x' }));
  assert.deepEqual(asked, [
    `https://graph.instagram.com/v26.0/${ACCOUNT}/messages`,
    'https://graph.facebook.com/v26.0/me/messages',
  ]);
});

test('an attachment is fetched from Meta alone, and a failure says whether to try again', async () => {
  const file = { mime: 'image/png', bytes: new Uint8Array([137, 80, 78, 71]) };
  const url = `${graph.url}/cdn/${graph.keepMedia(file)}`;
  const fetched = await messenger.fetchMedia?.(connection('messenger'), { url });
  assert.deepEqual([fetched?.mime, fetched?.bytes], [file.mime, file.bytes]);
  const refused = async (given: string) => {
    const error = await messenger
      .fetchMedia?.(connection('messenger'), { url: given })
      .catch((thrown: unknown) => thrown);
    assert.ok(isMediaError(error), String(error));
    return error.failure.action;
  };
  for (const elsewhere of [
    'http://127.0.0.1:1/x',
    'http://lookaside.fbsbx.com/x',
    'https://fbsbx.com.evil.example/x',
    'x',
  ])
    assert.equal(await refused(elsewhere), 'give_up', elsewhere);
  assert.equal(await refused(`${graph.url}/cdn/none`), 'give_up');
});

test('only what the app secret signed is taken', () => {
  const { body, headers } = graph.direct.text({ account: PAGE, from: LEA, text: 'x' });
  const raw = new TextEncoder().encode(body);
  for (const channel of [messenger, instagram]) {
    assert.equal(channel.verify({ headers: new Headers(headers), raw }), true);
    assert.equal(channel.verify({ headers: new Headers(), raw }), false);
    assert.equal(channel.verify({ headers: new Headers(headers), raw: raw.slice(1) }), false);
  }
});
