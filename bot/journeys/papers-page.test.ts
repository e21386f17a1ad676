/** /admin/papiers: the documents as a member looks for them, sends them again, credits them; the books and the look. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { unzipSync } from 'fflate';
import { type FakeSmtp, startFakeSmtp } from '../fakes/smtp.ts';
import { CUSTOMER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { officeVisitor } from '../testing/visitor.ts';
import { type MoneyWalk, startMoneyWalk } from './money-walk.ts';

const PAGE = '/admin/papiers';
const PASSWORD = 'correct-horse-battery';
/** A red square of 32 pixels, PNG. */
const RED =
  'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAKElEQVR4nO3NsQ0AAAzCMP5/un0CNkuZ41wybXsHAAAAAAAAAAAAxR4yw/wuPL6QkAAAAABJRU5ErkJggg==';

let smtp: FakeSmtp;
let money: MoneyWalk;
before(async () => {
  smtp = await startFakeSmtp();
  money = await startMoneyWalk(
    {
      members: [
        { name: 'Olivia', role: 'owner', phone: `+${OWNER_PHONE}`, email: 'olivia@maison.example', password: PASSWORD },
        { name: 'Zoé', role: 'staff', phone: '+33655555555', email: 'zoe@maison.example', password: PASSWORD },
      ],
    },
    { SMTP_URL: `${smtp.url}/?from=hub@maison.example` },
  );
});
after(async () => {
  await money?.walk.close();
  await smtp?.close();
});

const signedIn = async (email = 'olivia@maison.example') => {
  const visitor = officeVisitor(money.walk.url, { email, password: PASSWORD });
  await visitor.signIn();
  return visitor;
};
/** The bytes of a page of the office. */
const fetched = async (visitor: Awaited<ReturnType<typeof signedIn>>, path: string) => {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(`${money.walk.url}${path}`, { headers: { cookie }, redirect: 'manual' });
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
};
const invoiceOf = async (short: number) => (await money.rowsOf(short)).papers.find(({ kind }) => kind === 'invoice')!;

test('a paid order’s invoice is listed, found by number and name, and shown with its chain and where it went', async () => {
  const { short } = await money.paidOnline();
  const paper = await invoiceOf(short);
  const visitor = await signedIn();
  const { html } = await visitor.go(PAGE);
  assert.ok(html.includes(paper.number));
  for (const asked of [
    `q=${paper.number.slice(-4)}`,
    'q=lefebvre',
    'q=LEFÈBVRE',
    'type=invoice&etat=paid',
    'mois=2026-11',
  ])
    assert.ok((await visitor.go(`${PAGE}?${asked}`)).html.includes(paper.number), asked);
  for (const asked of ['q=nobody', 'type=quote', 'etat=due', 'mois=2025-01', 'q=%25'])
    assert.ok(!(await visitor.go(`${PAGE}?${asked}`)).html.includes(`>${paper.number}<`), asked);
  const page = (await visitor.go(`${PAGE}/${paper.id}`)).html;
  for (const said of ['Payée', 'WhatsApp', CUSTOMER_PHONE, 'Marie Lefebvre', 'Carte', 'Télécharger le PDF'])
    assert.ok(page.includes(said), said);
  const file = /fichier\/\d+\?garder/.exec(page)![0];
  const { response, bytes } = await fetched(visitor, `${PAGE}/${paper.id}/${file}`);
  assert.equal(response.headers.get('content-disposition'), `attachment; filename="${paper.number}.pdf"`);
  assert.equal(Buffer.from(bytes.slice(0, 5)).toString(), '%PDF-');
  const picture = await fetched(visitor, `${PAGE}/${paper.id}/apercu.png`);
  assert.equal(Buffer.from(picture.bytes.slice(1, 4)).toString(), 'PNG');
  assert.equal((await visitor.go(`${PAGE}/999999`)).status, 404);
});

