/** What a member says by voice, mistypes where money is concerned, or says to the language model: asked about first. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type FakeOpenAI, startFakeOpenAI } from '../../bot/fakes/openai.ts';
import type { Content } from '../../tools/conversations/message.ts';
import { createMind, type Mind } from '../agent/model.ts';
import { answer } from '../answer.ts';
import { openTestShop, type TestShop } from '../customer/testing-shop.ts';

let world: TestShop;
let member: { id: number; name: string };
const rules = createMind();

before(async () => {
  world = await openTestShop({ assistant: { model: true } });
  member = await world.query((trx) => trx.selectFrom('member').select(['id', 'name']).executeTakeFirstOrThrow());
  const customer = await world.newCustomer();
  await customer.says(rules, 'Bonjour, 3 éclairs au chocolat et 2 religieuses pour samedi svp');
});
after(() => world?.close());

let turns = 2_000_000;

/** One turn of hers; its answer is in the thread, as the road puts it there. */
async function say(what: string | Content, mind: Mind = rules) {
  turns += 1;
  const content: Content = typeof what === 'string' ? { kind: 'text', text: what } : what;
  const spoken = content.kind === 'media' ? (content.transcript ?? '') : '';
  const text = content.kind === 'text' ? content.text : spoken;
  const result = await answer(
    {
      hub: world.hub,
      shop: world.shop,
      id: turns,
      cause: `turn:${turns}`,
      conversation: {
        id: world.memberThread,
        channel: 'simulator',
        customerId: null,
        member: { ...member, role: 'owner' },
        language: 'fr',
        introduced: true,
      },
      messages: [{ id: turns, externalId: `m${turns}`, at: world.clock.now, content, text }],
      story: [],
    },
    mind,
  );
  await world.query((trx) =>
    trx
      .insertInto('outgoing')
      .values({
        shop_id: world.shop.id,
        conversation_id: world.memberThread,
        created_at: new Date(world.clock.now),
        due_at: new Date(world.clock.now),
        reply: JSON.stringify(result.reply),
        cause: `turn:${turns}:answer`,
        order_id: null,
        order_version: null,
        provider_id: null,
        failure: null,
        sent_at: null,
        billable: null,
        told_at: null,
      })
      .execute(),
  );
  return result.reply!;
}

const voice = (transcript?: string): Content => ({
  kind: 'media',
  media: 'audio',
  voice: true,
  ref: { id: '1' },
  ...(transcript ? { transcript } : {}),
});
const statusOf = async (short: number) =>
  (
    await world.query((trx) =>
      trx.selectFrom('orders').select('status').where('short', '=', short).executeTakeFirstOrThrow(),
    )
  ).status;

test('a voice note goes through the same grammar and always asks; one "ok" runs it', async () => {
  const card = await say(voice('confirmer 1'));
  assert.match(card.text, /1\. \/confirmer 1\n/);
  assert.equal(await statusOf(1), 'pending');
  await say('ok');
  assert.equal(await statusOf(1), 'confirmed');
  assert.match((await say(voice("la 1 c'est bon, et plus d'éclairs aujourd'hui"))).text, /\/prete 1[\s\S]*\/rupture/);
  await say('non');
});

test('a refund by voice wants a tap even in exact words; a voice note nobody wrote down is said to be unheard', async () => {
  const card = await say(voice('rembourser 1'));
  assert.match(card.text, /touchez/i);
  assert.match((await say(voice('oui'))).text, /touchez/i);
  await say(card.choices![1]!.id);
  assert.match((await say(voice())).text, /pas pu écouter/);
});

test('a mistyped word that moves money is asked about; another small typo is forgiven', async () => {
  const card = await say('/remboursr 1');
  assert.match(card.text, /1\. \/rembourser 1/);
  await say('non');
  assert.match((await say('/comandes')).text, /Commandes en cours/);
});

test('the language model proposes, code keeps what exists and was said, and nothing runs before yes', async () => {
  const server: FakeOpenAI = await startFakeOpenAI();
  try {
    const mind = createMind({ baseUrl: server.url, apiKey: server.apiKey, model: 'fake' });
    const commands = ['/prete 1', '/prete 77', '/rm -rf', '/note Marie aime le bleu'];
    server.respondWith({ calls: [{ name: 'propose_commands', args: { commands } }] });
    const card = await say(
      'pour la une, la 1, tu peux considérer que le boulot est plié ; et Marie aime le bleu',
      mind,
    );
    assert.match(card.text, /1\. \/prete 1\n[\s\S]*2\. \/note Marie aime le bleu/);
    assert.doesNotMatch(card.text, /77|rm -rf/);
    assert.equal(await statusOf(1), 'confirmed');
  } finally {
    await server.close();
  }
});

test('after ten minutes a command stays; after half an hour a bare "ok" no longer answers a plan', async () => {
  await say('la 1 est prête');
  assert.match((await say('ok')).text, /Commande 1 prête/);
  world.clock.now += 11 * 60_000;
  assert.match((await say('/annule-ca')).text, /10 minutes/);
  assert.equal(await statusOf(1), 'ready');
  const card = await say('la 1 est livrée');
  world.clock.now += 31 * 60_000;
  await say('ok');
  assert.equal(await statusOf(1), 'ready');
  await say(card.choices![0]!.id);
  assert.equal(await statusOf(1), 'delivered');
});
