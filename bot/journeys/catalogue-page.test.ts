/** /admin/catalogue in a real browser: what is sold, the words customers use, and a learned word that is forgotten. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { openBrowser, overflows, press, sees } from '../testing/browser.ts';
import { aShop, MANAGER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { officeVisitor } from '../testing/visitor.ts';
import { startWalk, type Walk } from './walk.ts';

const PASSWORD = 'correct-horse-battery';

let walk: Walk;
let browser: Awaited<ReturnType<typeof openBrowser>>;
before(async () => {
  const shop = aShop('maison');
  const members = [
    ...shop.members!,
    {
      name: 'Sam',
      role: 'staff' as const,
      phone: '+33640000301',
      email: 'sam@maison.example',
      password: PASSWORD,
    },
  ];
  walk = await startWalk({ shops: [{ ...shop, members }] });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await walk?.close();
});

async function signedIn(email: string, width = 1280): Promise<Page> {
  const context = await browser.browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width, height: 844 });
  await page.goto(`${walk.url}/admin/connexion`);
  await page.type('input[name=email]', email);
  await page.type('input[name=password]', PASSWORD);
  await follow(page, 'Se connecter');
  return page;
}

async function follow(page: Page, text: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), press(page, text)]);
}

const forget = (page: Page) =>
  Promise.all([page.waitForNavigation(), page.evaluate("document.querySelector('.word.learned button')?.click()")]);

const aliasesOf = (sku: string) =>
  walk.look(
    'maison',
    async (trx) =>
      (await trx.selectFrom('product').select('aliases').where('sku', '=', sku).executeTakeFirstOrThrow()).aliases,
  );

test('a learned word stands beside its product with who confirmed it; the cross forgets it for good', async () => {
  await walk.says(OWNER_PHONE, '/alias le rouge vif = gâteau aux fraises');
  const page = await signedIn('olivia@maison.example');
  await follow(page, 'Catalogue');
  await sees(page, 'Gâteau aux fraises');
  await sees(page, 'le rouge vif');
  await sees(page, 'confirmé par Olivia');
  await forget(page);
  await sees(page, 'ne veut plus dire');
  assert.equal(await page.$('.word.learned'), null);
  assert.equal((await aliasesOf('gateau-fraises')).includes('le rouge vif'), false);
  assert.match((await walk.says(OWNER_PHONE, '/alias')).text, /Aucun mot appris/);
});

test('the search finds by name, word and size; nothing overflows on a small screen, in Arabic neither', async () => {
  const page = await signedIn('olivia@maison.example', 390);
  await page.goto(`${walk.url}/admin/catalogue?q=ecl`);
  await sees(page, 'Éclair');
  assert.equal(await page.evaluate("document.body.innerText.includes('Gâteau aux fraises')"), false);
  assert.equal(await overflows(page), false);
  await page.goto(`${walk.url}/admin/catalogue?q=zzz`);
  await sees(page, 'Aucun produit ne correspond');
  await walk.says(MANAGER_PHONE, '/alias الأحمر = gâteau aux fraises');
  await walk.look('maison', (trx) => trx.updateTable('member').set({ language: 'ar' }).execute());
  await page.goto(`${walk.url}/admin/catalogue`);
  await sees(page, 'المنتجات');
  await sees(page, 'الأحمر');
  assert.equal(await overflows(page), false);
  await walk.look('maison', (trx) => trx.updateTable('member').set({ language: 'fr' }).execute());
});

test('staff see the words and no cross; a post of their own is refused and forgets nothing', async () => {
  const sam = officeVisitor(walk.url, { email: 'sam@maison.example', password: PASSWORD });
  await sam.signIn();
  const { html } = await sam.go('/admin/catalogue');
  assert.match(html, /confirmé par Max/);
  assert.doesNotMatch(html, /catalogue\/oublier/);
  const form = { said: 'الأحمر', sku: 'gateau-fraises' };
  assert.equal((await sam.go('/admin/catalogue/oublier', form)).status, 403, 'without its token');
  await sam.go('/admin/catalogue/oublier', { ...form, csrf: await sam.csrf('/admin') });
  assert.match((await sam.go('/admin/catalogue')).html, /Cette action est réservée/);
  assert.equal((await aliasesOf('gateau-fraises')).includes('الأحمر'), true);
});
