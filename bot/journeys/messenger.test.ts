/** Messenger and Instagram end to end: the customer writes there, the owner approves on WhatsApp. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Arrival, Reply } from '../../tools/conversations/message.ts';
import { say } from '../../tools/conversations/say.ts';
import { inShop } from '../../tools/perform.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import type { SentMessage } from '../fakes/graph.ts';
import { ACCOUNT_ID, aShop, META_CONNECTIONS, OWNER_PHONE, PAGE_ID } from '../testing/shop.ts';
import { only, SIMPLE_ORDER, startWalk, type Walk } from './walk.ts';

const LEA = '7000000000000001';
const INES = '7000000000000002';
const WAIT_MS = 25_000;

let walk: Walk;
before(async () => {
  walk = await startWalk({ shops: [aShop('maison', { connections: META_CONNECTIONS })] });
});
after(() => walk.close());

/** The first message to `to` after `act`. */
async function answered(to: string, act: () => Promise<number>): Promise<SentMessage> {
  const since = walk.graph.sent.length;
  assert.equal(await act(), 200);
  return walk.graph.waitFor((one) => one.to === to && walk.graph.sent.indexOf(one) >= since, WAIT_MS);
}

const says = (from: string, account: string, text: string) =>
  answered(from, () => walk.deliver(walk.graph.direct.text({ account, from, text })));

/** The owner's card of the order just placed by `from`. */
async function cardOf(placed: SentMessage): Promise<{ short: number; card: SentMessage }> {
  const short = Number(/n° (\d+)/.exec(placed.text)?.[1]);
  assert.ok(short > 0, `not placed: ${placed.text}`);
  const isCard = (one: SentMessage) =>
    one.to === OWNER_PHONE && one.choices.some(({ id }) => id.startsWith(`/confirmer ${short} `));
  return { short, card: await walk.graph.waitFor(isCard, WAIT_MS) };
}

/** The owner taps [Créer commande] on WhatsApp; what the customer gets. */
const approved = (customer: string, card: SentMessage) =>
  answered(customer, async () => {
    await walk.taps(OWNER_PHONE, card, 'Créer commande');
    return 200;
  });

test('on Messenger: asked, answered by a button, approved, paid, invoiced, the PDF as a file', async () => {
  const { graph } = walk;
  graph.names.set(LEA, 'Léa Martin');
  const question = await says(LEA, PAGE_ID, 'Bonjour, je voudrais 2 gâteaux aux fraises pour samedi svp');
  assert.deepEqual(
    question.choices.map(({ title }) => title),
    ['6 parts', '8 parts', '10 parts'],
  );
  const choice = question.choices[1]!;
  const tap = { account: PAGE_ID, from: LEA, payload: choice.id, title: choice.title };
  const placed = await answered(LEA, () => walk.deliver(graph.direct.postback(tap)));
  assert.match(placed.text, /2 × Gâteau aux fraises \(8 parts\)/);
  const { short, card } = await cardOf(placed);
  const recap = await approved(LEA, card);
  assert.match(card.text, /Léa Martin/, 'named by her profile');
  assert.match(recap.text, new RegExp(`confirmé votre commande n° ${short}`));
  assert.match(recap.url ?? '', new RegExp(`^${walk.url}/pay/\\S+$`), 'the link is a button');
  assert.doesNotMatch(recap.text, /https?:/);
  const session = await walk.opensSession(recap.url!);
  assert.equal(await walk.hooks(walk.stripe.pay(session)), 200);
  const paper = await graph.waitFor((one) => one.to === LEA && one.documentId !== undefined, WAIT_MS);
  await walk.quiet();
  const upload = only(graph.uploads);
  assert.deepEqual(
    [upload.id, upload.phoneNumberId, upload.mime, Buffer.from(upload.bytes.subarray(0, 5)).toString()],
    [paper.documentId, PAGE_ID, 'application/pdf', '%PDF-'],
  );
  assert.match(graph.sentTo(LEA).at(-2)?.text ?? '', /Paiement de 45,00\s€ bien reçu/);
  assert.ok(graph.sentTo(LEA).every(({ phoneNumberId }) => phoneNumberId === PAGE_ID));
  assert.ok(graph.actions.some(({ to, action }) => to === LEA && action === 'typing_on'));
  await walk.look('maison', async (trx) => {
    const order = await trx.selectFrom('orders').selectAll().where('short', '=', short).executeTakeFirstOrThrow();
    assert.deepEqual([order.channel, order.payment_status, order.total], ['messenger', 'paid', 4500]);
    const identity = await trx.selectFrom('identity').selectAll().where('channel', '=', 'messenger').execute();
    assert.deepEqual([only(identity).kind, only(identity).value], ['scoped', LEA]);
  });
});

