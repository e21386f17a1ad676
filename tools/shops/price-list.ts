import { parse } from 'csv-parse/sync';
import { plainWords } from './day-words.ts';
import type { PriceRow } from './setup-words.ts';

/** The longest list that is read: about 2,000 rows. */
export const LIST_CHARACTERS = 100_000;

/** What a column is called in exports of tills and spreadsheets. */
const COLUMNS: [keyof PriceRow, RegExp][] = [
  ['name', /^(?:nom|produits?|articles?|designation|libelle|intitule|name|product|item)\b/],
  ['price', /^(?:prix|tarif|price|pv\b|ttc)/],
  ['rate', /^(?:taux|tva|vat|tax)/],
  ['unit', /^(?:unite|unit|conditionnement)/],
];

/**
 * The rows of a list with columns (`;`, tab or comma between them, quotes as spreadsheets write them); its first row may
 * name the columns in any order, else they are name, price, rate. A row without a name or a price comes back as it
 * stands. Null: the text is no such list.
 */
export function readList(text: string): (PriceRow | string)[] | null {
  const lines = text
    .slice(0, LIST_CHARACTERS)
    .split(/\r?\n/)
    .filter((line) => line.trim());
  const delimiter = [';', '\t', ','].find((sign) => separates(lines, sign));
  if (!delimiter) return null;
  const records = parse(lines.join('\n'), {
    delimiter,
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    trim: true,
    skip_empty_lines: true,
  });
  const named = columnsOf(records[0] ?? []);
  const at = named ?? { name: 0, price: 1, rate: 2 };
  return records.slice(named ? 1 : 0).map((record) => rowAt(record, at, delimiter));
}

type Places = Partial<Record<keyof PriceRow, number>>;

/** A comma is also the decimal sign of "3,50": alone it separates only below a head that names its columns. */
function separates(lines: string[], sign: string): boolean {
  const having = lines.filter((line) => line.includes(sign)).length;
  if (having === 0 || having < lines.length / 2) return false;
  return sign === ',' ? columnsOf((lines[0] ?? '').split(',')) !== null : true;
}

function columnsOf(head: string[]): Places | null {
  const places: Places = {};
  for (const [index, title] of head.entries()) {
    const plain = plainWords(title.replace(/"/g, ''));
    const column = COLUMNS.find(([name, words]) => places[name] === undefined && words.test(plain))?.[0];
    if (column) places[column] = index;
  }
  return places.name !== undefined && places.price !== undefined ? places : null;
}

function rowAt(record: string[], at: Places, delimiter: string): PriceRow | string {
  const cell = (column: keyof PriceRow) => (at[column] === undefined ? '' : (record[at[column]] ?? '').trim());
  const [name, price] = [cell('name'), cell('price')];
  if (!name || !price) return record.join(delimiter).trim();
  return { name, price, unit: cell('unit') || undefined, rate: cell('rate') || undefined };
}
