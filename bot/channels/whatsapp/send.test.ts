import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type FakeGraph, startFakeGraph } from '../../fakes/graph.ts';
import type { Connection, Failure, Outbound, Sent } from '../channel.ts';
import { createWhatsApp, isMediaError, type WhatsAppChannel } from './index.ts';

const LEA = '33612345678';
const connection: Connection = {
  id: 1,
  shopId: 1,
  channel: 'whatsapp',
  account: '106540352242922',
  secrets: { access_token: 'fake-token' },
};
const out = (reply: Outbound['reply'], more: Partial<Outbound> = {}): Outbound => ({
  to: LEA,
  tracker: 'out-1',
  asTemplate: false,
  reply,
  ...more,
});

let graph: FakeGraph;
let whatsapp: WhatsAppChannel;
before(async () => {
  graph = await startFakeGraph({ appSecret: 's3cret' });
  const address = { graphUrl: graph.url, graphVersion: 'v26.0' };
  whatsapp = createWhatsApp({ appSecret: 's3cret', ...address, timeoutMs: 3_000 });
});
after(() => graph.close());
beforeEach(() => {
  graph.sent.length = 0;
  graph.uploads.length = 0;
  graph.open(LEA);
});

const say = (reply: Outbound['reply'], more?: Partial<Outbound>) => whatsapp.send(connection, out(reply, more));
const failure = (result: Sent): Failure => {
  assert.ok(!result.ok, 'it was sent');
  return result.failure;
};

test('a reply leaves as composed, byte for byte in its values, and gives the provider’s id', async () => {
  const choices = [{ id: '/confirmer 156 v3 camelCase snake_case', title: 'Créer commande' }];
  const result = await say({ text: 'Commande 156\n« accents » 🎂 مرحبا', choices, quote: 'wamid.Q' });
  const [message] = graph.sent;
  assert.deepEqual(result, { ok: true, providerId: message?.id });
  assert.deepEqual(message?.body, {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: LEA,
    context: { message_id: 'wamid.Q' },
    biz_opaque_callback_data: 'out-1',
    type: 'interactive',
    interactive: {
      type: 'button',
      body: { text: 'Commande 156\n« accents » 🎂 مرحبا' },
      action: { buttons: [{ type: 'reply', reply: { id: choices[0]?.id, title: 'Créer commande' } }] },
    },
  });
  assert.equal(graph.calls.at(-1)?.path, '/v26.0/106540352242922/messages');
});

test('a document is uploaded as it is, then sent by its id', async () => {
  const bytes = new Uint8Array([0x25, 0x50, 0x44, 0x46, 0, 255, 13, 10]);
  await say({ text: 'Votre facture', document: { bytes, filename: 'FA-2026-0001.pdf', mime: 'application/pdf' } });
  const [upload] = graph.uploads;
  assert.deepEqual(upload?.bytes, bytes);
  assert.deepEqual([upload?.mime, upload?.filename], ['application/pdf', 'FA-2026-0001.pdf']);
  assert.deepEqual(
    [graph.sent[0]?.type, graph.sent[0]?.documentId, graph.sent[0]?.text],
    ['document', upload?.id, 'Votre facture'],
  );
});

test('outside the window only a template leaves', async () => {
  graph.closeWindow(LEA);
  assert.equal(failure(await say({ text: 'Bonjour' })).action, 'wait');
  const none = failure(await say({ text: 'Bonjour' }, { asTemplate: true }));
  assert.deepEqual([none.action, none.code], ['wait', 131047]);
  const template = {
    name: 'order_to_approve' as const,
    language: 'fr' as const,
    params: ['156', 'Léa', '2 × Tarte\n1 × Macarons', 'samedi 28 novembre', '63,00 €'],
    payloads: ['/confirmer 156 v1', '/modifier 156 v1', '/ignorer 156 v1'],
  };
  assert.ok((await say({ text: 'x', template }, { asTemplate: true })).ok);
  const [message] = graph.sent;
  assert.match(message?.text ?? '', /^Nouvelle commande n° 156 de Léa\.\n\nDétail : 2 × Tarte · 1 × Macarons\n/);
  assert.deepEqual(message?.choices, [
    { id: '/confirmer 156 v1', title: 'Créer commande' },
    { id: '/modifier 156 v1', title: 'Modifier' },
    { id: '/ignorer 156 v1', title: 'Ignorer' },
  ]);
  graph.unapprove('order_to_approve');
  const unapproved = failure(await say({ text: 'x', template }, { asTemplate: true }));
  assert.deepEqual([unapproved.action, unapproved.code], ['wait', 132001]);
  graph.approve(['order_to_approve']);
});

test('the end of the payment link completes the button’s address', async () => {
  const template = {
    name: 'payment_link' as const,
    language: 'en' as const,
    params: ['Lilas', '156', '€63.00'],
    urlSuffix: 'tok3n',
  };
  assert.ok((await say({ text: 'x', template }, { asTemplate: true })).ok);
  assert.equal(graph.sent[0]?.url, 'https://hub.example/pay/tok3n');
});

