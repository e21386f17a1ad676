import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readLine } from './cli.ts';
import { compileShop } from './index.ts';

const NOW = '2026-06-03T10:00:00';
const bare = compileShop(null);

test('a line of text without a catalogue is read for dates, numbers and intent', () => {
  const out = readLine(bare, '{"id":"a","text":"bonjour, demain 18h"}', NOW);
  assert.equal(out.id, 'a');
  assert.equal(out.date, '2026-06-04');
  assert.equal(out.time, '18:00');
  assert.deepEqual(out.items, []);
});

test('a member gets a command instead of items', () => {
  const out = readLine(bare, '{"id":"b","text":"liste des clients","speaker":"member"}', NOW);
  assert.equal(out.command, '/client');
  assert.equal('items' in out, false);
});

test('a bad line gives an error with its id, never an exception', () => {
  assert.match(String(readLine(bare, '{oops', NOW).error), /JSON/);
  assert.deepEqual(readLine(bare, '{"id":"c"}', NOW), { id: 'c', error: 'a case needs "turns" or "text"' });
  assert.match(String(readLine(bare, '{"id":"d","text":"x","ref_time":"soon"}', NOW).error), /ISO 8601/);
  assert.match(String(readLine(bare, '{"id":"e","turns":[{"from":"bot","text":"x"}]}', NOW).error), /turns\[0\]/);
});

const program = fileURLToPath(new URL('./start.mjs', import.meta.url));
const aLine = '{"id":"f","text":"demain 18h svp","ref_time":"2026-06-03T10:00"}\n';
const runIn = (root: string) =>
  spawnSync(process.execPath, [join(root, 'flows/understand/start.mjs')], { input: aLine, encoding: 'utf8' });

test('the program reads lines, and says in one line what it cannot use', () => {
  const read = spawnSync(process.execPath, [program], { input: aLine, encoding: 'utf8' });
  assert.equal(read.stderr, '');
  assert.equal(JSON.parse(read.stdout).time, '18:00');
  const refused = spawnSync(process.execPath, [program, '--shop', '/nowhere.json'], { input: aLine, encoding: 'utf8' });
  assert.match(refused.stderr, /^\/nowhere\.json: not a readable shop file .*\n$/);
  assert.equal(refused.status, 1);
});

test('its bundle is kept, follows the sources, and is not needed where nothing can be written', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'reader-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'flows/understand');
  cpSync(dirname(program), folder, { recursive: true });
  mkdirSync(join(root, 'node_modules'));
  for (const name of ['esbuild', '@esbuild'])
    symlinkSync(join(dirname(program), '../../node_modules', name), join(root, 'node_modules', name));
  const cache = join(root, 'node_modules/.cache/order-reader');
  const answer = () => {
    const ran = runIn(root);
    assert.equal(ran.stderr, '');
    return JSON.parse(ran.stdout) as { date: string; intent: string };
  };

  writeFileSync(join(root, 'node_modules/.cache'), 'a file where the cache would be');
  assert.equal(answer().date, '2026-06-04');
  rmSync(join(root, 'node_modules/.cache'));

  assert.equal(answer().date, '2026-06-04');
  const [kept, ...more] = readdirSync(cache);
  assert.ok(kept);
  assert.deepEqual(more, []);
  writeFileSync(join(cache, kept), 'export const main = async () => process.stdout.write(\'{"intent":"kept"}\');');
  assert.equal(answer().intent, 'kept', 'the kept bundle is what runs');

  const source = join(folder, 'cli.ts');
  writeFileSync(source, `${readFileSync(source, 'utf8')}\n// changed\n`);
  assert.equal(answer().date, '2026-06-04', 'a changed source makes another');
  assert.equal(readdirSync(cache).length, 1, 'and the old one goes');

  writeFileSync(source, `import '../elsewhere.ts';\n${readFileSync(source, 'utf8')}`);
  writeFileSync(join(root, 'flows/elsewhere.ts'), 'export {};');
  assert.match(runIn(root).stderr, /imports what is not its own: \.\.\/elsewhere\.ts/);
});
