import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Profile, validateXsd } from '@stackforge-eu/factur-x';
import { fc } from '../../db/testing/properties.ts';
import { facturX, hasFacturX } from './facturx/cii.ts';
import { billingFrame, typeCode } from './facturx/codes.ts';
import { netLines } from './facturx/net-lines.ts';
import { paperHtml } from './page.tsx';
import type { PaperSnapshot } from './snapshot.ts';
import { aPaper } from './testing-papers.ts';
import { brokenRules } from './testing-rules.ts';
import { WORKED } from './testing-worked-chains.ts';
import { lineTotal } from './vat.ts';

const how = (paper: PaperSnapshot) => ({ ttc: paper.prices === 'incl_vat', business: paper.buyer.business });

for (const { title, paper, expected } of WORKED) {
  test(`worked: ${title}`, async () => {
    const { totals } = paper;
    assert.deepEqual(
      {
        net: totals.net,
        vat: totals.vat.map((row) => [row.rate, row.base, row.vat]),
        gross: totals.gross,
        due: totals.due,
      },
      { net: expected.net, vat: expected.vat, gross: expected.gross, due: expected.due },
    );
    assert.equal(hasFacturX(paper) ? typeCode(paper) : null, expected.code);
    if (expected.code === null) return;
    assert.equal(billingFrame(paper), expected.frame);
    const xml = facturX(paper);
    assert.equal(facturX(structuredClone(paper)), xml, 'the same facts give the same text');
    const schema = await validateXsd(xml, Profile.EN16931);
    assert.deepEqual(schema.errors, []);
    assert.deepEqual(brokenRules(xml, how(paper)), []);
  });
}

test('there are at least twenty-five worked papers, of every kind', () => {
  assert.ok(WORKED.length >= 25, String(WORKED.length));
  const kinds = new Set(WORKED.map(({ paper }) => paper.kind));
  assert.deepEqual([...kinds].sort(), ['credit_note', 'deposit', 'invoice', 'quote', 'receipt']);
});

test('the rules find faults: a cent of VAT, a missing date, a note said twice', () => {
  const { paper } = WORKED.find(({ title }) => title.startsWith('a business to pay'))!;
  const xml = facturX(paper);
  const broken = (from: string | RegExp, to: string) => {
    const changed = xml.replace(from, to);
    assert.notEqual(changed, xml, String(from));
    return brokenRules(changed, how(paper)).join();
  };
  assert.match(broken('<ram:CalculatedAmount>24.00', '<ram:CalculatedAmount>24.01'), /BR-CO-17 at 20/);
  assert.match(broken('PMT<', 'PMD<'), /BR-FR-05.*BR-FR-06/);
  assert.match(broken(/<ram:DueDateDateTime>.*?<\/ram:DueDateDateTime>/, ''), /BR-CO-25/);
  assert.match(
    broken('<ram:ChargeAmount>22.5', '<ram:ChargeAmount>22.4'),
    /quantity times price is the line on line 1/,
  );
  assert.match(broken('<ram:ID>M1<', '<ram:ID>M2<'), /BR-FR-CO-09/);
  assert.match(broken(/0225">4\d{8}/, '0225">732829320'), /BR-FR-21/);
});

test('the rules find what a sale abroad lacks', () => {
  const { paper } = WORKED.find(({ title }) => title.startsWith('intra-Community: goods'))!;
  const xml = facturX(paper);
  const broken = (from: string | RegExp, to: string) => {
    const changed = xml.replace(from, to);
    assert.notEqual(changed, xml, String(from));
    return brokenRules(changed, how(paper)).join();
  };
  assert.match(broken(/<ram:ActualDeliverySupplyChainEvent>.*?<\/ram:ActualDeliverySupplyChainEvent>/, ''), /BR-IC-11/);
  assert.match(broken(/<ram:ShipToTradeParty>.*?<\/ram:ShipToTradeParty>/, ''), /BR-IC-12.*it left/);
  assert.match(broken(/<ram:ExemptionReason>.*?<\/ram:ExemptionReason>/, ''), /BR-IC-10/);
  assert.match(broken('>DE123456789<', '>FR11123456782<'), /BR-IC-02 of the buyer/);
  assert.match(broken('>K<', '>Z<'), /one reason a paper|BR-/);
  assert.match(broken('B2BINT', 'B2B'), /BR-FR-11/);
});

test('a sale abroad says why it bears no VAT, on the page and in the XML; references stand where they are looked for', () => {
  const said: [title: RegExp, words: RegExp, xml: RegExp][] = [
    [/^intra-Community: goods/, /article 262 ter, I du CGI/, /VATEX-EU-IC/],
    [/^reverse charge/, /Autoliquidation/, /schemeID="9925">BE0123456789/],
    [/^export/, /article 262, I du CGI/, /VATEX-EU-G/],
    [
      /^a public buyer/,
      /1300012345/,
      /<ram:BuyerReference>FACTURES &amp; PUBLIC<.*<ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>1300012345</,
    ],
    [
      /^a buffet with/,
      /Votre commande n°.*BC-2026-118/s,
      /<ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>BC-2026-118</,
    ],
    [/^a buffet with/, /livraison de biens et prestation de services/, />M1</],
    [/^intra-Community: a credit note/, /Allemagne/, /<ram:CountryID>DE</],
  ];
  for (const [title, words, xml] of said) {
    const { paper } = WORKED.find((one) => title.test(one.title))!;
    assert.match(paperHtml(paper), words, String(title));
    assert.match(facturX(paper), xml, String(title));
  }
});

const aLine = fc
  .record({
    qty: fc.integer({ min: 1, max: 5_000_000 }).map((n) => String(n / 1000)),
    price: fc.integer({ min: 0, max: 50_000 }),
    rate: fc.constantFrom(20, 10, 5.5, 2.1, 0),
    off: fc.integer({ min: 0, max: 40 }),
  })
  .map(({ qty, price, rate, off }) => {
    const whole = lineTotal(qty, price);
    const discount = Math.floor((whole * off) / 100);
    return {
      sku: 'X',
      name: 'Article',
      qty,
      unit: 'piece',
      unit_price: price,
      total: whole - discount,
      vat_rate: rate,
      ...(discount > 0 ? { discount } : {}),
    };
  });

test('any lines, prices with or without VAT: the XML meets the schema’s rules to the cent', () => {
  const cases = fc.record({
    lines: fc.array(aLine, { minLength: 1, maxLength: 12 }),
    prices: fc.constantFrom('incl_vat' as const, 'excl_vat' as const),
    off: fc.integer({ min: 0, max: 30 }),
  });
  fc.assert(
    fc.property(cases, ({ lines, prices, off }) => {
      const rates = [...new Set(lines.map((line) => line.vat_rate))];
      const reductions = rates.flatMap((rate) => {
        const sum = lines.reduce((total, line) => total + (line.vat_rate === rate ? line.total : 0), 0);
        const taken = Math.floor((sum * off) / 100);
        if (taken === 0) return [];
        const one = { sku: 'REMISE', name: 'Remise', qty: '1', unit: 'piece', vat_rate: rate };
        return [{ ...one, unit_price: -taken, total: -taken }];
      });
      const paper = aPaper({ prices, lines: [...lines, ...reductions] });
      assert.deepEqual(brokenRules(facturX(paper), how(paper)), []);
      const parts = netLines(paper);
      const net = parts.lines.reduce((sum, line) => sum + line.net, 0);
      const taken = parts.allowances.reduce((sum, row) => sum + row.net, 0);
      assert.equal(net - taken, paper.totals.net);
    }),
    { numRuns: 120 },
  );
});
