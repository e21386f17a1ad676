import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { freshUrl } from '../../db/testing/database.ts';
import { openLog } from '../log.ts';
import { readSettings, type Settings } from '../settings.ts';
import { SECRET_KEY } from '../testing/hub.ts';
import { aShop } from '../testing/shop.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';
import { openHubData } from './open-hub.ts';

let dir: string;
let settings: Settings;
let drop: () => Promise<void>;
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'import-'));
  const made = await freshUrl();
  drop = made.drop;
  settings = readSettings({ DATABASE_URL: made.url, SECRET_KEY, DATA_DIR: dir }, dir);
});
after(async () => {
  await drop();
  await rm(dir, { recursive: true, force: true });
});

const open = () => openHubData(settings, openLog({ level: 'silent', now: settings.now }));

async function run(
  command: 'import' | 'export',
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const print = (line: string) => void out.push(line);
  const complain = (line: string) => void err.push(line);
  const code =
    command === 'import'
      ? await importCommand(args, { open, print, complain })
      : await exportCommand(args, { open, print, note: complain });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

async function fileOf(json: unknown): Promise<string> {
  const path = join(dir, `${Math.random()}.json`);
  await writeFile(path, typeof json === 'string' ? json : JSON.stringify(json));
  return path;
}

test('a shop is shown, created, exported, changed and found as its file says', async () => {
  const shop = aShop('maison');
  const path = await fileOf(shop);
  const first = await run('import', path);
  assert.equal(first.code, 0);
  assert.match(first.out, /does not exist yet: --apply creates it$/);
  assert.equal((await run('export', 'maison')).code, 1);
  assert.match((await run('import', path, '--apply')).out, /shop "maison" created$/);
  assert.equal((await run('import', path, '--apply')).out, 'shop "maison" is as the file says');

  const exported = await run('export', 'maison');
  assert.match(
    exported.err,
    /^left out, because they are secret: the password of Olivia, connections\[0\]\.access_token, .*api_key/,
  );
  const file = JSON.parse(exported.out) as { products: { price: number }[] };
  file.products[0]!.price += 100;
  const changed = await fileOf(file);
  const look = await run('import', changed);
  assert.equal(
    look.out,
    '~ products.gateau-fraises.price: 1800 -> 1900\nshop "maison": 1 difference; --apply makes them so',
  );
  assert.match((await run('import', changed, '--apply')).out, /1 difference, applied$/);
  assert.match((await run('import', path)).out, /1900 -> 1800/);
});

test('what cannot be taken is said with its place, and nothing is changed', async () => {
  const bad = await run('import', await fileOf({ ...aShop('autre'), name: '', colour: 'red' }), '--apply');
  assert.equal(bad.code, 1);
  assert.match(bad.err, /was refused whole, nothing was changed:\n/);
  assert.match(bad.err, /^name: /m);
  assert.match(bad.err, /colour/);
  assert.equal((await run('import', await fileOf('{'))).code, 1);
  assert.match((await run('import', join(dir, 'nowhere.json'))).err, /cannot be read/);
  assert.match((await run('export', 'nobody')).err, /there is no shop "nobody"; there is: maison/);
});

test('a command that is wrong says how it is used', async () => {
  for (const args of [[], ['a.json', 'b.json'], ['a.json', '--force']]) {
    const { code, err } = await run('import', ...args);
    assert.equal(code, 2);
    assert.match(err, /npm run import -- FILE/);
  }
  assert.equal((await run('export')).code, 2);
});
