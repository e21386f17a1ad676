import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmod, cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { EmbeddedUnavailable, findBinaries, openBinaries } from './binaries.ts';
import { chooseIdentity } from './identity.ts';
import { type EmbeddedOptions, startEmbedded } from './index.ts';

const root = process.getuid?.() === 0;
const rootOnly = { skip: root ? false : 'only root changes who it is' };

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end().catch(() => undefined);
});

/** Where copies for the service user go; what these tests add there is taken away again. */
const COPIES = '/var/lib/quelyos-order-hub';
const copiesBefore = await readdir(COPIES).catch((): string[] => []);
after(async () => {
  for (const name of await readdir(COPIES).catch((): string[] => [])) {
    if (name.startsWith('postgres-') && !copiesBefore.includes(name)) await rm(join(COPIES, name), { recursive: true });
  }
});

/** A DATA_DIR to be, below a folder of that mode. The run's own temporary folder is closed to others, /var/tmp is not. */
async function folder(mode: number): Promise<string> {
  const dir = await mkdtemp(join(mode & 0o001 ? '/var/tmp' : tmpdir(), 'identity-'));
  await chmod(dir, mode);
  endings.push(() => rm(dir, { recursive: true, force: true }));
  return join(dir, 'data');
}

/** Starts, writes or reads one row, stops; returns what is there and the log. */
async function visit(dataDir: string, identity: EmbeddedOptions['identity']) {
  const lines: string[] = [];
  const embedded = await startEmbedded({ dataDir, identity: identity ?? 'auto', log: (line) => lines.push(line) });
  const client = new pg.Client({ connectionString: embedded.url });
  await client.connect();
  try {
    await client.query('create table if not exists visit (who text)');
    await client.query('insert into visit values ($1)', [identity]);
    const { rows } = await client.query<{ who: string }>('select who from visit');
    return { who: rows.map((row) => row.who), said: lines.join('\n') };
  } finally {
    await client.end();
    await embedded.stop();
  }
}

async function movedTo(dataDir: string): Promise<string> {
  const home = (await readFile(join(dataDir, 'pg.location'), 'utf8')).trim();
  endings.push(() => rm(home, { recursive: true, force: true }));
  return home;
}

test(
  'root below a folder only root may enter: a namespace keeps the data there, a service user takes it away',
  rootOnly,
  async () => {
    const dataDir = await folder(0o700);
    await visit(dataDir, 'namespace');
    assert.equal((await stat(join(dataDir, 'pg'))).uid, 0);
    const { who, said } = await visit(dataDir, 'service-user');
    assert.deepEqual(who, ['namespace', 'service-user'], 'the data went along');
    const home = await movedTo(dataDir);
    assert.ok(said.includes(home));
    assert.notEqual((await stat(join(home, 'pg'))).uid, 0);
    assert.equal((await stat(join(home, 'pg'))).mode & 0o777, 0o700);
    assert.ok(!(await readdir(dataDir)).includes('pg'), 'one copy only');
    assert.deepEqual((await visit(dataDir, 'namespace')).who, ['namespace', 'service-user', 'namespace']);
    await rm(home, { recursive: true });
    await assert.rejects(visit(dataDir, 'auto'), /which is gone/, 'never an empty database instead of a lost one');
  },
);

test('root below a folder everyone may enter: the service user works in place', rootOnly, async () => {
  const dataDir = await folder(0o755);
  await visit(dataDir, 'service-user');
  assert.notEqual((await stat(join(dataDir, 'pg'))).uid, 0);
  assert.deepEqual((await visit(dataDir, 'auto')).who, ['service-user', 'auto']);
});

/** Runs a command as root in a user namespace that has every account but allows no further one; null: not possible. */
async function withoutNamespaces(command: string[]): Promise<string | null> {
  const refuse = 'echo 0 > /proc/sys/user/max_user_namespaces; ! unshare --user true 2> /dev/null && exec "$@"';
  // Root's powers in the new namespace come with the first program started after the accounts are mapped.
  const wait = ['/bin/sh', '-c', 'read go; exec "$@"', 'wait'];
  const inside = [...wait, '/bin/sh', '-c', refuse, 'refuse', ...command];
  const child = spawn('unshare', ['--user', '--', ...inside], { stdio: 'pipe' });
  let out = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve).on('error', () => resolve(1)));
  for (const map of ['uid_map', 'gid_map']) {
    for (let tries = 0; tries < 100; tries++) {
      const done = await writeFile(`/proc/${child.pid}/${map}`, '0 0 65536').then(
        () => true,
        () => false,
      );
      if (done) break;
      await pause(10);
    }
  }
  child.stdin.end('go\n');
  return (await ended) === 0 ? out : null;
}

test('where user namespaces are refused, root falls to a service user', rootOnly, async (t) => {
  const dataDir = await folder(0o700);
  const code = `const { startEmbedded } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
    const dataDir = ${JSON.stringify(dataDir)};
    await (await startEmbedded({ dataDir, log: console.log })).stop();
    await startEmbedded({ dataDir, log: console.log, identity: 'namespace' }).catch((e) => console.log(e.name, e.message));`;
  const node = [process.execPath, '--import', 'tsx', '--input-type=module', '-e', code];
  const stdout = await withoutNamespaces(node);
  if (stdout === null) return t.skip('this system does not let us refuse user namespaces');
  const home = await movedTo(dataDir);
  assert.ok(stdout.includes(`in ${home}`), stdout);
  assert.match(stdout, /EmbeddedUnavailable .*user namespace: unshare/);
});

test(
  'a checkout below a folder only root may enter: the service user gets a copy of the programs',
  rootOnly,
  async () => {
    const dataDir = await folder(0o700);
    const installed = await findBinaries(dataDir);
    const hidden = join(dirname(dataDir), 'native');
    await cp(installed.root, hidden, { recursive: true, verbatimSymlinks: true });
    const binaries = await openBinaries(hidden, dataDir);
    for (const _ of ['first', 'second']) {
      const embedded = await startEmbedded({ dataDir, identity: 'service-user', binaries, log: () => undefined });
      await embedded.stop();
    }
    await movedTo(dataDir);
    assert.ok((await readdir(COPIES)).includes(`postgres-${installed.version}`));
  },
);

test('an identity that is not possible is refused with the reason', async () => {
  const binaries = await findBinaries(await folder(0o700));
  if (root) assert.equal((await chooseIdentity('auto', binaries, dirname(await folder(0o700)))).kind, 'namespace');
  else await assert.rejects(chooseIdentity('service-user', binaries, '/'), EmbeddedUnavailable);
});
