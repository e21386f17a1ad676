import assert from 'node:assert/strict';
import { freshDatabase } from '../../db/testing/database.ts';
import type { Hub } from '../context.ts';
import { createSealer } from '../sealing.ts';
import { createShop } from './create.ts';
import { DEMO_SHOP } from './demo-shop.ts';
import { BadShopFile, parseShopFile, type ShopFileInput } from './shop-file.ts';

/** A hub on a database of its own, without shops. */
export async function openTestShops(): Promise<{ hub: Hub; close(): Promise<void> }> {
  const database = await freshDatabase();
  const hub: Hub = {
    database,
    now: () => Date.parse('2026-11-22T16:00:00+01:00'),
    ring: () => {},
    sealer: createSealer('a test key of thirty-two characters'),
    publicUrl: 'http://localhost:3000',
    linksOff: null,
  };
  return { hub, close: () => database.close() };
}

let made = 0;

/** A shop with something in every part of its file. */
export function aFile(): ShopFileInput {
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

/** Creates that shop. */
export async function aShop(hub: Hub, file = aFile()): Promise<{ id: number; file: ShopFileInput }> {
  return { id: (await createShop(hub, parseShopFile(file), { demo: false }))!, file };
}

export const look = { apply: false, stock: false };
export const apply = { apply: true, stock: false };

/** The differences in short, such as "changed products.flan.price". */
export const paths = (result: { differences: { path: string; kind: string }[] }) =>
  result.differences.map((one) => `${one.kind} ${one.path}`);

/** The faults a file is refused with. */
export function refused(work: Promise<unknown>): Promise<string[]> {
  return work.then(
    () => assert.fail('was taken'),
    (error: unknown) => {
      assert.ok(error instanceof BadShopFile, String(error));
      return error.faults.map((fault) => `${fault.path}: ${fault.why}`);
    },
  );
}
