import { z } from 'zod';
import type { Language } from '../context.ts';
import { ask } from '../errands.ts';
import { Refusal } from '../errors.ts';
import { addDays, formatDay, formatTime, timeOf, writtenIn } from '../language.ts';
import { formatMoney } from '../money.ts';
import { todayOf } from '../orders/board.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { type Figures, figuresOfSpans } from './figures.ts';
import { type Period, pastDay, type Spans, spansOf } from './spans.ts';

const asked = z.object({
  text: z.string().max(200).default(''),
  day: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
});

/** Words that ask for the picture as well. */
const CHART = /(?<!\p{L})(?:graphique|graph(?:e|s)?|courbe|chart|رسم(?: بياني)?)(?!\p{L})/iu;
const PREVIOUS = /(?<!\p{L})(?:derni[eè]re?|pass[ée]e?|pr[ée]c[ée]dente?|avant|last|previous|الماضي)(?!\p{L})/iu;

/** Whether this actor sees amounts: staff see counts only. */
export function seesMoney(run: Pick<Run, 'actor'>): boolean {
  return run.actor.kind !== 'member' || run.actor.role !== 'staff';
}

function reportTool(what: {
  name: string;
  says: string;
  period: Period;
  words: string[];
  example: string;
  help: { fr: string; en: string; ar: string };
}) {
  return defineTool({
    name: what.name,
    says: what.says,
    for: ['member'],
    input: asked,
    command: {
      words: what.words,
      takes: 'text',
      reads: 'day',
      example: what.example,
      help: what.help,
      slashless: true,
    },
    run: (run, input) => report(run, what.period, input),
  });
}

export const dayReport = reportTool({
  name: 'day_report',
  says: 'The figures of a day: orders, revenue, money collected, what waits, against the same day a week before.',
  period: 'day',
  words: ['jour', 'journee', 'day'],
  example: '[hier] [graphique]',
  help: { fr: 'les chiffres du jour', en: 'the day’s figures', ar: 'أرقام اليوم' },
});
export const weekReport = reportTool({
  name: 'week_report',
  says: 'The figures of the week, against the week before.',
  period: 'week',
  words: ['semaine', 'week'],
  example: '[dernière] [graphique]',
  help: { fr: 'les chiffres de la semaine', en: 'the week’s figures', ar: 'أرقام الأسبوع' },
});
export const monthReport = reportTool({
  name: 'month_report',
  says: 'The figures of the month, against the month before.',
  period: 'month',
  words: ['mois', 'month'],
  example: '[dernier] [graphique]',
  help: { fr: 'les chiffres du mois', en: 'the month’s figures', ar: 'أرقام الشهر' },
});

async function report(run: Run, period: Period, input: z.output<typeof asked>): Promise<Outcome> {
  const texts = textsFor(run.language).day;
  const chart = CHART.test(input.text);
  const rest = input.text.replace(CHART, ' ').trim();
  const spans = spansOf(period, dayMeant(run, period, rest, input.day), run.at, run.shop.timezone);
  const text = await figuresText(run, period, spans);
  if (!chart || run.actor.kind !== 'member' || run.actor.conversationId === undefined) {
    return { facts: { from: spans.now.from, to: spans.now.to }, reply: { text } };
  }
  await ask(run, `chart:${period}:${spans.days[0]}`, {
    kind: 'draw_chart',
    title: titleOf(run, period, spans),
    days: period === 'day' ? spansOf('week', spans.days[0]!, run.at, run.shop.timezone).days : spans.days,
    money: seesMoney(run),
    language: run.language,
    conversationId: run.actor.conversationId,
  });
  return { facts: { chart: true }, reply: { text: `${text}\n${texts.chartComing}` } };
}

/** The day a report is about. Throws Refusal for one that is not understood or not yet there. */
function dayMeant(run: Run, period: Period, text: string, read: string | undefined): string {
  const texts = textsFor(run.language).day;
  const today = todayOf(run);
  if (period !== 'day' && PREVIOUS.test(text)) {
    return spansOf(period, today, run.at, run.shop.timezone).before.from.slice(0, 10);
  }
  const back = /^(?:hier|yesterday|أمس)/i.test(text) ? 1 : /^avant[- ]hier/i.test(text) ? 2 : 0;
  if (back > 0) return addDays(today, -back);
  if (!read) {
    if (text && !/^(?:aujourd|today|اليوم)/i.test(text)) throw new Refusal('invalid', texts.badDay(text));
    return today;
  }
  const day = pastDay(read, today, text);
  if (day === null || day > today) throw new Refusal('invalid', texts.ahead(formatDay(read, run.language)));
  return day;
}

function titleOf(run: Pick<Run, 'language'>, period: Period, spans: Spans): string {
  const texts = textsFor(run.language).day;
  const [first, last] = [spans.days[0]!, spans.days.at(-1)!];
  if (period === 'day') return texts.titleDay(formatDay(first, run.language));
  if (period === 'week') return texts.titleWeek(formatDay(first, run.language), formatDay(last, run.language));
  return texts.titleMonth(monthName(first, run.language));
}

function monthName(day: string, language: Language): string {
  const locale = { fr: 'fr-FR', en: 'en-GB', ar: 'ar-TN-u-nu-latn' }[writtenIn(language)];
  const format = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${day}T12:00:00Z`));
}

/** The figures as one message: each with what it was in the period before; staff read counts only. */
export async function figuresText(run: Run, period: Period, spans: Spans): Promise<string> {
  const texts = textsFor(run.language).day;
  const { now, before, waiting } = await figuresOfSpans(run, spans);
  const title = titleOf(run, period, spans);
  const soFar = spans.whole ? '' : ` ${texts.soFar(formatTime(timeOf(run.at, run.shop.timezone), run.language))}`;
  const rows = [title + soFar, texts.orders(...pair(run, now, before, 'orders'))];
  if (seesMoney(run)) {
    rows.push(texts.revenue(...pair(run, now, before, 'revenue')));
    if (now.refunded > 0) rows.push(texts.refunded(formatMoney(now.refunded, run.shop.currency, run.language)));
    rows.push(texts.collected(...pair(run, now, before, 'collected')));
    rows.push(texts.basket(...pair(run, now, before, 'basket')));
  }
  rows.push(waiting > 0 ? texts.waitingList(String(waiting)) : texts.waiting('0'));
  const other = { day: texts.beforeDay, week: texts.beforeWeek, month: texts.beforeMonth }[period];
  rows.push(spans.whole ? texts.against(other) : texts.atSamePoint(other));
  if (!seesMoney(run)) rows.push(texts.moneyHidden);
  return rows.join('\n');
}

/** A figure and what it is held against with the change in percent: "120,00 €", "98,00 €, +22 %". */
function pair(run: Run, now: Figures, before: Figures, name: keyof Figures): [string, string] {
  const show = (amount: number) =>
    name === 'orders' ? String(amount) : formatMoney(amount, run.shop.currency, run.language);
  const change = before[name] > 0 ? `, ${percent(now[name], before[name])}` : '';
  return [show(now[name]), show(before[name]) + (run.language === 'ar' ? change.replace(',', '،') : change)];
}

function percent(now: number, before: number): string {
  const points = Math.round(((now - before) * 100) / before);
  return `${points < 0 ? '−' : '+'}${Math.abs(points)}\u202f%`;
}
