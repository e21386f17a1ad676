import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { service } from '../../db/testing/server.ts';
import { inShop } from '../perform.ts';
import { digest } from '../sealing.ts';
import { openTestTrade, TEST_NOW, type TestTrade } from '../testing/trade.ts';
import type { Run } from '../tool.ts';
import { issue, type PaperRow } from './issue.ts';
import type { PaperSnapshot } from './snapshot.ts';
import { aPaper } from './testing-papers.ts';

const postgres = service('postgres');
series('embedded PostgreSQL', false, () => openTestTrade());
series('PostgreSQL 15', postgres.skip, () => openTestTrade(postgres.url));

const YEAR_MS = 366 * 24 * 3_600_000;

function series(label: string, skip: string | false, open: () => Promise<TestTrade>): void {
  if (skip) return void test(`papers on ${label}`, { skip }, () => {});
  describe(`papers on ${label}`, () => {
    let trade: TestTrade;
    let asked = 0;
    before(async () => {
      trade = await open();
    });
    after(() => trade?.close());

    const issueIn = (
      run: Run,
      changes: Parameters<typeof aPaper>[0] = {},
      once = `once:${++asked}`,
    ): Promise<PaperRow> => {
      const { number: _number, ...facts } = aPaper(changes);
      return issue(run, { once, orderId: null, customerId: null, facts });
    };
    const issued = (changes?: Parameters<typeof aPaper>[0], once?: string) =>
      inShop(trade.ctx('test'), (run) => issueIn(run, changes, once));
    const papers = () => trade.query((trx) => trx.selectFrom('paper').selectAll().orderBy('id').execute());

    test('64 at once, a third of them rolled back: numbers without a gap, in the order of the chain', async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 64 }, (_, index) =>
          inShop(trade.ctx(`order:${index}`), async (run) => {
            const paper = await issueIn(run, { kind: index % 2 ? 'invoice' : 'deposit' });
            if (index % 3 === 0) throw new Error('the payment did not commit');
            return paper.number;
          }),
        ),
      );
      const numbers = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      assert.equal(numbers.length, 42);
      const expected = Array.from({ length: 42 }, (_, index) => `F-2026-${String(index + 1).padStart(4, '0')}`);
      assert.deepEqual([...numbers].sort(), expected);
      assert.deepEqual(
        (await papers()).map(({ number }) => number),
        expected,
        'older papers have lower numbers',
      );
      assert.deepEqual(faultsOf(await papers()), []);
    });

    test('facts that do not add up take no number', async () => {
      const before = (await papers()).length;
      const { number: _number, ...facts } = aPaper();
      const wrong = { ...facts, totals: { ...facts.totals, gross: facts.totals.gross + 1 } };
      const issuing = inShop(trade.ctx('wrong'), (run) =>
        issue(run, { once: 'wrong', orderId: null, customerId: null, facts: wrong }),
      );
      await assert.rejects(issuing, { name: 'ZodError' });
      assert.equal((await papers()).length, before);
      assert.equal(last((await issued()).number), before + 1);
    });

    test('the same paper asked for many times at once is issued once', async () => {
      const before = (await papers()).length;
      const same = await Promise.all(Array.from({ length: 10 }, () => issued({}, 'invoice:7')));
      assert.equal(new Set(same.map(({ number }) => number)).size, 1);
      assert.equal((await papers()).length, before + 1);
      assert.equal(last((await issued()).number), before + 2, 'and the repeats took no number');
    });

    test('credit notes and quotes have series of their own, each year begins again, in the shop’s time', async () => {
      const before = (await papers()).length;
      const credit = { kind: 'credit_note' as const, cancels: { number: 'F-2026-0001', issued_at: '2026-11-22' } };
      assert.equal((await issued(credit)).number, 'A-2026-0001');
      assert.equal((await issued({ kind: 'quote' })).number, 'D-2026-0001');
      assert.equal((await issued(credit)).number, 'A-2026-0002');
      // 23:30 UTC of the last day is the new year in Paris.
      trade.clock.now = Date.parse('2026-12-31T23:30:00Z');
      assert.equal((await issued()).number, 'F-2027-0001');
      trade.clock.now = TEST_NOW + YEAR_MS;
      assert.equal((await issued()).number, 'F-2027-0002');
      trade.clock.now = TEST_NOW;
      assert.equal(last((await issued()).number), before + 1, 'the former year goes on where it was');
      assert.deepEqual(faultsOf(await papers()), []);
    });

    test('numbers and dates rise together, at midnight and when the clock is set back', async () => {
      const midnight = Date.parse('2026-11-29T23:00:00Z');
      const due = { paid: 0, due_on: '2026-11-29' };
      // One that began before midnight gets its number after one that began later.
      trade.clock.now = midnight + 100;
      const first = await issued();
      trade.clock.now = midnight - 100;
      const second = await issued(due);
      // An hour that comes twice; a day set back.
      trade.clock.now = midnight - 24 * 3_600_000;
      const third = await issued();
      trade.clock.now = midnight + 3_600_000;
      const fourth = await issued();
      const said = [first, second, third, fourth].map((row) => JSON.parse(row.canonical) as PaperSnapshot);
      assert.deepEqual(
        said.map(({ issued_at }) => issued_at.slice(0, 19)),
        ['2026-11-30T00:00:00', '2026-11-30T00:00:00', '2026-11-30T00:00:00', '2026-11-30T01:00:00'],
      );
      assert.deepEqual(new Set(said.map(({ issued_on }) => issued_on)), new Set(['2026-11-30']));
      assert.equal(said[1]!.due_on, '2026-11-30', 'no last day to pay before the paper itself');
      assert.deepEqual(
        [second, third].map((row) => +row.issued_at),
        [midnight + 100, midnight + 100],
      );
      const chained = await trade.query((trx) =>
        trx
          .selectFrom('ledger')
          .select('at')
          .where('kind', '=', 'paper')
          .where('ref', '>=', first.id)
          .orderBy('ref')
          .execute(),
      );
      assert.deepEqual(
        chained.map(({ at }) => +at),
        said.map((_, n) => (n < 3 ? midnight + 100 : midnight + 3_600_000)),
      );
      trade.clock.now = TEST_NOW;
    });

    test('each shop has its own numbers and its own chain', async () => {
      const other = await trade.addShop({ shop: 'autre', connections: [] });
      const paper = await inShop(trade.ctx('test', { shop: other }), (run) => issueIn(run));
      assert.deepEqual([paper.number, paper.previous_hash], ['F-2026-0001', '']);
    });

    test('what was issued can be neither changed, deleted nor emptied, by the hub or by the owner of the database', async () => {
      const before = await papers();
      await trade.query(async (trx) => {
        const shop = trade.shop.id;
        await sql`insert into paper_file (shop_id, paper_id, mime, filename, bytes, sha256)
          values (${shop}, ${before[0]!.id}, 'application/pdf', 'a.pdf', 'a', 'a')`.execute(trx);
        await sql`insert into customer (shop_id, name) values (${shop}, 'Marie')`.execute(trx);
        await sql`insert into orders (shop_id, short, number, channel, customer_id, currency, subtotal, tax, total, created_at, updated_at)
          select ${shop}, 1, '2026-0001', 'manual', id, 'EUR', 1, 0, 1, now(), now() from customer`.execute(trx);
        await sql`insert into payment (shop_id, order_id, provider, provider_ref, method, amount, currency, at, recorded_by)
          select ${shop}, id, 'stripe', 'a', 'card', 1, 'EUR', now(), '{}' from orders`.execute(trx);
      });
      for (const table of ['paper', 'paper_file', 'journal', 'payment']) {
        const writes = [
          sql`update ${sql.table(table)} set shop_id = shop_id`,
          sql`delete from ${sql.table(table)}`,
          ...(table.startsWith('paper') ? [sql`truncate ${sql.table(table)} cascade`] : []),
        ];
        for (const write of writes) {
          const asHub = trade.query((trx) => write.execute(trx));
          await assert.rejects(asHub, /append-only|permission denied/, `${table}, as the hub`);
          await assert.rejects(write.execute(trade.database.db), /append-only/, `${table}, as the owner`);
        }
      }
      assert.deepEqual(await papers(), before);
    });

    test('tampering behind the triggers’ back shows in the chain', async () => {
      const before = await papers();
      assert.deepEqual(faultsOf(before), []);
      const middle = before[10]!;
      const tampered: [what: string, change: Partial<PaperRow>][] = [
        ['an amount', { canonical: middle.canonical.replace(/"gross":\d+/, '"gross":1') }],
        [
          'its text and hash together',
          sealedAgain({ ...middle, canonical: middle.canonical.replace(/"gross":\d+/, '"gross":1') }),
        ],
        ['the link to the one before', { previous_hash: before[3]!.hash }],
        ['its own hash', { hash: digest('else') }],
      ];
      for (const [what, change] of tampered) {
        assert.notDeepEqual({ ...middle, ...change }, middle, what);
        const papersThen = before.map((paper) => (paper.id === middle.id ? { ...paper, ...change } : paper));
        assert.notDeepEqual(faultsOf(papersThen), [], what);
      }
      assert.notDeepEqual(faultsOf(before.filter(({ id }) => id !== middle.id)), [], 'one taken out');
      assert.notDeepEqual(
        faultsOf([...before.slice(0, 9), before[10]!, before[9]!, ...before.slice(11)]),
        [],
        'two exchanged',
      );
    });

    test('what is kept is the snapshot itself: its number, totals and text agree with the row', async () => {
      for (const paper of await papers()) {
        const snapshot = JSON.parse(paper.canonical) as PaperSnapshot;
        assert.equal(snapshot.number, paper.number);
        assert.equal(snapshot.kind, paper.kind);
        assert.equal(snapshot.totals.gross, paper.total);
        assert.equal(snapshot.currency, paper.currency);
      }
      const events = await trade.query((trx) =>
        trx.selectFrom('journal').select('data').where('event', '=', 'paper.issued').orderBy('id').execute(),
      );
      assert.deepEqual(
        events.map(({ data }) => (data as { number: string }).number),
        (await papers()).map(({ number }) => number),
        'each was journalled in the transaction that issued it',
      );
    });
  });
}

const last = (number: string) => Number(number.slice(-4));

function sealedAgain(paper: PaperRow): PaperRow {
  return { ...paper, hash: digest(paper.previous_hash + paper.canonical) };
}

/** Reads the chain as an auditor would, from the rows alone: each paper seals its text and the one before it. */
function faultsOf(papers: PaperRow[]): string[] {
  return papers.flatMap((paper, index) => {
    const previous = papers[index - 1]?.hash ?? '';
    if (paper.previous_hash !== previous) return [`${paper.number} does not follow the paper before it`];
    return paper.hash === digest(previous + paper.canonical) ? [] : [`${paper.number} is not what was sealed`];
  });
}
