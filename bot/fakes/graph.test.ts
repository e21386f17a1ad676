import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { verifySignature } from '../channels/meta.ts';
import { readWhatsApp } from '../channels/whatsapp/read.ts';
import { type FakeGraph, startFakeGraph } from './graph.ts';
import { listAt, textAt } from './graph-checks.ts';

const LEA = '33612345678';
let graph: FakeGraph;
before(async () => {
  graph = await startFakeGraph({ appSecret: 's3cret', windows: 'closed' });
});
after(() => graph.close());
beforeEach(() => {
  graph.sent.length = 0;
  graph.open(LEA);
});

const call = async (path: string, init: RequestInit = {}, token = 'fake-token') => {
  const response = await fetch(`${graph.url}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}`, ...init.headers },
  });
  return { status: response.status, json: (await response.json()) as unknown };
};
const send = async (parts: Record<string, unknown>, more: Record<string, unknown> = {}) => {
  const body = JSON.stringify({ messaging_product: 'whatsapp', to: LEA, ...parts, ...more });
  const { status, json } = await call('/v26.0/111/messages', { method: 'POST', body });
  return status === 200 ? 'ok' : Number(Reflect.get(Reflect.get(json as object, 'error') as object, 'code'));
};
const text = { type: 'text', text: { body: 'Bonjour' } };
const button = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
const interactive = (type: string, action: unknown, body = 'Lequel ?') => ({
  type: 'interactive',
  interactive: { type, body: { text: body }, action },
});
const buttons = (...list: unknown[]) => interactive('button', { buttons: list });
const rows = (count: number, row: object = {}) =>
  interactive('list', {
    button: 'Voir',
    sections: [{ rows: Array.from({ length: count }, (_, i) => ({ id: `r${i}`, title: `R${i}`, ...row })) }],
  });

test('it refuses what WhatsApp refuses', async () => {
  const refused: [number, unknown][] = [
    [100, await send(text, { messaging_product: undefined })],
    [131008, await send(text, { to: undefined })],
    [131009, await send(text, { to: 'FR.13491' })],
    [131008, await send({ type: 'text', text: { body: '' } })],
    [131009, await send({ type: 'text', text: { body: 'x'.repeat(4097) } })],
    [131009, await send(buttons(...['a', 'b', 'c', 'd'].map((id) => button(id, id))))],
    [131009, await send(buttons(button('a', 'x'.repeat(21))))],
    [131009, await send(buttons(button('a', 'A'), button('a', 'B')))],
    [131009, await send(buttons(button('a', 'A'), button('b', 'A')))],
    [131008, await send(interactive('button', { buttons: [button('a', 'A')] }, ''))],
    [131009, await send(interactive('button', { buttons: [button('a', 'A')] }, 'x'.repeat(1025)))],
    [131009, await send(rows(11))],
    [131009, await send(rows(0))],
    [131009, await send(rows(1, { title: 'x'.repeat(25) }))],
    [131009, await send(rows(1, { description: 'x'.repeat(73) }))],
    [131009, await send(rows(2, { id: 'same' }))],
    [
      131009,
      await send(interactive('cta_url', { name: 'cta_url', parameters: { display_text: 'A', url: 'nowhere' } })),
    ],
    [131009, await send({ type: 'document', document: { id: '404' } })],
    [100, await send({ type: 'poem' })],
  ];
  assert.deepEqual(
    refused.map(([, got]) => got),
    refused.map(([expected]) => expected),
  );
  assert.equal(graph.sent.length, 0);
  for (const good of [text, buttons(button('a', 'A')), rows(10)]) assert.equal(await send(good), 'ok');
  assert.deepEqual(
    graph.sent.map((one) => [one.text, one.choices.length]),
    [
      ['Bonjour', 0],
      ['Lequel ?', 1],
      ['Lequel ?', 10],
    ],
  );
});

test('no token, another token, no version, an unknown place', async () => {
  assert.equal((await call('/v26.0/111/messages', { method: 'POST', body: '{}' }, 'other')).status, 401);
  assert.equal((await call('/111/messages', { method: 'POST', body: '{}' })).status, 404);
  assert.equal((await call('/v26.0/abc/messages', { method: 'POST', body: '{}' })).status, 400);
});

test('a closed window lets templates through only, and opens when the contact writes', async () => {
  graph.closeWindow(LEA);
  assert.equal(await send(text), 131047);
  const alert = (parameters: unknown[], name = 'alert') => ({
    type: 'template',
    template: { name, language: { code: 'fr' }, components: [{ type: 'body', parameters }] },
  });
  const words = (...list: string[]) => list.map((one) => ({ type: 'text', text: one }));
  assert.equal(await send(alert(words('Lilas', 'Stock bas'))), 'ok');
  assert.equal(await send(alert(words('Lilas'))), 132000);
  assert.equal(await send(alert(words('Lilas', 'a\nb'))), 132018);
  assert.equal(await send(alert(words('Lilas', ''))), 131008);
  assert.equal(await send(alert(words('Lilas', 'x'.repeat(1000)))), 132005);
  assert.equal(await send(alert(words('a', 'b'), 'unheard_of')), 132001);
  graph.unapprove('alert');
  assert.equal(await send(alert(words('Lilas', 'Stock bas'))), 132001);
  graph.approve(['alert']);
  graph.inboundText({ phoneNumberId: '111', from: LEA, text: 'Bonjour' });
  assert.equal(await send(text), 'ok');
});

