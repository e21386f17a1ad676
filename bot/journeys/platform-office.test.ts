/** A shop's own approved platform, from the office: tried before it is kept, renewed, used for invoices and reports. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type FakePlatform, PLATFORM_CLIENT, startFakePlatform } from '../fakes/platform.ts';
import { OWNER_PHONE } from '../testing/shop.ts';
import { officeVisitor } from '../testing/visitor.ts';
import { looksAgain } from './clock-look.ts';
import { type MoneyWalk, startMoneyWalk } from './money-walk.ts';

const PAGE = '/admin/papiers/plateforme';
const PASSWORD = 'correct-horse-battery';
let platform: FakePlatform;
let money: MoneyWalk;
let clock = Date.now;
before(async () => {
  platform = await startFakePlatform({ now: () => clock() });
  money = await startMoneyWalk({
    members: [
      { name: 'Olivia', role: 'owner', phone: `+${OWNER_PHONE}`, email: 'olivia@maison.example', password: PASSWORD },
      { name: 'Malika', role: 'manager', phone: '+33655555555', email: 'malika@maison.example', password: PASSWORD },
    ],
  });
  clock = () => money.walk.parts.hub.now();
});
after(async () => {
  await money?.walk.close();
  await platform?.close();
});

const signedIn = async (email = 'olivia@maison.example') => {
  const visitor = officeVisitor(money.walk.url, { email, password: PASSWORD });
  await visitor.signIn();
  return visitor;
};
type Visitor = Awaited<ReturnType<typeof signedIn>>;
const posts = async (visitor: Visitor, path: string, form: Record<string, string> = {}) =>
  visitor.go(`${PAGE}${path}`, { csrf: await visitor.csrf(PAGE), ...form });
const access = () => {
  const address = new URL(platform.tokenUrl);
  [address.username, address.password] = ['', ''];
  return { url: `${platform.url}/`, token_url: address.href, client_id: PLATFORM_CLIENT.id };
};
const kept = () => money.walk.look('maison', (trx) => trx.selectFrom('platform_access').selectAll().executeTakeFirst());
const reports = () =>
  money.walk.look('maison', (trx) => trx.selectFrom('platform_report').selectAll().orderBy('id').execute());
const looks = async () => {
  const since = money.mark();
  await looksAgain(money.walk, 'platform_poll');
  return money
    .heard(OWNER_PHONE, since)
    .map(({ text }) => text)
    .join('\n');
};

test('without a platform the page says so; what is wrong is not kept, what is right is kept sealed', async () => {
  const visitor = await signedIn();
  assert.match((await visitor.go(PAGE)).html, /Aucune plateforme n’est reliée/);
  for (const [more, said] of [
    [{ client_secret: 'guessed' }, /refuse ces accès/],
    [{ client_secret: PLATFORM_CLIENT.secret, url: 'http://127.0.0.1:1' }, /ne répond pas comme une plateforme agréée/],
    [{ client_secret: PLATFORM_CLIENT.secret, url: 'http://platform.example' }, /À corriger.*en https/],
    [{}, /À corriger.*un jeton/],
    [{ client_secret: PLATFORM_CLIENT.secret, number: '12' }, /À corriger.*immatriculation/],
  ] as const) {
    const { html } = await posts(visitor, '/acces', { ...access(), ...more });
    assert.match(html, said);
    assert.ok(!html.includes(PLATFORM_CLIENT.secret) && !html.includes('guessed'), 'a secret is never shown');
    assert.equal(await kept(), undefined);
  }
  const form = { ...access(), client_secret: PLATFORM_CLIENT.secret };
  assert.equal((await posts(visitor, '/acces', form)).status, 303);
  const row = await kept();
  assert.equal(row!.host, new URL(platform.url).host);
  assert.ok(!row!.access_sealed.includes(PLATFORM_CLIENT.secret));
  const { html } = await visitor.go(PAGE);
  for (const said of ['Votre plateforme', row!.host, 'répond et accepte nos accès'])
    assert.ok(html.includes(said), said);
  const manager = await signedIn('malika@maison.example');
  assert.match((await manager.go(PAGE)).html, /Le propriétaire de la boutique/);
  assert.equal((await posts(manager, '/acces', form)).status, 403);
});

test('new secrets take the place of the old; an empty field keeps them, unless they would go somewhere else', async () => {
  const visitor = await signedIn();
  const before = PLATFORM_CLIENT.secret;
  PLATFORM_CLIENT.secret = 'rotated';
  await posts(visitor, '/verifier');
  assert.match((await visitor.go(PAGE)).html, /ne nous laisse pas entrer/);
  assert.match((await posts(visitor, '/acces', access())).html, /refuse ces accès/);
  assert.equal((await posts(visitor, '/acces', { ...access(), client_secret: 'rotated' })).status, 303);
  assert.match((await visitor.go(PAGE)).html, /répond et accepte nos accès/);
  const named = { ...access(), number: '0042', name: 'Plateforme & Cie' };
  assert.equal((await posts(visitor, '/acces', named)).status, 303, 'the secret stays');
  assert.match((await visitor.go(PAGE)).html, /immatriculée 0042/);
  const elsewhere = { ...named, url: 'https://elsewhere.example' };
  assert.match((await posts(visitor, '/acces', elsewhere)).html, /À corriger.*un jeton/, 'not to another address');
  PLATFORM_CLIENT.secret = before;
  assert.equal((await posts(visitor, '/acces', { ...named, client_secret: before })).status, 303);
});

test('what the shop said yes to leaves: invoices to businesses by its own platform', async () => {
  const visitor = await signedIn();
  assert.equal((await posts(visitor, '/usage', { factures: 'oui', rythme: 'month' })).status, 303);
  const { short } = await money.paidOnline();
  const { name } = await money.walk.look('maison', (trx) =>
    trx.selectFrom('customer').select('name').executeTakeFirstOrThrow(),
  );
  assert.equal(platform.sent().length, 0, 'a consumer');
  await money.says(`/client ${name} société SAS Dupont siren 404833048 adresse 4 avenue Victor Hugo, 69002 Lyon`);
  const business = await money.confirmed();
  await money.says(`/facture ${business.short}`);
  await money.walk.until('handed over', async () => platform.sent().length === 1);
  await money.walk.quiet();
  const { html } = await visitor.go(PAGE);
  assert.match(html, /SAS Dupont[\s\S]*Transmise/);
  assert.ok(short > 0);
});

test('at the end of the period consumers’ sales are reported once, though the first answer is lost', async () => {
  assert.equal(await looks(), '');
  assert.deepEqual(await reports(), [], 'not before the period is over');
  const ahead = Date.parse('2026-12-01T00:05:00+01:00') - clock();
  const before = money.walk.parts.hub.now;
  money.walk.parts.hub.now = () => before() + ahead;
  platform.fail({ drop: 'after' });
  await looks();
  await money.walk.until('sent', async () => (await reports()).some(({ status }) => status === 'sent'));
  await looks();
  const made = await reports();
  assert.deepEqual(
    made.map(({ kind, period_from, period_to, version, status }) => [kind, period_from, period_to, version, status]),
    [
      ['sales', '2026-11-01', '2026-11-30', 1, 'sent'],
      ['payments', '2026-11-01', '2026-11-30', 1, 'empty'],
    ],
  );
  assert.deepEqual([platform.reports().length, platform.refused], [1, []]);
  const sold = await money.walk.look('maison', (trx) =>
    trx.selectFrom('paper').select('canonical').where('kind', '=', 'invoice').execute(),
  );
  const consumers = sold.map((row) => JSON.parse(row.canonical)).filter(({ buyer }) => !buyer.business);
  const net = consumers.reduce((sum, { totals }) => sum + totals.net, 0);
  const xml = String(platform.reports()[0]!.file);
  assert.match(xml, new RegExp(`<TaxExclusiveAmount>${(net / 100).toFixed(2)}</TaxExclusiveAmount>`));
  assert.match(xml, /<Id schemeId="0238">0042<\/Id><Name>Plateforme &amp; Cie<\/Name>/);
  const visitor = await signedIn();
  assert.match((await visitor.go(PAGE)).html, /Ventes · [\s\S]*Déposée/);
  const file = await visitor.go(`${PAGE}/rapports/${made[0]!.id}`);
  assert.equal(file.html, xml);
});

test('rejected: the owner reads why, once, and has it sent again; accepted it stays', async () => {
  platform.answersReport('Error', [{ level: 'Error', reasonCode: 'G1.05', reasonMessage: 'SIREN inconnu' }]);
  assert.match(await looks(), /rejeté vos ventes aux particuliers du 01\/11\/2026 au 30\/11\/2026.*SIREN inconnu/);
  assert.equal(await looks(), '');
  const visitor = await signedIn();
  const [first] = await reports();
  assert.equal((await posts(visitor, `/rapports/${first!.id}`)).status, 303);
  await money.walk.until('sent again', async () => platform.reports().length === 2);
  await money.walk.quiet();
  platform.answersReport('Ok');
  await looks();
  const last = (await reports()).at(-1)!;
  assert.deepEqual([last.version, last.status], [2, 'accepted']);
  await posts(visitor, `/rapports/${last.id}`);
  assert.match((await visitor.go(PAGE)).html, /n’ont pas changé/);
  assert.deepEqual([platform.reports().length, platform.refused], [2, []]);
});

test('forgotten: nothing leaves any more, and the page says so', async () => {
  const visitor = await signedIn();
  assert.equal((await posts(visitor, '/oublier')).status, 303);
  assert.equal(await kept(), undefined);
  const { html } = await visitor.go(PAGE);
  for (const said of [/Aucune plateforme n’est reliée/, /il manque.*une plateforme agréée/]) assert.match(html, said);
});
