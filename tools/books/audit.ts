/** The shop's chain, papers, payments and closures held against each other: the first thing that does not fit is named. */
import { type Selectable, sql } from 'kysely';
import type { Trx } from '../../db/shop.ts';
import type { Tables } from '../../db/tables/index.ts';
import { SERIES, type SeriesKind, written } from '../invoicing/numbering.ts';
import type { PaperSnapshot } from '../invoicing/snapshot.ts';
import { digest } from '../sealing.ts';
import { fileText, paymentText } from './ledger.ts';

type PaperRow = Selectable<Tables['paper']>;
type LedgerRow = Selectable<Tables['ledger']>;
type ClosureRow = Selectable<Tables['closure']>;

/** What was read, and the first fault in plain words; null: everything fits. */
export type Audit = { entries: number; papers: number; payments: number; closures: number; fault: string | null };

/** Reads all of a shop's books. Nothing is written. */
export async function auditBooks(trx: Trx): Promise<Audit> {
  const ledger = await trx.selectFrom('ledger').selectAll().orderBy('position').execute();
  const papers = await trx.selectFrom('paper').selectAll().orderBy('id').execute();
  const payments = await trx.selectFrom('payment').selectAll().orderBy('id').execute();
  const closures = await trx.selectFrom('closure').selectAll().orderBy('id').execute();
  const files = await trx
    .selectFrom('paper_file')
    .select(['id', 'paper_id', 'mime', 'filename', 'sha256'])
    .orderBy('id')
    .execute();
  const head = await trx.selectFrom('ledger_head').selectAll().executeTakeFirst();
  const texts = {
    paper: new Map(papers.map((row) => [row.id, row.canonical])),
    payment: new Map(payments.map((row) => [row.id, paymentText(row)])),
    closure: new Map(closures.map((row) => [row.id, row.canonical])),
    file: new Map(files.map((row) => [row.id, fileText(row)])),
  };
  let previous = '';
  let fault: string | null = null;
  for (const [index, row] of ledger.entries()) {
    const name = `row ${row.position} of the chain (${row.kind} ${row.ref})`;
    const kept = row.kind === 'archive' ? row.canonical : texts[row.kind].get(row.ref);
    if (row.position !== index + 1) fault = `row ${index + 1} of the chain is missing`;
    else if (row.previous_hash !== previous) fault = `${name} does not follow the one before it`;
    else if (row.hash !== digest(previous + row.canonical)) fault = `${name} was changed: its hash is another`;
    else if (kept === undefined) fault = `${name} was chained, but is no longer there`;
    else if (kept !== row.canonical) fault = `${name} was changed after it was chained`;
    if (fault) break;
    previous = row.hash;
  }
  fault ??=
    ledger.length !== (head?.position ?? 0) || previous !== (head?.hash ?? '')
      ? 'the end of the chain was cut off'
      : null;
  fault ??= outside(ledger, { papers, payments, closures, files });
  fault ??= besideText(ledger, papers, closures);
  fault ??= gapIn(papers, await trx.selectFrom('series').selectAll().orderBy('year').execute());
  fault ??= await changedFile(trx);
  return {
    entries: ledger.length,
    papers: papers.length,
    payments: payments.length,
    closures: closures.length,
    fault,
  };
}

type Rows = { id: number }[];

/** Something that was written without being chained. Payments and files from before they were chained are let be. */
function outside(
  ledger: { kind: string; ref: number }[],
  { papers, payments, closures, files }: Record<'papers' | 'payments' | 'closures' | 'files', Rows>,
): string | null {
  const chained = new Set(ledger.map((row) => `${row.kind} ${row.ref}`));
  const since = (kind: LedgerRow['kind'], rows: Rows): Rows => {
    const first = ledger.find((row) => row.kind === kind)?.ref ?? Number.POSITIVE_INFINITY;
    return rows.filter(({ id }) => id >= first);
  };
  const all = [
    ...papers.map((row) => `paper ${row.id}`),
    ...since('payment', payments).map((row) => `payment ${row.id}`),
    ...closures.map((row) => `closure ${row.id}`),
    ...since('file', files).map((row) => `file ${row.id}`),
  ];
  const loose = all.find((name) => !chained.has(name));
  return loose ? `${loose} is not in the chain` : null;
}

