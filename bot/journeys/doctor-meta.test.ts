/** The doctor at Meta's door, against a Graph that checks what it is asked: a healthy shop, and each thing that breaks. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type Checkup, readCheckups } from '../../tools/connections/checkup.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import { examineShop } from '../doctor/examine.ts';
import { APP_ID } from '../fakes/graph-accounts.ts';
import { readSettings } from '../settings.ts';
import { startTestHub, type TestHub } from '../testing/hub.ts';
import { aShop, PHONE_NUMBER_ID } from '../testing/shop.ts';

const PAGE = '200000000000001';
const ACCOUNT = '17841400000000001';
const WABA = '300000000000001';
const DAY_MS = 24 * 3_600_000;

let hub: TestHub;
before(async () => {
  const access_token = 'fake-token';
  hub = await startTestHub({
    shops: [
      aShop('maison', {
        connections: [
          { channel: 'whatsapp', phone_number_id: PHONE_NUMBER_ID, access_token },
          { channel: 'messenger', page_id: PAGE, access_token },
          { channel: 'instagram', account_id: ACCOUNT, access_token },
        ],
      }),
    ],
    more: { META_APP_ID: APP_ID },
  });
});
after(() => hub.close());

beforeEach(() => {
  const { accounts } = hub.graph;
  const all = [
    'whatsapp_business_messaging',
    'whatsapp_business_management',
    'pages_messaging',
    'pages_manage_metadata',
  ];
  const scopes = [...all, 'instagram_business_basic', 'instagram_business_manage_messages'];
  const targets = { whatsapp_business_management: [WABA] };
  accounts.tokens.set('fake-token', { valid: true, expiresAt: 0, scopes, targets });
  accounts.objects.set(PHONE_NUMBER_ID, {
    display_phone_number: '+33 1 40 00 00 00',
    quality_rating: 'GREEN',
    id: PHONE_NUMBER_ID,
  });
  accounts.objects.set(PAGE, { name: 'Maison Test', id: PAGE });
  accounts.objects.set(ACCOUNT, { username: 'maison.test', id: ACCOUNT });
  for (const [id, fields] of [
    [WABA, ['messages']],
    [PAGE, ['messages', 'messaging_postbacks']],
    [ACCOUNT, ['messages', 'messaging_postbacks', 'comments']],
  ] as const)
    accounts.subscriptions.set(id, [...fields]);
  const fields = [
    'messages',
    'messaging_postbacks',
    'message_template_status_update',
    'account_update',
    'phone_number_quality_update',
  ];
  accounts.webhooks.length = 0;
  for (const object of ['whatsapp_business_account', 'page', 'instagram'])
    accounts.webhooks.push({
      object,
      callback_url: `${hub.url}/webhooks/meta`,
      active: true,
      fields: fields.map((name) => ({ name })),
    });
});

async function examined(): Promise<Record<string, Record<string, string>>> {
  const shop = await shopFacts(hub.parts.hub, await hub.shopId('maison'));
  const settings = readSettings(hub.env, '/');
  return byStep(await examineShop({ hub: hub.parts.hub, settings, shop }));
}

/** The French sentence of each step with its state, by channel. */
function byStep(found: Checkup[]) {
  return Object.fromEntries(
    found.map(({ subject, checks }) => [
      subject.split(':')[0],
      Object.fromEntries(checks.map(({ step, state, says }) => [step, `${state} ${says.fr}`])),
    ]),
  );
}

test('a healthy shop: every step of the three is well, and what was learned is kept beside the connection', async () => {
  const found = await examined();
  for (const channel of ['whatsapp', 'messenger', 'instagram'])
    for (const said of Object.values(found[channel]!)) assert.match(said, /^ok /, `${channel}: ${said}`);
  assert.deepEqual(Object.keys(found.whatsapp!), [
    'token',
    'account',
    'subscription',
    'templates',
    'webhook',
    'signature',
  ]);
  await hub.look('maison', async (trx) => {
    const rows = await trx.selectFrom('connection').selectAll().orderBy('id').execute();
    assert.deepEqual(
      rows.map(({ display }) => display),
      ['+33 1 40 00 00 00', 'Maison Test', '@maison.test'],
    );
    assert.deepEqual(rows[0]!.facts, { waba: WABA, quality: 'GREEN' });
    assert.equal((await readCheckups(trx)).length, 5);
  });
});

test('a subscription that Meta cut is taken up again, and said', async () => {
  hub.graph.accounts.subscriptions.delete(PAGE);
  const { messenger } = await examined();
  assert.match(messenger!.subscription!, /^warn Meta avait coupé les événements/);
  assert.ok(hub.graph.accounts.subscriptions.get(PAGE)?.includes('message_echoes'));
  assert.match((await examined()).messenger!.subscription!, /^ok/);
});

test('a token that ends within a week is warned of, one that ended or lacks a permission fails, each with what to do', async () => {
  const { tokens } = hub.graph.accounts;
  const known = tokens.get('fake-token')!;
  tokens.set('fake-token', { ...known, expiresAt: hub.parts.hub.now() + 5 * DAY_MS + 60_000 });
  assert.match((await examined()).messenger!.token!, /^warn Le jeton finit bientôt\s: encore 5 j/);
  await hub.look('maison', async (trx) => {
    const row = await trx
      .selectFrom('connection')
      .select('expires_at')
      .where('channel', '=', 'messenger')
      .executeTakeFirstOrThrow();
    assert.ok(row.expires_at && row.expires_at.getTime() > hub.parts.hub.now());
  });
  tokens.set('fake-token', { ...known, scopes: ['pages_messaging'] });
  assert.match((await examined()).messenger!.permissions!, /pages_manage_metadata/);
  tokens.set('fake-token', { ...known, valid: false });
  const dead = await examined();
  assert.match(dead.whatsapp!.token!, /^fail Le jeton n’est plus valable/);
  assert.equal(dead.whatsapp!.account, undefined, 'a dead token is said once');
});

test('the app’s webhook that leads elsewhere, a number of low quality, templates refused', async () => {
  const { accounts, templates } = hub.graph;
  accounts.webhooks[0]!.callback_url = 'https://elsewhere.example/hook';
  accounts.objects.set(PHONE_NUMBER_ID, { display_phone_number: '+33 1', quality_rating: 'RED', id: PHONE_NUMBER_ID });
  const was = templates[0]!.status;
  for (const one of templates.filter(({ name }) => name === templates[0]!.name)) one.status = 'REJECTED';
  const { whatsapp } = await examined();
  for (const one of templates) one.status = was;
  assert.match(whatsapp!.webhook!, /^fail L’application envoie les événements ailleurs/);
  assert.match(whatsapp!.account!, /^fail La qualité du numéro/);
  assert.match(whatsapp!.templates!, new RegExp(`^fail Modèles refusés .*${templates[0]!.name}`));
});
