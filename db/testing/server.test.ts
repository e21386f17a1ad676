import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import pg from 'pg';
import { createDatabase, service, testServer } from './server.ts';

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('databases are copies of their template, apart from each other, and gone when dropped', async () => {
  const template = await createDatabase();
  await ask(template.url, 'create table cake (name text); insert into cake values ($$éclair$$)');
  const name = new URL(template.url).pathname.slice(1);
  const copies = await Promise.all([createDatabase(name), createDatabase(name), createDatabase(name)]);
  await ask(copies[0].url, 'delete from cake');
  assert.deepEqual(await ask(copies[0].url, 'select * from cake'), []);
  assert.deepEqual(await ask(copies[1].url, 'select * from cake'), [{ name: 'éclair' }]);
  const open = new pg.Client({ connectionString: copies[2].url });
  open.on('error', () => undefined);
  await open.connect();
  await Promise.all([template, ...copies].map((one) => one.drop()));
  for (const one of [template, ...copies]) await assert.rejects(ask(one.url, 'select 1'), /does not exist/);
});

test('test files run on their own share one server, even when they start together', async () => {
  const code = `const { testServer } = await import(${JSON.stringify(new URL('./server.ts', import.meta.url).href)});
    console.log(await testServer());`;
  const env = { ...process.env };
  delete env.TEST_DATABASE_URL;
  const runOne = async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    await once(child, 'close');
    return out.trim();
  };
  const [one, two] = await Promise.all([runOne(), runOne()]);
  assert.match(one ?? '', /^postgres:/);
  assert.equal(one, two);
  assert.equal((await ask(one ?? '', 'select 1')).length, 1, 'and it stays up');
});

test('a missing service is a reason to skip, or a failure where services are required', async (t) => {
  const kept = { redis: process.env.TEST_REDIS_URL, required: process.env.REQUIRE_SERVICES };
  t.after(() => {
    for (const [name, value] of [
      ['TEST_REDIS_URL', kept.redis],
      ['REQUIRE_SERVICES', kept.required],
    ] as const) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
  delete process.env.REQUIRE_SERVICES;
  process.env.TEST_REDIS_URL = 'redis://127.0.0.1:1';
  assert.deepEqual(service('redis'), { url: 'redis://127.0.0.1:1', skip: false });
  delete process.env.TEST_REDIS_URL;
  assert.match(service('redis').skip || '', /^no redis/);
  process.env.REQUIRE_SERVICES = '1';
  assert.throws(() => service('redis'), /REQUIRE_SERVICES=1 and no redis/);
  assert.ok(await testServer());
});
