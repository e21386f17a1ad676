/** Reports of sales to consumers as rows: made once when a period is over, sent, followed, made again where turned away. */
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Tables } from '../../db/tables/index.ts';
import type { ReportedFigure } from '../../db/tables/platform.ts';
import { type Days, salesOf } from '../books/sales.ts';
import { tellMembers } from '../conversations/say.ts';
import { ask } from '../errands.ts';
import { Refusal } from '../errors.ts';
import { localInstant } from '../invoicing/issue.ts';
import { sirenOf } from '../invoicing/snapshot.ts';
import { record } from '../journal.ts';
import { dayOf } from '../language.ts';
import { digest } from '../sealing.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { platformSeen } from './access.ts';
import { reportedPayments, reportedSales } from './figures.ts';
import { frrXml } from './frr.ts';
import { periodOf, periodsOver, rhythmOfPayments } from './periods.ts';
import type { PlatformSender } from './platform.ts';

export type ReportRow = Selectable<Tables['platform_report']>;
export type ReportKind = ReportRow['kind'];
export const REPORT_KINDS = ['sales', 'payments'] as const satisfies ReportKind[];

/** Why nothing can be reported yet. */
export type ReportLack = 'country' | 'platform' | 'sender' | 'siret';

/** One look makes at most this many reports; the rest is the next one's. */
const MOST = 8;

/** What a report needs and does not have; nothing: it can be made. */
export async function reportLacks(run: Pick<Run, 'trx' | 'hub' | 'shop'>): Promise<ReportLack[]> {
  if (run.shop.currency !== 'EUR' || run.shop.settings.legal.address?.country === 'TN') return ['country'];
  const seen = await platformSeen(run);
  return [
    ...(seen ? [] : ['platform' as const]),
    ...(seen && !seen.sender ? ['sender' as const] : []),
    ...(run.shop.settings.legal.siret ? [] : ['siret' as const]),
  ];
}

/**
 * Makes the reports of periods that are over and asks for them to be sent: called by the clock, in a transaction of its
 * own. Only for shops that said yes, from the period they said it in; a period is reported once.
 */
export async function reportWhatIsOver(run: Run): Promise<void> {
  const { reporting } = run.shop.settings.papers;
  if (!reporting || run.shop.demo || (await reportLacks(run)).length > 0) return;
  const today = dayOf(run.at, run.shop.timezone);
  let left = MOST;
  for (const kind of REPORT_KINDS) {
    const rhythm = kind === 'sales' ? reporting.rhythm : rhythmOfPayments(reporting.rhythm);
    const last = await run.trx
      .selectFrom('platform_report')
      .select((eb) => eb.fn.max('period_to').as('to'))
      .where('kind', '=', kind)
      .executeTakeFirst();
    // A changed rhythm never reports a day twice.
    const open = periodsOver(rhythm, reporting.since, today).filter(({ to }) => !last?.to || to > last.to);
    for (const days of open.slice(0, left)) {
      const from = last?.to && days.from <= last.to ? nextDay(last.to) : days.from;
      await makeReport(run, kind, { from, to: days.to }, 1, 'IN');
      left -= 1;
    }
  }
}

const nextDay = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

async function figuresOf(run: Run, kind: ReportKind, days: Days): Promise<ReportedFigure[]> {
  return kind === 'sales' ? reportedSales(await salesOf(run, days)) : reportedPayments(run, days);
}

