import { sql } from 'kysely';
import { withoutReadBack } from '../../flows/read-back.ts';
import type { Turn, TurnMessage } from '../../flows/turn.ts';
import type { Arrival, Choice, Content, Reply } from '../../tools/conversations/message.ts';
import { noteDelivery } from '../../tools/conversations/say.ts';
import type { Run } from '../../tools/tool.ts';
import type { Limits } from '../channels/channel.ts';
import type { ConversationRow } from './person.ts';
import { isCall } from './recording.ts';
import { withShown } from './shown.ts';
import { wordsOf } from './words.ts';

/** How much of a conversation the reader sees. */
const STORY_MESSAGES = 40;

/**
 * A turn ready to be answered; `silent` when a person has the conversation, `behind` when messages that came after it
 * was first opened wait for the next turn.
 */
export type Opened = {
  turn: Turn;
  conversation: ConversationRow;
  silent: boolean;
  behind: boolean;
  /** The comment to answer, when nothing was written to us besides. */
  comment?: string;
};

/** A stored message of the lane and what it was read as. */
export type Said = { row: { id: number; external_id: string; at: Date; turn_id: number | null }; arrival: Arrival };

/**
 * Opens the turn of what was said since the last answer, or takes up the one a dead process left open, with its
 * messages alone: its cause stays the same, so what it did before is told and not repeated.
 */
