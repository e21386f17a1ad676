import { createHash } from 'node:crypto';
import { type FakeTikTok, startFakeTikTok } from '../../fakes/tiktok.ts';
import { SUNDAY } from '../../testing/hub.ts';
import { channelContract } from './contract.ts';
import type { ProviderCall } from './provider.ts';

const ACCOUNT = '7494049642642441621';
const [APP_KEY, APP_SECRET, TOKEN] = ['abcdef', 'tiktok-app-secret', 'tiktok-token'];
let tiktok: FakeTikTok;

channelContract({
  channel: 'tiktok',
  samples: 'tiktok',
  connections: [{ channel: 'tiktok', shop_id: ACCOUNT, app_key: APP_KEY, app_secret: APP_SECRET, access_token: TOKEN }],
  talks: false,
  long: 'whole',
  most: 0,
  before: async () => {
    const started = Date.now();
    const now = () => Date.parse(SUNDAY) + Date.now() - started;
    tiktok = await startFakeTikTok({ appKey: APP_KEY, appSecret: APP_SECRET, token: TOKEN, shopId: ACCOUNT, now });
    return { more: { TIKTOK_URL: tiktok.url }, close: tiktok.close };
  },
  open: () => {
    const called = ({ body, headers }: ReturnType<FakeTikTok['signs']>): ProviderCall => ({
      path: '/webhooks/tiktok',
      body,
      headers,
    });
    /** A body that names no shop of ours is nobody's: every body of the tests is made ours. */
    const ours = (text: string): string | null => {
      const shop = /"shop_id":\s*"(\d+)"/.exec(text)?.[1];
      return shop && /^\s*\{/.test(text) && /"type"/.test(text) ? text.replaceAll(shop, ACCOUNT) : null;
    };
    return {
      customer: (n) => String(n),
      says: ({ id }) => {
        const order = BigInt(`0x${createHash('md5').update(id).digest('hex').slice(0, 15)}`).toString();
        return called(tiktok.statusChange(order, 'UNPAID', { notification: order }));
      },
      signs: (raw) => called(tiktok.signs(raw)),
      bodyOfNobody: 401,
      forgeries: (call) => {
        const { authorization, ...unsigned } = call.headers;
        return [
          { ...call, headers: unsigned },
          { ...call, body: `${call.body} ` },
          { ...call, headers: { ...unsigned, authorization: `Bearer ${authorization}` } },
          called(tiktok.signs(String(call.body), 'another-secret')),
        ];
      },
      novelty: ({ id, mark }) => called(tiktok.notifies(4242, { mark }, id)),
      heard: () => [],
      ours,
    };
  },
});
