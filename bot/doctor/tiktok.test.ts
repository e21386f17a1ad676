/** The doctor at a TikTok shop: what works, what does not, what to do. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { shopFacts } from '../../tools/shops/facts.ts';
import { type FakeTikTok, startFakeTikTok } from '../fakes/tiktok.ts';
import { readSettings } from '../settings.ts';
import { SUNDAY, startTestHub, type TestHub } from '../testing/hub.ts';
import { aShop } from '../testing/shop.ts';
import { examineShop } from './examine.ts';

const ACCOUNT = '7494049642642441621';
let hub: TestHub;
let tiktok: FakeTikTok;
before(async () => {
  const started = Date.now();
  const now = () => Date.parse(SUNDAY) + Date.now() - started;
  tiktok = await startFakeTikTok({ appKey: 'key', appSecret: 'app-secret', token: 'token-1', shopId: ACCOUNT, now });
  const connections = [
    {
      channel: 'tiktok' as const,
      shop_id: ACCOUNT,
      app_key: 'key',
      app_secret: 'app-secret',
      access_token: 'token-1',
      refresh_token: 'refresh-1',
    },
  ];
  hub = await startTestHub({ shops: [aShop('maison', { connections })], more: { TIKTOK_URL: tiktok.url } });
});
after(async () => {
  await hub?.close();
  await tiktok?.close();
});

test('the doctor: token, orders, renewal, notices; and what to do', async () => {
  const look = async () => {
    const shop = await shopFacts(hub.parts.hub, await hub.shopId('maison'));
    const found = await examineShop({ hub: hub.parts.hub, settings: readSettings(hub.env, '/'), shop });
    return found.find(({ subject }) => subject === `tiktok:${ACCOUNT}`)!.checks;
  };
  assert.deepEqual(
    (await look()).map(({ step, state }) => [step, state]),
    [
      ['token', 'ok'],
      ['orders', 'ok'],
      ['refunds', 'ok'],
      ['renewal', 'ok'],
      ['webhook', 'warn'],
    ],
  );
  tiktok.mayReadRefunds(false);
  const refunds = (await look()).find(({ step }) => step === 'refunds')!;
  assert.match(
    `${refunds.state} ${refunds.says.fr} ${refunds.next?.fr}`,
    /warn .*ne peuvent pas être lus.*Return and Refund/,
  );
  tiktok.mayReadRefunds(true);
  tiktok.failsNext(106001, 'no access');
  const [token] = await look();
  assert.equal(token!.state, 'fail');
  assert.match(`${token!.says.fr} ${token!.next?.fr}`, /no access[\s\S]*Renouvelez l’autorisation/);
});
