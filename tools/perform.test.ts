import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import type { Actor } from './context.ts';
import { ask } from './errands.ts';
import { Refusal, type RefusalCode } from './errors.ts';
import { record } from './journal.ts';
import { consult, inShop, perform } from './perform.ts';
import { openTestTrade, type TestTrade } from './testing/trade.ts';
import { defineTool } from './tool.ts';

let trade: TestTrade;
before(async () => {
  trade = await openTestTrade();
});
after(() => trade.close());

const OWNER: Actor = { kind: 'member', memberId: 1, role: 'owner', name: 'Olivia' };
const STAFF: Actor = { kind: 'member', memberId: 2, role: 'staff', name: 'Sami' };
const CUSTOMER: Actor = { kind: 'customer', customerId: 1, conversationId: 1 };

/** A tool that counts its runs and leaves a fact in the journal. */
function counting(fails: (qty: number, runs: number) => Error | null = () => null) {
  const counted = { runs: 0 };
  const tool = defineTool({
    name: 'count',
    says: 'Counts.',
    for: ['member', 'system'],
    roles: ['owner', 'manager'],
    input: z.object({ qty: z.int().positive() }),
    run: async (run, { qty }) => {
      counted.runs += 1;
      await record(run, 'order.placed', null, { qty });
      const failure = fails(qty, counted.runs);
      if (failure) throw failure;
      return { facts: { qty, runs: counted.runs } };
    },
  });
  return { tool, counted };
}

const factsOf = async (cause: string) => {
  const rows = await trade.query((trx) =>
    trx.selectFrom('journal').select('data').where('cause', '=', cause).execute(),
  );
  return rows.map(({ data }) => ({ ...data }));
};
const refused = (code: RefusalCode) => (error: unknown) => error instanceof Refusal && error.code === code;

test('the same cause, tool and input run once; a repeat is told what happened', async () => {
  const { tool, counted } = counting();
  const first = await perform(tool, trade.ctx('turn:1'), { qty: 2 });
  const again = await perform(tool, trade.ctx('turn:1'), { qty: 2 });
  assert.deepEqual(first.facts, { qty: 2, runs: 1 });
  assert.deepEqual(again, first);
  assert.equal(counted.runs, 1);
  assert.deepEqual(await factsOf('turn:1'), [{ qty: 2 }]);
});

test('another input, another cause, another shop: each runs', async () => {
  const { tool, counted } = counting();
  const other = await trade.addShop({ shop: 'autre', connections: [] });
  await perform(tool, trade.ctx('turn:2'), { qty: 1 });
  await perform(tool, trade.ctx('turn:2'), { qty: 2 });
  await perform(tool, trade.ctx('turn:3'), { qty: 1 });
  await perform(tool, trade.ctx('turn:2', { shop: other }), { qty: 1 });
  assert.equal(counted.runs, 4);
});

test('many at once under one cause: one runs, all hear the same', async () => {
  const { tool, counted } = counting();
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => perform(tool, trade.ctx('turn:4'), { qty: 3 })));
  assert.equal(counted.runs, 1);
  assert.equal(new Set(outcomes.map((one) => JSON.stringify(one))).size, 1);
  assert.deepEqual(await factsOf('turn:4'), [{ qty: 3 }]);
});

test('a refusal and a fault leave nothing behind, so that the same cause may try again', async () => {
  const broken = counting((_qty, runs) =>
    runs === 1 ? new Refusal('wrong_state', 'Pas maintenant.') : runs === 2 ? new Error('fault') : null,
  );
  const attempt = () => perform(broken.tool, trade.ctx('turn:5'), { qty: 1 });
  await assert.rejects(attempt(), refused('wrong_state'));
  await assert.rejects(attempt(), /fault/);
  assert.deepEqual(await factsOf('turn:5'), []);
  assert.deepEqual((await attempt()).facts, { qty: 1, runs: 3 });
  assert.deepEqual(await factsOf('turn:5'), [{ qty: 1 }]);
});

test('whoever may not is refused before anything runs, in their language', async () => {
  const { tool, counted } = counting();
  for (const actor of [CUSTOMER, STAFF]) {
    await assert.rejects(perform(tool, trade.ctx('turn:6', { actor }), { qty: 1 }), refused('not_allowed'));
    await assert.rejects(consult(tool, trade.ctx('turn:6', { actor }), { qty: 1 }), refused('not_allowed'));
  }
  assert.equal(counted.runs, 0);
  await perform(tool, trade.ctx('turn:6', { actor: OWNER }), { qty: 1 });
  assert.equal(counted.runs, 1);
});

test('an input that is not what the tool takes is refused, naming the member', async () => {
  const { tool, counted } = counting();
  for (const qty of [0, -1, 1.5, Number.NaN]) {
    await assert.rejects(
      perform(tool, trade.ctx('turn:7'), { qty }),
      (error: Error) => refused('invalid')(error) && /qty/.test(error.message),
    );
  }
  assert.equal(counted.runs, 0);
});

test('consulting records nothing and so runs each time', async () => {
  const { tool, counted } = counting();
  await consult(tool, trade.ctx('turn:8'), { qty: 1 });
  await consult(tool, trade.ctx('turn:8'), { qty: 1 });
  assert.equal(counted.runs, 2);
});

test('bells are rung after the commit, and not at all when there is none', async () => {
  const asking = (cause: string, failure?: Error) =>
    inShop(trade.ctx(cause), async (run) => {
      await ask(run, 'mail', { kind: 'mail', to: 'a@b.example', subject: 's', text: 't' });
      await run.trx.selectFrom('errand').select('id').execute();
      assert.equal(run.bells.length, 1, 'noted with the next statement');
      assert.equal(trade.rung.length, 0, 'nobody may look before the row is there');
      if (failure) throw failure;
    });
  trade.rung.length = 0;
  await assert.rejects(asking('turn:9', new Error('rolled back')), /rolled back/);
  assert.equal(trade.rung.length, 0);
  await asking('turn:9');
  assert.deepEqual(
    [...trade.rung].map(({ work }) => [work.kind, work.shopId]),
    [['errand', trade.shop.id]],
  );
  trade.rung.length = 0;
  await inShop(trade.ctx('turn:9'), async (run) => {
    await ask(run, 'mail', { kind: 'mail', to: 'a@b.example', subject: 's', text: 't' });
  });
  assert.deepEqual(trade.rung, [], 'the same errand of the same cause is asked once');
});
