/**
 * What is reported of sales to consumers: totals by day, category and rate, and what was cashed for services (CGI ann. II
 * art. 242 nonies M and 242 nonies N; flow 10.3 and 10.4 of the external specifications).
 */
import type { ReportedFigure } from '../../db/tables/platform.ts';
import { type Days, depositRows, ratesOf, receiptsOf, type Sale } from '../books/sales.ts';
import type { PaperSnapshot } from '../invoicing/snapshot.ts';
import { type VatOfRate, vatLess, vatOwed } from '../invoicing/vat.ts';
import { allocate } from '../money.ts';
import type { Run } from '../tool.ts';

/** TT-81: goods and services that VAT is due on; what it is not due on. */
export type Category = 'TLB1' | 'TPS1' | 'TNT1';

const gross = (rows: readonly VatOfRate[]): number => rows.reduce((sum, row) => sum + row.base + row.vat, 0);
const signOf = ({ kind }: PaperSnapshot): number => (kind === 'credit_note' ? -1 : 1);

/** What a paper adds by category. Of a shop under the franchise nothing bears VAT. */
export function byCategory(facts: PaperSnapshot): Partial<Record<Category, VatOfRate[]>> {
  if (facts.seller.vat_regime === 'franchise')
    return {
      TNT1: [
        ...ratesOf(facts).map((row) => ({ ...row, base: signOf(facts) * row.base })),
        ...depositRows(facts).map(({ row }) => ({ ...row, base: 0 - row.base })),
      ],
    };
  const rows = vatOwed(facts);
  if (facts.exemption) return { TNT1: rows };
  if (facts.operations === 'services') return { TPS1: rows };
  if (facts.operations !== 'mixed') return { TLB1: rows };
  const parts = rows.map((row) => ({ row, services: shareOfServices(facts, row.rate) }));
  const services = parts.map(({ row, services: [part, rest] }): VatOfRate => {
    const [base = 0, vat = 0] = [row.base, row.vat].map((amount) => allocate(amount, [part, rest])[0]);
    return { rate: row.rate, base, vat };
  });
  return { TLB1: vatLess(rows, services), TPS1: vatLess(services, []) };
}

/** Weights of services and goods among the lines of a rate; a line that does not say it is goods. */
function shareOfServices(facts: PaperSnapshot, rate: number): [number, number] {
  const lines = facts.lines.filter((line) => line.vat_rate === rate);
  const of = (services: boolean) =>
    lines.filter((line) => (line.operation === 'services') === services).reduce((sum, line) => sum + line.total, 0);
  const [services, goods] = [Math.max(0, of(true)), Math.max(0, of(false))];
  return services + goods === 0 ? [0, 1] : [services, goods];
}

/** Sales to consumers by day and category, deposits counted once; credit notes take away. */
export function reportedSales(sales: readonly Sale[]): ReportedFigure[] {
  const groups = new Map<string, { rows: VatOfRate[]; count: number }>();
  for (const { facts } of sales) {
    if (facts.buyer.business) continue;
    for (const [category, rows] of Object.entries(byCategory(facts))) {
      const key = `${facts.issued_on}|${category}`;
      const group = groups.get(key) ?? { rows: [], count: 0 };
      group.rows.push(...rows);
      group.count += 1;
      groups.set(key, group);
    }
  }
  return figuresOf(groups);
}

function figuresOf(groups: Map<string, { rows: VatOfRate[]; count: number }>): ReportedFigure[] {
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, { rows, count }]) => {
      const [day = '', category = ''] = key.split('|');
      const rates = vatLess(rows, []).sort((a, b) => b.rate - a.rate);
      return rates.length === 0 ? [] : [{ day, category, count, rates }];
    });
}

/**
 * What consumers paid for services in the period, by day and rate, VAT included: due where VAT is due when cashed, so not
 * for goods, not under the franchise, and not with the option for debits (CGI art. 290 A).
 */
export async function reportedPayments(run: Pick<Run, 'trx' | 'shop'>, days: Days): Promise<ReportedFigure[]> {
  const { legal, papers } = run.shop.settings;
  if (legal.vat_regime === 'franchise' || papers.vat_on_debits) return [];
  const groups = new Map<string, { rows: VatOfRate[]; count: number }>();
  for (const { day, amount, order } of await receiptsOf(run, days)) {
    const facts = await paperOf(run, order);
    if (!facts || facts.buyer.business) continue;
    const { TPS1: services = [], ...others } = byCategory(facts);
    if (services.length === 0) continue;
    const weights = services.map((row) => row.base + row.vat);
    const shares = allocate(
      amount,
      [...weights, gross(Object.values(others).flat())].map((one) => Math.abs(one)),
    );
    const group = groups.get(`${day}|TPS1`) ?? { rows: [], count: 0 };
    group.rows.push(...services.map(({ rate }, at) => ({ rate, base: shares[at] ?? 0, vat: 0 })));
    group.count += 1;
    groups.set(`${day}|TPS1`, group);
  }
  return figuresOf(groups);
}

/** The order's last paper that says what was sold. */
async function paperOf(run: Pick<Run, 'trx'>, order: string): Promise<PaperSnapshot | null> {
  const row = await run.trx
    .selectFrom('paper')
    .innerJoin('orders', 'orders.id', 'paper.order_id')
    .select('canonical')
    .where('orders.number', '=', order)
    .where('paper.kind', 'in', ['invoice', 'deposit', 'receipt'])
    .orderBy('paper.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? (JSON.parse(row.canonical) as PaperSnapshot) : null;
}
