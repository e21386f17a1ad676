import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '../../db/testing/properties.ts';
import { amountLines, creditLine, linesLeft, restLines } from './credit-lines.ts';
import { pickLines } from './pick-lines.ts';
import type { PaperLine } from './snapshot.ts';
import { lineTotal, totalsOf } from './vat.ts';

type Regime = 'standard' | 'franchise';
const RATES = { EUR: [5.5, 10, 20], TND: [7, 13, 19] };

/** A paper as far as crediting is concerned. */
function paper(lines: PaperLine[], prices: 'incl_vat' | 'excl_vat', vat_regime: Regime) {
  const totals = totalsOf(lines, { prices, regime: vat_regime });
  return { lines, prices, seller: { vat_regime }, totals: { ...totals, paid: 0, due: totals.gross } };
}

const lineOf = (index: number, qty: number, price: number, rate: number): PaperLine => ({
  ...{ sku: `SKU-${index}`, name: `Gâteau ${index}`, qty: String(qty), unit: 'piece' },
  ...{ unit_price: price, total: lineTotal(qty, price), vat_rate: rate },
});

const papers = fc.constantFrom<'EUR' | 'TND'>('EUR', 'TND').chain((currency) =>
  fc
    .tuple(
      fc.array(
        fc.tuple(
          fc.integer({ min: 1, max: 12 }),
          fc.integer({ min: 1, max: 90_000 }),
          fc.constantFrom(...RATES[currency]),
        ),
        { minLength: 1, maxLength: 5 },
      ),
      fc.constantFrom<'incl_vat' | 'excl_vat'>('incl_vat', 'excl_vat'),
      fc.constantFrom<Regime>('standard', 'franchise'),
    )
    .map(([rows, prices, regime]) =>
      paper(
        rows.map(([qty, price, rate], index) => lineOf(index, qty, price, rate)),
        prices,
        regime,
      ),
    ),
);

describe('what is credited of an invoice', () => {
  test('an amount splits over the rates to the minor unit', () => {
    fc.assert(
      fc.property(papers, fc.nat(), (invoice, some) => {
        const amount = 1 + (some % invoice.totals.gross);
        const credit = paper(amountLines(invoice, [], amount, 'Avoir'), 'incl_vat', invoice.seller.vat_regime);
        assert.equal(credit.totals.gross, amount);
      }),
    );
  });

  test('credit notes in any steps end exactly at the invoice', () => {
    fc.assert(
      fc.property(papers, fc.array(fc.nat(), { maxLength: 5 }), (invoice, steps) => {
        const { vat_regime: regime } = invoice.seller;
        const credits: ReturnType<typeof paper>[] = [];
        const left = () => invoice.totals.gross - credits.reduce((sum, credit) => sum + credit.totals.gross, 0);
        for (const step of steps) {
          const rows = linesLeft(invoice, credits).filter((row) => row.qty > 0n);
          const row = rows[step % Math.max(1, rows.length)];
          const next =
            step % 3 === 0 || !row
              ? paper(amountLines(invoice, credits, 1 + (step % invoice.totals.gross), 'Avoir'), 'incl_vat', regime)
              : paper([creditLine(row, 1000n)], invoice.prices, regime);
          if (next.totals.gross > 0 && next.totals.gross < left()) credits.push(next);
        }
        const rest = restLines(invoice, credits, left(), 'Avoir');
        credits.push(paper(rest.lines, rest.prices, regime));
        assert.equal(left(), 0);
      }),
    );
  });

  test('a quantity at a time gives each line back to the minor unit', () => {
    const invoice = paper([{ ...lineOf(0, 3, 333, 5.5), total: 1000 }], 'incl_vat', 'standard');
    const credits: ReturnType<typeof paper>[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const [row] = linesLeft(invoice, credits);
      credits.push(paper([creditLine(row!, 1000n)], 'incl_vat', 'standard'));
    }
    assert.equal(
      credits.reduce((sum, credit) => sum + credit.totals.gross, 0),
      1000,
    );
    assert.equal(linesLeft(invoice, credits)[0]!.qty, 0n);
  });
});

describe('the lines that a member names', () => {
  const named = (name: string, qty: number, sku = name) => ({ ...lineOf(0, qty, 350, 5.5), name, sku });
  const rows = linesLeft(
    paper(
      [
        named('Éclair au chocolat', 3, 'E'),
        { ...named('Inscription', 1, 'E-options'), total: 300 },
        named('Religieuse au chocolat', 2, 'R'),
        named('Livraison', 1, 'livraison'),
      ],
      'incl_vat',
      'standard',
    ),
    [],
  );
  const pick = (text: string) => {
    const read = pickLines(rows, text);
    return 'fault' in read ? read.fault : read.picked.map(({ left, qty }) => [left.line.sku, Number(qty) / 1000]);
  };
  test('plural, accents, a typing slip, several at once, options in proportion', () => {
    assert.deepEqual(pick('2 religieuses'), [['R', 2]]);
    assert.deepEqual(pick('1 ecliar, livraison'), [
      ['E', 1],
      ['livraison', 1],
      ['E-options', 0.333],
    ]);
    assert.deepEqual(pick('religieuse et livraison'), [
      ['R', 2],
      ['livraison', 1],
    ]);
  });
  test('what may be two, what is not there, more than there is', () => {
    assert.deepEqual(pick('1 chocolat'), {
      words: '1 chocolat',
      names: ['Éclair au chocolat', 'Religieuse au chocolat'],
    });
    assert.deepEqual((pick('1 tarte') as { names: string[] }).names.length, 3);
    assert.deepEqual(pick('4 éclairs'), { words: '4 éclairs', names: ['3 × Éclair au chocolat'] });
  });
});
