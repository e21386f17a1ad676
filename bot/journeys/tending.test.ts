/** What the clock does for connections: cut subscriptions, missed messages, accesses that end, charged messages, account news. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inShop } from '../../tools/perform.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import { tendShop } from '../road/tend.ts';
import { watchOne } from '../road/watch.ts';
import { aShop, OWNER_PHONE, PHONE_NUMBER_ID } from '../testing/shop.ts';
import { ME, only, startWalk, type Walk } from './walk.ts';

const PAGE = '200000000000001';
const LEA = '7000000000000001';
const TOM = '7000000000000002';
const WABA = '900000000000001';
const HOUR_MS = 3_600_000;

let walk: Walk;
let shopId: number;
before(async () => {
  const access_token = 'fake-token';
  walk = await startWalk({
    shops: [
      aShop('maison', {
        connections: [
          { channel: 'whatsapp', phone_number_id: PHONE_NUMBER_ID, access_token },
          { channel: 'messenger', page_id: PAGE, access_token },
        ],
      }),
    ],
  });
  shopId = await walk.shopId('maison');
  walk.graph.accounts.objects.set(PAGE, { id: PAGE, name: 'Maison Test' });
  walk.graph.accounts.objects.set(PHONE_NUMBER_ID, { id: PHONE_NUMBER_ID, display_phone_number: '+33 1' });
  walk.graph.accounts.subscriptions.set(WABA, ['messages']);
  await walk.says(OWNER_PHONE, '/jour');
});
after(() => walk.close());

/** What the owner gets from `act` on; `awaited`: at least this. */
async function owner(act: () => Promise<unknown>, awaited?: RegExp): Promise<string[]> {
  await walk.quiet();
  const since = walk.graph.sent.length;
  await act();
  if (awaited)
    await walk.graph.waitFor(
      (one) => one.to === OWNER_PHONE && walk.graph.sent.indexOf(one) >= since && awaited.test(one.text),
      20_000,
    );
  await walk.quiet();
  return walk.graph.sent
    .slice(since)
    .filter(({ to }) => to === OWNER_PHONE)
    .map(({ text }) => text);
}

/** The members may be told again at once, and each connection is due again. */
const forget = (hours = 1) =>
  walk.look('maison', async (trx) => {
    await trx.updateTable('watch').set({ alerted_at: null }).execute();
    await trx
      .updateTable('connection')
      .set({ looked_at: new Date(walk.parts.hub.now() - hours * HOUR_MS + 600_000) })
      .execute();
  });

const at = (hoursAgo: number) => new Date(walk.parts.hub.now() - hoursAgo * HOUR_MS).toISOString();

test('a subscription that is gone is asked for again; what was written meanwhile is fetched once, answered, announced', async () => {
  const { accounts } = walk.graph;
  assert.equal(accounts.subscriptions.has(PAGE), false);
  accounts.conversations.set(PAGE, [
    {
      id: 't_1',
      updated_time: at(1),
      messages: {
        data: [
          { id: 'm_2', created_time: at(1), from: { id: LEA }, message: 'Et 2 religieuses' },
          {
            id: 'm_1',
            created_time: at(1.1),
            from: { id: LEA },
            message: 'Bonjour, 3 éclairs au chocolat pour samedi',
          },
        ],
      },
    },
    {
      id: 't_2',
      updated_time: at(2),
      messages: {
        data: [
          { id: 'm_9', created_time: at(2), from: { id: PAGE }, message: 'Oui bien sûr !' },
          { id: 'm_8', created_time: at(2.1), from: { id: TOM }, message: '6 éclairs pour samedi' },
        ],
      },
    },
    {
      id: 't_3',
      updated_time: at(50),
      messages: { data: [{ id: 'm_7', created_time: at(50), from: { id: TOM }, message: 'vieux' }] },
    },
  ]);
  await owner(() => tendShop(walk.parts, shopId), /Meta avait coupé les événements de Messenger/);
  assert.ok(accounts.subscriptions.get(PAGE)?.includes('messages'));
  await walk.graph.waitFor(({ to, text }) => to === LEA && /éclair/i.test(text), 20_000);
  assert.equal(walk.graph.sentTo(TOM).length, 0, 'a person has answered him');
  const kept = () =>
    walk.look('maison', (trx) =>
      trx
        .selectFrom('message')
        .innerJoin('connection', 'connection.id', 'message.connection_id')
        .select('external_id')
        .where('channel', '=', 'messenger')
        .execute(),
    );
  assert.deepEqual((await kept()).map((row) => row.external_id).sort(), ['m_1', 'm_2']);

  await forget();
  await owner(() => watchOne(walk.parts, shopId), /messages manqués retrouvés et repris\s: 2/);
  await forget(3);
  const again = await owner(() => tendShop(walk.parts, shopId));
  assert.equal((await kept()).length, 2);
  assert.doesNotMatch(again.join('\n'), /repris|coupé/);
  // And a webhook that comes late after all changes nothing.
  await walk.deliver(
    walk.graph.direct.text({ account: PAGE, from: LEA, id: 'm_1', text: 'Bonjour, 3 éclairs au chocolat pour samedi' }),
  );
  assert.equal((await kept()).length, 2);
});

