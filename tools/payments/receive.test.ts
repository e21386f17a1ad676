/** Which link a provider's news of a payment counts for, and that one payment counts for one order. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { insertOrder } from '../orders/place.ts';
import { inShop } from '../perform.ts';
import { shopFacts } from '../shops/facts.ts';
import { openTestTrade, type TestTrade } from '../testing/trade.ts';
import { linkFor } from './link.ts';
import type { News } from './providers/provider.ts';
import { receiveNews } from './receive.ts';

const PRICE = 2_250;

describe('news of a payment', () => {
  let trade: TestTrade;
  let events = 0;
  before(async () => {
    trade = await openTestTrade();
  });
  after(() => trade?.close());

  /** A confirmed order and its link. */
  const anOrder = () =>
    inShop(trade.ctx(`order:${++events}`), async (run) => {
      const customer = await run.trx
        .insertInto('customer')
        .values({
          ...{ shop_id: run.shop.id, name: 'Claire', phone: null, email: null },
          ...{ address: null, language: null, note: null },
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      const line = { sku: 'X', name: 'Gâteau', unit: 'piece', vatRate: 550, options: {} };
      const placed = await insertOrder(run, {
        content: { name: 'Claire', date: null, time: null, fulfilment: 'pickup', address: null, note: null },
        lines: [{ ...line, qty: 1, unitPrice: PRICE, total: PRICE }],
        ...{ customerId: customer.id, conversationId: null, channel: 'manual', draftId: null },
      });
      await run.trx.updateTable('orders').set({ status: 'confirmed' }).where('id', '=', placed.id).execute();
      const order = await run.trx
        .selectFrom('orders')
        .selectAll()
        .where('id', '=', placed.id)
        .executeTakeFirstOrThrow();
      return { id: order.id, link: (await linkFor(run, order))! };
    });
  /** A provider's page that was opened for a link. */
  const page = (linkId: number, sessionId: string) =>
    inShop(trade.ctx(`page:${++events}`), (run) =>
      run.trx
        .insertInto('payment_session')
        .values({
          ...{ shop_id: run.shop.id, link_id: linkId, provider: 'stripe', count: 1, session_id: sessionId, url: '' },
          ...{ until: new Date(run.at + 3_600_000), opened_at: new Date(run.at) },
        })
        .execute(),
    );
  const tell = (told: { sessionId: string | null; linkId: number | null; ref: string }) => {
    const money = { provider: 'stripe' as const, ref: told.ref, method: 'card', amount: PRICE, currency: 'EUR' };
    const { sessionId, linkId } = told;
    const news: News = {
      eventId: `evt_${++events}`,
      type: 'paid',
      happened: { kind: 'paid', sessionId, linkId, money },
    };
    return receiveNews(trade.ctx(`stripe:${news.eventId}`), 'stripe', news, '{}');
  };
  const stateOf = (id: number) =>
    trade.query(async (trx) => {
      const order = await trx.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      const payments = await trx.selectFrom('payment').selectAll().where('order_id', '=', id).execute();
      const chained = await trx
        .selectFrom('ledger')
        .select('ref')
        .where('kind', '=', 'payment')
        .where('ref', 'in', [0, ...payments.map((payment) => payment.id)])
        .execute();
      return { status: order.payment_status, refs: payments.map((one) => one.provider_ref), chained: chained.length };
    });
  const PAID = (ref: string) => ({ status: 'paid', refs: [ref], chained: 1 });
  const UNPAID = { status: 'unpaid', refs: [], chained: 0 };

  test('the page knows better than the news for which link it was opened', async () => {
    const [named, opened] = [await anOrder(), await anOrder()];
    await page(opened.link.id, 'cs_opened');
    await tell({ sessionId: 'cs_opened', linkId: named.link.id, ref: 'pi_opened' });
    assert.deepEqual(await stateOf(opened.id), PAID('pi_opened'));
    assert.deepEqual(await stateOf(named.id), UNPAID);
  });

  test('a page that was not noted in time counts for the link that the news names; one that names none by its page', async () => {
    const [unnoted, unnamed] = [await anOrder(), await anOrder()];
    await tell({ sessionId: 'cs_unnoted', linkId: unnoted.link.id, ref: 'pi_unnoted' });
    assert.deepEqual(await stateOf(unnoted.id), PAID('pi_unnoted'));
    await page(unnamed.link.id, 'cs_unnamed');
    await tell({ sessionId: 'cs_unnamed', linkId: null, ref: 'pi_unnamed' });
    assert.deepEqual(await stateOf(unnamed.id), PAID('pi_unnamed'));
  });

  test('a payment that another order has already is known', async () => {
    const [first, second] = [await anOrder(), await anOrder()];
    await tell({ sessionId: null, linkId: first.link.id, ref: 'pi_once' });
    await tell({ sessionId: null, linkId: second.link.id, ref: 'pi_once' });
    assert.deepEqual(await stateOf(first.id), PAID('pi_once'));
    assert.deepEqual(await stateOf(second.id), UNPAID);
  });

  test('told for two orders at once it counts for one; told again it is known', async () => {
    const orders = [await anOrder(), await anOrder()];
    const both = () =>
      Promise.allSettled(orders.map(({ link }) => tell({ sessionId: null, linkId: link.id, ref: 'pi_at_once' })));
    await both();
    const again = await both();
    assert.deepEqual(
      again.map(({ status }) => status),
      ['fulfilled', 'fulfilled'],
    );
    const states = await Promise.all(orders.map(({ id }) => stateOf(id)));
    assert.deepEqual(states.map(({ status }) => status).sort(), ['paid', 'unpaid']);
  });

  test('settings that changed are the next request’s; nobody can change what others hold', async () => {
    const before = await shopFacts(trade.hub, trade.shop.id);
    assert.equal((await shopFacts(trade.hub, trade.shop.id)).settings, before.settings);
    assert.throws(() => Object.assign(before.settings.legal, { company: 'Autre' }), TypeError);
    await trade.query(async (trx) => {
      const { settings } = await trx.selectFrom('shop').select('settings').executeTakeFirstOrThrow();
      const changed = JSON.stringify({ ...settings, legal: { ...before.settings.legal, company: 'Autre' } });
      await trx.updateTable('shop').set({ settings: changed }).where('id', '=', trade.shop.id).execute();
    });
    assert.equal((await shopFacts(trade.hub, trade.shop.id)).settings.legal.company, 'Autre');
    assert.notEqual(before.settings.legal.company, 'Autre');
  });
});
