/** Two customers who prove to be one are joined at once; what is only said asks the members; parted, each is as before. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { forHub } from '../../db/shop.ts';
import { GOES_OVER, STAYS } from '../../tools/customers/join.ts';
import { type FakeTwilio, startFakeTwilio } from '../fakes/twilio.ts';
import { OWNER_PHONE } from '../testing/shop.ts';
import { ADDRESS, type MailWalk, startMailWalk, WAIT_MS } from './mail-walk.ts';
import { ME, only } from './walk.ts';

const NUMBER = '+33180000001';
const AUTH_TOKEN = 'twilio-auth-token';
const ACCOUNT = `AC${'0'.repeat(31)}1`;
/** Nora, whose number WhatsApp hides at first. */
const HIDDEN = 'FR.77712086553027419000';
const NORA = '+33644444477';

let mail: MailWalk;
let twilio: FakeTwilio;
before(async () => {
  twilio = await startFakeTwilio({ authToken: AUTH_TOKEN, accountSid: ACCOUNT, number: NUMBER });
  mail = await startMailWalk(
    () => [{ channel: 'phone', number: NUMBER, auth_token: AUTH_TOKEN, account_sid: ACCOUNT, sms: true }],
    { TWILIO_URL: twilio.url },
  );
  await mail.walk.says(OWNER_PHONE, '/aide');
  await mail.walk.quiet();
});
after(async () => {
  await mail?.close();
  await twilio?.close();
});

const says = async (from: string, text: string) => {
  const answer = await mail.walk.says(from, text);
  await mail.walk.quiet();
  return answer;
};
const texts = async (text: string) => {
  const url = `${mail.walk.url}/webhooks/phone/maison`;
  const { body, headers } = twilio.signs(url, twilio.textForm(NORA, text));
  assert.equal((await fetch(url, { method: 'POST', body, headers })).status, 200);
  await mail.walk.quiet();
};
const shown = async (text: string, id: string) => {
  const contacts = [{ profile: { name: 'Nora' }, wa_id: NORA.slice(1), user_id: HIDDEN }];
  const at = String(Math.floor(mail.now() / 1_000));
  const message = { from: NORA.slice(1), from_user_id: HIDDEN, id, timestamp: at, type: 'text', text: { body: text } };
  const { graph } = mail.walk;
  assert.equal(
    await mail.walk.deliver(graph.change('messages', ME.phoneNumberId, { contacts, messages: [message] })),
    200,
  );
  await mail.walk.quiet();
};
const customers = () =>
  mail.walk.look('maison', async (trx) => ({
    customers: await trx.selectFrom('customer').selectAll().orderBy('id').execute(),
    conversations: await trx.selectFrom('conversation').select(['id', 'customer_id']).orderBy('id').execute(),
    identities: await trx
      .selectFrom('identity')
      .selectAll()
      .orderBy('channel')
      .orderBy('kind')
      .orderBy('value')
      .execute(),
    orders: await trx.selectFrom('orders').select(['id', 'customer_id']).orderBy('id').execute(),
  }));
const ofContact = (contact: string) =>
  mail.walk.look('maison', async (trx) => {
    const row = await trx
      .selectFrom('conversation')
      .select('customer_id')
      .where('contact', '=', contact)
      .executeTakeFirst();
    return row?.customer_id ?? 0;
  });
const told = (about: RegExp) => mail.walk.graph.sentTo(OWNER_PHONE).filter(({ text }) => about.test(text));

test('the same number, shown by the network on both sides: one customer, with all that was known of both', async () => {
  await says(HIDDEN, 'Bonjour, 2 éclairs au chocolat pour samedi svp');
  await texts('Bonjour, vous ouvrez quand ?');
  const [hidden, caller] = [await ofContact(HIDDEN), await ofContact(NORA.slice(1))];
  assert.ok(hidden && caller && hidden !== caller, 'nothing says yet that they are one');
  const firm = {
    company: 'SAS Nora',
    siren: '732829320',
    vat_number: 'FR44732829320',
    address: '1 rue A, 75001 Paris',
  };
  await mail.walk.look('maison', async (trx) => {
    await trx
      .updateTable('customer')
      .set({ note: 'allergie noix', address: '2 rue B, Lyon', business: JSON.stringify(firm) })
      .where('id', '=', caller)
      .execute();
    await trx
      .updateTable('customer')
      .set({ note: 'sonne deux fois', address: '1 rue A' })
      .where('id', '=', hidden)
      .execute();
  });
  const before = await customers();
  await shown('et 3 flans', 'wamid.nora1');
  const notice = only(told(/c’est la même personne/));
  assert.match(notice.text, /même numéro \+33644444477/);
  assert.equal(await ofContact(NORA.slice(1)), hidden, 'the older of two stays');
  const kept = (await customers()).customers.find(({ id }) => id === hidden)!;
  assert.deepEqual(kept.business, firm);
  assert.equal(kept.note?.replace(/\s/g, ' '), 'sonne deux fois · allergie noix · autre adresse : 2 rue B, Lyon');
  assert.equal(kept.address, '1 rue A');
  const parted = await mail.walk.taps(OWNER_PHONE, notice, 'Séparer');
  await mail.walk.quiet();
  assert.match(parted.text, /De nouveau deux fiches/);
  const after = await customers();
  const without = (all: typeof after) => ({
    ...all,
    identities: all.identities.filter(({ channel, value }) => !(channel === 'whatsapp' && value === NORA)),
  });
  const known = new Set(before.conversations.map(({ id }) => id));
  assert.deepEqual(
    { ...without(after), conversations: after.conversations.filter(({ id }) => known.has(id)) },
    {
      ...without(before),
      // The number that showed meanwhile is what WhatsApp says of her.
      customers: before.customers.map((one) => (one.id === hidden ? { ...one, phone: NORA } : one)),
    },
  );
  await shown('merci', 'wamid.nora2');
  assert.equal(told(/c’est la même personne/).length, 1, 'what a member parted stays parted');
  assert.notEqual(await ofContact(NORA.slice(1)), 0);
});

