/** What is kept no longer is deleted at night, in batches, once; papers and people who ordered stay; the office sets it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { forHub } from '../../db/shop.ts';
import { KEEPS, WITH_STRANGERS } from '../../tools/retention/strangers.ts';
import { watchOne } from '../road/watch.ts';
import { CUSTOMER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { officeVisitor } from '../testing/visitor.ts';
import { ADDRESS, type MailWalk, startMailWalk } from './mail-walk.ts';
import { SIMPLE_ORDER } from './walk.ts';

const DAY_MS = 24 * 3_600_000;
const STRANGER = '33633333355';
const WRITER = 'curieux@client.example';

let mail: MailWalk;
let late = 0;
before(async () => {
  mail = await startMailWalk();
  const { hub } = mail.walk.parts;
  const real = hub.now;
  hub.now = () => real() + late;
  await mail.walk.says(OWNER_PHONE, '/aide');
});
after(() => mail?.close());

const count = async (table: string, where = sql`true`) =>
  mail.walk.look('maison', async (trx) => {
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from ${sql.table(table)} where ${where}`.execute(trx);
    return rows[0]!.n;
  });
const night = async () => watchOne(mail.walk.parts, await mail.walk.shopId('maison'));
const journal = () =>
  mail.walk.look('maison', async (trx) => {
    const rows = await trx
      .selectFrom('journal')
      .select('data')
      .where('event', '=', 'retention.deleted')
      .orderBy('id')
      .execute();
    return rows.map(({ data }) => data as Record<string, number>);
  });

test('a year later: letters are empty, files gone, transcripts blank; what was said and every paper stays', async () => {
  const { short, card } = await mail.walk.orders(SIMPLE_ORDER);
  await mail.walk.approves(card);
  await mail.walk.says(STRANGER, 'Bonjour, vous ouvrez quand ?');
  const file = { filename: 'photo.png', mime: 'image/png', bytes: Buffer.from('a picture') };
  await mail.answerTo(
    mail.shapes.postmark({
      from: WRITER,
      to: ADDRESS,
      subject: 'Question',
      text: 'Vous ouvrez quand ?',
      files: [file],
    }),
    WRITER,
  );
  await mail.walk.quiet();
  const stored = await mail.walk.look('maison', async (trx) => {
    const message = await trx.selectFrom('message').select(['id', 'shop_id']).orderBy('id').executeTakeFirstOrThrow();
    await sql`insert into attachment (shop_id, message_id, mime, bytes, created_at)
      select shop_id, id, case when row_number() over (order by id) = 1 then 'audio/ogg' else 'image/jpeg' end, '\\x00', received_at
      from message order by id limit 2`.execute(trx);
    await sql`update message set arrival = jsonb_set(arrival, '{what,content,transcript}', '"deux flans"') where id = ${message.id}`.execute(
      trx,
    );
    return message;
  });
  const transcripts = () => count('message', sql`arrival #> '{what,content,transcript}' is not null`);
  const before = { messages: await count('message'), customers: await count('customer'), papers: await count('paper') };
  late = 100 * DAY_MS;
  await night();
  assert.deepEqual(await journal(), [], 'nothing is old enough');
  late = 200 * DAY_MS;
  await night();
  assert.deepEqual(await journal(), [{ recordings: 1 }]);
  assert.equal(await count('attachment'), 1);
  late = 400 * DAY_MS;
  await night();
  await night();
  const [, year, ...more] = await journal();
  assert.deepEqual(more, [], 'once');
  assert.ok(year!.pictures === 1 && year!.transcripts === 1 && year!.letters! > 0, JSON.stringify(year));
  assert.equal(await transcripts(), 0);
  assert.equal(await count('mail', sql`length(raw) > 0`), 0);
  assert.equal(await count('mail_file'), 0);
  assert.deepEqual(
    { messages: await count('message'), customers: await count('customer'), papers: await count('paper') },
    before,
  );
  assert.ok(stored.id && short);
  assert.equal(await count('retention_night', sql`done_at is not null`), 3);
});

test('three years later: who never ordered is forgotten whole, who ordered is not; in batches, and again does nothing', async () => {
  const before = { orders: await count('orders'), journal: await count('journal'), papers: await count('paper') };
  late = 1_200 * DAY_MS;
  await night();
  for (const contact of [STRANGER, WRITER]) {
    assert.equal(await count('conversation', sql`contact = ${contact}`), 0);
    assert.equal(await count('message', sql`lane like ${`%${contact}%`} or arrival::text like ${`%${contact}%`}`), 0);
    assert.equal(await count('identity', sql`value like ${`%${contact}%`}`), 0);
  }
  assert.equal(await count('mail', sql`contact = ${WRITER}`), 0);
  assert.equal(await count('conversation', sql`contact = ${CUSTOMER_PHONE}`), 1);
  assert.equal(await count('customer'), 1);
  assert.equal(await count('conversation', sql`contact = ${OWNER_PHONE}`), 1, 'a member is no stranger');
  assert.deepEqual([await count('orders'), await count('paper')], [before.orders, before.papers]);
  assert.ok((await count('journal')) > before.journal, 'and the journal says so');
  const told = (await journal()).length;
  late += DAY_MS;
  await night();
  assert.equal((await journal()).length, told);
});

test('every table that points to what is deleted is thought of', async () => {
  const { rows } = await forHub(mail.walk.parts.hub.database, (trx) =>
    sql<{ name: string }>`select distinct c.conrelid::regclass::text as name from pg_constraint c where c.contype = 'f'
      and c.confrelid in ('customer'::regclass, 'conversation'::regclass, 'message'::regclass, 'turn'::regclass, 'mail'::regclass)
      order by 1`.execute(trx),
  );
  const known: string[] = [...WITH_STRANGERS, ...KEEPS];
  assert.deepEqual(
    rows.map(({ name }) => name).filter((name) => !known.includes(name)),
    [],
  );
});

test('the office sets it, the privacy page says it, and what is too long is refused', async () => {
  late = 0;
  const owner = officeVisitor(mail.walk.url, { email: 'olivia@maison.example', password: 'correct-horse-battery' });
  await owner.signIn();
  const path = '/admin/conservation';
  const csrf = await owner.csrf(path);
  const refused = await owner.go(path, { csrf, recordings: '30', strangers: '4000' });
  assert.match(refused.html, /entre 1 et\s1095 jours/);
  assert.match(refused.html, /value="30"/, 'what was typed is still there');
  assert.equal((await owner.go(path, { csrf, recordings: '30' })).status, 303);
  const page = await owner.go(path);
  assert.match(page.html, /value="30"/);
  assert.match(page.html, /art\. L102 B/);
  const privacy = await (await fetch(`${mail.walk.url}/confidentialite/maison`)).text();
  assert.match(privacy, /Enregistrements d’appels et notes vocales\s: effacés au bout de 30 jours/);
  assert.match((await mail.walk.says(OWNER_PHONE, '/conservation')).text, /notes vocales\s: 30 jours/);
});
