import { wake as wakeWork } from '../../db/work.ts';
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

/** One message in each of several conversations, in two statements however many they are. */
async function sayAll(run: Run, key: string, said: Said[]): Promise<void> {
  if (said.length === 0) return;
  const written = await run.trx
    .insertInto('outgoing')
    .values(
      said.map(({ conversationId, reply, about }) => ({
        shop_id: run.shop.id,
        conversation_id: conversationId,
        created_at: new Date(run.at),
        due_at: new Date(run.at),
        reply: JSON.stringify(reply),
        cause: `${run.cause}:${key}`,
        order_id: about?.orderId ?? null,
        order_version: about?.version ?? null,
        provider_id: null,
        failure: null,
        sent_at: null,
        billable: null,
        told_at: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['shop_id', 'conversation_id', 'cause']).doNothing())
    .returning('conversation_id')
    .execute();
  await noteDelivery(run, ...written.map((row) => row.conversation_id));
}

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
export function memberThreads(run: Run): Promise<MemberThread[]> {
  let threads = known.get(run.trx);
  if (!threads) {
    threads = findThreads(run);
    known.set(run.trx, threads);
  }
  return threads;
}

async function findThreads(run: Run): Promise<MemberThread[]> {
  const members = await run.trx
    .selectFrom('member')
    .select(['id', 'phone', 'language'])
    .where('active', '=', true)
    .orderBy('id')
    .execute();
  const threads = await run.trx
    .selectFrom('conversation')
    .innerJoin('connection', 'connection.id', 'conversation.connection_id')
    .select(['conversation.id', 'conversation.member_id', 'conversation.last_inbound_at'])
    .where('conversation.member_id', 'is not', null)
    .where('connection.state', '!=', 'off')
    .orderBy('conversation.last_inbound_at', (order) => order.desc().nullsLast())
    .orderBy('conversation.id', 'desc')
    .execute();
  const found: MemberThread[] = [];
  for (const member of members) {
    const thread = threads.find((row) => row.member_id === member.id);
    const conversationId = thread?.id ?? (member.phone ? await openByPhone(run, member.id, member.phone) : null);
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
