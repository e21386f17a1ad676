import type { Arrival, Reply } from '../../tools/conversations/message.ts';
import type { Run } from '../../tools/tool.ts';
import type { Channel } from '../channels/channel.ts';
import { wordsOf } from './words.ts';

/** An echo is looked for among this many of our last messages. */
const ECHOED_MESSAGES = 30;

/** A picture without words is ours when we sent one about then, milliseconds. */
const PICTURE_MS = 2 * 60_000;

/**
 * Whether an echo is of a message of ours, rather than the owner's own words: by its id or, where the provider says
 * nothing else and the sending is not settled, by its words. `left`: the number of our message that it proves has left.
 * Null: somebody of the shop wrote.
 */
export async function ownEcho(
  run: Run,
  arrival: Arrival,
  conversationId: number,
  channel: Channel | undefined,
): Promise<{ left: number | null } | null> {
  if (await isKnown(run, arrival.externalId)) return { left: null };
  const partsOf = channel?.echoesOf;
  if (!partsOf || arrival.what.kind !== 'echo') return null;
  const { content } = arrival.what;
  const words = partsOf({ text: wordsOf(content) }).join(' ');
  const picture = content.kind === 'media' && content.media === 'image';
  if (words === '' && !picture) return null;
  const rows = await run.trx
    .selectFrom('outgoing')
    .select(['id', 'provider_id', 'reply', 'created_at', 'sent_at'])
    .where('conversation_id', '=', conversationId)
    .orderBy('id', 'desc')
    .limit(ECHOED_MESSAGES)
    .execute();
  const about = (row: { created_at: Date; sent_at: Date | null }) =>
    words !== '' || Math.abs(arrival.at - (row.sent_at ?? row.created_at).getTime()) < PICTURE_MS;
  const said = rows.filter(about).map((row) => ({ ...row, parts: partsOf(row.reply as Reply) }));
  const unsettled = said.findLast(({ provider_id, parts }) => provider_id === null && parts.includes(words));
  // Only its last words prove that a message left whole.
  if (unsettled) return { left: unsettled.parts.at(-1) === words ? unsettled.id : null };
  // All but the last of a long text's messages keep no id of theirs.
  return said.some(({ parts }) => parts.slice(0, -1).includes(words)) ? { left: null } : null;
}

async function isKnown(run: Run, providerId: string): Promise<boolean> {
  const row = await run.trx
    .selectFrom('outgoing')
    .select('id')
    .where('provider_id', '=', providerId)
    .executeTakeFirst();
  return row !== undefined;
}
