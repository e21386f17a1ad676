/** E-mail by the three providers' webhooks: believed or refused, ordered, approved, paid, the invoice in a letter. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import type { Arrival } from '../../tools/conversations/message.ts';
import { type Call, mailgun, multipart, postmark, type Sent, sendGrid, sendGridKeys } from '../fakes/inbound-mail.ts';
import { OWNER_PHONE } from '../testing/shop.ts';
import { ADDRESS, KEY, type MailWalk, PATH, startMailWalk, WAIT_MS } from './mail-walk.ts';
import { only } from './walk.ts';

const SIGNED_ADDRESS = 'devis@maison.example';
const SAMPLES = resolve(import.meta.dirname, '../../../shared/payloads/email');
const keys = sendGridKeys();

let mail: MailWalk;
before(async () => {
  mail = await startMailWalk((smtp_url) => [
    { channel: 'email', address: SIGNED_ADDRESS, smtp_url, inbound_key: keys.publicKey },
  ]);
});
after(() => mail.close());

for (const provider of ['postmark', 'mailgun', 'sendGrid'] as const) {
  const call = (letter: Sent) => mail.shapes[provider](letter);
  test(`${provider}: from the letter to the invoice attached to a letter`, async () => {
    const client = `marie.${provider.toLowerCase()}@client.example`;
    const first = {
      from: `"Marie Lefèbvre" <${client}>`,
      to: ADDRESS,
      subject: 'Commande',
      messageId: `<1.${provider}@c.example>`,
    };
    const question = await mail.answerTo(
      call({
        ...first,
        text: 'Bonjour,\n\nje voudrais 2 gâteaux aux fraises pour samedi svp.\n\nCordialement,\nMarie\n12 rue des Lilas\n75011 Paris',
      }),
      client,
    );
    assert.equal(question.from, ADDRESS);
    assert.equal(question.fromName, 'Maison Test');
    assert.equal(question.subject, 'Re: Commande');
    assert.equal(question.inReplyTo, first.messageId);
    assert.equal(question.headers.get('auto-submitted'), 'auto-generated');
    assert.deepEqual(
      question.choices.map(({ title }) => title.replace(/ – .*/, '')),
      ['6 parts', '8 parts', '10 parts'],
    );
    const answer = `2\n\nEnvoyé de mon iPhone\n\n> Le 22 nov. 2026 à 16:00, Maison Test <${ADDRESS}> a écrit :\n> 1. 6 parts`;
    const placed = await mail.answerTo(
      call({
        ...first,
        subject: 'Re: Commande',
        messageId: `<2.${provider}@c.example>`,
        inReplyTo: question.messageId,
        text: answer,
      }),
      client,
    );
    assert.match(placed.text, /2 × Gâteau aux fraises \(8 parts\)/);
    assert.deepEqual(placed.references.slice(-1), [`<2.${provider}@c.example>`]);
    const short = Number(/n° (\d+)/.exec(placed.text)?.[1]);
    const card = await mail.walk.graph.waitFor(
      (one) => one.to === OWNER_PHONE && one.choices.some(({ id }) => id.startsWith(`/confirmer ${short} `)),
      WAIT_MS,
    );
    assert.match(card.text, /Marie Lefèbvre/);
    await mail.walk.taps(OWNER_PHONE, card, 'Créer commande');
    const recap = await mail.smtp.waitFor(
      ({ to, text }) => to === client && /confirmé votre commande/.test(text),
      WAIT_MS,
    );
    const link = /https?:\S+\/pay\/[\w-]+/.exec(recap.text)?.[0] ?? '';
    assert.ok(recap.html.includes(`href="${link}"`), 'the link is a button');
    const session = await mail.walk.opensSession(link);
    assert.equal(await mail.walk.hooks(mail.walk.stripe.pay(session)), 200);
    const paper = await mail.smtp.waitFor(({ to, attachments }) => to === client && attachments.length > 0, WAIT_MS);
    const pdf = only(paper.attachments);
    assert.deepEqual([pdf.mime, pdf.bytes.subarray(0, 5).toString()], ['application/pdf', '%PDF-']);
    assert.match(paper.text, /Paiement de 45,00\s€ bien reçu/);
    await mail.walk.look('maison', async (trx) => {
      const order = await trx.selectFrom('orders').selectAll().where('short', '=', short).executeTakeFirstOrThrow();
      assert.deepEqual([order.channel, order.payment_status, order.total], ['email', 'paid', 4500]);
      assert.equal(order.address, null, 'the address of a signature is nobody’s delivery');
      const rows = await trx
        .selectFrom('message')
        .select('arrival')
        .where('external_id', '=', `<2.${provider}@c.example>`)
        .execute();
      assert.equal((only(rows).arrival as Arrival).contact?.verifiedEmail, client, 'she answered what only she got');
      const kept = await trx
        .selectFrom('mail')
        .select('raw')
        .where('external_id', '=', `<1.${provider}@c.example>`)
        .execute();
      assert.ok(only(kept).raw.length > 100);
    });
  });
}

