/** A mailbox, a number, a TikTok shop connected in the office: each logs in before it is kept, and what fails is said. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SMTP_PASSWORD, startFakeSmtp } from '../fakes/smtp.ts';
import { startFakeTikTok } from '../fakes/tiktok.ts';
import { startFakeTwilio } from '../fakes/twilio.ts';
import { type Dovecot, startDovecot, withoutDovecot } from '../testing/dovecot.ts';
import { SUNDAY, startTestHub, type TestHub } from '../testing/hub.ts';
import { aShop } from '../testing/shop.ts';
import { officeVisitor } from '../testing/visitor.ts';

const PASSWORD = 'correct-horse-battery';
const NUMBER = '+33180000001';
const ACCOUNT = `AC${'0'.repeat(31)}1`;
const SHOP = '7494049642642441621';
/** Nobody listens there. */
const NOWHERE = '127.0.0.1:1';
const skip = withoutDovecot();

let hub: TestHub;
let smtp: Awaited<ReturnType<typeof startFakeSmtp>>;
let twilio: Awaited<ReturnType<typeof startFakeTwilio>>;
let tiktok: Awaited<ReturnType<typeof startFakeTikTok>>;
let owner: ReturnType<typeof officeVisitor>;
before(async () => {
  const started = Date.now();
  const now = () => Date.parse(SUNDAY) + Date.now() - started;
  smtp = await startFakeSmtp();
  twilio = await startFakeTwilio({ authToken: 'right', accountSid: ACCOUNT, number: NUMBER });
  tiktok = await startFakeTikTok({ appKey: 'key', appSecret: 'secret', token: 'right', shopId: SHOP, now });
  hub = await startTestHub({ shops: [aShop('maison')], more: { TWILIO_URL: twilio.url, TIKTOK_URL: tiktok.url } });
  owner = officeVisitor(hub.url, { email: 'olivia@maison.example', password: PASSWORD });
  await owner.signIn();
});
after(async () => {
  await hub?.close();
  await smtp?.close();
  await twilio?.close();
  await tiktok?.close();
});

const kept = (channel: string) =>
  hub.look('maison', (trx) => trx.selectFrom('connection').selectAll().where('channel', '=', channel).execute());
const typed = async (channel: string, fields: Record<string, string>) => {
  const path = `/admin/canaux/relier/${channel}`;
  return owner.go(path, { csrf: await owner.csrf(path), ...fields });
};

test('a mailbox: the wrong password is said, a server that is away too, and kept all the same on her wish', async () => {
  const given = { address: 'bonjour@maison.example', inbound_key: 'inbound-key-0123456789' };
  const refused = await typed('email', { ...given, smtp_url: smtp.url.replace(SMTP_PASSWORD, 'wrong') });
  assert.equal(refused.status, 422);
  assert.match(refused.html, /Le serveur SMTP refuse l’identifiant ou le mot de passe/);
  assert.match(refused.html, /mot de passe d’application/);
  assert.doesNotMatch(refused.html, /name="anyway"|wrong@/);
  assert.match(refused.html, /value="bonjour@maison\.example"/, 'what was typed is still there');
  const none = await typed('email', { address: given.address, smtp_url: smtp.url });
  assert.match(none.html, /ni boîte IMAP, ni webhook/);
  const away = { ...given, smtp_url: `smtp://a:b@${NOWHERE}` };
  const unreached = await typed('email', away);
  assert.equal(unreached.status, 422);
  assert.match(unreached.html, /Le serveur SMTP ne répond pas/);
  assert.match(unreached.html, /name="anyway"/);
  assert.deepEqual(await kept('email'), []);
  const anyway = await typed('email', { ...away, anyway: 'oui' });
  assert.equal(anyway.status, 303);
  const [row] = await kept('email');
  const page = await owner.go(`/admin/canaux/${row!.id}`);
  assert.match(page.html, /Rien n’a pu être vérifié/);
  assert.match(page.html, /Le serveur SMTP ne répond pas/);
  const renewed = await owner.go(`/admin/canaux/${row!.id}/renouveler`, {
    csrf: await owner.csrf(`/admin/canaux/${row!.id}`),
    smtp_url: smtp.url,
  });
  assert.equal(renewed.status, 303);
  assert.match((await owner.go(`/admin/canaux/${row!.id}`)).html, /L’envoi est accepté/);
  // Refused is refused, whatever she wishes.
  const stolen = { ...given, address: 'autre@maison.example', smtp_url: smtp.url.replace(SMTP_PASSWORD, 'wrong') };
  assert.equal((await typed('email', { ...stolen, anyway: 'oui' })).status, 422);
});

test('a mailbox read by IMAP', { skip }, async () => {
  const dovecot: Dovecot = await startDovecot();
  try {
    const given = { address: 'imap@maison.example', smtp_url: smtp.url };
    const refused = await typed('email', { ...given, imap_url: dovecot.url('maison', 'wrong') });
    assert.match(refused.html, /Le serveur IMAP refuse l’identifiant ou le mot de passe/);
    assert.match((await typed('email', { ...given, imap_url: `imap://a:b@${NOWHERE}` })).html, /name="anyway"/);
    assert.equal((await typed('email', { ...given, imap_url: dovecot.url('maison') })).status, 303);
  } finally {
    await dovecot.close();
  }
});

test('a number: Twilio is asked whether the account opens and has it', async () => {
  const given = { number: '+33 1 80 00 00 01', account_sid: ACCOUNT, sms: 'oui' };
  const refused = await typed('phone', { ...given, auth_token: 'wrong' });
  assert.equal(refused.status, 422);
  assert.match(refused.html, /Twilio/);
  assert.doesNotMatch(refused.html, /name="anyway"/);
  assert.match((await typed('phone', { ...given, number: '+33180000009', auth_token: 'right' })).html, /\+33180000009/);
  for (const number of ['12', '01 80 00 00 01', 'n’importe quoi']) {
    const incomplete = await typed('phone', { number, auth_token: 'right' });
    assert.equal(incomplete.status, 422, number);
    assert.match(incomplete.html, /n’est pas un numéro complet/);
  }
  assert.deepEqual(await kept('phone'), []);
  assert.match((await owner.go('/admin/canaux/relier/phone')).html, /\/webhooks\/phone\/maison/);
  assert.equal((await typed('phone', { ...given, auth_token: 'right' })).status, 303);
  const [row] = await kept('phone');
  assert.equal(row?.account, NUMBER);
  const secrets = JSON.parse(hub.parts.hub.sealer.open(row!.secrets_sealed));
  assert.ok(secrets.sms && secrets.account_sid === ACCOUNT);
});

test('a TikTok shop: the token opens it, or it is said what is wrong', async () => {
  const given = { shop_id: SHOP, app_key: 'key', app_secret: 'secret' };
  const refused = await typed('tiktok', { ...given, access_token: 'wrong' });
  assert.equal(refused.status, 422);
  assert.match(refused.html, /TikTok refuse/);
  const other = await typed('tiktok', { ...given, shop_id: '111', access_token: 'right' });
  assert.match(other.html, /autre boutique/);
  assert.deepEqual(await kept('tiktok'), []);
  assert.equal((await typed('tiktok', { ...given, access_token: 'right' })).status, 303);
  assert.equal((await kept('tiktok')).length, 1);
});
