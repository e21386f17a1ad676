/**
 * The sales and bank journals in the layout of the fichier des écritures comptables (LPF art. A47 A-1): 18 columns, tabs,
 * one heading, dates AAAAMMJJ, a decimal comma, numbers without a gap in each journal and year, every entry balanced.
 */
import { exponentOf } from '../money.ts';
import type { Days, Receipt, Sale } from './sales.ts';
import { ratesOf } from './sales.ts';

export const FEC_COLUMNS = [
  'JournalCode',
  'JournalLib',
  'EcritureNum',
  'EcritureDate',
  'CompteNum',
  'CompteLib',
  'CompAuxNum',
  'CompAuxLib',
  'PieceRef',
  'PieceDate',
  'EcritureLib',
  'Debit',
  'Credit',
  'EcritureLet',
  'DateLet',
  'ValidDate',
  'Montantdevise',
  'Idevise',
] as const;

/** Amount in minor units: positive is a debit, negative a credit. */
type Leg = { account: string; label: string; amount: number; auxiliary?: boolean };
type Entry = {
  journal: 'VE' | 'BQ';
  day: string;
  piece: string;
  words: string;
  customer: number;
  name: string;
  legs: Leg[];
};

const JOURNALS = { VE: 'Ventes', BQ: 'Banque et caisse' } as const;
const CUSTOMER = { account: '411000', label: 'Clients', auxiliary: true };
const DEPOSITS = { account: '419100', label: 'Clients, acomptes reçus' };
/** Where money of each means arrives; anything else is the bank. */
const MONEY: Record<string, { account: string; label: string }> = {
  cash: { account: '530000', label: 'Caisse' },
  cheque: { account: '511200', label: 'Chèques à encaisser' },
  card: { account: '511500', label: 'Cartes à encaisser' },
};
const BANK = { account: '512000', label: 'Banque' };

/** 44571 and 707 (706 for services) with the rate in tenths of a percent as their ending. */
const ending = (rate: number): string => String(Math.round(rate * 10)).padStart(3, '0');
const vatAccount = (rate: number) => ({ account: `44571${ending(rate)}`, label: `TVA collectée ${comma(rate)} %` });
const salesAccount = (rate: number, services: boolean) => ({
  account: `${services ? '706' : '707'}${ending(rate)}`,
  label: `${services ? 'Prestations' : 'Ventes'} ${comma(rate)} %`,
});
const comma = (rate: number): string => String(rate).replace('.', ',');

function saleEntry({ number, customerId, facts }: Sale): Entry {
  const credit = facts.kind === 'credit_note';
  const sign = credit ? -1 : 1;
  const deposit = facts.kind === 'deposit' || facts.cancels?.kind === 'deposit';
  const services = facts.operations === 'services';
  const legs: Leg[] = [];
  const deposited = (facts.deposits ?? []).reduce((sum, row) => sum + row.amount, 0);
  legs.push({ ...CUSTOMER, amount: sign * (facts.totals.gross - deposited) });
  for (const row of (facts.deposits ?? []).flatMap(({ amount, vat }) =>
    vat && vat.length > 0 ? vat : [{ rate: 0, base: amount, vat: 0 }],
  )) {
    legs.push({ ...DEPOSITS, amount: row.base }, { ...vatAccount(row.rate), amount: row.vat });
  }
  for (const row of ratesOf(facts)) {
    legs.push({ ...(deposit ? DEPOSITS : salesAccount(row.rate, services)), amount: -sign * row.base });
    legs.push({ ...vatAccount(row.rate), amount: -sign * row.vat });
  }
  const words = credit ? 'Avoir' : deposit ? 'Acompte' : 'Facture';
  return {
    journal: 'VE',
    day: facts.issued_on,
    piece: number,
    words: `${words} ${facts.buyer.name}`,
    customer: customerId ?? 0,
    name: facts.buyer.name,
    legs,
  };
}

function receiptEntry(row: Receipt): Entry {
  return {
    journal: 'BQ',
    day: row.day,
    piece: row.order,
    words: `${row.amount < 0 ? 'Remboursement' : 'Règlement'} ${row.name}`,
    customer: row.customerId,
    name: row.name,
    legs: [
      { ...(MONEY[row.method] ?? BANK), amount: row.amount },
      { ...CUSTOMER, amount: -row.amount },
    ],
  };
}

/** No tab, line break, bar or other mark of control inside a field. */
const field = (text: string): string => text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}|]+/gu, ' ').trim();
const date = (day: string): string => day.replaceAll('-', '');

/** How many entries of the year a journal holds. */
export type FecCounts = Record<Entry['journal'], number>;
const NO_ENTRIES: FecCounts = { VE: 0, BQ: 0 };