async function makeReport(run: Run, kind: ReportKind, days: Days, version: number, type: 'IN' | 'RE'): Promise<void> {
  const figures = await figuresOf(run, kind, days);
  const seen = await platformSeen(run);
  const sender = seen?.sender as PlatformSender;
  const { legal } = run.shop.settings;
  const trackingId = digest(`report:${run.shop.slug}:${kind}:${days.from}:${version}`).slice(0, 32);
  const xml =
    figures.length === 0
      ? null
      : frrXml({
          ...{ id: trackingId, kind, type, sender, days, figures },
          at: localInstant(run.at, run.shop.timezone),
          issuer: { siren: sirenOf(legal.siret ?? ''), name: legal.company ?? run.shop.name },
        });
  const now = new Date(run.at);
  const row = await run.trx
    .insertInto('platform_report')
    .values({
      shop_id: run.shop.id,
      ...{ kind, version, xml, tracking_id: trackingId },
      period_from: days.from,
      period_to: days.to,
      sha256: xml === null ? null : digest(xml),
      figures: JSON.stringify(figures),
      status: xml === null ? 'empty' : 'waiting',
      made_at: now,
      changed_at: now,
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'kind', 'period_from', 'version']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (row && xml !== null) await ask(run, `report:${row.id}`, { kind: 'send_report', reportId: row.id });
}

/** "du 01/11/2026 au 30/11/2026". */
function saidPeriod(row: Pick<ReportRow, 'period_from' | 'period_to'>, language: Run['language']): string {
  const [from, to] = [row.period_from, row.period_to].map((day) => day.split('-').reverse().join('/'));
  return textsFor(language).einvoicing.periodOf(from ?? '', to ?? '');
}

const FINAL: ReadonlySet<string> = new Set(['accepted', 'rejected']);

/** What became of a report; members hear what to do where it was turned away. A repeat changes nothing. */
export async function moveReport(
  run: Run,
  to: { reportId: number; status: 'sent' | 'accepted' | 'rejected'; why: string; flowId?: string },
): Promise<void> {
  const row = await run.trx
    .selectFrom('platform_report')
    .selectAll()
    .where('id', '=', to.reportId)
    .forUpdate()
    .executeTakeFirst();
  if (!row || FINAL.has(row.status) || row.status === to.status) return;
  const { status, why } = to;
  await run.trx
    .updateTable('platform_report')
    .set({ status, why, changed_at: new Date(run.at), ...(to.flowId ? { flow_id: to.flowId } : {}) })
    .where('id', '=', row.id)
    .execute();
  await record(run, 'platform.reported', null, {
    kind: row.kind,
    from: row.period_from,
    to: row.period_to,
    status,
    why,
  });
  if (status !== 'rejected') return;
  await tellMembers(run, `report:${row.id}:${status}`, (language) => {
    const { einvoicing: texts } = textsFor(language);
    const text = texts.reportRejected(saidPeriod(row, language), why || texts.noReason);
    return { reply: { text, template: { name: 'alert', language, params: [run.shop.name, text] } } };
  });
}

export const remakeReport = defineTool({
  name: 'remake_report',
  says: 'Makes a report of sales to consumers again: one that was turned away, or whose figures have changed since.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({ report: z.int().positive() }),
  run: async (run, input) => {
    const texts = textsFor(run.language).einvoicing;
    const asked = await run.trx
      .selectFrom('platform_report')
      .selectAll()
      .where('id', '=', input.report)
      .executeTakeFirst();
    if (!asked) throw new Refusal('not_found', texts.noReport);
    const versions = await run.trx
      .selectFrom('platform_report')
      .selectAll()
      .where('kind', '=', asked.kind)
      .where('period_from', '=', asked.period_from)
      .orderBy('version')
      .forUpdate()
      .execute();
    const last = versions.at(-1)!;
    const said = saidPeriod(last, run.language);
    if (last.status === 'waiting' || last.status === 'sent')
      throw new Refusal('wrong_state', texts.reportUnderWay(said));
    const lacks = await reportLacks(run);
    if (lacks.length > 0)
      throw new Refusal('wrong_state', texts.reportLacks(lacks.map((lack) => texts.lacks[lack]).join(', ')));
    const days = { from: last.period_from, to: last.period_to };
    const figures = await figuresOf(run, last.kind, days);
    if (last.status !== 'rejected' && sameFigures(figures, last.figures))
      throw new Refusal('wrong_state', texts.reportSame(said));
    const accepted = versions.some(({ status }) => status === 'accepted');
    await makeReport(run, last.kind, days, last.version + 1, accepted ? 'RE' : 'IN');
    return { facts: { version: last.version + 1 }, reply: { text: texts.reportAgain(said) } };
  },
});

/** Whether two lists of figures say the same; the database keeps no order of fields. */
function sameFigures(a: readonly ReportedFigure[], b: readonly ReportedFigure[]): boolean {
  const plain = (list: readonly ReportedFigure[]) =>
    JSON.stringify(
      list.map(({ day, category, count, rates }) => [
        ...[day, category, count],
        rates.map(({ rate, base, vat }) => [rate, base, vat]),
      ]),
    );
  return plain(a) === plain(b);
}

/** The first day a shop that says yes now reports: the beginning of the running period. */
export function reportsSince(run: Pick<Run, 'at' | 'shop'>, rhythm: Parameters<typeof periodOf>[0]): string {
  return periodOf(rhythm, dayOf(run.at, run.shop.timezone)).from;
}
