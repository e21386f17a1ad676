/**
 * What is reported of sales that no platform carries (CGI art. 290, ann. II art. 242 nonies M): to consumers by day, category
 * (TLB1 goods, TPS1 services, TNT1 without VAT) and rate, the same figures a platform is sent; to companies abroad paper by
 * paper, which the hub does not send. Deposits are counted once.
 */
import { zoneOf } from '../customers/country.ts';
import { byCategory, reportedSales } from '../einvoicing/figures.ts';
import type { PaperSnapshot } from '../invoicing/snapshot.ts';
import type { VatOfRate } from '../invoicing/vat.ts';
import type { Currency } from '../money.ts';
import type { Sale } from './sales.ts';
import { type Cell, csv, percent } from './tables.ts';

const HEAD = ['Date', 'Catégorie', 'Taux', 'Base HT', 'TVA', 'Documents'];
const MORE = ['Opération', 'Exonération', 'Pays', 'TVA client', 'Numéro'];
const ARTICLES = { intra_eu: 'art. 262 ter I', reverse_charge: 'art. 283-2', export: 'art. 262 I' };

/** Consumers first, then companies abroad. Papers for companies in France are left to the platform. */
export function ereportingCsv(sales: readonly Sale[], currency: Currency): string {
  const consumers = reportedSales(sales).flatMap(({ day, category, rates, count }) =>
    rates.map((row) => cells(day, category, row, count, ['particuliers', '', '', '', ''])),
  );
  return csv([[...HEAD, ...MORE], ...consumers, ...sales.flatMap(abroadRows)], currency);
}

/** One paper for a company abroad: where it is, its VAT number, and why it bears no VAT. */
function abroadRows({ facts, number }: Sale): Cell[][] {
  const { buyer, exemption } = facts;
  if (!buyer.business || zoneOf(buyer.country ?? 'FR') === 'france' || !isFrench(facts)) return [];
  const why = exemption ? ARTICLES[exemption] : '';
  const more = ['entreprise étrangère', why, buyer.country ?? '', buyer.vat_number ?? '', number];
  return Object.entries(byCategory(facts)).flatMap(([category, rows]) =>
    rows.map((row) => cells(facts.issued_on, category, row, 1, more)),
  );
}

const isFrench = ({ seller, currency }: PaperSnapshot): boolean =>
  seller.address ? seller.address.country === 'FR' : currency === 'EUR';

function cells(day: string, category: string, row: VatOfRate, documents: number, more: string[]): Cell[] {
  return [day, category, percent(row.rate), { amount: row.base }, { amount: row.vat }, String(documents), ...more];
}
