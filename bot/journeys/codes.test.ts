/** QR codes: the shop's chat, an order's payment, a product that is one message away from the basket. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CUSTOMER_PHONE, PHONE_NUMBER_ID } from '../testing/shop.ts';
import { type MoneyWalk, startMoneyWalk } from './money-walk.ts';

let money: MoneyWalk;
before(async () => {
  const connection = { channel: 'whatsapp' as const, phone_number_id: PHONE_NUMBER_ID, access_token: 'fake-token' };
  money = await startMoneyWalk({ connections: [{ ...connection, display_phone: '+33 6 12 34 56 78' }] });
});
after(() => money.walk.close());

test('/qr: the chat; an order: its payment; a product: a page whose message becomes an order', async () => {
  assert.match((await money.says('/qr')).text, /https:\/\/wa\.me\/33612345678$/);
  const { short, payUrl } = await money.confirmed();
  const paid = await money.says(`/qr ${short}`);
  assert.ok(paid.text.includes(payUrl), paid.text);
  for (const [file, type] of [
    ['qr.svg', 'image/svg+xml'],
    ['qr.png', 'image/png'],
  ]) {
    const image = await fetch(`${payUrl}/${file}`);
    assert.deepEqual([image.status, image.headers.get('content-type')], [200, type]);
  }
  assert.equal((await fetch(`${payUrl}x/qr.svg`)).status, 404);
  const made = await money.says('/qr éclair au chocolat');
  const url = /https?:\S+\/p\/\S+/.exec(made.text)![0];
  const page = await (await fetch(url)).text();
  assert.match(page, /Éclair au chocolat/);
  const chat = /https:\/\/wa\.me\/33612345678\?text=([^"]+)/.exec(page)!;
  const wish = decodeURIComponent(chat[1]!.replaceAll('&amp;', '&'));
  assert.match((await money.walk.says(CUSTOMER_PHONE, wish)).text, /jour|quand/i, 'only the day is missing');
  const token = url.split('/').at(-1)!;
  for (const wrong of [`${token}x`, token.slice(1), 'x'])
    assert.equal((await fetch(`${money.walk.url}/p/${wrong}`)).status, 404);
  assert.match((await money.says('/qr licorne')).text, /licorne/);
});
