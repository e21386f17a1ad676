/** What comes in: copies, bursts, batches of several shops, bodies nobody can read, and who may bring them. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Trx } from '../../db/shop.ts';
import { forHub } from '../../db/shop.ts';
import { APP_SECRET, VERIFY_TOKEN } from '../testing/hub.ts';
import { aShop, CUSTOMER_PHONE, MANAGER_PHONE, OWNER_PHONE, PHONE_NUMBER_ID } from '../testing/shop.ts';
import { ME, only, SIMPLE_ORDER, startWalk, type Walk } from './walk.ts';

const OTHER_NUMBER = '200000000000002';
const OTHER_OWNER = '33655555555';
let walk: Walk;
before(async () => {
  const other = aShop('autre', {
    phoneNumberId: OTHER_NUMBER,
    name: 'Autre Maison',
    members: [{ name: 'Odile', role: 'owner', phone: `+${OTHER_OWNER}` }],
  });
  // Long enough for three requests on a busy machine to fall into one burst.
  walk = await startWalk({ shops: [aShop('maison'), other], more: { BURST_MS: '700' } });
});
after(() => walk.close());

const count = (trx: Trx, table: 'message' | 'draft' | 'orders' | 'turn' | 'outgoing' | 'conversation' | 'customer') =>
  trx
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
    .then((row) => Number(row.count));

const unread = () =>
  forHub(walk.parts.hub.database, (trx) => trx.selectFrom('unread_body').selectAll().orderBy('id').execute());

/** Posts bytes as they are, with any signature. */
async function post(body: string | Uint8Array<ArrayBuffer>, signature?: string): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    ...(signature === undefined ? {} : { 'x-hub-signature-256': signature }),
  };
  const response = await fetch(`${walk.url}/webhooks/meta`, { method: 'POST', body, headers });
  await response.text();
  return response.status;
}
const signed = (body: string | Uint8Array) => `sha256=${createHmac('sha256', APP_SECRET).update(body).digest('hex')}`;

test('the same body posted five times at once: one message, one draft, one card, one reply', async () => {
  const body = walk.graph.inboundText({ ...ME, from: CUSTOMER_PHONE, name: 'Marie', text: SIMPLE_ORDER });
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => walk.deliver(body)));
  assert.deepEqual(answers, [200, 200, 200, 200, 200]);
  await walk.graph.waitFor((message) => message.to === OWNER_PHONE);
  assert.equal(await walk.deliver(body), 200, 'a sixth, when all is done');
  await walk.quiet();
  assert.match(only(walk.graph.sentTo(CUSTOMER_PHONE)).text, /n° 1/);
  assert.equal(walk.graph.sentTo(OWNER_PHONE).length, 1);
  assert.equal(walk.graph.sentTo(MANAGER_PHONE).length, 1);
  await walk.look('maison', async (trx) => {
    for (const table of ['message', 'draft', 'orders', 'turn', 'customer'] as const)
      assert.equal(await count(trx, table), 1, table);
    assert.equal(await count(trx, 'outgoing'), 3, 'a reply and two cards');
  });
});

test('"2 gâteaux", "fraise", "samedi" as three messages: one draft, one reply', async () => {
  const from = '33640000001';
  for (const text of ['2 gâteaux', 'fraise', 'samedi']) assert.equal(await walk.sends(from, text), 200);
  const question = await walk.graph.waitFor((message) => message.to === from);
  await walk.quiet();
  assert.equal(walk.graph.sentTo(from).length, 1);
  assert.deepEqual(
    question.choices.map((choice) => choice.title),
    ['6 parts', '8 parts', '10 parts'],
  );
  await walk.look('maison', async (trx) => {
    const conversation = only(await trx.selectFrom('conversation').select('id').where('contact', '=', from).execute());
    const draft = only(
      await trx.selectFrom('draft').selectAll().where('conversation_id', '=', conversation.id).execute(),
    );
    const content = draft.content as { lines: { sku: string; qty: number }[]; date: string };
    assert.equal(content.date, '2026-11-28');
    assert.deepEqual(
      content.lines.map((line) => [line.sku, line.qty]),
      [['gateau-fraises', 2]],
    );
    assert.equal(
      (await trx.selectFrom('turn').selectAll().where('conversation_id', '=', conversation.id).execute()).length,
      1,
    );
  });
});

