import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { type LastStatement, lastly, together } from '../../db/connection.ts';
import { prepared } from '../../db/prepared.ts';
import type { Tables } from '../../db/tables/index.ts';
import { chained, ledgerEnd } from '../books/ledger.ts';
import { recorded } from '../journal.ts';
import { dayOf, timeOf } from '../language.ts';
import type { OrderView } from '../orders/read.ts';
import { accountOf } from '../payments/books.ts';
import type { Run } from '../tool.ts';
import { isUndecided } from './abroad.ts';
import { depositOf, finalOf, type Part } from './deposit.ts';
import { invoiceOf, type PaperFacts } from './invoice.ts';
import { standingAmong } from './live.ts';
import { type Lack, lacksOf } from './missing.ts';
import { formatOf, SERIES, type SeriesKind, writtenHere } from './numbering.ts';
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

/** What a paper is issued from. */
export type Issuing = {
  /** Names the cause: the same one is issued once. */
  once: string;
  orderId: number | null;
  customerId: number | null;
  /** The invoice that a credit note cancels. */
  cancelsId?: number;
  /** Of a paper outside the series: its own number. */
  number?: string;
  facts: PaperFacts;
};

/**
 * The order's invoice as it stands, or what it is to be issued from, with its deposits taken off. Throws Lacking when the
 * law wants more than is known.
 */
export async function invoiceOwed(run: Run, view: OrderView): Promise<{ standing: PaperRow } | { issuing: Issuing }> {
  const { held, papers } = view.account ?? (await accountOf(run, view.order.id));
  const standing = standingAmong(papers);
  const invoice = standing.find(({ paper }) => paper.kind === 'invoice');
  if (invoice) return { standing: invoice.paper };
  // One invoice at a time: another one only after credit notes cancelled the one before.
  const before = papers.filter((paper) => paper.kind === 'invoice').length;
  const once = before === 0 ? `invoice:${view.order.id}` : `invoice:${view.order.id}:${before + 1}`;
  return { issuing: issuingOf(run, view, once, await finalOf(run, view, standing, held)) };
}

/** The order's invoice: issued now when there is none. Returns it and whether this call issued it. Throws Lacking. */
export async function invoiceFor(run: Run, view: OrderView): Promise<{ paper: PaperRow; issued: boolean }> {
  const owed = await invoiceOwed(run, view);
  if ('standing' in owed) return { paper: owed.standing, issued: false };
  return { paper: await issue(run, owed.issuing), issued: true };
}

/** What a deposit invoice for a part that was paid is issued from; `once` names the payment. Throws Lacking. */
export async function depositOwed(run: Run, view: OrderView, part: Part, once: string): Promise<Issuing> {
  const { papers } = view.account ?? (await accountOf(run, view.order.id));
  return issuingOf(run, view, once, await depositOf(run, view, part, standingAmong(papers)));
}

