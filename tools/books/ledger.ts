/**
 * The shop's chain of hashes: every paper, payment, correction and closure in the order it was written, each with the
 * hash of the one before (CGI art. 286-I-3 bis: inalterability, security). Append-only by trigger.
 */
import { type Selectable, sql } from 'kysely';
import { later } from '../../db/connection.ts';
import type { Tables } from '../../db/tables/index.ts';
import { digest } from '../sealing.ts';
import type { Run } from '../tool.ts';

export type LedgerKind = Tables['ledger']['kind'];
type Head = { position: number; hash: string };

/** Asks for the end of the chain and locks it until this transaction ends: whoever writes next waits. */
export function ledgerEnd(run: Run) {
  return run.trx
    .insertInto('ledger_head')
    .values({ shop_id: run.shop.id, position: 0, hash: '' })
    .onConflict((conflict) => conflict.column('shop_id').doUpdateSet({ position: sql<number>`ledger_head.position` }))
    .returning(['position', 'hash']);
}

/** The end of the chain, held. */
export function holdLedger(run: Run): Promise<Head> {
  return ledgerEnd(run).executeTakeFirstOrThrow();
}

/** Appends one row to a chain whose end is held; returns its hash, which is sha256(hash before || canonical). */
export async function append(
  run: Run,
  head: Head,
  entry: { kind: LedgerKind; ref: number; canonical: string },
): Promise<string> {
  const hash = digest(head.hash + entry.canonical);
  const position = head.position + 1;
  const link = { shop_id: run.shop.id, position, ...entry, previous_hash: head.hash, hash, at: new Date(run.at) };
  await later(run.trx, run.trx.insertInto('ledger').values(link));
  await later(run.trx, run.trx.updateTable('ledger_head').set({ position, hash }).where('shop_id', '=', run.shop.id));
  return hash;
}

type PaymentRow = Selectable<Tables['payment']>;

/** What of a payment is chained: everything but who pressed the button. One text for equal rows. */
export function paymentText(
  row: Omit<PaymentRow, 'shop_id' | 'recorded_by' | 'at' | 'link_id'> & { at: Date },
): string {
  const { amount, answers_id, currency, id, kind, method, order_id, provider, provider_ref } = row;
  const at = row.at.toISOString();
  return JSON.stringify({ amount, answers_id, at, currency, id, kind, method, order_id, provider, provider_ref });
}
