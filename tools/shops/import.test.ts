import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { forShop } from '../../db/shop.ts';
import { loadCatalogue } from '../catalog/catalogue.ts';
import type { Hub } from '../context.ts';
import { exportShop } from './export.ts';
import { shopFacts, shopOf } from './facts.ts';
import { importShop } from './import.ts';
import type { ShopFileInput } from './shop-file.ts';
import { apply, aShop, look, openTestShops, paths, refused } from './testing-shops.ts';

let hub: Hub;
let close: () => Promise<void>;
before(async () => {
  ({ hub, close } = await openTestShops());
});
after(() => close());

test('created, exported, imported: no difference, with the stock too', async () => {
  const { id, file } = await aShop(hub);
  const { file: exported, leftOut } = await exportShop(hub, id);
  for (const json of [file, exported]) {
    assert.deepEqual(await importShop(hub, json, { apply: true, stock: true }), {
      shop: file.shop,
      isNew: false,
      differences: [],
      stockLeft: [],
      applied: true,
    });
  }
  assert.deepEqual(leftOut, [
    'the password of Olivia',
    'connections[0].access_token',
    'connections[1].imap_url',
    'the keys of payments.stripe',
    'api_key',
  ]);
  const text = JSON.stringify(exported);
  for (const secret of ['token-1', 'sk_1', 'whsec_1', 'imaps:', 'correct-horse', 'a-key-of'])
    assert.doesNotMatch(text, new RegExp(secret), 'a secret was exported');
});

test('an export makes the same shop elsewhere once its secrets are filled in', async () => {
  const { id } = await aShop(hub);
  const exported = (await exportShop(hub, id)).file as ShopFileInput;
  const elsewhere = { ...exported, shop: 'elsewhere', connections: [], payments: {}, members: [] };
  assert.deepEqual(paths(await importShop(hub, elsewhere, look)), ['added shop']);
  assert.equal(await shopOf(hub, 'shop', 'elsewhere'), null);
  await importShop(hub, elsewhere, apply);
  const again = (await exportShop(hub, (await shopOf(hub, 'shop', 'elsewhere'))!)).file as ShopFileInput;
  assert.deepEqual(again.products, exported.products);
  assert.deepEqual(await refused(importShop(hub, { ...exported, shop: 'third' }, apply)), [
    'connections[0].access_token: Invalid input: expected string, received undefined',
    'payments.stripe.secret_key: Invalid input: expected string, received undefined',
    'payments.stripe.webhook_secret: Invalid input: expected string, received undefined',
  ]);
});

test('a file cannot change how numbers are formed once this year has one', async () => {
  const { id, file } = await aShop(hub);
  const year = new Date(hub.now()).getFullYear();
  const formed = (invoice: string) => ({ ...file, papers: { numbers: { invoice } } });
  await importShop(hub, formed('FRA-{year}-{n:4}'), apply);
  await forShop(hub.database, id, (trx) =>
    trx
      .insertInto('series')
      .values({ shop_id: id, kind: 'invoice', year, last: 3, format: 'FRA-{year}-{n:4}' })
      .execute(),
  );
  assert.deepEqual(await refused(importShop(hub, formed('X{year}/{n}'), look)), [
    `papers.numbers.invoice: stays FRA-{year}-{n:4}: FRA-${year}-0001 was issued with it; it can change before the first number of ${year + 1}`,
  ]);
  const quotes = { ...file, papers: { numbers: { invoice: 'FRA-{year}-{n:4}', quote: 'DE-{year}-{n}' } } };
  assert.deepEqual(paths(await importShop(hub, quotes, apply)), ['added papers.numbers.quote']);
});

test('what is shown is what --apply does, once', async () => {
  const { id, file } = await aShop(hub);
  const [first, ...others] = file.products!;
  const changed: ShopFileInput = {
    ...file,
    name: 'Maison neuve',
    closures: ['2026-12-25', '2027-01-01'],
    opening_hours: { ...file.opening_hours, mon: '09:00-12:00' },
    legal: { ...file.legal, iban: 'FR7612345678901234567890123' },
    products: [
      {
        ...first!,
        price: 1850,
        variants: [
          { ...first!.variants![0]!, price: 1900 },
          { sku: 'neuf-12p', name: '12 parts', price: 3300 },
        ],
      },
      ...others.filter((product) => product.sku !== 'flan'),
      { sku: 'galette', name: 'Galette', unit: 'piece', price: 1500, stock: 4 },
    ],
  };
  const expected = [
    'changed name',
    'added opening_hours.mon',
    'changed closures',
    'added legal.iban',
    'changed products.gateau-fraises.price',
    'changed products.gateau-fraises.variants.gateau-fraises-6p.price',
    'removed products.gateau-fraises.variants.gateau-fraises-8p',
    'removed products.gateau-fraises.variants.gateau-fraises-10p',
    'added products.gateau-fraises.variants.neuf-12p',
    'removed products.flan',
    'added products.galette',
  ];
  const stamp = () => forShop(hub.database, id, (trx) => loadCatalogue(trx, id));
  const before = await stamp();
  assert.deepEqual(paths(await importShop(hub, changed, look)).sort(), expected.sort());
  assert.equal((await shopFacts(hub, id)).name, file.name, 'a look changed something');
  assert.deepEqual(paths(await importShop(hub, changed, apply)).sort(), expected.sort());
  assert.deepEqual(paths(await importShop(hub, changed, apply)), []);
  const catalogue = await stamp();
  assert.notEqual(catalogue.stamp, before.stamp, 'other processes would keep the old catalogue');
  assert.equal(catalogue.find('flan'), null);
  assert.equal(catalogue.find('gateau-fraises-8p'), null);
  assert.equal(catalogue.find('gateau-fraises-6p')?.variant?.price, 1900);
  assert.equal(catalogue.find('galette')?.product.stock, 4, 'a new product comes with its stock');
  assert.deepEqual(paths(await importShop(hub, file, apply)).length, expected.length, 'and back');
  assert.equal((await stamp()).find('flan')?.product.price, 380);
});