/** A column that says something else than the chained text beside it: what lists and closures are read from. */
function besideText(ledger: LedgerRow[], papers: PaperRow[], closures: ClosureRow[]): string | null {
  const links = new Map(ledger.map((row) => [`${row.kind} ${row.ref}`, row]));
  const numbers = new Map(papers.map((row) => [row.id, row.number]));
  for (const row of papers) {
    const said = JSON.parse(row.canonical) as PaperSnapshot;
    const link = links.get(`paper ${row.id}`);
    const second = (at: Date | string) => Math.floor(new Date(at).getTime() / 1000);
    const pairs: [column: string, kept: unknown, chained: unknown][] = [
      ['number', row.number, said.number],
      ['kind', row.kind, said.kind],
      ['total', row.total, said.totals.gross],
      ['currency', row.currency, said.currency],
      ['issued_at', second(row.issued_at), second(said.issued_at)],
      ['hash', row.hash, link?.hash],
      ['previous_hash', row.previous_hash, link?.previous_hash],
      ['at', link && second(link.at), second(said.issued_at)],
      ['cancels_id', row.cancels_id === null ? undefined : numbers.get(row.cancels_id), said.cancels?.number],
    ];
    const wrong = pairs.find(([, kept, chained]) => kept !== chained);
    if (wrong) return `${wrong[0]} of paper ${row.id} (${said.number}) was changed: its text says ${wrong[2]}`;
  }
  for (const row of closures) {
    const said = JSON.parse(row.canonical) as Record<string, unknown>;
    const { kind, number, period, total, perpetual } = row;
    const kept = { kind, number, period, total, perpetual, first: row.first_position, last: row.last_position };
    const wrong = Object.entries(kept).find(([column, value]) => said[column] !== value);
    if (wrong) return `${wrong[0]} of closure ${row.id} was changed: its text says ${said[wrong[0]]}`;
  }
  return null;
}

type SeriesRow = Selectable<Tables['series']>;

/** A number left out of a series, or more or fewer taken than there are papers; each series as its first number formed it. */
function gapIn(papers: PaperRow[], series: SeriesRow[]): string | null {
  const left = new Map<string, string[]>();
  const nameOf = (kind: string, year: number | string) => `${kind} ${year}`;
  for (const row of papers) {
    if (row.kind === 'receipt') continue;
    const { issued_on } = JSON.parse(row.canonical) as PaperSnapshot;
    const name = nameOf(SERIES[row.kind as keyof typeof SERIES], issued_on.slice(0, 4));
    left.set(name, [...(left.get(name) ?? []), row.number]);
  }
  for (const { kind, year, last, format } of series) {
    const name = nameOf(kind, year);
    const numbers = left.get(name) ?? [];
    left.delete(name);
    for (const [index, number] of numbers.entries()) {
      const expected = written({ kind: kind as SeriesKind, year }, format, index + 1);
      if (number !== expected) return `${number} stands where ${expected} is the next of its series`;
    }
    if (numbers.length !== last) return `the series ${name} counts ${last} numbers, ${numbers.length} were issued`;
  }
  const [loose] = left.keys();
  return loose ? `the series ${loose} was taken away` : null;
}

async function changedFile(trx: Trx): Promise<string | null> {
  const row = await trx
    .selectFrom('paper_file')
    .select('filename')
    .where(sql<boolean>`encode(sha256(bytes), 'hex') <> sha256`)
    .orderBy('id')
    .executeTakeFirst();
  return row ? `the file ${row.filename} is no longer what was printed` : null;
}
