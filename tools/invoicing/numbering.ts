/**
 * How the numbers of papers are formed: one series per shop, kind and year, each with one format from its first number
 * on (CGI ann. II art. 242 nonies A: a unique number from a chronological and continuous sequence).
 */
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '../../db/shop.ts';
import { dayOf } from '../language.ts';
import type { ShopSettings } from '../shops/settings.ts';

/** Invoices, deposits and balances share one series; credit notes and quotes have their own. */
export const SERIES = { invoice: 'invoice', deposit: 'invoice', credit_note: 'credit_note', quote: 'quote' } as const;
export type SeriesKind = (typeof SERIES)[keyof typeof SERIES];

/** How numbers are formed where the shop says nothing. */
const USUAL: Record<SeriesKind, string> = {
  invoice: 'F-{year}-{n:4}',
  credit_note: 'A-{year}-{n:4}',
  quote: 'D-{year}-{n:4}',
};

/** The format a shop's settings give a series. */
export function formatOf(settings: Pick<ShopSettings, 'papers'>, kind: SeriesKind): string {
  return settings.papers.numbers?.[kind] ?? USUAL[kind];
}

/** The number at a position of a series. `format` null: a series begun before formats were kept has the usual one. */
export function written(series: { kind: SeriesKind; year: number }, format: string | null, position: number): string {
  return (format ?? USUAL[series.kind])
    .replaceAll('{year}', String(series.year))
    .replace(/\{n(?::(\d))?\}/g, (_, width: string | undefined) => String(position).padStart(Number(width ?? 1), '0'));
}

/** The widths that a format may pad a position to, {n:1} to {n:9}. */
const WIDTHS = Array.from({ length: 9 }, (_, index) => index + 1);

/**
 * The number that a row of `series` comes to, as `written` has it, by the database: so that a position is taken and used
 * in one go, while every other paper of the shop waits.
 */
export function writtenHere(): RawBuilder<string> {
  const usual = Object.entries(USUAL).map(([kind, format]) => sql`when ${sql.lit(kind)} then ${sql.lit(format)}`);
  const format = sql<string>`coalesce(series.format, case series.kind ${sql.join(usual, sql` `)} end)`;
  const n = sql`series.last::text`;
  const padded = (width: number) => sql`lpad(${n}, greatest(length(${n}), ${sql.lit(width)}), '0')`;
  return WIDTHS.reduce(
    (text, width) => sql`replace(${text}, ${sql.lit(`{n:${width}}`)}, ${padded(width)})`,
    sql<string>`replace(replace(${format}, '{year}', series.year::text), '{n}', ${n})`,
  );
}

/** A format that can no longer change this year, and the number that fixed it. */
export type FixedNumber = { kind: SeriesKind; format: string; year: number; first: string };

/**
 * Which of the changes from `before` to `after` come too late: the series has a number this year, formed otherwise. Going
 * back to the format in use is no such change.
 */
export async function fixedNumbers(
  trx: Trx,
  at: { now: number; timezone: string },
  before: Pick<ShopSettings, 'papers'>,
  after: Pick<ShopSettings, 'papers'>,
): Promise<FixedNumber[]> {
  const changed = (['invoice', 'credit_note', 'quote'] as const).filter(
    (kind) => formatOf(before, kind) !== formatOf(after, kind),
  );
  if (changed.length === 0) return [];
  const year = Number(dayOf(at.now, at.timezone).slice(0, 4));
  // The lock lets no first number be taken between this look and the change.
  const begun = await trx
    .selectFrom('series')
    .select(['kind', 'format'])
    .where('year', '=', year)
    .where('last', '>', 0)
    .where('kind', 'in', changed)
    .forUpdate()
    .execute();
  return begun.flatMap((row) => {
    const kind = row.kind as SeriesKind;
    const format = row.format ?? USUAL[kind];
    return format === formatOf(after, kind) ? [] : [{ kind, format, year, first: written({ kind, year }, format, 1) }];
  });
}
