/** A number shared with the WhatsApp Business app, and customers whose number is hidden or changes. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { OWNER_PHONE } from '../testing/shop.ts';
import { ME, only, startWalk, type Walk } from './walk.ts';

let walk: Walk;
before(async () => {
  walk = await startWalk();
  await walk.says(OWNER_PHONE, '/jour');
});
after(() => walk.close());

const HIDDEN = 'FR.13491208655302741918';
const conversation = (contact: string) =>
  walk.look('maison', (trx) =>
    trx.selectFrom('conversation').selectAll().where('contact', '=', contact).executeTakeFirst(),
  );

test('past conversations are kept and answered by nobody; a customer of them is known when she writes', async () => {
  const past = (id: string, from: string, text: string, hours: number) => ({
    id,
    from,
    to: from === '33600000001' ? '15550783881' : '33600000001',
    timestamp: String(Math.floor(walk.parts.hub.now() / 1_000) - hours * 3_600),
    type: 'text',
    text: { body: text },
  });
  const sample = JSON.parse(walk.graph.change('history', ME.phoneNumberId, {}).body);
  const business = String(sample.entry[0].changes[0].value.metadata.display_phone_number).replace(/\D/g, '');
  const history = [
    {
      metadata: { phase: 0, chunk_order: 1, progress: 100 },
      threads: [
        {
          id: '33600000001',
          messages: [
            past('wamid.h1', '33600000001', 'Bonjour, 20 éclairs au chocolat pour samedi', 30),
            past('wamid.h2', business, 'C’est noté !', 29),
          ],
        },
      ],
    },
  ];
  await walk.quiet();
  const since = walk.graph.sent.length;
  const body = walk.graph.change('history', ME.phoneNumberId, { history });
  assert.equal(await walk.deliver(body), 200);
  assert.equal(await walk.deliver(body), 200);
  await walk.quiet();
  assert.equal(walk.graph.sent.length, since, 'nobody is written to');
  const rows = await walk.look('maison', (trx) =>
    trx.selectFrom('message').selectAll().where('kind', '=', 'past').orderBy('at').execute(),
  );
  assert.deepEqual(
    rows.map(({ external_id, state }) => [external_id, state]),
    [
      ['wamid.h1', 'done'],
      ['wamid.h2', 'done'],
    ],
  );
  assert.equal((await walk.look('maison', (trx) => trx.selectFrom('draft').selectAll().execute())).length, 0);
});

test('the address book names whom the shop knows, and nobody else is kept of it', async () => {
  await walk.look('maison', (trx) => trx.updateTable('customer').set({ name: null, phone: '+33600000001' }).execute());
  const card = (phone_number: string, full_name: string) => ({
    type: 'contact',
    action: 'add',
    contact: { full_name, first_name: full_name, phone_number },
    metadata: { timestamp: '1764000000' },
  });
  const state_sync = [card('33600000001', 'Madame Roux'), card('33600000999', 'Mon médecin')];
  assert.equal(await walk.deliver(walk.graph.change('smb_app_state_sync', ME.phoneNumberId, { state_sync })), 200);
  await walk.quiet();
  const names = await walk.look('maison', (trx) => trx.selectFrom('customer').select('name').execute());
  assert.deepEqual(
    names.map(({ name }) => name),
    ['Madame Roux'],
  );
  const kept = await walk.look('maison', (trx) => trx.selectFrom('message').select('arrival').execute());
  assert.doesNotMatch(JSON.stringify(kept), /médecin|33600000999/);
});

test('a customer without a number: ordered, paid, invoiced; sent to by the id; when the id changes the thread goes on', async () => {
  const { graph } = walk;
  const placed = await walk.says(HIDDEN, 'Bonjour, 3 éclairs au chocolat et 2 religieuses pour samedi svp');
  const short = Number(/n° (\d+)/.exec(placed.text)?.[1]);
  assert.equal((placed.body as { recipient?: string; to?: string }).recipient, HIDDEN);
  assert.equal((placed.body as { to?: string }).to, undefined);
  const card = await graph.waitFor(
    (one) => one.to === OWNER_PHONE && one.choices.some(({ id }) => id.startsWith(`/confirmer ${short} `)),
    20_000,
  );
  const recap = await walk.approves(card, HIDDEN);
  const session = await walk.opensSession(recap.url!);
  assert.equal(await walk.hooks(walk.stripe.pay(session)), 200);
  await graph.waitFor((one) => one.to === HIDDEN && one.documentId !== undefined, 30_000);
  const customer = only(
    await walk.look('maison', (trx) =>
      trx
        .selectFrom('identity')
        .innerJoin('customer', 'customer.id', 'identity.customer_id')
        .select(['customer.id', 'phone'])
        .where('value', '=', HIDDEN)
        .execute(),
    ),
  );
  assert.equal(customer.phone, null);

  const next = 'FR.99912086553027419777';
  const system = { type: 'user_changed_user_id', user_id: next, previous_user_id: HIDDEN, body: 'Client changed' };
  await walk.deliver(graph.inbound({ ...ME, from: HIDDEN }, { type: 'system', system }));
  await walk.quiet();
  assert.equal(await conversation(HIDDEN), undefined);
  assert.equal((await conversation(next))?.customer_id, customer.id);
  const answer = await walk.says(next, 'où en est ma commande ?');
  assert.match(answer.text, new RegExp(String(short)));
});

test('a number that shows beside a known id goes on in the same thread; a changed number takes customer and thread along', async () => {
  const id = 'FR.55512086553027419000';
  await walk.says(id, 'Bonjour, 2 éclairs au chocolat');
  await walk.quiet();
  const thread = (await conversation(id))!;
  const contacts = [{ profile: { name: 'Nora' }, wa_id: '33655555555', user_id: id }];
  const message = {
    from: '33655555555',
    from_user_id: id,
    id: 'wamid.shown',
    timestamp: String(Math.floor(walk.parts.hub.now() / 1_000)),
    type: 'text',
    text: { body: 'pour samedi' },
  };
  const since = walk.graph.sent.length;
  await walk.deliver(walk.graph.change('messages', ME.phoneNumberId, { contacts, messages: [message] }));
  const placed = await walk.graph.waitFor(
    (one) => one.to === '33655555555' && walk.graph.sent.indexOf(one) >= since,
    20_000,
  );
  assert.match(placed.text, /2 × Éclair au chocolat/i);
  assert.equal((await conversation('33655555555'))?.id, thread.id);

  const system = { type: 'user_changed_number', wa_id: '33666666666', body: 'Nora changed from …' };
  await walk.deliver(walk.graph.inbound({ ...ME, from: '33655555555' }, { type: 'system', system }));
  await walk.quiet();
  assert.equal((await conversation('33666666666'))?.id, thread.id);
  const phone = await walk.look('maison', (trx) =>
    trx.selectFrom('customer').select('phone').where('id', '=', thread.customer_id!).executeTakeFirstOrThrow(),
  );
  assert.equal(phone.phone, '+33666666666');
});
