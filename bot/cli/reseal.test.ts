/** A changed SECRET_KEY: both keys are read while secrets are sealed anew, a kill in the middle included. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { forShop } from '../../db/shop.ts';
import { freshUrl } from '../../db/testing/database.ts';
import { providerOf } from '../../tools/payments/providers/index.ts';
import { createSealer } from '../../tools/sealing.ts';
import { createShop } from '../../tools/shops/create.ts';
import { allShops, shopFacts } from '../../tools/shops/facts.ts';
import { parseShopFile } from '../../tools/shops/shop-file.ts';
import { startHub } from '../hub.ts';
import { openLog } from '../log.ts';
import { readSettings } from '../settings.ts';
import { commandLine, processEnvironment } from '../testing/process.ts';
import { aShop } from '../testing/shop.ts';
import { openHubData } from './open-hub.ts';
import { resealCommand } from './reseal.ts';

const OLD = 'the-key-before-0123456789-abcdefghij';
const NEW = 'the-key-after-0123456789-klmnopqrstu';
const RESEAL = fileURLToPath(new URL('./reseal.ts', import.meta.url));

let dir: string;
let url: string;
let drop: () => Promise<void>;
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'reseal-'));
  ({ url, drop } = await freshUrl());
});
after(async () => {
  await drop();
  await rm(dir, { recursive: true, force: true });
});

const envOf = (key: string, former?: string) => ({
  DATABASE_URL: url,
  SECRET_KEY: key,
  ...(former ? { SECRET_KEY_FORMER: former } : {}),
  DATA_DIR: dir,
  PORT: '0',
  DEMO: '0',
  WATCH: '0',
});
const settingsOf = (key: string, former?: string) => readSettings(envOf(key, former), dir);
const log = openLog({ level: 'silent', now: Date.now });
const open = (key: string, former?: string) => openHubData(settingsOf(key, former), log);

async function reseal(key: string, former: string | undefined, ...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const settings = settingsOf(key, former);
  const code = await resealCommand(args, {
    settings,
    open: () => openHubData(settings, log),
    print: (line) => void out.push(line),
    complain: (line) => void err.push(line),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** Every sealed text of every shop. */
async function sealedTexts(): Promise<string[]> {
  const { hub, close } = await open(NEW, OLD);
  try {
    const found = await Promise.all(
      (await allShops(hub)).map(({ id }) =>
        forShop(hub.database, id, async (trx) => {
          const rows = await trx.selectFrom('connection').select(['secrets_sealed', 'facts']).orderBy('id').execute();
          const { settings } = await trx.selectFrom('shop').select('settings').executeTakeFirstOrThrow();
          const payments = Object.values((settings as { payments: Record<string, string> }).payments);
          return [...rows.flatMap((row) => [row.secrets_sealed, row.facts.pin ?? []].flat()), ...payments];
        }),
      ),
    );
    return found.flat();
  } finally {
    await close();
  }
}

test('two shops with secrets of every kind, sealed with the first key, some without a key’s id', async () => {
  const { hub, close } = await open(OLD);
  for (const slug of ['maison', 'ailleurs']) {
    const phoneNumberId = slug === 'maison' ? '100000000000001' : '100000000000002';
    const more = aShop(slug, { phoneNumberId }).connections ?? [];
    const page = slug === 'maison' ? '200000000000001' : '200000000000002';
    const connections = [...more, { channel: 'messenger' as const, page_id: page, access_token: `page of ${slug}` }];
    const id = await createShop(hub, parseShopFile(aShop(slug, { connections })), { demo: false });
    await forShop(hub.database, id!, async (trx) => {
      const row = await trx
        .selectFrom('connection')
        .select(['id', 'secrets_sealed'])
        .where('channel', '=', 'whatsapp')
        .executeTakeFirstOrThrow();
      const facts = JSON.stringify({ waba: '1', pin: hub.sealer.seal('123456') });
      const secrets_sealed = row.secrets_sealed.split('.')[1]!;
      await trx.updateTable('connection').set({ facts, secrets_sealed }).where('id', '=', row.id).execute();
    });
  }
  await close();
});

test('another key alone is refused, in French and English, with what to do', async () => {
  await assert.rejects(open(NEW), /remettez l’ancienne, ou donnez-la dans SECRET_KEY_FORMER[\s\S]*set the former key/);
  assert.equal((await sealedTexts()).length, 8);
});

