import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { type Database, openDatabase, VALUE_TYPES } from './database.ts';
import { migrate } from './migrate.ts';
import { openPglitePool } from './pglite/index.ts';
import { forShop } from './shop.ts';
import { freshDatabase } from './testing/database.ts';
import { service } from './testing/server.ts';
import { backlog, extend, finish, holds, type Lease, overdue, postpone, take, type Work, wake } from './work.ts';

const NOW = Date.parse('2026-11-22T16:00:00Z');
const LEASE_MS = 60_000;
const SHOPS = [1, 2];

const postgres = service('postgres');
leases('embedded PostgreSQL', false, freshDatabase);
leases('PostgreSQL 15', postgres.skip, () => freshDatabase(postgres.url));
leases('PGlite', false, async () => {
  const dir = await mkdtemp(join(tmpdir(), 'work-'));
  const database = await openDatabase(await openPglitePool(dir, { types: VALUE_TYPES }));
  await migrate(database.db, database.role);
  const close = async () => {
    await database.close();
    await rm(dir, { recursive: true });
  };
  return { ...database, close };
});

function leases(label: string, skip: string | false, open: () => Promise<Database>): void {
  if (skip) return void test(`work and leases on ${label}`, { skip }, () => {});
  describe(`work and leases on ${label}`, () => {
    let database: Database;
    let refs = 0;
    before(async () => {
      database = await open();
      for (const shop of SHOPS) {
        await forShop(database, shop, (trx) =>
          sql`insert into shop (id, slug, name, currency, timezone, language) overriding system value
            values (${shop}, ${`shop-${shop}`}, 'Shop', 'EUR', 'Europe/Paris', 'fr')`.execute(trx),
        );
      }
    });
    after(() => database?.close());

    /** Work of its own, noted at NOW and due then or later. */
    const noted = async (dueAt = NOW): Promise<Work> => {
      refs += 1;
      const work: Work = { kind: 'turn', shopId: 1, ref: `lane-${refs}` };
      await woken(work, NOW, dueAt);
      return work;
    };
    const woken = (work: Work, now: number, dueAt = now) =>
      forShop(database, work.shopId, (trx) => wake(trx, work, now, dueAt));
    const taken = async (work: Work, now = NOW): Promise<Lease> => {
      const lease = await take(database, work, now, LEASE_MS);
      assert.ok(lease && typeof lease === 'object', `not taken: ${lease}`);
      return lease;
    };
    const finished = (lease: Lease) => forShop(database, lease.shopId, (trx) => finish(trx, lease));
    const held = (lease: Lease) => forShop(database, lease.shopId, (trx) => holds(trx, lease));

    test('work that is due is taken by one of many that try at once; the others learn when to come back', async () => {
      const work = await noted();
      const tries = await Promise.all(Array.from({ length: 12 }, () => take(database, work, NOW, LEASE_MS)));
      const leases = tries.filter((one): one is Lease => typeof one === 'object' && one !== null);
      assert.equal(leases.length, 1);
      assert.deepEqual(new Set(tries.filter((one) => typeof one !== 'object')), new Set([NOW + LEASE_MS]));
      assert.equal(await finished(leases[0]!), null);
      assert.equal(await take(database, work, NOW, LEASE_MS), null, 'nothing is left');
    });

    test('work that is due later is not taken, and says when', async () => {
      const work = await noted(NOW + 2_500);
      assert.equal(await take(database, work, NOW + 2_499, LEASE_MS), NOW + 2_500);
      await taken(work, NOW + 2_500);
    });

    test('a lease that ran out goes to the next, and its former holder can do nothing any more', async () => {
      const work = await noted();
      const first = await taken(work);
      assert.equal(await take(database, work, NOW + LEASE_MS, LEASE_MS), NOW + LEASE_MS);
      const second = await taken(work, NOW + LEASE_MS + 1);
      assert.deepEqual([first.attempts, second.attempts], [1, 2]);
      assert.equal(await held(first), false);
      assert.equal(await held(second), true);
      assert.equal(await extend(database, first, NOW + 2 * LEASE_MS), false);
      await postpone(database, first, NOW + 999_999);
      assert.equal(await finished(first), null);
      assert.equal(await held(second), true, 'nothing of it touched the new holder');
      assert.equal(await finished(second), null);
      assert.equal(await held(second), false);
    });

    test('a lease that is prolonged stays', async () => {
      const work = await noted();
      const lease = await taken(work);
      assert.equal(await extend(database, lease, NOW + 3 * LEASE_MS), true);
      assert.equal(await take(database, work, NOW + 2 * LEASE_MS, LEASE_MS), NOW + 3 * LEASE_MS);
    });

    test('work that was woken while it ran stays, free and without its failures', async () => {
      const work = await noted();
      await taken(work);
      const lease = await taken(work, NOW + LEASE_MS + 1);
      await woken(work, NOW + LEASE_MS + 5);
      assert.equal(await finished(lease), NOW);
      const again = await taken(work, NOW + LEASE_MS + 6);
      assert.equal(again.attempts, 1);
      assert.equal(await finished(again), null);
    });

    test('an end that is rolled back with its result leaves the work held', async () => {
      const work = await noted();
      const lease = await taken(work);
      const failing = forShop(database, 1, async (trx) => {
        await finish(trx, lease);
        throw new Error('the result did not commit');
      });
      await assert.rejects(failing, /did not commit/);
      assert.equal(await held(lease), true);
    });

    test('who holds the lease keeps everybody else out until the transaction ends', async () => {
      const work = await noted();
      const lease = await taken(work);
      const order: string[] = [];
      const settling = forShop(database, 1, async (trx) => {
        assert.ok(await holds(trx, lease));
        order.push('holds');
        const other = take(database, work, NOW + LEASE_MS + 1, LEASE_MS).then((found) => {
          order.push('other');
          return found;
        });
        await finish(trx, lease);
        order.push('finished');
        return { other };
      });
      assert.equal(await (await settling).other, null);
      assert.deepEqual(order, ['holds', 'finished', 'other']);
    });

    test('waking again never makes work later, postponing does', async () => {
      const work = await noted(NOW + 5_000);
      await woken(work, NOW, NOW + 9_000);
      assert.equal(await take(database, work, NOW, LEASE_MS), NOW + 5_000);
      await woken(work, NOW, NOW + 1_000);
      const lease = await taken(work, NOW + 1_000);
      await postpone(database, lease, NOW + 8_000);
      assert.equal(await take(database, work, NOW + 7_999, LEASE_MS), NOW + 8_000);
      assert.equal((await taken(work, NOW + 8_000)).attempts, 2, 'a postponed look was an attempt');
    });

    test('what is due and held by nobody is found across shops, oldest first', async () => {
      for (const work of await overdue(database, Number.MAX_SAFE_INTEGER / 4, 500)) {
        const lease = await take(database, work, Number.MAX_SAFE_INTEGER / 4, LEASE_MS);
        if (lease && typeof lease === 'object') await finished(lease);
      }
      const works: Work[] = [
        { kind: 'deliver', shopId: 2, ref: 'second' },
        { kind: 'errand', shopId: 1, ref: 'third' },
        { kind: 'turn', shopId: 1, ref: 'first' },
        { kind: 'turn', shopId: 2, ref: 'held' },
        { kind: 'turn', shopId: 2, ref: 'later' },
      ];
      const due = [NOW - 20, NOW - 10, NOW - 30, NOW - 40, NOW + 1];
      for (const [index, work] of works.entries()) await woken(work, NOW - 60, due[index]);
      await taken(works[3]!);
      const refs = (found: Work[]) => found.map((work) => work.ref);
      assert.deepEqual(refs(await overdue(database, NOW, 10)), ['first', 'second', 'third']);
      assert.deepEqual((await overdue(database, NOW, 2))[0], works[2]);
      assert.equal((await overdue(database, NOW, 2)).length, 2);
      assert.ok(refs(await overdue(database, NOW + LEASE_MS + 1, 10)).includes('held'), 'a dead process is noticed');
      assert.deepEqual(await backlog(database, NOW), { count: 4, oldest: NOW - 40 });
    });
  });
}
