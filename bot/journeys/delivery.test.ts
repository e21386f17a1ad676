/** The way out: the 24 h window, templates that are not approved, and everything Graph can answer. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { CUSTOMER_PHONE, MANAGER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { ME, only, SIMPLE_ORDER, startWalk, type Walk } from './walk.ts';

let walk: Walk;
before(async () => {
  walk = await startWalk({ graph: { windows: 'closed' } });
});
after(() => walk.close());
beforeEach(async () => {
  walk.graph.approve();
  // What was told before must not hold back what is told now.
  await walk.look('maison', (trx) => trx.updateTable('watch').set({ alerted_at: null }).execute());
});

const DAY_MS = 24 * 3_600_000;
const sentSince = (since: number, to: string) => walk.graph.sent.slice(since).filter((message) => message.to === to);
const outgoing = (to: string) =>
  walk.look('maison', (trx) =>
    trx
      .selectFrom('outgoing')
      .innerJoin('conversation', 'conversation.id', 'outgoing.conversation_id')
      .selectAll('outgoing')
      .where('conversation.contact', '=', to)
      .orderBy('outgoing.id')
      .execute(),
  );
/** Their last message is suddenly a day old, for the hub and for WhatsApp. */
async function letADayPass(contact: string): Promise<void> {
  walk.graph.closeWindow(contact);
  await walk.look('maison', (trx) =>
    trx
      .updateTable('conversation')
      .set({ last_inbound_at: new Date(walk.parts.hub.now() - DAY_MS - 1_000) })
      .where('contact', '=', contact)
      .execute(),
  );
}
const settled = () =>
  walk.until('nothing is under way', async () => {
    const rows = await walk.look('maison', (trx) =>
      trx.selectFrom('outgoing').select('id').where('state', 'in', ['queued', 'sending']).execute(),
    );
    return rows.length === 0;
  });

test('a member who never wrote gets the template; its tap opens the window and what follows is free-form', async () => {
  const { card } = await walk.orders();
  assert.equal(card.template, 'order_to_approve');
  await walk.quiet();
  const since = walk.graph.sent.length;
  await walk.approves(card);
  await walk.quiet();
  assert.deepEqual(
    sentSince(since, OWNER_PHONE).map((message) => message.type),
    ['text'],
  );
});

test('template not approved: the card waits, and leaves the moment she writes', async () => {
  walk.graph.unapprove('order_to_approve');
  const since = walk.graph.sent.length;
  await walk.says(CUSTOMER_PHONE, SIMPLE_ORDER);
  await walk.until('the manager’s card waits', async () => (await outgoing(MANAGER_PHONE)).at(-1)?.state === 'waiting');
  assert.equal(sentSince(since, MANAGER_PHONE).length, 0);
  const failure = (await outgoing(MANAGER_PHONE)).at(-1)!.failure as { code: number };
  assert.equal(failure.code, 132001);
  await walk.sends(MANAGER_PHONE, '/aide');
  const card = await walk.graph.waitFor(
    (message) =>
      message.to === MANAGER_PHONE &&
      message.choices.some((one) => one.id.startsWith('/confirmer')) &&
      walk.graph.sent.indexOf(message) >= since,
  );
  await walk.quiet();
  assert.equal(card.type, 'interactive', 'as a plain message: the window is open');
  assert.equal(sentSince(since, MANAGER_PHONE).filter((message) => message.choices.length > 0).length, 1);
});

