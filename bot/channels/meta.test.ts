import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { fc } from '../../db/testing/properties.ts';
import { graphFailure, handshake, metaChannelOf, noAnswer, verifySignature } from './meta.ts';

const SECRET = 'app-secret';
const sign = (raw: Uint8Array, secret = SECRET) => `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`;
const bytes = (text: string) => new TextEncoder().encode(text);

test('a signature holds for exactly the bytes that were signed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), (raw, at) => {
      const header = sign(raw);
      assert.equal(verifySignature(raw, header, SECRET), true);
      const changed = raw.slice();
      changed[at % raw.length]! ^= 1;
      assert.equal(verifySignature(changed, header, SECRET), false);
    }),
  );
});

test('the same JSON with other escapes has another signature', () => {
  const asSent = bytes('{"text":"caf\\u00e9 \\/ th\\u00e9"}');
  const header = sign(asSent);
  const rewritten = bytes(JSON.stringify(JSON.parse(new TextDecoder().decode(asSent))));
  assert.equal(verifySignature(asSent, header, SECRET), true);
  assert.equal(verifySignature(rewritten, header, SECRET), false);
});

test('a missing, malformed or foreign signature is refused, and so is every signature without a secret', () => {
  const raw = bytes('{}');
  const hex = sign(raw).slice('sha256='.length);
  for (const header of [
    null,
    '',
    'sha256=',
    hex,
    `sha1=${hex}`,
    `sha256=${hex}00`,
    `sha256=${hex.slice(2)}`,
    'sha256=zz',
  ])
    assert.equal(verifySignature(raw, header, SECRET), false, String(header));
  assert.equal(verifySignature(raw, sign(raw, 'other'), SECRET), false);
  assert.equal(verifySignature(raw, sign(raw, ''), ''), false);
  assert.equal(verifySignature(raw, `sha256=${hex.toUpperCase()}`, SECRET), true);
});

test('each of several secrets signs; an empty one among them never does', () => {
  const raw = bytes('{}');
  for (const secret of ['first', 'second'])
    assert.equal(verifySignature(raw, sign(raw, secret), 'first, second,'), true);
  for (const secret of ['', 'first, second,', 'third'])
    assert.equal(verifySignature(raw, sign(raw, secret), 'first, second,'), false);
  assert.equal(verifySignature(raw, sign(raw, ''), ' , '), false);
});

test('a body goes to the channel its object names', () => {
  assert.deepEqual(
    [{ object: 'page' }, { object: 'instagram' }, { object: 'whatsapp_business_account' }, {}, null, 'x'].map(
      metaChannelOf,
    ),
    ['messenger', 'instagram', 'whatsapp', 'whatsapp', 'whatsapp', 'whatsapp'],
  );
});

test('Messenger and Instagram: the subcode decides where the code would blame the account', () => {
  const action = (code: number, subcode?: number) =>
    graphFailure({ code, httpStatus: 400, details: 'x', ...(subcode !== undefined && { subcode }) }).action;
  assert.deepEqual([action(10, 2018278), action(10, 2534022), action(10)], ['wait', 'wait', 'reconnect']);
  assert.deepEqual([action(200, 1545041), action(551), action(200)], ['give_up', 'give_up', 'reconnect']);
  assert.deepEqual([action(32), action(613), action(1200)], ['retry', 'retry', 'retry']);
});

test('the handshake answers the challenge only for our token', () => {
  const query = { 'hub.mode': 'subscribe', 'hub.verify_token': 'ours', 'hub.challenge': '1158201444' };
  assert.equal(handshake(query, 'ours'), '1158201444');
  assert.equal(handshake(query, 'other'), null);
  assert.equal(handshake({ ...query, 'hub.verify_token': undefined }, 'ours'), null);
  assert.equal(handshake({ ...query, 'hub.verify_token': '' }, ''), null);
  assert.equal(handshake({ ...query, 'hub.mode': 'unsubscribe' }, 'ours'), null);
  assert.equal(handshake({ ...query, 'hub.challenge': undefined }, 'ours'), null);
});

test('every error code that matters has its action', () => {
  const expected: Record<string, number[]> = {
    reconnect: [0, 190, 3, 10, 200, 250, 299, 131031, 368, 131042, 131045, 133010, 131037],
    retry: [4, 80007, 130429, 131048, 131056, 131064, 133016, 131000, 131016, 2, 131053, 131057],
    wait: [131047, 132001, 132015, 132016, 132007],
    give_up: [
      131008, 131009, 100, 131021, 131026, 131030, 131049, 131050, 131051, 131052, 131062, 132000, 132005, 132012,
    ],
  };
  for (const [action, codes] of Object.entries(expected))
    for (const code of codes)
      assert.equal(graphFailure({ code, httpStatus: 400, details: 'x' }).action, action, `code ${code}`);
});

test('an unknown code is judged by its HTTP status', () => {
  const action = (httpStatus: number) => graphFailure({ code: 999999, httpStatus, details: 'x' }).action;
  assert.deepEqual([401, 403, 408, 429, 500, 503, 400, 404].map(action), [
    'reconnect',
    'reconnect',
    'retry',
    'retry',
    'retry',
    'retry',
    'give_up',
    'give_up',
  ]);
  assert.equal(graphFailure({ code: 100, subcode: 33, httpStatus: 400, details: 'x' }).action, 'reconnect');
  const fault = (code: number, subcode?: number) =>
    graphFailure({ code, httpStatus: 400, details: 'x', ...(subcode !== undefined && { subcode }) }).fault;
  assert.deepEqual(
    [190, 200, 131042, 131047, 132001, 131026].map((code) => fault(code)),
    ['access', 'permission', 'billing', 'window', 'template', 'unreachable'],
  );
  assert.equal(fault(10, 2018278), 'window');
});

test('pauses grow with the attempts, start at 6 s for the pair limit and obey Retry-After', () => {
  const pair = (attempt: number) => graphFailure({ code: 131056, details: 'x' }, attempt).retryAfterMs;
  assert.deepEqual([0, 1, 2, 3, 50].map(pair), [6_000, 16_000, 64_000, 256_000, 3_600_000]);
  assert.equal(graphFailure({ code: 131000, details: 'x' }, 3).retryAfterMs, 16_000);
  assert.equal(graphFailure({ code: 4, details: 'x', retryAfterMs: 7_200_000 }).retryAfterMs, 7_200_000);
  assert.equal(graphFailure({ code: 131047, details: 'x', retryAfterMs: 5 }).retryAfterMs, undefined);
  assert.deepEqual(noAnswer(new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') }), 1), {
    action: 'retry',
    code: -1,
    fault: 'provider',
    details: 'fetch failed: ECONNREFUSED',
    retryAfterMs: 4_000,
  });
});
