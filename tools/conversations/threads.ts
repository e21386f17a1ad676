/** Conversations as the office reads them: the list by the last word, one thread from its end backwards. */
import { sql } from 'kysely';
import type { Trx } from '../../db/shop.ts';
import type { Run } from '../tool.ts';
import type { Arrival, ChannelName, Reply } from './message.ts';

/** Where the next page begins: the last row's time (milliseconds) and id. */
export type ThreadCursor = { at: number; id: number };
export type ThreadFilter = 'all' | 'waiting' | 'unread';

export type ThreadRow = {
  id: number;
  channel: ChannelName;
  name: string | null;
  /** Milliseconds: when the contact last wrote. */
  at: number;
  /** Something came that nobody has opened here. */
  unread: boolean;
  /** A person has it: the assistant is silent. */
  taken: boolean;
  /** A person has it and has not answered yet. */
  waiting: boolean;
  last: Arrival | null;
};

/** A person has it and the contact had the last word: nobody of the shop has written since, here or elsewhere. */
const waits = (at: number) => sql<boolean>`(c.bot_off_until > ${new Date(at)}
  and not exists (select from outgoing o where o.conversation_id = c.id and o.reply ? 'byPerson'
    and o.created_at >= coalesce(c.last_inbound_at, c.created_at))
  and not exists (select from message e where e.conversation_id = c.id and e.kind = 'echo' and e.id > c.last_message_id))`;
const AT = sql<Date>`coalesce(c.last_inbound_at, c.created_at)`;
const escaped = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** One page of customers' conversations, the latest first; `more` begins the next. By name, telephone, address or account. */
export async function readThreads(
  run: Run,
  asked: { filter: ThreadFilter; query: string; customerId?: number; before?: ThreadCursor; most: number },
): Promise<{ rows: ThreadRow[]; more?: ThreadCursor }> {
  const { filter, query, customerId, before, most } = asked;
  const digits = query.replace(/\D/g, '').replace(/^0+/, '');
  const like = `%${escaped(query)}%`;
  const where = [
    sql`c.customer_id is not null and c.member_id is null`,
    ...(filter === 'waiting' ? [waits(run.at)] : []),
    ...(filter === 'unread' ? [sql`c.last_message_id > c.seen_message_id`] : []),
    ...(customerId === undefined ? [] : [sql`c.customer_id = ${customerId}`]),
    ...(query === ''
      ? []
      : [
          sql`(k.name ilike ${like} or k.email ilike ${like} or c.contact ilike ${like}
            ${digits.length < 3 ? sql`` : sql`or k.phone like ${`%${digits}%`}`})`,
        ]),
    ...(before ? [sql`(${AT}, c.id) < (${new Date(before.at)}, ${before.id})`] : []),
  ];
  const { rows } = await sql<{
    id: number;
    channel: ChannelName;
    name: string | null;
    at: Date;
    unread: boolean | null;
    taken: boolean | null;
    waiting: boolean | null;
    arrival: Arrival | null;
  }>`
    select c.id, c.channel, coalesce(k.name, k.phone, k.email) as name, ${AT} as at,
      c.bot_off_until > ${new Date(run.at)} as taken, ${waits(run.at)} as waiting,
      c.last_message_id > c.seen_message_id as unread, m.arrival
    from conversation c join customer k on k.id = c.customer_id
      left join message m on m.id = c.last_message_id
    where ${sql.join(where, sql` and `)}
    order by ${AT} desc, c.id desc limit ${most + 1}`.execute(run.trx);
  const shown = rows.slice(0, most).map((row): ThreadRow => {
    return {
      ...{ id: row.id, channel: row.channel, name: row.name, at: row.at.getTime(), last: row.arrival },
      ...{ unread: row.unread === true, taken: row.taken === true, waiting: row.waiting === true },
    };
  });
  const last = shown.at(-1);
  return { rows: shown, ...(rows.length > most && last ? { more: { at: last.at, id: last.id } } : {}) };
}

