import type { Ctx } from '../../tools/context.ts';
import { openDesk } from '../agent/desk.ts';
import type { TurnFacts } from '../agent/facts.ts';
import type { Talk } from '../agent/talk.ts';
import type { Turn } from '../turn.ts';

const QUOTE = /\bdevis\b|\bquot(?:e|ation)\b|\bchiffrage\b|عرض (?:أ?سعار|سعر)/iu;
const TALKED_OF = new Set(['quote_request', 'order', 'modify_order', 'other']);

/**
 * A request for a quote in a letter, with its lines: drafted and passed on to the members, who send the quote. Null:
 * the turn is about something else. Companies write for quotes; in a chat the prices themselves are the answer.
 */
export async function quoteWished(turn: Turn, facts: TurnFacts, ctx: Ctx): Promise<Talk | null> {
  if (turn.conversation.channel !== 'email' || !TALKED_OF.has(facts.intent) || facts.read.lines.length === 0)
    return null;
  const theirs = facts.story.filter(({ from }) => from === 'customer');
  if (facts.intent !== 'quote_request' && !theirs.some(({ text }) => QUOTE.test(text))) return null;
  const desk = openDesk(ctx);
  const drafted = await desk.act('draft_order', facts.read);
  if (drafted.refusal) return { done: desk.done, text: '' };
  // The day and the address are asked with the order that may come of it: a quote can do without.
  await desk.act('ask_quote', {});
  return { done: desk.done, text: '' };
}
