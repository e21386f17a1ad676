import type { Lease } from '../../db/work.ts';
import { offerPromise } from '../../flows/merchant/promise.ts';
import type { Ctx, ShopFacts } from '../../tools/context.ts';
import { silenceMs } from '../../tools/conversations/bot-switch.ts';
import { silence } from '../../tools/conversations/index.ts';
import type { Arrival } from '../../tools/conversations/message.ts';
import { inShop } from '../../tools/perform.ts';
import type { Run } from '../../tools/tool.ts';
import type { Channel } from '../channels/channel.ts';
import { ownEcho } from './own-echo.ts';
import type { Parts } from './parts.ts';
import type { ConversationRow } from './person.ts';
import { storyOf } from './turn.ts';
import { wordsOf } from './words.ts';

/**
 * A person of the shop answered from her own phone: the bot steps aside for that contact, its reply that has not left
 * yet is dropped, and her words become a message of the shop in that conversation. What she promised is read after.
 */
export async function stepAside(run: Run, arrival: Arrival, conversation: ConversationRow): Promise<void> {
  if (conversation.member_id !== null) return;
  await leaveToPerson(run, conversation, Math.min(run.at, arrival.at));
  await run.trx
    .updateTable('outgoing')
    .set({ state: 'dropped' })
    .where('conversation_id', '=', conversation.id)
    .where('state', 'in', ['queued', 'waiting'])
    // Only what answered the customer's words: a recap or a link that a member caused still leaves.
    .where('cause', 'like', 'turn:%:answer')
    .execute();
  await run.trx
    .updateTable('message')
    .set({ conversation_id: conversation.id, state: 'taken' })
    .where('external_id', '=', arrival.externalId)
    .where('kind', '=', 'echo')
    .execute();
}

/**
 * The bot falls silent in a conversation that a person took at `since` (milliseconds); long ago is over. What came in the
 * same breath is hers to answer, too.
 */
export async function leaveToPerson(run: Run, conversation: ConversationRow, since: number): Promise<void> {
  const until = since + silenceMs(run.shop);
  if (until <= run.at) return;
  await silence(run, conversation.id, until);
  conversation.bot_off_until = new Date(until);
}

/** Offers the members what was promised in a lane's echoes; each once, also when a process dies in between. */
export async function readPromises(parts: Parts, shop: ShopFacts, lease: Lease): Promise<void> {
  const ctx: Ctx = {
    hub: parts.hub,
    shop,
    actor: { kind: 'system' },
    language: shop.language,
    cause: `echoes:${lease.ref}`,
  };
  const echoes = await inShop(ctx, async (run) => {
    const rows = await run.trx
      .selectFrom('message')
      .innerJoin('conversation', 'conversation.id', 'message.conversation_id')
      .select([
        'message.id',
        'message.arrival',
        'conversation.id as conversationId',
        'conversation.customer_id',
        'conversation.story_since',
      ])
      .where('message.lane', '=', lease.ref)
      .where('message.kind', '=', 'echo')
      .where('message.state', '=', 'taken')
      .orderBy('message.id')
      .execute();
    return Promise.all(
      rows.map(async (row) => ({
        ...row,
        story: await storyOf(run, { id: row.conversationId, story_since: row.story_since }),
      })),
    );
  });
  for (const { id, arrival, conversationId, customer_id, story } of echoes) {
    const { what } = arrival as Arrival;
    const text = what.kind === 'echo' ? wordsOf(what.content) : '';
    const echo = { conversationId, customerId: customer_id ?? 0, text: customer_id === null ? '' : text, story };
    await offerPromise({ ...ctx, cause: `message:${id}` }, echo, async (run) => {
      await run.trx.updateTable('message').set({ state: 'done' }).where('id', '=', id).execute();
    });
  }
}

/** Whether a person of the shop wrote in the lane while its turn was thought about: what was composed is dropped. */
export async function isInterrupted(
  run: Run,
  lease: Lease,
  conversationId: number,
  channel: Channel | undefined,
): Promise<boolean> {
  const rows = await run.trx
    .selectFrom('message')
    .select('arrival')
    .where('lane', '=', lease.ref)
    .where('kind', '=', 'echo')
    .where('state', '=', 'new')
    .execute();
  for (const { arrival } of rows) if (!(await ownEcho(run, arrival as Arrival, conversationId, channel))) return true;
  return false;
}