test('its echoes and reports: ours are known as ours, and the state only rises', async () => {
  const { graph } = walk;
  for (const sent of graph.sentTo(LEA)) assert.equal(await walk.deliver(graph.direct.echoOf(sent)), 200);
  const at = { account: PAGE_ID, from: LEA, watermark: Date.parse('2026-11-23T16:00:00+01:00') };
  for (const what of ['read', 'delivery', 'read'] as const) await walk.deliver(graph.direct.watermark({ ...at, what }));
  await walk.quiet();
  await walk.look('maison', async (trx) => {
    const conversation = await trx
      .selectFrom('conversation')
      .selectAll()
      .where('contact', '=', LEA)
      .executeTakeFirstOrThrow();
    assert.equal(conversation.bot_off_until, null, 'no echo of ours silenced the bot');
    const rows = await trx
      .selectFrom('outgoing')
      .select('state')
      .where('conversation_id', '=', conversation.id)
      .execute();
    assert.ok(rows.length > 2 && rows.every(({ state }) => state === 'read'), JSON.stringify(rows));
  });
});

test('the owner answers from the page: the bot falls silent there', async () => {
  const { graph } = walk;
  const before = graph.sentTo(LEA).length;
  await walk.deliver(graph.direct.ownerWrites({ account: PAGE_ID, from: LEA, text: 'Je m’en occupe, Léa !' }));
  await walk.quiet();
  await walk.deliver(graph.direct.text({ account: PAGE_ID, from: LEA, text: 'Merci, et 3 éclairs pour lundi ?' }));
  await graph.waitFor((one) => one.to === OWNER_PHONE && /3 éclairs pour lundi/.test(one.text), WAIT_MS);
  await walk.quiet();
  assert.equal(graph.sentTo(LEA).length, before);
});