test('an order of products is a difference', async () => {
  const { file } = await aShop(hub);
  const turned = { ...file, products: [...file.products!].reverse() };
  assert.deepEqual(paths(await importShop(hub, turned, apply)), ['changed products']);
  assert.deepEqual(paths(await importShop(hub, turned, look)), []);
});

test('stock stays unless it is asked for', async () => {
  const { id, file } = await aShop(hub);
  const levels = () =>
    forShop(hub.database, id, async (trx) => {
      const found = (await loadCatalogue(trx, id)).find('bouquet')!.product;
      return [found.stock, found.variants[0]!.stock];
    });
  const bouquet = file.products!.at(-1)!;
  const others = file.products!.slice(0, -1);
  const counted = {
    ...file,
    products: [...others, { ...bouquet, stock: 99, variants: [{ ...bouquet.variants![0]!, stock: 7 }] }],
  };
  const left = await importShop(hub, counted, apply);
  assert.deepEqual([left.differences, left.stockLeft], [[], ['bouquet', 'bouquet-xl']]);
  const dearer = { ...counted, products: [...others, { ...counted.products.at(-1)!, price: 3100 }] };
  await importShop(hub, dearer, apply);
  assert.deepEqual(await levels(), [12, 3], 'another change took the stock along');
  assert.deepEqual(paths(await importShop(hub, dearer, { apply: true, stock: true })), [
    'changed products.bouquet.stock',
    'changed products.bouquet.variants.bouquet-xl.stock',
  ]);
  assert.deepEqual(await levels(), [99, 7]);
});

test('a part the file does not mention stays', async () => {
  const { file } = await aShop(hub);
  const { shop, name, currency } = file;
  assert.deepEqual(paths(await importShop(hub, { shop, name, currency }, apply)), []);
  assert.deepEqual(paths(await importShop(hub, { shop, name, currency, delivery: { fee: 700 } }, apply)), [
    'changed delivery.fee',
    'removed delivery.free_from',
    'changed delivery.areas',
  ]);
});

test('how long things are kept is in the file: what the office set stays, is exported, and can be changed there', async () => {
  const { id, file } = await aShop(hub);
  const { shop, name, currency } = file;
  const kept = async () => (await shopFacts(hub, id)).settings.retention;
  const retention = { recordings: 30, strangers: 365 };
  assert.deepEqual(paths(await importShop(hub, { shop, name, currency, retention }, apply)), ['added retention']);
  assert.deepEqual(await kept(), retention);
  await importShop(hub, { shop, name, currency, delivery: { fee: 700 } }, apply);
  assert.deepEqual(await kept(), retention, 'a file that says nothing of it leaves it');
  const { file: exported } = await exportShop(hub, id);
  assert.deepEqual((exported as ShopFileInput).retention, retention);
  assert.deepEqual(paths(await importShop(hub, exported, apply)), []);
  const tooLong = { shop, name, currency, retention: { strangers: 4_000 } };
  assert.match((await refused(importShop(hub, tooLong, apply))).join(), /retention\.strangers/);
});

test('a bad file is refused whole, with every fault and its path, and nothing is changed', async () => {
  const { id, file } = await aShop(hub);
  const before = JSON.stringify((await exportShop(hub, id)).file);
  const bad = {
    ...file,
    colour: 'red',
    name: 'Changed',
    products: [
      { ...file.products![0]!, price: -1, sku: 'a b' },
      { ...file.products![1]!, price: 18.5 },
    ],
  };
  const faults = await refused(importShop(hub, bad, apply));
  assert.deepEqual(
    faults.map((fault) => fault.split(':')[0]).sort(),
    ['(file)', 'products[0].price', 'products[0].sku', 'products[1].price'].map((path) => path.replace('(file)', '')),
  );
  const inconsistent = {
    ...file,
    currency: 'TND',
    members: [
      { name: 'A', role: 'staff', phone: 'nothing' },
      { name: 'B', role: 'staff', email: 'b@example.org' },
      { name: 'C', role: 'staff', email: 'B@example.org' },
    ],
    connections: [{ channel: 'messenger', page_id: 'unknown' }],
    payments: { konnect: {} },
  };
  assert.deepEqual(
    (await refused(importShop(hub, inconsistent, apply))).map((fault) => fault.split(':')[0]),
    [
      'currency',
      'members[0].phone',
      'members[2].email',
      'members',
      'connections[0].access_token',
      'payments.konnect.api_key',
      'payments.konnect.wallet_id',
    ],
  );
  assert.equal(JSON.stringify((await exportShop(hub, id)).file), before);
});