test('ten messages of a new contact at the same time: one conversation, one customer, one reply', async () => {
  const from = '33640000002';
  const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => walk.sends(from, `Bonjour ${at}`)));
  assert.ok(answers.every((status) => status === 200));
  await walk.graph.waitFor((message) => message.to === from);
  await walk.quiet();
  assert.equal(walk.graph.sentTo(from).length, 1);
  await walk.look('maison', async (trx) => {
    const conversation = only(await trx.selectFrom('conversation').selectAll().where('contact', '=', from).execute());
    assert.equal((await trx.selectFrom('customer').selectAll().where('phone', '=', `+${from}`).execute()).length, 1);
    const messages = await trx
      .selectFrom('message')
      .select('state')
      .where('conversation_id', '=', conversation.id)
      .execute();
    assert.deepEqual(new Set(messages.map((row) => row.state)), new Set(['done']));
    assert.equal(messages.length, 10);
  });
});

test('one body with messages and statuses of two shops: each reaches its own', async () => {
  const { graph } = walk;
  const [mine, theirs] = ['33640000003', '33640000004'];
  const before = await walk.look('maison', (trx) => count(trx, 'message'));
  const body = graph.together(
    graph.inboundText({ ...ME, from: mine, text: '4 flans pour samedi' }),
    graph.status({ ...ME, messageId: 'wamid.unknown', state: 'delivered' }),
    graph.inboundText({ phoneNumberId: OTHER_NUMBER, from: theirs, name: 'Théo', text: '3 brioches pour samedi' }),
    graph.inboundText({ phoneNumberId: OTHER_NUMBER, from: mine, name: 'Les deux', text: 'Bonjour' }),
    graph.inboundText({ phoneNumberId: '999999999999999', from: mine, text: 'à personne' }),
  );
  assert.equal(await walk.deliver(body), 200);
  const card = await graph.waitFor((message) => message.to === OTHER_OWNER);
  await walk.quiet();
  assert.equal(card.phoneNumberId, OTHER_NUMBER);
  assert.match(card.text, /3 × Brioche nanterre/);
  const answered = only(graph.sentTo(theirs));
  assert.deepEqual([answered.phoneNumberId, /Autre Maison/.test(answered.text)], [OTHER_NUMBER, true]);
  assert.deepEqual(
    graph
      .sentTo(mine)
      .map((message) => message.phoneNumberId)
      .sort(),
    [PHONE_NUMBER_ID, OTHER_NUMBER],
  );
  assert.equal(await walk.look('maison', (trx) => count(trx, 'message')), before + 2);
  await walk.look('autre', async (trx) => {
    assert.equal(
      only(await trx.selectFrom('orders').select('number').execute()).number,
      '2026-0001',
      'its own numbering',
    );
    assert.equal(await count(trx, 'message'), 2);
    assert.equal(await count(trx, 'customer'), 2);
  });
  const kept = only((await unread()).filter((row) => row.reason.includes('999999999999999')));
  assert.match(kept.body, /à personne/);
});

test('two changes in one entry, two people in one change: everybody is answered', async () => {
  const { graph } = walk;
  const people = ['33640000011', '33640000012', '33640000013'];
  const value = (from: string[]) => {
    const contacts = from.map((wa_id) => ({ profile: { name: `Client ${wa_id}` }, wa_id }));
    const messages = from.map((one) => ({
      from: one,
      id: `wamid.${one}`,
      timestamp: '1795359600',
      type: 'text',
      text: { body: 'Bonjour' },
    }));
    return graph.change('messages', PHONE_NUMBER_ID, { contacts, messages }).entry[0] as {
      id: string;
      changes: unknown[];
    };
  };
  const [two, one] = [value(people.slice(0, 2)), value(people.slice(2))];
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: two.id, changes: [...two.changes, ...one.changes] }],
  });
  assert.equal(await post(body, signed(body)), 200);
  await walk.quiet();
  for (const person of people) assert.equal(graph.sentTo(person).length, 1, person);
  const names = await walk.look('maison', (trx) =>
    trx.selectFrom('customer').select('name').where('name', 'like', 'Client 3364000001%').orderBy('name').execute(),
  );
  assert.deepEqual(
    names.map((row) => row.name),
    people.map((person) => `Client ${person}`),
  );
});