test('on Instagram: ordered, approved, paid, the invoice as an address of ours', async () => {
  const { graph } = walk;
  const placed = await says(INES, ACCOUNT_ID, SIMPLE_ORDER);
  const { short, card } = await cardOf(placed);
  const recap = await approved(INES, card);
  assert.match(recap.text, new RegExp(`confirmé votre commande n° ${short}`));
  const payUrl = /https?:\S+\/pay\/\S+/.exec(recap.text)?.[0] ?? '';
  const session = await walk.opensSession(payUrl);
  assert.equal(await walk.hooks(walk.stripe.pay(session)), 200);
  const thanks = await graph.waitFor((one) => one.to === INES && /\/doc\//.test(one.text), WAIT_MS);
  assert.match(thanks.text, /Paiement de 18,90\s€ bien reçu/);
  const address = /https?:\S+\/doc\/\S+/.exec(thanks.text)?.[0] ?? '';
  const pdf = await fetch(address);
  assert.deepEqual([pdf.status, pdf.headers.get('content-type')], [200, 'application/pdf']);
  assert.equal(graph.uploads.length, 1, 'nothing more was uploaded');
  assert.ok(graph.sentTo(INES).every(({ phoneNumberId }) => phoneNumberId === ACCOUNT_ID));
});

test('Instagram says nothing of whose echo it is: ours are known by id and by words', async () => {
  const { graph } = walk;
  for (const sent of graph.sentTo(INES)) await walk.deliver(graph.direct.echoOf(sent));
  await walk.quiet();
  const silence = () =>
    walk.look('maison', (trx) =>
      trx.selectFrom('conversation').select('bot_off_until').where('contact', '=', INES).executeTakeFirstOrThrow(),
    );
  assert.equal((await silence()).bot_off_until, null);
  // Its sending is cut off after it was taken, and the echo comes before the next try: it is not sent again.
  graph.failNext({ drop: 'after' });
  await walk.deliver(graph.direct.text({ account: ACCOUNT_ID, from: INES, text: 'Vous ouvrez à quelle heure ?' }));
  const hours = await graph.waitFor((one) => one.to === INES && /Nos horaires/.test(one.text), WAIT_MS);
  await walk.deliver(graph.direct.echoOf(hours));
  await walk.quiet();
  assert.equal(graph.sentTo(INES).filter(({ text }) => text === hours.text).length, 1);
  assert.equal((await silence()).bot_off_until, null);
  await walk.deliver(graph.direct.ownerWrites({ account: ACCOUNT_ID, from: INES, text: 'Bonjour Inès !' }));
  await walk.quiet();
  assert.notEqual((await silence()).bot_off_until, null);
});

test('outside the window only a person’s words leave on Messenger; the rest waits for the contact', async () => {
  const { graph, parts } = walk;
  const late = await walk.look('maison', async (trx) => {
    const { id, shop_id } = await trx
      .updateTable('conversation')
      .set({ last_inbound_at: new Date(parts.hub.now() - 30 * 3_600_000) })
      .where('contact', '=', LEA)
      .returning(['id', 'shop_id'])
      .executeTakeFirstOrThrow();
    return { id, shopId: shop_id };
  });
  graph.closeWindow(LEA);
  const shop = await shopFacts(parts.hub, late.shopId);
  const says = (cause: string, reply: Reply) =>
    inShop({ hub: parts.hub, shop, actor: { kind: 'system' }, language: 'fr', cause }, (run) =>
      say(run, late.id, 'words', reply),
    );
  const told = await walk.says(OWNER_PHONE, '/message 1 Votre gâteau vous attend, Léa. Olivia');
  assert.doesNotMatch(told.text, /24 h/, 'a person has seven days');
  const sent = await graph.waitFor((one) => one.to === LEA && /vous attend/.test(one.text), WAIT_MS);
  assert.equal(sent.body.tag, 'HUMAN_AGENT');
  await says('test:bot', { text: 'Message automatique' });
  await walk.quiet();
  const states = () =>
    walk.look('maison', (trx) =>
      trx.selectFrom('outgoing').select('state').where('cause', '=', 'test:bot:words').executeTakeFirstOrThrow(),
    );
  assert.equal((await states()).state, 'waiting');
  graph.open(LEA);
  await walk.deliver(graph.direct.text({ account: PAGE_ID, from: LEA, text: 'Merci' }));
  await graph.waitFor((one) => one.to === LEA && one.text === 'Message automatique', WAIT_MS);
});

test('a long text is several messages on Instagram, and every echo of it is known as ours', async () => {
  const { graph, parts } = walk;
  const ZOE = '7000000000000004';
  await says(ZOE, ACCOUNT_ID, 'Bonjour');
  await walk.quiet();
  const thread = () =>
    walk.look('maison', (trx) =>
      trx.selectFrom('conversation').selectAll().where('contact', '=', ZOE).executeTakeFirstOrThrow(),
    );
  const { id, shop_id } = await thread();
  const shop = await shopFacts(parts.hub, shop_id);
  const since = graph.sentTo(ZOE).length;
  const text = Array.from({ length: 60 }, (_, n) => `${n + 1} : une ligne assez longue de la carte`).join('\n');
  await inShop({ hub: parts.hub, shop, actor: { kind: 'system' }, language: 'fr', cause: 'test:long' }, (run) =>
    say(run, id, 'long', { text, link: { label: 'Payer', url: 'https://hub.example/pay/x' } }),
  );
  await graph.waitFor((one) => one.to === ZOE && /pay\/x$/.test(one.text), WAIT_MS);
  await walk.quiet();
  const sent = graph.sentTo(ZOE).slice(since);
  assert.ok(sent.length > 2 && sent.every((one) => Buffer.byteLength(one.text) <= 1000));
  for (const one of sent) await walk.deliver(graph.direct.echoOf(one));
  await walk.quiet();
  assert.equal((await thread()).bot_off_until, null);
  assert.match((await says(ZOE, ACCOUNT_ID, 'Vous ouvrez à quelle heure ?')).text, /Nos horaires/);
});

test('"2" under numbered choices is a tap on the second', async () => {
  const { graph, parts } = walk;
  const MIA = '7000000000000003';
  await says(MIA, ACCOUNT_ID, 'Bonjour');
  await walk.quiet();
  const { id, shop_id } = await walk.look('maison', (trx) =>
    trx.selectFrom('conversation').select(['id', 'shop_id']).where('contact', '=', MIA).executeTakeFirstOrThrow(),
  );
  const shop = await shopFacts(parts.hub, shop_id);
  const names = ['Éclair au chocolat', 'Éclair au café', 'Tarte au citron', 'Paris-Brest'];
  const choices = names.map((title) => ({ id: `je voudrais 6 ${title} pour samedi`, title }));
  await inShop({ hub: parts.hub, shop, actor: { kind: 'system' }, language: 'fr', cause: 'test:list' }, (run) =>
    say(run, id, 'list', { text: 'Lequel ?', choices }),
  );
  const list = await graph.waitFor((one) => one.to === MIA && /^Lequel/.test(one.text), WAIT_MS);
  assert.match(list.text, /\n2\. Éclair au café\n/);
  await walk.quiet();
  await walk.deliver(graph.direct.text({ account: ACCOUNT_ID, from: MIA, text: ' 2. ' }));
  await walk.quiet();
  const kept = await walk.look('maison', (trx) =>
    trx.selectFrom('message').select('arrival').where('conversation_id', '=', id).orderBy('id', 'desc').execute(),
  );
  const { what } = kept[0]!.arrival as Arrival;
  assert.deepEqual(what, { kind: 'message', content: { kind: 'tap', payload: choices[1]!.id, title: names[1] } });
});
