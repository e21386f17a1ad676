/** The process is killed (SIGKILL) while it reads a mailbox: no letter is lost, none is taken twice, hers or theirs. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Database, openDatabase, openPool } from '../../db/database.ts';
import { forShop } from '../../db/shop.ts';
import { type FakeSmtp, startFakeSmtp } from '../fakes/smtp.ts';
import type { Step } from '../road/parts.ts';
import { type Dovecot, startDovecot, withoutDovecot } from '../testing/dovecot.ts';
import { PHONE_NUMBER_ID } from '../testing/shop.ts';
import { leftOver, onlyShop } from './order.ts';
import { openSite, type Site, until } from './site.ts';

const ADDRESS = 'bonjour@maison.example';
const SENT = 'Envoyés';
const skip = withoutDovecot();
/** Read and not stored; stored, and the next round not begun. */
const DEATHS: Step[] = ['letters read', 'arrivals stored'];

let site: Site;
let database: Database;
let smtp: FakeSmtp;
let dovecot: Dovecot;
before(async () => {
  if (skip) return;
  [smtp, dovecot] = await Promise.all([startFakeSmtp(), startDovecot()]);
  await dovecot.keep('maison', SENT, letter('before', ADDRESS, ADDRESS, 'Avant'));
  site = await openSite({
    shop: {
      connections: [
        { channel: 'whatsapp', phone_number_id: PHONE_NUMBER_ID, access_token: 'fake-token' },
        { channel: 'email', address: ADDRESS, imap_url: dovecot.url('maison'), smtp_url: smtp.url },
      ],
    },
  });
  database = await openDatabase(openPool(site.databaseUrl, 2));
  await until(
    'the mailbox is read',
    async () =>
      (await look((trx) => trx.selectFrom('mailbox').select('seen_at').where('seen_at', 'is not', null).execute()))
        .length === 1,
  );
});
after(async () => {
  if (skip) return;
  await database?.close();
  await site?.close();
  await smtp?.close();
  await dovecot?.close();
});

async function look<T>(work: Parameters<typeof forShop<T>>[2]): Promise<T> {
  return forShop(database, await onlyShop(database), work);
}

function letter(id: string, from: string, to: string, text: string, head: string[] = []): string {
  const headers = [`From: ${from}`, `To: ${to}`, `Subject: Re: Commande`, `Message-ID: <${id}@test.example>`, ...head];
  return [...headers, 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', '', text].join('\r\n');
}

const messages = () =>
  look((trx) =>
    trx
      .selectFrom('message')
      .select(['kind', 'lane', 'external_id'])
      .where('kind', 'in', ['message', 'echo'])
      .orderBy('external_id')
      .execute(),
  );
const letters = () => look((trx) => trx.selectFrom('mail').select('external_id').orderBy('external_id').execute());

async function settled(): Promise<void> {
  await until('nothing under way', async () => Object.values(await leftOver(database)).every((count) => count === 0));
}

test('killed between reading and storing, and after storing: every letter once, each answered', {
  skip,
  timeout: 240_000,
}, async () => {
  for (const [index, step] of DEATHS.entries()) {
    const before = site.deaths();
    site.crashAt(step);
    for (const n of [1, 2])
      await dovecot.put(
        'maison',
        letter(`in${index}${n}`, `client${index}${n}@client.example`, ADDRESS, 'Vous ouvrez quand ?'),
      );
    await until('its death', () => site.deaths() === before + 1);
    await site.request('/healthz');
    await until('both are taken', async () => (await letters()).length === 2 * (index + 1));
    await settled();
    for (const n of [1, 2]) assert.ok(smtp.sentTo(`client${index}${n}@client.example`).length > 0, 'answered');
  }
  assert.deepEqual(
    (await messages()).map(({ external_id }) => external_id),
    ['<in01@test.example>', '<in02@test.example>', '<in11@test.example>', '<in12@test.example>'],
  );
});

test('the same for what the owner sent herself', { skip, timeout: 240_000 }, async () => {
  const customer = 'client01@client.example';
  for (const [index, step] of DEATHS.entries()) {
    const before = site.deaths();
    site.crashAt(step);
    await dovecot.keep('maison', SENT, letter(`out${index}`, ADDRESS, customer, `À 7 h, ${index}`));
    // Nobody answers it; the mailbox is read at once because of it.
    await dovecot.put('maison', letter(`news${index}`, 'news@list.example', ADDRESS, 'x', ['List-Id: <news>']));
    await until('its death', () => site.deaths() === before + 1);
    await site.request('/healthz');
    await until('it is taken', async () =>
      (await letters()).some(({ external_id }) => external_id === `<news${index}@test.example>`),
    );
    await settled();
  }
  assert.deepEqual(
    (await messages()).filter(({ kind }) => kind === 'echo').map(({ external_id }) => external_id),
    [`sent:<out0@test.example>>${customer}`, `sent:<out1@test.example>>${customer}`],
  );
});
