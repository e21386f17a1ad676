import { sql } from 'kysely';
import { z } from 'zod';
import { Refusal } from '../errors.ts';
import type { PaperSnapshot } from '../invoicing/snapshot.ts';
import { vatOwed } from '../invoicing/vat.ts';
import { WORDS } from '../invoicing/words/index.ts';
import { addDays, dayOf, formatDay, writtenIn } from '../language.ts';
import { formatMoney } from '../money.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { methodName } from './refund-order.ts';

/** Calendar days of the shop, both included. */
export type Period = { from: string; to: string; month: boolean };

export const till = defineTool({
  name: 'till',
  says: 'What was received in a day or a month: by means of payment, refunds, VAT by rate.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({
    text: z.string().max(100).default(''),
    day: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .optional(),
  }),
  command: {
    words: ['caisse', 'till'],
    takes: 'text',
    reads: 'day',
    example: '[jour|mois]',
    help: {
      fr: 'encaissements du jour, d’un jour ou d’un mois, et la TVA',
      en: 'takings of today, a day or a month, and the VAT',
      ar: 'مقبوضات اليوم أو يوم أو شهر مع الأداء',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const today = dayOf(run.at, run.shop.timezone);
    const period = periodOf(input.text, input.day, today);
    if (period === null) throw new Refusal('invalid', textsFor(run.language).money.refusals.badPeriod(input.text));
    if (period.from > today) {
      const texts = textsFor(run.language).money.refusals;
      throw new Refusal('invalid', texts.futureDay(formatDay(period.from, run.language, today)));
    }
    const text = [
      title(run, period, today),
      ...(await takings(run, period)),
      ...(await vatRows(run, period)),
      ...(await closureRows(run, period)),
    ].join('\n');
    return { facts: { from: period.from, to: period.to }, reply: { text } };
  },
});

const MONTH_WORDS = [
  /^jan|^january/,
  /^fev|^feb/,
  /^mars|^march/,
  /^avr|^apr/,
  /^mai$|^may$/,
  /^juin|^june?$/,
  /^juil|^july?$/,
  /^aou|^aug/,
  /^sep/,
  /^oct/,
  /^nov/,
  /^dec/,
];

/**
 * The period that was typed: nothing is today, "mois" this month, "mois dernier" the one before, "novembre" the last one
 * that began; else the `day` that was read, a weekday being the last one that came. Null when it is none of these.
 */
export function periodOf(text: string, day: string | undefined, today: string): Period | null {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
  if (!plain || /^(?:jour|aujourd.?hui|today|اليوم)$/.test(plain)) return { from: today, to: today, month: false };
  if (/^(?:hier|yesterday|أمس|امس)$/.test(plain)) {
    const before = addDays(today, -1);
    return { from: before, to: before, month: false };
  }
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  if (/^(?:(?:le |du |ce |this )?mois|(?:this )?month|الشهر)$/.test(plain)) return monthOf(year, month);
  if (/dernier|precedent|passe|last/.test(plain) && /mois|month/.test(plain)) return monthOf(year, month - 1);
  const named = /^([a-z]+)(?: (\d{4}))?$/.exec(plain);
  const at = named ? MONTH_WORDS.findIndex((word) => word.test(named[1]!)) + 1 : 0;
  if (named && at > 0) return monthOf(named[2] ? Number(named[2]) : at > month ? year - 1 : year, at);
  if (!day) return null;
  // "samedi" is read as the one to come; a till only knows the last one.
  const past = day > today && !/\d/.test(plain) ? addDays(day, -7) : day;
  return { from: past, to: past, month: false };
}

function monthOf(year: number, month: number): Period {
  const first = new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10);
  const last = new Date(Date.UTC(Number(first.slice(0, 4)), Number(first.slice(5, 7)), 0)).toISOString().slice(0, 10);
  return { from: first, to: last, month: true };
}

function title(run: Run, period: Period, today: string): string {
  const texts = textsFor(run.language).money.member;
  if (!period.month) return texts.tillDay(formatDay(period.from, run.language, today));
  const day = WORDS[writtenIn(run.language)].date(period.from);
  // "1er novembre 2026" -> "novembre 2026".
  return texts.tillMonth(day.replace(/^\S+\s/, ''));
}

