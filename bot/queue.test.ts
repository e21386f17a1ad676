import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { openPool } from '../db/database.ts';
import { createDatabase, service } from '../db/testing/server.ts';
import { openLog } from './log.ts';
import { queueContract, type Site, until } from './queue/contract.ts';
import { openQueue, queueDatabaseUrl } from './queue.ts';

const silent = openLog({ level: 'silent' });
const moduleUrl = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
const IMPORTS = `
  import { openPool } from ${moduleUrl('../db/database.ts')};
  import { openQueue } from ${moduleUrl('./queue.ts')};
  import { openLog } from ${moduleUrl('./log.ts')};
  const log = openLog({ level: 'silent' });`;

const postgres = service('postgres');
const redis = service('redis');
let embeddedUrl = '';
let postgresUrl = '';
const endings: (() => Promise<unknown>)[] = [];

before(async () => {
  embeddedUrl = await freshDatabase();
  if (!postgres.skip) postgresUrl = await freshDatabase(postgres.url);
});
after(async () => {
  for (const end of endings.reverse()) await end();
});

async function freshDatabase(server?: string): Promise<string> {
  const database = await createDatabase(undefined, server);
  endings.push(database.drop);
  return database.url;
}

const inDatabase = (poolUrl: () => string): Site => ({
  open: (name) => openQueue({ pool: openPool(poolUrl(), 6), name }, silent),
  opening: (name) => `${IMPORTS}
    const pool = openPool(${JSON.stringify(poolUrl())}, 6);
    const queue = await openQueue({ pool, name: ${JSON.stringify(name)} }, log);`,
});
const onRedis: Site = {
  open: (name) => openQueue({ redisUrl: redis.url, name }, silent),
  opening: (name) => `${IMPORTS}
    const queue = await openQueue({ redisUrl: ${JSON.stringify(redis.url)}, name: ${JSON.stringify(name)} }, log);`,
};

queueContract(
  'queue in the embedded database',
  false,
  inDatabase(() => queueDatabaseUrl(embeddedUrl)),
);
queueContract(
  'queue whose connections cannot carry the schema',
  false,
  inDatabase(() => embeddedUrl),
);
queueContract(
  'queue on PostgreSQL',
  postgres.skip,
  inDatabase(() => queueDatabaseUrl(postgresUrl)),
);
queueContract('queue on Redis', redis.skip, onRedis);

test('several processes opening an empty database at once make the schema once, beside other tables', async (t) => {
  const url = await freshDatabase();
  const plain = openPool(url, 1);
  t.after(() => plain.end());
  await plain.query('create table job (mine int)');
  const queues = await Promise.all(
    Array.from({ length: 4 }, () => openQueue({ pool: openPool(queueDatabaseUrl(url), 3) }, silent)),
  );
  let looks = 0;
  await queues[0]!.work(async () => {
    looks++;
  });
  await queues[3]!.ring([{ bell: { kind: 'turn', shopId: '1', ref: 'a' } }]);
  await until(() => looks === 1);
  for (const queue of queues) await queue.close();
  const left = await plain.query(
    'select (select count(*) from bullmq.job) as jobs, (select count(*) from job) as mine',
  );
  assert.deepEqual(left.rows[0], { jobs: 0, mine: 0 });
});

test('an at read by another clock', async (t) => {
  const ahead = 365 * 24 * 3600_000;
  const now = () => Date.now() + ahead;
  const queue = await openQueue({ pool: openPool(queueDatabaseUrl(embeddedUrl), 4), now, name: randomUUID() }, silent);
  t.after(() => queue.close(300));
  let looks = 0;
  await queue.work(async () => {
    looks++;
  });
  await queue.ring([{ bell: { kind: 'turn', shopId: '1', ref: 'a' }, at: now() + 50 }]);
  await until(() => looks === 1);
});

test('ringing at a store that went away says so in the log and does not fail', async () => {
  const lines: string[] = [];
  const log = openLog({ level: 'warn', pretty: false, write: (line) => void lines.push(line) });
  const pool = openPool(queueDatabaseUrl(embeddedUrl), 4);
  const queue = await openQueue({ pool, name: randomUUID() }, log);
  await pool.end();
  await queue.ring([{ bell: { kind: 'turn', shopId: '1', ref: 'a' } }]);
  assert.equal(await queue.ready(), false);
  assert.match(lines[0] ?? '', /bells lost, the next sweep will find their work/);
});

test('a Redis that does not answer is one clear line, without its password', async () => {
  const opening = openQueue({ redisUrl: 'redis://:s3cret@127.0.0.1:1' }, silent);
  await assert.rejects(opening, (error: Error) => {
    assert.match(error.message, /^REDIS_URL: the server does not answer \(ECONNREFUSED\)$/);
    return true;
  });
});

test('the address of the queue keeps what the database address had', () => {
  assert.equal(
    queueDatabaseUrl('postgres://hub:p%40w@db:5432/hub?sslmode=require&options=-c%20statement_timeout%3D5000'),
    'postgres://hub:p%40w@db:5432/hub?sslmode=require' +
      '&options=-c+statement_timeout%3D5000+-c+search_path%3Dbullmq+-c+synchronous_commit%3Doff',
  );
});
