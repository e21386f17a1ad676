import { asksToBuy } from '../../flows/customer/comment.ts';
import { readerWithin } from '../../flows/reader.ts';
import type { Arrival, Reply } from '../../tools/conversations/message.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Run } from '../../tools/tool.ts';
import type { Opened } from './turn.ts';

type Entry = { row: { id: number; kind: string }; arrival: Arrival };

/** After this long a comment may no longer be answered in private (Meta's own limit is 7 days). */
const LATEST_MS = 7 * 24 * 3_600_000 - 3_600_000;
const QUOTED = 120;

/**
 * Comments that ask to buy become messages of their writer, to be answered once and in private; the others are kept and
 * nothing is said to them.
 */
export async function screenComments(run: Run, entries: Entry[]): Promise<void> {
  const reader = await readerWithin(run);
  for (const entry of entries) {
    const { what, at } = entry.arrival;
    if (what.kind !== 'comment' || run.at - at > LATEST_MS || !asksToBuy(reader, what.text, run)) continue;
    const content = { kind: 'text' as const, text: what.text };
    entry.arrival = { ...entry.arrival, comment: what.id, what: { kind: 'message', content } };
    entry.row.kind = 'message';
    await run.trx
      .updateTable('message')
      .set({ kind: 'message', arrival: JSON.stringify(entry.arrival) })
      .where('id', '=', entry.row.id)
      .execute();
  }
}

/** The answer as the comment's one private message: it says what it answers, since the writer sees no thread. */
export function asPrivateReply(run: Run, { turn }: Opened, comment: string, reply: Reply): Reply {
  const words = turn.messages.at(-1)?.text.slice(0, QUOTED) ?? '';
  const texts = textsFor(run.language);
  const { document, ...said } = reply;
  // A comment is answered with words alone: a picture is one tap away.
  const seeing = document ? [{ id: words || texts.photos.see, title: texts.photos.see }] : [];
  const choices = [...(reply.choices ?? []), ...seeing];
  const text = `${texts.posts.commented(words)}\n\n${reply.text}`;
  return { ...said, ...(choices.length > 0 && { choices }), comment, text };
}

/** The provider names the person a private reply went to; where that is another id than the comment's, it is theirs too. */
export async function metInPrivate(run: Run, conversationId: number, contact: string | undefined): Promise<void> {
  if (contact === undefined) return;
  const row = await run.trx
    .selectFrom('conversation')
    .select(['contact', 'connection_id', 'channel', 'customer_id'])
    .where('id', '=', conversationId)
    .executeTakeFirst();
  if (!row || row.contact === contact) return;
  const taken = await run.trx
    .selectFrom('conversation')
    .select('id')
    .where('connection_id', '=', row.connection_id)
    .where('contact', '=', contact)
    .executeTakeFirst();
  if (!taken) await run.trx.updateTable('conversation').set({ contact }).where('id', '=', conversationId).execute();
  if (row.customer_id === null) return;
  await run.trx
    .insertInto('identity')
    .values({
      shop_id: run.shop.id,
      customer_id: row.customer_id,
      channel: row.channel,
      kind: 'scoped',
      value: contact,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
