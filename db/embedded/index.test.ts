import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Embedded, type EmbeddedOptions, startEmbedded } from './index.ts';
import { readPidFile } from './server.ts';

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end().catch(() => undefined);
});

/** A folder only its owner may enter, with a space and an accent in its name. */
async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'données du hub-'));
  endings.push(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

async function start(dataDir: string, more: Partial<EmbeddedOptions> = {}): Promise<Embedded> {
  const embedded = await startEmbedded({ dataDir, log: () => undefined, ...more });
  endings.push(() => embedded.stop());
  return embedded;
}

/** Starts a hub's database in another process, which holds it until killed. */
async function startElsewhere(dataDir: string, wait = true): Promise<ChildProcess> {
  const code = `const { startEmbedded } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
    await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log: () => {} });
    console.log('ready'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  endings.push(() => kill(child));
  if (wait) await once(child.stdout, 'data');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const answers = (url: string) =>
  ask(url, 'select 1').then(
    () => true,
    () => false,
  );

test('a first start makes a durable UTF-8 database that asks for its password, the second finds it again', async () => {
  const dataDir = await folder();
  const first = await start(dataDir);
  assert.equal(first.adopted, false);
  assert.match(first.url, /^postgres:\/\/hub:[\w-]{32}@127\.0\.0\.1:\d+\/hub$/);
  const [facts] = await ask<Record<string, string>>(
    first.url,
    `select current_setting('server_encoding') as encoding, current_setting('fsync') as fsync,
            current_setting('synchronous_commit') as commits, current_setting('listen_addresses') as hosts,
            current_setting('server_version_num')::int >= 180000 as recent, current_user as who,
            lower('ÉCLAIR À L''ŒUF') as lower, 'é' > 'z' as by_code_point`,
  );
  assert.deepEqual(facts, {
    encoding: 'UTF8',
    fsync: 'on',
    commits: 'on',
    hosts: '127.0.0.1',
    recent: true,
    who: 'hub',
    lower: "éclair à l'œuf",
    by_code_point: true,
  });
  await ask(first.url, 'create extension pg_trgm; create extension unaccent; create table cake (name text)');
  const [trigrams] = await ask<{ of: string[] }>(first.url, `select show_trgm('gâté') as of`);
  // Read as g and t with nothing between, it would have 4.
  assert.equal(trigrams?.of.length, 5, 'an accented letter is a letter');
  await ask(first.url, `insert into cake values ('Saint-Honoré')`);
  assert.equal((await stat(join(dataDir, 'pg.password'))).mode & 0o777, 0o600);
  await assert.rejects(ask(first.url.replace(/hub:[^@]+@/, 'hub:wrong@'), 'select 1'), /password/);
  await first.stop();
  assert.equal(await answers(first.url), false);

  const second = await start(dataDir);
  assert.equal(second.adopted, false);
  assert.equal(second.url, first.url);
  assert.deepEqual(await ask(second.url, 'select name from cake'), [{ name: 'Saint-Honoré' }]);
});

test('the server outlives kill -9 of its hub and the next start takes it over', async () => {
  const dataDir = await folder();
  const hub = await startElsewhere(dataDir);
  await assert.rejects(startEmbedded({ dataDir, log: () => undefined }), (error: Error) => {
    assert.match(error.message, new RegExp(`in use by another process \\(${hub.pid}\\)`));
    assert.ok(!error.message.includes('\n'));
    return true;
  });
  const before = await readPidFile(join(dataDir, 'pg'));
  await kill(hub);
  const next = await start(dataDir);
  assert.equal(next.adopted, true);
  assert.deepEqual(await readPidFile(join(dataDir, 'pg')), before);
  await assert.rejects(start(dataDir), new RegExp(`\\(${process.pid}\\)`), 'our own second start is refused too');
  await next.stop();
  assert.equal(await answers(next.url), false);
});

test('what was committed survives kill -9 of the hub and of the server', async () => {
  const dataDir = await folder();
  const hub = await startElsewhere(dataDir);
  const url = `postgres://hub:${(await readFile(join(dataDir, 'pg.password'), 'utf8')).trim()}@127.0.0.1:${(await readFile(join(dataDir, 'pg.port'), 'utf8')).trim()}/hub`;
  await ask(url, 'create table paid (id int); insert into paid values (156)');
  const server = await readPidFile(join(dataDir, 'pg'));
  await kill(hub);
  process.kill(server?.pid ?? 0, 'SIGKILL');
  const next = await start(dataDir);
  assert.equal(next.adopted, false);
  assert.deepEqual(await ask(next.url, 'select id from paid'), [{ id: 156 }]);
});

test('a pid file whose number now belongs to another program does not block the start', async () => {
  const dataDir = await folder();
  const first = await start(dataDir);
  const pidFile = join(dataDir, 'pg', 'postmaster.pid');
  const leftover = await readFile(pidFile, 'utf8');
  await first.stop();
  const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
  endings.push(() => kill(stranger));
  await writeFile(pidFile, leftover.replace(/^\d+/, String(stranger.pid)), { mode: 0o600 });
  const next = await start(dataDir);
  assert.equal(next.adopted, false);
  assert.equal(stranger.exitCode, null, 'the stranger was left alone');
});

test('an initdb killed in the middle is made again', async () => {
  const dataDir = await folder();
  const hub = await startElsewhere(dataDir, false);
  for (;;) {
    const names = await readdir(dataDir);
    const draft = names.find((name) => /^pg\.new-[\w-]+$/.test(name));
    if (draft && (await readdir(join(dataDir, draft))).includes('base')) break;
    await pause(5);
  }
  await kill(hub);
  assert.ok(!(await readdir(dataDir)).includes('pg'));
  const next = await start(dataDir);
  assert.deepEqual(await ask(next.url, 'select 1 as one'), [{ one: 1 }]);
  await next.stop();
  const again = await start(dataDir);
  await again.stop();
  assert.deepEqual(
    (await readdir(dataDir)).filter((name) => name.startsWith('pg.new')),
    [],
  );
});

test('a port taken meanwhile is replaced', async () => {
  const dataDir = await folder();
  const first = await start(dataDir);
  await first.stop();
  const other = createServer().listen(Number(new URL(first.url).port), '127.0.0.1');
  endings.push(async () => other.close());
  await once(other, 'listening');
  const next = await start(dataDir);
  assert.notEqual(next.url, first.url);
  assert.equal(await answers(next.url), true);
});

test('a lost password file is made again, with the server stopped and with it running', async () => {
  const dataDir = await folder();
  const first = await start(dataDir);
  await first.stop();
  await rm(join(dataDir, 'pg.password'));
  const second = await start(dataDir);
  assert.notEqual(second.url, first.url);
  await second.leave();
  await rm(join(dataDir, 'pg.password'));
  const third = await start(dataDir);
  assert.equal(third.adopted, false);
  assert.equal(await answers(third.url), true);
  assert.equal(await answers(second.url), false);
});

test('a folder of another major version is refused in one line and left alone', async () => {
  const dataDir = await folder();
  const first = await start(dataDir);
  await first.stop();
  await writeFile(join(dataDir, 'pg', 'PG_VERSION'), '17\n');
  await assert.rejects(start(dataDir), /was made by PostgreSQL 17 and this is 18\.\d+/);
  await writeFile(join(dataDir, 'pg', 'PG_VERSION'), '18\n');
  await start(dataDir);
});
