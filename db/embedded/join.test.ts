import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { startEmbedded } from './index.ts';
import { joinEmbedded } from './join.ts';

test('a command joins the server of a running hub, and finds none before and after', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'join-'));
  try {
    assert.equal(await joinEmbedded(join(dataDir, 'nowhere')), null);
    assert.equal(await joinEmbedded(dataDir), null);
    const embedded = await startEmbedded({ dataDir, log: () => undefined, settings: { fsync: 'off' } });
    try {
      const url = await joinEmbedded(dataDir);
      assert.equal(url, embedded.url);
      const client = new pg.Client({ connectionString: url! });
      await client.connect();
      assert.equal((await client.query('select 1 as one')).rows[0].one, 1);
      await client.end();
    } finally {
      await embedded.stop();
    }
    assert.equal(await joinEmbedded(dataDir), null);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
