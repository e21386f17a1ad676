/**
 * A report as XML: flow 10 of the reform in the syntax FRR (DGFiP, external specifications, annex 6: TT- and TG- numbers).
 * Sales and payments never stand in one report (rule G6.29); sales to consumers only as totals (G6.28).
 */
import type { ReportedFigure } from '../../db/tables/platform.ts';
import type { Days } from '../books/sales.ts';
import { el, elWith, serialize } from '../invoicing/facturx/xml.ts';
import type { PlatformSender } from './platform.ts';

export type Report = {
  /** TT-1: ours, at most 50 characters. */
  id: string;
  kind: 'sales' | 'payments';
  /** TT-4: the first of a period, or one that takes the place of what was reported. */
  type: 'IN' | 'RE';
  /** The moment in the shop's zone, ISO 8601; TT-3 holds no offset. */
  at: string;
  sender: PlatformSender;
  issuer: { siren: string; name: string };
  days: Days;
  figures: readonly ReportedFigure[];
};

/** Euros with two decimals (G1.14: may be negative). */
function euros(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const day = (text: string): string => text.replaceAll('-', '');
const sum = (figure: ReportedFigure, of: 'base' | 'vat'): number =>
  figure.rates.reduce((total, row) => total + row[of], 0);

/** The report as text. Equal facts give equal text. */
export function frrXml(report: Report): string {
  const { id, kind, type, at, sender, issuer, days, figures } = report;
  const period = el('ReportPeriod', el('StartDate', day(days.from)), el('EndDate', day(days.to)));
  const body =
    kind === 'sales'
      ? el('TransactionsReport', period, figures.map(transactions))
      : el('PaymentsReport', period, figures.map(payments));
  const root = el(
    'Report',
    el(
      'ReportDocument',
      el('Id', id),
      el('IssueDateTime', el('DateTimeString', at.replace(/\D/g, '').slice(0, 14))),
      el('TypeCode', type),
      el('Sender', elWith('Id', { schemeId: '0238' }, sender.number), el('Name', sender.name), el('RoleCode', 'WK')),
      el(
        'Issuer',
        elWith('Id', { schemeId: '0002' }, issuer.siren),
        el('Name', issuer.name.slice(0, 99)),
        el('RoleCode', 'SE'),
      ),
    ),
    body,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${serialize(root)}`;
}

/** TG-31: the sales of a day and category. */
function transactions(figure: ReportedFigure) {
  return el(
    'Transactions',
    el('Date', day(figure.day)),
    el('TransactionsCurrency', 'EUR'),
    el('CategoryCode', figure.category),
    el('TaxExclusiveAmount', euros(sum(figure, 'base'))),
    el('TaxTotal', euros(sum(figure, 'vat'))),
    el('TransactionsCount', String(figure.count)),
    figure.rates.map((row) =>
      el(
        'TaxSubtotal',
        el('TaxPercent', String(row.rate)),
        el('TaxableAmount', euros(row.base)),
        el('TaxTotal', euros(row.vat)),
      ),
    ),
  );
}

/** TG-37: what was cashed on a day, by rate, VAT included. */
function payments(figure: ReportedFigure) {
  return el(
    'Transactions',
    el(
      'Payment',
      el('Date', day(figure.day)),
      figure.rates.map((row) =>
        el(
          'SubTotals',
          el('TaxPercent', String(row.rate)),
          el('CurrencyCode', 'EUR'),
          el('Amount', euros(row.base + row.vat)),
        ),
      ),
    ),
  );
}