test('a person without a phone number is answered under the id they have', async () => {
  const from = 'FR.13491208655302741918';
  const placed = await walk.says(from, SIMPLE_ORDER, { name: 'Sans numéro' });
  assert.match(placed.text, /n° \d+/);
  assert.equal(placed.body.recipient, from);
  assert.equal('to' in placed.body, false);
  const customer = await walk.look('maison', (trx) =>
    trx.selectFrom('customer').selectAll().where('name', '=', 'Sans numéro').execute(),
  );
  assert.equal(only(customer).phone, null);
  await walk.quiet();
});

test('the keys of one shop open nothing of the other', async () => {
  const mine = (await (await walk.api('/orders', 'maison')).json()) as { data: { customer: { phone: string } }[] };
  const theirs = (await (await walk.api('/orders', 'autre')).json()) as { data: { customer: { phone: string } }[] };
  assert.deepEqual(
    theirs.data.map((order) => order.customer.phone),
    ['+33640000004'],
  );
  assert.ok(mine.data.every((order) => order.customer.phone !== '+33640000004'));
});

test('a body nobody can read is kept and answered 200, once however often it comes', async () => {
  const before = (await unread()).length;
  const strange = ['{ not json', '{"object":"page_of_nobody","entry":[]}', 'null', '"text"', '[1]', ''];
  for (const body of [...strange, ...strange]) assert.equal(await post(body, signed(body)), 200, body);
  const bytes = new Uint8Array([0xff, 0xfe, 0x00, 0x7b]);
  assert.equal(await post(bytes, signed(bytes)), 200, 'not even UTF-8');
  const kept = (await unread()).slice(before);
  assert.equal(kept.length, strange.length + 1);
  assert.deepEqual(
    kept.slice(0, strange.length).map((row) => row.body),
    strange,
  );
});

test('a readable body with a NUL and half a surrogate is stored without them, and answered', async () => {
  const from = '33640000005';
  const text = 'Bonjour\u0000 \ud800 vous';
  assert.equal(await walk.sends(from, text), 200);
  await walk.graph.waitFor((message) => message.to === from);
});

test('a wrong or missing signature: 401, and nothing is stored', async () => {
  const { body, headers } = walk.graph.inboundText({ ...ME, from: '33640000006', text: 'Bonjour à vous' });
  const good = headers['x-hub-signature-256']!;
  const before = await walk.look('maison', (trx) => count(trx, 'message'));
  const kept = (await unread()).length;
  const other = `sha256=${createHmac('sha256', 'another secret').update(body).digest('hex')}`;
  for (const signature of [
    undefined,
    '',
    'sha256=',
    'sha256=zz',
    other,
    good.replace('sha256', 'sha1'),
    good.slice(0, -1),
  ]) {
    assert.equal(await post(body, signature), 401, String(signature));
  }
  assert.equal(await post(body.replace('Bonjour', 'Bonsoir'), good), 401, 'other words under the same signature');
  assert.equal(await post(JSON.stringify(JSON.parse(body)), good), 401, 'the same JSON in other bytes');
  assert.equal(await walk.look('maison', (trx) => count(trx, 'message')), before);
  assert.equal((await unread()).length, kept);
});

test('the handshake gives the challenge to who knows the token, and to nobody else', async () => {
  const ask = async (token: string, mode = 'subscribe') => {
    const query = new URLSearchParams({ 'hub.mode': mode, 'hub.challenge': '1158201444', 'hub.verify_token': token });
    const response = await fetch(`${walk.url}/webhooks/meta?${query}`);
    return [response.status, await response.text()] as const;
  };
  assert.deepEqual(await ask(VERIFY_TOKEN), [200, '1158201444']);
  for (const [status, text] of [await ask('wrong'), await ask(''), await ask(VERIFY_TOKEN, 'unsubscribe')]) {
    assert.equal(status, 403);
    assert.doesNotMatch(text, /1158201444/);
  }
});
