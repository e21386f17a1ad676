import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Profile, validateXsd } from '@stackforge-eu/factur-x';
import type { ShopFacts } from '../context.ts';
import { Refusal } from '../errors.ts';
import { creditOrder } from '../invoicing/credit.ts';
import { facturX } from '../invoicing/facturx/cii.ts';
import type { PaperSnapshot } from '../invoicing/snapshot.ts';
import { brokenRules } from '../invoicing/testing-rules.ts';
import { lineTotal } from '../invoicing/vat.ts';
import { insertOrder } from '../orders/place.ts';
import { recordPayment, undoPayment } from '../payments/by-hand.ts';
import { cancelAndRefund } from '../payments/cancel-paid.ts';
import { refundOrder } from '../payments/refund-order.ts';
import { inShop, perform } from '../perform.ts';
import { openTestTrade, type TestTrade } from '../testing/trade.ts';
import type { Tool } from '../tool.ts';
import { auditBooks } from './audit.ts';
import { type ClosureTotals, closeWhatIsOver } from './closures.ts';
import { type ExportKind, exportOf } from './export.ts';
import { fecFaults } from './fec.ts';
import { daysOf } from './sales.ts';

const OWNER = { kind: 'member' as const, memberId: 1, role: 'owner' as const, name: 'Rose' };
const SEED = 20_261_101;
const HOUR = 3_600_000;

