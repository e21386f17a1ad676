/** Instagram's own login: the dialog from the office, the token of sixty days, its renewal, and the warning when that fails. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { directWebhooksSignedBy } from '../fakes/direct-webhooks.ts';
import { APP_ID } from '../fakes/graph-accounts.ts';
import { INSTAGRAM_APP } from '../fakes/graph-instagram.ts';
import { tendShop } from '../road/tend.ts';
import { startTestHub, type TestHub } from '../testing/hub.ts';
import { officeVisitor } from '../testing/visitor.ts';

const PASSWORD = 'correct-horse-battery';
const ACCOUNT = '17841400000000007';
const OPEN = '/admin/canaux/instagram/dialogue';
const DAY_MS = 24 * 3_600_000;

let hub: TestHub;
let owner: ReturnType<typeof officeVisitor>;
before(async () => {
  hub = await startTestHub({
    more: { META_APP_ID: APP_ID, INSTAGRAM_APP_ID: INSTAGRAM_APP.id, INSTAGRAM_APP_SECRET: INSTAGRAM_APP.secret },
  });
  hub.graph.logins.redirects.push(`${hub.url}/admin/canaux/instagram/retour`);
  owner = officeVisitor(hub.url, { email: 'olivia@maison.example', password: PASSWORD });
  await owner.signIn();
});
after(() => hub.close());

const connection = () =>
  hub.look('maison', (trx) =>
    trx.selectFrom('connection').selectAll().where('channel', '=', 'instagram').executeTakeFirst(),
  );
const tokenOf = (row: { secrets_sealed: string }): string =>
  JSON.parse(hub.parts.hub.sealer.open(row.secrets_sealed)).access_token;

/** Opens the dialog, goes through Instagram's page as a browser does; the path it comes back to in the office. */
async function throughDialog(): Promise<string> {
  const opened = await owner.go(OPEN);
  assert.equal(opened.status, 303);
  const page = await fetch(opened.to!, { redirect: 'manual' });
  assert.equal(page.status, 302, await page.text());
  const back = new URL(page.headers.get('location')!);
  assert.equal(back.hash, back.searchParams.has('code') ? '#_' : '');
  return back.pathname + back.search;
}
const flash = async () => (await owner.go('/admin/canaux')).html;

test('the page of Instagram offers its own dialog beside Facebook’s', async () => {
  const { html } = await owner.go('/admin/canaux/relier/instagram');
  assert.match(html, /href="\/admin\/canaux\/instagram\/dialogue"[^>]*>\s*Se connecter avec Instagram/);
  assert.match(html, /href="\/admin\/canaux\/pages\/dialogue"/);
  const messenger = await owner.go('/admin/canaux/relier/messenger');
  assert.doesNotMatch(messenger.html, /canaux\/instagram\/dialogue/);
});

test('closed, or with a permission left out, nothing is connected and the page says why', async () => {
  hub.graph.logins.visitor = null;
  assert.equal((await owner.go(await throughDialog())).to, '/admin/canaux');
  assert.match(await flash(), /La fenêtre de Meta a été fermée/);
  const refuses = ['instagram_business_manage_messages'];
  hub.graph.logins.visitor = { account: ACCOUNT, username: 'maison.test', refuses };
  assert.equal((await owner.go(await throughDialog())).to, '/admin/canaux');
  assert.match(await flash(), /il manque au jeton instagram_business_manage_messages/);
  assert.equal(await connection(), undefined);
});

