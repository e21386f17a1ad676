/** Numbers under pressure: twenty payments settled at the same time, some of them rolled back. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Ctx } from '../../tools/context.ts';
import { orderById } from '../../tools/orders/read.ts';
import { linkFor } from '../../tools/payments/link.ts';
import { settle } from '../../tools/payments/settle.ts';
import { inShop } from '../../tools/perform.ts';
import { digest } from '../../tools/sealing.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import { startWalk, type Walk } from './walk.ts';

let walk: Walk;
before(async () => {
  // A hub that only serves pages: nothing prints twenty papers meanwhile.
  walk = await startWalk({ more: { ROLE: 'web' } });
});
after(() => walk.close());

const HOW_MANY = 20;

async function context(cause: string): Promise<Ctx> {
  const { hub } = walk.parts;
  const shop = await shopFacts(hub, await walk.shopId('maison'));
  return { hub, shop, actor: { kind: 'provider', provider: 'stripe' }, language: 'fr', cause };
}

/** Confirmed orders of one line each, straight into the tables; their ids. */
async function confirmedOrders(count: number): Promise<number[]> {
  return walk.look('maison', async (trx) => {
    const shop_id = await walk.shopId('maison');
    const at = new Date(walk.parts.hub.now());
    const nobody = { email: null, address: null, language: null, note: null };
    const customer = await trx
      .insertInto('customer')
      .values({ shop_id, name: 'Marie', phone: null, ...nobody })
      .returning('id')
      .executeTakeFirstOrThrow();
    const ids: number[] = [];
    for (let short = 1; short <= count; short++) {
      const { id } = await trx
        .insertInto('orders')
        .values({
          shop_id,
          short,
          number: `2026-${String(short).padStart(4, '0')}`,
          status: 'confirmed',
          channel: 'manual',
          conversation_id: null,
          customer_id: customer.id,
          draft_id: null,
          customer_name: null,
          currency: 'EUR',
          subtotal: 350,
          tax: 18,
          total: 350,
          due_date: null,
          due_time: null,
          fulfilment: null,
          address: null,
          note: null,
          cancel_reason: null,
          created_at: at,
          updated_at: at,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      const line = {
        sku: 'eclair-chocolat',
        name: 'Éclair au chocolat',
        qty: '1',
        unit: 'piece',
        unit_price: 350,
        total: 350,
      };
      await trx
        .insertInto('order_line')
        .values({ shop_id, order_id: id, position: 0, ...line, vat_rate: 550, options: '{}' })
        .execute();
      ids.push(id);
    }
    return ids;
  });
}

test('twenty settlements at once, a third of them failing first: the invoice numbers have no gap', async () => {
  const ids = await confirmedOrders(HOW_MANY);
  const links = await inShop(await context('test'), async (run) => {
    const made = [];
    for (const id of ids) made.push((await linkFor(run, (await orderById(run.trx, id)).order))!);
    return new Map(made.map((link) => [link.order_id, link]));
  });
  const pay = async (orderId: number, attempt: string, fails: boolean) =>
    inShop(await context(`stripe:evt_${orderId}_${attempt}`), async (run) => {
      const link = links.get(orderId)!;
      const money = { provider: 'stripe', ref: `pi_${orderId}`, method: 'card', amount: link.amount, currency: 'EUR' };
      const outcome = await settle(run, link, money);
      if (fails) throw new Error('the process dies before the commit');
      return outcome;
    });
  const outcomes = await Promise.all(
    ids.flatMap((id, at) => {
      if (at % 3 !== 0) return [pay(id, 'one', false), pay(id, 'two', false)];
      return [pay(id, 'one', true).catch((error: Error) => error.message), pay(id, 'two', false)];
    }),
  );
  assert.equal(outcomes.filter((outcome) => outcome === 'settled').length, HOW_MANY);
  await walk.look('maison', async (trx) => {
    const papers = await trx.selectFrom('paper').selectAll().orderBy('id').execute();
    const expected = Array.from({ length: HOW_MANY }, (_, at) => `F-2026-${String(at + 1).padStart(4, '0')}`);
    assert.deepEqual(
      papers.map((paper) => paper.number),
      expected,
    );
    assert.equal(new Set(papers.map((paper) => paper.order_id)).size, HOW_MANY);
    const chain = await trx.selectFrom('ledger').selectAll().orderBy('position').execute();
    assert.equal(chain.length, 2 * HOW_MANY, 'each payment and each paper');
    for (const [at, link] of chain.entries()) {
      assert.equal(link.position, at + 1);
      assert.equal(link.previous_hash, chain[at - 1]?.hash ?? '');
      assert.equal(link.hash, digest(link.previous_hash + link.canonical));
    }
    for (const paper of papers) {
      const link = chain.find(({ kind, ref }) => kind === 'paper' && ref === paper.id);
      assert.deepEqual([link?.canonical, link?.hash], [paper.canonical, paper.hash], paper.number);
    }
    assert.equal((await trx.selectFrom('payment').selectAll().execute()).length, HOW_MANY);
    const open = await trx.selectFrom('orders').select('id').where('payment_status', '!=', 'paid').execute();
    assert.deepEqual(open, []);
  });
});

test('what was issued cannot be changed or taken away', async () => {
  for (const table of ['paper', 'payment', 'journal'] as const) {
    await assert.rejects(
      walk.look('maison', (trx) => trx.deleteFrom(table).execute()),
      /append-only|denied/,
      table,
    );
  }
  const change = walk.look('maison', (trx) => trx.updateTable('paper').set({ total: 1 }).execute());
  await assert.rejects(change, /append-only|denied/);
});