/** How many conversations wait for a person, and how many have something that nobody opened; counted up to `most`. */
export async function countThreads(run: Run, most: number): Promise<{ waiting: number; unread: number }> {
  const count = async (condition: ReturnType<typeof sql>) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select from conversation c
      where c.customer_id is not null and c.member_id is null and ${condition} limit ${most}) t`.execute(run.trx);
    return rows[0]!.n;
  };
  return {
    waiting: await count(waits(run.at)),
    unread: await count(sql`c.last_message_id > c.seen_message_id`),
  };
}

export type KeptFile = { id: number; mime: string; bytes: number };
export type Said =
  | { from: 'contact' | 'person'; id: number; at: number; arrival: Arrival; takenBack: boolean; file?: KeptFile }
  | { from: 'assistant' | 'person'; id: number; at: number; reply: Reply; state: string };

/** Where an older page begins: the first message and the first of ours that were shown. */
export type SaidCursor = { message: number; outgoing: number };

export type Thread = {
  id: number;
  channel: ChannelName;
  contact: string;
  customer: { id: number; name: string | null; phone: string | null; email: string | null };
  silentUntil: number | null;
  /** How many conversations the customer has, this one included. */
  conversations: number;
  orders: { short: number; number: string; status: string; payment: string; total: number; due: string | null }[];
  said: Said[];
  older?: SaidCursor;
};

const MOST_ORDERS = 6;
const KINDS = ['message', 'echo', 'past', 'comment', 'revoked'];
const LAST = Number.MAX_SAFE_INTEGER;

/** One page of a conversation, oldest first, ending before the cursor (or now). Null: there is no such conversation. */
export async function readThread(
  run: Run,
  id: number,
  { before, most }: { before?: SaidCursor; most: number },
): Promise<Thread | null> {
  const { trx } = run;
  const row = await trx
    .selectFrom('conversation')
    .innerJoin('customer', 'customer.id', 'conversation.customer_id')
    .select(['conversation.id', 'channel', 'contact', 'bot_off_until'])
    .select(['customer.id as customerId', 'customer.name', 'customer.phone', 'customer.email'])
    .where('conversation.id', '=', id)
    .where('conversation.member_id', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  const { said, older } = await saidIn(trx, id, before ?? { message: LAST, outgoing: LAST }, most);
  const { conversations } = await trx
    .selectFrom('conversation')
    .select((eb) => eb.fn.countAll<number>().as('conversations'))
    .where('customer_id', '=', row.customerId)
    .executeTakeFirstOrThrow();
  const orders = await trx
    .selectFrom('orders')
    .select(['short', 'number', 'status', 'payment_status as payment', 'total', 'due_date as due'])
    .where('customer_id', '=', row.customerId)
    .orderBy('id', 'desc')
    .limit(MOST_ORDERS)
    .execute();
  const until = row.bot_off_until?.getTime() ?? 0;
  return {
    ...{ id, channel: row.channel as ChannelName, contact: row.contact, orders, said },
    customer: { id: row.customerId, name: row.name, phone: row.phone, email: row.email },
    silentUntil: until > run.at ? until : null,
    conversations: Number(conversations),
    ...(older ? { older } : {}),
  };
}

async function saidIn(trx: Trx, id: number, before: SaidCursor, most: number) {
  const theirs = await trx
    .selectFrom('message')
    .select(['id', 'kind', 'received_at', 'arrival'])
    .where('conversation_id', '=', id)
    .where('kind', 'in', KINDS)
    .where('id', '<', before.message)
    .orderBy('id', 'desc')
    .limit(most + 1)
    .execute();
  const ours = await trx
    .selectFrom('outgoing')
    .select(['id', 'created_at', 'reply', 'state'])
    .where('conversation_id', '=', id)
    .where('state', '!=', 'dropped')
    .where('id', '<', before.outgoing)
    .orderBy('id', 'desc')
    .limit(most + 1)
    .execute();
  const ids = theirs.map((one) => one.id);
  const files = ids.length === 0 ? [] : await filesOf(trx, ids);
  const all: Said[] = [
    ...theirs.map((one): Said => {
      const arrival = one.arrival as Arrival;
      const { what } = arrival;
      const fromShop = what.kind === 'echo' || (what.kind === 'past' && what.from === 'shop');
      const file = files.find(({ message_id }) => message_id === one.id);
      return {
        ...{ from: fromShop ? 'person' : 'contact', id: one.id, at: one.received_at.getTime(), arrival },
        takenBack: one.kind === 'revoked',
        ...(file ? { file: { id: file.id, mime: file.mime, bytes: file.size } } : {}),
      };
    }),
    ...ours.map((one): Said => {
      const reply = one.reply as Reply;
      const from = reply.byPerson ? 'person' : 'assistant';
      return { from, id: one.id, at: one.created_at.getTime(), reply, state: one.state };
    }),
  ];
  // Of two at the same moment, what they wrote comes before what we answered.
  all.sort((a, b) => a.at - b.at || Number('reply' in a) - Number('reply' in b) || a.id - b.id);
  const said = all.slice(-most);
  const first = (mine: boolean, otherwise: number) =>
    Math.min(otherwise, ...said.filter((one) => 'reply' in one === mine).map((one) => one.id));
  const older = { message: first(false, before.message), outgoing: first(true, before.outgoing) };
  return { said, older: all.length > most ? older : undefined };
}

async function filesOf(trx: Trx, messageIds: number[]) {
  return trx
    .selectFrom('attachment')
    .select(['id', 'message_id', 'mime', sql<number>`octet_length(bytes)`.as('size')])
    .where('message_id', 'in', messageIds)
    .execute();
}

/** A person has opened the conversation: what came until now is read. */
export async function markSeen(run: Run, id: number): Promise<void> {
  await run.trx
    .updateTable('conversation')
    .set({ seen_message_id: sql`greatest(seen_message_id, coalesce(last_message_id, 0))` })
    .where('id', '=', id)
    .whereRef('seen_message_id', '<', 'last_message_id')
    .execute();
}

/** A file of this conversation: what came with a message, or what we sent. Null: there is none. */
export async function fileNamed(trx: Trx, id: number, of: { message: number } | { outgoing: number }) {
  if ('message' in of) {
    const row = await trx
      .selectFrom('attachment')
      .innerJoin('message', 'message.id', 'attachment.message_id')
      .select('attachment.id')
      .where('message.id', '=', of.message)
      .where('message.conversation_id', '=', id)
      .executeTakeFirst();
    return row ? `recording:${row.id}` : null;
  }
  const row = await trx
    .selectFrom('outgoing')
    .select('reply')
    .where('id', '=', of.outgoing)
    .where('conversation_id', '=', id)
    .executeTakeFirst();
  return (row?.reply as Reply | undefined)?.document?.fileId ?? null;
}
