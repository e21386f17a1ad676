import { sql } from 'kysely';
import { alert } from '../../tools/conversations/index.ts';
import type { Arrival } from '../../tools/conversations/message.ts';
import { memberThreads, say } from '../../tools/conversations/say.ts';
import { askAfterCorrection, ordersFrom } from '../../tools/conversations/taken-back.ts';
import { closeDrafts, openDraft } from '../../tools/drafts/draft.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Run } from '../../tools/tool.ts';
import { stepAside } from './echo.ts';
import type { ConversationRow } from './person.ts';
import { wordsOf } from './words.ts';

type Entry = {
  row: { id: number; connection_id: number; external_id: string; kind: string; turn_id: number | null };
  arrival: Arrival;
};

/**
 * Edits and deletions of messages that nobody has answered yet: they are answered as they stand now, and what was taken
 * back is not read at all. Returns what is left to look at.
 */
export async function withCorrections<E extends Entry>(run: Run, entries: E[]): Promise<E[]> {
  const gone = new Set<E>();
  for (const entry of entries) {
    const { what } = entry.arrival;
    if (what.kind !== 'edit' && what.kind !== 'revoke') continue;
    const kind = what.byShop ? 'echo' : 'message';
    const parts = entries.filter(
      ({ row }) => row.kind === kind && row.turn_id === null && isPartOf(row.external_id, what.of),
    );
    const [first] = parts;
    if (!first) continue;
    gone.add(entry);
    if (what.kind === 'revoke') {
      for (const part of parts) {
        gone.add(part);
        await setKind(run, part.row.id, 'revoked');
      }
      continue;
    }
    first.arrival = { ...first.arrival, what: { kind, content: what.content } };
    await keepAs(run, first.row.id, kind, first.arrival);
  }
  return entries.filter((entry) => !gone.has(entry));
}

/** One message with several things in it is several rows: the first under its own id, the others with a number behind. */
function isPartOf(externalId: string, of: string): boolean {
  return externalId === of || externalId.startsWith(`${of}#`);
}

/**
 * A customer's edit or deletion of a message that was answered. Where an order came of it, the members decide; nothing
 * changes by itself. Where only a draft did, the corrected words are read as said now. False: nobody's, told elsewhere.
 */
export async function corrected(run: Run, entry: Entry, conversation: ConversationRow): Promise<boolean> {
  const { arrival } = entry;
  const { what } = arrival;
  if (what.kind !== 'edit' && what.kind !== 'revoke') return false;
  if (what.byShop) return ownCorrected(run, entry, conversation);
  if (conversation.customer_id === null) return false;
  const first = await said(run, entry, conversation, 'message');
  if (!first) return false;
  const before = first.arrival as Arrival;
  const was = before.what.kind === 'message' ? wordsOf(before.what.content) : '';
  const now = what.kind === 'edit' ? wordsOf(what.content) : null;
  const orders = await ordersFrom(run, conversation.id, first.id);
  if (orders.length > 0) {
    for (const view of orders) await askAfterCorrection(run, view, { was, now });
    await tellCustomer(run, conversation, orders[0]!.order.short, now);
    return true;
  }
  if (first.id <= conversation.story_since) return false;
  await setKind(run, first.id, what.kind === 'edit' ? 'edited' : 'revoked');
  if (what.kind === 'revoke') await revokeParts(run, entry.row.connection_id, what.of);
  const draft = await openDraft(run, conversation.id, true);
  // The draft is made anew of what is still said.
  if (draft?.content.evidence.some(({ message }) => message === String(first.id)))
    await closeDrafts(run, conversation.id, 'dropped');
  if (what.kind === 'revoke') return true;
  entry.arrival = { ...arrival, what: { kind: 'message', content: what.content } };
  entry.row.kind = 'message';
  await keepAs(run, entry.row.id, 'message', entry.arrival);
  return true;
}

/** The message of the conversation that an edit or a deletion is about, as it was kept. */
function said(run: Run, { row, arrival }: Entry, conversation: ConversationRow, kind: 'message' | 'echo') {
  const { what } = arrival;
  return run.trx
    .selectFrom('message')
    .select(['id', 'arrival'])
    .where('connection_id', '=', row.connection_id)
    .where('external_id', '=', what.kind === 'edit' || what.kind === 'revoke' ? what.of : '')
    .where('kind', '=', kind)
    .where('conversation_id', '=', conversation.id)
    .executeTakeFirst();
}

/** What else the message held that was taken back. */
async function revokeParts(run: Run, connectionId: number, of: string): Promise<void> {
  await run.trx
    .updateTable('message')
    .set({ kind: 'revoked' })
    .where('connection_id', '=', connectionId)
    .where(sql<boolean>`starts_with(external_id, ${`${of}#`})`)
    .where('kind', 'in', ['message', 'echo'])
    .execute();
}

/**
 * A person of the shop changed or took back her own words: the conversation is read as it stands now, and a proposal that
 * waits because of the former words lapses. What she approved stands. What she wrote anew goes on as her words.
 */
async function ownCorrected(run: Run, entry: Entry, conversation: ConversationRow): Promise<true> {
  const { arrival } = entry;
  const { what } = arrival;
  if (what.kind !== 'edit' && what.kind !== 'revoke') return true;
  const first = await said(run, entry, conversation, 'echo');
  if (first) {
    await setKind(run, first.id, what.kind === 'edit' ? 'edited' : 'revoked');
    if (what.kind === 'revoke') await revokeParts(run, entry.row.connection_id, what.of);
    await dropProposals(run, first);
  }
  if (what.kind === 'revoke') return true;
  entry.arrival = { ...arrival, what: { kind: 'echo', content: what.content } };
  entry.row.kind = 'echo';
  await keepAs(run, entry.row.id, 'echo', entry.arrival);
  await stepAside(run, entry.arrival, conversation);
  return true;
}

async function dropProposals(run: Run, first: { id: number; arrival: unknown }): Promise<void> {
  const lapsed = await run.trx
    .updateTable('plan')
    .set({ expires_at: new Date(run.at) })
    .where('cause', 'like', `message:${first.id}:%`)
    .where('source', '=', 'echo')
    .where('answered_at', 'is', null)
    .where('expires_at', '>', new Date(run.at))
    .returning('conversation_id')
    .execute();
  const { what } = first.arrival as Arrival;
  const was = what.kind === 'echo' ? wordsOf(what.content) : '';
  for (const { conversation_id: id } of lapsed) {
    const thread = (await memberThreads(run)).find(({ conversationId }) => conversationId === id);
    const language = thread?.language ?? run.shop.language;
    await say(run, id, 'lapsed', alert(run, language, textsFor(language).takenBack.ownGone(was)).reply);
  }
}

async function tellCustomer(run: Run, conversation: ConversationRow, short: number, now: string | null): Promise<void> {
  const language = (conversation.language as Run['language'] | null) ?? run.shop.language;
  const texts = textsFor(language).takenBack;
  await say(run, conversation.id, 'corrected', {
    text: now === null ? texts.revokedTold(short) : texts.editedTold(short),
  });
}

function keepAs(run: Run, id: number, kind: string, arrival: Arrival) {
  return run.trx
    .updateTable('message')
    .set({ kind, arrival: JSON.stringify(arrival) })
    .where('id', '=', id)
    .execute();
}

function setKind(run: Run, id: number, kind: string) {
  return run.trx.updateTable('message').set({ kind }).where('id', '=', id).execute();
}
