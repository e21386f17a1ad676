/** /admin: closed to who has not signed in; what is done there is done like anywhere else, and only by its own forms. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Ctx } from '../../tools/context.ts';
import { inShop } from '../../tools/perform.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import { makeSignInToken } from '../../tools/team/sign-in.ts';
import { CUSTOMER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { officeVisitor } from '../testing/visitor.ts';
import { only, SIMPLE_ORDER, startWalk, type Walk } from './walk.ts';

let walk: Walk;
before(async () => {
  walk = await startWalk({ graph: { windows: 'closed', approved: 'none' } });
});
after(() => walk.close());

const PASSWORD = 'correct-horse-battery';
const EMAIL = 'olivia@maison.example';

const browser = () => officeVisitor(walk.url, { email: EMAIL, password: PASSWORD });

const statusOf = (short: number) =>
  walk.look(
    'maison',
    async (trx) =>
      (await trx.selectFrom('orders').selectAll().where('short', '=', short).executeTakeFirstOrThrow()).status,
  );

async function placed(from: string): Promise<number> {
  const answer = await walk.says(from, SIMPLE_ORDER);
  await walk.quiet();
  return Number(/n° (\d+)/.exec(answer.text)?.[1]);
}

test('nothing under /admin opens without a session, whatever the method or the path', async () => {
  const short = await placed(CUSTOMER_PHONE);
  const { go } = browser();
  for (const path of ['/admin', '/admin/', '/admin/commandes', '/admin/%2e%2e/admin', '/admin//', '/admin/x/y']) {
    const answer = await go(path);
    assert.deepEqual([answer.status, answer.to?.split('?')[0]], [303, '/admin/connexion'], path);
    assert.doesNotMatch(answer.html, /Marie|18,90/);
  }
  for (const path of ['/admin/confirmer', '/admin/refuser', '/admin/sortir', '/admin/anything']) {
    assert.equal((await go(path, { short: String(short), version: '1', csrf: '' })).status, 401, path);
  }
  const forged = browser();
  forged.cookies.set('hub_session', '1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
  assert.equal((await forged.go('/admin')).status, 303);
  assert.equal(await statusOf(short), 'pending');
});

test('a wrong password or address opens nothing; after eight failures the right one has to wait too', async () => {
  const visitor = browser();
  assert.equal((await visitor.signIn('wrong')).status, 401);
  assert.equal((await visitor.signIn(PASSWORD, 'nobody@maison.example')).status, 401);
  assert.equal((await visitor.signIn('', EMAIL)).status, 401);
  assert.equal((await visitor.go('/admin')).status, 303);
  const stranger = browser();
  const csrf = await stranger.csrf('/admin/connexion');
  const post = (password: string) => stranger.go('/admin/connexion', { csrf, email: 'max@maison.example', password });
  for (let at = 0; at < 8; at++) assert.equal((await post(`guess ${at}`)).status, 401);
  assert.equal((await post('guess 9')).status, 429);
});

test('without its token, or from another site, the sign-in form itself is refused', async () => {
  const visitor = browser();
  assert.equal((await visitor.go('/admin/connexion', { email: EMAIL, password: PASSWORD, csrf: '' })).status, 401);
  const csrf = await visitor.csrf('/admin/connexion');
  const elsewhere = { origin: 'https://evil.example' };
  assert.equal(
    (await visitor.go('/admin/connexion', { email: EMAIL, password: PASSWORD, csrf }, elsewhere)).status,
    401,
  );
  assert.equal(visitor.cookies.has('hub_session'), false);
});

test('signed in: the waiting order and why its card waits; forms without their token are refused', async () => {
  const owner = browser();
  const signedIn = await owner.signIn();
  assert.deepEqual([signedIn.status, signedIn.to], [303, '/admin']);
  const page = await owner.go('/admin');
  assert.equal(page.status, 200);
  assert.match(page.html, /Marie Lefebvre/);
  assert.match(page.html, /18,90/);
  assert.match(page.html, /modèle|template/i, 'the template is not approved: said on the page');
  const csrf = await owner.csrf('/admin');
  for (const form of [
    { short: '1', version: '1' },
    { short: '1', version: '1', csrf: 'wrong' },
    { short: '1', version: '1', csrf: `${csrf}x` },
  ]) {
    assert.equal((await owner.go('/admin/confirmer', form as Record<string, string>)).status, 403);
  }
  const elsewhere = { origin: 'https://evil.example' };
  assert.equal((await owner.go('/admin/confirmer', { short: '1', version: '1', csrf }, elsewhere)).status, 403);
  assert.equal(await statusOf(1), 'pending');
});

test('she confirms on the page: the customer gets the recap; a second time, or an old version, changes nothing', async () => {
  const owner = browser();
  await owner.signIn();
  const csrf = await owner.csrf('/admin');
  const since = walk.graph.sentTo(CUSTOMER_PHONE).length;
  const stale = await owner.go('/admin/confirmer', { short: '1', version: '7', csrf });
  assert.equal(stale.status, 303);
  assert.equal(await statusOf(1), 'pending');
  assert.match((await owner.go('/admin')).html, /a changé depuis/);
  const confirm = () => owner.go('/admin/confirmer', { short: '1', version: '1', csrf });
  const both = await Promise.all([confirm(), confirm()]);
  assert.deepEqual(
    both.map((answer) => answer.status),
    [303, 303],
  );
  await walk.quiet();
  assert.equal(await statusOf(1), 'confirmed');
  assert.match(only(walk.graph.sentTo(CUSTOMER_PHONE).slice(since)).text, /confirmé votre commande n° 1/);
  const journal = await walk.look('maison', (trx) =>
    trx.selectFrom('journal').selectAll().where('event', '=', 'order.confirmed').execute(),
  );
  assert.equal((only(journal).actor as { name: string }).name, 'Olivia');
});

test('she refuses on the page: the customer reads why', async () => {
  const from = '33640000201';
  const short = await placed(from);
  const owner = browser();
  await owner.signIn();
  const csrf = await owner.csrf('/admin');
  await owner.go('/admin/refuser', { short: String(short), version: '1', csrf, reason: 'trop tard <b>' });
  await walk.quiet();
  assert.equal(await statusOf(short), 'cancelled');
  assert.match(walk.graph.sentTo(from).at(-1)!.text, /trop tard <b>/);
});

test('what a customer writes is text on the page, not markup', async () => {
  const from = '33640000202';
  await walk.says(from, SIMPLE_ORDER, { name: '<script>alert(1)</script>' });
  await walk.quiet();
  const owner = browser();
  await owner.signIn();
  const { html } = await owner.go('/admin');
  assert.ok(!html.includes('<script>alert(1)'));
  assert.ok(html.includes('&lt;script&gt;alert(1)'));
});

test('a one-time link opens one session, by its button only; signing out ends it', async () => {
  const { hub } = walk.parts;
  const shop = await shopFacts(hub, await walk.shopId('maison'));
  const ctx: Ctx = { hub, shop, actor: { kind: 'system' }, language: 'fr', cause: 'test:link' };
  const token = await inShop(ctx, async (run) => {
    const member = await run.trx
      .selectFrom('member')
      .select('id')
      .where('phone', '=', `+${OWNER_PHONE}`)
      .executeTakeFirstOrThrow();
    return makeSignInToken(run, member.id);
  });
  const path = `/admin/entrer/${token}`;
  const owner = browser();
  for (let look = 0; look < 3; look++) assert.equal((await browser().go(path)).status, 200, 'a preview spends nothing');
  assert.equal((await owner.go(path, { csrf: 'wrong' })).status, 401);
  const csrf = await owner.csrf(path);
  const entered = await owner.go(path, { csrf });
  assert.deepEqual([entered.status, entered.to], [303, '/admin']);
  assert.equal((await owner.go('/admin')).status, 200);
  const second = browser();
  assert.equal((await second.go(path, { csrf: await second.csrf(path) })).status, 401, 'spent');
  assert.equal((await second.go('/admin')).status, 303);
  const kept = owner.cookies.get('hub_session')!;
  await owner.go('/admin/sortir', { csrf: await owner.csrf('/admin') });
  const again = browser();
  again.cookies.set('hub_session', kept);
  assert.equal((await again.go('/admin')).status, 303, 'the old cookie opens nothing');
});
