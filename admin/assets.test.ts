import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ASSETS_VERSION, assetUrl, createAssets } from './assets.ts';

const folder = new URL('./assets/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const names = readdirSync(folder);

test('an asset of the current version is cached for a year, an older address only answered', async () => {
  const app = createAssets();
  const now = await app.request(assetUrl('essai.js').replace('/assets', ''));
  assert.equal(now.status, 200);
  assert.match(now.headers.get('Content-Type') ?? '', /^text\/javascript/);
  assert.match(now.headers.get('Cache-Control') ?? '', /max-age=31536000, immutable/);
  const old = await app.request('/0123456789ab/essai.js');
  assert.equal(old.status, 200);
  assert.equal(old.headers.get('Cache-Control'), 'no-cache');
});

test('only files of the folder are served', async () => {
  for (const name of ['..%2Fassets.ts', 'nothing.css', '__proto__']) {
    assert.equal((await createAssets().request(`/${ASSETS_VERSION}/${name}`)).status, 404, name);
  }
  assert.throws(() => assetUrl('nothing.css'), /no asset nothing\.css/);
});

test('whatever a stylesheet or a script refers to exists', () => {
  for (const name of names.filter((name) => name.endsWith('.css'))) {
    for (const [, file] of read(name).matchAll(/url\("([^"]+)"\)/g)) assert.doesNotThrow(() => assetUrl(file!), name);
  }
  for (const name of names.filter((name) => name.endsWith('.js'))) {
    for (const [, file] of read(name).matchAll(/from '\.\/([^']+)'/g)) assert.doesNotThrow(() => assetUrl(file!), name);
  }
});

test('nothing comes from elsewhere, nothing is written as markup', () => {
  for (const name of names) {
    assert.doesNotMatch(read(name), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/, name);
    assert.doesNotMatch(read(name).replaceAll('http://www.w3.org/2000/svg', ''), /(["'(])(https?:)?\/\/\w/, name);
  }
});
