/** The same three journeys wherever the data may be: on a PostgreSQL server, with the queue on Redis, in PGlite. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Database, openDatabase, openPool, VALUE_TYPES } from '../../db/database.ts';
import { openPglitePool } from '../../db/pglite/index.ts';
import { service } from '../../db/testing/server.ts';
import { assertSent, assertSettled, traceOf, walkOrder } from './order.ts';
import { openSite, type Site, type SiteOptions, until } from './site.ts';

const postgres = service('postgres');
const redis = service('redis');
// Side by side: a process that was killed is mostly waited for.
describe('the same journeys', { concurrency: 3 }, () => {
  journeys('PostgreSQL 15', postgres.skip, { server: postgres.url });
  journeys('the queue on Redis', redis.skip, { more: { REDIS_URL: redis.skip ? '' : `${redis.url}/8` } });
  journeys('PGlite', false, { server: 'pglite' });
});

function journeys(label: string, skip: string | false, options: SiteOptions): void {
  if (skip) return void test(`journeys on ${label}`, { skip }, () => {});
  describe(`journeys on ${label}`, { concurrency: 1 }, () => {
    let site: Site;
    before(async () => {
      site = await openSite(options);
    });
    after(() => site?.close());

    const quiet = () =>
      until('no work due', async () => /^hub_work_due 0$/m.test(await (await site.request('/metrics')).text()));

    test('the first order', async () => {
      assert.equal(await walkOrder(site, '33644000001'), 1);
      await quiet();
    });

    test('five copies of everything at once', async () => {
      assert.equal(await walkOrder(site, '33644000002', 5), 2);
      await quiet();
    });

    test('killed between the decision and the answer, and again with the paper printed and not kept', async () => {
      const before = site.deaths();
      site.crashAt('turn thought', 2);
      const walking = walkOrder(site, '33644000003');
      await until('its death', () => site.deaths() === before + 1);
      await site.request('/healthz');
      site.crashAt('paper printed');
      assert.equal(await walking, 3);
      await quiet();
      assert.equal(site.deaths(), before + 2);
    });

    test('the API tells the same of each', async () => {
      const { data } = (await (await site.api('/orders')).json()) as {
        data: { number: string; total: number; status: string; payment_status: string }[];
      };
      assert.deepEqual(
        data.map((order) => [order.number, order.total, order.status, order.payment_status]).sort(),
        [1, 2, 3].map((short) => [`2026-000${short}`, 4500, 'confirmed', 'paid']),
      );
      for (const number of ['F-2026-0001', 'F-2026-0002', 'F-2026-0003']) {
        const pdf = await site.api(`/invoices/${number}/pdf`);
        assert.equal(pdf.status, 200);
        assert.equal(
          Buffer.from(await pdf.arrayBuffer())
            .subarray(0, 5)
            .toString(),
          '%PDF-',
        );
      }
    });

    test('each left the same in the database, which is whole after the process has gone', async () => {
      await site.stop();
      const database = await open(site);
      try {
        await assertSettled(database);
        const [first, copied, killed] = [
          await traceOf(database, '33644000001'),
          await traceOf(database, '33644000002'),
          await traceOf(database, '33644000003'),
        ];
        assert.deepEqual(copied.facts, first.facts);
        assert.deepEqual(killed.facts, first.facts);
        for (const trace of [first, copied, killed]) assertSent(site, trace);
      } finally {
        await database.close();
      }
    });
  });
}

/** The site's database, from here. PGlite serves one process: its hub must have ended. */
async function open(site: Site): Promise<Database> {
  const pool = site.databaseUrl.startsWith('pglite:')
    ? await openPglitePool(join(site.dir, site.databaseUrl.slice('pglite:'.length)), { types: VALUE_TYPES })
    : openPool(site.databaseUrl, 2);
  return openDatabase(pool);
}
