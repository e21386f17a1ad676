import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Profile, validateXsd } from '@stackforge-eu/factur-x';
import { fc } from '../../db/testing/properties.ts';
import { reductionsOf, totalsOf } from '../orders/total.ts';
import { settingsSchema } from '../shops/settings.ts';
import { reductionsFor } from './credit-lines.ts';
import { facturX } from './facturx/cii.ts';
import type { PaperLine } from './snapshot.ts';
import { aPaper } from './testing-papers.ts';
import { brokenRules } from './testing-rules.ts';

const shop = (more: object = {}) => ({ settings: settingsSchema.parse(more) });
const cake = { total: 4500, vatRate: 550 };
const wine = { total: 3000, vatRate: 2000 };

test('a discount is shared by rate to the cent, never on delivery, never more than the goods', () => {
  assert.deepEqual(reductionsOf([cake, wine], 750), [
    { rate: 550, amount: 450 },
    { rate: 2000, amount: 300 },
  ]);
  const delivery = shop({ delivery: { fee: 500 } });
  const tenth = totalsOf([cake, wine], 'delivery', delivery, undefined, { rate: 1000 });
  assert.deepEqual(
    { subtotal: tenth.subtotal, discount: tenth.discount, shipping: tenth.shipping, total: tenth.total },
    { subtotal: 7500, discount: 750, shipping: 500, total: 7250 },
  );
  assert.equal(totalsOf([cake], 'pickup', shop(), undefined, { amount: 9_999 }).total, 0);
  assert.equal(totalsOf([cake], 'pickup', shop({ prices: 'excl_vat' }), undefined, { amount: 500 }).total, 4220);
});

/** The paper of these goods with this discount, as an invoice writes it. */
function paperOf(goods: { total: number; rate: number }[], discount: number, prices: 'incl_vat' | 'excl_vat') {
  const lines = goods.map(
    ({ total, rate }, at): PaperLine => ({
      ...{ sku: `A${at}`, name: `Article ${at}`, qty: '1', unit: 'piece' },
      ...{ unit_price: total, total, vat_rate: rate },
    }),
  );
  const shares = reductionsOf(
    goods.map(({ total, rate }) => ({ total, vatRate: rate * 100 })),
    discount,
  );
  const reductions = shares.map(
    ({ rate, amount }): PaperLine => ({
      ...{ sku: 'REMISE', name: 'Remise', qty: '1', unit: 'piece' },
      ...{ unit_price: -amount, total: -amount, vat_rate: rate / 100 },
    }),
  );
  return aPaper({ lines: [...lines, ...reductions], prices });
}

test('the electronic invoice carries one allowance a rate with its reason code, valid by schema', async () => {
  const paper = paperOf(
    [
      { total: 4500, rate: 5.5 },
      { total: 3000, rate: 20 },
    ],
    750,
    'incl_vat',
  );
  const xml = facturX(paper);
  assert.equal(xml.match(/<ram:ReasonCode>95</g)?.length, 2);
  assert.match(xml, /<ram:AllowanceTotalAmount>6\.77</);
  assert.deepEqual((await validateXsd(xml, Profile.EN16931)).errors, []);
  assert.deepEqual(brokenRules(xml, { ttc: true, business: false }), []);
});

const someGoods = fc.array(
  fc.record({ total: fc.integer({ min: 1, max: 50_000 }), rate: fc.constantFrom(20, 10, 5.5, 2.1) }),
  { minLength: 1, maxLength: 8 },
);

test('any goods and discount: shares sum exactly, the XML meets the rules, single credits never exceed what was paid', () => {
  fc.assert(
    fc.property(
      someGoods,
      fc.integer({ min: 0, max: 100 }),
      fc.constantFrom('incl_vat' as const, 'excl_vat' as const),
      (goods, percent, prices) => {
        const sum = goods.reduce((all, { total }) => all + total, 0);
        // A discount of the whole leaves nothing to invoice.
        const discount = Math.floor((sum * Math.min(percent, 95)) / 100);
        const paper = paperOf(goods, discount, prices);
        const taken = paper.lines.reduce((all, line) => all + Math.min(0, line.total), 0);
        assert.equal(0 - taken, discount);
        assert.deepEqual(brokenRules(facturX(paper), { ttc: prices === 'incl_vat', business: false }), []);
        for (const line of paper.lines.filter(({ total }) => total > 0)) {
          const reductions = reductionsFor(paper, [line]);
          const back = line.total + reductions.reduce((all, row) => all + row.total, 0);
          assert.ok(back >= 0 && back <= line.total);
        }
        const all = reductionsFor(
          paper,
          paper.lines.filter(({ total }) => total > 0),
        );
        assert.equal(0 - all.reduce((rows, row) => rows + row.total, 0), discount);
      },
    ),
    { numRuns: 120 },
  );
});
