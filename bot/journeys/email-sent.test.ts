/** The owner answers from her own mail program: her words are read in the folder of sent letters, the bot steps aside. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Arrival } from '../../tools/conversations/message.ts';
import { type FakeSmtp, startFakeSmtp, type TakenLetter } from '../fakes/smtp.ts';
import { type Dovecot, startDovecot, withoutDovecot } from '../testing/dovecot.ts';
import { aShop, OWNER_PHONE, PHONE_NUMBER_ID } from '../testing/shop.ts';
import { startWalk, type Walk } from './walk.ts';

const ADDRESS = 'bonjour@maison.example';
const WAIT_MS = 25_000;
const skip = withoutDovecot();
/** A folder that is known only by its mark, and one that is known only by its name. */
const MARKED = 'Parties';
const NAMED = 'Messages envoyés';

let walk: Walk;
let smtp: FakeSmtp;
let dovecot: Dovecot;
before(async () => {
  if (skip) return;
  [smtp, dovecot] = await Promise.all([startFakeSmtp(), startDovecot()]);
  await dovecot.keep('maison', MARKED, letter({ id: 'old@maison.example', to: 'old@client.example', text: 'Avant' }));
  const connections = [
    { channel: 'whatsapp' as const, phone_number_id: PHONE_NUMBER_ID, access_token: 'fake-token' },
    { channel: 'email' as const, address: ADDRESS, imap_url: dovecot.url('maison'), smtp_url: smtp.url },
    { channel: 'email' as const, address: 'pro@maison.example', imap_url: dovecot.url('pro'), smtp_url: smtp.url },
  ];
  walk = await startWalk({ shops: [aShop('maison', { connections })] });
  await walk.until('both mailboxes are read', async () => {
    const boxes = await walk.look('maison', (trx) => trx.selectFrom('mailbox').select('seen_at').execute());
    return boxes.length === 2 && boxes.every(({ seen_at }) => seen_at !== null);
  });
});
after(async () => {
  if (skip) return;
  await walk?.close();
  await smtp?.close();
  await dovecot?.close();
});

type Given = {
  id: string;
  text: string;
  from?: string;
  to?: string;
  subject?: string;
  answers?: string;
  head?: string[];
};

