import { sql } from 'kysely';
import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { addDays, dayOf, formatDay, instantOf, timeOf } from '../language.ts';
import { type Currency, exponentOf, isCurrency } from '../money.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { periodOf } from './till.ts';

/** A file of so many rows at most; a longer period is asked for in parts. */
const MOST_ROWS = 20_000;
const MIME = 'text/plain';

export const statement = defineTool({
  name: 'statement',
  says: 'Gives the payments, refunds and fees of a period as a file for the accountant.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({ text: z.string().max(100).default(''), day: z.string().optional() }),
  command: {
    words: ['releve', 'statement'],
    takes: 'text',
    reads: 'day',
    example: '[mois]',
    help: {
      fr: 'le fichier des encaissements et des frais, pour le comptable (CSV)',
      en: 'the file of takings and fees, for the accountant (CSV)',
      ar: 'ملف المقبوضات والرسوم للمحاسب (CSV)',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const texts = textsFor(run.language);
    const today = dayOf(run.at, run.shop.timezone);
    const period = periodOf(input.text.trim() || 'mois', input.day, today);
    if (period === null) throw new Refusal('invalid', texts.money.refusals.badPeriod(input.text));
    const { csv, rows } = await statementOf(run, period);
    const shown = [period.from, period.to].map((day) => formatDay(day, run.language, today)) as [string, string];
    if (rows === 0) return { facts: { rows }, reply: { text: texts.paying.statementEmpty(...shown) } };
    const filename = `${run.shop.slug}-${period.from}-${period.to}.csv`;
    const { id } = await run.trx
      .insertInto('picture')
      .values({ shop_id: run.shop.id, mime: MIME, filename, bytes: Buffer.from(csv), created_at: new Date(run.at) })
      .returning('id')
      .executeTakeFirstOrThrow();
    const document = { fileId: `picture:${id}`, filename, mime: MIME };
    return { facts: { rows }, reply: { text: texts.paying.statementHere(...shown, rows), document } };
  },
});

/**
 * Every row of the books in a period (calendar days of the shop, both included) with the fee its provider took, as a
 * CSV that spreadsheets of French offices open: semicolons, decimal commas, a byte-order mark.
 */
export async function statementOf(
  run: Run,
  period: { from: string; to: string },
): Promise<{ csv: string; rows: number }> {
  const zone = run.shop.timezone;
  const rows = await run.trx
    .selectFrom('payment')
    .innerJoin('orders', 'orders.id', 'payment.order_id')
    .leftJoin('movement', (join) =>
      join.onRef('movement.provider', '=', 'payment.provider').onRef('movement.ref', '=', 'payment.provider_ref'),
    )
    .select(['payment.at', 'payment.kind', 'payment.provider', 'payment.provider_ref', 'payment.method'])
    .select(['payment.amount', 'payment.currency', 'orders.number'])
    .select(sql<number>`coalesce(movement.fee, 0)::bigint`.as('fee'))
    .where('payment.at', '>=', new Date(instantOf(period.from, '00:00', zone)))
    .where('payment.at', '<', new Date(instantOf(addDays(period.to, 1), '00:00', zone)))
    .orderBy('payment.id')
    .limit(MOST_ROWS)
    .execute();
  const texts = textsFor(run.language);
  const kinds = texts.paying.statementKinds;
  const lines = rows.map((row) => {
    const money = (minor: number) => decimal(minor, row.currency);
    const method = texts.money.methods[row.method as keyof typeof texts.money.methods] ?? row.method;
    const at = row.at.getTime();
    return [
      dayOf(at, zone),
      timeOf(at, zone),
      row.number,
      kinds[row.kind],
      method,
      row.provider,
      row.provider_ref,
      money(row.amount),
      money(row.fee),
      money(row.amount - row.fee),
      row.currency,
    ];
  });
  const csv = [texts.paying.statementColumns, ...lines].map((cells) => cells.map(cell).join(';')).join('\r\n');
  return { csv: `\ufeff${csv}\r\n`, rows: rows.length };
}

/** A cell: quoted where it must be; what a spreadsheet would take for a formula is text (OWASP, CSV injection). */
function cell(text: string): string {
  const plain = /^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

function decimal(minor: number, currency: string): string {
  const exponent = isCurrency(currency) ? exponentOf(currency as Currency) : 2;
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -exponent)},${digits.slice(-exponent)}`;
}
