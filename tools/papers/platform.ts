/** What the office shows of the approved platform: reports made, invoices handed over, each with what became of it. */
import { LIFE_STATUSES, type LifeStatus } from '../einvoicing/platform.ts';
import type { ReportRow } from '../einvoicing/reports.ts';
import type { PaperSnapshot } from '../invoicing/snapshot.ts';
import type { Run } from '../tool.ts';

export type ReportSeen = Pick<ReportRow, 'id' | 'kind' | 'version' | 'status' | 'why'> & {
  from: string;
  to: string;
  /** VAT included, minor units. */
  total: number;
  /** Whether this is the period's last one. */
  last: boolean;
  at: number;
};
export type FlowSeen = { paperId: number; number: string; buyer: string; status: LifeStatus; why: string; at: number };

/** Reports and invoices handed over, newest first. */
export async function readPlatform(
  run: Pick<Run, 'trx'>,
  most = 24,
): Promise<{ reports: ReportSeen[]; flows: FlowSeen[] }> {
  const rows = await run.trx.selectFrom('platform_report').selectAll().orderBy('id', 'desc').limit(most).execute();
  const seen = new Set<string>();
  const reports = rows.map((row): ReportSeen => {
    const period = `${row.kind} ${row.period_from}`;
    const last = !seen.has(period);
    seen.add(period);
    const { id, kind, version, status, why, figures } = row;
    const total = figures.flatMap(({ rates }) => rates).reduce((sum, one) => sum + one.base + one.vat, 0);
    return {
      ...{ id, kind, version, status, why, total, last },
      from: row.period_from,
      to: row.period_to,
      at: row.changed_at.getTime(),
    };
  });
  const flows = await run.trx
    .selectFrom('platform_flow')
    .innerJoin('paper', 'paper.id', 'platform_flow.paper_id')
    .select(['paper.id', 'paper.number', 'paper.canonical', 'status', 'why', 'changed_at'])
    .orderBy('platform_flow.id', 'desc')
    .limit(most)
    .execute();
  return {
    reports,
    flows: flows.map(({ id, number, canonical, status, why, changed_at }) => ({
      paperId: id,
      number,
      buyer: (JSON.parse(canonical) as PaperSnapshot).buyer.name,
      status: LIFE_STATUSES.find((one) => one === status) ?? 'waiting',
      why,
      at: changed_at.getTime(),
    })),
  };
}
