/** E-mail by a real mailbox: raw MIME in by IMAP, the invoice out by SMTP; outages, renumbering, several workers. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { shopFacts } from '../../tools/shops/facts.ts';
import { emailExaminer } from '../doctor/email.ts';
import { type FakeSmtp, SMTP_PASSWORD, startFakeSmtp } from '../fakes/smtp.ts';
import { keepMailboxes, type MailboxKeeper } from '../road/mailboxes.ts';
import { readSettings } from '../settings.ts';
import { type Dovecot, startDovecot, withoutDovecot } from '../testing/dovecot.ts';
import { aShop, OWNER_PHONE, PHONE_NUMBER_ID } from '../testing/shop.ts';
import { only, startWalk, type Walk } from './walk.ts';

const ADDRESS = 'bonjour@maison.example';
const SECOND = 'contact@voisin.example';
const WAIT_MS = 25_000;
const skip = withoutDovecot();

let walk: Walk;
let smtp: FakeSmtp;
let dovecot: Dovecot;
before(async () => {
  if (skip) return;
  [smtp, dovecot] = await Promise.all([startFakeSmtp(), startDovecot()]);
  await dovecot.put('maison', letter({ id: 'before@c.example', text: 'Écrit avant la connexion' }));
  const whatsapp = { channel: 'whatsapp' as const, access_token: 'fake-token' };
  const connected = (address: string, user: string) => ({
    channel: 'email' as const,
    address,
    imap_url: dovecot.url(user),
    smtp_url: smtp.url,
  });
  walk = await startWalk({
    shops: [
      aShop('maison', {
        connections: [{ ...whatsapp, phone_number_id: PHONE_NUMBER_ID }, connected(ADDRESS, 'maison')],
      }),
      aShop('voisin', {
        phoneNumberId: '2',
        members: [{ name: 'Vic', role: 'owner', phone: '+33655555555' }],
        connections: [{ ...whatsapp, phone_number_id: '200' }, connected(SECOND, 'voisin')],
      }),
    ],
  });
  await walk.until(
    'both mailboxes are read',
    async () => (await mailbox('maison'))?.seen_at && (await mailbox('voisin'))?.seen_at,
  );
});
after(async () => {
  if (skip) return;
  await walk?.close();
  await smtp?.close();
  await dovecot?.close();
});

const mailbox = (shop: string) => walk.look(shop, (trx) => trx.selectFrom('mailbox').selectAll().executeTakeFirst());
const letters = (shop = 'maison') =>
  walk.look(shop, (trx) => trx.selectFrom('mail').select(['external_id', 'contact']).orderBy('id').execute());

function letter(given: {
  id: string;
  text: string;
  from?: string;
  subject?: string;
  answers?: string;
  html?: string;
}): Buffer {
  const { id, text, from = 'Léa Client <lea@client.example>', subject = 'Commande', answers } = given;
  const word = (value: string) => `=?utf-8?B?${Buffer.from(value).toString('base64')}?=`;
  const lines = [
    `From: ${from.replace(/^(.*) </, (_all, name: string) => `${word(name)} <`)}`,
    `To: ${ADDRESS}`,
    `Subject: ${word(subject)}`,
    `Message-ID: <${id}>`,
    `Date: ${new Date(walk?.parts.hub.now() ?? 0).toUTCString()}`,
    ...(answers ? [`In-Reply-To: ${answers}`, `References: ${answers}`] : []),
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=iso-8859-1',
    'Content-Transfer-Encoding: 8bit',
    '',
  ];
  return Buffer.concat([
    Buffer.from(`${lines.join('\r\n')}\r\n`),
    Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1'),
    Buffer.from('\r\n--b--\r\n'),
  ]);
}

test('from a raw letter in the mailbox to the invoice attached to a letter', { skip }, async () => {
  await dovecot.put(
    'maison',
    letter({
      id: '1@c.example',
      text: 'Bonjour,\n\n3 éclairs au chocolat et 2 religieuses pour samedi svp\n\nBien à vous\nLéa',
    }),
  );
  const placed = await smtp.waitFor(({ to }) => to === 'lea@client.example', WAIT_MS);
  assert.equal(placed.inReplyTo, '<1@c.example>');
  assert.equal(placed.subject, 'Re: Commande');
  const short = Number(/n° (\d+)/.exec(placed.text)?.[1]);
  assert.ok(short > 0, placed.text);
  const card = await walk.graph.waitFor(
    (one) => one.to === OWNER_PHONE && one.choices.some(({ id }) => id.startsWith(`/confirmer ${short} `)),
    WAIT_MS,
  );
  await walk.taps(OWNER_PHONE, card, 'Créer commande');
  const recap = await smtp.waitFor(({ to, text }) => to === 'lea@client.example' && /\/pay\//.test(text), WAIT_MS);
  const session = await walk.opensSession(/https?:\S+\/pay\/[\w-]+/.exec(recap.text)![0]);
  assert.equal(await walk.hooks(walk.stripe.pay(session)), 200);
  const paper = await smtp.waitFor(({ attachments }) => attachments.length > 0, WAIT_MS);
  assert.equal(only(paper.attachments).bytes.subarray(0, 5).toString(), '%PDF-');
  assert.deepEqual(
    (await letters()).map(({ external_id }) => external_id),
    ['<1@c.example>'],
    'what lay there before is left alone',
  );
  await walk.quiet();
});

test('the server goes away and comes back: what came meanwhile is taken up, none twice, and the count is told', {
  skip,
  timeout: 60_000,
}, async () => {
  await dovecot.stop();
  await walk.until('its trouble is noted', async () => (await mailbox('maison'))?.broken_since);
  // It was away for longer than anybody would overlook.
  await walk.look('maison', (trx) =>
    trx
      .updateTable('mailbox')
      .set({ seen_at: new Date(walk.parts.hub.now() - 3_600_000) })
      .execute(),
  );
  await walk.look('maison', (trx) =>
    trx
      .updateTable('mail')
      .set({ received_at: new Date(walk.parts.hub.now() - 7_200_000) })
      .execute(),
  );
  await dovecot.start();
  for (const n of [1, 2, 3])
    await dovecot.put(
      'maison',
      letter({ id: `away${n}@c.example`, from: `Ana ${n} <ana${n}@client.example>`, text: 'Vous ouvrez quand ?' }),
    );
  const told = await walk.graph.waitFor(
    ({ to, text }) => to === OWNER_PHONE && /n’était plus joignable/.test(text),
    40_000,
  );
  assert.match(told.text, /bonjour@maison\.example.*(?:e-mails y étaient arrivés|e-mail y était arrivé)/);
  await walk.until('all are taken', async () => (await letters()).length === 4);
  await smtp.waitFor(({ to }) => to === 'ana3@client.example', WAIT_MS);
  assert.equal((await mailbox('maison'))?.broken_since, null);
});

test('a mailbox that is numbered anew is read again, and what is known stays one', {
  skip,
  timeout: 60_000,
}, async () => {
  const before = (await letters()).length;
  const known = letter({ id: '1@c.example', text: 'Bonjour, 3 éclairs au chocolat et 2 religieuses pour samedi svp' });
  await dovecot.stop();
  await dovecot.start();
  await dovecot.renumber('maison', [
    known,
    letter({ id: 'fresh@c.example', from: 'Zoé <zoe@client.example>', text: 'Vous ouvrez quand ?' }),
  ]);
  await walk.until('the new one is taken', async () =>
    (await letters()).some(({ external_id }) => external_id === '<fresh@c.example>'),
  );
  await walk.until('the cursor followed', async () => Number((await mailbox('maison'))?.last_uid) === 2);
  assert.equal((await letters()).length, before + 1);
  await dovecot.put('maison', letter({ id: 'after@c.example', from: 'Zoé <zoe@client.example>', text: 'Merci' }));
  await walk.until('the next one, too', async () => (await letters()).length === before + 2);
});

test('two workers, one mailbox: the second reads only what the first has let go', {
  skip,
  timeout: 60_000,
}, async () => {
  const tokenOf = async () => (await mailbox('voisin'))?.lease_token;
  const first = await tokenOf();
  const second: MailboxKeeper = keepMailboxes(walk.parts, { lookMs: 100 });
  try {
    await dovecot.put(
      'voisin',
      letter({ id: 'v1@c.example', from: 'Ugo <ugo@client.example>', text: 'Vous ouvrez quand ?' }),
    );
    await walk.until('taken', async () => (await letters('voisin')).length === 1);
    assert.equal(await tokenOf(), first, 'still the first');
    // The first one dies: its lease runs out and the second takes over; what the first still holds it cannot commit.
    await walk.look('voisin', (trx) =>
      trx
        .updateTable('mailbox')
        .set({ lease_until: new Date(0) })
        .execute(),
    );
    await walk.until('taken over', async () => (await tokenOf()) !== first);
    for (const n of [2, 3, 4])
      await dovecot.put(
        'voisin',
        letter({ id: `v${n}@c.example`, from: 'Ugo <ugo@client.example>', text: `Merci ${n}` }),
      );
    await walk.until('read on', async () => (await letters('voisin')).length === 4);
    await walk.quiet();
    const rows = await walk.look('voisin', (trx) =>
      trx.selectFrom('message').select('external_id').where('kind', '=', 'message').execute(),
    );
    assert.equal(rows.length, 4);
    assert.ok((await letters('voisin')).every(({ contact }) => contact === 'ugo@client.example'));
  } finally {
    await second.close();
  }
  await walk.until('free again', async () => (await tokenOf()) !== undefined);
});

test('the doctor finds a mailbox in order, and says of a wrong password what to do', { skip }, async () => {
  await dovecot.keep('maison', 'Envoyés', letter({ id: 'sent@maison.example', text: 'Oui' }));
  const { hub } = walk.parts;
  const settings = readSettings(walk.env, '.');
  const shop = await shopFacts(hub, await walk.shopId('maison'));
  const { connection } = await walk.look('maison', async (trx) => ({
    connection: await trx.selectFrom('connection').selectAll().where('channel', '=', 'email').executeTakeFirstOrThrow(),
  }));
  const examined = (secrets: Record<string, string>) =>
    emailExaminer({
      hub,
      settings,
      shop,
      connection: {
        ...{ id: connection.id, shopId: shop.id, channel: 'email', account: ADDRESS, display: ADDRESS, secrets },
        facts: {},
        expiresAt: null,
      },
    });
  const well = await examined({ imap_url: dovecot.url('maison'), smtp_url: smtp.url });
  assert.deepEqual(
    well.filter(({ state }) => state !== 'ok'),
    [],
  );
  assert.deepEqual(
    well.map(({ step }) => step),
    ['webhook', 'imap', 'imap_tls', 'idle', 'sent', 'reading', 'smtp', 'smtp_tls'],
  );
  const wrong = await examined({
    imap_url: dovecot.url('maison', 'wrong'),
    smtp_url: smtp.url.replace(SMTP_PASSWORD, 'wrong'),
  });
  const failed = wrong.filter(({ state }) => state === 'fail');
  assert.deepEqual(
    failed.map(({ step }) => step),
    ['imap', 'smtp'],
  );
  for (const { next } of failed) assert.match(next?.fr ?? '', /mot de passe d’application/);
  const none = await examined({});
  assert.deepEqual(
    none.filter(({ state }) => state === 'fail').map(({ step }) => step),
    ['inbound', 'smtp'],
  );
  const gone = await examined({ imap_url: 'imap://a:b@127.0.0.1:1', smtp_url: 'smtp://a:b@127.0.0.1:1' });
  assert.deepEqual(
    gone.filter(({ state }) => state === 'fail').map(({ step }) => step),
    ['imap', 'smtp'],
  );
});
