import { sql } from 'kysely';
import { folded } from '../catalog/match.ts';
import { Refusal } from '../errors.ts';
import { formatMoney } from '../money.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';

/** A customer as members look one up, with what they ordered (cancelled orders left out). `spent` in minor units. */
export type CustomerSeen = {
  id: number;
  name: string | null;
  phone: string | null;
  email: string | null;
  language: string | null;
  note: string | null;
  orders: number;
  spent: number;
  /** Instant of the last order. */
  lastAt: Date | null;
};

/** The most customers one answer lists. */
export const MOST_LISTED = 8;
/** Letters with marks, and the same without, as `folded` makes them. */
const ACCENTED = 'àâäáãçéèêëíìîïñóòôöõúùûüýÿأإآؤئ';
const PLAIN = 'aaaaaceeeeiiiinooooouuuuyyاااوي';
const PHONE = /\+?\d[\d .-]{2,}\d/g;

type Who = { id: number | null; phones: string[]; words: string[] };

/** What was typed to name a customer: an own number (c12), pieces of a phone, words of a name. */
export function readWho(text: string): Who {
  const id = /^\s*c(\d{1,15})\s*$/i.exec(text);
  const phones = (text.match(PHONE) ?? []).map((one) =>
    one.replace(/\D/g, '').replace(/^(?:00)?(?:33|216)(?=\d{8})|^0/, ''),
  );
  const words = folded(text.replace(PHONE, ' ')).match(/[\p{L}\d]+/gu) ?? [];
  return { id: id ? Number(id[1]) : null, phones: phones.filter((one) => one.length >= 3), words };
}

/**
 * The condition that a row of `customer` (by the name it has in the statement) is who was typed: every word begins one of
 * their names, on the customer or on an order, every number is part of a phone.
 */
export function named(who: Who, customer: 'customer' | 'k') {
  const column = (name: string) => sql.ref(`${customer}.${name}`);
  if (who.id !== null) return sql<boolean>`${column('id')} = ${who.id}`;
  const plain = (name: unknown) => sql`translate(lower(' ' || coalesce(${name}, '')), ${ACCENTED}, ${PLAIN})`;
  const digits = (phone: unknown) => sql`regexp_replace(${phone}, '[^0-9]', '', 'g')`;
  const words = who.words.map((word) => {
    const begins = `[^a-z0-9]${word}`;
    return sql`(${plain(column('name'))} ~ ${begins} or ${column('id')} in (
      select o.customer_id from orders o where ${plain(sql.ref('o.customer_name'))} ~ ${begins}))`;
  });
  const phones = who.phones.map((phone) => {
    const part = `%${phone}%`;
    return sql`(${digits(column('phone'))} like ${part} or ${column('id')} in (
      select i.customer_id from identity i where i.kind = 'phone' and ${digits(sql.ref('i.value'))} like ${part}))`;
  });
  return sql<boolean>`${sql.join([...words, ...phones], sql` and `)}`;
}

/** The customers that typed words name: every word begins one of their names, every number is part of a phone. */
export async function findCustomers(run: Run, text: string): Promise<CustomerSeen[]> {
  const who = readWho(text);
  if (who.id === null && who.phones.length + who.words.length === 0) return [];
  const rows = await seen(run).where(named(who, 'customer')).limit(50).execute();
  return rows.map(toSeen);
}

/** One customer by id; the caller knows that it exists. */
export async function customerById(run: Run, id: number): Promise<CustomerSeen> {
  return toSeen(await seen(run).where('customer.id', '=', id).executeTakeFirstOrThrow());
}

function seen(run: Run) {
  return run.trx
    .selectFrom('customer')
    .leftJoin('orders', (join) =>
      join.onRef('orders.customer_id', '=', 'customer.id').on('orders.status', '!=', 'cancelled'),
    )
    .select(['customer.id', 'customer.name', 'customer.phone', 'customer.email', 'customer.language', 'customer.note'])
    .select((eb) => [
      eb.fn.count('orders.id').as('orders'),
      eb.fn.sum('orders.total').as('spent'),
      eb.fn.max('orders.created_at').as('lastAt'),
      sql<string | null>`max(orders.customer_name)`.as('orderName'),
    ])
    .where('customer.merged_into', 'is', null)
    .groupBy('customer.id')
    .orderBy('lastAt', (order) => order.desc().nullsLast())
    .orderBy('customer.id');
}

