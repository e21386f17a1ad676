/** The demo shop by the simulator: the same road, paid on the demo page, and closed to everything real. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Reply } from '../../tools/conversations/message.ts';
import { only, startWalk, type Walk } from './walk.ts';

const DEMO = 'patisserie-lilas';
let walk: Walk;
before(async () => {
  walk = await startWalk({ more: { DEMO: '1' } });
});
after(() => walk.close());

type Phone = 'customer' | 'merchant';

/** A browser that has /essai open. */
async function visitor() {
  const page = await fetch(`${walk.url}/essai`);
  const cookie = (page.headers.getSetCookie()[0] ?? '').split(';')[0]!;
  const mark = /mark(?:"|&quot;):(?:"|&quot;)([0-9a-f]{12})/.exec(await page.text())?.[1] ?? '';
  const post = (body: object, headers: Record<string, string> = {}) =>
    fetch(`${walk.url}/essai/say`, {
      method: 'POST',
      body: JSON.stringify({ mark, id: randomUUID(), ...body }),
      headers: { cookie, 'content-type': 'application/json', origin: new URL(walk.url).origin, ...headers },
    }).then((response) => response.status);
  return { post, mark };
}

/** Everything the demo said, by phone, oldest first. */
const said = (phone: Phone) =>
  walk.look(DEMO, async (trx) => {
    const rows = await trx
      .selectFrom('outgoing')
      .innerJoin('conversation', 'conversation.id', 'outgoing.conversation_id')
      .select(['outgoing.reply', 'conversation.member_id'])
      .where('outgoing.state', '=', 'sent')
      .orderBy('outgoing.id')
      .execute();
    return rows.filter((row) => (row.member_id !== null) === (phone === 'merchant')).map((row) => row.reply as Reply);
  });
const tapOf = (reply: Reply, title: string) => {
  const choice = reply.choices?.find((one) => one.title === title);
  assert.ok(choice, `no "${title}" in ${JSON.stringify(reply.choices)}`);
  return { payload: choice.id, title };
};

test('order, question, tap, approval, demo payment, invoice: the promise of the first two minutes', async () => {
  const { post } = await visitor();
  assert.equal(
    await post({ phone: 'customer', text: 'Bonjour, je voudrais 2 gâteaux aux fraises pour samedi svp' }),
    202,
  );
  await walk.quiet();
  const question = only(await said('customer'));
  assert.equal(await post({ phone: 'customer', tap: tapOf(question, '8 parts') }), 202);
  await walk.quiet();
  const card = only(await said('merchant'));
  assert.match(card.text, /2 × Gâteau aux fraises \(8 parts\)/);
  assert.equal(await post({ phone: 'merchant', tap: tapOf(card, 'Créer commande') }), 202);
  await walk.quiet();
  const recap = (await said('customer')).at(-1)!;
  assert.match(recap.link?.url ?? '', /\/pay\//);
  const pressed = await walk.presses(recap.link!.url);
  assert.equal(pressed.status, 303);
  const demo = new URL(pressed.headers.get('location')!, walk.url).href;
  assert.match(await (await fetch(demo)).text(), /45,00/);
  const pay = (origin: string) =>
    fetch(demo, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ outcome: 'paid' }),
      headers: { origin },
    });
  assert.equal((await pay('https://evil.example')).status, 403, 'only its own page may pay');
  const own = new URL(walk.url).origin;
  const answers = await Promise.all([pay(own), pay(own), pay(own)]);
  assert.deepEqual(
    answers.map((answer) => answer.status),
    [303, 303, 303],
  );
  await walk.quiet();
  await walk.look(DEMO, async (trx) => {
    const order = only(await trx.selectFrom('orders').selectAll().execute());
    assert.deepEqual(
      [order.channel, order.status, order.payment_status, order.paid],
      ['simulator', 'confirmed', 'paid', 4500],
    );
    assert.equal(only(await trx.selectFrom('payment').selectAll().execute()).provider, 'demo');
    assert.equal(only(await trx.selectFrom('paper').selectAll().execute()).number, 'F-2026-0001');
  });
  const thanks = (await said('customer')).at(-1)!;
  assert.match(thanks.text, /F-2026-0001/);
  assert.equal(thanks.document?.filename, 'F-2026-0001.pdf');
  assert.equal(walk.stripe.calls.length, 0);
  assert.equal(walk.graph.sent.length, 0, 'nothing left for WhatsApp');
});

test('the same saying twice counts once; another visitor’s, or from another page, not at all', async () => {
  const mine = await visitor();
  const before = (await said('customer')).length;
  const saying = { phone: 'customer', text: 'Bonjour', id: 'saying-twice-1' };
  assert.deepEqual(await Promise.all([mine.post(saying), mine.post(saying)]), [202, 202]);
  await walk.quiet();
  assert.equal((await said('customer')).length, before + 1);
  assert.equal(await mine.post({ phone: 'customer', text: 'Bonjour', mark: 'of-another' }), 409);
  assert.equal(await mine.post({ phone: 'customer', text: 'Bonjour' }, { origin: 'https://evil.example' }), 403);
  assert.equal(await mine.post({ phone: 'customer' }), 400);
  await walk.quiet();
  assert.equal((await said('customer')).length, before + 1);
});

test('the simulator speaks for the demo shop alone, and its Stripe door is shut', async () => {
  const { post } = await visitor();
  assert.equal(await post({ phone: 'merchant', text: '/commandes' }), 202);
  await walk.quiet();
  const messages = await walk.look('maison', (trx) => trx.selectFrom('message').select('id').execute());
  assert.deepEqual(messages, []);
  assert.equal((await fetch(`${walk.url}/webhooks/stripe/${DEMO}`, { method: 'POST', body: '{}' })).status, 404);
});

test('without DEMO there is neither page', async () => {
  const real = await startWalk();
  try {
    assert.equal((await fetch(`${real.url}/essai`)).status, 404);
    assert.equal((await fetch(`${real.url}/essai/say`, { method: 'POST', body: '{}' })).status, 404);
  } finally {
    await real.close();
  }
});
