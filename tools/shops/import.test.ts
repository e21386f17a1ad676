import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Database } from '../../db/database.ts';
import { forShop } from '../../db/shop.ts';
import { freshDatabase } from '../../db/testing/database.ts';
import { loadCatalogue } from '../catalog/catalogue.ts';
import type { Hub } from '../context.ts';
import { createSealer } from '../sealing.ts';
import { signInByPassword } from '../team/sign-in.ts';
import { createShop } from './create.ts';
import { DEMO_SHOP } from './demo-shop.ts';
import { exportShop } from './export.ts';
import { shopFacts, shopOf } from './facts.ts';
import { importShop } from './import.ts';
import { BadShopFile, parseShopFile, type ShopFileInput } from './shop-file.ts';

let database: Database;
let hub: Hub;
let made = 0;
before(async () => {
  database = await freshDatabase();
  hub = {
    database,
    now: () => Date.parse('2026-11-22T16:00:00+01:00'),
    ring: () => {},
    sealer: createSealer('a test key of thirty-two characters'),
    publicUrl: 'http://localhost:3000',
    linksOff: null,
  };
});
after(() => database.close());

/** A shop with something in every part of its file. */
function aFile(): ShopFileInput {
  const nr = ++made;
  return {
    ...DEMO_SHOP,
    shop: `shop-${nr}`,
    closures: ['2026-12-25'],
    approval: { auto_below: 5000 },
    members: [
      {
        name: 'Olivia',
        role: 'owner',
        phone: '06 11 11 11 11',
        email: `olivia-${nr}@example.org`,
        password: 'correct-horse-battery',
      },
      { name: 'Max', role: 'manager', phone: '+33622222222' },
    ],
    connections: [
      { channel: 'whatsapp', phone_number_id: `10${nr}`, access_token: 'token-1', display_phone: '+33 1 23' },
      { channel: 'email', address: `Shop-${nr}@example.org`, imap_url: 'imaps://u:p@mail.example.org' },
    ],
    payments: { stripe: { secret_key: 'sk_1', webhook_secret: 'whsec_1' } },
    api_key: `a-key-of-sixteen-characters-${nr}`,
    products: [
      ...DEMO_SHOP.products!,
      {
        sku: 'bouquet',
        name: 'Bouquet',
        unit: 'bunch',
        price: 3000,
        stock: 12,
        low_stock: 2.5,
        options: [{ name: 'ruban', kind: 'choice', price: 100, choices: ['rouge', 'blanc'] }],
        min_qty: 1,
        photo: 'bouquet.jpg',
        loyal_price: 2800,
        variants: [{ sku: 'bouquet-xl', name: 'grand', price: 4500, stock: 3 }],
      },
    ],
  };
}

async function aShop(file = aFile()): Promise<{ id: number; file: ShopFileInput }> {
  return { id: (await createShop(hub, parseShopFile(file), { demo: false }))!, file };
}

const look = { apply: false, stock: false };
const apply = { apply: true, stock: false };
const paths = (result: { differences: { path: string; kind: string }[] }) =>
  result.differences.map((one) => `${one.kind} ${one.path}`);

const refused = (work: Promise<unknown>): Promise<string[]> =>
  work.then(
    () => assert.fail('was taken'),
    (error: unknown) => {
      assert.ok(error instanceof BadShopFile, String(error));
      return error.faults.map((fault) => `${fault.path}: ${fault.why}`);
    },
  );

