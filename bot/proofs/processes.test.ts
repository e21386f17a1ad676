/** One process for the web and two that work, on one database: the order walks through all of them, and past a death. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Database, openDatabase, openPool } from '../../db/database.ts';
import { service } from '../../db/testing/server.ts';
import { type HubProcess, startHubProcess } from '../testing/process.ts';
import { assertSent, assertSettled, leftOver, type Trace, traceOf, walkOrder } from './order.ts';
import { LATER_MS, openSite, type Site, until } from './site.ts';

const redis = service('redis');
severalProcesses('the queue in PostgreSQL', false, {});
// A database of its own: hubs that share one Redis database would hear each other's bells.
severalProcesses('the queue on Redis', redis.skip, { REDIS_URL: redis.skip ? '' : `${redis.url}/7` });

function severalProcesses(label: string, skip: string | false, more: Record<string, string>): void {
  if (skip) return void test(`several processes, ${label}`, { skip }, () => {});
  describe(`several processes, ${label}`, () => {
    let site: Site;
    let database: Database;
    let workers: HubProcess[];
    let first: Trace;
    before(async () => {
      site = await openSite({ more: { ROLE: 'web', ...more } });
      database = await openDatabase(openPool(site.databaseUrl, 2));
      const env = { ...site.env, ROLE: 'worker', PORT: '0', CLOCK_AHEAD_MS: String(site.now() - Date.now()) };
      workers = await Promise.all([1, 2].map(() => startHubProcess(env, site.dir)));
    });
    after(async () => {
      await Promise.all((workers ?? []).map((worker) => worker.kill()));
      await database?.close();
      await site?.close();
    });

    const settled = () =>
      until('nothing under way', async () => Object.values(await leftOver(database)).every((count) => count === 0));

    test('the first order, from the signed body to the document', async () => {
      assert.equal(await walkOrder(site, '33644000001'), 1);
      await settled();
      first = await traceOf(database, '33644000001');
      assertSent(site, first);
    });

    test('five copies of everything at once leave what one leaves', async () => {
      await walkOrder(site, '33644000002', 5);
      await settled();
      const copied = await traceOf(database, '33644000002');
      assert.deepEqual(copied.facts, first.facts);
      assertSent(site, copied);
    });

    test('a worker that is killed in the middle of a turn is replaced by the one that is left', async () => {
      for (const worker of workers) worker.tell({ crashAt: 'turn thought' });
      const walking = walkOrder(site, '33644000003');
      const died = await Promise.race(workers.map((worker) => worker.ended.then(() => worker)));
      const [left] = workers.filter((worker) => worker !== died);
      assert.ok(left);
      // It must live, and need not wait a minute for the lease of the dead one to end.
      left.tell({ crashAt: 'turn thought', nth: Number.MAX_SAFE_INTEGER, aheadMs: LATER_MS });
      site.hub().tell({ aheadMs: LATER_MS });
      await walking;
      await settled();
      await assertSettled(database);
      const survived = await traceOf(database, '33644000003');
      assert.deepEqual(survived.facts, first.facts);
      assertSent(site, survived);
      assert.deepEqual([first.short, survived.short], [1, 3]);
    });

    test('each stops when it is told to, with nothing left over', async () => {
      const answers = await site.request('/readyz');
      assert.deepEqual(await answers.json(), { database: true, queue: true });
      const alive = await Promise.all(
        workers.map((worker) =>
          Promise.race([worker.ended.then(() => false), fetch(`${worker.url}/readyz`).then(() => true)]).catch(
            () => false,
          ),
        ),
      );
      assert.equal(alive.filter(Boolean).length, 1);
      for (const [index, worker] of workers.entries()) if (alive[index]) await worker.stop();
      await site.stop();
    });
  });
}
