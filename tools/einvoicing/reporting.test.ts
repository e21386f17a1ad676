/** What is reported of sales to consumers: over which days, which totals, in which words of XML. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../db/testing/properties.ts';
import { WORKED } from '../invoicing/testing-worked-chains.ts';
import { vatOwed } from '../invoicing/vat.ts';
import { addDays } from '../language.ts';
import { byCategory, reportedSales } from './figures.ts';
import { frrXml } from './frr.ts';
import { periodOf, periodsOver, RHYTHMS } from './periods.ts';

const aDay = fc.integer({ min: 0, max: 3000 }).map((days) => addDays('2026-09-01', days));

test('every day is in one period, and periods follow each other without a gap', () => {
  fc.assert(
    fc.property(fc.constantFrom(...RHYTHMS), aDay, fc.integer({ min: 0, max: 400 }), (rhythm, day, later) => {
      const { from, to } = periodOf(rhythm, day);
      assert.ok(from <= day && day <= to);
      assert.deepEqual(periodOf(rhythm, from), { from, to });
      assert.deepEqual(periodOf(rhythm, to), { from, to });
      const today = addDays(day, later);
      const over = periodsOver(rhythm, day, today);
      for (const [at, one] of over.entries()) {
        assert.ok(one.to < today);
        assert.equal(one.from, at === 0 ? from : addDays(over[at - 1]!.to, 1));
      }
      assert.equal(periodOf(rhythm, today).from, over.length === 0 ? from : addDays(over.at(-1)!.to, 1));
    }),
  );
  const of = (rhythm: (typeof RHYTHMS)[number], day: string) => Object.values(periodOf(rhythm, day)).join(' ');
  assert.deepEqual(
    [of('ten_days', '2026-11-10'), of('ten_days', '2026-11-11'), of('ten_days', '2027-02-28')],
    ['2026-11-01 2026-11-10', '2026-11-11 2026-11-20', '2027-02-21 2027-02-28'],
  );
  assert.deepEqual(
    [of('month', '2028-02-03'), of('two_months', '2026-12-31'), of('two_months', '2027-01-01')],
    ['2028-02-01 2028-02-29', '2026-11-01 2026-12-31', '2027-01-01 2027-02-28'],
  );
});

test('the categories of a paper make what it owes, to the cent; businesses are not reported', () => {
  for (const { title, paper } of WORKED.filter(({ paper: { currency } }) => currency === 'EUR')) {
    if (paper.seller.vat_regime === 'franchise') {
      assert.deepEqual(Object.keys(byCategory(paper)), ['TNT1'], title);
      continue;
    }
    for (const operations of ['goods', 'services', 'mixed'] as const) {
      const lines = paper.lines.map((line, at) => ({ ...line, operation: at % 2 === 0 ? 'services' : 'goods' }));
      const parts = Object.values(byCategory({ ...paper, operations, lines } as typeof paper)).flat();
      for (const { rate, base, vat } of vatOwed(paper)) {
        const of = (what: 'base' | 'vat') =>
          parts.filter((row) => row.rate === rate).reduce((sum, row) => sum + row[what], 0);
        assert.deepEqual([of('base'), of('vat')], [base, vat], `${title}: ${operations}`);
      }
    }
  }
  const sales = WORKED.map(({ paper }, id) => ({ id, number: paper.number, customerId: null, facts: paper }));
  const businesses = sales.filter(({ facts }) => facts.buyer.business);
  assert.ok(businesses.length > 0);
  assert.deepEqual(reportedSales(businesses), []);
});

test('the file says what it must, in the order of the specifications', () => {
  const report = {
    ...{ id: 'r1', type: 'IN' as const, at: '2026-12-01T00:01:05+01:00' },
    sender: { number: '0042', name: 'Plateforme & Cie' },
    issuer: { siren: '404833048', name: 'Lilas <SARL>' },
    days: { from: '2026-11-01', to: '2026-11-30' },
  };
  const rates = [
    { rate: 20, base: 10_000, vat: 2000 },
    { rate: 5.5, base: -5, vat: 0 },
  ];
  const head =
    '<ReportDocument><Id>r1</Id><IssueDateTime><DateTimeString>20261201000105</DateTimeString></IssueDateTime><TypeCode>IN</TypeCode><Sender><Id schemeId="0238">0042</Id><Name>Plateforme &amp; Cie</Name><RoleCode>WK</RoleCode></Sender><Issuer><Id schemeId="0002">404833048</Id><Name>Lilas &lt;SARL&gt;</Name><RoleCode>SE</RoleCode></Issuer></ReportDocument>';
  const period = '<ReportPeriod><StartDate>20261101</StartDate><EndDate>20261130</EndDate></ReportPeriod>';
  assert.equal(
    frrXml({ ...report, kind: 'sales', figures: [{ day: '2026-11-07', category: 'TLB1', count: 3, rates }] }),
    `<?xml version="1.0" encoding="UTF-8"?>\n<Report>${head}<TransactionsReport>${period}<Transactions><Date>20261107</Date><TransactionsCurrency>EUR</TransactionsCurrency><CategoryCode>TLB1</CategoryCode><TaxExclusiveAmount>99.95</TaxExclusiveAmount><TaxTotal>20.00</TaxTotal><TransactionsCount>3</TransactionsCount><TaxSubtotal><TaxPercent>20</TaxPercent><TaxableAmount>100.00</TaxableAmount><TaxTotal>20.00</TaxTotal></TaxSubtotal><TaxSubtotal><TaxPercent>5.5</TaxPercent><TaxableAmount>-0.05</TaxableAmount><TaxTotal>0.00</TaxTotal></TaxSubtotal></Transactions></TransactionsReport></Report>`,
  );
  assert.match(
    frrXml({
      ...report,
      kind: 'payments',
      figures: [{ day: '2026-11-07', category: 'TPS1', count: 1, rates: [{ rate: 20, base: 12_000, vat: 0 }] }],
    }),
    /<PaymentsReport><ReportPeriod>.*<Transactions><Payment><Date>20261107<\/Date><SubTotals><TaxPercent>20<\/TaxPercent><CurrencyCode>EUR<\/CurrencyCode><Amount>120\.00<\/Amount><\/SubTotals><\/Payment><\/Transactions><\/PaymentsReport>/,
  );
});