function letter({
  id,
  text,
  from = ADDRESS,
  to = ADDRESS,
  subject = 'Re: Commande',
  answers,
  head = [],
}: Given): Buffer {
  const lines = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Message-ID: <${id}>`,
    `Date: ${new Date(walk?.parts.hub.now() ?? 0).toUTCString()}`,
    ...(answers ? [`In-Reply-To: ${answers}`, `References: ${answers}`] : []),
    ...head,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    text.replaceAll('\n', '\r\n'),
  ];
  return Buffer.from(lines.join('\r\n'));
}

const writes = (from: string, given: Omit<Given, 'from'>, box = 'maison') =>
  dovecot.put(box, letter({ ...given, from }));
const nudges = new Map<string, number>();
/** Something nobody answers comes in, so that the mailbox is read at once. */
async function nudge(box = 'maison'): Promise<void> {
  const n = (nudges.get(box) ?? 0) + 1;
  nudges.set(box, n);
  await dovecot.put(
    box,
    letter({ id: `nudge${n}@${box}.example`, from: 'news@list.example', text: 'x', head: ['List-Id: <news>'] }),
  );
}
const kinds = async (contact: string) => {
  const rows = await walk.look('maison', (trx) =>
    trx
      .selectFrom('message')
      .innerJoin('conversation', 'conversation.id', 'message.conversation_id')
      .select(['message.kind', 'message.arrival'])
      .where('conversation.contact', '=', contact)
      .orderBy('message.id')
      .execute(),
  );
  return rows.map(({ kind, arrival }) => {
    const { what } = arrival as Arrival;
    return [kind, 'content' in what && what.content.kind === 'text' ? what.content.text : ''];
  });
};
const silent = async (contact: string) => {
  const row = await walk.look('maison', (trx) =>
    trx.selectFrom('conversation').select('bot_off_until').where('contact', '=', contact).executeTakeFirst(),
  );
  return (row?.bot_off_until?.getTime() ?? 0) > walk.parts.hub.now();
};
const answered = (to: string): Promise<TakenLetter> => smtp.waitFor((one) => one.to === to, WAIT_MS);

test('her own answer is in the conversation, the bot leaves it to her, and members read what follows', {
  skip,
  timeout: 90_000,
}, async () => {
  const lea = 'lea@client.example';
  await writes(lea, { id: 'q@c.example', subject: 'Commande', text: 'Bonjour, vous faites des pièces montées ?' });
  await answered(lea);
  await walk.quiet();
  const before = smtp.sentTo(lea).length;
  const hers = 'Oui bien sûr, pour combien de personnes ?';
  await dovecot.keep(
    'maison',
    MARKED,
    letter({ id: 'hers@maison.example', to: lea, answers: '<q@c.example>', text: `${hers}\n\n> Bonjour, vous faites` }),
  );
  await nudge();
  await walk.until('her words are in the conversation', async () => (await kinds(lea)).length === 2);
  await walk.quiet();
  assert.deepEqual((await kinds(lea))[1], ['echo', hers]);
  assert.ok(await silent(lea));
  await writes(lea, { id: 'q2@c.example', answers: '<hers@maison.example>', text: 'Pour trente, samedi' });
  const told = await walk.graph.waitFor(({ to, text }) => to === OWNER_PHONE && /Pour trente/.test(text), WAIT_MS);
  assert.match(told.text, /lea@client\.example|Léa|lea/i);
  await walk.quiet();
  assert.equal(smtp.sentTo(lea).length, before, 'the bot says nothing');
});

test('a provider’s copy of our own letter is no echo, told twice is once, and letters to strangers leave only an id', {
  skip,
  timeout: 90_000,
}, async () => {
  const ana = 'ana@client.example';
  await writes(ana, { id: 'a@c.example', subject: 'Commande', text: 'Vous ouvrez quand ?' });
  const ours = await answered(ana);
  await walk.quiet();
  await dovecot.keep('maison', MARKED, ours.raw);
  await dovecot.keep(
    'maison',
    MARKED,
    letter({ id: 'auto@maison.example', to: ana, text: 'Absente', head: ['Auto-Submitted: auto-replied'] }),
  );
  const toBank = letter({ id: 'bank@maison.example', to: 'conseil@banque.example', subject: 'Prêt', text: 'Secret' });
  await dovecot.keep('maison', MARKED, toBank);
  await dovecot.keep('maison', MARKED, toBank);
  await nudge();
  await walk.until('all are read', async () => {
    const rows = await walk.look('maison', (trx) =>
      trx.selectFrom('mail').select('external_id').where('external_id', 'like', '%bank@maison%').execute(),
    );
    return rows.length > 0;
  });
  await walk.quiet();
  assert.deepEqual(await kinds(ana), [['message', 'Commande\n\nVous ouvrez quand ?']]);
  assert.equal(await silent(ana), false);
  const bank = await walk.look('maison', (trx) =>
    trx.selectFrom('mail').selectAll().where('external_id', 'like', '%bank@maison%').executeTakeFirstOrThrow(),
  );
  assert.deepEqual([bank.contact, bank.subject, bank.raw.length, bank.direction], [null, '', 0, 'out']);
  const { count } = await walk.look('maison', (trx) =>
    trx
      .selectFrom('conversation')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('contact', 'in', ['conseil@banque.example', 'old@client.example'])
      .executeTakeFirstOrThrow(),
  );
  assert.equal(Number(count), 0, 'what she writes to others is not ours');
});

test('an answer to a letter she wrote first is hers, too', { skip, timeout: 90_000 }, async () => {
  const luc = 'luc@client.example';
  await dovecot.keep(
    'maison',
    MARKED,
    letter({ id: 'first@maison.example', to: luc, subject: 'Votre gâteau', text: 'Bonjour Luc, 45 € ?' }),
  );
  await nudge();
  await walk.until('it is read', async () => {
    const row = await walk.look('maison', (trx) =>
      trx.selectFrom('mail').select('id').where('external_id', 'like', '%first@maison%').executeTakeFirst(),
    );
    return row !== undefined;
  });
  await writes(luc, { id: 'l@c.example', answers: '<first@maison.example>', text: 'Parfait, et 3 éclairs en plus' });
  await walk.graph.waitFor(({ to, text }) => to === OWNER_PHONE && /3 éclairs en plus/.test(text), WAIT_MS);
  await walk.quiet();
  assert.equal(smtp.sentTo(luc).length, 0);
  assert.ok(await silent(luc));
});

test('a folder that appears later is found by its name; numbered anew it is read again and nothing is doubled', {
  skip,
  timeout: 90_000,
}, async () => {
  const zoe = 'zoe@client.example';
  await writes(zoe, { id: 'z@c.example', to: 'pro@maison.example', text: 'Vous ouvrez quand ?' }, 'pro');
  await answered(zoe);
  const hers = letter({ id: 'z1@maison.example', from: 'pro@maison.example', to: zoe, text: 'À 7 h, à demain !' });
  await dovecot.keep('pro', NAMED, hers);
  await nudge('pro');
  await walk.until('it is found', async () => (await kinds(zoe)).some(([kind]) => kind === 'echo'));
  // The provider restores it: other numbers, the same letter and a new one.
  await dovecot.forget('pro', NAMED);
  await dovecot.keep('pro', NAMED, hers);
  await dovecot.keep(
    'pro',
    NAMED,
    letter({ id: 'z2@maison.example', from: 'pro@maison.example', to: zoe, text: 'Et dimanche aussi.' }),
  );
  await nudge('pro');
  await walk.until('the new one is read', async () => (await kinds(zoe)).length === 3);
  await walk.quiet();
  assert.deepEqual(
    (await kinds(zoe)).filter(([kind]) => kind === 'echo').map(([, text]) => text),
    ['À 7 h, à demain !', 'Et dimanche aussi.'],
  );
});
