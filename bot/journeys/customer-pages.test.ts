/** /admin/clients: who wrote or ordered last, the search, one customer with orders, debts and note; what is kept from whom. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { aShop, CUSTOMER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { officeVisitor, plainText } from '../testing/visitor.ts';
import { startWalk, type Walk } from './walk.ts';

const PAGE = '/admin/clients';
const PASSWORD = 'correct-horse-battery';
let walk: Walk;
let owner: ReturnType<typeof officeVisitor>;
before(async () => {
  const shop = aShop('maison');
  const sam = { name: 'Sam', role: 'staff' as const, email: 'sam@maison.example', password: PASSWORD };
  const other = aShop('autre', { phoneNumberId: '100000000000002' });
  walk = await startWalk({ shops: [{ ...shop, members: [...shop.members!, sam] }, other], more: { BURST_MS: '10' } });
  owner = officeVisitor(walk.url, { email: 'olivia@maison.example', password: PASSWORD });
  await owner.signIn();
});
after(() => walk?.close());

const hrefs = (html: string) => [...html.matchAll(/href="(\/admin\/clients\/\d+)"/g)].map(([, href]) => href!);
const customerId = (phone: string) =>
  walk.look('maison', async (trx) => {
    const row = await trx.selectFrom('customer').select('id').where('phone', '=', phone).executeTakeFirstOrThrow();
    return row.id;
  });
const note = async (id: number, text: string) =>
  owner.go(`${PAGE}/${id}/note`, { csrf: await owner.csrf(`${PAGE}/${id}`), note: text });

test('before anybody wrote, the page says what will be there', async () => {
  const { html, status } = await owner.go(PAGE);
  assert.equal(status, 200);
  assert.match(plainText(html), /Pas encore de client\. Chaque personne qui vous écrit/);
  assert.doesNotMatch(html, /type="search"/);
});

test('whoever did something last stands first, with count and sum of what they ordered', async () => {
  const { card } = await walk.orders();
  await walk.approves(card);
  await walk.orders('Bonjour, 4 éclairs au chocolat pour samedi svp', '33655550001');
  await walk.quiet();
  const first = await owner.go(PAGE);
  assert.match(plainText(first.html), /2 clients/);
  const [marie, other] = [await customerId(`+${CUSTOMER_PHONE}`), await customerId('+33655550001')];
  assert.deepEqual(hrefs(first.html), [`${PAGE}/${other}`, `${PAGE}/${marie}`]);
  assert.match(plainText(first.html), /Marie Lefebvre \+33633333333 .*18,90 € 1 commande/);
  // A provider's clock counts whole seconds: what is compared is told apart by more than one.
  await walk.look('maison', async (trx) => {
    const earlier = sql<Date>`created_at - interval '1 minute'`;
    await trx.updateTable('orders').set({ created_at: earlier }).where('customer_id', '=', other).execute();
    const wrote = sql<Date>`last_inbound_at - interval '1 minute'`;
    await trx.updateTable('conversation').set({ last_inbound_at: wrote }).where('customer_id', '=', other).execute();
  });
  await walk.says(CUSTOMER_PHONE, 'Vous êtes ouverts dimanche ?');
  await walk.quiet();
  assert.deepEqual(hrefs((await owner.go(PAGE)).html), [`${PAGE}/${marie}`, `${PAGE}/${other}`]);
});

test('one customer: how to reach them, what they ordered and owe, what invoices say, the conversation', async () => {
  const id = await customerId(`+${CUSTOMER_PHONE}`);
  await walk.says(OWNER_PHONE, `/client c${id} société Fleurs & Fils siren 732829320 commande BC-17`);
  await walk.quiet();
  const { html, status } = await owner.go(`${PAGE}/${id}`);
  const text = plainText(html);
  assert.equal(status, 200);
  assert.match(html, /href="tel:\+33633333333"/);
  assert.match(html, /href="\/admin\/conversations\/\d+"/);
  assert.match(html, new RegExp(`href="/admin/papiers/client/c${id}"`));
  assert.match(text, /Fleurs & Fils .*732829320 .*BC-17/);
  assert.match(text, /Reste à payer 18,90 €/);
  assert.match(text, /2026-\d{4} .*Confirmée .*À payer .*18,90 €/);
  assert.match(html, /href="\/admin\/argent\/\d+"/);
});

test('found by a piece of the name without its accents, of the telephone, the e-mail or the company; else it says so', async () => {
  const id = await customerId(`+${CUSTOMER_PHONE}`);
  await walk.look('maison', (trx) =>
    trx
      .updateTable('customer')
      .set({ name: 'Mélanie Lefèbvre', email: 'mel_fleurs@exemple.fr' })
      .where('id', '=', id)
      .execute(),
  );
  for (const said of ['melanie', 'LEFEBVRE mel', '06 33 33', '3333', 'mel_fleurs@ex', 'fleurs & f']) {
    const { html } = await owner.go(`${PAGE}?q=${encodeURIComponent(said)}`);
    assert.deepEqual(hrefs(html), [`${PAGE}/${id}`], said);
  }
  for (const said of ['personne', 'mel%fleurs@ex', '$1', "'; drop", '(']) {
    const { html, status } = await owner.go(`${PAGE}?q=${encodeURIComponent(said)}`);
    assert.equal(status, 200);
    assert.deepEqual(hrefs(html), [], said);
    assert.match(plainText(html), /Personne ne correspond/);
  }
});

test('the note is written, shown on the page, and emptied; an old cursor or a strange one is no error', async () => {
  const id = await customerId('+33655550001');
  assert.equal((await note(id, ' allergie aux noix ')).status, 303);
  const kept = await owner.go(`${PAGE}/${id}`);
  assert.match(kept.html, /<textarea[^>]*>allergie aux noix<\/textarea>/);
  assert.equal((await note(id, '')).status, 303);
  assert.match((await owner.go(`${PAGE}/${id}`)).html, /<textarea[^>]*><\/textarea>/);
  for (const path of [`${PAGE}?avant=1-1`, `${PAGE}?avant=x`, `${PAGE}/${id}?avant=1`])
    assert.equal((await owner.go(path)).status, 200, path);
  assert.equal((await owner.go(`${PAGE}/999999`)).status, 404);
});

test('the pages follow each other without a gap and without a customer twice, in the order of what happened', async () => {
  const at = new Date(Date.parse('2026-10-01T08:00:00Z'));
  const shopId = await walk.shopId('maison');
  await walk.look('maison', async (trx) => {
    for (let n = 0; n < 90; n++) {
      await trx
        .insertInto('customer')
        // Of three made in the same instant none may be lost between two pages.
        .values({
          shop_id: shopId,
          name: `Client ${n}`,
          created_at: new Date(at.getTime() + Math.floor(n / 3) * 1000),
        } as never)
        .execute();
    }
  });
  const seen: string[] = [];
  let path: string | undefined = PAGE;
  for (let pages = 0; path !== undefined && pages < 5; pages++) {
    const { html } = await owner.go(path);
    seen.push(...hrefs(html));
    path = /href="(\/admin\/clients\?avant=[^"]+)"/.exec(html)?.[1];
  }
  assert.equal(seen.length, 92);
  assert.equal(new Set(seen).size, 92);
  const found = await owner.go(`${PAGE}?q=client`);
  assert.equal(hrefs(found.html).length, 40);
  assert.match(found.html, /href="\/admin\/clients\?q=client&amp;avant=/);
});

test('who was found to be somebody else leads there; staff sees it too; another shop sees nothing of it', async () => {
  const [marie, other] = [await customerId(`+${CUSTOMER_PHONE}`), await customerId('+33655550001')];
  const asked = await walk.says(OWNER_PHONE, `/fusionner c${marie}, c${other} oui`);
  assert.ok(asked.text.length > 0);
  await walk.quiet();
  assert.deepEqual((await owner.go(`${PAGE}/${other}`)).to, `${PAGE}/${marie}`);
  assert.match(plainText((await owner.go(`${PAGE}/${marie}`)).html), /Commandes 2/);
  const sam = officeVisitor(walk.url, { email: 'sam@maison.example', password: PASSWORD });
  await sam.signIn();
  const seen = await sam.go(`${PAGE}/${marie}`);
  assert.equal(seen.status, 200);
  assert.doesNotMatch(seen.html, /\/admin\/papiers\/client\//, 'invoices’ references are not the staff’s');
  const stranger = officeVisitor(walk.url, { email: 'olivia@autre.example', password: PASSWORD });
  await stranger.signIn();
  assert.equal((await stranger.go(`${PAGE}/${marie}`)).status, 404);
  assert.deepEqual(hrefs((await stranger.go(PAGE)).html), []);
  assert.equal((await officeVisitor(walk.url, { email: '', password: '' }).go(PAGE)).status, 303);
});
