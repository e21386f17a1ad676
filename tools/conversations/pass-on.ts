import { textsFor } from '../texts/index.ts';
import type { Outcome, Run } from '../tool.ts';
import { answerable, customerName } from './index.ts';
import type { Reply } from './message.ts';
import { memberThreads, tellMembers } from './say.ts';

/** So many questions of one conversation are passed on in a day; what goes beyond is not for a person of the shop. */
const MOST_PASSED_ON = 5;
const DAY_MS = 24 * 3_600_000;
const NOTICES_READ = 100;
/** A sentence that is not understood may be meant as an answer this long after a question. */
const ANSWERED_WITHIN_MS = 6 * 3_600_000;

/** Who asks, and where. */
export type Asking = { customerId: number; conversationId: number };

/**
 * Tells the members what a customer asked or said, as a notice whose quoted answer goes back; the assistant stays.
 * False when this conversation has had its share today.
 */
export async function passOn(
  run: Run,
  asking: Asking,
  title: (who: string, language: Run['language']) => string,
): Promise<boolean> {
  const { customerId, conversationId } = asking;
  const [thread] = await memberThreads(run);
  if (!thread) return false;
  const asked = (await askedIn(run, thread.conversationId, DAY_MS)).filter((id) => id === conversationId);
  if (asked.length >= MOST_PASSED_ON) return false;
  const who = await customerName(run, customerId);
  await tellMembers(run, 'question', (language) => answerable(run, language, conversationId, [title(who, language)]));
  return true;
}

/** The conversations whose questions a member's thread was told of in the last `withinMs`, the newest first. */
async function askedIn(run: Run, thread: number, withinMs: number): Promise<number[]> {
  const notices = await run.trx
    .selectFrom('outgoing')
    .select('reply')
    .where('conversation_id', '=', thread)
    .where('created_at', '>', new Date(run.at - withinMs))
    .orderBy('id', 'desc')
    .limit(NOTICES_READ)
    .execute();
  return notices.flatMap(({ reply }) => (reply as Reply).answers ?? []);
}

/** Who asked something last that this member may still mean to answer, by name; null when nobody did of late. */
export async function lastAsker(run: Run): Promise<string | null> {
  if (run.actor.kind !== 'member' || !run.actor.conversationId) return null;
  const [conversation] = await askedIn(run, run.actor.conversationId, ANSWERED_WITHIN_MS);
  if (conversation === undefined) return null;
  const asking = await run.trx
    .selectFrom('conversation')
    .select('customer_id')
    .where('id', '=', conversation)
    .executeTakeFirst();
  return asking?.customer_id ? customerName(run, asking.customer_id) : null;
}

/** An order made at the counter or on the telephone is not in our books under this customer: the shop is told. */
export async function orderUnknown(run: Run, asking: Asking, words: string): Promise<Outcome> {
  const texts = textsFor(run.language);
  const title = (who: string, language: Run['language']) =>
    textsFor(language).conversation.member.unknownOrder(who, words);
  const passed = words !== '' && (await passOn(run, asking, title));
  const rows = [texts.customer.noOrders, passed ? texts.conversation.asked.passedOn : null];
  return { facts: { passedOn: false }, reply: { text: rows.filter(Boolean).join('\n') } };
}
