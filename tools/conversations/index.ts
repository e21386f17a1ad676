import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';

/** How long the bot stays silent in a conversation a person has taken. */
export const SILENCE_MS = 12 * 3_600_000;

/** The name members read for a customer's conversation. */
export async function customerName(run: Run, customerId: number): Promise<string> {
  const row = await run.trx
    .selectFrom('customer')
    .select(['name', 'phone', 'email'])
    .where('id', '=', customerId)
    .executeTakeFirst();
  return row?.name ?? row?.phone ?? row?.email ?? textsFor(run.language).member.unnamed;
}

/** Silences the bot in a conversation until `until` (milliseconds). */
export async function silence(run: Run, conversationId: number, until: number): Promise<void> {
  await run.trx
    .updateTable('conversation')
    .set({ bot_off_until: new Date(until) })
    .where('id', '=', conversationId)
    .execute();
}

/** A notice to members that goes out by the `alert` template when their window is closed. */
export function alert(run: Pick<Run, 'shop'>, language: Run['language'], text: string) {
  return {
    reply: { text, template: { name: 'alert' as const, language, params: [run.shop.name, text] } },
  };
}

/** A notice about a customer's conversation: a member who quotes it answers there. */
export function answerable(run: Pick<Run, 'shop'>, language: Run['language'], conversationId: number, rows: string[]) {
  const { quoteToAnswer } = textsFor(language).conversation.member;
  const { reply } = alert(run, language, [...rows, quoteToAnswer].join('\n'));
  return { reply: { ...reply, answers: conversationId } };
}
