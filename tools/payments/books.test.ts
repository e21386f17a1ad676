/** The books of orders in dinars: parts, payments by hand, refunds, credit notes, many at once. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Actor, ShopFacts } from '../context.ts';
import { Refusal } from '../errors.ts';
import { creditOrder } from '../invoicing/credit.ts';
import { showInvoice } from '../invoicing/index.ts';
import { insertOrder } from '../orders/place.ts';
import { cancelOrder } from '../orders/steps.ts';
import { restoreStatus } from '../orders/undo.ts';
import { inShop, perform } from '../perform.ts';
import { openTestTrade, type TestTrade, TUNISIAN_GOODS } from '../testing/trade.ts';
import type { Tool } from '../tool.ts';
import { typedAmount } from './amount.ts';
import { recordPayment, undoPayment } from './by-hand.ts';
import { amountDue } from './link.ts';
import { refundOrder } from './refund-order.ts';
import { linkOrder } from './send-link.ts';
import { unpaidOrders } from './unpaid.ts';

const OWNER: Actor = { kind: 'member', memberId: 1, role: 'owner', name: 'Olivia' };
const PRICE = 12_345;
const TOTAL = 3 * PRICE;

describe('money in dinars, three decimals', () => {
  let trade: TestTrade;
  let shop: ShopFacts;
  let causes = 0;
  before(async () => {
    trade = await openTestTrade();
    shop = await trade.addShop({
      shop: 'dar',
      currency: 'TND',
      products: TUNISIAN_GOODS,
      legal: {
        company: 'Dar Lilas',
        matricule_fiscal: '0736202X/A/M/000',
        address: { line1: '12 avenue de Carthage', postcode: '1000', city: 'Tunis', country: 'TN' },
      },
      members: [],
      api_key: 'a-key-for-the-dinar-shop',
    });
  });
  after(() => trade?.close());

  const ctx = (cause = `test:${++causes}`) => trade.ctx(cause, { shop, actor: OWNER });
  const act = (tool: unknown, input: object, cause?: string) => perform(tool as Tool, ctx(cause), input);

  /** A confirmed order of 37,035 DT. */
  async function anOrder(): Promise<number> {
    return inShop(ctx(), async (run) => {
      const customer = await run.trx
        .insertInto('customer')
        .values({ shop_id: shop.id, name: 'Amel', phone: null, email: null, address: null, language: null, note: null })
        .returning('id')
        .executeTakeFirstOrThrow();
      const line = { sku: 'X', name: 'Gâteau', unit: 'piece', vatRate: 1900, options: {} };
      const order = await insertOrder(run, {
        content: { name: 'Amel', date: null, time: null, fulfilment: 'pickup', address: null, note: null },
        lines: [{ ...line, qty: 3, unitPrice: PRICE, total: TOTAL }],
        ...{ customerId: customer.id, conversationId: null, channel: 'manual', draftId: null },
      });
      await run.trx.updateTable('orders').set({ status: 'confirmed' }).where('id', '=', order.id).execute();
      return order.short;
    });
  }
  const rowsOf = (short: number) =>
    inShop(ctx(), async (run) => {
      const order = await run.trx.selectFrom('orders').selectAll().where('short', '=', short).executeTakeFirstOrThrow();
      const payments = await run.trx.selectFrom('payment').selectAll().where('order_id', '=', order.id).execute();
      const papers = await run.trx
        .selectFrom('paper')
        .selectAll()
        .where('order_id', '=', order.id)
        .orderBy('id')
        .execute();
      const links = await run.trx.selectFrom('payment_link').selectAll().where('order_id', '=', order.id).execute();
      return { order, payments, papers, links };
    });

  test('a third by link to the millime, the rest by hand; all of it given back and credited', async () => {
    const short = await anOrder();
    assert.equal((await act(linkOrder, { order: short, text: '33,33%' })).facts.amount, 12_344);
    assert.equal((await rowsOf(short)).links[0]!.amount, 12_344);
    await act(recordPayment, { order: short, text: '12,345 DT espèces' });
    assert.deepEqual(
      [(await rowsOf(short)).order.payment_status, (await rowsOf(short)).order.paid],
      ['partial', 12_345],
    );
    await act(recordPayment, { order: short, text: 'chèque' });
    const asked = await act(refundOrder, { order: short, text: '10,001' });
    const [button] = asked.reply!.choices!;
    assert.match(button!.id, /^\/rembourser \d+ 10,001 v1$/);
    assert.equal((await rowsOf(short)).payments.length, 2, 'nothing before the tap');
    await act(refundOrder, { order: short, text: '10,001', version: 1 });
    await act(refundOrder, { order: short, text: '10,001', version: 1 });
    assert.equal((await rowsOf(short)).order.paid, TOTAL - 10_001, 'the second tap finds a newer version');
    await act(refundOrder, { order: short, text: '', version: 2 });
    const { order, payments, papers } = await rowsOf(short);
    assert.deepEqual([order.payment_status, order.paid], ['refunded', 0]);
    assert.equal(
      payments.reduce((sum, row) => sum + row.amount, 0),
      0,
    );
    assert.deepEqual(
      papers.map((paper) => [paper.kind, paper.total]),
      [
        ['deposit', 12_345],
        ['invoice', TOTAL],
        ['credit_note', 10_001],
        ['credit_note', TOTAL - 10_001],
      ],
    );
  });

  /** Gives an amount back as a member does: asked, then tapped on the version that was shown. */
  const givesBack = async (short: number, text: string) => {
    await act(refundOrder, { order: short, text });
    await act(refundOrder, { order: short, text, version: (await rowsOf(short)).order.version });
  };
  const standing = async (short: number) => {
    const { order } = await rowsOf(short);
    return [order.payment_status, order.paid, amountDue(order)];
  };

  test('paid, a part given back with its credit note: paid; the rest given back too: refunded', async () => {
    const short = await anOrder();
    await act(recordPayment, { order: short, text: 'espèces' });
    await givesBack(short, '10,000');
    assert.deepEqual(await standing(short), ['paid', TOTAL - 10_000, 0]);
    await givesBack(short, '');
    assert.deepEqual(await standing(short), ['refunded', 0, 0]);
  });

  test('a credit note before the last part is paid: what is held is all that is asked for', async () => {
    const short = await anOrder();
    await act(recordPayment, { order: short, text: '24,690 DT' });
    await act(showInvoice, { order: short });
    assert.deepEqual(await standing(short), ['partial', 24_690, PRICE]);
    await act(creditOrder, { order: short, text: '1 gâteau' });
    assert.deepEqual(await standing(short), ['paid', 24_690, 0]);
  });

  test('a deposit given back leaves the order to be paid as a whole; cancelled after that it is refunded', async () => {
    const short = await anOrder();
    await act(recordPayment, { order: short, text: '12 DT' });
    await givesBack(short, '');
    assert.deepEqual(await standing(short), ['unpaid', 0, TOTAL]);
    const cancelled = await act(cancelOrder, { order: short, text: '' });
    assert.equal((await standing(short))[0], 'refunded');
    await act(restoreStatus, cancelled.undo!.input);
    assert.equal((await standing(short))[0], 'unpaid');
  });

  test('paid too much, the rest given back: paid', async () => {
    const short = await anOrder();
    await act(recordPayment, { order: short, text: '40 DT espèces' });
    await givesBack(short, typedAmount(40_000 - TOTAL, 'TND'));
    assert.deepEqual(await standing(short), ['paid', TOTAL, 0]);
    assert.ok(
      (await rowsOf(short)).papers.every((paper) => paper.kind !== 'credit_note'),
      'nothing claimed it',
    );
  });

  test('the same command delivered twice is one payment; taken back twice is one correction', async () => {
    const short = await anOrder();
    const cause = 'turn:same';
    const [first, second] = await Promise.all([
      act(recordPayment, { order: short, text: '5 DT' }, cause),
      act(recordPayment, { order: short, text: '5 DT' }, cause),
    ]);
    assert.deepEqual(first, second);
    assert.equal((await rowsOf(short)).order.paid, 5000);
    await act(undoPayment, first.undo!.input);
    await assert.rejects(act(undoPayment, first.undo!.input), Refusal);
    const { order, payments } = await rowsOf(short);
    assert.deepEqual([order.paid, order.payment_status, payments.length], [0, 'unpaid', 2]);
  });

  test('two members at once take the same money for one order: once', async () => {
    const short = await anOrder();
    const outcomes = await Promise.allSettled([
      act(recordPayment, { order: short, text: 'cb' }),
      act(recordPayment, { order: short, text: 'espèces' }),
    ]);
    assert.deepEqual(outcomes.map((one) => one.status).sort(), ['fulfilled', 'rejected']);
    assert.equal((await rowsOf(short)).order.paid, TOTAL);
  });

  test('twelve credit notes at once, some refused: their series has no gap, nothing is credited twice', async () => {
    const orders: number[] = [];
    for (let index = 0; index < 6; index += 1) orders.push(await anOrder());
    for (const order of orders) await act(recordPayment, { order, text: 'virement' });
    const outcomes = await Promise.allSettled(
      [...orders, ...orders].map((order) => act(creditOrder, { order, text: '2 gâteaux' })),
    );
    assert.equal(outcomes.filter((one) => one.status === 'fulfilled').length, 6, 'the second finds one left only');
    const all = await inShop(ctx(), (run) =>
      run.trx.selectFrom('paper').selectAll().where('kind', '=', 'credit_note').orderBy('id').execute(),
    );
    assert.deepEqual(
      all.map((paper) => paper.number),
      all.map((_, index) => `A-2026-${String(index + 1).padStart(4, '0')}`),
    );
    for (const order of orders) assert.equal((await rowsOf(order)).order.credited, 2 * PRICE);
  });

  test('what was credited is not asked for again', async () => {
    const list = await act(unpaidOrders, {});
    assert.ok(!/refunded/.test(list.reply!.text));
    assert.match(list.reply!.text, /37,035\sDT/);
  });
});