test('every builder makes a signed body that reads as what it is', () => {
  const who = {
    phoneNumberId: '111',
    from: LEA,
    name: 'Léa',
    id: 'wamid.X',
    timestamp: 1_700_000_000_000,
    contextId: 'wamid.Q',
  };
  const built = {
    text: graph.inboundText({ ...who, text: 'Été / ok' }),
    tap: graph.inboundTap({ ...who, payload: 'p', title: 't' }),
    templateTap: graph.inboundTemplateTap({ ...who, payload: 'p', title: 't' }),
    list: graph.inboundList({ ...who, payload: 'p', title: 't' }),
    cart: graph.inboundCart({ ...who, lines: [{ sku: 'T', qty: 2 }] }),
    location: graph.inboundLocation({ ...who, latitude: 48, longitude: 2 }),
    media: graph.inboundMedia({ ...who, media: 'audio', mediaId: '1', mime: 'audio/ogg', voice: true }),
    reaction: graph.inboundReaction({ ...who, of: 'wamid.O', emoji: '👍' }),
    edit: graph.inboundEdit({ ...who, of: 'wamid.O', text: 'x' }),
    revoke: graph.inboundRevoke({ ...who, of: 'wamid.O' }),
    echo: graph.ownerWrites({ phoneNumberId: '111', to: LEA, text: 'x' }),
    status: graph.status({ phoneNumberId: '111', messageId: 'wamid.O', state: 'read' }),
    account: graph.accountNews({ field: 'message_template_status_update', value: { event: 'APPROVED' } }),
  };
  const seen = Object.values(built).map(({ body, headers }) => {
    const raw = new TextEncoder().encode(body);
    assert.ok(verifySignature(raw, headers['x-hub-signature-256'] ?? null, 's3cret'));
    assert.ok(
      raw.every((byte) => byte < 128),
      'Meta escapes what is not ASCII',
    );
    const [arrival] = readWhatsApp(JSON.parse(body), 0);
    const { what } = arrival!;
    return what.kind === 'message' ? what.content.kind : what.kind;
  });
  assert.deepEqual(seen, [
    'text',
    'tap',
    'tap',
    'tap',
    'cart',
    'location',
    'media',
    'reaction',
    'edit',
    'revoke',
    'echo',
    'status',
    'account',
  ]);
  const [first] = readWhatsApp(JSON.parse(built.text.body), 0);
  assert.deepEqual(
    [first?.account, first?.at, first?.quoted, first?.contact?.name],
    ['111', who.timestamp, 'wamid.Q', 'Léa'],
  );
  const hidden = graph.inboundText({ ...who, from: 'FR.13491', text: 'x' });
  assert.equal(readWhatsApp(JSON.parse(hidden.body), 0)[0]?.contact?.id, 'FR.13491');
  const both = graph.together(built.text, graph.inboundText({ ...who, phoneNumberId: '222', text: 'y' }));
  assert.deepEqual(
    readWhatsApp(JSON.parse(both.body), 0).map((one) => one.account),
    ['111', '222'],
  );
});

test('a status goes to the webhook with the number and tracker of the message it is about', async () => {
  const got: { body: string; signature: string | undefined }[] = [];
  const webhook = createServer(async (request: IncomingMessage, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    got.push({ body: Buffer.concat(pieces).toString(), signature: String(request.headers['x-hub-signature-256']) });
    response.end();
  });
  await new Promise<void>((listening) => webhook.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}`;
  try {
    await send(text, { biz_opaque_callback_data: 'out-7' });
    const [message] = graph.sent;
    assert.equal(
      await graph.deliverStatus(url, { messageId: message!.id, state: 'failed', error: { code: 131047 } }),
      200,
    );
    assert.ok(verifySignature(Buffer.from(got[0]!.body), got[0]!.signature ?? null, 's3cret'));
    const [status] = readWhatsApp(JSON.parse(got[0]!.body), 0);
    assert.equal(status?.account, '111');
    assert.deepEqual(status?.what, {
      kind: 'status',
      of: message!.id,
      state: 'failed',
      tracker: 'out-7',
      failure: { code: 131047, title: 'Error' },
    });
  } finally {
    webhook.close();
  }
});

test('failures are shown as often as asked, to the calls asked; waiting finds what comes later', async () => {
  graph.failNext({ code: 131000, times: 2 });
  assert.deepEqual([await send(text), await send(text), await send(text)], [131000, 131000, 'ok']);
  graph.failNext({ drop: 'after' });
  await assert.rejects(send(text, { biz_opaque_callback_data: 'cut' }));
  assert.equal(graph.sent.at(-1)?.tracker, 'cut');

  const later = graph.waitFor((one) => one.text === 'plus tard');
  await send({ type: 'text', text: { body: 'plus tard' } });
  assert.equal((await later).text, 'plus tard');
  await assert.rejects(
    graph.waitFor((one) => one.text === 'jamais', 20),
    /No matching message within 20 ms[\s\S]*plus tard/,
  );
});

test('templates are created once a language and listed by pages', async () => {
  graph.templates.length = 0;
  const create = async (more: object) => {
    const components = [{ type: 'BODY', text: 'Bonjour {{1}}, à bientôt', example: { body_text: [['Léa']] } }];
    const body = JSON.stringify({ name: 'hello', language: 'fr', category: 'UTILITY', components, ...more });
    return (await call('/v26.0/900/message_templates', { method: 'POST', body })).status;
  };
  assert.deepEqual(
    [await create({}), await create({}), await create({ language: 'en' }), await create({ name: 'A B' })],
    [200, 400, 200, 400],
  );
  const { json } = await call('/v26.0/900/message_templates?limit=1');
  assert.equal(listAt(json, 'data').length, 1);
  const next = await call(textAt(json, 'paging', 'next').replace(graph.url, ''));
  assert.equal(textAt(next.json, 'data', 0, 'language'), 'en');
  assert.equal(textAt(next.json, 'paging', 'next'), '');
});