test('errors of Graph become what to do about them', async () => {
  const after = async (fault: Parameters<FakeGraph['failNext']>[0], attempt = 0) => {
    graph.failNext(fault);
    const { action, code, retryAfterMs } = failure(await say({ text: 'x' }, { attempt }));
    return [action, code, retryAfterMs];
  };
  assert.deepEqual(await after({ code: 131056 }), ['retry', 131056, 6_000]);
  assert.deepEqual(await after({ code: 131056 }, 2), ['retry', 131056, 64_000]);
  assert.deepEqual(await after({ code: 130429, httpStatus: 429, retryAfterSeconds: 300 }), ['retry', 130429, 300_000]);
  assert.deepEqual(await after({ code: 131026 }), ['give_up', 131026, undefined]);
  assert.deepEqual(await after({ code: 190, httpStatus: 401 }), ['reconnect', 190, undefined]);
  assert.deepEqual(await after({ code: 100, subcode: 33 }), ['reconnect', 100, undefined]);
  assert.deepEqual(await after({ httpStatus: 502 }, 1), ['retry', 502, 4_000]);
  assert.equal(graph.sent.length, 0);
  graph.failNext({ code: 131000, details: 'Something went wrong on our side' });
  assert.equal(failure(await say({ text: 'x' })).details, 'Something went wrong on our side');
});

test('no answer is a retry: refused, cut before, cut after it was accepted, too slow', async () => {
  const nowhere = createWhatsApp({ appSecret: 's', graphUrl: 'http://127.0.0.1:9', graphVersion: 'v26.0' });
  assert.equal(failure(await nowhere.send(connection, out({ text: 'x' }))).action, 'retry');
  for (const fault of [{ drop: 'before' }, { drop: 'after' }, { hang: true }] as const) {
    graph.failNext(fault);
    const { action, code } = failure(await say({ text: 'x' }));
    assert.deepEqual([action, code], ['retry', -1], JSON.stringify(fault));
  }
  assert.equal(graph.sent.length, 1, 'only the one cut afterwards was accepted');
});

test('a failed upload sends nothing; an impossible message uploads nothing', async () => {
  const document = { bytes: new Uint8Array([1]), filename: 'a.pdf', mime: 'application/pdf' };
  graph.failNext({ on: 'upload', code: 131053 });
  assert.equal(failure(await say({ text: 'x', document })).action, 'retry');
  const impossible = failure(await say({ text: 'x', document }, { to: 'nobody' }));
  assert.equal(impossible.action, 'give_up');
  assert.match(impossible.details, /"nobody" is neither a phone number/);
  assert.deepEqual([graph.sent.length, graph.uploads.length], [0, 0]);
});

test('a connection without a token, with a wrong one, or with an address for an account is not used', async () => {
  const broken = async (more: Partial<Connection>) =>
    failure(await whatsapp.send({ ...connection, ...more }, out({ text: 'x' })));
  assert.equal((await broken({ secrets: {} })).action, 'reconnect');
  assert.equal((await broken({ secrets: { access_token: 'old' } })).code, 190);
  const calls = graph.calls.length;
  assert.equal((await broken({ account: 'http://evil.example/x' })).action, 'reconnect');
  assert.equal((await broken({ account: '..' })).action, 'reconnect');
  assert.equal(graph.calls.length, calls, 'nothing was called');
});

test('read and typing go out together and their failure is nobody’s concern', async () => {
  await whatsapp.acknowledge?.(connection, 'wamid.IN');
  assert.deepEqual(graph.receipts, [{ phoneNumberId: connection.account, messageId: 'wamid.IN', typing: true }]);
  graph.failNext({ on: 'receipt', httpStatus: 500 });
  await whatsapp.acknowledge?.(connection, 'wamid.IN');
  await whatsapp.acknowledge?.({ ...connection, secrets: {} }, 'wamid.IN');
});

test('a contact’s file is fetched with the token on both calls', async () => {
  const bytes = new Uint8Array([1, 2, 3, 250]);
  const id = graph.keepMedia({ mime: 'audio/ogg', bytes });
  assert.deepEqual(await whatsapp.fetchMedia(connection, { id }), { bytes, mime: 'audio/ogg' });
});

test('a file too large, gone or nowhere says so, and the token goes to Meta only', async () => {
  const reason = async (ref: { id?: string; url?: string }) => {
    const error: unknown = await whatsapp.fetchMedia(connection, ref).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    assert.ok(isMediaError(error), String(error));
    return [error.failure.action, error.failure.details];
  };
  const large = graph.keepMedia({ mime: 'video/mp4', bytes: new Uint8Array(25 * 1024 * 1024 + 1) });
  assert.deepEqual(await reason({ id: large }), ['give_up', 'The file is larger than 25 MB.']);
  assert.equal((await reason({ id: '00000000-0000-0000-0000-000000000000' }))[0], 'give_up');
  const id = graph.keepMedia({ mime: 'audio/ogg', bytes: new Uint8Array([1]) });
  graph.failNext({ on: 'download', httpStatus: 500 });
  assert.equal((await reason({ id }))[0], 'retry');
  const calls = graph.calls.length;
  for (const url of [
    `${graph.url}/steal`,
    'https://evil.example/x',
    'https://fbsbx.com.evil.example/x',
    'http://lookaside.fbsbx.com/x',
  ])
    assert.equal((await reason({ url }))[0], 'give_up', url);
  assert.equal((await reason({ id: '../../steal' }))[0], 'give_up');
  assert.equal(graph.calls.length, calls, 'nothing was called');
});

test('the channel recognises its own signed bodies', () => {
  const { body, headers } = graph.inboundText({ phoneNumberId: '1', from: LEA, text: 'Voilà / مرحبا' });
  const raw = new TextEncoder().encode(body);
  assert.equal(whatsapp.verify({ headers: new Headers(headers), raw }), true);
  assert.equal(whatsapp.verify({ headers: new Headers(), raw }), false);
  const [arrival] = whatsapp.read(JSON.parse(body));
  assert.deepEqual(arrival?.what, { kind: 'message', content: { kind: 'text', text: 'Voilà / مرحبا' } });
});
