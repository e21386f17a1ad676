import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ShopFacts } from '../context.ts';
import { showCustomer } from '../customers/index.ts';
import { Refusal } from '../errors.ts';
import { showOrderTool } from '../orders/index.ts';
import { insertOrder } from '../orders/place.ts';
import { recordPayment } from '../payments/by-hand.ts';
import { cancelAndRefund } from '../payments/cancel-paid.ts';
import { inShop, perform } from '../perform.ts';
import { changeSettings } from '../shops/change-settings.ts';
import { shopFacts } from '../shops/facts.ts';
import { openTestTrade, type TestTrade, TUNISIAN_GOODS } from '../testing/trade.ts';
import type { Tool } from '../tool.ts';
import { amountInWords, inWords } from './in-words.ts';
import { showInvoice } from './index.ts';
import { legalFacts } from './legal.ts';
import { issueOwed } from './owed.ts';
import type { PaperSnapshot } from './snapshot.ts';

const OWNER = { kind: 'member' as const, memberId: 1, role: 'owner' as const, name: 'Rose' };
const ADDRESS = { line1: '3 place du Marché', postcode: '35000', city: 'Rennes', country: 'FR' as const };

describe('papers that a payment brings about', () => {
  let trade: TestTrade;
  let shop: ShopFacts;
  let causes = 0;
  before(async () => {
    trade = await openTestTrade();
  });
  after(() => trade?.close());

  const ctx = () => trade.ctx(`test:${++causes}`, { shop, actor: OWNER });
  const act = (tool: unknown, input: object) => perform(tool as Tool, ctx(), input);
  const another = async (slug: string, more: object) => {
    shop = await trade.addShop({ shop: slug, members: [], api_key: `a-key-for-the-shop-${slug}`, ...more });
  };

  /** A confirmed order: cakes at 5.5 %, champagne at 20 %, 64.90 € with VAT. */
  async function anOrder(name = 'Amel'): Promise<{ id: number; short: number }> {
    return inShop(ctx(), async (run) => {
      const customer = await run.trx
        .insertInto('customer')
        .values({ shop_id: shop.id, name, phone: null, email: null, address: null, language: null, note: null })
        .returning('id')
        .executeTakeFirstOrThrow();
      const line = { unit: 'piece', options: {}, qty: 1 };
      const order = await insertOrder(run, {
        content: { name, date: '2026-12-12', time: null, fulfilment: 'pickup', address: null, note: null },
        lines: [
          { ...line, sku: 'A', name: 'Gâteau', vatRate: 550, unitPrice: 3200, total: 3200 },
          { ...line, sku: 'B', name: 'Champagne', vatRate: 2000, unitPrice: 3290, total: 3290 },
        ],
        ...{ customerId: customer.id, conversationId: null, channel: 'manual', draftId: null },
      });
      await run.trx.updateTable('orders').set({ status: 'confirmed' }).where('id', '=', order.id).execute();
      return { id: order.id, short: order.short };
    });
  }
  const papersOf = (id: number) =>
    inShop(ctx(), async (run) => {
      const rows = await run.trx.selectFrom('paper').selectAll().where('order_id', '=', id).orderBy('id').execute();
      return rows.map((row) => ({ ...row, facts: JSON.parse(row.canonical) as PaperSnapshot }));
    });
  const errandsOf = (kind: string) =>
    inShop(ctx(), (run) => run.trx.selectFrom('errand').selectAll().where('kind', '=', kind).execute());

  test('without legal facts: a receipt, the list of what is missing, and the invoice by itself once they are there', async () => {
    await another('rose', { legal: { form: 'SARL' } });
    const { id, short } = await anOrder();
    await act(recordPayment, { order: short, text: '20€ espèces' });
    await act(recordPayment, { order: short, text: 'cb' });
    const receipts = await papersOf(id);
    assert.deepEqual(
      receipts.map((paper) => [paper.kind, paper.number]),
      [
        ['receipt', `R-2026-${String(short).padStart(4, '0')}-1`],
        ['receipt', `R-2026-${String(short).padStart(4, '0')}-2`],
      ],
    );
    await assert.rejects(act(showInvoice, { order: short }), (error: Refusal) => {
      assert.match(error.message, /adresse.*SIRET.*numéro de TVA.*capital.*RCS/);
      return error instanceof Refusal;
    });
    const seen = await act(legalFacts, { text: '' });
    assert.match(seen.reply!.text, /Il manque/);
    await act(legalFacts, { text: 'tva FR 83 404 833 048' });
    await act(legalFacts, { text: 'capital 8 000 €' });
    await act(legalFacts, { text: 'rcs Rennes 404 833 048' });
    assert.equal((await errandsOf('issue_owed')).length, 0, 'not before everything is there');
    await inShop(ctx(), (run) =>
      changeSettings(run, (now) => ({ legal: { ...now.legal, siret: '40483304800022', address: ADDRESS } })),
    );
    assert.equal((await errandsOf('issue_owed')).length, 1);
    shop = await shopFacts(trade.hub, shop.id);
    for (const _ of [1, 2]) await inShop(ctx(), (run) => issueOwed(run, id));
    const papers = (await papersOf(id)).slice(2);
    assert.deepEqual(
      papers.map((paper) => [paper.kind, paper.number, paper.total]),
      [
        ['deposit', 'F-2026-0001', 2000],
        ['invoice', 'F-2026-0002', 6490],
      ],
    );
    assert.equal(papers[1]!.facts.supplied_on, '2026-12-12');
    assert.match(
      (await act(showOrderTool, { order: short })).reply!.text,
      /acompte F-2026-0001.*déduits\s: F-2026-0001/,
    );
  });

  test('deposits per rate, the rest of each rate with the last; cancelling credits every deposit', async () => {
    await another('lilas', {});
    const { id, short } = await anOrder();
    for (const text of ['10,01€', '33,33€']) await act(recordPayment, { order: short, text });
    const deposits = await papersOf(id);
    const rates = deposits.map(({ facts }) => facts.lines.map((line) => [line.vat_rate, line.total]));
    assert.deepEqual(rates, [
      [
        [20, 507],
        [5.5, 494],
      ],
      [
        [20, 1690],
        [5.5, 1643],
      ],
    ]);
    const card = await act(cancelAndRefund, { order: short });
    await act(cancelAndRefund, { order: short, version: card.about!.version });
    const papers = await papersOf(id);
    assert.deepEqual(
      papers.slice(2).map(({ kind, total, facts }) => [kind, total, facts.cancels?.number, facts.cancels?.kind]),
      [
        ['credit_note', 3333, 'F-2026-0002', 'deposit'],
        ['credit_note', 1001, 'F-2026-0001', 'deposit'],
      ],
    );
  });

  test('a company: its numbers are checked, its invoice carries them, the mentions and a due date', async () => {
    await another('dupont', { papers: { operations: 'goods', numbers: { invoice: 'FRA-{year}-{n:4}' } } });
    const { id, short } = await anOrder('Marion');
    await assert.rejects(act(showCustomer, { text: 'Marion siret 123456789' }), /SIREN/);
    await act(showCustomer, { text: 'Marion société SAS Dupont siret 404 833 048 00022' });
    await assert.rejects(act(showInvoice, { order: short }), /adresse de l’entreprise/);
    await act(showCustomer, { text: 'Marion tva FR83404833048 adresse 4 avenue Victor Hugo, 69002 Lyon' });
    await act(showInvoice, { order: short });
    const [paper] = await papersOf(id);
    assert.equal(paper!.number, 'FRA-2026-0001');
    const { buyer, due_on, mentions } = paper!.facts;
    assert.deepEqual([buyer.name, buyer.siren, buyer.business], ['SAS Dupont', '404833048', true]);
    assert.equal(due_on, '2026-12-22');
    assert.match(mentions.join(' '), /escompte.*BCE.*40.*livraison de biens/);
  });

  test('the shop’s look is typed, frozen with the paper', async () => {
    await another('rosier', {});
    for (const text of ['modele chaleureux', 'couleur #8A3B2E', 'merci À bientôt !']) {
      await act(legalFacts, { text });
      shop = await shopFacts(trade.hub, shop.id);
    }
    await assert.rejects(act(legalFacts, { text: 'couleur rouge' }), Refusal);
    const { id, short } = await anOrder();
    await act(showInvoice, { order: short });
    const [paper] = await papersOf(id);
    assert.deepEqual(paper!.facts.template, { name: 'warm', revision: 1, accent: '#8a3b2e', thanks: 'À bientôt !' });
  });

  test('a number’s format is fixed by the first one of the year: a change is refused, and taken with the next year', async () => {
    await another('muguet', {});
    const typed = async (text: string) => {
      await act(legalFacts, { text });
      shop = await shopFacts(trade.hub, shop.id);
    };
    await typed('numéros factures M-{year}-{n:4}');
    await assert.rejects(act(legalFacts, { text: 'numéros factures sans-année' }), /\{year\} et \{n\}/);
    await assert.rejects(act(legalFacts, { text: 'numéros avoirs M-{year}-{n:3}' }), /différente pour chaque série/);
    const first = await anOrder();
    await act(showInvoice, { order: first.short });
    await assert.rejects(
      act(legalFacts, { text: 'numéros factures X{year}/{n}' }),
      (error) =>
        error instanceof Refusal &&
        error.message.includes('M-{year}-{n:4}') &&
        error.message.includes('M-2026-0001') &&
        error.message.includes('2026'),
    );
    // Its own format is no change, and a series that has no number yet may still change.
    await typed('numéros factures M-{year}-{n:4}');
    await typed('numéros avoirs AV-{year}-{n}');
    const second = await anOrder();
    await act(showInvoice, { order: second.short });
    assert.deepEqual(
      [(await papersOf(first.id))[0]!.number, (await papersOf(second.id))[0]!.number],
      ['M-2026-0001', 'M-2026-0002'],
    );
    trade.clock.now = Date.parse('2027-01-02T10:00:00Z');
    await typed('numéros factures X{year}/{n}');
    const third = await anOrder();
    await act(showInvoice, { order: third.short });
    assert.equal((await papersOf(third.id))[0]!.number, 'X2027/1');
    trade.clock.now = Date.parse('2026-11-22T16:00:00Z');
  });

  test('consumers are invoiced on request alone where the shop says so', async () => {
    await another('jasmin', { papers: { automatic: false } });
    const { id, short } = await anOrder();
    await act(recordPayment, { order: short, text: 'cb' });
    assert.deepEqual(await papersOf(id), []);
    await act(showInvoice, { order: short });
    assert.equal((await papersOf(id)).length, 1);
  });

  test('Tunisia: the stamp on top, borne by the shop, the sum written out', async () => {
    await another('yasmine', {
      currency: 'TND',
      products: TUNISIAN_GOODS,
      legal: {
        matricule_fiscal: '0736202X/A/M/000',
        address: { ...ADDRESS, city: 'Tunis', postcode: '1000', country: 'TN' },
      },
    });
    const { id, short } = await anOrder();
    await act(recordPayment, { order: short, text: 'cb' });
    const [paper] = await papersOf(id);
    const { totals, mentions, seller } = paper!.facts;
    assert.deepEqual([totals.gross, totals.stamp_duty, totals.due], [6490, 1000, 0]);
    assert.equal(seller.matricule_fiscal, '0736202XAM000');
    assert.match(mentions.join(' '), /sept dinars et quatre cent quatre-vingt-dix millimes/);
  });
});

test('numbers in words', () => {
  const words: [number, string][] = [
    [0, 'zéro'],
    [21, 'vingt et un'],
    [71, 'soixante et onze'],
    [80, 'quatre-vingts'],
    [81, 'quatre-vingt-un'],
    [91, 'quatre-vingt-onze'],
    [200, 'deux cents'],
    [1000, 'mille'],
    [80_000, 'quatre-vingt mille'],
    [1_200_301, 'un million deux cent mille trois cent un'],
  ];
  for (const [n, text] of words) assert.equal(inWords(n), text);
  assert.equal(amountInWords(1250, 'EUR'), 'douze euros et cinquante centimes');
});
