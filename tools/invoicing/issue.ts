import { type Selectable, sql } from 'kysely';
import { later, together } from '../../db/connection.ts';
import { prepared } from '../../db/prepared.ts';
import type { Tables } from '../../db/tables/index.ts';
import { append, ledgerEnd } from '../books/ledger.ts';
import { record } from '../journal.ts';
import { dayOf, timeOf } from '../language.ts';
import type { OrderView } from '../orders/read.ts';
import { accountOf } from '../payments/books.ts';
import { digest } from '../sealing.ts';
import type { Run } from '../tool.ts';
import { isUndecided } from './abroad.ts';
import { depositOf, finalOf, type Part } from './deposit.ts';
import { invoiceOf, type PaperFacts } from './invoice.ts';
import { standingAmong } from './live.ts';
import { type Lack, lacksOf } from './missing.ts';
import { formatOf, SERIES, type SeriesKind, written } from './numbering.ts';
import { canonical, type PaperKind, paperSnapshotSchema } from './snapshot.ts';

export type PaperRow = Selectable<Tables['paper']>;

/** An invoice that cannot be issued yet: what is missing of the seller or of a company that buys. */
export class Lacking extends Error {
  override name = 'Lacking';
  readonly lacks: Lack[];
  constructor(lacks: Lack[]) {
    super(`the invoice lacks ${lacks.join(', ')}`);
    this.lacks = lacks;
  }
}

/**
 * The order's invoice: issued now when there is none, with its deposits taken off. Returns it and whether this call
 * issued it. Throws Lacking when the law wants more than is known; no number is taken then.
 */
export async function invoiceFor(run: Run, view: OrderView): Promise<{ paper: PaperRow; issued: boolean }> {
  const { held, papers } = view.account ?? (await accountOf(run, view.order.id));
  const standing = standingAmong(papers);
  const invoice = standing.find(({ paper }) => paper.kind === 'invoice');
  if (invoice) return { paper: invoice.paper, issued: false };
  // One invoice at a time: another one only after credit notes cancelled the one before.
  const before = papers.filter((paper) => paper.kind === 'invoice').length;
  const once = before === 0 ? `invoice:${view.order.id}` : `invoice:${view.order.id}:${before + 1}`;
  const facts = await finalOf(run, view, standing, held);
  refuseLacks(facts, isUndecided(run, view));
  const paper = await issue(run, { once, orderId: view.order.id, customerId: view.order.customer_id, facts });
  return { paper, issued: true };
}

/** A deposit invoice for a part that was paid; `once` names the payment. Throws Lacking as `invoiceFor` does. */
export async function depositFor(run: Run, view: OrderView, part: Part, once: string): Promise<PaperRow> {
  const { papers } = view.account ?? (await accountOf(run, view.order.id));
  const facts = await depositOf(run, view, part, standingAmong(papers));
  refuseLacks(facts, isUndecided(run, view));
  return issue(run, { once, orderId: view.order.id, customerId: view.order.customer_id, facts });
}

/** A receipt for what was paid of an order so far, numbered after the order: it is no invoice and in no series. */
export async function receiptFor(run: Run, view: OrderView): Promise<PaperRow> {
  const { order } = view;
  const { receipts } = await run.trx
    .selectFrom('paper')
    .select((eb) => eb.fn.countAll<number>().as('receipts'))
    .where('order_id', '=', order.id)
    .where('kind', '=', 'receipt')
    .executeTakeFirstOrThrow();
  const number = `R-${order.number}-${Number(receipts) + 1}`;
  const facts = await invoiceOf(run, view, 'receipt');
  return issue(run, { once: number, number, orderId: order.id, customerId: order.customer_id, facts });
}

function refuseLacks(facts: PaperFacts, undecided: boolean): void {
  const lacks = lacksOf(facts, undecided);
  if (lacks.length > 0) throw new Lacking(lacks);
}