test('nothing is sealed anew before a hub runs with the new key', async () => {
  const early = await reseal(NEW, OLD);
  assert.equal(early.code, 1);
  assert.match(early.err, /restart it with the new SECRET_KEY/);
  const hub = await startHub(settingsOf(NEW, OLD), log);
  await hub.close();
});

test('killed in the middle it goes on where it was; a hub reads both keys meanwhile; the former one is then not needed', async () => {
  // The lock on one account holds the program at it, with the ones before committed.
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('begin');
  await client.query(`select set_config('app.shop_id', '1', true)`);
  const lock = await client.query(`select id from connection where account = '200000000000001' for update`);
  assert.equal(lock.rowCount, 1);
  const child = spawn(process.execPath, commandLine(RESEAL), {
    cwd: dir,
    env: processEnvironment(envOf(NEW, OLD)),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const ended = once(child, 'exit');
  // Apart: what a transaction reads there once, it reads again.
  const watcher = new pg.Client({ connectionString: url });
  await watcher.connect();
  for (let tries = 0; ; tries++) {
    const { rows } = await watcher.query(`select 1 from pg_stat_activity where datname = current_database()
      and wait_event_type = 'Lock'`);
    if (rows.length > 0) break;
    assert.ok(tries < 1200 && child.exitCode === null, `the program never reached the account: ${said}`);
    await pause(25);
  }
  child.kill('SIGKILL');
  await ended;
  await client.query('rollback');
  await Promise.all([client.end(), watcher.end()]);

  const [before, changed] = [createSealer(OLD), createSealer(NEW)];
  const current = (await sealedTexts()).filter(changed.isCurrent).length;
  assert.equal(current, 2, 'the first account and its PIN');
  await assert.rejects(open(NEW), /le changement de clé n’est pas terminé[\s\S]*not finished/);
  await assert.rejects(open(OLD), /le changement de clé n’est pas terminé/);
  const { hub, close } = await open(NEW, OLD);
  const token = before.sign('pay', [1, 2]);
  assert.deepEqual(hub.sealer.verify('pay', token, 0), [1, 2], 'links that are out still lead somewhere');
  const shop = await shopFacts(hub, (await allShops(hub))[0]!.id);
  assert.ok(providerOf({ hub, shop }, 'stripe'), 'a payment can be asked for');
  await close();

  const done = await reseal(NEW, OLD);
  assert.equal(done.code, 0, done.err);
  assert.match(done.out, /maison: 2 sealed anew, 2 were so already\nailleurs: 4 sealed anew\nEvery stored secret/);
  const all = await sealedTexts();
  assert.ok(all.length === 8 && all.every(changed.isCurrent));
  const plain = all.map((sealed) => changed.open(sealed));
  assert.equal(plain.filter((text) => text === '123456').length, 2);
  assert.ok(plain.some((text) => text.includes('page of ailleurs')));
  assert.match((await reseal(NEW, OLD)).out, /maison: 0 sealed anew, 4 were so already/);
  await (await open(NEW)).close();
  await assert.rejects(open(OLD), /remettez l’ancienne/);
});

test('a key that the hub made itself is changed in its file', async () => {
  const own = await mkdtemp(join(tmpdir(), 'reseal-own-'));
  const made = await freshUrl();
  const settings = readSettings({ DATABASE_URL: made.url, DATA_DIR: own, PORT: '0', DEMO: '0', WATCH: '0' }, own);
  const run = async (...args: string[]) => {
    const said: string[] = [];
    const tell = (line: string) => void said.push(line);
    const around = { settings, open: () => openHubData(settings, log), print: tell, complain: tell };
    return { code: await resealCommand(args, around), said: said.join('\n') };
  };
  try {
    await (await startHub(settings, log)).close();
    const first = await readFile(join(own, 'secret.key'), 'utf8');
    assert.equal((await run('--new')).code, 0);
    assert.equal((await run()).code, 1, 'the hub has to be restarted first');
    await (await startHub(settings, log)).close();
    assert.equal((await run()).code, 0);
    const [now, before] = (await readFile(join(own, 'secret.key'), 'utf8')).split('\n');
    assert.equal(`${before}\n`, first);
    assert.notEqual(now, before);
    assert.equal((await stat(join(own, 'secret.key'))).mode & 0o777, 0o600);
    assert.equal((await run('--old')).code, 2);
  } finally {
    await made.drop();
    await rm(own, { recursive: true, force: true });
  }
  assert.match((await reseal(NEW, OLD, '--new')).err, /SECRET_KEY: set a new one there/);
});
