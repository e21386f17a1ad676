import { sql } from 'kysely';
import { ahead, gather } from '../../db/connection.ts';
import type { Gathering } from '../../db/gathered.ts';
import { prepared } from '../../db/prepared.ts';
import { wakeEach, wake as wakeWork } from '../../db/work.ts';
import { hubConnection } from '../connections/hub-number.ts';
import type { Run } from '../tool.ts';
import type { Reply } from './message.ts';

/** Which order a card shows, and at which version; a quoted answer and a typed command are bound by it. */
export type About = { orderId: number; version: number };

type Said = { conversationId: number; reply: Reply; about?: About | undefined };

/**
 * Puts one message into a conversation's outbox, in the transaction that causes it. `key` names it within its cause:
 * the same (cause, key) is said once, whatever happens in between.
 */
export async function say(run: Run, conversationId: number, key: string, reply: Reply, about?: About): Promise<void> {
  await sayAll(run, key, [{ conversationId, reply, about }]);
}

/** One message in each of several conversations. */
async function sayAll(run: Run, key: string, said: Said[]): Promise<void> {
  for (const one of said) await gather(run.trx, OUTBOX, { run, cause: `${run.cause}:${key}`, ...one });
}

const SAID = prepared((_, { shop, at, given }: { shop: number; at: Date; given: string }) => {
  const refs = sql`select distinct conversation_id::text as ref from written`;
  return sql<{ ref: string }>`
    with written as (
      insert into outgoing (shop_id, conversation_id, created_at, due_at, reply, cause, order_id, order_version)
      select ${shop}::bigint, c, at, at, r, k, o, v
      from jsonb_to_recordset(${given}::jsonb) as t(c bigint, r jsonb, k text, o bigint, v integer),
        (select ${at}::timestamptz as at) as now
      on conflict (shop_id, conversation_id, cause) do nothing
      returning conversation_id
    ) ${wakeEach(shop, 'deliver', refs, at)}`;
});

/** Everything a transaction says, in one statement at its end: the members' threads are held for a moment only. */
const OUTBOX: Gathering<Said & { run: Run; cause: string }> = {
  tables: ['outgoing', 'work'],
  write(said) {
    const { shop, at, bells } = said[0]!.run;
    const given = said.map(({ conversationId, reply, about, cause }) => ({
      c: conversationId,
      r: reply,
      k: cause,
      o: about?.orderId,
      v: about?.version,
    }));
    const query = SAID({ shop: shop.id, at: new Date(at), given: JSON.stringify(given) });
    const answered = (rows: { ref: string }[]) => {
      for (const { ref } of rows) bells.push({ kind: 'deliver', ref });
    };
    return [{ query, answered }];
  },
};

/** Notes that conversations have something to deliver. */
export async function noteDelivery(run: Run, ...conversationIds: number[]): Promise<void> {
  const refs = conversationIds.map(String);
  await wakeWork(
    run.trx,
    refs.map((ref) => ({ kind: 'deliver', shopId: run.shop.id, ref })),
    run.at,
  );
  for (const ref of refs) run.bells.push({ kind: 'deliver', ref });
}

/** Says the same to every member's thread; `render` gets the member's language. `except` is the thread that asked. */
export async function tellMembers(
  run: Run,
  key: string,
  render: (language: Run['language']) => { reply: Reply; about?: About },
  except?: number,
): Promise<void> {
  const threads = (await memberThreads(run)).filter((thread) => thread.conversationId !== except);
  await sayAll(
    run,
    key,
    threads.map((thread) => ({ conversationId: thread.conversationId, ...render(thread.language) })),
  );
}

type MemberThread = { conversationId: number; memberId: number; language: Run['language'] };

/** The threads a transaction has looked up already. */
const known = new WeakMap<Run['trx'], Promise<MemberThread[]>>();

/**
 * The threads of the shop's members, one each: the conversation she last wrote from, else a new one to her phone on the
 * shop's WhatsApp (it opens with a template).
 */
export async function memberThreads(run: Run): Promise<MemberThread[]> {
  await expectThreads(run);
  let threads = known.get(run.trx);
  if (!threads) {
    threads = findThreads(run, expected.get(run.trx)!);
    known.set(run.trx, threads);
  }
  return threads;
}

type MemberRow = { id: number; phone: string | null; language: string | null; thread: number | null };
const expected = new WeakMap<Run['trx'], () => Promise<MemberRow[]>>();

const MEMBERS = prepared((db) => {
  const lastThread = sql<number | null>`(
    select conversation.id from conversation join connection on connection.id = conversation.connection_id
    where conversation.member_id = member.id and connection.state <> 'off'
    order by conversation.last_inbound_at desc nulls last, conversation.id desc limit 1)`;
  return db
    .selectFrom('member')
    .select(['id', 'phone', 'language', lastThread.as('thread')])
    .where('active', '=', true)
    .orderBy('id');
});

/** For who is going to tell the members something: what that asks leaves with the next message. */
export async function expectThreads(run: Run): Promise<void> {
  if (expected.has(run.trx)) return;
  expected.set(run.trx, await ahead(run.trx, MEMBERS({})));
}

async function findThreads(run: Run, asked: () => Promise<MemberRow[]>): Promise<MemberThread[]> {
  const found: MemberThread[] = [];
  for (const member of await asked()) {
    const conversationId = member.thread ?? (member.phone ? await openByPhone(run, member.id, member.phone) : null);
    if (conversationId === null) continue;
    found.push({
      conversationId,
      memberId: member.id,
      language: (member.language as Run['language']) ?? run.shop.language,
    });
  }
  return found;
}

async function openByPhone(run: Run, memberId: number, phone: string): Promise<number | null> {
  const connection = await run.trx
    .selectFrom('connection')
    .select('id')
    .where('channel', '=', 'whatsapp')
    .where('state', '!=', 'off')
    .orderBy('id')
    .executeTakeFirst();
  const connectionId = connection?.id ?? (await hubConnection(run));
  if (connectionId === null) return null;
  const row = await run.trx
    .insertInto('conversation')
    .values({
      shop_id: run.shop.id,
      connection_id: connectionId,
      channel: 'whatsapp',
      contact: phone.replace(/^\+/, ''),
      customer_id: null,
      member_id: memberId,
      language: null,
      last_inbound_at: null,
      last_message_id: null,
      bot_off_until: null,
      introduced_at: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['shop_id', 'connection_id', 'contact']).doUpdateSet({ member_id: memberId }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}
