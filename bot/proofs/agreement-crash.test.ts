/**
 * The process is killed (SIGKILL) between any two steps of a quote's yes, of a change of the confirmed order, of its
 * deposit and of a refund: the same order, papers, money and sentences are left, each once.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Database, openDatabase, openPool } from '../../db/database.ts';
import { forShop } from '../../db/shop.ts';
import { auditBooks } from '../../tools/books/audit.ts';
import type { Step } from '../road/parts.ts';
import { type AgreementTrace, agreementOf, PHASES, type Phase, walkAgreement } from './agreement.ts';
import { assertSent, onlyShop } from './order.ts';
import { openSite, type Site } from './site.ts';

/** What one walk dies of: at most once in each phase. Together every step of each phase that says or moves something. */
type Deaths = Partial<Record<Phase, Step>>;
const DEATHS: Deaths[] = [
  { quote: 'arrivals stored', change: 'turn thought', deposit: 'payment settled', refund: 'payment settled' },
  { quote: 'turn opened', change: 'turn closed', deposit: 'errand leased', refund: 'turn thought' },
  { quote: 'turn thought', change: 'message sent', deposit: 'paper printed', refund: 'turn closed' },
  { quote: 'turn closed', change: 'arrivals stored', deposit: 'errand done', refund: 'errand leased' },
  { quote: 'message claimed', change: 'turn opened', deposit: 'message sent', refund: 'paper printed' },
  { quote: 'message sent', change: 'message claimed', deposit: 'message claimed', refund: 'errand done' },
  { quote: 'message settled', change: 'message settled', deposit: 'message settled', refund: 'message sent' },
];

/** One message of each conversation may be under way when a process dies: the customer's and two members'. */
const UNDER_WAY = 3;
const ROADS = 2;

describe('killed in the middle of an agreement', { concurrency: ROADS }, () => {
  for (let road = 0; road < ROADS; road++) {
    describe(`road ${road + 1}`, { concurrency: 1 }, () => walkTo(DEATHS.filter((_, index) => index % ROADS === road)));
  }
});

function walkTo(all: Deaths[]): void {
  let site: Site;
  let database: Database;
  let undisturbed: AgreementTrace;
  before(async () => {
    site = await openSite({ shop: { deposits: [{ term: 'acompte', percent: 30 }] } });
    database = await openDatabase(openPool(site.databaseUrl, 2));
    await walkAgreement(site, database, customerOf(0));
    undisturbed = await agreementOf(database, customerOf(0));
    assertSent(site, undisturbed);
  });
  after(async () => {
    await database?.close();
    await site?.close();
  });

  test('what is left where nothing dies', () => {
    const { quote, order, payments, refunds, papers } = undisturbed.facts;
    assert.deepEqual(quote, [['accepted', true]]);
    // 30 % of the twelve éclairs of the quote: a change moves what is due at the end.
    const deposit = 1_260;
    assert.deepEqual(
      { ...order, total: 0 },
      // A deposit given back leaves an order that stands to be paid as a whole.
      { status: 'confirmed', payment_status: 'unpaid', total: 0, paid: 0, credited: 0, version: 3 },
    );
    assert.deepEqual(payments, [
      ['stripe', 'payment', deposit],
      ['stripe', 'refund', 0 - deposit],
    ]);
    assert.deepEqual(refunds, [['done', deposit]]);
    assert.deepEqual(
      papers.map(([kind]) => kind),
      ['quote', 'deposit', 'credit_note'],
    );
  });

  for (const [index, deaths] of all.entries()) {
    test(PHASES.map((phase) => `${phase}: killed at "${deaths[phase]}"`).join(', '), async () => {
      const died = site.deaths();
      let expected = died;
      await walkAgreement(site, database, customerOf(index + 1), (phase) => {
        assert.equal(site.deaths(), expected, `the death before ${phase}`);
        const at = deaths[phase];
        if (!at) return;
        expected += 1;
        site.crashAt(at);
      });
      assert.equal(site.deaths(), expected, 'it died once in each phase');
      const trace = await agreementOf(database, customerOf(index + 1));
      assert.deepEqual(trace.facts, undisturbed.facts);
      assertSent(site, trace, UNDER_WAY * (expected - died));
    });
  }

  test('and all of them together: numbers without a gap, books that hold, every refund made once', async () => {
    const { papers, fault } = await forShop(database, await onlyShop(database), async (trx) => ({
      papers: await trx.selectFrom('paper').select(['kind', 'number']).orderBy('id').execute(),
      fault: (await auditBooks(trx)).fault,
    }));
    assert.equal(fault, null);
    for (const [kind, letter] of [
      ['quote', 'D'],
      ['deposit', 'F'],
      ['credit_note', 'A'],
    ] as const) {
      assert.deepEqual(
        papers.filter((paper) => paper.kind === kind).map(({ number }) => number),
        Array.from({ length: all.length + 1 }, (_, index) => `${letter}-2026-${String(index + 1).padStart(4, '0')}`),
      );
    }
    assert.equal(site.stripe.refunds.length, all.length + 1);
    assert.deepEqual(site.stripe.refused, []);
  });
}

const customerOf = (index: number) => `336450000${String(index).padStart(2, '0')}`;
