import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { linkTo, openBrowser, overflows, press, sees } from '../testing/browser.ts';
import { startTestHub, type TestHub } from '../testing/hub.ts';

let hub: TestHub;
let browser: Awaited<ReturnType<typeof openBrowser>>;
before(async () => {
  hub = await startTestHub({ shops: [], more: { DEMO: '1', SHOP: '' } });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await hub?.close();
});

for (const [name, width, height] of [
  ['wide', 1280, 860],
  ['narrow', 390, 844],
] as const) {
  test(`a newcomer walks /essai from the first sentence to the invoice (${name} screen)`, async () => {
    const context = await browser.browser.createBrowserContext();
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    await page.setViewport({ width, height });
    await page.goto(`${hub.url}/essai`);
    await press(page, 'Bonjour, je voudrais 2 gâteaux aux fraises pour samedi svp');
    await press(page, '8 parts');
    await sees(page, 'Votre demande n°');
    if (name === 'narrow') await press(page, 'Pâtissière');
    await press(page, 'Créer commande');
    await sees(page, 'Le client est prévenu');
    if (name === 'narrow') await press(page, 'Client');
    await sees(page, 'Vous pouvez régler');
    const address = await linkTo(page, '/pay/');
    assert.ok(address, 'the recap carries the payment link');

    const payment = await context.newPage();
    await payment.setViewport({ width, height });
    await payment.goto(address);
    await sees(payment, '45,00');
    await follow(payment, 'Payer');
    assert.match(payment.url(), /\/demo$/);
    await follow(payment, 'Payer');
    assert.match(payment.url(), /retour=1/);

    await page.bringToFront();
    await sees(page, '.pdf');
    const invoice = await linkTo(page, '/doc/');
    const pdf = await fetch(invoice!);
    assert.equal(pdf.headers.get('content-type'), 'application/pdf');
    assert.match(Buffer.from(await pdf.arrayBuffer()).toString('latin1', 0, 5), /^%PDF-/);
    assert.equal(await overflows(page), false, 'nothing overflows sideways');
    assert.deepEqual(faults, []);
    await context.close();
  });
}

async function follow(page: Page, text: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), press(page, text)]);
}
