/**
 * The shop's chain of hashes: every paper, its printed files, payment, correction and closure in the order it was written,
 * each with the hash of the one before (CGI art. 286-I-3 bis: inalterability, security). Append-only by trigger.
 */
import { type RawBuilder, type Selectable, sql } from 'kysely';
import { gather, together } from '../../db/connection.ts';
import type { Gathering } from '../../db/gathered.ts';
import { prepared } from '../../db/prepared.ts';
import type { Tables } from '../../db/tables/index.ts';
import type { Run } from '../tool.ts';

export type LedgerKind = Tables['ledger']['kind'];
type Head = { position: number; hash: string };

const END = prepared((db, { shop }: { shop: number }) =>
  db
    .insertInto('ledger_head')
    .values({ shop_id: shop, position: 0, hash: '' })
    .onConflict((conflict) => conflict.column('shop_id').doUpdateSet({ position: sql<number>`ledger_head.position` }))
    .returning(['position', 'hash']),
);

/** Asks for the end of the chain and locks it until this transaction ends: whoever writes next waits. */
export function ledgerEnd(run: Run) {
  return END({ shop: run.shop.id });
}

/** The end of the chain, held. */
export async function holdLedger(run: Run): Promise<Head> {
  const [[end]] = await together(run.trx, ledgerEnd(run));
  return end!;
}

/** `at`: its instant, where it is not the run's. */
type Entry = { kind: LedgerKind; ref: number; canonical: string; at?: Date };

/**
 * Appends a row to the chain: its hash is sha256(hash before || canonical). It is written at the end of the transaction,
 * or when the chain's end is asked for, so that the chain is held no longer than that.
 */
export async function append(run: Run, entry: Entry): Promise<void> {
  await gather(run.trx, LEDGER, { run, ...entry });
}

type Link = Required<Entry> & { shop: number };

/** One link: the head moves on under its lock, and what it then holds is the row. The hash is `digest`'s. */
const LINKED = prepared((_, { shop, kind, ref, canonical, at }: Link) => {
  const hashAfter = (before: RawBuilder<unknown>) =>
    sql`encode(sha256(convert_to(${before} || ${canonical}::text, 'UTF8')), 'hex')`;
  return sql`
    with head as (
      insert into ledger_head (shop_id, position, hash) values (${shop}, 1, ${hashAfter(sql`''`)})
      on conflict (shop_id) do update set position = ledger_head.position + 1, previous_hash = ledger_head.hash,
        hash = ${hashAfter(sql`ledger_head.hash`)}
      returning shop_id, position, previous_hash, hash
    )
    insert into ledger (shop_id, position, kind, ref, canonical, previous_hash, hash, at)
    select shop_id, position, ${kind}, ${ref}::bigint, ${canonical}, previous_hash, hash, ${at}::timestamptz from head`;
});

const LEDGER: Gathering<Entry & { run: Run }> = {
  tables: ['ledger'],
  write: (entries) =>
    entries.map(({ run, ...entry }) => ({ query: LINKED({ at: new Date(run.at), ...entry, shop: run.shop.id }) })),
};

/**
 * The same in the statement that writes the row itself, as parts of its `with`: `kept` is the row as written, with
 * `canonical`, `previous_hash`, `hash` and `issued_at`, made under the chain's end.
 */
export const chained = (kind: LedgerKind): RawBuilder<unknown> => sql`
  head as (
    update ledger_head set position = position + 1, previous_hash = kept.previous_hash, hash = kept.hash
    from kept where ledger_head.shop_id = kept.shop_id
    returning position
  ),
  chained as (
    insert into ledger (shop_id, position, kind, ref, canonical, previous_hash, hash, at)
    select shop_id, position, ${sql.lit(kind)}, id, canonical, previous_hash, hash, issued_at from kept, head
  )`;

type PaymentRow = Selectable<Tables['payment']>;

/** What of a payment is chained: everything but who pressed the button. One text for equal rows. */
export function paymentText(
  row: Omit<PaymentRow, 'shop_id' | 'recorded_by' | 'at' | 'link_id'> & { at: Date },
): string {
  const { amount, answers_id, currency, id, kind, method, order_id, provider, provider_ref } = row;
  const at = row.at.toISOString();
  return JSON.stringify({ amount, answers_id, at, currency, id, kind, method, order_id, provider, provider_ref });
}

/** What of a paper's file is chained: whose it is and the SHA-256 of its bytes. One text for equal rows. */
export function fileText(
  row: Pick<Selectable<Tables['paper_file']>, 'id' | 'paper_id' | 'mime' | 'filename' | 'sha256'>,
) {
  const { filename, id, mime, paper_id, sha256 } = row;
  return JSON.stringify({ filename, id, mime, paper_id, sha256 });
}
