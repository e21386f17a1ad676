import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { auditBooks } from '../books/audit.ts';
import { askingPrint } from '../errands.ts';
import { inShop } from '../perform.ts';
import { openTestTrade, TEST_NOW, type TestTrade } from '../testing/trade.ts';
import type { Run } from '../tool.ts';
import { issue, issueAtCommit } from './issue.ts';
import { aPaper } from './testing-papers.ts';

let trade: TestTrade;
before(async () => {
  trade = await openTestTrade();
});
after(() => trade?.close());

const papers = () => trade.query((trx) => trx.selectFrom('paper').selectAll().orderBy('id').execute());
const errands = () => trade.query((trx) => trx.selectFrom('errand').select('payload').orderBy('id').execute());

/** Leaves a paper to the commit of `run`; step by step where it is refused there. */
async function leave(run: Run, once: string, refused: string[] = []): Promise<void> {
  const { number: _number, ...facts } = aPaper();
  const what = { once, orderId: null, customerId: null, facts: { ...facts, ...dateOf(run.at) } };
  await issueAtCommit(run, what, askingPrint(run, once, { to: 'customer' }), async () => {
    refused.push(once);
    await issue(run, what);
  });
}

const dateOf = (at: number) => {
  const text = new Date(at + 3_600_000).toISOString();
  return { issued_on: text.slice(0, 10), issued_at: `${text.slice(0, 19)}+01:00` };
};

test('many at once, some rolled back: numbers without a gap in the order of the chain, each with what follows it', async () => {
  const refused: string[] = [];
  const outcomes = await Promise.allSettled(
    Array.from({ length: 30 }, (_, index) =>
      inShop(trade.ctx(`order:${index}`), async (run) => {
        await leave(run, `once:${index}`, refused);
        if (index % 3 === 0) throw new Error('the payment did not commit');
      }),
    ),
  );
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 20);
  const rows = await papers();
  const inChain = rows.toSorted((one, other) => (one.number < other.number ? -1 : 1));
  assert.deepEqual(
    inChain.map(({ number }) => number),
    Array.from({ length: 20 }, (_, index) => `F-2026-${String(index + 1).padStart(4, '0')}`),
  );
  for (const [at, row] of inChain.entries()) assert.equal(row.previous_hash, inChain[at - 1]?.hash ?? '');
  const printed = (await errands()).map(({ payload }) => (payload as { paperId: number }).paperId);
  assert.deepEqual(
    printed.sort((a, b) => a - b),
    rows.map(({ id }) => id),
  );
  assert.deepEqual(refused, []);
  assert.equal((await trade.query(auditBooks)).fault, null);
});

test('refused at the commit: issued already, or the number before bears a later date; then it goes step by step', async () => {
  const before = await papers();
  const refused: string[] = [];
  await inShop(trade.ctx('again'), (run) => leave(run, before[0]!.once, refused));
  assert.deepEqual(await papers(), before, 'the same once is the same paper');
  trade.clock.now = TEST_NOW - 60_000;
  await inShop(trade.ctx('back'), (run) => leave(run, 'clock set back', refused));
  trade.clock.now = TEST_NOW;
  const paper = (await papers()).find(({ once }) => once === 'clock set back');
  assert.equal(paper?.issued_at.getTime(), TEST_NOW);
  assert.deepEqual(refused, [before[0]!.once, 'clock set back']);
  assert.equal((await trade.query(auditBooks)).fault, null);
});