test('without the key, with a wrong one, or with another’s signature nothing is taken', async () => {
  const written = {
    from: 'x@client.example',
    to: ADDRESS,
    subject: 'x',
    text: 'Bonjour',
    messageId: '<forged@c.example>',
  };
  const good = mailgun(PATH, KEY, written, { at: mail.now() });
  const { authorization: _password, ...open } = postmark(PATH, KEY, written).headers;
  const forged: Call[] = [
    { ...postmark(PATH, KEY, written), headers: { ...open } },
    postmark(PATH, 'another', written),
    postmark(PATH, '', written),
    sendGrid(PATH, 'another', written),
    mailgun(PATH, 'another', written, { at: mail.now() }),
    mailgun(PATH, KEY, written, { at: mail.now() - 10 * 3_600_000 }),
    mailgun(PATH, KEY, written, { at: mail.now() + 3_600_000 }),
    { ...good, body: Buffer.from(good.body.toString().replace(/signature=[0-9a-f]/, 'signature=')) },
    sendGridKeys().sign(sendGrid(PATH, '', written), mail.now()),
    { ...keys.sign(sendGrid(PATH, '', written), mail.now()), body: Buffer.from('x') },
    keys.sign(sendGrid(PATH, '', written), mail.now() - 3_600_000),
    multipart(PATH, {}),
  ];
  for (const [at, call] of forged.entries()) assert.equal(await mail.post(call), 401, `forgery ${at}`);
  assert.equal(await mail.post({ ...good, path: '/webhooks/email/nobody' }), 404);
  const huge = {
    path: `${PATH}?key=${KEY}`,
    body: Buffer.alloc(36 * 1024 * 1024, 'x'),
    headers: { 'content-type': 'application/json' },
  };
  assert.equal(await mail.post(huge), 413);
  await mail.walk.look('maison', async (trx) => {
    assert.deepEqual(
      await trx.selectFrom('mail').select('id').where('external_id', '=', '<forged@c.example>').execute(),
      [],
    );
  });
});

test('SendGrid’s signature, and Mailgun’s pair of time and token, which is good once', async () => {
  const signed = { from: 'paul@client.example', to: SIGNED_ADDRESS, subject: 'Horaires', text: 'Vous ouvrez quand ?' };
  const answer = await mail.answerTo(keys.sign(sendGrid(PATH, '', signed), mail.now()), 'paul@client.example');
  assert.equal(answer.from, SIGNED_ADDRESS, 'answered from the mailbox it came to');
  const token = 'a'.repeat(50);
  const first = { from: 'lea@client.example', to: ADDRESS, subject: 'Horaires', text: 'Vous ouvrez quand ?' };
  await mail.answerTo(mailgun(PATH, KEY, first, { at: mail.now(), token }), 'lea@client.example');
  const other = { ...first, from: 'eve@client.example', messageId: '<replayed@c.example>' };
  assert.equal(await mail.post(mailgun(PATH, KEY, other, { at: mail.now(), token })), 200);
  await mail.walk.quiet();
  assert.equal(mail.smtp.sentTo('eve@client.example').length, 0);
});

test('the providers’ own samples are taken', {
  skip: existsSync(SAMPLES) ? false : 'sample payloads are not on this machine',
}, async () => {
  const fields = (file: string) => JSON.parse(readFileSync(resolve(SAMPLES, file), 'utf8')) as Record<string, string>;
  const samples = [
    multipart(`${PATH}?key=${KEY}`, fields('anymail_mailgun_inbound_form_fields.json')),
    multipart(`${PATH}?key=${KEY}`, fields('anymail_sendgrid_inbound_form_fields.json')),
  ];
  for (const sample of samples) {
    const since = mail.smtp.sentTo('from+test@example.org').length;
    assert.equal(await mail.post(sample), 200);
    await mail.walk.quiet();
    assert.ok(mail.smtp.sentTo('from+test@example.org').length >= since);
  }
  const letter = mail.smtp.sentTo('from+test@example.org')[0]!;
  assert.equal(letter.subject, 'Re: Test subject');
  assert.ok(letter.text.length > 0);
});
