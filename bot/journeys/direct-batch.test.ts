/** One delivery of Meta's may be for several accounts. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { forHub } from '../../db/shop.ts';
import { aShop, META_CONNECTIONS, PAGE_ID } from '../testing/shop.ts';
import { startWalk, type Walk } from './walk.ts';

let walk: Walk;
before(async () => {
  walk = await startWalk({ shops: [aShop('maison', { connections: META_CONNECTIONS })], more: { BURST_MS: '10' } });
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
  assert.equal(await post('page', [event(PAGE_ID, 'm_batch'), event('999', 'm_nobody')]), 200);
  assert.match((await kept()).at(-1)?.reason ?? '', /no shop has messenger account 999/);
  const count = () =>
    walk.look('maison', (trx) => trx.selectFrom('message').select('id').where('external_id', '=', 'm_batch').execute());
  assert.equal((await count()).length, 1);
  const { body, headers } = walk.graph.direct.text({ account: PAGE_ID, from: '7100', text: 'x', id: 'm_forged' });
  assert.equal(await walk.graph.deliver(`${walk.url}/webhooks/meta`, { body: `${body} `, headers, entry: [] }), 401);
});