export async function openTurn(
  run: Run,
  conversation: ConversationRow,
  said: Said[],
  limits?: Limits,
): Promise<Opened> {
  const left = said.find(({ row }) => row.turn_id !== null)?.row.turn_id ?? null;
  // A turn left open keeps its messages: what came later waits for the next one, so that causes stay the same.
  const whole = left === null ? said : said.filter(({ row }) => row.turn_id === left);
  const mine = await withShown(run, conversation, await withPicks(run, conversation.id, whole, limits));
  const turnId =
    left ??
    (
      await run.trx
        .insertInto('turn')
        .values({
          shop_id: run.shop.id,
          conversation_id: conversation.id,
          opened_at: new Date(run.at),
          done_at: null,
          error: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id;
  const ids = mine.map(({ row }) => row.id);
  await run.trx
    .updateTable('message')
    .set({ state: 'taken', turn_id: turnId, conversation_id: conversation.id })
    .where('id', 'in', ids)
    .execute();
  // Neither a call nor a comment opens a window: nothing may be written freely because of it.
  const opens = ({ row, arrival }: Said) => !isCall(row.external_id) && arrival.comment === undefined;
  const lastAt = mine.findLast(opens)?.row.at ?? null;
  const comment = lastAt ? undefined : mine.at(-1)!.arrival.comment;
  await run.trx
    .updateTable('conversation')
    .set({
      last_message_id: Math.max(...ids),
      ...(lastAt ? { last_inbound_at: sql<Date>`greatest(last_inbound_at, ${lastAt})` } : {}),
    })
    .where('id', '=', conversation.id)
    .execute();
  if (lastAt) await releaseWaiting(run, conversation.id);
  const member = await memberOf(run, conversation);
  const turn: Turn = {
    hub: run.hub,
    shop: run.shop,
    id: turnId,
    cause: `turn:${turnId}`,
    conversation: {
      id: conversation.id,
      channel: conversation.channel,
      customerId: conversation.customer_id,
      member,
      language: (conversation.language as Turn['conversation']['language'] | null) ?? run.shop.language,
      introduced: conversation.introduced_at !== null,
      handedBack: wasHandedBack(conversation, run.at),
    },
    messages: mine.map(toMessage),
    story: member ? [] : await storyOf(run, conversation),
  };
  const silent = !member && conversation.bot_off_until !== null && conversation.bot_off_until.getTime() > run.at;
  return {
    turn,
    conversation,
    silent,
    behind: mine.length < said.length,
    ...(comment === undefined ? {} : { comment }),
  };
}

/** A person had the conversation, and the assistant has not said since that it writes here again. */
function wasHandedBack({ bot_off_until: until, introduced_at: said }: ConversationRow, at: number): boolean {
  return until !== null && until.getTime() <= at && said !== null && said.getTime() < until.getTime();
}

/** The window is open again: what waited for it leaves. */
async function releaseWaiting(run: Run, conversationId: number): Promise<void> {
  const freed = await run.trx
    .updateTable('outgoing')
    .set({ state: 'queued', due_at: new Date(run.at), attempts: 0, by_template: false })
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  if (freed.numUpdatedRows > 0n) await noteDelivery(run, conversationId);
}

/**
 * Messages that answer numbered choices with a number become taps, and are kept as such: the story of later turns is
 * then read like this one.
 */
async function withPicks(run: Run, conversationId: number, said: Said[], limits?: Limits): Promise<Said[]> {
  if (limits?.numbersFrom === undefined) return said;
  const last = await run.trx
    .selectFrom('outgoing')
    .select('reply')
    .where('conversation_id', '=', conversationId)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  const asked = last?.reply as Reply | undefined;
  const choices = asked?.choices ?? [];
  if (choices.length < (asked?.comment ? 1 : limits.numbersFrom)) return said;
  const read: Said[] = [];
  for (const one of said) {
    const { row, arrival } = one;
    const content = arrival.what.kind === 'message' ? picked(arrival.what.content, choices) : null;
    if (!content) {
      read.push(one);
      continue;
    }
    const kept: Arrival = { ...arrival, what: { kind: 'message', content } };
    await run.trx
      .updateTable('message')
      .set({ arrival: JSON.stringify(kept) })
      .where('id', '=', row.id)
      .execute();
    read.push({ row, arrival: kept });
  }
  return read;
}

/**
 * "2" under numbered choices is a tap on the second; not where a choice is itself called by that number ("2 parts"), and
 * the reader knows better.
 */
function picked(content: Content, offered: Choice[]): Content | null {
  const number = content.kind === 'text' ? /^\s*(\d{1,2})\s*[.)]?\s*$/.exec(content.text)?.[1] : undefined;
  const choice = number === undefined ? undefined : offered[Number(number) - 1];
  if (!choice || offered.some(({ title }) => title.split(/\D+/).includes(String(Number(number))))) return null;
  return { kind: 'tap', payload: choice.id, title: choice.title };
}

function toMessage({ row, arrival }: Said): TurnMessage {
  const content =
    arrival.what.kind === 'message' ? arrival.what.content : { kind: 'unsupported' as const, what: arrival.what.kind };
  return {
    id: row.id,
    externalId: row.external_id,
    at: row.at.getTime(),
    content,
    text: wordsOf(content),
    ...(arrival.quoted ? { quoted: arrival.quoted } : {}),
  };
}

async function memberOf(run: Run, conversation: ConversationRow): Promise<Turn['conversation']['member']> {
  if (conversation.member_id === null) return null;
  const member = await run.trx
    .selectFrom('member')
    .select(['id', 'name', 'role'])
    .where('id', '=', conversation.member_id)
    .where('active', '=', true)
    .executeTakeFirst();
  return member ?? null;
}

/** Both sides of the conversation since its last order, oldest first. */
export async function storyOf(
  run: Run,
  conversation: Pick<ConversationRow, 'id' | 'story_since'>,
): Promise<Turn['story']> {
  const theirs = await run.trx
    .selectFrom('message')
    .select(['id', 'at', 'received_at', 'arrival'])
    .where('conversation_id', '=', conversation.id)
    // What a person of the shop wrote from her own phone is the shop's.
    .where('kind', 'in', ['message', 'echo'])
    .where('id', '>', conversation.story_since)
    .orderBy('id', 'desc')
    .limit(STORY_MESSAGES)
    .execute();
  const since = theirs.at(-1)?.received_at;
  const ours = since
    ? await run.trx
        .selectFrom('outgoing')
        .select(['created_at', 'reply'])
        .where('conversation_id', '=', conversation.id)
        .where('created_at', '>=', since)
        .orderBy('id', 'desc')
        .limit(STORY_MESSAGES)
        .execute()
    : [];
  // Their own order is the sender's clock (whole seconds, so ties go by arrival); among ours they stand where they came.
  theirs.sort((a, b) => a.at.getTime() - b.at.getTime() || a.id - b.id);
  let came = 0;
  const turns = [
    ...theirs.map((row) => {
      const { what } = row.arrival as Arrival;
      const text = what.kind === 'message' || what.kind === 'echo' ? wordsOf(what.content) : '';
      came = Math.max(came, row.received_at.getTime());
      return { from: what.kind === 'echo' ? ('shop' as const) : ('customer' as const), text, id: String(row.id), came };
    }),
    ...ours
      .reverse()
      .map((row) => ({ from: 'shop' as const, text: spoken(row.reply as Reply), came: row.created_at.getTime() })),
  ];
  return turns
    .filter((turn) => turn.text !== '')
    .sort((a, b) => a.came - b.came)
    .map(({ came: _came, ...turn }) => turn);
}

/** What we said with the choices we offered: an answer such as "le premier" or "chocolat" is read against them. */
function spoken(reply: Reply): string {
  const offered = reply.choices?.map((choice) => choice.title).join(', ');
  const text = withoutReadBack(reply.text);
  return offered ? `${text}\n${offered}` : text;
}
