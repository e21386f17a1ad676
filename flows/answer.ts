import { Refusal } from '../tools/errors.ts';
import { perform } from '../tools/perform.ts';
import { linkAccount } from '../tools/team/link-account.ts';
import type { Mind } from './agent/model.ts';
import { dateOfferAnswered } from './customer/date-offer.ts';
import { quoteAnswered } from './customer/quote.ts';
import { answerCustomer } from './customer.ts';
import { parseCommand } from './merchant/grammar.ts';
import { answerMember } from './merchant/index.ts';
import { withReadBack } from './read-back.ts';
import type { Answer, Turn } from './turn.ts';

/**
 * Answers a turn: a member's commands, or a customer's wishes. Anybody may link their account with a code. What was heard
 * in a voice note is read back above the answer.
 */
export async function answer(turn: Turn, mind: Mind): Promise<Answer> {
  return withReadBack(turn, await answerWords(turn, mind));
}

async function answerWords(turn: Turn, mind: Mind): Promise<Answer> {
  if (turn.conversation.member) return answerMember(turn, mind);
  const code = turn.messages.findLast((message) => /^\s*\/?lier\b/i.test(message.text));
  if (code) return linkByCode(turn, code.text);
  const offered = (await quoteAnswered(turn)) ?? (await dateOfferAnswered(turn));
  if (offered?.reply) return { reply: offered.reply, language: turn.conversation.language };
  return answerCustomer(turn, mind);
}

async function linkByCode(turn: Turn, text: string): Promise<Answer> {
  const { language, id, customerId } = turn.conversation;
  const parsed = parseCommand(text.trim().startsWith('/') ? text : `/${text.trim()}`);
  const given = parsed.kind === 'command' ? parsed.command.text : '';
  try {
    const outcome = await perform(
      linkAccount,
      {
        hub: turn.hub,
        shop: turn.shop,
        language,
        cause: turn.cause,
        actor: { kind: 'customer', customerId: customerId ?? 0, conversationId: id },
      },
      { text: given },
    );
    return { reply: outcome.reply ?? null, language };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { reply: { text: error.message }, language };
  }
}
