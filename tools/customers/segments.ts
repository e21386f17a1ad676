import { sql } from 'kysely';
import { z } from 'zod';
import { dayOf } from '../language.ts';
import { formatMoney } from '../money.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { nameFor } from './find.ts';

const DAY_MS = 86_400_000;
/** At least so many orders within `REGULAR_DAYS` make a regular. */
const REGULAR_ORDERS = 3;
const REGULAR_DAYS = 90;
const QUIET_DAYS = 60;
/** An average basket this many times the shop's own is a big one. */
const BIG = 1.5;
const MOST_NAMES = 8;

/** A customer's orders in figures, cancelled ones left out. Amounts in minor units. */
export type Figures = {
  id: number;
  name: string | null;
  phone: string | null;
  email: string | null;
  orders: number;
  spent: number;
  recent: number;
  firstAt: number;
  lastAt: number;
};

export type Segment = 'regular' | 'fresh' | 'quiet' | 'big';

/** The segments of a shop's customers at `at` (milliseconds); a customer may stand in several. */
export function segmentsOf(all: Figures[], at: number, timezone: string): Record<Segment, Figures[]> {
  const month = dayOf(at, timezone).slice(0, 7);
  const orders = all.reduce((sum, one) => sum + one.orders, 0);
  const mean = orders === 0 ? 0 : all.reduce((sum, one) => sum + one.spent, 0) / orders;
  const basket = (one: Figures) => one.spent / one.orders;
  return {
    regular: all.filter((one) => one.recent >= REGULAR_ORDERS).sort((a, b) => b.recent - a.recent),
    fresh: all.filter((one) => dayOf(one.firstAt, timezone).startsWith(month)).sort((a, b) => b.firstAt - a.firstAt),
    quiet: all.filter((one) => one.lastAt < at - QUIET_DAYS * DAY_MS).sort((a, b) => b.spent - a.spent),
    big: all.filter((one) => mean > 0 && basket(one) >= BIG * mean).sort((a, b) => basket(b) - basket(a)),
  };
}

export const segmentsTool = defineTool({
  name: 'segments',
  says: 'Counts and names customers: regulars, new this month, quiet for 60 days, big baskets.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({}),
  command: {
    words: ['segments'],
    takes: 'nothing',
    help: {
      fr: 'habitués, nouveaux, inactifs, gros paniers',
      en: 'regulars, new, quiet, big baskets',
      ar: 'الأوفياء والجدد والغائبون وأكبر السلال',
    },
    slashless: true,
  },
  run: async (run) => {
    const texts = textsFor(run.language).customers;
    const all = await figures(run);
    if (all.length === 0) return { facts: { customers: 0 }, reply: { text: texts.noneYet } };
    const found = segmentsOf(all, run.at, run.shop.timezone);
    const money = (one: Figures) => formatMoney(Math.round(one.spent / one.orders), run.shop.currency, run.language);
    const names = (list: Figures[], more: (one: Figures) => string | null) => {
      const shown = list.slice(0, MOST_NAMES).map((one) => [nameFor(one), more(one)].filter(Boolean).join(' '));
      return [...shown, ...(list.length > MOST_NAMES ? ['…'] : [])].join(', ');
    };
    const rows = [
      [texts.regular(String(found.regular.length)), names(found.regular, (one) => `(${one.recent})`)],
      [texts.fresh(String(found.fresh.length)), names(found.fresh, () => null)],
      [texts.quiet(String(found.quiet.length)), names(found.quiet, () => null)],
      [texts.big(String(found.big.length)), names(found.big, (one) => `(${money(one)})`)],
    ].map((row) => row.filter(Boolean).join('\n'));
    const facts = Object.fromEntries(Object.entries(found).map(([name, list]) => [name, list.length]));
    return { facts, reply: { text: [texts.segments(String(all.length)), ...rows].join('\n') } };
  },
});

async function figures(run: Run): Promise<Figures[]> {
  const recently = new Date(run.at - REGULAR_DAYS * DAY_MS);
  const rows = await run.trx
    .selectFrom('orders')
    .innerJoin('customer', 'customer.id', 'orders.customer_id')
    .select(['customer.id', 'customer.name', 'customer.phone', 'customer.email'])
    .select((eb) => [
      eb.fn.countAll().as('orders'),
      eb.fn.sum('orders.total').as('spent'),
      sql<string>`count(*) filter (where orders.created_at >= ${recently})`.as('recent'),
      eb.fn.min('orders.created_at').as('firstAt'),
      eb.fn.max('orders.created_at').as('lastAt'),
      sql<string | null>`max(orders.customer_name)`.as('orderName'),
    ])
    .where('orders.status', '!=', 'cancelled')
    .groupBy('customer.id')
    .execute();
  return rows.map(({ orderName, ...row }) => ({
    ...row,
    name: row.name ?? orderName,
    orders: Number(row.orders),
    spent: Number(row.spent ?? 0),
    recent: Number(row.recent),
    firstAt: row.firstAt.getTime(),
    lastAt: row.lastAt.getTime(),
  }));
}
