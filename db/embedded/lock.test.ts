import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { takeLock } from './lock.ts';

const dir = await mkdtemp(join(tmpdir(), 'lock-'));
after(() => rm(dir, { recursive: true, force: true }));

test('a live holder is named, and its release lets the next one in', async () => {
  const file = join(dir, 'live');
  const release = await takeLock(file, './data');
  await assert.rejects(takeLock(file, './data'), {
    message: `./data is in use by another process (${process.pid}): stop it, or use another folder`,
  });
  await release();
  const again = await takeLock(file, './data');
  await again();
  assert.deepEqual(await readdir(dir), [], 'nothing stays behind');
});

test('a number that another program got later, an ended process, a torn file: taken over', async () => {
  const file = join(dir, 'stale');
  const release = await takeLock(file, 'x');
  const mine = await readFile(file, 'utf8');
  await release();
  const ended = spawn('true');
  await once(ended, 'exit');
  const leftovers = [
    JSON.stringify({ ...JSON.parse(mine), started: '1' }),
    JSON.stringify({ ...JSON.parse(mine), pid: ended.pid }),
    '',
    '\0\0\0',
    'null',
  ];
  for (const leftover of leftovers) {
    await writeFile(file, leftover);
    const next = await takeLock(file, 'x');
    assert.equal(JSON.parse(await readFile(file, 'utf8')).pid, process.pid, `over ${leftover}`);
    await next();
  }
});

test('a holder in another container is judged by whether it keeps touching the file', async () => {
  const file = join(dir, 'elsewhere');
  const holder = JSON.stringify({ pid: 1, started: '7', place: 'another boot', host: 'other-machine' });
  await writeFile(file, holder);
  const beat = setInterval(() => void utimes(file, new Date(), new Date()), 200);
  await assert.rejects(takeLock(file, 'x'), /process \(1 on other-machine\)/);
  clearInterval(beat);
  const long = new Date(Date.now() - 120_000);
  await utimes(file, long, long);
  await (await takeLock(file, 'x'))();
});

test('of many that want it at once over a stale lock, exactly one gets it', async () => {
  for (let round = 0; round < 20; round++) {
    const file = join(dir, `race-${round}`);
    await writeFile(file, JSON.stringify({ pid: 1, started: 'long ago', place: '', host: '' }));
    const long = new Date(0);
    await utimes(file, long, long);
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => takeLock(file, 'x')));
    const won = tries.filter((one) => one.status === 'fulfilled');
    assert.equal(won.length, 1);
    await won[0]?.value();
    assert.deepEqual(await readdir(dir), []);
  }
});