/** Whole numbers from 0 below `n`, the same ones on every run (mulberry32). */
function dice(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

const SHOPS = {
  'prices with VAT': {},
  'prices without VAT': { prices: 'excl_vat' as const },
  'the franchise': { legal: { vat_regime: 'franchise' as const } },
};

describe('a month of business comes to the same in the till, the journal, the VAT and the FEC', () => {
  let trade: TestTrade;
  let shop: ShopFacts;
  let causes = 0;
  before(async () => {
    trade = await openTestTrade();
  });
  after(() => trade?.close());
  const ctx = () => trade.ctx(`test:${++causes}`, { shop, actor: OWNER });

  /** Runs a command; whether it was taken. */
  async function act(tool: unknown, input: object): Promise<boolean> {
    try {
      await perform(tool as Tool, ctx(), input);
      return true;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }

  /** A confirmed order of one to five lines, with a reduction now and then. */
  async function anOrder(roll: (n: number) => number): Promise<number> {
    const lines = Array.from({ length: 1 + roll(5) }, (_, at) => {
      const qty = [1, 2, 3, 0.333, 1.5, 12][roll(6)]!;
      const unitPrice = [130, 220, 999, 3290, 1, 0, 2250][roll(7)]!;
      const total = lineTotal(qty, unitPrice);
      const vatRate = [550, 2000, 1000, 210][roll(4)]!;
      return { sku: `A${at}`, name: `Article ${at}`, unit: 'piece', options: {}, qty, vatRate, unitPrice, total };
    });
    return inShop(ctx(), async (run) => {
      const row = { name: `Client ${roll(9)}`, phone: null, email: null, address: null, language: null, note: null };
      const customer = await run.trx
        .insertInto('customer')
        .values({ shop_id: shop.id, ...row })
        .returning('id')
        .executeTakeFirstOrThrow();
      const order = await insertOrder(run, {
        content: { name: null, date: null, time: null, fulfilment: 'pickup', address: null, note: null },
        ...{ lines, customerId: customer.id, conversationId: null, channel: 'manual', draftId: null },
      });
      await run.trx.updateTable('orders').set({ status: 'confirmed' }).where('id', '=', order.id).execute();
      return order.short;
    });
  }

  const rowOf = (short: number) =>
    inShop(ctx(), (run) =>
      run.trx.selectFrom('orders').select(['id', 'version']).where('short', '=', short).executeTakeFirstOrThrow(),
    );
  const seen = async (short: number) => ({ version: (await rowOf(short)).version });
  const lastPayment = async (short: number) => {
    const { id } = await rowOf(short);
    const last = await inShop(ctx(), (run) =>
      run.trx.selectFrom('payment').select('id').where('order_id', '=', id).orderBy('id', 'desc').executeTakeFirst(),
    );
    return { payment: last?.id ?? 1 };
  };

  async function aMonth(roll: (n: number) => number): Promise<void> {
    const shorts: number[] = [];
    const method = () => ['espèces', 'cb', 'virement', 'chèque'][roll(4)]!;
    for (let step = 0; step < 90; step += 1) {
      trade.clock.now += roll(7) * HOUR;
      if (shorts.length === 0 || roll(3) === 0) shorts.push(await anOrder(roll));
      const order = shorts[roll(shorts.length)]!;
      const what = roll(10);
      if (what < 4) await act(recordPayment, { order, text: method() });
      else if (what < 7) await act(recordPayment, { order, text: `${1 + roll(9)},${10 + roll(89)}€ ${method()}` });
      else if (what === 7) await act(creditOrder, { order, text: roll(2) ? '' : `0,${10 + roll(89)}€` });
      else if (what === 8) await act(undoPayment, { order, ...(await lastPayment(order)) });
      else if (roll(2)) await act(refundOrder, { order, text: `0,${10 + roll(89)}€`, ...(await seen(order)) });
      else await act(cancelAndRefund, { order, text: '', ...(await seen(order)) });
    }
  }

  const exported = async (kind: ExportKind, period: string): Promise<string[][]> => {
    const made = await inShop(ctx(), (run) => exportOf(run, kind, daysOf(period)!));
    const text = made?.bytes.toString('utf8') ?? '';
    if (kind === 'fec') assert.deepEqual(fecFaults(text), []);
    const rows = text.split('\r\n').slice(1).filter(Boolean);
    return rows.map((row) => row.split(kind === 'fec' ? '\t' : ';'));
  };
  const cents = (text: string | undefined) => Number((text ?? '0').replace(',', ''));

  for (const [name, changes] of Object.entries(SHOPS)) {
    test(`with ${name}`, async (t) => {
      t.diagnostic(`seed ${SEED}`);
      trade.clock.now = Date.parse('2026-11-01T08:00:00Z');
      const slug = `mois-${++causes}`;
      const legal = {
        ...{ company: 'Lilas & Fils', form: 'EI', siret: '12345678200010', vat_number: 'FR11123456782' },
        ...{ vat_regime: 'standard' as const, rcs: 'Paris 123 456 782' },
        address: { line1: '12 rue des Lilas', postcode: '75011', city: 'Paris', country: 'FR' as const },
      };
      const own = 'legal' in changes ? { legal: { ...legal, ...changes.legal } } : { ...changes, legal };
      shop = await trade.addShop({ shop: slug, members: [], api_key: `a-key-for-the-shop-${slug}`, ...own });
      await aMonth(dice(SEED + causes));
      assert.ok(trade.clock.now < Date.parse('2026-11-30T00:00:00Z'), 'all of it in one month');
      trade.clock.now = Date.parse('2026-12-02T08:00:00Z');
      const closed = await inShop(ctx(), closeWhatIsOver);
      const month = closed.find(({ kind }) => kind === 'month')!;
      const till = JSON.parse(month.canonical) as ClosureTotals & { total: number };
      const days = closed.filter(({ kind }) => kind === 'day');
      assert.equal(
        days.reduce((sum, row) => sum + row.total, 0),
        month.total,
        'days make the month',
      );
      assert.equal(month.perpetual, month.total);

      const papers = await inShop(ctx(), (run) => run.trx.selectFrom('paper').selectAll().orderBy('id').execute());
      const facts = papers.map((row) => JSON.parse(row.canonical) as PaperSnapshot);
      const payments = await inShop(ctx(), (run) => run.trx.selectFrom('payment').select('kind').execute());
      assert.deepEqual([...new Set(payments.map(({ kind }) => kind))].sort(), ['correction', 'payment', 'refund']);
      const kinds = new Set(facts.map(({ kind }) => kind));
      assert.ok(
        ['invoice', 'deposit', 'credit_note'].every((kind) => kinds.has(kind as 'invoice')),
        [...kinds].join(),
      );
      for (const paper of facts.filter(({ kind }) => kind !== 'receipt')) {
        const xml = facturX(paper);
        const ttc = paper.prices === 'incl_vat';
        assert.deepEqual(brokenRules(xml, { ttc, business: false }), [], paper.number);
        assert.deepEqual((await validateXsd(xml, Profile.EN16931)).errors, [], paper.number);
      }

      // Column by column: what each book says of the VAT of each rate.
      const byRate = (rows: [rate: string, vat: number][]) => {
        const sums = new Map<string, number>();
        for (const [rate, vat] of rows) sums.set(rate, (sums.get(rate) ?? 0) + vat);
        return Object.fromEntries([...sums].filter(([, vat]) => vat !== 0).sort());
      };
      const inTill = byRate(till.vat.map(({ rate, vat }) => [String(rate).replace('.', ','), vat]));
      const summary = (await exported('tva', '2026-11')).filter(([rate]) => rate !== 'Total');
      assert.deepEqual(byRate(summary.map((row) => [row[0]!, cents(row[2])])), inTill);
      const journal = await exported('journal', '2026-11');
      assert.deepEqual(byRate(journal.map((row) => [row[5]!, cents(row[7])])), inTill);
      const fec = await exported('fec', '2026-11');
      const leg = (row: string[]) => cents(row[12]) - cents(row[11]);
      const vat = fec.filter((row) => row[4]!.startsWith('44571'));
      assert.deepEqual(byRate(vat.map((row) => [/([\d,]+) %/.exec(row[5]!)![1]!, leg(row)])), inTill);
      const consumers = await exported('ereporting', '2026-11');
      assert.deepEqual(byRate(consumers.map((row) => [row[2]!, cents(row[4])])), inTill);

      // What came in, and what is owed beside it.
      const on = (account: string) => fec.filter((row) => row[4]!.startsWith(account));
      const sum = (rows: string[][]) => rows.reduce((all, row) => all - leg(row), 0);
      assert.equal(sum([...on('5')]), till.total, 'money in the FEC is the till’s');
      const owed = journal.reduce((all, row) => all + cents(row[8]), 0);
      assert.equal(owed - till.total, sum(on('411')), 'what customers owe is what was invoiced less what came in');
      assert.equal(sum(fec), 0);
      assert.equal((await trade.query(async () => inShop(ctx(), (run) => auditBooks(run.trx)))).fault, null);
    });
  }
});
