/** Shops that are made at a start: from files, whole or not at all, and once. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { freshUrl } from '../../db/testing/database.ts';
import { aShop } from '../testing/shop.ts';
import { clear, folder, lines, refusal, run } from './program.ts';

after(clear);

test('with faults it is refused whole, each with its path, and nothing is created, of another file neither', async () => {
  const dir = await folder();
  const database = await freshUrl();
  const good = aShop('bonne', { connections: [] });
  const bad = {
    ...aShop('mauvaise', { phoneNumberId: '2' }),
    currency: 'FRF',
    horaires: {},
    products: [
      { ...good.products![0], price: -1 },
      { ...good.products![1], sku: 'a b' },
      good.products![2],
      good.products![2],
    ],
  };
  await writeFile(join(dir, 'bonne.json'), JSON.stringify(good));
  await writeFile(join(dir, 'mauvaise.json'), JSON.stringify(bad));
  await writeFile(join(dir, 'rompue.json'), '{ "shop": ');
  const settings = { PORT: '0', DEMO: '0', DATABASE_URL: database.url };
  const said = await refusal(dir, { ...settings, SHOP: 'bonne.json,mauvaise.json' });
  assert.match(said[0] ?? '', /^cannot start: SHOP .*mauvaise\.json was refused whole:$/);
  for (const path of ['currency', 'products[0].price', 'products[1].sku', 'horaires']) {
    assert.ok(
      said.some((line) => line.includes(path)),
      `${path} is not named:\n${said.join('\n')}`,
    );
  }
  const broken = await refusal(dir, { ...settings, SHOP: 'bonne.json,rompue.json' });
  assert.equal(broken.length, 1);
  assert.match(broken[0]!, /^cannot start: SHOP .*rompue\.json cannot be read: .*JSON/);
  const missing = await refusal(dir, { ...settings, SHOP: 'bonne.json,absente.json' });
  assert.match(missing[0]!, /^cannot start: SHOP .*absente\.json cannot be read: ENOENT/);
  assert.deepEqual(await shopsOf(database.url), []);
  await database.drop();
});

test('a shop that exists is left alone, whatever the file says, and one line says so', async () => {
  const dir = await folder();
  const database = await freshUrl();
  const settings = { PORT: '0', DEMO: '0', DATABASE_URL: database.url, SHOP: 'maison.json' };
  const write = (name: string) => writeFile(join(dir, 'maison.json'), JSON.stringify(aShop('maison', { name })));
  await write('Avant');
  const first = run(dir, settings);
  await first.ready;
  assert.match(first.out() + first.err(), /shop \\?"maison\\?" created from/);
  assert.equal(await first.signal('SIGTERM'), '0');
  await write('Après');
  const second = run(dir, settings);
  await second.ready;
  assert.equal(
    lines(second.out() + second.err()).filter((line) => /exists already and is left alone/.test(line)).length,
    1,
  );
  assert.equal(await second.signal('SIGTERM'), '0');
  assert.deepEqual(await shopsOf(database.url), ['Avant']);
  await database.drop();
});

async function shopsOf(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client
    .query<{ name: string }>('select name from shop order by id')
    .finally(() => client.end());
  return rows.map(({ name }) => name);
}
