/** Every body Messenger and Instagram are known to send, on a whole hub: taken, kept, ended, and never met with blank. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { forHub } from '../../db/shop.ts';
import { readDirect } from '../channels/meta-dm/read.ts';
import { aShop, PHONE_NUMBER_ID } from '../testing/shop.ts';
import { startWalk, type Walk } from './walk.ts';

const PAYLOADS = resolve(import.meta.dirname, '../../../shared/payloads');
const skip = existsSync(PAYLOADS) ? false : 'sample payloads are not on this machine';
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

type Entry = { id: string } & Record<string, unknown>;
type Body = { object: 'page' | 'instagram'; entry: Entry[] };

/** Puts our account wherever a body names its own. */
function ours(text: string, account: string): Body {
  const { entry } = JSON.parse(text) as Body;
  const renamed = entry.reduce((all, { id }) => all.replaceAll(JSON.stringify(id), JSON.stringify(account)), text);
  return JSON.parse(renamed) as Body;
}

const post = (object: string, entry: unknown[]) => walk.deliver(walk.graph.direct.signed(object, entry));

test('every sample is taken once, ends, and nothing blank is said', {
  skip,
  timeout: 240_000,
}, async () => {
  const expected = new Set<string>();
  for (const channel of ['messenger', 'instagram'] as const) {
    const account = channel === 'messenger' ? PAGE : ACCOUNT;
    for (const file of readdirSync(resolve(PAYLOADS, channel))) {
      const body = ours(readFileSync(resolve(PAYLOADS, channel, file), 'utf8'), account);
      for (const arrival of readDirect(body, channel, 0)) expected.add(arrival.externalId);
      for (let copy = 0; copy < 2; copy++) assert.equal(await post(body.object, body.entry), 200, file);
    }
  }
  await walk.quiet();
  await walk.look('maison', async (trx) => {
    const rows = await trx.selectFrom('message').selectAll().execute();
    assert.deepEqual(new Set(rows.map((row) => row.external_id)), expected);
    assert.deepEqual(
      rows.filter((row) => row.state !== 'done').map((row) => row.arrival),
      [],
    );
    assert.deepEqual(await trx.selectFrom('turn').select('error').where('error', 'is not', null).execute(), []);
    const said = await trx.selectFrom('outgoing').select(['reply', 'conversation_id']).execute();
    for (const { reply } of said) assert.ok((reply as { text: string }).text.trim().length > 0, JSON.stringify(reply));
  });
  assert.deepEqual(await kept(), []);
  for (const { text, choices } of walk.graph.sent) assert.ok(text.trim() !== '' || choices.length > 0);
});

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

test('mutated bodies are answered 200, all of them', { timeout: 120_000 }, async () => {
  const junk = fc.sample(fc.jsonValue(), 40);
  for (const value of junk) {
    const message = { mid: 'm_fuzz', text: 'x', attachments: value };
    for (const entry of [
      value,
      { id: PAGE, messaging: value },
      { id: PAGE, messaging: [value] },
      { id: PAGE, messaging: [{ sender: value, message }] },
    ])
      assert.equal(await post('page', [entry]), 200, JSON.stringify(entry));
  }
  await walk.quiet();
});
