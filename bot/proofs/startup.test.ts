/** The first start on a bare machine, every later one, and the starts that are refused: each in one plain line. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../../db/embedded/cluster.ts';
import { HUB_ROLE } from '../../db/role.ts';
import { createDatabase, testServer } from '../../db/testing/server.ts';
import { clear, folder, type Program, refusal, run } from './program.ts';
import { until } from './site.ts';

after(clear);

describe('with nothing set, on the embedded database', () => {
  let dir = '';
  let settings: Record<string, string> = {};
  let program: Program;
  let cookie = '';
  let secretKey = '';
  before(async () => {
    dir = await folder();
    settings = { PORT: String(await freePort()) };
  });
  after(async () => {
    await program?.signal('SIGTERM');
  });

  const admin = async (url: string, path = '/admin', init: RequestInit = {}) =>
    fetch(`${url}${path}`, { redirect: 'manual', ...init, headers: { cookie, origin: url, ...init.headers } });
  const restarted = async () => {
    program = run(dir, settings);
    return program.ready;
  };

  test('the first start makes the demo shop, says where to go, and is ready', async () => {
    const url = await restarted();
    assert.equal(url, `http://localhost:${settings.PORT}`);
    assert.match(program.out(), /^Quelyos +prêt \(embedded, all\)$/m);
    assert.match(program.out(), new RegExp(`^Essayer +${url}/essai$`, 'm'));
    assert.equal((await fetch(`${url}/readyz`)).status, 200);
    assert.match(await (await fetch(`${url}/essai`)).text(), /Pâtisserie Lilas/);
    assert.equal(program.err(), '');
  });

  test('its one-time link lets the owner in, once', async () => {
    const url = await program.ready;
    const entry = /^Première entrée +.* : http:\/\/localhost:\d+(\/admin\/entrer\/\S+)$/m;
    // The link is made, and printed, after the addresses.
    await until('the one-time link', () => entry.test(program.out()));
    const path = entry.exec(program.out())![1]!;
    const landing = await admin(url, path);
    const form = landing.headers.getSetCookie()[0]!.split(';')[0]!;
    const csrf = /name="csrf" value="([^"]+)"/.exec(await landing.text())?.[1];
    assert.ok(csrf);
    const press = () =>
      admin(url, path, { method: 'POST', body: new URLSearchParams({ csrf }), headers: { cookie: form } });
    const entered = await press();
    assert.equal(entered.status, 303);
    cookie = entered.headers
      .getSetCookie()
      .find((one) => one.startsWith('hub_session='))!
      .split(';')[0]!;
    assert.equal((await admin(url)).status, 200);
    assert.equal((await press()).status, 401);
  });

  test('an order that comes in by the simulator stands in the office', async () => {
    const url = await program.ready;
    const page = await fetch(`${url}/essai`);
    const visitor = page.headers.getSetCookie()[0]!.split(';')[0]!;
    const mark = /"mark":"([^"]+)"/.exec((await page.text()).replaceAll('&quot;', '"'))?.[1];
    const say = {
      phone: 'customer',
      mark,
      id: randomBytes(8).toString('hex'),
      text: 'Bonjour, 3 éclairs au chocolat pour samedi svp',
    };
    const headers = { cookie: visitor, origin: url, 'content-type': 'application/json' };
    const said = await fetch(`${url}/essai/say`, { method: 'POST', headers, body: JSON.stringify(say) });
    assert.equal(said.status, 202, await said.text());
    await until('the order in the office', async () => /clairs? au chocolat/.test(await (await admin(url)).text()));
  });

  test('another process on the same folder is refused in one line that names the first', async () => {
    const [line, ...more] = await refusal(dir, { PORT: '0' });
    assert.match(
      line ?? '',
      /^cannot start: .*data is in use by another process \(\d+\): stop it, or use another folder$/,
    );
    assert.deepEqual(more, []);
  });

  test('it stops when it is told to, and the next start finds everything again', async () => {
    assert.equal(await program.signal('SIGTERM'), '0');
    const url = await restarted();
    assert.doesNotMatch(program.out(), /Première entrée/, 'the shop is made once');
    const office = await admin(url);
    assert.equal(office.status, 200, 'she is still signed in');
    assert.match(await office.text(), /clairs? au chocolat/);
  });

  test('killed, it leaves a database that the next start takes over', async () => {
    await program.signal('SIGKILL');
    const url = await restarted();
    assert.match(program.out() + program.err(), /still running \(process \d+\), taken over/);
    assert.match(await (await admin(url)).text(), /clairs? au chocolat/);
  });

  test('killed while it starts for the first time, it starts the next time', async () => {
    const other = await folder();
    for (const afterMs of [900, 2_500]) {
      const first = run(other, { PORT: '0' });
      await pause(afterMs);
      await first.signal('SIGKILL');
    }
    const second = run(other, { PORT: '0' });
    assert.match(await second.ready, /^http:\/\/localhost:\d+$/);
    assert.equal(await second.signal('SIGTERM'), '0');
  });

  test('another SECRET_KEY than the one it was made with is refused', async () => {
    assert.equal(await program.signal('SIGTERM'), '0');
    secretKey = randomBytes(24).toString('hex');
    const said = await refusal(dir, { ...settings, SECRET_KEY: secretKey });
    assert.equal(said.length, 2, said.join('\n'));
    assert.match(said[0]!, /^cannot start: SECRET_KEY : ce n’est pas celle de cette base/);
    assert.match(said[1]!, /^cannot start: SECRET_KEY: it is not the one this database was made with/);
    assert.ok(!said.join().includes(secretKey));
    await restarted();
  });
});

describe('refused, in one line', { concurrency: 2 }, () => {
  const only = (said: string[]): string => {
    assert.equal(said.length, 1, said.join('\n'));
    return said[0]!;
  };

  test('the port is taken; nothing was made, so a first start on another port is still the first', async (t) => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    t.after(() => taken.close());
    const dir = await folder();
    const { port } = taken.address() as { port: number };
    const line = only(await refusal(dir, { PORT: String(port) }));
    assert.match(line, new RegExp(`^cannot start: PORT ${port} on 127\\.0\\.0\\.1 is taken by another program`));
    assert.deepEqual(await readdir(dir), []);
  });

  test('the database does not answer, does not exist, or does not let us in: which one, never its password', async () => {
    const dir = await folder();
    const nobody = only(await refusal(dir, { PORT: '0', DATABASE_URL: 'postgres://hub:s3cret@127.0.0.1:1/hub' }));
    assert.match(nobody, /^cannot start: DATABASE_URL \(127\.0\.0\.1:1\) cannot be reached: .*ECONNREFUSED/);
    const missing = new URL(await testServer());
    missing.pathname = '/no_such_database';
    const absent = only(await refusal(dir, { PORT: '0', DATABASE_URL: missing.href }));
    assert.match(absent, /cannot be reached: database "no_such_database" does not exist/);
    missing.password = 'wr0ng';
    const locked = only(await refusal(dir, { PORT: '0', DATABASE_URL: missing.href }));
    assert.match(locked, /cannot be reached: password authentication failed/);
    for (const line of [nobody, absent, locked]) assert.doesNotMatch(line, /s3cret|wr0ng/);
  });

  test('settings that cannot be used: each named, with what was expected, never a secret', async () => {
    const said = await refusal(await folder(), {
      ...{ PORT: 'trois', LOG_LEVEL: 'loud', BURST_MS: '-1', PUBLIC_URL: 'hub', NOW: 'demain', DEMO: 'oui' },
      ...{
        SECRET_KEY: 'short',
        DATABASE_URL: 'mysql://u:s3cret@db/hub',
        REDIS_URL: 'http://r:s3cret@cache',
        ROLE: 'boss',
      },
    });
    const names = said.map((line) => /^setting: (\w+): .+, expected \S.*$/.exec(line)?.[1]);
    const expected = [
      'PORT',
      'LOG_LEVEL',
      'BURST_MS',
      'PUBLIC_URL',
      'NOW',
      'DEMO',
      'SECRET_KEY',
      'DATABASE_URL',
      'REDIS_URL',
      'ROLE',
    ];
    assert.deepEqual(names.sort(), expected.sort(), said.join('\n'));
    assert.doesNotMatch(said.join('\n'), /s3cret|short given/);
  });

  test('a login that row security cannot bind: the SQL that mends it', async (t) => {
    const made = await createDatabase();
    const login = `above_${process.pid}_${randomBytes(4).toString('hex')}`;
    const admin = new pg.Client({ connectionString: await testServer() });
    await admin.connect();
    const url = new URL(made.url);
    const name = url.pathname.slice(1);
    t.after(async () => {
      await made.drop();
      await admin.query(`drop role ${login}`);
      await admin.end();
    });
    // Another test's start may have made the hub's role on this server, or not: this login is no member of it.
    await admin.query(`create role ${login} login password 'p' bypassrls; alter database "${name}" owner to ${login}`);
    [url.username, url.password] = [login, 'p'];
    const line = only(await refusal(await folder(), { PORT: '0', DATABASE_URL: url.href }));
    assert.match(line, new RegExp(`CREATE ROLE ${HUB_ROLE} NOLOGIN .*; GRANT ${HUB_ROLE} TO "${login}";`));
    const alter = /or: (ALTER ROLE .*;)$/.exec(line)?.[1];
    assert.ok(alter, line);
    await admin.query(alter);
    const mended = run(await folder(), { PORT: '0', DATABASE_URL: url.href });
    await mended.ready;
    assert.equal(await mended.signal('SIGTERM'), '0');
  });
});
