import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool } from '../tool.ts';
import { silenceMs } from './bot-switch.ts';
import { customerName, silence } from './index.ts';
import { say } from './say.ts';

const DAY_MS = 24 * 3_600_000;
/** Channels of Meta carry a person's words this long after the contact's last ones; elsewhere always. */
const WINDOWS_MS = new Map([
  ['whatsapp', DAY_MS],
  ['messenger', 7 * DAY_MS],
  ['instagram', 7 * DAY_MS],
]);
/** Nobody reads there what is written. */
const MUTE = ['tiktok', 'manual'];

/**
 * A member's own words in a customer's conversation. The assistant steps aside, as when she answers from her telephone;
 * where it only passed a question on (`stays`), it goes on as it was.
 */
export const answerCustomer = defineTool({
  name: 'answer_customer',
  says: 'Writes a member’s own words into a customer’s conversation; the assistant steps aside there.',
  for: ['member'],
  input: z.object({
    conversation: z.int().positive(),
    text: z.string().max(3000),
    stays: z.boolean().default(false),
  }),
  run: async (run, input) => {
    const texts = textsFor(run.language).waiting;
    const row = await run.trx
      .selectFrom('conversation')
      .select(['id', 'channel', 'customer_id', 'last_inbound_at', 'bot_off_until'])
      .where('id', '=', input.conversation)
      .where('member_id', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!row?.customer_id || MUTE.includes(row.channel)) throw new Refusal('unavailable', texts.noThread);
    const words = input.text.trim();
    if (!words) throw new Refusal('invalid', texts.empty);
    await say(run, row.id, 'answer', { text: words, byPerson: true });
    const silentUntil = row.bot_off_until?.getTime() ?? 0;
    const stays = input.stays && silentUntil <= run.at;
    if (!stays) await silence(run, row.id, Math.max(silentUntil, run.at + silenceMs(run.shop)));
    const who = await customerName(run, row.customer_id);
    const windowMs = WINDOWS_MS.get(row.channel);
    const open = windowMs === undefined || run.at < (row.last_inbound_at?.getTime() ?? 0) + windowMs;
    return {
      facts: { done: open, waits: !open },
      reply: { text: !open ? texts.answerWaits(who) : stays ? texts.sent(who) : texts.answered(who) },
    };
  },
});
