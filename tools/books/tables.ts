/** The accountant's tables as CSV: semicolons, a decimal comma, a byte order mark, as French spreadsheets open them. */

import type { PaperSnapshot } from '../invoicing/snapshot.ts';
import { type VatOfRate, vatOwed } from '../invoicing/vat.ts';
import { type Currency, exponentOf } from '../money.ts';
import { depositRows, ratesOf, type Sale } from './sales.ts';

export type Cell = string | { amount: number };

/** Rows as such a table. Amounts in minor units of the currency. */
export function csv(rows: Cell[][], currency: Currency): string {
  const exponent = exponentOf(currency);
  const cell = (value: Cell): string => {
    if (typeof value === 'string') {
      // A spreadsheet would run what begins like a formula.
      const safe = /^[=+\-@\t]/.test(value) ? `'${value}` : value;
      return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    }
    const digits = String(Math.abs(value.amount)).padStart(exponent + 1, '0');
    return `${value.amount < 0 ? '-' : ''}${digits.slice(0, -exponent)},${digits.slice(-exponent)}`;
  };
  return `\uFEFF${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
}

/** A rate as a French table writes it: 5,5. */
export const percent = (rate: number): string => String(rate).replace('.', ',');
const signOf = (facts: PaperSnapshot): number => (facts.kind === 'credit_note' ? -1 : 1);

/**
 * The sales journal: one row for each paper and rate, and one for what a final invoice takes off each deposit, so that the
 * columns sum to what is owed.
 */
export function journalCsv(sales: readonly Sale[], currency: Currency): string {
  const head = ['Date', 'Numéro', 'Nature', 'Client', 'SIREN', 'Taux', 'HT', 'TVA', 'TTC', 'Sur'];
  const kinds = { invoice: 'Facture', deposit: 'Acompte', credit_note: 'Avoir', quote: '', receipt: '' };
  const rows = sales.flatMap(({ number, facts }) => {
    const { buyer, cancels } = facts;
    const cells = (kind: string, row: VatOfRate, sign: number, on: string): Cell[] => [
      ...[facts.issued_on, number, kind, buyer.name, buyer.siren ?? '', percent(row.rate)],
      ...[row.base, row.vat, row.base + row.vat].map((amount) => ({ amount: sign * amount })),
      on,
    ];
    return [
      ...ratesOf(facts).map((row) => cells(kinds[facts.kind], row, signOf(facts), cancels?.number ?? '')),
      ...depositRows(facts).map((taken) => cells('Acompte déduit', taken.row, -1, taken.number)),
    ];
  });
  return csv([head, ...rows], currency);
}

function byRate(rows: VatOfRate[]): VatOfRate[] {
  const sums = new Map<number, VatOfRate>();
  for (const { rate, base, vat } of rows) {
    const sum = sums.get(rate) ?? { rate, base: 0, vat: 0 };
    sums.set(rate, { rate, base: sum.base + base, vat: sum.vat + vat });
  }
  return [...sums.values()].sort((a, b) => b.rate - a.rate);
}

const UNTAXED = {
  intra_eu: '0 (livraisons intracommunautaires)',
  reverse_charge: '0 (services, autoliquidation)',
  export: '0 (exportations)',
};

/** VAT owed by rate: invoices and deposits less credit notes, deposits counted once; sales abroad without VAT apart. */
export function vatCsv(sales: readonly Sale[], currency: Currency): string {
  const of = (exemption: PaperSnapshot['exemption']) =>
    byRate(sales.flatMap(({ facts }) => (facts.exemption === exemption ? vatOwed(facts) : [])));
  const rows = [
    ...of(undefined).map((row): [string, VatOfRate] => [percent(row.rate), row]),
    ...(['intra_eu', 'reverse_charge', 'export'] as const).flatMap((exemption) =>
      of(exemption).map((row): [string, VatOfRate] => [UNTAXED[exemption], row]),
    ),
  ];
  const cells = rows.map(([label, row]): Cell[] => [label, { amount: row.base }, { amount: row.vat }]);
  const sum = (pick: (row: VatOfRate) => number) => ({ amount: rows.reduce((total, [, row]) => total + pick(row), 0) });
  return csv([['Taux', 'Base HT', 'TVA due'], ...cells, ['Total', sum((r) => r.base), sum((r) => r.vat)]], currency);
}
