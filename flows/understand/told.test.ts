/** Orders in Arabic letters, and goods that are only told of. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEMO_SHOP } from '../../tools/shops/demo-shop.ts';
import { compileShop, read } from './index.ts';

const shop = compileShop(DEMO_SHOP as Parameters<typeof compileShop>[0]);
const heard = (text: string) => {
  const { intent, items } = read(shop, { turns: [{ from: 'customer', text }], refTime: '2026-11-22T17:00' });
  return [intent, ...items.map(({ sku, qty }) => `${qty} ${sku}`)];
};

test('cakes and tarts by their Arabic names', () => {
  assert.deepEqual(heard('مرحبا، أريد كعكة بالفراولة يوم السبت'), ['order', '1 gateau-fraises']);
  assert.deepEqual(heard('نحب تارت الليمون 6 أجزاء ليوم السبت'), ['order', '1 tarte-citron-6p']);
});

test('what was had this morning is praised, not ordered; what is wanted this morning is', () => {
  assert.deepEqual(heard('les 12 macarons de ce matin, une merveille'), ['thanks']);
  assert.deepEqual(heard('6 croissants ce matin svp'), ['order', '6 croissant']);
});
