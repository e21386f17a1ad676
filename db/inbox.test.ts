import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { Database } from './database.ts';
import { keepUnread, type Stored, store, type Woken } from './inbox.ts';
import { forHub, forShop } from './shop.ts';
import { freshDatabase } from './testing/database.ts';
import { fc } from './testing/properties.ts';
import { service } from './testing/server.ts';
import { extend, finish, holds, LONGEST_BURST_MS, take } from './work.ts';

const NOW = Date.parse('2026-11-22T16:00:00Z');
const BURST_MS = 2_500;
const LEASE_MS = 60_000;
const SHOP = 1;

const postgres = service('postgres');
inbox('embedded PostgreSQL', false, freshDatabase);
inbox('PostgreSQL 15', postgres.skip, () => freshDatabase(postgres.url));

function inbox(label: string, skip: string | false, open: () => Promise<Database>): void {
  if (skip) return void test(`the inbox on ${label}`, { skip }, () => {});
  describe(`the inbox on ${label}`, () => {
    let database: Database;
    let connectionId = 0;
    let lanes = 0;
    before(async () => {
      database = await open();
      connectionId = await forShop(database, SHOP, async (trx) => {
        await sql`insert into shop (id, slug, name, currency, timezone, language) overriding system value
          values (${SHOP}, 'shop', 'Shop', 'EUR', 'Europe/Paris', 'fr')`.execute(trx);
        const { rows } = await sql<{ id: number }>`insert into connection (shop_id, channel, account, secrets_sealed)
          values (${SHOP}, 'whatsapp', '1', '') returning id`.execute(trx);
        return rows[0]!.id;
      });
    });
    after(() => database?.close());

    const newLane = () => `${connectionId}:customer-${++lanes}`;
    const row = (lane: string, externalId: string, dueAt: number): Stored => ({
      connectionId,
      lane,
      externalId: `${lane}/${externalId}`,
      kind: 'message',
      at: NOW,
      arrival: { text: externalId },
      dueAt,
    });
    const arrive = async (rows: Stored[], now: number) => {
      const woken: Woken[] = [];
      await forShop(database, SHOP, (trx) => store(trx, SHOP, rows, now, (lanes) => woken.push(...lanes)));
      return woken;
    };
    const kept = async (lane: string) => {
      const rows = await forShop(database, SHOP, (trx) =>
        trx.selectFrom('message').select('arrival').where('lane', '=', lane).orderBy('id').execute(),
      );
      return rows.map(({ arrival }) => (arrival as { text: string }).text);
    };
    const dueOf = async (lane: string) => {
      const found = await take(database, { kind: 'turn', shopId: SHOP, ref: lane }, 0, LEASE_MS);
      return typeof found === 'number' ? found : null;
    };

    test('an arrival is kept once, however often and with whom it comes', async () => {
      const lane = newLane();
      const due = NOW + BURST_MS;
      const bodies = Array.from({ length: 5 }, (_, copy) => [
        row(lane, 'a', due),
        row(lane, copy % 2 ? 'b' : 'c', due),
      ]);
      const woken = await Promise.all(bodies.map((rows) => arrive(rows, NOW)));
      assert.deepEqual((await kept(lane)).sort(), ['a', 'b', 'c']);
      assert.ok(woken.flat().length <= 3, 'a body that brings nothing new wakes nobody');
      assert.deepEqual(await arrive(bodies[0]!, NOW + 9_000), []);
      assert.equal(await dueOf(lane), due, 'a repeat does not push the look back');
      // The same id twice in one body.
      await arrive([row(lane, 'd', due), row(lane, 'd', due)], NOW);
      assert.equal((await kept(lane)).length, 4);
    });

    test('rows and the work that looks at them come in one statement, or not at all', async () => {
      const lane = newLane();
      const lane2 = newLane();
      const woken = await arrive([row(lane, 'a', NOW), row(lane, 'b', NOW + 5), row(lane2, 'a', NOW + 7)], NOW);
      assert.deepEqual(
        woken.sort((a, b) => a.dueAt - b.dueAt),
        [
          { kind: 'turn', ref: lane, dueAt: NOW },
          { kind: 'turn', ref: lane2, dueAt: NOW + 7 },
        ],
      );
      const failing = forShop(database, SHOP, async (trx) => {
        await store(trx, SHOP, [row(lane, 'c', NOW)], NOW, () => {});
        throw new Error('not committed');
      });
      await assert.rejects(failing, /not committed/);
      assert.deepEqual(await kept(lane), ['a', 'b']);
      assert.deepEqual(await arrive([], NOW), []);
    });

    test('what a new row asks for is an errand with its work, once, in the same statement', async () => {
      const lane = newLane();
      const due = NOW + BURST_MS;
      const files = [
        { ...row(lane, 'file', due), errand: 'fetches' },
        { ...row(lane, 'file', due), errand: 'fetches' },
        row(lane, 'words', due),
      ];
      const woken = (await Promise.all([arrive(files, NOW), arrive(files, NOW)])).flat();
      const errand = woken.filter(({ kind }) => kind === 'errand');
      assert.equal(errand.length, 1);
      const { asked, messages } = await forShop(database, SHOP, async (trx) => ({
        asked: await trx.selectFrom('errand').select(['id', 'kind', 'payload']).where('kind', '=', 'fetches').execute(),
        messages: await trx.selectFrom('message').select(['id', 'arrival']).where('lane', '=', lane).execute(),
      }));
      const messageId = messages.find(({ arrival }) => (arrival as { text: string }).text === 'file')!.id;
      assert.deepEqual(
        asked.map(({ payload }) => payload),
        [{ kind: 'fetches', messageId }],
      );
      assert.deepEqual(errand[0], { kind: 'errand', ref: String(asked[0]!.id), dueAt: NOW });
      const work = { kind: 'errand', shopId: SHOP, ref: String(asked[0]!.id) } as const;
      assert.equal(typeof (await take(database, work, NOW, LEASE_MS)), 'object', 'due at once, before the lane is');
      assert.deepEqual(await arrive(files, NOW + 9_000), [], 'a repeat asks for nothing');
    });

    test('words push the look back, at most so far after the first; a tap brings it forward', async () => {
      const lane = newLane();
      const says = async (afterMs: number, urgent = false) => {
        const now = NOW + afterMs;
        const [woken] = await arrive([row(lane, String(afterMs), urgent ? now : now + BURST_MS)], now);
        assert.equal(woken?.dueAt, await dueOf(lane));
        return woken!.dueAt - NOW;
      };
      assert.equal(await says(0), 2_500);
      assert.equal(await says(2_000), 4_500);
      for (let at = 4_000; at < 18_000; at += 2_000) assert.equal(await says(at), at + 2_500);
      assert.equal(await says(18_000), LONGEST_BURST_MS);
      assert.equal(await says(19_500), LONGEST_BURST_MS);
      assert.equal(await says(19_600, true), 19_600);
    });

    test('a tap among words of one body is looked at now; words after a tap do not hold it up', async () => {
      const lane = newLane();
      const [woken] = await arrive([row(lane, 'words', NOW + BURST_MS), row(lane, 'tap', NOW)], NOW);
      assert.equal(woken?.dueAt, NOW);
    });

    test('a burst that follows a look that is still running has a quiet time of its own', async () => {
      const lane = newLane();
      await arrive([row(lane, 'first', NOW)], NOW);
      const lease = await take(database, { kind: 'turn', shopId: SHOP, ref: lane }, NOW, LEASE_MS);
      assert.ok(lease && typeof lease === 'object');
      // The look lasts; what is said 30 s after the first words is not its burst any more.
      const later = NOW + 30_000;
      const [woken] = await arrive([row(lane, 'later', later + BURST_MS)], later);
      assert.equal(woken?.dueAt, later + BURST_MS);
      assert.equal(await forShop(database, SHOP, (trx) => finish(trx, lease)), later + BURST_MS);
    });

    test('whatever order bursts come in, the look is never later than agreed nor before the quiet time', async () => {
      const gaps = fc.array(fc.integer({ min: 0, max: 6_000 }), { minLength: 1, maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(gaps, async (pauses) => {
          const lane = newLane();
          let at = 0;
          let due = 0;
          for (const [index, pauseMs] of pauses.entries()) {
            // Nobody looks in between here, so a pause after the look was due belongs to another burst.
            if (index > 0) at = Math.min(at + pauseMs, due);
            const [woken] = await arrive([row(lane, String(index), NOW + at + BURST_MS)], NOW + at);
            due = woken!.dueAt - NOW;
            assert.equal(due, Math.min(at + BURST_MS, LONGEST_BURST_MS));
          }
        }),
        { numRuns: 12 },
      );
    });

    test('300 arrivals over 3 lanes, drained by many at once: in order, never two at a time, none lost', async () => {
      const mine = [newLane(), newLane(), newLane()];
      const answered = new Map(mine.map((lane) => [lane, [] as string[]]));
      const running = new Map(mine.map((lane) => [lane, 0]));
      let overlaps = 0;
      const drains: Promise<void>[] = [];

      const drain = async (lane: string): Promise<void> => {
        const lease = await take(database, { kind: 'turn', shopId: SHOP, ref: lane }, NOW, LEASE_MS);
        if (lease === null || typeof lease === 'number') return;
        running.set(lane, running.get(lane)! + 1);
        if (running.get(lane)! > 1) overlaps += 1;
        assert.ok(await extend(database, lease, NOW + LEASE_MS));
        const again = await forShop(database, SHOP, async (trx) => {
          if (!(await holds(trx, lease))) return null;
          const rows = await trx
            .selectFrom('message')
            .select(['id', 'arrival'])
            .where('lane', '=', lane)
            .where('state', '=', 'new')
            .orderBy('id')
            .execute();
          const ids = rows.map(({ id }) => id);
          if (ids.length > 0) await trx.updateTable('message').set({ state: 'done' }).where('id', 'in', ids).execute();
          answered.get(lane)!.push(...rows.map(({ arrival }) => (arrival as { text: string }).text));
          running.set(lane, running.get(lane)! - 1);
          return finish(trx, lease);
        });
        if (again !== null) await drain(lane);
      };

      let sent = 0;
      const feeding = mine.map(async (lane) => {
        for (let index = 0; index < 100; index++) {
          await arrive([row(lane, String(index), NOW)], NOW);
          // One in ten comes twice.
          if (index % 10 === 0) await arrive([row(lane, String(index), NOW)], NOW);
          sent += 1;
          drains.push(drain(lane), drain(lane));
        }
      });
      await Promise.all(feeding);
      await Promise.all(drains);
      // A drain that found the lane held left it to its holder, who may have been past its messages: the sweep's part.
      await Promise.all(mine.map(drain));
      assert.equal(sent, 300);
      assert.equal(overlaps, 0);
      for (const lane of mine) {
        assert.deepEqual(
          answered.get(lane),
          Array.from({ length: 100 }, (_, index) => String(index)),
        );
        assert.equal(await dueOf(lane), null, 'no work is left');
      }
    });

    test('a body nobody claims is kept once', async () => {
      const unread = { channel: 'meta', reason: 'no shop', body: '{}', digest: label };
      for (let copy = 0; copy < 3; copy++) await forHub(database, (trx) => keepUnread(trx, unread));
      const rows = await forHub(database, (trx) => trx.selectFrom('unread_body').select(['body', 'reason']).execute());
      assert.deepEqual(
        rows.map((one) => ({ ...one })),
        [{ body: '{}', reason: 'no shop' }],
      );
    });
  });
}
