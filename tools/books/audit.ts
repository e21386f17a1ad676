/** The shop's chain, papers, payments and closures held against each other: the first thing that does not fit is named. */
import { sql } from 'kysely';
import type { Trx } from '../../db/shop.ts';
import { digest } from '../sealing.ts';
import { paymentText } from './ledger.ts';

/** What was read, and the first fault in plain words; null: everything fits. */
export type Audit = { entries: number; papers: number; payments: number; closures: number; fault: string | null };

/** Reads all of a shop's books. Nothing is written. */
export async function auditBooks(trx: Trx): Promise<Audit> {
  const ledger = await trx.selectFrom('ledger').selectAll().orderBy('position').execute();
  const papers = await trx.selectFrom('paper').selectAll().orderBy('id').execute();
  const payments = await trx.selectFrom('payment').selectAll().orderBy('id').execute();
  const closures = await trx.selectFrom('closure').selectAll().orderBy('id').execute();
  const head = await trx.selectFrom('ledger_head').selectAll().executeTakeFirst();
  const texts = {
    paper: new Map(papers.map((row) => [row.id, row.canonical])),
    payment: new Map(payments.map((row) => [row.id, paymentText(row)])),
    closure: new Map(closures.map((row) => [row.id, row.canonical])),
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
  fault ??= outside(ledger, papers, payments, closures);
  fault ??= gapIn(papers.map((row) => ({ ...row, number: row.number })));
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

/** Something that was written without being chained. Payments from before the chain began are let be. */
function outside(ledger: { kind: string; ref: number }[], papers: Rows, payments: Rows, closures: Rows): string | null {
  const chained = new Set(ledger.map((row) => `${row.kind} ${row.ref}`));
  const first = ledger.find((row) => row.kind === 'payment')?.ref ?? Number.POSITIVE_INFINITY;
  const all = [
    ...papers.map((row) => `paper ${row.id}`),
    ...payments.filter((row) => row.id >= first).map((row) => `payment ${row.id}`),
    ...closures.map((row) => `closure ${row.id}`),
  ];
  const loose = all.find((name) => !chained.has(name));
  return loose ? `${loose} is not in the chain` : null;
}

/** A number left out of a series. The year and the count are read where the number ends in digits. */
function gapIn(papers: { kind: string; number: string }[]): string | null {
  const last = new Map<string, number>();
  for (const { kind, number } of papers) {
    const found = /^(.*?)(\d+)$/.exec(number);
    if (kind === 'receipt' || !found) continue;
    const series = `${kind === 'deposit' ? 'invoice' : kind} ${found[1]}`;
    const count = Number(found[2]);
    const expected = (last.get(series) ?? 0) + 1;
    if (count !== expected) return `${number} does not follow number ${expected - 1} of its series`;
    last.set(series, count);
  }
  return null;
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
