/** One delivery of Meta's may be for several accounts. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { forHub } from '../../db/shop.ts';
import { aShop, PHONE_NUMBER_ID } from '../testing/shop.ts';
import { startWalk, type Walk } from './walk.ts';

const PAGE = '200000000000009';
const ACCOUNT = '17841400000000009';

let walk: Walk;
before(async () => {
  const access_token = 'fake-token';
  const connections = [
    { channel: 'whatsapp' as const, phone_number_id: PHONE_NUMBER_ID, access_token },
    { channel: 'messenger' as const, page_id: PAGE, access_token },
    { channel: 'instagram' as const, account_id: ACCOUNT, access_token },
  ];
  walk = await startWalk({ shops: [aShop('maison', { connections })], more: { BURST_MS: '10' } });
});
after(() => walk.close());

const post = (object: string, entry: unknown[]) => walk.deliver(walk.graph.direct.signed(object, entry));

const kept = () => forHub(walk.parts.hub.database, (trx) => trx.selectFrom('unread_body').select('reason').execute());

test('a batch for several accounts goes to each; an account of nobody is kept, a bad signature is not', async () => {
  const event = (account: string, mid: string) => ({
    id: account,
    time: walk.parts.hub.now(),
    messaging: [
      {
        sender: { id: '7100' },
        recipient: { id: account },
        timestamp: walk.parts.hub.now(),
        message: { mid, text: 'x' },
      },
    ],
  });
  assert.equal(await post('page', [event(PAGE, 'm_batch'), event('999', 'm_nobody')]), 200);
  assert.match((await kept()).at(-1)?.reason ?? '', /no shop has messenger account 999/);
  const count = () =>
    walk.look('maison', (trx) => trx.selectFrom('message').select('id').where('external_id', '=', 'm_batch').execute());
  assert.equal((await count()).length, 1);
  const { body, headers } = walk.graph.direct.text({ account: PAGE, from: '7100', text: 'x', id: 'm_forged' });
  assert.equal(await walk.graph.deliver(`${walk.url}/webhooks/meta`, { body: `${body} `, headers, entry: [] }), 401);
});
