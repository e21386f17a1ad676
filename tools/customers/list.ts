/** Customers as the office reads them: the list by what happened last, and one customer with all that hangs on them. */
import { sql } from 'kysely';
import type { Business } from '../../db/tables/people.ts';
import type { ChannelName } from '../conversations/message.ts';
import { readUnpaid } from '../payments/unpaid.ts';
import type { Run } from '../tool.ts';
import { type CustomerSeen, customerById, named, readWho } from './find.ts';

/** Where the next page begins: the last row's instant (microseconds, as exact as the database) and customer. */
export type CustomerCursor = { at: number; id: number };

/** `at`: when they last wrote or ordered, else when they were made, milliseconds. Orders and `spent` (minor units) without cancelled ones. */
export type CustomerRow = {
  id: number;
  name: string | null;
  company: string | null;
  phone: string | null;
  email: string | null;
  at: number;
  orders: number;
  spent: number;
  channels: ChannelName[];
};

const ACTIVE = sql<Date>`coalesce(
  greatest((select max(o.created_at) from orders o where o.customer_id = k.id),
    (select max(coalesce(c.last_inbound_at, c.created_at)) from conversation c where c.customer_id = k.id)),
  k.created_at)`;
const exact = (at: ReturnType<typeof sql>) => sql<string>`(extract(epoch from ${at}) * 1000000)::bigint`;
const instant = (microseconds: number) => sql<Date>`timestamptz 'epoch' + ${microseconds} * interval '1 microsecond'`;

/** One page of the customers, who wrote or ordered last first; `more` begins the next. By name, telephone or e-mail. */
export async function readCustomers(
  run: Run,
  { query, before, most }: { query: string; before?: CustomerCursor; most: number },
): Promise<{ rows: CustomerRow[]; more?: CustomerCursor }> {
  const places = query === '' ? await latest(run, before, most + 1) : await found(run, query, before, most + 1);
  const shown = places.slice(0, most);
  const last = shown.at(-1);
  const rows = await detailed(run, shown);
  return { rows, ...(places.length > most && last ? { more: last } : {}) };
}

async function detailed(run: Run, places: CustomerCursor[]): Promise<CustomerRow[]> {
  if (places.length === 0) return [];
  const { rows } = await sql<{
    id: number;
    name: string | null;
    company: string | null;
    phone: string | null;
    email: string | null;
    orders: string;
    spent: string | null;
    channels: ChannelName[] | null;
  }>`
    select k.id, coalesce(k.name, made.name) as name, k.business->>'company' as company, k.phone, k.email,
      made.orders, made.spent,
      (select array_agg(distinct c.channel) from conversation c where c.customer_id = k.id) as channels
    from customer k cross join lateral (select count(*) filter (where o.status <> 'cancelled') as orders,
      sum(o.total) filter (where o.status <> 'cancelled') as spent, max(o.customer_name) as name
      from orders o where o.customer_id = k.id) made
    where k.id in (${sql.join(places.map(({ id }) => id))})`.execute(run.trx);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return places.flatMap(({ at, id }) => {
    const row = byId.get(id);
    if (!row) return [];
    const { orders, spent, channels, ...who } = row;
    const figures = { orders: Number(orders), spent: Number(spent ?? 0) };
    return [{ ...who, ...figures, at: Math.floor(at / 1000), channels: channels ?? [] }];
  });
}

/** So many of each kind of event are walked back over at once, for each customer that is wanted. */
const STRIDE = 3;

/**
 * The latest customers without reading all of them: what happened is walked back along the three indexes that know it, a
 * stride of each at once, and of each customer only what happened last counts.
 */
async function latest(run: Run, before: CustomerCursor | undefined, most: number): Promise<CustomerCursor[]> {
  const places: CustomerCursor[] = [];
  const stride = most * STRIDE;
  for (let from = before; ; ) {
    const { events, horizon } = await walkedBack(run, from, stride);
    const known = events.filter((one) => one.last && (horizon === null || compare(one, horizon) >= 0));
    for (const { at, id } of known.sort((a, b) => compare(b, a)))
      if (!places.some((place) => place.id === id)) places.push({ at, id });
    if (places.length >= most || horizon === null) return places.slice(0, most);
    from = horizon;
  }
}

const compare = (a: CustomerCursor, b: CustomerCursor): number => a.at - b.at || a.id - b.id;

