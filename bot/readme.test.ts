import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '..');
const ROOMS = ['bot', 'flows', 'tools', 'db', 'admin'];
const LONGEST_ROOM_README = 60;

const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const READMES = ['README.md', ...ROOMS.map((room) => `${room}/README.md`)];

/** What stands in backticks, one by one; fenced blocks are commands and data. */
function cited(text: string): string[] {
  return [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map((found) => found[1]!);
}

/** A file or folder of ours: below a room, or a name with an ending we write. `/pay`, `hono/jsx` and data are not. */
const isPath = (name: string) =>
  /^(?:(?:bot|flows|tools|db|admin)\/[\w./-]*|[\w.-]+(?:\/[\w.-]+)*\.(?:tsx?|mjs|js|css|md|yml)|\.env\.example)$/.test(
    name,
  ) || /^(?!data\/)[\w-]+\/$/.test(name);

for (const readme of READMES) {
  test(`${readme} names only what exists`, () => {
    const text = textOf(readme);
    const paths = cited(text).filter(isPath);
    assert.ok(paths.length > 3, 'no path was found in it');
    const images = [...text.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map((found) => found[1]!);
    const home = join(ROOT, dirname(readme));
    const besides = paths.map((path) => (path === 'en.ts' || path === 'ar.ts' ? `tools/texts/${path}` : path));
    const gone = [...besides, ...images].filter(
      (path) => !existsSync(join(ROOT, path)) && !existsSync(join(home, path)),
    );
    assert.deepEqual(gone, []);
  });
}

test('a room is explained on one screen', () => {
  for (const room of ROOMS) {
    const lines = textOf(`${room}/README.md`).trimEnd().split('\n').length;
    assert.ok(lines <= LONGEST_ROOM_README, `${room}/README.md has ${lines} lines`);
  }
});

test('the two commands stand in the README, and every command and setting it names exists', () => {
  const text = textOf('README.md');
  for (const command of ['npm ci && npm start', 'npm ci && npm test'])
    assert.ok(text.includes(`\n${command}\n`), command);
  const { scripts, dependencies, devDependencies } = JSON.parse(textOf('package.json'));
  for (const [, name] of text.matchAll(/npm run (?:--silent )?([\w-]+)/g))
    assert.ok(name! in scripts, `npm run ${name}`);
  const settings = textOf('.env.example');
  for (const name of cited(text).filter((one) => /^[A-Z]+(?:_[A-Z]+)+$/.test(one))) {
    assert.ok(settings.includes(`#${name}=`), `${name} is no setting`);
  }
  const named = cited(text).join(' ');
  const packages = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !name.startsWith('@types/'));
  assert.deepEqual(
    packages.filter((name) => !named.includes(name)),
    [],
    'a dependency without its reason',
  );
});