/** Entries without what is nothing; a paper over nothing at all is no entry. By day, then as they were written. */
function entriesOf(sales: readonly Sale[], receipts: readonly Receipt[]): Entry[] {
  return [...sales.map(saleEntry), ...receipts.map(receiptEntry)]
    .map((entry) => ({ ...entry, legs: entry.legs.filter(({ amount }) => amount !== 0) }))
    .filter(({ legs }) => legs.length > 0)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** The entries of each journal that these papers and payments make. */
export function fecCounts(sales: readonly Sale[], receipts: readonly Receipt[]): FecCounts {
  const counts = { ...NO_ENTRIES };
  for (const { journal } of entriesOf(sales, receipts)) counts[journal] += 1;
  return counts;
}

/**
 * The file's text, or null when nothing happened. `before`: the entries of the year before this period, whose numbers it
 * goes on from. Amounts of currencies with two decimals only. Throws when unbalanced.
 */
export function fecText(sales: readonly Sale[], receipts: readonly Receipt[], before = NO_ENTRIES): string | null {
  const entries = entriesOf(sales, receipts);
  if (entries.length === 0) return null;
  const rows = [FEC_COLUMNS.join('\t')];
  const numbers = { ...before };
  for (const journal of ['VE', 'BQ'] as const) {
    for (const entry of entries.filter((one) => one.journal === journal)) {
      numbers[journal] += 1;
      for (const leg of entry.legs)
        rows.push(row(entry, `${journal}${String(numbers[journal]).padStart(6, '0')}`, leg));
    }
  }
  const text = `${rows.join('\r\n')}\r\n`;
  const faults = fecFaults(text, before);
  if (faults.length > 0) throw new Error(`the FEC does not hold: ${faults[0]}`);
  return text;
}

function row(entry: Entry, number: string, leg: Leg): string {
  const amount = money(Math.abs(leg.amount));
  return [
    entry.journal,
    JOURNALS[entry.journal],
    number,
    date(entry.day),
    leg.account,
    field(leg.label),
    leg.auxiliary ? `C${String(entry.customer).padStart(6, '0')}` : '',
    leg.auxiliary ? field(entry.name) : '',
    field(entry.piece),
    date(entry.day),
    field(entry.words),
    leg.amount > 0 ? amount : '0,00',
    leg.amount < 0 ? amount : '0,00',
    '',
    '',
    date(entry.day),
    '',
    '',
  ].join('\t');
}

function money(minor: number): string {
  const size = 10 ** exponentOf('EUR');
  return `${Math.floor(minor / size)},${String(minor % size).padStart(exponentOf('EUR'), '0')}`;
}

/** What of the layout a file breaks: columns, dates and their order, amounts, balance of each entry, gaps in the numbers. */
export function fecFaults(text: string, before = NO_ENTRIES): string[] {
  const [head, ...rows] = text.split('\r\n').filter(Boolean);
  const faults: string[] = [];
  if (head !== FEC_COLUMNS.join('\t')) faults.push('the heading is another');
  const balance = new Map<string, number>();
  const seen = new Map<string, number>(Object.entries(before));
  const days = new Map<string, string>();
  for (const [index, line] of rows.entries()) {
    const cells = line.split('\t');
    const say = (why: string) => faults.push(`line ${index + 2}: ${why}`);
    if (cells.length !== FEC_COLUMNS.length) {
      say(`${cells.length} columns`);
      continue;
    }
    const [journal = '', , number = '', day = '', account = '', , , , piece, , words, debit = '', credit = ''] = cells;
    if (!/^20\d{6}$/.test(day) || !/^20\d{6}$/.test(cells[15] ?? '')) say(`the date "${day}"`);
    if (!/^\d{6,8}$/.test(account)) say(`the account "${account}"`);
    if (!piece || !words) say('a piece or its words are missing');
    for (const amount of [debit, credit]) if (!/^\d+,\d{2}$/.test(amount)) say(`the amount "${amount}"`);
    if (debit !== '0,00' && credit !== '0,00') say('both a debit and a credit');
    const cents = (amount: string) => Number(amount.replace(',', ''));
    balance.set(number, (balance.get(number) ?? 0) + cents(debit) - cents(credit));
    const count = Number(number.slice(journal.length));
    const last = seen.get(journal) ?? 0;
    if (count !== last && count !== last + 1) say(`number ${number} after ${last}`);
    seen.set(journal, count);
    if (day < (days.get(journal) ?? '')) say(`the day ${day} after ${days.get(journal)}`);
    days.set(journal, day);
  }
  for (const [number, left] of balance) if (left !== 0) faults.push(`entry ${number} is off by ${left} cents`);
  return faults;
}

/** SIRENFECAAAAMMJJ.txt, the day being the last of the period. */
export const fecName = (siren: string, days: Days): string => `${siren}FEC${date(days.to)}.txt`;
