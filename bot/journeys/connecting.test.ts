/** Connecting a channel in the office: by a token, by Meta's dialogs; renewing, cutting; what is refused changes nothing. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { APP_ID } from '../fakes/graph-accounts.ts';
import { startTestHub, type TestHub } from '../testing/hub.ts';
import { aShop } from '../testing/shop.ts';
import { officeVisitor } from '../testing/visitor.ts';

const PASSWORD = 'correct-horse-battery';
const PAGE = '200000000000001';
const ACCOUNT = '17841400000000001';
const WABA = '300000000000001';
const NUMBER = '100000000000077';
const SCOPES = [
  'whatsapp_business_messaging',
  'whatsapp_business_management',
  'pages_messaging',
  'pages_manage_metadata',
  'instagram_basic',
  'instagram_manage_messages',
];

let hub: TestHub;
let owner: ReturnType<typeof officeVisitor>;
before(async () => {
  const other = aShop('ailleurs', {
    phoneNumberId: '100000000000002',
    connections: [{ channel: 'messenger', page_id: '200000000000009', access_token: 'theirs' }],
  });
  hub = await startTestHub({
    shops: [aShop('maison'), other],
    more: { META_APP_ID: APP_ID, META_CONFIG_ID: '777000111' },
  });
  const { accounts } = hub.graph;
  accounts.tokens.set('EAA-page', { valid: true, expiresAt: 0, scopes: SCOPES, me: PAGE });
  accounts.objects.set(PAGE, { id: PAGE, name: 'Maison Test' });
  accounts.objects.set('200000000000009', { id: '200000000000009', name: 'Ailleurs' });
  accounts.objects.set(ACCOUNT, { id: ACCOUNT, username: 'maison.test' });
  accounts.objects.set(NUMBER, {
    id: NUMBER,
    waba: WABA,
    display_phone_number: '+33 1 40 00 00 77',
    quality_rating: 'GREEN',
  });
  owner = officeVisitor(hub.url, { email: 'olivia@maison.example', password: PASSWORD });
  await owner.signIn();
});
after(() => hub.close());

const connections = () =>
  hub.look('maison', (trx) =>
    trx.selectFrom('connection').selectAll().where('channel', '!=', 'simulator').orderBy('id').execute(),
  );
const secretsOf = (row: { secrets_sealed: string }) => JSON.parse(hub.parts.hub.sealer.open(row.secrets_sealed));

test('a page by its token: refused with the reason, then kept sealed, subscribed and examined', async () => {
  const path = '/admin/canaux/relier/messenger';
  const csrf = await owner.csrf(path);
  const asked = await owner.go(path);
  assert.match(asked.html, /webhooks\/meta/);
  const wrong = await owner.go(path, { csrf, page_id: PAGE, access_token: 'stolen' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.html, /ce jeton n’est pas valable/);
  assert.match(wrong.html, new RegExp(`value="${PAGE}"`), 'what was typed is still there');
  assert.doesNotMatch(wrong.html, /stolen/);
  const empty = await owner.go(path, { csrf, page_id: PAGE, access_token: ' ' });
  assert.match(empty.html, /Vérifiez le champ «\s?Jeton de la page\s?»/);
  assert.equal((await connections()).length, 1);

  const done = await owner.go(path, { csrf, page_id: PAGE, access_token: 'EAA-page' });
  assert.equal(done.status, 303);
  const [, row] = await connections();
  assert.deepEqual([row?.account, row?.display, row?.state], [PAGE, 'Maison Test', 'on']);
  assert.equal(secretsOf(row!).access_token, 'EAA-page');
  assert.doesNotMatch(JSON.stringify(row), /EAA-page/);
  assert.ok(hub.graph.accounts.subscriptions.get(PAGE)?.includes('messages'));
  const page = await owner.go(done.to!);
  assert.match(page.html, /Messenger Maison Test est relié à la boutique/);
  assert.match(page.html, /Le jeton est valable/, 'the doctor has looked');
  assert.doesNotMatch(page.html, /EAA-page/);
  // What is written there arrives.
  assert.equal(
    await hub.deliver(hub.graph.direct.text({ account: PAGE, from: '7000000000000009', text: 'Bonjour' })),
    200,
  );
  await hub.graph.waitFor(({ to }) => to === '7000000000000009', 20_000);
});

test('a new token replaces the former one only after it was proved; cutting keeps the conversations and no secret', async () => {
  const row = (await connections()).find(({ account }) => account === PAGE)!;
  const path = `/admin/canaux/${row.id}`;
  const csrf = await owner.csrf(path);
  const refused = await owner.go(`${path}/renouveler`, { csrf, access_token: 'dead' });
  assert.equal(refused.status, 422);
  assert.equal(secretsOf((await connections()).find(({ id }) => id === row.id)!).access_token, 'EAA-page');
  hub.graph.accounts.tokens.set('EAA-new', {
    valid: true,
    expiresAt: hub.parts.hub.now() + 40 * 86_400_000,
    scopes: SCOPES,
  });
  assert.equal((await owner.go(`${path}/renouveler`, { csrf, access_token: 'EAA-new' })).status, 303);
  const renewed = (await connections()).find(({ id }) => id === row.id)!;
  assert.equal(secretsOf(renewed).access_token, 'EAA-new');
  assert.ok(renewed.expires_at);

  assert.equal((await owner.go(`${path}/couper`, { csrf })).to, '/admin/canaux');
  const cut = (await connections()).find(({ id }) => id === row.id)!;
  assert.deepEqual([cut.state, secretsOf(cut)], ['off', {}]);
  assert.ok(
    await hub.look('maison', (trx) =>
      trx.selectFrom('conversation').selectAll().where('connection_id', '=', row.id).executeTakeFirst(),
    ),
  );
  // And connected again it is the same connection.
  assert.equal((await owner.go(`${path}/renouveler`, { csrf, access_token: 'EAA-page' })).status, 303);
  assert.equal((await connections()).find(({ id }) => id === row.id)!.state, 'on');
});

test('what another shop has is refused, and only the owner may', async () => {
  hub.graph.accounts.tokens.set('EAA-both', { valid: true, expiresAt: 0, scopes: SCOPES });
  const path = '/admin/canaux/relier/messenger';
  const csrf = await owner.csrf(path);
  const taken = await owner.go(path, { csrf, page_id: '200000000000009', access_token: 'EAA-both' });
  assert.match(taken.html, /déjà relié à une autre boutique/);
  const stranger = officeVisitor(hub.url, { email: 'x', password: 'y' });
  assert.equal((await stranger.go(path, { page_id: PAGE, access_token: 'EAA-page' })).status, 401);
});

test('Embedded Signup: the code becomes the shop’s token, the account is subscribed and the number registered', async () => {
  const { accounts } = hub.graph;
  accounts.tokens.set('EAA-shop', {
    valid: true,
    expiresAt: hub.parts.hub.now() + 60 * 86_400_000,
    scopes: SCOPES,
    targets: { whatsapp_business_management: [WABA] },
  });
  accounts.codes.set('code-1', { token: 'EAA-shop' });
  const path = '/admin/canaux/relier/whatsapp';
  const page = await owner.go(path);
  assert.match(page.html, /data-signup/);
  assert.match(page.html, /connect\.facebook\.net\/fr_FR\/sdk\.js/);
  const csrf = await owner.csrf(path);
  const form = { csrf, waba_id: '300000000000666', phone_number_id: '', coexistence: '' };
  const failed = await owner.go(`${path}/dialogue`, { ...form, code: 'unknown' });
  assert.equal(failed.to, '/admin/canaux');
  assert.match((await owner.go('/admin/canaux')).html, /Rien n’a été enregistré\. Meta répond/);

  const done = await owner.go(`${path}/dialogue`, { ...form, code: 'code-1' });
  assert.match(done.to ?? '', /^\/admin\/canaux\/\d+$/);
  const row = (await connections()).find(({ account }) => account === NUMBER)!;
  assert.deepEqual([row.display, row.facts.waba, row.facts.coexistence], ['+33 1 40 00 00 77', WABA, 'no']);
  assert.match(hub.parts.hub.sealer.open(row.facts.pin!), /^\d{6}$/);
  assert.ok(accounts.registered.has(NUMBER));
  assert.ok(accounts.subscriptions.has(WABA));
  assert.ok(row.expires_at && row.expires_at.getTime() > hub.parts.hub.now());
  assert.equal(
    (await owner.go(`${path}/dialogue`, { ...form, code: 'code-1' })).to,
    '/admin/canaux',
    'a code serves once',
  );
});

test('Facebook Login: state, code, long-lived token, pages; the page and the Instagram account behind it are connected', async () => {
  const { accounts } = hub.graph;
  const opened = await owner.go('/admin/canaux/pages/dialogue');
  const dialog = new URL(opened.to!);
  assert.equal(dialog.pathname, '/v26.0/dialog/oauth');
  assert.match(dialog.searchParams.get('scope') ?? '', /pages_messaging/);
  const redirect = dialog.searchParams.get('redirect_uri')!;
  accounts.codes.set('code-2', { token: 'short', redirect });
  accounts.longLived.set('short', 'EAA-user');
  accounts.tokens.set('EAA-user', { valid: true, expiresAt: 0, scopes: SCOPES });
  accounts.pages.set('EAA-user', [
    {
      id: PAGE,
      name: 'Maison Test',
      access_token: 'EAA-page',
      instagram_business_account: { id: ACCOUNT, username: 'maison.test' },
    },
  ]);
  const forged = await owner.go('/admin/canaux/pages/retour?code=code-2&state=x');
  assert.equal(forged.to, '/admin/canaux');
  const query = new URLSearchParams({ code: 'code-2', state: dialog.searchParams.get('state')! });
  const back = await owner.go(`/admin/canaux/pages/retour?${query}`);
  assert.equal(back.status, 200);
  assert.match(back.html, /Relier Maison Test/);
  assert.doesNotMatch(back.html, /EAA-|fake/);
  const sealed = /name="sealed" value="([^"]+)"/.exec(back.html)![1]!;
  const csrf = /name="csrf" value="([^"]+)"/.exec(back.html)![1]!;
  const done = await owner.go('/admin/canaux/pages/choisir', { csrf, sealed, page: PAGE });
  assert.match(done.to ?? '', /^\/admin\/canaux\/\d+$/);
  const rows = await connections();
  assert.deepEqual(
    rows.filter(({ channel }) => channel === 'instagram').map(({ account, display }) => [account, display]),
    [[ACCOUNT, '@maison.test']],
  );
  const altered = await owner.go('/admin/canaux/pages/choisir', { csrf, sealed: `${sealed}x`, page: PAGE });
  assert.equal(altered.to, '/admin/canaux');
  assert.match((await owner.go('/admin/canaux')).html, /Cette demande a expiré/);
});