test('pages follow by key: no paper twice, none left out', async () => {
  const visitor = await signedIn();
  await money.says('/devis Sophie 0612345678 2 éclairs au chocolat');
  const all = await money.walk.look('maison', (trx) => trx.selectFrom('paper').select('number').execute());
  const seen = (await visitor.go(PAGE)).html;
  for (const { number } of all) assert.equal(seen.split(`<bdi>${number}</bdi></a>`).length, 2, number);
});

test('a paper is sent again, in the thread and by e-mail, once with an address of its own; all of it leaves a trace', async () => {
  const { short } = await money.paidOnline();
  const paper = await invoiceOf(short);
  const visitor = await signedIn();
  const path = `${PAGE}/${paper.id}`;
  const csrf = await visitor.csrf(path);
  const since = money.mark();
  await visitor.go(`${path}/envoyer`, { csrf, way: 'thread' });
  await money.walk.quiet();
  assert.equal(money.heard(CUSTOMER_PHONE, since).length, 1);
  await visitor.go(`${path}/envoyer`, { csrf, way: 'mail', to: 'compta@dupont.example' });
  const letter = await smtp.waitFor(({ to }) => to === 'compta@dupont.example');
  assert.deepEqual(
    letter.attachments.map(({ filename, mime }) => [filename, mime]),
    [[`${paper.number}.pdf`, 'application/pdf']],
  );
  const refused = await visitor.go(`${path}/envoyer`, { csrf, way: 'mail', to: 'nowhere' });
  assert.equal(refused.to, path);
  assert.match((await visitor.go(path)).html, /n’est pas une adresse e-mail/);
  await money.walk.quiet();
  const asked = await money.says(`/facture ${short} mail marie@lefebvre.example`);
  assert.match(asked.text, /part par e-mail à marie@lefebvre\.example/);
  await smtp.waitFor(({ to }) => to === 'marie@lefebvre.example');
  await money.walk.quiet();
  const without = await money.says(`facture ${short} mail`);
  assert.match(without.text, /ne connais pas l’e-mail/);
  const page = (await visitor.go(path)).html;
  assert.ok(page.includes('compta@dupont.example') && page.includes('marie@lefebvre.example'));
});

test('opening a paper at its address is noted, and shown', async () => {
  const { short } = await money.paidOnline();
  const paper = await invoiceOf(short);
  const { documentUrl } = await import('../../tools/day/picture.ts');
  const file = await money.walk.look('maison', (trx) =>
    trx
      .selectFrom('paper_file')
      .select('id')
      .where('paper_id', '=', paper.id)
      .where('mime', '=', 'application/pdf')
      .executeTakeFirstOrThrow(),
  );
  const shopId = await money.walk.shopId('maison');
  const address = new URL(documentUrl(money.walk.parts.hub, shopId, String(file.id))).pathname;
  for (let times = 0; times < 2; times++) assert.equal((await fetch(`${money.walk.url}${address}`)).status, 200);
  assert.match((await (await signedIn()).go(`${PAGE}/${paper.id}`)).html, /Ouvert 2 fois/);
});

test('a credit note on lines, then on the rest; an old form changes nothing; the staff may not', async () => {
  const { short } = await money.paidOnline();
  const paper = await invoiceOf(short);
  const path = `${PAGE}/${paper.id}`;
  const staff = await signedIn('zoe@maison.example');
  assert.doesNotMatch((await staff.go(path)).html, /Établir l’avoir/);
  const staffCsrf = await staff.csrf(path);
  const form = { credits: '0', what: 'lines', 'line-0': '1' };
  assert.equal((await staff.go(`${path}/avoir`, { csrf: staffCsrf, ...form })).status, 403);
  const visitor = await signedIn();
  const csrf = await visitor.csrf(path);
  assert.equal((await visitor.go(`${path}/avoir`, { csrf: 'wrong', ...form })).status, 403);
  await visitor.go(`${path}/avoir`, { csrf, credits: '0', what: 'lines', 'line-0': '99' });
  assert.match((await visitor.go(path)).html, /quantité entre 0 et 3/);
  await visitor.go(`${path}/avoir`, { csrf, ...form });
  await visitor.go(path);
  await visitor.go(`${path}/avoir`, { csrf, ...form });
  assert.match((await visitor.go(path)).html, /a changé depuis l’affichage/);
  await visitor.go(`${path}/avoir`, { csrf, credits: '1', what: 'rest' });
  await money.walk.quiet();
  const notes = (await money.rowsOf(short)).papers.filter(({ kind }) => kind === 'credit_note');
  assert.equal(notes.length, 2);
  assert.equal(
    notes.reduce((sum, note) => sum + note.total, 0),
    paper.total,
  );
  const page = (await visitor.go(path)).html;
  assert.match(page, /Annulée/);
  for (const note of notes) assert.ok(page.includes(note.number));
  assert.ok((await visitor.go(`${PAGE}/${notes[0]!.id}`)).html.includes(paper.number), 'back from the credit note');
});