/** `horizon`: where the shortest of the three walks ended; what lies behind it is not known yet. Null: nothing does. */
async function walkedBack(run: Run, from: CustomerCursor | undefined, stride: number) {
  const walk = (
    kind: string,
    at: ReturnType<typeof sql>,
    id: ReturnType<typeof sql>,
    rows: ReturnType<typeof sql>,
  ) => sql`
    (select ${kind} as kind, ${id} as id, ${at} as at from ${rows}
      ${from ? sql`and (${at}, ${id}) < (${instant(from.at)}, ${from.id}) and ${at} <= ${instant(from.at)}` : sql``}
      order by 3 desc, 2 desc limit ${stride})`;
  const { rows } = await sql<{ kind: string; id: number; exact: string; last: boolean | null }>`
    select e.kind, e.id, ${exact(sql`e.at`)} as exact, k.merged_into is null and e.at = ${ACTIVE} as last from (
      ${walk('made', sql`created_at`, sql`id`, sql`customer where merged_into is null`)}
      union all ${walk('ordered', sql`created_at`, sql`customer_id`, sql`orders where true`)}
      union all ${walk('wrote', sql`coalesce(last_inbound_at, created_at)`, sql`customer_id`, sql`conversation where customer_id is not null`)}
    ) e join customer k on k.id = e.id`.execute(run.trx);
  const events = rows.map(({ exact, ...row }) => ({ ...row, at: Number(exact), last: row.last === true }));
  const ends = ['made', 'ordered', 'wrote'].flatMap((kind) => {
    const walked = events.filter((one) => one.kind === kind).sort(compare);
    return walked.length < stride ? [] : [walked[0]!];
  });
  return { events, horizon: ends.sort(compare).at(-1) ?? null };
}

async function found(run: Run, query: string, before: CustomerCursor | undefined, most: number) {
  const who = readWho(query);
  const like = `%${query.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const isNamed = who.id !== null || who.phones.length + who.words.length > 0;
  const { rows } = await sql<{ id: number; exact: string }>`
    select k.id, ${exact(ACTIVE)} as exact from customer k
    where k.merged_into is null and (k.email ilike ${like}
      or k.id in (select customer_id from identity where kind = 'email' and value ilike ${like})
      or k.business->>'company' ilike ${like}
      ${isNamed ? sql`or (${named(who, 'k')})` : sql``})
      ${before ? sql`and (${ACTIVE}, k.id) < (${instant(before.at)}, ${before.id})` : sql``}
    order by 2 desc, 1 desc limit ${most}`.execute(run.trx);
  return rows.map((row): CustomerCursor => ({ at: Number(row.exact), id: row.id }));
}

/** How many customers the shop has. */
export async function countCustomers(run: Run): Promise<number> {
  const { n } = await run.trx
    .selectFrom('customer')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('merged_into', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(n);
}

export type CustomerOrder = {
  id: number;
  short: number;
  number: string;
  at: number;
  due: string | null;
  total: number;
  status: string;
  payment: string;
};

/** `owed`: what confirmed orders still ask for, in minor units; `late` of it is late. */
export type CustomerPage = {
  customer: CustomerSeen;
  business: Business | null;
  country: string | null;
  address: string | null;
  /** Every number and address they are known by, the customer's own first. */
  phones: string[];
  emails: string[];
  /** The latest conversation of each channel. */
  conversations: { id: number; channel: ChannelName }[];
  owed: number;
  late: number;
  orders: CustomerOrder[];
  /** The order the next page begins after. */
  older?: number;
};

/**
 * One customer, with a page of the orders before an order's id (or the latest). A customer who turned out to be another one
 * is answered by `mergedInto`. Null: there is none.
 */
export async function readCustomer(
  run: Run,
  id: number,
  { before, most }: { before?: number; most: number },
): Promise<CustomerPage | { mergedInto: number } | null> {
  const { trx } = run;
  const row = await trx
    .selectFrom('customer')
    .select(['id', 'business', 'country', 'address', 'merged_into'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  if (row.merged_into !== null) return { mergedInto: row.merged_into };
  const customer = await customerById(run, id);
  const known = await trx
    .selectFrom('identity')
    .select(['kind', 'value'])
    .distinct()
    .where('customer_id', '=', id)
    .where('kind', 'in', ['phone', 'email'])
    .orderBy('value')
    .execute();
  const all = (kind: string, own: string | null) => [
    ...new Set([...(own === null ? [] : [own]), ...known.filter((one) => one.kind === kind).map(({ value }) => value)]),
  ];
  const conversations = await trx
    .selectFrom('conversation')
    .distinctOn('channel')
    .select(['id', 'channel'])
    .where('customer_id', '=', id)
    .where('member_id', 'is', null)
    .orderBy('channel')
    .orderBy('id', 'desc')
    .execute();
  const orders = await trx
    .selectFrom('orders')
    .select(['id', 'short', 'number', 'created_at', 'due_date', 'total', 'status', 'payment_status'])
    .where('customer_id', '=', id)
    .$if(before !== undefined, (query) => query.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(most + 1)
    .execute();
  const shown = orders.slice(0, most).map(
    (order): CustomerOrder => ({
      ...{ id: order.id, short: order.short, number: order.number, at: order.created_at.getTime() },
      ...{ due: order.due_date, total: order.total, status: order.status, payment: order.payment_status },
    }),
  );
  const unpaid = await readUnpaid(run, id);
  const sum = (some: typeof unpaid) => some.reduce((total, { due }) => total + due, 0);
  return {
    ...{ customer, business: row.business, country: row.country, address: row.address, orders: shown },
    phones: all('phone', customer.phone),
    emails: all('email', customer.email),
    conversations: conversations.map((one) => ({ id: one.id, channel: one.channel as ChannelName })),
    owed: sum(unpaid),
    late: sum(unpaid.filter((one) => one.late)),
    ...(orders.length > most ? { older: shown.at(-1)!.id } : {}),
  };
}
