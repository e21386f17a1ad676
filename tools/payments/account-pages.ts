import { sql } from 'kysely';
import { addDays, instantOf } from '../language.ts';
import type { Run } from '../tool.ts';
import { METHODS } from './amount.ts';
import type { Entry } from './books.ts';
import { PROVIDERS } from './providers/provider.ts';

/** What the list of payments is narrowed to. Days are the shop's, both included; `q`: an order's number or a name. */
export type EntryFilter = { from: string; to: string; by?: string; kind?: Entry['kind']; q?: string };

/** A row of the books as a list shows it. Amounts signed, minor units; `fee` as the provider's own list tells it. */
export type ListedEntry = {
  id: number;
  at: number;
  kind: Entry['kind'];
  provider: string;
  method: string;
  amount: number;
  fee: number | null;
  order: { short: number; number: string; customer: string | null };
};

/** What a list comes to: received less corrections, given back, taken by banks after disputes, the providers' fees. */
export type EntrySums = { rows: number; received: number; refunded: number; disputed: number; fees: number };

/** The ways to be paid that a list can be narrowed to: by hand, and each provider. */
export const WAYS = [...METHODS, ...PROVIDERS] as const;

/** The rows of the books that fit, newest first, from below `before` on; with what all of them come to. */
export async function readEntries(
  run: Run,
  filter: EntryFilter,
  page: { before?: number; most: number },
): Promise<{ entries: ListedEntry[]; sums: EntrySums; next: number | null }> {
  const rows = await fitting(run, filter)
    .select(['payment.id', 'payment.at', 'payment.kind', 'payment.provider', 'payment.method', 'payment.amount'])
    .select(['movement.fee', 'orders.short', 'orders.number'])
    .select(sql<string | null>`coalesce(orders.customer_name, customer.name)`.as('customer'))
    .$if(page.before !== undefined, (rest) => rest.where('payment.id', '<', page.before!))
    .orderBy('payment.id', 'desc')
    .limit(page.most + 1)
    .execute();
  const shown = rows.slice(0, page.most);
  return {
    entries: shown.map(({ short, number, customer, at, ...row }) => ({
      ...row,
      at: at.getTime(),
      order: { short, number, customer },
    })),
    sums: await sumsOf(run, filter),
    next: rows.length > page.most ? shown.at(-1)!.id : null,
  };
}

async function sumsOf(run: Run, filter: EntryFilter): Promise<EntrySums> {
  const of = (kinds: string) =>
    sql<number>`coalesce(sum(payment.amount) filter (where payment.kind in (${sql.raw(kinds)})), 0)::bigint`;
  const sums = await fitting(run, filter)
    .select([
      sql<number>`count(*)::int`.as('rows'),
      of("'payment','correction'").as('received'),
      of("'refund'").as('refunded'),
      of("'chargeback'").as('disputed'),
      sql<number>`coalesce(sum(movement.fee), 0)::bigint`.as('fees'),
    ])
    .executeTakeFirstOrThrow();
  // What is negated is never "minus nothing".
  return { ...sums, refunded: 0 - sums.refunded, disputed: 0 - sums.disputed };
}

function fitting(run: Run, filter: EntryFilter) {
  const zone = run.shop.timezone;
  const words = filter.q?.trim() ?? '';
  const number = /^(?:n°?\s*|#)?(\d{1,9})$/i.exec(words)?.[1];
  const like = `%${words.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const byHand = (METHODS as readonly string[]).includes(filter.by ?? '');
  return run.trx
    .selectFrom('payment')
    .innerJoin('orders', 'orders.id', 'payment.order_id')
    .innerJoin('customer', 'customer.id', 'orders.customer_id')
    .leftJoin('movement', (join) =>
      join
        .onRef('movement.provider', '=', 'payment.provider')
        .onRef('movement.ref', '=', 'payment.provider_ref')
        .on('movement.kind', 'in', ['payment', 'refund', 'dispute']),
    )
    .where('payment.at', '>=', new Date(instantOf(filter.from, '00:00', zone)))
    .where('payment.at', '<', new Date(instantOf(addDays(filter.to, 1), '00:00', zone)))
    .$if(byHand, (some) => some.where('payment.provider', '=', 'manual').where('payment.method', '=', filter.by!))
    .$if(filter.by !== undefined && !byHand, (some) => some.where('payment.provider', '=', filter.by!))
    .$if(filter.kind !== undefined, (some) => some.where('payment.kind', '=', filter.kind!))
    .$if(words !== '', (some) =>
      some.where((eb) =>
        eb.or([
          ...(number ? [eb('orders.short', '=', Number(number))] : []),
          eb('orders.number', '=', words),
          eb('payment.provider_ref', '=', words),
          eb(sql<string>`coalesce(orders.customer_name, customer.name)`, 'ilike', like),
        ]),
      ),
    );
}