test('the books: exports as files, a closure, the sealed archive; nothing of it for the staff', async () => {
  const visitor = await signedIn();
  const path = `${PAGE}/compta`;
  const csrf = await visitor.csrf(path);
  for (const [kind, begins] of [
    ['factures', 'PK'],
    ['fec', 'JournalCode'],
    ['journal', '\uFEFFDate'],
    ['tva', '\uFEFFTaux'],
    ['ereporting', '\uFEFFDate'],
  ] as const) {
    const { response, bytes } = await fetched(visitor, `${path}/export?quoi=${kind}&periode=2026-11`);
    assert.match(response.headers.get('content-disposition') ?? '', /^attachment/, kind);
    assert.ok(Buffer.from(bytes).toString('utf8').startsWith(begins), kind);
  }
  const empty = await fetched(visitor, `${path}/export?quoi=tva&periode=2020-01`);
  assert.equal(empty.response.headers.get('location'), path);
  await visitor.go(`${path}/cloture`, { csrf, quoi: 'jour' });
  const closed = (await visitor.go(path)).html;
  assert.match(closed, /Clôture journalière n° 1/);
  assert.match(closed, /Rien à clôturer/);
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const made = await fetch(`${money.walk.url}${path}/archive`, {
    method: 'POST',
    headers: { cookie, origin: new URL(money.walk.url).origin },
    body: new URLSearchParams({ csrf }),
  });
  const archive = new Uint8Array(await made.arrayBuffer());
  const files = Object.keys(unzipSync(archive));
  // The archive is brought back to be checked: whole, then with one bit turned.
  const brought = async (bytes: Uint8Array<ArrayBuffer>) => {
    const form = new FormData();
    form.set('csrf', csrf);
    form.set('fichier', new Blob([bytes], { type: 'application/zip' }), 'archive.zip');
    const headers = { cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    const sent = await fetch(`${money.walk.url}${path}/archive/verifier`, {
      method: 'POST',
      headers: { ...headers, origin: new URL(money.walk.url).origin },
      body: form,
      redirect: 'manual',
    });
    const said = sent.headers.getSetCookie().find((line) => line.startsWith('hub_flash=')) ?? '';
    return decodeURIComponent(said);
  };
  assert.match(await brought(archive), /archive\.zip est entière et scellée/);
  archive[archive.length >> 1]! ^= 1;
  assert.match(await brought(archive), /archive\.zip n’est pas fiable/);
  await visitor.go(`${path}/verifier`, { csrf });
  assert.match((await visitor.go(path)).html, /La chaîne est entière\s: \d+ écritures/);
  assert.ok(files.includes('chain.jsonl') && files.some((name) => name.endsWith('.pdf')));
  assert.match((await visitor.go(path)).html, /Archives créées/);
  const staff = await signedIn('zoe@maison.example');
  assert.equal((await staff.go(path)).status, 403);
  assert.equal((await staff.go(`${path}/export?quoi=fec&periode=2026-11`)).status, 403);
  assert.equal((await staff.go(`${PAGE}/modele`)).status, 403);
});

test('a month and a year that are over and not closed: a button for each, the closure with its total for ever', async () => {
  const before = money.walk.parts.hub.now;
  const ahead = Date.parse('2027-01-03T09:00:00+01:00') - before();
  money.walk.parts.hub.now = () => before() + ahead;
  try {
    const visitor = await signedIn();
    const path = `${PAGE}/compta`;
    const { html } = await visitor.go(path);
    for (const said of ['Clôturer novembre 2026', 'Clôturer l’année 2026']) assert.ok(html.includes(said), said);
    await visitor.go(`${path}/cloture`, { csrf: await visitor.csrf(path), quoi: 'annee' });
    const closed = (await visitor.go(path)).html;
    assert.doesNotMatch(closed, /Clôturer (?:novembre|l’année)/);
    for (const said of [/>Mois 1</, /novembre 2026/, />Année 1</, /Total perpétuel/]) assert.match(closed, said);
    const total = await money.walk.look('maison', (trx) =>
      trx
        .selectFrom('payment')
        .select((eb) => eb.fn.sum<string>('amount').as('sum'))
        .executeTakeFirstOrThrow(),
    );
    const year = await money.walk.look('maison', (trx) =>
      trx.selectFrom('closure').selectAll().where('kind', '=', 'year').executeTakeFirstOrThrow(),
    );
    assert.deepEqual([year.period, Number(year.perpetual)], ['2026', Number(total.sum)]);
  } finally {
    money.walk.parts.hub.now = before;
  }
});

test('the look: drawn before it is saved, kept for papers to come, never for those that were issued', async () => {
  const visitor = await signedIn();
  const path = `${PAGE}/modele`;
  const csrf = await visitor.csrf(path);
  const look = { template: 'warm', accent: '#ffee88', thanks: 'Merci !', footer: 'Ouvert du mardi au dimanche' };
  for (const type of ['invoice', 'quote', 'deposit', 'credit_note', 'receipt']) {
    const asked = new URLSearchParams({ ...look, type, langue: 'ar' });
    const { bytes } = await fetched(visitor, `${path}/apercu.png?${asked}`);
    assert.equal(Buffer.from(bytes.slice(1, 4)).toString(), 'PNG', type);
  }
  const tried = await visitor.go(path, { csrf, ...look, voir: '1' });
  assert.match(tried.html, /Trop claire pour être lue/);
  const settings = () =>
    money.walk.look('maison', async (trx) => {
      const row = await trx.selectFrom('shop').select('settings').executeTakeFirstOrThrow();
      return (row.settings as { papers: Record<string, string> }).papers;
    });
  assert.equal((await settings()).template, undefined, 'shown is not saved');
  const { short: before } = await money.paidOnline();
  const old = (await invoiceOf(before)).canonical;
  assert.equal((await visitor.go(path, { csrf, ...look })).to, path);
  assert.equal((await visitor.go(path, { csrf, ...look, thanks: 'x'.repeat(301) })).status, 200);
  const send = async (bytes: Buffer) => {
    const form = new FormData();
    form.set('csrf', csrf);
    form.set('logo', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'logo.png');
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie, origin: new URL(money.walk.url).origin };
    return fetch(`${money.walk.url}${path}/logo`, { method: 'POST', headers, body: form, redirect: 'manual' });
  };
  const svg = await send(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'));
  assert.match(await svg.text(), /ni un PNG ni un JPEG/);
  const torn = Buffer.concat([Buffer.from(RED, 'base64').subarray(0, 33), Buffer.alloc(200, 7)]);
  assert.match(await (await send(torn)).text(), /abîmée/);
  assert.equal((await send(Buffer.from(RED, 'base64'))).status, 303);
  const now = await settings();
  assert.deepEqual([now.template, now.thanks, /^[0-9a-f]{64}$/.test(now.logo ?? '')], ['warm', 'Merci !', true]);
  const { short } = await money.paidOnline();
  const paper = await invoiceOf(short);
  const facts = JSON.parse(paper.canonical) as { template: { name: string; logo: string } };
  assert.deepEqual([facts.template.name, facts.template.logo], ['warm', now.logo]);
  assert.equal((await invoiceOf(before)).canonical, old);
  assert.equal((await visitor.go(path, { csrf })).status, 200, 'an empty form is refused in plain sight');
});