/**
 * Gives a paper its number, next in its series (per shop and year, gap-free and never dated before the number before it:
 * taken under the row's lock in this very transaction), seals it into the shop's chain of hashes, and keeps it for good. CGI ann. II art. 242 nonies A (number),
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
    /** Of a paper outside the series: its own number. */
    number?: string;
    facts: PaperFacts;
  },
): Promise<PaperRow> {
  const series = what.number === undefined ? seriesOf(run, what.facts.kind) : null;
  // Each sees what was committed when the chain's end was had: another transaction may have issued this very paper.
  const [[head], [existing], [taken], [drawn]] = await together(
    run.trx,
    ledgerEnd(run),
    SAME({ once: what.once }),
    series ? next(run, series, what.once) : NONE,
    DRAW({}),
  );
  if (existing) return existing;
  const number = what.number ?? written(series!, taken!.format, taken!.last);
  // Two transactions at midnight, or a clock set back: the later number bears the later of both dates.
  const at = new Date(Math.max(run.at, taken?.last_at?.getTime() ?? 0));
  const snapshot = paperSnapshotSchema.parse({ ...dated(what.facts, at, run.shop.timezone), number });
  const text = canonical(snapshot);
  const paper: PaperRow = {
    id: drawn!.id,
    shop_id: run.shop.id,
    kind: snapshot.kind,
    number,
    once: what.once,
    order_id: what.orderId,
    customer_id: what.customerId,
    total: snapshot.totals.gross,
    currency: snapshot.currency,
    issued_at: at,
    cancels_id: what.cancelsId ?? null,
    canonical: text,
    previous_hash: head!.hash,
    hash: digest(head!.hash + text),
  };
  await later(run.trx, KEEP(paper));
  await append(run, { kind: 'paper', ref: paper.id, canonical: text, at });
  await record(run, 'paper.issued', what.orderId, { number, kind: snapshot.kind, total: snapshot.totals.gross });
  return paper;
}

/** The facts with their date of issue; a last day to pay is not before it. */
function dated(facts: PaperFacts, at: Date, timezone: string): PaperFacts {
  const issuedOn = dayOf(at.getTime(), timezone);
  const late = facts.due_on !== undefined && facts.due_on < issuedOn;
  const issued = { issued_on: issuedOn, issued_at: localInstant(at.getTime(), timezone) };
  return { ...facts, ...issued, ...(late ? { due_on: issuedOn } : {}) };
}

type Series = { kind: SeriesKind; year: number };
/** `format`: what the series' first number of the year fixed; `last_at`: this number's instant at the earliest. */
type Taken = { last: number; format: string | null; last_at: Date };

const NONE = sql<Taken>`select null where false`;

function seriesOf(run: Run, kind: PaperKind): Series {
  if (kind === 'receipt') throw new TypeError('a receipt is numbered after its order');
  return { kind: SERIES[kind], year: Number(dayOf(run.at, run.shop.timezone).slice(0, 4)) };
}

/** Takes the next position of a series under its row's lock; none, and no row back, where `once` is a paper already. */
function next(run: Run, { kind, year }: Series, once: string) {
  return NEXT({
    ...{ shop: run.shop.id, kind, year, once },
    ...{ format: formatOf(run.shop.settings, kind), at: new Date(run.at) },
  });
}

type Next = Series & { shop: number; format: string; once: string; at: Date };
const NEXT = prepared(
  (db, { shop, kind, year, format, once, at }: Next) => sql<Taken>`
    insert into series (shop_id, kind, year, last, format, last_at)
    select ${shop}::bigint, ${kind}::text, ${year}::integer, 1, ${format}::text, ${at}::timestamptz
    where not exists (${db.selectFrom('paper').select('id').where('once', '=', once)})
    on conflict (shop_id, kind, year) do update
      set last = series.last + 1, last_at = greatest(series.last_at, excluded.last_at)
    returning last, format, last_at`,
);

const SAME = prepared((db, { once }: { once: string }) => db.selectFrom('paper').selectAll().where('once', '=', once));

const DRAW = prepared(() => sql<{ id: number }>`select nextval('paper_id_seq') as id`);

const KEEP = prepared((db, paper: PaperRow) => {
  const { id, shop_id, kind, number, once, order_id, customer_id } = paper;
  const { total, currency, issued_at, cancels_id, canonical, previous_hash, hash } = paper;
  return db.insertInto('paper').values({
    ...{ id, shop_id, kind, number, once, order_id, customer_id },
    ...{ total, currency, issued_at, cancels_id, canonical, previous_hash, hash },
  });
});

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
