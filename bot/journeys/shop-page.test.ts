/** /admin/boutique: the answers of the setup, each corrected on its own by the owner with the thread's checks. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aShop, OWNER_PHONE } from '../testing/shop.ts';
import { officeVisitor } from '../testing/visitor.ts';
import { startWalk, type Walk } from './walk.ts';

const PAGE = '/admin/boutique';
let walk: Walk;
before(async () => {
  walk = await startWalk({
    shops: [
      aShop('maison'),
      aShop('autre', {
        phoneNumberId: '100000000000002',
        members: [
          { name: 'Mona', role: 'manager', email: 'mona@autre.example', password: 'correct-horse-battery' },
          { name: 'Zoé', role: 'staff', email: 'zoe@autre.example', password: 'correct-horse-battery' },
        ],
      }),
    ],
  });
});
after(() => walk.close());

const signedIn = async (email = 'olivia@maison.example') => {
  const visitor = officeVisitor(walk.url, { email, password: 'correct-horse-battery' });
  await visitor.signIn();
  return visitor;
};
const shopRow = (shop = 'maison') =>
  walk.look(shop, (trx) => trx.selectFrom('shop').select(['name', 'settings']).executeTakeFirstOrThrow());
const settings = async () => (await shopRow()).settings as Record<string, unknown> & { legal: Record<string, unknown> };
/** Posts one answer; the page that follows, where it was taken. */
const corrects = async (fields: Record<string, string>) => {
  const visitor = await signedIn();
  const answer = await visitor.go(PAGE, { csrf: await visitor.csrf(PAGE), ...fields });
  const after = `${PAGE}?fait=${fields.step}`;
  return answer.to === `${after}#${fields.step}`
    ? { taken: true, html: (await visitor.go(after)).html }
    : { taken: false, html: answer.html };
};
const part = (html: string, step: string) => new RegExp(`id="${step}"[\\s\\S]*?</section>`).exec(html)?.[0] ?? '';

test('each answer is corrected on its own, and the thread then says the same', async () => {
  for (const [step, text] of [
    ['name', '  Pâtisserie   Lilas '],
    ['address', '24 rue des Lilas, 75011 Paris'],
    ['siret', '732 829 320 00074'],
    ['vat', 'assujetti'],
    ['rate', '10 %'],
    ['hours', 'lundi : fermé\nmardi : 8h-12h30 14h-19h\ndimanche : 8h-13h'],
    ['digest', '20h15'],
  ] as const) {
    const { taken, html } = await corrects({ step, text });
    assert.ok(taken, `${step}: ${part(html, step)}`);
    assert.match(part(html, step), /class="notice[\s\S]*(?:noté|enregistrée|habituelle)/);
  }
  assert.ok((await corrects({ step: 'approval', mode: 'below', text: '45,50 €' })).taken);
  const now = await settings();
  assert.equal((await shopRow()).name, 'Pâtisserie Lilas');
  const { siret, address, vat_regime: regime } = now.legal;
  assert.deepEqual(
    { siret, address, regime },
    {
      siret: '73282932000074',
      address: { line1: '24 rue des Lilas', postcode: '75011', city: 'Paris', country: 'FR' },
      regime: 'standard',
    },
  );
  assert.deepEqual(
    [now.usual_vat_rate, now.approval, (now.digest as { evening: string }).evening],
    [10, { auto_below: 4550 }, '20:15'],
  );
  const hours = now.opening_hours as Record<string, string>;
  assert.deepEqual([hours.mon, hours.tue, hours.sun], [undefined, '08:00-12:30,14:00-19:00', '08:00-13:00']);
  await walk.says(OWNER_PHONE, '/demarrer bilan');
  const { text } = await walk.says(OWNER_PHONE, '20h15');
  for (const said of ['Pâtisserie Lilas', '24 rue des Lilas', '73282932000074', '20:15'])
    assert.ok(text.includes(said), said);
});

test('the page shows what is; saving every field as it stands changes nothing', async () => {
  const before = await shopRow();
  const { html } = await (await signedIn()).go(PAGE);
  assert.match(html, /aria-current="page"[^>]*>[\s\S]{0,300}Boutique/);
  assert.match(part(html, 'products'), /\d+ produits?[\s\S]*href="\/admin\/catalogue"/);
  const shown = (step: string) =>
    /<textarea[^>]*>([\s\S]*?)<\/textarea>/.exec(part(html, step))?.[1] ??
    /<input name="text"[^>]* value="([^"]*)"/.exec(part(html, step))?.[1] ??
    '';
  for (const step of ['name', 'address', 'siret', 'rate', 'hours', 'digest'])
    assert.ok((await corrects({ step, text: shown(step) })).taken, `${step}: ${shown(step)}`);
  assert.match(part(html, 'approval'), /value="45,50/);
  assert.ok((await corrects({ step: 'approval', mode: 'below', text: shown('approval') })).taken);
  assert.match(part(html, 'vat'), /value="assujetti" checked/);
  assert.deepEqual(await shopRow(), before);
});