test('a customer outside the window gets the template that says it; not approved, it waits and the members hear of it', async () => {
  const { short, card } = await walk.orders();
  await walk.quiet();
  await letADayPass(CUSTOMER_PHONE);
  const recap = await walk.approves(card);
  assert.equal(recap.template, 'payment_link');
  assert.match(recap.url ?? '', /\/pay\//);
  await walk.quiet();
  const since = walk.graph.sent.length;
  walk.graph.unapprove('message_from_shop');
  await walk.says(OWNER_PHONE, `/annuler ${short} désolée`);
  await walk.quiet();
  assert.equal(sentSince(since, CUSTOMER_PHONE).length, 0, 'the template that carries words is not approved');
  assert.match(
    sentSince(since, OWNER_PHONE).at(-1)!.text,
    /Message en attente pour Marie[\s\S]*annulée[\s\S]*pas encore validé[\s\S]*Appelez plutôt/,
  );
  assert.equal((await outgoing(CUSTOMER_PHONE)).at(-1)!.state, 'waiting');
  await walk.sends(CUSTOMER_PHONE, 'Bonjour');
  await walk.quiet();
  assert.equal(sentSince(since, CUSTOMER_PHONE).filter((message) => /annulée.*désolée/.test(message.text)).length, 1);
});

test('outside the window a delay, a date offered and a person’s words leave by template; the offer’s tap counts', async () => {
  const { short, card } = await walk.orders('Bonjour, 3 éclairs au chocolat et 2 religieuses pour samedi 14h svp');
  await walk.approves(card);
  await walk.quiet();
  const ask = async (words: string) => {
    await letADayPass(CUSTOMER_PHONE);
    const since = walk.graph.sent.length;
    const echo = await walk.says(OWNER_PHONE, words);
    await walk.quiet();
    return { echo, got: only(sentSince(since, CUSTOMER_PHONE)) };
  };
  assert.equal((await ask(`/retard ${short} 30`)).got.template, 'order_confirmed');
  const { echo, got } = await ask(`/message ${short} Bonjour Marie,\nvous préférez café ou chocolat ?`);
  assert.match(echo.text, /message modèle/);
  assert.equal(got.template, 'message_from_shop');
  assert.match(got.text, /Maison Test[\s\S]*Bonjour Marie, · vous préférez café ou chocolat \?/);
  const long = 'x'.repeat(900);
  await letADayPass(CUSTOMER_PHONE);
  assert.match((await walk.says(OWNER_PHONE, `/message ${short} ${long}`)).text, /attend et partira/);
  await walk.sends(CUSTOMER_PHONE, 'merci');
  await walk.quiet();
  const offer = (await ask(`/proposer ${short} dim 10h`)).got;
  assert.equal(offer.template, 'offer_date');
  await walk.taps(CUSTOMER_PHONE, offer, 'Oui, d’accord');
  await walk.quiet();
  const order = await walk.look('maison', (trx) =>
    trx.selectFrom('orders').select('due_time').where('short', '=', short).executeTakeFirstOrThrow(),
  );
  assert.equal(order.due_time, '10:00');
});

test('a customer’s e-mail is known: what cannot leave in the thread goes there, once', async () => {
  const { short, card } = await walk.orders();
  await walk.approves(card);
  await walk.quiet();
  const letters: { to: string; text: string }[] = [];
  walk.parts.mail = async (to, _subject, text) => void letters.push({ to, text });
  await walk.look('maison', (trx) =>
    trx
      .updateTable('customer')
      .set({ email: 'marie@client.example' })
      .where('phone', '=', `+${CUSTOMER_PHONE}`)
      .execute(),
  );
  await letADayPass(CUSTOMER_PHONE);
  walk.graph.unapprove('message_from_shop');
  await walk.says(OWNER_PHONE, `/message ${short} Nous fermons à 18h`);
  await walk.until('the letter left', async () => letters.length > 0);
  await walk.sends(CUSTOMER_PHONE, 'Bonjour');
  await walk.quiet();
  walk.parts.mail = null;
  assert.deepEqual(only(letters), { to: 'marie@client.example', text: 'Nous fermons à 18h' });
  assert.equal(walk.graph.sent.filter((one) => one.to === CUSTOMER_PHONE && /fermons à 18h/.test(one.text)).length, 0);
});

test('WhatsApp says the window is closed though we thought it open: once by template', async () => {
  const { card } = await walk.orders();
  await walk.quiet();
  walk.graph.closeWindow(CUSTOMER_PHONE);
  const since = walk.graph.sent.length;
  const recap = await walk.approves(card);
  await walk.quiet();
  assert.equal(recap.template, 'payment_link');
  assert.equal(sentSince(since, CUSTOMER_PHONE).length, 1);
});

test('a 500 and then a yes: sent once', async () => {
  const from = '33640000101';
  walk.graph.failNext({ httpStatus: 500 });
  await walk.sends(from, 'Bonjour');
  await walk.graph.waitFor((message) => message.to === from, 15_000);
  await walk.quiet();
  await settled();
  assert.equal(walk.graph.sentTo(from).length, 1);
  const row = only(await outgoing(from));
  assert.deepEqual([row.state, row.attempts], ['sent', 2]);
});

test('cut after it was accepted: the delivery report names it, and it is not sent again', async () => {
  const from = '33640000102';
  walk.graph.failNext({ drop: 'after' });
  await walk.sends(from, 'Bonjour');
  const message = await walk.graph.waitFor((one) => one.to === from);
  await walk.until('the loss is noted', async () => (await outgoing(from))[0]?.failure);
  const again = only(await outgoing(from)).due_at.getTime() - walk.parts.hub.now();
  assert.ok(again > 20_000, `a report has time to come: ${again} ms`);
  assert.equal(
    await walk.graph.deliverStatus(`${walk.url}/webhooks/meta`, { messageId: message.id, state: 'sent' }),
    200,
  );
  await walk.quiet();
  const row = only(await outgoing(from));
  assert.deepEqual([row.state, row.provider_id], ['sent', message.id]);
  assert.equal(walk.graph.sentTo(from).length, 1);
});

test('131026: given up, and the members are told once', async () => {
  const from = '33640000103';
  const since = walk.graph.sent.length;
  walk.graph.failNext({ code: 131026, details: 'Message undeliverable' });
  await walk.sends(from, 'Bonjour', { name: 'Injoignable' });
  await walk.until('it failed', async () => (await outgoing(from))[0]?.state === 'failed');
  await walk.quiet();
  for (const state of ['failed', 'failed'] as const) {
    await walk.deliver(
      walk.graph.status({
        ...ME,
        messageId: 'wamid.x',
        tracker: String((await outgoing(from))[0]!.id),
        state,
        error: { code: 131026 },
      }),
    );
  }
  await walk.quiet();
  assert.equal(walk.graph.sentTo(from).length, 0);
  const told = sentSince(since, OWNER_PHONE).filter((message) => /n’a pas reçu/.test(message.text));
  assert.match(only(told).text, /Injoignable.*131026/s);
});

test('failed after it was accepted: told once, however often and late the report comes', async () => {
  const from = '33640000104';
  await walk.says(from, 'Bonjour', { name: 'Sans réseau' });
  await walk.quiet();
  const since = walk.graph.sent.length;
  const message = only(walk.graph.sentTo(from));
  const report = { messageId: message.id, state: 'failed' as const, error: { code: 131026, title: 'Undeliverable' } };
  // What was told a moment ago would hold this back for the next group.
  await walk.look('maison', (trx) => trx.updateTable('watch').set({ alerted_at: null }).execute());
  for (let copy = 0; copy < 3; copy++) await walk.graph.deliverStatus(`${walk.url}/webhooks/meta`, report);
  await walk.quiet();
  assert.equal(only(await outgoing(from)).state, 'failed');
  assert.match(only(sentSince(since, OWNER_PHONE)).text, /n’a pas reçu/);
});

test('reports late, twice and in the wrong order: the highest state stays', async () => {
  const from = '33640000105';
  const message = await walk.says(from, 'Bonjour');
  await walk.quiet();
  const seen: string[] = [];
  for (const state of ['delivered', 'sent', 'read', 'delivered', 'failed', 'sent', 'read'] as const) {
    await walk.graph.deliverStatus(`${walk.url}/webhooks/meta`, { messageId: message.id, state });
    await walk.quiet();
    seen.push(only(await outgoing(from)).state);
  }
  assert.deepEqual(seen, ['delivered', 'delivered', 'read', 'read', 'read', 'read', 'read']);
});

test('190: the connection is marked, the message waits and leaves when the person writes again', async () => {
  const from = '33640000106';
  // Whatever leaves by this account fails, the members' alert too.
  const renew = walk.graph.failNext({ times: 1_000, code: 190, httpStatus: 401, details: 'Session has expired' });
  await walk.sends(from, 'Bonjour');
  await walk.until('it waits', async () => (await outgoing(from))[0]?.state === 'waiting');
  const connection = await walk.look('maison', (trx) =>
    trx.selectFrom('connection').selectAll().executeTakeFirstOrThrow(),
  );
  assert.deepEqual([connection.state, connection.state_reason], ['reconnect', 'Session has expired']);
  await settled();
  renew();
  await walk.sends(from, 'Toujours là ?');
  await walk.quiet();
  assert.equal(walk.graph.sentTo(from).length, 2);
  const after = await walk.look('maison', (trx) => trx.selectFrom('connection').selectAll().executeTakeFirstOrThrow());
  assert.equal(after.state, 'on', 'it works again');
});
