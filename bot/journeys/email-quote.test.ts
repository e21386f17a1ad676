/** A company asks for a quote by e-mail: a draft, a card for the member, the PDF in a letter, a yes that confirms it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { OWNER_PHONE } from '../testing/shop.ts';
import { ADDRESS, type MailWalk, startMailWalk, WAIT_MS } from './mail-walk.ts';
import { only } from './walk.ts';

const BUYER = 'paul.dupont@dupont.example';

let mail: MailWalk;
before(async () => {
  mail = await startMailWalk();
  // Her thread is open: cards come as themselves.
  await mail.walk.says(OWNER_PHONE, '/aide');
});
after(() => mail.close());

const orderRow = (short: number) =>
  mail.walk.look('maison', (trx) =>
    trx.selectFrom('orders').selectAll().where('short', '=', short).executeTakeFirstOrThrow(),
  );

test('from the request to the accepted quote', async () => {
  const text = `Bonjour,

Merci de nous adresser un devis pour notre séminaire : 60 éclairs au chocolat et 40 religieuses pour le vendredi 4 décembre.

Cordialement,
Paul Dupont
SAS Dupont Événements
12 rue des Lilas
75011 Paris
SIRET 732 829 320 00074
01 23 45 67 89`;
  const asked = await mail.answerTo(
    mail.shapes.postmark({
      from: `Paul Dupont <${BUYER}>`,
      to: ADDRESS,
      subject: 'Demande de devis',
      text,
      messageId: '<devis@dupont.example>',
    }),
    BUYER,
  );
  const short = Number(/demande de devis n° (\d+)/.exec(asked.text)?.[1]);
  assert.ok(short > 0, asked.text);
  assert.doesNotMatch(asked.text, /€/, 'the price is said by the quote');
  const card = await mail.walk.graph.waitFor(
    (one) => one.to === OWNER_PHONE && one.text.includes(`Demande de devis n° ${short}`),
    WAIT_MS,
  );
  assert.match(card.text, /Paul Dupont/);
  assert.match(card.text, /à vérifier\s: SAS Dupont Événements, SIRET 73282932000074/);
  assert.equal((await orderRow(short)).status, 'pending');
  const tap = mail.walk.graph.inboundText({
    phoneNumberId: card.phoneNumberId,
    from: OWNER_PHONE,
    name: 'Olivia',
    text: `/devis ${short}`,
  });
  assert.equal(await mail.walk.deliver(tap), 200);
  const quote = await mail.smtp.waitFor(({ to, attachments }) => to === BUYER && attachments.length > 0, WAIT_MS);
  await mail.walk.quiet();
  const pdf = only(quote.attachments);
  assert.deepEqual([pdf.mime, pdf.bytes.subarray(0, 5).toString()], ['application/pdf', '%PDF-']);
  assert.match(pdf.filename, /^D/);
  assert.equal(quote.inReplyTo, '<devis@dupont.example>');
  assert.deepEqual(
    quote.choices.map(({ title }) => title),
    ['J’accepte'],
  );
  assert.equal((await orderRow(short)).status, 'pending', 'nothing is confirmed by sending it');
  const recap = await mail.answerTo(
    mail.shapes.postmark({
      from: `Paul Dupont <${BUYER}>`,
      to: ADDRESS,
      subject: `Re: ${quote.subject}`,
      text: '1\n\nCordialement,\nPaul Dupont\nSAS Dupont Événements',
      inReplyTo: quote.messageId,
    }),
    BUYER,
  );
  assert.match(recap.text, new RegExp(`n° ${short}`));
  assert.equal((await orderRow(short)).status, 'confirmed');
  const customer = await mail.walk.look('maison', (trx) =>
    trx.selectFrom('customer').select(['name', 'phone', 'email']).where('email', '=', BUYER).executeTakeFirstOrThrow(),
  );
  assert.deepEqual([customer.name, customer.phone], ['Paul Dupont', null], 'a signature is no fact');
  // The member keeps what it says; the customer pays by the link in the letter; the invoice comes as a letter of the thread.
  const offer = await mail.walk.graph.waitFor(
    (one) => one.to === OWNER_PHONE && /Lu dans la signature de Paul Dupont/.test(one.text),
    WAIT_MS,
  );
  await mail.walk.taps(OWNER_PHONE, offer, 'Enregistrer');
  const session = await mail.walk.opensSession(/https?:\S+\/pay\/[\w-]+/.exec(recap.text)![0]);
  assert.equal(await mail.walk.hooks(mail.walk.stripe.pay(session)), 200);
  const invoice = await mail.smtp.waitFor(
    ({ to, attachments }) => to === BUYER && attachments.some(({ filename }) => filename.startsWith('F')),
    WAIT_MS,
  );
  assert.equal(invoice.subject, recap.subject, 'in the same thread');
  const paper = await mail.walk.look('maison', (trx) =>
    trx.selectFrom('paper').selectAll().where('kind', '=', 'invoice').executeTakeFirstOrThrow(),
  );
  assert.equal(paper.total, (await orderRow(short)).total);
  assert.match(paper.canonical, /SAS Dupont Événements/);
  assert.match(paper.canonical, /732829320/);
  assert.match(paper.canonical, /12 rue des Lilas, 75011 Paris/);
});

test('what is open is asked first, and the answer still becomes a quote', async () => {
  const buyer = 'achats@mairie.example';
  const written = { from: buyer, to: ADDRESS, subject: 'Devis' };
  const question = await mail.answerTo(
    mail.shapes.postmark({ ...written, text: 'Bonjour, pouvez-vous me faire un devis pour 5 gâteaux aux fraises ?' }),
    buyer,
  );
  assert.ok(question.choices.length > 1, question.text);
  const asked = await mail.answerTo(
    mail.shapes.postmark({ ...written, subject: 'Re: Devis', text: '3', inReplyTo: question.messageId }),
    buyer,
  );
  assert.match(asked.text, /demande de devis n° \d+/);
  assert.match(asked.text, /5 × Gâteau aux fraises \(10 parts\)/);
});