test('an address that is only typed asks the members; what belongs to it is shown to nobody before their yes', async () => {
  const paul = 'paul@client.example';
  const first = await mail.answerTo(
    mail.shapes.postmark({
      from: `Paul <${paul}>`,
      to: ADDRESS,
      subject: 'Commande',
      text: 'Bonjour, 4 religieuses pour samedi',
      messageId: '<p1@client.example>',
    }),
    paul,
  );
  const short = Number(/n° (\d+)/.exec(first.text)?.[1]);
  assert.ok(short > 0, first.text);
  const other = '33633333311';
  await says(other, `Bonjour, mon adresse est ${paul.toUpperCase()}, où en est ma commande ?`);
  assert.doesNotMatch(
    mail.walk.graph
      .sentTo(other)
      .map(({ text }) => text)
      .join('\n'),
    new RegExp(`n° ${short}\\b`),
  );
  const asked = only(told(/C’est la même personne, Paul/));
  assert.match(asked.text, /qui écrit sur WhatsApp et donne paul@client\.example/);
  await says(other, `je répète : ${paul}`);
  assert.equal(told(/C’est la même personne, Paul/).length, 1);
  await mail.walk.taps(OWNER_PHONE, asked, 'Oui, réunir');
  await mail.walk.quiet();
  assert.match((await says(other, 'Où en est ma commande ?')).text, new RegExp(`n° ${short}\\b`));
});

test('an address is proved by an answer to our letter, and only then the members hear of who typed it', async () => {
  const lea = 'lea@client.example';
  await mail.walk.says('33633333322', 'Bonjour');
  await mail.walk.quiet();
  await mail.walk.look('maison', (trx) =>
    trx.updateTable('customer').set({ email: lea }).where('phone', '=', '+33633333322').execute(),
  );
  const letter = { from: lea, to: ADDRESS, subject: 'Question' };
  const ours = await mail.answerTo(mail.shapes.mailgun({ ...letter, text: 'Vous ouvrez quand ?' }), lea);
  const asks = () => told(/qui écrit de lea@client\.example/);
  assert.equal(asks().length, 0, 'a sender may be forged');
  const reply = { ...letter, subject: `Re: ${ours.subject}`, text: 'Et dimanche ?', inReplyTo: ours.messageId };
  await mail.answerTo(mail.shapes.sendGrid(reply), lea);
  assert.equal(asks().length, 1);
  const proved = await mail.walk.look('maison', (trx) =>
    trx.selectFrom('identity').select('proved_at').where('value', '=', lea).executeTakeFirstOrThrow(),
  );
  assert.ok(proved.proved_at);
});

test('every table that points to a customer is dealt with when two become one', async () => {
  const { rows } = await forHub(mail.walk.parts.hub.database, (trx) =>
    sql<{ name: string }>`select distinct c.conrelid::regclass::text as name from pg_constraint c
      where c.contype = 'f' and c.confrelid = 'customer'::regclass order by 1`.execute(trx),
  );
  assert.deepEqual(
    rows.map(({ name }) => name).filter((name) => ![...GOES_OVER, ...STAYS].includes(name as never)),
    [],
  );
});

test('facts in a signature are one tap away from the customer’s card, and one word away from being taken back', async () => {
  const firm = 'compta@dupont.example';
  const text = `Bonjour, vous ouvrez quand ?

Cordialement,
Claire Dupont
SAS Dupont Événements
4 avenue Hugo
69002 Lyon
SIRET 732 829 320 00074 - TVA FR 44 732 829 320`;
  await mail.answerTo(
    mail.shapes.postmark({ from: `Claire Dupont <${firm}>`, to: ADDRESS, subject: 'Horaires', text }),
    firm,
  );
  const offer = await mail.walk.graph.waitFor(
    (one) => one.to === OWNER_PHONE && /Lu dans la signature/.test(one.text),
    WAIT_MS,
  );
  assert.match(offer.text, /SAS Dupont Événements · SIREN 732829320 · FR44732829320 · 4 avenue Hugo, 69002 Lyon/);
  const business = () =>
    mail.walk.look('maison', async (trx) => {
      const row = await trx
        .selectFrom('customer')
        .select('business')
        .where('email', '=', firm)
        .executeTakeFirstOrThrow();
      return row.business;
    });
  assert.equal(await business(), null, 'nothing is written by itself');
  await mail.walk.taps(OWNER_PHONE, offer, 'Enregistrer');
  await mail.walk.quiet();
  const kept = {
    company: 'SAS Dupont Événements',
    siren: '732829320',
    vat_number: 'FR44732829320',
    address: '4 avenue Hugo, 69002 Lyon',
  };
  assert.deepEqual(await business(), kept);
  await says(OWNER_PHONE, '/annule-ca');
  assert.equal(await business(), null);
  await mail.answerTo(
    mail.shapes.postmark({ from: `Claire Dupont <${firm}>`, to: ADDRESS, subject: 'Re: Horaires', text }),
    firm,
  );
  assert.equal(told(/Lu dans la signature/).length, 1, 'the same is asked once');
  // A number that is none, and a key that is another company's, are not offered.
  const wrong = text.replace('00074', '00075').replace('FR 44', 'FR 45');
  await mail.answerTo(
    mail.shapes.postmark({ from: 'x@autre.example', to: ADDRESS, subject: 'Horaires', text: wrong }),
    'x@autre.example',
  );
  assert.equal(told(/Lu dans la signature/).length, 1);
});