test('the code becomes a token of sixty days, sealed; the account is subscribed, and what is written there arrives', async () => {
  hub.graph.logins.visitor = { account: ACCOUNT, username: 'maison.test' };
  const back = await throughDialog();
  const stranger = officeVisitor(hub.url, { email: 'x', password: 'y' });
  assert.equal((await stranger.go(back)).to, '/admin/connexion', 'the answer belongs to whoever opened it');
  const done = await owner.go(back);
  assert.match(done.to ?? '', /^\/admin\/canaux\/\d+$/);
  const row = (await connection())!;
  assert.deepEqual([row.account, row.display, row.state], [ACCOUNT, '@maison.test', 'on']);
  const days = (row.expires_at!.getTime() - hub.parts.hub.now()) / DAY_MS;
  assert.ok(days > 59 && days <= 60, String(days));
  assert.equal(hub.graph.logins.issued.get(tokenOf(row))?.long, true);
  assert.doesNotMatch(JSON.stringify(row), /IGAA/);
  assert.ok(hub.graph.accounts.subscriptions.get(ACCOUNT)?.includes('messages'));
  const { html } = await owner.go(done.to!);
  assert.match(html, /Le jeton est valable, encore \d+\s?j/);
  assert.doesNotMatch(html, /IGAA|test-instagram-secret/);
  // Its events are signed with the secret of Instagram's app.
  const { text } = directWebhooksSignedBy(INSTAGRAM_APP.secret, hub.parts.hub.now);
  const event = text({ account: ACCOUNT, from: '7000000000000009', text: 'Bonjour' });
  assert.equal(await hub.deliver(event), 200);
  await hub.graph.waitFor(({ to, phoneNumberId }) => to === '7000000000000009' && phoneNumberId === ACCOUNT, 20_000);
});

test('an answer counts once, is ours, and is fresh', async () => {
  const back = await throughDialog();
  assert.match((await owner.go(back)).to ?? '', /^\/admin\/canaux\/\d+$/);
  const before = tokenOf((await connection())!);
  assert.equal((await owner.go(back)).to, '/admin/canaux');
  assert.match(await flash(), /Cette demande a expiré/);
  const [path, query] = (await throughDialog()).split('?');
  const forged = new URLSearchParams(query);
  forged.set('state', `${forged.get('state')!.slice(0, -2)}xx`);
  assert.equal((await owner.go(`${path}?${forged}`)).to, '/admin/canaux');
  assert.equal(tokenOf((await connection())!), before);
});

const dated = (days: number) =>
  hub.look('maison', async (trx) => {
    const ends = hub.parts.hub.now() + days * DAY_MS;
    const { id, facts } = await trx
      .selectFrom('connection')
      .select(['id', 'facts'])
      .where('channel', '=', 'instagram')
      .executeTakeFirstOrThrow();
    const { refresh_tried: _tried, ...kept } = facts;
    const changes = { expires_at: new Date(ends), looked_at: null, facts: JSON.stringify(kept) };
    await trx.updateTable('connection').set(changes).where('id', '=', id).execute();
  });
const aged = (token: string, days: number) => {
  const known = hub.graph.logins.issued.get(token)!;
  known.at -= days * DAY_MS;
};
const tend = async () => tendShop(hub.parts, await hub.shopId('maison'));

test('in its second half the token is renewed by itself; until then it is left alone', async () => {
  const first = tokenOf((await connection())!);
  await dated(31);
  await tend();
  assert.equal(tokenOf((await connection())!), first);
  aged(first, 35);
  await dated(25);
  await tend();
  const row = (await connection())!;
  assert.notEqual(tokenOf(row), first);
  assert.ok(row.expires_at!.getTime() > hub.parts.hub.now() + 59 * DAY_MS);
  assert.equal(row.facts.refresh_failed, '');
});

test('where it cannot be renewed, it is tried once a day and the doctor says why and what to do', async () => {
  const token = tokenOf((await connection())!);
  await dated(6);
  const asked = () => hub.graph.calls.filter(({ path }) => path === '/refresh_access_token').length;
  const before = asked();
  // A day old at most: Instagram refuses.
  await tend();
  const row = (await connection())!;
  assert.equal(tokenOf(row), token);
  assert.match(row.facts.refresh_failed!, /not a day old/);
  await hub.look('maison', (trx) => trx.updateTable('connection').set({ looked_at: null }).execute());
  await tend();
  assert.equal(asked(), before + 1);
  const csrf = await owner.csrf('/admin/canaux');
  await owner.go('/admin/canaux/verifier', { csrf });
  assert.match(await flash(), /n’a pas pu être renouvelé tout seul[\s\S]*admin\/canaux\/\d+/);
});
