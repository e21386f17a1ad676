#!/usr/bin/env node
// npm test: one embedded database for the whole run, the other servers as far as they are found, then node's own
// test runner over every test file. `npm test -- db tools/money` runs the files whose path contains one of the words;
// flags go to node's runner.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

const ROOMS = ['bot', 'flows', 'tools', 'db', 'admin'];
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const flags = process.argv.slice(2).filter((word) => word.startsWith('-'));

const files = ROOMS.flatMap((room) => testsIn(join(root, room)))
  .map((file) => relative(root, file).replaceAll('\\', '/'))
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word.replace(/^\.\//, ''))))
  .sort();
if (files.length === 0) {
  console.error(`no test file matches ${words.join(' ')}`);
  process.exit(1);
}

register();
const { startDatabase, findPostgres, findRedis } = await import('./services.ts');
const { openRun, closeRun } = await import('./folder.ts');

const started = [];
let folder;
let runner;
let interrupted = null;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => {
    interrupted ??= name;
    runner?.kill(name);
    setTimeout(() => runner?.kill('SIGKILL'), 5_000).unref();
  });
}

let code = 1;
try {
  folder = await openRun();
  const env = await prepare();
  if (!interrupted) code = await runTests(env);
} catch (error) {
  console.error(`the test run cannot start: ${error.message}`);
} finally {
  await Promise.allSettled(started.map((service) => service.stop()));
  if (folder) await closeRun(folder).catch((error) => console.error(error.message));
}
process.exit(interrupted === 'SIGINT' ? 130 : interrupted ? 143 : code);

/** Starts and finds the servers, says one line about each, and returns the environment of the tests. */
async function prepare() {
  const env = { ...process.env };
  // Nobody's own settings reach the tests: no real database, key or account.
  for (const name of settings()) delete env[name];
  const [database, postgres, redis] = await Promise.all([
    keep(startDatabase(folder.dir)),
    keep(findPostgres(folder.dir, process.env.DATABASE_URL)),
    keep(findRedis(folder.dir, process.env.REDIS_URL)),
  ]);
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) env[name] = folder.temporary;
  env.TEST_DATABASE_URL = database.url;
  console.log(`database: ${database.says}`);
  for (const [name, variable, found] of [
    ['postgres', 'TEST_PG15_URL', postgres],
    ['redis', 'TEST_REDIS_URL', redis],
  ]) {
    if (found.url) env[variable] = found.url;
    else env[`${variable}_MISSING`] = found.missing;
    console.log(`${name}: ${found.says ?? `skipped what needs it, ${found.missing}`}`);
  }
  return env;
}

async function keep(starting) {
  const service = await starting;
  if (service.stop) started.push(service);
  return service;
}

/** The names in .env.example, where every setting is listed; the browser's path stays, it is this machine's. */
function settings() {
  const file = join(root, '.env.example');
  const listed = (existsSync(file) ? readFileSync(file, 'utf8') : '').matchAll(/^#?\s*([A-Z][A-Z0-9_]+)=/gm);
  return [...listed].map((line) => line[1]).filter((name) => name !== 'CHROME_PATH');
}

function runTests(env) {
  const args = ['--import', 'tsx', '--test', '--test-reporter=spec'];
  args.push(`--test-concurrency=${Math.max(2, availableParallelism())}`, ...flags, ...files);
  return new Promise((done) => {
    runner = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    runner.on('error', (error) => {
      console.error(error.message);
      done(1);
    });
    runner.on('exit', (status) => done(status ?? 1));
  });
}

function testsIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