test('an access that ends within a week is told once, with the page that renews it', async () => {
  await walk.look('maison', (trx) =>
    trx
      .updateTable('connection')
      .set({ expires_at: new Date(walk.parts.hub.now() + 5.5 * 24 * HOUR_MS) })
      .where('channel', '=', 'messenger')
      .execute(),
  );
  await forget();
  const told = await owner(() => watchOne(walk.parts, shopId));
  assert.match(told.join('\n'), /L’accès de Messenger.* finit dans 6 j\..*\/admin\/canaux\/\d+/s);
  await forget();
  assert.deepEqual(await owner(() => watchOne(walk.parts, shopId)), []);
});

test('charged messages are counted once each, shown by /sante and /messages, and warned of at 80 and 100 %', async () => {
  const limit = await walk.says(OWNER_PHONE, '/messages 5');
  assert.match(limit.text, /80 % puis à 100 % de 5/);
  const report = async (n: number, billable: boolean) => {
    const sent = walk.graph.sent.filter(({ phoneNumberId }) => phoneNumberId === PHONE_NUMBER_ID)[n]!;
    for (const state of ['sent', 'delivered'] as const)
      assert.equal(
        await walk.graph.deliverStatus(`${walk.url}/webhooks/meta`, {
          messageId: sent.id,
          state,
          pricing: { billable, category: 'service' },
        }),
        200,
      );
  };
  await report(0, false);
  const more = async (count: number) => {
    for (let n = 0; n < count; n++) await walk.says(OWNER_PHONE, '/jour');
    await walk.quiet();
  };
  await more(4);
  for (const n of [1, 2, 3, 4]) await report(n, true);
  await walk.quiet();
  const row = only(await walk.look('maison', (trx) => trx.selectFrom('billed_month').selectAll().execute()));
  assert.deepEqual([row.billed, row.free], [4, 1]);
  await forget();
  assert.match(
    (await owner(() => watchOne(walk.parts, shopId))).join('\n'),
    /4 messages facturés ce mois-ci, votre seuil est 5/,
  );
  await report(5, true);
  await forget();
  assert.match((await owner(() => watchOne(walk.parts, shopId))).join('\n'), /le seuil de 5 messages est atteint/);
  assert.match((await walk.says(OWNER_PHONE, '/sante')).text, /5 messages facturés, 1 gratuits/);
  assert.match((await walk.says(OWNER_PHONE, '/messages off')).text, /Aucun seuil/);
  assert.match((await walk.says(OWNER_PHONE, '/messages beaucoup')).text, /nombre de messages par mois/);
});

test('news of the WhatsApp account find their shop, are told with what to do, and mark what no longer works', async () => {
  const news = (field: string, value: Record<string, unknown>) => async () => {
    await forget();
    assert.equal(await walk.deliver(walk.graph.accountNews({ field, value, waba: WABA })), 200);
  };
  await walk.deliver(walk.graph.inboundText({ ...ME, from: '33644444499', text: 'Bonjour', waba: WABA }));
  await walk.quiet();
  const refused = {
    event: 'REJECTED',
    message_template_name: 'order_ready',
    message_template_language: 'fr',
    reason: 'INVALID_FORMAT',
  };
  assert.match(
    (await owner(news('message_template_status_update', refused))).join('\n'),
    /Le modèle order_ready est REJECTED chez Meta \(INVALID_FORMAT\)/,
  );
  const flagged = { event: 'FLAGGED', display_phone_number: '33140000000', current_limit: 'TIER_250' };
  assert.match(
    (await owner(news('phone_number_quality_update', flagged))).join('\n'),
    /baisse de qualité du numéro 33140000000/,
  );
  assert.deepEqual(await owner(news('phone_number_quality_update', { event: 'UNFLAGGED' })), []);
  assert.match(
    (await owner(news('account_update', { event: 'PARTNER_REMOVED' }))).join('\n'),
    /ne nous est plus relié/,
  );
  const shop = await shopFacts(walk.parts.hub, shopId);
  await inShop({ hub: walk.parts.hub, shop, actor: { kind: 'system' }, language: 'fr', cause: 't' }, async (run) => {
    const open = await run.trx
      .selectFrom('alert')
      .select('kind')
      .where('over_at', 'is', null)
      .where('kind', '=', 'account')
      .execute();
    assert.deepEqual(open, [], 'news are over once told');
  });
});
