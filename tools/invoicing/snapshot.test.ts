import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../db/testing/properties.ts';
import { canonical, paperSnapshotSchema, sirenOf } from './snapshot.ts';
import { aPaper } from './testing-papers.ts';
import { totalsOf } from './vat.ts';

/** The path of the first fault, or null when the paper is accepted. */
function faultOf(paper: unknown): string | null {
  const read = paperSnapshotSchema.safeParse(paper);
  return read.success ? null : (read.error.issues[0]?.path.join('.') ?? '');
}

test('a paper that adds up is accepted, and one that does not is refused with the place', () => {
  const paper = aPaper();
  assert.equal(faultOf(paper), null);
  assert.equal(faultOf({ ...paper, totals: { ...paper.totals, gross: paper.totals.gross + 1 } }), 'totals.gross');
  assert.equal(faultOf({ ...paper, totals: { ...paper.totals, net: paper.totals.net - 1 } }), 'totals.net');
  assert.equal(faultOf({ ...paper, totals: { ...paper.totals, due: 1 } }), 'totals.due');
  const vat = paper.totals.vat.map((row) => ({ ...row, base: row.base - 1, vat: row.vat + 1 }));
  assert.equal(faultOf({ ...paper, totals: { ...paper.totals, vat } }), 'totals.vat');
  assert.equal(faultOf({ ...paper, totals: { ...paper.totals, vat: paper.totals.vat.toReversed() } }), null);
  assert.equal(faultOf({ ...paper, kind: 'credit_note' }), 'cancels');
});

test('fractions of a cent, unknown members and impossible numbers are refused', () => {
  const paper = aPaper();
  const [line] = paper.lines;
  assert.equal(faultOf({ ...paper, lines: [{ ...line, total: 10.5 }] }), 'lines.0.total');
  assert.equal(faultOf({ ...paper, lines: [] }), 'lines');
  assert.equal(faultOf({ ...paper, lines: [{ ...line, qty: '1,5' }] }), 'lines.0.qty');
  assert.equal(faultOf({ ...paper, lines: [{ ...line, vat_rate: 5.555 }] }), 'lines.0.vat_rate');
  assert.equal(faultOf({ ...paper, number: 'F 2026' }), 'number');
  assert.equal(faultOf({ ...paper, issued_on: '2026-02-30' }), 'issued_on');
  assert.equal(faultOf({ ...paper, seller: { ...paper.seller, siret: '123' } }), 'seller.siret');
  assert.equal(faultOf({ ...paper, surprise: 1 }), '');
});

test('franchise, stamp duty and partial payment add up', () => {
  assert.deepEqual(aPaper({ seller: { ...aPaper().seller, vat_regime: 'franchise' } }).totals.vat, []);
  const paper = aPaper({ stamp_duty: 1000, paid: 500 });
  assert.equal(paper.totals.due, paper.totals.gross + 500);
});

/** The same value with the members of every object in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, shuffled(member)]),
  );
}

test('the canonical text does not depend on the order of members, and changes with any fact', () => {
  const paper = aPaper();
  const text = canonical(paper);
  assert.equal(canonical(paperSnapshotSchema.parse(shuffled(paper))), text);
  assert.equal(canonical(paperSnapshotSchema.parse(JSON.parse(text))), text);
  assert.ok(text.startsWith('{"buyer":{"address":'));
  assert.notEqual(canonical({ ...paper, number: 'F-2026-0157' }), text);
  assert.notEqual(canonical({ ...paper, lines: paper.lines.toReversed() }), text);
});

test('any set of lines priced by our own arithmetic makes a paper that survives its canonical text', () => {
  const line = fc.record({
    total: fc.integer({ min: -1000, max: 900_000 }),
    vat_rate: fc.constantFrom(0, 2.1, 5.5, 10, 20),
    name: fc.string({ minLength: 1 }).filter((name) => name.trim() !== ''),
  });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (rows) => {
      const lines = rows.map((row) => ({ ...row, sku: 'A', qty: 1, unit: 'piece', unit_price: row.total }));
      fc.pre(totalsOf(lines, { prices: 'incl_vat', regime: 'standard' }).gross >= 0);
      const paper = aPaper({ lines });
      assert.deepEqual(paperSnapshotSchema.parse(JSON.parse(canonical(paper))), paper);
    }),
    { numRuns: 50 },
  );
});

test('the SIREN is the head of the SIRET', () => {
  assert.equal(sirenOf('12345678200010'), '123456782');
});
