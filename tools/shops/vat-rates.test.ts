import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { forShop } from '../../db/shop.ts';
import type { Hub } from '../context.ts';
import { exportShop } from './export.ts';
import { importShop } from './import.ts';
import type { ShopFileInput } from './shop-file.ts';
import { apply, aShop, look, openTestShops, paths, refused } from './testing-shops.ts';
import { ratesOf, standardRate } from './vat-rates.ts';

let hub: Hub;
let close: () => Promise<void>;
before(async () => {
  ({ hub, close } = await openTestShops());
});
after(() => close());

const minimal = (shop: string, more: object, rates: (number | undefined)[]) => ({
  shop,
  name: 'Ici',
  currency: 'EUR' as const,
  members: [{ name: 'Rose', role: 'owner' as const, email: `rose@${shop}.example` }],
  products: rates.map((rate, at) => ({
    ...{ sku: `p${at}`, name: `Article ${at}`, unit: 'piece', price: 100 },
    ...(rate === undefined ? {} : { vat_rate: rate }),
  })),
  ...more,
});
const at = (postcode: string, country: 'FR' | 'TN' = 'FR') => ({
  legal: { address: { line1: '1 rue', postcode, city: 'Ville', country } },
});

test('rates by place: the mainland, Corsica, overseas, Tunisia', () => {
  assert.deepEqual(ratesOf({ country: 'FR' }), [20, 10, 5.5, 2.1, 0]);
  assert.deepEqual(ratesOf({ country: 'FR', postcode: '20200' }), [20, 13, 10, 5.5, 2.1, 0.9, 0]);
  assert.deepEqual(ratesOf({ country: 'FR', postcode: '97400' }), [20, 10, 8.5, 5.5, 2.1, 1.75, 1.05, 0]);
  assert.deepEqual(ratesOf({ country: 'FR', postcode: '97300' }), ratesOf({ country: 'FR', postcode: '75011' }));
  assert.deepEqual(ratesOf({ country: 'TN' }), [19, 13, 7, 0]);
  const standard = ['75011', '20000', '97110', '97600'].map((postcode) => standardRate({ country: 'FR', postcode }));
  assert.deepEqual([...standard, standardRate({ country: 'TN' })], [20, 20, 8.5, 0, 19]);
});

test('a file with a rate that does not exist there is refused whole, with its path and the rates there are', async () => {
  assert.deepEqual(await refused(importShop(hub, minimal('bad', at('75011'), [5.5, 7.5, 8.5]), apply)), [
    'products[1].vat_rate: 7.5 is no VAT rate of France at the shop’s address; expected 20, 10, 5.5, 2.1, 0',
    'products[2].vat_rate: 8.5 is no VAT rate of France at the shop’s address; expected 20, 10, 5.5, 2.1, 0',
  ]);
  const usual = { ...at('1000', 'TN'), currency: 'TND', usual_vat_rate: 5.5 };
  assert.deepEqual(await refused(importShop(hub, minimal('bad', usual, [7]), apply)), [
    'usual_vat_rate: 5.5 is no VAT rate of Tunisia; expected 19, 13, 7, 0',
  ]);
  for (const [shop, more, rates] of [
    ['corse', at('20000'), [0.9, 13]],
    ['reunion', at('97400'), [8.5, 1.05]],
  ] as const)
    assert.equal((await importShop(hub, minimal(shop, more, [...rates]), apply)).applied, true);
});

test('a product without a rate has the standard one of the place', async () => {
  const rates = async (shop: string, more: object) => {
    await importShop(hub, minimal(shop, more, [undefined]), apply);
    const { id } = await hub.database.db
      .selectFrom('shop')
      .select('id')
      .where('slug', '=', shop)
      .executeTakeFirstOrThrow();
    return forShop(hub.database, id, (trx) => trx.selectFrom('product').select('vat_rate').execute());
  };
  assert.deepEqual(await rates('tunis', { ...at('1000', 'TN'), currency: 'TND' }), [{ vat_rate: 1900 }]);
  assert.deepEqual(await rates('lyon', at('69002')), [{ vat_rate: 2000 }]);
});

test('a shop that holds such a rate already is exported and imported as before; a new one of them is refused', async () => {
  const { id, file } = await aShop(hub);
  await forShop(hub.database, id, (trx) =>
    trx.updateTable('product').set({ vat_rate: 750 }).where('sku', '=', file.products![0]!.sku).execute(),
  );
  const exported = (await exportShop(hub, id)).file as ShopFileInput;
  assert.equal(exported.products![0]!.vat_rate, 7.5);
  assert.deepEqual(paths(await importShop(hub, exported, look)), []);
  const more = exported.products!.map((product, n) => (n === 1 ? { ...product, vat_rate: 7.5 } : product));
  assert.match(
    (await refused(importShop(hub, { ...exported, products: more }, look))).join(),
    /products\[1\].vat_rate: 7.5 is no/,
  );
});

test('goods or a service: from the file to the product and back', async () => {
  const { id, file } = await aShop(hub);
  const [first, ...rest] = file.products!;
  const wanted = { ...file, products: [{ ...first!, operation: 'services' as const }, ...rest] };
  assert.deepEqual(paths(await importShop(hub, wanted, apply)), [`added products.${first!.sku}.operation`]);
  const exported = (await exportShop(hub, id)).file as ShopFileInput;
  assert.deepEqual(
    exported.products!.map((product) => product.operation),
    ['services', ...rest.map(() => undefined)],
  );
  const wrong = { ...file, products: [{ ...first!, operation: 'mixed' }] };
  assert.match((await refused(importShop(hub, wrong, look))).join(), /^products\[0\].operation: /);
});
