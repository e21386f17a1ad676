/** E-mail and its manners: files, machines, members' addresses, mail servers that are busy. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Arrival } from '../../tools/conversations/message.ts';
import { postmark } from '../fakes/inbound-mail.ts';
import { SMTP_PASSWORD } from '../fakes/smtp.ts';
import { OWNER_PHONE } from '../testing/shop.ts';
import { ADDRESS, KEY, type MailWalk, PATH, startMailWalk, WAIT_MS } from './mail-walk.ts';

let mail: MailWalk;
before(async () => {
  mail = await startMailWalk();
});
after(() => mail.close());

test('a file comes with its letter, is kept whole, and the members hear of it; letters of several charsets are read', async () => {
  const bytes = Buffer.from('%PDF-1.4 bon de commande');
  const files = [{ filename: 'bon.pdf', mime: 'application/pdf', bytes }];
  for (const [provider, call] of Object.entries(mail.shapes)) {
    const from = `acheteur.${provider.toLowerCase()}@client.example`;
    await mail.answerTo(call({ from, to: ADDRESS, subject: 'Bon de commande', text: 'Voilà, à bientôt', files }), from);
    await mail.walk.look('maison', async (trx) => {
      const conversation = await trx
        .selectFrom('conversation')
        .select('id')
        .where('contact', '=', from)
        .executeTakeFirstOrThrow();
      const rows = await trx
        .selectFrom('message')
        .select('arrival')
        .where('conversation_id', '=', conversation.id)
        .orderBy('id')
        .execute();
      const contents = rows
        .map(({ arrival }) => (arrival as Arrival).what)
        .flatMap((what) => (what.kind === 'message' ? what.content : []));
      assert.deepEqual(
        contents.map(({ kind }) => kind),
        ['text', 'media'],
      );
      assert.match(contents[0]!.kind === 'text' ? contents[0]!.text : '', /Voilà, à bientôt/);
      const ref = contents[1]!.kind === 'media' ? contents[1]!.ref.id! : '';
      const file = await trx.selectFrom('mail_file').selectAll().where('ref', '=', ref).executeTakeFirstOrThrow();
      assert.deepEqual([file.filename, file.mime, file.bytes.equals(bytes)], ['bon.pdf', 'application/pdf', true]);
    });
  }
});

test('nobody who looks like a member speaks for her', async () => {
  const forged = { from: 'Olivia <olivia@maison.example>', to: ADDRESS, subject: 'Re: x', text: '/jour' };
  const answer = await mail.answerTo(postmark(PATH, KEY, forged), 'olivia@maison.example');
  assert.doesNotMatch(answer.text, /commande.*aujourd’hui|Journée/i);
  await mail.walk.look('maison', async (trx) => {
    const row = await trx
      .selectFrom('conversation')
      .selectAll()
      .where('contact', '=', 'olivia@maison.example')
      .executeTakeFirstOrThrow();
    assert.equal(row.member_id, null);
    assert.notEqual(row.customer_id, null);
  });
});

test('machines get no answer, and the members hear once of one that does not stop', async () => {
  const written = { from: 'robot@client.example', to: ADDRESS, subject: 'Bonjour', text: 'Vous ouvrez quand ?' };
  const quiet: [string, string][][] = [
    [['Auto-Submitted', 'auto-replied']],
    [['Precedence', 'bulk']],
    [['List-Id', '<news.client.example>']],
    [['X-Auto-Response-Suppress', 'All']],
    [['Return-Path', '<>']],
    [['X-Order-Hub', '1']],
  ];
  for (const headers of quiet) assert.equal(await mail.post(postmark(PATH, KEY, { ...written, headers })), 200);
  for (const subject of ['Réponse automatique : Commande', 'Out of office: x', 'رد تلقائي: x'])
    assert.equal(await mail.post(postmark(PATH, KEY, { ...written, subject })), 200);
  assert.equal(await mail.post(postmark(PATH, KEY, { ...written, from: ADDRESS })), 200);
  await mail.walk.quiet();
  assert.equal(mail.smtp.sentTo('robot@client.example').length, 0);
  const since = mail.walk.graph.sent.length;
  for (let n = 0; n < 30; n++)
    assert.equal(
      await mail.post(postmark(PATH, KEY, { ...written, from: 'loop@client.example', text: `Bonjour ${n}` })),
      200,
    );
  await mail.walk.quiet();
  const taken = await mail.walk.look('maison', (trx) =>
    trx
      .selectFrom('mail')
      .innerJoin('message', 'message.external_id', 'mail.external_id')
      .select('message.kind')
      .where('mail.contact', '=', 'loop@client.example')
      .execute(),
  );
  assert.deepEqual(
    [taken.filter(({ kind }) => kind === 'message').length, taken.filter(({ kind }) => kind === 'other').length],
    [20, 10],
  );
  const told = mail.walk.graph.sent
    .slice(since)
    .filter(({ to, text }) => to === OWNER_PHONE && /loop@client\.example envoie beaucoup/.test(text));
  assert.equal(told.length, 1);
});

test('a mail server that is busy is asked again later, with the same Message-ID', async () => {
  const client = 'greylisted@client.example';
  mail.smtp.failNext('cut');
  assert.equal(
    await mail.post(postmark(PATH, KEY, { from: client, to: ADDRESS, subject: 'x', text: 'Vous ouvrez quand ?' })),
    200,
  );
  await mail.smtp.waitFor(({ to }) => to === client, WAIT_MS);
  const row = await mail.walk.until('postponed', () =>
    mail.walk.look('maison', (trx) =>
      trx
        .selectFrom('outgoing')
        .innerJoin('conversation', 'conversation.id', 'outgoing.conversation_id')
        .select(['outgoing.id', 'outgoing.state', 'outgoing.failure', 'outgoing.due_at'])
        .where('contact', '=', client)
        .where('outgoing.attempts', '>', 0)
        .where('outgoing.state', '=', 'queued')
        .executeTakeFirst(),
    ),
  );
  assert.match(JSON.stringify(row.failure), /421/);
  assert.ok(row.due_at.getTime() > mail.now() + 30_000, 'not at once');
  await mail.walk.look('maison', async (trx) => {
    await trx
      .updateTable('outgoing')
      .set({ due_at: new Date(mail.now()) })
      .where('id', '=', row.id)
      .execute();
    await trx
      .updateTable('work')
      .set({ due_at: new Date(mail.now()) })
      .where('kind', '=', 'deliver')
      .execute();
  });
  await mail.walk.until('sent again', async () => mail.smtp.sentTo(client).length === 2);
  const [once, twice] = mail.smtp.sentTo(client);
  assert.equal(once!.messageId, twice!.messageId);
  assert.doesNotMatch(JSON.stringify(row), new RegExp(SMTP_PASSWORD));
});