test('created, exported, imported: no difference, with the stock too', async () => {
  const { id, file } = await aShop();
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
  const { id } = await aShop();
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

test('what is shown is what --apply does, once', async () => {
  const { id, file } = await aShop();
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
  const stamp = () => forShop(database, id, (trx) => loadCatalogue(trx, id));
  const before = await stamp();
  assert.deepEqual(paths(await importShop(hub, changed, look)).sort(), expected.sort());
  assert.equal((await shopFacts(hub, id)).name, file.name, 'a look changed something');
  assert.deepEqual(paths(await importShop(hub, changed, apply)).sort(), expected.sort());
  assert.deepEqual(paths(await importShop(hub, changed, apply)), []);
  const catalogue = await stamp();
  assert.equal(catalogue.stamp, before.stamp + 1, 'other processes would keep the old catalogue');
  assert.equal(catalogue.find('flan'), null);
  assert.equal(catalogue.find('gateau-fraises-8p'), null);
  assert.equal(catalogue.find('gateau-fraises-6p')?.variant?.price, 1900);
  assert.equal(catalogue.find('galette')?.product.stock, 4, 'a new product comes with its stock');
  assert.deepEqual(paths(await importShop(hub, file, apply)).length, expected.length, 'and back');
  assert.equal((await stamp()).find('flan')?.product.price, 380);
});

test('an order of products is a difference', async () => {
  const { file } = await aShop();
  const turned = { ...file, products: [...file.products!].reverse() };
  assert.deepEqual(paths(await importShop(hub, turned, apply)), ['changed products']);
  assert.deepEqual(paths(await importShop(hub, turned, look)), []);
});

test('stock stays unless it is asked for', async () => {
  const { id, file } = await aShop();
  const levels = () =>
    forShop(database, id, async (trx) => {
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
  const { file } = await aShop();
  const { shop, name, currency } = file;
  assert.deepEqual(paths(await importShop(hub, { shop, name, currency }, apply)), []);
  assert.deepEqual(paths(await importShop(hub, { shop, name, currency, delivery: { fee: 700 } }, apply)), [
    'changed delivery.fee',
    'removed delivery.free_from',
    'changed delivery.areas',
  ]);
});

test('members are recognised, leave, come back and keep their passwords', async () => {
  const { id, file } = await aShop();
  const [olivia, max] = file.members!;
  const { password, ...known } = olivia!;
  const lea = { name: 'Léa', role: 'staff' as const, phone: '+33633333333' };
  const next = { ...file, members: [{ ...known, name: 'Olivia Roy', phone: '+33644444444' }, lea] };
  assert.deepEqual(paths(await importShop(hub, next, apply)), [
    'changed members[Olivia Roy].name',
    'changed members[Olivia Roy].phone',
    'added members[Léa]',
    'removed members[Max]',
  ]);
  assert.ok(await signInByPassword(hub, olivia!.email!, password!), 'her password was lost');
  const renewed = { ...file, members: [{ ...next.members[0]!, password: 'another-long-word' }, lea, max!] };
  assert.deepEqual(paths(await importShop(hub, renewed, apply)), [
    'changed members[Olivia Roy].password',
    'added members[Max]',
  ]);
  assert.equal(await signInByPassword(hub, olivia!.email!, password!), null);
  assert.ok(await signInByPassword(hub, olivia!.email!, 'another-long-word'));
  const rows = await forShop(database, id, (trx) => trx.selectFrom('member').select('name').execute());
  assert.equal(rows.length, 3, 'the member who came back was made twice');
});

test('two members may exchange their numbers', async () => {
  const { file } = await aShop();
  const [olivia, max] = file.members!;
  const swapped = {
    ...file,
    members: [
      { ...olivia!, phone: max!.phone! },
      { ...max!, phone: olivia!.phone! },
    ],
  };
  await importShop(hub, swapped, apply);
  assert.deepEqual(paths(await importShop(hub, swapped, look)), []);
});

test('a phone that changes hands takes the thread away from its former holder', async () => {
  const { id, file } = await aShop();
  const [olivia, max] = file.members!;
  const memberOfThread = () =>
    forShop(database, id, (trx) => trx.selectFrom('conversation').select('member_id').executeTakeFirstOrThrow());
  await forShop(database, id, async (trx) => {
    const connection = await trx.selectFrom('connection').select('id').executeTakeFirstOrThrow();
    const member = await trx.selectFrom('member').select('id').where('name', '=', 'Max').executeTakeFirstOrThrow();
    await trx
      .insertInto('conversation')
      .values({
        shop_id: id,
        connection_id: connection.id,
        channel: 'whatsapp',
        contact: '33622222222',
        customer_id: null,
        member_id: member.id,
        language: null,
        last_inbound_at: null,
        last_message_id: null,
        bot_off_until: null,
        introduced_at: null,
      })
      .execute();
  });
  await importShop(hub, { ...file, members: [olivia!, { ...max!, role: 'staff' }] }, apply);
  assert.notEqual((await memberOfThread()).member_id, null);
  await importShop(hub, { ...file, members: [olivia!, { ...max!, phone: '+33655555555' }] }, apply);
  assert.equal((await memberOfThread()).member_id, null);
});

test('secrets: absent ones stay, given ones are taken and never shown', async () => {
  const { id, file } = await aShop();
  const connection = { ...file.connections![0]!, access_token: 'token-2' };
  const next = {
    ...file,
    connections: [connection],
    payments: { stripe: { secret_key: 'sk_2' } },
    api_key: 'another-key-0123456789',
  };
  const result = await importShop(hub, next, apply);
  assert.deepEqual(paths(result).slice(0, 4), [
    `changed connections[whatsapp:${(connection as { phone_number_id: string }).phone_number_id}].access_token`,
    `removed connections[email:${file.connections![1]!.channel === 'email' ? file.connections![1]!.address.toLowerCase() : ''}]`,
    'changed payments.stripe.secret_key',
    'changed api_key',
  ]);
  assert.doesNotMatch(JSON.stringify(result), /token-|sk_|another-key/);
  const kept = await forShop(database, id, async (trx) => ({
    connection: await trx
      .selectFrom('connection')
      .selectAll()
      .where('channel', '=', 'whatsapp')
      .executeTakeFirstOrThrow(),
    mail: await trx.selectFrom('connection').select('state').where('channel', '=', 'email').executeTakeFirstOrThrow(),
    keys: await trx.selectFrom('directory').select('key').where('kind', '=', 'api_key').execute(),
  }));
  assert.equal(JSON.parse(hub.sealer.open(kept.connection.secrets_sealed)).access_token, 'token-2');
  assert.equal(kept.mail.state, 'off');
  assert.equal(kept.keys.length, 1);
  const { stripe } = (await shopFacts(hub, id)).settings.payments;
  assert.deepEqual(JSON.parse(hub.sealer.open(stripe!)), { secret_key: 'sk_2', webhook_secret: 'whsec_1' });
  assert.deepEqual(paths(await importShop(hub, next, look)), []);
});

test('a bad file is refused whole, with every fault and its path, and nothing is changed', async () => {
  const { id, file } = await aShop();
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

test('what belongs to another shop is not taken from it', async () => {
  const theirs = await aShop();
  const { file } = await aShop();
  const greedy = { ...file, connections: theirs.file.connections!, api_key: theirs.file.api_key! };
  assert.equal((await refused(importShop(hub, greedy, apply))).length, 3);
  assert.equal((await refused(importShop(hub, { ...greedy, shop: 'not-yet' }, apply))).length, 3);
  assert.equal(await shopOf(hub, 'shop', 'not-yet'), null);
});
