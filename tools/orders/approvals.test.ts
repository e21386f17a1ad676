import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Actor, ShopFacts } from '../context.ts';
import { inShop, perform } from '../perform.ts';
import { openTestTrade, type TestTrade } from '../testing/trade.ts';
import { type Answer, answered, answersByKind, isSure, kindOf, noteProposal } from './approvals.ts';
import { newOrder } from './new-order.ts';
import { customersNamed } from './orderer.ts';
import { orderByShort } from './read.ts';

let trade: TestTrade;
before(async () => {
  trade = await openTestTrade();
});
after(() => trade.close());

const OWNER: Actor = { kind: 'member', memberId: 1, role: 'owner', name: 'Olivia' };
const line = { sku: 'eclair-chocolat', qty: 3 };
let causes = 0;

/** An order of three éclairs for somebody, put before the members and answered. */
async function proposal(name: string, answer: Answer | null): Promise<void> {
  causes += 1;
  const ctx = trade.ctx(`test:${causes}`, { actor: OWNER });
  const request = { name, lines: [line], date: '2026-11-28' };
  const { facts } = await perform(newOrder, ctx, { request });
  await inShop(ctx, async (run) => {
    const view = await orderByShort(run, facts.order as number);
    assert.equal(kindOf(view), 'single');
    await noteProposal(run, view, null);
    if (answer) await answered(run, view, answer);
  });
}

/** Whether single products would pass in a shop that asks for this share of untouched proposals. */
async function sureAt(confidence: number | undefined): Promise<boolean> {
  const rule = confidence === undefined ? { auto_below: 5000 } : { auto_below: 5000, confidence };
  const shop: ShopFacts = { ...trade.shop, settings: { ...trade.shop.settings, approval: rule } };
  return inShop(trade.ctx('sure', { shop }), (run) => isSure(run, 'single'));
}

test('a kind passes by itself once enough of its proposals were accepted untouched', async () => {
  assert.equal(await sureAt(undefined), true, 'a shop that asks for no confidence');
  assert.equal(await sureAt(0.5), false, 'nothing is known yet');
  for (const name of ['Ana', 'Bob', 'Cléo', 'Dan']) await proposal(name, 'confirmed');
  await proposal('Éva', null);
  assert.equal(await sureAt(0.5), false, 'four answers say too little; one that waits is none');
  await proposal('Fanny', 'refused');
  assert.equal(await sureAt(0.8), true, 'four of five');
  assert.equal(await sureAt(0.81), false);
  const answers = await inShop(trade.ctx('count'), (run) => answersByKind(run));
  assert.deepEqual(answers.single, { total: 5, accepted: 4, changed: 0, refused: 1 });
  trade.clock.now += 91 * 24 * 3_600_000;
  assert.equal(await sureAt(0.5), false, 'old answers no longer count');
  trade.clock.now -= 91 * 24 * 3_600_000;
});

test('a customer is found by name without case, accents or title; a first name alone may be several', async () => {
  const names = (name: string) =>
    inShop(trade.ctx('names'), async (run) => (await customersNamed(run, name)).map((one) => one.name).sort());
  await proposal('Cléo Martin', null);
  assert.deepEqual(await names('cleo'), ['Cléo', 'Cléo Martin']);
  assert.deepEqual(await names('Mme Cleo MARTIN'), ['Cléo Martin']);
  assert.deepEqual(await names('Martin'), ['Cléo Martin']);
  assert.deepEqual(await names('Clé'), []);
  assert.deepEqual(await names('...'), []);
});

test('an order is typed by staff too; a phone that is none, or half a request, leaves nothing behind', async () => {
  const count = () => trade.query(async (trx) => (await trx.selectFrom('customer').select('id').execute()).length);
  const known = await count();
  const ctx = trade.ctx('refused', { actor: { ...OWNER, role: 'staff' } });
  const attempt = (request: object) => perform(newOrder, ctx, { request } as never);
  await assert.rejects(attempt({ name: 'Gus', phone: '12', lines: [line], date: '2026-11-28' }), /téléphone/);
  await assert.rejects(attempt({ name: 'Gus', lines: [line], date: '2026-11-01' }), /déjà passé/);
  await assert.rejects(attempt({ name: 'Gus', lines: [], date: '2026-11-28' }), /produits/);
  await assert.rejects(attempt({ name: 'Gus', lines: [{ sku: 'nope', qty: 1 }], date: '2026-11-28' }), /nope/);
  assert.equal(await count(), known);
});