type SeenRow = Awaited<ReturnType<ReturnType<typeof seen>['execute']>>[number];

function toSeen(row: SeenRow): CustomerSeen {
  const { orderName, ...rest } = row;
  return {
    ...rest,
    name: row.name ?? orderName,
    orders: Number(row.orders),
    spent: Number(row.spent ?? 0),
    lastAt: row.lastAt ?? null,
  };
}

/** "Marie Lefebvre", else the phone, the e-mail, or a number of their own: how members read a customer. */
export function nameFor(customer: Pick<CustomerSeen, 'id' | 'name' | 'phone' | 'email'>): string {
  return customer.name ?? customer.phone ?? customer.email ?? `c${customer.id}`;
}

/** "Marie Lefebvre · +33612345678 · 3 commandes": one row of a list of customers. */
export function customerRow(run: Pick<Run, 'language'>, customer: CustomerSeen): string {
  const texts = textsFor(run.language).customers;
  const phone = customer.phone !== nameFor(customer) ? customer.phone : null;
  return [nameFor(customer), phone, texts.orders(String(customer.orders))].filter(Boolean).join(' · ');
}

/**
 * The one customer that typed words name. `retype` says what to type once they are named by their own number. Throws
 * Refusal when nobody or several fit.
 */
export async function theCustomer(run: Run, text: string, retype: (who: string) => string): Promise<CustomerSeen> {
  const found = await findCustomers(run, text);
  const [only] = found;
  if (only && found.length === 1) return only;
  throw refusalFor(run, text, found, retype);
}

/** Nobody, or several: the refusal that names them with what to type for each. */
export function refusalFor(
  run: Pick<Run, 'language'>,
  text: string,
  found: CustomerSeen[],
  retype: (who: string) => string,
): Refusal {
  const texts = textsFor(run.language).customers;
  if (found.length === 0) return new Refusal('not_found', texts.nobody(text));
  const rows = found.slice(0, MOST_LISTED).map((one) => `${retype(`c${one.id}`)} — ${customerRow(run, one)}`);
  if (found.length > MOST_LISTED) rows.push(texts.andMore(String(found.length - MOST_LISTED)));
  return new Refusal('invalid', texts.several(text, rows.join('\n')));
}

/**
 * Words that begin with a customer and go on with something else: the longest beginning that names somebody. An order's
 * number names its customer. Null when no beginning does.
 */
export async function customerFirst(
  run: Run,
  text: string,
): Promise<{ found: CustomerSeen[]; who: string; rest: string } | null> {
  const tokens = text.trim().split(/\s+/);
  const short = /^\d{1,6}$/.exec(tokens[0] ?? '');
  if (short) {
    const order = await run.trx
      .selectFrom('orders')
      .select('customer_id')
      .where('short', '=', Number(tokens[0]))
      .executeTakeFirst();
    if (order)
      return { found: [await customerById(run, order.customer_id)], who: tokens[0]!, rest: tokens.slice(1).join(' ') };
  }
  for (let length = Math.min(tokens.length, 6); length >= 1; length--) {
    const who = tokens.slice(0, length).join(' ');
    const found = await findCustomers(run, who);
    if (found.length > 0) return { found, who, rest: restAfter(text, length) };
  }
  return null;
}

/** What follows the first `count` words, line breaks kept. */
function restAfter(text: string, count: number): string {
  return text
    .trim()
    .replace(new RegExp(`^(?:\\S+\\s*){${count}}`), '')
    .trim();
}

/** The average basket of a customer, as members read it. */
export function basketOf(run: Pick<Run, 'shop' | 'language'>, customer: CustomerSeen): string {
  const mean = customer.orders === 0 ? 0 : Math.round(customer.spent / customer.orders);
  return formatMoney(mean, run.shop.currency, run.language);
}