test('what is wrong is said beside its field, which keeps what was typed; nothing changes', async () => {
  const before = await shopRow();
  for (const [step, text, why] of [
    ['name', 'x', /2 à 80/],
    ['address', 'rue des Lilas', /code postal/],
    ['siret', '73282932000073', /clé/],
    ['vat', 'rien', /assujetti/],
    ['rate', '6 %', /taux/],
    ['hours', 'lundi : quand je veux', /./],
    ['approval', 'beaucoup', /montant/],
    ['digest', 'tard', /./],
  ] as const) {
    const { taken, html } = await corrects({ step, text });
    assert.equal(taken, false, step);
    assert.equal(html.match(/role="alert"/g)?.length, 1, step);
    assert.match(part(html, step).replace(/[\u00a0\u202f]/g, ' '), /role="alert"/);
    assert.match(part(html, step), why);
    if (step !== 'vat') assert.ok(part(html, step).includes(text), `${step} keeps what was typed`);
  }
  assert.equal((await corrects({ step: 'legal', text: 'x' })).taken, false);
  assert.deepEqual(await shopRow(), before);
});

test('another company’s VAT number does not stay beside a new SIRET; the same company’s does', async () => {
  const vat = async () => (await settings()).legal.vat_number;
  await walk.says(OWNER_PHONE, '/legal tva FR44732829320');
  await corrects({ step: 'siret', text: '73282932000074' });
  assert.equal(await vat(), 'FR44732829320');
  await corrects({ step: 'siret', text: '35600000000048' });
  assert.equal(await vat(), 'FR39356000000');
});

test('who charges no VAT is not asked for a rate, and can say so again', async () => {
  const { html } = await corrects({ step: 'vat', text: 'franchise' });
  assert.equal(part(html, 'rate'), '');
  assert.equal((await corrects({ step: 'rate', text: '10' })).taken, false);
  assert.notEqual(part((await corrects({ step: 'vat', text: 'assujetti' })).html, 'rate'), '');
});

test('a manager reads it, the team does not see it, a foreign form changes nothing', async () => {
  const mona = await signedIn('mona@autre.example');
  const { status, html } = await mona.go(PAGE);
  assert.equal(status, 200);
  assert.doesNotMatch(html, /name="step"/);
  const csrf = await mona.csrf(PAGE);
  assert.equal((await mona.go(PAGE, { csrf, step: 'name', text: 'Volée' })).status, 403);
  const zoe = await signedIn('zoe@autre.example');
  assert.equal((await zoe.go(PAGE)).status, 403);
  assert.doesNotMatch((await zoe.go('/admin')).html, /href="\/admin\/boutique"/);
  const olivia = await signedIn();
  const fields = { csrf: await olivia.csrf(PAGE), step: 'name', text: 'Volée' };
  assert.equal((await olivia.go(PAGE, { ...fields, csrf: 'x' })).status, 403);
  assert.equal((await olivia.go(PAGE, fields, { origin: 'https://evil.example' })).status, 403);
  assert.doesNotMatch(JSON.stringify([await shopRow(), await shopRow('autre')]), /Volée/);
});

test('in English and in Arabic the hours it shows are hours it reads', async () => {
  for (const [language, title] of [
    ['en', 'Opening hours'],
    ['ar', 'أوقات العمل'],
  ] as const) {
    await walk.look('maison', (trx) =>
      trx.updateTable('member').set({ language }).where('email', '=', 'olivia@maison.example').execute(),
    );
    const before = await shopRow();
    const { html } = await (await signedIn()).go(PAGE);
    assert.match(html, new RegExp(title));
    const text = /<textarea[^>]*>([\s\S]*?)<\/textarea>/.exec(part(html, 'hours'))![1]!;
    const answer = await corrects({ step: 'hours', text });
    assert.ok(answer.taken, part(answer.html, 'hours'));
    assert.ok((await corrects({ step: 'approval', mode: 'always', text: '' })).taken);
    const amount = await corrects({ step: 'approval', mode: 'below', text: '45.50' });
    assert.ok(amount.taken);
    const said = /name="text" class="amount" value="([^"]*)"/.exec(part(amount.html, 'approval'))![1]!;
    assert.ok((await corrects({ step: 'approval', mode: 'below', text: said })).taken, said);
    assert.deepEqual(await shopRow(), before);
  }
});
