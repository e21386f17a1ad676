import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { EmbeddedUnavailable, findBinaries, openBinaries } from './binaries.ts';

const dir = await mkdtemp(join(tmpdir(), 'binaries-'));
after(() => rm(dir, { recursive: true, force: true }));
const installed = await findBinaries(join(dir, 'unused'));

/** The package as npm leaves it when install scripts are skipped: without its library links. */
async function unlinked(name: string): Promise<string> {
  const root = join(dir, name);
  for (const part of ['bin', 'lib']) await cp(join(installed.root, part), join(root, part), { recursive: true });
  await symlink(join(installed.root, 'share'), join(root, 'share'));
  const listed = await readFile(join(installed.root, 'pg-symlinks.json'), 'utf8');
  await writeFile(join(root, 'pg-symlinks.json'), listed);
  for (const { target } of JSON.parse(listed) as { target: string }[]) {
    await unlink(join(root, 'lib', basename(target)));
  }
  return root;
}

test('library links that a skipped install script did not make are made', async () => {
  const root = await unlinked('native-1');
  await Promise.all([openBinaries(root, join(dir, 'links')), openBinaries(root, join(dir, 'links'))]);
  const found = await openBinaries(root, join(dir, 'links'));
  assert.equal(found.version, installed.version);
  assert.deepEqual(found.env, {});
  assert.ok(!(await readdir(dir)).includes('links'));
});

test('programs that do not load here make the database unavailable, with the reason in one line', async () => {
  const root = await unlinked('native-2');
  await writeFile(join(root, 'pg-symlinks.json'), '[]');
  await assert.rejects(openBinaries(root, join(dir, 'links')), (error: Error) => {
    assert.ok(error instanceof EmbeddedUnavailable);
    assert.match(error.message, /native-2.bin does not run on this system: .*libicu/);
    assert.ok(!error.message.includes('\n'));
    return true;
  });
});
