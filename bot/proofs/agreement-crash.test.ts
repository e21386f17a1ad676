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

/** What one walk dies of, once in each phase: the steps at which this phase has something to lose. */
const DEATHS: Record<Phase, Step>[] = [
  { quote: 'turn opened', change: 'turn thought', deposit: 'payment settled', refund: 'payment settled' },
  { quote: 'turn thought', change: 'turn closed', deposit: 'errand leased', refund: 'errand leased' },
  { quote: 'turn closed', change: 'message claimed', deposit: 'paper printed', refund: 'paper printed' },
  { quote: 'message sent', change: 'message sent', deposit: 'errand done', refund: 'turn thought' },
];

/** One message of each conversation may be under way when a process dies: the customer's and two members'. */
const UNDER_WAY = 3;

describe('killed in the middle of an agreement', { concurrency: 1 }, () => {
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

  for (const [index, deaths] of DEATHS.entries()) {
    test(PHASES.map((phase) => `${phase}: killed at "${deaths[phase]}"`).join(', '), async () => {
      const died = site.deaths();
      let expected = died;
      await walkAgreement(site, database, customerOf(index + 1), (phase) => {
        assert.equal(site.deaths(), expected, `the death before ${phase}`);
        expected += 1;
        site.crashAt(deaths[phase]);
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
        Array.from({ length: DEATHS.length + 1 }, (_, index) => `${letter}-2026-${String(index + 1).padStart(4, '0')}`),
      );
    }
    assert.equal(site.stripe.refunds.length, DEATHS.length + 1);
    assert.deepEqual(site.stripe.refused, []);
  });
});

const customerOf = (index: number) => `336450000${String(index).padStart(2, '0')}`;