/** Received by means of payment, less what was corrected; what was given back; what that makes. */
async function takings(run: Run, period: Period): Promise<string[]> {
  const texts = textsFor(run.language).money.member;
  const rows = await run.trx
    .selectFrom('payment')
    .select(['method', 'kind'])
    .select([
      sql<number>`sum(amount)::bigint`.as('amount'),
      sql<number>`(count(*) filter (where amount > 0) - count(*) filter (where amount < 0 and kind = 'correction'))::int`.as(
        'count',
      ),
      sql<number>`count(*)::int`.as('entries'),
    ])
    .where(localDay('payment.at', run), '>=', sql<Date>`${period.from}::date`)
    .where(localDay('payment.at', run), '<=', sql<Date>`${period.to}::date`)
    .groupBy(['method', 'kind'])
    .orderBy('method')
    .execute();
  if (rows.length === 0) return [texts.tillEmpty];
  const money = (minor: number) => formatMoney(minor, run.shop.currency, run.language);
  const received = new Map<string, { amount: number; count: number }>();
  for (const row of rows.filter((one) => one.kind !== 'refund')) {
    const sum = received.get(row.method) ?? { amount: 0, count: 0 };
    received.set(row.method, { amount: sum.amount + row.amount, count: sum.count + row.count });
  }
  const back = rows.filter((row) => row.kind === 'refund');
  const total = rows.reduce((sum, row) => sum + row.amount, 0);
  const refunded = back.reduce((sum, row) => sum - row.amount, 0);
  const refunds = back.reduce((sum, row) => sum + row.entries, 0);
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  return [
    ...[...received].map(([method, sum]) =>
      texts.tillMethod(capital(methodName(run, method)), money(sum.amount), String(sum.count)),
    ),
    ...(back.length > 0 ? [texts.tillRefunds(money(-refunded), String(refunds))] : []),
    texts.tillTotal(money(total)),
  ];
}

/** VAT by rate of the papers issued in the period: invoices less credit notes. */
async function vatRows(run: Run, period: Period): Promise<string[]> {
  const papers = await run.trx
    .selectFrom('paper')
    .select('canonical')
    .where('kind', 'in', ['invoice', 'deposit', 'credit_note'])
    .where(localDay('paper.issued_at', run), '>=', sql<Date>`${period.from}::date`)
    .where(localDay('paper.issued_at', run), '<=', sql<Date>`${period.to}::date`)
    .execute();
  const rates = new Map<number, { base: number; vat: number }>();
  for (const paper of papers) {
    for (const row of vatOwed(JSON.parse(paper.canonical) as PaperSnapshot)) {
      const sum = rates.get(row.rate) ?? { base: 0, vat: 0 };
      rates.set(row.rate, { base: sum.base + row.base, vat: sum.vat + row.vat });
    }
  }
  if (rates.size === 0) return [];
  const texts = textsFor(run.language).money.member;
  const money = (minor: number) => formatMoney(minor, run.shop.currency, run.language);
  const rows = [...rates].sort(([a], [b]) => b - a);
  return [
    texts.tillPapers,
    ...rows.map(([rate, sum]) =>
      texts.tillVat(WORDS[writtenIn(run.language)].percent(rate), money(sum.base), money(sum.vat)),
    ),
  ];
}

/** The closures of the period, with the total since the first day. */
async function closureRows(run: Run, period: Period): Promise<string[]> {
  const rows = await run.trx
    .selectFrom('closure')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb.and([eb('kind', '=', 'day'), eb('period', '>=', period.from), eb('period', '<=', period.to)]),
        eb.and([eb('kind', '=', 'month'), eb('period', '=', period.month ? period.from.slice(0, 7) : '')]),
      ]),
    )
    .orderBy('id')
    .execute();
  const texts = textsFor(run.language).papers;
  const money = (minor: number) => formatMoney(minor, run.shop.currency, run.language);
  return rows.map((row) =>
    [
      texts.closureTitle[row.kind](String(row.number), row.period),
      money(row.total),
      texts.closurePerpetual(money(row.perpetual)),
    ].join(' · '),
  );
}

function localDay(column: 'payment.at' | 'paper.issued_at', run: Run) {
  return sql<Date>`(${sql.ref(column)} at time zone ${run.shop.timezone})::date`;
}
