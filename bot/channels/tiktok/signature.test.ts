import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requestSignature, verifyTikTok } from './signature.ts';

/** The official example of "Webhooks overview" (partner.tiktokshop.com). */
const BODY =
  '{"type":1,"tts_notification_id":"7380066284010030890","shop_id":"7495540735365777507","timestamp":1718305585,"data":{"is_on_hold_order":true,"order_id":"576653688135258178","order_status":"UNPAID","update_time":1718305585}}';
const SIGNATURE = '5dec0f11ec2f6783b8deee53c9ffbf8d024302f7c7e7fa55a35d17629031ac05';
const APP = { key: 'abcdef', secret: '123' };

test('the official notification is TikTok’s; any other body, key, secret or header is not', () => {
  const raw = Buffer.from(BODY);
  assert.ok(verifyTikTok(raw, SIGNATURE, APP));
  assert.ok(!verifyTikTok(Buffer.from(`${BODY} `), SIGNATURE, APP));
  assert.ok(!verifyTikTok(raw, `Bearer ${SIGNATURE}`, APP));
  for (const header of [null, '', SIGNATURE.slice(1), SIGNATURE.replace('5', '6')])
    assert.ok(!verifyTikTok(raw, header, APP));
  for (const app of [
    { ...APP, key: 'abcdeg' },
    { ...APP, secret: '' },
    { key: '', secret: '123' },
  ])
    assert.ok(!verifyTikTok(raw, SIGNATURE, app));
});

test('a request is signed as the official order search is', () => {
  // The official example of the request's signature, as its Go client's tests keep it (path, sorted query, no body).
  const query = {
    access_token: 'abc1c123-3128-aa17-125e-2d2d51ab814fa',
    app_key: '12abcd',
    shop_id: '123456',
    timestamp: '1600000000',
  };
  assert.equal(
    requestSignature('/api/orders/search', query, '', '123'),
    'dcbce84df8e4a7bd4674dc5f1e5d88f6b029b17592b087f504df38c906552b44',
  );
  assert.equal(
    requestSignature('/api/orders/detail/query', { ...query, sign: 'x' }, '', '123'),
    '708ca048c6bb7789e1d0ee40a18a6526462569de8046f956057f31aa442551df',
  );
  assert.notEqual(
    requestSignature('/api/orders/search', query, '{"page_size":50}', '123'),
    requestSignature('/api/orders/search', query, '', '123'),
  );
});
