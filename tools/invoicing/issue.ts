import { type Selectable, sql } from 'kysely';
import type { Tables } from '../../db/tables/index.ts';
import { record } from '../journal.ts';
import { dayOf, timeOf } from '../language.ts';
import type { OrderView } from '../orders/read.ts';
import { digest } from '../sealing.ts';
import type { Run } from '../tool.ts';
import { invoiceOf } from './invoice.ts';
import { liveInvoice } from './live.ts';
import { canonical, type PaperKind, type PaperSnapshot, paperSnapshotSchema } from './snapshot.ts';

export type PaperRow = Selectable<Tables['paper']>;

/** Invoices, deposits and balances share one series; credit notes and quotes have their own. */
const SERIES: Record<PaperKind, { kind: string; prefix: string }> = {
  invoice: { kind: 'invoice', prefix: 'F' },
  deposit: { kind: 'invoice', prefix: 'F' },
  credit_note: { kind: 'credit_note', prefix: 'A' },
  quote: { kind: 'quote', prefix: 'D' },
  receipt: { kind: 'receipt', prefix: 'R' },
};

/** The chain's row among the series: locking it makes papers of one shop follow each other one at a time. */
const CHAIN = { kind: 'chain', year: 0 };

/** The order's invoice: issued now when there is none. Returns it and whether this call issued it. */
export async function invoiceFor(run: Run, view: OrderView): Promise<{ paper: PaperRow; issued: boolean }> {
  const standing = await liveInvoice(run, view.order.id);
  if (standing) return { paper: standing.paper, issued: false };
  const once = await onceOf(run, view.order.id);
  const facts = await invoiceOf(run, view);
  const paper = await issue(run, { once, orderId: view.order.id, customerId: view.order.customer_id, facts });
  return { paper, issued: true };
}

/** One invoice at a time: another one only after credit notes cancelled the one before. */
async function onceOf(run: Run, orderId: number): Promise<string> {
  const { papers } = await run.trx
    .selectFrom('paper')
    .select((eb) => eb.fn.countAll<number>().as('papers'))
    .where('order_id', '=', orderId)
    .where('kind', '=', 'invoice')
    .executeTakeFirstOrThrow();
  return Number(papers) === 0 ? `invoice:${orderId}` : `invoice:${orderId}:${Number(papers) + 1}`;
}

/**
 * Gives a paper its number, next in its series (per shop and year, gap-free: taken under the row's lock in this very
 * transaction), seals it into the shop's chain of hashes, and keeps it for good. CGI ann. II art. 242 nonies A (number),
 * CGI art. 286-I-3 bis (inalterability). Throws ZodError when the facts do not add up; the number is then not taken.
 */
export async function issue(
  run: Run,
  what: {
    once: string;
    orderId: number | null;
    customerId: number | null;
    /** The invoice that a credit note cancels. */
    cancelsId?: number;
    facts: Omit<PaperSnapshot, 'number'>;
  },
): Promise<PaperRow> {
  await next(run, CHAIN.kind, CHAIN.year);
  // Another transaction may have issued it while this one waited for the chain.
  const existing = await run.trx.selectFrom('paper').selectAll().where('once', '=', what.once).executeTakeFirst();
  if (existing) return existing;
  const series = SERIES[what.facts.kind];
  const year = Number(dayOf(run.at, run.shop.timezone).slice(0, 4));
  const position = await next(run, series.kind, year);
  const number = `${series.prefix}-${year}-${String(position).padStart(4, '0')}`;
  const snapshot = paperSnapshotSchema.parse({ ...what.facts, number });
  const text = canonical(snapshot);
  const last = await run.trx.selectFrom('paper').select('hash').orderBy('id', 'desc').limit(1).executeTakeFirst();
  const previous = last?.hash ?? '';
  const paper = await run.trx
    .insertInto('paper')
    .values({
      shop_id: run.shop.id,
      kind: snapshot.kind,
      number,
      once: what.once,
      order_id: what.orderId,
      customer_id: what.customerId,
      total: snapshot.totals.gross,
      currency: snapshot.currency,
      issued_at: new Date(run.at),
      cancels_id: what.cancelsId ?? null,
      canonical: text,
      previous_hash: previous,
      hash: digest(previous + text),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await record(run, 'paper.issued', what.orderId, { number, kind: snapshot.kind, total: snapshot.totals.gross });
  return paper;
}

async function next(run: Run, kind: string, year: number): Promise<number> {
  const row = await run.trx
    .insertInto('series')
    .values({ shop_id: run.shop.id, kind, year, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['shop_id', 'kind', 'year']).doUpdateSet({ last: sql<number>`series.last + 1` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return row.last;
}

/** The instant of issue as local ISO 8601 with its offset. */
export function localInstant(at: number, timezone: string): string {
  const day = dayOf(at, timezone);
  const time = timeOf(at, timezone);
  const local = Date.parse(`${day}T${time}:00Z`);
  const offsetMinutes = Math.round((local - Math.floor(at / 60_000) * 60_000) / 60_000);
  const sign = offsetMinutes < 0 ? '-' : '+';
  const two = (value: number) => String(value).padStart(2, '0');
  const seconds = two(new Date(at).getUTCSeconds());
  const ahead = Math.abs(offsetMinutes);
  return `${day}T${time}:${seconds}${sign}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
}