/** Throws Lacking where the facts lack something; no number is taken then. */
function issuingOf(run: Run, view: OrderView, once: string, facts: PaperFacts): Issuing {
  const lacks = lacksOf(facts, isUndecided(run, view));
  if (lacks.length > 0) throw new Lacking(lacks);
  return { once, orderId: view.order.id, customerId: view.order.customer_id, facts };
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

/**
 * Gives a paper its number, next in its series (per shop and year, gap-free and never dated before the number before it:
 * taken under the row's lock in this very transaction), seals it into the shop's chain of hashes, and keeps it for good.
 * CGI ann. II art. 242 nonies A (number), CGI art. 286-I-3 bis (inalterability). Throws ZodError when the facts do not add
 * up; no number is taken then.
 */
export async function issue(run: Run, what: Issuing): Promise<PaperRow> {
  // Each sees what was committed when the chain's end was had: another transaction may have issued this very paper.
  const [, [existing], [taken]] = await together(
    run.trx,
    ledgerEnd(run),
    SAME({ once: what.once }),
    numbering(run, what),
  );
  if (existing) return existing;
  // Two transactions at midnight, or a clock set back: the later number bears the later of both dates.
  const at = new Date(Math.max(run.at, taken?.last_at.getTime() ?? 0));
  const facts = dated(what.facts, at, run.shop.timezone);
  const [[paper]] = await together(run.trx, keeping(run, { ...what, facts }, at));
  return paper!;
}

/**
 * The same in the one message of the transaction's commit, so that the shop's other papers wait for that message and not
 * for us. `then` follows it. `otherwise` runs in its place when the database refuses it: it was issued already, or the
 * number before it bears a later second.
 */
export async function issueAtCommit(
  run: Run,
  what: Issuing,
  then: LastStatement,
  otherwise: () => Promise<void>,
): Promise<void> {
  const queries = [ledgerEnd(run), numbering(run, what), keeping(run, what, new Date(run.at))];
  await lastly(run.trx, [...queries.map((query) => ({ query })), then], otherwise);
}

/** The facts with their date of issue; a last day to pay is not before it. */
function dated(facts: PaperFacts, at: Date, timezone: string): PaperFacts {
  const issuedOn = dayOf(at.getTime(), timezone);
  const late = facts.due_on !== undefined && facts.due_on < issuedOn;
  const issued = { issued_on: issuedOn, issued_at: localInstant(at.getTime(), timezone) };
  return { ...facts, ...issued, ...(late ? { due_on: issuedOn } : {}) };
}

function seriesOf(run: Run, what: Issuing): { kind: SeriesKind; year: number } | null {
  if (what.number !== undefined) return null;
  const { kind } = what.facts;
  if (kind === 'receipt') throw new TypeError('a receipt is numbered after its order');
  return { kind: SERIES[kind], year: Number(dayOf(run.at, run.shop.timezone).slice(0, 4)) };
}

/** `last_at`: the number's instant at the earliest. */
type Taken = { last_at: Date };

/** Takes the next position of the paper's series; none, and no row back, where it is issued already or has its own. */
function numbering(run: Run, what: Issuing) {
  const series = seriesOf(run, what);
  if (!series) return NONE;
  const { shop, at } = run;
  const format = formatOf(shop.settings, series.kind);
  return NEXT({ ...series, shop: shop.id, format, once: what.once, at: new Date(at) });
}

const NONE = sql<Taken>`select null where false`;

type Next = { kind: SeriesKind; year: number; shop: number; format: string; once: string; at: Date };
const NEXT = prepared(
  (db, { shop, kind, year, format, once, at }: Next) => sql<Taken>`
    insert into series (shop_id, kind, year, last, format, last_at)
    select ${shop}::bigint, ${kind}::text, ${year}::integer, 1, ${format}::text, ${at}::timestamptz
    where not exists (${db.selectFrom('paper').select('id').where('once', '=', once)})
    on conflict (shop_id, kind, year) do update
      set last = series.last + 1, last_at = greatest(series.last_at, excluded.last_at)
    returning last_at`,
);

const SAME = prepared((db, { once }: { once: string }) => db.selectFrom('paper').selectAll().where('once', '=', once));

/** Keeps the paper under the position just taken, dated `at`. */
function keeping(run: Run, what: Issuing, at: Date) {
  const series = seriesOf(run, what);
  const snapshot = paperSnapshotSchema.parse({ ...what.facts, number: UNNUMBERED });
  const [before, after] = canonical(snapshot).split(JSON.stringify(UNNUMBERED));
  return KEEP({
    ...{ shop: run.shop.id, kind: snapshot.kind, once: what.once, order: what.orderId, customer: what.customerId },
    ...{ total: snapshot.totals.gross, currency: snapshot.currency, at, cancels: what.cancelsId ?? null },
    ...{ number: what.number ?? null, series: series?.kind ?? null, year: series?.year ?? null },
    ...{ before: before!, after: after!, now: new Date(run.at), actor: JSON.stringify(run.actor), cause: run.cause },
  });
}

/** Stands in the snapshot where the database puts the number; nobody's words contain it. */
const UNNUMBERED = randomUUID().replaceAll('-', '');

type NewPaper = {
  shop: number;
  kind: PaperKind;
  once: string;
  order: number | null;
  customer: number | null;
  total: number;
  currency: string;
  at: Date;
  cancels: number | null;
  /** Its own number, or the series whose position it takes. */
  number: string | null;
  series: SeriesKind | null;
  year: number | null;
  /** Its canonical text up to the number, and from there on. */
  before: string;
  after: string;
  /** When it is journalled, by whom (JSON) and why. */
  now: Date;
  actor: string;
  cause: string;
};

/**
 * Numbers, seals, keeps, chains and journals a paper: one statement, since its number is known under the lock alone. It
 * fails (a paper has a number) where the number's date would not be the one in its text. The hash is `digest`'s.
 */
const KEEP = prepared((_, paper: NewPaper) => {
  const { shop, kind, once, order, customer, total, currency, at, cancels } = paper;
  const { number, series, year, before, after, now, actor, cause } = paper;
  const data = sql`jsonb_build_object('number', number, 'kind', kind, 'total', total)`;
  const fact = { shop, at: now, event: 'paper.issued' as const, actor, order, cause };
  return sql<PaperRow>`
    with kept as (
      insert into paper (shop_id, kind, number, once, order_id, customer_id, total, currency, issued_at, cancels_id,
        canonical, previous_hash, hash)
      select ${shop}::bigint, ${kind}::text, numbered.number,
        ${once}::text, ${order}::bigint, ${customer}::bigint, ${total}::bigint, ${currency}::text,
        coalesce(series.last_at, ${at}::timestamptz), ${cancels}::bigint, text, past.hash,
        encode(sha256(convert_to(past.hash || text, 'UTF8')), 'hex')
      from ledger_head as past
      left join series on series.kind = ${series}::text and series.year = ${year}::integer
      cross join lateral (select coalesce(${number}::text, case
        when date_trunc('second', series.last_at) = date_trunc('second', ${at}::timestamptz) then ${writtenHere()}
        end) as number) as numbered
      cross join lateral (select ${before}::text || to_json(numbered.number)::text || ${after}::text as text) as snapshot
      returning *
    ), ${chained('paper')}, recorded as (${recorded(fact, data, sql`kept`)})
    select * from kept`;
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
